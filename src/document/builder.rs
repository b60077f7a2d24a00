//! What extractors write a document with.
//!
//! It keeps the rendered text and the map in step, so that no extractor can move a position, and it
//! lets a block stand inside another (the alt text of a picture in a paragraph). The outermost block
//! is written straight into the document; an inner one is set aside and put after it.

use std::sync::{Arc, OnceLock};

use super::map::OffsetMap;
use super::source::Source;
use super::{
    BLOCK_BREAK, Block, BlockKind, Cell, Directive, Document, Format, Inline, InlineKind, OPAQUE,
    Section,
};
use crate::place::Place;
use crate::position::narrow::narrow;
use crate::position::{SourceSpan, TextSpan, next_edge};

/// A document in the making.
#[derive(Debug, Default)]
pub struct Builder {
    document: Written,
    blocks: Vec<Block>,
    sections: Vec<Section>,
    meta: Vec<(String, String)>,
    places: Vec<Place>,
    /// The open blocks, the innermost last; the first is written into `document`.
    open: Vec<Open>,
    /// Blocks that ended inside an open one, to be put after it.
    aside: Vec<(Open, Written)>,
    /// What the open blocks but the first have so far.
    inner: Vec<Written>,
    section: usize,
}

/// Rendered text with what is known of it, its offsets counted from its own start.
#[derive(Debug, Default)]
struct Written {
    text: String,
    map: OffsetMap,
    inlines: Vec<Inline>,
    directives: Vec<Directive>,
}

/// A block that has not ended; the numbers say how much was written when it began.
#[derive(Debug, Clone)]
struct Open {
    kind: BlockKind,
    cell: Option<Cell>,
    footnote: Option<Arc<str>>,
    place: Option<usize>,
    source: SourceSpan,
    text: usize,
    inlines: usize,
    directives: usize,
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

    /// An empty document with room for `bytes` of text.
    #[must_use]
    pub fn with_capacity(bytes: usize) -> Self {
        let mut builder = Self::new();
        builder.document.text.reserve(bytes);
        builder
    }

