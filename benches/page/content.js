// What stands around the form on a large page. Everything here runs in the page.

/**
 * @typedef {object} Surroundings
 * @property {number} nodes how many nodes the document is to have, its shadow roots aside
 * @property {boolean} [before]
 *   whether the form stands below all of it, out of sight; else it is beside and above it
 */

/**
 * Surrounds the form with what other pages are made of, until the document has so many nodes.
 *
 * @param {Surroundings} surroundings
 */
export function surround({ nodes, before = false }) {
  /**
   * @param {string} name
   * @param {Record<string, string>} [attributes]
   * @param {...(Node | string)} inner
   */
  const make = (name, attributes = {}, ...inner) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...inner);
    return made;
  };
  /** @template Made @param {number} count @param {(at: number) => Made} of */
  const several = (count, of) => Array.from({ length: count }, (_, at) => of(at));
  const sentence = (/** @type {number} */ at) => `Run ${at} of the pipeline rnaseq ended after`
    + ` ${at % 60} minutes; its results are in the work folder of this workspace.`;
  const link = (/** @type {number} */ at) => make('a', { href: `/runs/${at}` }, `Run ${at}`);

  customElements.define('kf-panel', class extends HTMLElement {
    constructor() {
      super();
      const list = make('ul', {}, ...several(6, at => make('li', {}, `Entry ${at}`)));
      this.attachShadow({ mode: 'open' }).append(
        make('h3', {}, 'Details'), make('slot'), make('div', {}, list),
        make('button', { type: 'button' }, 'Show more'),
      );
    }
  });

  /** About 250 nodes, two buttons among them. @param {number} at */
  const block = at => {
    const rows = several(12, row => make('tr', {}, make('td', {}, link(20 * at + row)),
      ...several(4, cell => make('td', {}, `${at}.${row}.${cell}`))));
    const heads = ['Run', 'Pipeline', 'Status', 'Started', 'Cost'].map(text =>
      make('th', {}, text));
    return make('section', {},
      make('div', {}, make('div', {}, make('h2', {}, `Runs of week ${at}`),
        make('div', {}, make('span', {}, make('em', {}, 'updated just now'))))),
      make('p', {}, sentence(at), link(at), sentence(at + 1), make('b', {}, 'Note'), ' more.'),
      make('ul', {}, ...several(8, item => make('li', {}, link(item)))),
      make('table', {}, make('thead', {}, make('tr', {}, ...heads)), make('tbody', {}, ...rows)),
      make('div', {}, make('button', { type: 'button' }, 'Refresh'),
        make('button', { type: 'button', title: 'More' }, '…')));
  };
  const extras = [
    make('div', {}, make('input', { type: 'search', placeholder: 'Search runs' })),
    make('div', {}, make('label', {}, 'Status ', make('select', {},
      ...['All', 'Running', 'Failed'].map(text => make('option', {}, text))))),
    make('div', {}, make('label', {}, make('input', { type: 'checkbox' }), ' Only mine')),
    make('div', {}, make('label', {}, 'Page ', make('input', { type: 'number', value: '1' }))),
    ...several(5, at => make('kf-panel', {}, make('span', {}, `Slotted text ${at}`))),
  ];

  // As Seqera does with its launchpad: a column of its own, and the rest below.
  const column = make('aside', {});
  const below = make('div', {});
  if (!before) {
    document.body.style.paddingRight = '340px';
    Object.assign(column.style, { position: 'absolute', top: '0', right: '0', width: '320px' });
    document.body.append(below);
  }
  document.body.prepend(column);
  column.append(...extras.filter((_, at) => at % 2 === 0));
  (before ? column : below).append(...extras.filter((_, at) => at % 2 === 1));

  const count = () => {
    const walker = document.createTreeWalker(document);
    let found = 1;
    while (walker.nextNode()) found += 1;
    return found;
  };
  let left = nodes - count();
  for (let at = 0; left > 0; at += 1) {
    const place = before || at % 2 === 0 ? column : below;
    const made = block(at);
    const size = made.querySelectorAll('*').length;
    const walker = document.createTreeWalker(made);
    let within = 1;
    while (walker.nextNode()) within += 1;
    if (size > 0 && within <= left) {
      place.append(made);
      left -= within;
      continue;
    }
    // What is left over are paragraphs, of two nodes each.
    place.append(...several(left >> 1, text => make('p', {}, sentence(text))));
    if (left % 2 === 1) place.append(' ');
    left = 0;
  }
}

/**
 * A grid of inputs that is made anew five times a second, as spreadsheets in pages do.
 *
 * @param {{ rows: number, columns: number, before: boolean }} grid
 */
export function showGrid({ rows, columns, before }) {
  const grid = document.createElement('div');
  Object.assign(grid.style, { display: 'grid', gridTemplateColumns: `repeat(${columns}, 90px)` });
  let turn = 0;
  const draw = () => {
    turn += 1;
    grid.replaceChildren(...Array.from({ length: rows * columns }, (_, at) => {
      const input = document.createElement('input');
      input.value = `${turn}.${at}`;
      input.style.width = '80px';
      return input;
    }));
  };
  draw();
  setInterval(draw, 200);
  if (before) document.body.prepend(grid);
  else document.body.append(grid);
}

/** A page that goes on and on: a hundred times a second more of it comes. */
export function goOn() {
  let count = 0;
  setInterval(() => {
    const more = document.createElement('section');
    for (let at = 0; at < 40; at += 1) {
      count += 1;
      const line = document.createElement('p');
      const button = document.createElement('button');
      button.append(`Like ${count}`);
      const text = document.createElement('span');
      text.append(`Entry ${count} of a list without an end`);
      line.append(text, ...at % 10 === 0 ? [button] : []);
      more.append(line);
    }
    document.body.append(more);
  }, 10);
}
