/**
 * Chromium for the browser tests: the system's own, with a throw-away profile, with the extension
 * in it, and with https://cloud.seqera.io and the hosts of AWS leading to the stand-ins on this machine.
 *
 * What a user's hand does is done with trusted input: clicks and keys through puppeteer, file
 * drops through the DevTools protocol's `Input.dispatchDragEvent`, the toolbar button through its
 * `Extensions.triggerAction`. That last one runs `chrome.action.onClicked` with a user gesture, so
 * `chrome.sidePanel.open` in it works, headless too (measured with Chromium 156); the side panel
 * then shows up as a target of type `page`.
 */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from 'puppeteer-core';
import { awsHosts } from '../stand-in/aws.mjs';
import { host, seqeraOrigin, workspacePath } from '../stand-in/seqera.mjs';
import { dropAt, findProgram, launchOptions, patience, record, until } from './page.mjs';

export { patience, seqeraForm, until } from './page.mjs';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('./page.mjs').SeqeraForm} SeqeraForm */
/** @typedef {import('./page.mjs').Drag} Drag */
/** @typedef {import('./page.mjs').Point} Point */

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The unpacked extension that `cargo xtask build` writes. */
export const builtExtension = join(root, 'dist', 'chromium');

/**
 * The Chromium to run: `$CHROMIUM`, else the first that the system has.
 *
 * @returns {string} path of its program
 * @throws when there is none
 */
export function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const found = findProgram(
    ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    [
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
  );
  if (!found) throw new Error('No Chromium found: install it, or set CHROMIUM to its program.');
  return found;
}

/**
 * @typedef {import('./browser.mjs').Running & OnlyChromium} Chromium
 *
 * @typedef {object} OnlyChromium
 * @property {() => Promise<import('puppeteer-core').WebWorker>} background
 *   the extension's service worker, when it has started
 */

/**
 * @param {import('./browser.mjs').StartOptions} options
 * @returns {Promise<Chromium>}
 */