    /// Opens a block, inside the one that is open if there is one.
    pub fn open(&mut self, kind: BlockKind, source: SourceSpan) {
        if !self.open.is_empty() {
            self.inner.push(Written::default());
        }
        let written = self.written();
        let open = Open {
            kind,
            cell: None,
            footnote: None,
            place: None,
            source,
            text: written.text.len(),
            inlines: written.inlines.len(),
            directives: written.directives.len(),
        };
        self.open.push(open);
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

    /// Says where the open block stands in a file that has no lines.
    pub fn set_place(&mut self, place: Place) {
        if let Some(open) = self.open.last_mut() {
            if self.places.last() != Some(&place) {
                self.places.push(place);
            }
            open.place = Some(self.places.len() - 1);
        }
    }

    /// Begins a section that no heading begins by standing first: a slide, a sheet, a page.
    pub fn begin_section(&mut self, level: u8) {
        let parent = self.enclosing(level);
        self.sections.push(Section {
            heading: None,
            parent: Some(parent),
            level,
        });
        self.section = self.sections.len() - 1;
    }

    /// Closes the open block, the heading of the section that has begun.
    pub fn close_title(&mut self) {
        let before = self.blocks.len();
        self.close();
        let section = &mut self.sections[self.section];
        if self.blocks.len() > before && section.heading.is_none() {
            section.heading = Some(before);
        }
    }

    /// Says where the source of the open block ends, where that was not known when it began.
    pub fn set_source_end(&mut self, end: usize) {
        if let Some(open) = self.open.last_mut() {
            open.source.end = end.max(open.source.start);
        }
    }

    /// Whether a block is open.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// What the open block is.
    #[must_use]
    pub fn open_kind(&self) -> Option<BlockKind> {
        self.open.last().map(|open| open.kind)
    }

    /// How many bytes the open block has so far.
    #[must_use]
    pub fn open_len(&self) -> usize {
        self.open_text().len()
    }

    /// What the open block has so far.
    #[must_use]
    pub fn open_text(&self) -> &str {
        let written = self.inner.last().unwrap_or(&self.document);
        self.open
            .last()
            .map_or("", |open| &written.text[open.text..])
    }

    /// The source byte after what the open block's text stands for so far; none if it has no text.
    #[must_use]
    pub fn reached(&self) -> Option<usize> {
        let open = self.open.last()?;
        let written = self.inner.last().unwrap_or(&self.document);
        let end = written.text.len();
        (open.text < end).then(|| written.map.end(end))
    }

    /// Adds text that stands in the source byte for byte, from `source_start` on.
    pub fn verbatim(&mut self, text: &str, source_start: usize) {
        self.push(
            text,
            SourceSpan::new(source_start, source_start + text.len()),
            true,
        );
    }

    /// Adds text that stands for `source` as a whole: an entity, a soft break, a mark.
    pub fn replaced(&mut self, text: &str, source: SourceSpan) {
        self.push(text, source, false);
    }

    /// Takes back the open block's text from byte `from` (see [`Self::open_len`]) on.
    pub fn take_back(&mut self, from: usize) {
        let Some(open) = self.open.last() else { return };
        let (end, inlines) = (open.text + from, open.inlines);
        let written = self.written();
        written.text.truncate(end);
        written.map.truncate(end);
        for inline in &mut written.inlines[inlines..] {
            inline.text.start = inline.text.start.min(end);
            inline.text.end = inline.text.end.min(end);
        }
    }

    /// Adds an inline over the open block's text from byte `from` (see [`Self::open_len`]) to its present end.
    pub fn inline(&mut self, kind: InlineKind, from: usize, source: SourceSpan) {
        let Some(start) = self.open.last().map(|open| open.text) else {
            return;
        };
        let written = self.written();
        let end = written.text.len();
        // What it began in may have become a mark since.
        let start = next_edge(&written.text, (start + from).min(end));
        written.inlines.push(Inline {
            kind,
            text: TextSpan::new(start, end),
            source,
        });
    }

    /// Adds a comment that addresses copydesk.
    pub fn directive(&mut self, words: &str, source: SourceSpan) {
        let inside = self.is_open().then_some(self.blocks.len());
        let written = self.written();
        written.directives.push(Directive {
            words: words.to_owned(),
            source,
            at: written.text.len(),
            inside,
        });
    }

    /// Adds a front-matter value.
    pub fn meta(&mut self, key: &str, value: &str) {
        self.meta.push((key.to_owned(), value.to_owned()));
    }

    /// Closes the innermost open block; one without words leaves no trace but its directives.
    pub fn close(&mut self) {
        let Some(done) = self.open.pop() else { return };
        if let Some(written) = self.inner.pop() {
            self.aside.push((done, written));
            return;
        }
        self.end_block(done);
        for (done, written) in std::mem::take(&mut self.aside) {
            self.put(done, written);
        }
    }

    /// Ends the innermost open block at source byte `at` and opens one of the same sort there.
    pub fn split(&mut self, at: usize) {
        let Some(open) = self.open.last().cloned() else {
            return;
        };
        self.set_source_end(at);
        self.close();
        self.open(open.kind, SourceSpan::new(at, open.source.end.max(at)));
        if let Some(next) = self.open.last_mut() {
            next.cell = open.cell;
            next.footnote = open.footnote;
            next.place = open.place;
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
        let is_heading = |block: &Block| block.kind == BlockKind::Heading;
        if self.blocks.get(before).is_some_and(is_heading) {
            self.sections[self.section].heading = Some(before);
        }
    }

    /// Copies what stands verbatim in the source from there again: an extractor may have read a copy
    /// whose white space differs.
    pub fn restore(&mut self, source: &str) {
        let Written { text, map, .. } = &mut self.document;
        let mut restored = String::with_capacity(text.len());
        for (part, piece) in map.parts(TextSpan::new(0, text.len())) {
            restored.push_str(if piece.verbatim {
                &source[piece.source_of(part).range()]
            } else {
                &text[part.range()]
            });
        }
        *text = restored;
    }

    /// The finished document.
    #[must_use]
    pub fn finish(mut self, source: Source) -> Document {
        while self.is_open() {
            self.close();
        }
        let Written {
            text,
            map,
            mut inlines,
            mut directives,
        } = self.document;
        inlines.sort_by_key(|inline| (inline.text.start, std::cmp::Reverse(inline.text.end)));
        directives.sort_by_key(|directive| directive.source.start);
        Document {
            format: Format::Text,
            source,
            text,
            map,
            blocks: self.blocks,
            sections: self.sections,
            inlines,
            directives,
            meta: self.meta,
            places: self.places,
            parts: Vec::new(),
            notices: Vec::new(),
            sealed: None,
            reach: OnceLock::new(),
        }
    }

    /// What the innermost open block is written into.
    fn written(&mut self) -> &mut Written {
        self.inner.last_mut().unwrap_or(&mut self.document)
    }

    fn push(&mut self, text: &str, source: SourceSpan, verbatim: bool) {
        if self.open.is_empty() {
            return;
        }
        let written = self.written();
        written.map.push(text.len(), source, verbatim);
        written.text.push_str(text);
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

    /// Puts a block that was set aside after all that is written.
    fn put(&mut self, mut done: Open, written: Written) {
        let document = &mut self.document;
        let start = document.text.len();
        done.text = start;
        done.inlines = document.inlines.len();
        done.directives = document.directives.len();
        document.text.push_str(&written.text);
        document.map.append(&written.map);
        document.inlines.extend(written.inlines);
        document.directives.extend(written.directives);
        for inline in &mut document.inlines[done.inlines..] {
            inline.text = TextSpan::new(inline.text.start + start, inline.text.end + start);
        }
        for directive in &mut document.directives[done.directives..] {
            directive.at += start;
        }
        self.end_block(done);
    }

    /// Ends the block whose text is the last of the document.
    fn end_block(&mut self, done: Open) {
        let document = &mut self.document;
        let index = self.blocks.len();
        if !has_words(&document.text[done.text..]) {
            document.text.truncate(done.text);
            document.map.truncate(done.text);
            document.inlines.truncate(done.inlines);
            for directive in &mut document.directives[done.directives..] {
                directive.at = done.text;
                directive.inside = None;
            }
            return;
        }
        for directive in &mut document.directives[done.directives..] {
            directive.inside = Some(index);
        }
        let end = document.text.len();
        document.text.push_str(BLOCK_BREAK);
        document
            .map
            .push_nothing(BLOCK_BREAK.len(), done.source.end);
        self.blocks.push(Block {
            text: TextSpan::new(done.text, end),
            kind: done.kind,
            section: narrow(self.section),
            cell: done.cell,
            footnote: done.footnote,
            place: done.place.map(narrow),
            source: done.source,
        });
    }
}

/// Whether there is anything to read besides pictures and white space.
fn has_words(text: &str) -> bool {
    text.chars()
        .any(|letter| letter != OPAQUE && !letter.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: usize, end: usize) -> SourceSpan {
        SourceSpan::new(start, end)
    }

    #[test]
    fn an_inner_block_follows_its_outer_one_and_keeps_its_places() {
        let source = "see ![**one**](x) two";
        let mut builder = Builder::new();
        builder.open(BlockKind::Body, span(0, 21));
        builder.verbatim("see ", 0);
        builder.replaced("\u{FFFC}", span(4, 17));
        builder.open(BlockKind::Alt, span(4, 17));
        builder.verbatim("one", 8);
        builder.inline(InlineKind::Emphasis, 0, span(6, 13));
        builder.close();
        builder.verbatim(" two", 17);
        builder.directive("copydesk-ignore a: b", span(21, 21));
        builder.close();
        let document = builder.finish(Source::from_text(source.to_owned()));
        assert_eq!(document.text, "see \u{FFFC} two\n\none\n\n");
        let alt = &document.blocks[1];
        assert_eq!(alt.kind, BlockKind::Alt);
        assert_eq!(document.hull(alt.text), span(8, 11));
        assert_eq!(document.inlines[0].text, alt.text);
        assert_eq!(document.directives[0].inside, Some(0));
    }

    #[test]
    fn a_block_without_words_leaves_only_its_directives() {
        let mut builder = Builder::new();
        builder.open(BlockKind::Body, span(0, 9));
        builder.verbatim("  ", 0);
        builder.inline(InlineKind::Other, 0, span(0, 2));
        builder.directive("copydesk-ignore a: b", span(2, 9));
        builder.close();
        let document = builder.finish(Source::from_text(String::new()));
        assert_eq!((document.text.as_str(), document.blocks.len()), ("", 0));
        assert!(document.inlines.is_empty());
        assert_eq!(document.directives[0].inside, None);
    }

    #[test]
    fn what_is_taken_back_is_gone_from_text_and_map() {
        let mut builder = Builder::new();
        builder.open(BlockKind::Body, span(0, 20));
        builder.verbatim("Acme", 0);
        builder.verbatim("TM", 9);
        builder.take_back(4);
        builder.replaced("™", span(4, 17));
        builder.close();
        let document = builder.finish(Source::from_text(String::new()));
        assert_eq!(document.text, "Acme™\n\n");
        assert_eq!(document.hull(TextSpan::new(4, 7)), span(4, 17));
    }

    #[test]
    fn sections_nest_by_level() {
        let mut builder = Builder::new();
        for (level, words) in [(1, "a"), (2, "b"), (2, "c"), (1, "d")] {
            builder.open(BlockKind::Heading, span(0, 1));
            builder.verbatim(words, 0);
            builder.close_heading(level);
        }
        let document = builder.finish(Source::from_text(String::new()));
        let parents: Vec<_> = document.sections.iter().map(|s| s.parent).collect();
        assert_eq!(parents, [None, Some(0), Some(1), Some(1), Some(0)]);
        assert_eq!(document.sections[3].heading, Some(2));
    }
}
