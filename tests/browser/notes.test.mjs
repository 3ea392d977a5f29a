// What stands in the form is judged while a person fills it in, with or without a file: each field gets
// its verdict right beside it, in nobody's way, and in the panel when it is open. After every test it is
// proven (`stage.leave`) that Add wasn't pressed and that no secret was let out.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { looks } from '../pages/build.mjs';
import { openedIn, preferScheme, until } from './browser.mjs';
import { dropOnPage, notesOn, saysOn } from './on-page.mjs';
import { dropAndAnswer, keyFile, ready, verdict } from './panel.mjs';
import { credential, setStage } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('./on-page.mjs').Note} Note */

/** Names the region, so that nothing is asked. */
const file = keyFile('resaved-by-excel.csv');
const other = credential.registry.replace('123456789012', '210987654321');

const good = {
  name: 'Good. Free in this workspace',
  provider: 'Good. The type that Wave reads',
  user_name: 'Good. Long-term key',
  password: 'Good. 40 characters',
  registry: 'Good. Private ECR in Ireland',
};

/** @type {import('./stage.mjs').Stage} */
let stage;
before(async () => {
  stage = await setStage();
});
afterEach(() => stage.leave());
after(() => stage?.close());

/** The text fields of the form, in its order. @param {Page} page */
const fieldsOf = async page => {
  const light = await page.$$('main :is(input, textarea)');
  const inputs = light.length > 0 ? light : await page.$$('main >>> :is(input, textarea)');
  const seen = [];
  for (const input of inputs) {
    const isField = await input.evaluate(element => element.checkVisibility({ opacityProperty: true })
      && element.getBoundingClientRect().width > 60 && !element.matches('[role=combobox],[readonly]'));
    if (isField) seen.push(input);
  }
  return seen;
};

/** Puts the cursor into a text field as a hand does, and types in place of what is there. @param {Page} page @param {number} at @param {string} text */
const type = async (page, at, text) => {
  const field = (await fieldsOf(page)).at(at);
  assert.ok(field);
  await field.scrollIntoView();
  // A list that was chosen from fades out, and as long as it does a hand would press its options.
  await until(() => field.evaluate(element => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const root = /** @type {Document | ShadowRoot} */ (element.getRootNode());
    const above = root.elementFromPoint(left + width / 2, top + height / 2);
    return above === element || element.contains(above) || (above?.contains(element) ?? false);
  }), Boolean);
  await field.click({ count: 3 });
  await page.keyboard.type(text);
};

/** Where inputs and buttons stand. @param {Page} page */
const places = page => page.evaluate(() => JSON.stringify([
  document.documentElement.scrollWidth, document.documentElement.scrollHeight,
  ...[...document.querySelectorAll('main :is(input, button, select)')].map(element => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left, top, width, height].map(Math.round);
  }),
]));

/** The texts of a page that a note lies over. @param {Page} page @param {Note[]} notes */
const coveredBy = (page, notes) => page.evaluate(boxes => {
  /** @type {string[]} */
  const covered = [];
  const texts = (/** @type {Node} */ root) => {
    for (const node of root.childNodes) {
      if (node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim()) {
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const { left, top, right, bottom } of range.getClientRects()) {
          const isOver = boxes.some(box => box.left < right - 1 && box.right > left + 1
            && box.top + 3 < bottom && box.bottom - 3 > top && right - left > 1);
          if (isOver && node.parentElement?.checkVisibility({ visibilityProperty: true, opacityProperty: true })) {
            covered.push(node.nodeValue.trim());
          }
        }
      }
      if (node instanceof Element) {
        if (node.shadowRoot) texts(node.shadowRoot);
        texts(node);
      }
    }
  };
  texts(/** @type {Element} */ (document.querySelector('main')));
  return covered;
}, notes.map(({ box }) => box));

