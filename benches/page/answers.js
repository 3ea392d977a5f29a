// What each reader makes of files as people have them.
import { bytesOf, files } from './corpus.js';
import { readers } from './readers.js';

/** @typedef {import('./corpus.js').File} File */
/** @typedef {import('./readers.js').Key} Key */

/** How long a reader may take for a file of a few hundred bytes, in milliseconds. */
const patience = 2000;

/**
 * @typedef {object} Answers of one reader: the reasons for which the files are in the corpus
 * @property {string} reader
 * @property {string[]} right
 * @property {string[]} wrong
 * @property {string[]} refused
 * @property {string[]} endless
 */

/**
 * Of each reader; of the libraries also as they would do where whoever uses them holds what they give
 * against AWS's own patterns.
 *
 * @returns {Promise<Answers[]>}
 */
export async function judgeAnswers() {
  const worker = answeringWorker();
  const all = [];
  for (const { name } of readers) {
    const plain = noAnswers(name);
    const checked = noAnswers(`${name}, checked`);
    for (const file of files) {
      const found = await worker.ask(name, bytesOf(file));
      plain[judge(found, file)].push(file.why);
      checked[judge(found?.filter(isKey), file)].push(file.why);
    }
    all.push(plain);
    // Keyferry has looked already.
    if (name !== 'Keyferry') all.push(checked);
  }
  worker.end();
  return all;
}

/**
 * @param {string} reader
 * @returns {Answers}
 */
function noAnswers(reader) {
  return { reader, right: [], wrong: [], refused: [], endless: [] };
}

/** @param {Key} key */
function isKey({ id, secret }) {
  return /^AKIA[A-Z0-9]{16}$/.test(id) && /^[A-Za-z0-9+/]{40}$/.test(secret);
}

/**
 * @param {Key[] | undefined} found undefined when no answer came
 * @param {File} file
 * @returns {'right' | 'wrong' | 'refused' | 'endless'}
 */
function judge(found, { truth }) {
  if (!found) return 'endless';
  if (found.length === 0) return truth.length === 0 ? 'right' : 'refused';
  const same = found.length === truth.length
    && truth.every(({ id, secret }, at) => found[at]?.id === id && found[at]?.secret === secret);
  return same ? 'right' : 'wrong';
}

/** A worker with all readers, replaced by a new one when it doesn't answer any more. */
function answeringWorker() {
  let worker = started();
  return {
    /**
     * @param {string} name of the reader
     * @param {Uint8Array} bytes
     * @returns {Promise<Key[] | undefined>}
     */
    ask: async (name, bytes) => {
      const asked = await worker;
      asked.postMessage({ name, bytes });
      const found = await message(asked, patience);
      if (found) return found;
      asked.terminate();
      worker = started();
      return undefined;
    },
    end: () => worker.then(ended => ended.terminate()),
  };
}

async function started() {
  const worker = new Worker(new URL('answering.js', import.meta.url), { type: 'module' });
  await message(worker);
  return worker;
}

/**
 * The next message of a worker, or undefined when none comes in time.
 *
 * @param {Worker} worker
 * @param {number} [limit] in milliseconds
 * @returns {Promise<any>}
 */
function message(worker, limit) {
  return new Promise((resolve, reject) => {
    const late = limit && setTimeout(() => resolve(undefined), limit);
    worker.onmessage = ({ data }) => {
      clearTimeout(late);
      resolve(data);
    };
    worker.onerror = ({ message }) => reject(new Error(message));
  });
}
