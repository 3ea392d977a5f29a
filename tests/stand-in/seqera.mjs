/**
 * A Seqera Platform to test against: https on 127.0.0.1 with a certificate made at start, the
 * pages of `tests/pages/` under Seqera's own paths, and the API of `seqera-api.mjs`.
 *
 * A browser reaches it as https://cloud.seqera.io through
 * `--host-resolver-rules=MAP cloud.seqera.io 127.0.0.1:PORT` and `--ignore-certificate-errors`.
 *
 *     node tests/stand-in/seqera.mjs [--look NAME] [--variant NAME] [--port N]
 *
 * Which look and which bad case is played is said when it starts; the query parameters `look` and
 * `variant` of a page's address say otherwise for that one page load:
 *
 * - `no-registry-option`: the provider list has no Container registry.
 * - `no-form`: `…/credentials/new` is a page of Seqera without the form.
 * - `navigates`: as soon as a provider is chosen, the page routes to the list of credentials.
 * - `slow-fields`: the fields of a provider appear 400 ms after the choice.
 * - `prefilled`: the form holds a Quay robot's credentials already, untouched.
 * - `dialog` (only `material`): Add Credentials is a dialog over the list of credentials.
 * - `recreated` (only the Material looks): every element of the form is made anew every 200 ms.
 * - `late-options` (React looks): the provider list says "Loading…" at first; its options come
 *   700 ms after it is opened.
 * - `closed` (web components): all shadow roots are closed.
 * - `keyed` (React looks): every 200 ms all elements of the form are made anew from its state.
 *
 * A variant may be several of them, joined by `+`. Those that only the look `plain` plays are told
 * in `tests/pages/plain/variant.js`.
 *
 * Pages that Keyferry must leave alone, those of `tests/left-alone/`, are at `/left-alone/NAME`, and
 * at any other path that has `?left-alone=NAME`.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { generate } from 'selfsigned';
import { buildPages, builtPages, looks } from '../pages/build.mjs';
import { createApi, edited, isOfApi } from './seqera-api.mjs';

/** The name under which browsers know the server. */
export const host = 'cloud.seqera.io';

/** The address that a page of the stand-in has in the browser. */
export const seqeraOrigin = `https://${host}`;

/** Seqera's path of Add Credentials in an organization's workspace. */
export const workspacePath = '/orgs/genomics/workspaces/rnaseq-prod/credentials/new';

/** Seqera's path of Add Credentials in the personal workspace. */
export const personalPath = '/user/ada/credentials/new';

/** Seqera's path of Edit Credentials in an organization's workspace. */
export const editPath = workspacePath.replace(/new$/, `${edited.id}/edit`);

/** Seqera's path of Edit Credentials in the personal workspace. */
export const personalEditPath = personalPath.replace(/new$/, `${edited.id}/edit`);
const leftAlone = join(dirname(fileURLToPath(import.meta.url)), '..', 'left-alone');

/** The bad cases, see above. */
export const variants = /** @type {const} */ ([
  'no-registry-option', 'no-form', 'navigates', 'slow-fields', 'prefilled',
  'dialog', 'recreated', 'late-options', 'keyed', 'closed',
  // Of the look `plain`: how the provider is chosen,
  'combobox', 'radios', 'datalist', 'menu-button', 'virtual', 'typeahead', 'unmarked', 'popover',
  'animated', 'cards',
  // where the form is and how it lives,
  'route', 'drawer', 'frame', 'nested-frame', 'two-forms', 'twice', 'old-form', 'below',
  'decoys', 'unscrolled', 'remade', 'emptied', 'two-pages', 'splash', 'veiled', 'signed-out', 'inert',
  // what its fields are,
  'shown-fields', 'read-only-registry', 'disabled-name', 'masked', 'textarea-password', 'formatting',
  'rejecting', 'locked', 'half-filled', 'woken', 'suggesting',
  // and how they are named.
  'table-labels', 'aria-only', 'placeholder-only', 'formcontrolname-only', 'floating', 'asterisks',
  'dl', 'fieldset-legend', 'labels-right', 'labels-apart',
]);

/** @param {string} variant @returns {boolean} whether every part of it is known */
export const isVariant = variant =>
  variant.split('+').every(part => variants.some(one => one === part));

/**
 * @typedef {import('../pages/build.mjs').Look} Look
 * @typedef {string} Variant one of `variants`, or several joined by `+`
 *
 * @typedef {import('./seqera-api.mjs').ApiRequest} ApiRequest
 * @typedef {{ look: Look, variant?: Variant } & import('./seqera-api.mjs').PlayedApi} Played
 *
 * @typedef {object} Seqera
 * @property {number} port
 * @property {string} origin `https://127.0.0.1:PORT`; see `seqeraOrigin` for the browser's
 * @property {ApiRequest[]} requests to the API, in the order in which they came
 * @property {(played: Played) => void} play
 *   what the pages loaded from now on and the API are like; forgets the requests so far
 * @property {() => Promise<void>} close
 */

