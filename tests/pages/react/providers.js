/**
 * The providers of Seqera since 23.4 in the order of the list, and the inputs of each. A provider's
 * `id` is the API's word for it.
 *
 * @typedef {{
 *   key: string, label: string, hint: string, required: boolean, secret: boolean,
 * }} KeyField
 * @typedef {{ id: string, label: string, fields: KeyField[] }} Provider
 */

/**
 * @param {string} key
 * @param {string} label
 * @param {string} hint
 * @returns {KeyField}
 */
const open = (key, label, hint) => ({ key, label, hint, required: true, secret: false });

/**
 * @param {string} key
 * @param {string} label
 * @param {string} hint
 * @returns {KeyField}
 */
const secret = (key, label, hint) => ({ key, label, hint, required: true, secret: true });

const gitUser =
  open('userName', 'User name', 'The user name to grant access to your repositories.');
const gitPassword =
  secret('password', 'Password', 'The password to grant access to your repositories.');
const gitToken =
  secret('token', 'Access token', 'The access token to grant access to your repositories.');
const awsKeys = [
  open('accessKey', 'Access key', 'The AWS access key required to access the AWS account.'),
  secret('secretKey', 'Secret key', 'The AWS secret key required to access the AWS account.'),
];

/** @type {Provider[]} */
export const providers = [
  {
    id: 'aws',
    label: 'AWS',
    fields: [...awsKeys, {
      ...open('assumeRoleArn', 'Assume role', 'The ARN of the IAM role to assume.'),
      required: false,
    }],
  },
  {
    id: 'azure',
    label: 'Azure',
    fields: [
      open('batchName', 'Batch account name', 'The name of the Azure Batch account.'),
      secret('batchKey', 'Batch account key', 'Its key.'),
      open('storageName', 'Blob Storage account name', 'The name of the storage account.'),
      secret('storageKey', 'Blob Storage account key', 'Its key.'),
    ],
  },
  {
    id: 'google',
    label: 'Google',
    fields: [open('data', 'Service account key', 'The content of the JSON key file.')],
  },
  {
    id: 'k8s',
    label: 'Kubernetes',
    fields: [open('token', 'Service account token', 'The token of the service account.')],
  },
  { id: 'azurerepos', label: 'Azure Repos', fields: [gitUser, gitToken] },
  { id: 'bitbucket', label: 'BitBucket', fields: [gitUser, gitPassword] },
  { id: 'codecommit', label: 'CodeCommit', fields: awsKeys },
  { id: 'gitea', label: 'Gitea', fields: [gitUser, gitPassword] },
  { id: 'github', label: 'GitHub', fields: [gitUser, gitToken] },
  { id: 'gitlab', label: 'GitLab', fields: [gitUser, gitPassword, gitToken] },
  {
    id: 'container-reg',
    label: 'Container registry',
    fields: [
      open('userName', 'User name',
        'The user name to grant you access to the container registry.'),
      secret('password', 'Password',
        'The password to grant you access to the container registry.'),
      {
        ...open('registry', 'Registry server', "The container registry server name (if not"
          + " provided 'docker.io' is used by default)."),
        required: false,
      },
    ],
  },
  { id: 's3', label: 'S3-compatible storage', fields: awsKeys },
  {
    id: 'ssh',
    label: 'SSH',
    fields: [open('privateKey', 'SSH private key', 'The private key in PEM form.')],
  },
  {
    id: 'tw-agent',
    label: 'Tower Agent',
    fields: [open('connectionId', 'Agent connection ID',
      'The connection ID used to run your Tower Agent instance.')],
  },
];
