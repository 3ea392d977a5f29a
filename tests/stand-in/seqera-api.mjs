/**
 * The API of the stand-in Seqera, as far as a container registry credential goes: who is signed in,
 * which workspaces they are in, which credentials those have, and whether a name is free. Its answers
 * have the shapes that `seqera-shapes.mjs` tells, unless a test asks for a fault.
 *
 * The stand-in's own pages ask it too. They say so, and where they are, by a header `X-Page` with their
 * path, so that what an extension asks on them can be told apart: else both look the same from here.
 */
import { randomBytes } from 'node:crypto';

/**
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 *
 * @typedef {object} Credential as a list has it: with everything but what is secret
 * @property {string} id
 * @property {string} name
 * @property {string} provider
 * @property {{ discriminator: string, [key: string]: unknown }} keys
 *   those of the provider; the secret ones are null
 * @property {string | null} description
 * @property {string | null} baseUrl
 * @property {string | null} category
 * @property {boolean | null} deleted
 * @property {string | null} lastUsed
 * @property {string} dateCreated
 * @property {string} lastUpdated
 *
 * @typedef {'service-info' | 'user-info' | 'workspaces' | 'credentials' | 'validate'} Endpoint
 *   one that can be faulty: `credentials` is the list, `validate` the question for a name
 *
 * @typedef {object} Answer what comes back in place of an endpoint's own answer
 * @property {number} status
 * @property {string} [type] JSON when not said
 * @property {string} [body]
 * @property {Record<string, string>} [headers]
 *   `{{elsewhere}}` in them is an origin that isn't Seqera's, and can be reached
 * @property {'cut' | 'never'} [end]
 *   after the body the connection is closed, or nothing more comes, though more was announced
 *
 * @typedef {object} Fault
 * @property {number} [times] how many requests it is for; all from then on when not said
 * @property {number} [hang]
 *   milliseconds until it answers; `Infinity`: not before the client leaves
 * @property {Answer | 'close'} [answer]
 *   `'close'` closes the connection without any; the endpoint's own answer when not said. Browsers ask
 *   several times, on other connections, before they give up on one that was closed.
 *
 * @typedef {object} PlayedApi what the API is like
 * @property {Credential[]} [credentials]
 *   of the workspace `genomics/rnaseq-prod`; only `quay-puller` when not said. The one that can be
 *   edited (`edited`) is in it as well once its page was loaded.
 * @property {Credential[]} [personalCredentials] the same for the personal workspace; one of GitHub's
 * @property {string[]} [roles] the user's in `genomics/rnaseq-prod`; owner when not said
 * @property {Record<string, unknown>} [serviceInfo]
 *   what it says otherwise of this deployment; `undefined` leaves a field out
 * @property {boolean} [signedOut] whether the session is over: pages don't renew it
 * @property {Partial<Record<Endpoint, Fault | Fault[]>>} [faults]
 *   of several the next one comes when the one before had its `times`. Not for what pages ask.
 *
 * @typedef {object} ApiRequest a request that reached the API, or the page that a redirect leads to
 * @property {string} method
 * @property {string} url path and query as they were sent
 * @property {string} path without the query, as `/api/credentials`
 * @property {Record<string, string>} query
 * @property {import('node:http').IncomingHttpHeaders} headers without the cookies
 * @property {boolean} session whether it came with the user's session, which a page had begun
 * @property {boolean} byPage whether a page of the stand-in asked
 * @property {string} text the body
 * @property {any} body the same, parsed; undefined when it isn't JSON
 * @property {number} at when it came: milliseconds, on the clock of `performance.now()`
 * @property {number | undefined} status what was answered; undefined when nothing was (yet)
 * @property {boolean} aborted whether the client left before it had all of the answer
 *
 * @typedef {ReturnType<typeof createApi>} Api
 */

/** The user of the stand-in. */
export const user = {
  id: 417, userName: 'ada', email: 'ada@genomics.example', firstName: null, deleted: false,
};

