//! The one door between bytes of a text and positions as an editor counts them.
//!
//! Whatever an editor sends may be wrong: lines and characters past the end are pulled back to it,
//! and a position inside a character to that character's first byte.

use std::ops::Range as Bytes;

use gen_lsp_types::{Position, Range};

use crate::position::columns::Columns;

/// What an editor counts in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Units {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: what holds where nothing was agreed.
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

impl Units {
    /// The units of this name in the protocol.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "utf-8" => Some(Self::Utf8),
            "utf-16" => Some(Self::Utf16),
            "utf-32" => Some(Self::Utf32),
            _ => None,
        }
    }

    /// Their name in the protocol.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Utf32 => "utf-32",
        }
    }

    /// How many of them a text has.
    fn count(self) -> fn(&str) -> usize {
        match self {
            Self::Utf8 => str::len,
            Self::Utf16 => |text| text.encode_utf16().count(),
            Self::Utf32 => |text| text.chars().count(),
        }
    }

    fn of(self, letter: char) -> usize {
        match self {
            Self::Utf8 => letter.len_utf8(),
            Self::Utf16 => letter.len_utf16(),
            Self::Utf32 => 1,
        }
    }
}

/// A text whose places are asked for.
#[derive(Debug)]
pub(super) struct Places<'t> {
    text: &'t str,
    columns: Columns<'t>,
    units: Units,
}

impl<'t> Places<'t> {
    /// Reads the line ends of `text`.
    pub(super) fn new(text: &'t str, units: Units) -> Self {
        Self {
            text,
            columns: Columns::in_units(text, units.count()),
            units,
        }
    }

    /// The position of byte `offset` (0-based) of the text.
    pub(super) fn position(&self, offset: usize) -> Position {
        let offset = (0..=offset.min(self.text.len()))
            .rev()
            .find(|at| self.text.is_char_boundary(*at))
            .unwrap_or(0);
        let (line, character) = self.columns.place(offset);
        Position {
            line: number(line),
            character: number(character),
        }
    }

    /// The positions of both ends of `bytes`, the end exclusive.
    pub(super) fn range(&self, bytes: &Bytes<usize>) -> Range {
        Range {
            start: self.position(bytes.start),
            end: self.position(bytes.end.max(bytes.start)),
        }
    }

    /// The byte (0-based) at `position`.
    pub(super) fn offset(&self, position: Position) -> usize {
        let line = usize::try_from(position.line).unwrap_or(usize::MAX);
        let lines = self.columns.lines();
        if line >= lines.count() {
            return self.text.len();
        }
        let start = lines.start_of(line, self.text);
        let mut left = usize::try_from(position.character).unwrap_or(usize::MAX);
        let text = lines.line(line, self.text);
        for (at, letter) in text.char_indices() {
            let width = self.units.of(letter);
            if left < width {
                return start + at;
            }
            left -= width;
        }
        start + text.len()
    }

    /// The bytes of `range`; one that ends before it begins is empty.
    pub(super) fn bytes(&self, range: Range) -> Bytes<usize> {
        let start = self.offset(range.start);
        start..self.offset(range.end).max(start)
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn emoji_count_as_each_unit_counts_them() {
        let text = "a\n🚀🚀 enables";
        let at = text.find("enables").unwrap();
        for (units, character) in [(Units::Utf8, 9), (Units::Utf16, 5), (Units::Utf32, 3)] {
            let places = Places::new(text, units);
            let position = places.position(at);
            assert_eq!(position, Position { line: 1, character });
            assert_eq!(places.offset(position), at);
        }
    }

    proptest! {
        #[test]
        fn every_position_is_pulled_into_the_text(
            text in "[a🚀é\r\n]{0,20}", line in 0u32..9, character in 0u32..40, units in 0usize..3,
        ) {
            let units = [Units::Utf8, Units::Utf16, Units::Utf32][units];
            let places = Places::new(&text, units);
            let offset = places.offset(Position { line, character });
            prop_assert!(text.is_char_boundary(offset));
            prop_assert_eq!(places.offset(places.position(offset)), offset);
        }
    }
}
