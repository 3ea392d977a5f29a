// Files as people have them, and what a careful person reads out of them. The truth is decided by
// what AWS hands out and says of it, not by what any reader makes of the file.
//
// All keys are made up. So are the ids of other clouds.

/** @typedef {import('./readers.js').Key} Key */

/**
 * @typedef {object} File
 * @property {string} name
 * @property {string} why it is here; each is different
 * @property {string} text
 * @property {'utf-16le' | 'utf-16be' | 'latin1'} [encoding] UTF-8 when not said
 * @property {readonly Key[]} truth its keys in order; none when it holds no usable access key
 */

/** @type {readonly Key[]} */
const none = [];

const [jo, ann, eve, tom] = /** @type {const} */ ([
  { id: 'AKIARZPUZDIKKVKVKVKV', secret: 'kfExampleSecretKeyForTests0000000000/+AB' },
  { id: 'AKIARTX3GSDS2VKVKVKV', secret: 'kfExampleSecretKeyForTests1111111111/+AB' },
  { id: 'AKIAQFX64DQ22VKVKVKV', secret: 'kfExampleSecretKeyForTests2222222222/+AB' },
  { id: 'AKIA6RVFFB772VKVKVKV', secret: 'kfExampleSecretKeyForTests3333333333/+AB' },
]);
const plus = { id: 'AKIAQAAAAAAA2VKVKVKV', secret: '+fExampleSecretKeyForTests4444444444/+AB' };
const slash = { id: 'AKIAQAAAAAAA2VKVKVKV', secret: '/fExampleSecretKeyForTests5555555555/+AB' };
/** Only good with its session token, which a registry credential has no field for. */
const temporary = 'ASIARZPUZDIKKVKVKVKV';
const token = 'kfExampleSessionTokenForTests'.repeat(4);
/** 44 characters, as passwords of SES and CodeCommit have; a secret access key has 40. */
const mailPassword = 'BKfExampleMailPasswordForTests000000000/+ABC';

/** Headings of AWS's own files. */
const today = 'Access key ID,Secret access key';
const wizard = 'User name,Password,Access key ID,Secret access key,Console login link';
const legacy = 'User Name,Access Key Id,Secret Access Key';
const link = 'https://123456789012.signin.aws.amazon.com/console';

/** @param {Key} key */
const row = ({ id, secret }) => `${id},${secret}`;

/** @type {readonly File[]} */
const asHandedOut = [
  {
    name: 'jo_accessKeys.csv',
    why: 'today\'s download',
    text: `${today}\r\n${row(jo)}\r\n`,
    truth: [jo],
  },
  {
    name: 'jo_accessKeys.csv',
    why: 'today\'s download with a byte order mark',
    text: `\ufeff${today}\r\n${row(jo)}\r\n`,
    truth: [jo],
  },
  {
    name: 'jo_accessKeys (1).csv',
    why: 'no line end at the end',
    text: `${today}\r\n${row(jo)}`,
    truth: [jo],
  },
  {
    name: 'plus_accessKeys.csv',
    why: 'a secret that begins with +, unharmed',
    text: `${today}\r\n${row(plus)}\r\n`,
    truth: [plus],
  },
  {
    name: 'slash_accessKeys.csv',
    why: 'a secret that begins with /',
    text: `${today}\r\n${row(slash)}\r\n`,
    truth: [slash],
  },
  {
    name: 'new_user_credentials.csv',
    why: 'the wizard\'s file without a password',
    text: `${wizard}\r\njo,,${row(jo)},${link}\r\n`,
    truth: [jo],
  },
  {
    name: 'new_user_credentials.csv',
    why: 'the wizard\'s file, comma and quotes in the password',
    text: `${wizard}\r\njo,"k,F""1",${row(jo)},${link}\r\n`,
    truth: [jo],
  },
  {
    name: 'new_user_credentials.csv',
    why: 'the wizard\'s file with three users',
    text: `${wizard}\njo,kF-1,${row(jo)},${link}\n`
      + `ann,kF-2,${row(ann)},${link}\neve,kF-3,${row(eve)},${link}\n`,
    truth: [jo, ann, eve],
  },
  {
    name: 'new_user_credentials.csv',
    why: 'the wizard\'s file, one user without a key',
    text: `${wizard}\njo,kF-1,,,${link}\nann,,${row(ann)},${link}\n`,
    truth: [ann],
  },
  {
    name: 'new_user_credentials.csv',
    why: 'a password as long as a secret, beside the real one',
    text: `${wizard}\njo,${ann.secret},${row(jo)},${link}\n`,
    truth: [jo],
  },
  {
    name: 'credentials.csv',
    why: 'the file of 2014, user quoted',
    text: `${legacy}\n"jo",${row(jo)}\n`,
    truth: [jo],
  },
  {
    name: 'credentials.csv',
    why: 'the file of 2012, all quoted',
    text: `"User Name","Access Key Id","Secret Access Key"\n"jo","${jo.id}","${jo.secret}"\n`,
    truth: [jo],
  },
  {
    name: 'credentials.csv',
    why: 'a comma in the quoted user\'s name',
    text: `${legacy}\n"smith,jo",${row(jo)}\n"lee,ann",${row(ann)}\n`,
    truth: [jo, ann],
  },
  {
    name: 'rootkey.csv',
    why: 'the root user\'s old file',
    text: `AWSAccessKeyId=${jo.id}\r\nAWSSecretKey=${jo.secret}\r\n`,
    truth: [jo],
  },
];

