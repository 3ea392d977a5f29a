//! Keyferry in a browser: the one module that knows browser types. Two WebAssemblies are made of it.
//!
//! With the feature `panel`: `panel.html`, `drop.html` and `www/` call [`start`] with the element to draw
//! in and a [`Host`], which is all that differs between them: which page is meant, and how it is asked.
//! `background.js` calls [`judge`], `options.html` [`draw_options`].
//!
//! With the feature `after`: the panel loads [`after`] once somebody wants what comes after a fill.

#[cfg(feature = "after")]
pub mod after;
#[cfg(feature = "panel")]
mod dom;
#[cfg(feature = "panel")]
mod file;
#[cfg(feature = "panel")]
mod host;
#[cfg(feature = "panel")]
mod icons;
mod json;
#[cfg(feature = "panel")]
mod judging;
#[cfg(feature = "panel")]
mod options;
#[cfg(feature = "panel")]
mod panel;
#[cfg(feature = "panel")]
mod state;
#[cfg(feature = "panel")]
mod text;
#[cfg(feature = "panel")]
mod views;

#[cfg(feature = "panel")]
pub use host::Host;
#[cfg(feature = "panel")]
pub use judging::judge;
#[cfg(feature = "panel")]
pub use options::draw_options;

#[cfg(feature = "panel")]
use wasm_bindgen::prelude::wasm_bindgen;
#[cfg(feature = "panel")]
use wasm_bindgen::{JsCast, JsValue};
#[cfg(feature = "panel")]
use web_sys::Element;

/// Draws the panel in `root` and keeps it going.
///
/// # Errors
/// When the texts can't be read: then there is nothing that could be said.
#[cfg(feature = "panel")]
#[wasm_bindgen]
pub async fn start(root: Element, host: Host) -> Result<(), JsValue> {
    let messages = text::load(&host.messages_url()).await?;
    panel::Panel::start(root.unchecked_into(), host, messages).await;
    Ok(())
}
