// How Keyferry's own pages and its background reach a page of Seqera: at which origins they may, with
// which scripts, and how a question gets there and its answer back.

const browser = globalThis.browser ?? chrome;

/** @typedef {import('../dist/types/keyferry.js').Request} Request */
/** @typedef {import('../dist/types/keyferry.js').Answer} Answer */
/** @typedef {import('../dist/types/keyferry_background.js').Reply} Reply */

/** What stands on every page of an allowed origin, and waits there for a person. */
export const CONTENT = ['content/views.js', 'content/ground.js', 'content/frame.js', 'content/watch.js'];
/** What finds, fills and judges a form: brought in when a person comes to one. */
export const FORM = [
  'form/sight.js', 'form/snapshot.js', 'form/steps.js', 'form/beside.js', 'form/seqera.js', 'form/notes.js',
  'form/answer.js',
];

/** What a check asks: services of AWS and registries, none of which anybody can put a Seqera at. */
const OF_AWS = /^https:\/\/(sts|(sts|api\.ecr|api\.ecr-public|\d{12}\.dkr\.ecr)\.[a-z0-9-]+)\.amazonaws\.com(\.cn)?$|^https:\/\/public\.ecr\.aws$/;

/** The origins that Keyferry has access to. Who allows all sites in the browser's settings has named none. */
const namedOrigins = async () => {
  const { origins = [] } = await browser.permissions.getAll();
  return origins.map((pattern) => pattern.replace(/\/\*$/, '')).filter((origin) => !origin.includes('*'));
};

/** The origins that Keyferry may fill: Seqera Cloud, and those that the person added. */
export const allowedOrigins = async () => new Set((await namedOrigins()).filter((origin) => !OF_AWS.test(origin)));

/** The origins of AWS that were allowed for a check. */
export const awsOrigins = async () => (await namedOrigins()).filter((origin) => OF_AWS.test(origin));

/**
 * Brings in what finds and fills a form, unless it is there.
 * @param {number} tab
 */
export const bringForm = async (tab) => {
  await browser.scripting.executeScript({ target: { tabId: tab }, files: FORM });
};

/** How long a page that is being filled is left alone before it is asked again, in milliseconds. */
const BUSY_MS = 130;

/**
 * @typedef {object} Question
 * @property {Request} request
 * @property {string} by who asks: of two who fill at the same time, one has to wait
 * @property {number} serial counts the questions of who asks: one that comes twice is answered twice,
 *   and carried out once
 */

/**
 * Passes a request to the page in a tab.
 * @param {number} tab
 * @param {Question} question
 * @returns {Promise<Answer>}
 * @throws when the page is gone, or may not be reached
 */
export const askPage = async (tab, question) => {
  /** @returns {Promise<Answer & { missing?: boolean }>} */
  const send = () => browser.tabs.sendMessage(tab, { keyferry: 1, ...question }, { frameId: 0 });
  /** @type {Answer & { missing?: boolean }} */
  let answer = await send().catch(() => ({ missing: true }));
  if (answer?.missing) {
    // Nobody came to a form there yet, or the tab was open before the extension came.
    await browser.scripting.executeScript({ target: { tabId: tab }, files: [...CONTENT, ...FORM] });
    answer = await send();
  }
  // Whatever fills the page may be done in a moment: only one that goes on is in the way.
  for (let tries = 0; answer?.busy && tries < 2; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, BUSY_MS));
    answer = await send();
  }
  return /** @type {Answer} */ (answer);
};

/**
 * Has a page's content script ask its own Seqera.
 * @param {number} tab
 * @param {{ document: string, paths: string[] }} read
 * @returns {Promise<Reply[]>}
 * @throws when the page is gone, or may not be reached
 */
export const readSeqera = async (tab, read) => await browser.tabs.sendMessage(tab, { keyferry: 1, read }, { frameId: 0 }) ?? [];
