// What the extension does when no page of its own is open: it opens the panel, brings scripts to pages
// that Keyferry may fill, judges what is typed there, and passes on what the frame for a dropped file asks.
// It holds no state: the browser ends it whenever it likes.

import init, { inquire, judge, lookStep } from './wasm/keyferry_background.js';
import { CONTENT, allowedOrigins, askPage, bringForm, readSeqera } from './reach.js';
import { onSettings, settings } from './settings.js';

const browser = globalThis.browser ?? chrome;
const { runtime } = browser;
const MENU = 'fill';

/** @typedef {import('../dist/types/keyferry_background.js').Judgement} Judgement */

/** @type {Promise<unknown> | undefined} */
let ready;
const wasm = () => {
  ready ??= init({ module_or_path: new URL('wasm/keyferry_background_bg.wasm', import.meta.url) });
  ready.catch(() => {
    ready = undefined; // the next one who asks may have more luck
  });
  return ready;
};

/** What Keyferry may ask; read anew once it changes. @type {ReturnType<typeof settings> | undefined} */
let may;
const mayAsk = () => {
  may ??= settings();
  may.catch(() => {
    may = undefined;
  });
  return may;
};
onSettings(() => {
  may = undefined;
});

// ---- Ways in

browser.action.onClicked.addListener((tab) => {
  openPanel(tab);
  // The press gives access to the tab: a panel that is open already can now see which page it is.
  tell({ pressed: true });
});

browser.contextMenus.onClicked.addListener((_info, tab) => {
  if (tab) openPanel(tab);
});

/**
 * Beside the page where the browser has a place for it, else in a tab of its own. Must be called in the
 * press itself: browsers open panels for a person's gesture only.
 * @param {chrome.tabs.Tab} tab
 */
const openPanel = (tab) => {
  openBeside(tab).catch(() => browser.tabs.create({ url: runtime.getURL('panel.html') }));
};

/** @param {chrome.tabs.Tab} tab */
const openBeside = async (tab) => {
  if (browser.sidePanel) return browser.sidePanel.open({ windowId: tab.windowId });
  // Firefox's own, which the types of Chromium don't know.
  const { sidebarAction } = /** @type {{ sidebarAction?: { open(): Promise<void> } }} */ (browser);
  if (sidebarAction) return sidebarAction.open();
  throw new Error('This browser has no place for a panel.');
};

// ---- Which pages

/**
 * Puts the content scripts and the menu item where they belong, and nowhere else: at the allowed origins.
 * Tabs that are open already get them at once.
 */
const settle = async () => {
  const patterns = [...await allowedOrigins()].map((origin) => `${origin}/*`);
  await browser.contextMenus.removeAll();
  if (patterns.length > 0) {
    browser.contextMenus.create({
      id: MENU,
      title: browser.i18n.getMessage('menu_title'),
      contexts: ['editable'],
      documentUrlPatterns: patterns,
    });
  }
  const known = runtime.getManifest().content_scripts?.flatMap(({ matches = [] }) => matches) ?? [];
  const added = patterns.filter((pattern) => !known.includes(pattern));
  const registered = await browser.scripting.getRegisteredContentScripts();
  // Those of an earlier version may be other files.
  const right = registered.filter(({ id, js = [] }) =>
    added.includes(id) && js.length === CONTENT.length && CONTENT.every((file, at) => js[at]?.endsWith(file)));
  const gone = registered.filter((script) => !right.includes(script)).map(({ id }) => id);
  const fresh = added.filter((pattern) => !right.some(({ id }) => id === pattern));
  if (gone.length > 0) await browser.scripting.unregisterContentScripts({ ids: gone });
  await browser.scripting.registerContentScripts(fresh.map((pattern) => (
    { id: pattern, matches: [pattern], js: CONTENT, runAt: 'document_start', persistAcrossSessions: true }
  )));
  if (patterns.length === 0) return;
  for (const tab of await browser.tabs.query({ url: patterns })) {
    if (tab.id === undefined || tab.discarded) continue;
    // A tab that shows an error page, or is closed by now, needs none.
    browser.scripting.executeScript({ target: { tabId: tab.id }, files: CONTENT }).catch(() => {});
  }
};

/** @type {Promise<void>} */
let settled = Promise.resolve();
/** One after the other: two at once would register a script twice. What fails keeps no later one from it. */
const settleSoon = () => {
  settled = settled.then(settle).catch((error) => console.error(error));
};

