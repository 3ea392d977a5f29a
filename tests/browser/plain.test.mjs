// The plain look of Seqera, in all the ways in which it can be drawn, as a hand uses it: what the
// other tests make of it counts only if a person could fill it, and if it is what it claims to be.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { seqeraOrigin, startSeqera, workspacePath } from '../stand-in/seqera.mjs';
import { browserName, seqeraForm, startBrowser, until } from './browser.mjs';
import { emptyForm, filledForm, untouchedForm, values } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

/** @type {import('../stand-in/seqera.mjs').Seqera} */
let seqera;
/** @type {import('./browser.mjs').Running} */
let browser;
/** @type {Page} */
let page;

before(async () => {
  seqera = await startSeqera({ look: 'plain' });
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

const typed = {
  name: 'wave-ecr',
  provider: 'container-reg',
  userName: 'puller',
  password: 'typed-by-the-user',
  registry: 'quay.io',
};
const listPath = workspacePath.replace(/\/new$/, '');
const controls = [
  '', 'combobox', 'radios', 'datalist', 'menu-button', 'virtual', 'typeahead', 'unmarked', 'popover',
  'animated', 'late-options', 'cards',
];
const places = [
  'dialog', 'drawer', 'frame', 'nested-frame', 'two-forms', 'twice', 'below', 'decoys', 'unscrolled',
  'slow-fields', 'shown-fields', 'masked', 'textarea-password', 'formatting',
];
const namings = [
  'table-labels', 'aria-only', 'placeholder-only', 'formcontrolname-only', 'floating', 'asterisks',
  'dl', 'fieldset-legend', 'labels-right',
];

/**
 * @param {string} variant
 * @param {string} [path]
 */
async function open(variant, path) {
  seqera.play({ look: 'plain', variant });
  page = await browser.openSeqera(path);
  await until(async () => (await innermost()).$('h1'), Boolean);
}

/** The frame that the form is in. */
async function innermost() {
  let frame = page.mainFrame();
  for (;;) {
    const inner = await (await frame.$('iframe'))?.contentFrame();
    if (!inner) return frame;
    frame = inner;
  }
}

/** The form's own controls, without those of other forms and those that nobody sees. */
const own = 'form:has(.primary):not(.panel *) .card-body'
  + ' > :not([class*=decoy],.note,details,[hidden]) .control';
/** Those of them that take a text which is no provider. */
const fields = `${own}:is(input,textarea):not([list],[role=combobox])`;
const item = '.item, .choice-card';

/**
 * What can be seen of what a selector means, in one look: elements may be gone a moment later.
 *
 * @param {string} selector
 * @returns {Promise<{ count: number, focused: number }>} `focused` is the index of that one, or -1
 */
async function visible(selector) {
  return (await innermost()).evaluate(selector => {
    const all = [...document.querySelectorAll(selector)].filter(one => one.checkVisibility());
    return { count: all.length, focused: all.findIndex(one => one === document.activeElement) };
  }, selector);
}

/**
 * @param {string} selector
 * @param {number} index among those that can be seen
 * @param {string} [text] and that read so
 */
async function element(selector, index, text) {
  const found = await (await innermost()).evaluateHandle((selector, index, text) =>
    [...document.querySelectorAll(selector)].filter(one =>
      one.checkVisibility() && (text ?? one.textContent) === one.textContent)[index],
  selector, index, text);
  return /** @type {import('puppeteer-core').ElementHandle<Element> | null} */ (found.asElement());
}

/**
 * Presses an element with the mouse, again if it was made anew in between, until `done`.
 *
 * @param {() => ReturnType<typeof element>} find
 * @param {() => Promise<unknown>} done
 */
async function pressUntil(find, done) {
  await until(async () => {
    if (await done()) return true;
    const found = await find();
    // In a list that scrolls Firefox takes for seen what is below it, and would press beside it.
    await found?.evaluate(one => one.scrollIntoView({ block: 'nearest' })).catch(() => {});
    await found?.click().catch(() => {});
    return done();
  }, Boolean);
}

/** @param {string} selector @param {number} index */
const focus = (selector, index) => pressUntil(
  () => element(selector, index),
  async () => (await visible(selector)).focused === index,
);

/** Chooses Container registry: with the mouse, and by typing where that is what a control takes. */
async function choose() {
  const isChosen = async () => (await values(page))?.provider === 'container-reg';
  const isOpen = async () => (await visible(`${item}, .loading`)).count > 0;
  const kind = await (await innermost()).$$eval(own, all => all[1]?.localName);
  if (kind === 'select') {
    await page.keyboard.press('Tab'); // a press would open the browser's own list
    await until(() => page.keyboard.press('c').then(isChosen), Boolean);
  } else if (kind === 'input' && !await isOpen()) {
    await focus(own, 1);
    await page.keyboard.type('Container registry', { delay: 5 });
  }
  await pressUntil(async () => {
    const option = await element(item, 0, 'Container registry');
    // Far below in a list that draws only what is in sight, it is found by typing.
    if (!option && (await visible('.list-virtual')).count > 0) await page.keyboard.type('contai');
    return option ?? (kind === 'div' || kind === 'button' ? trigger(isOpen) : null);
  }, isChosen);
  await until(() => visible('.list'), ({ count }) => count === 0);
}

/** What opens the list, unless it is open. @param {() => Promise<boolean>} isOpen */
const trigger = async isOpen => (await isOpen() ? null : element(own, 1));

/** Fills the form with the mouse and the keys. */
async function fillByHand() {
  await focus(fields, 0);
  await page.keyboard.type(typed.name, { delay: 40 });
  await choose();
  await until(() => visible(fields), ({ count }) => count === 4);
  for (const [index, key] of /** @type {const} */ (['userName', 'password', 'registry']).entries()) {
    await focus(fields, index + 1);
    await page.keyboard.type(typed[key]);
  }
  await page.keyboard.press('Tab');
}

describe('the plain page takes what a hand types', () => {
  const all = [...controls, ...controls.map(one => (one ? `${one}+recreated` : 'recreated')),
    ...places, ...namings];
  for (const variant of all) {
    test(variant || 'with the browser’s own controls', async () => {
      await open(variant);
      const empty = await until(() => seqeraForm(page), Boolean);
      assert.deepEqual(empty?.value, emptyForm);
      await fillByHand();
      const { decoys, ...form } = await seqeraForm(page) ?? {};
      assert.deepEqual(form, filledForm('plain', typed));
      assert.equal(decoys?.length ?? 0, 0);
    });
  }
});

describe('the plain page is what it claims to be:', () => {
  /** @param {string} selector @param {number} index */
  const handle = async (selector, index) => {
    const found = await element(selector, index);
    assert.ok(found, `${selector} ${index} is there`);
    return found;
  };

  test('recreated loses what no event told', async () => {
    await open('recreated');
    const name = await handle(fields, 0);
    await name.evaluate(one => {
      /** @type {HTMLInputElement} */ (one).value = 'only-written';
    });
    await until(() => name.evaluate(({ isConnected }) => isConnected), isThere => !isThere);
    assert.equal(await (await handle(fields, 0)).evaluate(one =>
      /** @type {HTMLInputElement} */ (one).value), '');
    assert.deepEqual(await seqeraForm(page), untouchedForm('plain'));
  });

  test('it follows the event input, and blur, and nothing else', async () => {
    await open('');
    const name = await handle(fields, 0);
    const told = [];
    for (const event of ['change', 'keyup', 'input', 'blur']) {
      await name.evaluate((one, event) => {
        /** @type {HTMLInputElement} */ (one).value = event;
        one.dispatchEvent(new Event(event, { bubbles: true }));
      }, event);
      const form = await seqeraForm(page);
      told.push([form?.value.name, form?.touched.name]);
    }
    assert.deepEqual(told, [['', false], ['', false], ['input', false], ['input', true]]);
  });

  test('virtual draws a dozen of 400', async () => {
    await open('virtual');
    await (await handle(own, 1)).click();
    const options = await page.$$eval('[role=option]', all =>
      all.map(one => [one.ariaSetSize, one.textContent]));
    assert.equal(options.length, 12);
    assert.ok(options.every(([size, text]) => size === '400' && text !== 'Container registry'));
  });

  test('typeahead offers nothing before something was typed, late-options nothing at once',
    async () => {
      await open('typeahead');
      await (await handle(own, 1)).click();
      await page.keyboard.press('ArrowDown');
      await wait(400);
      assert.equal(await page.$('[role=option]'), null);
      await page.close();
      await open('late-options');
      await (await handle(own, 1)).click();
      assert.deepEqual(await page.$$eval('.list > *', all => all.map(one => one.textContent)),
        ['Loading…']);
    });

  test('unmarked has nothing that says what it is', async () => {
    await open('unmarked');
    const signs = () => page.evaluate(() => [...document.querySelectorAll('.picker, .list')]
      .flatMap(one => [one, ...one.querySelectorAll('*')])
      .flatMap(one => one.getAttributeNames()).filter(name => /^(role|tabindex|aria|id)/.test(name)));
    await (await handle(own, 1)).click();
    assert.equal(await page.$eval('.list', one => one.parentElement?.localName), 'body');
    assert.deepEqual(await signs(), []);
  });

  test('animated fades its list in and out, popover has it in the top layer', async () => {
    await open('animated');
    const trigger = await handle(own, 1);
    const seen = await trigger.evaluate(async one => {
      const opacity = () => Number(getComputedStyle(document.querySelector('.list') ?? one).opacity);
      const after = () => Promise.all(document.getAnimations().map(({ finished }) => finished));
      const click = () => /** @type {HTMLElement} */ (one).click();
      click();
      const opened = opacity();
      await after();
      const open = opacity();
      click();
      await after();
      return { opened, open, closed: document.querySelector('.list') ? opacity() : 0 };
    });
    assert.ok(seen.opened < 0.5, `${seen.opened}`);
    assert.deepEqual([seen.open, seen.closed], [1, 0]);
    await page.close();
    await open('popover');
    await (await handle(own, 1)).click();
    assert.equal(await page.$eval('.list', one => one.matches(':popover-open')), true);
  });

  for (const variant of ['decoys', 'unscrolled', 'decoys+prefilled', 'twice']) {
    test(`nobody sees the decoys of ${variant}`, async () => {
      await open(variant);
      const shot = () => page.screenshot({ encoding: 'base64', fullPage: true });
      await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement)?.blur());
      const before = await shot();
      const count = await page.evaluate(() => {
        const within = '[class^=decoy],details,[hidden],.panel';
        const all = [...document.querySelectorAll('.control, .label')].filter(one => one.closest(within));
        for (const one of all) /** @type {HTMLElement} */ (one).style.background = 'red';
        return all.length;
      });
      assert.ok(count >= 4, `${count} decoys`);
      assert.ok(await shot() === before, 'it looks the same with red decoys');
    });
  }

  test('decoys tell what was written into them', async () => {
    await open('decoys+recreated');
    assert.deepEqual((await seqeraForm(page))?.decoys, []);
    await page.$eval('.decoy-transparent input', one => {
      one.value = 'trapped';
      one.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await wait(250);
    assert.deepEqual((await seqeraForm(page))?.decoys, ['trapped']);
  });

  for (const [variant, depth] of /** @type {const} */ ([['frame', 1], ['nested-frame', 2]])) {
    test(`${variant} has the form in frames of its own origin`, async () => {
      await open(variant);
      await until(() => seqeraForm(page), Boolean);
      assert.equal(page.frames().length, depth + 1);
      assert.ok(page.frames().every(frame => new URL(frame.url()).origin === seqeraOrigin));
      assert.equal(await page.$('form'), null);
    });
  }

  for (const variant of ['route', 'route+drawer', 'route+frame']) {
    test(`${variant} starts with the list and comes to the form without a new document`, async () => {
      await open(variant);
      const frame = await innermost();
      const link = await frame.waitForSelector('main a.primary');
      assert.equal(await seqeraForm(page), null);
      await frame.evaluate('globalThis.sameDocument = true');
      assert.equal(new URL(frame.url()).pathname, listPath);
      await link?.click();
      await until(() => seqeraForm(page), Boolean);
      assert.equal(await frame.evaluate('globalThis.sameDocument'), true);
      assert.equal(new URL(frame.url()).pathname, workspacePath);
    });
  }

  for (const variant of ['shown-fields', 'shown-fields+slow-fields']) {
    test(`${variant} shows fields without adding any`, async () => {
      await open(variant);
      await page.evaluate(() => {
        const noted = /** @type {any} */ (globalThis);
        noted.came = 0;
        new MutationObserver(records => {
          for (const { addedNodes } of records) noted.came += addedNodes.length;
        }).observe(document, { childList: true, subtree: true });
      });
      await fillByHand();
      assert.equal(await page.evaluate('globalThis.came'), 0);
    });
  }

  test('rejecting takes away what came first', async () => {
    await open('rejecting+prefilled');
    await focus(fields, 3);
    await page.keyboard.type('xab');
    assert.equal((await values(page))?.registry, 'ab');
  });

  test('formatting, disabled-name and read-only-registry change or keep what is theirs', async () => {
    await open('formatting');
    await focus(fields, 0);
    await page.keyboard.type(' Wave-ECR ');
    assert.equal((await values(page))?.name, ' Wave-ECR ');
    await page.keyboard.press('Tab');
    assert.equal((await values(page))?.name, 'wave-ecr');
    await page.close();
    await open('disabled-name+read-only-registry');
    await page.focus('select');
    await until(() => page.keyboard.press('c').then(() => values(page)), value =>
      value?.provider === 'container-reg');
    assert.deepEqual(await values(page),
      { ...emptyForm, name: 'team-registry', provider: 'container-reg', registry: 'docker.io' });
    assert.equal(await (await handle(fields, 0)).evaluate(one => one.matches(':disabled')), true);
    await focus(fields, 3);
    await page.keyboard.type('x');
    assert.equal((await values(page))?.registry, 'docker.io');
  });

  test('masked and textarea-password have no input of the type password', async () => {
    for (const [variant, has] of [['masked', 'disc'], ['textarea-password', 'none']]) {
      await open(`${variant}+prefilled`);
      assert.equal(await page.$('[type=password]'), null);
      assert.equal(await (await handle(fields, 2)).evaluate(one =>
        getComputedStyle(one).getPropertyValue('-webkit-text-security')), has);
      if (variant === 'masked') await page.close();
    }
  });

  /** What assistive technology calls User name, and the text that stands anywhere near it. */
  for (const [variant, name, near] of /** @type {const} */ ([
    ['', 'User name', true], ['table-labels', '', true], ['dl', '', true],
    ['aria-only', 'User name', false], ['placeholder-only', 'User name', false],
    ['formcontrolname-only', '', false], ['floating', 'User name', true],
    ['asterisks', 'User name *', true], ['fieldset-legend', '', true],
    ['labels-right', 'User name', true],
  ])) {
    test(`User name is called “${name}” in ${variant || 'its plainest form'}`, async () => {
      await open(`${variant}+prefilled`.replace(/^\+/, ''));
      const input = await handle(fields, 1);
      // Firefox tells nobody but assistive technology.
      if (browserName === 'chromium') {
        assert.equal((await page.accessibility.snapshot({ root: input }))?.name ?? '', name);
      }
      assert.equal(await page.$eval('form', one => one.innerText.includes('User name')), near);
    });
  }

  for (const base of ['', '/myseqera']) {
    test(`a credential is edited, ${base ? 'also below a path' : 'in a form of its own'}`, async () => {
      await open('', `${base}${listPath}/5NvxF0rQ2aYt8kPz1LmW0c/edit`);
      assert.equal(await page.$eval('h1', one => one.textContent), 'Edit Credentials');
      assert.deepEqual(await values(page), {
        name: 'wave-ecr',
        provider: 'container-reg',
        userName: 'AKIARZPUZDIKLVLVLVLV',
        password: '',
        registry: '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
      });
      assert.equal((await visible(`${own}:disabled`)).count, 2);
      assert.equal(await page.$eval('.primary', one => one.textContent), 'Update');
      await (await page.$('.card-footer a'))?.click();
      await until(async () => new URL(page.url()).pathname, path => path === base + listPath);
    });
  }

  test('the cases of every look are played, and each with every way to choose', async () => {
    await open('navigates');
    await (await handle(own, 0)).click();
    await page.keyboard.press('Tab');
    await page.keyboard.press('c');
    await until(async () => new URL(page.url()).pathname, path => path === listPath);
    await page.close();
    await open('no-form');
    assert.equal(await seqeraForm(page), null);
    for (const control of ['', 'combobox', 'cards', 'datalist']) {
      await page.close();
      await open(`no-registry-option${control && `+${control}`}`);
      if (control === 'combobox') await (await handle(own, 1)).click();
      assert.ok(!(await page.content()).includes('Container registry'), control);
    }
  });
});