/** What is said of an organization itself, where its workspaces are listed. */
const noWorkspace = { workspaceId: null, workspaceName: null, workspaceFullName: null };
const genomics = { orgId: 9001, orgName: 'genomics', orgType: 'pro', orgLogoUrl: null };
const proteomics = { ...genomics, orgId: 9002, orgName: 'proteomics', orgType: 'academic' };

/** The workspace that the tests' pages are of. */
export const workspace = {
  ...genomics,
  workspaceId: 70011223344556,
  workspaceName: 'rnaseq-prod',
  workspaceFullName: 'genomics/rnaseq-prod',
  visibility: 'PRIVATE',
};

/** One of the same name in another organization, of which the user only sees things. */
export const otherWorkspace = {
  ...proteomics,
  workspaceId: 70011223344557,
  workspaceName: 'rnaseq-prod',
  workspaceFullName: 'proteomics/rnaseq-prod',
  visibility: 'SHARED',
  roles: ['view'],
};

/** The roles that may write credentials; asking whether a name is free counts as writing. */
const writers = ['owner', 'admin'];

/**
 * A credential for a container registry, as it is listed.
 *
 * @param {{ name: string, userName: string, registry: string, id?: string }} of
 * @returns {Credential}
 */
export function registryCredential({ name, userName, registry, id = newId() }) {
  return {
    ...written(id, name, 'container-reg'),
    keys: { userName, password: null, registry, discriminator: 'container-reg' },
  };
}

/**
 * What every credential has. The API writes null where it has nothing.
 *
 * @param {string} id
 * @param {string} name
 * @param {string} provider
 */
const written = (id, name, provider) => ({
  id,
  name,
  provider,
  description: null,
  baseUrl: null,
  category: null,
  deleted: null,
  lastUsed: null,
  dateCreated: '2026-03-04T09:12:44Z',
  lastUpdated: '2026-05-11T14:03:21Z',
});

/** As long as the ids of credentials are. */
const newId = () => randomBytes(11).toString('hex');

/** The credential that can be edited. */
export const edited = registryCredential({
  id: '6OwyG1sR3bZu9lQa2MnX1d',
  name: 'nextflow-ecr',
  userName: 'AKIARZPUZDIKLVLVLVLV',
  registry: '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
});

/** What the workspace has when a test doesn't say. */
const quayPuller = registryCredential({
  id: '5NvxF0rQ2aYt8kPz1LmW0c', name: 'quay-puller', userName: 'rnaseq+puller', registry: 'quay.io',
});

/** @type {Credential} What the personal workspace has when a test doesn't say. */
const github = {
  ...written('4MuwE9qP1zXs7jOy0KlV9b', 'ada-github', 'github'),
  keys: { username: 'ada', password: null, token: null, discriminator: 'github' },
};

const serviceInfo = {
  version: '26.2.0-stand-in',
  apiVersion: '1.187.0',
  commitId: '0000000',
  authTypes: ['github', 'google', 'oidc'],
  loginPath: '/login',
  landingUrl: null,
  logoutUrl: null,
  termsOfUseUrl: 'https://seqera.io/terms/',
  contactEmail: 'info@seqera.io',
  contentUrl: 'https://user-data.cloud.seqera.io',
  contentMaxFileSize: 26214400,
  navbar: { menus: [{ label: 'Documentation', url: 'https://docs.seqera.io/' }] },
  heartbeatInterval: 20000,
  userWorkspaceEnabled: true,
  allowInstanceCredentials: false,
  allowNextflowCliLogs: true,
  seqeraCloud: true,
  seqeraComputeEnabled: true,
  waveEnabled: true,
  groundswellEnabled: true,
  launchConfigTextMaxSize: 51200,
  launchParamsTextMaxSize: 51200,
  analytics: {},
};

/** Where a redirect leads to, at an origin that isn't Seqera's. */
export const loginPage = '/sso/login';

/**
 * @param {number} status
 * @param {string} message
 * @param {Record<string, string>} [headers]
 * @returns {Answer} an error as the API says it
 */
