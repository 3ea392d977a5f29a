// Every page of tests/pages/ is filled, whatever its provider is chosen by, its fields are named by,
// and its elements go through: a key file dropped on the panel, and the page's own model says what
// came of it. After every test it is proven (`stage.leave`) that Add wasn't pressed and that no
// secret was to be seen. What the two looks that Seqera has had go through on top of that stands in
// fill.test.mjs.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { editPath, personalEditPath, workspacePath } from '../stand-in/seqera.mjs';
import { dropFile, focusOn, seqeraForm, until } from './browser.mjs';
import { keyFile, press, ready, say, shown, state, verdict } from './panel.mjs';
import {
  credential, emptyForm, filledForm, formIs, goodRows, setStage, untouchedForm, values,
} from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('./stage.mjs').Played} Played */

/** Names the region, so that nothing is asked. */
const file = keyFile('resaved-by-excel.csv');

/** The key that stands on a page that edits a credential, and the second one of a file. */
const oldKey = 'AKIARZPUZDIKLVLVLVLV';

/** @type {import('./stage.mjs').Stage} */
let stage;
before(async () => {
  stage = await setStage();
});
afterEach(() => stage.leave());
after(() => stage?.close());

/**
 * The page with the panel beside it, after the key file was dropped.
 *
 * @param {Played} played
 */
async function drop(played) {
  const beside = await stage.beside(played);
  await dropFile(beside.panel, file);
  return beside;
}

/**
 * Drops the key file, and proves that all is well.
 *
 * @param {Played} played
 */
async function fills(played) {
  const { page, panel } = await drop(played);
  const { rows } = await verdict(panel, 'all_good');
  assert.deepEqual(rows, goodRows);
  return { page, panel };
}

const libraries = [
  'material-combobox', 'ng-select', 'primeng', 'react-mui', 'react-select', 'headless-ui', 'radix',
  'web-components', 'plain',
];
for (const look of libraries) {
  describe(`on ${look}`, () => {
    test('a dropped file fills the form, and Undo empties it', async () => {
      const { page, panel } = await fills({ look });
      await formIs(page, filledForm(look));
      await press(panel, 'undo');
      await state(panel, 'undone');
      assert.deepEqual(await values(page), { ...emptyForm, provider: 'container-reg' });
    });

    test('fields that come late are waited for', async () => {
      const { page } = await fills({ look, variant: 'slow-fields' });
      await formIs(page, filledForm(look));
    });

    test('what the user has typed is kept', async () => {
      const { page, panel } = await drop({ look, variant: 'prefilled' });
      const { rows } = await until(() => shown(panel), ({ rows }) => 'registry' in rows);
      assert.deepEqual(await values(page), {
        name: 'quay-robot',
        provider: 'container-reg',
        userName: 'rnaseq+puller',
        password: 'typed-by-the-user',
        registry: 'quay.io',
      });
      assert.ok(rows.password?.says.includes(say('password_kept', { length: 17 })));
      assert.ok(rows.registry?.says.includes(say('registry_kept', { ours: credential.registry })));
    });

    test('a list without Container registry is told by what it offers', async () => {
      const { page, panel } = await drop({ look, variant: 'no-registry-option' });
      const { rows } = await verdict(panel, 'form_no_container_registry');
      assert.equal(rows.password?.verdict, say('icon_waiting'));
      const told = await panel.$eval('.verdict', ({ textContent }) => textContent ?? '');
      for (const provider of ['AWS', 'GitHub', 'SSH']) assert.ok(told.includes(provider), told);
      assert.deepEqual(await values(page), emptyForm);
    });

    for (const [where, path] of /** @type {const} */ ([
      ['a workspace', editPath], ['the personal workspace', personalEditPath],
    ])) {
      test(`the page that edits a credential of ${where} gets a new key, once confirmed`, async () => {
        const { page, panel } = await drop({ look, path });
        await state(panel, 'rotating');
        const question = await panel.$eval('.scroll', ({ textContent }) => textContent ?? '');
        for (const key of [oldKey, credential.userName]) assert.ok(question.includes(key), question);
        const held = await values(page);
        assert.equal(held?.userName, oldKey, 'nothing is written before the answer');

        await press(panel, 'rotate');
        const { rows } = await verdict(panel, 'all_good');
        assert.deepEqual(rows.name?.says, [say('name_stays')]);
        assert.deepEqual(rows.user_name, goodRows.user_name);
        assert.deepEqual(rows.password, goodRows.password);
        assert.deepEqual(await values(page), {
          ...held, userName: credential.userName, password: credential.password,
        });
      });
    }
  });
}

