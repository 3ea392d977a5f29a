// What the page's own Seqera says of a form: by reads on its own origin, with the session of whoever sits
// there, and only about what stands in the form. After every test it is proven (`stage.leave`) that nothing
// was written, nothing else was asked and no secret was in any request.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { dropFile, until } from './browser.mjs';
import { answers, edited, registryCredential, workspace } from '../stand-in/seqera-api.mjs';
import { editPath, personalPath, seqeraOrigin } from '../stand-in/seqera.mjs';
import { dropOnPage, notesOn, pressIn, saysOn } from './on-page.mjs';
import { dropAndAnswer, keyFile, press, say, shown, verdict } from './panel.mjs';
import { credential, filledForm, formIs, setStage, values } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('./panel.mjs').Shown} Shown */

const { name, userName, registry } = credential;
const old = 'AKIARZPUZDIKLVLVLVLV';
const look = 'material';
/** How long the background believes what Seqera said, and what kept it from saying anything. */
const [HOLDS_MS, TROUBLE_MS] = [10_100, 5_100];
/** Names the region, so that nothing is asked. */
const file = keyFile('resaved-by-excel.csv');

/** @type {import('./stage.mjs').Stage} */
let stage;
before(async () => {
  stage = await setStage();
});
afterEach(() => stage.leave());
after(() => stage?.close());

/** What the extension asked, in order. */
const asked = () => stage.seqera.requests.filter(({ byPage }) => !byPage);
const paths = () => asked().map(({ url }) => url);

/** Waits until the panel says something of a field. @param {Page} panel @param {string} field @param {string} key @param {Record<string, string>} [of] */
const says = (panel, field, key, of) =>
  until(() => shown(panel), ({ rows }) => rows[field]?.says.includes(say(key, of)) ?? false);

/** Waits until the note beside a field says something. @param {Page} page @param {string} field @param {string} text */
const noteSays = (page, field, text) =>
  until(() => notesOn(page), ({ notes }) => notes.some(note => note.field === field && note.text === text));

test('name and registry are looked up in the workspace of the address, with the user’s own session', async () => {
  const { panel } = await stage.beside({ look });
  await dropAndAnswer(panel);
  const { rows } = await verdict(panel, 'all_good');
  assert.deepEqual(rows.name?.says, [say('name_free')]);
  const of = `workspaceId=${workspace.workspaceId}`;
  const all = ['/api/service-info', '/api/user-info', '/api/user/417/workspaces',
    `/api/credentials?${of}`, `/api/credentials/validate?name=${name}&${of}`];
  assert.deepEqual([...new Set(paths())].sort(), all.sort());
  assert.equal(paths().length, all.length, 'each was asked once, by the panel and the notes together');
  for (const { session, headers } of asked()) {
    assert.ok(session);
    assert.equal(headers.authorization, undefined, 'no token of its own');
    assert.equal(headers.referer, undefined);
  }
});

test('in the personal workspace no workspace is looked for', async () => {
  const { panel } = await stage.beside({ look, path: personalPath });
  await dropAndAnswer(panel);
  await verdict(panel, 'all_good');
  assert.deepEqual(paths().sort(),
    ['/api/credentials', `/api/credentials/validate?name=${name}`, '/api/service-info']);
});

test('a page on which nothing was begun is asked nothing', async () => {
  const { page } = await stage.beside({ look });
  await page.click('main input');
  await page.keyboard.type('w');
  await saysOn(page, {});
  assert.deepEqual(paths(), []);
});

