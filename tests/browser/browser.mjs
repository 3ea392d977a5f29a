/**
 * The browser that the tests drive: Chromium, or the one that `$KEYFERRY_BROWSER` names. What differs
 * between the two stands in `chromium.mjs` and `firefox.mjs`; a test needn't know.
 */
import * as chromium from './chromium.mjs';
import * as firefox from './firefox.mjs';
import { dropAt } from './page.mjs';

export { focusOn, patience, seqeraForm, until } from './page.mjs';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('./page.mjs').SeqeraForm} SeqeraForm */

/**
 * @typedef {object} Running a browser with the extension, in which https://cloud.seqera.io and the hosts
 *   of AWS lead to the stand-ins
 * @property {import('puppeteer-core').Browser} browser
 * @property {string[]} problems
 *   what pages opened here said on the side of errors: console errors, uncaught exceptions,
 *   violations of a Content-Security-Policy
 * @property {(folder?: string) => Promise<string>} install
 *   installs an unpacked extension (the built one when not said) and gives its id; the helpers below
 *   use the one installed last
 * @property {() => string} extensionId of the extension installed last
 * @property {() => Promise<Page>} newPage an empty tab, its problems recorded
 * @property {(path?: string) => Promise<Page>} openSeqera
 *   a tab at a path of cloud.seqera.io; Add Credentials of a workspace when not said
 * @property {(query?: string) => Promise<Page>} openPanelTab
 *   the panel in a tab of its own; `query` as `?tab=1`
 * @property {() => Promise<Page>} openOptions the options page in a tab of its own
 * @property {(page: Page) => Promise<void>} pressToolbarButton
 *   presses the extension's toolbar button on the tab of `page`
 * @property {(page: Page) => Promise<Page>} openSidePanel
 *   presses the extension's toolbar button on the tab of `page` and gives the panel beside it
 * @property {(page: Page) => Promise<void>} hear
 *   from now on `said` tells what is said on the consoles of this page
 * @property {() => Promise<string[]>} said
 *   what was said on them since it was asked last, by every script: the page's, and the extension's
 *   in it and behind it
 * @property {() => Promise<void>} endBackground
 *   ends the background, as the browser does after half a minute without anything to do
 * @property {(patterns: string[], act: () => Promise<unknown>) => Promise<void>} agree
 *   does what has the browser ask whether the extension may have access to hosts, and agrees; it lasts
 *   until `revoke`
 * @property {(patterns: string[]) => Promise<void>} grant
 *   gives the extension that access, as if it had been agreed to before
 * @property {(patterns: string[]) => Promise<void>} revoke takes it back, as the browser's settings do
 * @property {() => Promise<void>} clearStorage forgets what the extension has stored
 * @property {() => Promise<void>} close
 *
 * @typedef {object} StartOptions
 * @property {number} seqeraPort where the stand-in Seqera listens
 * @property {number} [awsPort] where the stand-in AWS does; AWS's hosts lead nowhere when not said
 * @property {Record<string, unknown>} [managed]
 *   what whoever manages the browser has set for the extension. Firefox alone reads that from the home
 *   folder, which is another one then; Chromium reads it where it holds for the whole machine
 * @property {string | false} [extension]
 *   folder of the unpacked extension; `false` starts without one
 * @property {boolean} [headless]
 * @property {{ width: number, height: number, deviceScaleFactor?: number } | null} [viewport]
 *   of new tabs; `null` leaves it to the window
 * @property {string[]} [args] more of the browser's flags
 * @property {boolean} [endsOnSignals]
 *   whether an interrupt ends the browser and this process at once; else the caller sees to it
 */

/** Which browser it is. */
export const browserName = process.env.KEYFERRY_BROWSER || 'chromium';

const drivers = {
  chromium: { ...chromium, start: chromium.startChromium },
  firefox: { ...firefox, start: firefox.startFirefox },
};
const driver = Object.entries(drivers).find(([name]) => name === browserName)?.[1];
if (!driver) throw new Error(`KEYFERRY_BROWSER is ${browserName}, not chromium or firefox.`);

/**
 * Starts it: with a throw-away profile, with the extension in it, and with https://cloud.seqera.io and
 * the hosts of AWS leading to the stand-ins on this machine.
 *
 * @type {(options: StartOptions) => Promise<Running>}
 */
export const startBrowser = driver.start;

/**
 * A trusted drag of files from outside the browser. When a frame appears under the pointer on the
 * way, `enter` has to be sent again before the next `over`: a real drag does so by itself.
 *
 * @type {(page: Page, files: string | string[]) => Promise<import('./page.mjs').Drag>}
 */
export const drag = driver.drag;

/**
 * Runs a function on a page's document with the right to look into closed shadow roots. It is given the
 * document and what opens the root of an element, and sees nothing else.
 *
 * @type {<Value>(
 *   page: Page,
 *   work: (document: Document, open: (host: Element) => ShadowRoot | null) => Value,
 * ) => Promise<Awaited<Value>>}
 */
export const openedIn = driver.openedIn;

/**
 * Has the system prefer a colour scheme, as a page sees it.
 *
 * @type {(page: Page, scheme: 'light' | 'dark') => Promise<void>}
 */
export const preferScheme = driver.preferScheme;

/**
 * How often a text stands in the memory of a page's WebAssembly.
 *
 * @type {(page: Page, text: string) => Promise<number>}
 */
export const inMemory = driver.inMemory;

/**
 * Drops files onto a page as a user does, trusted.
 *
 * @param {Page} page
 * @param {string | string[]} files paths on this machine
 * @param {import('./page.mjs').Point} [at] the middle of the viewport when not said
 */
export async function dropFile(page, files, at) {
  await dropAt(page, await drag(page, files), at);
}

/**
 * Clicks what opens the file dialog, and chooses files in it.
 *
 * @type {(page: Page, selector: string, files: string | string[]) => Promise<void>}
 */
export const chooseFile = driver.chooseFile;

/**
 * Defines tests of what only one browser does, or lets a test do. Beside it stands why.
 *
 * @param {'chromium' | 'firefox'} name
 * @param {() => void} define
 */
export function onlyIn(name, define) {
  if (name === browserName) define();
}
