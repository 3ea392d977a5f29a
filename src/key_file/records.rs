//! Delimited text to records, by RFC 4180 and strictly.
//!
//! General CSV readers take a quote without its end, or text behind a closing quote, and hand on
//! what they make of it. Here a cell may be a secret, so whatever isn't clear is an error. Cells
//! borrow from the text; only one with doubled quotes, or with characters to take away, is copied,
//! and the copy is wiped.

use std::ops::Deref;

use zeroize::Zeroizing;

use crate::aws::is_invisible;
use crate::finding::{Code, Finding};

/// One cell of a record.
pub(super) enum Cell<'t> {
    Borrowed(&'t str),
    Copied(Zeroizing<String>),
}

impl Default for Cell<'_> {
    fn default() -> Self {
        Cell::Borrowed("")
    }
}

impl Deref for Cell<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Cell::Borrowed(text) => text,
            Cell::Copied(text) => text,
        }
    }
}

/// A quoted cell that has no end, or goes on behind its closing quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BrokenQuotes {
    /// The line in which the cell begins, counted from 1.
    pub(super) line: usize,
}

impl BrokenQuotes {
    /// What is said of it.
    pub(super) fn finding(self) -> Finding {
        Finding::new(Code::FileQuotes).with("line", self.line.to_string())
    }
}

/// The records of a text, one by one. A record ends with CR, LF, CRLF or the text.
#[derive(Clone, Copy)]
pub(super) struct Records<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    delimiter: u8,
}

impl<'t> Records<'t> {
    /// `delimiter` is an ASCII character.
    pub(super) fn new(text: &'t str, delimiter: u8) -> Records<'t> {
        Records { text, at: 0, line: 1, delimiter }
    }

    /// The whole text.
    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// Fills `cells` with the next record that isn't blank, and gives the line in which it begins.
    pub(super) fn next(
        &mut self,
        cells: &mut Vec<Cell<'t>>,
    ) -> Result<Option<usize>, BrokenQuotes> {
        while self.at < self.text.len() {
            let line = self.line;
            self.record(cells)?;
            if cells.iter().any(|cell| !is_blank(cell)) {
                return Ok(Some(line));
            }
        }
        cells.clear();
        Ok(None)
    }

    fn record(&mut self, cells: &mut Vec<Cell<'t>>) -> Result<(), BrokenQuotes> {
        cells.clear();
        loop {
            let cell = self.cell()?;
            cells.push(cell);
            match self.peek() {
                Some(byte) if byte == self.delimiter => self.at += 1,
                Some(_) => {
                    self.end_line();
                    return Ok(());
                }
                None => return Ok(()),
            }
        }
    }

    /// Reads one cell and stops on the delimiter, the line's end or the text's.
    fn cell(&mut self) -> Result<Cell<'t>, BrokenQuotes> {
        let start = self.at;
        self.skip_blanks();
        if self.peek() == Some(b'"') {
            return self.quoted();
        }
        let bytes = self.text.as_bytes();
        let ends = |byte: &u8| *byte == self.delimiter || matches!(byte, b'\n' | b'\r');
        self.at = bytes[start..].iter().position(ends).map_or(bytes.len(), |length| start + length);
        Ok(Cell::Borrowed(&self.text[start..self.at]))
    }

    fn quoted(&mut self) -> Result<Cell<'t>, BrokenQuotes> {
        let broken = BrokenQuotes { line: self.line };
        let start = self.at + 1;
        let mut doubled = false;
        self.at = start;
        let end = loop {
            match self.peek() {
                None => return Err(broken),
                Some(b'\n' | b'\r') => self.end_line(),
                Some(b'"') => {
                    self.at += 1;
                    if self.peek() != Some(b'"') {
                        break self.at - 1;
                    }
                    doubled = true;
                    self.at += 1;
                }
                Some(_) => self.at += 1,
            }
        };
        self.skip_blanks();
        match self.peek() {
            Some(byte) if byte != self.delimiter && !matches!(byte, b'\n' | b'\r') => {
                return Err(broken);
            }
            _ => {}
        }
        let inside = &self.text[start..end];
        // A lost quote takes whole lines for one cell, up to the next quote. A key in such a cell has
        // lost its row.
        if inside.trim().contains(['\n', '\r']) && inside.contains("AKIA") {
            return Err(broken);
        }
        if !doubled {
            return Ok(Cell::Borrowed(inside));
        }
        let mut copy = Zeroizing::new(String::with_capacity(inside.len()));
        let mut rest = inside;
        while let Some(quote) = rest.find('"') {
            copy.push_str(&rest[..=quote]);
            rest = rest.get(quote + 2..).unwrap_or_default();
        }
        copy.push_str(rest);
        Ok(Cell::Copied(copy))
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Steps over one line's end, if there is one.
    fn end_line(&mut self) {
        let length = match self.text.as_bytes().get(self.at..) {
            Some([b'\r', b'\n', ..]) => 2,
            Some([b'\r' | b'\n', ..]) => 1,
            _ => return,
        };
        self.at += length;
        self.line += 1;
    }

