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
