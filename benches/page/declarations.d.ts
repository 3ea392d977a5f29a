// What the page offers to run.mjs, and of the packages that bring no types, as much as it uses.

declare const bench: typeof import('./page.js').bench;

declare module 'papaparse' {
  interface Parsed<Row> {
    data: Row[];
    errors: { message: string }[];
  }
  interface Choices {
    delimiter?: string;
    newline?: string;
    skipEmptyLines?: boolean | 'greedy';
  }
  const papa: {
    parse(text: string, choices: Choices & { header: true }): Parsed<Record<string, string>>;
    parse(text: string, choices: Choices): Parsed<string[]>;
  };
  export default papa;
}

declare module 'd3-dsv' {
  export function csvParse(text: string): Record<string, string>[];
  export function csvParseRows<Row>(
    text: string,
    row: (cells: string[], index: number) => Row | null,
  ): Row[];
}