for (const look of looks) {
  describe(`on ${look}`, () => {
    test('a name with a blank is called out while it is typed, without a file, and nothing moves', async () => {
      const page = await stage.open({ look });
      const [name] = await fieldsOf(page);
      await name?.click();
      await page.keyboard.type('my');
      await saysOn(page, { name: 'Good. Free in this workspace' });
      const before = await places(page);
      await page.keyboard.type(' creds');
      const notes = await saysOn(page, { name: 'Won’t work. No spaces in names' });
      assert.ok(notes.every(({ seen, short }) => seen && !short), 'it is drawn, in full');
      assert.equal(await places(page), before);
      const [{ box } = assert.fail()] = notes;
      const hit = await page.evaluate((x, y) => document.elementFromPoint(x, y)?.closest('main') !== null,
        (box.left + box.right) / 2, (box.top + box.bottom) / 2);
      assert.ok(hit, 'what is beneath it is what is pressed');
      await page.keyboard.press('Backspace');
    });

    test('a wrong registry is called out after a fill, and no note lies over a text', async () => {
      const page = await stage.open({ look });
      await dropOnPage(page, file, { x: 200, y: 700 });
      await saysOn(page, good);
      await type(page, -1, `https://${credential.registry}`);
      await saysOn(page, { ...good, registry: 'Won’t work. Remove https://' });
      await type(page, -1, other);
      const notes = await saysOn(page, { ...good, registry: 'Check. Another account than the key’s' });
      assert.deepEqual(notes.map(({ field }) => field), ['name', 'provider', 'user_name', 'password', 'registry']);
      assert.deepEqual(await coveredBy(page, notes.filter(({ seen }) => seen)), []);
    });
  });
}

for (const naming of [
  'aria-only', 'placeholder-only', 'formcontrolname-only', 'floating', 'dl', 'fieldset-legend', 'table-labels',
  'labels-right', 'labels-apart',
]) {
  test(`all notes are seen and lie over no text, however fields are named: ${naming}`, async () => {
    const page = await stage.open({ look: 'plain', variant: naming });
    // Wide enough for the result to stand beside the form.
    await page.setViewport({ width: 1700, height: 960 });
    await dropOnPage(page, file, { x: 200, y: 700 });
    const notes = await saysOn(page, good);
    await until(async () => (await notesOn(page)).notes.every(({ seen, short }) => seen && !short), Boolean);
    assert.deepEqual(notes.map(({ field }) => field), ['name', 'provider', 'user_name', 'password', 'registry']);
    assert.deepEqual(await coveredBy(page, (await notesOn(page)).notes), []);
  });
}

for (const [name, style] of [
  ['rows hide what sticks out of them', 'main div, main form { overflow: hidden }'],
  ['the page is zoomed in', 'html { zoom: 1.25 }'],
  ['the page is zoomed out', 'html { zoom: .8 }'],
  ['what is in captions is as wide as the field', 'main label > *, main label { display: block }'],
  ['captions end with a word of their own', 'main label::after { content: none } main label { display: flex; justify-content: space-between }'],
  ['fields are low', 'main input { height: 22px; padding-block: 0; min-height: 0 } main label { display: inline }'],
]) {
  test(`all notes are seen and lie over no text: ${name}`, async () => {
    const page = await stage.open({ look: 'plain' });
    await page.setViewport({ width: 1900, height: 1100 });
    await page.evaluate(style => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(/** @type {string} */ (style));
      document.adoptedStyleSheets.push(sheet);
    }, style);
    await dropOnPage(page, file, { x: 200, y: 700 });
    await saysOn(page, good);
    await page.evaluate(() => {
      for (const label of document.querySelectorAll('main label')) {
        if (getComputedStyle(label).display !== 'flex') continue;
        label.append(Object.assign(document.createElement('span'), { textContent: 'Required by us' }));
      }
    });
    await until(async () => {
      const { notes } = await notesOn(page);
      return { notes, covered: await coveredBy(page, notes) };
    }, ({ notes, covered }) => covered.length === 0 && notes.every(({ seen, short }) => seen && !short));
    const tops = await Promise.all((await fieldsOf(page)).map(field =>
      field.evaluate(element => element.getBoundingClientRect().top)));
    const { notes } = await notesOn(page);
    for (const top of tops) assert.ok(notes.some(({ box }) => Math.abs(top - box.top) < 45), `one at ${top}`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    await page.setViewport({ width: 1280, height: 960 });
  });
}

