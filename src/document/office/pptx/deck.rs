//! A presentation being read. Paragraphs are kept until all slides are known, because text that
//! stands on many of them is said once with all of them.

mod beside;
mod graphics;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::super::drawing::{self, Found, Shapes};
use super::super::package::Package;
use super::super::relations::{self, Relation};
use super::super::text::Paragraph;
use super::super::{Assembly, OfficeOptions, embedded, properties};
use super::backdrops::{Backdrop, Backdrops};
use crate::document::BlockKind;
use crate::document::source::Unread;
use crate::place::{Bounds, Canvas, Place, Unit};
use graphics::Graphic;

/// A presentation being read.
pub(super) struct Deck<'a> {
    package: Package,
    options: &'a OfficeOptions,
    /// How deep elements may nest.
    depth: usize,
    assembly: &'a mut Assembly,
    /// What headers and footers say, on slides or in notes, to the entry that has it.
    running: HashMap<(Unit, String), usize>,
    backdrops: Backdrops,
    /// Width and height of a slide, in English Metric Units.
    size: Option<(i64, i64)>,
    /// There are no slides, so masters and layouts are all there is to see.
    is_template: bool,
    entries: Vec<Entry>,
    /// Parts that were read, to the entries that came of each.
    read: HashMap<String, Range<usize>>,
    /// Relations of slides, which may embed files, and those slides.
    embedding: Vec<(Vec<Relation>, Place)>,
}

enum Entry {
    Section,
    Paragraph(usize, Paragraph, Box<Place>),
}

impl<'a> Deck<'a> {
    /// An empty deck, whose parts are read from `package`.
    pub(super) fn new(
        package: Package,
        options: &'a OfficeOptions,
        size: Option<(i64, i64)>,
        assembly: &'a mut Assembly,
    ) -> Self {
        Self {
            package,
            options,
            depth: options.limits.nesting(),
            assembly,
            running: HashMap::new(),
            backdrops: Backdrops::default(),
            size,
            is_template: false,
            entries: Vec::new(),
            read: HashMap::new(),
            embedding: Vec::new(),
        }
    }

    /// Reads the slide at `target`, the `number`th that is shown; returns whether there is one.
    pub(super) fn slide(
        &mut self,
        target: &str,
        number: usize,
        id: &str,
        section: Option<Arc<str>>,
    ) -> Result<bool, Unread> {
        let place = Place {
            unit: Unit::Slide,
            number: Some(number),
            id: Some(id.into()),
            section,
            ..Place::default()
        };
        if self.again(target, &place) {
            return Ok(true);
        }
        let Some(part) = self.package.part(target)? else {
            return Ok(false);
        };
        let from = self.entries.len();
        let mut shapes = drawing::walk(&part.xml, self.depth)?;
        let relations = relations::of(&mut self.package, &part.name, self.depth)?;
        self.stand(&mut shapes, &relations, number)?;
        let base = self.assembly.part(&part);
        let place = Place {
            part: part.name.as_str().into(),
            canvas: self.canvas(std::mem::take(&mut shapes.boxes)),
            name: title(&shapes, &part.xml),
            hidden: shapes.hidden,
            ..place
        };
        self.entries.push(Entry::Section);
        self.only_pictures(&shapes, &part.xml, &place);
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
        self.graphics(&relations, charts, Graphic::Chart, &place)?;
        self.graphics(&relations, diagrams, Graphic::Diagram, &place)?;
        for relation in relations.iter().filter(|relation| !relation.external) {
            let target = relation.target.as_str();
            match relation.kind.as_str() {
                "notesSlide" => self.notes(target, &place)?,
                "comments" if self.options.comments => self.comments(target, &place)?,
                _ => {}
            }
        }
        self.embedding.push((relations, place));
        self.done(target, from);
        Ok(true)
    }

