// What can't work gets one clear sentence, and the form is left as it was, or as far as it got,
// which is told field by field. After every test it is proven (`stage.leave`) that Add wasn't
// pressed and that no secret was let out.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { personalPath, workspacePath } from '../stand-in/seqera.mjs';
import { dropFile, inMemory, onlyIn, seqeraForm } from './browser.mjs';
import {
  answerRegion, dropAndAnswer, hold, keyFile, press, ready, row, say, state, verdict,
} from './panel.mjs';
import {
  emptyForm, filledForm, formIs, goodRows, setStage, untouchedForm, values,
} from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const main = keyFile('wave-ecr_accessKeys.csv');

/** What the lists of `no-registry-option` offer. */
const offered = {
  material: [
    'AWS', 'Azure', 'Google', 'Kubernetes', 'Azure Repos', 'BitBucket', 'CodeCommit', 'Gitea',
    'GitHub', 'GitLab', 'S3-compatible storage', 'SSH', 'Tower Agent',
  ],
  bootstrap: [
    'AWS', 'Azure', 'Google', 'Kubernetes', 'BitBucket', 'CodeCommit', 'GitHub', 'GitLab', 'Local',
    'SSH', 'Tower Agent',
  ],
};

/**
 * The row of a field that a fill didn't get to.
 *
 * @param {string} field
 */
const notReached = field => row('icon_waiting', '–', [say(`${field}_not_reached`)]);

/** @type {import('./stage.mjs').Stage} */
let stage;
/** A folder for the files that aren't worth keeping. */
let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyferry-'));
  await writeFile(join(folder, 'empty.csv'), '');
  await writeFile(join(folder, 'large.csv'), 'a,b\n'.repeat(16_385));
  stage = await setStage();
});
afterEach(() => stage.leave());
after(async () => {
  await stage?.close();
  await rm(folder, { recursive: true, force: true });
});

const refused = [
  {
    what: 'a mail password, which looks like a key,',
    files: () => [keyFile('ses-smtp.csv')],
    says: 'file_ses_smtp',
  },
  {
    what: 'a console password',
    files: () => [keyFile('wave-ecr_credentials.csv')],
    says: 'file_console_password',
  },
  {
    what: 'a temporary key',
    files: () => [keyFile('temporary-keys.txt')],
    says: 'file_temporary_key',
  },
  {
    what: 'a key that a spreadsheet changed',
    files: () => [keyFile('altered-by-excel.csv')],
    says: 'file_altered',
  },
  {
    what: 'an empty file',
    files: () => [join(folder, 'empty.csv')],
    says: 'file_empty',
  },
  {
    what: 'a file of more than 64 KiB',
    files: () => [join(folder, 'large.csv')],
    says: 'file_too_large',
  },
  {
    what: 'a file that is no text',
    files: () => [join(import.meta.dirname, '..', '..', 'extension', 'icons', 'icon-128.png')],
    says: 'file_binary',
  },
  {
    what: 'a drop of several files',
    files: () => [main, keyFile('rootkey.csv')],
    says: 'file_several',
  },
];
// A folder gets into a drag of Firefox's only by a hand.
onlyIn('chromium', () => refused.push({
  what: 'a folder',
  files: () => [folder],
  says: 'file_folder',
}));

for (const { what, files, says } of refused) {
  test(`${what} is turned away, and nothing of it is kept`, async () => {
    const { page, panel } = await stage.beside({ look: 'material' });
    await dropFile(panel, files());
    const { state } = await verdict(panel, says);
    assert.equal(state, 'refused');
    assert.deepEqual(await seqeraForm(page), untouchedForm('material'));
    assert.equal(await inMemory(panel, 'fExample'), 0);
  });
}

