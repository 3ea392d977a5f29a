/**
 * The providers of Seqera <= 23.3 in their three groups, and the inputs of each.
 *
 * @typedef {{
 *   key: string, label: string, placeholder: string, hint: string, required: boolean,
 *   secret?: boolean,
 * }} KeyField
 * @typedef {{ id: string, label: string, fields: KeyField[] }} Provider
 */

/**
 * @param {string} key
 * @param {string} label
 * @param {string} placeholder
 * @param {string} hint
 * @param {boolean} [secret]
 * @returns {KeyField}
 */
const required = (key, label, placeholder, hint, secret = false) =>
  ({ key, label, placeholder, hint, required: true, secret });

const awsKeys = [
  required('accessKey', 'Access key', 'Type the AWS access key',
    'The AWS access key required to access the desired service.'),
  required('secretKey', 'Secret key', 'Type the AWS secret key',
    'The AWS secret key required to access the desired service.', true),
];
const gitUser = required('userName', 'User name', 'Type the repository user name',
  'The user name to grant you access to the repository.');
const gitPassword = required('password', 'Password', 'Type the repository password',
  'The password to grant you access to the repository.', true);
const gitToken = required('token', 'Access token', 'Type the access token',
  'The access token to grant you access to the repository.', true);

/** @type {Provider[][]} */
export const groups = [
  [
    {
      id: 'aws',
      label: 'AWS',
      fields: [...awsKeys, {
        key: 'assumeRoleArn',
        label: 'Assume role',
        placeholder: 'arn:aws:iam::account:role/name',
        hint: 'The ARN of the IAM role to assume.',
        required: false,
      }],
    },
    {
      id: 'azure',
      label: 'Azure',
      fields: [
        required('batchName', 'Batch account name', 'Type the account name', 'Azure Batch.'),
        required('batchKey', 'Batch account key', 'Type the account key', 'Azure Batch.', true),
      ],
    },
    {
      id: 'google',
      label: 'Google',
      fields: [
        required('data', 'Service account key', 'Paste the JSON key', 'The key file.', true),
      ],
    },
    {
      id: 'k8s',
      label: 'Kubernetes',
      fields: [required('token', 'Service account token', 'Type the token', 'The token.', true)],
    },
  ],
  [
    { id: 'bitbucket', label: 'BitBucket', fields: [gitUser, gitPassword] },
    { id: 'codecommit', label: 'CodeCommit', fields: awsKeys },
    { id: 'github', label: 'GitHub', fields: [gitUser, gitToken] },
    { id: 'gitlab', label: 'GitLab', fields: [gitUser, gitPassword, gitToken] },
  ],
  [
    {
      id: 'container-reg',
      label: 'Container registry',
      fields: [
        required('userName', 'User name', 'Type the registry user name',
          'The user name to grant you access to the container registry.'),
        required('password', 'Password', 'Type the  registry password',
          'The password to grant you access to the container registry.', true),
        {
          key: 'registry',
          label: 'Registry server',
          placeholder: 'Type the registry server name e.g. docker.io',
          hint: "The container registry server name (if not provided 'docker.io' is used by"
            + ' default).',
          required: false,
        },
      ],
    },
    { id: 'local', label: 'Local', fields: [] },
    {
      id: 'ssh',
      label: 'SSH',
      fields: [required('privateKey', 'SSH private key', 'Paste the key', 'In PEM form.', true)],
    },
    {
      id: 'tw-agent',
      label: 'Tower Agent',
      fields: [required('connectionId', 'Agent connection ID', 'Type an ID', 'The agent.')],
    },
  ],
];
