//! A document whose source is its own text: a file of which nobody says where in it words stand.

use super::builder::Builder;
use super::source::Source;
use super::{BLOCK_BREAK, BlockKind, Cell, Document, Notice};
use crate::place::Place;
use crate::position::SourceSpan;

/// Such a document in the making.
pub(super) struct Written {
    builder: Builder,
    source: String,
    notices: Vec<Notice>,
}

impl Written {
    /// An empty one.
    pub(super) fn new() -> Self {
        Self {
            builder: Builder::new(),
            source: String::new(),
            notices: Vec::new(),
        }
    }

    /// Begins a slide, a sheet, a page.
    pub(super) fn section(&mut self) {
        self.builder.begin_section(1);
    }

    /// Adds a block, which may be a cell.
    pub(super) fn put(&mut self, words: &str, kind: BlockKind, place: Place, cell: Option<Cell>) {
        let start = self.source.len();
        self.source.push_str(words);
        let span = SourceSpan::new(start, self.source.len());
        self.builder.open(kind, span);
        self.builder.set_place(place);
        if let Some(cell) = cell {
            self.builder.set_cell(cell);
        }
        self.builder.verbatim(words, start);
        if kind == BlockKind::Heading {
            self.builder.close_title();
        } else {
            self.builder.close();
        }
        self.source.push_str(BLOCK_BREAK);
    }

    /// Says that something at `place` was not read.
    pub(super) fn notice(&mut self, place: Place, what: String) {
        self.notices.push(Notice { place, what });
    }

    /// The finished document.
    pub(super) fn finish(self) -> Document {
        let mut document = self.builder.finish(Source::from_text(self.source));
        document.notices = self.notices;
        document
    }
}
