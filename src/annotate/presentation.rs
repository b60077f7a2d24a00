//! Comments in presentations, in the way in which the deck has them already: the older one (a list of
//! authors, a list of comments a slide) or, where there is none, that of today (threads that
//! are anchored to shapes). A deck never gets both.

use std::collections::BTreeMap;

use super::AnnotateError;
use super::edits::{DECLARATION, Parts, attribute, before_end, namespace, root_prefix};
use super::note::{Note, guid};
use crate::document::office::Author;
use crate::document::office::xml::{Node, Nodes};
use crate::document::source::Unread;

const MODERN: &str = "http://schemas.microsoft.com/office/powerpoint/2018/8/main";
const COMMAND: &str = "http://schemas.microsoft.com/office/powerpoint/2013/main/command";
const DRAWING_COMMAND: &str = "http://schemas.microsoft.com/office/drawing/2013/main/command";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const MODERN_RELATIONS: &str = "http://schemas.microsoft.com/office/2018/10/relationships";
/// The extension of a slide that names its comments.
const EXTENSION: &str = "{6950BFC3-D8DA-4A85-94F7-54DA5524770B}";
/// A shape without an id of its own.
const NO_ID: &str = "{00000000-0000-0000-0000-000000000000}";
/// English Metric Units in the unit in which older comments are placed, 1/576 inch.
const PLACE_UNIT: i64 = 1_587;

/// Where comments go.
struct Deck<'a> {
    parts: &'a mut Parts,
    reviewer: &'a Author,
    main: String,
    office: String,
}

/// One slide that gets comments.
struct Slide<'n> {
    id: String,
    part: String,
    notes: Vec<&'n Note>,
}

/// Adds the comments that are not there yet; how many.
pub(super) fn add(
    parts: &mut Parts,
    notes: &[Note],
    reviewer: &Author,
) -> Result<usize, AnnotateError> {
    let main = parts.main("ppt/presentation.xml")?;
    let office = parts.office()?;
    let mut deck = Deck {
        parts,
        reviewer,
        main,
        office,
    };
    let slides = deck.slides(notes)?;
    if slides.is_empty() {
        return Err(AnnotateError::NoPlace);
    }
    let is_modern = deck.is_modern()?;
    let mut added = 0;
    for slide in slides {
        added += if is_modern {
            deck.modern(&slide)?
        } else {
            deck.legacy(&slide)?
        };
    }
    Ok(added)
}