/** @type {readonly File[]} */
const arranged = [
  {
    name: 'jo.csv',
    why: 'saved with line feeds',
    text: `${today}\n${row(jo)}\n`,
    truth: [jo],
  },
  {
    name: 'jo.csv',
    why: 'two line ends at the end',
    text: `${today}\n${row(jo)}\n\n`,
    truth: [jo],
  },
  {
    name: 'jo.csv',
    why: 'a blank line below the headings',
    text: `${today}\n\n${row(jo)}\n`,
    truth: [jo],
  },
  {
    name: 'jo.csv',
    why: 'blank lines above the headings',
    text: `\n\n${today}\n${row(jo)}\n`,
    truth: [jo],
  },
  {
    name: 'jo.csv',
    why: 'all cells quoted',
    text: `"Access key ID","Secret access key"\r\n"${jo.id}","${jo.secret}"\r\n`,
    truth: [jo],
  },
  {
    name: 'for-aws-cli.csv',
    why: 'a user\'s name put in front for aws configure import',
    text: `User Name,${today}\njo,${row(jo)}\n`,
    truth: [jo],
  },
  {
    name: 'for-aws-cli.csv',
    why: 'the user\'s name put last',
    text: `${today}, User name\n${row(jo)},jo\n`,
    truth: [jo],
  },
  {
    name: 'jo.csv',
    why: 'the secret first',
    text: `Secret access key,Access key ID\n${jo.secret},${jo.id}\n`,
    truth: [jo],
  },
  {
    name: 'jo.csv',
    why: 'headings in capitals',
    text: `${today.toUpperCase()}\n${row(jo)}\n`,
    truth: [jo],
  },
  {
    name: 'jo.csv',
    why: 'headings in small letters',
    text: `user name,${today.toLowerCase()}\njo,${row(jo)}\n`,
    truth: [jo],
  },
  {
    name: 'jo.csv',
    why: 'blanks around headings and values',
    text: `  Access key ID ,  Secret access key \n ${jo.id} ,  ${jo.secret}  \n`,
    truth: [jo],
  },
  {
    name: 'jo.csv',
    why: 'a column with the region',
    text: `${today},Region name\n${row(jo)},eu-west-1\n`,
    truth: [jo],
  },
  {
    name: 'both.csv',
    why: 'two keys in one table',
    text: `${today}\r\n${row(jo)}\r\n${row(ann)}\r\n`,
    truth: [jo, ann],
  },
  {
    name: 'team.csv',
    why: 'a table of four users',
    text: `${legacy}\njo,${row(jo)}\nann,${row(ann)}\neve,${row(eve)}\ntom,${row(tom)}\n`,
    truth: [jo, ann, eve, tom],
  },
  {
    name: 'team.csv',
    why: 'rows that lack a half, among good ones',
    text: `${legacy}\njo,${row(jo)}\nx,,${eve.secret}\ny,${eve.id},\nann,${row(ann)}\n`,
    truth: [jo, ann],
  },
  {
    name: 'jo.csv',
    why: 'byte order marks in front of each heading',
    text: '\ufeffAccess key ID,\ufeffSecret access key\n' + `${row(jo)}\n`,
    truth: [jo],
  },
  {
    name: 'jo.csv',
    why: 'two byte order marks',
    text: `\ufeff\ufeff${today}\r\n${row(jo)}\r\n`,
    truth: [jo],
  },
  {
    name: 'team.csv',
    why: 'a remark over two lines in quotes',
    text: `${today},Note\n${row(jo)},"for ECR,\nread only"\n${row(ann)},"say ""hi"""\n`,
    truth: [jo, ann],
  },
  {
    name: 'schluessel.csv',
    why: 'a remark with umlauts in Windows-1252',
    text: `${today},Notiz\r\n${row(jo)},Schl\xfcssel f\xfcr ECR\r\n`,
    encoding: 'latin1',
    truth: [jo],
  },
  {
    name: 'jo.csv',
    why: 'a remark in Japanese',
    text: `${today},メモ\r\n${row(jo)},本番用の鍵\r\n`,
    truth: [jo],
  },
  {
    name: 'jo.csv',
    why: 'empty columns and rows out of a spreadsheet',
    text: `${today},,\r\n${row(jo)},,\r\n,,,\r\n,,,\r\n`,
    truth: [jo],
  },
  {
    name: 'jo.csv',
    why: 'a comma too many at the row\'s end',
    text: `${today}\n${row(jo)},\n`,
    truth: [jo],
  },
  {
    name: 'new_user_credentials.csv',
    why: 'a row without its last column',
    text: `${wizard}\njo,,${row(jo)}\n`,
    truth: [jo],
  },
  {
    name: 'rotated.csv',
    why: 'columns for the old key in front',
    text: `User name,Old access key ID,Old secret access key,${today}\njo,${row(ann)},${row(jo)}\n`,
    truth: [jo],
  },
  {
    name: 'rotated.csv',
    why: 'the id of the key before in a column of its own',
    text: `${today},Replaces\n${row(jo)},${ann.id}\n`,
    truth: [jo],
  },
  {
    name: 'frame.csv',
    why: 'saved by pandas with its index',
    text: `,${today}\n0,${row(jo)}\n1,${row(ann)}\n`,
    truth: [jo, ann],
  },
  {
    name: 'frame.csv',
    why: 'saved by R, dots in the headings',
    text: '"","Access.key.ID","Secret.access.key"\n' + `"1","${jo.id}","${jo.secret}"\n`,
    truth: [jo],
  },
  {
    name: 'keys.csv',
    why: 'headings with underscores',
    text: `user_name,access_key_id,secret_access_key\njo,${row(jo)}\n`,
    truth: [jo],
  },
  {
    name: 'keys.csv',
    why: 'saved by Windows PowerShell, with its type line',
    text: '#TYPE System.Management.Automation.PSCustomObject\r\n'
      + `"Access key ID","Secret access key"\r\n"${jo.id}","${jo.secret}"\r\n`,
    truth: [jo],
  },
  {
    name: 'keys.csv',
    why: 'redirected by Windows PowerShell: UTF-16',
    text: `\ufeff${today}\r\n${row(jo)}\r\n`,
    encoding: 'utf-16le',
    truth: [jo],
  },
  {
    name: 'keys.txt',
    why: 'Excel\'s Unicode text: UTF-16, tabs',
    text: `\ufeffAccess key ID\tSecret access key\r\n${jo.id}\t${jo.secret}\r\n`,
    encoding: 'utf-16le',
    truth: [jo],
  },
  {
    name: 'keys.csv',
    why: 'UTF-16, the other byte first',
    text: `\ufeff${today}\r\n${row(jo)}\r\n`,
    encoding: 'utf-16be',
    truth: [jo],
  },
  {
    name: 'keys.csv',
    why: 'Excel with semicolons',
    text: `Access key ID;Secret access key\r\n${jo.id};${jo.secret}\r\n`,
    truth: [jo],
  },
  {
    name: 'keys.csv',
    why: 'Excel with semicolons, a comma in the user\'s name',
    text: `User Name;Access Key Id;Secret Access Key\r\nsmith,jo;${jo.id};${jo.secret}\r\n`,
    truth: [jo],
  },
  {
    name: 'keys.csv',
    why: 'Excel\'s sep= line',
    text: `sep=;\r\nAccess key ID;Secret access key\r\n${jo.id};${jo.secret}\r\n`,
    truth: [jo],
  },
  {
    name: 'keys.tsv',
    why: 'tabs, all cells quoted',
    text: `"Access key ID"\t"Secret access key"\n"${jo.id}"\t"${jo.secret}"\n`,
    truth: [jo],
  },
  {
    name: 'keys.csv',
    why: 'Excel\'s CSV (Macintosh): carriage returns',
    text: `${today}\r${row(jo)}\r${row(ann)}\r`,
    truth: [jo, ann],
  },
  {
    name: 'both.csv',
    why: 'a line added with another line end',
    text: `${today}\r\n${row(jo)}\n${row(ann)}\n`,
    truth: [jo, ann],
  },
  {
    name: 'keys.csv',
    why: 'written by Python on Windows: line ends with two carriage returns',
    text: `${today}\r\r\n${row(jo)}\r\r\n`,
    truth: [jo],
  },
  {
    name: 'all.csv',
    why: 'two downloads put behind each other',
    text: `${today}\r\n${row(jo)}\r\n${today}\r\n${row(ann)}\r\n`,
    truth: [jo, ann],
  },
  {
    name: 'keys.csv',
    why: 'a title above the headings',
    text: `Keys of the sequencing project\n\n${today}\n${row(jo)}\n`,
    truth: [jo],
  },
  {
    name: 'keys.csv',
    why: 'a title with commas above the headings',
    text: `Keys,Berlin,2024\n${today}\n${row(jo)}\n`,
    truth: [jo],
  },
  {
    name: 'keys.csv',
    why: 'a sentence below the rows',
    text: `${today}\n${row(jo)}\n\nPlease keep this to yourself.\n`,
    truth: [jo],
  },
  {
    name: 'keys.csv',
    why: 'no headings',
    text: `${row(jo)}\n`,
    truth: [jo],
  },
  {
    name: 'keys.csv',
    why: 'headings in German',
    text: `Zugriffsschlüssel-ID,Geheimer Zugriffsschlüssel\n${row(jo)}\n`,
    truth: [jo],
  },
  {
    name: 'keys.csv',
    why: 'headings beside the values',
    text: `Access key ID,${jo.id}\nSecret access key,${jo.secret}\n`,
    truth: [jo],
  },
  {
    name: 'team.csv',
    why: 'a comma in a user\'s name that a script didn\'t quote',
    text: `${legacy}\nsmith,jo,${row(jo)}\n`,
    truth: [jo],
  },
  {
    name: 'keys.csv',
    why: 'blanks between comma and quote',
    text: `${legacy}\n"jo", "${jo.id}", "${jo.secret}"\n`,
    truth: [jo],
  },
  {
    name: 'keys.csv',
    why: 'single quotes around the values',
    text: `${today}\n'${jo.id}','${jo.secret}'\n`,
    truth: [jo],
  },
  {
    name: 'keys.csv',
    why: 'curly quotes out of a word processor',
    text: `${today}\n“${jo.id}”,“${jo.secret}”\n`,
    truth: [jo],
  },
  {
    name: 'keys.csv',
    why: 'each line one quoted cell',
    text: `"${today}"\r\n"${row(jo)}"\r\n`,
    truth: [jo],
  },
  {
    name: 'keys.csv',
    why: 'no-break spaces out of a web page',
    text: `Access\u00a0key\u00a0ID,Secret\u00a0access\u00a0key\n\u00a0${row(jo)}\u00a0\n`,
    truth: [jo],
  },
  {
    name: 'keys.csv',
    why: 'zero-width spaces around the values',
    text: `${today}\n\u200b${jo.id}\u200b,\u200b${jo.secret}\u200b\n`,
    truth: [jo],
  },
  {
    name: 'keys.csv',
    why: 'a zero-width space within the secret',
    text: `${today}\n${jo.id},${jo.secret.slice(0, 20)}\u200b${jo.secret.slice(20)}\n`,
    truth: [jo],
  },
  {
    name: 'mail.txt',
    why: 'quoted in a mail',
    text: `> ${today}\n> ${row(jo)}\n`,
    truth: [jo],
  },
  {
    name: 'wiki.md',
    why: 'a table in Markdown',
    text: '| Access key ID | Secret access key |\n|---|---|\n' + `| ${jo.id} | ${jo.secret} |\n`,
    truth: [jo],
  },
  {
    name: 'keys.csv',
    why: 'id and secret under each other\'s headings',
    text: `${today}\n${jo.secret},${jo.id}\n`,
    truth: [jo],
  },
  {
    name: 'credentials',
    why: 'a block of ~/.aws/credentials',
    text: `[default]\naws_access_key_id = ${jo.id}\naws_secret_access_key = ${jo.secret}\n`,
    truth: [jo],
  },
  {
    name: 'keys.sh',
    why: 'export lines',
    text: `export AWS_ACCESS_KEY_ID=${jo.id}\nexport AWS_SECRET_ACCESS_KEY=${jo.secret}\n`,
    truth: [jo],
  },
  {
    name: 'key.json',
    why: 'what aws iam create-access-key prints',
    text: `{"AccessKey": {"UserName": "jo", "AccessKeyId": "${jo.id}", "Status": "Active", `
      + `"SecretAccessKey": "${jo.secret}"}}\n`,
    truth: [jo],
  },
  {
    name: 'key.txt',
    why: 'what aws iam create-access-key prints as text',
    text: `ACCESSKEY\t${jo.id}\t2024-01-01T00:00:00+00:00\t${jo.secret}\tActive\tjo\n`,
    truth: [jo],
  },
];

