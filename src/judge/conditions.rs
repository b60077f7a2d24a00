//! What a rule asks of the surroundings of a hit: `in`, `near`, `unless`.
//!
//! Evaluated only where a phrase hit. A recorder, if there is one, is told of each condition and of
//! the words that decided it; without one, the first condition that decides ends the work.

use super::asked::asked;
use super::cited::cited;
use super::context::{Context, Place};
use super::mentioned::mentioned;
use super::negated::negated;
use super::regions::regions;
use super::trace::{Asked, Recorder};
use super::verdicts::Clearance;
use crate::document::BlockKind;
use crate::matching::Hit;
use crate::position::TextSpan;
use crate::wordlist::model::Place as Kind;
use crate::wordlist::ruleset::{Near, PhraseId, Rule, Term, Unless};

/// What the conditions of a rule make of a hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Held {
    /// It stands, because of these words nearby.
    Stands(Vec<TextSpan>),
    /// It is let through.
    Cleared(Clearance),
}

/// Holds a hit against the conditions of its rule.
pub(super) fn evaluate(
    cx: &Context<'_>,
    rule: &Rule,
    hit: &Hit,
    recorder: &mut Recorder<'_>,
) -> Held {
    let place = Place::of(hit);
    let mut cleared = None;
    if !rule.places.is_empty() {
        let kind = cx.block(hit.block()).kind;
        let holds = rule.places.iter().any(|place| is_of(*place, kind));
        recorder.note(|| (Asked::In(rule.places.clone()), holds, Vec::new()));
        if !holds {
            cleared = Some(Clearance::Elsewhere);
        }
    }
    let mut evidence = Vec::new();
    if let Some(condition) = &rule.near
        && recorder.goes_on(cleared.as_ref())
    {
        let found = near(cx, condition, place);
        recorder.note(|| {
            let words = found.clone().unwrap_or_default();
            (Asked::Near(condition.clone()), found.is_some(), words)
        });
        match found {
            Some(found) => evidence = found,
            None => cleared = cleared.or(Some(Clearance::NotNear)),
        }
    }
    for exception in &rule.unless {
        if !recorder.goes_on(cleared.as_ref()) {
            break;
        }
        let found = excused(cx, exception, hit, place);
        recorder.note(|| {
            let words = found.clone().unwrap_or_default();
            (Asked::Unless(exception.clone()), found.is_some(), words)
        });
        if found.is_some() {
            cleared = cleared.or(Some(clearance(exception)));
        }
    }
    cleared.map_or(Held::Stands(evidence), Held::Cleared)
}

/// The words that satisfy `near`; none if they are not there.
fn near(cx: &Context<'_>, condition: &Near, place: Place) -> Option<Vec<TextSpan>> {
    let mut possible = condition.terms.iter().map(|&term| cx.is_possible(term));
    let may_hold = if condition.all {
        possible.all(|possible| possible)
    } else {
        possible.any(|possible| possible)
    };
    if !may_hold {
        return None;
    }
    let mut stretches: Vec<TextSpan> = Vec::new();
    for &within in &condition.within {
        stretches.extend(regions(cx, place, within));
    }
    let find = |term: Term| {
        let mut stretches = stretches.iter();
        stretches.find_map(|&stretch| cx.nearest(term, stretch, place.text))
    };
    if condition.all {
        condition.terms.iter().map(|&term| find(term)).collect()
    } else {
        let found = condition.terms.iter().find_map(|&term| find(term))?;
        Some(vec![found])
    }
}

/// The words for which the exception lets the hit through; none if it does not.
fn excused(cx: &Context<'_>, exception: &Unless, hit: &Hit, place: Place) -> Option<Vec<TextSpan>> {
    match exception {
        Unless::Mentioned => mentioned(cx, place).map(|word| vec![word]),
        Unless::Negated => negated(cx, hit).map(|word| vec![word]),
        Unless::Cited => cited(cx, place).map(|word| vec![word]),
        Unless::Asked => asked(cx, place).map(|word| vec![word]),
        Unless::Phrase(phrases) => covering(cx, phrases, place).map(|words| vec![words]),
        Unless::Near(condition) => near(cx, condition, place),
    }
}

/// A hit of one of `phrases` that covers the words.
pub(super) fn covering(cx: &Context<'_>, phrases: &[PhraseId], place: Place) -> Option<TextSpan> {
    let possible = |phrase: &&PhraseId| cx.is_possible(Term::Phrase(**phrase));
    let mut phrases = phrases.iter().filter(possible).peekable();
    phrases.peek()?;
    let sentence = cx.sentence(place);
    phrases.find_map(|&phrase| {
        let found = cx.find(Term::Phrase(phrase), sentence);
        let from = found.partition_point(|span| span.start <= place.text.start);
        // Hits of one phrase hardly ever nest deeper than this.
        let last = found[..from].iter().rev().take(64);
        last.copied().find(|span| span.contains(&place.text))
    })
}

const fn clearance(exception: &Unless) -> Clearance {
    match exception {
        Unless::Mentioned => Clearance::Mentioned,
        Unless::Negated => Clearance::Negated,
        Unless::Cited => Clearance::Cited,
        Unless::Asked => Clearance::Asked,
        Unless::Phrase(_) => Clearance::Phrase,
        Unless::Near(_) => Clearance::Near,
    }
}

/// Whether `in: place` means blocks of this kind.
const fn is_of(place: Kind, kind: BlockKind) -> bool {
    match place {
        Kind::Heading => matches!(kind, BlockKind::Heading),
        Kind::Body => matches!(kind, BlockKind::Body | BlockKind::Caption | BlockKind::Meta),
        Kind::Cell => matches!(kind, BlockKind::Cell),
        Kind::Alt => matches!(kind, BlockKind::Alt | BlockKind::Label),
    }
}
