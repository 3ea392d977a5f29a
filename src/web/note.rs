//! Verdicts beside fields, and what content scripts answer.

use crate::finding::{Finding, Severity};
use crate::form::Answer;
use crate::messages::Messages;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

/// A verdict to show beside a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, tsify::Tsify)]
pub struct Note {
    /// The control that is the field, where it is a page's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub control: Option<u32>,
    /// The field: `name`, `provider`, `user_name`, `password`, `registry`.
    pub field: crate::finding::Field,
    /// How much it matters.
    pub severity: Severity,
    /// The first word, such as `Good.`.
    pub word: String,
    /// The rest.
    pub text: String,
}

impl Note {
    /// What is said of a finding beside its field.
    pub fn of(finding: &Finding, messages: &Messages) -> Note {
        let (word, text) = messages.note(finding);
        Note { control: None, field: finding.field, severity: finding.severity, word, text }
    }
}

/// Why an answer isn't one.
pub struct NoSense;

/// Takes an answer in, and checks it.
pub(super) fn read(answer: JsValue) -> Result<Answer, NoSense> {
    let answer: Answer = serde_wasm_bindgen::from_value(answer).map_err(|_| NoSense)?;
    answer.check().map_err(|_| NoSense)
}
