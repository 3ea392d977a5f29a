// The pages in React and in web components behave as such pages do: without that, a fill proven on
// them proves nothing. There is no extension here, only what a person does.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { startSeqera, workspacePath } from '../stand-in/seqera.mjs';
import { seqeraForm, startBrowser, until } from './browser.mjs';
import { credential, filledForm, formIs, untouchedForm } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const grouped = [
  'AWS', 'Azure', 'Google', 'Kubernetes', 'BitBucket', 'CodeCommit', 'GitHub', 'GitLab',
  'Container registry', 'Local', 'SSH', 'Tower Agent',
];
const ordered = [
  'AWS', 'Azure', 'Google', 'Kubernetes', 'Azure Repos', 'BitBucket', 'CodeCommit', 'Gitea',
  'GitHub', 'GitLab', 'Container registry', 'S3-compatible storage', 'SSH', 'Tower Agent',
];

/** What opens the list of providers, and what it offers; `keeps` if it can be told to stay open. */
const looks = {
  'react-mui': { toggle: '[role=combobox]', offered: ordered, keeps: true },
  'react-select': { toggle: '[class*=-control]', offered: ordered, keeps: true },
  'headless-ui': { toggle: '[aria-haspopup=listbox]', offered: ordered, keeps: false },
  radix: { toggle: '[role=combobox]', offered: ordered, keeps: true },
  'web-components': { toggle: '>>> [role=combobox]', offered: grouped, keeps: false },
};
const option = '>>> [role=option]';
const typedInto = '>>> input:is([type=text], [type=password]):not([role=combobox])';
const submit = '>>> button[type=submit]';

/** @type {import('../stand-in/seqera.mjs').Seqera} */
let seqera;
/** @type {import('./browser.mjs').Running} */
let browser;
/** @type {Page} */
let page;

before(async () => {
  seqera = await startSeqera();
  browser = await startBrowser({ seqeraPort: seqera.port, extension: false });
});
afterEach(async () => {
  await page.close();
  assert.deepEqual(browser.problems.splice(0), []);
});
after(async () => {
  await browser?.close();
  await seqera?.close();
});

