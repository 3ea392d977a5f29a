//! Tables: which columns hold what, with headings above, beside, or none that are known.

use super::collected::Collected;
use super::columns::Column;
use super::halves::Halves;
use super::records::{BrokenQuotes, Cell, Records, is_blank};
use super::row::{Reason, Row, clean};
use super::{Export, UnusableKey};
use crate::aws::{
    AccessKeyId, AccessKeyIdError, AccountId, SecretAccessKey, SecretAccessKeyError, bare,
};
use crate::finding::{Code, Finding};
use zeroize::Zeroizing;

/// How a table is to be read.
enum Layout {
    /// Under headings: what stands in which column.
    Headings(Vec<Option<Column>>),
    /// Beside headings: each record begins with one.
    Upright,
    /// By what the cells look like, with what headings there are.
    Content(Vec<Option<Column>>),
}

/// Whether the first record is of a key file's headings.
pub(super) fn has_headings(text: &str) -> bool {
    let mut cells = Vec::new();
    open(text).next(&mut cells).is_ok() && has_key_columns(&headings(&cells))
}

/// Reads a table, whichever way it lies.
pub(super) fn read(text: &str, collected: &mut Collected) -> Result<(), Finding> {
    let mut records = open(text);
    let mut cells = Vec::new();
    let Some(line) = records.next(&mut cells).map_err(BrokenQuotes::finding)? else {
        return Ok(());
    };
    if let [whole] = cells.as_slice()
        && has_headings(whole)
    {
        return read(&lines_in_cells(open(text))?, collected);
    }
    let first = headings(&cells);
    if let Some(code) = other_export(&first, records) {
        return Err(Finding::new(code));
    }
    collected.headings = first.iter().any(Option::is_some);
    let mut layout = layout(first, records);
    if matches!(layout, Layout::Upright) {
        return read_upright(cells, line, records, collected);
    }
    match &layout {
        Layout::Headings(_) => collected.export = export(&cells),
        _ => by_content(&[], &mut cells, line, collected),
    }
    while let Some(line) = records.next(&mut cells).map_err(BrokenQuotes::finding)? {
        if is_rule(&cells) {
            continue;
        }
        // Below a title, or where one file was put behind another, come headings again.
        if !cells.iter().any(|cell| cell.starts_with("AKIA")) {
            let again = headings(&cells);
            if has_key_columns(&again) {
                collected.headings = true;
                layout = Layout::Headings(again);
                continue;
            }
        }
        match &layout {
            Layout::Headings(columns) if is_shifted(columns, &cells) => {
                by_content(&[], &mut cells, line, collected);
            }
            Layout::Headings(columns) => collected.row(row(columns, &mut cells, line)),
            Layout::Content(columns) => by_content(columns, &mut cells, line, collected),
            Layout::Upright => {}
        }
    }
    Ok(())
}

/// Whether a row has more cells than headings, or fewer, and no id where it should stand: a name with a
/// comma that somebody wrote without quotes, a heading that somebody added. A token beside the key
/// could be anywhere then.
fn is_shifted(columns: &[Option<Column>], cells: &[Cell<'_>]) -> bool {
    let beyond = cells.get(columns.len()..).unwrap_or_default();
    let other_count = cells.len() < columns.len() || beyond.iter().any(|cell| !is_blank(cell));
    let place = columns.iter().position(|column| *column == Some(Column::Id));
    let id = place.and_then(|place| cells.get(place));
    other_count
        && !columns.contains(&Some(Column::SessionToken))
        && id.is_none_or(|id| AccessKeyId::parse(&clean(id)).is_err())
}

/// Picks the delimiter under which a record near the beginning has the most known headings, then the
/// one under which the first has the most cells: Excel saves `;` in half the world's languages, and
/// tabs as "Unicode text". Bars part the cells of tables in Markdown and on a terminal.
fn open(text: &str) -> Records<'_> {
    const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
    // A title and a blank line or two may stand above the headings.
    const NEAR: usize = 8;
    let start = text.trim_start_matches('\u{feff}').trim_start_matches('"');
    if let Some(rest) = start.strip_prefix("sep=")
        && let Some(delimiter) = rest.bytes().next().filter(|byte| DELIMITERS.contains(byte))
    {
        let rest = rest.get(1..).unwrap_or_default();
        return Records::new(rest.strip_prefix('"').unwrap_or(rest), delimiter);
    }
    let mut best = (Records::new(text, b','), (0, 1));
    let mut cells = Vec::new();
    for delimiter in DELIMITERS {
        let records = Records::new(text, delimiter);
        let mut reading = records;
        let mut score = (0, 0);
        for at in 0..NEAR {
            if !matches!(reading.next(&mut cells), Ok(Some(_))) {
                break;
            }
            let known = cells.iter().filter(|cell| Column::of(cell).is_some()).count();
            score = (known.max(score.0), if at == 0 { cells.len() } else { score.1 });
            // No other delimiter parts these.
            if known > 1 && score.0 == known && has_key_columns(&headings(&cells)) {
                return records;
            }
        }
        if score > best.1 {
            best = (records, score);
        }
    }
    best.0
}

