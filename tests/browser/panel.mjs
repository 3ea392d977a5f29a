/**
 * What the browser tests read of Keyferry's panel, and do in it: by roles, by what a button does,
 * and by the texts of the user's language as they stand in `messages.json`.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { fileURLToPath } from 'node:url';
import { dropFile, focusOn, until } from './browser.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** @type {Record<string, { message: string }>} */
const messages = JSON.parse(
  readFileSync(join(root, 'extension', '_locales', 'en', 'messages.json'), 'utf8'),
);

/**
 * A key file of `tests/data`.
 *
 * @param {string} name
 */
export const keyFile = name => join(root, 'tests', 'data', name);

/**
 * A text as the panel shows it.
 *
 * @param {string} key of `messages.json`
 * @param {Record<string, string | number>} [values] of its arguments
 */
export function say(key, values = {}) {
  const entry = messages[key];
  if (!entry) throw new Error(`there is no text ${key}`);
  return entry.message.replaceAll(/\*\*|`/g, '').replaceAll(/\{(\w+)\}/g, (argument, name) =>
    String(values[name] ?? argument));
}

/**
 * @typedef {object} Row of the panel's result, one for each field
 * @property {string} verdict the name of its icon
 * @property {string} value
 * @property {string[]} says
 * @property {string[]} offers what its buttons say
 *
 * @typedef {object} Shown
 * @property {string} state what kind of view, as `data-key` names it
 * @property {string[]} headlines the verdicts in the band; one at most, if all is well
 * @property {string} target which page will be, is being, or was filled
 * @property {Record<string, Row>} rows by field
 */

/**
 * What the panel shows at this moment.
 *
 * @param {Page} panel
 * @returns {Promise<Shown>}
 */
export function shown(panel) {
  return panel.evaluate(() => {
    /** @param {Element | null | undefined} element */
    const text = element => element?.textContent?.trim() ?? '';
    /** @param {ParentNode} parent @param {string} selector */
    const texts = (parent, selector) => [...parent.querySelectorAll(selector)].map(text);
    /** @param {Element} row */
    const says = row => [...row.querySelectorAll('.why, .finding > div')].map(said => {
      const words = /** @type {Element} */ (said.cloneNode(true));
      for (const fixes of words.querySelectorAll('.fixes')) fixes.remove();
      return text(words);
    });
    const rows = [...document.querySelectorAll('li[data-field]')].map(row => [
      row.getAttribute('data-field'),
      {
        verdict: row.querySelector('svg[role=img]')?.getAttribute('aria-label') ?? '',
        value: text(row.querySelector('.value')),
        says: says(row),
        offers: texts(row, '.fix'),
      },
    ]);
    return {
      state: document.querySelector('.scroll')?.getAttribute('data-key') ?? '',
      headlines: texts(document, '.verdict h2'),
      target: text(document.querySelector('.target')),
      rows: Object.fromEntries(rows),
    };
  });
}

/**
 * A row as it is expected.
 *
 * @param {`icon_${'good' | 'advice' | 'check' | 'error' | 'waiting'}`} verdict its icon's name
 * @param {string} value
 * @param {string[]} says
 * @param {string[]} [offers]
 * @returns {Row}
 */
export function row(verdict, value, says, offers = []) {
  return { verdict: say(verdict), value, says, offers };
}

/**
 * Waits until the panel's one verdict is the text of `key`, and, when all is well, Seqera has been heard on
 * the name.
 *
 * @param {Page} panel
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {Promise<Shown>}
 */
export function verdict(panel, key, values) {
  const wanted = [say(key, values)];
  // Behind the practice form there is no Seqera; and about a form that couldn't be filled nothing is asked.
  const isHeard = (/** @type {Shown} */ { rows, target }) =>
    key.startsWith('form_') || !rows.name?.says.includes(say('name_good')) || target.includes(say('target_practice_where'));
  return until(() => shown(panel), now => isDeepStrictEqual(now.headlines, wanted) && isHeard(now));
}

/**
 * Waits until the panel is in a state, as `data-key` names it.
 *
 * @param {Page} panel
 * @param {string} state
 * @returns {Promise<Shown>}
 */
export function state(panel, state) {
  return until(() => shown(panel), now => now.state === state);
}

/**
 * Waits until the panel says that the page has a form to fill.
 *
 * @param {Page} panel
 */
export async function ready(panel) {
  const word = say('target_ready');
  await until(() => shown(panel), ({ target }) => target.includes(word));
}

/**
 * Presses a button with the mouse.
 *
 * @param {Page} panel
 * @param {string} act what it does, as its `data-do` names it
 */
export async function press(panel, act) {
  // A locator waits until the button stands still, and finds it again if it is drawn anew.
  await panel.locator(`[data-do="${act}"]`).click();
}

/**
 * Answers the question for the region with the keyboard alone: the focus is there already.
 *
 * @param {Page} panel
 * @param {string} typed a code or a city
 */
export async function answerRegion(panel, typed) {
  await focusOn(panel, '#region');
  await panel.keyboard.type(typed);
  await panel.keyboard.press('Enter');
}

/**
 * Drops a key file on the panel and answers the question for the region.
 *
 * @param {Page} panel
 * @param {{ file?: string, region?: string }} [answers]
 */
export async function dropAndAnswer(panel, {
  file = 'wave-ecr_accessKeys.csv', region = 'ireland',
} = {}) {
  await dropFile(panel, keyFile(file));
  await answerRegion(panel, region);
}

/**
 * @typedef {object} Held a message of the panel to the page that is kept back
 * @property {() => Promise<void>} sent resolves once there is one
 * @property {() => Promise<void>} release lets it and all later ones go
 */

/**
 * Keeps back one step that the panel wants the page to carry out, so that a test can do something
 * at exactly this point of a fill.
 *
 * @param {Page} panel
 * @param {'choose' | 'write'} kind
 * @param {number} [nth] of its kind
 * @returns {Promise<Held>}
 */
export async function hold(panel, kind, nth = 1) {
  await panel.evaluate((kind, nth) => {
    const held = /** @type {any} */ (globalThis);
    const send = chrome.tabs.sendMessage.bind(chrome.tabs);
    const released = new Promise(resolve => {
      held.release = resolve;
    });
    held.isHeld = false;
    let count = 0;
    chrome.tabs.sendMessage = /** @type {any} */ (async (/** @type {any[]} */ ...message) => {
      count += message[1]?.request?.step?.do === kind ? 1 : 0;
      if (count >= nth) {
        held.isHeld = true;
        await released;
      }
      return /** @type {any} */ (send)(...message);
    });
  }, kind, nth);
  return {
    sent: async () => {
      await until(() => panel.evaluate(() => /** @type {any} */ (globalThis).isHeld), Boolean);
    },
    release: () => panel.evaluate(() => /** @type {any} */ (globalThis).release()),
  };
}
