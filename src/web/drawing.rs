//! How Keyferry's own pages are drawn: elements, icons, and what all of them say alike.

pub mod dom;
// One page draws some of the icons, another one the others: clippy sees all of them at once.
#[cfg_attr(not(all(feature = "panel", feature = "later")), allow(dead_code))]
pub mod icons;
pub mod words;
