//! Rows whose parts come one after the other: names set line by line, tables that lie on their side.
//!
//! Nothing but their order tells which id belongs to which secret. So it must be plain: ids and
//! secrets take turns, and nothing is set twice while one of them is still to come.

use super::collected::Collected;
use super::columns::Column;
use super::records::{Cell, is_blank};
use super::row::Row;

/// The rows of a block, which ends where something else begins: another profile, a brace.
#[derive(Default)]
pub(super) struct Halves<'t> {
    /// Rows that have both halves.
    whole: Vec<Row<'t>>,
    row: Row<'t>,
    /// Whether the row's two halves stand on both sides of a gap, or may yet do so.
    straddles: bool,
    unclear: bool,
}

impl<'t> Halves<'t> {
    /// Adds a cell that stands in `line`.
    pub(super) fn set(&mut self, column: Column, cell: Cell<'t>, line: usize) {
        if is_blank(&cell) {
            return;
        }
        if self.row.has(column) {
            // Of a row with one half this may be the next one's first line, or this one's last.
            self.unclear |= self.row.has_key() && !self.row.is_whole();
            self.close();
            if !self.row.has_key() {
                self.row = Row::default();
            }
        }
        if !self.row.has_key() {
            self.row.begins_at(line);
        }
        self.row.set(column, cell);
    }

    /// Ends a row that has both halves.
    fn close(&mut self) {
        if self.row.is_whole() {
            self.whole.push(std::mem::take(&mut self.row));
        }
    }

    /// A blank line or a comment. Keys before it that have both halves are done: an id alone behind
    /// it, as in `id, secret, gap, id`, can't claim their secrets. But where a half stands alone
    /// before it, as in `secret, gap, id, secret, gap, id`, all is open.
    pub(super) fn gap(&mut self, collected: &mut Collected) {
        if self.row.has_key() && !self.row.is_whole() {
            self.straddles = true;
        } else if self.row.is_whole() && !self.straddles {
            self.end(collected);
        }
    }

    /// Ends the block. One that sets no key, such as a profile's region alone, says nothing.
    pub(super) fn end(&mut self, collected: &mut Collected) {
        self.close();
        let left = std::mem::take(&mut self.row);
        // A half that is left over behind others may belong to any of them.
        let unclear = self.unclear
            || (left.has_key() && !self.whole.is_empty())
            || (self.straddles && self.whole.len() > 1);
        for mut row in self.whole.drain(..).chain(left.has_key().then_some(left)) {
            if unclear {
                row.contradict();
            }
            collected.row(row);
        }
        (self.straddles, self.unclear) = (false, false);
    }
}
