//! A document: what a reader sees of a file, block by block, and where each byte of it comes from.
//!
//! Extractors (one a format) write it through [`builder::Builder`]; everything after them reads it
//! and knows nothing of formats. The rendered text of all blocks stands in one string, so that one
//! pass of the automaton covers the whole document; two blocks are kept apart by a blank line
//! (`"\n\n"`), and no phrase crosses from one into the next.

mod align;
pub mod builder;
mod directive;
mod format;
#[cfg(test)]
mod hostile;
mod html;
#[cfg(any(feature = "pdf", feature = "legacy"))]
pub mod isolated;
#[cfg(feature = "legacy")]
pub mod legacy;
pub mod map;
mod markdown;
mod mdx;
#[cfg(feature = "office")]
pub mod office;
pub mod options;
#[cfg(feature = "pdf")]
pub mod pdf;
#[cfg(test)]
mod properties;
mod references;
pub mod source;
#[cfg(test)]
mod testing;
mod text;
#[cfg(any(feature = "pdf", feature = "legacy"))]
mod written;

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::place::Place;
use crate::position::narrow::narrow;
use crate::position::reach::Reach;
use crate::position::{SourceSpan, TextSpan};
use builder::Builder;
pub use format::{Format, Kind, unread_kind};
pub use map::OPAQUE;
use map::OffsetMap;
pub use options::ReadOptions;
use source::{Source, Unread};

/// What stands between two blocks in the rendered text.
pub const BLOCK_BREAK: &str = "\n\n";

/// Reads the bytes of a file.
///
/// # Errors
/// Why they cannot be read, in words for the file's owner.
pub fn open(kind: Kind, bytes: Vec<u8>, options: &ReadOptions) -> Result<Document, Unread> {
    match kind {
        Kind::Text(format) => Ok(read(format, Source::decode(bytes)?, options)),
        #[cfg(feature = "office")]
        Kind::Office(format) => office::read(format, bytes, &options.office),
        #[cfg(feature = "legacy")]
        Kind::Legacy(format) => legacy::read(format, bytes, &options.office),
        #[cfg(feature = "pdf")]
        Kind::Pdf => pdf::read(bytes, &options.office),
    }
}

/// Reads a decoded file as `format`.
#[must_use]
pub fn read(format: Format, source: Source, options: &ReadOptions) -> Document {
    let mut builder = Builder::with_capacity(source.text.len());
    match format {
        Format::Html => html::read(&mut builder, &source.text),
        Format::Mdx => mdx::read(&mut builder, &source.text, options),
        Format::Markdown => {
            markdown::read(&mut builder, &source.text, options);
        }
        Format::Text => text::read(&mut builder, &source.text),
    }
    let mut document = builder.finish(source);
    document.format = format;
    document
}

/// A file as a reader sees it.
#[derive(Debug)]
pub struct Document {
    /// How it was read.
    pub format: Format,
    /// The decoded source, with its way back to the bytes on disk.
    pub source: Source,
    /// The rendered text of all blocks, in the order of `blocks`, each followed by [`BLOCK_BREAK`].
    pub text: String,
    /// From rendered text to source.
    pub map: OffsetMap,
    /// The blocks, ascending by their place in `text`.
    pub blocks: Vec<Block>,
    /// The sections; `sections[0]` is what stands before the first heading.
    pub sections: Vec<Section>,
    /// Spans inside blocks that mean something to the judge and to rewriting, ascending by start.
    pub inlines: Vec<Inline>,
    /// Comments that address copydesk, in source order.
    pub directives: Vec<Directive>,
    /// Front-matter keys of one text value (`audience`, `channel`, `market` are read from here).
    pub meta: Vec<(String, String)>,
    /// Where blocks stand, in a file that has no lines.
    pub places: Vec<Place>,
    /// The parts of a package, in the order in which their text stands in `source`; empty for a
    /// file that is no package.
    pub parts: Vec<PartSpan>,
    /// What a reader may see in the file and this program cannot.
    pub notices: Vec<Notice>,
    /// Why nothing may be written into the file, for people, if so.
    pub sealed: Option<&'static str>,
    /// How far `inlines` reach, once somebody has asked; they may not be changed after that.
    reach: OnceLock<Reach>,
}

