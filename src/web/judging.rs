//! What the background says of a form that somebody fills in by hand, with or without a file; and what the
//! page's own Seqera has said, which it is the one to know.

use super::inquired::{Inquired, Standing, Told};
use super::json::Browser;
use super::note::{Note, read};
use super::text;
use crate::finding::{Field, Finding, worst_on};
use crate::form::{Answer, Form, LONGEST_VALUE, Provider, Snapshot, Step, look, recognise, typed};
use crate::messages::Messages;
use crate::seqera::{Asked, Inquiry, Reply, beside};
use serde::Serialize;
use std::cell::{OnceCell, RefCell};
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
  /** Where Seqera could tell more of it. */
  asks: string[];
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
    asks: Vec<String>,
}

/// So many pages are remembered on which Seqera was asked: whoever comes back is told at once.
const MOST_PAGES: usize = 8;
/// So many answers come at once at most.
const MOST_REPLIES: usize = 5;
/// No answer that a content script passes on is longer, in bytes: it counts letters.
const LONGEST_REPLY: usize = 8_000_000;

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
    /// What Seqera said on each page, by the content script's name of its document. The browser ends the
    /// background whenever it likes: then it is asked again.
    static INQUIRIES: RefCell<Vec<(String, Inquiry)>> = const { RefCell::new(Vec::new()) };
}

/// What a content script looks for on a page, so that a form in it can be recognised.
#[wasm_bindgen(js_name = lookStep)]
pub fn look_step() -> LookStep {
    let step: Step = look(0);
    serde_wasm_bindgen::to_value(&step).unwrap_or_default().into()
}

/// Judges what stands in a page's form. `answer` is what the content script saw, unchecked;
/// `password` what was typed into the control `control`, if that was told. It is wiped before this
/// returns. `replies` are Seqera's own answers; whether it may be asked at all is `asks`.
///
/// # Errors
/// When `answer` isn't a content script's, or the texts can't be read.
#[wasm_bindgen]
pub async fn judge(
    messages_url: String,
    answer: JsValue,
    control: Option<u32>,
    password: Option<String>,
    replies: JsValue,
    asks: bool,
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
            asks: Vec::new(),
        });
    };
    // Of another provider's credential nothing is said, so nothing has to be told.
    let is_other = matches!(form.provider(), Provider::Other(_));
    let of = form.control(Field::Password).filter(|_| !is_other);
    let told = password.as_ref().filter(|text| of == control && text.len() <= LONGEST_VALUE);
    let findings = typed(&snapshot, &form, told.map(|text| text.as_str()));
    drop(password);
    let replies: Vec<Reply> = serde_wasm_bindgen::from_value(replies).unwrap_or_default();
    let (findings, asks) = match asks && !is_other {
        true => with_seqera(&snapshot, &form, findings, &replies),
        false => (findings, Vec::new()),
    };
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
    judged(&Judgement { found: true, notes: notes.unwrap_or_default(), fields, password: of, asks })
}

fn judged(judgement: &Judgement) -> Result<Judged, JsValue> {
    Ok(serde_wasm_bindgen::to_value(judgement)?.into())
}

/// What is said of a form beside what Seqera says, one finding a field; and where Seqera could tell more.
fn with_seqera(
    snapshot: &Snapshot,
    form: &Form,
    findings: Vec<Finding>,
    replies: &[Reply],
) -> (Vec<Finding>, Vec<String>) {
    let value = |field| {
        let control = form.control(field).and_then(|id| snapshot.control(id));
        control.map_or("", |control| control.value.as_str())
    };
    let asked = Asked {
        name: value(Field::Name),
        user_name: value(Field::UserName),
        registry: value(Field::Registry),
        user: None,
        edits: form.edits(),
    };
    with_inquiry(&snapshot.document, &snapshot.path, |inquiry| {
        let now_ms = now_ms();
        take_in(inquiry, replies, &asked, now_ms);
        let mut told = inquiry.findings(&asked, &snapshot.path);
        // Of what may still become something else nothing is said yet.
        told.retain(|told| findings.iter().any(|finding| finding.field == told.field));
        let all = beside(findings, told);
        let worst = Field::FORM.iter().filter_map(|&field| worst_on(&all, field).cloned());
        (worst.collect(), inquiry.wants(&asked, now_ms))
    })
}

/// What Seqera has said on a page so far.
fn with_inquiry<T>(document: &str, path: &str, with: impl FnOnce(&mut Inquiry) -> T) -> T {
    INQUIRIES.with_borrow_mut(|inquiries| {
        let is_of =
            |(known, inquiry): &(String, Inquiry)| *known == document && inquiry.is_of(path);
        let inquiry = match inquiries.iter().position(is_of) {
            Some(at) => inquiries.remove(at).1,
            None => Inquiry::of_path(path),
        };
        if inquiries.len() == MOST_PAGES {
            inquiries.remove(0); // the one that wasn't asked about for the longest time
        }
        let mut now = (document.to_owned(), inquiry);
        let answer = with(&mut now.1);
        inquiries.push(now);
        answer
    })
}

/// This computer's clock.
fn now_ms() -> u64 {
    js_sys::Date::now() as u64 // a whole number of milliseconds since 1970
}

fn take_in(inquiry: &mut Inquiry, replies: &[Reply], asked: &Asked, now_ms: u64) {
    let bounded = replies.iter().filter(|reply| reply.body.len() <= LONGEST_REPLY);
    for reply in bounded.take(MOST_REPLIES) {
        inquiry.take::<Browser>(reply, asked, now_ms);
    }
}

#[wasm_bindgen]
extern "C" {
    /// `Standing`, as its declaration says.
    #[wasm_bindgen(typescript_type = "Standing")]
    pub type StandingAsTold;
    /// `Inquired`, as its declaration says.
    #[wasm_bindgen(typescript_type = "Inquired")]
    pub type InquiredAsTold;
}

/// What Seqera has said of what stands in a form, `replies` included, and where it could tell more.
///
/// # Errors
/// When `standing` isn't what its declaration says.
#[wasm_bindgen]
pub fn inquire(standing: StandingAsTold, replies: JsValue) -> Result<InquiredAsTold, JsValue> {
    let standing: Standing = serde_wasm_bindgen::from_value(standing.into())?;
    let replies: Vec<Reply> = serde_wasm_bindgen::from_value(replies).unwrap_or_default();
    let asked = Asked {
        name: &standing.name,
        user_name: &standing.user_name,
        registry: &standing.registry,
        user: standing.user.as_deref(),
        edits: standing.edits,
    };
    let inquired = with_inquiry(&standing.document, &standing.path, |inquiry| {
        let now_ms = now_ms();
        take_in(inquiry, &replies, &asked, now_ms);
        let told = inquiry.findings(&asked, &standing.path);
        let is_taken = inquiry.is_taken(asked.name);
        let free = if is_taken { inquiry.free_name(asked.name) } else { None };
        Inquired {
            wants: inquiry.wants(&asked, now_ms),
            told: told.into_iter().map(Told::from).collect(),
            free_name: free.map(|name| name.to_string()),
            workspace_id: inquiry.workspace_id().map(|id| id.to_string()),
        }
    });
    Ok(serde_wasm_bindgen::to_value(&inquired)?.into())
}

impl From<Finding> for Told {
    fn from(Finding { code, arguments, fix, .. }: Finding) -> Told {
        let arguments = arguments.into_iter().map(|(name, value)| (name.to_owned(), value));
        Told { code: code.as_str().to_owned(), arguments: arguments.collect(), fix }
    }
}
