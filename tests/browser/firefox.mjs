/**
 * Firefox for the browser tests: the system's own, with a throw-away profile, with the extension in
 * it, and with https://cloud.seqera.io and the hosts of AWS leading to the stand-ins on this machine.
 *
 * It is driven over WebDriver BiDi, which Firefox keeps off an extension's pages and off its own
 * windows. Started with `--remote-allow-system-access` it lets a script run in its window, with all
 * the rights that Firefox itself has (`inChrome`), and that is what everything here rests on which is
 * more than a page: the toolbar button, the sidebar, a file that is dropped, what any console says.
 * At the start such a script takes away what keeps the panel out of reach (`openExtensions`): the
 * panel in the sidebar is a page like any other then.
 *
 * What it uses of Firefox's insides was measured with Firefox 153 (ESR).
 */
import { randomUUID } from 'node:crypto';
import {
  mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from 'puppeteer-core';
import { isAwsHost } from '../stand-in/aws.mjs';
import { host, seqeraOrigin, workspacePath } from '../stand-in/seqera.mjs';
import { findProgram, launchOptions, patience, record, until } from './page.mjs';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('puppeteer-core').Browser} Browser */
/** @typedef {import('./page.mjs').Drag} Drag */
/** @typedef {import('./page.mjs').Point} Point */

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The unpacked extension that `cargo xtask build` writes. */
export const builtExtension = join(root, 'dist', 'firefox');

/**
 * The Firefox to run: `$FIREFOX`, else the first that the system has.
 *
 * @returns {string} path of its program
 * @throws when there is none
 */
export function findFirefox() {
  if (process.env.FIREFOX) return process.env.FIREFOX;
  const found = findProgram(
    ['firefox-esr', 'firefox'], ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  );
  if (!found) throw new Error('No Firefox found: install it, or set FIREFOX to its program.');
  return found;
}

/**
 * @typedef {import('./browser.mjs').Running & OnlyFirefox} Firefox
 *
 * @typedef {object} OnlyFirefox
 * @property {() => Promise<boolean>} isSidePanelOpen whether the sidebar shows the panel
 * @property {() => Promise<void>} closeSidePanel
 * @property {(accept: boolean) => Promise<void>} answerPermissionPrompt
 *   waits until Firefox asks whether the extension may have what it asked for, and answers
 * @property {(name: string) => Promise<void>} runCommand
 *   what the keys of a command of the manifest do, as `_execute_action`
 * @property {(page: Page, selector: string) => Promise<string[]>} openContextMenu
 *   opens the context menu of an element with the mouse; gives the labels of the extension's items
 * @property {(label: string) => Promise<void>} chooseInContextMenu
 *   chooses one of those
 */

/**
 * @param {import('./browser.mjs').StartOptions} options
 * @returns {Promise<Firefox>}
 */
