// What a page is drawn on, light or dark, whatever the system prefers: what is drawn over it has to be of
// the same kind. Classic script in the page's isolated world.
'use strict';

(() => {
  if (globalThis.keyferryGround) return;

  /** Red, green and blue from 0 to 1, and how opaque. @typedef {[number, number, number, number]} Parts */
  /** A page that never stops to change its colours isn't remembered for ever. */
  const MOST_KNOWN = 200;
  /** What is seen through less than this isn't seen. */
  const UNSEEN = 0.02;
  /** A colour in whatever is drawn with some, such as a gradient. */
  const COLOUR = /(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\([^()]*\)/g;
  /** @type {Map<string, Parts>} */
  const known = new Map();

  /**
   * The parts of a colour, in whatever notation: the browser reads it, for an element of ours.
   * @param {string} colour
   * @param {HTMLElement} host
   * @returns {Parts}
   */
  const partsOf = (colour, host) => {
    const before = known.get(colour);
    if (before) return before;
    host.style.setProperty('forced-color-adjust', 'none', 'important');
    host.style.setProperty('outline-color', `rgb(from ${colour} r g b)`, 'important');
    const numbers = getComputedStyle(host).outlineColor.match(/-?[\d.]+(e[-+]?\d+)?|none/g) ?? [];
    const [red = 1, green = 1, blue = 1, opacity = 1] = numbers.map((part) => Math.min(1, Math.max(0, Number(part) || 0)));
    /** @type {Parts} */
    const parts = [red, green, blue, opacity];
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(colour, parts);
    return parts;
  };

  /** What a page is drawn on that says nothing of its own, where an element of ours is. @param {HTMLElement} host */
  const bareGround = (host) => {
    host.style.setProperty('color-scheme', 'inherit', 'important');
    host.style.setProperty('color', 'Canvas', 'important');
    return partsOf(getComputedStyle(host).color, host);
  };

  /** A ground on which a text of that colour can be read. @param {string} colour @param {HTMLElement} host @returns {Parts} */
  const beneath = (colour, host) => (lightOf(partsOf(colour, host)) > 0.6 ? [0.1, 0.1, 0.1, 1] : [1, 1, 1, 1]);

  /** How light a colour is, from 0 to 1. @param {readonly number[]} parts */
  const lightOf = ([red = 1, green = 1, blue = 1]) => 0.299 * red + 0.587 * green + 0.114 * blue;

  /**
   * What a picture behind the contents of an element comes to: a gradient to the colour in its middle.
   * @param {CSSStyleDeclaration} style
   * @param {HTMLElement} host
   * @returns {Parts[]} none or one
   */
  const pictureOf = ({ backgroundImage, backgroundRepeat, backgroundSize, color }, host) => {
    const colours = (backgroundImage.match(COLOUR) ?? []).map((colour) => partsOf(colour, host));
    if (colours.length > 0) {
      const middle = (/** @type {0 | 1 | 2 | 3} */ part) => colours.reduce((sum, parts) => sum + parts[part], 0) / colours.length;
      return [[middle(0), middle(1), middle(2), middle(3)]];
    }
    // What else it shows can't be asked: it is such as the text on it can be read.
    const isWhole = backgroundRepeat !== 'no-repeat' || /cover|100%/.test(backgroundSize);
    return backgroundImage.includes('url(') && isWhole ? [beneath(color, host)] : [];
  };

  /**
   * What an element draws beneath its contents, from the top down.
   * @param {Element} element
   * @param {HTMLElement} host
   * @returns {Parts[]}
   */
  const drawnBy = (element, host) => {
    const style = getComputedStyle(element);
    return [...pictureOf(style, host), partsOf(style.backgroundColor, host)].map(([red, green, blue, opacity]) =>
      [red, green, blue, opacity * Number(style.opacity)]);
  };

  /**
   * What is drawn at a point, from the top down, also in shadow roots and in frames of the page's own.
   * @param {Document | ShadowRoot} root
   * @param {number} x
   * @param {number} y
   * @returns {Element[]}
   */
  const pileAt = (root, x, y) =>
    root.elementsFromPoint(x, y).filter((one) => one.getRootNode() === root).flatMap((one) => [...innerPileAt(one, x, y), one]);

  /** @param {Element} one @param {number} x @param {number} y @returns {Element[]} */
  const innerPileAt = (one, x, y) => {
    if (one.shadowRoot) return pileAt(one.shadowRoot, x, y);
    const inner = one.localName === 'iframe' ? /** @type {HTMLIFrameElement} */ (one).contentDocument : null;
    if (!inner) return [];
    const { left, top } = one.getBoundingClientRect();
    return [...pileAt(inner, x - left, y - top), ...wholeOf(inner)];
  };

  /** Beyond their own boxes, too, these are what a window is painted with. @param {Document} document */
  const wholeOf = ({ body, documentElement }) => [body, documentElement].filter((one) => one !== null);

  /**
   * What elements draw together, on the page's own ground.
   * @param {Element[]} elements from the top of a pile down
   * @param {HTMLElement} host
   */
  const groundOf = (elements, host) => {
    const sum = [0, 0, 0];
    let rest = 1;
    const add = (/** @type {Parts} */ [red, green, blue, opacity]) => {
      [red, green, blue].forEach((part, at) => { sum[at] = (sum[at] ?? 0) + rest * opacity * part; });
      rest *= 1 - opacity;
    };
    for (const element of elements) {
      drawnBy(element, host).forEach(add);
      if (rest < UNSEEN) break;
    }
    if (rest >= UNSEEN) {
      const [first] = elements;
      const bare = bareGround(host);
      // It may be drawn by what nobody finds beneath the page: then the text tells.
      const isUnsure = rest === 1 && lightOf(bare) > 0.5;
      add(isUnsure && first ? beneath(getComputedStyle(first).color, host) : bare);
    }
    const colour = `rgb(${sum.map((part) => Math.round(255 * part)).join(' ')})`;
    return { colour, light: lightOf(sum) };
  };

  globalThis.keyferryGround = {
    groundOf,
    groundAt: (/** @type {number} */ x, /** @type {number} */ y, /** @type {HTMLElement} */ host) => {
      const pile = [...pileAt(document, x, y), ...wholeOf(document)];
      return groundOf(pile.filter((one) => one !== host), host);
    },
  };
})();