export const errorResponse = (status, message, headers) =>
  ({ status, body: JSON.stringify({ message }), headers });

/**
 * @param {number} status
 * @param {string} title
 * @returns {Answer} a page of whatever stands before the API
 */
export const html = (status, title) => ({
  status,
  type: 'text/html; charset=utf-8',
  body: `<!doctype html><html><head><title>${title}</title></head>`
    + `<body><center><h1>${title}</h1></center><hr><center>nginx</center></body></html>`,
});

/** Wrong answers that any endpoint may give, by a test's `faults`. */
export const answers = {
  badRequest: errorResponse(400, 'Bad request'),
  unauthorized: errorResponse(401, 'Unauthorized'),
  forbidden: errorResponse(403, 'Forbidden'),
  /** The API's document promises no body for it. @type {Answer} */
  forbiddenWithoutBody: { status: 403, type: 'text/plain', body: '' },
  /** A Platform that is older than the endpoint. */
  notFound: errorResponse(404, 'Page Not Found'),
  conflict: errorResponse(409, 'Credentials name already exists'),
  tooMany: errorResponse(429, 'Too many requests', { 'Retry-After': '30' }),
  internalError: errorResponse(500, 'Unexpected error while processing - Error ID: 54apnFUXYZ'),
  proxyError: html(500, '500 Internal Server Error'),
  badGateway: html(502, '502 Bad Gateway'),
  unavailable: html(503, '503 Service Temporarily Unavailable'),
  captivePortal: html(200, 'Welcome to the guest network'),
  /** @type {Answer} */
  nothing: { status: 200, body: '' },
  /** @type {Answer} */
  halfJson: { status: 200, body: '{"credentials":[{"id":"5NvxF0rQ2aYt8kPz1LmW0c","name":"quay-pul' },
  /** @type {Answer} */
  otherShape: { status: 200, body: '{"data":{"items":[null,7,{"name":{}}]},"credentials":{"quay-puller":true}}' },
  /** @type {Answer} */
  otherJson: { status: 200, body: 'null' },
  /** @type {Answer} */
  loginElsewhere: { status: 302, type: 'text/plain', headers: { Location: `{{elsewhere}}${loginPage}` } },
  /** @type {Answer} Five megabytes, and JSON. */
  enormous: { status: 200, body: JSON.stringify({ message: 'x'.repeat(5_000_000) }) },
  /** @type {Answer} The connection breaks in the middle of the body. */
  cutOff: { status: 200, body: '{"credentials":[', end: 'cut' },
  /** @type {Answer} The body begins, and doesn't come to its end. */
  endless: { status: 200, body: '{"credentials":[', end: 'never' },
};

/** @param {URL} url @returns whether `createApi` answers it, and not a page */
export const isOfApi = url => url.pathname.startsWith('/api/') || url.pathname === loginPage;

