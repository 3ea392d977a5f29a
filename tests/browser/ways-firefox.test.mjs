// The ways in and to other addresses, as Firefox offers them in its own window: it lets a test press its
// toolbar button, its keys, its context menu and its prompts, which Chromium keeps to the person.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { workspacePath } from '../stand-in/seqera.mjs';
import { drag, onlyIn, until } from './browser.mjs';
import { dropOnPage, frameOf, noFrame } from './on-page.mjs';
import { keyFile, press, ready, say, state } from './panel.mjs';
import { setStage } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const look = 'material';
const field = 'main input';

onlyIn('firefox', () => {
  /** @type {import('./stage.mjs').Stage} */
  let stage;
  /** @type {import('./firefox.mjs').Firefox} */
  let firefox;
  before(async () => {
    stage = await setStage();
    firefox = /** @type {import('./firefox.mjs').Firefox} */ (stage.browser);
  });
  afterEach(async () => {
    await firefox.closeSidePanel();
    await stage.leave();
  });
  after(() => stage?.close());

  const isOpen = () => until(() => firefox.isSidePanelOpen(), Boolean);

  test('the toolbar button opens the sidebar', async () => {
    const page = await stage.open({ look });
    assert.equal(await firefox.isSidePanelOpen(), false);
    await firefox.pressToolbarButton(page);
    await isOpen();
  });

  test('the keys do', async () => {
    const page = await stage.open({ look });
    await page.bringToFront();
    await firefox.runCommand('_execute_action');
    await isOpen();
  });

  test('the context menu of a field does', async () => {
    const page = await stage.open({ look });
    assert.deepEqual(await firefox.openContextMenu(page, field), [say('menu_title')]);
    await firefox.chooseInContextMenu(say('menu_title'));
    await isOpen();
  });

  test('at another address a field’s context menu offers nothing', async () => {
    stage.seqera.play({ look });
    const page = await stage.openElsewhere();
    await page.goto(stage.seqera.origin + workspacePath);
    await page.waitForSelector(field);
    assert.deepEqual(await firefox.openContextMenu(page, field), []);
    await page.keyboard.press('Escape');
  });

  test('an address is added with one prompt, works at once, and no more when it is removed', async () => {
    stage.seqera.play({ look });
    const page = await stage.openElsewhere();
    await page.goto(stage.seqera.origin + workspacePath);
    await page.waitForSelector(field);
    const panel = await firefox.openSidePanel(page);
    await state(panel, 'instance');
    await firefox.agree([`${stage.seqera.origin}/*`], () => press(panel, 'add_origin'));
    await ready(panel);
    const frame = await dropOnPage(page, keyFile('wave-ecr_accessKeys.csv'));
    await frame.waitForSelector('#region:focus');
    await page.keyboard.press('Escape');
    await noFrame(page);

    const options = await firefox.openOptions();
    await options.locator(`[data-remove="${stage.seqera.origin}"]`).click();
    await until(() => options.$('[data-remove]'), button => button === null);
    await options.close();
    await page.bringToFront();
    // The press on the toolbar button still lets the panel see what the page is, until it is left.
    await state(panel, 'instance');
    await isLeftAlone(page);
    await page.reload();
    await page.waitForSelector(field);
    await state(panel, 'elsewhere');
    await isLeftAlone(page);
  });
});

/** Proves that a file dragged over a page is the page's own: where a frame comes up, it hears of none. @param {Page} page */
async function isLeftAlone(page) {
  await page.evaluate(() => {
    const heard = /** @type {any} */ (globalThis);
    heard.drags = 0;
    addEventListener('dragover', () => {
      heard.drags += 1;
    });
  });
  const dragged = await drag(page, keyFile('wave-ecr_accessKeys.csv'));
  await dragged.enter({ x: 640, y: 400 });
  await dragged.over({ x: 640, y: 400 });
  await until(() => page.evaluate(() => /** @type {any} */ (globalThis).drags), Boolean);
  assert.equal(frameOf(page), undefined);
  await dragged.cancel();
}
