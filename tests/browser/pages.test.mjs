// The stand-in pages behave as Seqera's own: without that, a fill proven on them proves nothing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  personalPath, seqeraOrigin, startSeqera, workspacePath,
} from '../stand-in/seqera.mjs';
import { seqeraForm, startBrowser, until } from './browser.mjs';

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

/** What differs between the two looks. */
const looks = {
  material: {
    toggle: 'mat-select',
    option: 'mat-option',
    /** @type {(page: Page) => Promise<object[]>} */
    fields: page => page.$$eval('mat-form-field', fields => fields.map(field => ({
      label: field.querySelector('mat-label')?.textContent,
      required: field.querySelector('.mdc-floating-label--required') !== null,
      type: field.querySelector('input')?.type ?? 'provider',
      placeholder: field.querySelector('input')?.placeholder ?? '',
      hint: field.querySelector('mat-hint')?.textContent,
    }))),
    nameHint: 'A unique name to identify these credentials. Use only alphanumeric, dash, and'
      + ' underscore characters.',
    placeholders: ['', '', '', ''],
    providers: [
      'AWS', 'Azure', 'Google', 'Kubernetes', 'Azure Repos', 'BitBucket', 'CodeCommit', 'Gitea',
      'GitHub', 'GitLab', 'Container registry', 'S3-compatible storage', 'SSH', 'Tower Agent',
    ],
  },
  bootstrap: {
    toggle: '.dropdown-toggle',
    option: '.dropdown-item',
    /** @type {(page: Page) => Promise<object[]>} */
    fields: page => page.$$eval('.form-group', fields => fields.map(field => ({
      label: field.querySelector('strong')?.textContent,
      required: field.querySelector('em')?.textContent === '(Required)',
      type: field.querySelector('input')?.type ?? 'provider',
      placeholder: field.querySelector('input')?.placeholder ?? '',
      hint: field.querySelector('small')?.textContent,
    }))),
    nameHint: 'A unique name to identify these credentials. Use only alphanumeric, dash and'
      + ' underscore characters.',
    placeholders: [
      'Type a name', 'Type the registry user name', 'Type the  registry password',
      'Type the registry server name e.g. docker.io',
    ],
    providers: [
      'AWS', 'Azure', 'Google', 'Kubernetes', 'BitBucket', 'CodeCommit', 'GitHub', 'GitLab',
      'Container registry', 'Local', 'SSH', 'Tower Agent',
    ],
  },
};
const workspaces = [
  { where: 'an organization', path: workspacePath },
  { where: 'the personal workspace', path: personalPath },
];
const filled = {
  name: 'wave-ecr',
  provider: 'container-reg',
  userName: 'AKIARZPUZDIKKVKVKVKV',
  password: 'kfExampleSecretKeyForTests0000000000/+AB',
  registry: '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
};

