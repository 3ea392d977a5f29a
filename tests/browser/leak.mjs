/**
 * What a secret of the tests looks like, also in disguise.
 */

/** What every secret of `tests/data` and of the stand-in's forms holds, and nothing else does. */
export const leak = /kf-?Example(?!Id)|KfExample|typed-by-the-user/;

/**
 * Whether a text holds a secret: as it is, or in any way of writing that a request can have it in, also
 * several of them, one in the other.
 *
 * @param {string} text
 * @param {number} [depth] how many ways of writing may still be undone
 * @returns {boolean}
 */
export function holdsSecret(text, depth = 3) {
  if (leak.test(text)) return true;
  return depth > 0 && [unescaped(text), ...fromHex(text), ...fromBase64(text)]
    .some(other => other !== text && holdsSecret(other, depth - 1));
}

/**
 * The escapes of URLs and forms, and those of JSON.
 *
 * @param {string} text
 */
function unescaped(text) {
  return text.replace(/%([0-9a-f]{2})|\\u00([0-9a-f]{2})/gi, (_, url, json) =>
    String.fromCharCode(parseInt(url ?? json, 16)));
}

/**
 * What every run of hexadecimal digits can mean, wherever its first byte begins.
 *
 * @param {string} text
 */
function fromHex(text) {
  return [...text.matchAll(/[0-9a-f]{20,}/gi)].flatMap(([run]) =>
    [0, 1].map(start => Buffer.from(run.slice(start), 'hex').toString('latin1')));
}

/**
 * The same for base64, in either alphabet; four letters are three bytes.
 *
 * @param {string} text
 */
function fromBase64(text) {
  return [...text.matchAll(/[\w+/-]{14,}/g)].flatMap(([run]) =>
    [0, 1, 2, 3].map(start => Buffer.from(run.slice(start), 'base64').toString('latin1')));
}
