//! Where a cell stands. Cells and rows that are the same may be written once with a count, which a
//! hostile file sets to billions; so they are counted and never multiplied.

use std::sync::Arc;

use super::super::xml::Tag;
use crate::document::Cell;

/// A table that has not ended.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Which table of the file, 0-based.
    pub index: usize,
    /// 0-based.
    row: usize,
    column: usize,
    /// For how many rows and columns the present one stands.
    rows: usize,
    columns: usize,
    header_rows: bool,
    hidden: bool,
    /// What the present cell holds.
    pub holds: Holds,
}

/// What a cell holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Holds {
    /// Words.
    #[default]
    Words,
    /// Words that a formula makes.
    Made,
    /// A number, in a table that does not calculate: whatever was typed there is shown.
    Number,
    /// No words of its own: a number of a sheet, or the rest of a merged cell.
    Nothing,
}

impl Table {
    /// Takes note of a tag of the table, which is a sheet or stands in a text.
    pub(super) fn start(&mut self, tag: &Tag<'_>, is_sheet: bool) {
        let repeated = |name: &str| {
            let count = tag.attribute(name).and_then(|count| count.parse().ok());
            count.unwrap_or(1_usize).max(1)
        };
        match tag.name {
            "table-header-rows" => self.header_rows = true,
            "table-row" => {
                (self.column, self.rows) = (0, repeated("number-rows-repeated"));
                self.hidden = tag
                    .raw_attribute("visibility")
                    .is_some_and(|(value, _)| value != "visible");
            }
            "table-cell" | "covered-table-cell" => {
                self.columns = repeated("number-columns-repeated");
                let number = tag
                    .raw_attribute("value-type")
                    .is_some_and(|(kind, _)| kind != "string");
                self.holds = if tag.name == "covered-table-cell" || (number && is_sheet) {
                    Holds::Nothing
                } else if number {
                    Holds::Number
                } else if tag.raw_attribute("formula").is_some() {
                    Holds::Made
                } else {
                    Holds::Words
                };
            }
            _ => {}
        }
    }

    /// Takes note of an end.
    pub(super) fn end(&mut self, name: &str) {
        match name {
            "table-header-rows" => self.header_rows = false,
            "table-row" => self.row = self.row.saturating_add(self.rows),
            "table-cell" | "covered-table-cell" => {
                self.column = self.column.saturating_add(self.columns);
                self.holds = Holds::Words;
            }
            _ => {}
        }
    }

    /// The present cell.
    pub(super) fn cell(&self) -> Cell {
        let header = self.header_rows || self.row == 0;
        Cell::new(self.index, (self.row, self.column), header)
    }

    /// Whether its row is not shown.
    pub(super) const fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// `B7`, and the area that shows the same, `B7:D9`, if the cell is repeated.
    pub(super) fn address(&self) -> (Arc<str>, Option<String>) {
        let first = super::super::address(self.row, self.column);
        if self.rows <= 1 && self.columns <= 1 {
            return (first.into(), None);
        }
        let last = super::super::address(
            self.row.saturating_add(self.rows - 1),
            self.column.saturating_add(self.columns - 1),
        );
        let area = format!("{first}:{last}");
        (first.into(), Some(area))
    }
}
