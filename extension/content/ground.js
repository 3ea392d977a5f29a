// What a page is drawn on, light or dark, whatever the system prefers: what is drawn over it has to be of
// the same kind. Classic script in the page's isolated world.
'use strict';

(() => {
  if (globalThis.keyferryGround) return;

  /** What is less opaque is no ground. */
  const SOLID = 0.5;
  /** Red, green and blue from 0 to 1, and how opaque. @typedef {[number, number, number, number]} Parts */
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
    host.style.setProperty('outline-color', `rgb(from ${colour} r g b)`, 'important');
    const numbers = getComputedStyle(host).outlineColor.match(/-?[\d.]+(e[-+]?\d+)?/g) ?? [];
    const [red = 1, green = 1, blue = 1, opacity = 1] = numbers.map(Number);
    /** @type {Parts} */
    const parts = [red, green, blue, opacity];
    known.set(colour, parts);
    return parts;
  };

  /** The colour of a page that says nothing of its own, where an element of ours is. @param {HTMLElement} host */
  const bareGround = (host) => {
    host.style.setProperty('color-scheme', 'inherit', 'important');
    host.style.setProperty('color', 'Canvas', 'important');
    return getComputedStyle(host).color;
  };

  globalThis.keyferryGround = {
    opacityOf: (colour, host) => partsOf(colour, host)[3],
    groundOf: (elements, host) => {
      const solid = elements.find((element) => partsOf(getComputedStyle(element).backgroundColor, host)[3] >= SOLID);
      const [red, green, blue] = partsOf(solid ? getComputedStyle(solid).backgroundColor : bareGround(host), host);
      const parts = [red, green, blue].map((part) => Math.round(255 * Math.min(1, Math.max(0, part))));
      return { colour: `rgb(${parts.join(' ')})`, isDark: 0.299 * red + 0.587 * green + 0.114 * blue < 0.5 };
    },
  };
})();
