//# allFunctionsCalledOnLoad
// (Chromium compiles them all while the page is idle then, and not while the first look waits.)
// Takes snapshots: what a page's controls are, and what stands beside them. It judges nothing; the
// Rust core does.
'use strict';

(() => {
  /** @typedef {import('../../dist/types/keyferry.js').Snapshot} Snapshot */
  /** @typedef {import('../../dist/types/keyferry.js').Kind} Kind */
  /** @typedef {import('../../dist/types/keyferry.js').Label} Label */
  /** @typedef {import('../../dist/types/keyferry.js').Source} Source */
  /** @typedef {Document | ShadowRoot} Root */
  /** @typedef {Map<Element, Kind>} Kinds */
  /** @typedef {Map<Element, number>} Counts */

  const page = globalThis.keyferry;
  if (!page || page.takeSnapshot) return;
  const {
    BUTTON, CHOICE, NO_TEXT, LONGEST_TEXT, tidy, rootOf, shadowOf, parentOf, upFrom, viewOf, isThere, lookAnew,
    isVisible, faceOf, isInSight, isIcon, shownText,
  } = page;

  const MOST_CONTROLS = 200;
  /** Of so few controls each is looked at closely; of more, buttons only as near to a field. */
  const FEW = 40;
  const NEAR = 6;
  const LONGEST_LABEL = 160;
  /** What is longer is no caption; what is further up is one of something else, in pixels. */
  const LONGEST_CAPTION = 60;
  const FAR_ABOVE = 80;
  const MOST_OPTIONS = 40;
  /** How long the parts of a page in which nothing came or went are taken for known. */
  const PARTS_MS = 1000;
  /** A page without an end must not hold the browser up: this long and this far, then it is enough. */
  const MOST_MS = 150;
  const MOST_ELEMENTS = 200_000;

  const TEXT_TYPES = new Set(['text', 'password', 'email', 'url', 'tel', '']);
  /** Where a text names a field, and doesn't just speak of it. @type {Set<Source>} */
  const NAMING = new Set(['label', 'aria_label', 'placeholder', 'attribute']);
  /** One of several things of which one is chosen, and how it says that it is. */
  const TILE = '[type=radio],[role=radio],[role=tab],[role=option],[aria-pressed]';
  const CHOSEN =
    ':checked,[aria-checked=true],[aria-selected=true],[aria-pressed=true],[aria-current=true],' +
    '.active,.selected,.checked,.is-active,.is-selected';
  /** Marks around a text that are no part of it: asterisks, arrows, crosses, dots. */
  const EDGES = /^[^\p{L}\p{N}(]+(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])[^\p{L}\p{N})]+$/gu;
  const CONTROL = `input,textarea,fieldset,${BUTTON},${CHOICE}`;
  /** What `CONTROL` is among, found twice as fast: each selector is one test. */
  const CANDIDATE =
    'input,textarea,fieldset,button,select,summary,[role],[aria-haspopup],[data-toggle],[data-bs-toggle],.dropdown-toggle';
  /** What narrows down what is listed. */
  const FILTER = 'search,[role=search],thead';
  /** What may have a shadow root or is a frame: all but what there is most of that can't. */
  const HOST = ':not(a,b,button,i,img,input,label,li,option,path,svg,td,th,tr)';
  /** What holds a form of its own. */
  const DIALOG = 'dialog,[role=dialog],[role=alertdialog]';
  const APART = `form,[role=form],html,${DIALOG}`;

  /** This document's own name: a message meant for another document is refused by it. */
  const documentName = crypto.getRandomValues(new Uint32Array(4)).join('-');
  const [saltA = 0, saltB = 0] = crypto.getRandomValues(new Uint32Array(2));

  /** @type {Map<number, WeakRef<Element>>} */
  const elements = new Map();
  /** @type {WeakMap<Element, number>} */
  const ids = new WeakMap();
  /** Traces of the values that Keyferry wrote: pages re-create elements, and keep what they hold. */
  const written = new Set();
  /** Boxes without any sign that they are a choice, in which one was made. @type {WeakSet<Element>} */
  const boxes = new WeakSet();
  /** What was chosen earlier, as mere text. @type {WeakSet<Element>} */
  const mere = new WeakSet();
  /** Inputs that can only be pressed. @type {WeakSet<Element>} */
  const pressed = new WeakSet();
  let choseUnmarked = false;
  /** Inputs that have hidden what was typed at some time. @type {WeakSet<Element>} */
  const masked = new WeakSet();
  /** Choices that show all they offer at once, as cards or buttons. @type {WeakSet<Element>} */
  const grids = new WeakSet();
  /** The document, its shadow roots and frames, as the last snapshot found them. @type {Root[]} */
  let roots = [document];
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
    if (element && isThere(element)) return element;
    elements.delete(id);
    return undefined;
  };

  /** What tells one value from another and gives none away. @param {string} value */
  const traceOf = (value) => {
    let [a, b] = [saltA, saltB];
    for (let at = 0; at < value.length; at += 1) {
      const unit = value.charCodeAt(at);
      a = Math.imul(a ^ unit ^ (b >>> 13), 0x9e3779b1);
      b = Math.imul(b ^ unit ^ (a >>> 16), 0x85ebca6b);
    }
    return `${value.length}.${a >>> 0}.${b >>> 0}`;
  };

  /** An option of a choice was pressed: the page may draw it anew, without any sign. @param {Element} control */
  const chose = (control) => {
    if (kindOf(control)) return;
    boxes.add(control);
    choseUnmarked = true;
  };

  /** What a control holds or shows is Keyferry's from now on. @param {Element} control */
  const claim = (control) => {
    written.add(traceOf(isTyped(control) ? control.value : shownBy(control)));
  };

  /** @param {Element} element @returns {element is HTMLInputElement | HTMLTextAreaElement} */
  const isTyped = (element) => element.localName === 'input' || element.localName === 'textarea';

  /** Whether `b` comes after `a` in the document, across shadow roots. @param {Element} a @param {Element} b */
  const isAfter = (a, b) => {
    const follows = (/** @type {Node} */ one, /** @type {Node} */ other) =>
      (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    if (rootOf(a) === rootOf(b)) return follows(a, b);
    /** @type {Map<Root, Element>} */
    const places = new Map();
    for (const up of upFrom(a)) if (!places.has(rootOf(up))) places.set(rootOf(up), up);
    for (const up of upFrom(b)) {
      const place = places.get(rootOf(up));
      if (place) return place !== up && follows(place, up);
    }
    return false;
  };

  // ---- Which controls there are

  /** Whether two controls stand in the same small box. @param {Element} a @param {Element} b */
  const isNear = (a, b) => upFrom(parentOf(a)).slice(0, 3).some((up) => up.contains(b) && up.clientHeight < 120);

  /** Whether a fieldset is nothing but one choice between radio buttons. @param {Element} element */
  const isRadioGroup = (element) =>
    element.querySelector('[type=radio]') !== null &&
    element.querySelector('input:not([type=radio]),select,textarea') === null;

  /** @param {Element} element @returns {Kind | undefined} */
  const kindOf = (element) => {
    const { localName } = element;
    if (localName === 'fieldset') return isRadioGroup(element) ? 'choice' : undefined;
    if (localName === 'input' && /** @type {HTMLInputElement} */ (element).type === 'password') {
      masked.add(element);
      return 'password';
    }
    if (element.matches(CHOICE)) return 'choice';
    if (localName === 'textarea') return 'text';
    if (localName === 'input') {
      const input = /** @type {HTMLInputElement} */ (element);
      if (TEXT_TYPES.has(input.type)) {
        // An input that can only be clicked shows what was chosen from a list.
        const clicked = input.readOnly && (pressed.has(input) || getComputedStyle(input).cursor === 'pointer');
        return clicked ? 'choice' : 'text';
      }
    }
    return element.matches(BUTTON) ? 'button' : undefined;
  };

  /** The document of a frame of the page's own origin. @param {Element} element */
  const framed = (element) => {
    try {
      return /** @type {HTMLIFrameElement} */ (element).contentDocument;
    } catch {
      return null;
    }
  };

  /** @typedef {{ count: number, at: number, controls: Element[], hosts: Element[] }} Parts */

  /** What the roots are made of, as it was found last. @type {WeakMap<Root, Parts>} */
  const parts = new WeakMap();

  /**
   * What of a document or shadow root may be a control, and what has a shadow root or is a frame. Most of a
   * look would go into finding that: where no element has come or gone it is found anew each second only.
   * @param {Root} root
   */
  const partsOf = (root) => {
    const now = performance.now();
    const count = 'getElementsByTagName' in root ? root.getElementsByTagName('*').length : 0;
    const known = parts.get(root);
    const isConnected = (/** @type {Element} */ one) => one.isConnected;
    if (count > 0 && known?.count === count && now - known.at < PARTS_MS &&
      known.controls.every(isConnected) && known.hosts.every(isConnected)) return known;
    const inner = [...root.querySelectorAll(HOST)].slice(0, MOST_ELEMENTS);
    const hosts = inner.filter((one) => shadowOf(one) || one.localName === 'iframe');
    const found = { count, at: now, controls: [...root.querySelectorAll(CANDIDATE)], hosts };
    parts.set(root, found);
    return found;
  };

  /** All that may be a control, in the document's order, through shadow roots and frames. */
  const collect = () => {
    /** @type {Element[]} */
    const found = [];
    roots = [];
    const visit = (/** @type {Root} */ root) => {
      roots.push(root);
      const { controls, hosts } = partsOf(root);
      const here = controls.filter((one) => one.matches(CONTROL) && one.closest(FILTER) === null).reverse();
      for (const element of hosts) {
        const inner = shadowOf(element) ?? (element.localName === 'iframe' ? framed(element) : null);
        if (!inner || element.hasAttribute('data-keyferry')) continue;
        // What stands before it, or is it, comes before what is in it.
        for (let next = here.at(-1); next && !isAfter(element, next); next = here.at(-1)) {
          found.push(next);
          here.pop();
        }
        visit(inner);
      }
      found.push(...here.reverse());
    };
    visit(document);
    return found;
  };

  /**
   * Leaves out the buttons of a large page that stand far from any field and landmark: what is pressed there
   * is no part of a form.
   * @param {Element[]} found
   * @param {Element[]} marks
   */
  const withoutFarButtons = (found, marks) => {
    if (found.length <= FEW) return found;
    /** @type {Set<number>} */
    const kept = new Set();
    const keep = (/** @type {number} */ at) => {
      for (let near = at - NEAR; near <= at + NEAR; near += 1) kept.add(near);
    };
    for (const mark of marks) keep(found.findIndex((one) => isAfter(mark, one)));
    found.forEach((one, at) => {
      if (!one.matches(BUTTON) || one.matches(CHOICE)) keep(at);
    });
    return found.filter((_, at) => kept.has(at));
  };

  /**
   * The controls in the order in which they are worth a closer look: where there are too many, those
   * nearest to where a landmark or a password stands come first.
   * @param {Element[]} found
   * @param {Element[]} marks
   */
  const nearest = (found, marks) => {
    if (found.length <= MOST_CONTROLS) return found;
    const anchors = marks
      .map((mark) => found.findIndex((one) => isAfter(mark, one)))
      .concat(found.map((one, at) => (one.matches('[type=password]') ? at : -1)))
      .filter((at) => at >= 0)
      .slice(0, 20);
    const distance = (/** @type {number} */ at) => Math.min(...anchors.map((anchor) => Math.abs(anchor - at)));
    const near = found.map((element, at) => ({ element, at, far: distance(at) }));
    near.sort((a, b) => a.far - b.far || a.at - b.at);
    return near.map(({ element }) => element);
  };

  /** Whether programs fill it in and people don't: out of everybody's way. @param {Element} field */
  const isTrap = (field) =>
    /** @type {HTMLElement} */ (field).tabIndex < 0 && field.closest('[aria-hidden=true]') !== null;

  /** Whether it is a list of the browser's own that another one is drawn over. @param {Element} element */
  const isBehind = (element) =>
    element.localName === 'select' &&
    (!isVisible(element, true) || element.closest('[aria-hidden=true]') !== null);

  /** Whether a control is one that a person can see. @param {Element} element @param {Kind} kind */
  const isShown = (element, kind) => {
    if (kind === 'button') return isVisible(element);
    if (kind !== 'choice') return isVisible(element, true) && !isTrap(element) && isInSight(element);
    const face = isBehind(element) ? undefined : faceOf(element);
    // Its own list may be drawn over it.
    return face !== undefined && (element.matches('[aria-expanded=true]') || isInSight(face));
  };

  /**
   * The visible controls and what they are, in the document's order.
   * @param {string[]} landmarks
   * @param {string[]} wanted
   */
  const controlsOf = (landmarks, wanted) => {
    /** @type {Kinds} */
    const seen = new Map();
    const all = collect();
    const { marks, offers } = marksOf(landmarks, wanted);
    const found = withoutFarButtons(all, [...marks, ...offers]);
    const end = performance.now() + MOST_MS;
    for (const element of nearest(found, [...marks, ...offers])) {
      if (seen.size >= MOST_CONTROLS || performance.now() > end) break;
      const kind = kindOf(element);
      if (kind !== undefined && isShown(element, kind)) seen.set(element, kind);
    }
    /** @type {Kinds} */
    const kinds = new Map();
    for (const element of found) {
      const kind = seen.get(element);
      if (kind) kinds.set(element, kind);
    }
    const choices = [...kinds.keys()].filter((one) => kinds.get(one) === 'choice');
    for (const element of found) {
      if (performance.now() > end) break;
      // What is drawn over a list says of itself that it is a choice, or nothing says so.
      const face = isBehind(element) ? faceOf(element) : undefined;
      if (face && !choices.some((one) => isNear(element, one)) && isInSight(face)) kinds.set(element, 'choice');
    }
    for (const offer of offers) {
      const grid = gridAround(offer);
      if (grid && !kinds.has(grid) && isInSight(grid)) {
        grids.add(grid);
        kinds.set(grid, 'choice');
      }
    }
    for (const [element, kind] of kinds) {
      for (const up of upFrom(parentOf(element))) {
        const outer = kinds.get(up);
        const isInner = kind === 'button' || grids.has(up) || element.matches('[role=listbox]');
        if (outer === 'choice' && isInner) kinds.delete(element);
        else if (outer) {
          // A choice around its own input is one control; a button around controls is layout.
          if (outer === 'choice') kinds.set(element, 'choice');
          kinds.delete(up);
        }
      }
    }
    for (const [element, kind] of kinds) {
      // The arrow of a combobox opens it as well, and shows nothing.
      const isArrow = kind === 'choice' && element.matches('button,[role=button]') && shownBy(element) === '';
      if (isArrow && [...kinds.keys()].some((one) => one !== element && one.matches('[role=combobox]') && isNear(element, one))) {
        kinds.delete(element);
      }
    }
    const plain = chosenBefore(kinds);
    for (const mark of marks) {
      const next = [...kinds.keys()].find((one) => isAfter(mark, one));
      const isNamed = next && (labelsFor(next).length > 0 || next.matches('[aria-label],[aria-labelledby]'));
      if (next && !isNamed && kinds.get(next) === 'text' && /** @type {HTMLInputElement} */ (next).readOnly) {
        // Nobody types a provider in there: it shows what a list beside it was asked for.
        pressed.add(next);
        kinds.set(next, 'choice');
      }
      const box = choiceBeside(mark, kinds, plain, wanted);
      if (box && isInSight(box)) plain.push(box);
    }
    for (const offer of choseUnmarked ? offers : []) {
      const box = upFrom(offer).slice(0, 4).find((up) => isPressable(up) || isBox(up));
      const known = [...kinds.keys(), ...plain].some((one) => one.contains(offer) || box?.contains(one));
      if (box && !known && box.clientHeight < 90 && isInSight(box)) plain.push(box);
    }
    // These come last: the order of what is left is the document's.
    for (const box of plain) kinds.set(box, 'choice');
    const kept = capped(kinds);
    return { kinds: kept, near: besideOf([...kept.keys()], [...marks, ...offers]) };
  };

  /**
   * The controls on both sides of a landmark: of others, what is pressed is no choice, and what stands
   * beside it isn't read.
   * @param {Element[]} controls
   * @param {Element[]} marks
   */
  const besideOf = (controls, marks) => {
    const near = marks.flatMap((mark) => {
      const next = controls.findIndex((one) => isAfter(mark, one));
      const at = next < 0 ? controls.length : next;
      return controls.slice(Math.max(0, at - 3), at + 3);
    });
    return new Set(near);
  };

  /** Boxes without any sign, which a choice was made in before. @param {Kinds} kinds */
  const chosenBefore = (kinds) =>
    [...elements.keys()]
      .map(elementOf)
      .filter((one) => one !== undefined)
      .filter((one) => boxes.has(one) && !kinds.has(one) && isVisible(one, true) && isInSight(one));

  /**
   * The elements whose text is one of `landmarks`: beside them a choice stands, though perhaps
   * nothing says so. And those whose text is one of `wanted`.
   * @param {string[]} landmarks
   * @param {string[]} wanted
   */
  const marksOf = (landmarks, wanted) => {
    /** @type {Element[]} */
    const marks = [];
    /** @type {Element[]} */
    const offers = [];
    const texts = [...landmarks, ...wanted];
    // Those that are part of no other say whether any is there.
    const parts = texts.filter((one) => !texts.some((other) => other !== one && one.includes(other)));
    const mentions = (/** @type {Node | null} */ node) => {
      const text = node?.textContent?.toLowerCase() ?? '';
      return parts.some((part) => text.includes(part));
    };
    /** The text of a whole part of the page is had at once, and of most parts it ends the search. @param {Node} within */
    const search = (within) => {
      for (let node = within.firstChild; node && marks.length < 20; node = node.nextSibling) {
        if (node.nodeType === Node.TEXT_NODE) check(node);
        else if ((node === within.lastChild && node === within.firstChild) || mentions(node)) search(node);
      }
    };
    const check = (/** @type {Node} */ node) => {
      const text = node.nodeValue ?? '';
      if (text.length > 60 || text.length < 8) return; // none of them is that short
      const words = text.replace(/\(required\)/gi, '').replace(EDGES, '');
      const read = tidy(words).toLowerCase();
      const mark = texts.includes(read) ? node.parentElement : null;
      if (!mark || !isVisible(mark, true) || mark.closest('[aria-hidden=true]')) return;
      if (landmarks.includes(read)) marks.push(mark);
      else if (offers.length < 20) offers.push(mark);
    };
    for (const root of roots) {
      const whole = 'body' in root ? root.body : root;
      if (whole && mentions(whole)) search(whole);
    }
    return { marks, offers };
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
    const { borderBottomWidth, borderBottomStyle, boxShadow, pointerEvents } = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    const edge = borderBottomStyle !== 'none' && borderBottomWidth !== '0px';
    return (edge || boxShadow !== 'none') && pointerEvents !== 'none' && width >= 80 && height >= 16 && height < 90;
  };

  /**
   * Whether an element reaches as far as the next control, but for a button inside of it.
   * @param {Element} element
   * @param {Element | undefined} next
   * @param {Kinds} kinds
   */
  const isBeyond = (element, next, kinds) => {
    if (!next) return false;
    if (element.contains(next)) return kinds.get(next) !== 'button' || tidy(shownText(element)) === '' || !isBox(element);
    return !isAfter(element, next);
  };

  /** Whether it is one of several that are drawn alike, side by side: an option, not the choice. @param {Element} box */
  const isOneOfMany = (box) =>
    [...box.parentElement?.children ?? []].filter((one) =>
      one.localName === box.localName && one.className === box.className && tidy(one.textContent) && isVisible(one)).length > 2;

  /** Whether two elements are drawn at the same place. @param {DOMRect} one @param {DOMRect} other */
  const isSamePlace = (one, other) => {
    const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    return width > 0.7 * other.width && height > 0.7 * other.height;
  };

  /**
   * The dropdown of plain elements beside a landmark; if there is none, the text that stands there in its
   * place, where it is what is wanted.
   * @param {Element} mark
   * @param {Kinds} kinds
   * @param {Element[]} plain
   * @param {string[]} wanted
   */
  const choiceBeside = (mark, kinds, plain, wanted) => {
    const known = [...kinds.keys(), ...plain];
    if (known.some((one) => one.contains(mark))) return undefined;
    const next = known.find((one) => isAfter(mark, one));
    const places = known.map((one) => one.getBoundingClientRect());
    const isTaken = (/** @type {Element} */ element) => {
      const place = element.getBoundingClientRect();
      return places.some((one) => isSamePlace(one, place));
    };
    /** @type {Element | undefined} */
    let text;
    for (const [level, group] of upFrom(parentOf(mark)).slice(0, 3).entries()) {
      // Beside the mark, other fields may stand in the same row; further out it is their place.
      if (level > 0 && known.some((one) => group.contains(one))) break;
      const after = [...group.querySelectorAll('*')].slice(0, 150).filter(
        (element) =>
          isAfter(mark, element) && !mark.contains(element) && !element.matches(NO_TEXT) &&
          !isBeyond(element, next, kinds) && isVisible(element) && !isTaken(element),
      );
      const pressable = after.filter((one) => one.clientWidth >= 40 && isPressable(one));
      const widest = pressable.sort((a, b) => b.clientWidth - a.clientWidth)[0];
      const box = widest ?? after.find(isBox);
      if (box) return isOneOfMany(box) ? undefined : box;
      text ??= after.find((one) => one.childElementCount === 0 && wanted.includes(tidy(shownText(one)).toLowerCase()));
    }
    // The mark may stand in the box itself, as its prompt.
    const prompt = upFrom(mark).slice(0, 4).find((up) => isPressable(up) || isBox(up));
    const alone = prompt && tidy(prompt.textContent) === tidy(mark.textContent);
    if (alone && mark.localName !== 'label') return prompt;
    if (!text || (next && /choice|button/.test(kinds.get(next) ?? 'choice'))) return undefined;
    mere.add(text);
    return text;
  };

  /**
   * The cards or buttons of which one reads as `offer` does: what holds them all, side by side.
   * @param {Element} offer
   */
  const gridAround = (offer) => {
    for (const up of upFrom(parentOf(offer)).slice(0, 5)) {
      if (up.matches('label,button') || isPressable(up)) continue;
      const tiles = tilesIn(up);
      const apart = tiles.filter((tile) => !tile.matches('option,tr,td,th,a[href^="/"],a[href^=http]'));
      if (apart.length < 3 || !tiles.some((tile) => tile.contains(offer))) continue;
      return up.matches('select,datalist,[role=listbox],[role=menu],table,tbody,nav') ? undefined : up;
    }
    return undefined;
  };

  /** What can be pressed of what stands side by side in an element. @param {Element} group */
  const tilesIn = (group) =>
    [...group.children].filter(
      (child) =>
        (child.matches(TILE) || child.querySelector(TILE) || child.matches('button') || isPressable(child)) &&
        tidy(child.textContent).length < 120 && isVisible(child),
    );

  /** The options of a choice that shows them all at once. @param {Element} control */
  const optionsIn = (control) => {
    const tiles = grids.has(control) ? tilesIn(control)
      : control.matches('[role=combobox],[aria-haspopup]') ? []
      : control.matches('[role=listbox]:not([aria-expanded])') ? control.querySelectorAll('[role=option]')
      : control.querySelectorAll('[type=radio],[role=radio]');
    return [...tiles].map((tile) => {
      const radio = tile.matches(TILE) ? tile : tile.querySelector(TILE) ?? tile;
      const card = /** @type {HTMLInputElement} */ (radio).labels?.[0] ?? cardOf(radio, control);
      const element = radio.localName !== 'input' && isVisible(radio) ? radio : card;
      const chosen = radio.matches(CHOSEN) || tile.matches(CHOSEN) || tile.querySelector(CHOSEN) !== null;
      // A card that is a button reads as one.
      const named = [...tiedTo(radio, 'aria-labelledby'), ...labelsFor(radio)].map(shownText).join(' ');
      const text = tidy(shownText(card)) || tidy(named) || tidy(card.textContent);
      return { element, text, chosen };
    });
  };

  /** What is drawn around one of several radio buttons, with its text. @param {Element} radio @param {Element} group */
  const cardOf = (radio, group) => {
    let card = radio;
    for (const up of upFrom(radio)) {
      if (up === group || up.querySelectorAll(TILE).length > 1) break;
      card = up;
    }
    return tidy(radio.textContent) ? radio : card;
  };

  /** The lines of a list of the browser's own. @param {Element} control @returns {HTMLOptionElement[]} */
  const linesOf = (control) => {
    const { options, list } = /** @type {HTMLSelectElement & HTMLInputElement} */ (control);
    return control.localName === 'select' ? [...options] : control.localName === 'input' && list ? [...list.options] : [];
  };

  /**
   * What stands around a search input inside a drawn choice: what was chosen. Its label and its hint
   * are outside of that box.
   * @param {HTMLInputElement} input
   */
  const shownAround = (input) => {
    const captions = [...input.labels ?? [], ...tiedTo(input, 'aria-labelledby'), ...tiedTo(input, 'aria-describedby')];
    const most = Math.max(2 * input.clientHeight, 60);
    for (const up of upFrom(parentOf(input)).slice(0, 5)) {
      const inputs = up.querySelectorAll('input:not([type=hidden],[aria-hidden=true])');
      if (up.clientHeight > most || inputs.length > 1) break;
      if (captions.some((caption) => up.contains(caption)) || up.querySelector('label')) break;
      const text = tidy(shownText(up));
      if (text) return text;
    }
    return '';
  };

  /** The elements that an attribute of ids names. @param {Element} control @param {string} attribute */
  const tiedTo = (control, attribute) =>
    tidy(control.getAttribute(attribute))
      .split(' ')
      .map((id) => (id ? rootOf(control).getElementById(id) : null))
      .filter((element) => element !== null)
      .filter((element) => element !== control);

  /**
   * What a choice shows.
   * @param {Element} control
   * @param {string[]} [labels]
   */
  const shownBy = (control, labels = []) => {
    if (control.localName === 'select') {
      return tidy(/** @type {HTMLSelectElement} */ (control).selectedOptions[0]?.textContent);
    }
    const input = control.localName === 'input' ? /** @type {HTMLInputElement} */ (control) : undefined;
    if (input?.value) return tidy(input.value);
    const options = optionsIn(control);
    if (options.length > 0) return options.find((option) => option.chosen)?.text ?? '';
    let text = tidy(shownText(control));
    const inner = text ? [] : control.querySelectorAll(BUTTON);
    if (inner.length === 1 && inner[0]) text = tidy(shownText(inner[0]));
    if (!text && input) text = shownAround(input);
    for (const label of labels) {
      if (label && text.startsWith(`${label} `)) text = text.slice(label.length).trim();
    }
    return text.replace(EDGES, '');
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

  /** @typedef {{ text: string, at: Element }} Beside a text, and what it stands in */

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
    /** @type {Beside[]} */
    const texts = [];
    const walker = document.createTreeWalker(within);
    walker.currentNode = control;
    for (let steps = 0; steps < 80 && texts.length < 4; steps += 1) {
      const node = walker[side]();
      if (!node || node === within) break;
      if (control.contains(node)) continue;
      let pressed = false;
      let up = node.nodeType === Node.ELEMENT_NODE ? /** @type {Element} */ (node) : node.parentElement;
      for (; up && !up.contains(control); up = up.parentElement) {
        if (kinds.get(up) === 'button') pressed = true;
        else if (kinds.has(up) || fields.has(up)) return texts;
      }
      const isText = node.nodeType === Node.TEXT_NODE || node.nodeName === 'SLOT';
      const text = isText && !pressed ? tidy(node.nodeValue ?? shownText(node)) : '';
      const parent = node.parentElement;
      if (text && node.nodeName === 'SLOT') texts.push({ text, at: /** @type {Element} */ (node) });
      else if (!text || text === '*' || !parent || parent.matches(NO_TEXT) || isIcon(parent)) continue;
      else if (parent.checkVisibility({ visibilityProperty: true })) texts.push({ text, at: parent });
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
    while (rootOf(from) !== rootOf(own)) {
      const root = rootOf(from);
      if (!('host' in root)) break;
      reaches.push([from, root]);
      from = root.host;
    }
    reaches.push([from, own], [own, rootOf(own)]);
    for (const [start, within] of reaches) {
      const before = textsBeside(start, within, kinds, fields, 'previousNode');
      const after = textsBeside(start, within, kinds, fields, 'nextNode');
      if (before.length + after.length > 0) return { before, after };
    }
    return { before: [], after: [] };
  };

  /** The labels of the controls of each root, within one look. @type {Map<Root, Map<Element, Element[]>> | undefined} */
  let captions;

  /**
   * The labels that name a control. The labels are asked, and all of them at once: a control that is asked
   * looks through the whole page for its own.
   * @param {Element} control
   */
  const labelsFor = (control) => {
    const root = rootOf(control);
    const known = captions?.get(root);
    if (known) return known.get(control) ?? [];
    /** @type {Map<Element, Element[]>} */
    const tied = new Map();
    const labels = 'getElementsByTagName' in root ? root.getElementsByTagName('label') : root.querySelectorAll('label');
    for (const label of labels) {
      const named = label.control ?? (label.htmlFor ? root.getElementById(label.htmlFor) : null);
      if (named) tied.set(named, [...tied.get(named) ?? [], label]);
    }
    captions?.set(root, tied);
    return tied.get(control) ?? [];
  };

  /** The column heading above a control in a table. @param {Element} control */
  const columnHeading = (control) => {
    const cell = control.closest('td');
    const heading = cell?.closest('table')?.rows[0]?.cells[cell.cellIndex];
    return heading?.localName === 'th' ? shownText(heading) : '';
  };

  /**
   * Whether a text is drawn where the label of a control would be: before it, above it, or within.
   * @param {Element} text
   * @param {Element} control
   */
  const isBesideOrAbove = (text, control) => {
    const [one, other] = [text.getBoundingClientRect(), control.getBoundingClientRect()];
    if (one.width === 0 || other.width === 0) return true;
    const inRow = one.top < other.bottom && one.bottom > other.top && one.left < other.right;
    const inColumn = one.left < other.right && one.right > other.left && one.top < other.bottom;
    return inRow || (inColumn && other.top - one.bottom < FAR_ABOVE);
  };

  /**
   * The text that is drawn above a control or before it, wherever in the document it stands.
   * @param {Element} control
   */
  const drawnBeside = (control) => {
    const { left, top, height } = control.getBoundingClientRect();
    const points = [
      ...[8, 16, 28].map((up) => [left + 8, top - up]),
      ...[10, 30, 80, 150].map((away) => [left - away, top + height / 2]),
    ];
    for (const [x = 0, y = 0] of points) {
      const hit = rootOf(control).elementFromPoint(x, y);
      if (!hit || hit.contains(control) || hit.closest(NO_TEXT)) continue;
      const text = tidy(shownText(hit));
      if (text && text.length <= LONGEST_CAPTION) return text;
    }
    return '';
  };

  /**
   * @param {Element} control
   * @param {Kinds} kinds
   * @param {Counts} fields
   * @param {boolean} isNear whether it stands near a landmark
   */
  const labelsOf = (control, kinds, fields, isNear) => {
    /** @type {Label[]} */
    const labels = [];
    const add = (/** @type {Source} */ source, /** @type {string | null | undefined} */ text) => {
      const tidied = tidy(text).slice(0, LONGEST_LABEL);
      const known = labels.some((label) => label.source === source && label.text === tidied);
      if (tidied && labels.length < 16 && !known) labels.push({ source, text: tidied });
    };
    const legend = control.closest('fieldset')?.querySelector('legend');
    const captions = [...tiedTo(control, 'aria-labelledby'), ...labelsFor(control), control.closest('label')];
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
    for (const element of tiedTo(control, 'aria-describedby')) add('hint', shownText(element));
    if (kinds.get(control) === 'button' && !isNear) return labels;
    const around = textsAround(control, kinds, fields);
    const [nearest] = around.before;
    const isNamed = labels.some(({ source }) => source === 'label' || source === 'aria_label');
    const isTied = isNamed || kinds.get(control) === 'button' || (nearest && isBesideOrAbove(nearest.at, control));
    const drawn = isTied || kinds.size > FEW ? '' : drawnBeside(control);
    // A grid draws its labels elsewhere than the document has them.
    const before = drawn ? [drawn] : around.before.map(({ text }) => text);
    const after = around.after.map(({ text }) => text);
    for (const text of [before.toReversed().join(' '), ...before]) add('before', text);
    for (const text of [after.join(' '), ...after]) add('after', text);
    return labels;
  };

  /** @param {Element} element */
  const isEnabled = (element) =>
    !element.matches(':disabled,[aria-disabled=true],[aria-readonly=true]') && !mere.has(element) &&
    (kindOf(element) === 'choice' || !element.hasAttribute('readonly'));

  /** Whether it would take input if it weren't read-only. @param {Element} element @param {Kind} kind */
  const isReadOnly = (element, kind) =>
    kind !== 'choice' && element.hasAttribute('readonly') && !element.matches(':disabled,[aria-disabled=true]');

  /** Whether any text may be typed into a choice. @param {Element} element @param {Kind} kind */
  const isFree = (element, kind) =>
    kind === 'choice' && element.localName === 'input' && TEXT_TYPES.has(/** @type {HTMLInputElement} */ (element).type) &&
    !element.hasAttribute('readonly');

  /** @param {Element} element */
  const headingOf = (element) => {
    const heading = element.querySelector('h1,h2,h3,h4,legend,[role=heading]');
    const text = heading ? shownText(heading) : element.getAttribute('aria-label') ?? '';
    // An application may leave the title of an earlier page there: it counts where nothing else is said.
    const whole = element.localName === 'html' && !text ? element.ownerDocument.title : text;
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
    /** @type {{parent?: number, heading: string, apart: boolean, dialog: boolean}[]} */
    const containers = [];
    /** @param {Element} element @returns {number} */
    const indexOf = (element) => {
      const known = indices.get(element);
      if (known !== undefined) return known;
      const up = parentOf(element);
      const parent = up ? indexOf(up) : undefined;
      // An only child that holds just as many says nothing of its own; and so much is enough.
      const apart = element.matches(APART) && containers.length < 2 * MOST_CONTROLS - 20;
      const same = up && held.get(up) === held.get(element) && !apart;
      const index = same && parent !== undefined ? parent : containers.length;
      if (index === containers.length) {
        const heading = headingOf(element);
        const container = { heading, apart, dialog: element.matches(DIALOG) };
        containers.push(parent === undefined ? container : { ...container, parent });
      }
      indices.set(element, index);
      return index;
    };
    const of = controls.map((control) => {
      const around = upFrom(parentOf(control));
      const shared = around.find((up) => (held.get(up) ?? 0) > 1 || up.matches(APART));
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
    // What an input with suggestions of the browser's own shows is what it holds.
    if (kind !== 'choice' || element.hasAttribute('list')) return /** @type {HTMLInputElement} */ (element).value;
    const named = labels.filter(({ source }) => source === 'label').map(({ text }) => text);
    const chosen = shownBy(element, named);
    const option = element.localName === 'select'
      ? /** @type {HTMLSelectElement} */ (element).selectedOptions[0] : undefined;
    // A line of a list that can't be chosen is no choice yet.
    if (!option || (option.value !== '' && !option.disabled)) return chosen;
    if (chosen) labels.push({ source: 'placeholder', text: chosen.slice(0, LONGEST_LABEL) });
    return '';
  };

  /**
   * What a choice offers, as far as that is told unopened.
   * @param {Element} control
   * @param {string[]} wanted
   */
  const offeredBy = (control, wanted) => {
    const texts = linesOf(control).map((line) => line.label || line.text || line.value);
    if (texts.length === 0) texts.push(...optionsIn(control).map(({ text }) => text));
    // Of a long list what is looked for must not fall off the end.
    const first = texts.filter((text) => wanted.some((each) => text.toLowerCase().includes(each)));
    return [...new Set([...first, ...texts].map((text) => tidy(text).slice(0, LONGEST_LABEL)))].slice(0, MOST_OPTIONS);
  };

  /**
   * Whether a value stays in the page: a password's, also where the page shows it at the moment.
   * @param {Element} element
   * @param {Kind} kind
   * @param {{source: Source, text: string}[]} labels
   */
  const isSecret = (element, kind, labels) => {
    if (kind !== 'text') return kind === 'password';
    // The first is all of them together, where there are several.
    const [all, first] = labels.filter(({ source }) => source === 'before');
    const nearest = (first ?? all)?.text;
    const names = labels.filter(({ source, text }) => NAMING.has(source) || text === nearest);
    return masked.has(element) || names.some(({ text }) => /passw|secret/i.test(text));
  };

  /** The innermost element with the focus. @returns {Element | null} */
  const focusedElement = () => {
    let focused = document.activeElement;
    for (;;) {
      const inner = focused && (shadowOf(focused)?.activeElement ??
        (focused.localName === 'iframe' ? framed(focused)?.activeElement : null));
      if (!inner) return focused;
      focused = inner;
    }
  };

  /**
   * @param {string[]} landmarks
   * @param {string[]} wanted
   * @returns {Snapshot}
   */
  const takeSnapshot = (landmarks, wanted) => {
    lookAnew();
    captions = new Map();
    const { kinds, near } = controlsOf(landmarks, wanted);
    const controls = [...kinds.keys()];
    const fields = countHeld(controls.filter((control) => kinds.get(control) !== 'button'));
    const { containers, of } = containersOf(controls);
    const focused = focusedElement();
    const owner = controls.find((control) => control === focused);
    /** @type {Snapshot} */
    const snapshot = {
      document: documentName,
      origin: location.origin,
      path: location.pathname.slice(0, LONGEST_TEXT),
      at: performance.now(),
      controls: controls.map((element, index) => {
        const kind = kinds.get(element) ?? 'text';
        const labels = labelsOf(element, kinds, fields, near.has(element));
        const content = contentOf(element, kind, labels);
        return {
          id: idOf(element),
          kind,
          labels: labels.slice(-16),
          value: isSecret(element, kind, labels) ? '' : content.slice(0, LONGEST_TEXT),
          length: content.length,
          enabled: isEnabled(element),
          ...(isReadOnly(element, kind) ? { read_only: true } : {}),
          ...(isFree(element, kind) ? { typed: true } : {}),
          ours: content !== '' && written.has(traceOf(kind === 'choice' ? shownBy(element) : content)),
          ...(kind === 'choice' ? { options: offeredBy(element, wanted) } : {}),
          container: of[index] ?? 0,
        };
      }),
      containers: containers.length > 0 ? containers : [{ heading: '', apart: true, dialog: false }],
      ...(owner ? { focused: idOf(owner) } : {}),
    };
    captions = undefined;
    return snapshot;
  };

  Object.assign(page, {
    documentName, takeSnapshot, elementOf, chose, claim, isTyped, isEnabled, shownBy, optionsIn, linesOf,
    focusedElement, roots: () => roots.filter(isThere),
  });
})();
