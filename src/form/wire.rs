//! How the page's answers travel: flat, since every choice between shapes costs code in each context
//! that reads it. [`page`](super::page) has what they mean.

use super::page;
use super::snapshot::Snapshot;
use serde::Deserialize;

/// What the content script answers to a request.
#[derive(Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// How each thing that was to be done ended; empty when the page was only looked at.
    #[serde(default)]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    outcomes: Vec<Outcome>,
    /// The page as it is.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    snapshot: Option<Snapshot>,
    /// The request was meant for another document or origin: nothing was done.
    #[serde(default)]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    other_document: bool,
    /// Something else fills this page right now: nothing was done.
    #[serde(default)]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    busy: bool,
}

/// How one thing ended.
#[derive(Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Which way.
    is: Ending,
    /// The length of what the control holds, where it is something else than it should.
    #[serde(default)]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    length: u32,
    /// What a list offers that lacks what was looked for.
    #[serde(default)]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    seen: Vec<String>,
}

/// Which way a thing ended.
#[derive(Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// [`page::Outcome::Equal`].
    Equal,
    /// [`page::Outcome::Different`].
    Different,
    /// [`page::Outcome::Disabled`].
    Disabled,
    /// [`page::Outcome::Gone`].
    Gone,
    /// [`page::Outcome::NotOpened`].
    NotOpened,
    /// [`page::Outcome::NoOption`].
    NoOption,
}

impl From<Outcome> for page::Outcome {
    fn from(outcome: Outcome) -> page::Outcome {
        let Outcome { is, length, seen } = outcome;
        match is {
            Ending::Equal => page::Outcome::Equal,
            Ending::Different => page::Outcome::Different { length },
            Ending::Disabled => page::Outcome::Disabled,
            Ending::Gone => page::Outcome::Gone,
            Ending::NotOpened => page::Outcome::NotOpened,
            Ending::NoOption => page::Outcome::NoOption { seen },
        }
    }
}

impl TryFrom<Answer> for page::Answer {
    type Error = &'static str;

    fn try_from(answer: Answer) -> Result<page::Answer, &'static str> {
        let Answer { outcomes, snapshot, other_document, busy } = answer;
        let mut outcomes: Vec<page::Outcome> = outcomes.into_iter().map(Into::into).collect();
        match (other_document, snapshot, outcomes.pop()) {
            (true, None, None) => Ok(page::Answer::OtherDocument),
            (false, None, None) if busy => Ok(page::Answer::Busy),
            (false, Some(snapshot), None) => Ok(page::Answer::Snapshot(snapshot)),
            (false, None, Some(only)) if outcomes.is_empty() => Ok(page::Answer::Outcome(only)),
            (false, Some(snapshot), Some(last)) => {
                outcomes.push(last);
                Ok(page::Answer::Outcomes { outcomes, snapshot })
            }
            _ => Err("an answer says one thing"),
        }
    }
}
