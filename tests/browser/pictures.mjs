// Takes a picture of every state of the panel and of the practice page, of the frame over a page, of the
// notes beside its fields and of the options, light and dark, into target/pictures/: what changed in how
// Keyferry looks is looked at, not only tested.
// `node tests/browser/pictures.mjs --readme` also renews the picture at the top of the README.
import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { awsHosts, startAws } from '../stand-in/aws.mjs';
import { registryCredential } from '../stand-in/seqera-api.mjs';
import { editPath, personalPath, startSeqera, workspacePath } from '../stand-in/seqera.mjs';
import { drag, dropFile, startChromium } from './chromium.mjs';
import { carry, frameOf, notesOn, pressIn } from './on-page.mjs';
import { focusOn, notLoaded, until } from './page.mjs';
import { startWww } from './www.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'target', 'pictures');
const key = join(root, 'tests', 'data', 'wave-ecr_accessKeys.csv');
const data = (/** @type {string} */ name) => join(root, 'tests', 'data', name);
const enterprise = 'seqera.genome-centre.example';

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });

const seqera = await startSeqera();
const aws = await startAws();
const hosts = [
  ...['cloud.seqera.io', enterprise].map((host) => `MAP ${host} 127.0.0.1:${seqera.port}`),
  ...awsHosts.map((host) => `MAP ${host} 127.0.0.1:${aws.port}`),
];
const chromium = await startChromium({
  seqeraPort: seqera.port,
  viewport: { width: 1100, height: 900, deviceScaleFactor: 2 },
  args: [`--host-resolver-rules=${hosts.join(', ')}`],
});

/** @param {Page} page @param {string} scheme */
const prefer = (page, scheme) => page.emulateMediaFeatures([
  { name: 'prefers-color-scheme', value: scheme },
  { name: 'prefers-reduced-motion', value: 'reduce' }, // no colour half-way between two
]);

/**
 * One picture in each colour scheme.
 * @param {Page} page
 * @param {string} name
 */
const take = async (page, name) => {
  for (const scheme of ['light', 'dark']) {
    await prefer(page, scheme);
    await page.screenshot({ path: join(folder, `${name}-${scheme}.png`) });
  }
};

/** @param {Page} page @param {string} selector */
const there = (page, selector) => page.waitForSelector(selector, { timeout: 10_000 });

/**
 * Drops the key file, and takes a picture of what it comes to.
 * @param {Page} panel
 * @param {string} selector of that
 * @param {string} name
 */
const takeAfterDrop = async (panel, selector, name) => {
  await dropFile(panel, [key]);
  await there(panel, selector);
  await take(panel, name);
};

/** The panel beside a fresh page. @param {string} path @param {number} [width] */
const beside = async (path, width = 380) => {
  const page = await chromium.openSeqera(path);
  const panel = await chromium.openSidePanel(page);
  await panel.setViewport({ width, height: 760, deviceScaleFactor: 2 });
  return { page, panel };
};

