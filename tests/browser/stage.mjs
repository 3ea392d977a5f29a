/**
 * What a test of the extension happens on: the stand-in Seqera, a browser with the built extension,
 * and the tabs that a test opens; a stand-in AWS, too, where the test says so. When a test is over it is
 * proven for each of them that nothing secret was let out, that Add wasn't pressed, that nobody asked AWS
 * whom the test didn't let, and that nothing went wrong unseen.
 */
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { isAwsHost, startAws } from '../stand-in/aws.mjs';
import { seqeraOrigin, startSeqera, workspacePath } from '../stand-in/seqera.mjs';
import { seqeraForm, startBrowser, until } from './browser.mjs';
import { holdsSecret, leak } from './leak.mjs';
import { frameOf } from './on-page.mjs';
import { notLoaded } from './page.mjs';
import { ready, row, say } from './panel.mjs';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('../stand-in/seqera.mjs').Look} Look */
/** @typedef {import('./browser.mjs').SeqeraForm} SeqeraForm */

/** The credential that `wave-ecr_accessKeys.csv` leads to, as the page's model holds it. */
export const credential = {
  name: 'wave-ecr',
  provider: 'container-reg',
  userName: 'AKIARZPUZDIKKVKVKVKV',
  password: 'kfExampleSecretKeyForTests0000000000/+AB',
  registry: '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
};

/** The form before anything was done in it. */
export const emptyForm = {
  name: '', provider: '', userName: '', password: '', registry: '',
};

/** The panel's rows for it when all is well. */
export const goodRows = {
  name: row('icon_good', credential.name, [say('name_free')]),
  provider: row('icon_good', 'Container registry', [say('provider_good')]),
  user_name: row('icon_good', credential.userName,
    [say('user_name_good', { account: '123456789012' })]),
  password: row('icon_good', `${'•'.repeat(12)} ${say('password_hidden', { length: 40 })}`,
    [say('password_good')]),
  registry: row('icon_good', credential.registry, [say('registry_good', { city: 'Ireland' })]),
};

/** All that Seqera's API may be asked, and only by GET: none of it changes anything, or gives a secret. */
const askable = /^\/api\/(service-info|user-info|user\/\d+\/workspaces|credentials(\/validate)?)$/;

/**
 * @typedef {object} Stage
 * @property {import('../stand-in/seqera.mjs').Seqera} seqera
 * @property {import('../stand-in/aws.mjs').Aws} aws only on a stage that was set with it
 * @property {(how?: { signsWrongly?: boolean }) => void} asksAws
 *   from now on until the end of the test AWS may be asked; `signsWrongly` lets signatures be others than
 *   botocore's
 * @property {import('./browser.mjs').Running} browser
 * @property {(played: Played) => Promise<Page>} open a tab with a page of Seqera
 * @property {(played: Played) => Promise<{ page: Page, panel: Page }>} beside
 *   the same, with the side panel beside it that has found the form
 * @property {(page: Page) => Promise<Page>} sidePanel beside an open tab, as if just opened
 * @property {() => Promise<Page>} panelTab the panel as a tab
 * @property {() => Promise<Page>} openElsewhere a tab that is no Seqera's
 * @property {() => Promise<void>} leave proves what holds for every test, and closes all tabs
 * @property {() => Promise<void>} close
 *
 * @typedef {import('../stand-in/seqera.mjs').Played & { path?: string }} Played
 */

/**
 * @param {{ extension?: false, aws?: boolean, managed?: Record<string, unknown> }} [options]
 *   `extension: false` starts without an extension, `aws: true` with an AWS; without one its hosts lead
 *   nowhere; `managed` is what whoever manages the browser has set, in Firefox
 * @returns {Promise<Stage>}
 */
