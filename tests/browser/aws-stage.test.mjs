// The stage with an AWS: where its hosts lead, which requests there fail a test, and the access to them.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { startSeqera } from '../stand-in/seqera.mjs';
import { startBrowser } from './browser.mjs';
import { credential, setStage } from './stage.mjs';

const addresses = [
  'https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/v2/',
  'https://sts.amazonaws.com/',
  'https://api.ecr.cn-north-1.amazonaws.com.cn/',
  'https://public.ecr.aws/token/?service=public.ecr.aws',
];
/** Where everybody gets a good answer. */
const open = 'https://public.ecr.aws/token/?service=public.ecr.aws';

/** @type {import('./stage.mjs').Stage} */
let stage;
before(async () => {
  stage = await setStage({ aws: true });
});
afterEach(() => stage.leave());
after(() => stage?.close());

/**
 * Asks at an address, as any page may that doesn't need the answer.
 *
 * @param {import('puppeteer-core').Page} page
 * @param {string} address
 */
const ask = (page, address) => page.evaluate(async address => {
  await fetch(address, { mode: 'no-cors', credentials: 'omit' });
}, address);

test('AWS’s hosts lead to the stand-in, and its refusals are no problems of a page', async () => {
  stage.asksAws({ signsWrongly: true });
  const page = await stage.openElsewhere();
  for (const address of addresses) await ask(page, address);
  const requests = await stage.aws.requests();
  assert.deepEqual(requests.map(({ host, path, status }) => [`https://${host}${path}`, status]), [
    [addresses[0], 401], [addresses[1], 404], [addresses[2], 404], [addresses[3], 200],
  ]);
});

test('a test that didn’t let AWS be asked fails when it was', async () => {
  await ask(await stage.openElsewhere(), open);
  await assert.rejects(stage.leave(), /AWS was not asked/);
});

test('a test fails when a request isn’t signed as botocore signs', async () => {
  stage.asksAws();
  await ask(await stage.openElsewhere(), 'https://sts.amazonaws.com/');
  await assert.rejects(stage.leave(), /the signature is botocore's/);
});

test('a test fails when a secret comes to AWS', async () => {
  stage.asksAws();
  const secret = Buffer.from(`AWS:${credential.password}`).toString('base64url');
  await ask(await stage.openElsewhere(), `${open}&scope=${secret}`);
  await assert.rejects(stage.leave(), /no secret comes to AWS/);
});

test('access to a host is granted, and taken back', async () => {
  const panel = await stage.panelTab();
  const patterns = ['https://api.ecr.eu-west-1.amazonaws.com/*', 'https://sts.amazonaws.com/*'];
  const has = () => panel.evaluate(origins => chrome.permissions.contains({ origins }), patterns);
  assert.equal(await has(), false);
  await stage.browser.grant(patterns);
  assert.equal(await has(), true);
  await stage.browser.revoke(patterns);
  assert.equal(await has(), false);
});

test('where nobody stands in for AWS, its hosts lead nowhere, and to ask is a problem', async () => {
  const seqera = await startSeqera();
  const browser = await startBrowser({ seqeraPort: seqera.port, extension: false });
  try {
    const page = await browser.newPage();
    for (const address of addresses) {
      await assert.rejects(ask(page, address), /Failed to fetch|NetworkError/, address);
      assert.ok(browser.problems.splice(0).some(problem => problem.includes('was asked')), address);
    }
  } finally {
    await browser.close();
    await seqera.close();
  }
});
