// The stand-in AWS itself: that it answers as AWS does, and takes no signature but the right one.
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { request as ask } from 'node:https';
import { after, afterEach, before, test } from 'node:test';
import { holdsSecret } from '../browser/leak.mjs';
import { answers, awsHosts, isAwsHost, startAws } from './aws.mjs';

const id = 'AKIARZPUZDIKKVKVKVKV';
const secret = 'kfExampleSecretKeyForTests0000000000/+AB';
const other = 'kfExampleSecretKeyForTests1111111111/+AB';
const arn = 'arn:aws:iam::123456789012:user/wave-ecr';
const publicly = ['ecr-public:GetAuthorizationToken', 'sts:GetServiceBearerToken'];

/** @type {import('./aws.mjs').Aws} */
let aws;
before(async () => {
  aws = await startAws();
});
afterEach(() => aws.reset());
after(() => aws?.close());

/**
 * @typedef {object} Call
 * @property {string} host
 * @property {string} service
 * @property {string} region
 * @property {Record<string, string>} headers
 * @property {string} body
 */

/** @type {(host?: string, region?: string) => Call} */
const identity = (host = 'sts.amazonaws.com', region = 'us-east-1') => ({
  host,
  service: 'sts',
  region,
  headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
  body: 'Action=GetCallerIdentity&Version=2011-06-15',
});

/** @type {(region?: string, suffix?: string) => Call} */
const token = (region = 'eu-west-1', suffix = 'amazonaws.com') => ({
  host: `api.ecr.${region}.${suffix}`,
  service: 'ecr',
  region,
  headers: {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken',
  },
  body: '{}',
});

/** @type {Call} */
const publicToken = {
  ...token('us-east-1'),
  host: 'api.ecr-public.us-east-1.amazonaws.com',
  service: 'ecr-public',
};
publicToken.headers = {
  ...publicToken.headers, 'x-amz-target': 'SpencerFrontendService.GetAuthorizationToken',
};