    /// Puts the slide on its layout: what fills one of its placeholders stands where that does.
    fn stand(
        &mut self,
        shapes: &mut Shapes,
        relations: &[Relation],
        number: usize,
    ) -> Result<(), Unread> {
        let is_layout = |relation: &&Relation| relation.kind == "slideLayout";
        let Some(layout) = relations.iter().find(is_layout) else {
            return Ok(());
        };
        let shown = (!shapes.without_master).then_some(number);
        let (package, target) = (&mut self.package, &layout.target);
        self.backdrops.show(target, shown, package, self.depth)?;
        for found in &mut shapes.found {
            if let (None, Some(kind)) = (found.bounds, &found.placeholder) {
                found.bounds = self.backdrops.bounds(target, kind, &found.index);
                let new = found.bounds.filter(|own| !shapes.boxes.contains(own));
                shapes.boxes.extend(new);
            }
        }
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

    /// Says that the presentation names a slide that is not in the file.
    pub(super) fn missing_slide(&mut self, number: usize, id: &str) {
        let place = Place {
            unit: Unit::Slide,
            number: Some(number),
            id: Some(id.into()),
            ..Place::default()
        };
        let what = "named, but missing from the file".to_owned();
        self.assembly.notice(place, what);
    }

    /// Whether the part at `target` was read before; what came of it then is on this slide too.
    fn again(&mut self, target: &str, slide: &Place) -> bool {
        let Some(range) = self.read.get(target) else {
            return false;
        };
        let name = slide_name(slide);
        for entry in &mut self.entries[range.clone()] {
            if let Entry::Paragraph(_, _, place) = entry
                && place.number != slide.number
            {
                place.also.extend(name.clone());
            }
        }
        true
    }

    /// The part at `target` gave the entries from index `from` on.
    fn done(&mut self, target: &str, from: usize) {
        self.read
            .insert(target.to_owned(), from..self.entries.len());
    }

    fn put(&mut self, base: usize, paragraph: Paragraph, place: Place) {
        self.entries
            .push(Entry::Paragraph(base, paragraph, Box::new(place)));
    }

    fn only_pictures(&mut self, shapes: &Shapes, xml: &str, place: &Place) {
        let is_said = |found: &Found| {
            let placeholder = found.placeholder.as_deref();
            found.paragraph.kind != BlockKind::Alt
                && !is_running(placeholder)
                && !found.paragraph.words(xml).trim().is_empty()
        };
        let has_frames = !shapes.charts.is_empty() || !shapes.diagrams.is_empty();
        if !has_frames && !shapes.found.iter().any(is_said) {
            self.assembly.only_pictures(place.clone(), shapes.pictures);
        }
    }

    fn shape(&mut self, base: usize, xml: &str, found: Found, slide: &Place) {
        if is_counted(&found, xml) {
            return;
        }
        let is_running = is_running(found.placeholder.as_deref());
        let place = Place {
            shape: found.path,
            cell: found.cell,
            bounds: found.bounds,
            ..slide.clone()
        };
        if is_running {
            self.once(base, xml, found.paragraph, place);
        } else {
            self.put(base, found.paragraph, place);
        }
    }

    /// Puts what many slides repeat, with all the slides that do.
    fn once(&mut self, base: usize, xml: &str, paragraph: Paragraph, place: Place) {
        let next = self.entries.len();
        let said = (place.unit, paragraph.words(xml));
        let first = *self.running.entry(said).or_insert(next);
        match self.entries.get_mut(first) {
            Some(Entry::Paragraph(_, _, known)) if !self.options.every_copy => {
                known.also.extend(slide_name(&place));
            }
            _ => self.put(base, paragraph, place),
        }
    }

    /// A presentation without slides has its masters and layouts to show.
    pub(super) fn template(&mut self, presentation: &[Relation]) -> Result<(), Unread> {
        self.is_template = true;
        let package = &mut self.package;
        self.backdrops
            .of_template(presentation, package, self.depth)
    }

    /// What layouts and masters show beside placeholders, each once.
    pub(super) fn masters(&mut self) {
        for backdrop in std::mem::take(&mut self.backdrops).into_all() {
            let Backdrop {
                part,
                shapes,
                slides,
            } = backdrop;
            let prompts = self.options.prompts;
            let is_shown = self.is_template || !slides.is_empty();
            let is_kept = |found: &Found| match found.placeholder {
                Some(_) => prompts,
                None => is_shown,
            };
            let canvas = self.canvas(shapes.boxes);
            let mut kept = shapes.found.into_iter().filter(is_kept).peekable();
            if kept.peek().is_none() {
                continue;
            }
            let base = self.assembly.part(&part);
            self.entries.push(Entry::Section);
            for found in kept {
                let place = Place {
                    part: part.name.as_str().into(),
                    unit: Unit::Master,
                    shape: found.path,
                    cell: found.cell,
                    bounds: found.bounds,
                    canvas: canvas.clone(),
                    also: slides.clone(),
                    ..Place::default()
                };
                self.put(base, found.paragraph, place);
            }
        }
    }

    /// Title, subject, keywords, description and the properties that somebody added.
    pub(super) fn properties(&mut self, root: &[Relation]) -> Result<(), Unread> {
        for found in properties::read(&mut self.package, root, self.depth)? {
            let base = self.assembly.part(&found.part);
            self.entries.push(Entry::Section);
            for (value, place) in found.values {
                self.put(base, value, place);
            }
        }
        Ok(())
    }

    /// Puts all that was read into the document.
    pub(super) fn finish(self) {
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

/// Whether it is a number or a date that the program counts, written out.
fn is_counted(found: &Found, xml: &str) -> bool {
    matches!(found.placeholder.as_deref(), Some("sldNum" | "dt"))
        && found.paragraph.kind != BlockKind::Alt
        && !found.paragraph.words(xml).contains(char::is_alphabetic)
}

/// Whether a placeholder holds what slides and notes repeat at their edges.
fn is_running(placeholder: Option<&str>) -> bool {
    matches!(placeholder, Some("sldNum" | "dt" | "ftr" | "hdr"))
}

fn slide_name(slide: &Place) -> Option<Arc<str>> {
    Some(format!("slide {}", slide.number?).into())
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
