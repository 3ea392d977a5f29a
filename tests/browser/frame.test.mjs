// A key file dropped anywhere on Seqera's page: the frame that comes up over it takes the file, asks at
// most one question, fills the form and shrinks to its result. The page sees nothing of the file. After
// every test it is proven (`stage.leave`) that Add wasn't pressed and that no secret was let out.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { editPath, workspacePath } from '../stand-in/seqera.mjs';
import { looks } from '../pages/build.mjs';
import { drag, focusOn, onlyIn, preferScheme, until } from './browser.mjs';
import { carry, dropOnPage, frameOf, noFrame, pressIn, saysOn, shownFrame } from './on-page.mjs';
import { keyFile, ready, say } from './panel.mjs';
import { credential, emptyForm, filledForm, formIs, setStage, values } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('puppeteer-core').Frame} Frame */

/** Another place than the first: the protocol takes a second drag at the same one for the first that goes on. */
const elsewhere = { x: 300, y: 60 };
const main = keyFile('wave-ecr_accessKeys.csv');

/** @type {import('./stage.mjs').Stage} */
let stage;
let folder = '';
before(async () => {
  stage = await setStage();
  folder = await mkdtemp(join(tmpdir(), 'keyferry-'));
});
afterEach(() => stage.leave());
after(async () => {
  await stage?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Answers the question for the region with the keyboard. @param {Page} page @param {Frame} frame */
const answer = async (page, frame) => {
  await focusOn(frame, '#region');
  await page.keyboard.type('ireland');
  await page.keyboard.press('Enter');
};

/** What the card says: its headline, and of each field its name, its icon's name, and a few words. @param {Frame} frame */
const card = frame => frame.evaluate(() => ({
  headline: document.querySelector('.verdict h2')?.textContent,
  rows: [...document.querySelectorAll('.five li')].map(row => [
    row.getAttribute('data-field'),
    row.querySelector('svg')?.getAttribute('aria-label'),
    row.querySelector('span')?.textContent,
  ]),
}));

/** Waits for a headline in the frame. @param {Frame} frame @param {string} key @param {Record<string, string | number>} [of] */
const headline = async (frame, key, of) => {
  await until(() => frame.evaluate(() => document.querySelector('.verdict h2')?.textContent), text => text === say(key, of));
};

/** Waits until the frame has shrunk to its result, so that the page is free again. @param {Page} page */
const isFree = async page => {
  const hit = () => page.evaluate(() => {
    const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
    return middle?.closest('main') && !document.elementFromPoint(innerWidth - 200, 100)?.closest('main');
  });
  await until(hit, Boolean);
  await page.screenshot(); // where a drag goes is found in what was drawn last
};

const goodCard = {
  headline: say('all_good'),
  rows: [
    ['name', say('icon_good'), 'Free in this workspace'],
    ['provider', say('icon_good'), 'The type that Wave reads'],
    ['user_name', say('icon_good'), 'Long-term key'],
    ['password', say('icon_good'), '40 characters'],
    ['registry', say('icon_good'), 'Private ECR in Ireland'],
  ],
};

/** Has the page record all that it can see of a drag. @param {Page} page */
const record = page => page.evaluate(() => {
  const seen = /** @type {any} */ (globalThis).seen = /** @type {any[]} */ ([]);
  const types = ['drag', 'dragstart', 'dragenter', 'dragover', 'dragexit', 'dragleave', 'drop', 'dragend', 'paste', 'message'];
  for (const target of [window, document, document.documentElement, document.body]) {
    for (const type of types) target.addEventListener(type, event => {
      const { files, items } = /** @type {DragEvent} */ (event).dataTransfer ?? {};
      const names = [...files ?? []].map(({ name }) => name);
      const kinds = [...items ?? []].map(({ kind }) => kind);
      seen.push({ type, trusted: event.isTrusted, at: event.currentTarget === window ? 'window' : 'inside', names, kinds });
    }, true);
  }
});

/** @param {Page} page */
const recorded = page => page.evaluate(() => /** @type {any} */ (globalThis).seen);

test('a page that listens to everything sees nothing of the drag', async () => {
  const page = await stage.open({ look: 'material' });
  await record(page);
  const { frame, drop } = await carry(page, main);
  await drop();
  await answer(page, frame);
  await headline(frame, 'all_good');
  assert.deepEqual(await recorded(page), []);
  assert.deepEqual(await values(page), credential);
});

test("a page's own forged drag brings up nothing", async () => {
  const page = await stage.open({ look: 'material' });
  const types = await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['Access key ID'], 'keys.csv'));
    for (const type of ['dragenter', 'dragover', 'drop']) {
      document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
    }
    return [...data.types];
  });
  assert.deepEqual(types, ['Files'], 'it looks like a real one');
  // A real one that follows is answered at once: what the forged one started would be there by now.
  const { frame, cancel } = await carry(page, main);
  assert.equal(page.frames().filter(one => one.url().includes('drop.html')).length, 1);
  await cancel();
  await noFrame(page);
  assert.ok(frame.detached);
});

