//! The tables that are open while a story is read: one may stand in the cell of another.

use super::super::xml::Tag;
use crate::document::Cell;

/// The open tables, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Tables {
    open: Vec<Table>,
    /// How many began so far.
    seen: usize,
}

#[derive(Debug, Clone, Copy, Default)]
struct Table {
    index: usize,
    row: usize,
    column: usize,
    /// Columns that the present cell takes.
    wide: usize,
    header: bool,
}

impl Tables {
    /// Whether none is open.
    pub(super) const fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Takes note of a tag of a table.
    pub(super) fn start(&mut self, tag: &Tag<'_>) {
        if tag.name == "tbl" {
            self.seen += 1;
            self.open.push(Table {
                index: self.seen,
                ..Table::default()
            });
        }
        let Some(table) = self.open.last_mut() else {
            return;
        };
        match tag.name {
            "tr" => (table.column, table.header) = (0, table.row == 0),
            "tblHeader" => table.header = tag.flag("val").unwrap_or(true),
            "tc" => table.wide = 1,
            "gridSpan" => {
                let wide = tag.attribute("val").and_then(|wide| wide.parse().ok());
                table.wide = wide.unwrap_or(table.wide);
            }
            _ => {}
        }
    }

    /// Takes note of the end of a table, a row or a cell.
    pub(super) fn end(&mut self, name: &str) {
        if name == "tbl" {
            self.open.pop();
            return;
        }
        let Some(table) = self.open.last_mut() else {
            return;
        };
        match name {
            "tr" => table.row += 1,
            "tc" => table.column = table.column.saturating_add(table.wide),
            _ => {}
        }
    }

    /// The present cell of the innermost table.
    pub(super) fn cell(&self) -> Option<Cell> {
        let table = self.open.last()?;
        let at = (table.row, table.column);
        Some(Cell::new(table.index - 1, at, table.header))
    }

    /// Which table is the innermost, 1-based.
    pub(super) fn index(&self) -> Option<usize> {
        self.open.last().map(|table| table.index)
    }
}
