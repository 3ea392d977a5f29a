// The least that filling the form takes: a script that knows each page by heart, does what is needed
// as soon as it can be done, and nothing else.

/** @typedef {import('../../tests/browser/chromium.mjs').SeqeraForm['value']} Values */

/**
 * @typedef {object} Hand how a page is filled by hand; `>>>` in a selector leads into a shadow root
 * @property {string} fields
 *   Name, and once Container registry is chosen User name, Password and Registry server
 * @property {string} provider what shows the provider
 * @property {string} [opens] the event that opens its list; none for a list of the browser's own
 * @property {string} [option] of the list
 */

/** @type {Record<string, Hand>} */
export const hands = {
  'bootstrap': {
    fields: '.card-body input',
    provider: '.dropdown-toggle',
    opens: 'click',
    option: '.dropdown-item',
  },
  'headless-ui': {
    fields: '.field input',
    provider: 'button.select',
    opens: 'pointerdown',
    option: '.option',
  },
  'material': {
    fields: 'st-text-field input',
    provider: 'mat-select',
    opens: 'click',
    option: 'mat-option',
  },
  'material-combobox': {
    fields: 'st-text-field input',
    provider: '.combobox',
    opens: 'click',
    option: '[role=option]',
  },
  'ng-select': {
    fields: '.field > input',
    provider: '#provider',
    opens: 'mousedown',
    option: '.ng-option',
  },
  'plain': {
    fields: 'input.control',
    provider: 'select.control',
  },
  'primeng': {
    fields: '.p-floatlabel > input, p-password input',
    provider: '#provider',
    opens: 'click',
    option: '[role=option]',
  },
  'radix': {
    fields: '.field input',
    provider: '.trigger',
    opens: 'click',
    option: '.option',
  },
  'react-mui': {
    fields: 'input.MuiInputBase-input',
    provider: '[role=combobox]',
    opens: 'mousedown',
    option: '[role=option]',
  },
  'react-select': {
    fields: '.field > input',
    provider: '[role=combobox]',
    opens: 'mousedown',
    option: '[role=option]',
  },
  'web-components': {
    fields: 'st-card >>> st-credentials-form >>> st-field >>> st-input >>> input',
    provider: 'st-card >>> st-credentials-form >>> st-field >>> st-select >>> button',
    opens: 'click',
    option: 'st-card >>> st-credentials-form >>> st-field >>> st-select >>> st-options >>>'
      + ' [role=option]',
  },
};

/**
 * Runs in the page, as a script of its own would: fills the form and reads all of it back.
 *
 * @param {Hand} hand
 * @param {Values} values
 * @returns {Promise<number>} the milliseconds that it took
 */
export async function fillByHand({ fields, provider, opens, option }, values) {
  const start = performance.now();

  /** @type {Set<Document | ShadowRoot>} */
  let roots = new Set([document]);
  /** @param {string} selector @returns {HTMLElement[]} */
  const all = selector => {
    const [last = '', ...hosts] = selector.split(' >>> ').reverse();
    /** @type {(Document | ShadowRoot)[]} */
    let within = [document];
    for (const host of hosts.reverse()) {
      within = within.flatMap(root => [...root.querySelectorAll(host)])
        .map(({ shadowRoot }) => shadowRoot).filter(root => root !== null);
      for (const root of within) roots.add(root);
    }
    return within.flatMap(root => [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(last))]);
  };

  /**
   * What is looked for, as soon as it is there.
   *
   * @template Found
   * @param {() => Found | undefined} look
   * @returns {Promise<Found>}
   */
  const there = look => new Promise(resolve => {
    const observer = new MutationObserver(() => again());
    const again = () => {
      roots = new Set([document]);
      const found = look();
      observer.disconnect();
      if (found) resolve(found);
      else for (const root of roots) observer.observe(root, { childList: true, subtree: true });
    };
    again();
  });

  /** @param {Element} on @param {...string} types */
  const send = (on, ...types) => {
    for (const type of types) {
      const Kind = /focus|blur/.test(type) ? FocusEvent
        : /pointer/.test(type) ? PointerEvent
          : /click|mouse/.test(type) ? MouseEvent : Event;
      const bubbles = !/^(focus|blur)$/.test(type);
      const init = { bubbles, cancelable: true, composed: true, button: 0, pointerType: 'mouse' };
      on.dispatchEvent(new Kind(type, init));
    }
  };
  // React keeps track of what scripts write through the element itself.
  const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  /** @param {HTMLElement | undefined} input @param {string} value */
  const write = (input, value) => {
    if (!input) return;
    send(input, 'focus', 'focusin');
    setter?.call(input, value);
    send(input, 'input', 'change', 'blur', 'focusout');
  };

  const [choice] = all(provider);
  if (!choice) throw new Error('the page has no provider');
  write(all(fields)[0], values.name);
  send(choice, 'focus', 'focusin');
  if (opens && option) {
    send(choice, opens);
    const wanted = await there(() =>
      all(option).find(one => one.textContent?.trim() === 'Container registry'));
    wanted.click();
  } else {
    /** @type {HTMLSelectElement} */ (choice).value = 'container-reg';
    send(choice, 'input', 'change');
  }
  const [name, ...keys] = await there(() => {
    const found = all(fields);
    return found.length === 4 ? found : undefined;
  });
  // The page may have made it anew with what it shows.
  send(all(provider)[0] ?? choice, 'blur', 'focusout');
  const rest = [values.userName, values.password, values.registry];
  keys.forEach((input, at) => write(input, rest[at] ?? ''));
  const held = all(fields).map(input => /** @type {HTMLInputElement} */ (input).value);
  const time = performance.now() - start;
  if (!name || held.join('\n') !== [values.name, ...rest].join('\n')) {
    throw new Error('the page does not hold what was written');
  }
  return time;
}
