//! Lines and columns of findings that are asked for in the order of the text.
//!
//! A column is counted on from the last place on the same line, not from the line's start: a page
//! on one line with a hundred thousand findings is read once, not a hundred thousand times.

use crate::position::{LineColumn, LineIndex, one_based};

/// Remembers the last place.
#[derive(Debug)]
pub(super) struct Places<'t> {
    text: &'t str,
    lines: LineIndex,
    /// Line, byte and column of the last place, 0-based.
    last: (usize, usize, usize),
}

impl<'t> Places<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            lines: LineIndex::new(text),
            last: (0, 0, 0),
        }
    }

    /// The place of byte `offset` of the text.
    pub(super) fn at(&mut self, offset: usize) -> LineColumn {
        let line = self.lines.line_of(offset);
        let start = self.lines.start_of(line, self.text);
        let (last_line, last_offset, last_column) = self.last;
        let count = |from: usize, to: usize| {
            let between = self.text.get(from..to);
            between.map_or(0, |between| between.chars().count())
        };
        let column = if line != last_line || offset.abs_diff(last_offset) > offset - start {
            count(start, offset)
        } else if offset >= last_offset {
            last_column + count(last_offset, offset)
        } else {
            last_column - count(offset, last_offset)
        };
        self.last = (line, offset, column);
        LineColumn {
            line: one_based(line),
            column: one_based(column),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Places;
    use crate::position::LineIndex;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counts_as_the_index_does(
            text in "[aé🚀\u{301}\r\n ]{0,60}",
            picks in prop::collection::vec(0..200_usize, 0..20),
        ) {
            let index = LineIndex::new(&text);
            let mut places = Places::new(&text);
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