describe('a name that is taken', () => {
  const taken = [registryCredential({ name, userName: 'robot', registry: 'quay.io' })];

  test('is called out, and one press takes the next free one', async () => {
    const { page, panel } = await stage.beside({ look, credentials: taken });
    await dropFile(panel, file);
    const { rows } = await verdict(panel, 'headline_error', { field: say('field_name') });
    const { verdict: icon, says, offers } = rows.name ?? {};
    if (rows.name?.value === name) {
      assert.equal(icon, say('icon_error'));
      assert.deepEqual(says, [say('name_taken')]);
      assert.deepEqual(offers, [say('use_fix', { fix: `${name}-2` })]);
      await noteSays(page, 'name', 'Won’t work. Taken in this workspace');
      await press(panel, 'use name');
    }
    const after = await verdict(panel, 'all_good');
    assert.equal(after.rows.name?.value, `${name}-2`);
    assert.deepEqual(after.rows.name?.says, [say('name_free')]);
    assert.deepEqual(await values(page), { ...credential, name: `${name}-2` });
  });

  test('is given a number at once where Seqera was heard before the form is filled', async () => {
    const { page, panel } = await stage.beside({ look, credentials: taken });
    await dropFile(panel, keyFile('wave-ecr_accessKeys.csv'));
    // The region is asked meanwhile.
    await until(async () => asked().some(({ path, status }) => path.endsWith('/validate') && status), Boolean);
    await until(() => panel.evaluate(() => document.activeElement?.id), id => id === 'region');
    await panel.keyboard.type('ireland');
    await panel.keyboard.press('Enter');
    const { rows } = await verdict(panel, 'all_good');
    assert.equal(rows.name?.value, `${name}-2`);
    assert.deepEqual(rows.name?.says, [say('name_numbered', { taken: name })]);
    assert.equal((await values(page))?.name, `${name}-2`);
  });

  test('is called out beside the field while it is typed, and asked about once typing pauses', async () => {
    const page = await stage.open({ look, credentials: taken });
    await page.click('main input');
    await page.keyboard.type(name);
    await saysOn(page, { name: 'Won’t work. Taken in this workspace' });
    const validated = paths().filter(path => path.includes('validate'));
    assert.ok(validated.length < name.length, `${validated}`);
    assert.ok(validated.at(-1)?.includes(`name=${name}&`));
    await page.keyboard.type('-b');
    await saysOn(page, { name: 'Good. Free in this workspace' });
  });

  test('in the frame over the page', async () => {
    const page = await stage.open({ look, credentials: taken });
    const frame = await dropOnPage(page, file);
    const fix = await frame.waitForSelector('[data-do="use name"]');
    assert.equal(await fix?.evaluate(button => button.textContent), say('use_fix', { fix: `${name}-2` }));
    await pressIn(page, frame, 'use name');
    await until(() => frame.evaluate(() => document.querySelector('.verdict h2')?.textContent),
      text => text === say('all_good'));
    assert.equal((await values(page))?.name, `${name}-2`);
  });
});

test('an answer about a name that is there no more is not waited for', async () => {
  const page = await stage.open({ look, faults: { validate: { times: 1, hang: Infinity } } });
  await page.click('main input');
  await page.keyboard.type('first');
  await until(async () => paths().some(path => path.includes('name=first&')), Boolean);
  await page.keyboard.type('-second');
  await saysOn(page, { name: 'Good. Free in this workspace' });
  const first = asked().find(({ url }) => url.includes('name=first&'));
  await until(async () => first?.aborted, Boolean);
});