/** An API of which nothing was asked yet. */
export function createApi() {
  /** @type {ApiRequest[]} */
  const requests = [];
  /** What the cookie of the session holds. A browser may still have one of another stand-in. */
  const session = randomBytes(16).toString('hex');
  /** @type {PlayedApi} */
  let played = {};
  /** The faults, and how often each is still to come. @type {Map<string, { fault: Fault, left: number }[]>} */
  let faults = new Map();
  /** The workspaces in which the page was loaded that edits a credential. @type {Set<number | null>} */
  let editing = new Set();

  /** @param {number | null} workspaceId null for the personal workspace */
  const credentialsOf = workspaceId => {
    const list = workspaceId === null ? played.personalCredentials ?? [github]
      : workspaceId === workspace.workspaceId ? played.credentials ?? [quayPuller]
      : [];
    const isListed = list.some(({ id }) => id === edited.id);
    return editing.has(workspaceId) && !isListed ? [...list, edited] : list;
  };
  const roles = () => played.roles ?? ['owner'];
  /** @param {number | null} workspaceId */
  const mayWrite = workspaceId => workspaceId === null
    || (workspaceId === workspace.workspaceId ? roles() : otherWorkspace.roles).some(role => writers.includes(role));

  /**
   * What is answered where nothing is at fault.
   *
   * @param {ApiRequest} request
   * @returns {Answer}
   */
  const rightAnswer = request => {
    const { method, path, session, headers } = request;
    switch (`${method} ${path}`) {
      case `GET ${loginPage}`:
        // It lets everybody read it: the worst that such a page can do to those who follow.
        return {
          ...html(200, 'Sign in'),
          headers: {
            'Access-Control-Allow-Origin': headers.origin ?? '*',
            'Access-Control-Allow-Credentials': 'true',
          },
        };
      case 'GET /api/service-info':
        return json({ serviceInfo: { ...serviceInfo, ...played.serviceInfo } });
    }
    if (!session || played.signedOut) return answers.unauthorized;
    switch (`${method} ${path}`) {
      case 'GET /api/user-info':
        return json({ user, needConsent: false, defaultWorkspaceId: null });
      case `GET /api/user/${user.id}/workspaces`:
        return json({
          orgsAndWorkspaces: [
            { ...proteomics, ...noWorkspace },
            otherWorkspace,
            { ...genomics, ...noWorkspace },
            { ...workspace, roles: roles() },
          ],
        });
    }
    if (/^\/api\/user\/\d+\/workspaces$/.test(path)) return answers.forbidden;
    return /^\/api\/credentials(\/|$)/.test(path) ? answerOfCredentials(request) : answers.notFound;
  };

  /**
   * @param {ApiRequest} request
   * @returns {Answer}
   */
  const answerOfCredentials = ({ method, path, query, headers, body }) => {
    if (query.workspaceId !== undefined && !/^\d+$/.test(query.workspaceId)) {
      return errorResponse(400, 'Invalid workspace identifier');
    }
    const workspaceId = query.workspaceId === undefined ? placeOf(String(headers['x-page'] ?? ''))
      : Number(query.workspaceId);
    if (workspaceId !== null && !places.some(place => place.workspaceId === workspaceId)) return answers.forbidden;
    const credentials = credentialsOf(workspaceId);
    const isRead = method === 'GET' && path !== '/api/credentials/validate';
    if (!isRead && !mayWrite(workspaceId)) return answers.forbidden;
    switch (`${method} ${path}`) {
      case 'GET /api/credentials':
        return json({ credentials });
      case 'POST /api/credentials':
        return body?.credentials?.name ? json({ credentialsId: newId() }) : answers.badRequest;
      case 'GET /api/credentials/validate':
        if (!/^[A-Za-z0-9_-]{2,99}$/.test(query.name ?? '')) return errorResponse(400, 'Invalid credentials name');
        return credentials.some(({ name }) => name === query.name) ? answers.conflict : { status: 204 };
    }
    const one = [...credentials, edited].find(({ id }) => path === `/api/credentials/${id}`);
    if (!one) return answers.forbidden;
    if (method === 'GET') return json({ credentials: one });
    return method === 'PUT' ? { status: 204 } : answers.notFound;
  };

  /** @param {ApiRequest} request the fault that it meets, if it meets one */
  const nextFault = request => {
    // Else a page could use up a fault that is meant for an extension on it.
    if (request.byPage) return undefined;
    const next = faults.get(endpointOf(request) ?? '')?.find(({ left }) => left > 0);
    if (next) next.left -= 1;
    return next?.fault;
  };

  return {
    requests,
    /**
     * @param {Request} request
     * @param {Response} response
     * @param {URL} url
     */
    answer: async (request, response, url) => {
      const record = recordOf(request, url, session);
      requests.push(record);
      const gone = new AbortController();
      let isHungUp = false;
      response.once('close', () => {
        if (response.writableFinished || isHungUp) return;
        record.aborted = true;
        gone.abort();
      });
      const hangUp = () => {
        isHungUp = true;
        response.destroy();
      };

      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      record.text = Buffer.concat(chunks).toString('utf8');
      record.body = parsed(record.text);

      const fault = nextFault(record);
      if (fault?.hang !== undefined) await pass(fault.hang, gone.signal);
      if (gone.signal.aborted) return;
      if (fault?.answer === 'close') {
        hangUp();
        return;
      }
      const { status, type = 'application/json', body = '', headers = {}, end } =
        fault?.answer ?? rightAnswer(record);
      record.status = status;
      response.writeHead(status, {
        ...status === 204 ? {} : { 'Content-Type': type },
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
        ...end ? { 'Content-Length': Buffer.byteLength(body) + 1 } : {},
        ...headers,
        ...headers.Location ? {
          Location: headers.Location.replace('{{elsewhere}}', `https://127.0.0.1:${request.socket.localPort}`),
        } : {},
      });
      if (!end) response.end(body);
      else response.write(body, () => end === 'cut' && hangUp());
    },
    /**
     * What is known here of a page that is loaded: its user has signed in, and may edit a credential.
     *
     * @param {Response} response
     * @param {URL} url
     */
    pageIsLoaded: (response, url) => {
      if (!played.signedOut) {
        response.setHeader('Set-Cookie', `JWT=${session}; Path=/; HttpOnly; Secure; SameSite=Strict`);
      }
      if (url.pathname.endsWith(`/credentials/${edited.id}/edit`)) editing.add(placeOf(url.pathname));
    },
    /** @param {PlayedApi} api what it is like from now on; forgets the requests so far */
    play: api => {
      played = api;
      faults = new Map(Object.entries(api.faults ?? {}).map(([endpoint, faults]) =>
        [endpoint, [faults].flat().map(fault => ({ fault, left: fault.times ?? Infinity }))]));
      editing = new Set();
      requests.length = 0;
    },
  };
}

