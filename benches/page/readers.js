// Five readers of the same bytes, each as a careful user of it would write the few lines around it.
import { parse as csvParse } from 'csv-parse/browser/esm/sync';
import { csvParse as d3Parse } from 'd3-dsv';
import Papa from 'papaparse';
import { inferSchema, initParser } from 'udsv';
import initialise, { read } from './keyferry_bench.js';

const utf8 = new TextDecoder();

/**
 * What stands in one row, by its heading.
 * @typedef {Record<string, string>} Row
 */

/** @type {Record<string, (bytes: Uint8Array) => number>} */
export const readers = {
  Keyferry: bytes => read(bytes),
  'Papa Parse': bytes => keys(Papa.parse(utf8.decode(bytes), { header: true, skipEmptyLines: true }).data),
  'csv-parse': bytes => keys(csvParse(utf8.decode(bytes), { columns: true, bom: true, skip_empty_lines: true })),
  uDSV: bytes => { const t = utf8.decode(bytes); return keys(initParser(inferSchema(t)).stringObjs(t)); },
  'd3-dsv': bytes => keys(d3Parse(utf8.decode(bytes))),
};
function keys(rows) { let n = 0; for (const r of rows) if (r['Access key ID'] && r['Secret access key']) n++; return n; }
export { initialise };
