//! Markdown: from the parser's events to blocks.
//!
//! The parser says where each event stands in the source, so nothing is ever searched for. Text that
//! it borrows from the source is copied as it stands; what it made up (an entity, a soft break with
//! the quote marks of the next line) stands for its source as a whole.

mod front_matter;
mod inline;
mod marks;
mod pieces;
mod titles;

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, HeadingLevel, Options, Tag, TagEnd};

use super::builder::Builder;
use super::html::{self, Flow};
use super::{BlockKind, Cell, ReadOptions};
use crate::position::SourceSpan;
use inline::Frame;
use marks::Marks;
pub(super) use marks::{indented_lines, read_masked};
use pieces::{Events, PIECE, Pieces};

/// Reads `source` into `builder`.
pub(super) fn read(builder: &mut Builder, source: &str, options: &ReadOptions) {
    match with_line_feeds(source) {
        Cow::Borrowed(source) => read_lines(builder, source, options),
        Cow::Owned(copy) => {
            read_lines(builder, &copy, options);
            builder.restore(source);
        }
    }
}

/// Reads the front matter of `source`, if it has one, and returns where the rest begins.
pub(super) fn read_front_matter(
    builder: &mut Builder,
    source: &str,
    options: &ReadOptions,
) -> usize {
    front_matter::read(builder, source, &options.front_matter)
}

fn read_lines(builder: &mut Builder, source: &str, options: &ReadOptions) {
    let body = read_front_matter(builder, source, options);
    read_piece(builder, source, body..source.len());
}

/// The source with line feeds for carriage returns that stand alone: the parser does not end lines at those.
fn with_line_feeds(source: &str) -> Cow<'_, str> {
    let is_alone = |at: usize| source.as_bytes().get(at + 1) != Some(&b'\n');
    if !source.match_indices('\r').any(|(at, _)| is_alone(at)) {
        return Cow::Borrowed(source);
    }
    let mut copy = String::with_capacity(source.len());
    for line in source.split_inclusive('\r') {
        copy.push_str(line);
        if line.ends_with('\r') && is_alone(copy.len() - 1) {
            copy.pop();
            copy.push('\n');
        }
    }
    Cow::Owned(copy)
}

/// Reads `range` of `source` as Markdown of its own.
pub(super) fn read_piece(builder: &mut Builder, source: &str, range: Range<usize>) {
    Around::new(source).read(builder, source, range);
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

/// What goes on from one piece of a page to the next.
struct Around<'w> {
    /// The HTML that is open.
    flow: Flow<'w>,
    /// What the parser was not shown.
    marks: Marks<'w>,
    /// Link definitions whose titles were read, by their place.
    titled: HashSet<usize>,
}

impl<'w> Around<'w> {
    fn new(source: &'w str) -> Self {
        Self {
            flow: Flow::new(source),
            marks: Marks::default(),
            titled: HashSet::new(),
        }
    }

    /// Reads `range` of `text`: of the source, or of a copy of it as long in which something is masked.
    fn read(self, builder: &mut Builder, text: &str, range: Range<usize>) {
        self.read_in(builder, text, range, PIECE);
    }

    /// The same, in pieces of about `size` bytes.
    fn read_in(mut self, builder: &mut Builder, text: &str, range: Range<usize>, size: usize) {
        let body = &text[range.clone()];
        let pieces = Pieces::cut(body, size);
        for piece in pieces.ranges() {
            let own = &body[piece.clone()];
            let more = pieces.footnotes_of(own);
            let told = (!more.is_empty()).then(|| [own, &more].concat());
            let base = range.start + piece.start;
            let mut reader = Reader::new(builder, text, base, self, &pieces);
            reader.source = told.as_deref().unwrap_or(own);
            reader.read(own.len());
            self = reader.around();
        }
        Reader::new(builder, text, range.end, self, &pieces).finish();
    }
}

/// Turns events into blocks.
struct Reader<'w, 'p, 'b> {
    builder: &'b mut Builder,
    /// What is read, as the parser sees it: the source, with the line ends that the parser knows.
    whole: &'p str,
    /// What is parsed now.
    source: &'p str,
    /// Where `source` begins in the whole.
    base: usize,
    /// What is known of the other pieces.
    pieces: &'p Pieces,
    /// The HTML that is open.
    flow: Flow<'w>,
    /// What the parser was not shown.
    marks: Marks<'w>,
    /// Link definitions whose titles were read, by their place.
    titled: HashSet<usize>,
    /// The inline elements that are open.
    frames: Vec<Frame>,
    /// How many open elements hide their text.
    muted: usize,
    /// The lines of the block of HTML that is open.
    html: Vec<Range<usize>>,
    /// Up to where the block reaches that holds the text.
    limit: usize,
    /// Whether the open block began by itself, as in the items of a tight list.
    implicit: bool,
    /// Where the text ends that was added last.
    reached: usize,
    /// Attributes at the end of a heading (`{#id}`), which are not rendered.
    attributes: Option<Range<usize>>,
    cell: Option<Cell>,
}

