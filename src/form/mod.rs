//! The page's form: which control is which field, and how it gets filled.
//!
//! ```text
//! Snapshot ──recognise──> Form ──Fill──> Step ──content script──> Outcome ──Fill──> … ──> Report
//! ```
//! All of it is pure: a [`Snapshot`] is data that the content script took, a [`Step`] is data that
//! it carries out. What was learnt from the page decides the next step; nothing here knows a
//! framework.

mod fill;
mod labels;
mod page;
mod recognise;
mod report;
mod snapshot;
mod typed;
mod wanted;
mod wire;

pub use fill::{Fill, Next, look};
pub use page::{Answer, Outcome, Request, SAMPLE, Step, Value, Writing};
pub use recognise::{Form, Provider, other_form, recognise};
pub use report::{Failure, Judged, Page, Report, State};
pub use snapshot::{
    Container, Control, Kind, LONGEST_LABEL, LONGEST_VALUE, Label, MOST_CONTROLS, MOST_OPTIONS,
    OutOfBounds, Snapshot, Source,
};
pub use typed::typed;
pub use wanted::Wanted;
