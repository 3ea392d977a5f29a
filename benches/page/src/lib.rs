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

/// The same, with all keys handed to JavaScript, which the panel never does: id and secret of each
/// key in turn, a line each; nothing for a file that is refused.
#[wasm_bindgen]
pub fn keys(bytes: &[u8]) -> Option<String> {
    let file = key_file::read(bytes, "").ok()?;
    let halves = file.keys.iter().flat_map(|key| [key.id.as_str(), key.secret.expose()]);
    let mut lines = String::with_capacity(bytes.len());
    for half in halves {
        if !lines.is_empty() {
            lines.push('\n');
        }
        lines.push_str(half);
    }
    Some(lines)
}
