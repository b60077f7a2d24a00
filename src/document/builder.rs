//! What extractors write a document with.
//!
//! It keeps the rendered text and the map in step, so that no extractor can move a position, and it
//! lets a block stand inside another (the alt text of a picture in a paragraph): the inner one is
//! set aside and put after the outer one.

use std::sync::Arc;

use super::map::OffsetMap;
use super::source::Source;
use super::{
    BLOCK_BREAK, Block, BlockKind, Cell, Directive, Document, Inline, InlineKind, Section,
};
use crate::position::{SourceSpan, TextSpan};

/// A document in the making.
#[derive(Debug, Default)]
pub struct Builder {
    text: String,
    map: OffsetMap,
    blocks: Vec<Block>,
    sections: Vec<Section>,
    inlines: Vec<Inline>,
    directives: Vec<Directive>,
    meta: Vec<(String, String)>,
    open: Vec<Open>,
    /// Blocks that ended inside an open one, to be put after it.
    aside: Vec<Open>,
    section: usize,
}

#[derive(Debug)]
struct Open {
    text: String,
    map: OffsetMap,
    kind: BlockKind,
    cell: Option<Cell>,
    footnote: Option<Arc<str>>,
    source: SourceSpan,
    inlines: Vec<Inline>,
    directives: Vec<Directive>,
}

impl Builder {
    /// An empty document with its first section.
    #[must_use]
    pub fn new() -> Self {
        Self {
            sections: vec![Section::default()],
            ..Self::default()
        }
    }

    /// Opens a block, inside the one that is open if there is one.
    pub fn open(&mut self, kind: BlockKind, source: SourceSpan) {
        self.open.push(Open {
            text: String::new(),
            map: OffsetMap::default(),
            kind,
            cell: None,
            footnote: None,
            source,
            inlines: Vec::new(),
            directives: Vec::new(),
        });
    }

    /// Says that the open block is a cell.
    pub fn set_cell(&mut self, cell: Cell) {
        if let Some(open) = self.open.last_mut() {
            open.cell = Some(cell);
        }
    }

    /// Says that the open block belongs to a footnote.
    pub fn set_footnote(&mut self, label: Arc<str>) {
        if let Some(open) = self.open.last_mut() {
            open.footnote = Some(label);
        }
    }

    /// Whether a block is open.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// How many bytes the open block has so far.
    #[must_use]
    pub fn open_len(&self) -> usize {
        self.open.last().map_or(0, |open| open.text.len())
    }

    /// Adds text that stands in the source byte for byte, from `source_start` on.
    pub fn verbatim(&mut self, text: &str, source_start: usize) {
        if let Some(open) = self.open.last_mut() {
            open.map.push(
                text.len(),
                SourceSpan::new(source_start, source_start + text.len()),
                true,
            );
            open.text.push_str(text);
        }
    }

    /// Adds text that stands for `source` as a whole: an entity, a soft break, a mark.
    pub fn replaced(&mut self, text: &str, source: SourceSpan) {
        if let Some(open) = self.open.last_mut() {
            open.map.push(text.len(), source, false);
            open.text.push_str(text);
        }
    }

    /// Adds an inline over the open block's text from byte `from` (see [`Self::open_len`]) to its present end.
    pub fn inline(&mut self, kind: InlineKind, from: usize, source: SourceSpan) {
        if let Some(open) = self.open.last_mut() {
            open.inlines.push(Inline {
                kind,
                text: TextSpan::new(from, open.text.len()),
                source,
            });
        }
    }

    /// Adds a comment that addresses copydesk.
    pub fn directive(&mut self, words: &str, source: SourceSpan) {
        let words = words.to_owned();
        match self.open.last_mut() {
            Some(open) => {
                let at = open.text.len();
                open.directives.push(Directive {
                    words,
                    source,
                    at,
                    inside: Some(0),
                });
            }
            None => self.directives.push(Directive {
                words,
                source,
                at: self.text.len(),
                inside: None,
            }),
        }
    }

    /// Adds a front-matter value.
    pub fn meta(&mut self, key: &str, value: &str) {
        self.meta.push((key.to_owned(), value.to_owned()));
    }

    /// Closes the innermost open block; one without words leaves no trace but its directives.
    pub fn close(&mut self) {
        let Some(done) = self.open.pop() else { return };
        if self.open.is_empty() {
            self.put(done);
            for inner in std::mem::take(&mut self.aside) {
                self.put(inner);
            }
        } else {
            self.aside.push(done);
        }
    }

    /// Closes the innermost open block, a heading of `level` (1 to 6), and begins its section.
    pub fn close_heading(&mut self, level: u8) {
        let parent = self.enclosing(level);
        self.sections.push(Section {
            heading: None,
            parent: Some(parent),
            level,
        });
        self.section = self.sections.len() - 1;
        let before = self.blocks.len();
        self.close();
        if self.blocks.len() > before {
            self.sections[self.section].heading = Some(before);
        }
    }

    /// The finished document.
    #[must_use]
    pub fn finish(mut self, source: Source) -> Document {
        while self.is_open() {
            self.close();
        }
        self.inlines
            .sort_by_key(|inline| (inline.text.start, std::cmp::Reverse(inline.text.end)));
        self.directives
            .sort_by_key(|directive| directive.source.start);
        Document {
            source,
            text: self.text,
            map: self.map,
            blocks: self.blocks,
            sections: self.sections,
            inlines: self.inlines,
            directives: self.directives,
            meta: self.meta,
        }
    }

    fn enclosing(&self, level: u8) -> usize {
        let mut at = self.section;
        while self.sections[at].level >= level {
            match self.sections[at].parent {
                Some(parent) => at = parent,
                None => break,
            }
        }
        at
    }

    fn put(&mut self, done: Open) {
        let start = self.text.len();
        if done.text.trim().is_empty() {
            let aside = done.directives.into_iter();
            self.directives.extend(aside.map(|directive| Directive {
                at: start,
                inside: None,
                ..directive
            }));
            return;
        }
        let index = self.blocks.len();
        self.text.push_str(&done.text);
        self.map.append(&done.map);
        let end = self.text.len();
        self.text.push_str(BLOCK_BREAK);
        self.map.push_nothing(BLOCK_BREAK.len(), done.source.end);
        self.inlines
            .extend(done.inlines.into_iter().map(|inline| Inline {
                text: TextSpan::new(inline.text.start + start, inline.text.end + start),
                ..inline
            }));
        self.directives
            .extend(done.directives.into_iter().map(|directive| Directive {
                at: directive.at + start,
                inside: Some(index),
                ..directive
            }));
        self.blocks.push(Block {
            text: TextSpan::new(start, end),
            kind: done.kind,
            section: self.section,
            cell: done.cell,
            footnote: done.footnote,
            source: done.source,
        });
    }
}
