// How long it takes to look at a page: to take a snapshot of it, and to recognise the form in that;
// beside a bare walk over all of its nodes, which finds nothing.
import { setTimeout as wait } from 'node:timers/promises';
import { seqeraForm, startChromium, until } from '../../tests/browser/chromium.mjs';
import { startSeqera } from '../../tests/stand-in/seqera.mjs';
import { goOn, showGrid, surround } from './content.js';
import { openPage, servePage } from './serve.mjs';
import { median, printTable, significant, whole } from './table.mjs';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('../../tests/browser/chromium.mjs').Chromium} Chromium */
/** @typedef {import('../../dist/types/keyferry.js').Snapshot} Snapshot */
/** @typedef {import('./content.js').Surroundings} Surroundings */
/** @typedef {import('./recognition.js').Recognition} Recognition */

/** How often a page is loaded anew, for its first look and for its first walk. */
const loads = 9;
/** How often it is looked at and walked over after the first time. */
const turns = 21;
/** How long a page has to itself after it was loaded, in milliseconds. */
const rest = 300;
/** How often a page that doesn't stand still is looked at, and how long it goes on in between. */
const looks = 21;
const pause = 97;
/** The most controls that a snapshot may have. */
const mostControls = 200;

/** The pages, and how many milliseconds the first and a further look may take at most. */
const pages = [
  { name: '1,000 nodes', nodes: 1000 },
  { name: '10,000 nodes', nodes: 10_000, limits: [8, 3] },
  { name: '10,000 nodes, the form out of sight', nodes: 10_000, before: true },
  { name: '100,000 nodes', nodes: 100_000 },
];
const restless = [
  {
    name: '1,200 inputs below the form, made anew each 200 ms',
    start: (/** @type {Page} */ page) =>
      page.evaluate(showGrid, { rows: 150, columns: 8, before: false }),
  },
  {
    name: '1,200 inputs above the form, made anew each 200 ms',
    start: (/** @type {Page} */ page) =>
      page.evaluate(showGrid, { rows: 150, columns: 8, before: true }),
  },
  {
    name: 'a page without an end',
    start: (/** @type {Page} */ page) => page.evaluate(goOn),
  },
];

/**
 * @typedef {{ landmarks: string[], wanted: string[] }} Look what the content script is asked for
 *
 * @typedef {object} World the extension's own view of a page
 * @property {<Given, Result>(run: (given: Given) => Result, given: Given) => Promise<Result>} run
 *
 * @typedef {object} Looked at one page, in milliseconds
 * @property {string} name
 * @property {number[] | undefined} limits
 * @property {{ cold: number[], warm: number[] }} snapshot
 * @property {{ cold: number[], warm: number[] }} walk
 * @property {Snapshot[]} snapshots one of each load
 * @property {Recognition[]} recognised in them
 *
 * @typedef {{ name: string, nodes: number, times: number[], snapshots: Snapshot[], recognised:
 *   Recognition[] }} Restless
 */

/** What finds, fills and judges a form, in the order in which it is brought in. */
const form = ['sight', 'snapshot', 'steps', 'beside', 'notes', 'answer'].map(name => `form/${name}.js`);

/** @returns {Promise<string[]>} what went wrong */
export async function measureSnapshots() {
  const server = await servePage();
  const seqera = await startSeqera({ look: 'plain', isolated: true });
  const chromium = await startChromium({ seqeraPort: seqera.port }).catch(error =>
    seqera.close().then(() => {
      throw error;
    }));
  try {
    const asked = await askedFor(chromium, server.address);
    /** @type {Looked[]} */
    const still = [];
    for (const page of pages) {
      console.error(`Looking at ${page.name}`);
      still.push(await measureStill(page, asked, chromium));
    }
    /** @type {Restless[]} */
    const moving = [];
    for (const page of restless) {
      console.error(`Looking at ${page.name}`);
      moving.push(await measureRestless(page, asked, chromium));
    }
    console.error('Recognising the form');
    for (const page of [...still, ...moving]) {
      page.recognised = await recognise(page.snapshots, chromium, server.address);
    }
    print(await chromium.browser.version(), still, moving);
    return [...still, ...moving].flatMap(wrongIn);
  } finally {
    await chromium.close();
    await seqera.close();
    server.close();
  }
}

/**
 * @param {Looked | Restless} page
 * @returns {string[]}
 */
