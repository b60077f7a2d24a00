//! Layouts and masters: what slides stand on. They show text of their own, and a shape of a slide that
//! fills one of their placeholders stands where that does, unless it has a box itself.

use std::collections::HashMap;
use std::sync::Arc;

use super::super::drawing::{self, Shapes, Slot};
use super::super::package::{Package, Part};
use super::super::relations::{self, Relation};
use crate::document::source::Unread;
use crate::place::Bounds;

/// The layouts and masters of a presentation that slides use, in the order of their first use.
#[derive(Debug, Default)]
pub(super) struct Backdrops {
    all: Vec<Backdrop>,
    /// By name; none: it is missing from the file.
    known: HashMap<String, Option<usize>>,
    /// Layouts to themselves and their masters.
    layouts: HashMap<String, Vec<usize>>,
}

/// A layout or a master.
#[derive(Debug)]
pub(super) struct Backdrop {
    /// The part.
    pub part: Part,
    /// What is on it.
    pub shapes: Shapes,
    /// The slides that use it: `slide 7`.
    pub slides: Vec<Arc<str>>,
}

impl Backdrops {
    /// Notes that `slide`, if it has a number, shows what `layout` and, unless the layout hides it, its
    /// master show.
    pub(super) fn show(
        &mut self,
        layout: &str,
        slide: Option<usize>,
        package: &mut Package,
        depth: usize,
    ) -> Result<(), Unread> {
        if !self.layouts.contains_key(layout) {
            let relations = relations::of(package, layout, depth)?.into_iter();
            let master = relations.filter(|relation| relation.kind == "slideMaster");
            let mut used: Vec<usize> = self.part(layout, package, depth)?.into_iter().collect();
            for relation in master {
                used.extend(self.part(&relation.target, package, depth)?);
            }
            self.layouts.insert(layout.to_owned(), used);
        }
        let slide: Option<Arc<str>> = slide.map(|number| format!("slide {number}").into());
        for &at in self.layouts.get(layout).into_iter().flatten() {
            self.all[at].slides.extend(slide.clone());
            if self.all[at].shapes.without_master {
                break;
            }
        }
        Ok(())
    }

    /// All masters that `presentation` names, with their layouts: what a template has to show.
    pub(super) fn of_template(
        &mut self,
        presentation: &[Relation],
        package: &mut Package,
        depth: usize,
    ) -> Result<(), Unread> {
        let masters = presentation
            .iter()
            .filter(|known| known.kind == "slideMaster");
        for master in masters {
            for layout in relations::of(package, &master.target, depth)? {
                if layout.kind == "slideLayout" {
                    self.show(&layout.target, None, package, depth)?;
                }
            }
        }
        Ok(())
    }

    fn part(
        &mut self,
        name: &str,
        package: &mut Package,
        depth: usize,
    ) -> Result<Option<usize>, Unread> {
        if let Some(&known) = self.known.get(name) {
            return Ok(known);
        }
        let at = match package.part(name)? {
            None => None,
            Some(part) => {
                let shapes = drawing::walk(&part.xml, depth)?;
                self.all.push(Backdrop {
                    part,
                    shapes,
                    slides: Vec::new(),
                });
                Some(self.all.len() - 1)
            }
        };
        self.known.insert(name.to_owned(), at);
        Ok(at)
    }

    /// The box that `layout`, or else its master, gives a shape that fills the placeholder `kind`
    /// with the number `index`.
    pub(super) fn bounds(&self, layout: &str, kind: &str, index: &str) -> Option<Bounds> {
        let used = self.layouts.get(layout)?.iter();
        used.map(|&at| self.all[at].shapes.slots.as_slice())
            .find_map(|slots| slot(slots, kind, index))
            .map(|slot| slot.bounds)
    }

    /// All of them, with what they show.
    pub(super) fn into_all(self) -> Vec<Backdrop> {
        self.all
    }
}

/// The slot of this number if there is one of the kind, else the first of the kind: a master has one
/// of each kind, and numbers that are its own.
fn slot<'s>(slots: &'s [Slot], kind: &str, index: &str) -> Option<&'s Slot> {
    let of_kind = || {
        slots
            .iter()
            .filter(|slot| general(&slot.kind) == general(kind))
    };
    let numbered = of_kind().find(|slot| !index.is_empty() && *slot.index == *index);
    numbered.or_else(|| of_kind().next())
}

/// What masters call a kind of placeholder: whatever is filled in below a title is their `body`.
fn general(kind: &str) -> &str {
    match kind {
        "title" | "ctrTitle" => "title",
        "dt" | "ftr" | "sldNum" | "hdr" => kind,
        _ => "body",
    }
}
