//! Where what is read stands: on a slide, in its notes, on a sheet, in a note or a comment, in a header.

use std::sync::Arc;

use super::super::super::in_table;
use super::super::super::text::Paragraph;
use super::super::super::xml::{Nodes, Tag};
use super::{Found, Sink, Walk};
use crate::document::source::Unread;
use crate::document::{BlockKind, InlineKind};
use crate::place::{Place, Unit};

impl<'x> Walk<'x> {
    /// Elements that are a place of their own.
    pub(super) fn start_place(
        &mut self,
        tag: &Tag<'x>,
        nodes: &mut Nodes<'x>,
    ) -> Result<(), Unread> {
        let place = match tag.name {
            "page" => {
                self.slides += 1;
                self.walked.found.push(Found::Section);
                self.slide = (self.walked.found.len(), 0);
                let master = tag.attribute("master-page-name");
                let number = self.slides;
                self.walked
                    .masters
                    .extend(master.map(|master| (master, number)));
                Place {
                    number: Some(self.slides),
                    id: tag.attribute("name").map(Into::into),
                    hidden: self.styles.of(tag).hidden,
                    ..self.here(Unit::Slide)
                }
            }
            "notes" => Place {
                unit: Unit::Notes,
                ..self.places.last().cloned().unwrap_or_default()
            },
            "note" => {
                self.notes += 1;
                let id: Arc<str> = tag
                    .attribute("id")
                    .unwrap_or_else(|| self.notes.to_string())
                    .into();
                if let Some(Sink::Paragraph(_, paragraph, _)) = self.sinks.last_mut() {
                    let kind = InlineKind::FootnoteReference(Arc::clone(&id));
                    let after = paragraph.pieces.len();
                    paragraph.mark(kind, after, tag.start..tag.end);
                }
                let is_end = tag
                    .raw_attribute("note-class")
                    .is_some_and(|(class, _)| class == "endnote");
                self.sinks.push(Sink::Frame);
                Place {
                    number: Some(self.notes),
                    id: Some(id),
                    ..self.here(if is_end { Unit::Endnote } else { Unit::Note })
                }
            }
            "annotation" => {
                self.sinks.push(Sink::Frame);
                Place {
                    unit: Unit::Comment,
                    ..self.places.last().cloned().unwrap_or_default()
                }
            }
            "master-page" => Place {
                id: tag.attribute("name").map(Into::into),
                ..self.here(Unit::Master)
            },
            "header" | "footer" | "header-left" | "footer-left" | "header-first"
            | "footer-first" => {
                if tag
                    .raw_attribute("display")
                    .is_some_and(|(value, _)| value == "false")
                {
                    nodes.skip()?;
                    return Ok(());
                }
                self.here(Unit::HeaderFooter)
            }
            _ => {
                if tag.prefix == "form" {
                    self.label(tag, "label");
                }
                return Ok(());
            }
        };
        self.places.push(place);
        Ok(())
    }

    /// A sheet begins; its name is its heading.
    pub(super) fn open_sheet(&mut self, tag: &Tag<'x>) {
        let place = Place {
            part: Arc::clone(&self.part),
            unit: Unit::Sheet,
            name: tag.attribute("name").map(Into::into),
            hidden: self.styles.of(tag).hidden,
            ..Place::default()
        };
        self.walked.found.push(Found::Section);
        if let Some(title) = Paragraph::of_attribute(self.xml, tag, "name", BlockKind::Heading) {
            let found = Found::Paragraph(title, Box::new(place.clone()));
            self.walked.found.push(found);
        }
        self.places.push(place);
    }

    /// Whether the open shape is filled by the program, or prompts whoever writes the slide.
    pub(super) fn is_prompt(&self) -> bool {
        let unit = self.places.last().map(|place| place.unit);
        let class = self
            .shapes
            .iter()
            .rev()
            .find_map(|shape| shape.class.as_deref());
        match (unit, class) {
            (Some(Unit::Slide | Unit::Notes), Some("page-number" | "date-time"))
            | (Some(Unit::Notes), Some("header" | "footer")) => true,
            // A master's own footer is what its slides show.
            (Some(Unit::Master), Some("header" | "footer")) => false,
            (Some(Unit::Master), Some(_)) => !self.options.prompts,
            // The notes of a master are a master of notes.
            (Some(Unit::Notes), _) => {
                let place = self.places.last();
                place.is_some_and(|place| place.number.is_none()) && !self.options.prompts
            }
            _ => false,
        }
    }

    /// A place of this kind in the part.
    pub(super) fn here(&self, unit: Unit) -> Place {
        Place {
            part: Arc::clone(&self.part),
            unit,
            ..Place::default()
        }
    }

    /// Where something stands that begins or ends now.
    pub(super) fn place(&self) -> Place {
        let mut place = self.places.last().cloned().unwrap_or_default();
        if matches!(place.unit, Unit::Body | Unit::Comment) && place.name.is_none() {
            place.name = self.outline.path();
        }
        let is_note = matches!(place.unit, Unit::Note | Unit::Endnote);
        if let Some(table) = self.tables.last().filter(|_| !is_note) {
            place.hidden |= table.is_hidden();
            if self.is_spreadsheet {
                let (cell, area) = table.address();
                place.also.extend(area.map(|area| {
                    let sheet = Place {
                        cell: Some(area.into()),
                        ..place.clone()
                    };
                    sheet.to_string().into()
                }));
                place.cell = Some(cell);
            } else {
                place.cell = Some(in_table(table.cell()));
                // On a slide its frame has a name.
                if self.shapes.iter().all(|shape| shape.name.is_none()) {
                    let table = format!("table {}", table.index + 1);
                    place.shape.push(table.into());
                }
            }
        }
        let shapes = self.shapes.iter().filter_map(|shape| shape.name.clone());
        place.shape.extend(shapes);
        place
    }

    /// Gives all paragraphs of the slide that ends its title, and notes if it has none.
    pub(super) fn name_slide(&mut self, slide: Option<Place>) {
        let (from, pictures) = self.slide;
        let xml = self.xml;
        let of_slide = &mut self.walked.found[from..];
        let titles: Vec<String> = of_slide
            .iter()
            .filter_map(|found| match found {
                Found::Paragraph(title, place)
                    if title.kind == BlockKind::Heading && place.unit == Unit::Slide =>
                {
                    Some(title.words(xml))
                }
                _ => None,
            })
            .collect();
        let words = titles.join(" ");
        let title = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let title: Option<Arc<str>> = (!title.is_empty()).then(|| title.into());
        for found in of_slide {
            if let Found::Paragraph(_, place) = found {
                place.name.clone_from(&title);
            }
        }
        let is_said = |found: &Found| {
            matches!(found, Found::Paragraph(words, place)
                if words.kind != BlockKind::Alt && place.unit == Unit::Slide)
        };
        let said = self.walked.found[from..].iter().any(is_said);
        if !said && let Some(slide) = slide {
            self.walked.only_pictures.push((slide, pictures));
        }
    }
}
