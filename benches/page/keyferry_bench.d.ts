// What `cargo xtask bench` builds out of `src/lib.rs`, as far as the page uses it.

/** Loads the WebAssembly. */
export default function initialise(from: { module_or_path: URL }): Promise<unknown>;

/** How many keys are in a file, zero when it is refused; they stay in the WebAssembly. */
export function read(bytes: Uint8Array): number;

/** Id and secret of each key in turn, a line each; undefined when the file is refused. */
export function keys(bytes: Uint8Array): string | undefined;

/** What the panel has the content script do for a look at once. */
export function look(): { landmarks: string[], wanted: string[] };

/** The answer that the panel recognises a form in before the first one comes, as JSON. */
export function sample(): string;
/** Takes in an answer of the page as the panel does; the controls of the form's fields in it. */
export function recognise(answer: unknown): Uint32Array;