for (const look of /** @type {const} */ (['material', 'bootstrap'])) {
  const { toggle, option, fields, nameHint, placeholders, providers } = looks[look];

  /**
   * @param {import('../stand-in/seqera.mjs').Variant} [variant]
   * @param {string} [path]
   */
  const open = async (variant, path = workspacePath) => {
    seqera.play({ look, variant });
    browser.problems.length = 0;
    return browser.openSeqera(path);
  };

  /** @param {Page} page */
  const shownProviders = async page => {
    await page.waitForSelector(option);
    return page.$$eval(option, all => all.map(one => one.textContent?.trim()));
  };

  /**
   * Chooses a provider with the mouse, as a user does.
   *
   * @param {Page} page
   * @param {string} name
   */
  const choose = async (page, name) => {
    await page.click(toggle);
    const index = (await shownProviders(page)).indexOf(name);
    assert.notEqual(index, -1, `${name} is offered`);
    await (await page.$$(option))[index]?.click();
    await page.waitForSelector(option, { hidden: true });
  };

  /**
   * The inputs once there are `count` of them.
   *
   * @param {Page} page
   * @param {number} count
   */
  const inputs = (page, count) => until(() => page.$$('form input'), all => all.length === count);

  describe(`the ${look} page`, () => {
    for (const { where, path } of workspaces) {
      test(`takes a container registry's credentials in ${where}`, async () => {
        const page = await open(undefined, path);
        assert.equal(page.url(), seqeraOrigin + path);
        const name = {
          label: 'Name', required: true, type: 'text', placeholder: placeholders[0], hint: nameHint,
        };
        const provider = {
          label: 'Provider',
          required: true,
          type: 'provider',
          placeholder: '',
          hint: 'Select provider (or credential type).',
        };
        assert.deepEqual(await fields(page), [name, provider]);

        await choose(page, 'Container registry');
        await inputs(page, 4);
        assert.deepEqual(await fields(page), [name, provider, {
          label: 'User name',
          required: true,
          type: 'text',
          placeholder: placeholders[1],
          hint: 'The user name to grant you access to the container registry.',
        }, {
          label: 'Password',
          required: true,
          type: 'password',
          placeholder: placeholders[2],
          hint: 'The password to grant you access to the container registry.',
        }, {
          label: 'Registry server',
          required: false,
          type: 'text',
          placeholder: placeholders[3],
          hint: "The container registry server name (if not provided 'docker.io' is used by"
            + ' default).',
        }]);

        const disabled = () => page.$eval('button[type=submit]', button =>
          /** @type {HTMLButtonElement} */ (button).disabled);
        const { name: nameValue, userName, password, registry } = filled;
        const values = [nameValue, userName, password, registry];
        for (const [index, input] of (await inputs(page, 4)).entries()) {
          assert.equal(await disabled(), index < 3, `Add is off before input ${index}`);
          await input.type(values[index] ?? '');
        }
        const form = await seqeraForm(page);
        assert.deepEqual(form, {
          look,
          value: filled,
          valid: true,
          dirty: true,
          // The last one still has the focus.
          touched: { name: true, provider: true, userName: true, password: true, registry: false },
          submitted: false,
        });
        const posts = () => seqera.requests.filter(({ method }) => method === 'POST');
        assert.deepEqual(posts(), []);

        await page.click('button[type=submit]');
        await until(async () => page.url(), url => url.endsWith('/credentials'));
        assert.deepEqual(posts().map(({ url, body }) => ({ url, body })), [{
          url: '/api/credentials',
          body: {
            credentials: {
              keys: { userName, password, registry }, name: nameValue, provider: 'container-reg',
            },
          },
        }]);
        assert.deepEqual(browser.problems, []);
        await page.close();
      });
    }

    test('offers the providers of its day', async () => {
      const page = await open();
      await page.click(toggle);
      assert.deepEqual(await shownProviders(page), providers);
      await page.close();
    });

    test('shows other fields for other providers', async () => {
      const page = await open();
      const labels = async () => (await fields(page)).map(field =>
        /** @type {{ label: string }} */ (field).label).slice(2);
      await choose(page, 'AWS');
      await inputs(page, 4);
      assert.deepEqual(await labels(), ['Access key', 'Secret key', 'Assume role']);
      await choose(page, 'GitHub');
      await inputs(page, 3);
      assert.deepEqual(await labels(), ['User name', 'Access token']);
      await choose(page, 'Container registry');
      await inputs(page, 4);
      assert.deepEqual(await labels(), ['User name', 'Password', 'Registry server']);
      assert.deepEqual(browser.problems, []);
      await page.close();
    });

    test('follows the event input, and blur, and nothing else', async () => {
      const page = await open();
      const [name] = await inputs(page, 1);
      assert.ok(name);
      /** @param {string} value @param {string[]} events */
      const write = (value, ...events) => name.evaluate((input, value, events) => {
        /** @type {HTMLInputElement} */ (input).value = value;
        for (const type of events) input.dispatchEvent(new Event(type, { bubbles: true }));
      }, value, events);
      const state = async () => {
        const form = await seqeraForm(page);
        return [form?.value.name, form?.dirty, form?.touched.name];
      };
      await write('only-written');
      assert.deepEqual(await state(), ['', false, false]);
      await write('changed', 'change');
      assert.deepEqual(await state(), ['', false, false]);
      await write('composing', 'compositionstart', 'input');
      assert.deepEqual(await state(), ['', false, false]);
      await write('composed', 'compositionend');
      assert.deepEqual(await state(), ['composed', true, false]);
      await write('input', 'input');
      assert.deepEqual(await state(), ['input', true, false]);
      await write('input', 'blur');
      assert.deepEqual(await state(), ['input', true, true]);
      await page.close();
    });

    test('takes a choice made by events that no user caused', async () => {
      const page = await open();
      await page.$eval(toggle, shown => /** @type {HTMLElement} */ (shown).click());
      await page.waitForSelector(option);
      await page.$$eval(option, all => {
        const wanted = all.find(one => one.textContent?.trim() === 'Container registry');
        /** @type {HTMLElement | undefined} */ (wanted)?.click();
      });
      await inputs(page, 4);
      assert.equal((await seqeraForm(page))?.value.provider, 'container-reg');
      await page.close();
    });

    test('refuses a name with other characters', async () => {
      const page = await open();
      const [name] = await inputs(page, 1);
      await choose(page, 'SSH');
      const [, key] = await inputs(page, 2);
      await key?.type('key');
      await name?.type('with a blank');
      assert.equal((await seqeraForm(page))?.valid, false);
      await page.close();
    });

    test('moves between its pages without loading a new document', async () => {
      const page = await open(undefined, '/orgs/genomics/workspaces/rnaseq-prod/credentials');
      assert.equal(await seqeraForm(page), null);
      await page.evaluate(() => {
        /** @type {any} */ (globalThis).sameDocument = true;
      });
      const link = await page.waitForSelector('main a[href$="/credentials/new"]');
      await link?.click();
      await inputs(page, 1);
      assert.equal(page.url(), seqeraOrigin + workspacePath);
      assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).sameDocument), true);
      assert.notEqual(await seqeraForm(page), null);
      await page.goBack();
      await until(() => seqeraForm(page), form => form === null);
      await page.close();
    });

    test('has a policy without eval, inline script or WebAssembly', async () => {
      const page = await open();
      const answer = await page.reload();
      const policy = answer?.headers()['content-security-policy'] ?? '';
      assert.match(policy, /^default-src 'self'; script-src 'self'; style-src 'self' 'nonce-/);
      assert.doesNotMatch(policy, /unsafe/);
      assert.match(await page.evaluate(() => new Promise(refused => {
        addEventListener('securitypolicyviolation', event => refused(event.violatedDirective));
        const script = document.createElement('script');
        script.textContent = 'globalThis.ran = true';
        document.head.append(script);
      })), /^script-src/);
      await page.close();
    });

    describe('in a bad case', () => {
      test('no-registry-option offers no Container registry', async () => {
        const page = await open('no-registry-option');
        await page.click(toggle);
        assert.deepEqual(await shownProviders(page),
          providers.filter(name => name !== 'Container registry'));
        await page.close();
      });

      test('no-form shows a page without the form', async () => {
        const page = await open('no-form');
        assert.equal(await seqeraForm(page), null);
        assert.equal(await page.$('form'), null);
        await page.close();
      });

      test('navigates leaves the form when a provider is chosen', async () => {
        const page = await open('navigates');
        await choose(page, 'Container registry');
        await until(() => seqeraForm(page), form => form === null);
        assert.equal(page.url(), seqeraOrigin + workspacePath.replace(/\/new$/, ''));
        await page.close();
      });

      test('slow-fields shows the fields 400 ms after the choice', async () => {
        const page = await open('slow-fields');
        // The page's clock is held still, so that the test doesn't race with it.
        await page.evaluate(() => {
          const page = /** @type {any} */ (globalThis);
          const { setTimeout } = page;
          page.setTimeout = (/** @type {() => void} */ call, /** @type {number} */ delay) => {
            if (delay !== 400) return setTimeout(call, delay);
            page.appear = call;
            return 0;
          };
        });
        await choose(page, 'Container registry');
        const form = await seqeraForm(page);
        assert.equal(form?.value.provider, 'container-reg');
        assert.equal(form?.valid, false);
        assert.equal((await page.$$('form input')).length, 1);
        await page.evaluate(() => /** @type {any} */ (globalThis).appear());
        await inputs(page, 4);
        await page.close();
      });

      test('prefilled holds another registry already', async () => {
        const page = await open('prefilled');
        const shown = [];
        for (const input of await inputs(page, 4)) {
          shown.push(await input.evaluate(one => /** @type {HTMLInputElement} */ (one).value));
        }
        assert.deepEqual(shown, ['quay-robot', 'rnaseq+puller', 'typed-by-the-user', 'quay.io']);
        const form = await seqeraForm(page);
        assert.deepEqual(form?.value, {
          name: 'quay-robot',
          provider: 'container-reg',
          userName: 'rnaseq+puller',
          password: 'typed-by-the-user',
          registry: 'quay.io',
        });
        assert.equal(form?.valid, true);
        assert.equal(form?.dirty, false);
        assert.deepEqual(browser.problems, []);
        await page.close();
      });
    });
  });
}

test('the stand-in says what instance it is', async () => {
  const page = await browser.openSeqera();
  const answer = await page.evaluate(async () => (await fetch('/api/service-info')).json());
  assert.equal(answer.serviceInfo.waveEnabled, true);
  assert.equal(answer.serviceInfo.seqeraCloud, true);
  await page.close();
});
