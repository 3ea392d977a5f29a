// Carries out the steps that the Rust core decides on: choose, write, compare. Everything a person
// would see happen in the page happens here, and nothing else: no step presses a button of the form.
'use strict';

(() => {
  /** @typedef {import('../../dist/types/keyferry.js').Outcome} Outcome */

  const page = globalThis.keyferry;
  if (!page || page.choose) return;
  const { elementOf, claim, isVisible, isEnabled, shownText, shownBy, parentOf, tidy } = page;

  /** How long options are waited for after a choice was opened, in milliseconds. */
  const OPTIONS_MS = 1000;
  /** How long options must stay the same before the wanted one counts as missing. */
  const SETTLED_MS = 400;
  /** How long a choice is given to show what was chosen. */
  const SHOWN_MS = 1000;
  const OPTION = '[role=option],[role=menuitem],[role=menuitemradio],[role=treeitem]';

  /** @param {string} text */
  const fold = (text) => tidy(text).toLowerCase();

  /**
   * Waits until `look` finds something, looking again whenever the page changes, and at least every
   * 50 ms: styles that make a thing visible change no node.
   * @template T
   * @param {() => T | undefined} look
   * @param {number} most milliseconds
   * @returns {Promise<T | undefined>}
   */
  const waitFor = (look, most) =>
    new Promise((resolve) => {
      const first = look();
      if (first !== undefined) return resolve(first);
      const end = (/** @type {T | undefined} */ result) => {
        observer.disconnect();
        clearInterval(pulse);
        clearTimeout(limit);
        resolve(result);
      };
      const again = () => {
        const result = look();
        if (result !== undefined) end(result);
      };
      const observer = new MutationObserver(again);
      observer.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
      const pulse = setInterval(again, 50);
      const limit = setTimeout(() => end(look()), most);
    });

  /** @param {Element} element @param {string} type */
  const point = (element, type) => {
    const box = element.getBoundingClientRect();
    const init = {
      bubbles: true,
      cancelable: true,
      composed: true,
      view: window,
      button: 0,
      buttons: type.endsWith('down') ? 1 : 0,
      detail: type.startsWith('pointer') ? 0 : 1,
      clientX: box.left + box.width / 2,
      clientY: box.top + box.height / 2,
    };
    const event = type.startsWith('pointer')
      ? new PointerEvent(type, { ...init, pointerId: 1, pointerType: 'mouse', isPrimary: true })
      : new MouseEvent(type, init);
    element.dispatchEvent(event);
  };

  /** A press as a mouse makes it: some libraries open on `mousedown`, others on `click`. @param {Element} element */
  const press = (element) => {
    for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) {
      if (element.isConnected) point(element, type);
    }
  };

  /** Key handlers of older libraries read `keyCode`. @param {Element} element @param {string} key @param {number} keyCode */
  const strike = (element, key, keyCode) => {
    for (const type of ['keydown', 'keyup']) {
      element.dispatchEvent(
        new KeyboardEvent(type, { key, code: key, keyCode, which: keyCode, bubbles: true, cancelable: true, composed: true }),
      );
    }
  };

  /** The document and every open shadow root in it. @returns {(Document | ShadowRoot)[]} */
  const roots = () => {
    /** @type {(Document | ShadowRoot)[]} */
    const found = [document];
    for (const root of found) {
      for (const element of root.querySelectorAll('*')) if (element.shadowRoot) found.push(element.shadowRoot);
    }
    return found;
  };

  /** @param {string} selector */
  const everywhere = (selector) => roots().flatMap((root) => [...root.querySelectorAll(selector)]);

  /**
   * The visible options of an open choice: by their role, in the list the choice names if it does.
   * @param {Element} control
   */
  const optionsOf = (control) => {
    const names = `${control.getAttribute('aria-controls') ?? ''} ${control.getAttribute('aria-owns') ?? ''}`;
    const root = /** @type {Document | ShadowRoot} */ (control.getRootNode());
    for (const name of names.split(' ').filter(Boolean)) {
      const list = root.getElementById(name);
      const options = list ? [...list.querySelectorAll(OPTION)].filter((option) => isVisible(option)) : [];
      if (options.length > 0) return options;
    }
    return everywhere(OPTION).filter((option) => isVisible(option));
  };

  /**
   * Visible elements outside the control whose whole text is one of `wanted`, the innermost of each.
   * @param {string[]} wanted
   * @param {Element} control
   */
  const textsLike = (wanted, control) => {
    const found = [];
    for (const root of roots()) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = fold(node.nodeValue ?? '');
        if (!text || !wanted.some((each) => each.startsWith(text))) continue;
        // One text node, or the first of several that make up the text together.
        const parents = [node.parentElement, node.parentElement?.parentElement];
        const whole = parents.find((parent) => parent && wanted.includes(fold(parent.textContent ?? '')));
        if (whole && !control.contains(whole) && !whole.contains(control) && isVisible(whole)) found.push(whole);
      }
    }
    return found;
  };

  /**
   * What a list without roles offers: short texts that were not visible before it was opened.
   * @param {Set<Element>} before
   * @param {Element} control
   */
  const newItems = (before, control) =>
    everywhere('li,a,button,div,span').filter((element) => {
      if (before.has(element) || control.contains(element) || element.contains(control)) return false;
      const text = element.childElementCount <= 3 ? fold(shownText(element)) : '';
      const innermost = ![...element.children].some((child) => fold(shownText(child)) === text);
      return text.length > 0 && text.length <= 60 && innermost && isVisible(element);
    });

  /** @param {Element} control @param {string[]} wanted */
  const shows = (control, wanted) => {
    const shown = fold(shownBy(control, []));
    if (wanted.some((text) => shown === text || shown.endsWith(` ${text}`))) return true;
    // The text may stand beside what is pressed, in the same box.
    const around = parentOf(control);
    const text = around && around.getBoundingClientRect().height < 80 ? fold(shownText(around)) : '';
    return wanted.some((each) => text.endsWith(each));
  };

  /**
   * @param {HTMLSelectElement} select
   * @param {string[]} wanted
   * @returns {Outcome}
   */
  const chooseNative = (select, wanted) => {
    const option = [...select.options].find((each) => wanted.includes(fold(each.label || each.text)) && !each.disabled);
    if (!option) return noOption([...select.options].map((each) => each.label || each.text));
    select.selectedIndex = option.index;
    for (const type of ['input', 'change']) select.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
    select.dispatchEvent(new FocusEvent('blur'));
    claim(select);
    return { is: 'equal' };
  };

  /** @param {string[]} texts @returns {Outcome} */
  const noOption = (texts) => {
    const seen = [...new Set(texts.map((text) => tidy(text).slice(0, 100)).filter(Boolean))].slice(0, 40);
    return { is: 'no_option', seen };
  };

  /**
   * Opens a choice, chooses the option that reads like one of `wanted`, and makes sure that it shows.
   * @param {number} id
   * @param {string[]} wanted
   * @returns {Promise<Outcome>}
   */
  const choose = async (id, wanted) => {
    const control = elementOf(id);
    if (!control || !isVisible(control)) return { is: 'gone' };
    if (!isEnabled(control)) return { is: 'disabled' };
    if (control instanceof HTMLSelectElement) return chooseNative(control, wanted);

    const sameBefore = new Set(textsLike(wanted, control));
    const optionsBefore = new Set(optionsOf(control));
    const visibleBefore = new Set(everywhere('li,a,button,div,span').filter((element) => isVisible(element)));
    const isOpen = () =>
      control.getAttribute('aria-expanded') === 'true' || optionsOf(control).some((option) => !optionsBefore.has(option));
    const wantedOption = () => {
      const option = optionsOf(control).find((each) => wanted.includes(fold(shownText(each))));
      if (option) return option;
      return textsLike(wanted, control).find((element) => !sameBefore.has(element));
    };

    press(control);
    let option = await settledOption(wantedOption, () => isOpen() || newItems(visibleBefore, control).length > 0);
    if (!option && !isOpen() && newItems(visibleBefore, control).length === 0) {
      // Not opened by the mouse: some open by the keyboard only.
      /** @type {HTMLElement} */ (control).focus({ preventScroll: true });
      strike(control, 'ArrowDown', 40);
      option = await settledOption(wantedOption, isOpen);
    }
    if (!control.isConnected) return { is: 'gone' };
    if (!option) {
      const options = optionsOf(control).filter((each) => !optionsBefore.has(each) || isOpen());
      const offered = options.length > 0 ? options : newItems(visibleBefore, control);
      const texts = offered.map((each) => shownText(each));
      close(control, isOpen);
      return texts.length > 0 || isOpen() ? noOption(texts) : { is: 'not_opened' };
    }
    press(option);
    const shown = await waitFor(() => (!control.isConnected || shows(control, wanted) ? true : undefined), SHOWN_MS);
    if (!control.isConnected) return { is: 'gone' };
    if (isOpen()) close(control, isOpen);
    if (!shown) return { is: 'different', length: shownBy(control, []).length };
    claim(control);
    return { is: 'equal' };
  };

  /**
   * The wanted option, as soon as it is there; or nothing once the list has stopped changing.
   * @param {() => Element | undefined} wanted
   * @param {() => boolean} isOpen
   */
  const settledOption = async (wanted, isOpen) => {
    const start = performance.now();
    let opened = Number.NaN;
    const found = await waitFor(() => {
      const option = wanted();
      if (option) return option;
      if (Number.isNaN(opened) && isOpen()) opened = performance.now();
      return performance.now() - opened > SETTLED_MS && performance.now() - start > SETTLED_MS ? null : undefined;
    }, OPTIONS_MS);
    return found ?? undefined;
  };

  /** @param {Element} control @param {() => boolean} isOpen */
  const close = (control, isOpen) => {
    strike(control, 'Escape', 27);
    if (isOpen() || control.getAttribute('aria-expanded') === null) point(document.body, 'click');
  };

  /** @param {Element} element @returns {element is HTMLInputElement | HTMLTextAreaElement} */
  const takesText = (element) => element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;

  /**
   * Writes a value as typing would: the page's model, its validators and its dirty and touched state
   * follow from the events. The focus stays where the person has it.
   * @param {number} id
   * @param {string} value
   * @returns {Outcome}
   */
  const write = (id, value) => {
    const element = elementOf(id);
    if (!element || !takesText(element) || !isVisible(element, true)) return { is: 'gone' };
    if (!isEnabled(element)) return { is: 'disabled' };
    const prototype = element instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
    const setValue = Object.getOwnPropertyDescriptor(prototype, 'value')?.set;
    element.dispatchEvent(new FocusEvent('focus', { composed: true }));
    element.dispatchEvent(new FocusEvent('focusin', { bubbles: true, composed: true }));
    setValue?.call(element, value);
    element.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertReplacementText', data: null }));
    element.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
    element.dispatchEvent(new FocusEvent('blur', { composed: true }));
    element.dispatchEvent(new FocusEvent('focusout', { bubbles: true, composed: true }));
    claim(element);
    return compare(id, value);
  };

  /**
   * @param {number} id
   * @param {string} value
   * @returns {Outcome}
   */
  const compare = (id, value) => {
    const element = elementOf(id);
    if (!element || !takesText(element)) return { is: 'gone' };
    return element.value === value ? { is: 'equal' } : { is: 'different', length: element.value.length };
  };

  Object.assign(page, { choose, write, compare });
})();
