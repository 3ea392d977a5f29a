// A worker that has readers read files, so that one which never ends can be ended with it.
import { readers } from './readers.js';

/** @typedef {import('./readers.js').Key} Key */
/** @typedef {{ name: string, bytes: Uint8Array }} Question which reader, and the file's bytes */

addEventListener('message', (/** @type {MessageEvent<Question>} */ { data }) => {
  postMessage(answer(data));
});
postMessage('ready');

/**
 * @param {Question} question
 * @returns {Key[]} none when the reader refuses the file
 */
function answer({ name, bytes }) {
  try {
    return readers.find(reader => reader.name === name)?.careful(bytes) ?? [];
  } catch {
    return [];
  }
}
