// What Keyferry may ask, of Seqera and of AWS: on until a person switches it off in the options, or whoever
// manages the browser does, who has the last word.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { dropFile, inMemory, onlyIn, until } from './browser.mjs';
import { keyFile, say, shown } from './panel.mjs';
import { credential, setStage } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const extension = join(import.meta.dirname, '..', '..', 'extension');
const look = 'material';

/** @typedef {{ on: boolean, locked: boolean, says: string }} Switch */

/** The switches of the options page, as they are seen. @param {Page} options @returns {Promise<Record<string, Switch>>} */
const switches = options => options.$$eval('input[type=checkbox]', boxes => Object.fromEntries(boxes.map(box => [box.name, {
  on: box.checked,
  locked: box.disabled,
  says: document.getElementById(box.getAttribute('aria-describedby') ?? '')?.textContent ?? '',
}])));

/** Waits until they are as expected. @param {Page} options @param {Record<string, Switch>} expected */
const switchesAre = (options, expected) =>
  until(() => switches(options), now => isDeepStrictEqual(now, expected));

const open = {
  asksSeqera: { on: true, locked: false, says: say('options_seqera_why') },
  checksAws: { on: true, locked: false, says: say('options_aws_why').replaceAll('**', '') },
};

describe('what is set by whoever manages the browser', () => {
  /** What stands in either storage. @type {{ local: Record<string, unknown>, managed: Record<string, unknown> | Error }} */
  const stored = { local: {}, managed: {} };
  /** The settings that were asked of the managed storage. @type {string[]} */
  let asked = [];
  /** @type {typeof import('../../extension/settings.js').settings} */
  let settings;
  before(async () => {
    const storage = {
      local: { get: async () => stored.local },
      managed: {
        get: async (/** @type {string[]} */ names) => {
          asked = names;
          if (stored.managed instanceof Error) throw stored.managed;
          return stored.managed;
        },
      },
    };
    Object.assign(globalThis, { browser: { storage } });
    ({ settings } = await import('../../extension/settings.js'));
  });
  after(() => Reflect.deleteProperty(globalThis, 'browser'));

  test('is what the manifest’s schema lets them set, and nothing else', async () => {
    const read = (/** @type {string} */ file) => JSON.parse(readFileSync(join(extension, file), 'utf8'));
    const { type, properties } = read(read('manifest.json').storage.managed_schema);
    assert.equal(type, 'object');
    await settings();
    assert.deepEqual(Object.keys(properties), asked);
    for (const [name, { type, title }] of Object.entries(properties)) {
      assert.equal(type, 'boolean', name);
      assert.ok(title, name);
    }
  });

  test('goes before what the person has set, both ways', async () => {
    stored.local = { asksSeqera: false, checksAws: true };
    stored.managed = { asksSeqera: true, checksAws: false };
    assert.deepEqual(await settings(), {
      asksSeqera: { on: true, managed: true }, checksAws: { on: false, managed: true },
    });
  });

  test('is nothing where nobody manages it, or what was set is neither yes nor no', async () => {
    stored.local = { checksAws: false };
    for (const managed of [{}, { asksSeqera: 'no', checksAws: 1 }, new Error('Managed storage manifest not found')]) {
      stored.managed = managed;
      assert.deepEqual(await settings(), {
        asksSeqera: { on: true, managed: false }, checksAws: { on: false, managed: false },
      });
    }
  });
});

describe('in the options', () => {
  /** @type {import('./stage.mjs').Stage} */
  let stage;
  before(async () => {
    stage = await setStage();
  });
  afterEach(() => stage.leave());
  after(() => stage?.close());

  test('a switch that was pressed shows what is set elsewhere later', async () => {
    const one = await stage.browser.openOptions();
    const other = await stage.browser.openOptions();
    await switchesAre(one, open);
    await one.bringToFront();
    await one.click('#asksSeqera');
    const off = { ...open, asksSeqera: { ...open.asksSeqera, on: false } };
    await switchesAre(other, off);
    await other.bringToFront();
    await other.click('label[for=asksSeqera]');
    await switchesAre(one, open);
    await switchesAre(other, open);
    for (const page of [one, other]) await page.close();
  });

  test('a switch shows what is, where what it was set to can’t be stored', async () => {
    const options = await stage.browser.openOptions();
    await switchesAre(options, open);
    await options.evaluate(() => {
      const { set } = chrome.storage.local;
      chrome.storage.local.set = /** @type {any} */ (async () => {
        chrome.storage.local.set = set;
        throw new Error('The disk is full');
      });
    });
    await options.click('#checksAws');
    await switchesAre(options, open);
    await options.click('#checksAws');
    await switchesAre(options, { ...open, checksAws: { ...open.checksAws, on: false } });
    await options.close();
    await stage.browser.said();
    const problems = stage.browser.problems.splice(0);
    assert.ok(problems.length > 0, 'the console says why');
    for (const problem of problems) assert.match(problem, /The disk is full/);
  });
});

// Chromium reads such settings only where they hold for everybody at the machine, and on a Mac Firefox looks
// for them elsewhere than in `$HOME`.
if (process.platform === 'linux') onlyIn('firefox', () => describe('switched off by whoever manages the browser', () => {
  /** @type {import('./stage.mjs').Stage} */
  let stage;
  before(async () => {
    stage = await setStage({ managed: { asksSeqera: false, checksAws: false } });
  });
  afterEach(() => stage.leave());
  after(() => stage?.close());

  test('both are locked in the options, which say why', async () => {
    const options = await stage.browser.openOptions();
    const locked = { on: false, locked: true, says: say('options_managed') };
    await switchesAre(options, { asksSeqera: locked, checksAws: locked });
    await options.evaluate(() => chrome.storage.local.set({ asksSeqera: true, checksAws: true }));
    await options.reload();
    await switchesAre(options, { asksSeqera: locked, checksAws: locked });
    await options.close();
  });

  test('Seqera is asked nothing, no check is offered, and no secret is kept for one', async () => {
    const { panel } = await stage.beside({ look });
    await panel.evaluate(() => chrome.storage.local.set({ asksSeqera: true, checksAws: true }));
    await dropFile(panel, keyFile('resaved-by-excel.csv'));
    const { rows } = await until(() => shown(panel), ({ headlines }) => isDeepStrictEqual(headlines, [say('all_good')]));
    assert.deepEqual(rows.name?.says, [say('name_good')]);
    assert.deepEqual(stage.seqera.requests.filter(({ byPage }) => !byPage), []);
    assert.equal(await panel.$('[data-do=check], [data-do=forget]'), null);
    assert.equal(await inMemory(panel, credential.password), 0);
  });
}));
