//! What `aws iam create-access-key` prints and people keep: `{"AccessKey": {"AccessKeyId": …}}`.
//!
//! Only the pairs of a name and a text are read, object by object; what else a document holds says
//! nothing of a key. General readers copy every text, and a copy of a secret has to be wiped.

use zeroize::Zeroizing;

use super::Export;
use super::collected::Collected;
use super::columns::Column;
use super::records::{BrokenQuotes, Cell};
use super::row::{Reason, Row};
use crate::aws::AccessKeyIdError;

/// Whether a text is an object, or a list of them. `[default]` begins a profile, not a list.
pub(super) fn is_json(text: &str) -> bool {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let inside = start.strip_prefix('[').map_or(start, |list| list.trim_start());
    inside.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with(['"', '{', '}']))
}

/// Reads the objects, each of which may hold one key.
pub(super) fn read(text: &str, collected: &mut Collected) -> Result<(), BrokenQuotes> {
    let mut reader = Reader { rest: text, line: 1 };
    // No document that holds a key is nested deeper.
    const DEEPEST: usize = 64;
    // An object may hold another between its id and its secret.
    let mut open: Vec<Row<'_>> = Vec::new();
    let mut name: Option<Column> = None;
    while let Some(token) = reader.next()? {
        match token {
            Token::Begin if open.len() == DEEPEST => break,
            Token::Begin => {
                open.push(Row::at(reader.line));
                name = None;
            }
            Token::End => {
                if let Some(row) = open.pop().filter(Row::has_key) {
                    collected.row(row);
                }
                name = None;
            }
            Token::Text { text, is_name: true } => {
                name = Column::of(&text);
                match name {
                    Some(Column::Id) => {
                        collected.headings = true;
                        collected.export = Export::CommandOutput;
                    }
                    Some(Column::GoogleKey) => {
                        let google = AccessKeyIdError::OtherCloud { cloud: "Google Cloud" };
                        collected.bad(Reason::Id(google), reader.line, None);
                    }
                    _ => {}
                }
            }
            Token::Text { text, is_name: false } => {
                if let (Some(column), Some(row)) = (name.take(), open.last_mut()) {
                    row.set(column, text);
                }
            }
        }
    }
    Ok(())
}

enum Token<'t> {
    /// Where an object begins.
    Begin,
    /// Where it ends.
    End,
    Text {
        text: Cell<'t>,
        /// Whether a colon follows.
        is_name: bool,
    },
}

struct Reader<'t> {
    rest: &'t str,
    /// Counted from 1.
    line: usize,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Result<Option<Token<'t>>, BrokenQuotes> {
        let Some(at) = self.rest.find(['{', '}', '"']) else { return Ok(None) };
        self.line += ends_of_lines(&self.rest[..at]);
        let found = self.rest.as_bytes()[at];
        self.rest = &self.rest[at + 1..];
        match found {
            b'{' => return Ok(Some(Token::Begin)),
            b'}' => return Ok(Some(Token::End)),
            _ => {}
        }
        let end = end_of_text(self.rest).ok_or(BrokenQuotes { line: self.line })?;
        let text = unescaped(&self.rest[..end]);
        self.rest = &self.rest[end + 1..];
        let is_name = self.rest.trim_start().starts_with(':');
        Ok(Some(Token::Text { text, is_name }))
    }
}

fn ends_of_lines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

/// Where the closing quote stands. A text in JSON ends on the line it began on.
fn end_of_text(rest: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'\n' | b'\r' => return None,
            b'"' if !escaped => return Some(at),
            _ => escaped = byte == b'\\' && !escaped,
        }
    }
    None
}

/// Some writers escape the slash and the plus that secrets may hold: `\/`, `\u002B`.
fn unescaped(text: &str) -> Cell<'_> {
    if !text.contains('\\') {
        return Cell::Borrowed(text);
    }
    let mut copy = Zeroizing::new(String::with_capacity(text.len()));
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        copy.push_str(&rest[..at]);
        let escape = &rest[at + 1..];
        let code = escape.strip_prefix('u').and_then(|rest| rest.get(..4));
        let code = code.filter(|code| code.bytes().all(|c| c.is_ascii_hexdigit()));
        let by_code =
            code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        if let Some(character) = by_code {
            copy.push(character);
            rest = &escape[5..]; // `u` and four digits, as was seen
        } else {
            let mut characters = escape.chars();
            copy.extend(characters.next());
            rest = characters.as_str();
        }
    }
    copy.push_str(rest);
    Cell::Copied(copy)
}
