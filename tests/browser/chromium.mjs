/**
 * Chromium for the browser tests: the system's own, with a throw-away profile, with the extension
 * in it, and with https://cloud.seqera.io leading to the stand-in on this machine.
 *
 * What a user's hand does is done with trusted input: clicks and keys through puppeteer, file
 * drops through the DevTools protocol's `Input.dispatchDragEvent`, the toolbar button through its
 * `Extensions.triggerAction`. That last one runs `chrome.action.onClicked` with a user gesture, so
 * `chrome.sidePanel.open` in it works, headless too (measured with Chromium 156); the side panel
 * then shows up as a target of type `page`.
 */
import { accessSync, constants } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { launch } from 'puppeteer-core';
import { host, seqeraOrigin, workspacePath } from '../stand-in/seqera.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The unpacked extension that `cargo xtask build` writes. */
export const builtExtension = join(root, 'dist', 'chromium');

/** How long anything in the browser may take, in milliseconds; far more than it ever does. */
export const patience = Number(process.env.KEYFERRY_PATIENCE ?? 30_000);

/**
 * The Chromium to run: `$CHROMIUM`, else the first that the system has.
 *
 * @returns {string} path of its program
 * @throws when there is none
 */
export function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const places = [
    ...names.flatMap(name => folders.map(folder => join(folder, name))),
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  const found = places.find(runnable);
  if (!found) throw new Error('No Chromium found: install it, or set CHROMIUM to its program.');
  return found;
}

/** @param {string} path */
function runnable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @typedef {object} Chromium
 * @property {import('puppeteer-core').Browser} browser
 * @property {string[]} problems
 *   what pages opened here said on the side of errors: console errors, uncaught exceptions,
 *   violations of a Content-Security-Policy
 * @property {(folder?: string) => Promise<string>} install
 *   installs an unpacked extension (`dist/chromium` when not said) and gives its id; the helpers
 *   below use the one installed last
 * @property {() => string} extensionId of the extension installed last
 * @property {() => Promise<Page>} newPage an empty tab, its problems recorded
 * @property {(path?: string) => Promise<Page>} openSeqera
 *   a tab at a path of cloud.seqera.io; Add Credentials of a workspace when not said
 * @property {(query?: string) => Promise<Page>} openPanelTab
 *   the panel in a tab of its own; `query` as `?tab=1`
 * @property {(page: Page) => Promise<void>} pressToolbarButton
 *   presses the extension's toolbar button on the tab of `page`
 * @property {(page: Page) => Promise<Page>} openSidePanel
 *   presses the extension's toolbar button on the tab of `page` and gives the side panel
 * @property {() => Promise<import('puppeteer-core').WebWorker>} background
 *   the extension's service worker, when it has started
 * @property {() => Promise<void>} endBackground
 *   ends the service worker, as Chromium does after half a minute without anything to do
 * @property {() => Promise<void>} close
 */

/**
 * @param {object} options
 * @param {number} options.seqeraPort where the stand-in listens
 * @param {string | false} [options.extension]
 *   folder of the unpacked extension; `false` starts without one
 * @param {boolean} [options.headless]
 * @param {{ width: number, height: number, deviceScaleFactor?: number } | null} [options.viewport]
 *   of new tabs; `null` leaves it to the window
 * @param {string[]} [options.args] more of Chromium's flags
 * @param {boolean} [options.endsOnSignals]
 *   whether an interrupt ends Chromium and this process at once; else the caller sees to it
 * @returns {Promise<Chromium>}
 */
export async function startChromium({
  seqeraPort,
  extension = builtExtension,
  headless = true,
  viewport = { width: 1280, height: 960 },
  args = [],
  endsOnSignals = true,
}) {
  const asRoot = process.getuid?.() === 0;
  const browser = await launch({
    executablePath: findChromium(),
    headless,
    pipe: true,
    enableExtensions: true,
    defaultViewport: viewport,
    protocolTimeout: 2 * patience,
    handleSIGINT: endsOnSignals,
    handleSIGTERM: endsOnSignals,
    handleSIGHUP: endsOnSignals,
    // Its bar above the page would say that the browser is remote-controlled.
    ignoreDefaultArgs: headless ? [] : ['--enable-automation'],
    args: [
      ...asRoot ? ['--no-sandbox'] : [],
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--host-resolver-rules=MAP ${host} 127.0.0.1:${seqeraPort}`,
      '--ignore-certificate-errors',
      ...args,
    ],
  });

  /** @type {string[]} */
  const problems = [];
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
  const panelAddress = () => {
    if (!id) throw new Error('no extension is installed');
    return `chrome-extension://${id}/panel.html`;
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
      await worker.close();
      await until(async () => browser.targets().some(one => one.type() === 'service_worker'), is => !is);
    },
    close: () => browser.close(),
  };
}

/**
 * @param {Page} page
 * @param {string[]} problems
 */
async function record(page, problems) {
  page.on('console', message => {
    if (message.type() === 'error') problems.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', error => {
    problems.push(`${page.url()}: ${error instanceof Error ? error.stack : error}`);
  });
  await page.evaluateOnNewDocument(() => {
    addEventListener('securitypolicyviolation', event => {
      console.error(`securitypolicyviolation: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
}

/**
 * @typedef {{ x: number, y: number }} Point in CSS pixels of the page's viewport
 *
 * @typedef {object} Drag a file held over a page, not dropped yet
 * @property {(at: Point) => Promise<void>} enter as when the pointer comes onto a new target
 * @property {(at: Point) => Promise<void>} over
 * @property {(at: Point) => Promise<void>} drop
 * @property {() => Promise<void>} cancel the file is carried away again
 */

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
 * Drops files onto a page as a user does, trusted.
 *
 * @param {Page} page
 * @param {string | string[]} files paths on this machine
 * @param {Point} [at] the middle of the viewport when not said
 */
export async function dropFile(page, files, at) {
  const point = at ?? await page.evaluate(() => ({ x: innerWidth / 2, y: innerHeight / 2 }));
  const dragged = await drag(page, files);
  await dragged.enter(point);
  await dragged.over(point);
  await dragged.drop(point);
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
 * @typedef {'name' | 'provider' | 'userName' | 'password' | 'registry'} Field
 *
 * @typedef {object} SeqeraForm what the page's own model holds
 * @property {string} look
 * @property {Record<Field, string>} value
 * @property {boolean} valid
 * @property {boolean} dirty
 * @property {Record<Field, boolean>} touched
 * @property {boolean} submitted
 * @property {string[]} [decoys]
 *   what was written into fields that aren't the form's, where a page has such
 */

/**
 * The model of the form on a page of the stand-in.
 *
 * @param {Page} page
 * @returns {Promise<SeqeraForm | null>} null when the page shows no form
 */
export function seqeraForm(page) {
  return page.evaluate(() => /** @type {any} */ (globalThis).seqeraForm());
}

/**
 * Reads again and again until what was read is what is waited for. (Puppeteer's own
 * `waitForFunction` compiles a function in the page, which Seqera's policy forbids.)
 *
 * @template Value
 * @param {() => Promise<Value>} read
 * @param {(value: Value) => unknown} accepts
 * @returns {Promise<Value>} the first value that was accepted
 * @throws when none was for `patience`; the message holds the last value
 */
export async function until(read, accepts) {
  const end = Date.now() + patience;
  for (;;) {
    const value = await read();
    if (accepts(value)) return value;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(value)} after ${patience} ms`);
    await wait(10);
  }
}
