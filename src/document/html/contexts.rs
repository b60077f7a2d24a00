//! Where in a page the text stands: in which heading, caption, table cell.

use crate::document::{BlockKind, Cell};

/// More than this many open elements are not told apart; their text is read all the same.
const DEEPEST: usize = 256;

/// An open element that says what the blocks in it are.
#[derive(Debug, Clone, Copy)]
enum Context {
    /// Its level, and whether its section has begun.
    Heading(u8, bool),
    Caption,
    Title,
    Drawing,
    Table {
        table: usize,
        /// Rows begun so far.
        rows: usize,
        column: usize,
    },
    Cell(Cell),
}

/// The open elements that say what the blocks in them are, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Contexts {
    open: Vec<Context>,
    tables: usize,
}

impl Contexts {
    /// What a block is that begins here.
    pub(super) fn kind(&self) -> (BlockKind, Option<Cell>) {
        let in_drawing = || {
            self.open
                .iter()
                .any(|open| matches!(open, Context::Drawing))
        };
        for open in self.open.iter().rev() {
            match open {
                Context::Heading(..) => return (BlockKind::Heading, self.cell()),
                Context::Caption => return (BlockKind::Caption, None),
                Context::Title if in_drawing() => return (BlockKind::Label, None),
                Context::Title => return (BlockKind::Meta, None),
                Context::Cell(cell) => return (BlockKind::Cell, Some(*cell)),
                Context::Drawing | Context::Table { .. } => {}
            }
        }
        (BlockKind::Body, None)
    }

    /// The level of the open heading whose section has not begun; it begins now.
    pub(super) fn begin_section(&mut self) -> Option<u8> {
        match self.open.last_mut() {
            Some(Context::Heading(level, begun @ false)) => {
                *begun = true;
                Some(*level)
            }
            _ => None,
        }
    }

    pub(super) fn open_heading(&mut self, level: u8) {
        self.close_heading();
        self.push(Context::Heading(level, false));
    }

    /// Closes the heading that is open, whatever its level: headings do not nest.
    pub(super) fn close_heading(&mut self) {
        self.close(|open| matches!(open, Context::Heading(..)));
    }

    pub(super) fn open_caption(&mut self) {
        self.push(Context::Caption);
    }

    pub(super) fn close_caption(&mut self) {
        self.close(|open| matches!(open, Context::Caption));
    }

    pub(super) fn open_title(&mut self) {
        self.push(Context::Title);
    }

    pub(super) fn close_title(&mut self) {
        self.close(|open| matches!(open, Context::Title));
    }

    pub(super) fn open_drawing(&mut self) {
        self.push(Context::Drawing);
    }

    pub(super) fn close_drawing(&mut self) {
        self.close(|open| matches!(open, Context::Drawing));
    }

    pub(super) fn open_table(&mut self) {
        let table = self.next_table();
        self.push(Context::Table {
            table,
            rows: 0,
            column: 0,
        });
    }

    /// The number of a table that begins now, 0-based.
    pub(super) fn next_table(&mut self) -> usize {
        self.tables += 1;
        self.tables - 1
    }

    pub(super) fn close_table(&mut self) {
        if let Some(at) = self.innermost_table() {
            self.open.truncate(at);
        }
    }

    pub(super) fn open_row(&mut self) {
        self.close_cell();
        if let Some(Context::Table { rows, column, .. }) = self.open.last_mut() {
            *rows += 1;
            *column = 0;
        }
    }

    pub(super) fn open_cell(&mut self, is_header: bool, columns: usize) {
        self.close_cell();
        if let Some(Context::Table {
            table,
            rows,
            column,
        }) = self.open.last_mut()
        {
            let row = rows.saturating_sub(1);
            let cell = Cell::new(*table, (row, *column), is_header && row == 0);
            *column += columns;
            self.push(Context::Cell(cell));
        }
    }

    /// Closes the cell that is open in the innermost table, and all that is open in it.
    pub(super) fn close_cell(&mut self) {
        if let Some(at) = self.innermost_table() {
            self.open.truncate(at + 1);
        }
    }

    fn cell(&self) -> Option<Cell> {
        self.open.iter().rev().find_map(|open| match open {
            Context::Cell(cell) => Some(*cell),
            _ => None,
        })
    }

    fn innermost_table(&self) -> Option<usize> {
        self.open
            .iter()
            .rposition(|open| matches!(open, Context::Table { .. }))
    }

    fn push(&mut self, context: Context) {
        if self.open.len() < DEEPEST {
            self.open.push(context);
        }
    }

    /// Closes the innermost element that `is_wanted`, not looking out of a table cell.
    fn close(&mut self, is_wanted: impl Fn(&Context) -> bool) {
        let within = self
            .open
            .iter()
            .rposition(|open| matches!(open, Context::Cell(_)))
            .map_or(0, |cell| cell + 1);
        if let Some(at) = self.open[within..].iter().rposition(is_wanted) {
            self.open.truncate(within + at);
        }
    }
}
