//! One part of an `OpenDocument` file: texts, presentations and spreadsheets are written alike.
//!
//! Text stands directly in paragraphs, beside frames, notes and comments that hold paragraphs of
//! their own; so what is open forms a stack, and words go to its top, if that is a paragraph.

mod places;

use std::ops::Range;
use std::sync::Arc;

use super::super::OfficeOptions;
use super::super::formula;
use super::super::outline::Outline;
use super::super::text::Paragraph;
use super::super::xml::{Node, Nodes, Tag};
use super::styles::Styles;
use super::table::{Holds, Table};
use crate::document::source::Unread;
use crate::document::{BlockKind, InlineKind, OPAQUE};
use crate::place::{Place, Unit};

/// What a walk finds.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// In the order of the part.
    pub found: Vec<Found>,
    /// Folders of embedded objects (charts), with the place of their frame and the number of
    /// entries of `found` before it.
    pub objects: Vec<(String, Place, usize)>,
    /// Slides without words of their own, and how many pictures they have.
    pub only_pictures: Vec<(Place, usize)>,
    /// The name of a master and the number of a slide that uses it.
    pub masters: Vec<(String, usize)>,
}

/// Something to put into the document.
#[derive(Debug)]
pub(super) enum Found {
    /// A slide, a sheet begins.
    Section,
    /// A paragraph with its place.
    Paragraph(Paragraph, Box<Place>),
    /// Nothing after all.
    Nothing,
}

/// What is open.
#[derive(Debug)]
enum Sink {
    /// Holds paragraphs; words directly in it are not text.
    Frame,
    /// Takes words: its slot among what was found, and its level if it is a heading.
    Paragraph(usize, Paragraph, Option<u8>),
}

/// A shape that has not ended.
#[derive(Debug)]
struct Shape {
    name: Option<Arc<str>>,
    class: Option<String>,
}

pub(super) struct Walk<'x> {
    xml: &'x str,
    options: &'x OfficeOptions,
    part: Arc<str>,
    walked: Walked,
    styles: Styles,
    sinks: Vec<Sink>,
    shapes: Vec<Shape>,
    tables: Vec<Table>,
    tables_seen: usize,
    /// What kind of place is open, the innermost last.
    places: Vec<Place>,
    outline: Outline,
    /// For each open title, whether it is the text of a picture.
    titles: Vec<bool>,
    /// For each open span, whether its words are struck out.
    spans: Vec<bool>,
    /// Links that have not ended: the address, the piece and the byte where they begin.
    links: Vec<(String, usize, usize)>,
    slides: usize,
    notes: usize,
    is_spreadsheet: bool,
    /// Since the slide began: what was found before, and pictures.
    slide: (usize, usize),
}

/// Shapes, all of which may hold paragraphs.
const SHAPES: [&str; 15] = [
    "frame",
    "g",
    "custom-shape",
    "rect",
    "ellipse",
    "circle",
    "line",
    "polyline",
    "polygon",
    "path",
    "connector",
    "caption",
    "measure",
    "regular-polygon",
    "control",
];

/// Elements that are left out with all that is in them.
const LEFT_OUT: [&str; 18] = [
    "tracked-changes",
    "note-citation",
    "page-number",
    "page-count",
    "date",
    "time",
    "ruby-text",
    "number",
    "script",
    "binary-data",
    "handout-master",
    "page-thumbnail",
    "table-of-content-source",
    "illustration-index-source",
    "table-index-source",
    "alphabetical-index-source",
    "bibliography-source",
    "user-index-source",
];

/// Reads one part.
pub(super) fn walk(
    xml: &str,
    part: &str,
    options: &OfficeOptions,
    at: Place,
) -> Result<Walked, Unread> {
    let part: Arc<str> = part.into();
    let mut walk = Walk {
        xml,
        options,
        walked: Walked::default(),
        styles: Styles::default(),
        sinks: vec![Sink::Frame],
        shapes: Vec::new(),
        tables: Vec::new(),
        tables_seen: 0,
        places: vec![Place {
            part: Arc::clone(&part),
            ..at
        }],
        part,
        outline: Outline::default(),
        titles: Vec::new(),
        spans: Vec::new(),
        links: Vec::new(),
        slides: 0,
        notes: 0,
        is_spreadsheet: false,
        slide: (0, 0),
    };
    let mut nodes = Nodes::lenient(xml, options.limits.nesting());
    while let Some(node) = nodes.next()? {
        match node {
            Node::Start(tag) => walk.start(&tag, &mut nodes)?,
            Node::End(name, at) => walk.end(name, at),
            Node::Text(range) => {
                if let Some(Sink::Paragraph(_, paragraph, _)) = walk.sinks.last_mut() {
                    paragraph.push_text(xml, range);
                }
            }
            Node::Reference(range, words) => walk.put(range, words),
        }
    }
    Ok(walk.walked)
}

