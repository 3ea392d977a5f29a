// The check with AWS, from the press of the button to what it came to: every answer comes over HTTP from the
// stand-in AWS. And what to do next, with its texts to copy. After every test it is proven (`stage.leave`)
// that no secret was let out, that the signatures are botocore's, and that AWS wasn't asked unless the
// test let it be.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import axe from 'axe-core';
import { answers } from '../stand-in/aws.mjs';
import { workspace } from '../stand-in/seqera-api.mjs';
import { editPath, personalPath } from '../stand-in/seqera.mjs';
import {
  browserName, drag, dropFile, inMemory, preferScheme, until,
} from './browser.mjs';
import { dropAndAnswer, keyFile, press, say, shown, state, verdict } from './panel.mjs';
import { credential, setStage, values } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('./stage.mjs').Stage} Stage */

const look = 'material';
const account = '123456789012';
const region = 'eu-west-1';
/** One that an account has to enable. */
const optIn = 'eu-south-1';
const user = 'wave-ecr';
const ecr = `api.ecr.${region}.amazonaws.com`;
const sts = 'sts.amazonaws.com';
const { registry } = credential;
/** How long a key is given until all of AWS knows it. */
const NEW_KEY_MS = 3_000;
/** Names the region and the user, so that nothing is asked. */
const file = keyFile('resaved-by-excel.csv');

/** @param {string[]} hosts */
const patternsOf = hosts => hosts.map(host => `https://${host}/*`);
const patterns = patternsOf([ecr, registry, sts]);

const askEcr = `POST ${ecr}/`;
const askRegistry = `GET ${registry}/v2/`;
const askSts = `POST ${sts}/`;

/**
 * @typedef {object} ProofShown
 * @property {string} band its colour
 * @property {string} title
 * @property {string} why
 * @property {string[][]} rows of each its icon's name, what it says, and why
 * @property {string[]} lines what else came to light
 * @property {string[]} todo
 * @property {string[]} rest
 * @property {string[]} offers what its buttons do
 */

/** @param {Page} panel @returns {Promise<ProofShown>} */
const proofOf = panel => panel.evaluate(() => {
  const proof = document.querySelector('.after[data-key=proof]');
  /** @param {ParentNode | null} parent @param {string} selector */
  const texts = (parent, selector) =>
    [...parent?.querySelectorAll(selector) ?? []].map(one => one.textContent?.trim() ?? '');
  return {
    band: proof?.querySelector('.verdict')?.classList.item(1) ?? '',
    title: texts(proof, '.verdict h2').join(),
    why: texts(proof, '.verdict p').join(),
    rows: [...proof?.querySelectorAll('.rows li') ?? []].map(row =>
      [row.querySelector('svg[role=img]')?.getAttribute('aria-label') ?? '', ...texts(row, 'p')]),
    lines: texts(proof, '.line'),
    todo: texts(proof, 'section > p, .steps li'),
    rest: texts(proof, '.body > p:not(.line)'),
    offers: [...proof?.querySelectorAll('[data-do]') ?? []].map(one => one.getAttribute('data-do') ?? ''),
  };
});

/**
 * Waits for what a check came to.
 *
 * @param {Page} panel
 * @param {string} code of its verdict
 * @param {Record<string, string | number>} [args]
 */
const proof = (panel, code, args) =>
  until(() => proofOf(panel), ({ title }) => title === say(code, args));

const good = say('icon_good');
const bad = say('icon_error');
const not = say('icon_waiting');

const keyGood = [good, say('check_key_good'), say('check_key_good_why', { user, account })];
const tokenGood = [good, say('check_token_good'), say('check_token_good_why', { region })];
const registryGood = [good, say('check_registry_good'), registry];
const keyNot = [not, say('check_key'), say('check_not_reached')];
const tokenNot = [not, say('check_token'), say('check_not_reached')];
const registryNot = [not, say('check_registry'), say('check_not_reached')];
/** @param {string} what @param {string} [answer] */
const failed = (what, answer) =>
  [bad, say(what), answer ? say('check_answer', { answer }) : say('check_no_answer')];
const noToken = failed('check_token_bad');

/** What a good check shows. @type {ProofShown} */
const allGood = {
  band: 'ok',
  title: say('aws_good'),
  why: say('aws_good_why'),
  rows: [keyGood, tokenGood, registryGood],
  lines: [],
  todo: [],
  rest: [say('check_not_checked'), say('check_next_add')],
  offers: ['next_steps', 'result'],
};

/** What it shows of a key that had better be another one. */
const but = { band: 'warn', title: say('aws_good_but'), why: say('aws_good_but_why') };

/**
 * What another one shows.
 *
 * @param {string} code
 * @param {Partial<ProofShown>} more
 * @param {Record<string, string | number>} [args]
 * @returns {ProofShown}
 */
const problem = (code, more, args) => ({
  band: 'error',
  title: say(code, args),
  why: say(`${code}_why`, args),
  rows: [],
  lines: [],
  rest: [say('check_sent')],
  offers: ['check', 'result'],
  ...more,
  todo: more.todo ?? [say(`${code}_do`, args)],
});

const activate = [
  say('check_activate_1', { user }), say('check_activate_2', { id: credential.userName }), say('check_activate_3'),
];
const keyUnknown = problem('aws_key_unknown', {
  rows: [failed('check_key_bad', 'UnrecognizedClientException'), tokenNot, registryNot],
  todo: activate,
  offers: ['check', 'choose_file', 'result'],
});

/** What a check shows that came to nothing. @param {string} code @param {string[]} [todo] */
const unknown = (code, todo) => problem(code, {
  todo,
  band: 'warn',
  why: `${say(`${code}_why`)} ${say('check_nothing_known')}`,
  rows: [keyNot, noToken, registryNot],
}, { host: ecr });

/** The policy that lets a key pull. */
const pullPolicy = `{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ecr:GetAuthorizationToken",
    "Resource": "*"
  }, {
    "Effect": "Allow",
    "Action": [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:GetDownloadUrlForLayer"
    ],
    "Resource": "arn:aws:ecr:${region}:${account}:repository/*"
  }]
}`;

/**
 * What follows is done on a stage of its own.
 *
 * @param {string[]} [granted] the hosts that Keyferry may ask from the start
 * @returns {() => Stage}
 */
function staged(granted = patterns) {
  /** @type {Stage} */
  let stage;
  before(async () => {
    stage = await setStage({ aws: true });
    if (granted.length > 0) await stage.browser.grant(granted);
  });
  afterEach(() => stage.leave());
  after(() => stage?.close());
  return () => stage;
}