/**
 * @param {Request} request
 * @param {URL} url
 * @param {string} session
 * @returns {ApiRequest} before anything was read or answered
 */
function recordOf(request, url, session) {
  const { cookie = '', ...headers } = request.headers;
  return {
    method: request.method ?? '',
    url: request.url ?? '',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers,
    session: cookie.split(/;\s*/).includes(`JWT=${session}`),
    byPage: headers['x-page'] !== undefined,
    text: '',
    body: undefined,
    at: performance.now(),
    status: undefined,
    aborted: false,
  };
}

/** @param {ApiRequest} request @returns {Endpoint | undefined} what a fault may be for */
function endpointOf({ method, path }) {
  if (method !== 'GET') return undefined;
  switch (path) {
    case '/api/service-info': return 'service-info';
    case '/api/user-info': return 'user-info';
    case '/api/credentials': return 'credentials';
    case '/api/credentials/validate': return 'validate';
    default: return /^\/api\/user\/[^/]+\/workspaces$/.test(path) ? 'workspaces' : undefined;
  }
}

const places = [workspace, otherWorkspace];

/**
 * @param {string} path of a page
 * @returns {number | null} the workspace that the page is of; null for the personal one
 */
function placeOf(path) {
  const [, org, name] = /^\/orgs\/([^/]+)\/workspaces\/([^/]+)/.exec(path) ?? [];
  return places.find(({ orgName, workspaceName }) => orgName === org && workspaceName === name)?.workspaceId ?? null;
}

/** @param {unknown} body @returns {Answer} */
const json = body => ({ status: 200, body: JSON.stringify(body) });

/** @param {string} text what is asked may be anything */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Lets time pass, until the client is gone at most.
 *
 * @param {number} milliseconds
 * @param {AbortSignal} gone
 */
async function pass(milliseconds, gone) {
  if (gone.aborted) return;
  await new Promise(resolve => {
    gone.addEventListener('abort', resolve, { once: true });
    // No timer waits for ever.
    const timer = milliseconds === Infinity ? undefined : setTimeout(resolve, milliseconds);
    gone.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
}
