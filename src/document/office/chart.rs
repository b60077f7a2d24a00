//! The words of charts.
//!
//! A chart keeps the words of its workbook in caches and repeats the names of its series in them;
//! each word is read once, from the part that the program itself reads.

use std::collections::HashSet;

use super::drawing::is_automatic;
use super::package::{Package, Part};
use super::relations;
use super::text::Paragraph;
use super::xml::{Node, Nodes, Tag};
use crate::document::source::Unread;
use crate::document::{BlockKind, InlineKind};

/// The parts of what somebody drew on the chart `part`.
pub(super) fn drawings(
    package: &mut Package,
    part: &str,
    depth: usize,
) -> Result<Vec<Part>, Unread> {
    let mut parts = Vec::new();
    for relation in relations::of(package, part, depth)? {
        if relation.kind == "chartUserShapes" {
            parts.extend(package.part(&relation.target)?);
        }
    }
    Ok(parts)
}

/// The words of a chart: titles, names of series, categories, each once.
pub(super) fn read(xml: &str, depth: usize) -> Result<Vec<Paragraph>, Unread> {
    let mut walk = Walk::default();
    let mut nodes = Nodes::new(xml, depth);
    while let Some(node) = nodes.next()? {
        match node {
            Node::Start(tag) => walk.start(&tag, &mut nodes)?,
            Node::End(name, at) => walk.end(name, at, xml),
            Node::Text(range) => {
                if let Some(paragraph) = walk.open.as_mut().filter(|_| walk.reading) {
                    paragraph.push_text(xml, range);
                }
            }
            Node::Reference(range, words) => {
                if let Some(paragraph) = walk.open.as_mut().filter(|_| walk.reading) {
                    paragraph.push_replaced(range, words);
                }
            }
        }
    }
    Ok(walk.found)
}

#[derive(Default)]
struct Walk {
    found: Vec<Paragraph>,
    seen: HashSet<String>,
    open: Option<Paragraph>,
    reading: bool,
    /// Inside the words of a newer chart, whose points hold them without an element of their own.
    in_words: bool,
    /// The field that is open: the piece and the byte where it begins.
    field: Option<(usize, usize)>,
}

impl Walk {
    fn start(&mut self, tag: &Tag<'_>, nodes: &mut Nodes<'_>) -> Result<(), Unread> {
        match tag.name {
            "numCache" | "numLit" | "numDim" => drop(nodes.skip()?),
            "fld" if is_automatic(tag) => drop(nodes.skip()?),
            "fld" => {
                let from = self.open.as_ref().map_or(0, |open| open.pieces.len());
                self.field = Some((from, tag.start));
            }
            "strDim" => self.in_words = true,
            // A value of a cache of words, or of a series that is named by hand.
            "v" => self.begin(true),
            "pt" if self.in_words => self.begin(true),
            "p" => self.begin(false),
            "t" => self.reading = self.open.is_some(),
            "br" => {
                if let Some(paragraph) = &mut self.open {
                    paragraph.push_replaced(tag.start..tag.end, "\n");
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, reading: bool) {
        self.open = Some(Paragraph::new(BlockKind::Body));
        self.reading = reading;
    }

    fn end(&mut self, name: &str, at: usize, xml: &str) {
        match name {
            "strDim" => self.in_words = false,
            "t" => self.reading = false,
            "fld" => {
                if let (Some((from, start)), Some(open)) = (self.field.take(), &mut self.open)
                    && from < open.pieces.len()
                {
                    open.mark(InlineKind::Field, from, start..at);
                }
            }
            "v" | "p" | "pt" => {
                self.reading = false;
                let ended = self.open.take();
                if let Some(paragraph) = ended.filter(|ended| !ended.pieces.is_empty())
                    && self.seen.insert(paragraph.words(xml))
                {
                    self.found.push(paragraph);
                }
            }
            _ => {}
        }
    }
}
