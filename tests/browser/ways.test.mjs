// The ways in, and where Keyferry may go at all: Seqera Cloud from the start, and every Seqera that the
// person added, at once and only as long as they want. What a browser keeps to itself is done through it:
// in Firefox the menus and the prompt (ways-firefox.test.mjs), here the setting that a granted permission is.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { workspacePath } from '../stand-in/seqera.mjs';
import { onlyIn, until } from './browser.mjs';
import { carry, dropOnPage, frameOf, noFrame, notesOn, saysOn } from './on-page.mjs';
import { keyFile, press, ready, say, state } from './panel.mjs';
import { credential, setStage, values } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('./chromium.mjs').Chromium} Chromium */

/** Names the region, so that nothing is asked. */
const file = keyFile('resaved-by-excel.csv');

onlyIn('chromium', () => {
  /** @type {import('./stage.mjs').Stage} */
  let stage;
  before(async () => {
    stage = await setStage();
  });
  afterEach(() => stage.leave());
  after(() => stage?.close());

  const chromium = () => /** @type {Chromium} */ (stage.browser);

  /** The options in a tab. */
  const openOptions = async () => {
    const page = await stage.openElsewhere();
    await page.goto(`chrome-extension://${stage.browser.extensionId()}/options.html`);
    await page.waitForSelector('.instances');
    return page;
  };

  /** The addresses in the options, and whether each can be removed. @param {Page} options */
  const listed = options => options.$$eval('.instances:first-of-type > li', items => items.map(item =>
    [item.querySelector('.origin')?.textContent, item.querySelector('[data-remove]') !== null]));

  test('a Seqera of one’s own works at once after one permission, and not any more when it is removed', async () => {
    const { origin } = stage.seqera;
    stage.seqera.play({ look: 'material' });
    const page = await stage.openElsewhere();
    await page.goto(origin + workspacePath);
    await page.waitForSelector('main h1');
    const panel = await stage.sidePanel(page);
    await stage.browser.pressToolbarButton(page);
    await state(panel, 'instance');
    await stage.browser.agree([`${origin}/*`], () => press(panel, 'add_origin'));
    await ready(panel);

    // Without a reload: dropped on the page, and typed into it.
    const frame = await dropOnPage(page, file);
    await until(() => frame.evaluate(() => document.querySelector('.verdict h2')?.textContent),
      text => text === say('all_good'));
    assert.deepEqual(await values(page), { ...credential, name: (await values(page))?.name });
    await until(() => notesOn(page), ({ notes }) => notes.length === 5);

    const options = await openOptions();
    assert.deepEqual(await listed(options), [['cloud.seqera.io', false], [origin.replace('https://', ''), true]]);
    await options.click('[data-remove]');
    await until(() => listed(options), items => items.length === 1);
    const told = await options.$eval('[role=status]', status => status.textContent);
    assert.equal(told, say('options_removed', { host: origin.replace('https://', '') }));
    const stored = await (await chromium().background()).evaluate(() => chrome.storage.local.get());
    assert.deepEqual(stored, { regions: {} });

    await page.bringToFront();
    await noFrame(page);
    assert.deepEqual((await notesOn(page)).notes, []);
    const scripts = await (await chromium().background()).evaluate(() =>
      chrome.scripting.getRegisteredContentScripts());
    assert.deepEqual(scripts, []);
    // What stood in the page is quiet: a drag brings up nothing, and typing neither.
    const { drag } = await import('./browser.mjs');
    const dragged = await drag(page, file);
    await dragged.enter({ x: 300, y: 500 });
    await dragged.over({ x: 300, y: 500 });
    assert.equal(frameOf(page), undefined);
    await dragged.cancel();
  });

  test('elsewhere there is nothing of Keyferry, whatever the page is', async () => {
    const page = await stage.openElsewhere();
    await page.goto(stage.seqera.origin + workspacePath);
    await page.waitForSelector('main h1');
    const answered = await (await chromium().background()).evaluate(async origin => {
      const tabs = await chrome.tabs.query({});
      const answers = await Promise.all(tabs.map(tab =>
        chrome.tabs.sendMessage(tab.id ?? 0, { keyferry: 1, request: {} }).catch(() => 'nobody')));
      const access = await chrome.permissions.contains({ origins: [`${origin}/*`] });
      return { answers: answers.filter(answer => answer !== 'nobody'), access };
    }, stage.seqera.origin);
    assert.deepEqual(answered, { answers: [], access: false });
  });

  test('keys open the panel, and a menu item on fields of Seqera’s', async () => {
    const page = await stage.open({ look: 'material' });
    const worker = await chromium().background();
    const commands = await worker.evaluate(() => chrome.commands.getAll());
    assert.deepEqual(commands.map(({ name, shortcut }) => [name, shortcut]), [['_execute_action', 'Alt+Shift+K']]);
    const { origin } = new URL(page.url());
    // The item is there, and only there: to make it once more is refused, elsewhere there is none to change.
    const again = await worker.evaluate(() => new Promise(resolve => {
      chrome.contextMenus.create({ id: 'fill', title: 'x', contexts: ['editable'] }, () =>
        resolve(chrome.runtime.lastError?.message));
    }));
    assert.match(String(again), /duplicate/);
    assert.equal(origin, 'https://cloud.seqera.io');
  });

  test('by the keyboard alone: the name is called out, and the frame’s question is answered', async () => {
    const page = await stage.open({ look: 'bootstrap' });
    while (await page.evaluate(() => document.activeElement?.localName !== 'input')) await page.keyboard.press('Tab');
    await page.keyboard.type('my creds');
    await saysOn(page, { name: 'Won’t work. No spaces in names' });
    await page.keyboard.press('Backspace');
    const carried = await carry(page, keyFile('wave-ecr_accessKeys.csv'));
    await carried.drop();
    await carried.frame.waitForSelector('#region:focus');
    await page.keyboard.press('ArrowDown');
    // The list that is scrolled is a stop of its own.
    const focused = () => carried.frame.evaluate(() => document.activeElement?.getAttribute('data-do'));
    const stops = [];
    while (stops.at(-1) !== 'cancel' && stops.length < 5) {
      await page.keyboard.press('Tab');
      stops.push(await focused());
    }
    assert.deepEqual(stops.filter(Boolean), ['fill', 'cancel']);
    await page.keyboard.press('Escape');
    await noFrame(page);
  });
});
