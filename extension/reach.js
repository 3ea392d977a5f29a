// How Keyferry's own pages and its background reach a page of Seqera: at which origins they may, with
// which scripts, and how a question gets there and its answer back.

const browser = globalThis.browser ?? chrome;

/** @typedef {import('../dist/types/keyferry.js').Request} Request */
/** @typedef {import('../dist/types/keyferry.js').Answer} Answer */

/** What stands on every page of an allowed origin, and waits there for a person. */
export const CONTENT = ['content/views.js', 'content/ground.js', 'content/frame.js', 'content/watch.js'];
/** What finds, fills and judges a form: brought in when a person comes to one. */
export const FORM = [
  'form/sight.js', 'form/snapshot.js', 'form/steps.js', 'form/beside.js', 'form/notes.js', 'form/answer.js',
];

/**
 * The origins that Keyferry may fill: Seqera Cloud, and those that the person added. Who allows all sites in
 * the browser's settings has named none.
 */
export const allowedOrigins = async () => {
  const { origins = [] } = await browser.permissions.getAll();
  const named = origins.map((pattern) => pattern.replace(/\/\*$/, ''));
  return new Set(named.filter((origin) => !origin.includes('*')));
};

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
