//! `require`: whether what must be said is said where it must be.

use super::context::{Context, Place};
use super::regions::regions;
use super::trace::{Asked, Recorder};
use crate::document::BlockKind;
use crate::position::TextSpan;
use crate::wordlist::model::Within;
use crate::wordlist::ruleset::{Rule, Term};

/// The required words that belong to the claim at `place`; none if they are missing.
pub(super) fn said(
    cx: &Context<'_>,
    rule: &Rule,
    place: Place,
    recorder: &mut Recorder<'_>,
) -> Option<TextSpan> {
    let found = if rule.within == Within::Phrase {
        super::conditions::covering(cx, &rule.phrases, place)
    } else {
        let mut stretches = regions(cx, place, rule.within).into_iter();
        stretches.find_map(|stretch| {
            let mut phrases = rule.phrases.iter();
            phrases.find_map(|&phrase| cx.nearest(Term::Phrase(phrase), stretch, place.text))
        })
    };
    recorder.note(|| {
        let asked = Asked::Require(rule.phrases.clone(), rule.within);
        (asked, found.is_some(), found.into_iter().collect())
    });
    found
}

/// The order in which uses are first: as they are read; labels, texts of pictures and front matter
/// after the page itself; of those that start together the longest.
pub(super) fn reading_order(
    cx: &Context<'_>,
    place: Place,
) -> (bool, usize, std::cmp::Reverse<usize>) {
    let kind = cx.block(place.block).kind;
    let beside = matches!(kind, BlockKind::Alt | BlockKind::Label | BlockKind::Meta);
    (beside, place.text.start, std::cmp::Reverse(place.text.end))
}
