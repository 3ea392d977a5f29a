// How long each reader takes from a file's bytes to its keys.
import { readInside, readers } from './readers.js';

/** @typedef {import('./readers.js').Key} Key */

/** Rounds in which everybody has a turn; of their times the one in the middle counts. */
const rounds = 21;
/** The least that a turn takes, in milliseconds: many times what the page's clock can tell. */
const turn = 10;
/** For how long everybody runs beforehand, in milliseconds, until the code is compiled. */
const warmUp = 300;

/** The largest file that Keyferry reads, in bytes. */
const largest = 65_536;
const header = 'Access key ID,Secret access key\r\n';
const rowLength = 63;

/**
 * @typedef {object} Size a file that is read, and how long that takes, in microseconds
 * @property {number} keys
 * @property {number} bytes
 * @property {Record<string, number>} times by contestant
 */

/** @typedef {{ keys: number, microsecondsPerByte: number }} Cost of Keyferry's reading */

/** How many keys are in the files that are read: as AWS hands out, many, as many as fit. */
export const counts = [1, 100, Math.floor((largest - header.length) / rowLength)];

/**
 * @param {number} count of keys
 * @returns {Size}
 */
export function measureTimes(count) {
  const { bytes, keys } = keyFile(count);
  /** @type {Record<string, () => number>} */
  const contestants = { Keyferry: () => readInside(bytes) };
  for (const { name, fast } of readers) {
    check(name, fast(bytes), keys);
    const label = name === 'Keyferry' ? 'Keyferry, handed to JavaScript' : name;
    contestants[label] = () => fast(bytes).length;
  }
  return { keys: count, bytes: bytes.length, times: compete(contestants, () => count) };
}

/**
 * What a byte costs in files of two sizes, measured by turns: the same, if the reading is linear.
 *
 * @returns {Cost[]}
 */
export function measureCosts() {
  const pair = [100, 1000];
  const files = pair.map(count => keyFile(count).bytes);
  const contestants = Object.fromEntries(
    files.map((bytes, at) => [String(pair[at]), () => readInside(bytes)]),
  );
  const times = compete(contestants, Number);
  return pair.map((keys, at) => ({
    keys,
    microsecondsPerByte: (times[keys] ?? NaN) / (files[at]?.length ?? NaN),
  }));
}

/**
 * The median microseconds of one run of each contestant. They take turns, so that whatever else
 * the machine does meets all of them.
 *
 * @param {Record<string, () => number>} contestants each gives the number of keys that it found
 * @param {(name: string) => number} expected that number
 * @returns {Record<string, number>}
 */
function compete(contestants, expected) {
  const turns = Object.entries(contestants).map(([name, run]) => {
    if (run() !== expected(name)) throw new Error(`${name} found ${run()} keys`);
    /** @type {number[]} */
    const times = [];
    return { name, run, repeats: repeatsOf(run), times };
  });
  for (let round = 0; round < rounds; round++) {
    for (const { run, repeats, times } of turns) times.push(timed(run, repeats) / repeats * 1000);
  }
  return Object.fromEntries(turns.map(({ name, times }) => [name, median(times)]));
}

/**
 * Warms a contestant up; how often it has to run to fill a turn.
 *
 * @param {() => number} run
 */
function repeatsOf(run) {
  let repeats = 1;
  let time = timed(run, repeats);
  const end = performance.now() + warmUp;
  while (performance.now() < end || time < turn) {
    // A little more than it needs, so that a faster moment doesn't make the turn too short.
    if (time < 1.2 * turn) repeats = Math.ceil(repeats * Math.min(4, 1.5 * turn / (time || 1)));
    time = timed(run, repeats);
  }
  return repeats;
}

/**
 * The milliseconds of many runs.
 *
 * @param {() => number} run
 * @param {number} repeats
 */
function timed(run, repeats) {
  let found = 0;
  const start = performance.now();
  for (let done = 0; done < repeats; done++) found += run();
  const time = performance.now() - start;
  // What nobody looks at, the engine may leave out.
  if (found < repeats) throw new Error('a reader found no key');
  return time;
}

/** @param {number[]} values an odd number of them */
function median(values) {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? NaN;
}

/**
 * A file as IAM hands it out, with so many different keys.
 *
 * @param {number} count
 */
function keyFile(count) {
  const keys = Array.from({ length: count }, (_, at) => key(at));
  const text = header + keys.map(({ id, secret }) => `${id},${secret}\r\n`).join('');
  return { bytes: new TextEncoder().encode(text), keys };
}

/**
 * @param {number} number
 * @returns {Key}
 */
function key(number) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const ending = [15, 10, 5, 0].map(shift => letters[(number >> shift) % 32]).join('');
  const digits = String(number).padStart(10, '0');
  return {
    id: `AKIARZPUZDIKKVKV${ending}`,
    secret: `kfExampleSecretKeyForTests${digits}/+AB`,
  };
}

/**
 * @param {string} name of the reader
 * @param {Key[]} found
 * @param {Key[]} keys what there is to find
 */
function check(name, found, keys) {
  const same = (/** @type {number} */ at) => {
    return found.at(at)?.id === keys.at(at)?.id && found.at(at)?.secret === keys.at(at)?.secret;
  };
  if (found.length !== keys.length || !same(0) || !same(-1)) {
    throw new Error(`${name} doesn't read the file with ${keys.length} keys`);
  }
}
