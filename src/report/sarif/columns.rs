//! Places as code scanning counts them.
//!
//! One line may hold all findings of a file. So a column is counted from the place that was asked for
//! last, not from the start of its line: the work is the distance, and findings come in order.

use std::cell::Cell;

use crate::position::LineIndex;

/// Lines and columns of a text.
#[derive(Debug)]
pub(super) struct Columns<'t> {
    text: &'t str,
    lines: LineIndex,
    last: Cell<Counted>,
}

/// A place whose column is known.
#[derive(Debug, Clone, Copy, Default)]
struct Counted {
    /// 0-based.
    line: usize,
    /// Byte of the text.
    at: usize,
    /// UTF-16 code units since the start of the line.
    units: usize,
}

impl<'t> Columns<'t> {
    /// Those of `text`.
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            lines: LineIndex::new(text),
            last: Cell::default(),
        }
    }

    /// The line and the column of byte `at`, both 1-based, the column in UTF-16 code units. `at` must
    /// stand between characters.
    pub(super) fn place(&self, at: usize) -> (usize, usize) {
        let line = self.lines.line_of(at);
        let last = self.last.get();
        let known = if last.line == line {
            last
        } else {
            let at = self.lines.start_of(line, self.text);
            Counted { line, at, units: 0 }
        };
        let units = if known.at <= at {
            known.units + units(&self.text[known.at..at])
        } else {
            known.units - units(&self.text[at..known.at])
        };
        self.last.set(Counted { line, at, units });
        (line + 1, units + 1)
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_the_same_in_any_order() {
        let text = "a🚀b\nzwölf 🚀🚀 ß\r\n\nend";
        let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        for &first in &edges {
            for &second in &edges {
                let columns = Columns::new(text);
                columns.place(first);
                assert_eq!(columns.place(second), Columns::new(text).place(second));
            }
        }
        let columns = Columns::new(text);
        assert_eq!(columns.place("a🚀".len()), (1, 4));
        assert_eq!(columns.place(text.find('ß').unwrap_or_default()), (2, 12));
    }
}
