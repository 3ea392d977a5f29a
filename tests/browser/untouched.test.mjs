// A page of Seqera that nobody does anything on asks Seqera nothing but what it asks by itself: whoever
// only looks at Add Credentials is left alone, by their own Seqera's logs too.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { editPath, personalPath, workspacePath } from '../stand-in/seqera.mjs';
import { setStage } from './stage.mjs';

/** @type {import('./stage.mjs').Stage} */
let stage;
before(async () => {
  stage = await setStage();
});
afterEach(() => stage.leave());
after(() => stage?.close());

for (const played of /** @type {import('./stage.mjs').Played[]} */ ([
  { look: 'material' },
  { look: 'material', path: personalPath },
  { look: 'material', path: editPath },
  { look: 'material', path: workspacePath.replace(/\/new$/, '') },
  { look: 'bootstrap' },
  { look: 'react-mui', variant: 'prefilled' },
  { look: 'react-select', variant: 'keyed' },
  { look: 'web-components' },
  { look: 'plain', variant: 'frame' },
  { look: 'plain', variant: 'remade' },
])) {
  test(`${Object.values(played).join(' ')} asks nothing for whoever only looks`, async () => {
    const page = await stage.open(played);
    await asksNothing(page);

    // The pointer crosses the page and clicks where nothing is; the page is scrolled, left and come back to.
    const title = await page.waitForSelector('main h1, main h2');
    await page.mouse.move(10, 10);
    await page.mouse.move(600, 500, { steps: 10 });
    await title?.click();
    await page.mouse.wheel({ deltaY: 300 });
    await (await stage.openElsewhere()).bringToFront();
    await page.bringToFront();
    assert.equal(await page.evaluate(() => document.activeElement?.localName), 'body', 'no field has the focus');
    await asksNothing(page);
  });
}

/**
 * When the page has nothing more to do it asks something itself. Its requests come in the order in which
 * they are made, so whatever else was asked has come before.
 *
 * @param {import('puppeteer-core').Page} page
 */
async function asksNothing(page) {
  const status = await page.evaluate(async () => {
    await new Promise(resolve => {
      requestIdleCallback(resolve);
    });
    return (await fetch('/api/user-info', { headers: { 'X-Page': location.pathname } })).status;
  });
  assert.equal(status, 200);
  assert.deepEqual(stage.seqera.requests.filter(({ byPage }) => !byPage), []);
}