/// Something in a file that could not be read, while the rest was: a slide that is only pictures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Where.
    pub place: Place,
    /// What, for people: `no text, 3 pictures`.
    pub what: String,
}

/// A part of a package: where its decoded text stands in [`Document::source`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartSpan {
    /// Its name as the package writes it: `ppt/slides/slide7.xml`.
    pub name: Arc<str>,
    /// Its text, all of it and nothing else; a byte of the part is this far from its start.
    pub source: SourceSpan,
    /// What stands around its words, once somebody has asked.
    #[cfg(feature = "office")]
    pub skeleton: std::sync::OnceLock<office::skeleton::Skeleton>,
}

/// One run of prose that a reader reads as a unit. No phrase crosses its edges.
///
/// A large file has millions of them, so what only counts takes four bytes.
#[derive(Debug, Clone)]
pub struct Block {
    /// Its part of the rendered text, without the break after it.
    pub text: TextSpan,
    /// What it is.
    pub kind: BlockKind,
    /// Index into [`Document::sections`].
    pub section: u32,
    /// Where it stands in a table, if it is a cell.
    pub cell: Option<Cell>,
    /// The label of the footnote it belongs to.
    pub footnote: Option<Arc<str>>,
    /// Index into [`Document::places`], in a file that has no lines.
    pub place: Option<u32>,
    /// The source it was read from, markup included; two blocks may share or nest theirs.
    pub source: SourceSpan,
}

/// What a block is to its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A paragraph, list item, definition, quotation: running text.
    Body,
    /// A heading.
    Heading,
    /// A table cell.
    Cell,
    /// A figure's or table's caption.
    Caption,
    /// Text alternative of a picture.
    Alt,
    /// A title, label, placeholder: attribute text that a reader meets.
    Label,
    /// Front matter, page title, meta description.
    Meta,
}

/// The place of a cell in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cell {
    /// Which table of the document, 0-based.
    pub table: u32,
    /// Row, 0-based, the header being row 0 where there is one.
    pub row: u32,
    /// Column, 0-based.
    pub column: u32,
    /// Whether it stands in the header row.
    pub header: bool,
}

impl Cell {
    /// The cell of this row and column of a table, counted as its fields are.
    #[must_use]
    pub fn new(table: usize, (row, column): (usize, usize), header: bool) -> Self {
        Self {
            table: narrow(table),
            row: narrow(row),
            column: narrow(column),
            header,
        }
    }
}

/// What stands under one heading.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// The block that is its heading; none before the first heading.
    pub heading: Option<usize>,
    /// Index of the section that it is a part of.
    pub parent: Option<usize>,
    /// 1 to 6; 0 before the first heading.
    pub level: u8,
}

/// A span inside a block that carries meaning beyond its words.
#[derive(Debug, Clone)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Its words in the rendered text.
    pub text: TextSpan,
    /// All of it in the source, its markup included.
    pub source: SourceSpan,
}

/// The kinds of [`Inline`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InlineKind {
    /// Emphasis or strong emphasis; crossing one that is balanced inside a rewrite is harmless.
    Emphasis,
    /// `<q>`.
    Quote,
    /// A link, with its address as written.
    Link(Arc<str>),
    /// A reference to the footnote of this label; its span may be empty.
    FootnoteReference(Arc<str>),
    /// Made by the program from something else (a page reference, a date): what is written there is
    /// lost at the next update.
    Field,
    /// Words that a reviewer inserted and nobody has accepted yet.
    Insertion,
    /// Any other element whose edge a rewrite may not cross.
    Other,
}