export async function startFirefox(options) {
  const { seqeraPort, awsPort, extension = builtExtension, managed, args = [] } = options;
  /** @type {string[]} */
  const problems = [];
  const proxy = await startProxy(name => {
    if (name === host) return seqeraPort;
    // The real AWS is never asked, and where nobody stands in for it, nobody may ask at all.
    if (isAwsHost(name) && awsPort === undefined) problems.push(`${name} was asked`);
    return isAwsHost(name) ? awsPort : undefined;
  });
  const home = managed && homeWith(extension || builtExtension, managed);
  const removeHome = () => home && rmSync(home, { recursive: true, force: true });
  const browser = await launch({
    ...launchOptions(options),
    ...home && { env: { ...process.env, HOME: home } },
    browser: 'firefox',
    executablePath: findFirefox(),
    acceptInsecureCerts: true,
    // Large enough for the viewport and a sidebar beside it.
    args: ['--remote-allow-system-access', '--width=1800', '--height=1200', ...args],
    extraPrefsFirefox: {
      // Firefox has no flag that leads one name elsewhere.
      'network.proxy.type': 1,
      'network.proxy.http': '127.0.0.1',
      'network.proxy.http_port': proxy.port,
      'network.proxy.ssl': '127.0.0.1',
      'network.proxy.ssl_port': proxy.port,
    },
  }).catch(error => {
    proxy.close();
    removeHome();
    throw error;
  });
  // Puppeteer removes the profile when the browser is closed, but not when a signal ends it.
  const profile = browser.process()?.spawnargs.find((_, index, all) => all[index - 1] === '--profile');
  const removeFolders = () => {
    if (profile) rmSync(profile, { recursive: true, force: true });
    removeHome();
  };
  process.once('exit', removeFolders);

  let id = '';

  const install = async (folder = builtExtension) => {
    id = await browser.installExtension(resolve(folder));
    return id;
  };
  const newPage = async () => {
    const page = await browser.newPage();
    await record(page, problems);
    return page;
  };

  const pressToolbarButton = async (/** @type {Page} */ page) => {
    await page.bringToFront();
    await inChrome(browser, ({ ChromeUtils, WebExtensionPolicy, window }, id) => {
      const { ExtensionParent } = ChromeUtils.importESModule(
        'resource://gre/modules/ExtensionParent.sys.mjs');
      const { extension } = WebExtensionPolicy.getByID(id);
      ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
    }, id);
  };

  const openOwn = async (/** @type {string} */ path) => {
    const page = await newPage();
    // No web page and no protocol may go to an extension's page, only who sits at the browser.
    const address = await inChrome(browser, ({
      ChromeUtils, Services, WebExtensionPolicy,
    }, id, context, path) => {
      const { NavigableManager } = ChromeUtils.importESModule(
        'chrome://remote/content/shared/NavigableManager.sys.mjs');
      const address = WebExtensionPolicy.getByID(id).getURL(path);
      NavigableManager.getBrowserById(context).fixupAndLoadURIString(address, {
        triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal(),
      });
      return address;
    }, id, contextOf(page), path);
    await until(() => page.evaluate(() => document.readyState === 'complete' && location.href)
      .catch(() => ''), now => now === address);
    return page;
  };

  const isSidePanelOpen = () => inChrome(browser, ({
    SidebarController, WebExtensionPolicy, window,
  }, id) => {
    const panel = WebExtensionPolicy.getByID(id).getURL('panel.html');
    return SidebarController.isOpen && window.sidebarOfExtension()?.currentURI?.spec === panel;
  }, id);

  const answerPermissionPrompt = async (/** @type {boolean} */ accept) => {
    await until(() => inChrome(browser, ({ PopupNotifications }, accept) => {
      const [shown] = PopupNotifications.panel.state === 'open'
        ? PopupNotifications.panel.children : [];
      if (shown?.notification.id !== 'addon-webext-permissions') return false;
      (accept ? shown.button : shown.secondaryButton).click();
      return true;
    }, accept), Boolean);
  };

  /**
   * What a press on Firefox's prompt does, and what its settings take back.
   *
   * @param {'add' | 'remove'} change
   * @param {string[]} origins
   */
  const permit = (change, origins) => inChrome(browser, async ({
    ChromeUtils, WebExtensionPolicy,
  }, id, change, origins) => {
    const { ExtensionPermissions } = ChromeUtils.importESModule(
      'resource://gre/modules/ExtensionPermissions.sys.mjs');
    const { extension } = WebExtensionPolicy.getByID(id);
    await ExtensionPermissions[change](id, { permissions: [], origins, data_collection: [] }, extension);
  }, id, change, origins);

  const said = async () => {
    /** @type {{ text: string, isOurs: boolean }[]} */
    const all = await inChrome(browser, ({ window }) => window.said.splice(0));
    // A page doesn't learn of what goes wrong in a content script or behind it.
    for (const { text, isOurs } of all) if (isOurs) problems.push(text);
    return all.map(({ text }) => text);
  };

  try {
    await inChrome(browser, openExtensions);
    await inChrome(browser, listen);
    if (extension !== false) await install(extension);
  } catch (error) {
    await browser.close();
    proxy.close();
    removeHome();
    throw error;
  }
  return {
    browser,
    problems,
    install,
    extensionId: () => id,
    newPage,
    openSeqera: async (path = workspacePath) => {
      const page = await newPage();
      await page.goto(new URL(path, seqeraOrigin).href, { timeout: patience });
      await page.waitForSelector('main h1, main h2', { timeout: patience });
      return page;
    },
    openPanelTab: (query = '') => openOwn(`panel.html${query}`),
    openOptions: () => openOwn('options.html'),
    pressToolbarButton,
    openSidePanel: async page => {
      await pressToolbarButton(page);
      await until(isSidePanelOpen, Boolean);
      return sidebarPage(browser, problems);
    },
    isSidePanelOpen,
    closeSidePanel: () => inChrome(browser, ({ SidebarController }) => SidebarController.hide()),
    hear: async () => {}, // `listen` hears all of them
    said,
    endBackground: () => inChrome(browser, async ({ WebExtensionPolicy }, id) => {
      await WebExtensionPolicy.getByID(id).extension.terminateBackground({ disableResetIdleForTest: true });
    }, id),
    agree: async (_, act) => {
      await act();
      await answerPermissionPrompt(true);
    },
    grant: patterns => permit('add', patterns),
    revoke: patterns => permit('remove', patterns),
    clearStorage: () => inChrome(browser, async ({ ChromeUtils, WebExtensionPolicy }, id) => {
      const { ExtensionStorageIDB } = ChromeUtils.importESModule(
        'resource://gre/modules/ExtensionStorageIDB.sys.mjs');
      const { extension } = WebExtensionPolicy.getByID(id);
      const stored = await ExtensionStorageIDB.open(ExtensionStorageIDB.getStoragePrincipal(extension));
      await stored.clear();
    }, id),
    answerPermissionPrompt,
    runCommand: name => inChrome(browser, ({ ChromeUtils, WebExtensionPolicy, document }, id, name) => {
      const { ExtensionCommon } = ChromeUtils.importESModule(
        'resource://gre/modules/ExtensionCommon.sys.mjs');
      const { extension } = WebExtensionPolicy.getByID(id);
      const commands = [...extension.shortcuts.manifestCommands.keys()];
      const keys = document.getElementById(`ext-keyset-id-${ExtensionCommon.makeWidgetId(id)}`);
      const key = keys?.children[commands.indexOf(name)];
      if (!key) throw new Error(`no keys run ${name}; there are ${commands}`);
      key.doCommand();
    }, id, name),
    openContextMenu: async (page, selector) => {
      await page.bringToFront();
      await page.click(selector, { button: 'right' });
      /** @returns {Promise<string[] | null>} */
      const labels = () => inChrome(browser, ({ window }, id) =>
        window.itemsOfContextMenu(id)?.map((/** @type {any} */ item) => item.label) ?? null, id);
      return await until(labels, Boolean) ?? [];
    },
    chooseInContextMenu: label => inChrome(browser, ({ document, window }, id, label) => {
      const item = window.itemsOfContextMenu(id)?.find((/** @type {any} */ one) => one.label === label);
      if (!item) throw new Error(`no context menu offers ${label}`);
      document.getElementById('contentAreaContextMenu').activateItem(item);
    }, id, label),
    close: async () => {
      await browser.close();
      proxy.close();
      removeHome();
      process.off('exit', removeFolders);
    },
  };
}

