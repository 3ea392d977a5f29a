// Starts the panel and gives it what only an extension has: tabs, content scripts, storage. What is
// decided is decided in the wasm; this file only carries.

import init, { start } from './wasm/keyferry.js';

/** @typedef {import('../dist/types/keyferry.js').Host} Host */
/** @typedef {import('../dist/types/keyferry.js').Target} Target */
/** @typedef {import('../dist/types/keyferry.js').Tab} SeqeraTab */

const browser = globalThis.browser ?? chrome;
const CONTENT = ['content/sight.js', 'content/snapshot.js', 'content/steps.js', 'content/answer.js'];
const REMEMBERED = 3;

/** The origins that Keyferry may fill: Seqera Cloud, and those that the person added. */
const allowedOrigins = async () => {
  const { origins = [] } = await browser.permissions.getAll();
  return new Set(origins.map((pattern) => pattern.replace(/\/\*$/, '')));
};

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
  if (meant) return { is: 'seqera', ...meant, others: seqera.filter((tab) => tab !== meant) };
  const url = own || !active?.url ? undefined : new URL(active.url);
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  return {
    is: 'elsewhere',
    host: url && isWeb ? url.host : undefined,
    origin: url && isWeb ? url.origin : undefined,
    serviceInfo: url && isWeb && active?.id !== undefined ? await serviceInfo(active.id, url.origin) : undefined,
    others: seqera,
  };
};

/** The regions used on each instance, the last first. @returns {Promise<Record<string, string[]>>} */
const remembered = async () => {
  const { regions } = await browser.storage.local.get('regions');
  return regions !== null && typeof regions === 'object' ? { ...regions } : {};
};

/** @type {Host} */
const host = {
  messagesUrl: browser.runtime.getURL('_locales/en/messages.json'),
  practice: false,
  target,

  onChange(callback) {
    browser.tabs.onActivated.addListener(() => callback());
    browser.tabs.onRemoved.addListener(() => callback());
    browser.tabs.onUpdated.addListener((_tab, change) => {
      if (change.url || change.status === 'complete') callback();
    });
    browser.permissions.onAdded.addListener(() => callback());
    browser.permissions.onRemoved.addListener(() => callback());
    browser.runtime.onMessage.addListener((message, sender) => {
      const own = sender.id === browser.runtime.id && sender.tab === undefined;
      if (!own || message?.keyferry !== 1 || !message.pressed) return;
      serviceInfos.clear();
      callback();
    });
  },

  async ask(tab, request) {
    const send = () => browser.tabs.sendMessage(tab, { keyferry: 1, request }, { frameId: 0 });
    try {
      return await send();
    } catch {
      // The tab was open before the extension came, or its page is a new one: once more, with the
      // content script that it lacks.
      await browser.scripting.executeScript({ target: { tabId: tab }, files: CONTENT });
      return send();
    }
  },

  async goTo(tab) {
    if (tab !== seenTab) await browser.tabs.update(tab, { active: true });
  },

  async regions(origin) {
    return (await remembered())[origin] ?? [];
  },

  async rememberRegion(origin, region) {
    const regions = await remembered();
    const before = regions[origin] ?? [];
    const now = [region, ...before.filter((other) => other !== region)].slice(0, REMEMBERED);
    await browser.storage.local.set({ regions: { ...regions, [origin]: now } });
  },

  addOrigin(origin) {
    return browser.permissions.request({ origins: [`${origin}/*`] });
  },

  showNotes() {
    // The page gets no notes yet: the verdicts stand in the panel.
  },
};

// A file dropped before the panel runs would open in its place: it is held, and dropped again.
/** @type {DataTransfer | undefined} */
let early;
/** @param {DragEvent} event */
const hold = (event) => {
  event.preventDefault();
  if (event.type !== 'drop') return;
  early = new DataTransfer();
  for (const file of event.dataTransfer?.files ?? []) early.items.add(file);
};
document.addEventListener('dragover', hold);
document.addEventListener('drop', hold);

await init({ module_or_path: new URL('wasm/keyferry_bg.wasm', import.meta.url) });
const panel = /** @type {HTMLElement} */ (document.getElementById('panel'));
await start(panel, host);
document.removeEventListener('dragover', hold);
document.removeEventListener('drop', hold);
panel.removeAttribute('aria-busy');
if (early) document.dispatchEvent(new DragEvent('drop', { dataTransfer: early }));