/// A comment in the source that addresses copydesk: `copydesk-ignore RULE: reason`.
#[derive(Debug, Clone)]
pub struct Directive {
    /// Its words, from `copydesk-` on, without the comment's own marks.
    pub words: String,
    /// The whole comment.
    pub source: SourceSpan,
    /// How many bytes of rendered text stood before it.
    pub at: usize,
    /// The block that it stands in, if it does not stand between blocks.
    pub inside: Option<usize>,
}

impl Document {
    /// The block that holds byte `at` of the rendered text.
    #[must_use]
    pub fn block_at(&self, at: usize) -> Option<usize> {
        let index = self
            .blocks
            .partition_point(|block| block.text.start <= at)
            .checked_sub(1)?;
        (at <= self.blocks[index].text.end).then_some(index)
    }

    /// Where block `index` stands, in a file that has no lines.
    #[must_use]
    pub fn place_of(&self, index: usize) -> Option<&Place> {
        self.places.get(self.blocks.get(index)?.place? as usize)
    }

    /// The part that holds `span` of the source, and the span in that part's own decoded text.
    #[must_use]
    pub fn in_part(&self, span: SourceSpan) -> Option<(&PartSpan, SourceSpan)> {
        let after = self
            .parts
            .partition_point(|part| part.source.start <= span.start);
        let part = self.parts.get(after.checked_sub(1)?)?;
        let start = part.source.start;
        (span.end <= part.source.end)
            .then(|| (part, SourceSpan::new(span.start - start, span.end - start)))
    }

    /// Whether an edge of `inline` lies within `span`. Where a link goes on in the next run, there is none.
    #[must_use]
    pub fn cuts(&self, inline: &Inline, span: TextSpan) -> bool {
        let goes_on = |at: usize| {
            let is_link = matches!(inline.kind, InlineKind::Link(_));
            is_link
                && self.inlines_in(TextSpan::new(at, at)).any(|other| {
                    other.kind == inline.kind
                        && other.text != inline.text
                        && (other.text.start == at || other.text.end == at)
                })
        };
        let inside = |at: usize| span.start < at && at < span.end && !goes_on(at);
        inside(inline.text.start) || inside(inline.text.end)
    }

    /// Why a rewrite of the words of `hull` that makes `edits` of the source may not be written, for
    /// people: files with lines take any, other files only what leaves their markup alone.
    #[must_use]
    pub fn keeps_out(&self, hull: TextSpan, edits: &[SourceSpan]) -> Option<String> {
        if self.places.is_empty() {
            return None;
        }
        #[cfg(feature = "office")]
        if !self.parts.is_empty() {
            return self.package_keeps_out(hull, edits);
        }
        let _ = (hull, edits);
        Some("stands in a file of a kind that copydesk does not write".to_owned())
    }

    /// The rendered words of `span`.
    #[must_use]
    pub fn words(&self, span: TextSpan) -> &str {
        &self.text[span.range()]
    }

    /// The inlines that share a byte with `span`, or an edge with it.
    pub fn inlines_in(&self, span: TextSpan) -> impl Iterator<Item = &Inline> {
        let reach = self
            .reach
            .get_or_init(|| Reach::new(self.inlines.iter().map(|inline| inline.text.end)));
        let first = self
            .inlines
            .partition_point(|inline| inline.text.start < span.start);
        let mut before: Vec<usize> = reach.reaching(first, span.start).collect();
        before.reverse();
        let after = self.inlines[first..].iter();
        before
            .into_iter()
            .map(|at| &self.inlines[at])
            .chain(after.take_while(move |inline| inline.text.start <= span.end))
    }

    /// The source ranges of the words of `span`: one range for each run that the source writes
    /// without markup in it.
    #[must_use]
    pub fn segments(&self, span: TextSpan) -> Vec<SourceSpan> {
        self.map.segments(span, &self.text, &self.source.text)
    }

    /// The hull of [`Document::segments`]: from the first byte of the first word to the last of the last.
    #[must_use]
    pub fn hull(&self, span: TextSpan) -> SourceSpan {
        self.map.hull(span)
    }
}
