//! JSON by the browser's own reader.

use crate::json::Json;
use serde::de::DeserializeOwned;

/// The browser's reader.
pub struct Browser;

impl Json for Browser {
    fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
        serde_wasm_bindgen::from_value(js_sys::JSON::parse(text).ok()?).ok()
    }
}
