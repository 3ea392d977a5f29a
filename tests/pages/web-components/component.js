/**
 * Defines a custom element whose shadow root has its own styles and what `draw` puts there. The root
 * is open but in the variant `closed`.
 * The styles are constructed: the page's policy lets no inline ones in.
 *
 * @param {string} name
 * @param {string} css
 * @param {(host: HTMLElement & { [part: string]: any }) => (Node | string)[]} draw
 *   runs once, when the element is on the page; parts of the page give it what it needs before
 */
export function component(name, css, draw) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${base}\n${css}`);
  customElements.define(name, class extends HTMLElement {
    connectedCallback() {
      if (roots.has(this)) return;
      const root = this.attachShadow({ mode: closed ? 'closed' : 'open' });
      roots.set(this, root);
      root.adoptedStyleSheets = [sheet];
      root.append(...draw(this));
    }
  });
}

const closed = document.querySelector('meta[name=stand-in-variant][content=closed]') !== null;

/** The shadow roots of all of them, closed to everyone else. @type {WeakMap<Element, ShadowRoot>} */
export const roots = new WeakMap();

const base = `
  :host { display: block; }
  * { box-sizing: border-box; font: inherit; }
`;
