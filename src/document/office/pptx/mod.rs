//! Presentations: slides in the order in which they are shown, with their notes, charts and diagrams,
//! what masters and layouts add, and the document's properties.
//!
//! The order comes from the list of slides in the presentation, never from file names. Text that a
//! master or layout shows on many slides is reported once, with the slides; so is a footer that
//! stands on each slide, and a part that several slides point at.

mod backdrops;
mod deck;
mod order;

use super::package::Package;
use super::relations;
use super::{Assembly, OfficeOptions, main_part};
use crate::document::source::Unread;
use deck::Deck;
use order::Order;

/// Reads a presentation.
pub(super) fn read(
    mut package: Package,
    options: &OfficeOptions,
    assembly: &mut Assembly,
) -> Result<(), Unread> {
    let depth = options.limits.nesting();
    let root = relations::of(&mut package, "", depth)?;
    let usual = "ppt/presentation.xml";
    let presentation = main_part(&mut package, &root, usual, "presentation")?;
    let order = Order::read(&presentation.xml, depth)?;
    let relations = relations::of(&mut package, &presentation.name, depth)?;
    let mut deck = Deck::new(package, options, order.size, assembly);
    let mut missing = 0;
    for (number, (id, relation)) in (1..).zip(&order.slides) {
        let target = relations
            .iter()
            .find(|known| known.id == *relation && known.kind == "slide");
        let is_there = match target {
            Some(target) => deck.slide(&target.target, number, id, order.section_of(id))?,
            None => false,
        };
        if !is_there {
            missing += 1;
            deck.missing_slide(number, id);
        }
    }
    if order.slides.is_empty() {
        deck.template(&relations)?;
    } else if missing == order.slides.len() {
        return Err(Unread::Kind(
            "damaged: none of its slides is in it".to_owned(),
        ));
    }
    deck.masters();
    deck.properties(&root)?;
    deck.finish();
    Ok(())
}

/// The id and the part of each slide, in the order in which they are shown; no part where it is missing.
pub(crate) fn slides(
    package: &mut Package,
    main: &str,
    depth: usize,
) -> Result<Vec<(String, Option<String>)>, Unread> {
    let Some(presentation) = package.part(main)? else {
        return Ok(Vec::new());
    };
    let relations = relations::of(package, main, depth)?;
    let order = Order::read(&presentation.xml, depth)?;
    let slides = order.slides.into_iter().map(|(id, relation)| {
        let known = relations.iter();
        let mut known = known.filter(|known| known.id == relation && known.kind == "slide");
        (id, known.next().map(|known| known.target.clone()))
    });
    Ok(slides.collect())
}
