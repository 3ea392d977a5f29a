//! Bytes to text: byte order marks, UTF-16 as Excel saves it, and what isn't text at all.

use std::ops::Deref;

use zeroize::Zeroizing;

use crate::aws::bare;

/// How every xlsx (a zip archive) and every xls (an OLE compound file) begins.
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];

/// How documents begin that are of letters too, but no table.
const DOCUMENTS: [&[u8]; 2] = [b"%PDF-", b"{\\rtf"];

/// A file's text. What had to be copied to be decoded is wiped when it is dropped.
pub(super) enum Text<'b> {
    Borrowed(&'b str),
    Decoded(Zeroizing<String>),
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Text::Borrowed(text) => text,
            Text::Decoded(text) => text,
        }
    }
}

/// Why bytes are no text.
#[derive(Clone, Copy)]
pub(super) enum NotText {
    Workbook,
    Binary,
}

/// Decodes UTF-8 and UTF-16. Bytes that aren't UTF-8 become `U+FFFD` one by one: keys are ASCII, so
/// a user name in an old code page harms nobody, and a harmed key doesn't pass for one.
pub(super) fn decode(bytes: &[u8]) -> Result<Text<'_>, NotText> {
    if WORKBOOKS.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(NotText::Workbook);
    }
    if DOCUMENTS.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(NotText::Binary);
    }
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => Text::Decoded(utf16(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => Text::Decoded(utf16(rest, u16::from_be_bytes)),
        // Without a mark, but nothing else has a zero in every other place.
        [1..=127, 0, 1..=127, 0, ..] => Text::Decoded(utf16(bytes, u16::from_le_bytes)),
        [0, 1..=127, 0, 1..=127, ..] => Text::Decoded(utf16(bytes, u16::from_be_bytes)),
        _ => str::from_utf8(bytes).map_or_else(|_| Text::Decoded(lossy(bytes)), Text::Borrowed),
    };
    // DOS ended texts with this, and some programs still do.
    let seen = text.strip_suffix('\u{1a}').unwrap_or(&text);
    if seen.bytes().any(|byte| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) {
        return Err(NotText::Binary);
    }
    Ok(text)
}

// Both make room for the longest outcome first: a string that grows leaves its old copy behind.

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(bytes.len() / 2 * 3));
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    text.extend(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
    text
}

fn lossy(bytes: &[u8]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(bytes.len() * 3));
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    text
}

/// A text of which every line begins as mails begin what they answer to, without that.
pub(super) fn out_of_a_mail(text: &str) -> Option<Zeroizing<String>> {
    let quoted = |line: &str| line.trim().is_empty() || line.starts_with('>');
    if !text.starts_with('>') || !text.lines().all(quoted) {
        return None;
    }
    let mut copy = Zeroizing::new(String::with_capacity(text.len() + 1));
    for line in text.lines() {
        // An answer to an answer has several.
        copy.push_str(line.trim_start_matches(['>', ' ']));
        copy.push('\n');
    }
    Some(copy)
}

/// The lines with something on them that is no comment, numbered from 1.
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
            if !line.is_empty() && !line.starts_with(['#', ';']) && !line.starts_with("//") {
                return Some((number, line));
            }
        }
    })
}