/**
 * Starts the stand-in, after building its pages where needed.
 *
 * @param {object} [options]
 * @param {Look} [options.look]
 * @param {Variant} [options.variant]
 * @param {number} [options.port]
 * @param {boolean} [options.isolated]
 *   whether its pages share their process with nobody, which gives them a finer clock
 * @returns {Promise<Seqera>}
 */
export async function startSeqera({
  look = 'material', variant, port = 0, isolated = false,
} = {}) {
  await buildPages();
  const { private: key, cert } = await generate([{ name: 'commonName', value: host }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{
      name: 'subjectAltName',
      altNames: [{ type: 2, value: host }, { type: 2, value: 'localhost' }],
    }],
  });

  const api = createApi();
  let played = { look, variant };
  const server = createServer({ key, cert }, (request, response) => {
    const url = new URL(request.url ?? '/', seqeraOrigin);
    if (isolated) {
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
      response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    }
    const answering = isOfApi(url) ? api.answer(request, response, url)
      : answerPage(request, response, url, played, api);
    answering.catch(error => {
      console.error('stand-in Seqera:', error);
      response.destroy();
    });
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  return {
    port: address.port,
    origin: `https://127.0.0.1:${address.port}`,
    requests: api.requests,
    play: ({ look, variant, ...rest }) => {
      if (variant && !isVariant(variant)) throw new Error(`no variant ${variant}`);
      played = { look, variant };
      api.play(rest);
    },
    close: () => new Promise(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

/**
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 */

/** @type {Record<string, string>} */
const types = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/**
 * A file of a page, or for every other path the page itself, which looks at its address.
 *
 * @param {Request} request
 * @param {Response} response
 * @param {URL} url
 * @param {{ look: Look, variant: Variant | undefined }} played
 * @param {import('./seqera-api.mjs').Api} api
 */
async function answerPage(request, response, url, played, api) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    send(response, 405, 'text/plain', 'Method Not Allowed');
    return;
  }
  const type = types[extname(url.pathname)];
  if (type) {
    const [look = '', ...rest] = url.pathname.slice(1).split('/');
    const folder = look === 'left-alone' ? leftAlone
      : looks.some(one => one === look) ? join(builtPages, look) : undefined;
    const file = folder && !rest.includes('..')
      ? await readFile(join(folder, ...rest)).catch(() => undefined)
      : undefined;
    // Pictures stay the same, and browsers keep them: a list that is opened again doesn't load its icons.
    if (file) send(response, 200, type, file, type === types['.svg'] ? 'max-age=86400' : undefined);
    else send(response, 404, 'text/plain', 'Not Found');
    return;
  }
  const look = looks.find(one => one === url.searchParams.get('look')) ?? played.look;
  const asked = url.searchParams.get('variant') ?? '';
  const variant = isVariant(asked) ? asked : played.variant;
  const framed = /\bframe\b/.test(variant ?? '');
  const nonce = randomBytes(16).toString('base64');
  const alone = url.searchParams.get('left-alone')
    ?? /^\/left-alone\/(.+)$/.exec(url.pathname)?.[1];
  const file = alone ? join(leftAlone, basename(`${alone}.html`))
    : join(builtPages, look, 'index.html');
  const page = await readFile(file, 'utf8');
  api.pageIsLoaded(response, url);
  response.setHeader('Content-Security-Policy', [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    `frame-ancestors ${framed ? "'self'" : "'none'"}`,
  ].join('; '));
  send(response, 200, 'text/html; charset=utf-8',
    page.replaceAll('{{nonce}}', nonce).replaceAll('{{variant}}', variant ?? ''));
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {string} type
 * @param {string | Buffer} body
 * @param {string} [caching]
 */
function send(response, status, type, body, caching = 'no-store') {
  response.writeHead(status, {
    'Content-Type': type,
    'Cache-Control': caching,
    'X-Content-Type-Options': 'nosniff',
  }).end(body);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      look: { type: 'string', default: 'material' },
      variant: { type: 'string' },
      port: { type: 'string', default: '0' },
    },
  });
  const look = looks.find(one => one === values.look);
  const { variant } = values;
  if (!look || (variant && !isVariant(variant))) {
    console.error(`--look is one of ${looks.join(', ')}; --variant of ${variants.join(', ')}`);
    process.exit(2);
  }
  const { origin } = await startSeqera({ look, variant, port: Number(values.port) });
  console.log(origin + workspacePath);
}
