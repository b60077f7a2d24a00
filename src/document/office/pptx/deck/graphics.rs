//! What frames of a slide show out of parts of their own: charts and diagrams.

use super::super::super::chart;
use super::super::super::drawing::{self, Frame};
use super::super::super::relations::Relation;
use super::Deck;
use crate::document::source::Unread;
use crate::place::Place;

/// What a frame of a slide shows out of another part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Graphic {
    Chart,
    Diagram,
}

impl Deck<'_> {
    /// The charts or diagrams that frames show.
    pub(super) fn graphics(
        &mut self,
        relations: &[Relation],
        frames: Vec<Frame>,
        kind: Graphic,
        slide: &Place,
    ) -> Result<(), Unread> {
        for frame in frames {
            let place = Place {
                shape: frame.path,
                bounds: frame.bounds,
                ..slide.clone()
            };
            let relation = relations
                .iter()
                .find(|relation| relation.id == frame.relation && !relation.external);
            let is_there = match relation {
                Some(relation) => self.graphic(&relation.target, kind, &place)?,
                None => false,
            };
            if !is_there {
                let what = match kind {
                    Graphic::Chart => "a chart is named, but missing from the file",
                    Graphic::Diagram => "a diagram is named, but missing from the file",
                };
                self.assembly.notice(place, what.to_owned());
            }
        }
        Ok(())
    }

    fn graphic(&mut self, target: &str, kind: Graphic, place: &Place) -> Result<bool, Unread> {
        if self.again(target, place) {
            return Ok(true);
        }
        let Some(part) = self.package.part(target)? else {
            return Ok(false);
        };
        let from = self.entries.len();
        let place = Place {
            part: part.name.as_str().into(),
            ..place.clone()
        };
        let paragraphs = match kind {
            Graphic::Chart => chart::read(&part.xml, self.depth)?,
            Graphic::Diagram => drawing::walk(&part.xml, self.depth)?.into_paragraphs(),
        };
        let base = self.assembly.part(&part);
        for paragraph in paragraphs {
            self.put(base, paragraph, place.clone());
        }
        if kind == Graphic::Chart {
            for part in chart::drawings(&mut self.package, &part.name, self.depth)? {
                let base = self.assembly.part(&part);
                let place = Place {
                    part: part.name.as_str().into(),
                    ..place.clone()
                };
                for found in drawing::walk(&part.xml, self.depth)?.found {
                    self.put(base, found.paragraph, place.clone());
                }
            }
        }
        self.done(target, from);
        Ok(true)
    }
}