/**
 * A home folder in which Firefox finds what is set for an extension by whoever manages the browser.
 *
 * @param {string} extension folder of the unpacked extension
 * @param {Record<string, unknown>} data
 * @returns {string} path of the folder
 */
function homeWith(extension, data) {
  const manifest = JSON.parse(readFileSync(join(extension, 'manifest.json'), 'utf8'));
  const name = manifest.browser_specific_settings.gecko.id;
  const home = mkdtempSync(join(tmpdir(), 'keyferry-home-'));
  const folder = join(home, '.mozilla', 'managed-storage');
  mkdirSync(folder, { recursive: true });
  const set = { name, description: 'Set for a test', type: 'storage', data };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(set));
  return home;
}

/**
 * A proxy that leads the names of Seqera and of AWS to the stand-ins, and nothing anywhere else: a Firefox
 * that is tested asks for nothing on the internet.
 *
 * @param {(name: string) => number | undefined} portOf
 */
async function startProxy(portOf) {
  const server = createServer(client => {
    client.on('error', () => client.destroy());
    client.once('data', asked => {
      const name = /^CONNECT (\S+):443 /.exec(asked.toString('latin1'))?.[1] ?? '';
      const port = portOf(name);
      if (port === undefined) {
        client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        return;
      }
      const stand = connect(port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        client.pipe(stand).pipe(client);
      });
      stand.on('error', () => client.destroy());
      client.on('close', () => stand.destroy());
    });
  });
  await new Promise(listening => {
    server.listen(0, '127.0.0.1', () => listening(undefined));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  // Firefox ends its connections when it is closed; a proxy that is left alone holds nobody up.
  server.unref();
  return { port: address.port, close: () => server.close() };
}

/** @param {Page} page @returns {string} its id in the protocol */
const contextOf = page => /** @type {any} */ (page.mainFrame())._id;

/** @param {Browser} browser */
const protocolOf = browser => /** @type {any} */ (browser).connection;

/** The window of each browser, as the protocol names it. @type {WeakMap<Browser, string>} */
const windows = new WeakMap();

/**
 * Runs a function in Firefox's own window, with all of its rights.
 *
 * @template Value
 * @template {unknown[]} Given
 * @param {Browser} browser
 * @param {(window: any, ...given: Given) => Value} does
 *   gets the window; it sees nothing of this module
 * @param {Given} given what JSON can carry
 * @returns {Promise<Awaited<Value>>}
 */
async function inChrome(browser, does, ...given) {
  const protocol = protocolOf(browser);
  let window = windows.get(browser);
  if (!window) {
    const { result } = await protocol.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
    window = String(result.contexts[0].context);
    windows.set(browser, window);
  }
  const { result } = await protocol.send('script.callFunction', {
    target: { context: window },
    functionDeclaration: `async given =>
      JSON.stringify(await (${does})(window, ...JSON.parse(given)))`,
    arguments: [{ type: 'string', value: JSON.stringify(given) }],
    awaitPromise: true,
  });
  if (result.type === 'exception') throw new Error(`in Firefox: ${result.exceptionDetails.text}`);
  return JSON.parse(result.result.value ?? 'null');
}

/**
 * Runs a function where a document runs, in its process, with all of Firefox's rights.
 *
 * @template Value
 * @template {unknown[]} Given
 * @param {Page} page
 * @param {string} context the document's place, as the protocol names it: the tab, or a frame in it
 * @param {string | ((scope: any, files: any[], ...given: Given) => Value)} does
 *   gets the scope of a process script, with the document's window as `content`, and the files; it sees
 *   nothing of this module
 * @param {string[]} files paths on this machine
 * @param {Given} given what JSON can carry
 * @returns {Promise<Awaited<Value>>}
 */
function inContext(page, context, does, files, ...given) {
  return inChrome(page.browser(), async ({
    ChromeUtils, File, Services,
  }, context, name, script, files, given) => {
    const { NavigableManager } = ChromeUtils.importESModule(
      'chrome://remote/content/shared/NavigableManager.sys.mjs');
    const { id, currentWindowGlobal } = NavigableManager.getBrowsingContextById(context) ?? {};
    if (!currentWindowGlobal) throw new Error(`${context} is gone`);
    /** @type {any} */
    let process;
    for (let at = 0; at < Services.ppmm.childCount; at += 1) {
      const child = Services.ppmm.getChildAt(at);
      if (child.osPid === currentWindowGlobal.osPid) process = child;
    }
    const opened = await Promise.all(files.map(path => File.createFromFileName(path)));
    const { value, error } = await new Promise(resolve => {
      process.addMessageListener(`${name}:Done`, function done(/** @type {any} */ { data }) {
        process.removeMessageListener(`${name}:Done`, done);
        resolve(data);
      });
      process.loadProcessScript(`data:text/javascript,${encodeURIComponent(script)}`, false);
      process.sendAsyncMessage(`${name}:Do`, { id, files: opened, given });
    });
    if (error) throw new Error(error);
    return value;
  }, context, ...callOf(does), files, given);
}

/**
 * A process script that runs a function once, and the name under which it is called: several pages
 * share a process.
 *
 * @param {string | Function} does
 */
function callOf(does) {
  const name = `Keyferry:${randomUUID()}`;
  const script = `
    addMessageListener('${name}:Do', async function act({ data: { id, files, given } }) {
      removeMessageListener('${name}:Do', act);
      try {
        const content = BrowsingContext.get(id)?.window;
        if (!content) throw new Error('the page is gone');
        const scope = { content, ChromeUtils, Components, Services };
        sendAsyncMessage('${name}:Done', { value: await (${does})(scope, files, ...given) });
      } catch (error) {
        sendAsyncMessage('${name}:Done', { error: String(error) });
      }
    });`;
  return /** @type {const} */ ([name, script]);
}

/**
 * The same, where a page itself runs.
 *
 * @template Value
 * @template {unknown[]} Given
 * @param {Page} page
 * @param {string | ((scope: any, files: any[], ...given: Given) => Value)} does
 * @param {string[]} files
 * @param {Given} given
 * @returns {Promise<Awaited<Value>>}
 */
function inContent(page, does, files, ...given) {
  return inContext(page, contextOf(page), does, files, ...given);
}

/**
 * Runs a function on a page's document with the right to look into closed shadow roots.
 *
 * @template Value
 * @param {Page} page
 * @param {(document: Document, open: (host: Element) => ShadowRoot | null) => Value} work
 *   sees nothing else
 * @returns {Promise<Awaited<Value>>}
 */
export function openedIn(page, work) {
  return inContent(page, `({ content }) =>
    (${work})(content.document, host => host.openOrClosedShadowRoot)`, []);
}

/**
 * Runs in Firefox's window: lets the protocol reach the pages of extensions. It leaves them out on
 * purpose until it can treat them as it should (bug 1755014 of Mozilla's); for ours it does already.
 *
 * @param {any} window
 */
function openExtensions(window) {
  const { ChromeUtils, Services, document } = window;
  const { TabManager } = ChromeUtils.importESModule(
    'chrome://remote/content/shared/TabManager.sys.mjs');
  const { RootTransport } = ChromeUtils.importESModule(
    'chrome://remote/content/shared/messagehandler/transports/RootTransport.sys.mjs');

  window.sidebarOfExtension = () => {
    const within = document.getElementById('sidebar').contentDocument;
    const sidebar = within?.getElementById('webext-panels-browser');
    if (sidebar) sidebar.permanentKey ??= {}; // what the protocol's names hang on
    return sidebar;
  };
  // The sidebar counts as one more tab.
  const tabs = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(TabManager), 'allTabs');
  Object.defineProperty(TabManager, 'allTabs', {
    get() {
      const linkedBrowser = window.sidebarOfExtension();
      return [...tabs?.get?.call(this), ...linkedBrowser ? [{ linkedBrowser }] : []];
    },
  });
  // What a session listens for, and its scripts that run before a page's own, reach extensions, too.
  const reached = RootTransport.prototype._getBrowsingContexts;
  RootTransport.prototype._getBrowsingContexts = function contexts(
    /** @type {{ browserId?: number, userContext?: number }} */ options = {},
  ) {
    const { browserId, userContext } = options;
    const ofExtensions = TabManager.getBrowsers()
      .map((/** @type {any} */ { browsingContext }) => browsingContext)
      .filter((/** @type {any} */ one) => one.currentRemoteType === 'extension'
        && one.currentWindowGlobal
        && (browserId ?? one.browserId) === one.browserId
        && (userContext ?? one.originAttributes.userContextId)
          === one.originAttributes.userContextId);
    return [...reached.call(this, options), ...ofExtensions];
  };
  // The protocol's keys reach the document that they are sent to; a real keyboard's go where the focus is.
  const send = RootTransport.prototype._sendCommandToBrowsingContext;
  RootTransport.prototype._sendCommandToBrowsingContext = async function sent(
    /** @type {any} */ command, /** @type {any} */ context,
  ) {
    const isKey = command.moduleName === 'input' && command.commandName === '_dispatchEvent'
      && command.params.eventName.startsWith('synthesizeKey');
    const focused = isKey ? Services.focus.focusedContentBrowsingContext : null;
    if (focused?.top !== context || focused === context) return send.call(this, command, context);
    // A key that closes a frame takes it away while it is pressed, and comes up elsewhere.
    if (!focused.currentWindowGlobal) return send.call(this, command, context);
    return send.call(this, command, focused).catch((/** @type {unknown} */ error) => {
      if (focused.currentWindowGlobal) throw error;
    });
  };
  Services.ppmm.loadProcessScript(`data:text/javascript,(${() => {
    const { MessageHandlerFrameChild } = ChromeUtils.importESModule(
      'chrome://remote/content/shared/messagehandler/transports/js-window-actors/'
        + 'MessageHandlerFrameChild.sys.mjs');
    const handle = MessageHandlerFrameChild.prototype.handleEvent;
    MessageHandlerFrameChild.prototype.handleEvent = function handleEvent(
      /** @type {Event} */ event,
    ) {
      const opened = this.manager.browsingContext.window?.document;
      const isOurs = event.type === 'DOMWindowCreated'
        && opened.nodePrincipal.isAddonOrExpandedAddonPrincipal
        && ['/panel.html', '/drop.html', '/options.html'].includes(opened.location.pathname);
      if (isOurs) this._registry.createAllMessageHandlers();
      else handle.call(this, event);
    };
  }})()`, true);

  /** The items that an extension has in the context menu that is open. @param {string} id */
  window.itemsOfContextMenu = id => {
    const { ExtensionCommon } = ChromeUtils.importESModule(
      'resource://gre/modules/ExtensionCommon.sys.mjs');
    const menu = document.getElementById('contentAreaContextMenu');
    const prefix = `${ExtensionCommon.makeWidgetId(id)}-menuitem-`;
    return menu.state === 'open' ? [...menu.querySelectorAll(`menuitem[id^="${prefix}"]`)] : undefined;
  };
}

