// The main job, on both looks of Seqera: a key file dropped on the panel fills the form, as the
// page's own model says. After every test it is proven (`stage.leave`) that Add wasn't pressed and
// that no secret was to be seen in the panel, its storage, the page's HTML or a console.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { personalPath, workspacePath } from '../stand-in/seqera.mjs';
import { chooseFile, dropFile, focusOn, inMemory, seqeraForm, until } from './browser.mjs';
import {
  answerRegion, dropAndAnswer, hold, keyFile, press, ready, row, say, shown, state,
  verdict,
} from './panel.mjs';
import {
  credential, emptyForm, filledForm, formIs, goodRows, setStage, statesOf, values,
} from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const main = keyFile('wave-ecr_accessKeys.csv');
const secret = credential.password;
const account = '123456789012';

/** What the second user of `new_user_credentials.csv` has of their own. */
const secondKey = {
  name: 'nextflow-ci',
  userName: 'AKIARZPUZDIKLVLVLVLV',
  password: 'kfExampleSecretKeyForTests1111111111/+CD',
};

const workspaces = [
  {
    where: 'a workspace of an organization',
    path: workspacePath,
    place: say('target_workspace', { workspace: 'genomics / rnaseq-prod' }),
  },
  {
    where: 'the personal workspace',
    path: personalPath,
    place: say('target_personal', { user: 'ada' }),
  },
];

/** @type {import('./stage.mjs').Stage} */
let stage;
before(async () => {
  stage = await setStage();
});
afterEach(() => stage.leave());
after(() => stage?.close());

