//! Keyferry's reading of key files, for a page that measures it beside other readers.
#![cfg(target_arch = "wasm32")]

use keyferry::key_file;
use wasm_bindgen::prelude::wasm_bindgen;

/// Reads a file as the panel does, into keys that stay in WebAssembly as the panel's do; how many
/// there are, zero for a file that is refused.
#[wasm_bindgen]
pub fn read(bytes: &[u8]) -> usize {
    key_file::read(bytes, "").map_or(0, |file| file.keys.len())
}