export async function startChromium(options) {
  const { seqeraPort, awsPort, extension = builtExtension, args = [] } = options;
  const asRoot = process.getuid?.() === 0;
  /** @type {string[]} */
  const problems = [];
  // The real AWS is never asked, and where nobody stands in for it, nobody may ask at all.
  const trap = createServer(client => {
    problems.push('a host of AWS was asked');
    client.destroy();
  });
  trap.unref().listen(0, '127.0.0.1');
  await once(trap, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (trap.address());
  const leads = [[host, seqeraPort], ...awsHosts.map(one => [one, awsPort ?? port])];
  const browser = await launch({
    ...launchOptions(options),
    executablePath: findChromium(),
    pipe: true,
    enableExtensions: true,
    // Its bar above the page would say that the browser is remote-controlled.
    ignoreDefaultArgs: options.headless === false ? ['--enable-automation'] : [],
    args: [
      ...asRoot ? ['--no-sandbox'] : [],
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--host-resolver-rules=${leads.map(([from, to]) => `MAP ${from} 127.0.0.1:${to}`).join(', ')}`,
      '--ignore-certificate-errors',
      ...args,
    ],
  });

  /** @type {string[]} */
  const said = [];
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
  const openOptions = async () => {
    const page = await newPage();
    await page.goto(`chrome-extension://${id}/options.html`);
    await page.waitForSelector('.instances');
    return page;
  };
  const panelAddress = () => {
    if (!id) throw new Error('no extension is installed');
    return `chrome-extension://${id}/panel.html`;
  };

  /**
   * What a press on the browser's own prompt does, which a browser without a head doesn't show: what
   * the extension asks for then is granted. And what the settings take back.
   *
   * @param {'addHostPermission' | 'removeHostPermission'} change
   * @param {string[]} patterns
   */
  const permit = async (change, patterns) => {
    const settings = await browser.newPage();
    await settings.goto('chrome://extensions');
    await settings.evaluate(async (change, id, patterns) => {
      const settings = /** @type {any} */ (chrome).developerPrivate;
      for (const pattern of patterns) {
        await settings[change](id, pattern).catch((/** @type {Error} */ error) => {
          // What was taken back already isn't there to be taken back.
          if (!error.message.includes("hasn't been granted")) throw error;
        });
      }
    }, change, id, patterns);
    await settings.close();
  };

  const background = async () => {
    const target = await browser.waitForTarget(
      one => one.type() === 'service_worker' && one.url().startsWith(`chrome-extension://${id}/`),
      { timeout: patience },
    );
    const worker = await target.worker();
    if (!worker) throw new Error('the service worker is gone');
    // A worker that is starting can be asked before Chromium has put `chrome` into it (about once
    // in forty installs), and before its script has run: a press would find no listener then.
    await until(
      () => worker.evaluate(() => Boolean(globalThis.chrome?.action?.onClicked.hasListeners())),
      Boolean,
    );
    return worker;
  };

  const pressToolbarButton = async (/** @type {Page} */ page) => {
    const pressed = (await browser.extensions()).get(id);
    if (!pressed) throw new Error('the extension is gone');
    await page.bringToFront();
    await background();
    await pressed.triggerAction(page);
  };

  try {
    if (extension !== false) await install(extension);
  } catch (error) {
    await browser.close();
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
    openPanelTab: async (query = '') => {
      const page = await newPage();
      await page.goto(panelAddress() + query, { timeout: patience });
      return page;
    },
    openOptions,
    pressToolbarButton,
    openSidePanel: async page => {
      const address = panelAddress();
      const before = new Set(browser.targets());
      await pressToolbarButton(page);
      const target = await browser.waitForTarget(
        one => one.url().startsWith(address) && !before.has(one),
        { timeout: patience },
      );
      const panel = await target.asPage();
      await record(panel, problems);
      return panel;
    },
    background,
    endBackground: async () => {
      const worker = await background();
      const running = browser.targets().filter(one => one.type() === 'service_worker');
      await worker.close();
      // Whoever waits for an answer may have it started anew at once: that is another one.
      await until(async () => browser.targets().some(one => running.includes(one)), is => !is);
    },
    agree: async (patterns, act) => {
      await permit('addHostPermission', patterns);
      await act();
    },
    grant: async patterns => {
      await permit('addHostPermission', patterns);
      const page = await openOptions(); // it draws anew when access changes
      const granted = await page.evaluate(origins => chrome.permissions.request({ origins }), patterns);
      await page.close();
      if (!granted) throw new Error(`Chromium grants no access to ${patterns}`);
    },
    revoke: patterns => permit('removeHostPermission', patterns),
    clearStorage: async () => {
      await (await background()).evaluate(() => chrome.storage.local.clear());
    },
    hear: async page => {
      await listen(await page.createCDPSession(), said);
      if (page.url().startsWith('chrome-extension:')) await listen((await background()).client, said);
    },
    said: async () => said.splice(0),
    close: async () => {
      await browser.close();
      trap.close();
    },
  };
}

/**
 * Takes down what is said on a console, by every script: the page's, and the extension's in it.
 *
 * @param {import('puppeteer-core').CDPSession} session
 * @param {string[]} said
 */
async function listen(session, said) {
  session.on('Runtime.consoleAPICalled', event => said.push(JSON.stringify(event)));
  session.on('Runtime.exceptionThrown', event => said.push(JSON.stringify(event)));
  session.on('Log.entryAdded', event => said.push(JSON.stringify(event)));
  await session.send('Runtime.enable');
  await session.send('Log.enable');
}

/**
 * A trusted drag of files from outside the browser. When a frame appears under the pointer on the
 * way, `enter` has to be sent again before the next `over`: a real drag does so by itself.
 *
 * @param {Page} page
 * @param {string | string[]} files paths on this machine
 * @returns {Promise<Drag>}
 */
export async function drag(page, files) {
  const session = await page.createCDPSession();
  const data = {
    items: [],
    files: [files].flat().map(file => resolve(file)),
    dragOperationsMask: 1,
  };
  /** @param {'dragEnter' | 'dragOver' | 'drop' | 'dragCancel'} type */
  const send = type => async (/** @type {Point} */ { x, y }) => {
    await session.send('Input.dispatchDragEvent', { type, x, y, data });
  };
  return {
    enter: send('dragEnter'),
    over: send('dragOver'),
    drop: async at => {
      await page.bringToFront(); // a real drop moves the focus to where it happens
      await send('drop')(at);
      await session.detach();
    },
    cancel: async () => {
      await send('dragCancel')({ x: 0, y: 0 });
      await session.detach();
    },
  };
}

/**
 * Runs a function on a page's document with the right to look into closed shadow roots, which only an
 * extension has: so it happens in the extension's own world in the page.
 *
 * @template Value
 * @param {Page} page
 * @param {(document: Document, open: (host: Element) => ShadowRoot | null) => Value} work
 *   sees nothing else
 * @returns {Promise<Awaited<Value>>}
 */
export async function openedIn(page, work) {
  const session = await page.createCDPSession();
  /** @type {number[]} */
  const worlds = [];
  session.on('Runtime.executionContextCreated', ({ context }) => {
    const { type, frameId } = context.auxData;
    const isMain = frameId === /** @type {any} */ (page.mainFrame())._id;
    if (type === 'isolated' && isMain && context.origin.startsWith('chrome-extension://')) worlds.push(context.id);
  });
  try {
    await session.send('Runtime.enable');
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression: `(${work})(document, host => chrome.dom.openOrClosedShadowRoot(host))`,
      contextId: worlds.at(-1),
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  } finally {
    await session.detach();
  }
}

/**
 * Drops files onto a page as a user does, trusted.
 *
 * @param {Page} page
 * @param {string | string[]} files paths on this machine
 * @param {Point} [at] the middle of the viewport when not said
 */
export async function dropFile(page, files, at) {
  await dropAt(page, await drag(page, files), at);
}

/**
 * Has the system prefer a colour scheme, as a page sees it.
 *
 * @param {Page} page
 * @param {'light' | 'dark'} scheme
 */
export async function preferScheme(page, scheme) {
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
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
export async function inMemory(page, text) {
  const session = await page.createCDPSession();
  const { result } = await session.send('Runtime.evaluate', {
    expression: 'WebAssembly.Memory.prototype',
  });
  const { objects } = await session.send('Runtime.queryObjects', {
    prototypeObjectId: result.objectId ?? '',
  });
  const counted = await session.send('Runtime.callFunctionOn', {
    objectId: objects.objectId ?? '',
    arguments: [{ value: text }],
    returnByValue: true,
    functionDeclaration: String(function count(/** @type {string} */ text) {
      const wanted = new TextEncoder().encode(text);
      let found = 0;
      // @ts-expect-error `this` is the array of all memories
      for (const memory of this) {
        const bytes = new Uint8Array(memory.buffer);
        for (let at = bytes.indexOf(wanted[0] ?? 0); at >= 0;) {
          if (wanted.every((byte, index) => bytes[at + index] === byte)) found += 1;
          at = bytes.indexOf(wanted[0] ?? 0, at + 1);
        }
      }
      return found;
    }),
  });
  await session.detach();
  return counted.result.value;
}
