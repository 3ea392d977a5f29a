// The stand-in Seqera itself: its API answers as the document of Seqera's says, whatever a test asks it
// to be like, and tells tests all that was asked of it. No browser is needed.
import assert from 'node:assert/strict';
import { request as send } from 'node:https';
import { text } from 'node:stream/consumers';
import { after, before, beforeEach, describe, test } from 'node:test';
import {
  answers, edited, errorResponse, loginPage, otherWorkspace, registryCredential, user, workspace,
} from '../stand-in/seqera-api.mjs';
import { endpoints, misfits } from '../stand-in/seqera-shapes.mjs';
import { editPath, personalEditPath, personalPath, startSeqera, workspacePath } from '../stand-in/seqera.mjs';
import { holdsSecret, leak } from './leak.mjs';
import { until } from './page.mjs';

/** @typedef {import('../stand-in/seqera-api.mjs').PlayedApi} PlayedApi */
/** @typedef {import('../stand-in/seqera-api.mjs').Endpoint} Endpoint */

const look = 'plain';
const { workspaceId } = workspace;
const ours = `?workspaceId=${workspaceId}`;
const theirs = `?workspaceId=${otherWorkspace.workspaceId}`;

/** Where each endpoint is asked, as an extension on a page does. @type {Record<Endpoint, string>} */
const paths = {
  'service-info': '/api/service-info',
  'user-info': '/api/user-info',
  'workspaces': `/api/user/${user.id}/workspaces`,
  'credentials': `/api/credentials${ours}`,
  'validate': `/api/credentials/validate${ours}&name=wave-ecr`,
};
const all = /** @type {Endpoint[]} */ (Object.keys(paths));

/** @type {import('../stand-in/seqera.mjs').Seqera} */
let seqera;
/** The cookie of a page. */
let cookie = '';
before(async () => {
  seqera = await startSeqera({ look });
});
beforeEach(async () => {
  play();
  await openPage(workspacePath);
});
after(() => seqera?.close());

