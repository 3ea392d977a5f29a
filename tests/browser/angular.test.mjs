// The Angular pages behave as the real libraries do: a person can fill them, and the page's own
// model then holds what was typed. No extension is in play.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  editPath, personalEditPath, personalPath, startSeqera, workspacePath,
} from '../stand-in/seqera.mjs';
import { focusOn, seqeraForm, startBrowser, until } from './browser.mjs';
import { credential } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

/** @type {import('../stand-in/seqera.mjs').Seqera} */
let seqera;
/** @type {import('./browser.mjs').Running} */
let browser;

before(async () => {
  seqera = await startSeqera();
  browser = await startBrowser({ seqeraPort: seqera.port, extension: false });
});
after(async () => {
  await browser?.close();
  await seqera?.close();
});

const providers = [
  'AWS', 'Azure', 'Google', 'Kubernetes', 'Azure Repos', 'BitBucket', 'CodeCommit', 'Gitea',
  'GitHub', 'GitLab', 'Container registry', 'S3-compatible storage', 'SSH', 'Tower Agent',
];

/**
 * By look: what a person clicks to open the list of providers, what they type into, and how often
 * the arrow key has to be pressed in an open list to reach the second provider.
 */
const looks = {
  'material': { toggle: 'mat-select', typed: 'form input', downs: 1 },
  'material-combobox': { toggle: '.combobox', typed: 'form input', downs: 1 },
  'ng-select': { toggle: 'ng-select', typed: 'form input:not(ng-select input)', downs: 1 },
  // Here the focus is in the filter above the list.
  'primeng': { toggle: 'p-select', typed: 'form input:not(p-select input)', downs: 2 },
};
const option = '[role=option]';

/**
 * Runs `steps` on a page, then sees that nothing went wrong unseen.
 *
 * @param {{
 *   look: keyof typeof looks, variant?: import('../stand-in/seqera.mjs').Variant, path?: string,
 * }} played
 * @param {(page: Page) => Promise<void>} steps
 */
async function on({ look, variant, path = workspacePath }, steps) {
  seqera.play({ look, variant });
  browser.problems.length = 0;
  const page = await browser.openSeqera(path);
  await steps(page);
  assert.deepEqual(browser.problems, []);
  await page.close();
}

/**
 * Opens the list of providers.
 *
 * @param {Page} page
 * @param {keyof typeof looks} look
 * @returns {Promise<string[]>} what it offers
 */
async function open(page, look) {
  await page.click(looks[look].toggle);
  await page.waitForSelector(option);
  return page.$$eval(option, all => all.map(one => one.textContent?.trim() ?? ''));
}

/**
 * Chooses a provider with the mouse.
 *
 * @param {Page} page
 * @param {keyof typeof looks} look
 * @param {string} name
 */
async function choose(page, look, name) {
  const index = (await open(page, look)).indexOf(name);
  const all = await page.$$(option);
  await all[index]?.click();
  await page.waitForSelector(option, { hidden: true });
}

/**
 * The inputs once there are `count` of them.
 *
 * @param {Page} page
 * @param {keyof typeof looks} look
 * @param {number} count
 */
const inputs = (page, look, count) =>
  until(() => page.$$(looks[look].typed), all => all.length === count);

/** @param {Page} page */
const disabled = page => page.$eval('form button[type=submit]', button =>
  /** @type {HTMLButtonElement} */ (button).disabled);

/** @param {Page} page */
const values = async page => (await seqeraForm(page))?.value;

