// What `cargo xtask bench` builds out of `src/lib.rs`, as far as the page uses it.

/** Loads the WebAssembly. */
export default function initialise(from: { module_or_path: URL }): Promise<unknown>;

/** How many keys are in a file, zero when it is refused; they stay in the WebAssembly. */
export function read(bytes: Uint8Array): number;

/** Id and secret of each key in turn, a line each; undefined when the file is refused. */
export function keys(bytes: Uint8Array): string | undefined;
