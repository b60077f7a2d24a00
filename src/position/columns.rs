//! Lines and columns of places that are asked for in the order of the text.
//!
//! A column is counted on from the last place on the same line, not from the line's start: a page
//! on one line with a hundred thousand findings is read once, not a hundred thousand times.

use std::cell::Cell;

use super::{LineColumn, LineIndex, one_based};

/// Lines and columns of a text. Remembers the last place.
#[derive(Debug)]
pub struct Columns<'t> {
    text: &'t str,
    lines: LineIndex,
    units: fn(&str) -> usize,
    /// Line, byte and column of the last place, 0-based.
    last: Cell<(usize, usize, usize)>,
}

impl<'t> Columns<'t> {
    /// Those of `text`, in characters.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self::in_units(text, |text| text.chars().count())
    }

    /// Those of `text`, in what `units` counts.
    #[must_use]
    pub fn in_units(text: &'t str, units: fn(&str) -> usize) -> Self {
        Self {
            text,
            lines: LineIndex::new(text),
            units,
            last: Cell::new((0, 0, 0)),
        }
    }

    /// The lines of the text.
    #[must_use]
    pub const fn lines(&self) -> &LineIndex {
        &self.lines
    }

    /// The line and the column of byte `offset` of the text, both 0-based.
    #[must_use]
    pub fn place(&self, offset: usize) -> (usize, usize) {
        let line = self.lines.line_of(offset);
        let start = self.lines.start_of(line, self.text);
        let (last_line, last_offset, last_column) = self.last.get();
        let count = |from: usize, to: usize| self.text.get(from..to).map_or(0, self.units);
        let column = if line != last_line || offset.abs_diff(last_offset) > offset - start {
            count(start, offset)
        } else if offset >= last_offset {
            last_column + count(last_offset, offset)
        } else {
            last_column - count(offset, last_offset)
        };
        self.last.set((line, offset, column));
        (line, column)
    }

    /// The same, counted from one.
    #[must_use]
    pub fn at(&self, offset: usize) -> LineColumn {
        let (line, column) = self.place(offset);
        LineColumn {
            line: one_based(line),
            column: one_based(column),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn columns_are_the_same_in_any_order() {
        let text = "a🚀b\nzwölf 🚀🚀 ß\r\n\nend";
        let columns = || Columns::in_units(text, |text| text.encode_utf16().count());
        let place = |columns: &Columns<'_>, at| {
            let place = columns.at(at);
            (place.line.get(), place.column.get())
        };
        let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        for &first in &edges {
            for &second in &edges {
                let one = columns();
                place(&one, first);
                assert_eq!(place(&one, second), place(&columns(), second));
            }
        }
        let columns = columns();
        assert_eq!(place(&columns, "a🚀".len()), (1, 4));
        assert_eq!(place(&columns, text.find('ß').unwrap_or_default()), (2, 12));
    }

    proptest! {
        #[test]
        fn counts_as_the_index_does(
            text in "[aé🚀\u{301}\r\n ]{0,60}",
            picks in prop::collection::vec(0..200_usize, 0..20),
        ) {
            let index = LineIndex::new(&text);
            let places = Columns::new(&text);
            for pick in picks {
                let mut at = pick.min(text.len());
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                prop_assert_eq!(places.at(at), index.place(at, &text));
            }
        }
    }
}
