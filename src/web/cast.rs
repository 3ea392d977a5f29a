//! JavaScript's values, as what they are known to be.

use wasm_bindgen::{JsCast, JsValue};

/// Reads a JavaScript value that is known to be of a type.
pub fn cast<T: JsCast>(value: impl Into<JsValue>) -> Option<T> {
    value.into().dyn_into().ok()
}
