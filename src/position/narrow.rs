//! Places in four bytes, for what a large file has millions of.
//!
//! No file is read that has more bytes than such a place can count.

use super::{Rendered, Span};

/// A [`TextSpan`](super::TextSpan) in eight bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NarrowSpan {
    start: u32,
    end: u32,
}

/// A place, an index or a length in what was read, in four bytes. Lists of four thousand million phrases
/// do not fit the memory that they are read into.
#[must_use]
pub fn narrow(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

impl From<Span<Rendered>> for NarrowSpan {
    fn from(span: Span<Rendered>) -> Self {
        Self {
            start: narrow(span.start),
            end: narrow(span.end),
        }
    }
}

impl NarrowSpan {
    /// The span that it was made from.
    #[must_use]
    pub const fn wide(self) -> Span<Rendered> {
        Span::new(self.start as usize, self.end as usize)
    }
}
