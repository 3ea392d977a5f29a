// Tables that are also Markdown, and numbers in them.

/**
 * Names to the left, numbers to the right.
 *
 * @param {string[]} head
 * @param {string[][]} rows
 */
export function printTable(head, rows) {
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
export function whole(value) {
  return value.toLocaleString('en');
}

/**
 * Three digits that mean something, or all before the point.
 *
 * @param {number} value
 */
export function significant(value) {
  return value < 100 ? value.toPrecision(3) : whole(Math.round(value));
}

/**
 * @param {number[]} values an even number of them has two in the middle
 * @returns {number}
 */
export function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const [low = NaN, high = NaN] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (low + high) / 2;
}
