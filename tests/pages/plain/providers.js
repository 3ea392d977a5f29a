import { has } from './variant.js';

/**
 * The providers in their groups, and the fields of each.
 *
 * @typedef {{
 *   key: string, label: string, placeholder: string, hint: string, required: boolean,
 *   secret?: boolean,
 * }} Field
 * @typedef {{ id: string, label: string, icon?: boolean, fields: Field[] }} Provider
 */

/**
 * @param {string} key
 * @param {string} label
 * @param {string} hint
 * @param {{ placeholder?: string, secret?: boolean, required?: boolean }} [more]
 * @returns {Field}
 */
const field = (key, label, hint, { placeholder = '', secret = false, required = true } = {}) =>
  ({ key, label, hint, placeholder, secret, required });

/**
 * @param {string} id
 * @param {string} label
 * @param {...Field} fields
 * @returns {Provider}
 */
const provider = (id, label, ...fields) => ({ id, label, icon: true, fields });

const secret = { secret: true };
const awsKeys = [
  field('accessKey', 'Access key', 'The AWS access key.'),
  field('secretKey', 'Secret key', 'The AWS secret key.', secret),
];
const gitUser = field('userName', 'User name', 'The user name to grant access to the repository.');
const gitPassword =
  field('password', 'Password', 'The password to grant access to the repository.', secret);
const gitToken =
  field('token', 'Access token', 'The token to grant access to the repository.', secret);

const registry = provider('container-reg', 'Container registry',
  field('userName', 'User name', 'The user name to grant you access to the container registry.'),
  field('password', 'Password', 'The password to grant you access to the container registry.',
    secret),
  field('registry', 'Registry server',
    "The container registry server name (if not provided 'docker.io' is used by default).",
    { placeholder: 'docker.io', required: false }));

const groups = [
  [
    provider('aws', 'AWS', ...awsKeys,
      field('assumeRoleArn', 'Assume role', 'The ARN of the role to assume.', { required: false })),
    provider('azure', 'Azure',
      field('batchName', 'Batch account name', 'The name of the Azure Batch account.'),
      field('batchKey', 'Batch account key', 'Its key.', secret)),
    provider('google', 'Google', field('data', 'Service account key', 'The JSON key.', secret)),
    provider('k8s', 'Kubernetes', field('token', 'Service account token', 'The token.', secret)),
  ],
  [
    provider('bitbucket', 'BitBucket', gitUser, gitPassword),
    provider('codecommit', 'CodeCommit', ...awsKeys),
    provider('gitea', 'Gitea', gitUser, gitPassword),
    provider('github', 'GitHub', gitUser, gitToken),
    provider('gitlab', 'GitLab', gitUser, gitPassword, gitToken),
  ],
  [
    registry,
    provider('s3', 'S3-compatible storage', ...awsKeys),
    provider('ssh', 'SSH', field('privateKey', 'SSH private key', 'In PEM form.', secret)),
    provider('tw-agent', 'Tower Agent', field('connectionId', 'Agent connection ID', 'The agent.')),
  ],
];

/** How many providers there are in the variant `virtual`. */
const MANY = 400;

/** Many providers, with Seqera's own in the last quarter. */
function many() {
  const own = groups.flat();
  const places = ['Amsterdam', 'Bergen', 'Cork', 'Delft', 'Espoo', 'Faro', 'Ghent', 'Huesca'];
  const others = Array.from({ length: MANY - own.length }, (_, index) => ({
    id: `site-${index + 1}`,
    label: `${places[index % places.length]} cluster ${Math.floor(index / places.length) + 1}`,
    fields: [gitToken],
  }));
  return [others.toSpliced(Math.floor(MANY * 0.75), 0, ...own)];
}

/** What the form offers. @type {Provider[][]} */
export const offered = (has('virtual') ? many() : groups).map(group =>
  group.filter(one => one !== registry || !has('no-registry-option')));

/** @param {string} id @returns {Provider | undefined} */
export const providerOf = id => [...offered.flat(), registry].find(one => one.id === id);

export const nameField = field('name', 'Name',
  'A unique name to identify these credentials. Use only alphanumeric, dash, and underscore'
  + ' characters.', { placeholder: 'Type a name' });

export const providerField = field('provider', 'Provider', 'Select provider (or credential type).');
