//! What is wanted later, if at all: what AWS says of the key, what to do next, and the options. The panel
//! gives what comes after a fill an element of its own; what is pressed there that leads back into the
//! panel (`data-do`) is the panel's to do.

mod after;
mod check;
mod options;
mod view;

pub use after::{check_login, draw_after};
pub use options::draw_options;