/** @param {string | Buffer} key @param {string} text */
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
/** @param {string} text */
const hash = text => createHash('sha256').update(text).digest('hex');
/** @param {number} ahead seconds */
const timestamp = ahead => `${new Date(Date.now() + ahead * 1000).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/**
 * A call with the headers that sign it.
 *
 * @param {Call} call
 * @param {{ key?: string, keyId?: string, ahead?: number, signed?: Call }} [by]
 *   `signed` is the call that is signed in place of the one that is sent
 */
function sign(call, { key = secret, keyId = id, ahead = 0, signed = call } = {}) {
  const date = timestamp(ahead);
  const { service, region, host } = signed;
  const headers = Object.entries({ ...signed.headers, host, 'x-amz-date': date })
    .sort(([one], [another]) => one < another ? -1 : 1);
  const names = headers.map(([name]) => name).join(';');
  const canonical = ['POST', '/', '', ...headers.map(one => one.join(':')), '', names, hash(signed.body)].join('\n');
  const scope = [date.slice(0, 8), region, service, 'aws4_request'];
  const signing = scope.reduce((/** @type {string | Buffer} */ one, part) => hmac(one, part), `AWS4${key}`);
  const signature = hmac(signing, ['AWS4-HMAC-SHA256', date, scope.join('/'), hash(canonical)].join('\n')).toString('hex');
  return {
    ...call,
    headers: {
      ...call.headers,
      'x-amz-date': date,
      authorization: `AWS4-HMAC-SHA256 Credential=${[keyId, ...scope].join('/')}, SignedHeaders=${names}, Signature=${signature}`,
    },
  };
}

/**
 * @param {{ host: string, path?: string, headers?: Record<string, string>, body?: string }} call
 * @param {string} [method]
 */
async function send({ host, path = '/', headers = {}, body }, method = 'POST') {
  const request = ask({
    host: '127.0.0.1', port: aws.port, servername: host, rejectUnauthorized: false, agent: false,
    method, path, headers: { host, ...headers },
  });
  const answered = once(request, 'response');
  request.end(body);
  const [response] = await answered;
  response.setEncoding('utf8');
  let text = '';
  for await (const part of response) text += part;
  return { status: response.statusCode, headers: response.headers, text };
}

/** The answer's JSON with its status. @param {Parameters<typeof send>[0]} call */
async function json(call) {
  const { status, text } = await send(call);
  return { status, ...JSON.parse(text) };
}

/** @param {string} login */
const basic = login => ({ authorization: `Basic ${Buffer.from(login).toString('base64')}` });

/** @param {string} host @param {Record<string, string>} [headers] @param {string} [path] */
const registry = (host, headers, path = '/v2/') => send({ host, headers, path }, 'GET');

/** What STS says of an error in JSON. @param {Parameters<typeof send>[0]} call */
async function stsError(call) {
  const { status, Error: { Code: code, Message: message, Type: type } } = await json(call);
  assert.equal(type, 'Sender');
  return { status, code, message };
}

/** What ECR says. @param {Parameters<typeof send>[0]} call */
async function ecrError(call) {
  const { status, __type: code, message, Message } = await json(call);
  return { status, code, message: message ?? Message };
}

const invalidToken = 'The security token included in the request is invalid.';
const noUser = {
  sts: { status: 403, code: 'InvalidClientTokenId', message: invalidToken },
  ecr: { status: 400, code: 'UnrecognizedClientException', message: invalidToken },
};

test('a good key is known to STS, in JSON and in XML', async () => {
  for (const call of [identity(), identity('sts.eu-central-1.amazonaws.com', 'eu-central-1')]) {
    const { status, GetCallerIdentityResponse: answer } = await json(sign(call));
    assert.equal(status, 200);
    assert.deepEqual(answer.GetCallerIdentityResult, { Arn: arn, UserId: 'AIDARZPUZDIKLVLVLVLVL', Account: '123456789012' });
    assert.match(answer.ResponseMetadata.RequestId, /^[\da-f-]{36}$/);
  }
  const { headers, ...rest } = identity();
  const { accept, ...without } = headers;
  const answer = await send(sign({ ...rest, headers: without }));
  assert.equal(answer.headers['content-type'], 'text/xml');
  assert.match(answer.text, /^<GetCallerIdentityResponse xmlns="https:\/\/sts.amazonaws.com\/doc\/2011-06-15\/">\s+<GetCallerIdentityResult>\s+<Arn>arn:aws:iam::123456789012:user\/wave-ecr<\/Arn>/);
});

test('ECR hands out a token for twelve hours, and its registry takes it and no other', async () => {
  const { status, authorizationData: [given] } = await json(sign(token()));
  assert.equal(status, 200);
  assert.equal(given.proxyEndpoint, 'https://123456789012.dkr.ecr.eu-west-1.amazonaws.com');
  assert.ok(Math.abs(given.expiresAt - Date.now() / 1000 - 12 * 3600) < 60);
  const login = Buffer.from(given.authorizationToken, 'base64').toString();
  assert.match(login, /^AWS:[\w+/=]{1700,}$/);

  const host = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
  const asked = await registry(host);
  assert.equal(asked.status, 401);
  assert.equal(asked.headers['www-authenticate'], `Basic realm="https://${host}/",service="ecr.amazonaws.com"`);
  assert.deepEqual([(await registry(host, basic(login))).status, (await registry(host, basic(login))).text], [200, '{}']);
  // The token is good for whatever its user may see, also of other accounts, in its own region.
  assert.equal((await registry('111122223333.dkr.ecr.eu-west-1.amazonaws.com', basic(login))).status, 200);
  const elsewhere = await registry('123456789012.dkr.ecr.eu-west-2.amazonaws.com', basic(login));
  assert.equal(elsewhere.status, 400);
  const wrong = { errors: [{ code: 'DENIED', message: 'Your Authorization Token is invalid.' }] };
  for (const text of ['AWS:wrong', login.replace('AWS', 'aws'), `${id}:${secret}`]) {
    const answer = await registry(host, basic(text));
    assert.deepEqual([answer.status, JSON.parse(answer.text)], [400, wrong]);
  }

  await aws.control({ registryRefuses: 403 });
  assert.equal((await registry(host, basic(login))).status, 403);
  await aws.control({ registryRefuses: 401 });
  assert.equal((await registry(host, basic(login))).status, 401);
  await aws.control({ registryRefuses: null, clock: 12 * 3600 + 60 });
  const late = await registry(host, basic(login));
  assert.deepEqual([late.status, JSON.parse(late.text).errors[0].code], [403, 'DENIED']);
});

test('an unknown, an inactive and a deleted key are the same to AWS', async () => {
  assert.deepEqual(await stsError(sign(identity(), { keyId: 'AKIARZPUZDIKAAAAAAAA' })), noUser.sts);
  assert.deepEqual(await ecrError(sign(token(), { keyId: 'AKIARZPUZDIKAAAAAAAA' })), noUser.ecr);
  for (const status of /** @type {const} */ (['inactive', 'deleted'])) {
    await aws.control({ key: { status } });
    assert.deepEqual(await stsError(sign(identity())), noUser.sts);
    assert.deepEqual(await ecrError(sign(token())), noUser.ecr);
    assert.deepEqual(await ecrError(sign(publicToken)), noUser.ecr);
  }
  await aws.control({ key: { status: 'active' } });
  assert.equal((await send(sign(identity()))).status, 200);
  // All of them were signed as botocore signs, and said so.
  const requests = await aws.requests();
  assert.ok(requests.every(one => one.isBotocores));
  assert.deepEqual(requests.map(({ isKeys }) => isKeys), [false, false, ...Array(7).fill(true)]);
});

test('a wrong secret is told from a signature that is wrong', async () => {
  await aws.control({ key: { secret: other } });
  const sts = await stsError(sign(identity()));
  assert.deepEqual([sts.status, sts.code], [403, 'SignatureDoesNotMatch']);
  const ecr = await ecrError(sign(token()));
  assert.deepEqual([ecr.status, ecr.code], [400, 'InvalidSignatureException']);
  assert.match(ecr.message, /^The request signature we calculated does not match the signature you provided\. /);
  assert.equal((await send(sign(token(), { key: other }))).status, 200);
  assert.equal((await send(sign(token(), { key: 'neither' }))).status, 400);
  assert.deepEqual((await aws.requests()).map(({ isBotocores, isKeys }) => [isBotocores, isKeys]),
    [[true, false], [true, false], [true, true], [false, false]]);
});

test('whatever differs from what was signed is found out', async () => {
  const call = token();
  const changed = [
    { ...call, body: '{ }' },
    { ...call, headers: { ...call.headers, 'content-type': 'application/json' } },
    { ...call, host: 'api.ecr.eu-west-1.amazonaws.com:443' },
  ];
  for (const signed of changed) {
    assert.equal((await ecrError(sign(call, { signed }))).code, 'InvalidSignatureException');
  }
  const good = sign(call);
  const { authorization } = good.headers;
  for (const [from, to, code] of /** @type {const} */ ([
    [/Signature=./, 'Signature=x', 'IncompleteSignatureException'],
    [/content-type;host/, 'host;content-type', 'InvalidSignatureException'],
    [/host;/, '', 'InvalidSignatureException'],
    [/eu-west-1/, 'eu-west-2', 'InvalidSignatureException'],
    [/\/ecr\//, '/sts/', 'InvalidSignatureException'],
  ])) {
    const headers = { ...good.headers, authorization: authorization.replace(from, to) };
    assert.equal((await ecrError({ ...good, headers })).code, code);
  }
  const { authorization: _, ...unsigned } = good.headers;
  assert.equal((await ecrError({ ...good, headers: unsigned })).code, 'MissingAuthenticationTokenException');
  assert.ok((await aws.requests()).every(one => one.isBotocores !== true));
  assert.equal((await send(good)).status, 200);
  // What is hashed by the sender is held against what came.
  const hashed = { ...call, headers: { ...call.headers, 'x-amz-content-sha256': hash('{}') } };
  assert.equal((await send(sign(hashed))).status, 200);
  assert.equal((await ecrError({ ...sign(hashed), body: '[]' })).code, 'InvalidSignatureException');
});

test('a clock that is more than five minutes off is told with both times', async () => {
  for (const ahead of [-290, 290]) assert.equal((await send(sign(identity(), { ahead }))).status, 200);
  const late = await stsError(sign(identity(), { ahead: -310 }));
  assert.deepEqual([late.status, late.code], [403, 'SignatureDoesNotMatch']);
  assert.match(late.message, /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/);
  const early = await ecrError(sign(token(), { ahead: 310 }));
  assert.deepEqual([early.status, early.code], [400, 'InvalidSignatureException']);
  assert.match(early.message, /^Signature not yet current: \S{16} is still later than \S{16} \(\S{16} \+ 5 min\.\)$/);

  await aws.control({ clock: 3600 });
  const behind = await stsError(sign(identity()));
  assert.match(behind.message, /^Signature expired/);
  const { status, headers } = await send(sign(identity(), { ahead: 3600 }));
  assert.equal(status, 200);
  assert.ok(Math.abs(Date.parse(headers.date ?? '') - Date.now() - 3_600_000) < 60_000);
  assert.ok((await aws.requests()).every(one => one.isBotocores));
});

test('what the key may not do is told with its user', async () => {
  await aws.control({ key: { allowed: [] } });
  const action = 'ecr:GetAuthorizationToken';
  const denied = { status: 400, code: 'AccessDeniedException' };
  assert.deepEqual(await ecrError(sign(token())), {
    ...denied,
    message: `User: ${arn} is not authorized to perform: ${action} on resource: * because no identity-based policy allows the ${action} action`,
  });
  await aws.control({ key: { allowed: ['ecr:*'], denied: [action, 'sts:*'] } });
  assert.deepEqual(await ecrError(sign(token())), {
    ...denied,
    message: `User: ${arn} is not authorized to perform: ${action} on resource: * with an explicit deny in an identity-based policy`,
  });
  assert.equal((await send(sign(identity()))).status, 200, 'who one is, everybody may ask');
});

test('the key can be the root’s, another account’s or another partition’s', async () => {
  await aws.control({ key: { isRoot: true, allowed: [] } });
  const { GetCallerIdentityResponse: { GetCallerIdentityResult: root } } = await json(sign(identity()));
  assert.deepEqual(root, { Arn: 'arn:aws:iam::123456789012:root', UserId: '123456789012', Account: '123456789012' });
  assert.equal((await send(sign(token()))).status, 200);

  await aws.control({ key: { isRoot: false, allowed: ['ecr:GetAuthorizationToken'], account: '999999999999' } });
  const { GetCallerIdentityResponse: { GetCallerIdentityResult: moved } } = await json(sign(identity()));
  assert.deepEqual([moved.Arn, moved.Account], ['arn:aws:iam::999999999999:user/wave-ecr', '999999999999']);
  const { authorizationData: [given] } = await json(sign(token()));
  assert.equal(given.proxyEndpoint, 'https://999999999999.dkr.ecr.eu-west-1.amazonaws.com');

  assert.deepEqual(await ecrError(sign(token('cn-north-1', 'amazonaws.com.cn'))), noUser.ecr);
  await aws.control({ key: { account: '123456789012', partition: 'aws-cn' } });
  const { authorizationData: [china] } = await json(sign(token('cn-north-1', 'amazonaws.com.cn')));
  assert.equal(china.proxyEndpoint, 'https://123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn');
  const { GetCallerIdentityResponse: { GetCallerIdentityResult: chinese } } =
    await json(sign(identity('sts.cn-north-1.amazonaws.com.cn', 'cn-north-1')));
  assert.equal(chinese.Arn, 'arn:aws-cn:iam::123456789012:user/wave-ecr');
  assert.deepEqual(await stsError(sign(identity())), noUser.sts);
});

test('a region that isn’t enabled knows no key', async () => {
  await aws.control({ regionsNotEnabled: ['ap-east-1'] });
  assert.deepEqual(await ecrError(sign(token('ap-east-1'))), noUser.ecr);
  assert.deepEqual(await stsError(sign(identity('sts.ap-east-1.amazonaws.com', 'ap-east-1'))), noUser.sts);
  assert.equal((await send(sign(identity()))).status, 200);
  assert.equal((await send(sign(token('af-south-1')))).status, 200);
});

test('ECR Public takes two permissions, and its registry a token of its own', async () => {
  const denied = await ecrError(sign(publicToken));
  assert.equal(denied.code, 'AccessDeniedException');
  assert.match(denied.message, / perform: ecr-public:GetAuthorizationToken on /);
  await aws.control({ key: { allowed: publicly.slice(0, 1) } });
  assert.match((await ecrError(sign(publicToken))).message, / perform: sts:GetServiceBearerToken on /);
  await aws.control({ key: { allowed: publicly } });
  const { status, authorizationData: given } = await json(sign(publicToken));
  assert.equal(status, 200);
  assert.deepEqual(Object.keys(given), ['authorizationToken', 'expiresAt']);

  const host = 'public.ecr.aws';
  const path = '/token/?service=public.ecr.aws';
  const login = Buffer.from(given.authorizationToken, 'base64').toString();
  const let_in = await registry(host, basic(login), path);
  assert.equal(let_in.status, 200);
  assert.equal((await registry(host, undefined, path)).status, 200, 'anybody may pull');
  assert.equal((await registry(host, basic('AWS:wrong'), path)).status, 400);
  const asked = await registry(host);
  assert.equal(asked.status, 401);
  assert.match(asked.headers['www-authenticate'] ?? '', /^Bearer realm="https:\/\/public\.ecr\.aws\/token\/"/);
  const bearer = { authorization: `Bearer ${JSON.parse(let_in.text).token}` };
  assert.equal((await registry(host, bearer)).status, 200);
});

test('faults happen as often as was said, to the service that was said', async () => {
  await aws.control({ faults: [
    { service: 'sts', times: 2, ...answers.unavailable },
    { service: 'ecr', ...answers.throttling },
  ] });
  for (const status of [503, 503, 200]) assert.equal((await send(sign(identity()))).status, status);
  for (const code of Array(3).fill('ThrottlingException')) {
    assert.equal((await ecrError(sign(token()))).code, code);
  }
  await aws.reset();
  for (const [name, fault] of Object.entries(answers)) {
    await aws.control({ faults: [{ service: 'ecr', times: 1, ...fault }] });
    const { status, text } = await send(sign(token()));
    assert.deepEqual([status, text], [fault.status, 'body' in fault ? fault.body : ''], name);
  }
  assert.ok((await aws.requests()).every(one => one.isBotocores), 'they are judged all the same');
});

test('an answer can be broken off, or never come', async () => {
  const service = 'sts';
  await aws.control({ faults: [{ service, close: true }] });
  await assert.rejects(send(sign(identity())), { code: 'ECONNRESET' });
  await aws.control({ faults: [{ service, cut: true }] });
  await assert.rejects(send(sign(identity())), { code: 'ECONNRESET' });
  await aws.control({ faults: [{ service, hang: 600 }] });
  const hung = send(sign(identity()));
  while ((await aws.requests()).length < 3);
  const [closed, cut, waiting] = await aws.requests();
  assert.deepEqual([closed?.status, cut?.status, waiting?.status], [null, 200, null]);
  await aws.reset();
  assert.equal((await hung).status, 200, 'a reset lets go of whoever waits');
});

test('every request is told of as it came', async () => {
  const call = sign({ ...token(), headers: { ...token().headers, 'X-Odd': '  a   b ' } }, { signed: token() });
  await send(call);
  const [seen, ...more] = await aws.requests();
  assert.deepEqual(more, []);
  assert.ok(seen);
  const { time, headers, ...rest } = seen;
  assert.ok(Math.abs(Date.parse(time) - Date.now()) < 60_000);
  assert.deepEqual(rest, {
    service: 'ecr', region: 'eu-west-1', host: call.host, method: 'POST', path: '/', body: '{}',
    isBotocores: true, isKeys: true, status: 200, problem: null,
  });
  assert.deepEqual(headers.find(([name]) => name === 'authorization'), ['authorization', call.headers.authorization]);
  assert.deepEqual(headers.find(([name]) => name === 'X-Odd'), ['X-Odd', 'a   b ']);
  await aws.reset();
  assert.deepEqual(await aws.requests(), []);
});

test('nothing but the test can tell it what to be like', async () => {
  for (const host of ['sts.amazonaws.com', 'api.ecr.eu-west-1.amazonaws.com', '123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'public.ecr.aws']) {
    for (const path of ['/control', '/control/requests', '/moto-api/reset', '/moto-api/']) {
      for (const method of ['GET', 'POST']) {
        const { status } = await send({ host, path, body: '{"do":"reset"}' }, method);
        assert.ok(status === 404, `${method} ${host}${path}: ${status}`);
      }
    }
  }
  assert.equal((await aws.requests()).length, 32, 'none of them reset it');
  await assert.rejects(aws.control(/** @type {any} */ ({ keys: {} })), /there is no keys to control/);
  await assert.rejects(aws.control({ key: /** @type {any} */ ({ state: 'x' }) }), /a key has no state/);
});

test('AWS has no other hosts', async () => {
  for (const host of [
    'localhost', 's3.amazonaws.com', 'api.ecr.eu-west-9.amazonaws.com', 'api.ecr.cn-north-1.amazonaws.com',
    'api.ecr.eu-west-1.amazonaws.com.cn', 'sts.eu-west-1.amazonaws.com.evil.example', '1234.dkr.ecr.eu-west-1.amazonaws.com',
  ]) await assert.rejects(send({ host }), { code: 'ECONNRESET' }, host);
  const requests = await aws.requests();
  assert.ok(requests.every(({ service, problem }) => service === null && problem?.startsWith('AWS has no host')));
  assert.deepEqual(awsHosts.filter(one => !isAwsHost(one)), []);
  for (const host of ['amazonaws.com.evil.example', 'evilamazonaws.com', 'xpublic.ecr.aws']) assert.ok(!isAwsHost(host));
});

test('a secret is found however it is carried', () => {
  const bytes = Buffer.from(secret);
  const every = [...bytes].map(byte => `%${byte.toString(16).padStart(2, '0')}`).join('');
  for (const text of [
    secret, encodeURIComponent(secret), every, bytes.toString('hex'), bytes.toString('hex').toUpperCase(),
    bytes.toString('base64'), bytes.toString('base64url'), encodeURIComponent(bytes.toString('base64')),
    ...['', 'A', 'AW', 'AWS:'].map(before => `x=${Buffer.from(before + secret).toString('base64')}&`),
    `abc${bytes.toString('hex')}`,
  ]) assert.ok(holdsSecret(text), text);
  const { headers } = sign(identity());
  assert.ok(!Object.values(headers).some(holdsSecret));
});
