// What Keyferry costs a page on which nobody needs it, and how long one waits where one does: for the
// frame when a file is dragged across the page, for the result after the drop, for the verdict after a key.
import { setTimeout as wait } from 'node:timers/promises';
import { startChromium } from '../../tests/browser/chromium.mjs';
import { keyFile } from '../../tests/browser/panel.mjs';
import { until } from '../../tests/browser/page.mjs';
import { carry, frameOf } from '../../tests/browser/on-page.mjs';
import { startSeqera } from '../../tests/stand-in/seqera.mjs';
import { showGrid } from './content.js';
import { median, printTable, significant } from './table.mjs';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('../../tests/browser/chromium.mjs').Chromium} Chromium */

/** How long a page is watched, in milliseconds. */
const watched = 60_000;
const shortly = 20_000;
/** How often each wait is measured; the median counts. */
const rounds = 11;
/** What holds the page up for longer is a long task, in milliseconds. */
const long = 50;
/** What all of it may take on a page where nobody is, in milliseconds. */
const limit = 1;
const grid = { rows: 150, columns: 8, before: false };
/** It names the region, so nothing is asked. */
const file = keyFile('resaved-by-excel.csv');

/** @returns {Promise<string[]>} what went wrong */
export async function measureStanding() {
  const seqera = await startSeqera({ look: 'plain' });
  const chromium = await startChromium({ seqeraPort: seqera.port }).catch(error =>
    seqera.close().then(() => {
      throw error;
    }));
  try {
    const costs = await measureCosts(chromium);
    const waits = await measureWaits(chromium, seqera);
    print(await chromium.browser.version(), costs, waits);
    return [];
  } finally {
    await chromium.close();
    await seqera.close();
  }
}

/**
 * @typedef {object} Cost
 * @property {string} name
 * @property {number} seconds for which it was watched
 * @property {number} ours what Keyferry's scripts ran for, in milliseconds
 * @property {number} longest the longest that they ran for at a stretch
 * @property {number} calls
 * @property {number} longTasks tasks over 50 ms in which they ran at all
 */

/**
 * @param {Chromium} chromium
 * @returns {Promise<Cost[]>}
 */
async function measureCosts(chromium) {
  const costs = [];
  /** @type {{ name: string, during: number, path?: string, before?: (page: Page) => Promise<unknown> }[]} */
  const cases = [
    { name: 'nobody there', during: Number(process.env.BENCH_WATCHED ?? 60_000) },
    {
      name: 'the cursor in the grid',
      during: shortly,
      before: async page => {
        // An input is gone before its place has come back: another one stands there by then.
        const { x, y } = await page.$eval('input:not(main *)', input => {
          const { left, top, width, height } = input.getBoundingClientRect();
          return { x: left + width / 2, y: top + height / 2 };
        });
        await page.mouse.click(x, y);
        await page.keyboard.type('a');
      },
    },
    {
      name: 'the cursor in the form: notes are shown',
      during: shortly,
      before: async page => {
        await page.click('main input');
        await page.keyboard.type('wave-ecr');
        await wait(1000);
      },
    },
  ];
  for (const { name, during, before } of cases) {
    console.error(`Watching a grid of inputs that is made anew all the time: ${name}`);
    const page = await chromium.openSeqera();
    await page.evaluate(showGrid, grid);
    await wait(1000);
    await before?.(page);
    costs.push({ name, seconds: during / 1000, ...await trace(page, chromium, during) });
    await page.close();
  }
  return costs;
}

/**
 * What the extension's scripts do in a page meanwhile, as the browser itself takes it down.
 *
 * @param {Page} page
 * @param {Chromium} chromium
 * @param {number} during in milliseconds
 * @returns {Promise<Omit<Cost, 'name' | 'seconds'>>}
 */
