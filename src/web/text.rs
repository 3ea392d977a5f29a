//! Reads the texts of the user's language.

use super::cast::cast;
use crate::messages::{Entry, Messages};
use std::collections::BTreeMap;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Response, Window};

/// Reads `messages.json` at `url`.
///
/// # Errors
/// What the fetch or the JSON reader throws.
pub async fn load(url: &str) -> Result<Messages, JsValue> {
    let window: Window = js_sys::global().unchecked_into();
    let response: Response =
        cast(JsFuture::from(window.fetch_with_str(url)).await?).ok_or(JsValue::NULL)?;
    let json = JsFuture::from(response.json()?).await?;
    let entries: BTreeMap<String, Entry> = serde_wasm_bindgen::from_value(json)?;
    Ok(Messages::new(entries))
}