/**
 * Runs in Firefox's window: takes down what is said on any console, and every error that Firefox
 * reports.
 *
 * @param {any} window
 */
function listen(window) {
  const { Services, Ci } = window;
  /** @type {{ text: string, isOurs: boolean }[]} */
  const said = window.said = [];
  Services.ppmm.addMessageListener('Keyferry:Said', (/** @type {any} */ { data }) => {
    said.push({ text: data, isOurs: false });
  });
  Services.ppmm.loadProcessScript(`data:text/javascript,(${(/** @type {any} */ scope) => {
    const { Components: { classes: Cc, interfaces: Ci }, sendAsyncMessage } = scope;
    const system = Cc['@mozilla.org/systemprincipal;1'].createInstance(Ci.nsIPrincipal);
    Cc['@mozilla.org/consoleAPI-storage;1'].getService(Ci.nsIConsoleAPIStorage)
      .addLogEventListener((/** @type {any} */ event) => {
        const words = event.wrappedJSObject.arguments.map((/** @type {any} */ one) => {
          try {
            return typeof one === 'string' ? one : JSON.stringify(one);
          } catch {
            return String(one);
          }
        });
        sendAsyncMessage('Keyferry:Said', words.join(' '));
      }, system);
  }})({ Components, sendAsyncMessage })`, true);
  Services.console.registerListener({
    observe(/** @type {any} */ message) {
      const isError = message instanceof Ci.nsIScriptError
        && !(message.flags & Ci.nsIScriptError.warningFlag);
      // When a page is left or loaded anew, Firefox reports every answer that nobody waits for any more.
      const isLate = isError && /^Promise re(solv|ject)ed (after|while) context/
        .test(message.errorMessage);
      said.push({
        text: message.message,
        isOurs: isError && !isLate && message.sourceName.startsWith('moz-extension:'),
      });
    },
  });
}