for (const look of looks) {
  test(`on ${look} a dropped file is filled in after one question, and told in five lines`, async () => {
    const page = await stage.open({ look });
    const frame = await dropOnPage(page, main);
    await answer(page, frame);
    await headline(frame, 'all_good');
    await until(() => card(frame), now => isDeepStrictEqual(now, goodCard));
    await formIs(page, filledForm(look));
    await saysOn(page, {
      name: 'Good. Free in this workspace',
      provider: 'Good. The type that Wave reads',
      user_name: 'Good. Long-term key',
      password: 'Good. 40 characters',
      registry: 'Good. Private ECR in Ireland',
    });
  });
}

for (const variant of ['frame', 'nested-frame']) {
  test(`a file that comes over a ${variant} of the page first is over the page as well`, async () => {
    const page = await stage.open({ look: 'plain', variant });
    await until(() => values(page), Boolean);
    const frame = await dropOnPage(page, main);
    await answer(page, frame);
    await headline(frame, 'all_good');
    assert.deepEqual(await values(page), credential);
  });
}

describe('on the Material form', () => {
  const look = 'material';

  test('nothing missing, the form is filled at once', async () => {
    const page = await stage.open({ look });
    const first = await dropOnPage(page, main);
    await answer(page, first);
    await headline(first, 'all_good');
    await page.reload();
    await page.waitForSelector('main h1');
    // The region is the one used here last.
    const frame = await dropOnPage(page, main);
    await headline(frame, 'all_good');
    await formIs(page, filledForm(look));
  });

  test('the result leaves the page free, and goes when it is closed', async () => {
    const page = await stage.open({ look });
    const frame = await dropOnPage(page, main);
    await answer(page, frame);
    await headline(frame, 'all_good');
    await isFree(page);
    const free = await page.evaluate(() => {
      const hit = (/** @type {number} */ x, /** @type {number} */ y) => document.elementFromPoint(x, y);
      const host = hit(innerWidth - 200, 100);
      const add = [...document.querySelectorAll('button')].find(button => button.textContent?.trim() === 'Add');
      const { left, top, width, height } = add?.getBoundingClientRect() ?? new DOMRect();
      return {
        card: host?.localName,
        box: host?.getBoundingClientRect().toJSON(),
        add: add?.contains(hit(left + width / 2, top + height / 2)),
        middle: hit(innerWidth / 2, innerHeight / 2)?.closest('main') !== null,
      };
    });
    assert.equal(free.card, 'div');
    assert.deepEqual([free.box.top, free.box.right, free.box.width], [24, 1280 - 24, 344]);
    assert.ok(free.box.height > 200 && free.box.height < 400, `${free.box.height} px`);
    assert.ok(free.add && free.middle);
    await pressIn(page, frame, 'close');
    await noFrame(page);
    assert.deepEqual(await values(page), credential);
  });

  test('Undo in the result empties the form again', async () => {
    const page = await stage.open({ look });
    const frame = await dropOnPage(page, main);
    await answer(page, frame);
    await headline(frame, 'all_good');
    await pressIn(page, frame, 'undo');
    await headline(frame, 'undone_title');
    assert.deepEqual(await values(page), { ...emptyForm, provider: credential.provider });
  });

  test('of several keys one is chosen in the same frame', async () => {
    const page = await stage.open({ look });
    const frame = await dropOnPage(page, keyFile('new_user_credentials.csv'));
    await focusOn(frame, 'input[name=key]');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await answer(page, frame);
    await headline(frame, 'all_good');
    assert.notEqual((await values(page))?.userName, '');
  });

  test('a mouse that moves on right after the answer disturbs nothing', async () => {
    const page = await stage.open({ look });
    const frame = await dropOnPage(page, main);
    await focusOn(frame, '#region');
    await page.keyboard.type('ireland');
    const button = await frame.waitForSelector('[data-do=fill]');
    const at = await button?.clickablePoint();
    await page.mouse.click(at?.x ?? 0, at?.y ?? 0);
    for (let step = 1; step <= 10; step += 1) await page.mouse.move((at?.x ?? 0) + 5 * step, at?.y ?? 0);
    await headline(frame, 'all_good');
    await formIs(page, filledForm(look));
  });

  test('another file that comes during a fill is kept out of the page, and the fill goes on', async () => {
    const page = await stage.open({ look: 'react-select', variant: 'late-options' });
    const frame = await dropOnPage(page, main);
    await focusOn(frame, '#region');
    await page.keyboard.type('ireland');
    await page.keyboard.press('Enter');
    await until(() => page.evaluate(() => document.querySelector('[aria-expanded=true]') !== null), Boolean);
    await record(page);
    const dragged = await drag(page, main);
    await dragged.enter(elsewhere);
    await dragged.over(elsewhere);
    await headline(frame, 'all_good');
    assert.deepEqual(await recorded(page), []);
    await formIs(page, filledForm('react-select'));
  });

  test('Escape leaves the question, and nothing was filled or kept', async () => {
    const page = await stage.open({ look });
    const frame = await dropOnPage(page, main);
    await focusOn(frame, '#region');
    await page.keyboard.press('Escape');
    await noFrame(page);
    assert.deepEqual(await values(page), emptyForm);
  });

  test('what the cursor was in hears that it is left once the question is answered, and has it back if it isn’t', async () => {
    const page = await stage.open({ look });
    await page.click('main input');
    await page.keyboard.type('my-own');
    await page.evaluate(() => {
      const heard = /** @type {any} */ (globalThis).heard = /** @type {string[]} */ ([]);
      const [input] = document.querySelectorAll('main input');
      for (const type of ['focus', 'focusin', 'blur', 'focusout']) input?.addEventListener(type, () => heard.push(type));
    });
    const heard = () => page.evaluate(() => ({
      heard: /** @type {any} */ (globalThis).heard,
      isBack: document.activeElement === document.querySelector('main input'),
    }));
    const asked = await dropOnPage(page, main);
    await focusOn(asked, '#region');
    assert.deepEqual((await heard()).heard, []);
    await page.keyboard.press('Escape');
    await noFrame(page);
    assert.deepEqual(await heard(), { heard: [], isBack: true });
    await page.keyboard.type('-name');
    const frame = await dropOnPage(page, main, elsewhere);
    await answer(page, frame);
    await until(() => values(page), now => now?.registry === credential.registry);
    assert.deepEqual((await heard()).heard.slice(0, 2), ['blur', 'focusout']);
    assert.equal((await values(page))?.name, 'my-own-name');
  });

  test('Escape hides the frame that waits for a drop, and so does carrying the file away', async () => {
    const page = await stage.open({ look });
    const { end } = await carry(page, main);
    await page.keyboard.press('Escape');
    await noFrame(page);
    await end();
    const { cancel } = await carry(page, main, elsewhere);
    await cancel();
    await noFrame(page);
    // The next one is a new one.
    const frame = await dropOnPage(page, main);
    await focusOn(frame, '#region');
  });

  test('a pointer that moves without a file takes the frame away', async () => {
    const page = await stage.open({ look });
    await carry(page, main);
    await page.mouse.move(600, 300);
    await noFrame(page);
  });

  test('a drop before the frame is there leaves the page as it is', async () => {
    const page = await stage.open({ look });
    const dragged = await drag(page, main);
    await dragged.enter({ x: 640, y: 400 });
    await dragged.drop({ x: 640, y: 400 });
    await shownFrame(page);
    assert.ok(page.url().endsWith(workspacePath));
    assert.deepEqual(await values(page), emptyForm);
  });

  test('another file on the result fills anew', async () => {
    const page = await stage.open({ look });
    const first = await dropOnPage(page, main);
    await answer(page, first);
    await headline(first, 'all_good');
    await isFree(page);
    const frame = await dropOnPage(page, main, elsewhere);
    await headline(frame, 'all_good');
    await formIs(page, filledForm(look));
  });

  test('the result goes with its page', async () => {
    const page = await stage.open({ look });
    const frame = await dropOnPage(page, main);
    await answer(page, frame);
    await headline(frame, 'all_good');
    await isFree(page);
    await page.evaluate(() => history.pushState({}, '', '/orgs/genomics/workspaces/rnaseq-prod/launchpad'));
    await noFrame(page);
  });

  test('a saved credential gets the new key after one confirmation', async () => {
    const page = await stage.open({ look, path: editPath });
    const frame = await dropOnPage(page, main);
    await headline(frame, 'rotate_title');
    await pressIn(page, frame, 'rotate');
    await headline(frame, 'all_good');
    const now = await values(page);
    assert.equal(now?.userName, credential.userName);
    assert.equal(now?.password, credential.password);
    assert.equal(now?.name, 'nextflow-ecr');
  });

  test('in a form that takes the focus back whenever it leaves, the question is answered by keyboard, too', async () => {
    const page = await stage.open({ look });
    await page.evaluate(() => {
      const form = /** @type {HTMLElement} */ (document.querySelector('main'));
      const first = /** @type {HTMLElement} */ (form.querySelector('input'));
      const keep = () => requestAnimationFrame(() => {
        if (!form.contains(document.activeElement)) first.focus();
      });
      for (const type of ['focusin', 'focusout', 'blur']) {
        for (const target of [window, document, form]) target.addEventListener(type, keep, true);
      }
    });
    await page.click('main input');
    const frame = await dropOnPage(page, main);
    await answer(page, frame);
    await headline(frame, 'all_good');
    await formIs(page, filledForm(look));
  });

  test('in a dialog, where the rest of the page can’t be reached', async () => {
    const page = await stage.open({ look, variant: 'dialog' });
    const frame = await dropOnPage(page, main);
    await answer(page, frame);
    await headline(frame, 'all_good');
    await formIs(page, filledForm(look));
  });

  test('a dialog that is taken away with the question in it leaves the focus to the page', async () => {
    const page = await stage.open({ look: 'plain', variant: 'dialog' });
    const frame = await dropOnPage(page, main);
    await focusOn(frame, '#region');
    const type = await page.evaluate(() => {
      document.querySelector('dialog')?.remove();
      document.body.append(document.createElement('input'));
      return new Promise(resolve => {
        addEventListener('focusin', event => resolve(event.type), true);
        document.querySelector('input')?.focus();
      });
    });
    assert.equal(type, 'focusin');
    await noFrame(page);
  });
});