/// The text of lines that became one cell each: a spreadsheet program that took each line for one
/// saves it in quotes.
fn lines_in_cells(mut records: Records<'_>) -> Result<Zeroizing<String>, Finding> {
    let mut text = Zeroizing::new(String::with_capacity(records.text().len()));
    let mut cells = Vec::new();
    let mut at = 1;
    while let Some(line) = records.next(&mut cells).map_err(BrokenQuotes::finding)? {
        for _ in at..line {
            text.push('\n');
        }
        at = at.max(line);
        if let Some(whole) = cells.iter().find(|cell| !is_blank(cell)) {
            text.push_str(whole);
        }
    }
    Ok(text)
}

/// Whether a record is the line below the headings of a table in Markdown.
fn is_rule(cells: &[Cell<'_>]) -> bool {
    cells.iter().all(|cell| bare(cell).bytes().all(|c| matches!(c, b'-' | b':' | b'=')))
}

fn headings(cells: &[Cell<'_>]) -> Vec<Option<Column>> {
    cells.iter().map(|cell| Column::of(cell)).collect()
}

fn has_key_columns(headings: &[Option<Column>]) -> bool {
    headings.contains(&Some(Column::Id)) && headings.contains(&Some(Column::Secret))
}

fn layout(headings: Vec<Option<Column>>, mut rest: Records<'_>) -> Layout {
    if has_key_columns(&headings) {
        return Layout::Headings(headings);
    }
    let one_in_front = headings.first().is_some_and(Option::is_some)
        && headings.iter().flatten().count() == 1
        && headings.len() > 1;
    let mut second = Vec::new();
    let another_below = rest.next(&mut second).is_ok()
        && second.first().is_some_and(|cell| Column::of(cell).is_some());
    if one_in_front && another_below { Layout::Upright } else { Layout::Content(headings) }
}

/// Which of AWS's files that hold no access key has these headings. Where there are none, `other` looks
/// at the words.
fn other_export(headings: &[Option<Column>], mut rest: Records<'_>) -> Option<Code> {
    let has = |column| headings.contains(&Some(column));
    if has(Column::User) && has(Column::CreationTime) {
        return Some(Code::FileCredentialReport);
    }
    if has_key_columns(headings) {
        return None;
    }
    if has(Column::CognitoUser) {
        return Some(Code::FileCognito);
    }
    if has(Column::SmtpUser) || has(Column::SmtpPassword) {
        return Some(Code::FileSesSmtp);
    }
    if has(Column::ApiKey) {
        return Some(Code::FileBedrock);
    }
    if !(has(Column::User) && has(Column::Password)) || has(Column::Id) || has(Column::Secret) {
        return None;
    }
    // `User Name,Password` is CodeCommit's; its users are called `jane-at-123456789012`.
    let mut row = Vec::new();
    let user = headings.iter().position(|heading| *heading == Some(Column::User))?;
    // A password manager calls the halves of a key so.
    let mut all = rest;
    while let Ok(Some(_)) = all.next(&mut row) {
        if row.iter().any(|cell| AccessKeyId::parse(&clean(cell)).is_ok()) {
            return None;
        }
    }
    let read = rest.next(&mut row).is_ok();
    let for_git = read
        && row
            .get(user)
            .and_then(|cell| cell.rsplit_once("-at-"))
            .is_some_and(|(_, account)| AccountId::parse(account).is_ok());
    Some(if for_git { Code::FileCodecommit } else { Code::FileConsolePassword })
}

/// Which of AWS's exports has exactly these headings.
fn export(cells: &[Cell<'_>]) -> Export {
    let cells: Vec<Cell<'_>> = cells.iter().map(|cell| clean(cell)).collect();
    let spelled: Vec<&str> = cells.iter().map(|cell| &**cell).collect();
    let lower: Vec<String> = spelled.iter().map(|name| name.to_ascii_lowercase()).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    match (lower.as_slice(), spelled.as_slice()) {
        (["access key id", "secret access key"], _) => Export::AccessKeys,
        (
            ["user name", "password", "access key id", "secret access key", "console login link"],
            _,
        ) => Export::UserCredentials,
        (_, ["User Name", "Access Key Id", "Secret Access Key"]) => Export::LegacyCredentials,
        _ => Export::Table,
    }
}

fn row<'t>(columns: &[Option<Column>], cells: &mut [Cell<'t>], line: usize) -> Row<'t> {
    let mut row = Row::at(line);
    for (column, cell) in columns.iter().zip(cells) {
        if let Some(column) = column {
            row.set(*column, std::mem::take(cell));
        }
    }
    row
}