for (const look of /** @type {(keyof typeof looks)[]} */ (Object.keys(looks))) {
  describe(`the ${look} page`, () => {
    for (const path of [workspacePath, personalPath]) {
      test(`is filled by hand at ${path}`, () => on({ look, path }, async page => {
        assert.deepEqual(await open(page, look), providers);
        await page.keyboard.press('Escape');
        await page.waitForSelector(option, { hidden: true });

        await choose(page, look, 'Container registry');
        const typed = [
          credential.name, credential.userName, credential.password, credential.registry,
        ];
        for (const [index, input] of (await inputs(page, look, 4)).entries()) {
          assert.equal(await disabled(page), index < 3, `Add is off before input ${index}`);
          await input.type(typed[index] ?? '');
        }
        assert.deepEqual(await seqeraForm(page), {
          look,
          value: credential,
          valid: true,
          dirty: true,
          // The last one still has the focus.
          touched: { name: true, provider: true, userName: true, password: true, registry: false },
          submitted: false,
        });

        await page.click('form button[type=submit]');
        await until(async () => page.url(), url => url.endsWith('/credentials'));
        const { name, provider, ...keys } = credential;
        const posts = seqera.requests.filter(({ method }) => method === 'POST');
        assert.deepEqual(posts.map(({ url, body }) => ({ url, body })), [{
          url: '/api/credentials',
          body: { credentials: { name, provider, keys } },
        }]);
      }));
    }

    test('takes a provider from the keyboard', () => on({ look }, async page => {
      const [name] = await inputs(page, look, 1);
      await name?.focus();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForSelector(option);
      for (let down = 0; down < looks[look].downs; down += 1) {
        await page.keyboard.press('ArrowDown');
      }
      await page.keyboard.press('Enter');
      await until(() => values(page), value => value?.provider === 'azure');
    }));

    for (const path of [editPath, personalEditPath]) {
      test(`edits credentials at ${path}`, () => on({ look, path }, async page => {
        assert.equal(await page.$eval('h1', title => title.textContent), 'Edit Credentials');
        const [name, , password] = await inputs(page, look, 4);
        const { registry } = credential;
        const value = {
          name: 'nextflow-ecr',
          provider: 'container-reg',
          userName: 'AKIARZPUZDIKLVLVLVLV',
          password: '',
          registry,
        };
        assert.deepEqual(await values(page), value);
        for (const [shown, text] of [
          [looks[look].toggle, 'Container registry'], ['form button[type=submit]', 'Update'],
        ]) {
          assert.equal(await page.$eval(shown ?? '', element =>
            /** @type {HTMLElement} */ (element).innerText.trim()), text);
        }
        assert.ok(await disabled(page), 'Update is off without a password');

        await name?.type('other');
        await page.click(looks[look].toggle);
        assert.equal(await page.$(option), null, 'another provider can’t be chosen');
        await password?.type(credential.password);
        assert.deepEqual(await values(page), { ...value, password: credential.password });
        assert.ok(!await disabled(page));
      }));
    }

    test('plays the bad cases', async () => {
      await on({ look, variant: 'no-registry-option' }, async page => {
        assert.deepEqual(await open(page, look),
          providers.filter(name => name !== 'Container registry'));
      });
      await on({ look, variant: 'no-form' }, async page => {
        assert.equal(await seqeraForm(page), null);
        assert.equal(await page.$('form'), null);
      });
      await on({ look, variant: 'navigates' }, async page => {
        await choose(page, look, 'Container registry');
        await until(() => seqeraForm(page), form => form === null);
        assert.ok(page.url().endsWith('/credentials'), page.url());
      });
      await on({ look, variant: 'slow-fields' }, async page => {
        await choose(page, look, 'Container registry');
        await inputs(page, look, 4);
      });
      await on({ look, variant: 'prefilled' }, async page => {
        const shown = [];
        for (const input of await inputs(page, look, 4)) {
          shown.push(await input.evaluate(one => /** @type {HTMLInputElement} */ (one).value));
        }
        assert.deepEqual(shown, ['quay-robot', 'rnaseq+puller', 'typed-by-the-user', 'quay.io']);
        const form = await seqeraForm(page);
        assert.deepEqual([form?.value.provider, form?.valid, form?.dirty],
          ['container-reg', true, false]);
      });
    });
  });
}

test('the dialog over the list takes credentials and goes away', () => {
  const look = 'material';
  const path = workspacePath.replace(/\/new$/, '');
  return on({ look, variant: 'dialog', path }, async page => {
    assert.equal(await seqeraForm(page), null);
    await (await page.waitForSelector('main button'))?.click();
    await focusOn(page, 'mat-dialog-container input');
    assert.ok(page.url().endsWith(path), page.url());

    await choose(page, look, 'Container registry');
    const typed = [credential.name, credential.userName, credential.password, credential.registry];
    for (const [index, input] of (await inputs(page, look, 4)).entries()) {
      await input.type(typed[index] ?? '');
    }
    assert.deepEqual(await values(page), credential);
    await page.click('mat-dialog-container button[type=submit]');
    await page.waitForSelector('mat-dialog-container', { hidden: true });
    assert.equal(await seqeraForm(page), null);
    assert.equal(seqera.requests.filter(({ method }) => method === 'POST').length, 1);
    assert.ok(page.url().endsWith(path), page.url());
  });
});

test('what was typed and chosen outlives the elements of the form', () => {
  const look = 'material';
  return on({ look, variant: 'recreated' }, async page => {
    /** Types letter by letter: what has the focus may go between two of them. */
    const type = (/** @type {string} */ text) => until(async () => {
      const { name = '' } = await values(page) ?? {};
      await page.focus('form input');
      await page.keyboard.type(text[name.length] ?? '');
      return values(page);
    }, value => value?.name === text);
    await type('wave');
    const [before] = await inputs(page, look, 1);
    await until(async () => before?.evaluate(input => input.isConnected), shown => !shown);
    await type('wave-ecr');
    const [shown] = await inputs(page, look, 1);
    assert.equal(await shown?.evaluate(input => /** @type {HTMLInputElement} */ (input).value),
      'wave-ecr');

    // An open list goes with the form; the arrow keys choose in a closed one.
    await until(async () => {
      await page.focus('mat-select');
      await page.keyboard.press('ArrowDown');
      return values(page);
    }, value => value?.provider === 'container-reg');
    await inputs(page, look, 4);
    assert.equal((await values(page))?.name, 'wave-ecr');
  });
});