impl<'x> Walk<'x> {
    fn start(&mut self, tag: &Tag<'x>, nodes: &mut Nodes<'x>) -> Result<(), Unread> {
        match tag.name {
            name if LEFT_OUT.contains(&name) => drop(nodes.skip()?),
            "annotation" if !self.options.comments => drop(nodes.skip()?),
            // Filled in from what the slide declares.
            "header" | "footer" | "date-time" if tag.prefix == "presentation" => {
                nodes.skip()?;
            }
            name if SHAPES.contains(&name) => self.open_shape(tag),
            "s" | "tab" => self.put(tag.start..tag.end, " "),
            "line-break" => self.put(tag.start..tag.end, "\n"),
            "p" | "h" => self.open_paragraph(tag),
            "footer-decl" | "header-decl" => {
                self.places.push(self.here(Unit::HeaderFooter));
                self.open_words(BlockKind::Body, None);
            }
            "title" | "desc" => {
                // In a sentence it is a field: the title of the document.
                let is_alt = !matches!(self.sinks.last(), Some(Sink::Paragraph(..)));
                self.titles.push(is_alt);
                if is_alt {
                    self.open_words(BlockKind::Alt, None);
                }
            }
            "span" => {
                let struck = self.styles.of(tag).struck;
                self.spans.push(struck);
                if struck {
                    self.sinks.push(Sink::Frame);
                }
            }
            "a" => {
                let pieces = match self.sinks.last() {
                    Some(Sink::Paragraph(_, paragraph, _)) => paragraph.pieces.len(),
                    _ => 0,
                };
                let address = tag.attribute("href").unwrap_or_default();
                self.links.push((address, pieces, tag.start));
                self.label(tag, "title");
            }
            "math" => {
                let (end, words) = formula::read(self.xml, nodes)?;
                self.put(tag.start..end, OPAQUE.to_string());
                self.beside(words);
            }
            "table" | "table-header-rows" | "table-row" | "table-cell" | "covered-table-cell" => {
                self.start_table(tag);
            }
            "spreadsheet" => self.is_spreadsheet = true,
            "style" | "text-properties" | "drawing-page-properties" | "table-properties" => {
                self.styles.note(tag);
            }
            "image" => self.slide.1 += 1,
            "object" | "object-ole" => {
                if let Some(address) = tag.attribute("href") {
                    let place = self.place();
                    let before = self.walked.found.len();
                    self.walked.objects.push((address, place, before));
                }
            }
            _ => self.start_place(tag, nodes)?,
        }
        Ok(())
    }

    fn end(&mut self, name: &str, at: usize) {
        match name {
            "p" | "h" => self.close_words(),
            "footer-decl" | "header-decl" => {
                self.close_words();
                self.places.pop();
            }
            "title" | "desc" => self.close_title(),
            "span" => self.close_span(),
            "a" => {
                if let Some((address, from, start)) = self.links.pop()
                    && let Some(Sink::Paragraph(_, paragraph, _)) = self.sinks.last_mut()
                    && from < paragraph.pieces.len()
                {
                    paragraph.mark(InlineKind::Link(address.into()), from, start..at);
                }
            }
            "table" => {
                self.tables.pop();
                if self.is_spreadsheet && self.tables.is_empty() && self.places.len() > 1 {
                    self.places.pop();
                }
            }
            "table-header-rows" | "table-row" | "table-cell" | "covered-table-cell" => {
                if let Some(table) = self.tables.last_mut() {
                    table.end(name);
                }
            }
            "page" => {
                let slide = self.places.pop();
                self.name_slide(slide);
            }
            "notes" | "master-page" => drop(self.places.pop()),
            "header" | "footer" | "header-left" | "footer-left" | "header-first"
            | "footer-first" => {
                // One that is not displayed was skipped with its end.
                drop(self.places.pop());
            }
            "note" | "annotation" => {
                self.places.pop();
                self.sinks.pop();
            }
            name if SHAPES.contains(&name) && !self.shapes.is_empty() => {
                self.shapes.pop();
                self.sinks.pop();
            }
            _ => {}
        }
    }

