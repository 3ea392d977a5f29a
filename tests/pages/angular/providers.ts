/** One input of a provider. */
export interface KeyField {
  key: string;
  label: string;
  hint: string;
  required: boolean;
  secret?: true;
}

/** One entry of the Provider list: `id` is the API's word for it. */
export interface Provider {
  id: string;
  label: string;
  fields: readonly KeyField[];
}

/** The field above the Provider list. */
export const nameField: KeyField = {
  key: 'name',
  label: 'Name',
  hint: 'A unique name to identify these credentials. Use only alphanumeric, dash, and underscore'
    + ' characters.',
  required: true,
};

const userName = (hint: string): KeyField =>
  ({ key: 'userName', label: 'User name', hint, required: true });
const password = (hint: string): KeyField =>
  ({ key: 'password', label: 'Password', hint, required: true, secret: true });
const accessToken: KeyField = {
  key: 'token',
  label: 'Access token',
  hint: 'The access token to grant access to your repositories.',
  required: true,
  secret: true,
};
const gitUser = userName('The user name to grant access to your repositories.');
const gitPassword = password('The password to grant access to your repositories.');
const awsKeys: readonly KeyField[] = [
  {
    key: 'accessKey',
    label: 'Access key',
    hint: 'The AWS access key required to access the AWS account.',
    required: true,
  },
  {
    key: 'secretKey',
    label: 'Secret key',
    hint: 'The AWS secret key required to access the AWS account.',
    required: true,
    secret: true,
  },
];
const one = (key: string, label: string, hint: string): readonly KeyField[] =>
  [{ key, label, hint, required: true }];

/** The providers in the order of the list. */
export const groups: readonly { label: string, providers: readonly Provider[] }[] = [
  {
    label: 'Compute',
    providers: [
      {
        id: 'aws',
        label: 'AWS',
        fields: [...awsKeys, {
          key: 'assumeRoleArn',
          label: 'Assume role',
          hint: 'The ARN of the IAM role to assume.',
          required: false,
        }],
      },
      {
        id: 'azure',
        label: 'Azure',
        fields: [
          ...one('batchName', 'Batch account name', 'The name of the Azure Batch account.'),
          { ...one('batchKey', 'Batch account key', 'Its key.')[0]!, secret: true },
          ...one('storageName', 'Blob Storage account name', 'The name of the storage account.'),
          { ...one('storageKey', 'Blob Storage account key', 'Its key.')[0]!, secret: true },
        ],
      },
      {
        id: 'google',
        label: 'Google',
        fields: one('data', 'Service account key', 'The content of the JSON key file.'),
      },
      {
        id: 'k8s',
        label: 'Kubernetes',
        fields: one('token', 'Service account token', 'The token of the service account.'),
      },
    ],
  },
  {
    label: 'Git',
    providers: [
      { id: 'azurerepos', label: 'Azure Repos', fields: [gitUser, accessToken] },
      { id: 'bitbucket', label: 'BitBucket', fields: [gitUser, gitPassword] },
      { id: 'codecommit', label: 'CodeCommit', fields: awsKeys },
      { id: 'gitea', label: 'Gitea', fields: [gitUser, gitPassword] },
      { id: 'github', label: 'GitHub', fields: [gitUser, accessToken] },
      { id: 'gitlab', label: 'GitLab', fields: [gitUser, gitPassword, accessToken] },
    ],
  },
  {
    label: 'More',
    providers: [
      {
        id: 'container-reg',
        label: 'Container registry',
        fields: [
          userName('The user name to grant you access to the container registry.'),
          password('The password to grant you access to the container registry.'),
          {
            key: 'registry',
            label: 'Registry server',
            hint: "The container registry server name (if not provided 'docker.io' is used by"
              + ' default).',
            required: false,
          },
        ],
      },
      {
        id: 's3',
        label: 'S3-compatible storage',
        fields: awsKeys,
      },
      {
        id: 'ssh',
        label: 'SSH',
        fields: one('privateKey', 'SSH private key', 'The private key in PEM form.'),
      },
      {
        id: 'tw-agent',
        label: 'Tower Agent',
        fields: one('connectionId', 'Agent connection ID',
          'The connection ID used to run your Tower Agent instance.'),
      },
    ],
  },
];
