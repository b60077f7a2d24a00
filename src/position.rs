//! Places in a text, and the units they are counted in.
//!
//! Three texts are in play and their offsets must not be mixed up, so each has a type of its own:
//! the file's bytes on disk ([`OnDisk`]), its decoded characters ([`Decoded`]) and the text a
//! reader sees ([`Rendered`]). Lines and columns are made from offsets here and nowhere else.

pub mod columns;
pub mod narrow;
pub mod reach;

use std::marker::PhantomData;
use std::num::NonZeroUsize;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Marks offsets into the bytes of the file as it lies on disk, byte order mark included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OnDisk {}
/// Marks offsets into the source decoded to UTF-8, byte order mark removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decoded {}
/// Marks offsets into the rendered text of a document, as UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rendered {}

/// A range of bytes in the text that `Of` names: 0-based, the end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span<Of> {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
    #[serde(skip)]
    of: PhantomData<Of>,
}

/// Bytes of the file on disk.
pub type DiskSpan = Span<OnDisk>;
/// Bytes of the decoded source.
pub type SourceSpan = Span<Decoded>;
/// Bytes of the rendered text.
pub type TextSpan = Span<Rendered>;

impl<Of> Span<Of> {
    /// The bytes from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self {
            start,
            end,
            of: PhantomData,
        }
    }

    /// How many bytes it covers.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether it covers no byte.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.start >= self.end
    }

    /// As a range, to slice with.
    #[must_use]
    pub const fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether every byte of `other` is one of its own.
    #[must_use]
    pub const fn contains(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub const fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// A place as people count it: both 1-based, the column in Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LineColumn {
    /// The line, 1-based.
    pub line: NonZeroUsize,
    /// The column, 1-based, in Unicode scalar values from the start of the line.
    pub column: NonZeroUsize,
}

/// Where the lines of a text begin. Built only when a place in it is asked for.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Reads the line ends of `text`: LF, CRLF, and CR alone.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        if text.as_bytes().contains(&b'\r') {
            starts.extend(line_ends(text.as_bytes()));
        } else {
            // A single sign is looked for many bytes at a time.
            starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        }
        Self { starts }
    }

    /// How many lines there are; a text that ends in a line end has an empty last line.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line that holds `offset` (a byte of the text), 0-based.
    #[must_use]
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|&start| start <= offset)
            .saturating_sub(1)
    }

    /// The first byte of `line` (0-based); the text's end for a line past the last.
    #[must_use]
    pub fn start_of(&self, line: usize, text: &str) -> usize {
        self.starts.get(line).copied().unwrap_or(text.len())
    }

    /// The bytes of `line` (0-based) in `text`, its line end not included.
    #[must_use]
    pub fn line<'t>(&self, line: usize, text: &'t str) -> &'t str {
        let start = self.start_of(line, text);
        let end = self.start_of(line + 1, text);
        text[start..end].trim_end_matches(['\n', '\r'])
    }

    /// The place of byte `offset` of `text`.
    #[must_use]
    pub fn place(&self, offset: usize, text: &str) -> LineColumn {
        let line = self.line_of(offset);
        let start = self.start_of(line, text);
        let column = text
            .get(start..offset)
            .map_or(0, |before| before.chars().count());
        LineColumn {
            line: one_based(line),
            column: one_based(column),
        }
    }
}

/// The first place at byte `at` of `text` or after it where a character begins, or the end.
#[must_use]
pub fn next_edge(text: &str, at: usize) -> usize {
    (at..text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len())
}

/// The letters of `text` for which `is_sign` holds, each with its byte, where nearly all of `text` is
/// other ASCII: its bytes tell that without anything being decoded.
pub fn signs(text: &str, is_sign: impl Fn(char) -> bool) -> impl Iterator<Item = (usize, char)> {
    let bytes = text.bytes().enumerate();
    bytes.filter_map(move |(at, byte)| {
        if byte.is_ascii() && !is_sign(char::from(byte)) {
            return None;
        }
        let letter = text.get(at..)?.chars().next()?;
        is_sign(letter).then_some((at, letter))
    })
}

/// Counts from one what was counted from zero.
#[must_use]
pub fn one_based(zero_based: usize) -> NonZeroUsize {
    NonZeroUsize::MIN.saturating_add(zero_based)
}

fn line_ends(bytes: &[u8]) -> impl Iterator<Item = usize> + '_ {
    bytes
        .iter()
        .enumerate()
        .filter_map(|(at, &byte)| match byte {
            b'\n' => Some(at + 1),
            b'\r' if bytes.get(at + 1) != Some(&b'\n') => Some(at + 1),
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_characters_and_all_three_line_ends() {
        let text = "a\r\nb\rc\n🚀é x";
        let index = LineIndex::new(text);
        let at = text.find('x').unwrap();
        let place = index.place(at, text);
        assert_eq!((place.line.get(), place.column.get()), (4, 4));
        assert_eq!(index.line(1, text), "b");
        assert_eq!(index.count(), 4);
    }
}
