// Starts the interface in the frame that lies over a page while a file is dragged across it. A frame can't
// reach tabs everywhere, so it speaks to the page through the background.

import init, { start } from './wasm/keyferry.js';
import { regions, rememberRegion } from './regions.js';
import { settings } from './settings.js';

/** @typedef {import('../dist/types/keyferry.js').Host} Host */

const browser = globalThis.browser ?? chrome;
const given = new URLSearchParams(location.hash.slice(1));
const name = given.get('name') ?? '';
document.documentElement.style.colorScheme = given.get('scheme') === 'dark' ? 'dark' : 'light';

/** @param {object} message */
const send = (message) => browser.runtime.sendMessage({ keyferry: 1, ...message });

/**
 * Once more if the background was ended before the answer came: the page carries nothing out twice.
 * @param {object} message
 */
const sendTwice = async (message) => (await send(message).catch(() => undefined)) ?? send(message);

const panel = /** @type {HTMLElement} */ (document.getElementById('panel'));

const { asksSeqera } = await settings();

let serial = 0;
/** @type {string | undefined} */
let shaped;
/** @type {string | undefined} */
let judged;

/** Asks the page to make the frame as large as what is in it. */
const shape = () => {
  const { shape = 'over', busy = '' } = panel.dataset;
  const height = panel.firstElementChild?.getBoundingClientRect().height ?? 0;
  const wanted = { name, shape, busy: busy !== '', height };
  const told = JSON.stringify(wanted);
  if (told === shaped) return;
  shaped = told;
  send({ frame: wanted }).catch(() => {}); // the page is gone, and the frame with it
};

/** @type {Host} */
const host = {
  messagesUrl: browser.runtime.getURL('_locales/en/messages.json'),
  place: 'frame',

  async target() {
    const where = await sendTwice({ where: true });
    if (!where?.url) return {};
    const { origin, pathname } = new URL(where.url);
    return { tab: where.tab, origin, path: pathname };
  },

  onChange(callback) {
    browser.runtime.onMessage.addListener((message, sender) => {
      if (sender.id !== browser.runtime.id || message?.keyferry !== 1 || !message.judged) return;
      const told = JSON.stringify(message.judged);
      if (told !== judged) callback(); // else a look would have it judged again, and so on
      judged = told;
    });
  },

  onNotes() {
    // They stand in the page, right beside.
  },

  async ask(_tab, request) {
    serial += 1;
    return sendTwice({ ask: { request, by: name, serial } });
  },

  asksSeqera: asksSeqera.on,
  inquire: (_tab, standing) => sendTwice({ inquire: { standing } }),

  // For what comes after a fill there is the panel: the frame goes with its page.
  checksAws: false,
  mayAsk: async () => false,
  checkLogin: () => Promise.reject(new Error('The frame asks nobody.')),
  stopCheck() {},
  drawAfter: async () => {},

  async goTo() {},
  regions,
  rememberRegion,
  addOrigin: async () => false,
  showNotes() {
    // The content script has them judged and shows them itself.
  },
  openPanel() {
    send({ panel: true });
  },
  openOptions() {
    // Nothing in a frame leads there.
  },
  close() {
    send({ frame: { name, shape: 'gone', busy: false, height: 0 } });
  },
};

new ResizeObserver(shape).observe(panel);
new MutationObserver(() => {
  shape();
  for (const child of panel.children) sizes.observe(child);
}).observe(panel, { attributes: true, childList: true });
const sizes = new ResizeObserver(shape);

// What is asked next is answered with the keyboard, wherever the focus was before.
document.addEventListener('drop', () => window.focus());

await init({ module_or_path: new URL('wasm/keyferry_bg.wasm', import.meta.url) });
await start(panel, host);
panel.removeAttribute('aria-busy');
globalThis.keyferryEarly?.release();
