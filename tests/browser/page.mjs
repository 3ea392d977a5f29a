/**
 * What the tests read of pages and do on them, in whichever browser.
 */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isOfApi } from '../stand-in/seqera-api.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

/** How long anything in the browser may take, in milliseconds; far more than it ever does. */
export const patience = Number(process.env.KEYFERRY_PATIENCE ?? 30_000);

/**
 * The first program that is installed.
 *
 * @param {string[]} names in the folders of `PATH`
 * @param {string[]} places where else it may be
 * @returns {string | undefined} its path
 */
export function findProgram(names, places) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [...names.flatMap(name => folders.map(folder => join(folder, name))), ...places]
    .find(runnable);
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

/** What Chromium says of every answer that isn't a good one. */
export const notLoaded = /Failed to load resource/;

/**
 * Notes what a page says on the side of errors.
 *
 * @param {Page} page
 * @param {string[]} problems
 */
export async function record(page, problems) {
  page.on('console', message => {
    if (message.type() !== 'error' || tellsStatus(message)) return;
    const of = notLoaded.test(message.text()) ? ` (${message.location().url})` : '';
    problems.push(`${page.url()}: ${message.text()}${of}`);
  });
  page.on('pageerror', error => {
    // What a page was still asking its server for when it was left, in Firefox's words.
    if (/NetworkError when attempting to fetch resource/.test(String(error))) return;
    problems.push(`${page.url()}: ${error instanceof Error ? error.stack : error}`);
  });
  await page.evaluateOnNewDocument(() => {
    addEventListener('securitypolicyviolation', event => {
      console.error(`securitypolicyviolation: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
}

/**
 * Chromium says of every request that was answered by an error, or not at all, that it failed. A test of
 * Seqera's API means it so, and who asked has to live with it; what else fails is a problem.
 *
 * @param {import('puppeteer-core').ConsoleMessage} message
 */
function tellsStatus(message) {
  const { url = '' } = message.location();
  return message.text().startsWith('Failed to load resource:') && URL.canParse(url) && isOfApi(new URL(url));
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
 * Carries what is held over a page to a place on it, and drops it there.
 *
 * @param {Page} page
 * @param {Drag} dragged
 * @param {Point} [at] the middle of the viewport when not said
 */
export async function dropAt(page, dragged, at) {
  const point = at ?? await page.evaluate(() => ({ x: innerWidth / 2, y: innerHeight / 2 }));
  await dragged.enter(point);
  await dragged.over(point);
  await dragged.drop(point);
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
 * What every browser is started with.
 *
 * @param {import('./browser.mjs').StartOptions} options
 */
export const launchOptions = ({ headless = true, viewport = { width: 1280, height: 960 }, endsOnSignals = true }) => ({
  headless,
  defaultViewport: viewport,
  protocolTimeout: 2 * patience,
  handleSIGINT: endsOnSignals,
  handleSIGTERM: endsOnSignals,
  handleSIGHUP: endsOnSignals,
});

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

/**
 * Waits until the focus is on an element. (Puppeteer's `waitForSelector` looks again when nodes change: that
 * something has the focus now changes none.)
 *
 * @param {Page | import('puppeteer-core').Frame} page
 * @param {string} selector
 */
export async function focusOn(page, selector) {
  await until(() => page.evaluate(selector =>
    document.querySelector(`${selector}:focus`) ? '' : `${document.activeElement?.id}: ${document.body.textContent}`, selector),
  elsewhere => elsewhere === '');
}
