//! Rows whose parts come one after the other: names set line by line, tables that lie on their side.
//!
//! Nothing but their order tells which id belongs to which secret. So it must be plain: ids and
//! secrets take turns, and none is set twice before its counterpart came.

use super::collected::Collected;
use super::columns::Column;
use super::records::Cell;
use super::row::Row;

/// The rows of a block, which ends where something else begins: another profile, a brace.
#[derive(Default)]
pub(super) struct Halves<'t> {
    /// Rows that have both halves.
    whole: Vec<Row<'t>>,
    row: Row<'t>,
    unclear: bool,
}

impl<'t> Halves<'t> {
    /// Adds a cell that stands in `line`.
    pub(super) fn set(&mut self, column: Column, cell: Cell<'t>, line: usize) {
        if self.row.has(column) {
            if self.row.is_whole() {
                self.close();
            } else if matches!(column, Column::Id | Column::Secret) {
                self.unclear = true;
            }
        }
        if !self.row.has_key() {
            self.row.begins_at(line);
        }
        self.row.set(column, cell);
    }

    /// Ends a row that has both halves: what follows can't belong to it.
    pub(super) fn close(&mut self) {
        if self.row.is_whole() {
            self.whole.push(std::mem::take(&mut self.row));
        }
    }

    /// Ends a gap in the text. A row before it that has both halves is done, and what comes behind it
    /// can't make it unclear.
    pub(super) fn gap(&mut self, collected: &mut Collected) {
        if self.row.is_whole() {
            self.end(collected);
        }
    }

    /// Ends the block. One that sets no key, such as a profile's region alone, says nothing.
    pub(super) fn end(&mut self, collected: &mut Collected) {
        self.close();
        let left = std::mem::take(&mut self.row);
        // A half that is left over behind others may belong to any of them.
        let unclear = self.unclear || (left.has_key() && !self.whole.is_empty());
        for mut row in self.whole.drain(..).chain(left.has_key().then_some(left)) {
            if unclear {
                row.contradict();
            }
            collected.row(row);
        }
        self.unclear = false;
    }
}
