// Builds the page below target/bench, opens it in Chromium and prints what it found, as tables that
// are also Markdown. Ends with 1 if Keyferry gave a wrong answer or none, whatever the times are.
//
// `cargo xtask bench` has put Keyferry's WebAssembly there before.
import { copyFile, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { startChromium } from '../../tests/browser/chromium.mjs';

/** @typedef {import('./answers.js').Answers} Answers */
/** @typedef {import('./timing.js').Cost} Cost */
/** @typedef {import('./timing.js').Size} Size */

const here = fileURLToPath(new URL('./', import.meta.url));
const folder = join(here, '..', '..', 'target', 'bench');

await buildPage();
const { browser, sizes, costs, answers } = await runPage();
printTimes(browser, sizes, costs);
printAnswers(answers);
const keyferry = answers.find(({ reader }) => reader === 'Keyferry');
if (!keyferry || keyferry.wrong.length + keyferry.endless.length > 0) {
  console.error('Keyferry gave a wrong answer, or none.');
  process.exitCode = 1;
}

async function buildPage() {
  await build({
    entryPoints: ['page.js', 'answering.js'].map(name => join(here, name)),
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2024',
    logLevel: 'warning',
    // It lies in the folder as it was built, beside its WebAssembly.
    external: ['*/keyferry_bench.js'],
  });
  await copyFile(join(here, 'index.html'), join(folder, 'index.html'));
}

/**
 * @returns {Promise<{ browser: string, sizes: Size[], costs: Cost[], answers: Answers[] }>}
 */
async function runPage() {
  const server = await serve();
  // Nothing here asks for Seqera, so it needn't be anywhere.
  const chromium = await startChromium({ seqeraPort: server.port, extension: false });
  try {
    const page = await chromium.newPage();
    await page.goto(server.address);
    await page.waitForSelector('[data-ready]').catch(error => {
      throw new Error(chromium.problems.join('\n') || String(error));
    });
    // One after the other, so that nothing else of the page runs beside what is timed.
    // First, in a page as fresh as the panel's: what ran before leaves its mark on the memory.
    const costs = await page.evaluate(() => bench.measureCosts());
    const counts = await page.evaluate(() => bench.counts);
    const sizes = [];
    for (const count of counts) {
      sizes.push(await page.evaluate(n => bench.measureTimes(n), count));
    }
    const answers = await page.evaluate(() => bench.judgeAnswers());
    return { browser: await chromium.browser.version(), sizes, costs, answers };
  } finally {
    await chromium.close();
    server.close();
  }
}

/** @returns {Promise<{ address: string, port: number, close(): void }>} */
async function serve() {
  /** @type {Record<string, string>} */
  const types = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };
  const scripts = ['page.js', 'answering.js', 'keyferry_bench.js'];
  const names = ['index.html', ...scripts, 'keyferry_bench_bg.wasm'];
  const server = createServer(async (request, response) => {
    const name = request.url === '/' ? 'index.html' : request.url?.slice(1) ?? '';
    if (!names.includes(name)) {
      response.writeHead(404).end();
      return;
    }
    const content = await readFile(join(folder, name));
    response.writeHead(200, {
      'content-type': types[extname(name)],
      // A page that shares its process with nobody has a clock that is twenty times as fine.
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    response.end(content);
  });
  await new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => resolve(undefined));
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { address: `http://127.0.0.1:${port}/`, port, close: () => server.close() };
}

/**
 * @param {string} browser
 * @param {Size[]} sizes
 * @param {Cost[]} costs
 */
function printTimes(browser, sizes, costs) {
  console.log(`
Time from a file's bytes (a Uint8Array) to its keys in ${browser}: microseconds,
the median of many turns of 10 ms or more; and the ratio to Keyferry's.

Each library decodes with TextDecoder (csv-parse takes the bytes) and parses in the fastest way
found among those that it documents, told the delimiter and the line end where it can be; then each
row becomes an object {id, secret}, its columns found by the headings, trimmed and in small letters,
its values taken as they are.
Keyferry is told nothing and checks every key; its keys stay in the WebAssembly, where the panel,
which is Rust too, uses them. In its second row they become the same objects in JavaScript.
`);
  const heads = sizes.flatMap(({ keys, bytes }) => {
    return [`${whole(keys)} ${keys === 1 ? 'key' : 'keys'}, ${whole(bytes)} bytes`, 'ratio'];
  });
  const names = Object.keys(sizes[0]?.times ?? {});
  printTable(['', ...heads], names.map(name => [
    name,
    ...sizes.flatMap(({ times }) => {
      const time = times[name] ?? NaN;
      return [significant(time), (time / (times.Keyferry ?? NaN)).toFixed(2)];
    }),
  ]));

  const perByte = costs.map(({ keys, microsecondsPerByte }) => {
    return `${significant(microsecondsPerByte * 1000)} ns at ${whole(keys)} keys`;
  });
  const [few, many] = costs.map(cost => cost.microsecondsPerByte);
  const ratio = ((many ?? NaN) / (few ?? NaN)).toFixed(2);
  console.log(`\nKeyferry's cost per byte: ${perByte.join(', ')}; ratio ${ratio}.`);
}

/** @param {Answers[]} answers */
function printAnswers(answers) {
  const counts = answers.map(({ right, wrong, refused, endless }) => {
    return [right, wrong, refused, endless].map(list => list.length);
  });
  const files = counts[0]?.reduce((sum, count) => sum + count);
  console.log(`
Answers to ${files} files as people have them, many altered or not of access keys at all.

Right: exactly the keys that a careful person reads out of the file, in their order; or none, where
there is no usable key. Refused: no key or an error, though there is one. Endless: still reading two
seconds later, which would freeze the page. Wrong: any other answer.
The libraries are used with care (headings compared without capitals, blanks and byte order marks,
values trimmed, rows without both halves skipped, every reported error a refusal), as their defaults
are otherwise. Checked: rows are skipped, too, whose halves don't match AWS's two patterns.
`);
  const heads = ['', 'right', 'wrong', 'refused', 'endless'];
  printTable(heads, answers.map(({ reader }, at) => [reader, ...(counts[at] ?? []).map(String)]));
  // Most of what goes wrong goes wrong for several readers in the same way.
  /** @type {Map<string, string[]>} */
  const wrong = new Map();
  for (const why of new Set(answers.flatMap(answer => answer.wrong))) {
    const names = answers.filter(answer => answer.wrong.includes(why)).map(one => one.reader);
    const together = names.join(', ');
    wrong.set(together, [...wrong.get(together) ?? [], why]);
  }
  for (const [names, list] of wrong) printList(`Wrong with ${names}`, list);
  for (const { reader, refused, endless } of answers) {
    if (reader === 'Keyferry') printList(`Refused by ${reader}`, refused);
    printList(`Endless with ${reader}`, endless);
  }
}

/**
 * @param {string} title
 * @param {string[]} list
 */
function printList(title, list) {
  if (list.length > 0) console.log(`\n${title}: ${list.join('; ')}.`);
}

/**
 * Names to the left, numbers to the right.
 *
 * @param {string[]} head
 * @param {string[][]} rows
 */
function printTable(head, rows) {
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map(row => row[at]?.length ?? 0)));
  /** @param {string[]} cells */
  const line = cells => `| ${cells.join(' | ')} |`;
  const [nameWidth = 0, ...numberWidths] = widths;
  /** @param {string[]} row */
  const aligned = ([name = '', ...numbers]) => line([
    name.padEnd(nameWidth),
    ...numbers.map((number, at) => number.padStart(numberWidths[at] ?? 0)),
  ]);
  console.log(aligned(head));
  const rules = numberWidths.map(width => `${'-'.repeat(width - 1)}:`);
  console.log(line(['-'.repeat(nameWidth), ...rules]));
  for (const row of rows) console.log(aligned(row));
}

/** @param {number} value */
function whole(value) {
  return value.toLocaleString('en');
}

/**
 * Three digits that mean something, or all before the point.
 *
 * @param {number} value
 */
function significant(value) {
  return value < 100 ? value.toPrecision(3) : whole(Math.round(value));
}
