//! The words: texts from `extension/_locales/<lang>/messages.json`, filled in and marked up.
//!
//! The file has the shape that browsers want of an extension's messages, `{"key": {"message": "…"}}`.
//! A text names its arguments in braces (`{account}`) and marks two things: `**strong**` and
//! `` `code` ``. Marks are read before arguments are put in, so that no argument can add any.

use crate::finding::{Finding, Severity};
use serde::Deserialize;
use std::collections::BTreeMap;

/// One entry of `messages.json`.
#[derive(Debug, Clone, Deserialize)]
pub struct Entry {
    /// The text.
    pub message: String,
}

/// All texts of one language, by key.
#[derive(Debug, Clone, Default)]
pub struct Messages(BTreeMap<String, Entry>);

/// A stretch of text, by how it is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// As it is.
    Plain(String),
    /// `**strong**`.
    Strong(String),
    /// `` `code` ``.
    Code(String),
}

impl Span {
    /// The text, however it is set.
    pub fn text(&self) -> &str {
        match self {
            Span::Plain(text) | Span::Strong(text) | Span::Code(text) => text,
        }
    }
}

impl Messages {
    /// Texts by key, as read from the file.
    pub fn new(entries: BTreeMap<String, Entry>) -> Messages {
        Messages(entries)
    }

    /// Whether there is a text of this key.
    pub fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// The text of `key` with its arguments. A key without a text shows itself: a test makes sure
    /// that none is.
    pub fn spans(&self, key: &str, arguments: &[(&str, String)]) -> Vec<Span> {
        let text = self.0.get(key).map_or(key, |entry| entry.message.as_str());
        let mut spans = Vec::new();
        let mut rest = text;
        while let Some((before, mark, inside, after)) = next_mark(rest) {
            push(&mut spans, Span::Plain(fill_in(before, arguments)));
            let inside = fill_in(inside, arguments);
            push(&mut spans, if mark == "`" { Span::Code(inside) } else { Span::Strong(inside) });
            rest = after;
        }
        push(&mut spans, Span::Plain(fill_in(rest, arguments)));
        spans
    }

    /// The same as plain text: for an `aria-label`, or a title.
    pub fn plain(&self, key: &str, arguments: &[(&str, String)]) -> String {
        self.spans(key, arguments).iter().map(Span::text).collect()
    }

    /// What is said of a finding, in a row of the panel.
    pub fn finding(&self, finding: &Finding) -> Vec<Span> {
        self.spans(finding.code.as_str(), &finding.arguments)
    }

    /// What is said of a finding in a note beside its field: at most 40 characters, beginning with
    /// the word of its severity.
    pub fn note(&self, finding: &Finding) -> (String, String) {
        let word = self.plain(
            match finding.severity {
                Severity::Good => "note_good",
                Severity::Advice => "note_advice",
                Severity::Warning => "note_warning",
                Severity::Error => "note_error",
            },
            &[],
        );
        let key = format!("{}_note", finding.code.as_str());
        let text = self.plain(&key, &finding.arguments);
        let text = text.strip_prefix(&word).map(str::trim_start).unwrap_or(&text).to_owned();
        (word, text)
    }
}

fn push(spans: &mut Vec<Span>, span: Span) {
    if !span.text().is_empty() {
        spans.push(span);
    }
}

/// The first mark of a text: what stands before it, which it is, what it holds, what comes after.
fn next_mark(text: &str) -> Option<(&str, &'static str, &str, &str)> {
    let marks = ["**", "`"];
    let (at, mark) = marks.iter().filter_map(|mark| text.find(mark).map(|at| (at, *mark))).min()?;
    let inside = &text[at + mark.len()..];
    let end = inside.find(mark)?;
    Some((&text[..at], mark, &inside[..end], &inside[end + mark.len()..]))
}

fn fill_in(text: &str, arguments: &[(&str, String)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        filled.push_str(&rest[..open]);
        rest = &rest[open..];
        let argument = rest
            .find('}')
            .and_then(|close| arguments.iter().find(|(name, _)| *name == &rest[1..close]));
        match argument {
            Some((name, value)) => {
                filled.push_str(value);
                rest = &rest[name.len() + 2..];
            }
            None => {
                filled.push('{');
                rest = &rest[1..];
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> Messages {
        let entry = Entry { message: text.to_owned() };
        Messages::new(BTreeMap::from([("key".to_owned(), entry)]))
    }

    #[test]
    fn marks_and_arguments_are_told_apart() {
        let spans = messages("**Taken.** `{host}` of {account}.")
            .spans("key", &[("host", "a**b".to_owned()), ("account", "`c`".to_owned())]);
        assert_eq!(
            spans,
            [
                Span::Strong("Taken.".to_owned()),
                Span::Plain(" ".to_owned()),
                Span::Code("a**b".to_owned()),
                Span::Plain(" of `c`.".to_owned()),
            ]
        );
    }

    #[test]
    fn an_argument_that_looks_like_an_argument_stays_text() {
        let plain = messages("{a}{b}").plain("key", &[("a", "{b}".into()), ("b", "x".into())]);
        assert_eq!(plain, "{b}x");
    }

    #[test]
    fn braces_and_marks_without_an_end_stay_as_they_are() {
        for text in ["a { b", "{unknown}", "50 ** 2", "a ` b"] {
            assert_eq!(messages(text).plain("key", &[]), text);
        }
    }
}
