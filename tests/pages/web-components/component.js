/**
 * Defines a custom element whose open shadow root has its own styles and what `draw` puts there.
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
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [sheet];
      root.append(...draw(this));
    }
  });
}

const base = `
  :host { display: block; }
  * { box-sizing: border-box; font: inherit; }
`;