async function trace(page, chromium, during) {
  const origin = `chrome-extension://${chromium.extensionId()}/`;
  const session = await page.createCDPSession();
  /** @type {any[]} */
  const events = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel'] },
  });
  await wait(during);
  const done = new Promise(resolve => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await done;
  await session.detach();
  const isOurs = (/** @type {any} */ { args }) =>
    String(args?.data?.url ?? args?.data?.scriptName ?? '').startsWith(origin);
  const inPage = (/** @type {any} */ { args }) => args?.data?.frame !== undefined;
  const calls = events.filter(event => event.name === 'FunctionCall' && isOurs(event) && inPage(event)
    && String(event.args.data.url).match(/\/(content|form)\//));
  const tasks = events.filter(({ name, dur }) => /^(RunTask|ThreadControllerImpl::RunTask)$/.test(name)
    && dur > 1000 * long);
  const times = calls.map(({ dur = 0 }) => dur / 1000);
  const longTasks = tasks.filter(task => calls.some(call => call.tid === task.tid && call.pid === task.pid
    && call.ts >= task.ts && call.ts < task.ts + task.dur)).length;
  return {
    ours: times.reduce((sum, time) => sum + time, 0),
    longest: Math.max(0, ...times),
    calls: calls.length,
    longTasks,
  };
}

/** @typedef {{ name: string, times: number[] }} Wait */

/**
 * @param {Chromium} chromium
 * @param {import('../../tests/stand-in/seqera.mjs').Seqera} seqera
 * @returns {Promise<Wait[]>}
 */
async function measureWaits(chromium, seqera) {
  /** @type {Wait[]} */
  const waits = [];
  for (const look of /** @type {const} */ (['material', 'bootstrap'])) {
    console.error(`Waiting on the look ${look}`);
    seqera.play({ look });
    /** @type {Record<'ready' | 'drawn' | 'result' | 'verdict', number[]>} */
    const times = { ready: [], drawn: [], result: [], verdict: [] };
    for (let round = 0; round < rounds; round += 1) {
      const page = await chromium.newPage();
      await page.evaluateOnNewDocument(takeTimes);
      await page.goto('https://cloud.seqera.io/orgs/genomics/workspaces/rnaseq-prod/credentials/new');
      await page.waitForSelector('main h1, main h2');
      await wait(300);
      const carried = await carry(page, file, { x: 300, y: 800 });
      await carried.drop();
      const taken = () => frameOf(page)?.evaluate(() => /** @type {any} */ (globalThis).times);
      const inFrame = await until(async () => taken(), now => now?.result);
      const entered = await page.evaluate(() => /** @type {any} */ (globalThis).times.entered);
      times.ready.push(inFrame.ready - entered);
      times.drawn.push(inFrame.drawn - entered);
      times.result.push(inFrame.result - inFrame.dropped);
      await wait(1200);
      times.verdict.push(await keystroke(page, chromium));
      await page.close();
    }
    waits.push(
      { name: `${look}: first dragenter to a frame that takes a drop`, times: times.ready },
      { name: `${look}: first dragenter to a frame that is drawn`, times: times.drawn },
      { name: `${look}: drop to the result`, times: times.result },
      { name: `${look}: keystroke to verdict`, times: times.verdict },
    );
  }
  return waits;
}

/** Runs in every document before its own scripts: takes the times of what happens there. */
function takeTimes() {
  /** @type {Record<string, number>} */
  const times = /** @type {any} */ (globalThis).times = {};
  const take = (/** @type {string} */ name) => {
    times[name] ??= performance.timeOrigin + performance.now();
  };
  if (!location.protocol.endsWith('extension:')) {
    addEventListener('dragenter', () => take('entered'), true);
    return;
  }
  addEventListener('drop', () => take('dropped'), true);
  new MutationObserver(() => {
    if (/** @type {any} */ (globalThis).keyferryEarly) take('ready');
    if (document.querySelector('.call')) take('drawn');
    if (document.querySelector('.five')) take('result');
  }).observe(document, { childList: true, subtree: true });
}

/**
 * How long a registry server's verdict takes after the key that makes it wrong.
 *
 * @param {Page} page
 * @param {Chromium} chromium
 */
async function keystroke(page, chromium) {
  const session = await page.createCDPSession();
  let world = 0;
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin === `chrome-extension://${chromium.extensionId()}`
      && context.auxData.frameId === /** @type {any} */ (page.mainFrame())._id) world = context.id;
  });
  await session.send('Runtime.enable');
  const run = async (/** @type {() => unknown} */ work) => {
    const { result } = await session.send('Runtime.evaluate', {
      expression: `(${work})()`, contextId: world, returnByValue: true,
    });
    return result.value;
  };
  await run(() => {
    const given = /** @type {any} */ (globalThis);
    for (const host of document.documentElement.querySelectorAll(':scope > div')) {
      const root = chrome.dom.openOrClosedShadowRoot(/** @type {HTMLElement} */ (host));
      const note = root?.querySelector('[data-field=registry]');
      if (note) new MutationObserver(() => {
        given.toldAt ??= given.typedAt && performance.now();
      }).observe(note, { childList: true });
    }
    addEventListener('input', () => {
      given.typedAt ??= performance.now();
    }, true);
  });
  const inputs = await page.$$('main input');
  await inputs.at(-1)?.click();
  await page.keyboard.press('Home');
  await page.keyboard.type('x');
  const told = await until(() => run(() => {
    const { typedAt, toldAt } = /** @type {any} */ (globalThis);
    return toldAt ? toldAt - typedAt : 0;
  }), Boolean);
  await session.detach();
  return Number(told);
}

/**
 * @param {string} browser
 * @param {Cost[]} costs
 * @param {Wait[]} waits
 */
function print(browser, costs, waits) {
  console.log(`\n${browser}: a Seqera page whose grid of ${grid.rows * grid.columns} inputs is made anew`
    + ' five times a second (milliseconds of our scripts in the page)\n');
  printTable(
    ['a page with', 'seconds', 'ours', 'at a stretch', 'calls', 'in long tasks', 'limit'],
    costs.map(({ name, seconds, ours, longest, calls, longTasks }, at) => [
      name, String(seconds), significant(ours), significant(longest), String(calls), String(longTasks),
      at > 0 ? '' : `${limit} ${ours < limit && longTasks === 0 ? 'kept' : 'MISSED'}`,
    ]),
  );
  console.log(`\n${browser}: what one waits for (milliseconds, ${rounds} times each)\n`);
  printTable(['from … to', 'median', 'most'], waits.map(({ name, times }) => [
    name, significant(median(times)), significant(Math.max(...times)),
  ]));
}