for (const look of /** @type {const} */ (['material', 'bootstrap'])) {
  describe(`on the ${look} form`, () => {
    for (const { where, path, place } of workspaces) {
      test(`a dropped file fills the form of ${where}`, async () => {
        const { page, panel } = await stage.beside({ look, path });
        assert.equal((await shown(panel)).target, [
          say('target_will_fill', { host: 'cloud.seqera.io' }), say('target_ready'), place,
        ].join(''));

        await dropFile(panel, main);
        await state(panel, 'registry');
        const question = await panel.$eval('.scroll', scroll => scroll.textContent);
        assert.ok(question?.includes(say('registry_needs_region')), 'only the region is asked');
        assert.ok(question?.includes(`${say('account_from_key_id')}${account}`));
        assert.deepEqual(await values(page), emptyForm, 'nothing is written before the answer');

        await answerRegion(panel, 'ireland');
        const { rows, target } = await verdict(panel, 'all_good');
        await formIs(page, filledForm(look));
        assert.deepEqual(rows, goodRows);
        assert.equal(target, say('target_filled', { host: 'cloud.seqera.io' }) + place);
      });
    }

    test('the panel as a tab fills the Seqera tab used last and shows it', async () => {
      const first = await stage.open({ look, path: workspacePath });
      const last = await stage.open({ look, path: personalPath });
      const panel = await stage.panelTab();
      await ready(panel);
      const { target } = await shown(panel);
      assert.ok(target.includes(say('target_personal', { user: 'ada' })), target);

      await dropAndAnswer(panel);
      await verdict(panel, 'all_good');
      await formIs(last, filledForm(look));
      assert.equal(await last.evaluate(() => document.visibilityState), 'visible');
      assert.equal(await panel.evaluate(() => document.visibilityState), 'hidden');
      assert.deepEqual(await values(first), emptyForm);
    });

    test('a second file is filled in at once, with the region used last', async () => {
      const { page, panel } = await stage.beside({ look });
      await dropAndAnswer(panel);
      await verdict(panel, 'all_good');
      await page.reload();
      await until(() => values(page), value => value?.name === '');
      const before = (await statesOf(panel)).length;

      await dropFile(panel, main);
      const lastUsed = row('icon_advice', credential.registry, [
        ...goodRows.registry.says, say('registry_region_last_used', { region: 'eu-west-1' }),
      ], [say('change_region')]);
      const { headlines } = await until(() => shown(panel), ({ rows }) =>
        isDeepStrictEqual(rows.registry, lastUsed));
      assert.deepEqual(headlines, [say('all_good')]);
      await formIs(page, filledForm(look));
      assert.ok(!(await statesOf(panel)).slice(before).includes('registry'), 'nothing is asked');
    });

    test('the region can be changed in the result', async () => {
      const { page, panel } = await stage.beside({ look });
      await dropAndAnswer(panel);
      await verdict(panel, 'all_good');
      await page.reload();
      await until(() => values(page), value => value?.name === '');
      await dropFile(panel, main);
      await panel.waitForSelector('[data-do=change_registry]');

      await press(panel, 'change_registry');
      await answerRegion(panel, 'eu-central-1');
      const registry = `${account}.dkr.ecr.eu-central-1.amazonaws.com`;
      await until(() => shown(panel), ({ rows }) => rows.registry?.value === registry);
      await verdict(panel, 'all_good');
      await formIs(page, filledForm(look, { registry }));
    });

    test('account and region can be changed before the fill', async () => {
      const { page, panel } = await stage.beside({ look });
      await dropFile(panel, main);
      await press(panel, 'change_account');
      await focusOn(panel, '#account');
      await panel.click('#account', { count: 3 });
      await panel.keyboard.type('210987654321');
      await panel.click('#region');
      await panel.keyboard.type('frankfurt');
      const registry = '210987654321.dkr.ecr.eu-central-1.amazonaws.com';
      await until(() => panel.$eval('.well .mono', host => host.textContent),
        text => text === registry);
      await panel.keyboard.press('Enter');

      const { rows } = await verdict(panel, 'headline_warning', { field: say('field_registry') });
      await formIs(page, filledForm(look, { registry }));
      assert.deepEqual(rows, {
        ...goodRows,
        registry: row('icon_check', registry, [
          say('registry_other_account', { account: '210987654321', key_account: account }),
        ], [say('change_account')]),
      });
    });

    test('ECR Public can be chosen instead of an account and a region', async () => {
      const { page, panel } = await stage.beside({ look });
      await dropFile(panel, main);
      await (await panel.waitForSelector('label:has(input[value=public])'))?.click();
      await until(() => panel.$('#region'), region => region === null);
      await press(panel, 'fill');
      const { rows } = await verdict(panel, 'all_good');
      await formIs(page, filledForm(look, { registry: 'public.ecr.aws' }));
      assert.deepEqual(rows.registry?.says, [say('registry_public')]);
    });

    test('of several keys in a file one is chosen with the keyboard', async () => {
      const { page, panel } = await stage.beside({ look });
      await dropFile(panel, keyFile('new_user_credentials.csv'));
      await focusOn(panel, 'input[name=key]');
      await panel.keyboard.press('ArrowDown');
      await panel.keyboard.press('Enter');
      await answerRegion(panel, 'eu-west-1');
      await verdict(panel, 'all_good');
      await formIs(page, filledForm(look, secondKey));
    });

    test('a file that names the region leaves nothing to ask', async () => {
      const { page, panel } = await stage.beside({ look });
      await dropFile(panel, keyFile('resaved-by-excel.csv'));
      await verdict(panel, 'all_good');
      await formIs(page, filledForm(look));
      assert.ok(!(await statesOf(panel)).includes('registry'));
    });

    test('a file dropped before the panel runs is taken once it does', async () => {
      const { page, panel } = await stage.beside({ look });
      const { identifier } = await panel.evaluateOnNewDocument(() => {
        const compile = WebAssembly.instantiateStreaming;
        const held = new Promise(go => Object.assign(globalThis, { go }));
        WebAssembly.instantiateStreaming = (...given) =>
          held.then(() => compile.apply(WebAssembly, given));
      });
      await panel.reload();
      await dropFile(panel, main);
      await panel.evaluate('go()');
      await panel.removeScriptToEvaluateOnNewDocument(identifier);
      await state(panel, 'registry');
      await answerRegion(panel, 'ireland');
      await verdict(panel, 'all_good');
      await formIs(page, filledForm(look));
    });

    test('a file chosen in the file dialog fills the form', async () => {
      const { page, panel } = await stage.beside({ look });
      await chooseFile(panel, '[data-do=choose_file]', main);
      await answerRegion(panel, 'ireland');
      await verdict(panel, 'all_good');
      await formIs(page, filledForm(look));
    });

    test('a pasted text fills the form', async () => {
      await copy(await readFile(keyFile('environment.txt'), 'utf8'));
      const { page, panel } = await stage.beside({ look });
      await press(panel, 'paste');
      await state(panel, 'pasting');
      await shortcut(panel, 'KeyV', 'Paste');
      await verdict(panel, 'all_good');
      // A text has no file name that could suggest a name.
      assert.deepEqual(await seqeraForm(page),
        filledForm(look, { name: `ecr-${account}-eu-west-1` }));
    });

    test('undo empties what was written', async () => {
      const { page, panel } = await stage.beside({ look });
      await dropAndAnswer(panel);
      await verdict(panel, 'all_good');
      await press(panel, 'undo');
      await verdict(panel, 'undone_title');
      // A choice of provider can't be taken back, and the panel says so.
      assert.deepEqual(await values(page), { ...emptyForm, provider: 'container-reg' });
    });

    test('what was said of a form ends with its document', async () => {
      const { page, panel } = await stage.beside({ look });
      await dropAndAnswer(panel);
      await verdict(panel, 'all_good');
      await page.reload();
      await state(panel, 'waiting');
      assert.deepEqual(await until(() => values(page), Boolean), emptyForm);
    });

    test('the secret is kept for a check once the form is filled, and wiped on demand', async () => {
      const { panel } = await stage.beside({ look });
      await dropFile(panel, main);
      await state(panel, 'registry');
      assert.ok(await inMemory(panel, secret) > 0, 'it is held while the region is asked');
      await answerRegion(panel, 'ireland');
      await verdict(panel, 'all_good');
      assert.ok(await inMemory(panel, secret) > 0, 'it is kept for a check with AWS');
      await press(panel, 'forget');
      await verdict(panel, 'forgotten_title');
      assert.equal(await inMemory(panel, secret), 0);
    });

    test('the secret is wiped on demand, and the form stays as it is', async () => {
      const { page, panel } = await stage.beside({ look });
      await dropFile(panel, main);
      await state(panel, 'registry');
      await press(panel, 'forget');
      await verdict(panel, 'forgotten_title');
      assert.equal(await inMemory(panel, secret), 0);
      assert.deepEqual(await values(page), emptyForm);
    });

    test('what the user has typed is kept, and replaced on demand', async () => {
      const { page, panel } = await stage.beside({ look, variant: 'prefilled' });
      const theirs = await values(page);
      assert.ok(theirs);
      await dropAndAnswer(panel);
      const free = row('icon_good', theirs.name, [say('name_free')]);
      const { rows } = await until(() => shown(panel), ({ rows }) => isDeepStrictEqual(rows.name, free));
      assert.deepEqual(await values(page), theirs);
      const ours = credential.userName;
      assert.ok(rows.user_name?.says.includes(say('user_name_kept', { ours })));
      assert.ok(rows.password?.says.includes(say('password_kept', { length: 17 })));
      assert.ok(rows.registry?.says.includes(say('registry_kept', { ours: credential.registry })));

      await press(panel, 'use user_name');
      await until(() => shown(panel), ({ rows }) =>
        isDeepStrictEqual(rows.user_name, goodRows.user_name));
      await press(panel, 'replace password');
      await until(() => shown(panel), ({ rows }) =>
        isDeepStrictEqual(rows.password, goodRows.password));
      await press(panel, 'use registry');
      const after = await verdict(panel, 'all_good');
      assert.deepEqual(await values(page), { ...credential, name: theirs.name });
      assert.deepEqual(after.rows, {
        ...goodRows, name: free,
      });
    });

    test('undo gives back what was replaced, and says that a password can’t be', async () => {
      const { page, panel } = await stage.beside({ look, variant: 'prefilled' });
      const theirs = await values(page);
      await dropAndAnswer(panel);
      await press(panel, 'replace all');
      await verdict(panel, 'all_good');
      assert.deepEqual(await values(page), { ...credential, name: theirs?.name });

      await press(panel, 'undo');
      await state(panel, 'undone');
      const text = await panel.$eval('.scroll', ({ textContent }) => textContent ?? '');
      assert.ok(text.includes(say('undone_but_password_title')), text);
      assert.ok(text.includes(say('undone_password')), text);
      assert.ok(!text.includes(say('undone_title')), 'the form isn’t as it was');
      assert.deepEqual(await values(page), { ...theirs, password: '' });
    });

    test('another provider that the user chose is changed only when they say so', async () => {
      const { page, panel } = await stage.beside({ look });
      await chooseProvider(page, 'AWS');
      const theirs = await until(() => values(page), value => value?.provider === 'aws');
      await dropAndAnswer(panel);
      await verdict(panel, 'form_other_provider', { provider: 'AWS' });
      assert.deepEqual(await values(page), theirs);

      await press(panel, 'replace provider');
      await verdict(panel, 'all_good');
      await formIs(page, filledForm(look));
    });

    test('fields that come late are waited for', async () => {
      const { page, panel } = await stage.beside({ look, variant: 'slow-fields' });
      await dropAndAnswer(panel);
      const { rows } = await verdict(panel, 'all_good');
      await formIs(page, filledForm(look));
      assert.deepEqual(rows, goodRows);
      assert.ok((await statesOf(panel)).includes('filling'), 'how far it has got is shown');
    });

    test('Stop leaves the form as far as it got, and Try again goes on', async () => {
      const { page, panel } = await stage.beside({ look });
      const chosen = await hold(panel, 'choose');
      await dropAndAnswer(panel);
      await chosen.sent();
      await press(panel, 'stop');
      await chosen.release();

      // What was on its way to the page when Stop was pressed still arrives, and is told.
      const { rows } = await verdict(panel, 'form_stopped');
      assert.deepEqual(await values(page), { ...emptyForm, provider: credential.provider });
      assert.deepEqual(rows, {
        name: row('icon_waiting', '–', [say('name_not_reached')]),
        provider: goodRows.provider,
        user_name: row('icon_waiting', '–', [say('user_name_not_reached')]),
        password: row('icon_waiting', '–', [say('password_not_reached')]),
        registry: row('icon_waiting', '–', [say('registry_not_reached')]),
      });
      await press(panel, 'fill_now');
      assert.deepEqual((await verdict(panel, 'all_good')).rows, goodRows);
      await formIs(page, filledForm(look));
    });

    test('a file that is dropped during a fill is turned away, and the fill goes on', async () => {
      const { page, panel } = await stage.beside({ look });
      const written = await hold(panel, 'write');
      await dropAndAnswer(panel);
      await written.sent();
      await dropFile(panel, keyFile('new_user_credentials.csv'));
      await written.release();
      await verdict(panel, 'all_good');
      await formIs(page, filledForm(look));
      const said = await panel.$$eval('.line', lines => lines.map(line => line.textContent));
      assert.ok(said.includes(say('file_while_filling')));
    });

    test('how long it takes from the drop to the last field read back', async t => {
      const { page, panel } = await stage.beside({ look });
      assert.ok(await page.evaluate(() =>
        matchMedia('(prefers-reduced-motion: no-preference)').matches), 'animations are on');
      await dropAndAnswer(panel);
      await verdict(panel, 'all_good');
      const times = [];
      for (let fill = 0; fill < 5; fill += 1) {
        await Promise.all([page.reload(), panel.reload()]);
        await ready(panel);
        times.push(await timeOfFill(panel));
        await formIs(page, filledForm(look));
      }
      const median = times.toSorted((a, b) => a - b)[2] ?? NaN;
      const all = times.map(Math.round).join(', ');
      t.diagnostic(`${look}: ${Math.round(median)} ms from drop to the last field read back`
        + ` (median of ${all})`);
    });
  });
}

