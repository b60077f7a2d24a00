//! Text documents: the body under its headings, then headers and footers, notes, comments where they
//! are asked for, and the document's properties.
//!
//! Such a file has no pages, so a paragraph is found by the headings above it and its number under
//! them. Header and footer texts that several sections repeat are reported once.

mod fields;
mod story;
mod styles;
mod symbol;
mod tables;
mod walk;

use std::collections::HashSet;
use std::sync::Arc;

use super::outline::Outline;
use super::package::{Package, Part};
use super::relations::{self, Relation};
use super::text::Paragraph;
use super::{Assembly, OfficeOptions, chart, drawing, embedded, in_table, main_part, properties};
use crate::document::BlockKind;
use crate::document::source::Unread;
use crate::place::{Place, Unit};
use story::{Found, What};
use styles::{Rank, Styles};

/// Reads a text document.
pub(super) fn read(
    package: Package,
    options: &OfficeOptions,
    assembly: &mut Assembly,
) -> Result<(), Unread> {
    let mut text = Text {
        package,
        depth: options.limits.nesting(),
        assembly,
        styles: Styles::default(),
        outline: Outline::default(),
        repeated: HashSet::new(),
        every_copy: options.every_copy,
    };
    let root = relations::of(&mut text.package, "", text.depth)?;
    let usual = "word/document.xml";
    let body = main_part(&mut text.package, &root, usual, "document")?;
    let relations = relations::of(&mut text.package, &body.name, text.depth)?;
    if let Some(styles) = relations.iter().find(|relation| relation.kind == "styles")
        && let Some(part) = text.package.part(&styles.target)?
    {
        text.styles = Styles::read(&part.xml, text.depth)?;
    }
    text.story(&body, Unit::Body, &relations)?;
    let mut embedding = vec![(relations.clone(), Unit::Body, body.name)];
    for (kind, unit) in [
        ("header", Unit::HeaderFooter),
        ("footer", Unit::HeaderFooter),
        ("footnotes", Unit::Note),
        ("endnotes", Unit::Endnote),
        ("comments", Unit::Comment),
    ] {
        if unit == Unit::Comment && !options.comments {
            continue;
        }
        for relation in relations.iter().filter(|relation| relation.kind == kind) {
            if let Some(part) = text.package.part(&relation.target)? {
                let own = relations::of(&mut text.package, &part.name, text.depth)?;
                text.story(&part, unit, &own)?;
                embedding.push((own, unit, part.name));
            }
        }
    }
    for found in properties::read(&mut text.package, &root, text.depth)? {
        let base = text.assembly.part(&found.part);
        text.assembly.section();
        for (value, place) in found.values {
            text.assembly.paragraph(base, &value, place);
        }
    }
    for (relations, unit, part) in embedding {
        let at = Place {
            part: part.into(),
            unit,
            ..Place::default()
        };
        let chunks = relations.iter().filter(|known| known.kind == "aFChunk");
        for _ in chunks {
            let what = "a text of another format that is put in here (altChunk) is not read";
            text.assembly.notice(at.clone(), what.to_owned());
        }
        embedded::read(&relations, &at, &mut text.package, options, text.assembly);
    }
    Ok(())
}

/// The shape, the table and the note that a paragraph stands in.
type At = (Option<Arc<str>>, Option<usize>, Option<(Arc<str>, usize)>);

/// A text document being read.
struct Text<'a> {
    package: Package,
    depth: usize,
    assembly: &'a mut Assembly,
    styles: Styles,
    outline: Outline,
    /// What headers and footers have said.
    repeated: HashSet<String>,
    every_copy: bool,
}

impl Text<'_> {
    fn story(&mut self, part: &Part, unit: Unit, relations: &[Relation]) -> Result<(), Unread> {
        let link = |id: &str| -> Option<Arc<str>> {
            let relation = relations.iter().find(|known| known.id == id)?;
            Some(relation.target.as_str().into())
        };
        let mut story = walk::walk(&part.xml, &self.styles, &link, self.depth)?;
        if unit == Unit::Comment {
            story.without_own_comments(&part.xml);
        }
        let base = self.assembly.part(part);
        if unit != Unit::Body {
            self.assembly.section();
            self.outline = Outline::default();
        }
        let name: Arc<str> = part.name.as_str().into();
        for found in story.found {
            let place = Place {
                part: Arc::clone(&name),
                unit,
                ..Place::default()
            };
            match found.what {
                What::Paragraph(paragraph, rank, hidden) => {
                    let place = Place { hidden, ..place };
                    let at = (found.shape, found.table, found.note);
                    self.paragraph((base, &part.xml), paragraph, rank, at, place);
                }
                What::Chart(ref id) | What::Diagram(ref id) => {
                    if let Some(target) = link(id) {
                        self.graphic(&target, &found, place)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn paragraph(
        &mut self,
        (base, xml): (usize, &str),
        mut paragraph: Paragraph,
        rank: Option<Rank>,
        (shape, table, note): At,
        place: Place,
    ) {
        let words = paragraph.words(xml);
        if words.trim().is_empty() {
            return;
        }
        let is_once = place.unit == Unit::HeaderFooter && !self.every_copy;
        if is_once && !self.repeated.insert(words.clone()) {
            return;
        }
        let is_text = matches!(paragraph.kind, BlockKind::Body);
        let mut number = None;
        match rank {
            Some(Rank::Heading(level)) if place.unit == Unit::Body && shape.is_none() => {
                paragraph.kind = BlockKind::Heading;
                paragraph.level = Some(level.min(6));
                self.outline.heading(level, &words);
            }
            Some(Rank::Title) if place.unit == Unit::Body => paragraph.kind = BlockKind::Heading,
            _ if place.unit == Unit::Body && is_text && shape.is_none() => {
                number = Some(self.outline.paragraph());
            }
            _ => {}
        }
        let cell = paragraph.cell.filter(|_| table.is_some());
        let place = Place {
            name: self.outline.path(),
            paragraph: number,
            shape: table
                .map(|table| format!("table {table}").into())
                .into_iter()
                .chain(shape)
                .collect(),
            cell: cell.map(in_table),
            number: note
                .as_ref()
                .filter(|_| place.unit != Unit::Comment)
                .map(|(_, number)| *number),
            id: note.map(|(id, _)| id),
            ..place
        };
        self.assembly.paragraph(base, &paragraph, place);
    }

    /// The words of a chart or a diagram, at the place of its frame.
    fn graphic(&mut self, target: &str, found: &Found, place: Place) -> Result<(), Unread> {
        let place = Place {
            name: self.outline.path(),
            shape: found.shape.clone().into_iter().collect(),
            ..place
        };
        let Some(part) = self.package.part(target)? else {
            let what = "a chart or diagram is named, but missing from the file";
            self.assembly.notice(place, what.to_owned());
            return Ok(());
        };
        if let What::Diagram(_) = found.what {
            let paragraphs = drawing::walk(&part.xml, self.depth)?.into_paragraphs();
            self.assembly.drawn(&part, paragraphs, &place);
            return Ok(());
        }
        self.assembly
            .drawn(&part, chart::read(&part.xml, self.depth)?, &place);
        for part in chart::drawings(&mut self.package, &part.name, self.depth)? {
            let paragraphs = drawing::walk(&part.xml, self.depth)?.into_paragraphs();
            self.assembly.drawn(&part, paragraphs, &place);
        }
        Ok(())
    }
}
