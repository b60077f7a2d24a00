//! Presentations: slides in the order in which they are shown, with their notes, charts and diagrams,
//! what masters and layouts add, and the document's properties.
//!
//! The order comes from the list of slides in the presentation, never from file names. Text that a
//! master or layout shows on many slides is reported once, with the slides; so is a footer that
//! stands on each slide.

mod backdrops;

use std::collections::HashMap;
use std::sync::Arc;

use super::drawing::{self, Found, Frame, Shapes};
use super::package::{Package, Part};
use super::relations::{self, Relation};
use super::text::Paragraph;
use super::xml::{Node, Nodes};
use super::{Assembly, OfficeOptions, chart, embedded, properties};
use crate::document::BlockKind;
use crate::document::source::Unread;
use crate::place::{Bounds, Canvas, Place, Unit};
use backdrops::{Backdrop, Backdrops};

/// Reads a presentation.
pub(super) fn read(
    mut package: Package,
    options: &OfficeOptions,
    assembly: &mut Assembly,
) -> Result<(), Unread> {
    let depth = options.limits.nesting();
    let root = relations::of(&mut package, "", depth)?;
    let main = root
        .iter()
        .find(|relation| relation.kind == "officeDocument")
        .map_or_else(
            || "ppt/presentation.xml".to_owned(),
            |relation| relation.target.clone(),
        );
    let Some(presentation) = package.part(&main)? else {
        return Err(Unread::Kind(
            "damaged: there is no presentation in it".to_owned(),
        ));
    };
    let order = Order::read(&presentation.xml, depth)?;
    let relations = relations::of(&mut package, &main, depth)?;
    let mut deck = Deck {
        package,
        options,
        assembly,
        size: order.size,
        footers: HashMap::new(),
        backdrops: Backdrops::default(),
        entries: Vec::new(),
        embedding: Vec::new(),
    };
    let mut shown = 0;
    for (id, relation) in &order.slides {
        shown += 1;
        let target = relations
            .iter()
            .find(|known| known.id == *relation && known.kind == "slide");
        let part = match target {
            Some(target) => deck.package.part(&target.target)?,
            None => None,
        };
        let Some(part) = part else {
            let place = Place {
                unit: Unit::Slide,
                number: Some(shown),
                id: Some(id.as_str().into()),
                ..Place::default()
            };
            let what = "named, but missing from the file".to_owned();
            deck.assembly.notice(place, what);
            continue;
        };
        deck.slide(&part, shown, id, order.section_of(id))?;
    }
    deck.masters();
    deck.properties(&root)?;
    deck.finish();
    Ok(())
}

/// The slides in the order of the presentation, and its sections.
#[derive(Debug, Default)]
struct Order {
    /// Id and relationship of each slide.
    slides: Vec<(String, String)>,
    /// Name and slide ids of each section.
    sections: Vec<(Arc<str>, Vec<String>)>,
    /// Width and height of a slide, in English Metric Units.
    size: Option<(i64, i64)>,
}

impl Order {
    fn read(xml: &str, depth: usize) -> Result<Self, Unread> {
        let mut order = Self::default();
        let mut nodes = Nodes::new(xml, depth);
        while let Some(node) = nodes.next()? {
            let Node::Start(tag) = node else { continue };
            match (tag.name, tag.prefix) {
                ("section", _) => {
                    let name = tag.attribute("name").unwrap_or_default();
                    order.sections.push((name.into(), Vec::new()));
                }
                ("sldSz", _) => {
                    let length = |name| tag.plain_attribute(name)?.parse().ok();
                    order.size = length("cx").zip(length("cy"));
                }
                ("sldId", _) => {
                    let id = tag.plain_attribute("id").unwrap_or_default();
                    match (tag.prefixed_attribute("id"), order.sections.last_mut()) {
                        (Some(relation), _) => order.slides.push((id, relation)),
                        (None, Some((_, slides))) => slides.push(id),
                        (None, None) => {}
                    }
                }
                _ => {}
            }
        }
        Ok(order)
    }

    fn section_of(&self, id: &str) -> Option<Arc<str>> {
        let holds = |(_, slides): &&(Arc<str>, Vec<String>)| slides.iter().any(|slide| slide == id);
        self.sections
            .iter()
            .find(holds)
            .map(|(name, _)| Arc::clone(name))
    }
}

/// A presentation being read. Paragraphs are kept until all slides are known, because text that
/// stands on many of them is said once with all of them.
struct Deck<'a> {
    package: Package,
    options: &'a OfficeOptions,
    assembly: &'a mut Assembly,
    size: Option<(i64, i64)>,
    /// Footer words to the entry that has them.
    footers: HashMap<String, usize>,
    backdrops: Backdrops,
    entries: Vec<Entry>,
    /// Relations of slides, which may embed files, and those slides.
    embedding: Vec<(Vec<Relation>, Place)>,
}

enum Entry {
    Section,
    Paragraph(usize, Paragraph, Box<Place>),
}

