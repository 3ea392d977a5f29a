//! Keyferry in a browser: the one module that knows browser types. Three WebAssemblies are made of it,
//! each with a feature of its own.
//!
//! `panel`: `panel.html`, `drop.html` and `www/` call [`start`] with the element to draw in and a [`Host`],
//! which is all that differs between them: which page is meant, and how it is asked. `background`:
//! `background.js` calls [`judge`]. `later`: what comes after a fill, and the options.

// What one of them doesn't use, another one does; clippy sees all of them at once.
#![cfg_attr(
    not(all(feature = "panel", feature = "background", feature = "later")),
    allow(dead_code, unused_imports)
)]

mod cast;
mod dom;
mod icons;
mod json;
mod note;
mod text;
mod words;

#[cfg(feature = "background")]
mod judging;
#[cfg(feature = "later")]
mod later;

#[cfg(feature = "panel")]
mod file;
#[cfg(feature = "panel")]
mod host;
#[cfg(feature = "panel")]
mod panel;
#[cfg(feature = "panel")]
mod state;
#[cfg(feature = "panel")]
mod views;

#[cfg(feature = "background")]
pub use judging::{inquire, judge};
#[cfg(feature = "later")]
pub use later::{check_login, draw_after, draw_options};

#[cfg(feature = "panel")]
pub use host::Host;
#[cfg(feature = "panel")]
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
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
