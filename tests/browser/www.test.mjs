// The page that works without the extension, as `cargo xtask demo` serves it: the main job on a
// practice form, and nothing that leaves the page.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { dropFile, startBrowser, until } from './browser.mjs';
import { answerRegion, keyFile, press, row, say, shown, state, verdict } from './panel.mjs';
import { credential, goodRows } from './stage.mjs';
import { startWww } from './www.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const main = keyFile('wave-ecr_accessKeys.csv');

/** The fields as the practice form shows them when the file was dropped and Ireland chosen. */
const filled = {
  name: credential.name,
  provider: 'Container registry',
  user_name: credential.userName,
  password: credential.password,
  registry: credential.registry,
};

/** The notes beside them. */
const goodNotes = {
  name: say('name_good_note'),
  provider: say('provider_good_note'),
  user_name: say('user_name_good_note'),
  password: say('password_good_note', { length: 40 }),
  registry: say('registry_good_note', { city: 'Ireland' }),
};

/** @type {Awaited<ReturnType<typeof startWww>>} */
let www;
/** @type {import('./browser.mjs').Running} */
let browser;
/** @type {Page} */
let page;
/** What the page asked for over the network. @type {string[]} */
let requests = [];

before(async () => {
  www = await startWww();
  browser = await startBrowser({ seqeraPort: 0, extension: false });
});
beforeEach(async () => {
  page = await browser.newPage();
  requests = [];
  page.on('request', request => requests.push(`${request.method()} ${request.url()}`));
  await page.goto(www.address);
  await state(page, 'waiting');
});
afterEach(async () => {
  for (const request of requests) assert.ok(request.startsWith(`GET ${www.address}`), request);
  assert.deepEqual(browser.problems, []);
  const stored = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  assert.equal(stored, '[{},{},""]');
  assert.ok(!(await page.content()).includes(credential.password), 'the secret is in no HTML');
  await page.close();
});
after(async () => {
  await browser?.close();
  await www?.close();
});

/**
 * Drops a key file on the panel and answers the question for the region.
 *
 * @param {string} file
 */
async function fill(file) {
  await drop(file, '#panel');
  await answerRegion(page, 'ireland');
  return verdict(page, 'all_good');
}

/**
 * Drops a file on the middle of what of an element is in sight.
 *
 * @param {string} file
 * @param {string} selector
 */
async function drop(file, selector) {
  const at = await page.$eval(selector, element => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return { x: (left + right) / 2, y: (top + Math.min(bottom, innerHeight)) / 2 };
  });
  await dropFile(page, file, at);
}

/** What the practice form shows, field by field: the values, the notes, and whether Add is on. */
const practice = () => page.$eval('#practice-form', form => {
  /** @type {Record<string, string>} */
  const values = {};
  /** @type {Record<string, string>} */
  const notes = {};
  for (const place of form.querySelectorAll('[data-field]')) {
    const field = place.getAttribute('data-field') ?? '';
    const chosen = place.querySelector('[role=combobox]')?.textContent ?? '';
    values[field] = place.querySelector('input')?.value ?? chosen.trim();
    const note = place.querySelector('.note');
    if (note) notes[field] = note.textContent ?? '';
  }
  const add = form.querySelector('button[type=submit]');
  return { values, notes, canAdd: add instanceof HTMLButtonElement && !add.disabled };
});

test('a dropped file with a byte order mark and CRLF gives five right fields', async () => {
  const bytes = await readFile(main);
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  assert.ok(bytes.includes('\r\n'));

  const { rows } = await fill(main);
  const name = row('icon_good', credential.name, [say('name_good')]);
  assert.deepEqual(rows, { ...goodRows, name });
  assert.deepEqual(await practice(), { values: filled, notes: goodNotes, canAdd: true });
});

test('a field that is edited by hand gets another verdict, and its fix in one click', async () => {
  await fill(main);
  await page.focus('#practice-registry');
  await page.keyboard.press('Home');
  await page.keyboard.type('https://');
  const { rows } = await verdict(page, 'headline_error', { field: say('field_registry') });
  const fix = say('use_fix', { fix: credential.registry });
  assert.equal(rows.registry?.verdict, say('icon_error'));
  assert.ok(rows.registry?.says.includes(say('registry_scheme')));
  assert.deepEqual(rows.registry?.offers, [fix]);
  assert.deepEqual(await practice(), {
    values: { ...filled, registry: `https://${credential.registry}` },
    notes: { ...goodNotes, registry: say('registry_scheme_note') },
    canAdd: true, // Seqera takes any text here, too
  });

  await press(page, 'use registry');
  await verdict(page, 'all_good');
  assert.deepEqual((await practice()).values, filled);
});

test('a name with a blank is told while it is typed', async () => {
  await fill(main);
  await page.focus('#practice-name');
  await page.keyboard.press('End');
  await page.keyboard.type(' 2');
  const name = row('icon_error', `${credential.name} 2`, [say('name_blank')],
    [say('use_fix', { fix: `${credential.name}-2` })]);
  await until(() => shown(page), ({ rows }) => isDeepStrictEqual(rows.name, name));
  const { notes, canAdd } = await practice();
  assert.deepEqual(notes, { ...goodNotes, name: say('name_blank_note') });
  assert.equal(canAdd, false);
});

test('pressing Add sends nothing', async () => {
  await fill(main);
  const before = requests.length;
  await page.click('#practice-form button[type=submit]');
  await until(() => page.$eval('.answer', answer => answer.textContent), Boolean);
  assert.deepEqual(requests.slice(before), []);
});

test('a file let go beside the panel is not opened', async () => {
  await drop(main, '#practice-form');
  await fill(main);
  assert.equal(page.url(), www.address);
});

test('a file without a key is turned away', async () => {
  await drop(keyFile('ses-smtp.csv'), '#panel');
  await verdict(page, 'file_ses_smtp');
  assert.deepEqual(await practice(), {
    values: { name: '', provider: '' }, notes: {}, canAdd: false,
  });
});
