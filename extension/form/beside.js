// Where a note beside a field belongs, so that it is in nobody's way: on the field's own outline or in its
// caption's line, and nowhere where something lies over the field.
'use strict';

(() => {
  const [page, ground] = [globalThis.keyferry, globalThis.keyferryGround];
  if (!page?.elementOf || page.placeOf || !ground) return;
  const { upFrom, parentOf, holds, faceOf, rootOf, opacityOf } = page;

  /** What is higher is no box of a field, and what is further above no caption of it, in pixels. */
  const HIGHEST_BOX = 100;
  const FAR_ABOVE = 32;
  /** Half of a note's height, how far from its field's end it stands on an outline, and what is around its text. */
  const HALF = 10;
  const INSET = 12;
  const PADDING = 6;

  /** What is seen of a control, and what names it. @type {WeakMap<Element, { box: Element, caption?: Element | undefined }>} */
  const boxes = new WeakMap();

  /**
   * Where a note belongs: on the upper edge of its field, at the end; or in the line of the caption above it.
   * @param {Element} control
   * @param {{ full: number, short: number, host: HTMLElement }} note how wide it is, in full and as its first
   *   words only, and what it is drawn in
   * @param {Element[]} fields all controls of the form
   */
  const placeOf = (control, { full, short, host }, fields) => {
    const { box, caption } = boxOf(control, fields);
    const at = box.getBoundingClientRect();
    const text = caption ? firstLineOf(caption) : undefined;
    const isAbove = text !== undefined && text.bottom <= at.top + 3 && at.top - text.bottom < FAR_ABOVE;
    const isRightToLeft = getComputedStyle(control).direction === 'rtl';
    const meets = text !== undefined && (isAbove || (text.top < at.top + HALF && text.bottom > at.top - HALF));
    const inset = isAbove ? 0 : INSET;
    const middle = isAbove ? text.top + text.height / 2 : at.top;
    const taken = !meets ? 0 : isRightToLeft ? at.right - text.left : text.right - at.left;
    const room = at.width - 2 * inset - Math.max(0, taken) - (meets ? INSET : 0);

    const padding = isAbove ? 2 * PADDING : 0;
    const isShort = full - padding > room;
    const width = (isShort ? short : full) - padding;
    const left = isRightToLeft ? at.left + inset : at.right - inset - width;
    const isSeen = width <= room && isFree(control, box, left + width / 2, middle);
    const { colour, light } = ground.groundOf(upFrom(parentOf(box)), host);
    const origin = host.getBoundingClientRect();
    return {
      isAbove,
      isShort,
      index: layerIndexOf(control),
      style: {
        // What isn't seen must not make the page larger.
        left: isSeen ? `${Math.round(left - origin.left)}px` : '0px',
        top: isSeen ? `${Math.round(middle - HALF - origin.top)}px` : '0px',
        visibility: isSeen ? 'visible' : 'hidden',
        'color-scheme': light < 0.5 ? 'dark' : 'light',
        background: isAbove ? 'none' : colour,
      },
    };
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
    const range = element.ownerDocument.createRange();
    range.selectNodeContents(element);
    const lines = [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
    const [first] = lines;
    // A label around its field has that in it too.
    if (!first || element.querySelector('input,select,textarea')) return first;
    const right = Math.max(...lines.filter(({ top }) => top < first.bottom).map((line) => line.right));
    return new DOMRect(first.left, first.top, right - first.left, first.height);
  };

  /**
   * Whether a note at this place is in nobody's way: nothing is drawn over the field there, and it isn't
   * scrolled out of sight.
   * @param {Element} control
   * @param {Element} box
   * @param {number} x
   * @param {number} y
   */
  const isFree = (control, box, x, y) => {
    for (const up of upFrom(parentOf(control))) {
      if (up.ownerDocument !== control.ownerDocument || up.matches('body,html')) break;
      if (getComputedStyle(up).overflowY === 'visible') continue;
      const { top, bottom, left, right } = up.getBoundingClientRect();
      if (y - HALF < top || y + HALF > bottom || x < left || x > right) return false;
    }
    const hit = rootOf(control).elementFromPoint(x, y);
    if (!hit || holds(hit, control) || holds(box, hit)) return true;
    // Something beside the field: a caption, or a list that lies over it.
    for (const up of upFrom(hit)) {
      if (holds(up, control)) return true;
      if (/absolute|fixed|sticky/.test(getComputedStyle(up).position) || up.matches('[popover]')) return false;
    }
    return true;
  };

  /** The layer of the page that a field is in: its notes are above it, and below what lies over it. @param {Element} control */
  const layerIndexOf = (control) => {
    let index = 'auto';
    for (const up of upFrom(control)) {
      if (up.matches('dialog:modal')) return 'auto';
      const { zIndex, position, display } = getComputedStyle(up);
      if (zIndex !== 'auto' && (position !== 'static' || /flex|grid/.test(display))) index = zIndex;
    }
    return index;
  };

  page.placeOf = placeOf;
  page.HALF = HALF;
  page.PADDING = PADDING;
})();
