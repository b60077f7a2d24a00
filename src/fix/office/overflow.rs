//! Text that may no longer fit: a shape on a slide keeps its size, and longer words run out of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::{BlockKind, Document};
use crate::place::{Place, Unit};

/// By how many percent the text of a shape may grow before that is worth a look.
const UNNOTICED: usize = 15;

/// A shape whose text has become longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grown {
    /// Its first paragraph.
    pub place: Place,
    /// By how many percent.
    pub percent: usize,
}

/// The part, the path of shapes, and the cell.
type Shape<'p> = (Arc<str>, &'p [Arc<str>], Option<&'p str>);

/// The shapes, or cells of tables, on slides of `document` whose text is now so much longer; `before` are
/// the words of its blocks as they were.
pub(super) fn grown(before: &[String], document: &Document) -> Vec<Grown> {
    let mut shapes: BTreeMap<Shape<'_>, (usize, usize, &Place)> = BTreeMap::new();
    for (index, (block, before)) in document.blocks.iter().zip(before).enumerate() {
        let is_drawn = !matches!(
            block.kind,
            BlockKind::Alt | BlockKind::Label | BlockKind::Meta
        );
        let Some(place) = document.place_of(index).filter(|_| is_drawn) else {
            continue;
        };
        if !matches!(place.unit, Unit::Slide | Unit::Master) {
            continue;
        }
        let shape = (
            Arc::clone(&place.part),
            &*place.shape,
            place.cell.as_deref(),
        );
        let (was, is, _) = shapes.entry(shape).or_insert((0, 0, place));
        *was += before.chars().count();
        *is += document.words(block.text).chars().count();
    }
    let mut grown: Vec<Grown> = shapes
        .into_values()
        .filter(|(was, is, _)| is * 100 > was * (100 + UNNOTICED))
        .map(|(was, is, place)| Grown {
            place: place.clone(),
            percent: (is - was) * 100 / was.max(1),
        })
        .collect();
    grown.sort_by_key(|grown| grown.place.number);
    grown
}