    /// Steps over what may stand between a delimiter and a quote.
    fn skip_blanks(&mut self) {
        let rest = &self.text[self.at..];
        let delimiter = char::from(self.delimiter);
        let skipped = |c: char| c != delimiter && !matches!(c, '\n' | '\r') && is_blank_char(c);
        self.at += rest.len() - rest.trim_start_matches(skipped).len();
    }
}

/// Whether there is nothing to see.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(is_blank_char)
}

/// Whether a character takes no ink.
pub(super) fn is_blank_char(character: char) -> bool {
    character.is_whitespace() || is_invisible(character)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::{Config, RngSeed};

    use super::*;

    fn records(text: &str, delimiter: u8) -> Result<Vec<Vec<String>>, BrokenQuotes> {
        let mut reader = Records::new(text, delimiter);
        let mut cells = Vec::new();
        let mut all = Vec::new();
        while reader.next(&mut cells)?.is_some() {
            all.push(cells.iter().map(|cell| cell.to_string()).collect());
        }
        Ok(all)
    }

    #[test]
    fn cells_end_at_delimiters_and_records_at_any_line_end() {
        for end in ["\n", "\r", "\r\n"] {
            let text = format!("a,b{end}c,{end}");
            assert_eq!(records(&text, b',').unwrap(), [["a", "b"], ["c", ""]], "{end:?}");
        }
    }

    #[test]
    fn quoted_cells_hold_delimiters_line_ends_and_doubled_quotes() {
        let text = "\"a,b\",\"c\r\nd\",\"say \"\"so\"\"\"\n";
        assert_eq!(records(text, b',').unwrap(), [["a,b", "c\r\nd", "say \"so\""]]);
    }

    #[test]
    fn blanks_and_marks_around_a_quoted_cell_are_no_part_of_it() {
        assert_eq!(records("\u{feff}\"a\" ;\t\"b\"\u{200b}", b';').unwrap(), [["a", "b"]]);
    }

    #[test]
    fn a_quote_inside_a_bare_cell_stands_for_itself() {
        assert_eq!(records("5\" disk,b", b',').unwrap(), [["5\" disk", "b"]]);
    }

    #[test]
    fn a_quote_without_an_end_is_an_error_that_names_its_line() {
        assert_eq!(records("a,b\n\"c,d\n", b','), Err(BrokenQuotes { line: 2 }));
    }

    #[test]
    fn text_behind_a_closing_quote_is_an_error() {
        assert_eq!(records("\"a\"b,c", b','), Err(BrokenQuotes { line: 1 }));
    }

    #[test]
    fn lines_inside_quotes_are_counted() {
        assert_eq!(records("\"a\nb\r\nc\"\n\"d", b','), Err(BrokenQuotes { line: 4 }));
    }

    /// The same text as csv-core reads it, blank records left out.
    fn second_opinion(text: &str) -> Vec<Vec<String>> {
        let (mut reader, mut input) = (csv_core::Reader::new(), text.as_bytes());
        let (mut cell, mut out) = (Vec::new(), [0; 64]);
        let (mut record, mut all) = (Vec::new(), Vec::new());
        loop {
            let (result, read, written) = reader.read_field(input, &mut out);
            input = &input[read..];
            cell.extend(&out[..written]);
            match result {
                csv_core::ReadFieldResult::Field { record_end } => {
                    record.push(String::from_utf8(std::mem::take(&mut cell)).unwrap());
                    if record_end {
                        all.push(std::mem::take(&mut record));
                    }
                }
                csv_core::ReadFieldResult::End => break,
                _ => {}
            }
        }
        all.retain(|record| record.iter().any(|cell| !is_blank(cell)));
        all
    }

    proptest! {
        #![proptest_config(Config {
            rng_seed: RngSeed::Fixed(4180),
            failure_persistence: None,
            ..Config::default()
        })]

        #[test]
        fn well_formed_text_is_read_as_csv_core_reads_it(
            rows in prop::collection::vec(prop::collection::vec("[ a,\"\n\ré;]{0,5}", 1..5), 0..6),
            quote_all in any::<bool>(),
        ) {
            let written = rows.iter().map(|row| {
                let cells: Vec<_> = row.iter().map(|cell| {
                    if quote_all || cell.contains([',', '"', '\n', '\r']) {
                        format!("\"{}\"", cell.replace('"', "\"\""))
                    } else {
                        cell.clone()
                    }
                }).collect();
                cells.join(",") + "\r\n"
            });
            let text: String = written.collect();
            prop_assert_eq!(records(&text, b',').unwrap(), second_opinion(&text));
        }
    }
}
