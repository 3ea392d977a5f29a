//! Keys written as settings: `AWSAccessKeyId=…` in an old `rootkey.csv`, a block of
//! `~/.aws/credentials`, `export AWS_ACCESS_KEY_ID=…` for a shell, `Access key ID: …` in a mail, with
//! the value on the same line or on the next one.

use super::Export;
use super::collected::Collected;
use super::columns::Column;
use super::halves::Halves;
use super::records::{BrokenQuotes, Cell};
use super::text::lines;
use crate::aws::bare;

/// What a shell, a Dockerfile or the AWS CLI wants before a name.
const COMMANDS: &[&str] =
    &["export ", "set ", "setx ", "setenv ", "$env:", "ENV ", "aws configure set "];

/// What a stretch of a line says.
enum Piece<'t> {
    /// A name of ours and its value.
    Sets { column: Column, name: &'t str, value: &'t str },
    /// A name of ours whose value is to follow on the next line.
    Heads(Column),
    /// What comes can't belong to what was.
    Parts,
    /// Neither.
    Other(&'t str),
}

/// Whether a text names a half of a key, or of what is taken for one.
pub(super) fn is_settings(text: &str) -> bool {
    let names_a_half = |piece| match piece {
        Piece::Sets { column, .. } | Piece::Heads(column) => column.is_half(),
        Piece::Parts | Piece::Other(_) => false,
    };
    lines(text).flat_map(|(_, line)| stretches(line)).map(piece).any(names_a_half)
}

/// Reads the settings, block by block.
pub(super) fn read(text: &str, collected: &mut Collected) -> Result<(), BrokenQuotes> {
    collected.headings = true;
    let mut halves = Halves::default();
    let mut head = None;
    let mut last = 0;
    for (number, line) in lines(text) {
        if number > last + 1 {
            halves.gap(collected);
        }
        last = number;
        if line.starts_with('[') {
            collected.export = Export::Profile;
        }
        for stretch in stretches(line) {
            match piece(stretch) {
                Piece::Sets { column, name, value } => {
                    head = None;
                    let value = plain(value).ok_or(BrokenQuotes { line: number })?;
                    if column == Column::Id {
                        collected.export = export(line, name, collected.export);
                    }
                    collected.note_name(column);
                    halves.set(column, Cell::Borrowed(value), number);
                }
                Piece::Heads(column) => {
                    if collected.export != Export::Profile {
                        collected.export = Export::Text;
                    }
                    collected.note_name(column);
                    head = Some(column);
                }
                Piece::Parts => {
                    head = None;
                    halves.end(collected);
                }
                Piece::Other(value) => {
                    if let Some(column) = head.take() {
                        halves.set(column, Cell::Borrowed(without_button(value)), number);
                    }
                }
            }
        }
    }
    halves.end(collected);
    Ok(())
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

/// The stretches of a line, each of which may set a name: braces part blocks and stand alone, and
/// `A=1 B=2 command` and `export A=1; export B=2` set several.
fn stretches(line: &str) -> impl Iterator<Item = &str> {
    // `${NAME}` is a value.
    let by_braces = !line.contains("${");
    let parts = line.split_inclusive(move |c| by_braces && matches!(c, '{' | '}'));
    let parts = parts.flat_map(move |part| {
        let brace = part.find(['{', '}']).filter(|_| by_braces).unwrap_or(part.len());
        let (words, brace) = part.split_at(brace);
        [words, brace].into_iter().filter(|stretch| !bare(stretch).is_empty())
    });
    parts.flat_map(|part| {
        // Most lines set one name, and are done with here.
        let may_set_several =
            part.contains([';', '&']) || part.matches(['=', ':']).nth(1).is_some();
        let parted = PARTED_BY.iter().filter(|_| may_set_several).find(|parted| {
            // `a=1` may be parted by a blank from the next, `a: 1` has one within.
            let sets = |word: &&str| {
                matches!(piece(word), Piece::Sets { .. }) && (**parted != " " || word.contains('='))
            };
            part.split(**parted).filter(sets).nth(1).is_some()
        });
        let whole = parted.is_none().then_some(part);
        let each = parted.into_iter().flat_map(move |parted| part.split(*parted));
        whole.into_iter().chain(each.filter(|word| !bare(word).is_empty()))
    })
}

/// What parts two settings on one line, the surest first.
const PARTED_BY: &[&str] = &[";", "&", "|", " / ", ",", "\t", " "];

fn piece(stretch: &str) -> Piece<'_> {
    let stretch = bare(stretch);
    if stretch.starts_with(['[', '{', '}']) {
        return Piece::Parts;
    }
    let item = stretch.trim_start_matches(['-', '*', '•']);
    let is_item = item.len() != stretch.len();
    let Some((name, value)) = assignment(bare(item)) else {
        return Column::of(stretch).map_or(Piece::Other(stretch), Piece::Heads);
    };
    match column_of(name) {
        Some(column) if value.is_empty() => Piece::Heads(column),
        Some(column) => Piece::Sets { column, name, value },
        // In YAML a word alone heads a block, and an item of a list may begin with any name.
        None if is_item || (value.is_empty() && !name.contains(char::is_whitespace)) => {
            Piece::Parts
        }
        None => Piece::Other(stretch),
    }
}

/// What a name stands for. `aws.accessKey` is told by its last part, and so is the first argument of a
/// call, `client('s3', aws_access_key_id=…`.
fn column_of(name: &str) -> Option<Column> {
    Column::of(name).or_else(|| {
        let last = name.rsplit(['.', '(', ',']).next()?;
        last.contains(char::is_alphabetic).then(|| Column::of(last)).flatten()
    })
}

/// `name=value` or `name: value`, after what a shell puts before it.
fn assignment(line: &str) -> Option<(&str, &str)> {
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

/// Without the word of the button beside it, which is copied from the console together with a value.
fn without_button(value: &str) -> &str {
    const BUTTONS: [&str; 4] = ["Hide", "Show", "Copy", "Copied"];
    match value.rsplit_once(char::is_whitespace) {
        Some((value, button)) if BUTTONS.contains(&button) => bare(value),
        _ => value,
    }
}

/// Without the quotes around it and without a comment behind it; `None` when a quote has no
/// counterpart, or something else follows it.
fn plain(value: &str) -> Option<&str> {
    let Some(quote @ ('"' | '\'')) = value.chars().next() else {
        let comment = [" #", "\t#", " //", " ;"].iter().filter_map(|mark| value.find(mark)).min();
        return Some(bare(value[..comment.unwrap_or(value.len())].trim_end_matches([';', ','])));
    };
    let (inside, behind) = value.get(1..)?.split_once(quote)?;
    let behind = bare(behind);
    let ends = behind.is_empty() || behind.starts_with(['#', ';', ',', ')', ']', '/', '&', '|']);
    ends.then(|| bare(inside))
}
