/**
 * An AWS to test against: STS, ECR and ECR Public, and the registries that one logs in to. `aws.py`
 * answers (it says how); here is TLS before it, with a certificate made at start, on 127.0.0.1 for every
 * host of AWS, and what a test tells it.
 *
 * What it is like can be said by nobody but the process that started it: it listens for that on its
 * standard input alone.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createServer } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { generate } from 'selfsigned';

const here = dirname(fileURLToPath(import.meta.url));

/** The hosts that a browser has to be led here for; `*` is any labels. */
export const awsHosts = ['*.amazonaws.com', '*.amazonaws.com.cn', 'public.ecr.aws'];

/** @param {string} host @returns {boolean} whether it is one of `awsHosts` */
export const isAwsHost = host =>
  awsHosts.some(one => one.startsWith('*') ? host.endsWith(one.slice(1)) : host === one);

/**
 * @typedef {'sts' | 'ecr' | 'ecr-public' | 'registry'} Service
 *   `registry` is the login of every registry, also that of ECR Public
 *
 * @typedef {object} AwsRequest a request that reached AWS
 * @property {string} time by AWS's clock
 * @property {Service | null} service null where AWS has no such host
 * @property {string | null} region
 * @property {string} host
 * @property {string} method
 * @property {string} path with the query
 * @property {[string, string][]} headers as they were sent
 * @property {string} body
 * @property {boolean | null} isBotocores
 *   whether the signature is the one that botocore makes of this request, with the key's secret or with
 *   another that is known; null where nothing is signed
 * @property {boolean | null} isKeys whether it is the one that the key's own secret makes
 * @property {number | null} status what was answered; null while it isn't
 * @property {string | null} problem what went wrong in the stand-in itself
 *
 * @typedef {object} Key what AWS knows of `AKIARZPUZDIKKVKVKVKV`, the user `wave-ecr`'s
 * @property {'active' | 'inactive' | 'deleted'} status
 * @property {string} secret
 * @property {string} account
 * @property {'aws' | 'aws-cn' | 'aws-us-gov'} partition
 * @property {boolean} isRoot whether it is the key of the account's root user
 * @property {string[]} allowed
 *   what its policy allows: `ecr:GetAuthorizationToken` from the start; ECR Public needs
 *   `ecr-public:GetAuthorizationToken` and `sts:GetServiceBearerToken`
 * @property {string[]} denied what its policy denies
 *
 * @typedef {{ service: Service, times?: number } & (FaultyAnswer | { hang: number } | { close: true } | { cut: true })} Fault
 *   what happens to the next requests to a service: all of them unless `times` is said. `hang` seconds
 *   before the answer, or until the stand-in is reset; `close` without an answer; `cut` in its middle
 *
 * @typedef {object} FaultyAnswer an answer in place of the right one; see `answers`
 * @property {number} status
 * @property {Record<string, string>} [headers]
 * @property {string} [body]
 *
 * @typedef {object} Changes what isn't named stays
 * @property {Partial<Key>} [key]
 * @property {string[]} [knownSecrets] secrets whose signatures are botocore's too, see `isBotocores`
 * @property {string[]} [regionsNotEnabled]
 * @property {number} [clock] by how many seconds AWS's clock is ahead of this machine's
 * @property {401 | 403 | null} [registryRefuses] whatever the token
 * @property {Fault[]} [faults] the first one for a service holds
 *
 * @typedef {object} Aws
 * @property {number} port on 127.0.0.1, with TLS, for every host of AWS
 * @property {() => Promise<AwsRequest[]>} requests since it was reset, in the order in which they came
 * @property {() => Promise<void>} reset as it was at the start
 * @property {(changes: Changes) => Promise<void>} control
 * @property {() => Promise<void>} close
 */

const awsJson = 'application/x-amz-json-1.1';

/** @param {number} status @param {string} type @param {string} body */
const answer = (status, type, body) => ({ status, headers: { 'Content-Type': type }, body });

/** Answers that are no right ones. */
export const answers = {
  failing: answer(500, 'text/plain', 'Internal Server Error'),
  unavailable: answer(503, 'text/html', '<html><body><h1>503 Service Unavailable</h1></body></html>'),
  throttling: answer(400, awsJson, '{"__type":"ThrottlingException","message":"Rate exceeded"}'),
  tooMany: answer(429, 'text/plain', 'Too Many Requests'),
  captivePortal: answer(200, 'text/html',
    '<html><title>Welcome to Airport Wi-Fi</title><form action="/login"><button>Accept</button></form></html>'),
  halfJson: answer(200, awsJson, '{"authorizationData":[{"authorizationToken":"QVdT'),
  emptyObject: answer(200, awsJson, '{}'),
  /** To a host of AWS, where it would be seen. */
  redirect: { status: 307, headers: { Location: 'https://sts.us-west-2.amazonaws.com/' } },
};

/** @returns {string} the Python that has what `aws.py` needs */
export function findPython() {
  if (process.env.KEYFERRY_PYTHON) return process.env.KEYFERRY_PYTHON;
  const folder = join(here, '..', '..', 'target', 'python');
  const found = [join(folder, 'bin', 'python'), join(folder, 'Scripts', 'python.exe')].find(path => existsSync(path));
  if (!found) throw new Error('No Python with moto found: `cargo xtask test` makes one.');
  return found;
}

/** @returns {Promise<Aws>} */
export async function startAws() {
  const python = spawn(findPython(), [join(here, 'aws.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  /** What waits for a line of it, in order. @type {{ resolve: (line: any) => void, reject: (error: Error) => void }[]} */
  const waiting = [];
  /** @type {Error | undefined} */
  let ended;
  const line = () => new Promise((resolve, reject) => {
    if (ended) reject(ended);
    else waiting.push({ resolve, reject });
  });
  createInterface({ input: python.stdout }).on('line', text => waiting.shift()?.resolve(JSON.parse(text)));
  const end = (/** @type {Error} */ error) => {
    ended = error;
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  python.stdin.on('error', end);
  const isOver = once(python, 'close').then(([code]) => end(new Error(`aws.py has ended with ${code}`)), end);

  const tell = async (/** @type {object} */ command) => {
    const answer = line();
    python.stdin.write(`${JSON.stringify(command)}\n`);
    const { value, error } = await answer;
    if (error !== undefined) throw new Error(`aws.py: ${error}`);
    return value;
  };

  const { port: behind } = await line();
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'amazonaws.com' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: awsHosts.map(value => ({ type: 2, value })) }],
  });
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set();
  // Byte for byte: what comes and what goes is as it was sent, also what is broken off.
  const server = createServer({ key, cert }, client => {
    const inner = connect(behind, '127.0.0.1');
    client.pipe(inner).pipe(client);
    for (const [one, other] of /** @type {const} */ ([[client, inner], [inner, client]])) {
      sockets.add(one);
      one.on('error', () => other.destroy()); // either may be broken off, and so is the other one then
      one.on('close', () => sockets.delete(one));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

  return {
    port,
    requests: () => tell({ do: 'requests' }),
    reset: () => tell({ do: 'reset' }),
    control: changes => tell({ do: 'control', changes }),
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      python.stdin.end();
      await isOver;
    },
  };
}
