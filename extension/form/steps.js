// Carries out the steps that the Rust core decides on: choose, write, compare. Everything a person
// would see happen in the page happens here, and nothing else: no step presses a button of the form.
'use strict';

(() => {
  /** @typedef {import('../../dist/types/keyferry.js').Outcome} Outcome */
  /** @typedef {HTMLInputElement | HTMLTextAreaElement} Input */

  const page = globalThis.keyferry;
  if (!page?.takeSnapshot || page.choose) return;
  const {
    elementOf, chose, claim, isTyped, isVisible, isReachable, isUnderVeil, isEnabled, isThere, faceOf, shownText, shownBy, lookAnew,
    optionsIn, linesOf, shadowOf, rootOf, upFrom, holds, viewOf, tidy, lists, roots, focusedElement,
  } = /** @type {Required<typeof page>} */ (page);

  /** How long a way of opening a choice is given to show any effect, in milliseconds. */
  const OPENED_MS = 350;
  /** How long a list that may still be loading is waited for. */
  const OPTIONS_MS = 4000;
  /** How long several options must stay the same before the wanted one counts as missing. */
  const SETTLED_MS = 300;
  /** How long a choice is given to show what was chosen, and a list to close. */
  const SHOWN_MS = 1000;
  const CLOSED_MS = 250;
  /** How long a list that was scrolled to its end is given to grow. */
  const GROWN_MS = 700;
  /** How long after a choice the focus is given back, unless its fields are written before. */
  const LEFT_MS = 200;
  /** How many frames an option is given to be drawn, and how long a busy page has for each. */
  const FRAMES = 8;
  const FRAME_MS = 250;
  /** How long a list is scrolled through. */
  const SCROLLED_MS = 5000;
  /** How often a page is looked at again that tells of no change. */
  const PULSE_MS = 50;
  const OPTION = '[role=option],[role=menuitem],[role=menuitemradio],[role=treeitem],[role=radio]';
  /** An option that leads to more of them. */
  const GROUP =
    '[role=menuitem][aria-haspopup]:not([aria-haspopup=dialog]),[role=treeitem][aria-expanded=false],' +
    '[role=option][aria-expanded=false]';
  const LIST = '[role=listbox],[role=menu],[role=tree]';
  const PRESS =
    'pointerover pointerenter mouseover mouseenter pointermove mousemove ' +
    'pointerdown mousedown pointerup mouseup click';
  /**
   * Keys that open a list, with the number that handlers of older libraries read. The arrow alone comes
   * last: in some lists it chooses.
   * @type {[string, number, boolean][]}
   */
  const KEYS = [['ArrowDown', 40, true], [' ', 32, false], ['Enter', 13, false], ['ArrowDown', 40, false]];
  /** What shows the rest of a list. */
  const MORE = /^(show|load|view|see) (\d+ )?(more|all)( \w+)?( ?…| ?\.\.\.)?$/;
  /** What a sheet with a list of radio buttons is left by. */
  const CONFIRM = new Set(['ok', 'done', 'apply', 'select', 'choose', 'confirm']);

  /** @param {string | null} text */
  const fold = (text) => tidy(text).toLowerCase();

  /** What a mouse would hit in the middle of an element: the innermost there. @param {Element} on */
  const aim = (on) => {
    const { left, top, width, height } = on.getBoundingClientRect();
    const hit = /** @type {Document} */ (on.getRootNode()).elementFromPoint(left + width / 2, top + height / 2);
    if (hit && on.contains(hit)) return hit;
    let inner = on;
    while (inner.childElementCount === 1 && inner.children[0]) inner = inner.children[0];
    return inner;
  };

  /**
   * A press as a mouse makes it: some open on `mousedown`, others on `click`, some as soon as the mouse
   * comes.
   * @param {Element} on
   * @param {boolean} [focuses] whether it takes the focus, as a press on a field does
   */
  const press = async (on, focuses = false) => {
    const target = aim(on);
    const { left, top, width, height } = target.getBoundingClientRect();
    for (const type of PRESS.split(' ')) {
      const Kind = type.startsWith('pointer') ? PointerEvent : MouseEvent;
      const enters = type.endsWith('enter');
      const init = {
        bubbles: !enters, cancelable: !enters, composed: true, view: viewOf(target),
        button: 0, buttons: type.endsWith('down') ? 1 : 0, detail: type === 'click' ? 1 : 0,
        clientX: left + width / 2, clientY: top + height / 2,
        pointerId: 1, pointerType: 'mouse', isPrimary: true,
      };
      // Before an option is pressed a page gets to mark it as the one under the mouse: some choose that one.
      if (type === 'pointerdown' && !focuses) await (wasTooQuick ? turn() : soon());
      let allowed = true;
      // A mouse enters what is around an element, too.
      const all = enters ? upFrom(target).slice(0, 10).reverse() : [target];
      for (const one of all) allowed = one.dispatchEvent(new Kind(type, init));
      if (focuses && allowed && type === 'mousedown') focus(on);
    }
  };

  /** Whether a quick press has chosen nothing in this page: it gets to draw, and to mark what is under the mouse. */
  let wasTooQuick = false;

  /** The next turn of the event loop, before the page is drawn. */
  const soon = () => globalThis.scheduler?.postTask(() => {}, { priority: 'user-blocking' }) ?? turn();

  /** The next turn of the event loop, also in a tab that isn't seen, whose timers are slow. */
  const turn = () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve(undefined);
      };
      port2.postMessage(null);
    });

  /**
   * Gives an element the focus. While another window has it, the browser tells the page nothing of that.
   * @param {Element} on
   */
  const focus = (on) => {
    const { ownerDocument } = on;
    if (ownerDocument.activeElement === on && ownerDocument.hasFocus()) return;
    /** @type {HTMLElement} */ (on).focus({ preventScroll: true });
    if (!ownerDocument.hasFocus()) send(on, 'focus', 'focusin');
  };

  /**
   * A stroke of a key.
   * @param {Element} on
   * @param {string} key
   * @param {number} keyCode
   * @param {string[]} [types]
   * @param {boolean} [altKey]
   */
  const strike = (on, key, keyCode, types = ['keydown', 'keyup'], altKey = false) => {
    const code = key === ' ' ? 'Space' : key;
    const event = { key, code, keyCode, altKey, bubbles: true, cancelable: true, composed: true };
    for (const type of types) on.dispatchEvent(new KeyboardEvent(type, event));
  };

  /** @param {Element} on @param {string[]} types */
  const send = (on, ...types) => {
    for (const type of types) {
      const init = { bubbles: type !== 'focus' && type !== 'blur', composed: true };
      const Kind = /focus|blur/.test(type) ? FocusEvent : Event;
      on.dispatchEvent(new Kind(type, init));
    }
  };

  /** @param {Input} input @param {string} value */
  const setValue = (input, value) => {
    const { prototype } = input.localName === 'input' ? HTMLInputElement : HTMLTextAreaElement;
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(input, value);
    const init = { bubbles: true, composed: true, inputType: 'insertReplacementText' };
    input.dispatchEvent(new InputEvent('input', init));
  };

  /**
   * How well a text fits what is wanted: 2 when it is it, 1 when it begins with it and goes on to say
   * what that is, 0 when it is another.
   * @param {string} marked folded; an icon's own text may stand before it
   * @param {string[]} wanted
   */
  const fit = (marked, wanted) => {
    const plain = (/** @type {string} */ one) => one.replaceAll('-', ' ');
    const text = plain(marked.replace(/^[^\p{L}\p{N}]+/u, ''));
    if (wanted.some((each) => plain(each) === text)) return 2;
    const begins = wanted.some((each) => text.startsWith(each) && /^\s?[^\p{L}\p{N}\s]|^\s(?!old|legacy)/u.test(text.slice(each.length)));
    return begins && text.length < 120 ? 1 : 0;
  };

  /**
   * Finds what takes the place of an element that is made anew: the one of the same kind that stands where
   * it stood, by number.
   * @param {Element} element
   */
  const successorOf = (element) => {
    const root = /** @type {Document} */ (element.getRootNode());
    const { localName, className } = element;
    const alike = () => [...root.querySelectorAll(localName)].filter((one) =>
      one.className === className && ['role', 'type', 'aria-label', 'placeholder', 'formcontrolname']
        .every((name) => one.getAttribute(name) === element.getAttribute(name)));
    const first = alike();
    const [at, count] = [first.indexOf(element), first.length];
    return () => {
      const now = alike();
      return now.length === count ? now[at] : undefined;
    };
  };

  /** The largest part of a page around an element that is still small. @param {Element} element */
  const aroundOf = (element) => {
    let around = element;
    for (const up of upFrom(element)) {
      if (up.getElementsByTagName('*').length >= 150) break;
      around = up;
    }
    return around;
  };

  /**
   * Watches what a page does once a choice is pressed. What comes, and what changes, is where its list
   * is, whatever it is made of.
   * @param {Element} pressed
   * @param {string[]} wanted
   */
  const watch = (pressed, wanted) => {
    let control = pressed;
    let isAnew = false;
    const successor = successorOf(pressed);
    /** The choice as it is now: a page may make it anew at any time. */
    const here = () => {
      if (isThere(control)) return control;
      const next = successor();
      if (next) [control, isAnew] = [next, true];
      return control;
    };
    /** @type {Set<Element>} */
    const changed = new Set();
    /** What came after the press. @type {WeakSet<Element>} */
    const added = new WeakSet();
    let wake = () => {};
    const observer = new MutationObserver((records) => {
      for (const { target, addedNodes, type } of records) {
        for (const node of type === 'attributes' ? [target] : addedNodes) {
          const element = /** @type {Element | null} */ (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
          if (!element || element.contains(control)) continue;
          if (type === 'childList') added.add(element);
          if (changed.size < 300) changed.add(element);
        }
      }
      wake();
    });
    const all = { childList: true, subtree: true, attributes: true, characterData: true };
    const watched = new Set(roots());
    for (const root of watched) observer.observe(root, all);

    const isOpen = () => isThere(here()) && control.getAttribute('aria-expanded') === 'true';
    /** Whether it is open, and nobody has to type for what it offers. */
    const isLoading = () => isOpen() && !isTyped(control);

    /** Whether it came after the press. @param {Element} one */
    const isAdded = (one) => {
      for (const up of upFrom(one)) if (added.has(up)) return true;
      return false;
    };

    // A list that the choice itself calls open may still be fading in, in a tab behind others for long, and
    // so may an option that came with the press.
    const isSeen = (/** @type {Element} */ one) => isVisible(one, !isOpen() && !(one.matches(OPTION) && isAdded(one)));
    const isPickable = (/** @type {Element} */ one) =>
      !one.contains(control) && !leads(one) && one.closest('[aria-disabled=true],[disabled]') === null &&
      (!control.contains(one) || one.closest(LIST) !== null || !before.has(one));
    const isOffered = (/** @type {Element} */ one) => isPickable(one) && isSeen(one);
    /** Whether it leads to another page. @param {Element} one */
    const leads = (one) => one.closest('a[href]:not([href^="#"],[href=""],[href^=java])') !== null;

    /** What has the role of an option: in the list that the choice names, or anywhere. */
    const options = () => {
      const id = control.getAttribute('aria-controls') ?? control.getAttribute('aria-owns') ?? '';
      const named = id ? /** @type {Document} */ (control.getRootNode()).getElementById?.(id) : null;
      const inNamed = [...named?.querySelectorAll(OPTION) ?? []].filter(isPickable);
      const seen = inNamed.filter(isSeen);
      if (seen.length > 0) return seen;
      // What the choice calls open will be seen in a moment, and works already.
      if (inNamed.length > 0 && isOpen() && !wasTooQuick) return inNamed;
      return allRoots().flatMap((part) => [...part.querySelectorAll(OPTION)]).filter(isOffered);
    };

    /** The roots known before, and those that came with what opened. */
    const allRoots = () => {
      const inner = [...changed].flatMap((one) => [one, ...one.querySelectorAll('*')].slice(0, 500))
        .map(shadowOf).filter((root) => root !== null);
      for (const root of inner) {
        if (watched.has(root)) continue;
        watched.add(root);
        observer.observe(root, all);
      }
      return [...watched];
    };

    /** The innermost elements whose whole text is wanted, anywhere. */
    const wantedTexts = () =>
      allRoots().flatMap((root) => {
        const whole = 'body' in root ? root.body : root;
        // A page's whole text is had at once, and mostly it ends the search.
        const text = whole?.textContent?.toLowerCase().replace(/\s+/g, ' ') ?? '';
        if (!wanted.some((each) => text.includes(each))) return [];
        const found = [];
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const element = node.parentElement;
          if (element && fit(fold(node.nodeValue), wanted) > 0 && isOffered(element)) found.push(element);
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

    /** @type {Set<Element>} */
    let before = new Set();
    // What is there already can't be what opens: looked at only where a list may come to stand.
    const around = aroundOf(control);
    const near = around === control ? [] : [around];
    const wasOpen = isOpen();
    before = new Set([...options(), ...wantedTexts(), ...near.flatMap(shortTexts)]);
    const isNew = (/** @type {Element} */ one) => !before.has(one);

    /** What the list offers: its options, or else texts that weren't to be seen before. */
    const offered = () => {
      const known = options().filter((one) => isOpen() || isNew(one));
      // Where everything was made anew, everything is new.
      if (isAnew || !isThere(control)) return known;
      const parts = [...near, ...changed].filter((part) => part.isConnected);
      if (known.length > 0) return known;
      const remarks = remarksOn(control);
      const isRemark = (/** @type {Element} */ one) =>
        upFrom(one).slice(0, 3).some((up) => !holds(up, control) && REMARK.test(`${up.localName} ${up.getAttribute('class')}`)) ||
        remarks.some((remark) => remark.contains(one));
      const shown = fold(shownBy(control));
      const isOwn = (/** @type {Element} */ one) => control.contains(one) && fold(one.textContent) === shown;
      return [...new Set(parts.flatMap(shortTexts))].filter((one) => isNew(one) && !isOwn(one) && !isRemark(one));
    };

    /**
     * The wanted option: by its whole text, by that of a part of it, or by how it begins.
     * @param {boolean} [isDue] whether to look as closely as takes a while
     */
    const option = (isDue = true) => {
      const known = options().filter((one) =>
        (wasOpen || isNew(one) || control.contains(one)) && one.getAttribute('aria-disabled') !== 'true');
      const reads = (/** @type {Element} */ one) => Math.max(fit(fold(shownText(one)), wanted), fit(fold(one.textContent), wanted));
      return known.find((one) => reads(one) === 2) ??
        known.find((one) => [...one.querySelectorAll('*')].some((part) => reads(part) === 2)) ??
        known.find((one) => reads(one) === 1) ??
        wantedTexts().find(isNew) ?? (isDue ? splitText() : undefined);
    };

    /** The same where its text stands in several pieces. */
    const splitText = () => {
      const reads = (/** @type {Element} */ one) => [fold(shownText(one)), fold(one.textContent)];
      const pieces = [...changed].filter((one) => one.isConnected && (one.textContent ?? '').length < 5000);
      const speaking = pieces.filter((one) => reads(one).some((text) => wanted.some((each) => text.includes(each))));
      const inner = speaking.flatMap((piece) => [piece, ...piece.querySelectorAll('*')].slice(0, 500));
      return inner.reverse().find((one) => reads(one).some((text) => fit(text, wanted) === 2) && isNew(one) && isOffered(one));
    };

    /**
     * Waits until `look` finds something, looking again whenever the page changes, and every so often:
     * styles that make a thing visible change no node.
     * @template T
     * @param {() => T | undefined} look
     * @param {number} most milliseconds
     * @returns {Promise<T | undefined>}
     */
    const until = (look, most) =>
      new Promise((resolve, reject) => {
        const again = () => {
          lookAnew();
          let found;
          try {
            found = look();
          } catch (error) {
            wake = () => {};
            clearInterval(pulse);
            reject(error);
            return;
          }
          if (found === undefined && performance.now() < end) return;
          wake = () => {};
          clearInterval(pulse);
          resolve(found);
        };
        const end = performance.now() + most;
        const pulse = setInterval(again, PULSE_MS);
        wake = again;
        again();
      });

    /** What was offered before it was narrowed down by what was typed. @type {string[]} */
    let remembered = [];
    const remember = () => {
      remembered = offered().map(shownText);
    };
    const texts = () => (remembered.length > 0 ? remembered : offered().map(shownText));

    return { here, isOpen, isLoading, option, offered, remember, texts, until, end: () => observer.disconnect() };
  };

  /** @typedef {ReturnType<typeof watch>} List */

  /**
   * The wanted option as soon as it is there; nothing once the list is complete without it.
   * @param {List} list
   * @param {number} [patience] how long nothing at all is waited for
   * @returns {Promise<Element | undefined>}
   */
  const settled = async (list, patience = OPENED_MS) => {
    let texts = '';
    let since = performance.now();
    let looked = since; // mostly the option comes at once: all that takes longer is looked at now and then
    const found = await list.until(() => {
      const now = performance.now();
      const isDue = now - looked >= PULSE_MS - 10;
      const option = list.option(isDue);
      if (option || !isDue) return option;
      looked = now;
      const offered = list.offered();
      const read = offered.map((one) => one.textContent).join();
      if (read !== texts) [texts, since] = [read, now];
      // One or two lines may be a list that is still loading.
      const most = offered.length === 0 && !list.isLoading() ? patience
        : offered.length < 3 ? OPTIONS_MS : SETTLED_MS;
      return now - since > most ? null : undefined;
    }, OPTIONS_MS);
    return found ?? undefined;
  };

  /**
   * The wanted option of a list that draws only what is in sight of it: scrolls through it.
   * @param {List} list
   */
  const scrolledTo = async (list) => {
    const scrolls = (/** @type {Element} */ box) =>
      box.scrollHeight > box.clientHeight + 8 && box.clientHeight > 8 &&
      getComputedStyle(box).overflowY !== 'visible';
    const boxOf = () => upFrom(list.offered()[0] ?? null).find(scrolls);
    let box = boxOf();
    const last = performance.now() + SCROLLED_MS; // some lists grow at their end
    for (let top = 0; box && !box.contains(document.body) && performance.now() < last;) {
      if (!isThere(box)) {
        box = boxOf(); // made anew meanwhile: it goes on where the other one was
        continue;
      }
      const end = box.scrollHeight - box.clientHeight;
      if (top >= end) {
        // Some fetch more once their end is to be seen.
        const { scrollHeight } = box;
        const seen = box;
        const grown = await list.until(() => list.option() ?? (seen.scrollHeight > scrollHeight || undefined), GROWN_MS);
        if (!grown) break;
        if (grown !== true) return grown;
        continue;
      }
      top = Math.min(top + box.clientHeight * 0.9, end);
      box.scrollTop = top;
      let looks = 0;
      const drawn = () => (looks++ > 0 ? null : undefined);
      const found = await list.until(() => list.option() ?? drawn(), PULSE_MS);
      if (found) return found;
    }
    return undefined;
  };

  /**
   * The wanted option of a list of lists: opens one after the other.
   * @param {List} list
   */
  const inGroups = async (list) => {
    const groups = list.offered().map((one) => one.closest(GROUP));
    for (const group of [...new Set(groups)].slice(0, 8)) {
      if (!group || !isThere(group) || holds(group, list.here())) continue;
      await press(group);
      const start = performance.now();
      const found = await list.until(() => list.option() ?? (performance.now() - start > CLOSED_MS ? null : undefined), OPENED_MS);
      if (found) return found;
    }
    return undefined;
  };

  /**
   * The wanted option of a list that shows the first ones, and the others when it is asked.
   * @param {List} list
   */
  const afterMore = async (list) => {
    for (let asked = 0; asked < 10; asked += 1) {
      const offered = list.offered();
      const [first] = offered;
      if (!first?.matches(OPTION)) return undefined;
      const around = upFrom(first).slice(1, 5).filter((up) => !up.matches(WHOLE) && !holds(up, list.here()));
      const more = around.flatMap((up) => [...up.querySelectorAll('button,[role=button],[role=option],li,div')])
        .find((one) => MORE.test(fold(one.textContent)) && isVisible(one) && !one.closest('a[href],[type=submit]'));
      if (!more) return undefined;
      await press(more);
      const found = await settled(list);
      if (found || list.offered().length <= offered.length) return found;
    }
    return undefined;
  };

  /** Whether it is drawn like an arrow at that place: small, at the end of the choice, without a word. @param {Element} one @param {number} right */
  const isArrow = (one, right) => {
    const { left, right: end } = one.getBoundingClientRect();
    const button = one.closest('button,[role=button]') ?? one;
    const names = [one, button, ...button.querySelectorAll('*')].flatMap((part) =>
      ['aria-label', 'title', 'class', 'href', 'data-icon'].map((name) => part.getAttribute(name) ?? ''));
    const says = `${tidy(button.textContent)} ${names.join(' ')}`;
    return isVisible(one) && left > right - 56 && end < right + 56 && tidy(button.textContent).length < 2 &&
      !button.matches('[type=submit],[type=reset]') && !/clear|remove|delete|trash|\badd\b|plus|cancel|close|times|edit|help|info|refresh|reload/i.test(says);
  };

  /** What else may open a list: the arrow at the end of the choice. @param {Element} control */
  const arrowOf = (control) => {
    const { right } = control.getBoundingClientRect();
    const first = isTyped(control) ? 1 : 0;
    for (const up of upFrom(control).slice(first, first === 0 ? 1 : 4)) {
      if (up.clientHeight > 90) return undefined;
      const arrows = [...up.querySelectorAll('button,[role=button],[aria-haspopup],[slot],svg,i,[class*=arrow],[class*=icon]')];
      const arrow = arrows.find((one) => isArrow(one, right) && !one.contains(control));
      if (arrow) return arrow;
    }
    return undefined;
  };

  /** How what is wrong with a field is called, where it is told. */
  const REMARK = /error|invalid|feedback/i;

  /** What tells about a choice, that it is required say, and offers nothing. @param {Element} control */
  const remarksOn = (control) => {
    const ids = ['aria-describedby', 'aria-errormessage'].flatMap((name) => control.getAttribute(name)?.split(/\s+/) ?? []);
    const root = rootOf(control);
    const named = ids.map((id) => (id ? root.getElementById(id) : null)).filter((one) => one !== null);
    return [...named, ...root.querySelectorAll('[role=alert],[aria-live=assertive]')];
  };

  /** What is more than a list. */
  const WHOLE = 'html,body,main,form,dialog,[role=dialog]';
  /** The inputs that a text is typed into. */
  const TEXT = new Set(['text', 'search', 'textarea']);

  /**
   * The input that a list is searched by: the choice itself, one inside of it, or one beside its options.
   * Never another field of the form.
   * @param {Element} control
   * @param {List} list
   * @returns {Input | undefined}
   */
  const searchOf = (control, list) => {
    const [first] = list.offered();
    const own = isThere(control) ? [control, ...control.querySelectorAll('input')] : [];
    const around = first?.matches(OPTION) ? upFrom(first).slice(1, 6) : [];
    const beside = around.filter((up) => !holds(up, control) && !up.matches(WHOLE))
      .map((up) => [...up.querySelectorAll('input,select,textarea')])
      .filter((inputs) => inputs.length === 1);
    const input = [...own, ...beside.flat()].find((one) => isTyped(one) && isVisible(one));
    const free = input && isTyped(input) && !input.readOnly && input.value === '';
    return free && TEXT.has(input.type) ? input : undefined;
  };

  /**
   * Opens a list and finds the option in it, one way after the other: by a press, by keys, scrolling,
   * and typing what is looked for.
   * @param {List} list
   * @param {string[]} wanted
   */
  const openAndFind = async (list, wanted) => {
    if (!list.isOpen()) await press(list.here(), true);
    let option = await settled(list);
    // What is typed into is asked by typing first: what stands beside it may be there for something else.
    if (!option && !isTyped(list.here())) option = await byArrow(list);
    for (const [key, keyCode, alt] of KEYS) {
      // A list that is open would be closed by them.
      const control = list.here();
      if (option || list.isLoading() || list.offered().length > 0 || !isThere(control)) break;
      // In an input the others would be typed, or send the form.
      if (isTyped(control) && key !== 'ArrowDown') continue;
      const shown = shownBy(control);
      focus(control);
      strike(control, key, keyCode, undefined, alt);
      option = await settled(list);
      if (!option && isThere(control) && shownBy(control) !== shown) strike(control, 'ArrowUp', 38);
    }
    option ??= await inGroups(list);
    option ??= await scrolledTo(list);
    option ??= await afterMore(list);
    const search = option ? undefined : searchOf(list.here(), list);
    if (!search) return option ?? (isTyped(list.here()) ? byArrow(list) : undefined);
    list.remember();
    setValue(search, wanted[0]?.split(' ')[0] ?? '');
    option = await settled(list, SHOWN_MS);
    // Some choose what is typed as far as only one thing begins like it.
    if (!option && isThere(list.here()) && shows(list.here(), wanted)) return list.here();
    if (option) return option;
    setValue(search, '');
    return byArrow(list);
  };

  /** The wanted option of a list that its arrow opens. @param {List} list */
  const byArrow = async (list) => {
    const arrow = list.offered().length > 0 || !isThere(list.here()) ? undefined : arrowOf(list.here());
    if (!arrow) return undefined;
    await press(arrow);
    return settled(list);
  };

  /** Whether a choice shows what is wanted. @param {Element} control @param {string[]} wanted */
  const shows = (control, wanted) => {
    const shown = fold(shownBy(control));
    if (wanted.some((text) => fit(shown, [text]) > 0 || ` ${shown}`.endsWith(` ${text}`))) return true;
    // The text may also stand beside what is pressed, in the same box.
    const box = control.parentElement;
    const beside = box && box.clientHeight < 80 ? fold(shownText(box)) : '';
    return wanted.some((text) => beside.endsWith(text));
  };

  /** @param {string[]} texts @returns {Outcome} */
  const missing = (texts) => {
    const seen = [...new Set(texts.map((text) => tidy(text).slice(0, 100)).filter(Boolean))];
    return seen.length > 0 ? { is: 'no_option', seen: seen.slice(0, 40) } : { is: 'not_opened' };
  };

  /**
   * Chooses in a list of the browser's own.
   * @param {HTMLSelectElement | HTMLInputElement} control
   * @param {HTMLOptionElement[]} lines
   * @param {string[]} wanted
   * @param {boolean} ours
   * @returns {Outcome}
   */
  const chooseNative = (control, lines, wanted, ours) => {
    const texts = lines.map((line) => line.label || line.text || line.value);
    const fits = (/** @type {number} */ least) =>
      lines.find((one, at) => !one.disabled && fit(fold(texts[at] ?? ''), wanted) >= least);
    const line = fits(2) ?? fits(1);
    if (!line) return texts.length > 0 ? missing(texts) : { is: 'no_option', seen: [] };
    send(control, 'focus', 'focusin');
    if (isTyped(control)) setValue(control, line.value);
    else control.selectedIndex = line.index;
    send(control, 'input', 'change', 'blur', 'focusout');
    if (ours) claim(control);
    return { is: 'equal' };
  };

  /**
   * Opens a choice, chooses the option that reads like one of `wanted`, and makes sure that it shows.
   * @param {number} id
   * @param {string[]} wanted
   * @param {boolean} ours whether what is chosen is Keyferry's from now on
   * @returns {Promise<Outcome>}
   */
  const choose = async (id, wanted, ours) => {
    // What an earlier try has left to be done would close the list of this one.
    clearTimeout(left?.timer);
    left = undefined;
    const control = elementOf(id);
    lookAnew();
    const face = control ? faceOf(control) : undefined;
    const isOpen = control?.getAttribute('aria-expanded') === 'true'; // its list may be drawn over it
    if (!control || !face || (!isOpen && (!isReachable(face) || isUnderVeil(face)))) return { is: 'gone' };
    if (!isEnabled(control)) return { is: 'disabled' };
    if (control.matches('[type=submit],[type=reset]')) return { is: 'not_opened' };
    const lines = linesOf(control);
    if (control.localName === 'select' || lines.length > 0) {
      return chooseNative(/** @type {HTMLSelectElement} */ (control), lines, wanted, ours);
    }
    const shown = optionsIn(control);
    const shownFirst = shownBy(control);
    if (performance.now() - triedAt > OPTIONS_MS) focusedBefore = undefined;
    focusedBefore ??= /** @type {HTMLElement | null} */ (focusedElement());
    const list = watch(control, wanted);
    // Nothing that opens a list may send the form.
    const stay = (/** @type {Event} */ event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const view = viewOf(control);
    view?.addEventListener('submit', stay, true);
    try {
      const at = (/** @type {number} */ least) => shown.find(({ text }) => fit(fold(text), wanted) >= least);
      const option = shown.length > 0
        ? (at(2) ?? at(1))?.element
        : await openAndFind(list, wanted);
      if (!option) {
        const texts = [...shown.map(({ text }) => text), ...list.texts()];
        // Where it was made anew its list may still be open, and the next try goes on with it.
        if (!isThere(list.here())) return { is: 'gone' };
        if (texts.length > 0) await close(list);
        leave();
        return missing(texts);
      }
      for (const up of upFrom(option)) {
        if (holds(up, list.here()) || up.matches(WHOLE)) break;
        lists.set(up, performance.now());
      }
      if (option !== list.here() && !isVisible(option)) await drawn(option);
      if (option !== list.here()) await press(option);
      chose(list.here());
      const isOver = () => !isThere(list.here()) || shows(list.here(), wanted) || undefined;
      const over = (await list.until(isOver, CLOSED_MS)) ??
        (await confirm(list.here(), option), await list.until(isOver, SHOWN_MS));
      wasTooQuick ||= !over;
      // It was pressed: whether it counts, the form will show elsewhere.
      const after = list.here();
      if (!isThere(after)) {
        leave();
        return { is: 'different', length: 0 };
      }
      if (list.isOpen() && shown.length === 0) await close(list, option);
      leave(after);
      const text = shownBy(after);
      // Where another option was chosen by it, that is no choice of the person's either.
      const isOurs = over ? fit(fold(text), wanted) > 0 : text !== shownFirst;
      if (ours && isOurs) claim(after);
      return over ? { is: 'equal' } : { is: 'different', length: text.length };
    } finally {
      view?.removeEventListener('submit', stay, true);
      triedAt = performance.now();
      list.end();
    }
  };

  /**
   * Waits until an option is drawn: a list that is chosen from before it has begun to come up may come up
   * after all, and stay. In a tab that isn't seen nothing is drawn, and nothing waited for.
   * @param {Element} option
   */
  const drawn = async (option) => {
    for (let frames = 0; frames < FRAMES && !document.hidden && !isVisible(option); frames += 1) {
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, FRAME_MS);
        requestAnimationFrame(() => {
          clearTimeout(timer);
          resolve(undefined);
        });
      });
    }
  };

  /**
   * Presses what a list has to be left by, where that is a button in the same sheet.
   * @param {Element} control
   * @param {Element} option
   */
  const confirm = async (control, option) => {
    for (const up of upFrom(option)) {
      if (holds(up, control) || up.matches('html,body,main,form')) return;
      const buttons = [...up.querySelectorAll('button,[role=button]')];
      const button = buttons.find((one) => CONFIRM.has(fold(one.textContent)) && isVisible(one));
      if (button) {
        await press(button);
        return;
      }
      // What is drawn over the page ends here: what stands beside it is something else.
      const { position, zIndex } = getComputedStyle(up);
      if (position === 'fixed' || (position === 'absolute' && zIndex !== 'auto')) return;
    }
  };

  /** What had the focus before a choice was tried. @type {HTMLElement | null | undefined} */
  let focusedBefore;
  let triedAt = 0;

  /** What is left to be done of a choice. @type {{ control?: Element, taken: Element | null, timer: ReturnType<typeof setTimeout> } | undefined} */
  let left;

  /**
   * Gives the focus back a little later, or once the fields are written: pages draw their form anew for
   * that, and nothing has to wait for it.
   * @param {Element} [control] what was chosen in
   */
  const leave = (control) => {
    clearTimeout(left?.timer);
    left = { ...(control ? { control } : {}), taken: focusedElement(), timer: setTimeout(settle, LEFT_MS) };
  };

  /** Does what is left to be done of a choice. */
  const settle = () => {
    if (!left) return;
    const { control, taken, timer } = left;
    left = undefined;
    clearTimeout(timer);
    const now = focusedElement();
    // Somebody may be typing elsewhere by now.
    if (!now || now === taken || !isTyped(now) || (control && holds(control, now))) giveBack();
    else focusedBefore = undefined;
    if (control) send(control, 'blur', 'focusout');
  };

  const giveBack = () => {
    const focused = focusedBefore;
    focusedBefore = undefined;
    const now = /** @type {HTMLElement | null} */ (focusedElement());
    if (now === focused || !now) return;
    if (!focused || !isThere(focused) || focused.localName === 'body') now.blur();
    else focused.focus({ preventScroll: true });
    if (!now.ownerDocument.hasFocus()) send(now, 'blur', 'focusout');
  };

  /**
   * Closes a list that stays open. The key goes to the list, not to what is around the choice: a dialog
   * closes by the same key.
   * @param {List} list
   * @param {Element} [option] what was chosen: what else comes then is no part of the list
   */
  const close = async (list, option) => {
    const isGone = () => (option ? !isThere(option) || !isVisible(option) : list.offered().length === 0);
    const isClosed = () => (!list.isOpen() && isGone()) || !isThere(list.here()) || undefined;
    const ways = [
      () => {}, // most close by themselves, a little later
      () => {
        const [first] = list.offered();
        if (first) strike(first, 'Escape', 27);
      },
      () => press(list.here()),
      () => {
        const { body } = list.here().ownerDocument;
        if (!list.here().closest('dialog,[role=dialog]')) send(body, 'mousedown', 'click');
      },
    ];
    for (const way of ways) {
      await way();
      if (await list.until(isClosed, CLOSED_MS)) return;
    }
  };

  /** @typedef {import('../../dist/types/keyferry.js').Writing} Writing */

  /**
   * Writes values as typing would: the page's model, its validators and its dirty and touched state follow
   * from the events. The focus stays where the person has it. Where each can be written is found out
   * first, and what each holds last: a page lays itself out anew after every event.
   * @param {Writing[]} fields
   * @param {boolean} ours whether these are Keyferry's values from now on
   * @returns {Outcome[]}
   */
  const write = (fields, ours) => {
    const targets = fields.map(({ control, length }) => {
      const element = elementOf(control);
      // What someone typed since it was seen isn't written over.
      const isSame = element && isTyped(element) && element.value.length === length;
      return isSame && isReachable(element) ? element : undefined;
    });
    return targets
      .map((element) => (element && !isUnderVeil(element) ? element : undefined))
      .map((element, at) => {
        const value = fields[at]?.value ?? '';
        if (!element || !isThere(element)) return undefined;
        // What a page does with the first ones may hide a secret's field, or make another of it.
        if (at > 0 && element.type === 'password' && !isReachable(element)) return undefined;
        // Some are read-only until somebody comes to them: so that no browser fills them in.
        if (element.readOnly) send(element, 'pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click');
        send(element, 'focus', 'focusin');
        if (!isEnabled(element)) {
          send(element, 'blur', 'focusout');
          return 'disabled';
        }
        strike(element, 'Unidentified', 0, ['keydown']);
        setValue(element, value);
        send(element, 'change');
        strike(element, 'Unidentified', 0, ['keyup']);
        send(element, 'blur', 'focusout');
        if (ours) claim(element);
        return 'written';
      })
      .map((way, at) => {
        const { control, value } = /** @type {Writing} */ (fields[at]);
        if (way === undefined) return { is: 'gone' };
        return way === 'disabled' ? { is: 'disabled' } : compare(control, value);
      });
  };

  /**
   * @param {number} id
   * @param {string} value
   * @returns {Outcome}
   */
  const compare = (id, value) => {
    const element = elementOf(id);
    if (!element || !isTyped(element)) return { is: 'gone' };
    const { length } = element.value;
    return element.value === value ? { is: 'equal' } : { is: 'different', length };
  };

  Object.assign(page, { choose, settle, write, compare, soon });
})();