impl Deck<'_> {
    /// The slides at which `notes` stand, each with its own.
    fn slides<'n>(&mut self, notes: &'n [Note]) -> Result<Vec<Slide<'n>>, Unread> {
        let depth = self.parts.depth;
        let main = self.main.clone();
        let known = crate::document::office::pptx::slides(self.parts.package(), &main, depth)?;
        let first = known.iter().position(|(_, part)| part.is_some());
        let mut by_slide: BTreeMap<usize, Vec<&Note>> = BTreeMap::new();
        for note in notes {
            // What a master shows stands on the first slide that shows it.
            let shown = note.place.number.or_else(|| {
                let slide = note.place.also.first()?;
                slide.strip_prefix("slide ")?.parse().ok()
            });
            let at = shown
                .and_then(|number| number.checked_sub(1))
                .filter(|at| known.get(*at).is_some_and(|(_, part)| part.is_some()))
                .or(first);
            if let Some(at) = at {
                by_slide.entry(at).or_default().push(note);
            }
        }
        let slides = by_slide.into_iter().filter_map(|(at, notes)| {
            let (id, part) = known.get(at)?.clone();
            Some(Slide {
                id,
                part: part?,
                notes,
            })
        });
        Ok(slides.collect())
    }

    /// Whether comments are threads: unless the deck has older ones.
    fn is_modern(&mut self) -> Result<bool, Unread> {
        let main = self.main.clone();
        let relations = self.parts.relations(&main)?;
        let has = |kind: &str| relations.iter().any(|known| known.kind == kind);
        Ok(has("authors") || !has("commentAuthors"))
    }

    /// The comments of a slide, if it has any.
    fn comments(&mut self, slide: &str) -> Result<Option<String>, Unread> {
        let relations = self.parts.relations(slide)?;
        let known = relations.into_iter().find(|known| known.kind == "comments");
        Ok(known.map(|known| known.target))
    }

    fn modern(&mut self, slide: &Slide<'_>) -> Result<usize, AnnotateError> {
        let Some(xml) = self.parts.get(&slide.part)? else {
            return Ok(0);
        };
        let known = self.comments(&slide.part)?;
        let old = match &known {
            Some(part) => self.parts.get(part)?.unwrap_or_default(),
            None => format!(
                "{DECLARATION}<p188:cmLst xmlns:a=\"{DRAWING}\" xmlns:p188=\"{MODERN}\"></p188:cmLst>"
            ),
        };
        let creation = creation_id(&xml);
        let mut added = Vec::new();
        for note in slide.notes.iter().filter(|note| !old.contains(&note.key)) {
            let author = self.modern_author()?;
            let markers = format!(
                "<pc:docMk xmlns:pc=\"{COMMAND}\"/><pc:sldMk xmlns:pc=\"{COMMAND}\" cId=\"{creation}\" sldId=\"{}\"/>",
                attribute(&slide.id)
            );
            let shape = (*note.place.part == *slide.part)
                .then(|| shape_at(&xml, note.place.spans.first()?.start))
                .flatten();
            let anchor = match shape {
                Some(shape) => format!(
                    "<ac:deMkLst xmlns:ac=\"{DRAWING_COMMAND}\">{markers}{shape}</ac:deMkLst>"
                ),
                None => format!("<pc:sldMkLst xmlns:pc=\"{COMMAND}\">{markers}</pc:sldMkLst>"),
            };
            let paragraphs = note.each_line(|line| {
                format!("<a:p><a:r><a:rPr lang=\"en-US\"/><a:t>{line}</a:t></a:r></a:p>")
            });
            let comment = format!(
                "<p188:cm xmlns:p188=\"{MODERN}\" xmlns:a=\"{DRAWING}\" id=\"{}\" authorId=\"{author}\" created=\"{}\">{anchor}<p188:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</p188:txBody></p188:cm>",
                note.guid(),
                moment(&self.reviewer.date),
            );
            added.push(comment);
        }
        self.put(known, &old, &added, |deck, new| {
            let id: u64 = slide.id.parse().unwrap_or(0);
            let stem = format!("ppt/comments/modernComment_{id:X}_{creation:X}");
            let name = deck.parts.free(&stem, ".xml");
            let kind = format!("{MODERN_RELATIONS}/comments");
            let content = "application/vnd.ms-powerpoint.comments+xml";
            let relation = deck.parts.make(&slide.part, &kind, &name, content, new)?;
            let extended = with_extension(&xml, &relation, &deck.office);
            deck.parts.set(&slide.part, extended);
            Ok(())
        })
    }

    /// Adds comments to those in `old`, which stand in the part `known` or else in one that `make` makes; how
    /// many.
    fn put(
        &mut self,
        known: Option<String>,
        old: &str,
        added: &[String],
        make: impl FnOnce(&mut Self, String) -> Result<(), Unread>,
    ) -> Result<usize, AnnotateError> {
        if added.is_empty() {
            return Ok(0);
        }
        let new = before_end(old, &added.concat());
        match known {
            Some(part) => self.parts.set(&part, new),
            None => make(self, new)?,
        }
        Ok(added.len())
    }

    /// The id of the reviewer among the authors of threads; enters it if it is not there.
    fn modern_author(&mut self) -> Result<String, Unread> {
        let name = attribute(&self.reviewer.name);
        let id = guid(&self.reviewer.name);
        let entry = format!(
            "<p188:author xmlns:p188=\"{MODERN}\" id=\"{id}\" name=\"{name}\" initials=\"cd\" userId=\"{name}\" providerId=\"None\"/>"
        );
        let main = self.main.clone();
        let relations = self.parts.relations(&main)?;
        let known = relations.into_iter().find(|known| known.kind == "authors");
        let part = known.map_or_else(|| "ppt/authors.xml".to_owned(), |known| known.target);
        match self.parts.get(&part)? {
            Some(xml) if xml.contains(&id) => {}
            Some(xml) => self.parts.set(&part, before_end(&xml, &entry)),
            None => {
                let xml = format!(
                    "{DECLARATION}<p188:authorLst xmlns:p188=\"{MODERN}\">{entry}</p188:authorLst>"
                );
                let kind = format!("{MODERN_RELATIONS}/authors");
                let content = "application/vnd.ms-powerpoint.authors+xml";
                self.parts.make(&main, &kind, &part, content, xml)?;
            }
        }
        Ok(id)
    }

    fn legacy(&mut self, slide: &Slide<'_>) -> Result<usize, AnnotateError> {
        let main = self.parts.get(&self.main.clone())?.unwrap_or_default();
        let prefix = root_prefix(&main);
        let space = namespace(&main, &prefix).unwrap_or_default();
        let known = self.comments(&slide.part)?;
        let old = match &known {
            Some(part) => self.parts.get(part)?.unwrap_or_default(),
            None => format!("{DECLARATION}<p:cmLst xmlns:p=\"{space}\"></p:cmLst>"),
        };
        let mut added = Vec::new();
        for note in slide.notes.iter().filter(|note| !old.contains(&note.key)) {
            let (author, index) = self.legacy_author(&space)?;
            let (x, y) = note.place.bounds.map_or((10, 10), |bounds| {
                (bounds.x / PLACE_UNIT, bounds.y / PLACE_UNIT)
            });
            let lines: Vec<String> = note.lines().collect();
            let comment = format!(
                "<p:cm xmlns:p=\"{space}\" authorId=\"{author}\" dt=\"{}\" idx=\"{index}\"><p:pos x=\"{x}\" y=\"{y}\"/><p:text>{}</p:text></p:cm>",
                moment(&self.reviewer.date),
                lines.join("\n"),
            );
            added.push(comment);
        }
        self.put(known, &old, &added, |deck, new| {
            let name = deck.parts.free("ppt/comments/comment", ".xml");
            let kind = format!("{}/comments", deck.office);
            let content =
                "application/vnd.openxmlformats-officedocument.presentationml.comments+xml";
            deck.parts.make(&slide.part, &kind, &name, content, new)?;
            Ok(())
        })
    }

    /// The number of the reviewer among the authors, and that of its next comment; enters both.
    fn legacy_author(&mut self, space: &str) -> Result<(u64, u64), Unread> {
        let main = self.main.clone();
        let relations = self.parts.relations(&main)?;
        let known = relations
            .into_iter()
            .find(|known| known.kind == "commentAuthors");
        let part = known.map_or_else(|| "ppt/commentAuthors.xml".to_owned(), |known| known.target);
        let xml = self.parts.get(&part)?.unwrap_or_default();
        let (mut next, mut count) = (0, 0);
        let mut nodes = Nodes::new(&xml, self.parts.depth);
        while let Some(node) = nodes.next()? {
            let Node::Start(tag) = node else { continue };
            if tag.name != "cmAuthor" {
                continue;
            }
            let number = |name: &str| tag.attribute(name).and_then(|value| value.parse().ok());
            let id: u64 = number("id").unwrap_or(0);
            if tag.attribute("name").as_deref() == Some(self.reviewer.name.as_str()) {
                let last = number("lastIdx").unwrap_or(0) + 1;
                if let Some((_, range)) = tag.raw_attribute("lastIdx") {
                    let (before, after) = (&xml[..range.start], &xml[range.end..]);
                    self.parts.set(&part, format!("{before}{last}{after}"));
                }
                return Ok((id, last));
            }
            next = next.max(id + 1);
            count += 1;
        }
        let entry = format!(
            "<p:cmAuthor xmlns:p=\"{space}\" id=\"{next}\" name=\"{}\" initials=\"cd\" lastIdx=\"1\" clrIdx=\"{count}\"/>",
            attribute(&self.reviewer.name)
        );
        self.parts.set(&part, before_end(&xml, &entry));
        Ok((next, 1))
    }
}

