//! The shapes of a slide, a notes page, a layout or a master: one walk for all of them.
//!
//! Groups nest to any depth, tables stand in frames, alternatives are taken once
//! (`mc:AlternateContent`: the first that says something); what a paragraph needs to be placed is
//! known when it ends, because a shape's name and placeholder stand before its text.

mod nest;

use std::ops::Range;
use std::sync::Arc;

use super::alternatives::Alternatives;
use super::text::Paragraph;
use super::xml::{Node, Nodes, Tag};
use super::{formula, in_table};
use crate::document::source::Unread;
use crate::document::{BlockKind, Cell, InlineKind, OPAQUE};
use crate::place::Bounds;
use nest::Nest;

/// What a walk finds.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    /// Paragraphs in the order of the XML.
    pub found: Vec<Found>,
    /// Charts, in order.
    pub charts: Vec<Frame>,
    /// Diagrams, in order; the relationship is that of their data.
    pub diagrams: Vec<Frame>,
    /// The boxes of all shapes but groups.
    pub boxes: Vec<Bounds>,
    /// Placeholders that have a box of their own.
    pub slots: Vec<Slot>,
    /// How many pictures there are.
    pub pictures: usize,
    /// Whether the root says `show="0"`.
    pub hidden: bool,
    /// Whether the root says `showMasterSp="0"`: what its master shows is not shown.
    pub without_master: bool,
    /// The local name of the root: `sld`, `notes`, `sldLayout`.
    pub root: Box<str>,
}

impl Shapes {
    /// The paragraphs alone.
    pub(super) fn into_paragraphs(self) -> Vec<Paragraph> {
        let found = self.found.into_iter();
        found.map(|found| found.paragraph).collect()
    }
}

/// What a frame on a slide shows, which is a part of its own.
#[derive(Debug)]
pub(super) struct Frame {
    /// The relationship to the part.
    pub relation: String,
    /// From the outermost group to the frame.
    pub path: Vec<Arc<str>>,
    /// The frame's box.
    pub bounds: Option<Bounds>,
}

/// A placeholder of a layout or master: shapes of slides that fill it and have no box stand there.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    /// `title`, `body` …
    pub kind: Arc<str>,
    /// Its number; empty if it has none.
    pub index: Arc<str>,
    /// Its box.
    pub bounds: Bounds,
}

/// A paragraph with where it stands.
#[derive(Debug)]
pub(super) struct Found {
    /// The paragraph.
    pub paragraph: Paragraph,
    /// From the outermost group to the shape.
    pub path: Vec<Arc<str>>,
    /// `title`, `ftr`, `body` …; none if the shape is no placeholder.
    pub placeholder: Option<Arc<str>>,
    /// The placeholder's number; empty if it has none.
    pub index: Arc<str>,
    /// The shape's box.
    pub bounds: Option<Bounds>,
    /// Row and column of a table, 1-based, in words.
    pub cell: Option<Arc<str>>,
}

/// A run that has not ended.
#[derive(Debug)]
struct Run {
    /// What it is beside text.
    kind: Option<InlineKind>,
    /// How many pieces its paragraph had before it.
    from: usize,
    /// Its first byte.
    start: usize,
}

/// Reads one part.
pub(super) fn walk(xml: &str, depth: usize) -> Result<Shapes, Unread> {
    let mut walk = Walk {
        xml,
        ..Walk::default()
    };
    let mut nodes = Nodes::new(xml, depth);
    let mut first = true;
    while let Some(node) = nodes.next()? {
        match node {
            Node::Start(tag) => {
                if std::mem::take(&mut first) {
                    walk.shapes.root = tag.name.into();
                    walk.shapes.hidden = tag.flag("show") == Some(false);
                    walk.shapes.without_master = tag.flag("showMasterSp") == Some(false);
                }
                walk.start(&tag, &mut nodes)?;
            }
            Node::End(name, at) => walk.end(name, at),
            Node::Text(range) => walk.text(range),
            Node::Reference(range, words) => walk.reference(range, &words),
        }
    }
    Ok(walk.shapes)
}

