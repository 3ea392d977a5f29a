//! Keyferry's reading of key files and recognition of forms, for a page that measures them.
#![cfg(target_arch = "wasm32")]

use keyferry::finding::Field;
use keyferry::form::{self, Answer};
use keyferry::key_file;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

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

/// What the panel has the content script do for a look at once, as it is sent.
///
/// # Errors
/// Never in practice: it is a plain object of texts.
#[wasm_bindgen]
pub fn look() -> Result<JsValue, JsValue> {
    Ok(serde_wasm_bindgen::to_value(&form::look(0))?)
}

/// The answer that the panel recognises a form in before the first one comes, as JSON.
#[wasm_bindgen]
pub fn sample() -> String {
    form::SAMPLE.to_owned()
}

/// Takes in an answer of the page as the panel does, checks it and recognises the form in it; the
/// controls of Name, Provider, User name, Password and Registry server, as far as they were found.
///
/// # Errors
/// When the answer isn't one.
#[wasm_bindgen]
pub fn recognise(answer: JsValue) -> Result<Vec<u32>, JsValue> {
    let answer: Answer = serde_wasm_bindgen::from_value(answer)?;
    let Ok(Answer::Snapshot(snapshot)) = answer.check() else {
        return Err(JsValue::from_str("no snapshot within its bounds"));
    };
    let form = form::recognise(&snapshot);
    let fields = Field::FORM.into_iter();
    Ok(form.map_or_else(Vec::new, |form| fields.filter_map(|field| form.control(field)).collect()))
}