/**
 * The panel in the sidebar, which is open.
 *
 * @param {Browser} browser
 * @param {string[]} problems
 * @returns {Promise<Page>}
 */
async function sidebarPage(browser, problems) {
  const protocol = protocolOf(browser);
  const context = await inChrome(browser, ({ ChromeUtils, document, window }) => {
    const { NavigableManager } = ChromeUtils.importESModule(
      'chrome://remote/content/shared/NavigableManager.sys.mjs');
    document.getElementById('sidebar-box').style.width = '400px';
    return NavigableManager.getIdForBrowser(window.sidebarOfExtension());
  });
  // The protocol tells of new tabs only: here and there it has to be said that there is something new.
  const { result } = await protocol.send('browsingContext.getTree', { root: context });
  protocol.emit('browsingContext.contextCreated', result.contexts[0]);
  await inChrome(browser, ({ ChromeUtils, window }) => {
    const { RemoteAgent } = ChromeUtils.importESModule(
      'chrome://remote/content/components/RemoteAgent.sys.mjs');
    const { browsingContext } = window.sidebarOfExtension();
    RemoteAgent.webDriverBiDi.session.messageHandler.emitEvent(
      'browsingContext._contextCreatedEmitted', { browsingContext });
  });
  const side = (await browser.pages()).find(page => contextOf(page) === context);
  if (!side) throw new Error('the sidebar is gone');
  await record(side, problems);
  await inChrome(browser, ({ window }) => {
    const sidebar = window.sidebarOfExtension();
    // A press of the protocol's mouse reaches the page alone; a real one moves the focus, too.
    sidebar.messageManager.addMessageListener('Keyferry:Pressed', () => sidebar.focus());
    sidebar.messageManager.loadFrameScript(`data:text/javascript,
      addEventListener('mousedown', () => sendAsyncMessage('Keyferry:Pressed'), true);`, false);
  });
  side.bringToFront = () => inChrome(browser, ({ window }) => window.sidebarOfExtension().focus());
  side.close = async () => {
    await inChrome(browser, ({ SidebarController }) => SidebarController.hide());
    protocol.emit('browsingContext.contextDestroyed', result.contexts[0]);
  };
  await side.bringToFront();
  await until(() => side.evaluate(() => document.readyState), state => state === 'complete');
  return side;
}

