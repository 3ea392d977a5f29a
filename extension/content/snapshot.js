// Takes snapshots: what a page's controls are, and what stands beside them. It judges nothing; the
// Rust core does. Classic script in the page's isolated world (and on Keyferry's own practice page),
// so everything hangs on one name.
'use strict';

(() => {
  /** @typedef {import('../../dist/types/keyferry.js').Snapshot} Snapshot */
  /** @typedef {import('../../dist/types/keyferry.js').Control} Control */
  /** @typedef {import('../../dist/types/keyferry.js').Kind} Kind */
  /** @typedef {import('../../dist/types/keyferry.js').Source} Source */

  if (globalThis.keyferry) return; // injected a second time: the first stays in charge

  const MOST_CONTROLS = 200;
  const LONGEST_LABEL = 160;
  const LONGEST_VALUE = 2000;
  /** A page without an end must not hold the browser up: this many elements, then it is enough. */
  const MOST_ELEMENTS = 200_000;

  const TEXT_TYPES = new Set(['text', 'password', 'search', 'email', 'url', 'tel', '']);
  const SKIPPED = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'SVG', 'svg', 'IFRAME', 'OBJECT']);
  /** What opens a list of options, by role, by attribute, or by the class names of the libraries. */
  const CHOICE =
    '[role=combobox],[role=listbox][tabindex],[aria-haspopup=listbox],[aria-haspopup=menu],' +
    '[aria-haspopup=true],[data-toggle=dropdown],[data-bs-toggle=dropdown],[dropdowntoggle],' +
    'mat-select,.dropdown-toggle,.ng-select-container,.p-select,.p-dropdown';
  const BUTTON = 'button,[role=button],input[type=submit],input[type=button]';

  /** This document's own name: a message meant for another document is refused by it. */
  const documentName = crypto.randomUUID();

  /** @type {Map<number, WeakRef<Element>>} */
  const elements = new Map();
  /** @type {WeakMap<Element, number>} */
  const ids = new WeakMap();
  /** Elements whose value Keyferry wrote, until the user changes it. @type {WeakSet<Element>} */
  const ours = new WeakSet();
  let lastId = 0;

  /** @param {Element} element */
  const idOf = (element) => {
    const known = ids.get(element);
    if (known !== undefined) return known;
    lastId += 1;
    ids.set(element, lastId);
    elements.set(lastId, new WeakRef(element));
    return lastId;
  };

  /**
   * The element that a snapshot called `id`, if it still is in the document.
   * @param {number} id
   */
  const elementOf = (id) => {
    const element = elements.get(id)?.deref();
    if (element?.isConnected) return element;
    elements.delete(id);
    return undefined;
  };

  /**
   * Marks what Keyferry wrote as its own, until a person types there. A page can't take that away or
   * forge it: only trusted events count.
   * @param {Element} element
   */
  const claim = (element) => {
    if (ours.has(element)) return;
    ours.add(element);
    // A drawn choice changes by clicks and keys, and tells of it by no event of its own.
    const signs = element.matches('input,textarea,select') ? ['input', 'change'] : ['click', 'keydown'];
    const disown = (/** @type {Event} */ event) => {
      if (!event.isTrusted) return;
      ours.delete(element);
      for (const sign of signs) element.removeEventListener(sign, disown);
    };
    for (const sign of signs) element.addEventListener(sign, disown);
  };

  /** @param {string | null | undefined} text */
  const tidy = (text) => (text ?? '').replace(/[\s\u00a0\u200b\ufeff]+/g, ' ').trim();

  /**
   * Whether a person can see it: drawn, of some size, and not parked left of or above the page.
   * @param {Element} element
   * @param {boolean} [opaque] whether it must not be transparent either; search inputs inside drawn
   *   choices are, and rightly
   */
  const isVisible = (element, opaque = false) => {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: opaque })) return false;
    const box = element.getBoundingClientRect();
    return box.width >= 8 && box.height >= 8 && box.right + scrollX > 0 && box.bottom + scrollY > 0;
  };

  /**
   * Text as a person sees it, without icons and without what other controls hold.
   * @param {Element} element
   * @returns {string}
   */
  const shownText = (element) => {
    let text = '';
    for (const node of element.childNodes) {
      if (text.length > LONGEST_VALUE) break;
      if (node.nodeType === Node.TEXT_NODE) text += node.nodeValue;
      else if (node instanceof Element && !SKIPPED.has(node.tagName)) {
        if (node.getAttribute('aria-hidden') === 'true' || node.localName === 'mat-icon') continue;
        if (node instanceof HTMLSelectElement || node instanceof HTMLTextAreaElement) continue;
        text += ` ${shownText(node)} `;
      } else if (node instanceof Element && node.localName === 'slot') text += ' ';
    }
    return text;
  };

  /** @param {Element} element @returns {Kind | undefined} */
  const kindOf = (element) => {
    if (element instanceof HTMLSelectElement) return 'choice';
    if (element.matches(CHOICE)) return 'choice';
    if (element instanceof HTMLTextAreaElement) return 'text';
    if (element instanceof HTMLInputElement) {
      if (element.type === 'password') return 'password';
      if (TEXT_TYPES.has(element.type)) return 'text';
    }
    if (element.matches(BUTTON)) return 'button';
    return undefined;
  };

  /**
   * All controls of a document in its order, through open shadow roots, and the short texts beside
   * which a choice stands although nothing says so.
   * @param {string[]} landmarks
   */
  const collect = (landmarks) => {
    /** @type {Element[]} */
    const found = [];
    /** @type {Element[]} */
    const marks = [];
    const wanted = new Set(landmarks);
    let seen = 0;
    /** @param {Node} root */
    const walk = (root) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
        node instanceof Element && (SKIPPED.has(node.tagName) || node.hasAttribute('data-keyferry'))
          ? NodeFilter.FILTER_REJECT
          : NodeFilter.FILTER_ACCEPT,
      );
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        seen += 1;
        if (seen > MOST_ELEMENTS || found.length >= 4 * MOST_CONTROLS) return;
        if (node.nodeType === Node.TEXT_NODE) {
          const text = node.nodeValue ?? '';
          if (text.length < 40 && node.parentElement && wanted.has(foldMark(text))) marks.push(node.parentElement);
          continue;
        }
        const element = /** @type {Element} */ (node);
        if (kindOf(element) !== undefined) found.push(element);
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    walk(document.documentElement);
    return { found, marks };
  };

  /** @param {string} text */
  const foldMark = (text) => tidy(text).toLowerCase().replace(/\(required\)|[*:]/g, '').trim();

  /** The parent of a node across shadow roots. @param {Node} node @returns {Element | null} */
  const parentOf = (node) => {
    if (node.parentElement) return node.parentElement;
    const root = node.getRootNode();
    return root instanceof ShadowRoot ? root.host : null;
  };

  /**
   * Keeps the visible controls, and of a control within a control the one that does the work.
   * @param {Element[]} found
   */
  const sift = (found) => {
    const visible = found.filter((element) => isVisible(element, ['text', 'password'].includes(kindOf(element) ?? '')));
    const all = new Set(visible);
    const outer = new Set();
    for (const element of visible) {
      for (let up = parentOf(element); up; up = parentOf(up)) {
        if (all.has(up)) outer.add(up);
      }
    }
    // A choice that is drawn around its own input or button is one control, the inner one; a button
    // around controls is layout.
    return visible.filter((element) => !outer.has(element)).slice(0, MOST_CONTROLS);
  };

  /**
   * Boxes beside a landmark that nothing marks as a control: a dropdown made of plain elements.
   * @param {Element[]} marks
   * @param {Element[]} controls
   */
  const besideLandmarks = (marks, controls) => {
    const found = [];
    for (const mark of marks) {
      if (!isVisible(mark) || controls.some((control) => control.contains(mark) || mark.contains(control))) continue;
      let group = parentOf(mark);
      for (let level = 0; group && level < 3; level += 1, group = parentOf(group)) {
        if (controls.some((control) => group?.contains(control))) break;
        const box = [...group.querySelectorAll('*')].find(
          (element) =>
            !SKIPPED.has(element.tagName) &&
            mark.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING &&
            !mark.contains(element) &&
            isVisible(element) &&
            getComputedStyle(element).cursor === 'pointer',
        );
        if (box) {
          found.push(box);
          break;
        }
      }
    }
    return found;
  };

  /** @param {Node} a @param {Node} b */
  const inDocumentOrder = (a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);

  /**
   * How many controls each element holds.
   * @param {Element[]} controls
   */
  const countHeld = (controls) => {
    /** @type {Map<Element, number>} */
    const held = new Map();
    for (const control of controls) {
      for (let up = parentOf(control); up; up = parentOf(up)) held.set(up, (held.get(up) ?? 0) + 1);
    }
    return held;
  };

  /**
   * The text nearest to a control, before or after it, up to the next control on that side.
   * @param {Element} control
   * @param {Set<Element>} controls
   * @param {Map<Element, number>} held
   * @param {'before' | 'after'} side
   */
  const textBeside = (control, controls, held, side) => {
    const root = /** @type {Document | ShadowRoot} */ (control.getRootNode());
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    walker.currentNode = side === 'after' ? lastInside(control) : control;
    for (let steps = 0; steps < 60; steps += 1) {
      const node = side === 'before' ? walker.previousNode() : walker.nextNode();
      if (!node) return '';
      if (node instanceof Element) {
        if (controls.has(node)) return '';
        continue;
      }
      const text = tidy(node.nodeValue);
      const parent = node.parentElement;
      if (!text || text === '*' || !parent || SKIPPED.has(parent.tagName)) continue;
      if (!parent.checkVisibility({ visibilityProperty: true })) continue;
      // The whole of what the text belongs to: `<label>Name <em>(Required)</em></label>`.
      /** @type {Element} */
      let whole = parent;
      for (let up = parentOf(whole); up; up = parentOf(up)) {
        if (held.has(up) || (up.textContent ?? '').length > 2 * LONGEST_LABEL) break;
        whole = up;
      }
      const all = tidy(shownText(whole));
      return all.length > LONGEST_LABEL ? text : all || text;
    }
    return '';
  };

  /** @param {Element} element @returns {Node} */
  const lastInside = (element) => {
    /** @type {Node} */
    let node = element;
    while (node.lastChild) node = node.lastChild;
    return node;
  };

  /**
   * What a choice shows.
   * @param {Element} control
   * @param {string[]} labels
   */
  const shownBy = (control, labels) => {
    if (control instanceof HTMLSelectElement) return tidy(control.selectedOptions[0]?.textContent);
    if (control instanceof HTMLInputElement && control.value) return tidy(control.value);
    let text = tidy(shownText(control));
    if (!text && control instanceof HTMLInputElement) {
      // A search input inside a drawn choice: what is chosen stands around it.
      const around = control.closest('.ng-select-container,.p-select,.p-dropdown,[class*="control"],[class*="select"]');
      text = around ? tidy(shownText(around)) : '';
    }
    for (const label of labels) {
      if (label && text.startsWith(`${label} `)) text = text.slice(label.length).trim();
    }
    return text;
  };

  /**
   * @param {Element} control
   * @param {Set<Element>} controls
   * @param {Map<Element, number>} held
   * @returns {{source: Source, text: string}[]}
   */
  const labelsOf = (control, controls, held) => {
    /** @type {{source: Source, text: string}[]} */
    const labels = [];
    const add = (/** @type {Source} */ source, /** @type {string | null | undefined} */ text) => {
      const tidied = tidy(text).slice(0, LONGEST_LABEL);
      if (tidied && labels.length < 16 && !labels.some((label) => label.source === source && label.text === tidied)) {
        labels.push({ source, text: tidied });
      }
    };
    const root = /** @type {Document | ShadowRoot} */ (control.getRootNode());
    const byIds = (/** @type {string} */ attribute) =>
      tidy(control.getAttribute(attribute))
        .split(' ')
        .filter(Boolean)
        .map((id) => root.getElementById(id))
        .filter((element) => element !== null);
    if ('labels' in control) {
      for (const label of /** @type {HTMLInputElement} */ (control).labels ?? []) add('label', labelText(label, control));
    }
    for (const element of byIds('aria-labelledby')) add('label', labelText(element, control));
    const wrapping = control.closest('label');
    if (wrapping) add('label', labelText(wrapping, control));
    add('aria_label', control.getAttribute('aria-label'));
    add('before', textBeside(control, controls, held, 'before'));
    add('placeholder', control.getAttribute('placeholder') ?? control.getAttribute('data-placeholder'));
    for (const element of byIds('aria-describedby')) add('hint', shownText(element));
    add('hint', textBeside(control, controls, held, 'after'));
    add('title', control.getAttribute('title'));
    for (const name of ['formcontrolname', 'name', 'id', 'autocomplete']) {
      add('attribute', control.getAttribute(name));
      // What is drawn around the control alone may carry its name: `<wt-select formcontrolname=…>`.
      const host = parentOf(control)?.closest(`[${name}]`);
      if (host && held.get(host) === 1) add('attribute', host.getAttribute(name));
    }
    if (control.matches(BUTTON)) add('text', shownText(control) || control.getAttribute('value'));
    return labels;
  };

  /** A label's text without the value of the control in it. @param {Element} label @param {Element} control */
  const labelText = (label, control) => {
    if (!label.contains(control)) return shownText(label);
    const copy = /** @type {Element} */ (label.cloneNode(true));
    for (const inner of copy.querySelectorAll('input,select,textarea,button,[role=combobox],[role=listbox]')) inner.remove();
    return shownText(copy);
  };

  /** @param {Element} element */
  const isEnabled = (element) =>
    !element.matches(':disabled') &&
    !element.hasAttribute('readonly') &&
    element.getAttribute('aria-disabled') !== 'true' &&
    element.getAttribute('aria-readonly') !== 'true';

  /** @param {Element} element */
  const headingOf = (element) => {
    const heading = element.querySelector('h1,h2,h3,h4,legend,[role=heading]');
    return tidy(heading ? shownText(heading) : element.getAttribute('aria-label')).slice(0, LONGEST_LABEL);
  };

  /**
   * Which containers hold which controls: the elements at which the paths of two controls part.
   * @param {Element[]} controls
   * @param {Map<Element, number>} held
   */
  const containersOf = (controls, held) => {
    /** @type {Map<Element, number>} */
    const indices = new Map();
    /** @type {{parent?: number, heading: string}[]} */
    const containers = [];
    /** @param {Element} element @returns {number} */
    const indexOf = (element) => {
      const known = indices.get(element);
      if (known !== undefined) return known;
      const up = parentOf(element);
      // An only child that holds just as many says nothing of its own.
      const same = up && held.get(up) === held.get(element) && !element.matches('form,[role=form],[role=dialog],dialog');
      if (same && up) {
        const index = indexOf(up);
        indices.set(element, index);
        return index;
      }
      const parent = up ? indexOf(up) : undefined;
      const index = containers.length;
      containers.push(parent === undefined ? { heading: headingOf(element) } : { parent, heading: headingOf(element) });
      indices.set(element, index);
      return index;
    };
    const of = controls.map((control) => {
      let up = parentOf(control);
      while (up && (held.get(up) ?? 0) < 2 && parentOf(up)) up = parentOf(up);
      return indexOf(up ?? document.documentElement);
    });
    return { containers, of };
  };

  /**
   * @param {string[]} landmarks
   * @returns {Snapshot}
   */
  const takeSnapshot = (landmarks) => {
    const { found, marks } = collect(landmarks);
    const sifted = sift(found);
    const extra = besideLandmarks(marks, sifted);
    const extras = new Set(extra);
    const elementsInOrder = extra.length === 0 ? sifted : [...sifted, ...extra].sort(inDocumentOrder);
    const controls = new Set(elementsInOrder);
    const held = countHeld(elementsInOrder);
    const { containers, of } = containersOf(elementsInOrder, held);
    return {
      document: documentName,
      origin: location.origin,
      path: location.pathname.slice(0, LONGEST_VALUE),
      at: performance.now(),
      controls: elementsInOrder.map((element, index) => {
        const kind = extras.has(element) ? 'choice' : /** @type {Kind} */ (kindOf(element));
        const labels = labelsOf(element, controls, held);
        let value = '';
        let length = 0;
        if (kind === 'choice') {
          const chosen = shownBy(element, labels.filter((label) => label.source === 'label').map((label) => label.text));
          const empty = element.matches('.mat-mdc-select-empty') || (element instanceof HTMLSelectElement && element.value === '');
          if (empty && chosen) labels.push({ source: 'placeholder', text: chosen.slice(0, LONGEST_LABEL) });
          value = empty ? '' : chosen.slice(0, LONGEST_VALUE);
          length = value.length;
        } else if (kind === 'button') {
          // A button that opens a list shows what was chosen from it.
          value = tidy(shownText(element)).slice(0, LONGEST_LABEL);
          length = value.length;
        } else {
          const input = /** @type {HTMLInputElement} */ (element);
          value = kind === 'password' ? '' : input.value.slice(0, LONGEST_VALUE);
          length = input.value.length;
        }
        return {
          id: idOf(element),
          kind,
          labels: labels.slice(0, 16),
          value,
          length,
          enabled: isEnabled(element),
          ours: ours.has(element),
          container: of[index] ?? 0,
        };
      }),
      containers: containers.length > 0 ? containers : [{ heading: '' }],
    };
  };

  // The scripts that follow add the rest of what a page offers.
  globalThis.keyferry = {
    documentName, takeSnapshot, elementOf, claim, isVisible, isEnabled, shownText, shownBy, parentOf, tidy,
  };
})();
