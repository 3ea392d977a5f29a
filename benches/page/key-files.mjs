// How fast and how rightly key files are read by Keyferry and by other readers of tables.
import { startChromium } from '../../tests/browser/chromium.mjs';
import { openPage, servePage } from './serve.mjs';
import { printTable, significant, whole } from './table.mjs';

/** @typedef {import('./answers.js').Answers} Answers */
/** @typedef {import('./timing.js').Cost} Cost */
/** @typedef {import('./timing.js').Size} Size */

/** @returns {Promise<string[]>} what went wrong */
export async function measureKeyFiles() {
  const { browser, sizes, costs, answers } = await runPage();
  printTimes(browser, sizes, costs);
  printAnswers(answers);
  const keyferry = answers.find(({ reader }) => reader === 'Keyferry');
  const isRight = keyferry && keyferry.wrong.length + keyferry.endless.length === 0;
  return isRight ? [] : ['Keyferry gave a wrong answer, or none.'];
}

/**
 * @returns {Promise<{ browser: string, sizes: Size[], costs: Cost[], answers: Answers[] }>}
 */
async function runPage() {
  const server = await servePage();
  // Nothing here asks for Seqera, so it needn't be anywhere.
  const chromium = await startChromium({ seqeraPort: server.port, extension: false });
  try {
    const page = await openPage(chromium, server.address);
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