/**
 * A trusted drag of files from outside the browser, from where it reaches a document: the events are
 * the real ones to it, and the way to them through Firefox's window is left out. Where a frame is under
 * the pointer, they go to its document: Firefox keeps an extension's frame in the process of its page,
 * and so has the page left by what comes into the frame.
 *
 * @param {Page} page
 * @param {string | string[]} files paths on this machine
 * @returns {Promise<Drag>}
 */
export async function drag(page, files) {
  const paths = [files].flat().map(file => resolve(file));
  /** @typedef {{ context: string, at: Point }} Place in a document */
  /** @type {Place | undefined} */
  let over;
  let isTaken = false;

  /** @param {Point} at @returns {Promise<Place | undefined>} undefined outside of the window */
  const placeOf = async at => {
    let context = contextOf(page);
    for (;;) {
      const inner = await inContext(page, context, inFrame, [], at);
      if (!inner.isInside) return undefined;
      if (!inner.context) return { context, at };
      ({ context, at } = inner);
    }
  };
  /** @param {string} type @param {Place} place */
  const send = (type, { context, at }) => inContext(page, context, dispatchDrag, paths, type, at);
  const cancel = async () => {
    const left = over;
    over = undefined;
    isTaken = false;
    // A frame may be gone by now: then nobody is left to hear of it.
    if (left) await send('dragexit', left).catch(() => {});
  };
  /** @param {Point} at */
  const carry = async at => {
    const place = await placeOf(at);
    if (!place) return cancel();
    over = place;
    isTaken = await send('dragover', place);
  };
  return {
    enter: carry,
    over: carry,
    drop: async () => {
      await page.bringToFront(); // a real drop moves the focus to where it happens
      // Firefox drops only on what has said that it takes what is over it.
      if (!isTaken || !over) return cancel();
      await send('drop', over);
    },
    cancel,
  };
}