impl<'w, 'p, 'b> Reader<'w, 'p, 'b> {
    fn new(
        builder: &'b mut Builder,
        whole: &'p str,
        base: usize,
        around: Around<'w>,
        pieces: &'p Pieces,
    ) -> Self {
        Self {
            builder,
            whole,
            source: "",
            base,
            pieces,
            flow: around.flow,
            marks: around.marks,
            titled: around.titled,
            frames: Vec::new(),
            muted: 0,
            html: Vec::new(),
            limit: 0,
            implicit: false,
            reached: 0,
            attributes: None,
            cell: None,
        }
    }

    /// Reads what is to be parsed now, up to byte `end` of it.
    fn read(&mut self, end: usize) {
        let mut events = self.pieces.events(self.source);
        while let Some((event, range)) = events.next() {
            // A block that nothing ends goes on in what follows the piece.
            if range.start < end || end == self.source.len() {
                self.event(event, range.start..range.end.min(end), &events);
            }
        }
    }

    /// Ends what is open at the end of the page.
    fn finish(mut self) {
        self.end_block();
        self.pass_lines(usize::MAX);
    }

    /// What goes on in the next piece.
    fn around(self) -> Around<'w> {
        Around {
            flow: self.flow,
            marks: self.marks,
            titled: self.titled,
        }
    }

    fn event(&mut self, event: Event<'p>, range: Range<usize>, events: &Events<'p>) {
        match event {
            Event::Start(tag) => self.start(tag, range, events),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text(&text, range),
            Event::Code(_) | Event::DisplayMath(_) => self.opaque(range),
            Event::InlineMath(math) => self.math(&math, range),
            Event::SoftBreak | Event::HardBreak => self.line_break(range.start),
            Event::FootnoteReference(label) => self.footnote_reference(&label, range),
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::Html(_) => self.html.push(range),
            Event::TaskListMarker(_) => {}
            Event::Rule => self.end_implicit(),
        }
    }

    fn start(&mut self, tag: Tag<'p>, range: Range<usize>, events: &Events<'p>) {
        match tag {
            Tag::Paragraph | Tag::DefinitionListTitle => {
                // Whether the parser counts an empty line after it depends on what comes next.
                let words = self.source[range.clone()].trim_ascii_end().len();
                self.begin(BlockKind::Body, range.start..range.start + words);
            }
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
                self.flow.set_footnote(Some(Arc::from(&*label)));
            }
            Tag::Table(_) => {
                self.end_implicit();
                self.cell = Some(Cell::new(self.flow.next_table(), (0, 0), false));
            }
            Tag::TableHead => self.row(true),
            Tag::TableRow => self.row(false),
            Tag::TableCell => self.begin(BlockKind::Cell, range),
            Tag::Item | Tag::DefinitionListDefinition => {
                self.end_implicit();
                self.limit = range.end;
            }
            Tag::BlockQuote(_) | Tag::List(_) | Tag::DefinitionList => self.end_implicit(),
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
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) => self.muted -= 1,
            TagEnd::HtmlBlock => {
                self.muted -= 1;
                self.html_block();
            }
            TagEnd::FootnoteDefinition => {
                self.end_implicit();
                self.flow.set_footnote(None);
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
        self.limit = range.end;
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
        self.pass_lines(span.start);
        self.flow.open_block(self.builder, kind, self.cell, span);
    }

    fn end_implicit(&mut self) {
        if self.implicit {
            self.end_block();
        }
    }

    fn end_block(&mut self) {
        if self.implicit {
            self.builder.set_source_end(self.base + self.reached);
            self.implicit = false;
        }
        self.flow.leave_block();
        self.builder.close();
    }

    fn end_heading(&mut self, level: HeadingLevel) {
        self.attributes = None;
        self.flow.leave_block();
        self.builder.close_heading(level as u8);
    }

    /// Reads the block of HTML whose lines were gathered.
    fn html_block(&mut self) {
        let lines = std::mem::take(&mut self.html);
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
            return;
        };
        let whole = first.start..last.end;
        let base = self.base + whole.start;
        let text = without_gaps(&self.flow.source()[self.base..], &lines);
        self.flow.read(self.builder, &text, base);
        let end = self.base + whole.end;
        self.flow.end_block(self.builder, end);
        self.marks.pass(end);
    }

    /// A range of `self.source`, as a span of the whole source.
    fn span(&self, range: Range<usize>) -> SourceSpan {
        SourceSpan::new(self.base + range.start, self.base + range.end)
    }
}

/// The text from the first of `lines` to the last, with white space for what is in none of them:
/// quote marks, indentation, carriage returns.
fn without_gaps<'s>(source: &'s str, lines: &[Range<usize>]) -> Cow<'s, str> {
    let touches = |pair: &[Range<usize>]| pair[0].end == pair[1].start;
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return Cow::Borrowed("");
    };
    if lines.windows(2).all(touches) {
        return html::countable(&source[first.start..last.end]);
    }
    let mut text = String::with_capacity(last.end - first.start);
    for line in lines {
        let gap = (line.start - first.start).saturating_sub(text.len());
        text.extend(std::iter::repeat_n('\t', gap));
        text.push_str(&source[line.clone()]);
    }
    Cow::Owned(html::countable(&text).into_owned())
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
