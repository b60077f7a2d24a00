//! `unless: negated`: whether the verb of a hit is denied.
//!
//! There is no parser here, only what an editor's eye does: go back from the verb through its own
//! clause, over adverbs, helping verbs and what is coordinated with it, until a negation stands
//! there or something begins that the negation could belong to instead. In doubt it is not negated:
//! a claim that slips through costs more than one that is looked at twice.

mod chain;
mod vocabulary;

use super::asked;
use super::context::{Context, Place};
use super::words::{Word, window, words};
use crate::matching::{Hit, Slot};
use crate::position::TextSpan;
use chain::{Chain, Form};
use vocabulary::{is_adverb, is_form_of_be, is_not_denial, negation};

/// How many bytes before a hit are read.
const REACH: usize = 240;
/// How many words before a hit a negation may stand.
const WORDS: usize = 12;

/// The negation that denies the hit; none if it is asserted.
pub(super) fn negated(cx: &Context<'_>, hit: &Hit) -> Option<TextSpan> {
    in_gap(cx, hit)
        .or_else(|| before(cx, hit))
        .or_else(|| after(cx, hit))
        .or_else(|| called_false(cx, hit))
}

/// A verdict on the clause in which the hit stands: *the claim that it is free is **false***.
fn called_false(cx: &Context<'_>, hit: &Hit) -> Option<TextSpan> {
    let sentence = cx.sentence(Place::of(hit));
    let at_start = TextSpan::new(hit.text().start, hit.text().start);
    let wide = TextSpan::new(sentence.start, hit.text().start);
    let all = words(cx.text(), window(cx.text(), wide, at_start, REACH));
    let from = all.len().saturating_sub(WORDS);
    let claimed = all[from..]
        .windows(2)
        .any(|pair| matches!(pair[1].text.as_str(), "that") && vocabulary::is_claim(&pair[0].text));
    if !claimed {
        return None;
    }
    let at_end = TextSpan::new(hit.text().end, hit.text().end);
    let rest = TextSpan::new(hit.text().end, sentence.end);
    let all = words(cx.text(), window(cx.text(), rest, at_end, REACH));
    let near = &all[..all.len().min(WORDS)];
    let be = near.iter().position(|word| is_form_of_be(&word.text))?;
    let mut verdict = near[be + 1..].iter();
    let verdict = verdict.find(|word| !is_adverb(&word.text))?;
    vocabulary::is_wrong(&verdict.text).then_some(verdict.span)
}

/// A denial of the thing that the hit names: *enabling access to it is **not supported***.
fn after(cx: &Context<'_>, hit: &Hit) -> Option<TextSpan> {
    let own = words(cx.text(), hit.text());
    if !own.first()?.text.ends_with("ing") {
        return None;
    }
    let sentence = cx.sentence(Place::of(hit));
    let at_end = TextSpan::new(hit.text().end, hit.text().end);
    let rest = TextSpan::new(hit.text().end, sentence.end);
    let all = words(cx.text(), window(cx.text(), rest, at_end, REACH));
    let at = all
        .iter()
        .take(WORDS)
        .position(|word| is_form_of_be(&word.text))?;
    let stretch = &cx.text()[hit.text().end..all[at].span.start];
    if stretch.contains([',', ';', ':', '(', '—']) {
        return None;
    }
    let not = if all[at].text.ends_with("n't") {
        at
    } else {
        at + 1
    };
    let denies = all.get(not).is_some_and(|word| {
        word.text.ends_with("n't") || matches!(word.text.as_str(), "not" | "never" | "no")
    });
    let mut next = all.get(not + 1..)?.iter();
    let next = next.find(|word| !is_adverb(&word.text))?;
    (denies && vocabulary::rules_out(&next.text)).then_some(all[not].span)
}

/// A negation inside the hit: *access to these models is **not** enabled*. It stands in a gap and
/// denies what follows the gap.
fn in_gap(cx: &Context<'_>, hit: &Hit) -> Option<TextSpan> {
    let gaps = hit.parts().iter().filter(|part| part.slot == Slot::Gap);
    gaps.map(|part| part.text).find_map(|gap| {
        let rest = TextSpan::new(gap.end, hit.text().end);
        let next = words(cx.text(), rest).into_iter().next()?;
        denied(cx, gap, next.span.start, form(hit, next))
    })
}

fn before(cx: &Context<'_>, hit: &Hit) -> Option<TextSpan> {
    let sentence = cx.sentence(Place::of(hit));
    let wide = TextSpan::new(sentence.start, hit.text().start);
    let at_hit = TextSpan::new(hit.text().start, hit.text().start);
    let near = window(cx.text(), wide, at_hit, REACH);
    let first = words(cx.text(), hit.text()).into_iter().next()?;
    let denial = denied(cx, near, hit.text().start, form(hit, first))?;
    // *Isn't it the best?* says that it is.
    let claims = asked::leads(cx, hit.block(), sentence, denial);
    (!claims && !is_outdone(cx, hit, sentence, denial)).then_some(denial)
}

/// Whether only others are denied what the sentence claims for itself: ***nobody** does it faster
/// than **we** do*. What is compared with something else stays denied: *no bank promises more than
/// the market gives*.
fn is_outdone(cx: &Context<'_>, hit: &Hit, sentence: TextSpan, denial: TextSpan) -> bool {
    let from = TextSpan::new(hit.text().start, hit.text().start);
    let rest = TextSpan::new(hit.text().start, sentence.end);
    let rest = words(cx.text(), window(cx.text(), rest, from, REACH));
    let denier = words(cx.text(), denial);
    denier.iter().any(|word| vocabulary::denies_all(&word.text))
        && rest
            .windows(2)
            .any(|pair| vocabulary::compares(&pair[0].text) && vocabulary::is_own(&pair[1].text))
}

/// The negation in `stretch` that denies the word of `form` at byte `verb`, which follows it.
fn denied(cx: &Context<'_>, stretch: TextSpan, verb: usize, form: Form) -> Option<TextSpan> {
    let all = words(cx.text(), stretch);
    let chain = Chain {
        cx,
        all: &all,
        hit: verb,
        form,
    };
    let from = all.len().saturating_sub(WORDS);
    for at in (from..all.len()).rev() {
        if chain.is_broken_after(at) {
            return None;
        }
        if let Some(found) = negation(&all, at) {
            if is_not_denial(&all, at, found) {
                return None;
            }
            return chain.reaches(at, found).then_some(all[at].span);
        }
        if chain.starts_clause(at) {
            return chain.denied_above(at).map(|at| all[at].span);
        }
    }
    None
}

/// The form of `word`, a word of the hit, as far as it is known to be a verb.
fn form(hit: &Hit, word: Word) -> Form {
    let bound = hit.parts().iter().find_map(|part| match &part.slot {
        Slot::Verb(_, forms) if part.text.start == word.span.start => Some(forms.clone()),
        _ => None,
    });
    bound.map_or(Form::Unknown(word.text), Form::Verb)
}