for (const look of /** @type {const} */ (['material', 'bootstrap'])) {
  const untouched = untouchedForm(look);

  describe(`with the ${look} form`, () => {
    test('after a file that was turned away the right one fills the form', async () => {
      const { page, panel } = await stage.beside({ look });
      await dropFile(panel, keyFile('ses-smtp.csv'));
      await verdict(panel, 'file_ses_smtp');
      await dropAndAnswer(panel);
      await verdict(panel, 'all_good');
      await formIs(page, filledForm(look));
    });

    test('without a Seqera tab the key waits until there is one', async () => {
      const panel = await stage.sidePanel(await stage.openElsewhere());
      await verdict(panel, 'elsewhere_title');
      await dropFile(panel, main);
      await verdict(panel, 'no_form_title');

      const page = await stage.open({ look });
      await ready(panel);
      await press(panel, 'fill_now');
      await answerRegion(panel, 'ireland');
      await verdict(panel, 'all_good');
      await formIs(page, filledForm(look));
    });

    test('on a page without the form the key waits until it is opened', async () => {
      const page = await stage.open({ look, variant: 'no-form' });
      const panel = await stage.sidePanel(page);
      await verdict(panel, 'elsewhere_title');
      await dropFile(panel, main);
      await verdict(panel, 'no_form_title');

      stage.seqera.play({ look });
      await page.reload();
      await ready(panel);
      await press(panel, 'fill_now');
      await answerRegion(panel, 'ireland');
      await verdict(panel, 'all_good');
      await formIs(page, filledForm(look));
    });

    test('of two Seqera tabs the one in front is filled, and the other is named', async () => {
      const other = await stage.open({ look, path: personalPath });
      const { page, panel } = await stage.beside({ look, path: workspacePath });
      const others = await panel.$$eval('.fixes [data-do^=go]', all =>
        all.map(({ textContent }) => textContent));
      assert.deepEqual(others, ['ada']);
      assert.ok((await textOf(panel)).includes(say('tabs_other')));

      await dropAndAnswer(panel);
      await verdict(panel, 'all_good');
      await formIs(page, filledForm(look));
      assert.deepEqual(await seqeraForm(other), untouched);
    });

    test('with two Seqera tabs and another page in front, the user says which', async () => {
      const organization = await stage.open({ look, path: workspacePath });
      const personal = await stage.open({ look, path: personalPath });
      const panel = await stage.sidePanel(await stage.openElsewhere());
      await verdict(panel, 'elsewhere_title');
      await dropFile(panel, main);
      await verdict(panel, 'no_form_title');
      assert.ok((await textOf(panel)).includes(say('tabs_which', { count: 2 })));

      const choices = await panel.$$('.fixes [data-do^=go]');
      const names = await Promise.all(choices.map(one =>
        one.evaluate(({ textContent }) => textContent)));
      assert.deepEqual(names.toSorted(), ['ada', 'genomics / rnaseq-prod']);
      await choices[names.indexOf('genomics / rnaseq-prod')]?.click();
      await ready(panel);
      await press(panel, 'fill_now');
      await answerRegion(panel, 'ireland');
      await verdict(panel, 'all_good');
      await formIs(organization, filledForm(look));
      assert.deepEqual(await seqeraForm(personal), untouched);
    });

    test('a list without Container registry is told, and closed again', async () => {
      const { page, panel } = await stage.beside({ look, variant: 'no-registry-option' });
      await dropAndAnswer(panel);
      const seen = offered[look].join(', ');
      const { rows } = await verdict(panel, 'form_no_container_registry');
      assert.ok((await textOf(panel)).includes(say('form_no_container_registry_why', { seen })));
      assert.deepEqual(rows, {
        name: notReached('name'),
        provider: notReached('provider'),
        user_name: notReached('user_name'),
        password: notReached('password'),
        registry: notReached('registry'),
      });
      // The list was opened and left, as it would be by hand: that alone touches a field.
      assert.deepEqual(await seqeraForm(page), {
        ...untouched, touched: { ...untouched.touched, provider: true },
      });
      await page.waitForSelector('mat-option, .dropdown-item', { hidden: true });
    });

    test('a page that goes elsewhere while it is filled is told, field by field', async () => {
      const { page, panel } = await stage.beside({ look, variant: 'navigates' });
      await dropAndAnswer(panel);
      const { rows } = await verdict(panel, 'form_page_left');
      assert.equal(await seqeraForm(page), null);
      assert.ok(page.url().endsWith('/credentials'), page.url());
      const { provider, ...others } = rows;
      for (const [field, row] of Object.entries(others)) assert.deepEqual(row, notReached(field));
      // The page goes as soon as the provider is chosen: whether that still shows, to be read back,
      // is up to the page.
      assert.ok([goodRows.provider, notReached('provider')].some(row =>
        isDeepStrictEqual(provider, row)), JSON.stringify(provider));
    });

    const left = {
      'is loaded anew': (/** @type {Page} */ page) => page.reload(),
      'goes to another page': (/** @type {Page} */ page) =>
        page.goto(new URL('/orgs/genomics/workspaces/rnaseq-prod/credentials', page.url()).href),
      'is closed': (/** @type {Page} */ page) => page.close(),
    };
    for (const [how, leave] of Object.entries(left)) {
      test(`a tab that ${how} while it is filled gets nothing more`, async () => {
        const { page, panel } = await stage.beside({ look });
        const written = await hold(panel, 'write');
        await dropAndAnswer(panel);
        await written.sent();
        await leave(page);
        await written.release();
        const { rows } = await verdict(panel, 'form_page_left');
        assert.deepEqual(rows, {
          name: notReached('name'),
          provider: goodRows.provider,
          user_name: notReached('user_name'),
          password: notReached('password'),
          registry: notReached('registry'),
        });
        if (!page.isClosed()) {
          assert.ok(isDeepStrictEqual(await seqeraForm(page) ?? untouched, untouched));
        }
      });
    }

    test('when a page was left, the key that is held goes into the next form', async () => {
      const { page, panel } = await stage.beside({ look, variant: 'navigates' });
      await dropAndAnswer(panel);
      await verdict(panel, 'form_page_left');
      stage.seqera.play({ look });
      await page.goto(new URL(workspacePath, page.url()).href);
      await ready(panel);
      await press(panel, 'fill_now');
      await verdict(panel, 'all_good');
      await formIs(page, filledForm(look));
    });
  });
}

test('a Seqera at an address of its own is asked about, and isn’t filled before', async () => {
  const page = await stage.openElsewhere();
  await page.goto(stage.seqera.origin + workspacePath);
  const panel = await stage.sidePanel(page);
  await state(panel, 'elsewhere');
  await stage.browser.pressToolbarButton(page);
  await state(panel, 'instance');
  assert.ok((await textOf(panel)).includes(say('instance_reason', { release: '26.2' })));
  assert.ok(await panel.$('[data-do=add_origin]'));

  await dropFile(panel, main);
  await verdict(panel, 'no_form_title');
  assert.deepEqual(await values(page), emptyForm);
});

/** @param {Page} panel */
const textOf = panel => panel.$eval('.scroll', scroll => scroll.textContent ?? '');