function wrongIn({ name, snapshots, recognised }) {
  const most = Math.max(...snapshots.map(({ controls }) => controls.length));
  const least = Math.min(...recognised.map(({ fields }) => fields));
  return [
    ...most > mostControls ? [`${name}: a snapshot has ${most} controls`] : [],
    ...least < 5 ? [`${name}: of the form's five fields ${least} were found`] : [],
  ];
}

/**
 * What the panel asks the content script for.
 *
 * @param {Chromium} chromium
 * @param {string} address
 * @returns {Promise<Look>}
 */
async function askedFor(chromium, address) {
  const page = await openPage(chromium, address);
  const { landmarks, wanted } = await page.evaluate(() => bench.look());
  await page.close();
  return { landmarks, wanted };
}

/**
 * Opens the plain form with Container registry chosen in it.
 *
 * @param {Chromium} chromium
 * @returns {Promise<{ page: Page, world: World }>}
 */
async function openForm(chromium) {
  const page = await chromium.newPage();
  const world = await extensionWorld(page, chromium);
  await page.goto('https://cloud.seqera.io/orgs/genomics/workspaces/rnaseq-prod/credentials/new');
  await page.waitForSelector('select.control');
  await page.select('select.control', 'container-reg');
  await until(async () => (await seqeraForm(page))?.value.provider, id => id === 'container-reg');
  // Brought in, and nothing done with it yet.
  await (await chromium.background()).evaluate(async files => {
    const [tab] = await chrome.tabs.query({ active: true, url: 'https://cloud.seqera.io/*' });
    await chrome.scripting.executeScript({ target: { tabId: tab?.id ?? 0 }, files });
  }, form);
  await until(() => world.run(() => globalThis.keyferry?.answer !== undefined, null), Boolean);
  return { page, world };
}

/**
 * The world in which the extension's content scripts run in a page. What runs there is measured on
 * the scripts that the browser has put there, and among the wrappers that it made for them.
 *
 * @param {Page} page
 * @param {Chromium} chromium
 * @returns {Promise<World>}
 */