/**
 * Runs in a document: which frame is at a point, and where in it that point is.
 *
 * @param {any} scope
 * @param {any[]} _
 * @param {Point} at
 */
function inFrame({ content }, _, at) {
  const isInside = at.x >= 0 && at.y >= 0 && at.x < content.innerWidth && at.y < content.innerHeight;
  let hit = content.document.elementFromPoint(at.x, at.y);
  for (let within = hit; within;) {
    within = hit.openOrClosedShadowRoot?.elementFromPoint(at.x, at.y);
    if (within === hit) break;
    hit = within ?? hit;
  }
  if (!hit?.browsingContext) return { isInside, context: '', at };
  const { left, top } = hit.getBoundingClientRect();
  return { isInside, context: String(hit.browsingContext.id), at: { x: at.x - left, y: at.y - top } };
}

/**
 * Runs in a document: has a drag event happen at a point, `dragover`, `drop`, or `dragexit` when the file
 * leaves. From these Firefox itself makes the others: what comes in, and what is left.
 *
 * @param {any} scope
 * @param {any[]} files
 * @param {string} type
 * @param {Point} at
 * @returns {boolean} whether what is there would take the files
 */
function dispatchDrag({ content, Components }, files, type, at) {
  const { cloneInto, Sandbox } = Components.utils;
  // What Firefox itself puts in, a page may not take out.
  const carried = new Sandbox(content.document.nodePrincipal, { sandboxPrototype: content })
    .eval('files => { const carried = new DataTransfer();'
      + 'for (const file of files) carried.items.add(file); return carried; }')(
      cloneInto(files, content));
  carried.dropEffect = 'copy';
  const target = content.document.elementFromPoint(at.x, at.y) ?? content.document.body;
  const event = new content.DragEvent(type, {
    bubbles: true,
    cancelable: true,
    composed: true,
    view: content,
    clientX: at.x,
    clientY: at.y,
    // On its way through Firefox an event is where it is on the screen.
    screenX: content.mozInnerScreenX + at.x,
    screenY: content.mozInnerScreenY + at.y,
    dataTransfer: carried,
  });
  content.windowUtils.dispatchDOMEventViaPresShellForTesting(target, event);
  return event.defaultPrevented && carried.dropEffect !== 'none';
}