impl Deck<'_> {
    fn slide(
        &mut self,
        part: &Part,
        number: usize,
        id: &str,
        section: Option<Arc<str>>,
    ) -> Result<(), Unread> {
        let depth = self.options.limits.nesting();
        let mut shapes = drawing::walk(&part.xml, depth)?;
        let relations = relations::of(&mut self.package, &part.name, depth)?;
        let layout = relations
            .iter()
            .find(|relation| relation.kind == "slideLayout");
        if let Some(layout) = layout {
            let (package, target) = (&mut self.package, &layout.target);
            self.backdrops.show(target, Some(number), package, depth)?;
            for found in &mut shapes.found {
                if let (None, Some(kind)) = (found.bounds, &found.placeholder) {
                    found.bounds = self.backdrops.bounds(target, kind, &found.index);
                    let new = found.bounds.filter(|own| !shapes.boxes.contains(own));
                    shapes.boxes.extend(new);
                }
            }
        }
        let base = self.assembly.part(part);
        let place = Place {
            part: part.name.as_str().into(),
            canvas: self.canvas(std::mem::take(&mut shapes.boxes)),
            unit: Unit::Slide,
            number: Some(number),
            id: Some(id.into()),
            name: title(&shapes, &part.xml),
            hidden: shapes.hidden,
            section,
            ..Place::default()
        };
        self.entries.push(Entry::Section);
        let is_said = |found: &Found| {
            let placeholder = found.placeholder.as_deref();
            found.paragraph.kind != BlockKind::Alt
                && !matches!(placeholder, Some("sldNum" | "dt" | "ftr"))
                && !found.paragraph.words(&part.xml).trim().is_empty()
        };
        let has_frames = !shapes.charts.is_empty() || !shapes.diagrams.is_empty();
        if !has_frames && !shapes.found.iter().any(is_said) {
            self.assembly.only_pictures(place.clone(), shapes.pictures);
        }
        let Shapes {
            found,
            charts,
            diagrams,
            ..
        } = shapes;
        for mut found in found {
            found.paragraph.resolve_links(&relations);
            self.shape(base, &part.xml, found, &place);
        }
        for frame in charts {
            self.graphic(&relations, frame, &place, true)?;
        }
        for frame in diagrams {
            self.graphic(&relations, frame, &place, false)?;
        }
        for relation in &relations {
            match relation.kind.as_str() {
                "notesSlide" => self.notes(&relation.target, &place)?,
                "comments" if self.options.comments => self.comments(&relation.target, &place)?,
                _ => {}
            }
        }
        self.embedding.push((relations, place));
        Ok(())
    }

    fn shape(&mut self, base: usize, xml: &str, found: Found, slide: &Place) {
        let placeholder = found.placeholder.as_deref();
        if matches!(placeholder, Some("sldNum" | "dt")) && found.paragraph.kind != BlockKind::Alt {
            return;
        }
        let place = Place {
            shape: found.path,
            cell: found.cell,
            bounds: found.bounds,
            ..slide.clone()
        };
        if placeholder == Some("ftr") && !self.options.every_copy {
            let next = self.entries.len();
            let first = *self
                .footers
                .entry(found.paragraph.words(xml))
                .or_insert(next);
            if first != next {
                if let Some(Entry::Paragraph(_, _, place)) = self.entries.get_mut(first) {
                    place
                        .also
                        .extend(slide.number.map(|number| format!("slide {number}").into()));
                }
                return;
            }
        }
        self.entries
            .push(Entry::Paragraph(base, found.paragraph, Box::new(place)));
    }

    fn graphic(
        &mut self,
        relations: &[Relation],
        frame: Frame,
        slide: &Place,
        is_chart: bool,
    ) -> Result<(), Unread> {
        let Some(relation) = relations
            .iter()
            .find(|relation| relation.id == frame.relation && !relation.external)
        else {
            return Ok(());
        };
        let Some(part) = self.package.part(&relation.target)? else {
            return Ok(());
        };
        let depth = self.options.limits.nesting();
        let place = Place {
            part: part.name.as_str().into(),
            shape: frame.path,
            bounds: frame.bounds,
            ..slide.clone()
        };
        let paragraphs = if is_chart {
            chart::read(&part.xml, depth)?
        } else {
            drawing::walk(&part.xml, depth)?
                .found
                .into_iter()
                .map(|found| found.paragraph)
                .collect()
        };
        let base = self.assembly.part(&part);
        let entry = |paragraph| Entry::Paragraph(base, paragraph, Box::new(place.clone()));
        self.entries.extend(paragraphs.into_iter().map(entry));
        if is_chart {
            for drawing in relations::of(&mut self.package, &part.name, depth)? {
                if drawing.kind == "chartUserShapes" {
                    self.drawing(&drawing.target, &place)?;
                }
            }
        }
        Ok(())
    }

    fn drawing(&mut self, target: &str, place: &Place) -> Result<(), Unread> {
        let Some(part) = self.package.part(target)? else {
            return Ok(());
        };
        let shapes = drawing::walk(&part.xml, self.options.limits.nesting())?;
        let base = self.assembly.part(&part);
        for found in shapes.found {
            let place = Place {
                part: part.name.as_str().into(),
                ..place.clone()
            };
            self.entries
                .push(Entry::Paragraph(base, found.paragraph, Box::new(place)));
        }
        Ok(())
    }

    fn notes(&mut self, target: &str, slide: &Place) -> Result<(), Unread> {
        let Some(part) = self.package.part(target)? else {
            return Ok(());
        };
        let shapes = drawing::walk(&part.xml, self.options.limits.nesting())?;
        let base = self.assembly.part(&part);
        for found in shapes.found {
            if matches!(
                found.placeholder.as_deref(),
                Some("sldNum" | "hdr" | "ftr" | "dt" | "sldImg")
            ) {
                continue;
            }
            let place = Place {
                part: part.name.as_str().into(),
                unit: Unit::Notes,
                ..slide.clone()
            };
            self.entries
                .push(Entry::Paragraph(base, found.paragraph, Box::new(place)));
        }
        Ok(())
    }

    fn comments(&mut self, target: &str, slide: &Place) -> Result<(), Unread> {
        let Some(part) = self.package.part(target)? else {
            return Ok(());
        };
        let xml = part.xml.as_str();
        let place = Place {
            part: part.name.as_str().into(),
            unit: Unit::Comment,
            ..slide.clone()
        };
        let mut found = drawing::walk(xml, self.options.limits.nesting())?.found;
        let mut paragraphs: Vec<Paragraph> = found.drain(..).map(|found| found.paragraph).collect();
        // The older kind keeps its words in `p:text`, without paragraphs.
        let mut nodes = Nodes::new(xml, self.options.limits.nesting());
        let mut open: Option<Paragraph> = None;
        while let Some(node) = nodes.next()? {
            match node {
                Node::Start(tag) if tag.name == "text" && tag.prefix == "p" => {
                    open = Some(Paragraph::new(BlockKind::Body));
                }
                Node::End("text", _) => paragraphs.extend(open.take()),
                Node::Text(range) => {
                    if let Some(open) = &mut open {
                        open.push_text(xml, range);
                    }
                }
                Node::Reference(range, words) => {
                    if let Some(open) = &mut open {
                        open.push_replaced(range, words);
                    }
                }
                Node::Start(_) | Node::End(..) => {}
            }
        }
        let base = self.assembly.part(&part);
        let entry = |paragraph| Entry::Paragraph(base, paragraph, Box::new(place.clone()));
        self.entries.extend(paragraphs.into_iter().map(entry));
        Ok(())
    }

    /// A slide with these boxes, as a sketch.
    fn canvas(&self, shapes: Vec<Bounds>) -> Option<Arc<Canvas>> {
        let (width, height) = self.size?;
        Some(Arc::new(Canvas {
            width,
            height,
            shapes,
        }))
    }

    /// What layouts and masters show beside placeholders, each once.
    fn masters(&mut self) {
        for backdrop in std::mem::take(&mut self.backdrops).into_all() {
            let Backdrop {
                part,
                shapes,
                slides,
            } = backdrop;
            let canvas = self.canvas(shapes.boxes);
            let kept: Vec<Found> = shapes
                .found
                .into_iter()
                .filter(|found| found.placeholder.is_none() || self.options.prompts)
                .collect();
            if kept.is_empty() {
                continue;
            }
            let base = self.assembly.part(&part);
            self.entries.push(Entry::Section);
            for found in kept {
                let place = Place {
                    part: part.name.as_str().into(),
                    unit: Unit::Master,
                    shape: found.path,
                    bounds: found.bounds,
                    canvas: canvas.clone(),
                    also: slides.clone(),
                    ..Place::default()
                };
                self.entries
                    .push(Entry::Paragraph(base, found.paragraph, Box::new(place)));
            }
        }
    }

    /// Title, subject, keywords, description and the properties that somebody added.
    fn properties(&mut self, root: &[Relation]) -> Result<(), Unread> {
        let limits = &self.options.limits;
        for found in properties::read(&mut self.package, root, limits.nesting())? {
            let base = self.assembly.part(&found.part);
            self.entries.push(Entry::Section);
            let entries = found
                .values
                .into_iter()
                .map(|(value, place)| Entry::Paragraph(base, value, Box::new(place)));
            self.entries.extend(entries);
        }
        Ok(())
    }

    fn finish(self) {
        for entry in self.entries {
            match entry {
                Entry::Section => self.assembly.section(),
                Entry::Paragraph(base, paragraph, place) => {
                    self.assembly.paragraph(base, &paragraph, *place);
                }
            }
        }
        let (options, mut package) = (self.options, self.package);
        for (relations, place) in self.embedding {
            embedded::read(&relations, &place, &mut package, options, self.assembly);
        }
    }
}

/// The words of the slide's title.
fn title(shapes: &Shapes, xml: &str) -> Option<Arc<str>> {
    let words: Vec<String> = shapes
        .found
        .iter()
        .filter(|found| found.paragraph.kind == BlockKind::Heading)
        .map(|found| found.paragraph.words(xml))
        .collect();
    let title = words
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    (!title.is_empty()).then(|| title.into())
}