/** @type {readonly File[]} */
const partlyUsable = [
  {
    name: 'keys.csv',
    why: 'a temporary key above a good one',
    text: `${today}\n${temporary},${jo.secret}\n${row(ann)}\n`,
    truth: [ann],
  },
  {
    name: 'keys.csv',
    why: 'a #NAME? row above a good one',
    text: `${today}\r\n${jo.id},#NAME?\r\n${row(ann)}\r\n`,
    truth: [ann],
  },
  {
    name: 'keys.csv',
    why: 'a secret cut short above a good one',
    text: `${today}\r\n${jo.id},${jo.secret.slice(0, 39)}\r\n${row(ann)}\r\n`,
    truth: [ann],
  },
];

/** @type {readonly File[]} */
const otherFiles = [
  {
    name: 'credentials.csv',
    why: 'SES SMTP, old headings',
    text: `IAM User Name,Smtp Username,Smtp Password\n"ses-smtp-user",${jo.id},${mailPassword}\n`,
    truth: none,
  },
  {
    name: 'credentials.csv',
    why: 'SES SMTP, new headings',
    text: `IAM user name,SMTP user name,SMTP password\nses-user,${jo.id},${mailPassword}\n`,
    truth: none,
  },
  {
    name: 'credentials.csv',
    why: 'SES SMTP without headings',
    text: `ses-smtp-user,${jo.id},${mailPassword}\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'an SES password under a key\'s headings',
    text: `${today}\n${jo.id},${mailPassword}\n`,
    truth: none,
  },
  {
    name: 'jo_credentials.csv',
    why: 'a console password',
    text: `\ufeffUser name,Password,Console sign-in URL\r\njo,kF-1,${link}\r\n`,
    truth: none,
  },
  {
    name: 'credentials.csv',
    why: 'a console password of 2015',
    text: `"User Name","Password","Direct Signin Link"\n"jo","kF-1","${link}"\n`,
    truth: none,
  },
  {
    name: 'new_user_credentials.csv',
    why: 'the wizard\'s file, nobody with a key',
    text: `${wizard}\njo,kF-1,,,${link}\nann,kF-2,,,${link}\n`,
    truth: none,
  },
  {
    name: 'new_user_credentials.csv',
    why: 'a password as long as a secret, and no secret',
    text: `${wizard}\njo,${jo.secret},${jo.id},,${link}\n`,
    truth: none,
  },
  {
    name: 'jo_codecommit_credentials.csv',
    why: 'CodeCommit',
    text: `User Name,Password\njo-at-123456789012,${mailPassword}\n`,
    truth: none,
  },
  {
    name: 'bedrock-long-term-api-key.csv',
    why: 'Bedrock',
    text: `API key name,API key,Expires\nBedrockAPIKey-jo,ABSK${'kfExampleBedrock'.repeat(8)},\n`,
    truth: none,
  },
  {
    name: 'status_reports.csv',
    why: 'IAM\'s credential report',
    text: 'user,arn,user_creation_time,password_enabled,access_key_1_active\n'
      + 'jo,arn:aws:iam::123456789012:user/jo,2024-01-01T00:00:00+00:00,false,true\n',
    truth: none,
  },
  {
    name: 'template.csv',
    why: 'Cognito\'s list of users',
    text: 'name,email,phone_number,cognito:mfa_enabled,cognito:username\njo,,,false,jo\n',
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'a temporary key in two columns',
    text: `${today}\n${temporary},${jo.secret}\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'a temporary key with its token',
    text: `${today},Session token\n${temporary},${jo.secret},${token}\n`,
    truth: none,
  },
  {
    name: 'AccessKey.csv',
    why: 'Alibaba Cloud',
    text: '\ufeffAccessKey ID,AccessKey Secret\r\n'
      + 'LTAI5tKfExampleForTests0,kfExampleAliSecretForTests0000\r\n',
    truth: none,
  },
  {
    name: 'credentials.csv',
    why: 'Huawei Cloud with a user',
    text: `\ufeff${legacy}\nkf,HPUAKFEXAMPLE0000000,${jo.secret}\n`,
    truth: none,
  },
  {
    name: 'credentials.csv',
    why: 'Huawei Cloud in two columns',
    text: `${today}\nHPUAKFEXAMPLE0000000,${jo.secret}\n`,
    truth: none,
  },
  {
    name: 'credentials.csv',
    why: 'Wasabi',
    text: `Access Key Id,Secret Access Key\nKFEXAMPLEWASABI00000,${jo.secret}\n`,
    truth: none,
  },
  {
    name: 'jo_accessKeys.csv',
    why: 'the sign-in page in place of the download',
    text: '<!DOCTYPE html>\n<html><head><title>Amazon Web Services Sign-In</title></head></html>\n',
    truth: none,
  },
  {
    name: 'jo_accessKeys.csv',
    why: 'a workbook renamed to .csv',
    text: 'PK\x03\x04\x14\0\0\0\x08\0\x88\xbax]\xc7\x1c\x17<\0\0[Content_Types].xml\xb3\xc9,H\r\0',
    encoding: 'latin1',
    truth: none,
  },
  {
    name: 'samples.csv',
    why: 'a sample sheet',
    text: 'sample,fastq_1,fastq_2\nS1,a_1.fastq.gz,a_2.fastq.gz\n',
    truth: none,
  },
  { name: 'jo_accessKeys.csv', why: 'an empty file', text: '', truth: none },
  { name: 'jo_accessKeys.csv', why: 'nothing but a line end', text: '\r\n', truth: none },
  { name: 'jo_accessKeys.csv', why: 'headings only', text: `${today}\r\n`, truth: none },
];