#[derive(Default)]
struct Walk<'x> {
    xml: &'x str,
    shapes: Shapes,
    nest: Nest,
    alternatives: Alternatives,
    paragraph: Option<Paragraph>,
    /// Inside `a:t`.
    in_text: bool,
    /// Inside a run that is struck out.
    struck: bool,
    /// The run or field that is open.
    run: Option<Run>,
    /// Tables so far, and row and column of the open one.
    tables: usize,
    row: usize,
    column: usize,
    in_table: bool,
}

impl<'x> Walk<'x> {
    fn start(&mut self, tag: &Tag<'x>, nodes: &mut Nodes<'x>) -> Result<(), Unread> {
        match tag.name {
            "AlternateContent" => self.alternatives.open(),
            "Choice" | "Fallback" if !self.alternatives.enter(self.said()) => drop(nodes.skip()?),
            "sp" | "grpSp" | "pic" | "graphicFrame" | "cxnSp" => {
                self.nest.begin(self.shapes.found.len());
            }
            // Pictures, and shapes and backgrounds that are filled with one.
            "blip" => self.shapes.pictures += 1,
            "cNvPr" => self.name_shape(tag),
            "ph" => self.hold_place(tag),
            "off" | "ext" | "chOff" | "chExt" => self.nest.bound(tag),
            "hlinkClick" => {
                if let Some(run) = &mut self.run {
                    let relation = tag.prefixed_attribute("id").unwrap_or_default();
                    run.kind = Some(InlineKind::Link(relation.into()));
                }
                self.attribute(tag, "tooltip", BlockKind::Label);
            }
            "hlinkHover" | "hlinkMouseOver" => self.attribute(tag, "tooltip", BlockKind::Label),
            "chart" if tag.raw_attribute("id").is_some() => {
                let frame = tag.attribute("id").map(|id| self.frame(id));
                self.shapes.charts.extend(frame);
            }
            "relIds" => {
                let frame = tag.attribute("dm").map(|id| self.frame(id));
                self.shapes.diagrams.extend(frame);
            }
            "tbl" => {
                self.in_table = true;
                self.row = 0;
            }
            "tr" => self.column = 0,
            // A merged cell's words stand in the cell that it is merged into.
            "tc" if tag.flag("hMerge") == Some(true) || tag.flag("vMerge") == Some(true) => {
                nodes.skip()?;
                self.column += 1;
            }
            "p" if self.paragraph.is_none() => {
                let kind = match self.nest.placeholder().map(|kind| &**kind) {
                    _ if self.in_table => BlockKind::Cell,
                    Some("title" | "ctrTitle") => BlockKind::Heading,
                    _ => BlockKind::Body,
                };
                self.paragraph = Some(Paragraph::new(kind));
            }
            "fld" if is_automatic(tag) => drop(nodes.skip()?),
            "fld" => self.open_run(tag, Some(InlineKind::Field)),
            "oMath" | "oMathPara" => {
                let (end, words) = formula::read(self.xml, nodes)?;
                self.put(tag.start..end, OPAQUE.to_string());
                if let Some(words) = words {
                    self.keep(words);
                }
            }
            "rPr" | "endParaRPr" => {
                self.struck = tag
                    .raw_attribute("strike")
                    .is_some_and(|(value, _)| value != "noStrike");
            }
            "r" => self.open_run(tag, None),
            // A diagram's `dgm:t` holds paragraphs, and no text itself.
            "t" => self.in_text = self.paragraph.is_some(),
            "br" => self.put(tag.start..tag.end, "\n"),
            "tab" => self.put(tag.start..tag.end, " "),
            // Where tabs stop.
            "tabLst" => drop(nodes.skip()?),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str, at: usize) {
        match name {
            "AlternateContent" => self.alternatives.close(),
            "Choice" | "Fallback" => self.alternatives.leave(self.said()),
            "grpSp" => self.nest.end_group(),
            "sp" | "pic" | "graphicFrame" | "cxnSp" => {
                if let Some((bounds, slot)) = self.nest.end_shape() {
                    self.shapes.boxes.push(bounds);
                    self.shapes.slots.extend(slot);
                }
            }
            "tbl" => {
                self.in_table = false;
                self.tables += 1;
            }
            "tr" => self.row += 1,
            "tc" => self.column += 1,
            "t" => self.in_text = false,
            "r" | "fld" => self.close_run(at),
            "p" => {
                if let Some(mut paragraph) = self.paragraph.take() {
                    if self.in_table {
                        let at = (self.row, self.column);
                        paragraph.cell = Some(Cell::new(self.tables, at, self.row == 0));
                    }
                    self.keep(paragraph);
                }
            }
            _ => {}
        }
    }

    fn open_run(&mut self, tag: &Tag<'_>, kind: Option<InlineKind>) {
        self.struck = false;
        let pieces = self.paragraph.as_ref();
        self.run = Some(Run {
            kind,
            from: pieces.map_or(0, |paragraph| paragraph.pieces.len()),
            start: tag.start,
        });
    }

    fn close_run(&mut self, at: usize) {
        self.struck = false;
        if let Some(run) = self.run.take()
            && let (Some(kind), Some(paragraph)) = (run.kind, &mut self.paragraph)
            && run.from < paragraph.pieces.len()
        {
            paragraph.mark(kind, run.from, run.start..at);
        }
    }

    fn text(&mut self, range: Range<usize>) {
        if self.in_text
            && !self.struck
            && let Some(paragraph) = &mut self.paragraph
        {
            paragraph.push_text(self.xml, range);
        }
    }

    fn reference(&mut self, range: Range<usize>, words: &str) {
        if self.in_text && !self.struck {
            self.put(range, words);
        }
    }

    fn put(&mut self, range: Range<usize>, words: impl Into<String>) {
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.push_replaced(range, words);
        }
    }

