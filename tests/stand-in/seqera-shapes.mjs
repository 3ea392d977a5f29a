/**
 * What the answers of Seqera's API look like, as its OpenAPI document tells (Seqera API 1.187.0): the
 * fields that each kind of answer may have, and what they may hold. It is held against the stand-in by
 * `tests/browser/seqera-stand-in.test.mjs`, so that nothing is tested against a Seqera that isn't so.
 *
 * One thing the document doesn't say, and answers recorded from Seqera show: a field that an object hasn't
 * got is written as null, as `"password": null` in a list of credentials, and `"workspaceId": null` of an
 * organization. So null is a field's absence here, whether or not it is said to be nullable.
 */

/**
 * @typedef {object} Told what may be said of any field
 * @property {boolean} [required]
 * @property {boolean} [nullable] whether the document says that it may be null
 * @property {boolean} [secret] whether it is only ever written: no answer has it
 *
 * @typedef {Told & (
 *   | { is: 'boolean' | 'integer' | 'date-time' }
 *   | { is: 'string', oneOf?: readonly string[], maxLength?: number }
 *   | { is: 'list', of: Field }
 *   | { is: 'object', shape: string }
 *   | { is: 'keys' }
 * )} Field an object's shape is one of `shapes`; that of keys one of `keys`, by their discriminator
 *
 * @typedef {Readonly<Record<string, Field>>} Shape
 */

/** @type {Field} */
const string = { is: 'string' };
/** @type {Field} */
const nullableString = { is: 'string', nullable: true };
/** @type {Field} */
const secret = { is: 'string', secret: true };
/** @type {Field} */
const boolean = { is: 'boolean' };
/** @type {Field} */
const integer = { is: 'integer' };
/** @type {Field} */
const dateTime = { is: 'date-time' };
/** @param {Field} of @returns {Field} */
const list = of => ({ is: 'list', of });
/** @param {string} shape @returns {Field} */
const object = shape => ({ is: 'object', shape });

/** @type {Field} */
const status = { is: 'string', oneOf: ['AVAILABLE', 'INVALID'] };

/** A git provider's, for those that show the token and those that don't. */
const withToken = { username: string, password: secret, token: string };
const withSecretToken = { username: string, password: secret, token: secret };
const azureBatch = { batchName: string, batchKey: secret, storageName: string, storageKey: secret };
/** @type {Shape} */
const aws = {
  accessKey: string,
  secretKey: secret,
  assumeRoleArn: string,
  externalId: string,
  mode: { is: 'string', oneOf: ['keys', 'role'] },
};

/**
 * The fields of a credential's keys, by their discriminator.
 *
 * @type {Readonly<Record<string, Shape>>}
 */
export const keys = {
  'aws': aws,
  'azure': azureBatch,
  'azure-cloud': {
    ...azureBatch, subscriptionId: string, tenantId: string, clientId: string, clientSecret: secret,
  },
  'azure_entra': { ...azureBatch, tenantId: string, clientId: string, clientSecret: secret },
  'azurerepos': withToken,
  'bitbucket': withSecretToken,
  'codecommit': withToken,
  'container-reg': { userName: string, password: secret, registry: string },
  'gitea': withToken,
  'github': withToken,
  'github_app': {
    appId: string, clientId: string, clientSecret: secret, privateKey: secret, slug: string, webhookSecret: secret,
  },
  'gitlab': withSecretToken,
  'google': {
    data: secret, serviceAccountEmail: string, tokenAudience: string, workloadIdentityProvider: string,
  },
  'k8s': { certificate: string, privateKey: secret, token: secret },
  'local': { password: secret },
  's3': { accessKey: string, secretKey: secret, pathStyleAccessEnabled: boolean },
  'seqeracompute': aws,
  'ssh': { privateKey: secret, passphrase: secret },
  'tw-agent': { connectionId: string, workDir: string, shared: boolean },
};

const providers = Object.keys(keys).filter(provider => provider !== 'local');

