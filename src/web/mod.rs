//! The panel, in a browser: the one module that knows browser types.
//!
//! `panel.html`, `drop.html` and `www/` call [`start`] with the element to draw in and a [`Host`], which is all
//! that differs between them: which page is meant, and how it is asked. `background.js` calls
//! [`judge`], `options.html` [`draw_options`].

mod dom;
mod file;
mod host;
mod icons;
mod judging;
mod options;
mod panel;
mod state;
mod text;
mod views;

pub use host::Host;
pub use judging::judge;
pub use options::draw_options;

use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

/// Draws the panel in `root` and keeps it going.
///
/// # Errors
/// When the texts can't be read: then there is nothing that could be said.
#[wasm_bindgen]
pub async fn start(root: Element, host: Host) -> Result<(), JsValue> {
    let messages = text::load(&host.messages_url()).await?;
    panel::Panel::start(root.unchecked_into(), host, messages).await;
    Ok(())
}
