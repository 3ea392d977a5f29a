// The options page: lists the Seqera addresses that Keyferry may fill, and removes one.

import init, { drawOptions } from './wasm/keyferry_later.js';
import { allowedOrigins, awsOrigins } from './reach.js';
import { forgetRegions } from './regions.js';
import { onSettings, set, settings } from './settings.js';

const browser = globalThis.browser ?? chrome;
const root = /** @type {HTMLElement} */ (document.getElementById('options'));
const manifest = browser.runtime.getManifest();
const messagesUrl = browser.runtime.getURL('_locales/en/messages.json');

/** @param {string} [removed] the origin that was removed just now */
const drawNow = async (removed) => {
  const [allowed, aws, may] = await Promise.all([allowedOrigins(), awsOrigins(), settings()]);
  const own = (/** @type {string[]} */ (manifest.host_permissions ?? [])).map((pattern) => pattern.replace(/\/\*$/, ''));
  const always = own.filter((origin) => allowed.has(origin));
  const added = [...allowed].filter((origin) => !own.includes(origin)).sort();
  const [command] = await browser.commands.getAll();
  await drawOptions(root, messagesUrl, { always, added, aws, removed, keys: command?.shortcut ?? '', ...may });
};

/** What was drawn last. @type {Promise<void>} */
let drawn = Promise.resolve();
/** One after the other, so that what was read last is what stays. @param {string} [removed] */
const draw = (removed) => {
  const next = () => drawNow(removed);
  drawn = drawn.then(next, next);
  return drawn;
};

root.addEventListener('click', async ({ target }) => {
  const origin = target instanceof Element && target.closest('[data-remove]')?.getAttribute('data-remove');
  if (!origin) return;
  const origins = origin === 'aws' ? await awsOrigins() : [origin];
  if (await browser.permissions.remove({ origins: origins.map((each) => `${each}/*`) })) {
    await Promise.all(origins.map(forgetRegions));
    await draw(origin);
    root.querySelector('h1')?.focus();
  }
});
root.addEventListener('change', async ({ target }) => {
  if (!(target instanceof HTMLInputElement)) return;
  const { name, checked } = target;
  // What can't be stored isn't so: drawn anew, the box says what is.
  if (name === 'asksSeqera' || name === 'checksAws') await set(name, checked).finally(() => draw());
});

await init({ module_or_path: new URL('wasm/keyferry_later_bg.wasm', import.meta.url) });
await draw();
browser.permissions.onAdded.addListener(() => draw());
onSettings(() => draw());
root.removeAttribute('aria-busy');
