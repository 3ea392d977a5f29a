// Five readers of the same bytes, each twice: as fast as it can be for a file that is known to be
// good, and as careful as a good developer who uses it for files that people hand in.
import { parse as csvParse } from 'csv-parse/browser/esm/sync';
import { csvParse as d3Parse, csvParseRows as d3ParseRows } from 'd3-dsv';
import Papa from 'papaparse';
import { inferSchema, initParser } from 'udsv';
import initialise, { keys as keyferryKeys, read as keyferryRead } from './keyferry_bench.js';

/** @typedef {{ id: string, secret: string }} Key */

/**
 * @typedef {object} Reader
 * @property {string} name
 * @property {(bytes: Uint8Array) => Key[]} fast out of today's two-column file, unaltered
 * @property {(bytes: Uint8Array) => Key[]} careful
 *   out of any file; none, or an error, for a file that it refuses
 */

await initialise({ module_or_path: new URL('keyferry_bench_bg.wasm', import.meta.url) });

const utf8 = new TextDecoder(); // leaves out a byte order mark

/** How Keyferry reads in the panel: the keys stay in the WebAssembly, and here is their number. */
export const readInside = keyferryRead;

/**
 * @param {Uint8Array} bytes
 * @returns {Key[]}
 */
function readKeyferry(bytes) {
  const lines = keyferryKeys(bytes)?.split('\n') ?? [];
  const keys = [];
  for (let at = 0; at < lines.length; at += 2) {
    keys.push({ id: lines[at] ?? '', secret: lines[at + 1] ?? '' });
  }
  return keys;
}

// The fast ways are the fastest found among those that the libraries document. They are told the
// delimiter and the line end, which Keyferry has to find out, and give rows of plain cells.
/** @type {Reader[]} */
export const readers = [
  {
    name: 'Keyferry',
    fast: readKeyferry,
    careful: readKeyferry,
  },
  {
    name: 'Papa Parse',
    fast: bytes => {
      const choices = { delimiter: ',', newline: '\r\n' };
      return picked(Papa.parse(utf8.decode(bytes), choices).data);
    },
    careful: bytes => {
      const text = utf8.decode(bytes);
      const { data, errors } = Papa.parse(text, { header: true, skipEmptyLines: true });
      if (errors[0]) throw new Error(errors[0].message);
      return pickedByHeading(data);
    },
  },
  {
    name: 'csv-parse',
    // It works on bytes itself, and would only encode the text again.
    fast: bytes => picked(csvParse(bytes, { record_delimiter: '\r\n' })),
    careful: bytes => {
      const text = utf8.decode(bytes);
      return pickedByHeading(csvParse(text, { columns: true, bom: true, skip_empty_lines: true }));
    },
  },
  {
    name: 'uDSV',
    fast: bytes => {
      const text = utf8.decode(bytes);
      // One row is enough to find the headings; more are looked at for types, which nobody needs.
      const schema = inferSchema(text, { col: ',', row: '\r\n' }, 1);
      const pick = picker(schema.cols.map(column => column.name));
      /** @type {Key[]} */
      const keys = [];
      initParser(schema).stringArrs(text, row => {
        keys.push(pick(row));
      });
      return keys;
    },
    careful: bytes => {
      const text = utf8.decode(bytes);
      return pickedByHeading(initParser(inferSchema(text)).stringObjs(text));
    },
  },
  {
    name: 'd3-dsv',
    fast: bytes => {
      /** @type {((row: string[]) => Key) | undefined} */
      let pick;
      return d3ParseRows(utf8.decode(bytes), row => {
        if (pick) return pick(row);
        pick = picker(row);
        return null;
      });
    },
    careful: bytes => pickedByHeading(d3Parse(utf8.decode(bytes))),
  },
];

/**
 * The keys in rows of cells below a row of headings.
 *
 * @param {string[][]} rows
 */
function picked(rows) {
  const pick = picker(rows[0] ?? []);
  /** @type {Key[]} */
  const keys = [];
  for (let at = 1; at < rows.length; at++) {
    const row = /** @type {string[]} */ (rows[at]);
    // Papa Parse takes the end of the last line for one more row.
    if (row.length > 1) keys.push(pick(row));
  }
  return keys;
}

/**
 * Takes a key out of a row by the headings, as it is.
 *
 * @param {string[]} names
 * @returns {(row: string[]) => Key}
 */
function picker(names) {
  const headings = names.map(name => name.trim().toLowerCase());
  const id = headings.indexOf('access key id');
  const secret = headings.indexOf('secret access key');
  return row => ({ id: row[id] ?? '', secret: row[secret] ?? '' });
}

/**
 * The keys in records by heading: headings compared without capitals, blanks and byte order marks,
 * values without blanks, and only where both halves are there.
 *
 * @param {Record<string, unknown>[]} records
 */
function pickedByHeading(records) {
  const names = Object.keys(records[0] ?? {});
  /** @param {string} heading */
  const named = heading => {
    return names.find(name => name.replaceAll('\u{feff}', '').trim().toLowerCase() === heading);
  };
  const id = named('access key id');
  const secret = named('secret access key');
  if (id === undefined || secret === undefined) return [];
  /** @param {unknown} value */
  const trimmed = value => (typeof value === 'string' ? value.trim() : '');
  return records
    .map(record => ({ id: trimmed(record[id]), secret: trimmed(record[secret]) }))
    .filter(key => key.id && key.secret);
}
