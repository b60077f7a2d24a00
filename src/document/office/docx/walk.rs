//! One story of a text document: its body, a header, its footnotes, its comments.
//!
//! What a reader sees is read: insertions that are tracked and not what was deleted or moved away,
//! results of fields and not their instructions, a text box once although it is written twice. A
//! text box stands inside a paragraph, so paragraphs nest; they come in the order in which they begin.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::super::alternatives::Alternatives;
use super::super::formula;
use super::super::text::Paragraph;
use super::super::xml::{Node, Nodes, Tag};
use super::fields::{Fields, Step};
use super::story::{Found, Story, What};
use super::styles::{Rank, Styles, rank};
use super::symbol::symbol;
use super::tables::Tables;
use crate::document::source::Unread;
use crate::document::{BlockKind, InlineKind, OPAQUE};

/// A paragraph that has not ended.
#[derive(Debug)]
struct Open {
    /// Its slot among what was found.
    slot: usize,
    shown: Paragraph,
    /// Runs that are not shown are a paragraph of their own: they neither part nor join the others.
    unshown: Paragraph,
    rank: Option<Rank>,
    /// Marks that have not ended: what, from which piece, from which byte.
    marks: Vec<(InlineKind, usize, usize)>,
}

#[derive(Default)]
struct Walk<'x> {
    xml: &'x str,
    slots: Vec<Option<Found>>,
    /// How many slots are filled, and how many pieces they hold.
    kept: usize,
    open: Vec<Open>,
    tables: Tables,
    fields: Fields,
    /// Names of drawings that have not ended.
    drawings: Vec<Option<Arc<str>>>,
    /// What the last drawing says in place of its picture.
    alts: HashSet<String>,
    alternatives: Alternatives,
    note: Option<(Arc<str>, usize)>,
    notes_seen: usize,
    in_text: bool,
    /// In the properties of a paragraph or run, where elements are no text.
    in_properties: usize,
    unshown: bool,
    struck: bool,
}

/// Elements whose text is not read, all of them with what is in them.
const LEFT_OUT: [&str; 15] = [
    "del",
    "moveFrom",
    "instrText",
    "delInstrText",
    "delText",
    "rt",
    "sdtPr",
    "sdtEndPr",
    "sectPr",
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "fldData",
    "ffData",
    "binData",
];

/// Reads one part. `links` gives the address of a link by the id of its relation.
pub(super) fn walk(
    xml: &str,
    styles: &Styles,
    links: &dyn Fn(&str) -> Option<Arc<str>>,
    depth: usize,
) -> Result<Story, Unread> {
    let story = read(xml, styles, links, depth, false)?;
    match story {
        // Of a field that never ends nobody can say where its instruction ends: all of it is read.
        None => Ok(read(xml, styles, links, depth, true)?.unwrap_or_default()),
        Some(story) => Ok(story),
    }
}

/// As [`walk`]; none if a field never ends. `with_instructions` reads what stands in one all the same.
fn read(
    xml: &str,
    styles: &Styles,
    links: &dyn Fn(&str) -> Option<Arc<str>>,
    depth: usize,
    with_instructions: bool,
) -> Result<Option<Story>, Unread> {
    let mut walk = Walk {
        xml,
        fields: Fields::new(with_instructions),
        ..Walk::default()
    };
    let mut nodes = Nodes::new(xml, depth);
    while let Some(node) = nodes.next()? {
        match node {
            Node::Start(tag) if LEFT_OUT.contains(&tag.name) => drop(nodes.skip()?),
            Node::Start(tag) if walk.in_properties > 0 => walk.property(&tag, styles),
            Node::Start(tag) => walk.start(&tag, &mut nodes, links)?,
            Node::End(name, at) => walk.end(name, at),
            Node::Text(range) => {
                if walk.in_text && !walk.struck {
                    let xml = walk.xml;
                    if let Some(paragraph) = walk.paragraph() {
                        paragraph.push_text(xml, range);
                    }
                }
            }
            Node::Reference(range, words) => {
                if walk.in_text && !walk.struck {
                    walk.put(range, words);
                }
            }
        }
    }
    if walk.fields.hide() {
        return Ok(None);
    }
    Ok(Some(Story {
        found: walk.slots.into_iter().flatten().collect(),
    }))
}