/** @type {Readonly<Record<string, Shape>>} */
export const shapes = {
  ErrorResponse: { message: { is: 'string', required: true } },

  ServiceInfoResponse: { serviceInfo: object('ServiceInfo') },
  ServiceInfo: {
    allowInstanceCredentials: boolean,
    allowLocalRepos: boolean,
    allowNextflowCliLogs: boolean,
    analytics: object('Analytics'),
    apiVersion: string,
    authTypes: list(string),
    commitId: string,
    contactEmail: string,
    contentMaxFileSize: integer,
    contentUrl: string,
    evalWorkspaceIds: list(integer),
    forgePrefix: string,
    groundswellAllowedWorkspaces: list(integer),
    groundswellEnabled: boolean,
    heartbeatInterval: integer,
    landingUrl: string,
    launchConfigTextMaxSize: integer,
    launchParamsTextMaxSize: integer,
    llmEnabled: boolean,
    loginPath: string,
    logoutUrl: nullableString,
    navbar: object('Navbar'),
    seqeraAgentBackendUrl: nullableString,
    seqeraAiBaseUrl: nullableString,
    seqeraCloud: boolean,
    seqeraComputeEnabled: boolean,
    termsOfUseUrl: string,
    userWorkspaceEnabled: boolean,
    version: string,
    waveEnabled: boolean,
  },
  Analytics: { hubspotId: string, posthogApiHost: string, posthogApiKey: string },
  Navbar: { menus: list(object('NavbarMenu')) },
  NavbarMenu: { label: string, url: string },

  UserInfoResponse: {
    user: object('User'), needConsent: boolean, defaultWorkspaceId: integer,
  },
  User: {
    id: integer,
    userName: string,
    email: string,
    firstName: string,
    lastName: string,
    organization: string,
    description: string,
    avatar: string,
    avatarId: string,
    notification: boolean,
    waveBuildNotification: { is: 'string', oneOf: ['ALWAYS_ON', 'ON_ERROR', 'ALWAYS_OFF'], nullable: true },
    termsOfUseConsent: boolean,
    marketingConsent: boolean,
    deleted: boolean,
    lastAccess: dateTime,
    dateCreated: dateTime,
    lastUpdated: dateTime,
  },

  WorkspacesResponse: { orgsAndWorkspaces: list(object('OrgAndWorkspace')) },
  OrgAndWorkspace: {
    orgId: integer,
    orgName: string,
    orgLogoUrl: string,
    orgType: { is: 'string', oneOf: ['academic', 'evaluating', 'pro', 'basic', 'internal'] },
    workspaceId: integer,
    workspaceName: string,
    workspaceFullName: string,
    visibility: { is: 'string', oneOf: ['PRIVATE', 'SHARED'] },
    roles: list(string),
  },

  CredentialsListResponse: { credentials: list(object('Credential')) },
  CredentialResponse: { credentials: object('Credential'), setupSnippet: nullableString },
  CredentialCreatedResponse: { credentialsId: string },
  Credential: {
    id: { is: 'string', maxLength: 22 },
    name: { is: 'string', maxLength: 100, required: true },
    provider: { is: 'string', oneOf: providers, maxLength: 16, required: true },
    description: string,
    baseUrl: { is: 'string', maxLength: 200 },
    category: { is: 'string', maxLength: 20 },
    deleted: boolean,
    keys: { is: 'keys' },
    status,
    message: { is: 'string', maxLength: 4096 },
    lastUsed: dateTime,
    lastValidated: dateTime,
    dateCreated: dateTime,
    lastUpdated: dateTime,
  },
};

/**
 * The shapes of an endpoint's answers by their status, as the document has them; null for an answer that
 * it gives no body.
 *
 * @type {Readonly<Record<string, Readonly<Record<number, string | null>>>>}
 */
export const endpoints = {
  'GET /api/service-info': { 200: 'ServiceInfoResponse', 400: 'ErrorResponse' },
  'GET /api/user-info': { 200: 'UserInfoResponse', 400: 'ErrorResponse', 403: null },
  'GET /api/user/{userId}/workspaces': { 200: 'WorkspacesResponse', 400: 'ErrorResponse', 403: null },
  'GET /api/credentials': { 200: 'CredentialsListResponse', 400: 'ErrorResponse', 403: null },
  'POST /api/credentials': { 200: 'CredentialCreatedResponse', 400: 'ErrorResponse', 403: null },
  'GET /api/credentials/validate': { 204: null, 400: 'ErrorResponse', 403: null, 409: 'ErrorResponse' },
  'GET /api/credentials/{credentialsId}': { 200: 'CredentialResponse', 400: 'ErrorResponse', 403: null },
  'PUT /api/credentials/{credentialsId}': { 204: null, 400: 'ErrorResponse', 403: null },
};

/**
 * Where a value isn't of a shape.
 *
 * @param {string} name one of `shapes`
 * @param {unknown} value
 * @returns {string[]} empty if it is
 */
export function misfits(name, value) {
  return inObject(shapeNamed(name), value, name);
}

/** @param {string} name */
function shapeNamed(name) {
  const shape = shapes[name];
  if (!shape) throw new Error(`no shape ${name}`);
  return shape;
}

/**
 * @param {Shape} shape
 * @param {unknown} value
 * @param {string} at
 * @returns {string[]}
 */
function inObject(shape, value, at) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at} is no object`];
  const held = new Map(Object.entries(value));
  return [
    ...[...held.keys()].filter(name => !Object.hasOwn(shape, name)).map(name => `${at}.${name} is unknown`),
    ...Object.entries(shape).flatMap(([name, field]) => inField(field, held.get(name) ?? null, `${at}.${name}`)),
  ];
}

/**
 * @param {Field} field
 * @param {unknown} value
 * @param {string} at
 * @returns {string[]}
 */
function inField(field, value, at) {
  if (value === null) return field.required ? [`${at} is missing`] : [];
  if (field.secret) return [`${at} is told`];
  switch (field.is) {
    case 'string':
      if (typeof value !== 'string') return [`${at} is no string`];
      if (field.maxLength && value.length > field.maxLength) return [`${at} is too long`];
      return field.oneOf && !field.oneOf.includes(value) ? [`${at} is none of those that there are`] : [];
    case 'date-time':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)
        ? [] : [`${at} is no time`];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${at} is no boolean`];
    case 'integer':
      return Number.isSafeInteger(value) ? [] : [`${at} is no integer`];
    case 'list':
      if (!Array.isArray(value)) return [`${at} is no list`];
      return value.flatMap((one, index) => inField({ ...field.of, required: true }, one, `${at}[${index}]`));
    case 'object':
      return inObject(shapeNamed(field.shape), value, at);
    case 'keys': {
      const { discriminator } = /** @type {{ discriminator?: unknown }} */ (value);
      const shape = keys[String(discriminator)];
      return shape ? inObject({ ...shape, discriminator: string }, value, at)
        : [`${at} is of no provider`];
    }
  }
}