fn read_upright<'t>(
    first: Vec<Cell<'t>>,
    line: usize,
    mut records: Records<'t>,
    collected: &mut Collected,
) -> Result<(), Finding> {
    // Each column of values is a row lying on its side, or several under each other.
    let mut columns: Vec<Halves<'t>> = Vec::new();
    let mut cells = first;
    let mut at = Some(line);
    while let Some(line) = at {
        let mut values = cells.iter_mut().map(std::mem::take);
        if let Some(column) = values.next().and_then(|name| Column::of(&name)) {
            collected.note_name(column);
            for (place, value) in values.enumerate() {
                if columns.len() <= place {
                    columns.push(Halves::default());
                }
                if let Some(halves) = columns.get_mut(place) {
                    halves.set(column, value, line);
                }
            }
        }
        at = records.next(&mut cells).map_err(BrokenQuotes::finding)?;
    }
    columns.iter_mut().for_each(|halves| halves.end(collected));
    Ok(())
}

/// Takes the one id and the one secret of a record, whatever stands above them.
fn by_content<'t>(
    columns: &[Option<Column>],
    cells: &mut [Cell<'t>],
    line: usize,
    collected: &mut Collected,
) {
    let mut ids = Vec::new();
    let mut secrets = Vec::new();
    let mut other = None;
    for (place, cell) in cells.iter().enumerate() {
        let cell = clean(cell);
        match AccessKeyId::parse(&cell) {
            Ok(_) => ids.push(place),
            Err(AccessKeyIdError::Temporary) => other = Some(Reason::Temporary),
            Err(error @ (AccessKeyIdError::Bedrock | AccessKeyIdError::OtherCloud { .. })) => {
                other = Some(Reason::Id(error));
            }
            Err(_) => match SecretAccessKey::parse(&*cell) {
                Ok(secret) if !secret.looks_like_a_hash() => secrets.push(place),
                Err(SecretAccessKeyError::SesOrCodeCommit) => other = Some(Reason::MailPassword),
                _ => {}
            },
        }
    }
    match (ids.as_slice(), secrets.as_slice()) {
        ([id], [secret]) => {
            let mut row = Row::at(line);
            row.set(Column::Id, std::mem::take(&mut cells[*id]));
            row.set(Column::Secret, std::mem::take(&mut cells[*secret]));
            for (column, cell) in columns.iter().zip(cells) {
                if let Some(column) = column {
                    row.set(*column, std::mem::take(cell));
                }
            }
            collected.read_by_content = true;
            collected.row(row);
        }
        ([id], []) => {
            let key = UnusableKey {
                line,
                user: None,
                id: AccessKeyId::parse(&clean(&cells[*id])),
                secret: Err(match other {
                    Some(Reason::MailPassword) => SecretAccessKeyError::SesOrCodeCommit,
                    _ => SecretAccessKeyError::Empty,
                }),
            };
            let missing = Reason::Secret(SecretAccessKeyError::Empty);
            collected.bad(other.unwrap_or(missing), line, Some(key));
        }
        // Without an id, a word as long as a secret or a mail password may be anything.
        ([], [] | [_]) => match other {
            None | Some(Reason::MailPassword) => {}
            Some(reason) => collected.bad(reason, line, None),
        },
        _ => collected.bad(other.unwrap_or(Reason::Unclear), line, None),
    }
}