describe('in a tab that was open before the extension came', () => {
  /** @type {import('./stage.mjs').Stage} */
  let stage;
  before(async () => {
    stage = await setStage({ extension: false });
  });
  afterEach(() => stage.leave());
  after(() => stage?.close());

  test('the form is filled on both looks', async () => {
    const pages = [];
    for (const look of /** @type {const} */ (['material', 'bootstrap'])) {
      pages.push({ look, page: await stage.open({ look }) });
    }
    await stage.browser.install();
    for (const { look, page } of pages) {
      const panel = await stage.sidePanel(page);
      await ready(panel);
      await dropAndAnswer(panel);
      await verdict(panel, 'all_good');
      await formIs(page, filledForm(look));
      await panel.evaluate(() => chrome.storage.local.clear());
    }
  });
});

/**
 * The time from the `drop` event in the panel to its verdict, in milliseconds.
 *
 * @param {Page} panel
 * @returns {Promise<number>}
 */
async function timeOfFill(panel) {
  await panel.evaluate(() => {
    const timed = /** @type {any} */ (globalThis);
    addEventListener('drop', () => {
      const start = performance.now();
      timed.time = new Promise(resolve => {
        const observer = new MutationObserver(() => {
          if (!document.querySelector('[data-key=filled] .verdict')) return;
          resolve(performance.now() - start);
          observer.disconnect();
        });
        observer.observe(document, { childList: true, subtree: true });
      });
    }, { capture: true, once: true });
  });
  await dropFile(panel, main);
  return panel.evaluate(() => /** @type {any} */ (globalThis).time);
}