describe('what can’t work gets one sentence, and nothing is kept', () => {
  /** @type {Page} */
  let page;
  const open = async (/** @type {import('../stand-in/seqera.mjs').Variant | undefined} */ variant = undefined) => {
    page = await stage.open({ look: 'material', variant });
  };
  /** @param {Frame} frame */
  const text = frame => frame.evaluate(() => document.querySelector('.sheet')?.textContent ?? '');

  test('no form on the page', async () => {
    await open('no-form');
    const { frame, drop } = await carry(page, main);
    await until(() => text(frame), said => said.includes(say('frame_no_form_reason')));
    await drop();
    await headline(frame, 'form_not_found');
    assert.ok((await text(frame)).includes(say('frame_go_there')));
    assert.ok((await text(frame)).includes(say('refused_nothing_kept')));
    await pressIn(page, frame, 'cancel');
    await noFrame(page);
  });

  test('two files at once', async () => {
    await open();
    const frame = await dropOnPage(page, [main, keyFile('new_user_credentials.csv')]);
    await headline(frame, 'file_several', { count: 2 });
    assert.ok((await text(frame)).includes(say('file_several_do')));
    await page.keyboard.press('Escape');
    await noFrame(page);
    assert.deepEqual(await values(page), emptyForm);
  });

  // In Firefox only a real drag makes a file of a folder.
  onlyIn('chromium', () => {
    test('a folder', async () => {
      await open();
      const frame = await dropOnPage(page, folder);
      await headline(frame, 'file_folder');
      assert.deepEqual(await values(page), emptyForm);
    });
  });

  test('a file that holds no key', async () => {
    await open();
    const frame = await dropOnPage(page, keyFile('ses-smtp.csv'));
    await headline(frame, 'file_ses_smtp');
    assert.deepEqual(await values(page), emptyForm);
  });

  test('the background is ended between two messages: the fill goes on', async () => {
    await open();
    const frame = await dropOnPage(page, main);
    await focusOn(frame, '#region');
    await stage.browser.endBackground();
    await page.keyboard.type('ireland');
    await page.keyboard.press('Enter');
    await headline(frame, 'all_good');
    await formIs(page, filledForm('material'));
  });

  test('a provider list that doesn’t open: what the form says of it then is no list', async () => {
    await open();
    await page.evaluate(() => {
      for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click', 'keydown']) {
        document.addEventListener(type, event => {
          if (/** @type {Element} */ (event.target).closest('mat-form-field')) event.stopImmediatePropagation();
        }, true);
      }
    });
    const frame = await dropOnPage(page, keyFile('resaved-by-excel.csv'));
    // Every way of opening it is tried first.
    await frame.waitForSelector('.verdict h2', { timeout: 20_000 });
    await headline(frame, 'form_provider_not_opened');
    assert.match(await page.evaluate(() => document.querySelector('mat-error')?.textContent ?? ''), /required/);
    assert.deepEqual(await values(page), emptyForm);
  });

  test('a page that something else fills right now is left to that, and says so', async () => {
    // Its list takes 700 ms to come: so long a choice goes on.
    page = await stage.open({ look: 'react-select', variant: 'late-options' });
    const panel = await stage.panelTab();
    await ready(panel);
    const answers = await panel.evaluate(async () => {
      const [tab] = await chrome.tabs.query({ url: 'https://cloud.seqera.io/*' });
      let serial = 0;
      const ask = (/** @type {string} */ by, /** @type {object} */ step) =>
        chrome.tabs.sendMessage(tab?.id ?? 0, { keyferry: 1, request: { step }, by, serial: ++serial });
      const look = { do: 'look', landmarks: ['provider'], wanted: ['container registry'], wait_ms: 0 };
      const { snapshot } = await ask('one', look);
      const choose = {
        do: 'choose',
        control: snapshot.controls.find((/** @type {any} */ { kind }) => kind === 'choice').id,
        wanted: ['container registry'],
      };
      const first = ask('one', choose);
      const second = await ask('two', choose);
      // To look is free, and the same question twice is carried out once.
      const looked = await ask('two', look);
      serial -= 2;
      const again = await ask('two', choose);
      return [second, Object.keys(looked), (await first).outcomes, again.busy];
    });
    assert.deepEqual(answers, [{ busy: true }, ['snapshot'], [{ is: 'equal' }], true]);
  });
});

