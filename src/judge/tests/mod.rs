//! The judge on small pages, one file a question.

mod denied;
mod exceptions;
mod order;
mod sentences;
mod surroundings;

use crate::judge::testing::World;
use crate::wordlist::model::Within;
use crate::wordlist::ruleset::Unless;

/// Holds each page against a rule with this exception; `true`: a finding is expected.
fn hold(world: &World, pages: &[(bool, &str)]) {
    let wrong: Vec<String> = pages
        .iter()
        .filter(|(expected, page)| world.findings(page).is_empty() == *expected)
        .map(|(expected, page)| format!("{}: {page}", if *expected { "missed" } else { "alarm" }))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The rule of the memo, with this exception.
fn memo(unless: Unless) -> World {
    let mut world = World::new();
    world.memo(&[Within::Section], &[unless]);
    world
}