runtime.onInstalled.addListener(settleSoon);
runtime.onStartup.addListener(settleSoon);
browser.permissions.onAdded.addListener(settleSoon);
browser.permissions.onRemoved.addListener(({ origins = [] }) => {
  settleSoon();
  const left = origins.map((pattern) => pattern.replace(/\/\*$/, ''));
  // What stands in open pages goes quiet. Which tab shows which page isn't known any more.
  browser.tabs.query({}).then((tabs) => {
    for (const { id } of tabs) {
      if (id !== undefined) browser.tabs.sendMessage(id, { keyferry: 1, leave: left }).catch(() => {}); // not there
    }
  });
});

// ---- Messages

/**
 * Tells every page of the extension that is open; mostly none is.
 * @param {object} news
 */
const tell = (news) => {
  runtime.sendMessage({ keyferry: 1, ...news }).catch(() => {});
};

const ownOrigin = new URL(runtime.getURL('')).origin;

runtime.onMessage.addListener((message, sender, reply) => {
  if (sender.id !== runtime.id || message?.keyferry !== 1) return undefined;
  const name = sender.origin === ownOrigin ? sender.url?.split(/[?#]/)[0]?.split('/').at(-1) : undefined;
  const answer = name === 'panel.html' ? fromPanel(message)
    : !sender.tab ? undefined
      : name === 'drop.html' ? fromFrame(message, sender.tab) : fromPage(message, sender);
  if (!answer) return undefined;
  answer.then(reply, (error) => {
    console.warn(error); // who asked learns nothing of why
    reply(undefined);
  });
  return true;
});

/**
 * What a content script says. It may as well come from a page that has taken over its own process:
 * nothing in it is believed before the wasm has checked it, and nothing secret is in any answer.
 * @param {any} message
 * @param {chrome.runtime.MessageSender} sender
 * @returns {Promise<unknown> | undefined}
 */
const fromPage = (message, { tab, frameId, origin }) => {
  if (frameId !== 0 || tab?.id === undefined || !origin) return undefined;
  const { id } = tab;
  if (message.focused === true) return mayFill(origin, async () => {
    await Promise.all([bringForm(id), wasm()]);
    return lookStep();
  });
  if (message.judge && typeof message.judge === 'object') return mayFill(origin, async () => {
    const [{ asksSeqera }] = await Promise.all([mayAsk(), wasm()]);
    const { answer, control, password, replies } = message.judge;
    const judgement = await judge(
      runtime.getURL('_locales/en/messages.json'),
      answer,
      Number.isInteger(control) ? control : undefined,
      typeof password === 'string' ? password : undefined,
      replies,
      asksSeqera.on,
    );
    tell({ judged: { tab: id, notes: judgement.notes } });
    return judgement;
  });
  return undefined;
};

/**
 * @template T
 * @param {string} origin
 * @param {() => Promise<T>} work
 */
const mayFill = async (origin, work) => ((await allowedOrigins()).has(origin) ? work() : undefined);

/**
 * What a panel asks.
 * @param {any} message
 * @returns {Promise<unknown> | undefined}
 */
const fromPanel = (message) => (message.inquire ? inquireOf(message.inquire.tab, message.inquire.standing) : undefined);

/** Each answer may lead to another question: who is signed in, their workspaces, what these hold. */
const ROUNDS = 5;

/**
 * Has the Seqera of a tab asked about what stands in a form there.
 * @param {number} id
 * @param {import('../dist/types/keyferry_background.js').Standing} standing
 */
const inquireOf = async (id, standing) => {
  const [{ url = '' }, { asksSeqera }] = await Promise.all([browser.tabs.get(id), mayAsk(), wasm()]);
  if (!asksSeqera.on || !url) return undefined;
  return mayFill(new URL(url).origin, async () => {
    let inquired = inquire(standing, []);
    for (let round = 0; round < ROUNDS && inquired.wants.length > 0; round += 1) {
      const replies = await readSeqera(id, { document: standing.document, paths: inquired.wants });
      if (replies.length === 0) break; // the page has gone on
      inquired = inquire(standing, replies);
    }
    return inquired;
  });
};

/**
 * What the frame over a page asks, which can't reach that page itself everywhere.
 * @param {any} message
 * @param {chrome.tabs.Tab} tab
 * @returns {Promise<unknown> | undefined}
 */
const fromFrame = (message, tab) => {
  const { id, url } = tab;
  if (id === undefined || !url) return undefined; // a page that Keyferry has no access to
  const { origin } = new URL(url);
  if (message.where === true) return mayFill(origin, async () => ({ tab: id, url }));
  if (message.ask) return mayFill(origin, () => askPage(id, message.ask));
  if (message.inquire) return inquireOf(id, message.inquire.standing);
  if (message.frame) return browser.tabs.sendMessage(id, { keyferry: 1, frame: message.frame }, { frameId: 0 });
  if (message.panel === true) return Promise.resolve(openPanel(tab));
  return undefined;
};
