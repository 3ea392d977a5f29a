//! What is asked of the page and what it answers: the messages between [`Fill`](super::Fill) and
//! the content script.

use super::snapshot::Snapshot;
use crate::finding::Field;
use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::Zeroizing;

/// A request to the content script of one document.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Request {
    /// The document that the step is meant for; absent in the first request. Another one refuses.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub document: Option<String>,
    /// The origin that the step is meant for; absent in the first request. Another one refuses.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub origin: Option<String>,
    /// What to do.
    pub step: Step,
}

/// One thing that the content script does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Step {
    /// Take a snapshot.
    Look {
        /// Texts beside which a choice stands even when nothing else says that it is one.
        landmarks: Vec<String>,
        /// What the choice that is looked for offers, folded: it may show all its options at once.
        wanted: Vec<String>,
        /// Wait at most so many milliseconds for the page to change first; 0 looks at once.
        wait_ms: u32,
    },
    /// Open a choice, choose the option with one of the texts, close it, and look again.
    Choose {
        /// The control.
        control: u32,
        /// The option's text, in lower case with single blanks: any of these.
        wanted: Vec<String>,
    },
    /// Write values as typing would, one after the other, read all of them back, and look again.
    Write {
        /// What to write, in this order.
        fields: Vec<Writing>,
        /// Whether these are Keyferry's values from then on, and not ones that are given back.
        ours: bool,
    },
    /// Compare a control's value with this one, in the page.
    Compare {
        /// The control.
        control: u32,
        /// What it should hold.
        value: Value,
    },
}

/// One value to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Writing {
    /// The control.
    pub control: u32,
    /// What to write.
    pub value: Value,
    /// The length of what was seen there: what somebody typed since isn't written over.
    pub length: u32,
}

/// A value on its way into the page: perhaps a secret. It shows nothing in `Debug`, and wipes its
/// memory when dropped. It has a `Serialize` since the page must get it: the only one of its kind.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Value(#[cfg_attr(target_arch = "wasm32", tsify(type = "string"))] Zeroizing<String>);

impl Value {
    /// A value to write.
    pub fn new(value: &str) -> Value {
        Value(Zeroizing::new(value.to_owned()))
    }

    /// The value itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Serialize for Value {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Value(hidden)")
    }
}

/// What the content script answers to a [`Request`].
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "super::wire::Answer")]
pub enum Answer {
    /// To [`Step::Look`].
    Snapshot(Snapshot),
    /// To [`Step::Compare`].
    Outcome(Outcome),
    /// To [`Step::Choose`] and [`Step::Write`]: how each thing ended, and the page as it was then.
    Outcomes {
        /// One for the choice, or one for each value.
        outcomes: Vec<Outcome>,
        /// What the page looked like.
        snapshot: Snapshot,
    },
    /// The request was meant for another document or origin: nothing was done.
    OtherDocument,
    /// Something else fills the page right now: nothing was done.
    Busy,
}

/// How a step ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The control holds the value, read back; or a choice shows the option.
    Equal,
    /// The control holds something else, of this length in UTF-16 units.
    Different {
        /// Its length.
        length: u32,
    },
    /// The control takes no input.
    Disabled,
    /// The element is no longer in the document, no longer visible, or no longer holds what was seen.
    Gone,
    /// The choice never opened.
    NotOpened,
    /// The choice opened, and the option isn't among these texts.
    NoOption {
        /// What it offers, at most 40 texts.
        seen: Vec<String>,
    },
}

/// An answer with a form in it, as JSON: who recognises it once has everything ready for the answer that
/// counts.
pub const SAMPLE: &str = r#"{"snapshot": {
    "document": "", "origin": "", "path": "/credentials/new", "at": 0,
    "controls": [
        {"id": 1, "kind": "text", "labels": [{"source": "label", "text": "Name"}],
         "value": "", "length": 0, "enabled": true, "ours": false, "container": 0},
        {"id": 2, "kind": "choice", "labels": [{"source": "before", "text": "Select provider"}],
         "value": "", "length": 0, "enabled": true, "ours": false, "options": ["SSH"], "container": 0}
    ],
    "containers": [{"heading": "Add Credentials", "apart": true, "dialog": false}]
}}"#;

impl Outcome {
    fn is_in_bounds(&self) -> bool {
        let Outcome::NoOption { seen } = self else { return true };
        seen.len() <= 40 && seen.iter().all(|text| text.chars().count() <= super::LONGEST_LABEL)
    }
}

impl Answer {
    /// Checks the bounds of what came from the page.
    ///
    /// # Errors
    /// [`OutOfBounds`](super::OutOfBounds) for what the content script doesn't make.
    pub fn check(self) -> Result<Answer, super::OutOfBounds> {
        match self {
            Answer::Snapshot(snapshot) => snapshot.check().map(Answer::Snapshot),
            Answer::Outcome(ref outcome) if !outcome.is_in_bounds() => Err(super::OutOfBounds),
            Answer::Outcomes { outcomes, snapshot } => {
                let in_bounds = outcomes.len() <= Field::FORM.len()
                    && outcomes.iter().all(Outcome::is_in_bounds);
                let snapshot = snapshot.check()?;
                if in_bounds {
                    Ok(Answer::Outcomes { outcomes, snapshot })
                } else {
                    Err(super::OutOfBounds)
                }
            }
            other => Ok(other),
        }
    }
}
