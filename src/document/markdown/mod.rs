//! Markdown: from the parser's events to blocks.
//!
//! The parser says where each event stands in the source, so nothing is ever searched for. Text that
//! it borrows from the source is copied as it stands; what it made up (an entity, a soft break with
//! the quote marks of the next line) stands for its source as a whole.

mod inline;
mod titles;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, HeadingLevel, OffsetIter, Options, Parser, Tag, TagEnd};

use super::builder::Builder;
use super::{BlockKind, Cell, ReadOptions};
use crate::position::SourceSpan;
use inline::Frame;

/// Reads `source` into `builder`.
pub(super) fn read(builder: &mut Builder, source: &str, _options: &ReadOptions) {
    Reader::new(builder, source, 0).run();
}

fn parser_options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
}

/// Turns events into blocks.
struct Reader<'s, 'b> {
    builder: &'b mut Builder,
    /// The source from `base` on, with the line ends that the parser knows.
    source: &'s str,
    /// Where `source` begins in the whole.
    base: usize,
    /// The inline elements that are open.
    frames: Vec<Frame>,
    /// How many open elements hide their text.
    muted: usize,
    /// Where a line break began that no text has followed yet.
    break_start: Option<usize>,
    /// Whether the open block began by itself, as in the items of a tight list.
    implicit: bool,
    /// Attributes at the end of a heading (`{#id}`), which are not rendered.
    attributes: Option<Range<usize>>,
    footnote: Option<Arc<str>>,
    tables: usize,
    cell: Option<Cell>,
    /// Link definitions whose titles were read, by their place.
    titled: HashSet<usize>,
}

impl<'s, 'b> Reader<'s, 'b> {
    fn new(builder: &'b mut Builder, source: &'s str, base: usize) -> Self {
        Self {
            builder,
            source,
            base,
            frames: Vec::new(),
            muted: 0,
            break_start: None,
            implicit: false,
            attributes: None,
            footnote: None,
            tables: 0,
            cell: None,
            titled: HashSet::new(),
        }
    }

    fn run(mut self) {
        let mut events = Parser::new_ext(self.source, parser_options()).into_offset_iter();
        while let Some((event, range)) = events.next() {
            self.event(event, range, &events);
        }
        self.end_block();
    }

    fn event(&mut self, event: Event<'s>, range: Range<usize>, events: &OffsetIter<'s>) {
        match event {
            Event::Start(tag) => self.start(tag, range, events),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text(&text, range),
            Event::Code(_) | Event::DisplayMath(_) => self.opaque(range),
            Event::InlineMath(math) => self.math(&math, range),
            Event::SoftBreak | Event::HardBreak => self.line_break(range.start),
            Event::FootnoteReference(label) => self.footnote_reference(&label, range),
            Event::InlineHtml(_) | Event::Html(_) => {}
            Event::TaskListMarker(_) => {}
            Event::Rule => self.end_implicit(),
        }
    }

    fn start(&mut self, tag: Tag<'s>, range: Range<usize>, events: &OffsetIter<'s>) {
        match tag {
            Tag::Paragraph | Tag::DefinitionListTitle => self.begin(BlockKind::Body, range),
            Tag::Heading { .. } => {
                self.attributes = heading_attributes(self.source, &range);
                self.begin(BlockKind::Heading, range);
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => {
                self.end_implicit();
                self.muted += 1;
            }
            Tag::FootnoteDefinition(label) => {
                self.end_implicit();
                self.footnote = Some(Arc::from(&*label));
            }
            Tag::Table(_) => {
                self.end_implicit();
                self.cell = Some(Cell {
                    table: self.tables,
                    row: 0,
                    column: 0,
                    header: false,
                });
                self.tables += 1;
            }
            Tag::TableHead => self.row(true),
            Tag::TableRow => self.row(false),
            Tag::TableCell => {
                self.begin(BlockKind::Cell, range);
            }
            Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::Item
            | Tag::DefinitionList
            | Tag::DefinitionListDefinition => self.end_implicit(),
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. } => self.start_inline(tag, range, events),
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::DefinitionListTitle => self.end_block(),
            TagEnd::Heading(level) => self.end_heading(level),
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => self.muted -= 1,
            TagEnd::FootnoteDefinition => {
                self.end_implicit();
                self.footnote = None;
            }
            TagEnd::Table => self.cell = None,
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(cell) = &mut self.cell {
                    cell.row += 1;
                }
            }
            TagEnd::TableCell => {
                self.end_block();
                if let Some(cell) = &mut self.cell {
                    cell.column += 1;
                }
            }
            TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListDefinition => self.end_implicit(),
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image => self.end_inline(range),
        }
    }

    fn row(&mut self, header: bool) {
        if let Some(cell) = &mut self.cell {
            cell.column = 0;
            cell.header = header;
        }
    }

    /// Opens a block that the parser announced.
    fn begin(&mut self, kind: BlockKind, range: Range<usize>) {
        self.end_implicit();
        self.open(kind, range);
    }

    /// Opens a block for text that the parser gives without one, if none is open.
    fn ensure_open(&mut self, at: usize) {
        if !self.builder.is_open() {
            self.open(BlockKind::Body, at..at);
            self.implicit = true;
        }
    }

    fn open(&mut self, kind: BlockKind, range: Range<usize>) {
        let span = self.span(range);
        self.builder.open(kind, span);
        if let Some(cell) = self.cell {
            self.builder.set_cell(cell);
        }
        if let Some(label) = &self.footnote {
            self.builder.set_footnote(Arc::clone(label));
        }
    }

    fn end_implicit(&mut self) {
        if self.implicit {
            self.end_block();
        }
    }

    fn end_block(&mut self) {
        self.implicit = false;
        self.break_start = None;
        self.builder.close();
    }

    fn end_heading(&mut self, level: HeadingLevel) {
        self.attributes = None;
        self.break_start = None;
        self.builder.close_heading(level as u8);
    }

    /// A range of `self.source`, as a span of the whole source.
    fn span(&self, range: Range<usize>) -> SourceSpan {
        SourceSpan::new(self.base + range.start, self.base + range.end)
    }
}

/// The braces that some publishing tools read as a heading's id and classes, with the white space
/// before them. Braces that do not begin as such attributes do are text.
fn heading_attributes(source: &str, heading: &Range<usize>) -> Option<Range<usize>> {
    let line = source[heading.clone()].trim_end();
    let line = line.trim_end_matches('#').trim_end();
    let open = line.strip_suffix('}')?.rfind('{')?;
    line[open + 1..].starts_with(['#', '.', ':']).then(|| {
        let before = line[..open].trim_end().len();
        heading.start + before..heading.start + line.len()
    })
}

#[cfg(test)]
mod tests;