for (const [ground, style, scheme] of [
  ['dark by the page’s own style', 'body { background: rgb(34 38 46) }', 'dark'],
  ['black', 'html { background: black } body { background: none }', 'dark'],
  ['dark in another notation', 'body { background: oklch(25% 0.02 260) }', 'dark'],
  ['dark in what covers the body', 'body { background: white } main { position: fixed; inset: 0; background: #123 }', 'dark'],
  ['dark because it asks for nothing else', ':root { color-scheme: dark } body, main { background: none }', 'dark'],
  ['light, with a dark bar', 'main::before { content: ""; position: fixed; inset: 0 90% 0 0; background: black }', 'light'],
  ['light in spite of its scheme', ':root { color-scheme: dark } body { background: color(srgb 1 1 0.9) }', 'light'],
  ['dark in a gradient', 'body { background: linear-gradient(90deg, oklch(25% 0.02 260), rgb(10 10 20)) }', 'dark'],
  ['light under a veil', 'body { background: #f4f4f6 } main { position: fixed; inset: 0; background: rgb(0 0 0 / .5) }', 'light'],
  ['light under a veil that is seen through', 'body { background: #fff } main { position: fixed; inset: 0; background: #000; opacity: .5 }', 'light'],
]) {
  test(`the frame is as the page is: ${ground}`, async () => {
    const page = await stage.open({ look: 'plain' });
    await preferScheme(page, scheme === 'dark' ? 'light' : 'dark');
    await page.evaluate(style => {
      const sheet = new CSSStyleSheet(); // which the page's own policy has no say in
      sheet.replaceSync(/** @type {string} */ (style));
      document.adoptedStyleSheets.push(sheet);
    }, style);
    const { frame, cancel } = await carry(page, main);
    const drawn = await frame.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
    assert.equal(drawn, scheme);
    await cancel();
    await noFrame(page);
  });
}

test('a page with uploads of its own keeps its drops', async () => {
  const page = await stage.open({ look: 'material', path: '/orgs/genomics/workspaces/rnaseq-prod/datasets' });
  await page.evaluate(() => {
    for (const [type, display] of /** @type {const} */ ([['file', 'block'], ['password', 'none']])) {
      const input = document.createElement('input');
      Object.assign(input, { type });
      input.style.display = display;
      document.body.append(input);
    }
  });
  await record(page);
  const dragged = await drag(page, main);
  await dragged.enter({ x: 640, y: 400 });
  await dragged.over({ x: 640, y: 400 });
  await until(() => recorded(page), seen => seen.some((/** @type {any} */ { type }) => type === 'dragover'));
  assert.equal(frameOf(page), undefined);
  await dragged.cancel();
  // Where a password is asked for, a key file is for that.
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'password';
    document.body.append(input);
  });
  const { cancel } = await carry(page, main, elsewhere);
  await cancel();
  await noFrame(page);
});
