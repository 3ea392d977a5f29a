// Takes snapshots: what a page's controls are, and what stands beside them. It judges nothing; the
// Rust core does. Classic script in the page's isolated world, and on Keyferry's own practice page:
// so everything hangs on one name.
'use strict';

(() => {
  /** @typedef {import('../../dist/types/keyferry.js').Snapshot} Snapshot */
  /** @typedef {import('../../dist/types/keyferry.js').Kind} Kind */
  /** @typedef {import('../../dist/types/keyferry.js').Label} Label */
  /** @typedef {import('../../dist/types/keyferry.js').Source} Source */
  /** @typedef {Document | ShadowRoot} Root */
  /** @typedef {Map<Element, Kind>} Kinds */
  /** @typedef {Map<Element, number>} Counts */

  if (globalThis.keyferry) return; // injected a second time: the first stays in charge

  const MOST_CONTROLS = 200;
  const LONGEST_LABEL = 160;
  const LONGEST_VALUE = 2000;
  /** A page without an end must not hold the browser up: this many elements, then it is enough. */
  const MOST_ELEMENTS = 200_000;
  /** What is less opaque than this isn't seen. */
  const SEEN = 0.2;

  const TEXT_TYPES = new Set(['text', 'password', 'email', 'url', 'tel', '']);
  /** What shows one of several options, and says so. */
  const CHOICE =
    'select,summary,[role=combobox],[role=listbox][tabindex],[role=radiogroup],[list],' +
    'fieldset:has([type=radio]):not(:has(input:not([type=radio]),select,textarea)),' +
    '[aria-haspopup=listbox],[aria-haspopup=menu],[aria-haspopup=true],[aria-autocomplete=list],' +
    '[aria-autocomplete=both],[data-toggle=dropdown],[data-bs-toggle=dropdown],.dropdown-toggle';
  /** Where a text names a field, and doesn't just speak of it. @type {Set<Source>} */
  const NAMING = new Set(['label', 'aria_label', 'placeholder', 'attribute']);
  const BUTTON = 'button,[role=button],input[type=submit],input[type=button]';
  const CONTROL = `input,textarea,${BUTTON},${CHOICE}`;
  const NO_TEXT =
    'script,style,template,noscript,svg,iframe,object,datalist,[role=listbox],[role=menu],' + CONTROL;
  const ICON = /(^|[\s_-])(fa|icons?|material-symbols)([\s_-]|$)/i;

  /** This document's own name: a message meant for another document is refused by it. */
  const documentName = crypto.getRandomValues(new Uint32Array(4)).join('-');

  /** @type {Map<number, WeakRef<Element>>} */
  const elements = new Map();
  /** @type {WeakMap<Element, number>} */
  const ids = new WeakMap();
  /** Elements whose value Keyferry wrote, until the user changes it. @type {WeakSet<Element>} */
  const ours = new WeakSet();
  /** Fields that nobody can get to see, as it turned out. @type {WeakSet<Element>} */
  const unreachable = new WeakSet();
  /** Lists that were chosen from: they fade, and hide nothing for long. @type {WeakSet<Element>} */
  const lists = new WeakSet();
  /** The document and its open shadow roots, as the last snapshot found them. @type {Root[]} */
  let roots = [document];
  /** How opaque elements are, within one snapshot. @type {Counts} */
  let veils = new Map();
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

  /** The element that a snapshot called `id`, if it still is in the document. @param {number} id */
  const elementOf = (id) => {
    const element = elements.get(id)?.deref();
    if (element?.isConnected) return element;
    elements.delete(id);
    return undefined;
  };

  /**
   * Marks what Keyferry wrote as its own, until a person types there. A page can't take that away
   * or forge it: only trusted events count.
   * @param {Element} element
   */
  const claim = (element) => {
    if (ours.has(element)) return;
    ours.add(element);
    // A drawn choice changes by clicks and keys, and tells of it by no event of its own.
    const drawn = !element.matches('input,textarea,select');
    const signs = drawn ? ['click', 'keydown'] : ['input', 'change'];
    const disown = (/** @type {Event} */ event) => {
      if (!event.isTrusted) return;
      ours.delete(element);
      for (const sign of signs) element.removeEventListener(sign, disown);
    };
    for (const sign of signs) element.addEventListener(sign, disown);
  };

  /** @param {string | null | undefined} text */
  const tidy = (text) => (text ?? '').replace(/[\s\u200b-\u200d\ufeff]+/g, ' ').trim();

  /** @param {Node} node @returns {Root} */
  const rootOf = (node) => /** @type {Root} */ (node.getRootNode());

  /** @param {Node} node @returns {Element | null} */
  const hostOf = (node) => {
    const root = node.getRootNode();
    return root instanceof ShadowRoot ? root.host : null;
  };

  /** The parent across shadow roots. @param {Node} node @returns {Element | null} */
  const parentOf = (node) => node.parentElement ?? hostOf(node);

  /** An element and what is around it, outwards. @param {Element | null} element */
  const upFrom = function* (element) {
    for (let up = element; up; up = parentOf(up)) yield up;
  };

  /** Whether `b` comes after `a` in the document. @param {Node} a @param {Node} b */
  const isAfter = (a, b) =>
    (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

  // ---- What a person sees

  /** How opaque it is with all around it. @param {Element} element @returns {number} */
  const veil = (element) => {
    const known = veils.get(element);
    if (known !== undefined) return known;
    const { opacity, filter } = getComputedStyle(element);
    const filtered = Number(/opacity\(([\d.]+)\)/.exec(filter)?.[1] ?? 1);
    const up = parentOf(element);
    const all = Number(opacity) * filtered * (up ? veil(up) : 1);
    veils.set(element, all);
    return all;
  };

  /**
   * Whether a person can see it: drawn, of some size, and not parked beside or above the page.
   * @param {Element} element
   * @param {boolean} [opaque] whether it must not be transparent either; search inputs inside drawn
   *   choices are, and rightly
   */
  const isVisible = (element, opaque = false) => {
    const properties = { visibilityProperty: true, opacityProperty: opaque };
    if (!element.checkVisibility(properties)) return false;
    const { width, height, left, right, bottom } = element.getBoundingClientRect();
    const parked = right + scrollX <= 0 || bottom + scrollY <= 0 || left > 4 * innerWidth;
    return width >= 8 && height >= 8 && !parked && (!opaque || veil(element) >= SEEN);
  };

  /**
   * What is seen of a choice: itself, or what is drawn around an input too small to be seen.
   * @param {Element} control
   */
  const faceOf = (control) => {
    if (!control.checkVisibility({ visibilityProperty: true })) return undefined;
    return [...upFrom(control)].slice(0, 5).find((element) => isVisible(element));
  };

  /** Whether an element hides what is beneath it. @param {Element} element */
  const hides = (element) => {
    if (veil(element) < SEEN || [...upFrom(element)].some((up) => lists.has(up))) return false;
    if (element.matches('img,canvas,video,iframe,object,embed,input,textarea,select')) return true;
    const { backgroundColor, backgroundImage } = getComputedStyle(element);
    return !/transparent|[,/] *0\)$/.test(backgroundColor) || backgroundImage !== 'none';
  };

  /**
   * Whether something else is drawn over the middle of an element, or cuts it off. `undefined` when
   * its middle is outside of the window.
   * @param {Element} element
   */
  const isCovered = (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return undefined;
    const root = rootOf(element);
    if (root.elementFromPoint(x, y) === element) return false;
    // What lets the pointer through is found by what is around it.
    const seen = [...upFrom(element)].find((up) => getComputedStyle(up).pointerEvents !== 'none');
    for (const hit of root.elementsFromPoint(x, y)) {
      if (hit === seen || element.contains(hit)) return false;
      if (!hit.contains(element) && hides(hit)) return true;
    }
    return true;
  };

  /**
   * Whether a person can see a field, if need be by scrolling to it. Leaves everything scrolled as
   * it was.
   * @param {Element} element
   */
  const isReachable = (element) => {
    veils = new Map();
    if (unreachable.has(element) || !isVisible(element, true)) return false;
    if (isCovered(element) === false) return true;
    const before = [...upFrom(element)]
      .filter((up) => up.scrollHeight > up.clientHeight || up.scrollWidth > up.clientWidth)
      .map((up) => ({ up, left: up.scrollLeft, top: up.scrollTop }));
    element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    const reachable = isCovered(element) === false;
    for (const { up, left, top } of before) up.scrollTo({ left, top, behavior: 'instant' });
    if (!reachable) unreachable.add(element);
    return reachable;
  };

  /** Whether it is an icon, perhaps one that a font draws for a word. @param {Element} element */
  const isIcon = (element) =>
    element.matches('[aria-hidden=true],[role=img]') ||
    (/^\s*[a-z][a-z0-9_]*\s*$/.test(element.textContent ?? '') &&
      ICON.test(`${element.localName} ${element.className}`));

  /**
   * Text as a person reads it: without icons, without other controls, without what isn't drawn.
   * @param {Node} within
   * @returns {string}
   */
  const shownText = (within) => {
    let text = '';
    const inner = within instanceof HTMLSlotElement ? within.assignedNodes() : within.childNodes;
    const shadow = within instanceof Element ? within.shadowRoot?.childNodes : undefined;
    for (const node of shadow ?? inner) {
      if (text.length > LONGEST_VALUE) break;
      if (node.nodeType === Node.TEXT_NODE) text += node.nodeValue;
      else if (node instanceof Element && isRead(node)) text += ` ${shownText(node)} `;
    }
    return text;
  };

  /** Texts for screen readers alone are drawn one pixel wide. @param {Element} element */
  const isRead = (element) => {
    if (element.matches(NO_TEXT) || isIcon(element)) return false;
    if (element.localName === 'slot') return true;
    if (!element.checkVisibility({ visibilityProperty: true })) return false;
    return element.getBoundingClientRect().width > 1 || element.shadowRoot !== null;
  };

  // ---- Which controls there are

  /** @param {Element} element @returns {Kind | undefined} */
  const kindOf = (element) => {
    if (element.matches(CHOICE)) return 'choice';
    if (element instanceof HTMLTextAreaElement) return 'text';
    if (element instanceof HTMLInputElement && TEXT_TYPES.has(element.type)) {
      if (element.type === 'password') return 'password';
      // An input that can only be clicked shows what was chosen from a list.
      const clicked = element.readOnly && getComputedStyle(element).cursor === 'pointer';
      return clicked ? 'choice' : 'text';
    }
    return element.matches(BUTTON) ? 'button' : undefined;
  };

  /** All that may be a control, in the document's order, through open shadow roots. */
  const collect = () => {
    /** @type {Element[]} */
    const found = [];
    let left = MOST_ELEMENTS;
    roots = [];
    const visit = (/** @type {Root} */ root) => {
      roots.push(root);
      const here = new Set(root.querySelectorAll(CONTROL));
      for (const element of root.querySelectorAll('*')) {
        left -= 1;
        if (left < 0) return;
        if (here.has(element)) found.push(element);
        const inner = element.shadowRoot;
        if (inner && !element.hasAttribute('data-keyferry')) visit(inner);
      }
    };
    visit(document);
    return found;
  };

  /**
   * The visible controls and what they are, in the document's order.
   * @param {string[]} landmarks
   */
  const controlsOf = (landmarks) => {
    /** @type {Kinds} */
    const kinds = new Map();
    for (const element of collect()) {
      const kind = kindOf(element);
      if (kind === undefined || unreachable.has(element)) continue;
      const field = kind === 'text' || kind === 'password';
      const drawn = kind === 'choice' ? faceOf(element) : isVisible(element, field);
      if (!drawn || (field && isCovered(element) && !isReachable(element))) continue;
      kinds.set(element, kind);
    }
    for (const [element, kind] of kinds) {
      for (const up of upFrom(parentOf(element))) {
        const outer = kinds.get(up);
        if (outer === 'choice' && kind === 'button') kinds.delete(element);
        else if (outer) {
          // A choice around its own input is one control; a button around controls is layout.
          if (outer === 'choice') kinds.set(element, 'choice');
          kinds.delete(up);
        }
      }
    }
    const plain = chosenBefore(kinds);
    for (const mark of marksOf(landmarks)) {
      const box = choiceBeside(mark, kinds, plain);
      if (box) plain.push(box);
    }
    // These come last: the order of what is left is the document's.
    for (const box of plain) kinds.set(box, 'choice');
    return capped(kinds);
  };

  /** Boxes without any sign, which a choice was made in before. @param {Kinds} kinds */
  const chosenBefore = (kinds) =>
    [...elements.keys()]
      .map(elementOf)
      .filter((one) => one !== undefined)
      .filter((one) => ours.has(one) && !kindOf(one) && !kinds.has(one) && isVisible(one));

  /**
   * The elements whose text is one of `landmarks`: beside them a choice stands, though perhaps
   * nothing says so.
   * @param {string[]} landmarks
   */
  const marksOf = (landmarks) => {
    const found = [];
    for (const root of roots) {
      // The whole text is had at once, and on most pages it ends the search.
      const whole = (root instanceof Document ? root.body : root)?.textContent?.toLowerCase() ?? '';
      if (!landmarks.some((landmark) => whole.includes(landmark))) continue;
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.nodeValue ?? '';
        if (text.length > 60) continue;
        const folded = tidy(text.replace(/\(required\)|[*:]/gi, '')).toLowerCase();
        const mark = landmarks.includes(folded) ? node.parentElement : null;
        if (mark && isVisible(mark)) found.push(mark);
      }
    }
    return found;
  };

  /** Leaves out what is too much: buttons first. @param {Kinds} kinds */
  const capped = (kinds) => {
    if (kinds.size <= MOST_CONTROLS) return kinds;
    const isButton = (/** @type {[Element, Kind]} */ [, kind]) => kind === 'button';
    let spare = Math.max(0, MOST_CONTROLS - [...kinds].filter((one) => !isButton(one)).length);
    const kept = [...kinds].filter((one) => !isButton(one) || spare-- > 0);
    return new Map(kept.slice(0, MOST_CONTROLS));
  };

  // ---- Choices that nothing marks as such

  /** Whether a person would take it for something to click. @param {Element} element */
  const isPressable = (element) =>
    !element.matches('a[href]:not([href^="#"])') &&
    (element.matches('[tabindex]') || getComputedStyle(element).cursor === 'pointer');

  /** Whether it is drawn as a box of a field's size. @param {Element} element */
  const isBox = (element) => {
    const { borderBottomWidth, borderBottomStyle, boxShadow } = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    const edge = borderBottomStyle !== 'none' && borderBottomWidth !== '0px';
    return (edge || boxShadow !== 'none') && width >= 80 && height >= 16 && height < 90;
  };

  /**
   * The dropdown of plain elements beside a landmark; if there is none, the text that stands there.
   * @param {Element} mark
   * @param {Kinds} kinds
   * @param {Element[]} plain
   */
  const choiceBeside = (mark, kinds, plain) => {
    const known = [...kinds.keys(), ...plain];
    if (known.some((one) => one.contains(mark))) return undefined;
    const next = known.find((one) => isAfter(mark, one));
    /** @type {Element | undefined} */
    let text;
    for (const [level, group] of [...upFrom(parentOf(mark))].slice(0, 3).entries()) {
      // Beside the mark, other fields may stand in the same row; further out it is their place.
      if (level > 0 && known.some((one) => group.contains(one))) break;
      const after = [...group.querySelectorAll('*')].slice(0, 150).filter(
        (element) =>
          isAfter(mark, element) && !mark.contains(element) && !element.matches(NO_TEXT) &&
          !(next && (element.contains(next) || !isAfter(element, next))) && isVisible(element),
      );
      const pressable = after.filter((one) => one.clientWidth >= 40 && isPressable(one));
      const widest = pressable.sort((a, b) => b.clientWidth - a.clientWidth)[0];
      const box = widest ?? after.find(isBox);
      if (box) return box;
      text ??= after.find((one) => one.childElementCount === 0 && tidy(shownText(one)));
    }
    // The mark may stand in the box itself, as its prompt.
    const prompt = [...upFrom(mark)].slice(0, 4).find((up) => isPressable(up) || isBox(up));
    const alone = prompt && tidy(prompt.textContent) === tidy(mark.textContent);
    if (alone && mark.localName !== 'label') return prompt;
    return next && /choice|button/.test(kinds.get(next) ?? 'choice') ? undefined : text;
  };

  /** The options of a choice that shows them all at once. @param {Element} control */
  const radiosIn = (control) =>
    [...control.querySelectorAll('[type=radio],[role=radio]')].map((radio) => {
      const element = (radio instanceof HTMLInputElement && radio.labels?.[0]) || radio;
      const chosen = radio.matches(':checked,[aria-checked=true]');
      return { element, text: tidy(shownText(element)), chosen };
    });

  /**
   * What a choice shows.
   * @param {Element} control
   * @param {string[]} [labels]
   */
  const shownBy = (control, labels = []) => {
    if (control instanceof HTMLSelectElement) return tidy(control.selectedOptions[0]?.textContent);
    if (control instanceof HTMLInputElement && control.value) return tidy(control.value);
    const radios = radiosIn(control);
    if (radios.length > 0) return radios.find((radio) => radio.chosen)?.text ?? '';
    let text = tidy(shownText(control));
    if (!text && control instanceof HTMLInputElement) {
      // A search input inside a drawn choice: what is chosen stands around it.
      const own = [...upFrom(parentOf(control))].slice(0, 5).filter((up) => up.clientHeight < 90);
      for (const up of own) {
        const inputs = up.querySelectorAll('input:not([type=hidden],[aria-hidden=true])');
        if (inputs.length < 2) text ||= tidy(shownText(up));
      }
    }
    for (const label of labels) {
      if (label && text.startsWith(`${label} `)) text = text.slice(label.length).trim();
    }
    // Arrows and crosses beside it are no part of it.
    return text.replace(/^[^\p{L}\p{N}(]+(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])[^\p{L}\p{N})]+$/gu, '');
  };

  // ---- What stands beside them

  /** How many of `controls` each element holds. @param {Element[]} controls */
  const countHeld = (controls) => {
    /** @type {Counts} */
    const held = new Map();
    for (const control of controls) {
      for (const up of upFrom(parentOf(control))) held.set(up, (held.get(up) ?? 0) + 1);
    }
    return held;
  };

  /**
   * The texts next to a control on one side, the nearest first, as far as `within` reaches. What is
   * around another field is that one's, and a button's text is the button's.
   * @param {Element} control
   * @param {Node} within
   * @param {Kinds} kinds
   * @param {Counts} fields
   * @param {'previousNode' | 'nextNode'} side
   */
  const textsBeside = (control, within, kinds, fields, side) => {
    /** @type {string[]} */
    const texts = [];
    const walker = document.createTreeWalker(within);
    walker.currentNode = control;
    for (let steps = 0; steps < 80 && texts.length < 4; steps += 1) {
      const node = walker[side]();
      if (!node || node === within) break;
      if (control.contains(node)) continue;
      let pressed = false;
      /** @type {Element | null} */
      let up = node instanceof Element ? node : node.parentElement;
      for (; up && !up.contains(control); up = up.parentElement) {
        if (kinds.get(up) === 'button') pressed = true;
        else if (kinds.has(up) || fields.has(up)) return texts;
      }
      const text = node.nodeType === Node.TEXT_NODE && !pressed ? tidy(node.nodeValue) : '';
      const parent = node.parentElement;
      if (!text || text === '*' || !parent || parent.matches(NO_TEXT) || isIcon(parent)) continue;
      if (parent.checkVisibility({ visibilityProperty: true })) texts.push(text);
    }
    return texts;
  };

  /**
   * The texts before and after a control: those of the box that holds no other field, from the
   * inside outwards through its shadow roots; where that has none, those outside of it.
   * @param {Element} control
   * @param {Kinds} kinds
   * @param {Counts} fields
   */
  const textsAround = (control, kinds, fields) => {
    const most = kinds.get(control) === 'button' ? 0 : 1;
    let own = control;
    for (const up of upFrom(parentOf(control))) {
      if ((fields.get(up) ?? 0) > most || up.matches('form,dialog,[role=dialog],main,body')) break;
      own = up;
    }
    /** @type {[Element, Node][]} */
    const reaches = [];
    let from = control;
    for (let host = hostOf(from); host && rootOf(from) !== rootOf(own); host = hostOf(from)) {
      reaches.push([from, rootOf(from)]);
      from = host;
    }
    reaches.push([from, own], [own, rootOf(own)]);
    for (const [start, within] of reaches) {
      const before = textsBeside(start, within, kinds, fields, 'previousNode');
      const after = textsBeside(start, within, kinds, fields, 'nextNode');
      if (before.length + after.length > 0) return { before, after };
    }
    return { before: [], after: [] };
  };

  /** The column heading above a control in a table. @param {Element} control */
  const columnHeading = (control) => {
    const cell = control.closest('td');
    const heading = cell?.closest('table')?.rows[0]?.cells[cell.cellIndex];
    return heading?.localName === 'th' ? shownText(heading) : '';
  };

  /**
   * @param {Element} control
   * @param {Kinds} kinds
   * @param {Counts} fields
   */
  const labelsOf = (control, kinds, fields) => {
    /** @type {Label[]} */
    const labels = [];
    const add = (/** @type {Source} */ source, /** @type {string | null | undefined} */ text) => {
      const tidied = tidy(text).slice(0, LONGEST_LABEL);
      const known = labels.some((label) => label.source === source && label.text === tidied);
      if (tidied && labels.length < 16 && !known) labels.push({ source, text: tidied });
    };
    const named = (/** @type {string} */ attribute) =>
      tidy(control.getAttribute(attribute))
        .split(' ')
        .map((id) => (id ? rootOf(control).getElementById(id) : null))
        .filter((element) => element !== null)
        .filter((element) => element !== control);
    const { labels: tied } = /** @type {HTMLInputElement} */ (control);
    const legend = control.closest('fieldset')?.querySelector('legend');
    const captions = [...named('aria-labelledby'), ...tied ?? [], control.closest('label')];
    if (legend?.parentElement && (fields.get(legend.parentElement) ?? 0) < 2) captions.push(legend);
    for (const caption of captions) if (caption) add('label', shownText(caption));
    add('label', columnHeading(control));
    add('aria_label', control.getAttribute('aria-label'));
    if (kinds.get(control) === 'button') {
      add('text', shownText(control) || control.getAttribute('value'));
    }
    for (const name of ['placeholder', 'data-placeholder']) add('placeholder', control.getAttribute(name));
    for (const name of ['formcontrolname', 'name', 'id']) {
      add('attribute', control.getAttribute(name));
      // What is around the control alone may carry its name: `<wt-select formcontrolname=…>`.
      const host = parentOf(control)?.closest(`[${name}]`);
      if (host && fields.get(host) === 1) add('attribute', host.getAttribute(name));
    }
    add('title', control.getAttribute('title'));
    for (const element of named('aria-describedby')) add('hint', shownText(element));
    const { before, after } = textsAround(control, kinds, fields);
    for (const text of [before.toReversed().join(' '), ...before]) add('before', text);
    for (const text of [after.join(' '), ...after]) add('after', text);
    return labels;
  };

  /** @param {Element} element */
  const isEnabled = (element) =>
    !element.matches(':disabled,[aria-disabled=true],[aria-readonly=true]') &&
    (kindOf(element) === 'choice' || !element.hasAttribute('readonly'));

  /** @param {Element} element */
  const headingOf = (element) => {
    const heading = element.querySelector('h1,h2,h3,h4,legend,[role=heading]');
    const text = heading ? shownText(heading) : element.getAttribute('aria-label') ?? '';
    const whole = element === document.documentElement ? `${text} ${document.title}` : text;
    return tidy(whole).slice(0, LONGEST_LABEL);
  };

  /**
   * Which containers hold which controls: the elements at which the paths of two controls part.
   * @param {Element[]} controls
   */
  const containersOf = (controls) => {
    const held = countHeld(controls);
    /** @type {Counts} */
    const indices = new Map();
    /** @type {{parent?: number, heading: string}[]} */
    const containers = [];
    /** @param {Element} element @returns {number} */
    const indexOf = (element) => {
      const known = indices.get(element);
      if (known !== undefined) return known;
      const up = parentOf(element);
      const parent = up ? indexOf(up) : undefined;
      // An only child that holds just as many says nothing of its own.
      const apart = element.matches('form,[role=form],[role=dialog],dialog');
      const same = up && held.get(up) === held.get(element) && !apart;
      const index = same && parent !== undefined ? parent : containers.length;
      if (index === containers.length) {
        const heading = headingOf(element);
        containers.push(parent === undefined ? { heading } : { parent, heading });
      }
      indices.set(element, index);
      return index;
    };
    const of = controls.map((control) => {
      const around = [...upFrom(parentOf(control))];
      const shared = around.find((up) => (held.get(up) ?? 0) > 1);
      return indexOf(shared ?? document.documentElement);
    });
    return { containers, of };
  };

  /**
   * What a control holds or shows.
   * @param {Element} element
   * @param {Kind} kind
   * @param {Label[]} labels
   */
  const contentOf = (element, kind, labels) => {
    if (kind === 'button') return tidy(shownText(element)).slice(0, LONGEST_LABEL);
    if (kind !== 'choice') return /** @type {HTMLInputElement} */ (element).value;
    const named = labels.filter(({ source }) => source === 'label').map(({ text }) => text);
    const chosen = shownBy(element, named);
    const option = element instanceof HTMLSelectElement ? element.selectedOptions[0] : undefined;
    // A line of a list that can't be chosen is no choice yet.
    if (!option || (option.value !== '' && !option.disabled)) return chosen;
    if (chosen) labels.push({ source: 'placeholder', text: chosen.slice(0, LONGEST_LABEL) });
    return '';
  };

  /**
   * Whether a value stays in the page: a password's, also where the page shows it at the moment.
   * @param {Kind} kind
   * @param {{source: Source, text: string}[]} labels
   */
  const isSecret = (kind, labels) =>
    kind === 'password' ||
    (kind === 'text' &&
      labels.some(({ source, text }) => NAMING.has(source) && /passw|secret/i.test(text)));

  /**
   * @param {string[]} landmarks
   * @returns {Snapshot}
   */
  const takeSnapshot = (landmarks) => {
    veils = new Map();
    const kinds = controlsOf(landmarks);
    const controls = [...kinds.keys()];
    const fields = countHeld(controls.filter((control) => kinds.get(control) !== 'button'));
    const { containers, of } = containersOf(controls);
    return {
      document: documentName,
      origin: location.origin,
      path: location.pathname.slice(0, LONGEST_VALUE),
      at: performance.now(),
      controls: controls.map((element, index) => {
        const kind = kinds.get(element) ?? 'text';
        const labels = labelsOf(element, kinds, fields);
        const content = contentOf(element, kind, labels);
        return {
          id: idOf(element),
          kind,
          labels: labels.slice(-16),
          value: isSecret(kind, labels) ? '' : content.slice(0, LONGEST_VALUE),
          length: content.length,
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
    documentName, takeSnapshot, elementOf, claim, isVisible, isReachable, isEnabled, faceOf,
    shownText, shownBy, radiosIn, upFrom, tidy, lists, roots: () => roots,
  };
})();