describe('a registry that is served already', () => {
  const other = registryCredential({ name: 'ecr-shared', userName: 'AKIARTX3GSDS2VKVKVKV', registry });
  const dated = (/** @type {typeof other} */ entry, /** @type {string} */ name, /** @type {string} */ dateCreated) =>
    ({ ...entry, name, dateCreated, id: `a${dateCreated.slice(0, 4)}` });
  const quay = registryCredential({ name: 'quay', userName: 'robot', registry: 'quay.io' });
  const later = ['zz', 'aa', 'mm', 'bb'].map((name, at) => dated(quay, name, `${2022 + at}-01-01T00:00:00Z`));

  for (const [order, credentials, key] of /** @type {const} */ ([
    ['first', [dated(other, 'ecr-shared', '2021-01-01T00:00:00Z'), ...later], 'registry_served'],
    ['last', [...later.toReversed(), dated(other, 'ecr-shared', '2021-01-01T00:00:00Z')], 'registry_served_after'],
    ['alone', [other], 'registry_served_twice'],
  ])) {
    test(`by a credential that is listed ${order}`, async () => {
      const { page, panel } = await stage.beside({ look, credentials: [...credentials] });
      await dropAndAnswer(panel);
      const now = await says(panel, 'registry', key, { name: 'ecr-shared' });
      assert.equal(now.rows.registry?.verdict, say('icon_check'));
      assert.deepEqual(now.rows.registry?.says, [say(key, { name: 'ecr-shared' })]);
      await verdict(panel, 'headline_warning', { field: say('field_registry') });
      const link = await panel.$eval('[data-field=registry] a', link => [link.textContent, link.href, link.target]);
      const id = credentials.find(({ name }) => name === 'ecr-shared')?.id;
      assert.deepEqual(link, [say('open_credential', { name: 'ecr-shared' }),
        `${seqeraOrigin}/orgs/genomics/workspaces/rnaseq-prod/credentials/${id}/edit`, '_blank']);
      await formIs(page, filledForm(look));
    });
  }

  test('by one with this very key: there is nothing to add', async () => {
    const { panel } = await stage.beside({ look, credentials: [{ ...other, name: 'ecr', keys: { ...other.keys, userName } }] });
    await dropAndAnswer(panel);
    const { rows } = await says(panel, 'user_name', 'key_stored', { name: 'ecr' });
    assert.equal(rows.user_name?.verdict, say('icon_check'));
    assert.equal(rows.registry?.verdict, say('icon_good'), 'it is said once');
  });

  test('by one with an older key of the same user: that one wants the new key', async () => {
    const { panel } = await stage.beside({ look, credentials: [{ ...other, name, keys: { ...other.keys, userName: old } }] });
    await dropAndAnswer(panel);
    const { rows } = await says(panel, 'user_name', 'key_rotates', { name });
    await says(panel, 'name', 'name_taken');
    assert.deepEqual(rows.name?.offers, [], 'a number would only make a second one');
    assert.deepEqual(rows.user_name?.offers, [say('open_credential', { name })]);
  });

  test('isn’t said of the credential whose key is being replaced', async () => {
    const { panel } = await stage.beside({ look, path: editPath });
    await dropFile(panel, keyFile('wave-ecr_accessKeys.csv'));
    await press(panel, 'rotate');
    await verdict(panel, 'all_good');
    await until(async () => asked().filter(({ status }) => status === 200).length, count => count >= 4);
    assert.ok(asked().some(({ url }) => url.startsWith('/api/credentials?')));
    assert.ok(!paths().some(path => path.includes('validate')), 'its name is its own');
    assert.equal(edited.keys.registry, registry);
    assert.deepEqual((await shown(panel)).headlines, [say('all_good')]);
  });
});

test('Wave being off is said, since the credential would be of no use', async () => {
  const { panel } = await stage.beside({ look, serviceInfo: { waveEnabled: false } });
  await dropAndAnswer(panel);
  await says(panel, 'registry', 'seqera_wave_off');
});

