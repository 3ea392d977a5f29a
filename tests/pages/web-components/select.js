import { element } from '../bootstrap/element.js';
import { component, roots } from './component.js';

/** The list of a select, in a root of its own. */
component('st-options', `
  :host {
    position: absolute;
    z-index: 10;
    right: 0;
    left: 0;
    max-height: 340px;
    margin-top: 4px;
    overflow: auto;
    border: 1px solid #d4d4d8;
    border-radius: 4px;
    background: #fff;
    box-shadow: 0 8px 20px rgb(0 0 0 / 12%);
  }
  [role=listbox] { padding: 6px 0; }
  [role=option] { display: flex; gap: 10px; align-items: center; padding: 7px 12px; }
  [role=option]:hover, [role=option]:focus { background: #e0f2fe; outline: 0; }
  [role=option][aria-selected=true] { font-weight: 600; }
`, host => [
  element('div', { role: 'listbox' }, ...host.options.map(
    (/** @type {import('../bootstrap/providers.js').Provider} */ provider) => {
      const shown = element('div', {
        role: 'option', tabindex: '-1', 'aria-selected': String(provider.id === host.value),
      }, icon(provider), element('span', {}, provider.label));
      shown.addEventListener('click', () => host.choose(provider.id));
      shown.addEventListener('keydown', ({ key }) => {
        if (key === 'Enter') shown.click();
        const next = {
          ArrowDown: shown.nextElementSibling, ArrowUp: shown.previousElementSibling,
        }[key];
        if (next instanceof HTMLElement) next.focus();
      });
      return shown;
    },
  )),
]);

/** The choice of a provider. It is given `control` and `options`. */
component('st-select', `
  :host { position: relative; }
  button {
    display: flex;
    gap: 10px;
    align-items: center;
    width: 100%;
    height: 40px;
    padding: 0 12px;
    border: 1px solid #d4d4d8;
    border-radius: 4px;
    background: #fff;
    color: inherit;
    text-align: left;
  }
  button:focus { border-color: #0284c7; outline: 3px solid rgb(14 165 233 / 30%); }
  button:disabled { background: #f4f4f5; color: #71717a; }
  .shown { flex: 1; }
  .prompt { color: #71717a; }
  .icon { display: flex; gap: 10px; }
`, host => {
  const { control, options } = host;
  const toggle = element('button', {
    type: 'button', role: 'combobox', 'aria-haspopup': 'listbox', 'aria-expanded': 'false',
  });
  toggle.disabled = host.hasAttribute('disabled');
  /** @type {HTMLElement | undefined} */
  let list;

  const show = () => {
    const chosen = options.find((/** @type {{ id: string }} */ { id }) => id === control.value);
    toggle.replaceChildren(...chosen
      ? [icon(chosen), element('span', { class: 'shown' }, chosen.label)]
      : [element('span', { class: 'shown prompt' }, 'Select…')], '▾');
  };
  const close = () => {
    list?.remove();
    list = undefined;
    toggle.setAttribute('aria-expanded', 'false');
  };
  const open = () => {
    list = Object.assign(element('st-options'), {
      options,
      value: control.value,
      choose: (/** @type {string} */ id) => {
        control.value = id;
        control.dirty = true;
        close();
        show();
        toggle.focus();
        control.onChange();
      },
    });
    roots.get(host)?.append(list);
    toggle.setAttribute('aria-expanded', 'true');
    const drawn = roots.get(list);
    /** @type {HTMLElement | null | undefined} */
    (drawn?.querySelector('[aria-selected=true]')
      ?? drawn?.querySelector('[role=option]'))?.focus();
  };

  toggle.addEventListener('click', () => {
    if (list) close();
    else open();
  });
  toggle.addEventListener('blur', () => {
    control.touched = true;
    control.onChange();
  });
  host.addEventListener('keydown', (/** @type {KeyboardEvent} */ { key }) => {
    if (key === 'Escape') close();
  });
  /** Outside of closed roots nobody is told where in them it was. @type {Event | undefined} */
  let own;
  host.addEventListener('click', event => {
    own = event;
  });
  const outside = (/** @type {Event} */ event) => {
    if (!host.isConnected) document.removeEventListener('click', outside);
    else if (event !== own) close();
  };
  document.addEventListener('click', outside);
  show();
  return [toggle];
});

/** @param {import('../bootstrap/providers.js').Provider} provider */
function icon({ id }) {
  const holder = element('span', { class: 'icon' });
  if (id !== 'local') {
    holder.append(element('img', {
      src: `/web-components/icons/${id}.svg`, alt: '', width: '20', height: '20',
    }));
  }
  return holder;
}

/**
 * @param {import('../bootstrap/model.js').Control} control
 * @param {import('../bootstrap/providers.js').Provider[]} options
 * @param {boolean} disabled
 */
export function select(control, options, disabled) {
  const made = Object.assign(element('st-select'), { control, options });
  made.toggleAttribute('disabled', disabled);
  return made;
}