/** @type {readonly File[]} */
const spoilt = [
  {
    name: 'keys.csv',
    why: '#NAME? in place of a secret',
    text: `${today}\r\n${jo.id},#NAME?\r\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: '#NOME? of an Italian Excel, semicolons',
    text: `Access key ID;Secret access key\r\n${jo.id};#NOME?\r\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'a secret with + made a formula',
    text: `${today}\r\n${plus.id},=${plus.secret}\r\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'a secret made a number',
    text: `${today}\r\n${jo.id},1.23457E+39\r\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'a column too narrow: ########',
    text: `${today}\r\n${jo.id},########\r\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'the secret\'s last character not copied',
    text: `${today}\n${jo.id},${jo.secret.slice(0, 39)}\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'a character too many in the secret',
    text: `${today}\n${jo.id},${jo.secret}x\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'the id\'s first character not copied',
    text: `${today}\n${jo.id.slice(1)},${jo.secret}\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'the download cut off within the secret',
    text: `${today}\r\n${row(jo).slice(0, 45)}`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'the secret masked by hand',
    text: `${today}\n${jo.id},${jo.secret.slice(0, 4).padEnd(40, '*')}\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'the secret taken out',
    text: `${today}\n${jo.id},[removed]\n`,
    truth: none,
  },
  {
    name: 'template.csv',
    why: 'a form to fill in',
    text: `${today}\n<your access key ID>,<your secret access key>\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'no secret',
    text: `${today}\n${jo.id},\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'no id',
    text: `${today}\n,${jo.secret}\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'the id twice',
    text: `${today}\n${jo.id},${jo.id}\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'two different secrets for one id',
    text: `${today},Secret access key\n${jo.id},${jo.secret},${ann.secret}\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'two ids, then two secrets, beside their headings',
    text: `Access key ID,${jo.id}\nAccess key ID,${ann.id}\n`
      + `Secret access key,${jo.secret}\nSecret access key,${ann.secret}\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'a quote that never ends, before the headings',
    text: `"${today}\n${row(jo)}\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'a quote that never ends, before the id',
    text: `${today}\n"${row(jo)}\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'a quote that never ends, before the first of two secrets',
    text: `${today}\n${jo.id},"${jo.secret}\n${row(ann)}\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'a quoted secret cut off at its end',
    text: `"Access key ID","Secret access key"\n"${jo.id}","${jo.secret.slice(0, 33)}`,
    truth: none,
  },
  {
    name: 'credentials.csv',
    why: 'a quote that never ends, before the user\'s name',
    text: `${legacy}\n"jo,${row(jo)}\nann,${row(ann)}\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'more behind a closing quote of the id',
    text: `${today}\n"${jo.id}"X,${jo.secret}\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'more behind a closing quote of the secret',
    text: `${today}\n${jo.id},"${jo.secret}"x\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'a quote within a quoted secret',
    text: `${today}\n${jo.id},"${jo.secret.slice(0, 20)}"${jo.secret.slice(20)}"\n`,
    truth: none,
  },
  {
    name: 'keys.csv',
    why: 'a secret that runs into the next row by its quotes',
    text: `${today}\n${jo.id},"${jo.secret}\n${ann.id}",${ann.secret}\n`,
    truth: none,
  },
];

/** @type {readonly File[]} */
export const files = [...asHandedOut, ...arranged, ...partlyUsable, ...otherFiles, ...spoilt];

/**
 * @param {File} file
 * @returns {Uint8Array}
 */
export function bytesOf({ text, encoding }) {
  if (encoding === undefined) return new TextEncoder().encode(text);
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  if (encoding === 'latin1') return Uint8Array.from(units);
  return Uint8Array.from(units.flatMap(unit => {
    const [high, low] = [unit >> 8, unit & 0xff];
    return encoding === 'utf-16be' ? [high, low] : [low, high];
  }));
}
