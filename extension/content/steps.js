// Carries out the steps that the Rust core decides on: choose, write, compare. Everything a person
// would see happen in the page happens here, and nothing else: no step presses a button of the form.
'use strict';

(() => {
  /** @typedef {import('../../dist/types/keyferry.js').Outcome} Outcome */
  /** @typedef {HTMLInputElement | HTMLTextAreaElement} Input */

  const page = globalThis.keyferry;
  if (!page || page.choose) return;
  const {
    elementOf, claim, isVisible, isReachable, isEnabled, faceOf, shownText, shownBy, radiosIn, upFrom,
    tidy, lists, roots,
  } = page;

  /** How long a way of opening a choice is given to show any effect, in milliseconds. */
  const OPENED_MS = 350;
  /** How long a list that may still be loading is waited for. */
  const OPTIONS_MS = 2000;
  /** How long several options must stay the same before the wanted one counts as missing. */
  const SETTLED_MS = 300;
  /** How long a choice is given to show what was chosen. */
  const SHOWN_MS = 1000;
  const OPTION = '[role=option],[role=menuitem],[role=menuitemradio],[role=treeitem]';
  const LIST = '[role=listbox],[role=menu],[role=tree]';
  const PRESS =
    'pointerover mouseover pointermove mousemove pointerdown mousedown pointerup mouseup click';

  /** @param {string | null} text */
  const fold = (text) => tidy(text).toLowerCase();

  /** A press as a mouse makes it: some open on `mousedown`, others on `click`. @param {Element} on */
  const press = (on) => {
    const { left, top, width, height } = on.getBoundingClientRect();
    for (const type of PRESS.split(' ')) {
      const Kind = type.startsWith('pointer') ? PointerEvent : MouseEvent;
      on.dispatchEvent(new Kind(type, {
        bubbles: true, cancelable: true, composed: true, view: window,
        button: 0, buttons: type.endsWith('down') ? 1 : 0, detail: type === 'click' ? 1 : 0,
        clientX: left + width / 2, clientY: top + height / 2,
        pointerId: 1, pointerType: 'mouse', isPrimary: true,
      }));
    }
  };

  /**
   * A stroke of a key; handlers of older libraries read `keyCode`.
   * @param {Element} on
   * @param {string} key
   * @param {number} keyCode
   */
  const strike = (on, key, keyCode) => {
    const event = { key, code: key, keyCode, bubbles: true, cancelable: true, composed: true };
    for (const type of ['keydown', 'keyup']) on.dispatchEvent(new KeyboardEvent(type, event));
  };

  /** @param {Element} on @param {string[]} types */
  const send = (on, ...types) => {
    for (const type of types) {
      const init = { bubbles: type !== 'focus' && type !== 'blur', composed: true };
      const Kind = /focus|blur/.test(type) ? FocusEvent : Event;
      on.dispatchEvent(new Kind(type, init));
    }
  };

  /** @param {Element | null} element @returns {element is Input} */
  const takesText = (element) =>
    element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;

  /** @param {Input} input @param {string} value */
  const setValue = (input, value) => {
    const { prototype } = input instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(input, value);
    const init = { bubbles: true, composed: true, inputType: 'insertReplacementText' };
    input.dispatchEvent(new InputEvent('input', init));
  };

  /**
   * Watches what a page does once a choice is pressed. What comes, and what changes, is where its list
   * is, whatever it is made of.
   * @param {Element} control
   * @param {string[]} wanted
   */
  const watch = (control, wanted) => {
    /** @type {Set<Element>} */
    const changed = new Set();
    let wake = () => {};
    const observer = new MutationObserver((records) => {
      for (const { target, addedNodes, type } of records) {
        for (const node of type === 'attributes' ? [target] : addedNodes) {
          const element = node instanceof Element ? node : node.parentElement;
          if (element && !element.contains(control)) changed.add(element);
        }
      }
      wake();
    });
    const all = { childList: true, subtree: true, attributes: true, characterData: true };
    for (const root of roots()) observer.observe(root, all);

    const isOpen = () => control.getAttribute('aria-expanded') === 'true';

    // A list that the choice itself calls open may still be fading in, in a tab behind others for long.
    const isOffered = (/** @type {Element} */ one) =>
      !one.contains(control) && isVisible(one, !isOpen()) && !leads(one) &&
      (!control.contains(one) || one.closest(LIST) !== null);
    /** Whether it leads to another page. @param {Element} one */
    const leads = (one) => one.closest('a[href]:not([href^="#"],[href=""],[href^=java])') !== null;

    /** What has the role of an option: in the list that the choice names, or anywhere. */
    const options = () => {
      const id = control.getAttribute('aria-controls') ?? control.getAttribute('aria-owns') ?? '';
      const named = /** @type {Document} */ (control.getRootNode()).getElementById?.(id);
      for (const parts of [named ? [named] : [], roots()]) {
        const found = parts.flatMap((part) => [...part.querySelectorAll(OPTION)]).filter(isOffered);
        if (found.length > 0) return found;
      }
      return [];
    };

    /** The innermost elements whose whole text is wanted, anywhere. */
    const wantedTexts = () =>
      roots().flatMap((root) => {
        const whole = root instanceof Document ? root.body : root;
        // A page's whole text is had at once, and mostly it ends the search.
        const text = whole?.textContent?.toLowerCase().replace(/\s+/g, ' ') ?? '';
        if (!wanted.some((each) => text.includes(each))) return [];
        const found = [];
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const element = node.parentElement;
          if (element && wanted.includes(fold(node.nodeValue)) && isOffered(element)) found.push(element);
        }
        return found;
      });

    /** Elements with a short text of their own. @param {Element} part */
    const shortTexts = (part) =>
      [part, ...part.querySelectorAll('*')].slice(0, 1000).filter(
        (one) =>
          [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && tidy(node.nodeValue)) &&
          (one.textContent ?? '').length <= 80 && isOffered(one),
      );

    // What is there already can't be what opens: looked at only where a list may come to stand.
    const around = [...upFrom(control)].filter((up) => up.querySelectorAll('*').length < 150).pop();
    const near = around && around !== control ? [around] : [];
    const before = new Set([...options(), ...wantedTexts(), ...near.flatMap(shortTexts)]);
    const isNew = (/** @type {Element} */ one) => !before.has(one);

    /** What the list offers: its options, or else texts that weren't to be seen before. */
    const offered = () => {
      const known = options().filter((one) => isOpen() || isNew(one));
      const parts = [...near, ...changed].filter((part) => part.isConnected);
      return known.length > 0 ? known : [...new Set(parts.flatMap(shortTexts))].filter(isNew);
    };

    /** The wanted option: by its whole text, or by that of a part of it. */
    const option = () => {
      const known = options().filter((one) => one.getAttribute('aria-disabled') !== 'true');
      const reads = (/** @type {Element} */ one) => wanted.includes(fold(shownText(one)));
      return known.find(reads) ?? known.find((one) => [...one.querySelectorAll('*')].some(reads)) ??
        wantedTexts().find(isNew);
    };

    /**
     * Waits until `look` finds something, looking again whenever the page changes, and every 50 ms:
     * styles that make a thing visible change no node.
     * @template T
     * @param {() => T | undefined} look
     * @param {number} most milliseconds
     * @returns {Promise<T | undefined>}
     */
    const until = (look, most) =>
      new Promise((resolve) => {
        const again = () => {
          const found = look();
          if (found === undefined && performance.now() < end) return;
          wake = () => {};
          clearInterval(pulse);
          resolve(found);
        };
        const end = performance.now() + most;
        const pulse = setInterval(again, 50);
        wake = again;
        again();
      });

    return { isOpen, option, offered, until, end: () => observer.disconnect() };
  };

  /** @typedef {ReturnType<typeof watch>} List */

  /**
   * The wanted option as soon as it is there; nothing once the list is complete without it.
   * @param {List} list
   * @returns {Promise<Element | undefined>}
   */
  const settled = async (list) => {
    let texts = '';
    let since = performance.now();
    const found = await list.until(() => {
      const option = list.option();
      if (option) return option;
      const offered = list.offered();
      const now = offered.map((one) => one.textContent).join();
      if (now !== texts) [texts, since] = [now, performance.now()];
      const waited = performance.now() - since;
      // One or two lines may be a list that is still loading.
      const most = offered.length === 0 ? OPENED_MS : offered.length < 3 ? OPTIONS_MS : SETTLED_MS;
      return waited > most ? null : undefined;
    }, OPTIONS_MS);
    return found ?? undefined;
  };

  /**
   * The wanted option of a list that draws only what is in sight of it: scrolls through it.
   * @param {List} list
   */
  const scrolledTo = async (list) => {
    const scrolls = (/** @type {Element} */ box) =>
      box.scrollHeight > box.clientHeight + 8 && /auto|scroll/.test(getComputedStyle(box).overflowY);
    const box = [...upFrom(list.offered()[0] ?? null)].find(scrolls);
    if (!box || box.contains(document.body)) return undefined;
    for (let top = -1; box.scrollTop > top;) {
      top = box.scrollTop;
      box.scrollTop = top + box.clientHeight * 0.8;
      const start = performance.now();
      const waited = () => (performance.now() - start > 30 ? null : undefined);
      const found = await list.until(() => list.option() ?? waited(), 50);
      if (found) return found;
    }
    return undefined;
  };

  /**
   * Opens a list and finds the option in it, one way after the other: by a press, a key, scrolling,
   * and typing what is looked for.
   * @param {Element} control
   * @param {List} list
   * @param {string[]} wanted
   */
  const openAndFind = async (control, list, wanted) => {
    if (!list.isOpen()) press(control);
    let option = await settled(list);
    if (!option && list.offered().length === 0 && control.isConnected) {
      /** @type {HTMLElement} */ (control).focus({ preventScroll: true });
      strike(control, 'ArrowDown', 40);
      option = await settled(list);
    }
    option ??= await scrolledTo(list);
    const input = [control, document.activeElement].find((one) => takesText(one));
    if (option || !takesText(input ?? null)) return option;
    const search = /** @type {Input} */ (input);
    if (search.readOnly || search.value !== '') return undefined;
    setValue(search, wanted[0]?.split(' ')[0] ?? '');
    option = await settled(list);
    if (!option) setValue(search, '');
    return option;
  };

  /** Whether a choice shows what is wanted. @param {Element} control @param {string[]} wanted */
  const shows = (control, wanted) => {
    // The text may also stand beside what is pressed, in the same box.
    const box = control.parentElement;
    const beside = box && box.clientHeight < 80 ? fold(shownText(box)) : '';
    const shown = fold(shownBy(control));
    return wanted.some((text) => shown === text || ` ${shown}`.endsWith(` ${text}`) || beside.endsWith(text));
  };

  /** @param {string[]} texts @returns {Outcome} */
  const missing = (texts) => {
    const seen = [...new Set(texts.map((text) => tidy(text).slice(0, 100)).filter(Boolean))];
    return seen.length > 0 ? { is: 'no_option', seen: seen.slice(0, 40) } : { is: 'not_opened' };
  };

  /**
   * Chooses in a list of the browser's own.
   * @param {HTMLSelectElement | HTMLInputElement} control
   * @param {HTMLOptionElement[]} options
   * @param {string[]} wanted
   * @returns {Outcome}
   */
  const chooseNative = (control, options, wanted) => {
    const texts = options.map((option) => option.label || option.text);
    const option = options.find((one, at) => !one.disabled && wanted.includes(fold(texts[at] ?? '')));
    if (!option) return texts.length > 0 ? missing(texts) : { is: 'no_option', seen: [] };
    if (control instanceof HTMLInputElement) setValue(control, option.value);
    else control.selectedIndex = option.index;
    send(control, 'input', 'change', 'blur', 'focusout');
    claim(control);
    return { is: 'equal' };
  };

  /**
   * Opens a choice, chooses the option that reads like one of `wanted`, and makes sure that it shows.
   * @param {number} id
   * @param {string[]} wanted
   * @returns {Promise<Outcome>}
   */
  const choose = async (id, wanted) => {
    const control = elementOf(id);
    if (!control || !faceOf(control)) return { is: 'gone' };
    if (!isEnabled(control)) return { is: 'disabled' };
    if (control.matches('[type=submit],[type=reset]')) return { is: 'not_opened' };
    const native = control instanceof HTMLSelectElement ? control.options
      : control instanceof HTMLInputElement ? control.list?.options : undefined;
    if (native) return chooseNative(/** @type {HTMLSelectElement} */ (control), [...native], wanted);
    const radios = radiosIn(control);
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    const list = watch(control, wanted);
    try {
      const option = radios.length > 0
        ? radios.find((radio) => wanted.includes(fold(radio.text)))?.element
        : await openAndFind(control, list, wanted);
      if (!option) {
        const offered = list.offered();
        close(control, list);
        if (!control.isConnected) return { is: 'gone' };
        return missing([...radios.map((radio) => radio.text), ...offered.map(shownText)]);
      }
      for (const up of upFrom(option)) {
        if (up.contains(control)) break;
        lists.add(up);
      }
      press(option);
      const isOver = () => (control.isConnected ? shows(control, wanted) : !isVisible(option, true));
      const shown = await list.until(() => isOver() || undefined, SHOWN_MS);
      if (!control.isConnected) return { is: 'gone' };
      if (list.isOpen()) close(control, list);
      if (!shown) return { is: 'different', length: shownBy(control).length };
      claim(control);
      return { is: 'equal' };
    } finally {
      list.end();
      giveBack(focused);
    }
  };

  /** @param {HTMLElement | null} focused what had the focus before */
  const giveBack = (focused) => {
    const now = /** @type {HTMLElement | null} */ (document.activeElement);
    if (now === focused) return;
    if (focused === document.body) now?.blur();
    else focused?.focus({ preventScroll: true });
  };

  /**
   * Closes a list that stayed open. The key goes to the list first, not to what is around the choice:
   * a dialog closes by the same key.
   * @param {Element} control
   * @param {List} list
   */
  const close = (control, list) => {
    const [first] = list.offered();
    if (first) strike(first, 'Escape', 27);
    if (list.isOpen() || list.offered().length > 0) strike(control, 'Escape', 27);
    if (list.offered().length > 0) send(document.body, 'mousedown', 'click');
  };

  /**
   * Writes a value as typing would: the page's model, its validators and its dirty and touched state
   * follow from the events. The focus stays where the person has it.
   * @param {number} id
   * @param {string} value
   * @returns {Outcome}
   */
  const write = (id, value) => {
    const element = elementOf(id);
    if (!element || !takesText(element) || !isReachable(element)) return { is: 'gone' };
    if (!isEnabled(element)) return { is: 'disabled' };
    send(element, 'focus', 'focusin');
    setValue(element, value);
    send(element, 'change', 'blur', 'focusout');
    claim(element);
    return compare(id, value);
  };

  /**
   * @param {number} id
   * @param {string} value
   * @returns {Outcome}
   */
  const compare = (id, value) => {
    const element = elementOf(id) ?? null;
    if (!takesText(element)) return { is: 'gone' };
    const { length } = element.value;
    return element.value === value ? { is: 'equal' } : { is: 'different', length };
  };

  Object.assign(page, { choose, write, compare });
})();