async function extensionWorld(page, chromium) {
  const session = await page.createCDPSession();
  const origin = `chrome-extension://${chromium.extensionId()}`;
  let world = '';
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin === origin) world = context.uniqueId;
  });
  await session.send('Runtime.enable');
  return {
    run: async (run, given) => {
      await until(async () => world, Boolean);
      const { result, exceptionDetails } = await session.send('Runtime.callFunctionOn', {
        uniqueContextId: world,
        functionDeclaration: String(run),
        arguments: [{ value: given }],
        returnByValue: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
      return result.value;
    },
  };
}

/**
 * Runs in the extension's world: takes snapshots and measures how long that takes.
 *
 * @param {{ asked: Look, count: number }} given
 */
function takeSnapshots({ asked: { landmarks, wanted }, count }) {
  const page = /** @type {Required<import('../../extension/form/keyferry.js').Page>} */ (
    globalThis.keyferry);
  const times = [];
  let snapshot;
  for (let done = 0; done < count; done += 1) {
    const start = performance.now();
    snapshot = page.takeSnapshot(landmarks, wanted);
    times.push(performance.now() - start);
  }
  return { times, snapshot: /** @type {Snapshot} */ (snapshot) };
}

/**
 * Runs in the extension's world: walks over all nodes.
 *
 * @param {number} count
 */
function walk(count) {
  const times = [];
  let nodes = 0;
  for (let done = 0; done < count; done += 1) {
    const start = performance.now();
    const walker = document.createTreeWalker(document);
    nodes = 1;
    while (walker.nextNode()) nodes += 1;
    times.push(performance.now() - start);
  }
  return { times, nodes };
}

/**
 * @param {{ name: string, limits?: number[] } & Surroundings} given
 * @param {Look} asked
 * @param {Chromium} chromium
 * @returns {Promise<Looked>}
 */
async function measureStill({ name, limits, ...surroundings }, asked, chromium) {
  /** @type {Looked} */
  const looked = {
    name,
    limits,
    snapshot: { cold: [], warm: [] },
    walk: { cold: [], warm: [] },
    snapshots: [],
    recognised: [],
  };
  const open = async () => {
    const { page, world } = await openForm(chromium);
    await page.evaluate(surround, surroundings);
    await page.screenshot(); // everything is laid out and drawn once
    await wait(rest);
    return { page, world };
  };
  for (let load = 0; load < loads; load += 1) {
    // Whatever comes first makes the wrappers of the nodes: each gets a page of its own.
    const walked = await open();
    const first = await walked.world.run(walk, 1);
    if (first.nodes !== surroundings.nodes) throw new Error(`the page has ${first.nodes} nodes`);
    looked.walk.cold.push(...first.times);
    looked.walk.warm.push(...(await walked.world.run(walk, turns)).times);
    await walked.page.close();

    const { page, world } = await open();
    const { times, snapshot } = await world.run(takeSnapshots, { asked, count: 1 });
    looked.snapshot.cold.push(...times);
    looked.snapshots.push(snapshot);
    const further = await world.run(takeSnapshots, { asked, count: turns });
    looked.snapshot.warm.push(...further.times);
    await page.close();
  }
  return looked;
}

/**
 * @param {typeof restless[number]} given
 * @param {Look} asked
 * @param {Chromium} chromium
 * @returns {Promise<Restless>}
 */
async function measureRestless({ name, start }, asked, chromium) {
  const { page, world } = await openForm(chromium);
  await start(page);
  await wait(rest);
  const times = [];
  const snapshots = [];
  for (let look = 0; look < looks; look += 1) {
    await wait(pause);
    const taken = await world.run(takeSnapshots, { asked, count: 1 });
    times.push(...taken.times);
    snapshots.push(taken.snapshot);
  }
  const { nodes } = await world.run(walk, 1);
  await page.close();
  return { name, nodes, times, snapshots, recognised: [] };
}

/**
 * Recognises the form in each snapshot, in a page that was just loaded, as the panel is.
 *
 * @param {Snapshot[]} snapshots
 * @param {Chromium} chromium
 * @param {string} address
 * @returns {Promise<Recognition[]>}
 */
async function recognise(snapshots, chromium, address) {
  const recognised = [];
  for (const snapshot of snapshots) {
    const page = await openPage(chromium, address);
    recognised.push(await page.evaluate(taken => bench.recogniseOften(taken), snapshot));
    await page.close();
  }
  return recognised;
}

/**
 * @param {string} browser
 * @param {Looked[]} still
 * @param {Restless[]} moving
 */
function print(browser, still, moving) {
  console.log(`
Time to look at a page in ${browser}: milliseconds, medians. The form, its provider
chosen, stands among tables, lists, links, buttons and a few more fields; five elements have shadow
roots. Cold: the first look at a page that was just loaded; warm: further ones.

The snapshot is taken by the content scripts that the browser has put into the page, in their own
world. Recognition is the panel's part: from the message, as JavaScript has it, into the WebAssembly,
its bounds checked, to the form's fields; cold: the first one that a panel gets, which has recognised
a sample while it waited, as it does after its start. The walk, in the same world, goes over every node of the
document with a TreeWalker, and finds nothing. The ratio is the sum's to the walk's.
`);
  const heads = [
    '', 'controls', 'snapshot', 'recognition', 'sum', 'limit', 'within', 'walk', 'ratio',
  ];
  printTable(heads, still.flatMap(page => ['cold', 'warm'].map((kind, at) => {
    const warm = kind === 'warm';
    const snapshot = median(warm ? page.snapshot.warm : page.snapshot.cold);
    const recognition = median(page.recognised.flatMap(one => warm ? one.warm : one.cold));
    const sum = snapshot + recognition;
    const limit = page.limits?.[at];
    const walk = median(warm ? page.walk.warm : page.walk.cold);
    return [
      `${page.name}, ${kind}`,
      whole(page.snapshots[0]?.controls.length ?? NaN),
      ...[snapshot, recognition, sum].map(significant),
      limit ? whole(limit) : '',
      limit ? sum <= limit ? 'yes' : 'no' : '',
      significant(walk),
      (sum / walk).toFixed(1),
    ];
  })));

  console.log(`
Pages that don't stand still, each looked at ${looks} times, ${pause} ms apart. A snapshot has ${mostControls} controls at
most, and the form's five fields must be among them.
`);
  printTable(['', 'nodes at the end', 'most controls', 'fields', 'snapshot', 'slowest'],
    moving.map(({ name, nodes, times, snapshots, recognised }) => [
      name,
      whole(nodes),
      whole(Math.max(...snapshots.map(({ controls }) => controls.length))),
      whole(Math.min(...recognised.map(({ fields }) => fields))),
      significant(median(times)),
      significant(Math.max(...times)),
    ]));
}