/**
 * A form that was filled, and the panel beside it.
 *
 * @param {Stage} stage
 * @param {Partial<import('./stage.mjs').Played>} [played]
 */
async function filled(stage, played) {
  const { page, panel } = await stage.beside({ look, ...played });
  await dropFile(panel, file);
  await verdict(panel, 'all_good');
  await panel.waitForSelector('[data-do=check]');
  return { page, panel };
}

/**
 * What AWS was asked, in order.
 *
 * @param {Stage} stage
 */
const asked = async stage =>
  (await stage.aws.requests()).map(({ method, host, path }) => `${method} ${host}${path}`);

/**
 * Waits until a request has come to AWS that isn't answered.
 *
 * @param {Stage} stage
 * @param {number} count of requests
 */
const isAsked = (stage, count) => until(() => asked(stage), all => all.length === count);

/**
 * A form that was filled, and the panel beside it with a check that ECR doesn't answer.
 *
 * @param {Stage} stage
 * @param {{ times?: number }} [only] how often it doesn't
 */
async function checking(stage, only) {
  const { page, panel } = await filled(stage);
  stage.asksAws();
  await stage.aws.control({ faults: [{ service: 'ecr', hang: 60, ...only }] });
  await press(panel, 'check');
  await isAsked(stage, 1);
  return { page, panel };
}

/** The token that the registry was shown. @param {Stage} stage */
async function tokenOf(stage) {
  const login = (await stage.aws.requests()).find(({ service }) => service === 'registry');
  const header = login?.headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  const token = header?.replace(/^Basic /, '');
  assert.ok(token);
  return token;
}

/** The form holds what the key file says. @param {Page} page */
const formIsUntouched = async page => assert.deepEqual(await values(page), credential);

/**
 * What is in the clipboard, pasted as a user does.
 *
 * @param {Stage} stage
 */
async function pasted(stage) {
  const editor = await stage.openElsewhere();
  await editor.setContent('<textarea></textarea>');
  await editor.focus('textarea');
  await editor.keyboard.down('Control');
  await editor.keyboard.press('KeyV', { commands: ['Paste'] });
  await editor.keyboard.up('Control');
  const text = await until(() => editor.$eval('textarea', area => area.value), Boolean);
  await editor.close();
  return text;
}

/** What has the focus, by its text. @param {Page} panel */
const focused = panel => panel.evaluate(() => document.activeElement?.textContent?.trim());

/** The heading of what comes after a fill. @param {Page} panel */
const heading = panel => panel.evaluate(() => document.querySelector('.after h2')?.textContent);

/**
 * Presses Tab until a button has the focus, as its `data-do` names it.
 *
 * @param {Page} panel
 * @param {string} act
 * @returns {Promise<string[]>} the buttons on the way
 */
async function tabTo(panel, act) {
  const stops = [];
  while (stops.at(-1) !== act) {
    if (stops.length > 20) throw new Error(`no Tab leads to ${act}: ${stops}`);
    await panel.keyboard.press('Tab');
    // What can be scrolled may be a stop of its own.
    stops.push(await panel.evaluate(() => document.activeElement?.getAttribute('data-do') ?? ''));
  }
  return stops.filter(Boolean);
}

/**
 * Lets timers of a length end only when the test says so: each is a function in `timers`.
 *
 * @param {Page} panel
 * @param {number} length in milliseconds
 */
const holdTimers = (panel, length) => panel.evaluate(length => {
  const held = /** @type {any} */ (globalThis);
  const { setTimeout } = held;
  held.timers = [];
  held.setTimeout = (/** @type {() => void} */ call, /** @type {number} */ ms, /** @type {unknown[]} */ ...rest) => {
    if (ms !== length) return setTimeout(call, ms, ...rest);
    held.timers.push(call);
    return 0;
  };
}, length);

/** Has Seqera asked only when the test says so: `release()`. @param {Page} panel */
const holdInquiries = panel => panel.evaluate(() => {
  const held = /** @type {any} */ (globalThis);
  const { runtime } = held.browser ?? chrome;
  const send = runtime.sendMessage.bind(runtime);
  const released = new Promise(resolve => {
    held.release = resolve;
  });
  runtime.sendMessage = async (/** @type {any} */ message) => {
    if (message.inquire) await released;
    return send(message);
  };
});

/** Notes what access the panel asks the browser for, in `requested`. @param {Page} panel */
const noteRequests = panel => panel.evaluate(() => {
  const noted = /** @type {any} */ (globalThis);
  const { permissions } = noted.browser ?? chrome;
  const request = permissions.request.bind(permissions);
  noted.requested = [];
  permissions.request = (/** @type {unknown} */ asked) => {
    noted.requested.push(asked);
    return request(asked);
  };
});

/**
 * Does what has the browser ask whether Keyferry may have access, and refuses. A Chromium without a head
 * never shows its question: there it is answered before it is asked.
 *
 * @param {Stage} stage
 * @param {Page} panel
 * @param {() => Promise<unknown>} act
 */
async function refuse(stage, panel, act) {
  if (browserName === 'firefox') {
    await act();
    await /** @type {import('./firefox.mjs').Firefox} */ (stage.browser).answerPermissionPrompt(false);
    return;
  }
  await panel.evaluate(() => {
    const { request } = chrome.permissions;
    chrome.permissions.request = /** @type {any} */ (async () => {
      chrome.permissions.request = request;
      return false;
    });
  });
  await act();
}

/**
 * What axe finds wrong with what a panel shows.
 *
 * @param {Page} panel
 * @returns {Promise<string[]>}
 */