/** Seqera's page has no dark look of its own. @param {Page} page */
const darken = (page) => page.evaluate(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :root { color-scheme: dark; background: oklch(22% 0.02 260) !important; }
    body, body * { background-color: transparent !important; border-color: #6b7180 !important; color: #e6e8ee !important; }
  `);
  document.adoptedStyleSheets.push(sheet);
});

/**
 * A file carried over a page and dropped there, the one question, the result, and the notes beside the
 * fields while something wrong is typed.
 * @param {'material' | 'bootstrap'} look
 * @param {'light' | 'dark'} scheme
 */
const takeOnPage = async (look, scheme) => {
  seqera.play({ look });
  const page = await chromium.openSeqera(workspacePath);
  await page.setViewport({ width: 1280, height: 900, deviceScaleFactor: 2 });
  if (scheme === 'dark') await darken(page);
  const shot = (/** @type {string} */ name) =>
    page.screenshot({ path: join(folder, `${name}-${look}-${scheme}.png`) });
  const { frame, drop } = await carry(page, key);
  await shot('20-target');
  await drop();
  await focusOn(frame, '#region');
  await page.keyboard.type('eu-w');
  await shot('21-question');
  await page.keyboard.type('est-1');
  await page.keyboard.press('Enter');
  await frame.waitForSelector('.five');
  await until(() => notesOn(page), ({ notes }) => notes.length === 5);
  await shot('22-result');
  await pressIn(page, frame, 'close');
  await until(async () => frameOf(page), (there) => there === undefined);
  const [name, ...others] = await page.$$('main input:not([type=hidden])');
  await name?.click({ count: 3 });
  await page.keyboard.type('my creds');
  await others.at(-1)?.click();
  await page.keyboard.press('Home');
  await page.keyboard.type('https://');
  await until(() => notesOn(page), ({ notes }) => notes.at(-1)?.severity === 'error');
  await shot('23-notes');
  await page.close();
};

try {
  const { page, panel } = await beside(workspacePath);
  await there(panel, '.target .ok');
  await take(panel, '01-waiting');

  await page.click('main input');
  await page.keyboard.type('my creds');
  await there(panel, '[data-key=typed]');
  await take(panel, '01-typed');
  await page.reload();
  await there(panel, '.target .ok');

  const over = await drag(panel, [key]);
  await over.enter({ x: 190, y: 300 });
  await over.over({ x: 190, y: 300 });
  await there(panel, '.zone.over');
  await take(panel, '02-over');
  await over.cancel();

  await dropFile(panel, [data('ses-smtp.csv')]);
  await there(panel, '.verdict.error');
  await take(panel, '03-refused');

  await dropFile(panel, [data('mixed-up-keys.txt')]);
  await panel.waitForFunction(() => document.body.textContent?.includes('mixed-up-keys.txt'));
  await take(panel, '03b-ambiguous');
  await dropFile(panel, [data('new_user_credentials.csv')]);
  await there(panel, '[role=radiogroup]');
  await take(panel, '04-choose-key');

  await dropFile(panel, [key]);
  await there(panel, '#region');
  await take(panel, '05-region');
  await panel.type('#region', 'fra');
  await take(panel, '05-region-typed');
  await panel.$eval('#region', (input) => /** @type {HTMLInputElement} */ (input).select());
  await panel.type('#region', 'eu-west-1');

  seqera.play({ look: 'material', variant: 'slow-fields' });
  await page.reload();
  await there(panel, '.target .ok');
  await panel.click('[data-do=fill]');
  await there(panel, 'progress');
  await take(panel, '06-filling');
  await there(panel, '.verdict.ok');
  await take(panel, '07-filled');
  await page.bringToFront();
  await take(page, '07-filled-page');

  await panel.click('[data-do=undo]');
  await there(panel, '[data-key=undone]');
  await take(panel, '07-undone');

  seqera.play({ look: 'material', variant: 'prefilled' });
  await page.reload();
  await there(panel, '.target .ok');
  await takeAfterDrop(panel, 'li[data-field]', '08-findings');
  await panel.click('[data-do=forget]');
  await there(panel, '[data-key=forgotten]');
  await take(panel, '12-forgotten');

  // What Seqera has already, then what AWS says of the key, and what comes next.
  const registry = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
  seqera.play({ look: 'material', credentials: [
    { ...registryCredential({ name: 'ecr-shared', userName: 'AKIARTX3GSDS2VKVKVKV', registry }), dateCreated: '2025-01-01T00:00:00Z' },
    { ...registryCredential({ name: 'wave-ecr', userName: 'robot', registry: 'quay.io' }), dateCreated: '2026-01-01T00:00:00Z' },
  ] });
  await page.reload();
  await there(panel, '.target .ok');
  await dropFile(panel, [data('resaved-by-excel.csv')]);
  await there(panel, '[data-field=registry] a');
  await take(panel, '08-served');

  seqera.play({ look: 'material' });
  await page.reload();
  await there(panel, '.target .ok');
  await dropFile(panel, [key]);
  await there(panel, '[data-do=check]');
  const asks = ['api.ecr.eu-west-1.amazonaws.com', registry, 'sts.amazonaws.com'].map((host) => `https://${host}/*`);
  /** @param {string} name @param {Parameters<typeof aws.control>[0]} changes */
  const check = async (name, changes) => {
    await aws.reset();
    await aws.control(changes);
    await chromium.agree(asks, async () => {
      await panel.click('[data-do=check]');
    });
    await there(panel, '[data-key=proof] .verdict h2');
    await take(panel, name);
    await panel.click('[data-do=result]');
    await there(panel, '[data-key=filled]');
  };
  await check('14-key-inactive', { key: { status: 'inactive' } });
  await check('14-no-permission', { key: { allowed: [] } });
  await check('14-not-yet', { regionsNotEnabled: ['eu-west-1'] });
  await check('14-clock', { clock: 1200, key: { isRoot: true } });
  await there(panel, '.more');
  await panel.click('[data-do=next_steps]');
  await there(panel, '[role=tab]');
  await take(panel, '15-nextflow');
  for (const [at, name] of ['tw', 'seqerakit', 'terraform', 'iam'].entries()) {
    await panel.click(`[role=tab]:nth-child(${at + 2})`);
    await take(panel, `15-${name}`);
  }
  seqera.play({ look: 'material' });
  await page.reload();
  await there(panel, '.target .ok');
  await dropFile(panel, [key]);
  await there(panel, '[data-do=check]');
  await check('14-good', {});

  for (const variant of /** @type {const} */ (['no-registry-option', 'navigates', 'no-form'])) {
    seqera.play({ look: 'bootstrap', variant });
    await page.goto(`https://cloud.seqera.io${personalPath}`);
    const told = variant === 'no-form' ? '[data-key=no_form]' : '.verdict.error';
    await takeAfterDrop(panel, told, `09-${variant}`);
  }
  seqera.play({ look: 'material' });
  await page.goto(`https://cloud.seqera.io${editPath}`);
  await there(panel, '.target .ok');
  await takeAfterDrop(panel, '[data-key=rotating]', '10-rotating');
  await panel.click('[data-do=rotate]');
  await there(panel, '.verdict.ok');
  await take(panel, '10-rotated');

  await page.goto(`https://cloud.seqera.io${workspacePath}?left-alone=seqera-credentials-aws-edit`);
  await panel.waitForFunction(() => document.body.textContent?.includes('AWS'));
  await take(panel, '11-other-form');

  const elsewhere = await chromium.newPage();
  await elsewhere.goto('about:blank');
  await elsewhere.bringToFront();
  await panel.reload();
  await there(panel, '[data-key=elsewhere]');
  await take(panel, '13a-elsewhere');

  await elsewhere.goto(`https://${enterprise}${workspacePath}`);
  await panel.close(); // so that the button opens it anew, with access to this tab
  const asked = await chromium.openSidePanel(elsewhere);
  await asked.setViewport({ width: 380, height: 760, deviceScaleFactor: 2 });
  await there(asked, '[data-do=add_origin]');
  await take(asked, '13b-instance');
  await asked.close();
  await elsewhere.close();

  seqera.play({ look: 'material' });
  const narrow = await beside(workspacePath, 320);
  await there(narrow.panel, '.target .ok');
  await dropFile(narrow.panel, [key]);
  await there(narrow.panel, '.verdict.ok');
  await take(narrow.panel, '07-filled-320');

  for (const look of /** @type {const} */ (['material', 'bootstrap'])) {
    for (const scheme of /** @type {const} */ (['light', 'dark'])) {
      await chromium.clearStorage(); // a region that was given isn't asked again
      await takeOnPage(look, scheme);
    }
  }
  const options = await chromium.openOptions();
  await options.setViewport({ width: 900, height: 700, deviceScaleFactor: 2 });
  await there(options, '.instances li');
  await take(options, '30-options');
  await options.close();

  const www = await startWww();
  try {
    const practice = await chromium.newPage();
    for (const width of [1280, 400]) {
      await practice.setViewport({ width, height: 1120, deviceScaleFactor: 2 });
      await practice.goto(www.address);
      await there(practice, '#panel .zone');
      await take(practice, `www-${width}-before`);
      const zone = await (await there(practice, '#panel .zone'))?.boundingBox();
      await dropFile(practice, [key], { x: (zone?.x ?? 0) + 20, y: (zone?.y ?? 0) + 20 });
      await there(practice, '#region');
      await practice.type('#region', 'eu-west-1');
      await practice.keyboard.press('Enter');
      await there(practice, '.verdict.ok');
      await take(practice, `www-${width}-after`);
      if (width === 1280 && process.argv.includes('--readme')) {
        await prefer(practice, 'light');
        await mkdir(join(root, 'docs'), { recursive: true });
        await practice.screenshot({
          path: join(root, 'docs', 'keyferry.png'),
          clip: { x: 0, y: 0, width: 1280, height: 980 },
        });
      }
    }
  } finally {
    await www.close();
  }
  // AWS refuses what it is made to refuse.
  const problems = chromium.problems.filter((problem) => !notLoaded.test(problem));
  if (problems.length > 0) throw new Error(problems.join('\n'));
  console.log(`Pictures are in ${folder}`);
} finally {
  await chromium.close();
  await aws.close();
  await seqera.close();
}
