/** Starts the page: the practice form, and beside it the panel that the extension has. */

import { practiceForm } from './practice-form.js';

const panel = /** @type {HTMLElement} */ (document.getElementById('panel'));
const FIELDS = /** @type {const} */ (['name', 'provider', 'user_name', 'password', 'registry']);
const form = /** @type {HTMLFormElement} */ (document.getElementById('practice-form'));

// A file let go beside the panel would otherwise replace this page, and show the secret.
for (const type of /** @type {const} */ (['dragover', 'drop'])) {
  window.addEventListener(type, (event) => {
    if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'none';
  });
}

const practice = practiceForm(form);

/** @typedef {import('../dist/types/keyferry.js').Host} Host */

/** The regions used in this visit: a page has no business in the browser's storage. @type {string[]} */
let regions = [];

/** @type {Host} */
const host = {
  messagesUrl: new URL('_locales/en/messages.json', document.baseURI).href,
  place: 'practice',
  target: async () => ({ practice: true }),
  onChange: (callback) => practice.onChange(callback),
  onNotes: () => {},
  ask: async (_tab, request) => {
    const answer = globalThis.keyferry?.answer;
    if (!answer) throw new Error('The practice form can not be reached.');
    return answer(request);
  },
  // Behind the practice form there is no Seqera, and AWS can't be asked by a page.
  asksSeqera: false,
  checksAws: false,
  inquire: () => Promise.reject(new Error('There is no Seqera to ask.')),
  mayAsk: async () => false,
  checkLogin: () => Promise.reject(new Error('The practice page asks nobody.')),
  stopCheck: () => {},
  drawAfter: async () => {},
  goTo: async () => {},
  regions: async () => regions,
  rememberRegion: async (_origin, region) => {
    regions = [region, ...regions.filter((other) => other !== region)].slice(0, 3);
  },
  addOrigin: async () => false,
  openPanel: () => {},
  openOptions: () => {},
  close: () => {},
  showNotes: (notes) => {
    for (const field of FIELDS) practice.setNote(field, notes.find((note) => note.field === field) ?? null);
  },
};

// Imported only now, so that the form works where the wasm doesn't. If it fails, the sentence that
// stands in the panel becomes visible.
try {
  const { default: init, start } = await import('./wasm/keyferry.js');
  await init({ module_or_path: new URL('wasm/keyferry_bg.wasm', document.baseURI) });
  panel.replaceChildren();
  await start(panel, host);
} catch (error) {
  console.error('The panel could not be started:', error);
  panel.classList.add('failed');
}
panel.removeAttribute('aria-busy');
