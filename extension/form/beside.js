// Where a note beside a field belongs, so that it is in nobody's way: in its caption's line, on its own
// outline, behind its value or at its side, and nowhere where something else stands or lies over it.
'use strict';

(() => {
  const [page, ground] = [globalThis.keyferry, globalThis.keyferryGround];
  if (!page?.elementOf || page.placeOf || !ground) return;
  const { upFrom, parentOf, holds, faceOf, rootOf, opacityOf } = page;

  /** What is higher is no box of a field, and what is further above no caption of it, in pixels. */
  const HIGHEST_BOX = 100;
  const FAR_ABOVE = 32;
  /** What is lower has no room for a note on its outline above what stands in it. */
  const LOW_BOX = 34;
  /** Half of a note's height, how far from its field's end it stands on an outline, and what is around its text. */
  const HALF = 10;
  const INSET = 12;
  const PADDING = 6;
  /** How wide the arrow is that a browser draws in a list. */
  const ARROW = 16;
  /** How far apart a line is looked at for what stands in it, and how far above and below its middle. */
  const STEP = 12;
  const REACH = 7;
  const REACH_ON_EDGE = 9;
  /** How far from a text it stands. */
  const MARGIN = 10;
  /** How wide a character of a font is at most, on average, in parts of its size. */
  const WIDE = 0.62;
  /** What is seen without a text. */
  const DRAWN = 'input,select,textarea,button,[role=button],[role=combobox],img,svg,svg *,canvas,video,iframe';
  /** What is drawn above all else, whatever its layer. */
  const TOP = 'dialog:modal,:popover-open,:fullscreen';
  const HEADING = 'h1,h2,h3,h4,h5,h6,[role=heading],header';

  /** What is seen of a control, and what names it. @type {WeakMap<Element, { box: Element, caption?: Element | undefined }>} */
  const boxes = new WeakMap();

  /** Where a note may stand, and the middle of that. @typedef {{ left: number, right: number, middle: number }} Line */

  /**
   * Where a note belongs: in the line of the caption above its field, on the field's upper edge, in a low field
   * behind what stands in it, or beside it; at the end, before what else is there, and nowhere where nothing is free.
   * @param {Element} control
   * @param {{ full: number, short: number, host: HTMLElement, scale: number }} note how wide it is, in full and as
   *   its first words only, what it is drawn in, and how much larger than it says that is drawn
   * @param {Element[]} fields all controls of the form
   */
  const placeOf = (control, { full, short, host, scale }, fields) => {
    const { box, caption } = boxOf(control, fields);
    const at = box.getBoundingClientRect();
    const isRightToLeft = getComputedStyle(control).direction === 'rtl';
    const isBlank = (/** @type {number} */ x, /** @type {number} */ y) => isBlankBeside(control, box, x, y);
    const lines = isShown(box) && !isClipped(box, at) ? linesOf(control, box, caption, full * scale, isRightToLeft) : [];
    let found;
    for (const isShort of [false, true]) {
      for (const { line, isOnEdge = false, isBeside = false } of lines) {
        if (found) break;
        const width = ((isShort ? short : full) - (isOnEdge ? 0 : 2 * PADDING)) * scale;
        const left = gapIn(line, width, isOnEdge ? REACH_ON_EDGE : REACH, isRightToLeft !== isBeside, isBlank);
        if (left !== undefined) found = { left, isShort, isOnEdge, middle: line.middle };
      }
    }
    const { colour, light } = ground.groundOf(flatUpFrom(box).slice(1), host);
    const origin = host.getBoundingClientRect();
    return {
      isLine: found !== undefined && !found.isOnEdge,
      isShort: found?.isShort ?? true,
      index: layerIndexOf(control),
      style: {
        // What isn't seen must not make the page larger.
        left: found ? `${Math.round((found.left - origin.left) / scale)}px` : '0px',
        top: found ? `${Math.round((found.middle - origin.top) / scale - HALF)}px` : '0px',
        visibility: found ? 'visible' : 'hidden',
        'color-scheme': light < 0.5 ? 'dark' : 'light',
        background: found?.isOnEdge ? colour : 'none',
      },
    };
  };

  /**
   * The lines in which a note of a field may stand, the best one first.
   * @param {Element} control
   * @param {Element} box
   * @param {Element | undefined} caption
   * @param {number} width of the note
   * @param {boolean} isRightToLeft
   */
  const linesOf = (control, box, caption, width, isRightToLeft) => {
    const at = box.getBoundingClientRect();
    const text = caption ? firstLineOf(caption) : undefined;
    const isAbove = text !== undefined && text.bottom <= at.top + 3 && at.top - text.bottom < FAR_ABOVE;
    const textEnd = isRightToLeft ? text?.left : text?.right;
    const middle = at.top + at.height / 2;
    /** What is left of a line behind something in it. */
    const behind = (/** @type {Line} */ line, /** @type {number} */ end) =>
      (isRightToLeft ? { ...line, right: Math.min(line.right, end - INSET) } : { ...line, left: Math.max(line.left, end + INSET) });
    const inner = { left: at.left + INSET, right: at.right - INSET - (control.matches('select') ? ARROW : 0), middle };
    /** @type {{ line: Line, isOnEdge?: boolean, isBeside?: boolean }[]} */
    const lines = [];
    if (isAbove && textEnd !== undefined) {
      lines.push({ line: behind({ left: at.left, right: at.right, middle: text.top + text.height / 2 }, textEnd) });
    }
    if (at.height < LOW_BOX) lines.push({ line: behind(inner, valueEnd(control, at, isRightToLeft)) });
    else {
      const meets = text !== undefined && !isAbove && text.top < at.top + HALF && text.bottom > at.top - HALF;
      const edge = { ...inner, middle: at.top };
      lines.push({ line: meets && textEnd !== undefined ? behind(edge, textEnd) : edge, isOnEdge: true });
    }
    // Beside the field only as far as what the form is drawn on reaches.
    const sheet = (upFrom(parentOf(box)).find(isSheet) ?? control.ownerDocument.documentElement).getBoundingClientRect();
    const beside = isRightToLeft ? { left: Math.max(sheet.left, at.left - INSET - width), right: at.left - INSET, middle }
      : { left: at.right + INSET, right: Math.min(sheet.right, at.right + INSET + width), middle };
    return [...lines, { line: beside, isBeside: true }];
  };

  /** Whether a form may be drawn on it, and not beyond. @param {Element} element */
  const isSheet = (element) => {
    const { backgroundColor, backgroundImage, overflowX, boxShadow } = getComputedStyle(element);
    return opacityOf(backgroundColor) > 0 || backgroundImage !== 'none' || overflowX !== 'visible' || boxShadow !== 'none' ||
      hasBorder(element) || element.matches(TOP);
  };

  /** What is seen of a field, and what names it. @param {Element} control @param {Element[]} fields */
  const boxOf = (control, fields) => {
    const known = boxes.get(control);
    if (known?.box.isConnected && (known.caption?.isConnected ?? true)) return known;
    const others = fields.filter((other) => other !== control);
    const isOwn = (/** @type {Element} */ up) =>
      up.getBoundingClientRect().height <= HIGHEST_BOX && !others.some((other) => holds(up, other));
    const around = upFrom(control).slice(0, 7);
    const end = around.findIndex((up) => !isOwn(up));
    const own = end < 0 ? around : around.slice(0, end);
    const box = own.find(isOutlined) ?? faceOf(control) ?? control;
    const found = { box, caption: captionOf(control, box, others) };
    boxes.set(control, found);
    return found;
  };

  /** Whether a line is drawn around it: a border, a ring, or one that a part without content draws. @param {Element} element */
  const isOutlined = (element) => {
    const { boxShadow } = getComputedStyle(element);
    if (hasBorder(element) || boxShadow !== 'none') return true;
    const { width } = element.getBoundingClientRect();
    return [...element.children].some((child) =>
      getComputedStyle(child).position === 'absolute' && child.getBoundingClientRect().width > 0.9 * width &&
      [child, ...child.children].some(hasBorder));
  };

  /** @param {Element} element */
  const hasBorder = (element) => {
    const { borderTopWidth, borderTopStyle, borderTopColor } = getComputedStyle(element);
    return parseFloat(borderTopWidth) > 0 && !/none|hidden/.test(borderTopStyle) &&
      opacityOf(borderTopColor) > 0;
  };

  /** What else can be filled in, and is no caption of the next. */
  const INPUTS = 'input:not([type=hidden]),select,textarea,[role=combobox]';

  /**
   * What names a field: its label, or what stands right before it, unless that belongs to another field.
   * @param {Element} control
   * @param {Element} box
   * @param {Element[]} others
   */
  const captionOf = (control, box, others) => {
    const [label] = /** @type {HTMLInputElement} */ (control).labels ?? [];
    if (label) return label;
    const id = control.getAttribute('aria-labelledby')?.split(/\s+/)[0];
    const named = id ? rootOf(control).getElementById(id) : null;
    if (named) return named;
    const isOthers = (/** @type {Element} */ one) =>
      others.some((other) => holds(one, other)) || one.matches(INPUTS) || one.querySelector(INPUTS) !== null;
    for (const up of upFrom(box).slice(0, 3)) {
      const caption = up.previousElementSibling;
      if (!caption) continue;
      if (caption.matches(HEADING) || caption.querySelector(HEADING)) return undefined;
      const before = caption.previousElementSibling;
      const { top, bottom } = caption.getBoundingClientRect();
      const isHint = before && isOthers(before) &&
        top - before.getBoundingClientRect().bottom < box.getBoundingClientRect().top - bottom;
      return isOthers(caption) || isHint ? undefined : caption;
    }
    return undefined;
  };

  /** Where the first line of a text is. @param {Element} element @returns {DOMRect | undefined} */
  const firstLineOf = (element) => {
    const lines = textsIn(element);
    const [first] = lines;
    if (!first) return undefined;
    const right = Math.max(...lines.filter(({ top }) => top < first.bottom).map((line) => line.right));
    return new DOMRect(first.left, first.top, right - first.left, first.height);
  };

  /**
   * Where the texts in an element are: of the elements in it a range would give the boxes, which may be as
   * wide as the form.
   * @param {Element} element
   * @returns {DOMRect[]}
   */
  const textsIn = (element) => {
    const range = element.ownerDocument.createRange();
    const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node && found.length < 50; node = walker.nextNode()) {
      if (node.parentElement?.closest('option,select,textarea,script,style,button')) continue;
      range.selectNodeContents(node);
      found.push(...[...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1));
    }
    return found;
  };

  /**
   * Where what stands in a field ends, as far as it can be told.
   * @param {Element} control
   * @param {DOMRect} at
   * @param {boolean} isRightToLeft
   */
  const valueEnd = (control, at, isRightToLeft) => {
    const { fontSize, paddingLeft, paddingRight } = getComputedStyle(control);
    const { value = control.textContent ?? '', selectedOptions } = /** @type {HTMLSelectElement} */ (control);
    const shown = selectedOptions?.[0]?.label ?? value;
    const width = shown.trim().length * WIDE * parseFloat(fontSize);
    return isRightToLeft ? at.right - parseFloat(paddingRight) - width : at.left + parseFloat(paddingLeft) + width;
  };

  /**
   * Where in a line there is room: the nearest place to its end, before what else stands there.
   * @param {Line} line
   * @param {number} width
   * @param {number} reach above and below its middle
   * @param {boolean} isFromLeft whether its left is where one looks first
   * @param {(x: number, y: number) => boolean} isBlank
   * @returns {number | undefined} its left edge
   */
  const gapIn = ({ left, right, middle }, width, reach, isFromLeft, isBlank) => {
    let [since, far] = [0, 0];
    while (since + width <= right - left) {
      const x = isFromLeft ? left + far + 1 : right - far - 1;
      if (![-reach, 0, reach].every((up) => isBlank(x, middle + up))) since = far = far + STEP;
      else if (far >= since + width - 2) return isFromLeft ? left + since : right - since - width;
      else far = Math.min(far + STEP, since + width - 2);
    }
    return undefined;
  };

  /** Whether a page shows a field, wherever that is. @param {Element} box */
  const isShown = (box) => box.checkVisibility({ visibilityProperty: true, opacityProperty: true });

  /**
   * All that the place of a note and its colours depend on and nobody may hear of, to be compared with what it was.
   * @param {Element} control
   * @param {Element[]} fields
   */
  const lookOf = (control, fields) => {
    const { box } = boxOf(control, fields);
    const { left, top, width, height } = box.getBoundingClientRect();
    return [left, top, width, height, isShown(box), getComputedStyle(control).color].join();
  };

  /** Whether a field is scrolled out of sight. @param {Element} box @param {DOMRect} at */
  const isClipped = (box, at) => {
    for (const up of upFrom(parentOf(box))) {
      if (up.ownerDocument !== box.ownerDocument || up.matches('body,html')) return false;
      if (getComputedStyle(up).overflowY === 'visible') continue;
      // Of what it doesn't scroll it clips nothing either: notes aren't in it.
      if (up.scrollHeight <= up.clientHeight + 1 && up.scrollWidth <= up.clientWidth + 1 && up.clientHeight > HALF) continue;
      const { top, bottom, left, right } = up.getBoundingClientRect();
      if (at.top < top || at.top + HALF > bottom || at.right - INSET < left || at.right - INSET > right) return true;
    }
    return false;
  };

  /**
   * Whether nothing stands at a point by a field, and nothing lies over the field there.
   * @param {Element} control
   * @param {Element} box
   * @param {number} x
   * @param {number} y
   */
  const isBlankBeside = (control, box, x, y) => {
    const { innerWidth, innerHeight } = /** @type {Window} */ (control.ownerDocument.defaultView);
    if (x < 0 || x > innerWidth) return false;
    if (y < 0 || y > innerHeight) return true; // nobody can tell what is there before it is scrolled to
    const hit = rootOf(control).elementFromPoint(x, y);
    if (!hit || hit === control) return true;
    if ((hit.matches(DRAWN) && !holds(hit, control)) || hasTextAt(hit, x, y)) return false;
    if (holds(hit, control) || holds(box, hit)) return true;
    // Something beside the field: a caption, or a list that lies over it.
    for (const up of upFrom(hit)) {
      if (holds(up, control)) return true;
      if (/absolute|fixed|sticky/.test(getComputedStyle(up).position) || up.matches('[popover]')) return false;
    }
    return true;
  };

  /** Whether an element draws a text of its own there. @param {Element} element @param {number} x @param {number} y */
  const hasTextAt = (element, x, y) => {
    const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && /\S/.test(node.nodeValue ?? ''));
    if (texts.length === 0) return false;
    const range = element.ownerDocument.createRange();
    return texts.some((text) => {
      range.selectNodeContents(text);
      return [...range.getClientRects()].some(({ left, right, top, bottom }) =>
        x > left - MARGIN && x < right + MARGIN && y > top + 1 && y < bottom - 1);
    });
  };

  /** An element and what is drawn around it, outwards: what is put into a slot is in what has that. @param {Element} element */
  const flatUpFrom = (element) => {
    const all = [];
    for (let up = /** @type {Element | null} */ (element); up; up = slotOf(up) ?? parentOf(up)) all.push(up);
    return all;
  };

  /** @param {Element} element @returns {Element | null} */
  const slotOf = (element) =>
    /** @type {Element & { openOrClosedAssignedSlot?: Element | null }} */ (element).openOrClosedAssignedSlot ?? element.assignedSlot;

  /** The layer of the page that a field is in: its notes are above it, and below what lies over it. @param {Element} control */
  const layerIndexOf = (control) => {
    let index = 'auto';
    for (const up of flatUpFrom(control)) {
      if (up.matches(TOP)) return 'auto';
      const { zIndex, position, display } = getComputedStyle(up);
      if (zIndex !== 'auto' && (position !== 'static' || /flex|grid/.test(display))) index = zIndex;
    }
    return index;
  };

  page.placeOf = placeOf;
  page.lookOf = lookOf;
  page.topOf = (control) => flatUpFrom(control).find((up) => up.matches(TOP));
  page.HALF = HALF;
  page.PADDING = PADDING;
})();