async function judgedByAxe(panel) {
  await panel.evaluate(axe.source);
  return panel.evaluate(async () => {
    const { violations } = await /** @type {typeof axe} */ (/** @type {any} */ (globalThis).axe).run(document);
    return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html} ${node.failureSummary}`));
  });
}

describe('where the hosts may be asked', () => {
  const stage = staged([...patterns, ...patternsOf([ecr, registry].map(host => host.replace(region, optIn)))]);

  test('a good key: three rows, nothing left to ask, and the secret is wiped', async () => {
    const { page, panel } = await filled(stage());
    assert.ok(await inMemory(panel, credential.password) > 0, 'it is kept for the check');
    stage().asksAws();
    await press(panel, 'check');
    assert.deepEqual(await proof(panel, 'aws_good'), allGood);
    assert.deepEqual(await asked(stage()), [askEcr, askRegistry, askSts]);
    assert.equal(await inMemory(panel, credential.password), 0, 'in the memory of neither WebAssembly');
    assert.equal(await inMemory(panel, await tokenOf(stage())), 0, 'the token isn’t kept either');
    assert.equal(await panel.$('[data-do=check], [data-do=forget]'), null);
    assert.equal(await focused(panel), say('aws_good'));
    await formIsUntouched(page);
    await press(panel, 'result');
    await verdict(panel, 'all_good');
    assert.equal(await panel.$('[data-do=check], [data-do=forget]'), null);
    assert.deepEqual(await asked(stage()), [askEcr, askRegistry, askSts]);
  });

  test('the token is wiped as soon as the registry has answered', async () => {
    const { panel } = await filled(stage());
    stage().asksAws();
    await stage().aws.control({ faults: [{ service: 'sts', hang: 60 }] });
    await press(panel, 'check');
    await isAsked(stage(), 3);
    assert.equal(await inMemory(panel, await tokenOf(stage())), 0);
    await press(panel, 'forget');
    await state(panel, 'forgotten');
    await until(() => inMemory(panel, credential.password), count => count === 0);
  });

  test('what goes out is signed, asks for JSON, and has neither cookies nor a referrer', async () => {
    const { panel } = await filled(stage());
    stage().asksAws();
    await press(panel, 'check');
    await proof(panel, 'aws_good');
    const requests = await stage().aws.requests();
    for (const { headers, isKeys, service } of requests) {
      const names = headers.map(([name]) => name.toLowerCase());
      assert.equal(isKeys, service === 'registry' ? null : true);
      for (const name of ['cookie', 'referer']) assert.ok(!names.includes(name), `${service}: ${name}`);
    }
    assert.deepEqual(requests.map(({ body }) => body), ['{}', '', 'Action=GetCallerIdentity&Version=2011-06-15']);
  });

  test('nothing is asked unless the button is pressed', async () => {
    const { panel } = await filled(stage());
    assert.ok((await shown(panel)).state);
    assert.deepEqual(await asked(stage()), []);
  });

  for (const status of /** @type {const} */ (['inactive', 'deleted'])) {
    test(`a key that is ${status} isn’t accepted, and STS says so, too`, async () => {
      const { page, panel } = await filled(stage());
      stage().asksAws({ signsWrongly: status === 'deleted' });
      await stage().aws.control({ key: { status } });
      await press(panel, 'check');
      assert.deepEqual(await proof(panel, 'aws_key_unknown'), keyUnknown);
      assert.deepEqual(await asked(stage()), [askEcr, askSts, askEcr], 'once more, since it may be new');
      await formIsUntouched(page);
    });
  }

  test('once the key is activated, to check again turns out good', async () => {
    const { panel } = await filled(stage());
    stage().asksAws();
    await stage().aws.control({ key: { status: 'inactive' } });
    await press(panel, 'check');
    await proof(panel, 'aws_key_unknown');
    await stage().aws.control({ key: { status: 'active' } });
    await press(panel, 'check');
    assert.deepEqual(await proof(panel, 'aws_good'), allGood);
    assert.equal(await inMemory(panel, credential.password), 0);
  });

  test('a secret that isn’t the key’s is tried twice', async () => {
    const { page, panel } = await filled(stage());
    stage().asksAws();
    await stage().aws.control({ key: { secret: 'kfExampleSecretKeyForTests2222222222/+EF' } });
    await press(panel, 'check');
    assert.deepEqual(await proof(panel, 'aws_secret_wrong'), problem('aws_secret_wrong', {
      rows: [failed('check_key_secret_bad', 'InvalidSignatureException'), tokenNot, registryNot],
      todo: [say('aws_secret_wrong_do', { id: credential.userName })],
      offers: ['check', 'choose_file', 'result'],
    }));
    assert.deepEqual(await asked(stage()), [askEcr, askEcr]);
    await formIsUntouched(page);
  });

  test('without the permission the policy to attach is shown, and can be copied', async () => {
    const { page, panel } = await filled(stage());
    stage().asksAws();
    await stage().aws.control({ key: { allowed: [] } });
    await press(panel, 'check');
    assert.deepEqual(await proof(panel, 'aws_no_permission'), problem('aws_no_permission', {
      why: say('aws_no_permission_why', { user, lacks: 'ecr:GetAuthorizationToken' }),
      rows: [],
    }));
    assert.deepEqual(await asked(stage()), [askEcr]);
    assert.equal(await panel.$eval('.after pre', code => code.textContent), pullPolicy);
    await panel.locator('.after .copy button').click();
    await until(() => panel.$eval('.after .copy button', button => button.textContent), text => text === say('copied'));
    const copied = await pasted(stage());
    assert.equal(copied, pullPolicy);
    assert.doesNotThrow(() => JSON.parse(copied));
    await formIsUntouched(page);
  });

  test('a policy that denies it is told from one that is missing', async () => {
    const { panel } = await filled(stage());
    stage().asksAws();
    await stage().aws.control({ key: { denied: ['ecr:GetAuthorizationToken'] } });
    await press(panel, 'check');
    assert.deepEqual(await proof(panel, 'aws_denied'), problem('aws_denied', {
      rows: [keyGood, failed('check_token_bad', 'AccessDeniedException'), registryNot],
    }, { user, lacks: 'ecr:GetAuthorizationToken' }));
    assert.deepEqual(await asked(stage()), [askEcr]);
  });

  test('a key that ECR doesn’t know yet is told from one that is inactive', async () => {
    const { panel } = await filled(stage());
    stage().asksAws();
    await stage().aws.control({ regionsNotEnabled: [region] }); // which this region can't be
    await press(panel, 'check');
    assert.deepEqual(await proof(panel, 'aws_not_yet'), problem('aws_not_yet', {
      band: 'warn',
      rows: [keyGood, failed('check_token_bad', 'UnrecognizedClientException'), registryNot],
    }));
    assert.deepEqual(await asked(stage()), [askEcr, askSts, askEcr]);
  });

  test('a key that AWS knows everywhere a little later is good', async () => {
    const { panel } = await filled(stage());
    stage().asksAws();
    await stage().aws.control({ regionsNotEnabled: [region] });
    await press(panel, 'check');
    await isAsked(stage(), 2);
    await stage().aws.control({ regionsNotEnabled: [] });
    assert.deepEqual(await proof(panel, 'aws_good'), allGood);
    assert.deepEqual(await asked(stage()), [askEcr, askSts, askEcr, askRegistry, askSts]);
  });

  test('Stop doesn’t wait for the pause before AWS is asked again', async () => {
    const { panel } = await filled(stage());
    stage().asksAws();
    await holdTimers(panel, NEW_KEY_MS);
    await stage().aws.control({ key: { status: 'inactive' } });
    await press(panel, 'check');
    await until(() => panel.evaluate(() => /** @type {any} */ (globalThis).timers.length), held => held === 1);
    await press(panel, 'stop_check');
    await verdict(panel, 'all_good');
    await press(panel, 'forget');
    await until(() => inMemory(panel, credential.password), count => count === 0);
    assert.deepEqual(await asked(stage()), [askEcr, askSts]);
  });

  test('a region that isn’t enabled is told from a key that is inactive', async () => {
    const { panel } = await stage().beside({ look });
    await dropAndAnswer(panel, { region: optIn });
    await verdict(panel, 'all_good');
    stage().asksAws();
    await stage().aws.control({ regionsNotEnabled: [optIn] });
    await press(panel, 'check');
    assert.deepEqual(await proof(panel, 'aws_region_off', { region: optIn }), problem('aws_region_off', {
      rows: [keyGood, failed('check_token_bad', 'UnrecognizedClientException'), registryNot],
    }, { region: optIn }));
    assert.deepEqual(await asked(stage()), [askEcr, askSts, askEcr].map(one => one.replace(region, optIn)));
  });

  test('what is edited after a check is another credential than the one that was checked', async () => {
    const { page, panel } = await filled(stage());
    stage().asksAws();
    await press(panel, 'check');
    await proof(panel, 'aws_good');
    await page.click('main input');
    await page.keyboard.type(' x');
    await until(() => heading(panel), title => title === undefined);
    assert.equal((await shown(panel)).state, 'filled');
  });

  test('the root user’s key works, and is warned of', async () => {
    const { panel } = await filled(stage());
    stage().asksAws();
    await stage().aws.control({ key: { isRoot: true } });
    await press(panel, 'check');
    assert.deepEqual(await proof(panel, 'aws_good_but'), {
      ...allGood,
      ...but,
      rows: [[good, say('check_key_good'), say('check_key_root_why', { account })], tokenGood, registryGood],
      lines: [say('key_is_root')],
      offers: ['next_steps', 'choose_file', 'result'],
    });
  });

  test('a key of another account than the registry’s works, and is warned of', async () => {
    const other = '210987654321';
    const { panel } = await filled(stage());
    stage().asksAws();
    await stage().aws.control({ key: { account: other } });
    await press(panel, 'check');
    assert.deepEqual(await proof(panel, 'aws_good_but'), {
      ...allGood,
      ...but,
      rows: [[good, say('check_key_good'), say('check_key_good_why', { user, account: other })], tokenGood, registryGood],
      lines: [say('registry_other_account', { account, key_account: other })],
    });
  });

  for (const status of /** @type {const} */ ([401, 403])) {
    test(`a registry that refuses the token with ${status} is told`, async () => {
      const { panel } = await filled(stage());
      stage().asksAws();
      await stage().aws.control({ registryRefuses: status });
      await press(panel, 'check');
      assert.deepEqual(await proof(panel, 'aws_registry_refused'), problem('aws_registry_refused', {
        rows: [keyGood, tokenGood, failed('check_registry_bad', `HTTP ${status}`)],
      }, { host: registry, answer: `HTTP ${status}` }));
      assert.deepEqual(await asked(stage()), [askEcr, askRegistry, askSts]);
    });
  }

  for (const { clock, code } of [
    { clock: 1200, code: 'aws_clock_behind' }, { clock: -1200, code: 'aws_clock_ahead' },
  ]) {
    test(`a clock that is off by ${clock} seconds is told, and does no harm`, async () => {
      const { panel } = await filled(stage());
      stage().asksAws();
      await stage().aws.control({ clock });
      await press(panel, 'check');
      assert.deepEqual(await proof(panel, 'aws_good'), { ...allGood, lines: [say(code, { minutes: 20 })] });
      assert.deepEqual(await asked(stage()), [askEcr, askEcr, askRegistry, askSts]);
    });
  }

  test('who is asked to come again later comes again, once', async () => {
    const { panel } = await filled(stage());
    stage().asksAws();
    await stage().aws.control({ faults: [{ service: 'ecr', times: 1, ...answers.throttling }] });
    await press(panel, 'check');
    assert.deepEqual(await proof(panel, 'aws_good'), allGood);
    assert.deepEqual(await asked(stage()), [askEcr, askEcr, askRegistry, askSts]);
  });

  // Chromium leaves alone for a while whom an extension asked and who answered by several errors in a row:
  // between two of them there are other answers.
  const noAnswer = [
    { what: 'that has too much to do, twice', fault: answers.tooMany, code: 'aws_busy', times: 2 },
    { what: 'that is unavailable, twice', fault: answers.unavailable, code: 'aws_busy', times: 2 },
    { what: 'in whose place a sign-in page answers', fault: answers.captivePortal, code: 'aws_not_aws' },
    { what: 'that answers half of its JSON', fault: answers.halfJson, code: 'aws_not_aws' },
    { what: 'that answers with nothing in it', fault: answers.emptyObject, code: 'aws_not_aws' },
    { what: 'that leads elsewhere', fault: answers.redirect, code: 'aws_not_aws' },
    { what: 'that breaks off in its answer', fault: { cut: /** @type {const} */ (true) }, code: 'aws_unreachable' },
  ];
  for (const { what, fault, code, times = 1 } of noAnswer) {
    test(`an ECR ${what} says nothing of the key`, async () => {
      const { page, panel } = await filled(stage());
      stage().asksAws();
      await stage().aws.control({ faults: [{ service: 'ecr', ...fault }] });
      await press(panel, 'check');
      assert.deepEqual(await proof(panel, code), unknown(code));
      assert.deepEqual(await asked(stage()), Array(times).fill(askEcr));
      await formIsUntouched(page);
    });
  }

  test('an ECR that closes the connection says nothing of the key', async () => {
    const { page, panel } = await filled(stage());
    stage().asksAws();
    await stage().aws.control({ faults: [{ service: 'ecr', close: true }] });
    await press(panel, 'check');
    assert.deepEqual(await proof(panel, 'aws_unreachable'), unknown('aws_unreachable'));
    // Browsers may ask once more on another connection.
    assert.deepEqual([...new Set(await asked(stage()))], [askEcr]);
    await formIsUntouched(page);
  });

  test('AWS is waited for ten seconds', async () => {
    const { page, panel } = await checking(stage());
    assert.deepEqual(await proof(panel, 'aws_timed_out'), unknown('aws_timed_out'));
    assert.deepEqual(await asked(stage()), [askEcr]);
    await formIsUntouched(page);
  });

  for (const { what, fault, code, times = 1 } of [
    { what: 'that fails twice', fault: answers.failing, code: 'aws_busy', times: 2 },
    { what: 'in whose place a sign-in page answers', fault: answers.captivePortal, code: 'aws_not_aws' },
    { what: 'that leads elsewhere', fault: answers.redirect, code: 'aws_not_aws' },
  ]) {
    test(`a registry ${what} leaves what ECR and STS said`, async () => {
      const { panel } = await filled(stage());
      stage().asksAws();
      await stage().aws.control({ faults: [{ service: 'registry', ...fault }] });
      await press(panel, 'check');
      assert.deepEqual(await proof(panel, code), problem(code, {
        band: 'warn', rows: [keyGood, tokenGood, failed('check_registry_bad')],
      }, { host: registry }));
      assert.deepEqual(await asked(stage()), [askEcr, ...Array(times).fill(askRegistry), askSts]);
    });
  }

  test('an STS that doesn’t answer takes nothing from a good check', async () => {
    const { panel } = await filled(stage());
    stage().asksAws();
    await stage().aws.control({ faults: [{ service: 'sts', ...answers.captivePortal }] });
    await press(panel, 'check');
    const { rows, lines } = await proof(panel, 'aws_good');
    assert.deepEqual(rows.slice(1), [tokenGood, registryGood]);
    assert.deepEqual(lines, []);
  });

  test('an STS that doesn’t answer leaves two possibilities', async () => {
    const { panel } = await filled(stage());
    stage().asksAws();
    await stage().aws.control({ key: { status: 'inactive' }, faults: [{ service: 'sts', close: true }] });
    await press(panel, 'check');
    assert.deepEqual(await proof(panel, 'aws_key_unknown_here'), problem('aws_key_unknown_here', {
      rows: [failed('check_key_bad', 'UnrecognizedClientException'), tokenNot, registryNot],
      todo: activate,
    }, { region }));
  });

  for (const how of /** @type {const} */ (['Stop', 'Escape'])) {
    test(`${how} ends a check, and it can be done again`, async () => {
      const { page, panel } = await checking(stage(), { times: 1 });
      await panel.waitForSelector('[data-do=stop_check]');
      assert.equal(await panel.evaluate(() => document.activeElement?.getAttribute('data-do')), 'stop_check');
      if (how === 'Stop') await press(panel, 'stop_check');
      else await panel.keyboard.press('Escape');
      await panel.waitForSelector('[data-do=check]');
      await verdict(panel, 'all_good');
      assert.equal((await shown(panel)).state, 'filled');
      await press(panel, 'check');
      assert.deepEqual(await proof(panel, 'aws_good'), allGood);
      assert.deepEqual(await asked(stage()), [askEcr, askEcr, askRegistry, askSts]);
      await formIsUntouched(page);
    });
  }

  test('a file that is dropped during a check ends it', async () => {
    const { page, panel } = await checking(stage());
    await dropFile(panel, keyFile('new_user_credentials.csv'));
    await state(panel, 'keys');
    await formIsUntouched(page);
    await press(panel, 'forget');
    await state(panel, 'forgotten');
    assert.equal(await inMemory(panel, credential.password), 0);
    assert.deepEqual(await asked(stage()), [askEcr]);
  });

  test('a page that is left during a check ends it', async () => {
    const { page, panel } = await checking(stage());
    await page.reload();
    await state(panel, 'waiting');
    await until(() => inMemory(panel, credential.password), count => count === 0);
    assert.deepEqual(await asked(stage()), [askEcr]);
  });

  test('by the keyboard alone: to the check, through what it came to, and back', async () => {
    const { panel } = await filled(stage());
    stage().asksAws();
    await stage().aws.control({ key: { status: 'inactive' } });
    await tabTo(panel, 'check');
    await panel.keyboard.press('Enter');
    await proof(panel, 'aws_key_unknown');
    assert.equal(await focused(panel), say('aws_key_unknown'));
    assert.deepEqual(await tabTo(panel, 'result'), ['check', 'choose_file', 'result']);
    await panel.keyboard.press('Enter');
    await verdict(panel, 'all_good');
    assert.equal(await focused(panel), say('all_good'));
    await tabTo(panel, 'check');
    await stage().aws.control({ key: { status: 'active' } });
    await panel.keyboard.press(' ');
    await proof(panel, 'aws_good');
    assert.equal(await focused(panel), say('aws_good'));
    assert.deepEqual(await tabTo(panel, 'result'), ['next_steps', 'result']);
    await panel.keyboard.press('Escape');
    await verdict(panel, 'all_good');
  });

  test('after two minutes the secret is gone; what was said of the form stays', async () => {
    const { panel } = await stage().beside({ look });
    await holdTimers(panel, 120_000);
    await dropFile(panel, file);
    const { rows } = await verdict(panel, 'all_good');
    await panel.waitForSelector('[data-do=check]');
    await panel.evaluate('timers.at(-1)()');
    await until(() => panel.$('[data-do=check], [data-do=forget]'), button => button === null);
    assert.equal(await inMemory(panel, credential.password), 0);
    assert.deepEqual((await verdict(panel, 'all_good')).rows, rows);
    assert.ok(!(await panel.$$eval('.line', lines => lines.map(line => line.textContent))).includes(say('kept_for_check')));
  });

  test('after two minutes it can’t be checked again; what AWS said stays', async () => {
    const { panel } = await stage().beside({ look });
    await holdTimers(panel, 120_000);
    await dropFile(panel, file);
    await panel.waitForSelector('[data-do=check]');
    stage().asksAws();
    await stage().aws.control({ key: { status: 'inactive' } });
    await press(panel, 'check');
    assert.deepEqual(await proof(panel, 'aws_key_unknown'), keyUnknown);
    await panel.evaluate('timers.at(-1)()');
    await until(() => panel.$('[data-do=check], [data-do=forget]'), button => button === null);
    assert.equal(await inMemory(panel, credential.password), 0);
    assert.deepEqual(await proof(panel, 'aws_key_unknown'), { ...keyUnknown, offers: ['choose_file', 'result'] });
    assert.equal(await focused(panel), say('aws_key_unknown'));
  });

  test('where checks are off none is offered, and no secret is kept for one', async () => {
    const { panel } = await stage().beside({ look });
    await panel.evaluate(() => chrome.storage.local.set({ checksAws: false }));
    await panel.reload();
    await until(() => panel.$('[aria-busy]'), busy => busy === null);
    await dropFile(panel, file);
    await verdict(panel, 'all_good');
    assert.equal(await panel.$('[data-do=check], [data-do=forget]'), null);
    assert.equal(await inMemory(panel, credential.password), 0);
  });

  test('when checks are switched off the secret that was kept for one goes', async () => {
    const { panel } = await filled(stage());
    stage().asksAws();
    await stage().aws.control({ key: { status: 'inactive' } });
    await press(panel, 'check');
    await proof(panel, 'aws_key_unknown');
    await panel.evaluate(() => chrome.storage.local.set({ checksAws: false }));
    await until(() => panel.$('[data-do=check], [data-do=forget]'), button => button === null);
    assert.equal(await inMemory(panel, credential.password), 0);
    assert.deepEqual(await proof(panel, 'aws_key_unknown'), { ...keyUnknown, offers: ['choose_file', 'result'] });
    await press(panel, 'result');
    await verdict(panel, 'all_good');
    assert.equal(await panel.$('[data-do=check], [data-do=forget]'), null);
  });

  for (const scheme of /** @type {const} */ (['light', 'dark'])) {
    test(`axe finds nothing to better in what AWS said, where it is ${scheme}`, async () => {
      const { panel } = await filled(stage());
      await preferScheme(panel, scheme);
      stage().asksAws();
      await stage().aws.control({ faults: [{ service: 'ecr', hang: 60 }] });
      await press(panel, 'check');
      await isAsked(stage(), 1);
      assert.deepEqual(await judgedByAxe(panel), []);
      await press(panel, 'stop_check');
      await stage().aws.control({ faults: [], key: { status: 'inactive' } });
      await press(panel, 'check');
      await proof(panel, 'aws_key_unknown');
      assert.deepEqual(await judgedByAxe(panel), []);
      await stage().aws.control({ key: { status: 'active', allowed: [] } });
      await press(panel, 'check');
      await proof(panel, 'aws_no_permission');
      assert.deepEqual(await judgedByAxe(panel), []);
      await stage().aws.control({ key: { allowed: ['ecr:GetAuthorizationToken'] }, clock: 1200 });
      await press(panel, 'check');
      await proof(panel, 'aws_good');
      assert.deepEqual(await judgedByAxe(panel), []);
      await preferScheme(panel, 'light');
    });
  }
});

describe('of other clouds', () => {
  const [publicApi, publicRegistry] = ['api.ecr-public.us-east-1.amazonaws.com', 'public.ecr.aws'];
  const china = 'cn-north-1';
  const ofChina = {
    ecr: `api.ecr.${china}.amazonaws.com.cn`,
    registry: `${account}.dkr.ecr.${china}.amazonaws.com.cn`,
    sts: `sts.${china}.amazonaws.com.cn`,
  };
  const stage = staged(patternsOf([publicApi, publicRegistry, sts, ...Object.values(ofChina)]));
  const askPublic = [`POST ${publicApi}/`, `GET ${publicRegistry}/token/?service=public.ecr.aws`, askSts];
  const publicRows = [
    keyGood,
    [good, say('check_token_good'), say('check_token_good_why', { region: 'us-east-1' })],
    [good, say('check_registry_good'), publicRegistry],
  ];

  /** A form that was filled for ECR Public. */
  const filledForPublic = async () => {
    const { panel } = await stage().beside({ look });
    await dropFile(panel, keyFile('wave-ecr_accessKeys.csv'));
    await (await panel.waitForSelector('label:has(input[value=public])'))?.click();
    await until(() => panel.$('#region'), region => region === null);
    await press(panel, 'fill');
    await verdict(panel, 'all_good');
    return panel;
  };

  test('ECR Public is asked in its one region, and its registry for a token', async () => {
    const panel = await filledForPublic();
    stage().asksAws();
    await stage().aws.control({
      key: { allowed: ['ecr-public:GetAuthorizationToken', 'sts:GetServiceBearerToken'] },
    });
    await press(panel, 'check');
    assert.deepEqual(await proof(panel, 'aws_good'), { ...allGood, rows: publicRows });
    assert.deepEqual(await asked(stage()), askPublic);
  });

  for (const { lacks, allowed } of [
    { lacks: 'ecr-public:GetAuthorizationToken', allowed: [] },
    { lacks: 'sts:GetServiceBearerToken', allowed: ['ecr-public:GetAuthorizationToken'] },
  ]) {
    test(`ECR Public without ${lacks} is told, with its own policy`, async () => {
      const panel = await filledForPublic();
      stage().asksAws();
      await stage().aws.control({ key: { allowed } });
      await press(panel, 'check');
      assert.deepEqual(await proof(panel, 'aws_no_permission'), problem('aws_no_permission', {
        why: say('aws_no_permission_why', { user, lacks }),
      }));
      const policy = await panel.$eval('.after pre', code => code.textContent ?? '');
      assert.deepEqual(JSON.parse(policy).Statement, [{
        Effect: 'Allow', Action: ['ecr-public:GetAuthorizationToken', 'sts:GetServiceBearerToken'], Resource: '*',
      }]);
      assert.deepEqual(await asked(stage()), askPublic.slice(0, 1));
    });
  }

  test('a registry in China is asked there alone', async () => {
    const { panel } = await stage().beside({ look });
    await dropAndAnswer(panel, { region: china });
    await verdict(panel, 'all_good');
    stage().asksAws();
    await stage().aws.control({ key: { partition: 'aws-cn' } });
    await press(panel, 'check');
    assert.deepEqual(await proof(panel, 'aws_good'), {
      ...allGood,
      rows: [
        keyGood,
        [good, say('check_token_good'), say('check_token_good_why', { region: china })],
        [good, say('check_registry_good'), ofChina.registry],
      ],
    });
    assert.deepEqual(await asked(stage()), [
      `POST ${ofChina.ecr}/`, `GET ${ofChina.registry}/v2/`, `POST ${ofChina.sts}/`,
    ]);
  });

  test('a key of the other cloud isn’t known in China', async () => {
    const { panel } = await stage().beside({ look });
    await dropAndAnswer(panel, { region: china });
    await verdict(panel, 'all_good');
    stage().asksAws();
    await press(panel, 'check');
    await proof(panel, 'aws_key_unknown');
    const [ecr, sts] = [`POST ${ofChina.ecr}/`, `POST ${ofChina.sts}/`];
    assert.deepEqual(await asked(stage()), [ecr, sts, ecr]);
  });
});

describe('where the hosts may not be asked yet', () => {
  const stage = staged([]);
  afterEach(() => stage().browser.revoke(patterns));

  const notAllowed = problem('aws_not_allowed', {
    band: 'warn', rows: [keyNot, tokenNot, registryNot], rest: [], // nothing was sent
  });

  test('the browser is asked for access to three hosts, and they are asked once it is given', async () => {
    const { page, panel } = await filled(stage());
    stage().asksAws();
    await noteRequests(panel);
    await stage().browser.agree(patterns, () => press(panel, 'check'));
    assert.deepEqual(await proof(panel, 'aws_good'), allGood);
    assert.deepEqual(await panel.evaluate('requested'), [{ origins: patterns }]);
    const { origins } = await panel.evaluate(() => chrome.permissions.getAll());
    assert.deepEqual(origins?.toSorted(), ['https://cloud.seqera.io/*', ...patterns].toSorted());
    await formIsUntouched(page);
  });

  test('without access nothing is asked, and it can be given in another try', async () => {
    const { page, panel } = await filled(stage());
    await refuse(stage(), panel, () => press(panel, 'check'));
    assert.deepEqual(await proof(panel, 'aws_not_allowed'), notAllowed);
    assert.deepEqual(await asked(stage()), []);
    await formIsUntouched(page);
    stage().asksAws();
    await stage().browser.agree(patterns, () => press(panel, 'check'));
    assert.deepEqual(await proof(panel, 'aws_good'), allGood);
  });

  test('access that was taken back between two checks is asked for again', async () => {
    const { panel } = await filled(stage());
    stage().asksAws();
    await stage().aws.control({ key: { status: 'inactive' } });
    await stage().browser.agree(patterns, () => press(panel, 'check'));
    await proof(panel, 'aws_key_unknown');
    await stage().browser.revoke(patterns);
    await panel.bringToFront();
    await refuse(stage(), panel, () => press(panel, 'check'));
    assert.deepEqual(await proof(panel, 'aws_not_allowed'), notAllowed);
    assert.deepEqual(await asked(stage()), [askEcr, askSts, askEcr]);
    await stage().aws.control({ key: { status: 'active' } });
    await stage().browser.agree(patterns, () => press(panel, 'check'));
    assert.deepEqual(await proof(panel, 'aws_good'), allGood);
  });

  test('access that is taken back during a check ends it', async () => {
    const { page, panel } = await filled(stage());
    stage().asksAws();
    await stage().aws.control({ key: { status: 'inactive' } });
    await stage().browser.agree(patterns, () => press(panel, 'check'));
    await proof(panel, 'aws_key_unknown');
    await stage().aws.control({ key: { status: 'active' }, faults: [{ service: 'ecr', hang: 60 }] });
    await press(panel, 'check');
    await isAsked(stage(), 4);
    await stage().browser.revoke(patterns);
    // Of this one, not of the one before.
    assert.deepEqual(await proof(panel, 'aws_stopped'), {
      ...unknown('aws_stopped', []), rows: [keyNot, tokenNot, registryNot],
    });
    assert.deepEqual(await asked(stage()), [askEcr, askSts, askEcr, askEcr]);
    await formIsUntouched(page);
  });

  test('the hosts are taken for no Seqera, and access to them can be removed in the options', async () => {
    const { panel } = await filled(stage());
    stage().asksAws();
    await stage().browser.agree(patterns, () => press(panel, 'check'));
    await proof(panel, 'aws_good');
    // Whatever is given access to later is heeded later.
    const own = `${stage().seqera.origin}/*`;
    await stage().browser.grant([own]);
    const scripts = await until(() => panel.evaluate(() => chrome.scripting.getRegisteredContentScripts()),
      ({ length }) => length > 0);
    assert.deepEqual(scripts.map(({ matches }) => matches), [[own]]);
    await stage().browser.revoke([own]);

    const options = await stage().browser.openOptions();
    const listed = () => options.$$eval('.instances:first-of-type > li', items => items.map(item =>
      [item.querySelector('.origin')?.textContent, item.querySelector('[data-remove]')?.getAttribute('data-remove') ?? null]));
    const rows = await until(listed, ({ length }) => length === 2);
    assert.deepEqual(rows[0], ['cloud.seqera.io', null]);
    assert.equal(rows[1]?.[1], 'aws');
    for (const host of [ecr, registry, sts]) assert.ok(rows[1]?.[0]?.includes(host), host);
    await options.locator('[data-remove=aws]').click();
    await until(listed, ({ length }) => length === 1);
    assert.equal(await options.$eval('[role=status]', status => status.textContent), say('options_removed', { host: 'AWS' }));
    assert.equal(await panel.evaluate(origins => chrome.permissions.contains({ origins }), patterns), false);
    await options.close();
  });
});

describe('what to do next', () => {
  const stage = staged([]);

  const title = say('next_steps_title');
  const id = workspace.workspaceId;
  /** The texts by tab, with their titles. */
  const texts = {
    next_nextflow: [['next_nextflow', `wave {
  enabled = true
}
tower {
  // for \`nextflow run\`, with the token in TOWER_ACCESS_TOKEN
  workspaceId = '${id}'
}
// process.container = '${registry}/your-image:tag'`]],
    next_tw: [['next_tw', `tw credentials add container-reg \\
  --name=wave-ecr \\
  --username=${credential.userName} \\
  --password="$AWS_SECRET_ACCESS_KEY" \\
  --registry=${registry} \\
  --workspace=genomics/rnaseq-prod`]],
    next_seqerakit: [['next_seqerakit', `credentials:
  - type: 'container-reg'
    name: 'wave-ecr'
    workspace: 'genomics/rnaseq-prod'
    username: '${credential.userName}'
    password: '$AWS_SECRET_ACCESS_KEY'
    registry: '${registry}'`]],
    next_terraform: [['next_terraform', `variable "ecr_secret" {
  type      = string
  sensitive = true
}
resource "seqera_container_registry_credential" "wave_ecr" {
  name         = "wave-ecr"
  user_name    = "${credential.userName}"
  password     = var.ecr_secret
  registry     = "${registry}"
  workspace_id = ${id}
}`]],
    next_policy_pull: [
      ['next_policy_pull', pullPolicy],
      ['next_policy_push', pullPolicy.replace(/\[\n.*?\]/s, `[
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:CompleteLayerUpload",
      "ecr:GetDownloadUrlForLayer",
      "ecr:InitiateLayerUpload",
      "ecr:PutImage",
      "ecr:UploadLayerPart"
    ]`)],
    ],
  };
  const tabs = Object.keys(texts);

  /** What is shown: the tab, and its texts with their titles. @param {Page} panel */
  const shownTexts = panel => panel.evaluate(() => ({
    tab: document.querySelector('[role=tab][aria-selected=true]')?.id ?? '',
    isFocused: document.activeElement?.getAttribute('aria-selected') === 'true',
    texts: [...document.querySelectorAll('.after .copy')].map(copy =>
      [copy.querySelector('.head span')?.textContent ?? '', copy.querySelector('pre')?.textContent ?? '']),
  }));
  /** @param {string} tab */
  const ofTab = tab => texts[/** @type {keyof texts} */ (tab)].map(([title = '', text = '']) => [say(title), text]);

  /** The next steps of a form that was filled. @param {Partial<import('./stage.mjs').Played>} [played] */
  const nextSteps = async played => {
    const { page, panel } = await filled(stage(), played);
    await press(panel, 'next_steps');
    await until(() => heading(panel), text => text === title);
    return { page, panel };
  };

  test('all texts, tab by tab by the arrow keys', async () => {
    const { page, panel } = await nextSteps();
    assert.equal(await focused(panel), title);
    while (!(await shownTexts(panel)).isFocused) await panel.keyboard.press('Tab');
    for (const tab of [...tabs, tabs[0] ?? '']) {
      assert.deepEqual(await shownTexts(panel), { tab, isFocused: true, texts: ofTab(tab) });
      await panel.keyboard.press('ArrowRight');
    }
    for (const [key, at] of /** @type {const} */ ([['Home', 0], ['ArrowLeft', 4], ['ArrowLeft', 3], ['End', 4]])) {
      await panel.keyboard.press(key);
      assert.deepEqual(await shownTexts(panel), { tab: tabs[at], isFocused: true, texts: ofTab(tabs[at] ?? '') });
    }
    await panel.keyboard.press('Escape');
    await verdict(panel, 'all_good');
    await formIsUntouched(page);
  });

  test('each text is copied as it stands there', async () => {
    const { panel } = await nextSteps();
    for (const tab of tabs) {
      await panel.locator(`#${tab}`).click();
      for (const [at, [, text]] of ofTab(tab).entries()) {
        await panel.locator(`.after .copy:nth-of-type(${at + 1}) button`).click();
        await until(() => panel.$$eval('.after .copy button', buttons => buttons.map(button => button.textContent)),
          labels => labels[at] === say('copied'));
        assert.equal(await pasted(stage()), text);
        await panel.bringToFront();
      }
    }
    await press(panel, 'result');
    await verdict(panel, 'all_good');
  });

  test('what was copied is said for two seconds, and for as long when something else was before', async () => {
    const { panel } = await nextSteps();
    await holdTimers(panel, 2000);
    await panel.locator('#next_policy_pull').click();
    const labels = () => panel.$$eval('.after .copy button', buttons => buttons.map(button => button.textContent));
    const [copy, copied] = [say('copy'), say('copied')];
    for (const [at, expected] of [[copied, copy], [copy, copied]].entries()) {
      await panel.locator(`.after .copy:nth-of-type(${at + 1}) button`).click();
      await until(labels, now => isDeepStrictEqual(now, expected));
    }
    await panel.evaluate('timers[0]()');
    assert.deepEqual(await labels(), [copy, copied]);
    await panel.evaluate('timers[1]()');
    assert.deepEqual(await labels(), [copy, copy]);
  });

  test('where the browser refuses to copy, it is said', async () => {
    const { panel } = await nextSteps();
    await panel.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    });
    await panel.locator('.after .copy button').click();
    await until(() => panel.$$eval('.after .copy .line', lines => lines.map(line => line.textContent)),
      lines => lines.includes(say('copy_refused')));
  });

  test('in a personal workspace there is nothing that needs another one', async () => {
    const { panel } = await nextSteps({ path: personalPath });
    assert.deepEqual(await panel.$$eval('[role=tab]', tabs => tabs.map(tab => tab.id)),
      ['next_nextflow', 'next_tw', 'next_policy_pull']);
    const [[, text = ''] = []] = (await shownTexts(panel)).texts;
    assert.ok(!text.includes('workspaceId'), text);
  });

  test('of a credential that got another key there is nothing that would add it', async () => {
    const { panel } = await stage().beside({ look, path: editPath });
    await dropFile(panel, file);
    await press(panel, 'rotate');
    await verdict(panel, 'all_good');
    await until(async () => stage().seqera.requests.filter(({ byPage, status }) => !byPage && status === 200),
      ({ length }) => length === 4); // that of its name isn't asked
    await press(panel, 'next_steps');
    await until(() => heading(panel), text => text === say('next_steps_title_saved'));
    assert.deepEqual(await panel.$$eval('[role=tab]', tabs => tabs.map(tab => tab.id)),
      ['next_nextflow', 'next_policy_pull']);
  });

  test('a file that is carried over them and away leaves the tab that was chosen', async () => {
    const { panel } = await nextSteps();
    await panel.locator('#next_tw').click();
    const dragged = await drag(panel, file);
    await dragged.enter({ x: 100, y: 200 });
    await dragged.over({ x: 100, y: 200 });
    await until(() => heading(panel), text => text === undefined);
    await dragged.over({ x: -50, y: -50 }); // out of the panel
    await until(() => heading(panel), text => text === title);
    assert.equal((await shownTexts(panel)).tab, 'next_tw');
  });

  test('a workspace’s number that Seqera tells late comes into the text that is shown', async () => {
    const { panel } = await stage().beside({ look });
    await holdInquiries(panel);
    await dropFile(panel, file);
    await until(() => shown(panel), ({ headlines }) => isDeepStrictEqual(headlines, [say('all_good')]));
    await press(panel, 'next_steps');
    await until(() => heading(panel), text => text === title);
    await panel.locator('#next_terraform').click();
    const { texts: [[, before = ''] = []] } = await shownTexts(panel);
    assert.ok(before.includes('# workspace_id = your-workspace-id'), before);
    await panel.evaluate('release()');
    assert.deepEqual(await until(() => shownTexts(panel), ({ texts: [[, now = ''] = []] }) => now !== before),
      { tab: 'next_terraform', isFocused: true, texts: ofTab('next_terraform') });
  });

  for (const scheme of /** @type {const} */ (['light', 'dark'])) {
    test(`axe finds nothing to better, where it is ${scheme}`, async () => {
      const { panel } = await nextSteps();
      await preferScheme(panel, scheme);
      for (const tab of tabs) {
        await panel.locator(`#${tab}`).click();
        assert.deepEqual(await judgedByAxe(panel), []);
      }
      await preferScheme(panel, 'light');
    });
  }
});