describe('every answer has the shape that the document of the API gives it', () => {
  /** @type {[string, PlayedApi][]} */
  const settings = [
    ['as it is when nothing is said', {}],
    ['with nothing in the lists', { credentials: [], personalCredentials: [] }],
    ['with long lists', {
      credentials: Array.from({ length: 500 }, (_, index) => registryCredential({
        name: `ecr-${index}`, userName: 'AKIARZPUZDIKLVLVLVLV', registry: `${index}.example`,
      })),
      personalCredentials: [edited],
    }],
    ['of an old deployment', { serviceInfo: { version: '22.4.0', waveEnabled: undefined, userWorkspaceEnabled: false } }],
    ['for a user without rights', { roles: ['launch'] }],
    ['for a user with several', { roles: ['admin', 'connect'] }],
    ['for nobody', { signedOut: true }],
  ];
  for (const [name, api] of settings) {
    test(name, async () => {
      play(api);
      await openPage(editPath);
      for (const { method, path, body } of everything()) fits(method, path, await ask(path, { method, body }));
    });
  }

  /** @returns {{ method: string, path: string, body?: string }[]} */
  function everything() {
    const contexts = ['', ours, theirs, '?workspaceId=1', '?workspaceId=rnaseq-prod', '?workspaceId='];
    const body = JSON.stringify({ credentials: { name: 'wave-ecr', provider: 'container-reg', keys: {} } });
    return [
      ...Object.values(paths).map(path => ({ method: 'GET', path })),
      { method: 'GET', path: '/api/user/1/workspaces' },
      ...contexts.flatMap(context => [
        { method: 'GET', path: `/api/credentials${context}` },
        ...['quay-puller', 'wave-ecr', 'a', 'a b', ''].map(name => ({
          method: 'GET', path: `/api/credentials/validate${context}${context ? '&' : '?'}name=${encodeURIComponent(name)}`,
        })),
        { method: 'GET', path: `/api/credentials/validate${context}` },
        { method: 'GET', path: `/api/credentials/${edited.id}${context}` },
        { method: 'GET', path: `/api/credentials/none${context}` },
        { method: 'PUT', path: `/api/credentials/${edited.id}${context}`, body },
        { method: 'POST', path: `/api/credentials${context}`, body },
        { method: 'POST', path: `/api/credentials${context}`, body: 'no JSON' },
      ]),
    ];
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {Answered} answer
   */
  function fits(method, path, { status, headers, body }) {
    const what = `${method} ${path}: ${status} ${body.slice(0, 200)}`;
    const endpoint = `${method} ${path.replace(/\?.*/, '')
      .replace(/^(\/api\/user)\/\d+\//, '$1/{userId}/')
      .replace(/^(\/api\/credentials)\/(?!validate$)[^/]+$/, '$1/{credentialsId}')}`;
    const shape = endpoints[endpoint]?.[status];
    if (status === 204) {
      assert.equal(shape, null, what);
      assert.equal(body, '', what);
      return;
    }
    assert.equal(headers['content-type'], 'application/json', what);
    // No 401 is in the document, and to a 403 it gives no body; then it can only be an error as all are.
    assert.ok(shape || status === 401 || status === 403, what);
    assert.deepEqual(misfits(shape ?? 'ErrorResponse', JSON.parse(body)), [], what);
    if (shape !== 'CredentialsListResponse') return;
    for (const { provider, keys } of JSON.parse(body).credentials) {
      assert.equal(keys.discriminator, provider, 'a listed credential has keys, and those of its provider');
      assert.equal(keys.password, null, 'and no secret');
    }
  }

  test('and so have the errors that a test can ask for', () => {
    const errors = Object.entries(answers).filter(([, { status, type, body }]) => status >= 400 && !type && body);
    assert.ok(errors.length >= 7);
    for (const [name, { body = '' }] of errors) {
      assert.deepEqual(misfits('ErrorResponse', JSON.parse(body)), [], name);
    }
  });

  test('the shapes refuse what is none', () => {
    const good = registryCredential({ name: 'a', userName: 'b', registry: 'c' });
    for (const [bad, at] of /** @type {[object, string][]} */ ([
      [{ name: undefined }, 'Credential.name is missing'],
      [{ name: 7 }, 'Credential.name is no string'],
      [{ name: 'x'.repeat(101) }, 'Credential.name is too long'],
      [{ provider: 'docker' }, 'Credential.provider is none of those that there are'],
      [{ color: 'red' }, 'Credential.color is unknown'],
      [{ deleted: 'no' }, 'Credential.deleted is no boolean'],
      [{ lastUsed: 'today' }, 'Credential.lastUsed is no time'],
      [{ keys: {} }, 'Credential.keys is of no provider'],
      [{ keys: { ...good.keys, password: 'x' } }, 'Credential.keys.password is told'],
      [{ keys: { ...good.keys, accessKey: 'x' } }, 'Credential.keys.accessKey is unknown'],
    ])) assert.deepEqual(misfits('Credential', { ...good, ...bad }), [at]);
    assert.deepEqual(misfits('CredentialsListResponse', { credentials: [null, good, 7] }), [
      'CredentialsListResponse.credentials[0] is missing', 'CredentialsListResponse.credentials[2] is no object',
    ]);
    assert.deepEqual(misfits('User', { id: 1.5 }), ['User.id is no integer']);
  });
});

describe('lists and names', () => {
  test('each workspace has its own', async () => {
    assert.deepEqual(await namesIn(ours), ['quay-puller']);
    assert.deepEqual(await namesIn(theirs), []);
    assert.deepEqual(await namesIn(''), ['ada-github']);
    play({ credentials: [edited], personalCredentials: [] });
    assert.deepEqual(await namesIn(ours), ['nextflow-ecr']);
    assert.deepEqual(await namesIn(''), []);
    play();
    assert.deepEqual(await namesIn(ours), ['quay-puller'], 'what was said holds until the next time');
    for (const [workspaceId, status] of [['1', 403], ['rnaseq-prod', 400]]) {
      assert.equal((await ask(`/api/credentials?workspaceId=${workspaceId}`)).status, status);
    }
  });

  test('a name is taken where a credential has it', async () => {
    const status = async (/** @type {string} */ query) => (await ask(`/api/credentials/validate?${query}`)).status;
    assert.equal(await status(`workspaceId=${workspaceId}&name=quay-puller`), 409);
    assert.equal(await status('name=quay-puller'), 204);
    assert.equal(await status('name=ada-github'), 409);
    for (const name of ['', 'a', 'a%20b', 'x'.repeat(100)]) assert.equal(await status(`name=${name}`), 400);
    assert.equal(await status('workspaceId=1&name=wave-ecr'), 403);
  });

  test('the credential that can be edited is listed beside its page', async () => {
    await openPage(editPath);
    assert.deepEqual(await namesIn(ours), ['quay-puller', 'nextflow-ecr']);
    assert.deepEqual(await namesIn(''), ['ada-github']);
    play({ credentials: [] });
    assert.deepEqual(await namesIn(ours), []);
    await openPage(personalEditPath);
    assert.deepEqual(await namesIn(''), ['ada-github', 'nextflow-ecr']);
    assert.equal((await ask(`/api/credentials/${edited.id}${ours}`)).status, 200);
  });

  test('who may not write may read, and not ask for a name', async () => {
    for (const [roles, status] of /** @type {[string[], number][]} */ ([
      [['owner'], 204], [['view', 'admin'], 204], [['maintain'], 403], [['launch'], 403], [[], 403],
    ])) {
      play({ roles });
      assert.equal((await ask(paths.validate)).status, status, `${roles}`);
      assert.deepEqual(await namesIn(ours), ['quay-puller']);
      const { orgsAndWorkspaces } = JSON.parse((await ask(paths.workspaces)).body);
      assert.deepEqual(orgsAndWorkspaces.find((/** @type {any} */ one) => one.workspaceId === workspaceId).roles, roles);
      assert.equal((await ask('/api/credentials/validate?name=wave-ecr')).status, 204, 'in a workspace of one\'s own');
    }
  });
});

describe('the session', () => {
  test('is begun by a page, by a cookie that no script sees', async () => {
    const { headers } = await ask(personalPath, { cookie: '' });
    assert.match(String(headers['set-cookie']), /^JWT=\w+; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  });

  test('without it there is no answer but the service\'s', async () => {
    for (const endpoint of all) {
      const open = endpoint === 'service-info';
      for (const cookie of ['', 'JWT=other', 'theme=dark']) {
        assert.equal((await ask(paths[endpoint], { cookie })).status, open ? 200 : 401, endpoint);
        assert.equal(seqera.requests.at(-1)?.session, false);
      }
      assert.ok((await ask(paths[endpoint], { cookie: `theme=dark; ${cookie}` })).status < 300, endpoint);
      assert.equal(seqera.requests.at(-1)?.session, true);
    }
  });

  test('ends where a test says so', async () => {
    play({ signedOut: true });
    assert.equal((await ask(workspacePath)).headers['set-cookie'], undefined);
    for (const endpoint of all) {
      assert.equal((await ask(paths[endpoint])).status, endpoint === 'service-info' ? 200 : 401, endpoint);
    }
  });
});

describe('faults', () => {
  for (const [name, wrong] of Object.entries(answers)) {
    test(`${name} comes in place of any answer`, async () => {
      for (const endpoint of all) {
        play({ faults: { [endpoint]: { answer: wrong } } });
        const { status, headers, body, isWhole } = await ask(paths[endpoint], { patient: !wrong.end });
        assert.equal(status, wrong.status);
        assert.equal(body, wrong.body ?? '');
        assert.equal(isWhole, !wrong.end);
        assert.equal(headers['content-type'], wrong.type ?? 'application/json');
        assert.equal(seqera.requests.at(-1)?.status, wrong.status);
        for (const other of all.filter(one => one !== endpoint)) {
          assert.ok((await ask(paths[other])).status < 300, `${other} is as ever`);
        }
      }
    });
  }

  test('a header of theirs goes with them', async () => {
    play({ faults: { validate: { answer: answers.tooMany } } });
    assert.equal((await ask(paths.validate)).headers['retry-after'], '30');
  });

  test('a redirect leads to another origin, which records who came', async () => {
    play({ faults: { 'user-info': { answer: answers.loginElsewhere } } });
    const { location } = (await ask(paths['user-info'])).headers;
    assert.equal(location, `https://127.0.0.1:${seqera.port}${loginPage}`);
    const { status, body, headers } = await ask(loginPage, { headers: { origin: 'https://cloud.seqera.io' } });
    assert.equal(status, 200);
    assert.match(body, /Sign in/);
    assert.equal(headers['access-control-allow-origin'], 'https://cloud.seqera.io');
    assert.deepEqual(seqera.requests.map(({ path }) => path), ['/api/user-info', loginPage]);
  });

  test('they come as often as is said, one after the other', async () => {
    play({ faults: {
      validate: [
        { answer: answers.unavailable, times: 2 }, { answer: errorResponse(418, 'Teapot'), times: 1 },
      ],
      credentials: { answer: answers.badGateway },
    } });
    const statuses = [];
    for (let asked = 0; asked < 5; asked += 1) statuses.push((await ask(paths.validate)).status);
    assert.deepEqual(statuses, [503, 503, 418, 204, 204]);
    for (let asked = 0; asked < 5; asked += 1) assert.equal((await ask(paths.credentials)).status, 502);
    play();
    assert.equal((await ask(paths.credentials)).status, 200);
  });

  test('what a page asks meets none of them', async () => {
    play({ faults: { credentials: { answer: answers.unavailable, times: 1 } } });
    const { status, body } = await ask('/api/credentials', { headers: { 'x-page': workspacePath } });
    assert.equal(status, 200);
    assert.equal(JSON.parse(body).credentials[0].name, 'quay-puller', 'its list is that of its workspace');
    assert.equal(seqera.requests.at(-1)?.byPage, true);
    assert.equal((await ask(paths.credentials)).status, 503);
    assert.equal(seqera.requests.at(-1)?.byPage, false);
  });

  test('a connection is closed without an answer', async () => {
    play({ faults: { validate: { answer: 'close' } } });
    await assert.rejects(ask(paths.validate), { code: 'ECONNRESET' });
    assert.deepEqual(seqera.requests.map(({ status, aborted }) => ({ status, aborted })),
      [{ status: undefined, aborted: false }]);
  });

  test('an answer comes late', async () => {
    play({ faults: { validate: { hang: 30 } } });
    const asked = performance.now();
    assert.equal((await ask(paths.validate)).status, 204);
    // Timers may be early by a fraction of a millisecond.
    assert.ok(performance.now() - asked >= 29);
  });

  for (const [name, fault] of /** @type {const} */ ([
    ['never comes', { hang: Infinity }],
    ['comes too late', { hang: 60_000 }],
    ['never ends', { answer: answers.endless }],
  ])) {
    test(`who leaves before an answer that ${name} is recorded`, async () => {
      play({ faults: { validate: fault } });
      const asked = open(paths.validate);
      asked.on('error', () => {}); // leaving is one, on the side of who leaves
      await recorded(({ path }) => path === '/api/credentials/validate');
      assert.equal(seqera.requests[0]?.aborted, false);
      asked.destroy();
      await recorded(({ aborted }) => aborted);
    });
  }
});

describe('requests', () => {
  test('are recorded with all that they carried, but for the cookies', async () => {
    const start = performance.now();
    const body = JSON.stringify({ credentials: { name: 'wave-ecr' } });
    await ask(`/api/credentials${ours}`, { method: 'POST', body, headers: { authorization: 'Bearer x' } });
    const [{ at, headers, ...rest }, ...more] = /** @type {[any]} */ (seqera.requests);
    assert.deepEqual(more, []);
    assert.deepEqual(rest, {
      method: 'POST',
      url: `/api/credentials${ours}`,
      path: '/api/credentials',
      query: { workspaceId: String(workspaceId) },
      session: true,
      byPage: false,
      text: body,
      body: JSON.parse(body),
      status: 200,
      aborted: false,
    });
    assert.equal(headers.authorization, 'Bearer x');
    assert.equal(headers.cookie, undefined);
    assert.ok(at >= start && at <= performance.now());
  });

  test('so is every write, also one that is turned away', async () => {
    play({ roles: ['view'] });
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const { status } = await ask(`/api/credentials/${edited.id}${ours}`, { method, body: 'secret' });
      assert.equal(status, 403);
    }
    assert.deepEqual(seqera.requests.map(({ method, text }) => `${method} ${text}`),
      ['POST secret', 'PUT secret', 'DELETE secret', 'PATCH secret']);
  });

  test('are forgotten when something else is played', async () => {
    await ask(paths.validate);
    assert.equal(seqera.requests.length, 1);
    play();
    assert.deepEqual(seqera.requests, []);
  });
});

describe('a secret is seen', () => {
  const secret = 'kfExampleSecretKeyForTests0000000000/+AB';
  const encode = {
    base64: (/** @type {string} */ text) => Buffer.from(text).toString('base64'),
    base64url: (/** @type {string} */ text) => Buffer.from(text).toString('base64url'),
    hex: (/** @type {string} */ text) => Buffer.from(text).toString('hex'),
    url: (/** @type {string} */ text) => text.replace(/./g, letter => `%${encode.hex(letter)}`),
    json: (/** @type {string} */ text) => text.replace(/./g, letter => `\\u00${encode.hex(letter)}`),
  };

  for (const [name, write] of Object.entries(encode)) {
    test(`in ${name}, at any place in it, and again in another`, () => {
      for (const before of ['', 'a', 'ab', 'abc', 'user:']) {
        const written = write(`${before}${secret}`);
        assert.doesNotMatch(written, leak);
        assert.ok(holdsSecret(`/api/user-info?a=${written}&b=c`), before);
        for (const [other, again] of Object.entries(encode)) assert.ok(holdsSecret(again(written)), other);
      }
    });
  }

  test('as it is, and only where it is', () => {
    assert.ok(holdsSecret(`{"password":"${secret}"}`));
    assert.ok(holdsSecret('typed-by-the-user'));
    for (const innocent of [
      ...Object.values(paths), '', 'AKIARZPUZDIKKVKVKVKV', 'wave-ecr', JSON.stringify(answers),
      '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
    ]) assert.ok(!holdsSecret(innocent), innocent);
  });
});

/** @param {PlayedApi} [api] */
function play(api) {
  seqera.play({ look, ...api });
}

/** @param {string} path of a page, whose cookie is sent from now on */
async function openPage(path) {
  const { headers } = await ask(path);
  if (headers['set-cookie']) cookie = String(headers['set-cookie']).replace(/;.*/, '');
}

/** @param {string} context the query that names the workspace */
async function namesIn(context) {
  const { credentials } = JSON.parse((await ask(`/api/credentials${context}`)).body);
  return credentials.map((/** @type {{ name: string }} */ { name }) => name);
}

/**
 * @typedef {object} Asking
 * @property {string} [method]
 * @property {Record<string, string>} [headers]
 * @property {string} [cookie] other than the session's
 * @property {string} [body]
 * @property {boolean} [patient] whether to wait for the end of a body; `true` when not said
 *
 * @typedef {object} Answered
 * @property {number} status
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {string} body
 * @property {boolean} isWhole whether all of the body came that was announced
 */

/**
 * @param {string} path
 * @param {Asking} [asking]
 */
function open(path, { method = 'GET', headers, cookie: sent = cookie, body } = {}) {
  const asked = send(seqera.origin + path, {
    // Each on a connection of its own: one that is closed is then only this one.
    method,
    agent: false,
    rejectUnauthorized: false,
    headers: {
      ...headers,
      ...sent ? { cookie: sent } : {},
      ...body === undefined ? {} : { 'content-length': Buffer.byteLength(body) },
    },
  });
  return asked.end(body);
}

/**
 * @param {string} path
 * @param {Asking} [asking]
 * @returns {Promise<Answered>}
 */
async function ask(path, asking = {}) {
  /** @type {import('node:http').IncomingMessage} */
  const response = await new Promise((resolve, reject) => {
    open(path, asking).on('response', resolve).on('error', reject);
  });
  const { statusCode: status = 0, headers } = response;
  if (asking.patient ?? true) return { status, headers, body: await text(response), isWhole: true };
  const [chunk] = await response.take(1).toArray();
  return { status, headers, body: String(chunk ?? ''), isWhole: response.complete };
}

/**
 * Waits until a request is as expected.
 *
 * @param {(request: import('../stand-in/seqera.mjs').ApiRequest) => boolean} expected
 */
async function recorded(expected) {
  await until(async () => seqera.requests, requests => requests.some(expected));
}
