// The options page: lists the Seqera addresses that Keyferry may fill, and removes one.

import init, { drawOptions } from './wasm/keyferry.js';
import { allowedOrigins } from './reach.js';
import { forgetRegions } from './regions.js';

const browser = globalThis.browser ?? chrome;
const root = /** @type {HTMLElement} */ (document.getElementById('options'));
const manifest = browser.runtime.getManifest();
const messagesUrl = browser.runtime.getURL('_locales/en/messages.json');

/** @param {string} [removed] the origin that was removed just now */
const draw = async (removed) => {
  const allowed = await allowedOrigins();
  const own = (/** @type {string[]} */ (manifest.host_permissions ?? [])).map((pattern) => pattern.replace(/\/\*$/, ''));
  const always = own.filter((origin) => allowed.has(origin));
  const added = [...allowed].filter((origin) => !own.includes(origin)).sort();
  const [command] = await browser.commands.getAll();
  await drawOptions(root, messagesUrl, always, added, removed, command?.shortcut ?? '');
};

root.addEventListener('click', async ({ target }) => {
  const origin = target instanceof Element && target.closest('[data-remove]')?.getAttribute('data-remove');
  if (!origin) return;
  if (await browser.permissions.remove({ origins: [`${origin}/*`] })) {
    await forgetRegions(origin);
    await draw(origin);
    root.querySelector('h1')?.focus();
  }
});
browser.permissions.onAdded.addListener(() => draw());

await init({ module_or_path: new URL('wasm/keyferry_bg.wasm', import.meta.url) });
await draw();
root.removeAttribute('aria-busy');
