//! What a deck repeats: the same words in the same shape of several slides are one card, and so are the
//! same words on several pages of a PDF.

use std::collections::HashMap;
use std::sync::Arc;

use crate::finding::Finding;
use crate::place::Unit;

/// What stands before the number of a slide, ...
const SLIDE: &str = "slide ";
/// ... and of a page.
const PAGE: &str = "page ";
/// How many places that show the same words are named.
const PLACES_NAMED: usize = 5;

/// What findings on several slides have in common if they are one to their reader: the rule, the
/// shape and its cell, the text and the hit in it.
type Likeness<'f> = (
    &'f str,
    Unit,
    &'f [Arc<str>],
    Option<&'f str>,
    &'f str,
    std::ops::Range<usize>,
);

/// The findings to show, in their order, each with the places of those that are like it and are not
/// shown: `slide 9`, `page 9`, or the words for another place.
pub(super) fn shown(findings: &[Finding]) -> Vec<(&Finding, Vec<Arc<str>>)> {
    let mut first: HashMap<Likeness<'_>, usize> = HashMap::new();
    let mut shown: Vec<(&Finding, Vec<Arc<str>>)> = Vec::new();
    for finding in findings {
        let next = shown.len();
        let at = likeness(finding).map_or(next, |like| *first.entry(like).or_insert(next));
        let also = finding.location.iter().flat_map(|place| &place.place.also);
        if at == next {
            shown.push((finding, also.cloned().collect()));
            continue;
        }
        let place = finding.location.iter().find_map(|place| {
            let noun = if place.place.unit == Unit::Page {
                PAGE
            } else {
                SLIDE
            };
            Some(format!("{noun}{}", place.place.number?).into())
        });
        shown[at].1.extend(place.into_iter().chain(also.cloned()));
    }
    shown
}

fn likeness(finding: &Finding) -> Option<Likeness<'_>> {
    let location = finding.location.as_ref()?;
    let place = &location.place;
    let repeats =
        matches!(place.unit, Unit::Slide | Unit::Notes | Unit::Page) && place.number.is_some();
    repeats.then(|| {
        (
            finding.rule.as_str(),
            place.unit,
            place.shape.as_slice(),
            place.cell.as_deref(),
            location.block.as_str(),
            location.hit.clone(),
        )
    })
}

/// `also on slides 9 and 14 (same text, same shape)`; none if there are no other places.
pub(super) fn said(places: &[Arc<str>]) -> Option<String> {
    let numbers = |noun: &str| -> Option<Vec<&str>> {
        let numbers = places.iter().map(|place| place.strip_prefix(noun));
        numbers.collect()
    };
    let more = places.len().saturating_sub(PLACES_NAMED);
    let listed = |names: &[&str]| match (names, more) {
        ([], _) => None,
        ([one], 0) => Some((*one).to_owned()),
        ([first @ .., last], 0) => Some(format!("{} and {last}", first.join(", "))),
        (names, more) => Some(format!(
            "{} and {more} more",
            names[..PLACES_NAMED].join(", ")
        )),
    };
    for (noun, alike) in [(SLIDE, "same text, same shape"), (PAGE, "same text")] {
        if let Some(numbers) = numbers(noun) {
            let which = listed(&numbers)?;
            let plural = if numbers.len() == 1 { " " } else { "s " };
            return Some(format!(
                "also on {}{plural}{which} ({alike})",
                noun.trim_end()
            ));
        }
    }
    let names: Vec<&str> = places.iter().map(AsRef::as_ref).collect();
    Some(format!("also in {} (same text)", listed(&names)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_until_there_are_too_many() {
        let places = |names: &[&str]| names.iter().map(|&name| name.into()).collect::<Vec<_>>();
        let words = |names: &[&str]| said(&places(names)).unwrap_or_default();
        assert_eq!(words(&[]), "");
        assert_eq!(
            words(&["slide 9"]),
            "also on slide 9 (same text, same shape)"
        );
        assert_eq!(
            words(&["slide 9", "slide 14"]),
            "also on slides 9 and 14 (same text, same shape)"
        );
        let many: Vec<String> = (2..10).map(|number| format!("slide {number}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(
            words(&many),
            "also on slides 2, 3, 4, 5, 6 and 3 more (same text, same shape)"
        );
        assert_eq!(
            words(&["page 2", "page 3"]),
            "also on pages 2 and 3 (same text)"
        );
        assert_eq!(words(&["Sheet1!B7"]), "also in Sheet1!B7 (same text)");
    }
}