impl<'x> Walk<'x> {
    fn start(
        &mut self,
        tag: &Tag<'x>,
        nodes: &mut Nodes<'x>,
        links: &dyn Fn(&str) -> Option<Arc<str>>,
    ) -> Result<(), Unread> {
        match tag.name {
            "AlternateContent" => self.alternatives.open(),
            "Choice" | "Fallback" if !self.alternatives.enter(self.said()) => drop(nodes.skip()?),
            "p" => self.open_paragraph(),
            "pPr" => self.in_properties += 1,
            "rPr" => {
                (self.unshown, self.struck) = (false, false);
                self.in_properties += 1;
            }
            "r" => (self.unshown, self.struck) = (false, false),
            "t" => self.in_text = true,
            "tab" | "ptab" => self.put(tag.start..tag.end, " "),
            "br" | "cr" => self.put(tag.start..tag.end, "\n"),
            "noBreakHyphen" => self.put(tag.start..tag.end, "\u{2011}"),
            "softHyphen" => self.put(tag.start..tag.end, "\u{ad}"),
            "sym" => self.put(tag.start..tag.end, symbol(tag).to_string()),
            "oMath" | "oMathPara" => {
                let (end, words) = formula::read(self.xml, nodes)?;
                self.put(tag.start..end, OPAQUE.to_string());
                self.keep(words.map(|words| What::Paragraph(words, None, false)));
            }
            "hyperlink" => {
                let address = tag.prefixed_attribute("id").and_then(|id| links(&id));
                let anchor = || tag.attribute("anchor").map(|to| format!("#{to}").into());
                let address = address.or_else(anchor).unwrap_or_default();
                self.begin_mark(InlineKind::Link(address), tag.start);
                self.attribute(tag, "tooltip", BlockKind::Label);
            }
            "ins" | "moveTo" => self.begin_mark(InlineKind::Insertion, tag.start),
            "fldSimple" => self.begin_mark(InlineKind::Field, tag.start),
            "fldChar" => self.field(tag),
            "footnoteReference" | "endnoteReference" => self.reference(tag),
            _ => self.start_frame(tag, nodes)?,
        }
        Ok(())
    }

    /// Elements that hold paragraphs, or stand for what is in another part.
    fn start_frame(&mut self, tag: &Tag<'x>, nodes: &mut Nodes<'x>) -> Result<(), Unread> {
        match tag.name {
            "drawing" | "pict" | "object" => {
                self.drawings.push(None);
                self.alts.clear();
            }
            "docPr" => {
                if let Some(name) = self.drawings.last_mut() {
                    *name = tag
                        .attribute("name")
                        .filter(|name| !name.is_empty())
                        .map(Into::into);
                }
                for name in ["descr", "title"] {
                    self.alt_once(tag, name);
                }
            }
            // A picture repeats what its drawing says; a shape of a group speaks for itself.
            "cNvPr" => {
                for name in ["descr", "title"] {
                    self.alt_once(tag, name);
                }
            }
            "tblCaption" | "tblDescription" => self.attribute(tag, "val", BlockKind::Alt),
            "hlinkClick" => self.attribute(tag, "tooltip", BlockKind::Label),
            // The picture of an old drawing; `alt` is its text.
            "shape" | "rect" | "oval" | "roundrect" => self.alt_once(tag, "alt"),
            // WordArt of old drawings keeps its words in an attribute.
            "textpath" => self.attribute(tag, "string", BlockKind::Body),
            "chart" => {
                let id = tag.attribute("id").map(What::Chart);
                self.keep(id);
            }
            "relIds" => {
                let id = tag.attribute("dm").map(What::Diagram);
                self.keep(id);
            }
            "tbl" | "tr" | "tblHeader" | "tc" | "gridSpan" => self.tables.start(tag),
            // Lines between text and notes.
            "footnote" | "endnote"
                if tag.attribute("type").is_some_and(|kind| kind != "normal") =>
            {
                nodes.skip()?;
            }
            "footnote" | "endnote" | "comment" => {
                self.notes_seen += 1;
                self.note = tag.attribute("id").map(|id| (id.into(), self.notes_seen));
            }
            _ => {}
        }
        Ok(())
    }