describe('whatever becomes of the elements', () => {
  /** @type {Played[]} */
  const played = [
    { look: 'material', variant: 'dialog', path: workspacePath.replace(/\/new$/, '') },
    { look: 'material', variant: 'recreated' },
    { look: 'material-combobox', variant: 'recreated' },
    { look: 'web-components', variant: 'closed' },
    ...['react-mui', 'react-select', 'headless-ui', 'radix'].flatMap(look => [
      { look, variant: 'late-options' }, { look, variant: 'keyed' },
    ]),
  ];
  for (const one of played) {
    test(`${one.variant} on ${one.look} is filled`, async () => {
      const page = await stage.open(one);
      if (one.variant === 'dialog') await page.click('main button, main a[href$="/credentials/new"]');
      const panel = await stage.sidePanel(page);
      await ready(panel);
      await dropFile(panel, file);
      await verdict(panel, 'all_good');
      assert.deepEqual(await values(page), credential);
    });
  }
});

describe('on the plain form', () => {
  const look = 'plain';
  const variants = [
    // How the provider is chosen,
    'combobox', 'radios', 'datalist', 'menu-button', 'virtual', 'typeahead', 'unmarked', 'popover',
    'cards', 'animated', 'late-options',
    // where the form is and how it lives,
    'recreated', 'dialog', 'drawer', 'frame', 'nested-frame', 'two-forms', 'twice', 'below',
    'decoys', 'unscrolled', 'remade', 'drawer+old-form',
    // what its fields are,
    'shown-fields', 'masked', 'textarea-password', 'formatting', 'locked', 'woken', 'suggesting',
    // how they are named,
    'table-labels', 'aria-only', 'placeholder-only', 'formcontrolname-only', 'floating', 'asterisks',
    'dl', 'fieldset-legend', 'labels-right', 'labels-apart',
    // and several of it at once.
    'combobox+recreated', 'virtual+recreated', 'late-options+recreated', 'unmarked+recreated',
    'combobox+dialog', 'unmarked+dialog', 'popover+drawer', 'virtual+below', 'frame+combobox',
    'unmarked+aria-only', 'unmarked+labels-right', 'unmarked+animated', 'cards+labels-right',
    'cards+decoys', 'decoys+recreated', 'shown-fields+slow-fields',
  ];
  for (const variant of variants) {
    test(`${variant} is filled`, async () => {
      const { page } = await fills({ look, variant });
      const { value, decoys = [] } = await seqeraForm(page) ?? {};
      assert.deepEqual(value, credential);
      assert.deepEqual(decoys, [], 'what nobody sees holds nothing');
    });
  }

  for (const variant of ['veiled', 'signed-out', 'inert', 'veiled+combobox', 'signed-out+unmarked']) {
    test(`${variant}: a form that nobody can get at is left alone`, async () => {
      const page = await stage.open({ look, variant });
      const panel = await stage.sidePanel(page);
      await until(() => shown(panel), ({ headlines }) => headlines.includes(say('elsewhere_title')));
      await dropFile(panel, file);
      await state(panel, 'no_form');
      assert.deepEqual((await seqeraForm(page))?.value, emptyForm);
      assert.deepEqual((await seqeraForm(page))?.decoys ?? [], []);
    });
  }

  test('splash: a form beneath what lets the pointer through is left alone', async () => {
    const { page, panel } = await drop({ look, variant: 'splash' });
    await verdict(panel, 'form_provider_not_opened');
    assert.deepEqual(await seqeraForm(page), untouchedForm(look));
  });

  test('beside another user name the secret stays out until that may be replaced', async () => {
    const { page, panel } = await drop({ look, variant: 'half-filled' });
    const { rows } = await until(() => shown(panel), ({ rows }) => 'registry' in rows);
    assert.deepEqual(rows.password?.says, [say('password_left_out')]);
    const held = await values(page);
    assert.deepEqual([held?.userName, held?.password], ['rnaseq+puller', '']);
    await press(panel, 'use user_name');
    await until(() => shown(panel), ({ rows }) => rows.password?.verdict === say('icon_good'));
    const { userName, password } = credential;
    assert.deepEqual(await values(page), { ...held, userName, password });
  });

  test('a form that the page leads to without loading is filled', async () => {
    const { page, panel } = await stage.open({ look, variant: 'route' }).then(async page => {
      const panel = await stage.sidePanel(page);
      await until(() => shown(panel), ({ headlines }) => headlines.includes(say('elsewhere_title')));
      return { page, panel };
    });
    await page.click('main a[href$="/credentials/new"]');
    await ready(panel);
    await dropFile(panel, file);
    await verdict(panel, 'all_good');
    assert.deepEqual(await values(page), credential);
  });

  test('the form of an instance below a path of its own is filled', async () => {
    const { page, panel } = await fills({ look, path: `/myseqera${workspacePath}` });
    assert.deepEqual(await values(page), credential);
    const { target } = await shown(panel);
    assert.ok(target.includes(say('target_workspace', { workspace: 'genomics / rnaseq-prod' })));
  });

  test('a name that is given and locked stays', async () => {
    const { page, panel } = await drop({ look, variant: 'disabled-name' });
    await verdict(panel, 'all_good');
    assert.deepEqual(await values(page), { ...credential, name: 'team-registry' });
  });

  test('a registry server that is read-only is kept and told', async () => {
    const { page, panel } = await drop({ look, variant: 'read-only-registry' });
    const { rows } = await until(() => shown(panel), ({ headlines }) => headlines.length > 0);
    assert.deepEqual(await values(page), { ...credential, registry: 'docker.io' });
    assert.notEqual(rows.registry?.verdict, say('icon_good'));
  });

  test('a value that the page takes away again is told', async () => {
    const { page, panel } = await drop({ look, variant: 'rejecting' });
    const { rows } = await until(() => shown(panel), ({ headlines }) => headlines.length > 0);
    const registry = (await values(page))?.registry;
    assert.equal(rows.registry?.verdict === say('icon_good'), registry === credential.registry);
  });

  test('fields that the page empties after they were filled are told, and filled again', async () => {
    const { page, panel } = await fills({ look, variant: 'emptied' });
    await until(() => values(page), value => value?.password === '');
    await until(() => shown(panel), ({ rows }) => rows.password?.verdict === say('icon_error'));
    await dropFile(panel, file);
    await verdict(panel, 'all_good');
    assert.deepEqual(await values(page), credential);
  });

  test('a form of two pages gets its name and provider, then its key', async () => {
    const { page, panel } = await drop({ look, variant: 'two-pages' });
    await verdict(panel, 'form_fields_missing');
    assert.deepEqual(await values(page), {
      ...credential, userName: '', password: '', registry: '',
    });
    await page.click('.next:enabled');
    await press(panel, 'fill_now');
    const { rows } = await until(() => shown(panel), ({ rows }) => rows.password?.verdict === say('icon_good'));
    assert.deepEqual({ ...rows, name: undefined }, { ...goodRows, name: undefined });
    assert.equal(rows.name?.verdict, say('icon_check'), 'what another page has is not called good');
    assert.deepEqual(rows.name?.says, [say('name_elsewhere')]);
    assert.deepEqual(await values(page), credential);
  });

  test('what was there before the provider was changed comes back with Undo', async () => {
    const page = await stage.open({ look });
    await page.select('select', 'aws');
    const theirs = await until(() => values(page), value => value?.provider === 'aws');
    const panel = await stage.sidePanel(page);
    await ready(panel);
    await dropFile(panel, file);
    await verdict(panel, 'form_other_provider', { provider: 'AWS' });
    await press(panel, 'replace provider');
    await verdict(panel, 'all_good');
    assert.deepEqual(await values(page), credential);

    await press(panel, 'undo');
    await state(panel, 'undone');
    assert.deepEqual(await values(page), theirs);
    const text = await panel.$eval('.scroll', ({ textContent }) => textContent ?? '');
    assert.ok(!text.includes(say('undone_provider_stays')), text);
  });

  test('a second file replaces what the first one wrote, though the page has made it anew', async () => {
    const { page, panel } = await fills({ look, variant: 'combobox+recreated' });
    await dropFile(panel, keyFile('new_user_credentials.csv'));
    await focusOn(panel, 'input[name=key]');
    await panel.keyboard.press('ArrowDown');
    await panel.keyboard.press('Enter');
    const { rows } = await until(() => shown(panel), ({ rows }) => rows.user_name?.value === oldKey);
    assert.equal(rows.password?.verdict, say('icon_good'));
    assert.deepEqual(await values(page), {
      ...credential,
      name: 'nextflow-ci',
      userName: oldKey,
      password: 'kfExampleSecretKeyForTests1111111111/+CD',
    });
  });

  test('nothing is touched before a file is there', async () => {
    const { page } = await stage.beside({ look });
    assert.deepEqual(await seqeraForm(page), untouchedForm(look));
  });
});
