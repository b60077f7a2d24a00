//! Which slides a presentation shows, in which order, and in which section each stands.

use std::sync::Arc;

use super::super::xml::{Node, Nodes};
use crate::document::source::Unread;

/// The slides in the order of the presentation, and its sections.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// Id and relationship of each slide.
    pub slides: Vec<(String, String)>,
    /// Name and slide ids of each section.
    sections: Vec<(Arc<str>, Vec<String>)>,
    /// Width and height of a slide, in English Metric Units.
    pub size: Option<(i64, i64)>,
}

impl Order {
    /// Reads the presentation.
    pub(super) fn read(xml: &str, depth: usize) -> Result<Self, Unread> {
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

    /// The section of the slide of this id.
    pub(super) fn section_of(&self, id: &str) -> Option<Arc<str>> {
        let holds = |(_, slides): &&(Arc<str>, Vec<String>)| slides.iter().any(|slide| slide == id);
        self.sections
            .iter()
            .find(holds)
            .map(|(name, _)| Arc::clone(name))
    }
}
