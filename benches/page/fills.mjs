// How long it takes from the drop of a key file until the form is filled and read back, beside the
// least that it takes on each look of the form.
import { isDeepStrictEqual } from 'node:util';
import { setTimeout as wait } from 'node:timers/promises';
import {
  dropFile, seqeraForm, startChromium, until,
} from '../../tests/browser/chromium.mjs';
import { keyFile, ready } from '../../tests/browser/panel.mjs';
import { credential, filledForm } from '../../tests/browser/stage.mjs';
import { looks } from '../../tests/pages/build.mjs';
import { startSeqera } from '../../tests/stand-in/seqera.mjs';
import { fillByHand, hands } from './floor.js';
import { median, printTable } from './table.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

/** Fills of each kind on each look, by turns; of their times the median counts. */
const rounds = 11;
/** How long a page has to itself after it was loaded, in milliseconds. */
const rest = 300;
/** It names the region, so nothing is asked. */
const file = keyFile('resaved-by-excel.csv');

/**
 * What may be added to the least: the file, the panel, and that it knows no page by heart.
 *
 * @param {number} floor
 */
const limit = floor => 1.25 * floor + 30;

/**
 * @typedef {object} Times of one fill, in milliseconds
 * @property {number} whole from the drop until the last field is read back
 * @property {number} file from the drop until the page is asked for the first time
 * @property {number} look from then until the provider is being chosen
 * @property {number} choose until it is chosen
 * @property {number} fields until the last field is written and read back
 * @property {number} verdict from then until the panel shows its verdict
 *
 * @typedef {{ look: string, floor: number[], ours: Times[], wrong: string[] }} Measured
 */

/** @returns {Promise<string[]>} what went wrong */
export async function measureFills() {
  const seqera = await startSeqera();
  const chromium = await startChromium({ seqeraPort: seqera.port }).catch(error =>
    seqera.close().then(() => {
      throw error;
    }));
  /** @type {Measured[]} */
  const all = [];
  try {
    for (const look of looks) {
      console.error(`Filling the look ${look}`);
      seqera.play({ look });
      all.push(await measureLook(look, chromium));
    }
    print(await chromium.browser.version(), all);
  } finally {
    await chromium.close();
    await seqera.close();
  }
  return all.flatMap(({ wrong }) => wrong);
}

/**
 * Fills one look of the form by hand and by Keyferry in turn, each time in a page and beside a panel
 * that were just loaded.
 *
 * @param {string} look
 * @param {import('../../tests/browser/chromium.mjs').Chromium} chromium
 * @returns {Promise<Measured>}
 */
async function measureLook(look, chromium) {
  const hand = hands[look];
  if (!hand) throw new Error(`nobody has filled ${look} by hand: say how in floor.js`);
  const page = await chromium.openSeqera();
  const panel = await chromium.openSidePanel(page);
  /** @type {Measured} */
  const measured = { look, floor: [], ours: [], wrong: [] };
  const fresh = async () => {
    await Promise.all([page.reload(), panel.reload()]);
    await ready(panel);
    await until(() => seqeraForm(page), Boolean);
  };
  const check = async (/** @type {string} */ whose) => {
    if (await page.evaluate(() => document.visibilityState) !== 'visible') {
      throw new Error('the page is hidden, where its clocks are slow');
    }
    const wanted = filledForm(look);
    await until(() => seqeraForm(page), form => isDeepStrictEqual(form, wanted)).catch(error => {
      measured.wrong.push(`${look} was filled wrongly by ${whose}: ${error.message}`);
    });
  };
  // The first round warms up.
  for (let round = 0; round <= rounds && measured.wrong.length === 0; round += 1) {
    await fresh();
    await page.bringToFront();
    await wait(rest);
    const floor = await page.evaluate(fillByHand, hand, credential);
    await check('hand');

    await fresh();
    await wait(rest);
    const ours = await timeOfFill(panel);
    await check('Keyferry');
    if (round === 0) continue;
    measured.floor.push(floor);
    measured.ours.push(ours);
  }
  await panel.close();
  await page.close();
  return measured;
}

/**
 * Drops the file on the panel.
 *
 * @param {Page} panel
 * @returns {Promise<Times>}
 */
async function timeOfFill(panel) {
  await panel.evaluate(watchFill);
  await dropFile(panel, file);
  return panel.evaluate(() => /** @type {any} */ (globalThis).times);
}

/** Runs in the panel: takes down when the drop comes, each request to the page, and the verdict. */
function watchFill() {
  /** @type {{ step: string, sent: number, answered: number }[]} */
  const requests = [];
  const send = chrome.tabs.sendMessage.bind(chrome.tabs);
  chrome.tabs.sendMessage = /** @type {any} */ (async (/** @type {any[]} */ ...message) => {
    const request = { step: message[1]?.request?.step?.do, sent: performance.now(), answered: NaN };
    requests.push(request);
    const answer = await /** @type {any} */ (send)(...message);
    request.answered = performance.now();
    return answer;
  });
  addEventListener('drop', () => {
    const drop = performance.now();
    requests.length = 0;
    Object.assign(globalThis, {
      times: new Promise(resolve => {
        const observer = new MutationObserver(() => {
          if (!document.querySelector('[data-key=filled] .verdict')) return;
          observer.disconnect();
          const end = performance.now();
          const chosen = requests.find(({ step }) => step === 'choose');
          // A look after the fill reads nothing back.
          const read = requests.findLast(({ step, answered }) => step !== 'look' && answered < end);
          const [first = NaN, choose = NaN, fields = NaN, last = NaN] =
            [requests[0]?.sent, chosen?.sent, chosen?.answered, read?.answered];
          resolve({
            whole: last - drop,
            file: first - drop,
            look: choose - first,
            choose: fields - choose,
            fields: last - fields,
            verdict: end - last,
          });
        });
        observer.observe(document, { childList: true, subtree: true });
      }),
    });
  }, { capture: true, once: true });
}

/**
 * @param {string} browser
 * @param {Measured[]} all
 */
function print(browser, all) {
  console.log(`
Time to fill the form in ${browser}, on each look of it: milliseconds, the median of
${rounds} fills in pages that were just loaded, after one that doesn't count.

By hand: a script in the page that knows it by heart opens the list of providers, clicks Container
registry as soon as it is there, writes each field as soon as it is there, and reads all back.
Keyferry: from the drop of the key file on the panel, beside the page, until the last field is read
back; then its parts: until the page is asked for the first time, until the provider is being chosen,
until it is chosen, until the last field is written and read back. What it takes from then until the
panel shows its verdict is told beside.
The limit is 1.25 times the time by hand, and 30 ms.
`);
  const parts = /** @type {const} */ (['file', 'look', 'choose', 'fields', 'verdict']);
  const heads = ['', 'by hand', 'Keyferry', 'limit', 'within', ...parts];
  printTable(heads, all.map(({ look, floor, ours }) => {
    const [hand, whole] = [median(floor), median(ours.map(times => times.whole))];
    const medians = parts.map(part => median(ours.map(times => times[part])));
    return [
      look,
      ...[hand, whole, limit(hand)].map(tenths),
      whole <= limit(hand) ? 'yes' : 'no',
      ...medians.map(tenths),
    ];
  }));
}

/** @param {number} value */
function tenths(value) {
  return value.toFixed(1);
}