describe('what Seqera can’t or won’t say is one sentence, and the form is filled all the same', () => {
  /** @type {[string, Partial<import('./stage.mjs').Played>, string, string][]} */
  const cases = [
    ['signed out', { signedOut: true }, 'seqera_signed_out', 'icon_check'],
    ['not an owner', { roles: ['launch'] }, 'seqera_may_not_add', 'icon_check'],
    ['an older Platform', { faults: { validate: { answer: answers.notFound } } }, 'name_free', 'icon_good'],
    ['asked too often', { faults: { validate: { answer: answers.tooMany } } }, 'name_unasked_often', 'icon_advice'],
    ['an error of its own', { faults: { validate: { answer: answers.internalError } } }, 'name_unasked_broken', 'icon_advice'],
    ['a proxy’s error', { faults: { validate: { answer: answers.badGateway } } }, 'name_unasked_broken', 'icon_advice'],
    ['a name that it refuses', { faults: { validate: { answer: answers.badRequest } } }, 'name_refused', 'icon_error'],
    ['no connection', { faults: { validate: { answer: 'close' } } }, 'name_unasked_unreachable', 'icon_advice'],
    ['a sign-in page', { faults: { 'user-info': { answer: answers.loginElsewhere } } }, 'seqera_signed_out', 'icon_check'],
    ['a network’s own page', { faults: { validate: { answer: answers.captivePortal } } }, 'name_unasked_not_seqera', 'icon_advice'],
    ['half an answer', { faults: { 'user-info': { answer: answers.halfJson } } }, 'name_unasked_not_seqera', 'icon_advice'],
    ['another shape', { faults: { workspaces: { answer: answers.otherShape } } }, 'name_unasked_not_seqera', 'icon_advice'],
    ['an enormous answer', { faults: { workspaces: { answer: answers.enormous } } }, 'name_unasked_not_seqera', 'icon_advice'],
  ];
  for (const [what, played, key, icon] of cases) {
    test(what, async () => {
      const { page, panel } = await stage.beside({ look, ...played });
      await dropAndAnswer(panel);
      const { rows } = await says(panel, 'name', key);
      assert.equal(rows.name?.verdict, say(icon));
      assert.deepEqual(rows.name?.says, [say(key)]);
      await formIs(page, filledForm(look));
    });
  }

  test('a list that doesn’t come keeps nobody from the rest', async () => {
    const { panel } = await stage.beside({ look, faults: { credentials: { answer: answers.unavailable } } });
    await dropAndAnswer(panel);
    await says(panel, 'registry', 'registry_unasked');
    const { rows } = await verdict(panel, 'all_good');
    assert.deepEqual(rows.name?.says, [say('name_free')]);
  });

  test('no answer in time', async () => {
    const { page, panel } = await stage.beside({ look, faults: { validate: { hang: Infinity } } });
    await dropAndAnswer(panel);
    await formIs(page, filledForm(look));
    await says(panel, 'name', 'name_unasked_timed_out');
  });
});

describe('what Seqera said holds for some seconds', () => {
  /** Goes to another tab, and comes back. @param {Page} page @param {Page} other */
  const backFrom = async (page, other) => {
    await other.close();
    await page.bringToFront();
  };

  test('whoever signs in again is heard at once when coming back', async () => {
    const { page, panel } = await stage.beside({ look, signedOut: true });
    await dropAndAnswer(panel);
    await says(panel, 'name', 'seqera_signed_out');
    const other = await stage.open({ look });
    await wait(TROUBLE_MS);
    await backFrom(page, other);
    const { rows } = await says(panel, 'name', 'name_free');
    assert.equal(rows.name?.verdict, say('icon_good'));
    await noteSays(page, 'name', 'Good. Free in this workspace');
  });

  test('a page that changes by itself has it asked no more often', async () => {
    const page = await stage.open({ look });
    await page.click('main input');
    await page.keyboard.type(name);
    await saysOn(page, { name: 'Good. Free in this workspace' });
    const before = paths();
    await page.evaluate(() => setInterval(() => document.querySelector('main input')?.classList.toggle('ticks'), 400));
    await wait(HOLDS_MS + 2_000);
    assert.deepEqual(paths(), before);
    await page.keyboard.press('Tab');
    await until(async () => paths().length, count => count > before.length);
  });

  test('a name that somebody else has taken meanwhile is free no more', async () => {
    const { page, panel } = await stage.beside({ look });
    await dropAndAnswer(panel);
    await says(panel, 'name', 'name_free');
    stage.seqera.play({ look, credentials: [registryCredential({ name, userName: 'robot', registry: 'quay.io' })] });
    await wait(HOLDS_MS);
    await backFrom(page, await stage.openElsewhere());
    await says(panel, 'name', 'name_taken');
    await noteSays(page, 'name', 'Won’t work. Taken in this workspace');
  });
});

test('switched off in the options, nothing is asked, and the panel says what is open', async () => {
  const { page, panel } = await stage.beside({ look });
  await panel.evaluate(() => chrome.storage.local.set({ asksSeqera: false }));
  await dropAndAnswer(panel);
  await until(() => shown(panel), now => isDeepStrictEqual(now.headlines, [say('all_good')]));
  assert.deepEqual((await shown(panel)).rows.name?.says, [say('name_good')]);
  await noteSays(page, 'name', 'Good. Well formed');
  assert.deepEqual(paths(), []);
});