for (const [look, { toggle, offered, keeps }] of Object.entries(looks)) {
  /**
   * @param {import('../stand-in/seqera.mjs').Variant} [variant]
   * @param {string} [path]
   */
  const open = async (variant, path = workspacePath) => {
    seqera.play({ look, variant });
    page = await browser.openSeqera(path);
  };
  const inputs = (/** @type {number} */ count) =>
    until(() => page.$$(typedInto), all => all.length === count);
  const options = async () => {
    await page.waitForSelector(option);
    return page.$$eval(option, all => all.map(one => one.textContent));
  };
  const choose = async (/** @type {string} */ provider) => {
    await page.click(toggle);
    await until(options, texts => texts.includes(provider));
    const [wanted] = await page.$$(`${option} ::-p-text(${provider})`);
    await wanted?.asLocator().click();
    await closed();
  };
  const closed = () => until(() => page.$(option), shown => shown === null);
  const disabled = (/** @type {string} */ selector) => page.$eval(selector, element =>
    element.matches(':disabled, [aria-disabled=true]'));
  const typed = async () => {
    const values = [credential.name, credential.userName, credential.password, credential.registry];
    for (const [index, input] of (await inputs(4)).entries()) {
      assert.equal(await disabled(submit), index < 3, `Add is off before input ${index}`);
      await input.type(values[index] ?? '');
    }
    await page.keyboard.press('Tab');
  };

  describe(`the ${look} page`, () => {
    test('is filled by a person', async () => {
      await open();
      await inputs(1);
      assert.deepEqual(await seqeraForm(page), untouchedForm(look));
      await choose('Container registry');
      await typed();
      await formIs(page, filledForm(look));
      assert.equal(await disabled(submit), false);
    });

    test('offers the providers, and closes on Escape', async () => {
      await open();
      await inputs(1);
      await page.click(toggle);
      assert.deepEqual(await options(), offered);
      await page.keyboard.press('Escape');
      await closed();
      assert.equal((await seqeraForm(page))?.value.provider, '');
    });

    test('edits what was saved', async () => {
      await open(undefined, workspacePath.replace(/new$/, '5dE3kF/edit'));
      const [name] = await inputs(4);
      assert.equal(await page.$eval('h1', ({ textContent }) => textContent), 'Edit Credentials');
      assert.equal(await name?.evaluate(input => /** @type {any} */ (input).disabled), true);
      assert.equal(await page.$eval(toggle, shown =>
        shown.closest('[aria-disabled=true], :disabled') !== null), true);
      assert.equal(await page.$eval(submit, ({ textContent }) => textContent), 'Update');
      const { value, dirty } = await seqeraForm(page) ?? {};
      assert.deepEqual(value, {
        ...credential, userName: 'AKIARZPUZDIKLVLVLVLV', password: '',
      });
      assert.equal(dirty, false);
    });

    test('knows no value that was only written into an input', async () => {
      await open();
      const [name] = await inputs(1);
      await name?.evaluate(input => {
        /** @type {HTMLInputElement} */ (input).value = 'only-written';
        input.dispatchEvent(new Event('change', { bubbles: true }));
      });
      assert.deepEqual(await seqeraForm(page), untouchedForm(look));
    });

    test('prefilled holds another registry already', async () => {
      await open('prefilled');
      const shown = await Promise.all((await inputs(4)).map(input =>
        input.evaluate(one => /** @type {HTMLInputElement} */ (one).value)));
      const values = ['quay-robot', 'rnaseq+puller', 'typed-by-the-user', 'quay.io'];
      assert.deepEqual(shown, values);
      const [name, userName, password, registry] = values;
      const { value, valid, dirty } = await seqeraForm(page) ?? {};
      assert.deepEqual(value, { name, provider: 'container-reg', userName, password, registry });
      assert.deepEqual([valid, dirty], [true, false]);
    });

    test('no-registry-option offers no Container registry', async () => {
      await open('no-registry-option');
      await inputs(1);
      await page.click(toggle);
      assert.deepEqual(await options(), offered.filter(name => name !== 'Container registry'));
    });

    test('slow-fields shows the fields some time after the choice', async () => {
      await open('slow-fields');
      await inputs(1);
      await choose('Container registry');
      assert.equal((await seqeraForm(page))?.value.provider, 'container-reg');
      await typed();
      await formIs(page, filledForm(look));
    });

    if (look === 'web-components') return;

    test('late-options says that it loads, and is filled by a person', async () => {
      await open('late-options');
      await inputs(1);
      await page.click(toggle);
      const lists = () => page.$eval('body', body => body.textContent);
      await until(lists, text => text?.includes('Loading…'));
      assert.ok(!(await lists())?.includes('Container registry'));
      await until(lists, text => text?.includes('Container registry'));
      assert.deepEqual(await options(), offered);
      await page.keyboard.press('Escape');
      await closed();
      await choose('Container registry');
      await typed();
      await formIs(page, filledForm(look));
    });

    test('keyed makes every element anew, and keeps what they hold', async () => {
      await open('keyed');
      await inputs(1);
      // At once, as no hand is: an input lives for a moment only.
      const name = await page.evaluate(() => {
        const input = /** @type {HTMLInputElement} */ (document.querySelector('form input'));
        const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value') ?? {};
        set?.call(input, 'a');
        input.dispatchEvent(new Event('input', { bubbles: true }));
        return new Promise(resolve => {
          const timer = setInterval(() => {
            if (input.isConnected) return;
            clearInterval(timer);
            const again = /** @type {HTMLInputElement | null} */ (
              document.querySelector('form input'));
            resolve(again?.value);
          }, 10);
        });
      });
      assert.equal(name, 'a');
      assert.equal((await seqeraForm(page))?.value.name, 'a');
      if (!keeps) return;
      // Likewise: a press that an element doesn't live to see the end of opens nothing.
      await page.evaluate(async selector => {
        const before = document.querySelector(selector);
        while (before?.isConnected) await new Promise(resolve => setTimeout(resolve, 10));
        const toggle = document.querySelector(selector);
        for (const type of ['mousedown', 'mouseup', 'click']) {
          toggle?.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
        }
      }, toggle);
      await options();
      await wait(500);
      assert.deepEqual(await options(), offered);
    });
  });
}