/**
 * Puts a text on the clipboard as a user does: selects it in an editor and copies it.
 *
 * @param {string} text
 */
async function copy(text) {
  const editor = await stage.openElsewhere();
  await editor.setContent('<textarea></textarea>');
  await editor.$eval('textarea', (area, text) => {
    area.value = text;
    area.select();
  }, text);
  await shortcut(editor, 'KeyC', 'Copy');
  await editor.close();
}

/**
 * Presses Ctrl and a key. DevTools has to be told which command of the editor that is; the event
 * that follows is the browser's own.
 *
 * @param {Page} page
 * @param {'KeyC' | 'KeyV'} key
 * @param {'Copy' | 'Paste'} command
 */
async function shortcut(page, key, command) {
  await page.keyboard.down('Control');
  await page.keyboard.press(key, { commands: [command] });
  await page.keyboard.up('Control');
}

/**
 * Chooses a provider in the page with the mouse.
 *
 * @param {Page} page
 * @param {string} name
 */
async function chooseProvider(page, name) {
  await page.click('mat-select, .dropdown-toggle');
  await page.waitForSelector('mat-option, .dropdown-item');
  for (const option of await page.$$('mat-option, .dropdown-item')) {
    if (await option.evaluate(shown => shown.textContent?.trim()) === name) await option.click();
  }
  await page.waitForSelector('mat-option, .dropdown-item', { hidden: true });
}