/**
 * Has the system prefer a colour scheme, as a page sees it.
 *
 * @param {Page} page
 * @param {'light' | 'dark'} scheme
 */
export async function preferScheme(page, scheme) {
  await inChrome(page.browser(), ({ ChromeUtils }, context, scheme) => {
    const { NavigableManager } = ChromeUtils.importESModule(
      'chrome://remote/content/shared/NavigableManager.sys.mjs');
    NavigableManager.getBrowsingContextById(context).prefersColorSchemeOverride = scheme;
  }, contextOf(page), scheme);
}

/**
 * Clicks what opens the file dialog, and chooses files in it.
 *
 * @param {Page} page
 * @param {string} selector of the button, label or file input
 * @param {string | string[]} files paths on this machine
 */
export async function chooseFile(page, selector, files) {
  const [chooser] = await Promise.all([
    page.waitForFileChooser({ timeout: patience }),
    page.click(selector),
  ]);
  await chooser.accept([files].flat().map(file => resolve(file)));
}

/**
 * How often a text stands in the memory of a page's WebAssembly.
 *
 * @param {Page} page
 * @param {string} text
 * @returns {Promise<number>}
 */
export function inMemory(page, text) {
  return inContent(page, ({ content, ChromeUtils, Components, Services }, _, text) => {
    const { addDebuggerToGlobal } = ChromeUtils.importESModule(
      'resource://gre/modules/jsdebugger.sys.mjs');
    // A debugger of its own: the protocol has one, too, and the two don't go together.
    const apart = new Components.utils.Sandbox(
      Services.scriptSecurityManager.getSystemPrincipal(), { freshCompartment: true });
    addDebuggerToGlobal(apart);
    const debug = new apart.Debugger(content);
    const wanted = new TextEncoder().encode(text);
    let found = 0;
    for (const memory of debug.findObjects({ class: 'WebAssembly.Memory' })) {
      const { buffer } = Components.utils.waiveXrays(memory.unsafeDereference());
      const bytes = new Uint8Array(Components.utils.cloneInto(buffer, globalThis));
      for (let at = bytes.indexOf(wanted[0] ?? 0); at >= 0;) {
        if (wanted.every((byte, index) => bytes[at + index] === byte)) found += 1;
        at = bytes.indexOf(wanted[0] ?? 0, at + 1);
      }
    }
    debug.removeAllDebuggees();
    return found;
  }, [], text);
}
