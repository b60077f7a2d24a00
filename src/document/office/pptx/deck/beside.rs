//! What stands beside a slide: its notes and its comments.

use std::ops::Range;

use super::super::super::text::Paragraph;
use super::super::super::xml::{Node, Nodes};
use super::super::super::{drawing, relations, review};
use super::graphics::Graphic;
use super::{Deck, is_counted, is_running};
use crate::document::BlockKind;
use crate::document::source::Unread;
use crate::place::{Place, Unit};

impl Deck<'_> {
    /// The notes at `target`, of `slide`.
    pub(super) fn notes(&mut self, target: &str, slide: &Place) -> Result<(), Unread> {
        if self.again(target, slide) {
            return Ok(());
        }
        let Some(part) = self.package.part(target)? else {
            return Ok(());
        };
        let shapes = drawing::walk(&part.xml, self.depth)?;
        // A damaged file may point at a slide here, which would be read twice.
        if &*shapes.root != "notes" {
            return Ok(());
        }
        let from = self.entries.len();
        let base = self.assembly.part(&part);
        let has_links = shapes
            .found
            .iter()
            .any(|found| !found.paragraph.marks.is_empty());
        // Most notes point at nothing, and there is one for each slide.
        let relations = if has_links || !shapes.charts.is_empty() || !shapes.diagrams.is_empty() {
            relations::of(&mut self.package, &part.name, self.depth)?
        } else {
            Vec::new()
        };
        let place = Place {
            part: part.name.as_str().into(),
            unit: Unit::Notes,
            ..slide.clone()
        };
        for mut found in shapes.found {
            let placeholder = found.placeholder.as_deref();
            // The picture of the slide.
            if placeholder == Some("sldImg") || is_counted(&found, &part.xml) {
                continue;
            }
            found.paragraph.resolve_links(&relations);
            let place = Place {
                cell: found.cell,
                ..place.clone()
            };
            if is_running(placeholder) {
                self.once(base, &part.xml, found.paragraph, place);
            } else {
                self.put(base, found.paragraph, place);
            }
        }
        self.graphics(&relations, shapes.charts, Graphic::Chart, &place)?;
        self.graphics(&relations, shapes.diagrams, Graphic::Diagram, &place)?;
        self.done(target, from);
        Ok(())
    }

    /// The comments at `target`, on `slide`; not those that copydesk wrote.
    pub(super) fn comments(&mut self, target: &str, slide: &Place) -> Result<(), Unread> {
        if self.again(target, slide) {
            return Ok(());
        }
        let Some(part) = self.package.part(target)? else {
            return Ok(());
        };
        let from = self.entries.len();
        let place = Place {
            part: part.name.as_str().into(),
            unit: Unit::Comment,
            ..slide.clone()
        };
        let paragraphs = remarks(&part.xml, self.depth)?;
        let base = self.assembly.part(&part);
        for paragraph in paragraphs {
            self.put(base, paragraph, place.clone());
        }
        self.done(target, from);
        Ok(())
    }
}

/// What reviewers say in the comments of a part.
fn remarks(xml: &str, depth: usize) -> Result<Vec<Paragraph>, Unread> {
    let mut paragraphs = drawing::walk(xml, depth)?.into_paragraphs();
    paragraphs.extend(bare_comments(xml, depth)?);
    let begins_in = |paragraph: &Paragraph, range: &Range<usize>| {
        paragraph
            .hull()
            .is_some_and(|hull| range.contains(&hull.start))
    };
    let mut own = bodies(xml, depth)?;
    own.retain(|body| {
        let last = paragraphs.iter().rfind(|said| begins_in(said, body));
        last.is_some_and(|last| review::is_own(&last.words(xml)))
    });
    paragraphs.retain(|said| !own.iter().any(|body| begins_in(said, body)));
    Ok(paragraphs)
}

/// Where the words of each comment and each reply stand.
fn bodies(xml: &str, depth: usize) -> Result<Vec<Range<usize>>, Unread> {
    let mut nodes = Nodes::new(xml, depth);
    let mut bodies = Vec::new();
    while let Some(node) = nodes.next()? {
        if let Node::Start(tag) = node
            && matches!(tag.name, "txBody" | "text")
        {
            bodies.push(tag.end..nodes.skip()?);
        }
    }
    Ok(bodies)
}

/// The comments of the older kind, which keep their words in `p:text`, without paragraphs.
fn bare_comments(xml: &str, depth: usize) -> Result<Vec<Paragraph>, Unread> {
    let mut nodes = Nodes::new(xml, depth);
    let mut found = Vec::new();
    let mut open: Option<Paragraph> = None;
    while let Some(node) = nodes.next()? {
        match node {
            Node::Start(tag) if tag.name == "text" => open = Some(Paragraph::new(BlockKind::Body)),
            Node::End("text", _) => found.extend(open.take()),
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
    Ok(found)
}