    /// An element in the properties of a paragraph or run.
    fn property(&mut self, tag: &Tag<'x>, styles: &Styles) {
        match tag.name {
            "pPr" | "rPr" => self.in_properties += 1,
            "pStyle" => {
                if let (Some(open), Some(id)) = (self.open.last_mut(), tag.attribute("val")) {
                    open.rank = open.rank.or_else(|| styles.rank(&id));
                }
            }
            "outlineLvl" => {
                if let (Some(open), Some(level)) = (self.open.last_mut(), tag.attribute("val")) {
                    open.rank = rank(&level);
                }
            }
            "vanish" => self.unshown = tag.flag("val").unwrap_or(true),
            "strike" | "dstrike" => self.struck |= tag.flag("val").unwrap_or(true),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, at: usize) {
        match name {
            "AlternateContent" => self.alternatives.close(),
            "Choice" | "Fallback" => self.alternatives.leave(self.said()),
            "pPr" => {
                self.in_properties = self.in_properties.saturating_sub(1);
                // What the properties say of the paragraph's mark says nothing of its runs.
                (self.unshown, self.struck) = (false, false);
            }
            "rPr" => self.in_properties = self.in_properties.saturating_sub(1),
            "p" => self.close_paragraph(at),
            "t" => self.in_text = false,
            "r" => (self.unshown, self.struck) = (false, false),
            "hyperlink" | "ins" | "moveTo" | "fldSimple" => self.end_mark(at),
            "drawing" | "pict" | "object" => drop(self.drawings.pop()),
            "tbl" | "tr" | "tc" => self.tables.end(name),
            "footnote" | "endnote" | "comment" => self.note = None,
            _ => {}
        }
    }

    fn open_paragraph(&mut self) {
        let kind = if self.tables.is_empty() {
            BlockKind::Body
        } else {
            BlockKind::Cell
        };
        self.open.push(Open {
            slot: self.slots.len(),
            shown: Paragraph::new(kind),
            unshown: Paragraph::new(kind),
            rank: None,
            marks: Vec::new(),
        });
        // The paragraph and its unshown runs.
        self.slots.extend([None, None]);
    }

    fn close_paragraph(&mut self, at: usize) {
        while self.open.last().is_some_and(|open| !open.marks.is_empty()) {
            self.end_mark(at);
        }
        let Some(open) = self.open.pop() else { return };
        let both = [(open.shown, false), (open.unshown, true)];
        for (slot, (mut paragraph, unshown)) in (open.slot..).zip(both) {
            if paragraph.pieces.is_empty() {
                continue;
            }
            paragraph.footnote = self.note.as_ref().map(|(id, _)| Arc::clone(id));
            paragraph.cell = self.tables.cell();
            self.kept += paragraph.pieces.len();
            let rank = open.rank.filter(|_| self.tables.is_empty());
            self.slots[slot] = Some(self.found(What::Paragraph(paragraph, rank, unshown)));
        }
    }

    /// The paragraph that words go to now; none where words are not read.
    fn paragraph(&mut self) -> Option<&mut Paragraph> {
        if self.fields.hide() {
            return None;
        }
        let unshown = self.unshown;
        let open = self.open.last_mut()?;
        Some(if unshown {
            &mut open.unshown
        } else {
            &mut open.shown
        })
    }

    /// How much was found so far; it grows with all that can be.
    fn said(&self) -> usize {
        let pieces = |open: &Open| open.shown.pieces.len() + open.unshown.pieces.len();
        self.kept + self.open.iter().map(pieces).sum::<usize>()
    }

    fn put(&mut self, range: Range<usize>, words: impl Into<String>) {
        if self.struck {
            return;
        }
        if let Some(paragraph) = self.paragraph() {
            paragraph.push_replaced(range, words);
        }
    }

    fn begin_mark(&mut self, kind: InlineKind, start: usize) {
        if let Some(open) = self.open.last_mut() {
            let from = open.shown.pieces.len();
            open.marks.push((kind, from, start));
        }
    }

    fn end_mark(&mut self, at: usize) {
        let Some(open) = self.open.last_mut() else {
            return;
        };
        if let Some((kind, from, start)) = open.marks.pop()
            && from < open.shown.pieces.len()
        {
            open.shown.mark(kind, from, start..at);
        }
    }

    fn field(&mut self, tag: &Tag<'_>) {
        match self.fields.note(tag) {
            Some(Step::Result(start)) => self.begin_mark(InlineKind::Field, start),
            Some(Step::End) => {
                let open = self.open.last().and_then(|open| open.marks.last());
                // A field may have begun in an earlier paragraph, whose end closed its mark.
                if open.is_some_and(|(kind, ..)| *kind == InlineKind::Field) {
                    self.end_mark(tag.end);
                }
            }
            None => {}
        }
    }

    fn reference(&mut self, tag: &Tag<'_>) {
        let Some(id) = tag.attribute("id") else {
            return;
        };
        if let Some(open) = self.open.last_mut() {
            let here = open.shown.pieces.len();
            open.shown.mark(
                InlineKind::FootnoteReference(id.into()),
                here,
                tag.start..tag.end,
            );
        }
    }

    fn attribute(&mut self, tag: &Tag<'_>, name: &str, kind: BlockKind) {
        if let Some(paragraph) = Paragraph::of_attribute(self.xml, tag, name, kind) {
            self.keep(Some(What::Paragraph(paragraph, None, false)));
        }
    }

    /// An alternative text, unless the open drawing has said the same.
    fn alt_once(&mut self, tag: &Tag<'_>, name: &str) {
        if let Some(alt) = Paragraph::of_attribute(self.xml, tag, name, BlockKind::Alt)
            && self.alts.insert(alt.words(self.xml))
        {
            self.keep(Some(What::Paragraph(alt, None, false)));
        }
    }

    fn keep(&mut self, what: Option<What>) {
        let found = what.map(|what| self.found(what));
        self.kept += usize::from(found.is_some());
        self.slots.push(found);
    }

    fn found(&self, what: What) -> Found {
        Found {
            what,
            shape: self.drawings.iter().rev().flatten().next().cloned(),
            table: self.tables.index(),
            note: self.note.clone(),
        }
    }
}