export async function setStage({ extension, aws: hasAws = false, managed } = {}) {
  const seqera = await startSeqera();
  /** @type {import('../stand-in/aws.mjs').Aws | undefined} */
  let aws;
  /** @type {import('./browser.mjs').Running} */
  let browser;
  try {
    aws = hasAws ? await startAws() : undefined;
    browser = await startBrowser({ seqeraPort: seqera.port, awsPort: aws?.port, extension, managed });
  } catch (error) {
    await aws?.close();
    await seqera.close();
    throw error;
  }
  /** @type {{ signsWrongly?: boolean } | undefined} how AWS may be asked in this test */
  let asking;
  /** @type {Page[]} */
  let pages = [];
  /** @type {Page | undefined} */
  let side;
  /** @type {Page | undefined} */
  let tab;
  const panels = () => [side, tab].filter(panel => panel !== undefined).filter(isOpen);

  const open = async (/** @type {Played} */ { path = workspacePath, ...played }) => {
    proveRequests(); // of the page before, which are forgotten now
    seqera.play(played);
    const page = await browser.openSeqera(path);
    pages.push(page);
    await browser.hear(page);
    return page;
  };
  const sidePanel = async (/** @type {Page} */ page) => {
    if (side && isOpen(side)) {
      // To close it and to open it again takes the browser far longer.
      await page.bringToFront();
      await side.reload();
      await side.bringToFront(); // the focus goes into it, as when it is opened
    } else {
      side = await browser.openSidePanel(page);
      await browser.hear(side);
    }
    await watch(side);
    return side;
  };
  const panelTab = async () => {
    if (side && isOpen(side)) await side.close();
    tab = await browser.openPanelTab();
    await browser.hear(tab);
    await watch(tab);
    return tab;
  };

  const prove = async () => {
    for (const panel of panels()) {
      const { seen, html, stored } = await panel.evaluate(panelHolds);
      assert.deepEqual(seen, [], 'no secret was in the panel at any time');
      assert.doesNotMatch(html, leak, 'no secret is in the panel');
      assert.doesNotMatch(stored, leak, 'no secret is stored');
    }
    for (const page of pages.filter(isOpen)) {
      const frame = frameOf(page);
      if (frame) assert.doesNotMatch(await frame.evaluate(html), leak, 'no secret is in the frame');
      assert.doesNotMatch(await page.evaluate(html), leak, 'no secret is in the HTML of the page');
      const form = page.url().startsWith(seqeraOrigin) ? await seqeraForm(page) : null;
      assert.ok(!form?.submitted, 'Add was not pressed');
    }
    assert.doesNotMatch((await browser.said()).join('\n'), leak, 'no secret is in any console');
    // AWS may refuse what it may be asked, as often as the test has it do so.
    const isAsked = (/** @type {string} */ problem) => Boolean(asking) && notLoaded.test(problem)
      && isAwsHost(/\(https:\/\/([^/]+)/.exec(problem)?.[1] ?? '');
    assert.deepEqual(browser.problems.filter(one => !isAsked(one)), []);
    proveRequests();
    if (aws) proveOfAws(await aws.requests(), asking);
  };
  const proveRequests = () => {
    for (const { method, url, path, headers, text, byPage } of seqera.requests) {
      assert.equal(method, 'GET', `nothing is written: ${method} ${url}`);
      assert.ok(byPage || askable.test(path), `nothing else is asked: ${url}`);
      assert.ok(!holdsSecret([url, ...Object.values(headers), text].join('\n')), `no secret is sent to ${path}`);
    }
  };

  return {
    seqera,
    aws: /** @type {import('../stand-in/aws.mjs').Aws} */ (aws),
    asksAws: (how = {}) => {
      asking = how;
    },
    browser,
    open,
    openElsewhere: async () => {
      const page = await browser.newPage();
      pages.push(page);
      return page;
    },
    sidePanel,
    beside: async played => {
      const page = await open(played);
      const panel = await sidePanel(page);
      await ready(panel);
      return { page, panel };
    },
    panelTab,
    leave: async () => {
      try {
        await prove();
      } finally {
        // The frame over a page remembers regions too, and is gone by now.
        if (extension !== false || panels().length > 0) {
          await browser.clearStorage();
        }
        await Promise.all([...pages, ...tab ? [tab] : []].filter(isOpen).map(page => page.close()));
        pages = [];
        tab = undefined;
        await browser.said();
        browser.problems.length = 0;
        asking = undefined;
        await aws?.reset();
      }
    },
    close: async () => {
      await browser.close();
      await aws?.close();
      await seqera.close();
    },
  };
}

/**
 * Proves that AWS was asked by nobody whom the test didn't let, and nothing but what botocore would ask;
 * and that no secret came to it.
 *
 * @param {import('../stand-in/aws.mjs').AwsRequest[]} requests
 * @param {{ signsWrongly?: boolean } | undefined} asking
 */
function proveOfAws(requests, asking) {
  const called = (/** @type {import('../stand-in/aws.mjs').AwsRequest} */ one) => `${one.method} ${one.host}${one.path}`;
  assert.deepEqual(requests.flatMap(({ problem }) => problem ?? []), []);
  if (!asking) assert.deepEqual(requests.map(called), [], 'AWS was not asked');
  for (const request of requests) {
    const { host, path, headers, body, service, isBotocores } = request;
    const found = [host, path, body, ...headers.flat()].filter(holdsSecret);
    assert.deepEqual(found, [], `no secret comes to AWS: ${called(request)}`);
    if (service !== 'registry' && !asking?.signsWrongly) {
      assert.ok(isBotocores, `the signature is botocore's: ${called(request)}`);
    }
  }
}

/**
 * Runs in the page: its HTML, without what it holds in its inputs. React writes the value of an input
 * into its attribute, a password's as well.
 */
function html() {
  const copy = /** @type {Element} */ (document.documentElement.cloneNode(true));
  for (const input of copy.querySelectorAll('input')) input.removeAttribute('value');
  return copy.outerHTML;
}

/** @param {Page} page */
const isOpen = page => !page.isClosed();

/**
 * Looks after every change of the panel for a secret, and notes which states it goes through.
 *
 * @param {Page} panel
 */
async function watch(panel) {
  await panel.evaluate(leak => {
    const watched = /** @type {any} */ (globalThis);
    const secret = new RegExp(leak);
    /** @type {string[]} */
    const seen = watched.seen = [];
    /** @type {string[]} */
    const states = watched.states = [];
    new MutationObserver(() => {
      const html = document.documentElement.outerHTML;
      const values = [...document.querySelectorAll('input')].map(({ value }) => value);
      if (secret.test(html) || secret.test(values.join('\n'))) seen.push(html);
      const state = document.querySelector('.scroll')?.getAttribute('data-key') ?? '';
      if (states.at(-1) !== state) states.push(state);
    }).observe(document, {
      subtree: true, childList: true, attributes: true, characterData: true,
    });
  }, leak.source);
}

/**
 * The states that a panel has shown since it was opened, as `data-key` names them.
 *
 * @param {Page} panel
 * @returns {Promise<string[]>}
 */
export function statesOf(panel) {
  return panel.evaluate(() => /** @type {any} */ (globalThis).states);
}

/** Runs in the panel: where a secret could have stayed there. */
async function panelHolds() {
  const { local, session, sync } = chrome.storage;
  const areas = await Promise.all([local, session, sync].map(area => area.get(null)));
  return {
    /** @type {string[]} */
    seen: /** @type {any} */ (globalThis).seen ?? [],
    html: document.documentElement.outerHTML,
    stored: JSON.stringify([areas, { ...localStorage }, { ...sessionStorage }]),
  };
}

/**
 * The values that the page's own model holds.
 *
 * @param {Page} page
 * @returns {Promise<SeqeraForm['value'] | undefined>} undefined when the page has no form
 */
export async function values(page) {
  return (await seqeraForm(page))?.value;
}

/**
 * Waits until the page's form is as expected: the focus is given back once the last field was answered
 * for, and only then does a page count it as touched.
 *
 * @param {Page} page
 * @param {SeqeraForm} expected
 */
export async function formIs(page, expected) {
  await until(() => seqeraForm(page), form => isDeepStrictEqual(form, expected));
}

/**
 * The form as it is after every field was typed and left: `value` as the model holds it.
 *
 * @param {Look} look
 * @param {Partial<SeqeraForm['value']>} [other] than the credential's
 * @returns {SeqeraForm}
 */
export function filledForm(look, other) {
  return {
    look,
    value: { ...credential, ...other },
    valid: true,
    dirty: true,
    touched: { name: true, provider: true, userName: true, password: true, registry: true },
    submitted: false,
  };
}

/**
 * The form before anyone was there.
 *
 * @param {Look} look
 * @returns {SeqeraForm}
 */
export function untouchedForm(look) {
  return {
    look,
    value: emptyForm,
    valid: false,
    dirty: false,
    touched: { name: false, provider: false, userName: false, password: false, registry: false },
    submitted: false,
  };
}
