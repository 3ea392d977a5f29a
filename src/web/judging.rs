//! What the background says of a form that somebody fills in by hand, with or without a file.

use super::host::{Note, read};
use super::text;
use crate::finding::{Field, Finding};
use crate::form::{Answer, LONGEST_VALUE, Provider, Step, look, recognise, typed};
use crate::messages::Messages;
use serde::Serialize;
use std::cell::OnceCell;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What is said of a page's form, as it stands now. */
export interface Judgement {
  /** Whether the page has the form. */
  found: boolean;
  /** What is said of the fields, in the form's order. */
  notes: Note[];
  /** The controls that are the form's fields. */
  fields: number[];
  /** The control that is **Password**, to be told what was typed there. */
  password?: number;
}
"#;

/// What is said of a page's form.
#[derive(Serialize)]
struct Judgement {
    found: bool,
    notes: Vec<Note>,
    fields: Vec<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<u32>,
}

#[wasm_bindgen]
extern "C" {
    /// [`Step`], as its declaration says.
    #[wasm_bindgen(typescript_type = "Step")]
    pub type LookStep;
    /// `Judgement`, as its declaration says.
    #[wasm_bindgen(typescript_type = "Judgement")]
    pub type Judged;
}

thread_local! {
    static MESSAGES: OnceCell<Messages> = const { OnceCell::new() };
}

/// What a content script looks for on a page, so that a form in it can be recognised.
#[wasm_bindgen(js_name = lookStep)]
pub fn look_step() -> LookStep {
    let step: Step = look(0);
    serde_wasm_bindgen::to_value(&step).unwrap_or_default().into()
}

/// Judges what stands in a page's form. `answer` is what the content script saw, unchecked;
/// `password` what was typed into the control `control`, if that was told. It is wiped before this
/// returns.
///
/// # Errors
/// When `answer` isn't a content script's, or the texts can't be read.
#[wasm_bindgen]
pub async fn judge(
    messages_url: String,
    answer: JsValue,
    control: Option<u32>,
    password: Option<String>,
) -> Result<Judged, JsValue> {
    let password = password.map(Zeroizing::new);
    let Ok(Answer::Snapshot(snapshot)) = read(answer) else {
        return Err(JsValue::from_str("not what a content script answers"));
    };
    let Some(form) = recognise(&snapshot) else {
        return judged(&Judgement {
            found: false,
            notes: Vec::new(),
            fields: Vec::new(),
            password: None,
        });
    };
    // Of another provider's credential nothing is said, so nothing has to be told.
    let is_other = matches!(form.provider(), Provider::Other(_));
    let of = form.control(Field::Password).filter(|_| !is_other);
    let told = password.as_ref().filter(|text| of == control && text.len() <= LONGEST_VALUE);
    let findings = typed(&snapshot, &form, told.map(|text| text.as_str()));
    drop(password);
    if MESSAGES.with(|known| known.get().is_none()) {
        let read = text::load(&messages_url).await?;
        MESSAGES.with(|known| known.set(read)).ok();
    }
    let notes = MESSAGES.with(|known| {
        let messages = known.get()?;
        let note = |finding: &Finding| Note {
            control: form.control(finding.field),
            ..Note::of(finding, messages)
        };
        Some(findings.iter().map(note).collect())
    });
    let fields = Field::FORM.iter().filter_map(|&field| form.control(field)).collect();
    judged(&Judgement { found: true, notes: notes.unwrap_or_default(), fields, password: of })
}

fn judged(judgement: &Judgement) -> Result<Judged, JsValue> {
    Ok(serde_wasm_bindgen::to_value(judgement)?.into())
}
