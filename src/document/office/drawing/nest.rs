//! The shapes that are open while a slide is read: how they are called, which placeholder they fill, and
//! where they lie.

use std::sync::Arc;

use super::super::xml::Tag;
use super::Slot;
use crate::place::Bounds;

/// The open shapes, from the outermost group to the innermost shape.
#[derive(Debug, Default)]
pub(super) struct Nest {
    open: Vec<Shape>,
}

#[derive(Debug, Default)]
struct Shape {
    name: Arc<str>,
    placeholder: Option<Arc<str>>,
    index: Arc<str>,
    /// As it is written: in the units of the group around it.
    bounds: Option<Bounds>,
    /// Of a group: the box, in its own units, that is drawn as `bounds`.
    inside: Option<Bounds>,
    named: bool,
    /// How many paragraphs were found before it.
    before: usize,
}

impl Nest {
    /// A shape or a group begins, after `before` paragraphs were found.
    pub(super) fn begin(&mut self, before: usize) {
        self.open.push(Shape {
            before,
            ..Shape::default()
        });
    }

    /// A group ends.
    pub(super) fn end_group(&mut self) {
        self.open.pop();
    }

    /// A shape ends: its box, if it has one of its own, and whether it can be filled by shapes of slides.
    pub(super) fn end_shape(&mut self) -> Option<(Bounds, Option<Slot>)> {
        let bounds = self.bounds();
        let shape = self.open.pop()?;
        // Without a box of its own it stands where its placeholder does, and not as wide as its group.
        let (Some(_), Some(bounds)) = (shape.bounds, bounds) else {
            return None;
        };
        let slot = shape.placeholder.map(|kind| Slot {
            kind,
            index: shape.index,
            bounds,
        });
        Some((bounds, slot))
    }

    /// The first `cNvPr` in a shape is its own, and names it.
    pub(super) fn name(&mut self, tag: &Tag<'_>) {
        if let Some(shape) = self.open.last_mut().filter(|shape| !shape.named) {
            shape.named = true;
            shape.name = tag.attribute("name").unwrap_or_default().into();
        }
    }

    /// The innermost shape is a placeholder: of which kind, and how many paragraphs were found before it.
    pub(super) fn hold_place(&mut self, tag: &Tag<'_>) -> Option<(Arc<str>, usize)> {
        let shape = self.open.last_mut()?;
        let kind = tag.attribute("type");
        let kind: Arc<str> = kind.unwrap_or_else(|| "body".into()).into();
        shape.placeholder = Some(Arc::clone(&kind));
        shape.index = tag.attribute("idx").unwrap_or_default().into();
        Some((kind, shape.before))
    }

    /// Takes note of a corner or a size of the innermost shape.
    pub(super) fn bound(&mut self, tag: &Tag<'_>) {
        let number = |name: &str| {
            tag.raw_attribute(name)
                .and_then(|(value, _)| value.parse::<i64>().ok())
        };
        let Some(shape) = self.open.last_mut() else {
            return;
        };
        let bounds = if tag.name.starts_with("ch") {
            &mut shape.inside
        } else {
            &mut shape.bounds
        };
        match (number("x"), number("y"), number("cx"), number("cy")) {
            (Some(x), Some(y), ..) if bounds.is_none() => {
                *bounds = Some(Bounds {
                    x,
                    y,
                    width: 0,
                    height: 0,
                });
            }
            (_, _, Some(width), Some(height)) => {
                if let Some(bounds) = bounds.as_mut().filter(|bounds| bounds.width == 0) {
                    (bounds.width, bounds.height) = (width, height);
                }
            }
            _ => {}
        }
    }

    /// The box of the innermost shape that has one, as it lies on the slide.
    pub(super) fn bounds(&self) -> Option<Bounds> {
        let own = self.open.iter().rposition(|shape| shape.bounds.is_some())?;
        let around = self.open[..own].iter().rev();
        around.fold(self.open[own].bounds, |bounds, group| {
            match (group.inside, group.bounds) {
                (Some(inside), Some(drawn)) => bounds.map(|bounds| bounds.mapped(inside, drawn)),
                _ => bounds,
            }
        })
    }

    /// The kind of placeholder that the innermost shape is.
    pub(super) fn placeholder(&self) -> Option<&Arc<str>> {
        self.open.last()?.placeholder.as_ref()
    }

    /// The number of that placeholder; empty if it has none.
    pub(super) fn index(&self) -> Arc<str> {
        let shape = self.open.last();
        shape.map_or_else(Arc::default, |shape| Arc::clone(&shape.index))
    }

    /// Their names, the outermost first.
    pub(super) fn path(&self) -> Vec<Arc<str>> {
        let named = self.open.iter().filter(|shape| !shape.name.is_empty());
        named.map(|shape| Arc::clone(&shape.name)).collect()
    }
}
