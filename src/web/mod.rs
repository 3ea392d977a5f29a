//! Keyferry in a browser: the one module that knows browser types. Three WebAssemblies are made of it,
//! each of a module with a feature of its own.
//!
//! [`panel`]: `panel.html`, `drop.html` and `www/` call [`panel::start`] with the element to draw in and a
//! [`panel::Host`], which is all that differs between them: which page is meant, and how it is asked.
//! [`judging`]: `background.js` calls [`judging::judge`]. [`later`]: what comes after a fill, and the options.

#[cfg(feature = "background")]
pub mod judging;
#[cfg(feature = "later")]
pub mod later;
#[cfg(feature = "panel")]
pub mod panel;

// All three take values in and read texts; what only two of them need isn't compiled for the third.
#[cfg(any(feature = "panel", feature = "later"))]
mod added;
mod cast;
#[cfg(any(feature = "panel", feature = "later"))]
mod drawing;
#[cfg(any(feature = "panel", feature = "background"))]
mod inquired;
#[cfg(any(feature = "background", feature = "later"))]
mod json;
#[cfg(any(feature = "panel", feature = "background"))]
mod note;
mod text;
