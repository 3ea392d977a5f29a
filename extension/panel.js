// Starts the panel and gives it what only an extension has: tabs, content scripts, storage. What is
// decided is decided in the wasm; this file only carries.

import init, { start } from './wasm/keyferry.js';
import { allowedOrigins, askPage } from './reach.js';
import { regions, rememberRegion } from './regions.js';
import { onSettings, settings } from './settings.js';

/** @typedef {import('../dist/types/keyferry.js').Host} Host */
/** @typedef {import('../dist/types/keyferry.js').TargetAsTold} Target */
/** @typedef {import('../dist/types/keyferry.js').Tab} SeqeraTab */

const browser = globalThis.browser ?? chrome;

/**
 * @param {chrome.tabs.Tab} tab
 * @param {Set<string>} allowed
 * @returns {SeqeraTab | undefined}
 */
const seqeraTab = (tab, allowed) => {
  if (tab.id === undefined || !tab.url) return undefined;
  const { origin, pathname } = new URL(tab.url);
  return allowed.has(origin) ? { tab: tab.id, origin, path: pathname } : undefined;
};

/**
 * What a tab's own server says of itself, empty for one that isn't Seqera's: asked once for each tab
 * and origin, and again when the person presses the toolbar button. A page that couldn't be asked has
 * not answered.
 * @type {Map<string, string>}
 */
const serviceInfos = new Map();

/**
 * Asks the tab's origin whether it is a Seqera Platform: a page that Keyferry has no access to can be
 * asked only after the person pressed the toolbar button on it.
 * @param {number} tabId
 * @param {string} origin
 */
const serviceInfo = async (tabId, origin) => {
  const key = `${tabId} ${origin}`;
  if (!serviceInfos.has(key)) {
    const answer = await browser.scripting
      .executeScript({
        target: { tabId },
        func: async () => {
          const response = await fetch('/api/service-info', { credentials: 'omit', redirect: 'error' });
          const text = response.ok ? await response.text() : '';
          return text.length < 20_000 ? text : '';
        },
      })
      .then(([result]) => result?.result ?? undefined, () => undefined);
    if (answer !== undefined) serviceInfos.set(key, answer);
  }
  return serviceInfos.get(key) || undefined;
};

/** The tab that the person sees, as far as is known. @type {number | undefined} */
let seenTab;

/** @returns {Promise<Target>} */
const target = async () => {
  const [own, tabs, allowed] = await Promise.all([
    browser.tabs.getCurrent(),
    browser.tabs.query({ currentWindow: true }),
    allowedOrigins(),
  ]);
  const byLastUse = tabs
    .filter((tab) => tab.id !== own?.id)
    .sort((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0));
  const seqera = byLastUse.map((tab) => seqeraTab(tab, allowed)).filter((tab) => tab !== undefined);
  // A panel beside the page is about the page that one sees; a panel in a tab, about the Seqera tab
  // that was used last.
  const active = byLastUse.find((tab) => tab.active);
  seenTab = active?.id;
  const meant = own ? seqera[0] : seqera.find((tab) => tab.tab === active?.id);
  if (meant) return { ...meant, others: seqera.filter((tab) => tab !== meant) };
  const url = own || !active?.url ? undefined : new URL(active.url);
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  return {
    host: url && isWeb ? url.host : undefined,
    origin: url && isWeb ? url.origin : undefined,
    serviceInfo: url && isWeb && active?.id !== undefined ? await serviceInfo(active.id, url.origin) : undefined,
    others: seqera,
  };
};

let may = await settings();

/** What comes after a fill is loaded only then. @type {Promise<typeof import('./wasm/keyferry_later.js')> | undefined} */
let loading;
const later = () => {
  loading ??= load();
  loading.catch(() => {
    loading = undefined; // the next press may have more luck
  });
  return loading;
};
const load = async () => {
  const module = await import('./wasm/keyferry_later.js');
  await module.default({ module_or_path: new URL('wasm/keyferry_later_bg.wasm', import.meta.url) });
  return module;
};

/** What it draws, one after the other: the last one holds. @type {Promise<void>} */
let drawn = Promise.resolve();

/** Ends the check that is under way. @type {AbortController | undefined} */
let checking;
/** What it needs access to. @type {string[]} */
let asking = [];

/** Tells this panel from whatever else fills a page at the same time. */
const by = crypto.randomUUID();
let serial = 0;

/** @type {Host} */
const host = {
  messagesUrl: browser.runtime.getURL('_locales/en/messages.json'),
  place: 'panel',
  target,

  onChange(callback) {
    browser.tabs.onActivated.addListener(() => callback());
    browser.tabs.onRemoved.addListener(() => callback());
    browser.tabs.onUpdated.addListener((_tab, change) => {
      if (change.url || change.status === 'complete') callback();
    });
    browser.permissions.onAdded.addListener(() => callback());
    browser.permissions.onRemoved.addListener(({ origins = [] }) => {
      // Without access the browser would ask AWS itself first, in the panel's name.
      if (origins.some((origin) => asking.includes(origin))) checking?.abort();
      callback();
    });
    onSettings(async () => {
      may = await settings();
      callback();
    });
    browser.runtime.onMessage.addListener((message, sender) => {
      const own = sender.id === browser.runtime.id && sender.tab === undefined;
      if (!own || message?.keyferry !== 1 || !message.pressed) return;
      serviceInfos.clear();
      callback();
    });
  },

  onNotes(callback) {
    browser.runtime.onMessage.addListener((message, sender) => {
      const own = sender.id === browser.runtime.id && sender.tab === undefined;
      if (own && message?.keyferry === 1 && message.judged) callback(message.judged.tab, message.judged.notes);
    });
  },

  ask(tab, request) {
    serial += 1;
    return askPage(tab, { request, by, serial });
  },

  get asksSeqera() {
    return may.asksSeqera.on;
  },
  get checksAws() {
    return may.checksAws.on;
  },
  inquire: (tab, standing) => browser.runtime.sendMessage({ keyferry: 1, inquire: { tab, standing } }),

  mayAsk(hosts) {
    asking = hosts.map((host) => `https://${host}/*`);
    return browser.permissions.request({ origins: asking });
  },

  async checkLogin(id, secret, registry, may) {
    const { signal } = checking = new AbortController();
    const { checkLogin } = await later();
    return checkLogin(id, secret, registry, may, signal);
  },

  stopCheck() {
    checking?.abort();
    checking = undefined;
  },

  drawAfter(element, what, added) {
    const draw = async () => (await later()).drawAfter(element, host.messagesUrl, what, added);
    return (drawn = drawn.then(draw, draw));
  },

  async goTo(tab) {
    if (tab !== seenTab) await browser.tabs.update(tab, { active: true });
  },

  regions,
  rememberRegion,

  addOrigin(origin) {
    return browser.permissions.request({ origins: [`${origin}/*`] });
  },

  showNotes() {
    // The page's content script has them judged and shows them itself.
  },
  openPanel() {
    // This is it.
  },
  openOptions() {
    browser.runtime.openOptionsPage();
  },
  close() {
    // The browser's own button does.
  },
};

await init({ module_or_path: new URL('wasm/keyferry_bg.wasm', import.meta.url) });
const panel = /** @type {HTMLElement} */ (document.getElementById('panel'));
await start(panel, host);
panel.removeAttribute('aria-busy');
globalThis.keyferryEarly?.release();