/// A moment as decks write it: with thousandths of a second, without a zone.
fn moment(date: &str) -> String {
    format!("{}.000", date.trim_end_matches('Z'))
}

/// The id that the slide was made with; 0 if it has none.
fn creation_id(xml: &str) -> u32 {
    let mut nodes = Nodes::lenient(xml, usize::MAX);
    while let Ok(Some(node)) = nodes.next() {
        if let Node::Start(tag) = node
            && tag.name == "creationId"
            && let Some(id) = tag.attribute("val")
        {
            return id.parse().unwrap_or(0);
        }
    }
    0
}

/// How an anchor names the outermost shape around byte `at` of a slide: a comment in a group is shown at
/// the group.
fn shape_at(xml: &str, at: usize) -> Option<String> {
    let mut nodes = Nodes::lenient(xml, usize::MAX);
    let mut open = 0_usize;
    let mut shape: Option<(&str, usize, Option<String>, Option<String>)> = None;
    while let Ok(Some(node)) = nodes.next() {
        match node {
            Node::Start(tag) => {
                open += 1;
                let marker = match tag.name {
                    "sp" => "spMk",
                    "grpSp" => "grpSpMk",
                    "graphicFrame" => "graphicFrameMk",
                    "pic" => "picMk",
                    "cxnSp" => "cxnSpMk",
                    _ => "",
                };
                match &mut shape {
                    // Between shapes, or before the first.
                    None if tag.start > at => return None,
                    None if !marker.is_empty() => shape = Some((marker, open, None, None)),
                    Some((_, _, id @ None, _)) if tag.name == "cNvPr" => *id = tag.attribute("id"),
                    Some((_, _, _, creation @ None)) if tag.name == "creationId" => {
                        *creation = tag.attribute("id");
                    }
                    _ => {}
                }
            }
            Node::End(name, end) => {
                // What tells a shape apart has ended: ids that follow are those of shapes in it.
                if let Some((_, depth, _, creation @ None)) = &mut shape
                    && name.starts_with("nv")
                    && *depth + 1 == open
                {
                    *creation = Some(NO_ID.to_owned());
                }
                if shape.as_ref().is_some_and(|(_, depth, ..)| *depth == open) {
                    let (marker, _, id, creation) = shape.take()?;
                    if at < end {
                        let creation = creation.unwrap_or_else(|| NO_ID.to_owned());
                        return Some(format!(
                            "<ac:{marker} id=\"{}\" creationId=\"{}\"/>",
                            attribute(&id?),
                            attribute(&creation)
                        ));
                    }
                }
                open = open.saturating_sub(1);
            }
            Node::Text(_) | Node::Reference(..) => {}
        }
    }
    None
}

/// A slide with the extension that names its comments, in the list at its end.
fn with_extension(xml: &str, relation: &str, office: &str) -> String {
    let prefix = root_prefix(xml);
    let p = if prefix.is_empty() {
        String::new()
    } else {
        format!("{prefix}:")
    };
    let extension = format!(
        "<{p}ext uri=\"{EXTENSION}\"><p188:commentRel xmlns:p188=\"{MODERN}\" xmlns:r=\"{office}\" r:id=\"{relation}\"/></{p}ext>"
    );
    let list_end = format!("</{p}extLst>");
    let root = xml.trim_end().rfind("</").unwrap_or(xml.len());
    let before = xml[..root].trim_end();
    match before.strip_suffix(&list_end) {
        Some(list) => format!("{list}{extension}{list_end}{}", &xml[root..]),
        None => format!("{before}<{p}extLst>{extension}{list_end}{}", &xml[root..]),
    }
}
