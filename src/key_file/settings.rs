//! Keys written as settings: `AWSAccessKeyId=…` in an old `rootkey.csv`, a block of
//! `~/.aws/credentials`, `export AWS_ACCESS_KEY_ID=…` for a shell.

use super::Export;
use super::collected::Collected;
use super::columns::Column;
use super::records::{BrokenQuotes, Cell};
use super::row::Row;
use crate::aws::bare;

/// What a shell wants before a name.
const COMMANDS: &[&str] = &["export ", "set ", "setenv ", "$env:"];

/// Whether any line sets an access key id.
pub(super) fn is_settings(text: &str) -> bool {
    // Neither an id nor a secret holds `=`, so most tables are told apart without reading on.
    text.contains('=')
        && lines(text).any(|(_, line)| {
            assignment(line).is_some_and(|(name, _)| Column::of(name) == Some(Column::Id))
        })
}

/// Reads the settings, block by block.
pub(super) fn read(text: &str, collected: &mut Collected) -> Result<(), BrokenQuotes> {
    collected.headings = true;
    let mut row = Row::default();
    for (number, line) in lines(text) {
        if line.starts_with('[') {
            collected.export = Export::Profile;
            take(&mut row, collected);
            continue;
        }
        let Some((name, value)) = assignment(line) else { continue };
        let Some(column) = Column::of(name) else { continue };
        let value = unquoted(value).ok_or(BrokenQuotes { line: number })?;
        if column == Column::Id {
            collected.export = export(name, collected.export);
        }
        if row.has(column) {
            take(&mut row, collected);
        }
        if row.line() == 0 {
            row = Row::at(number);
        }
        row.set(column, Cell::Borrowed(value));
    }
    take(&mut row, collected);
    Ok(())
}

/// Ends a block. One that sets no key, such as a profile's region alone, says nothing.
fn take(row: &mut Row<'_>, collected: &mut Collected) {
    let row = std::mem::take(row);
    if row.has_key() {
        collected.row(row);
    }
}

fn export(name: &str, before: Export) -> Export {
    if name.eq_ignore_ascii_case("AWSAccessKeyId") {
        Export::LegacyRootKey
    } else if before == Export::Profile || name.bytes().any(|c| c.is_ascii_lowercase()) {
        Export::Profile
    } else {
        Export::Environment
    }
}

/// The lines with something on them, numbered from 1.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    let mut number = 0;
    std::iter::from_fn(move || {
        loop {
            if rest.is_empty() {
                return None;
            }
            number += 1;
            let end = rest.find(['\r', '\n']).unwrap_or(rest.len());
            let (line, after) = rest.split_at(end);
            rest = after.strip_prefix("\r\n").or_else(|| after.get(1..)).unwrap_or_default();
            let line = bare(line);
            if !line.is_empty() && !line.starts_with(['#', ';']) {
                return Some((number, line));
            }
        }
    })
}

fn assignment(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once('=')?;
    let name = bare(name);
    let command = COMMANDS.iter().find(|command| {
        name.get(..command.len()).is_some_and(|front| front.eq_ignore_ascii_case(command))
    });
    let name = command.and_then(|command| name.get(command.len()..)).unwrap_or(name);
    Some((bare(name), bare(value)))
}

/// Without the quotes around it; `None` when one has no counterpart.
fn unquoted(value: &str) -> Option<&str> {
    let value = bare(value.trim_end_matches(';'));
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            value.get(1..).and_then(|rest| rest.strip_suffix(quote)).map(bare)
        }
        _ => Some(value),
    }
}