    /// How much was found so far; it grows with all that can be.
    fn said(&self) -> usize {
        let open = self.paragraph.as_ref();
        self.shapes.found.len()
            + self.shapes.charts.len()
            + self.shapes.diagrams.len()
            + open.map_or(0, |paragraph| paragraph.pieces.len())
    }

    /// Any `cNvPr` may have the text of a picture.
    fn name_shape(&mut self, tag: &Tag<'_>) {
        self.nest.name(tag);
        for name in ["descr", "title"] {
            self.attribute(tag, name, BlockKind::Alt);
        }
    }

    /// The open shape is a placeholder, and so is what was already found in it: its alternative text.
    fn hold_place(&mut self, tag: &Tag<'_>) {
        if let Some((kind, before)) = self.nest.hold_place(tag) {
            for found in self.shapes.found.iter_mut().skip(before) {
                found.placeholder = Some(Arc::clone(&kind));
            }
        }
    }

    fn frame(&self, relation: String) -> Frame {
        Frame {
            relation,
            path: self.nest.path(),
            bounds: self.nest.bounds(),
        }
    }

    fn attribute(&mut self, tag: &Tag<'_>, name: &str, kind: BlockKind) {
        if let Some(paragraph) = Paragraph::of_attribute(self.xml, tag, name, kind) {
            self.keep(paragraph);
        }
    }

    fn keep(&mut self, paragraph: Paragraph) {
        if paragraph.pieces.is_empty() {
            return;
        }
        self.shapes.found.push(Found {
            cell: paragraph.cell.map(in_table),
            path: self.nest.path(),
            placeholder: self.nest.placeholder().cloned(),
            index: self.nest.index(),
            bounds: self.nest.bounds(),
            paragraph,
        });
    }
}

/// Whether a field's text is made by the program: a slide number, a date, a value of a chart.
pub(super) fn is_automatic(tag: &Tag<'_>) -> bool {
    let Some((kind, _)) = tag.raw_attribute("type") else {
        return false;
    };
    kind.starts_with("datetime") || MADE.contains(&kind)
}

/// Fields whose text is a number, or stands in the chart's own words.
const MADE: [&str; 9] = [
    "slidenum",
    "CELLRANGE",
    "SERIESNAME",
    "CATEGORYNAME",
    "VALUE",
    "XVALUE",
    "YVALUE",
    "BUBBLESIZE",
    "PERCENTAGE",
];