test('they are above a form that is above all else, gone while that isn’t seen, and dark as soon as it is', async () => {
  const page = await stage.open({ look: 'plain' });
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      [data-gone] [popover] { opacity: 0; }
      [data-theme=dark] :is([popover], [popover] *) { background: #16181d; color: #eee; }
    `);
    document.adoptedStyleSheets.push(sheet);
    const sheetOf = document.body.appendChild(document.createElement('div'));
    sheetOf.popover = 'manual';
    sheetOf.append(...document.querySelectorAll('main'));
    sheetOf.showPopover();
  });
  await dropOnPage(page, file, { x: 200, y: 900 });
  await saysOn(page, good);
  const isAbove = await openedIn(page, (document, open) => [...document.documentElement.children].some(host =>
    host.matches(':popover-open') && open(host)?.querySelector('.said')));
  assert.ok(isAbove);
  const set = (/** @type {string} */ name, /** @type {string} */ value) => page.evaluate((name, value) => {
    document.documentElement.setAttribute(name, value);
  }, name, value);
  await until(() => notesOn(page), ({ notes }) => notes.some(({ seen, scheme }) => seen && scheme === 'light'));
  await set('data-theme', 'dark');
  await until(() => notesOn(page), ({ notes }) => notes.every(({ seen, scheme }) => !seen || scheme === 'dark'));
  await set('data-gone', '');
  await until(() => notesOn(page), ({ notes }) => notes.every(({ seen }) => !seen));
});

describe('on the Material form', () => {
  const look = 'material';

  test('half a key isn’t called wrong, a wrong one at once, and both halves in the end right', async () => {
    const page = await stage.open({ look });
    await dropOnPage(page, file, { x: 200, y: 700 });
    await saysOn(page, good);
    await type(page, 1, 'AKIARZPUZ');
    const { user_name: _, ...others } = good;
    await saysOn(page, { ...others, registry: 'Good. Private ECR in Ireland' });
    await page.keyboard.type('DIKKVKVKVKV');
    await saysOn(page, good);
    await type(page, 2, 'typed-by-the-user');
    await saysOn(page, { ...good, password: 'Won’t work. 17 characters, not 40' });
    await type(page, 2, credential.password);
    await saysOn(page, good);
  });

  test('a verdict is read out once, when typing pauses', async () => {
    const page = await stage.open({ look });
    await type(page, 0, 'my creds');
    await saysOn(page, { name: 'Won’t work. No spaces in names' });
    assert.equal((await notesOn(page)).said, '');
    await until(() => notesOn(page), ({ said }) => said === 'Won’t work. No spaces in names');
  });

  test('on a dark page the notes are dark, whatever the system prefers', async () => {
    const page = await stage.open({ look });
    await preferScheme(page, 'light');
    await type(page, 0, 'my creds');
    const [light] = await saysOn(page, { name: 'Won’t work. No spaces in names' });
    assert.equal(light?.scheme, 'light');
    for (const [ground, scheme] of [
      ['oklch(25% 0.02 260)', 'dark'], ['oklch(98% 0.02 260)', 'light'], ['rgb(0, 0, 0)', 'dark'],
    ]) {
      await page.evaluate(ground => {
        for (const element of document.querySelectorAll('body, main, main *')) {
          /** @type {HTMLElement} */ (element).style.backgroundColor = /** @type {string} */ (ground);
        }
      }, ground);
      await until(() => notesOn(page), ({ notes }) => notes[0]?.scheme === scheme);
    }
  });

  test('they go with the form, and with its provider', async () => {
    const page = await stage.open({ look });
    await dropOnPage(page, file, { x: 200, y: 700 });
    await saysOn(page, good);
    await page.evaluate(() => document.querySelector('main form, main')?.remove());
    await until(() => notesOn(page), ({ notes }) => notes.length === 0);
  });

  test('they follow their fields when the page is scrolled or made narrow', async () => {
    const page = await stage.open({ look });
    await dropOnPage(page, file, { x: 200, y: 700 });
    await saysOn(page, good);
    await page.setViewport({ width: 420, height: 500 });
    await page.evaluate(() => scrollTo(0, 200));
    const beside = async () => {
      const { notes } = await notesOn(page);
      const [field] = (await fieldsOf(page)).slice(-1);
      const at = await field?.evaluate(element => element.getBoundingClientRect().top);
      const registry = notes.at(-1);
      return registry && at !== undefined ? at - registry.box.top : undefined;
    };
    await until(beside, distance => distance !== undefined && distance > 0 && distance < 50);
    await page.setViewport({ width: 1280, height: 960 });
  });

  test('the panel that is open says the same, and another one that is opened later does too', async () => {
    const page = await stage.open({ look });
    const panel = await stage.sidePanel(page);
    await ready(panel);
    await type(page, 0, 'my creds');
    const typed = () => panel.$$eval('[data-key=typed] li', rows => rows.map(row =>
      [row.getAttribute('data-field'), row.querySelector('.why')?.textContent]));
    const wanted = JSON.stringify([['name', 'Won’t work. No spaces in names']]);
    await until(typed, rows => JSON.stringify(rows) === wanted);
    await panel.reload();
    await until(typed, rows => JSON.stringify(rows) === wanted);
  });

  test('what is typed after a fill changes the result in the panel', async () => {
    const { page, panel } = await stage.beside({ look });
    await dropAndAnswer(panel);
    await verdict(panel, 'all_good');
    await type(page, -1, other);
    await verdict(panel, 'headline_warning', { field: 'Registry server' });
  });

  test('the background may be ended at any time', async () => {
    const page = await stage.open({ look });
    await type(page, 0, 'my creds');
    await saysOn(page, { name: 'Won’t work. No spaces in names' });
    await stage.browser.endBackground();
    await type(page, 0, 'my-creds');
    await saysOn(page, { name: 'Good. Free in this workspace' });
  });

  test('the page’s own errors stay as they are', async () => {
    const page = await stage.open({ look });
    await type(page, 0, 'my creds');
    await saysOn(page, { name: 'Won’t work. No spaces in names' });
    await page.keyboard.press('Tab');
    await until(() => page.evaluate(() => document.querySelector('mat-error')?.textContent ?? ''), Boolean);
    const { notes } = await notesOn(page);
    assert.deepEqual(await coveredBy(page, notes), []);
  });
});

test('a form in a frame that is loaded anew, after others came and went, is judged again', async () => {
  const page = await stage.open({ look: 'plain', variant: 'frame' });
  const typeName = async (/** @type {string} */ name) => {
    const frame = page.frames().at(-1);
    const field = await frame?.waitForSelector('main input');
    await field?.click({ count: 3 });
    await page.keyboard.type(name);
  };
  await typeName('my creds');
  await saysOn(page, { name: 'Won’t work. No spaces in names' });
  await page.evaluate(() => new Promise(resolve => {
    const passing = document.body.appendChild(document.createElement('iframe'));
    passing.addEventListener('load', () => {
      passing.remove();
      const form = /** @type {HTMLIFrameElement} */ (document.querySelector('iframe'));
      form.addEventListener('load', resolve, { once: true });
      form.contentWindow?.location.reload();
    });
    passing.src = '/left-alone/login-docker-hub';
  }));
  await typeName('our creds');
  await saysOn(page, { name: 'Won’t work. No spaces in names' });
  await typeName('our-creds');
  await saysOn(page, { name: 'Good. Free in this workspace' });
});

test('in forms that are none of Seqera’s nothing is said, whatever is typed', async () => {
  for (const name of ['login-docker-hub', 'connect-package-feed', 'connect-grafana-datasource']) {
    const page = await stage.open({ look: 'material', path: `/left-alone/${name}` });
    for (const field of (await page.$$('input:not([type=checkbox],[type=radio],[type=hidden])')).slice(0, 4)) {
      if (!await field.isVisible()) continue;
      await field.click();
      await page.keyboard.type('a b');
    }
    assert.deepEqual((await notesOn(page)).notes, []);
    await page.goto('about:blank');
  }
});