    fn close_title(&mut self) {
        if self.titles.pop() == Some(true) {
            self.close_words();
        }
    }

    fn close_span(&mut self) {
        if self.spans.pop() == Some(true) {
            self.sinks.pop();
        }
    }

    fn open_shape(&mut self, tag: &Tag<'x>) {
        let class = tag.attribute("class");
        let name = tag.attribute("name").or_else(|| class.clone());
        self.shapes.push(Shape {
            name: name.filter(|name| !name.is_empty()).map(Into::into),
            class,
        });
        self.sinks.push(Sink::Frame);
    }

    fn start_table(&mut self, tag: &Tag<'x>) {
        if tag.name == "table" {
            let mut table = Table::default();
            table.index = self.tables_seen;
            self.tables_seen += 1;
            if self.is_spreadsheet && self.tables.is_empty() {
                self.open_sheet(tag);
            }
            self.tables.push(table);
        } else if let Some(table) = self.tables.last_mut() {
            table.start(tag, self.is_spreadsheet);
        }
    }

    fn open_paragraph(&mut self, tag: &Tag<'_>) {
        let wordless = self
            .tables
            .last()
            .is_some_and(|table| table.holds == Holds::Nothing);
        if wordless && self.shapes.is_empty() {
            self.sinks.push(Sink::Frame);
            return;
        }
        let level = (tag.name == "h").then(|| {
            let level = tag.attribute("outline-level");
            level.and_then(|level| level.parse().ok()).unwrap_or(1_u8)
        });
        let class = self.shapes.last().and_then(|shape| shape.class.as_deref());
        let unit = self.places.last().map(|place| place.unit);
        let kind = match (unit, class) {
            (Some(Unit::Slide), Some("title")) => BlockKind::Heading,
            _ if !self.tables.is_empty() => BlockKind::Cell,
            (Some(Unit::Body), _) if level.is_some() => BlockKind::Heading,
            _ => BlockKind::Body,
        };
        self.open_words(kind, level);
    }

    fn open_words(&mut self, kind: BlockKind, level: Option<u8>) {
        let slot = self.walked.found.len();
        self.walked.found.push(Found::Nothing);
        let paragraph = Paragraph::new(kind);
        self.sinks.push(Sink::Paragraph(slot, paragraph, level));
    }

    fn close_words(&mut self) {
        let Some(Sink::Paragraph(slot, mut paragraph, level)) = self.sinks.pop() else {
            return;
        };
        let words = paragraph.words(self.xml);
        let is_number = self.tables.last().is_some_and(|table| {
            table.holds == Holds::Number && !words.contains(char::is_alphabetic)
        });
        if words.trim().is_empty() || self.is_prompt() || is_number {
            return;
        }
        let mut place = self.place();
        match (place.unit, paragraph.kind, level) {
            (Unit::Body, BlockKind::Heading, Some(level)) => {
                let level = level.clamp(1, 6);
                paragraph.level = Some(level);
                self.outline.heading(level, &words);
                place.name = self.outline.path();
            }
            (Unit::Body, BlockKind::Body, _) if self.shapes.is_empty() => {
                place.paragraph = Some(self.outline.paragraph());
            }
            (Unit::Note | Unit::Endnote, ..) => paragraph.footnote.clone_from(&place.id),
            _ => {}
        }
        if let Some(table) = self.tables.last()
            && paragraph.kind == BlockKind::Cell
        {
            paragraph.cell = Some(table.cell());
            if table.holds == Holds::Made {
                let hull = paragraph.hull().unwrap_or_default();
                paragraph.mark(InlineKind::Field, 0, hull);
            }
        }
        if let Some(found) = self.walked.found.get_mut(slot) {
            *found = Found::Paragraph(paragraph, Box::new(place));
        }
    }

    fn put(&mut self, range: Range<usize>, words: impl Into<String>) {
        if let Some(Sink::Paragraph(_, paragraph, _)) = self.sinks.last_mut() {
            paragraph.push_replaced(range, words);
        }
    }

    fn label(&mut self, tag: &Tag<'_>, name: &str) {
        self.beside(Paragraph::of_attribute(
            self.xml,
            tag,
            name,
            BlockKind::Label,
        ));
    }

    /// Adds words that stand here and in no paragraph.
    fn beside(&mut self, words: Option<Paragraph>) {
        let place = self.place();
        let found = words.map(|words| Found::Paragraph(words, Box::new(place)));
        self.walked.found.extend(found);
    }
}
