//! Keys written as settings: `AWSAccessKeyId=…` in an old `rootkey.csv`, a block of
//! `~/.aws/credentials`, `export AWS_ACCESS_KEY_ID=…` for a shell, `Access key ID: …` in a mail.

use super::Export;
use super::collected::Collected;
use super::columns::Column;
use super::records::{BrokenQuotes, Cell};
use super::row::Row;
use crate::aws::bare;

/// What a shell wants before a name.
const COMMANDS: &[&str] = &["export ", "set ", "setx ", "setenv ", "$env:"];

/// Whether any line sets an access key id.
pub(super) fn is_settings(text: &str) -> bool {
    // Neither an id nor a secret holds these, so most tables are told apart without reading on.
    text.contains(['=', ':'])
        && lines(text)
            .flat_map(|(_, line)| pieces(line))
            .any(|piece| column_of(piece) == Some(Column::Id))
}

/// Reads the settings, block by block.
pub(super) fn read(text: &str, collected: &mut Collected) -> Result<(), BrokenQuotes> {
    collected.headings = true;
    let mut row = Row::default();
    for (number, line) in lines(text).flat_map(|(n, line)| pieces(line).map(move |p| (n, p))) {
        if line.starts_with('[') {
            collected.export = Export::Profile;
            take(&mut row, collected);
            continue;
        }
        let Some((name, value)) = assignment(line) else { continue };
        let Some(column) = Column::of(name) else { continue };
        let value = unquoted(value).ok_or(BrokenQuotes { line: number })?;
        if column == Column::Id {
            collected.export = export(line, name, collected.export);
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

fn export(line: &str, name: &str, before: Export) -> Export {
    let told_by_a_colon = !line.contains('=');
    if name.eq_ignore_ascii_case("AWSAccessKeyId") {
        Export::LegacyRootKey
    } else if told_by_a_colon {
        Export::Text
    } else if before == Export::Profile || name.bytes().any(|c| c.is_ascii_lowercase()) {
        Export::Profile
    } else {
        Export::Environment
    }
}

/// The lines with something on them, numbered from 1.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
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

/// The parts of a line that sets several names, as `A=1 B=2 command` and `export A=1; export B=2`
/// do; any other line is one.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let ends = |c: char| c.is_whitespace() || matches!(c, ';' | '&');
    let sets = |word: &&str| word.contains('=') && column_of(word).is_some();
    let several = line.split(ends).filter(sets).nth(1).is_some();
    let whole = (!several).then_some(line);
    whole.into_iter().chain(line.split(ends).filter(move |_| several))
}

fn column_of(piece: &str) -> Option<Column> {
    assignment(piece).and_then(|(name, _)| Column::of(name))
}

/// `name=value` or `name: value`, after what a shell or a list puts before it.
fn assignment(line: &str) -> Option<(&str, &str)> {
    let line = bare(line.trim_start_matches(['-', '*', '•']));
    let command = COMMANDS.iter().find(|command| {
        line.get(..command.len()).is_some_and(|front| front.eq_ignore_ascii_case(command))
    });
    let line = bare(command.and_then(|command| line.get(command.len()..)).unwrap_or(line));
    // `set "NAME=value"` is how a name is quoted together with its value in Windows.
    let whole = line.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let line = whole.filter(|inside| !inside.contains('"')).unwrap_or(line);
    let (name, value) = match line.split_once(['=', ':']) {
        Some(parts) => parts,
        // `setx NAME value`
        None => command.and(line.split_once(' '))?,
    };
    Some((bare(name), bare(value)))
}

/// Without the quotes around it; `None` when one has no counterpart.
fn unquoted(value: &str) -> Option<&str> {
    let value = bare(value.trim_end_matches([';', ',']));
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            value.get(1..).and_then(|rest| rest.strip_suffix(quote)).map(bare)
        }
        _ => Some(value),
    }
}
