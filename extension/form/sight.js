//# allFunctionsCalledOnLoad
// (Chromium compiles them all while the page is idle then, and not while the first look waits.)
// What a person sees of a page: which parts of it are drawn, what covers what, and how it reads. It
// crosses shadow roots and frames of the page's own origin. Classic script in the page's isolated
// world, and on Keyferry's own practice page: so everything hangs on one name.
'use strict';

(() => {
  /** @typedef {Document | ShadowRoot} Root */

  if (globalThis.keyferry) return; // injected a second time: the first stays in charge

  /** What is less opaque than this isn't seen, and what is more opaque than the other hides all beneath it. */
  const SEEN = 0.2;
  const SOLID = 0.9;
  /** What is higher is no face of a choice, in pixels. */
  const HIGHEST_FACE = 120;
  /** The longest text that is of any use. */
  const LONGEST_TEXT = 2000;
  const BUTTON = 'button,[role=button],input[type=submit],input[type=button]';
  /** What shows one of several options, and says so. */
  const CHOICE =
    'select,summary,[role=combobox],[role=listbox][tabindex],[role=radiogroup],[list],' +
    '[aria-haspopup=listbox],[aria-haspopup=menu],[aria-haspopup=true],[aria-autocomplete=list],' +
    '[aria-autocomplete=both],[data-toggle=dropdown],[data-bs-toggle=dropdown],.dropdown-toggle';
  const NO_TEXT =
    'script,style,template,noscript,svg,iframe,object,datalist,[role=listbox],[role=menu],' +
    `input,textarea,${BUTTON},${CHOICE}`;
  const ICON = /(^|[\s_-])(fa|icons?|material-symbols)([\s_-]|$)/i;

  /** When a list was chosen from: it fades, and hides nothing for long. @type {WeakMap<Element, number>} */
  const lists = new WeakMap();
  /** When it turned out that nobody can get to see a field. @type {WeakMap<Element, number>} */
  const hiddenAt = new WeakMap();
  /** How long that is believed, in milliseconds: scrolling there at each look would be seen. */
  const HIDDEN_MS = 1000;
  /** How opaque elements are, within one look. @type {Map<Element, number>} */
  let veils = new Map();
  /** @typedef {{ box: DOMRect, across: string, down: string }} Edges whether each axis cuts off, scrolls, or neither */
  /** Where they end, likewise. @type {Map<Element, Edges>} */
  let edges = new Map();
  /** Whether they are under such as the pointer goes through, likewise. @type {Map<Element, boolean>} */
  let underVeils = new Map();

  /** @param {string | null | undefined} text */
  const tidy = (text) => (text ?? '').replace(/[\s\u200b-\u200d\ufeff]+/g, ' ').trim();

  /** @param {Node} node @returns {Root} */
  const rootOf = (node) => /** @type {Root} */ (node.getRootNode());

  /**
   * What an element draws instead of its children. Closed roots are closed to the page, not to an
   * extension; of other elements than custom ones nobody closes any, and to ask takes a while.
   * @param {Element} element
   * @returns {ShadowRoot | null}
   */
  const shadowOf = (element) => {
    const isCustom = element.localName.includes('-') && element.namespaceURI === 'http://www.w3.org/1999/xhtml';
    if (element.shadowRoot || !isCustom) return element.shadowRoot;
    const open = /** @type {HTMLElement & { openOrClosedShadowRoot?: ShadowRoot | null }} */ (element);
    return globalThis.chrome?.dom?.openOrClosedShadowRoot(open) ?? open.openOrClosedShadowRoot ?? null;
  };

  /** The parent across shadow roots and frames. @param {Node} node @returns {Element | null} */
  const parentOf = (node) => {
    if (node.parentElement) return node.parentElement;
    const root = rootOf(node);
    return 'host' in root ? root.host : root.defaultView?.frameElement ?? null;
  };

  /** An element and what is around it, outwards. @param {Element | null} element */
  const upFrom = (element) => {
    const all = [];
    for (let up = element; up; up = parentOf(up)) all.push(up);
    return all;
  };

  /** Whether one element is, or holds, another one: `contains` ends at shadow roots. @param {Element} outer @param {Element} inner */
  const holds = (outer, inner) => {
    for (let up = /** @type {Element | null} */ (inner); up; up = parentOf(up)) if (up === outer) return true;
    return false;
  };

  /** The window that an element is drawn in. @param {Element} element */
  const viewOf = (element) => element.ownerDocument.defaultView;

  /**
   * Whether it still is in a document that is shown.
   * @param {Node} node
   */
  const isThere = (node) => {
    try {
      return node.isConnected && (node.ownerDocument ?? /** @type {Document} */ (node)).defaultView !== null;
    } catch {
      return false; // in Firefox what was in a frame that is gone can't be looked at any more
    }
  };

  /** What is remembered of how a page looks holds for one look only. */
  const lookAnew = () => {
    veils = new Map();
    edges = new Map();
    underVeils = new Map();
  };

  /** Whether a filter leaves nothing to be read. @param {string} filter */
  const isBlurred = (filter) => Number(/blur\(([\d.]+)px/.exec(filter)?.[1] ?? 0) >= 8;

  /** How opaque it is with all around it. @param {Element} element @returns {number} */
  const veil = (element) => {
    const known = veils.get(element);
    if (known !== undefined) return known;
    const { opacity, filter } = getComputedStyle(element);
    const filters = filter === 'none' ? [] : [...filter.matchAll(/opacity\(([\d.]+)\)/g)];
    const filtered = isBlurred(filter) ? 0 : filters.reduce((all, one) => all * Number(one[1]), 1);
    const up = element.assignedSlot ?? parentOf(element);
    const all = Number(opacity) * filtered * (up ? veil(up) : 1);
    veils.set(element, all);
    return all;
  };

  /**
   * Whether a person can see it: drawn, of some size, and not parked beside or above the page.
   * @param {Element} element
   * @param {boolean} [opaque] whether it must not be transparent either; search inputs inside drawn
   *   choices are, and rightly
   * @returns {boolean}
   */
  const isVisible = (element, opaque = false) => {
    const view = viewOf(element);
    if (!view || !element.checkVisibility({ visibilityProperty: true, opacityProperty: opaque })) return false;
    const { width, height, left, right, bottom } = element.getBoundingClientRect();
    if (width < 8 || height < 8) return false;
    if (right + view.scrollX <= 0 || bottom + view.scrollY <= 0 || left > 4 * view.innerWidth) return false;
    if (opaque && veil(element) < SEEN) return false;
    const frame = view.frameElement;
    return !frame || isVisible(frame, opaque);
  };

  /**
   * What is seen of a choice: itself, or what is drawn around an input that is transparent or too small to
   * be seen.
   * @param {Element} control
   */
  const faceOf = (control) => {
    if (!control.checkVisibility({ visibilityProperty: true })) return undefined;
    let steps = control.matches('input,select,[role=combobox]') ? 5 : 1;
    for (const up of upFrom(control)) {
      if (isVisible(up, true)) return up === control || up.clientHeight < HIGHEST_FACE ? up : undefined;
      steps -= 1;
      if (steps === 0) return undefined;
    }
    return undefined;
  };

  /** How opaque a computed colour is. @param {string} colour */
  const opacityOf = (colour) => {
    if (colour === 'transparent') return 0;
    const alpha = colour.startsWith('rgb(') ? undefined : /[,/] *([\d.]+)\)$/.exec(colour)?.[1];
    return Number(alpha ?? 1);
  };

  /** Whether it is, or is in, a list that was chosen from a moment ago. @param {Element} element */
  const isFading = (element) =>
    upFrom(element).some((up) => performance.now() - (lists.get(up) ?? -Infinity) < HIDDEN_MS);

  /** Whether an element hides what is beneath it. @param {Element} element */
  const hides = (element) => {
    if (veil(element) < SEEN || isFading(element)) return false;
    const style = getComputedStyle(element);
    if (element.matches('img,canvas,video,iframe,object,embed,input,textarea,select')) return true;
    if ('ownerSVGElement' in element && element.ownerSVGElement) return style.fill !== 'none';
    return opacityOf(style.backgroundColor) > 0 || style.backgroundImage !== 'none' || isBlurred(style.backdropFilter);
  };

  /**
   * Whether what is drawn before or after the contents of an element lies over them.
   * @param {Element} element
   * @param {string[]} parts of it
   * @param {(style: CSSStyleDeclaration) => boolean} isFound whether it is at the place that counts
   */
  const isVeiled = (element, parts, isFound) =>
    parts.some((part) => {
      const style = getComputedStyle(element, part);
      const isOver = style.content !== 'none' && /absolute|fixed/.test(style.position) && !style.zIndex.startsWith('-');
      return isOver && opacityOf(style.backgroundColor) * Number(style.opacity) >= SOLID && isFound(style);
    });

  /** Which layer something is drawn in: 0 as the page itself. @param {CSSStyleDeclaration} style */
  const layerOf = ({ position, zIndex }) => (position === 'static' ? 0 : Number(zIndex) || 0);

  /**
   * Whether something opaque that lets the pointer through lies over all of what an element stands in: the
   * pointer never finds it. Only what fills the window, or what is around the element, is taken for such.
   * @param {Element} element
   * @returns {boolean}
   */
  const isUnderVeil = (element) => {
    const known = underVeils.get(element);
    if (known !== undefined) return known;
    const up = parentOf(element);
    const is = up !== null && (hasVeilBeside(element, up) || isUnderVeil(up));
    underVeils.set(element, is);
    return is;
  };

  /**
   * The same for what stands beside it, and what is drawn after the contents of what is around it.
   * @param {Element} side
   * @param {Element} up
   */
  const hasVeilBeside = (side, up) => {
    const below = layerOf(getComputedStyle(side));
    const [inner, outer] = [side.getBoundingClientRect(), up.getBoundingClientRect()];
    // What is around it may have no box of its own.
    const [across, down] = [Math.max(inner.width, outer.width), Math.max(inner.height, outer.height)];
    const { clientWidth, clientHeight } = up.ownerDocument.documentElement;
    const fills = (/** @type {number} */ width, /** @type {number} */ height) =>
      (width >= clientWidth && height >= clientHeight) || (across > 0 && width >= across && height >= down);
    let isAfter = false;
    for (const one of side.parentNode?.children ?? []) {
      isAfter ||= one === side;
      if (one === side) continue;
      const style = getComputedStyle(one);
      const isPassed = style.pointerEvents === 'none' && /absolute|fixed/.test(style.position);
      if (!isPassed || opacityOf(style.backgroundColor) < SOLID || veil(one) < SOLID || isFading(one)) continue;
      const { width, height } = one.getBoundingClientRect();
      const layer = layerOf(style);
      if (fills(width, height) && (layer > below || (layer === below && isAfter))) return true;
    }
    return isVeiled(up, ['::after'], (style) =>
      style.pointerEvents === 'none' && layerOf(style) >= below &&
      fills(parseFloat(style.width), parseFloat(style.height)));
  };

  /**
   * Whether something else is drawn over a point of an element, or cuts it off there. `undefined` when
   * the point is outside of the window.
   * @param {Element} element
   * @param {number} x in its own window
   * @param {number} y
   * @returns {boolean | undefined}
   */
  const isCoveredAt = (element, x, y) => {
    const view = viewOf(element);
    if (!view || x < 0 || y < 0 || x >= view.innerWidth || y >= view.innerHeight) return undefined;
    const frame = view.frameElement;
    if (frame) {
      const { left, top } = frame.getBoundingClientRect();
      const outside = isCoveredAt(frame, x + left + frame.clientLeft, y + top + frame.clientTop);
      if (outside !== false) return outside;
    }
    const root = rootOf(element);
    if (root.elementFromPoint(x, y) === element) return false;
    // What lets the pointer through is found by what is around it.
    const seen = upFrom(element).find((up) => getComputedStyle(up).pointerEvents !== 'none');
    for (const hit of root.elementsFromPoint(x, y)) {
      if (hit === seen || element.contains(hit)) return false;
      // What is found before what it holds has something drawn over that.
      if (hit.contains(element) ? isVeiled(hit, ['::before', '::after'], () => true) : hides(hit)) return true;
    }
    return true;
  };

  /** The same for its middle. @param {Element} element */
  const isCovered = (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return isCoveredAt(element, left + width / 2, top + height / 2);
  };

  /**
   * Whether it lies outside of a box that cuts off what is outside of it, and that nobody can scroll.
   * @param {Element} element
   */
  const isCutOff = (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    let [x, y] = [left + width / 2, top + height / 2];
    for (const up of upFrom(parentOf(element))) {
      if (up.matches('body,html')) return false;
      const { box, across, down } = edgesOf(up);
      if (across === 'cuts' && (x < box.left || x > box.right)) return true;
      if (down === 'cuts' && (y < box.top || y > box.bottom)) return true;
      // What a person can scroll to is inside of it then.
      if (across === 'scrolls' && up.scrollWidth > up.clientWidth) x = Math.min(Math.max(x, box.left), box.right);
      if (down === 'scrolls' && up.scrollHeight > up.clientHeight) y = Math.min(Math.max(y, box.top), box.bottom);
    }
    return false;
  };

  /** Where an element ends, and what becomes there of what is in it. @param {Element} element @returns {Edges} */
  const edgesOf = (element) => {
    const known = edges.get(element);
    if (known) return known;
    const { overflowX, overflowY } = getComputedStyle(element);
    const edge = (/** @type {string} */ overflow) =>
      (overflow === 'visible' ? '' : /hidden|clip/.test(overflow) ? 'cuts' : 'scrolls');
    const [across, down] = [edge(overflowX), edge(overflowY)];
    const found = { box: element.getBoundingClientRect(), across, down };
    edges.set(element, found);
    return found;
  };

  /**
   * Whether a person can see a field, if need be by scrolling to it. Leaves everything scrolled as
   * it was.
   * @param {Element} element
   */
  const isReachable = (element) => {
    lookAnew();
    if (isKnownHidden(element) || !isVisible(element, true)) return false;
    if (isCovered(element) === false) return true;
    if (isCutOff(element)) return false;
    const before = upFrom(element)
      .filter((up) => up.scrollHeight > up.clientHeight || up.scrollWidth > up.clientWidth)
      .map((up) => ({ up, left: up.scrollLeft, top: up.scrollTop }));
    // What stays in the window, such as a banner, may cover one place of it and not another.
    const reachable = /** @type {const} */ (['center', 'start', 'end']).some((block) => {
      element.scrollIntoView({ block, inline: 'nearest', behavior: 'instant' });
      return isCovered(element) === false;
    });
    for (const { up, left, top } of before) up.scrollTo({ left, top, behavior: 'instant' });
    // A list that is open may hold the rest of the page still: it will be let go again.
    if (!reachable && !element.closest('[inert]')) hiddenAt.set(element, performance.now());
    return reachable;
  };

  /** Whether a person sees it, or would by scrolling. @param {Element} element */
  const isInSight = (element) => {
    if (isKnownHidden(element)) return false;
    const covered = isCovered(element);
    return covered === undefined ? !isCutOff(element) : !covered || isReachable(element);
  };

  /** Whether nobody got to see it a moment ago. @param {Element} element */
  const isKnownHidden = (element) => performance.now() - (hiddenAt.get(element) ?? -Infinity) < HIDDEN_MS;

  /** Whether it is an icon, perhaps one that a font draws for a word. @param {Element} element */
  const isIcon = (element) =>
    element.matches('[aria-hidden=true],[role=img]') ||
    (ICON.test(`${element.localName} ${element.getAttribute('class') ?? ''}`) &&
      /^\s*[a-z][a-z0-9_]*\s*$/.test(element.textContent ?? ''));

  /** Texts for screen readers alone are drawn one pixel wide. @param {Element} element */
  const isRead = (element) => {
    if (element.matches(NO_TEXT) || isIcon(element)) return false;
    if (element.localName === 'slot') return true;
    if (!element.checkVisibility({ visibilityProperty: true })) return false;
    return element.getBoundingClientRect().width > 1 || shadowOf(element) !== null;
  };

  /**
   * Text as a person reads it: without icons, without other controls, without what isn't drawn.
   * @param {Node} within
   * @returns {string}
   */
  const shownText = (within) => {
    let text = '';
    const slotted = 'assignedNodes' in within
      ? /** @type {HTMLSlotElement} */ (within).assignedNodes({ flatten: true }) : [];
    const shadow = 'shadowRoot' in within ? shadowOf(/** @type {Element} */ (within)) : null;
    const inner = shadow?.childNodes ?? (slotted.length > 0 ? slotted : within.childNodes);
    for (const node of inner) {
      if (text.length > LONGEST_TEXT) break;
      if (node.nodeType === Node.TEXT_NODE) text += node.nodeValue;
      else if (node.nodeType === Node.ELEMENT_NODE && isRead(/** @type {Element} */ (node))) {
        text += ` ${shownText(node)} `;
      }
    }
    return text;
  };

  // The scripts that follow add the rest of what a page offers.
  globalThis.keyferry = {
    BUTTON, CHOICE, NO_TEXT, LONGEST_TEXT, tidy, rootOf, shadowOf, parentOf, upFrom, holds, viewOf, isThere, opacityOf, lookAnew,
    isVisible, faceOf, isReachable, isInSight, isUnderVeil, isIcon, shownText, lists,
  };
})();
