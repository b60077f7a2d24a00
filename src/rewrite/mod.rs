//! Rewrites of a finding: the words that a list gives, fitted to the sentence and to its markup.
//!
//! A rewrite is first a few changes of single words in the rendered text, so that grammar and
//! capitals are decided on what a reader sees, and then edits of the source that leave everything
//! between those words as it is.

mod align;
mod case;
mod change;
mod doubt;
mod escape;
mod fill;
mod grammar;
mod place;
mod tokens;
mod trial;

use crate::document::Document;
use crate::finding::Suggestion;
use crate::finding::rendered::rendered;
use crate::judge::{Judged, Policy};
use crate::matching::{Engine, Hit, Scan};
use crate::position::TextSpan;
use crate::wordlist::phrase::Body;
use crate::wordlist::ruleset::{Instead, Rule};
use case::Place;
pub use change::{Change, changed};
use fill::Filler;
use grammar::Context;

/// Why a rewrite with `apply: never` is not made, not even on demand.
pub const LEFT_TO_A_PERSON: &str = "is left to a person by its list";

/// A rewrite, in the source and in what a reader sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewrite {
    /// As findings show it.
    pub suggestion: Suggestion,
    /// Whether its list wants it shown and never applied.
    pub never: bool,
    /// The words that it speaks of, in the rendered text.
    pub target: TextSpan,
    /// What changes in the rendered text: ascending, not overlapping.
    pub changes: Vec<Change>,
}

/// The rewrites of a finding as findings show them, best first.
#[must_use]
pub fn suggest(
    found: &Judged,
    scan: &Scan<'_>,
    engine: &Engine,
    policy: &Policy,
) -> Vec<Suggestion> {
    let all = rewrites(found, scan, engine, policy).into_iter();
    all.map(|rewrite| rewrite.suggestion).collect()
}

/// The rewrites of a finding, best first.
#[must_use]
pub fn rewrites(found: &Judged, scan: &Scan<'_>, engine: &Engine, policy: &Policy) -> Vec<Rewrite> {
    let rule = engine.rules().rule(found.rule);
    let writer = Writer {
        document: scan.document,
        engine,
        policy,
        found: found.hit(scan),
        rule,
    };
    let mut all: Vec<Rewrite> = Vec::new();
    for instead in &rule.instead {
        let rewrite = covered(found, scan, instead).and_then(|hit| writer.rewrite(&hit, instead));
        if let Some(rewrite) = rewrite
            && all.iter().all(|other| other.changes != rewrite.changes)
        {
            all.push(rewrite);
        }
    }
    if all.len() > 1 {
        for rewrite in &mut all {
            rewrite.suggestion.safe = false;
            rewrite.suggestion.because = Some("more than one candidate".to_owned());
        }
    }
    all
}

/// What `instead` takes the place of: the hit, or the longest hit of its own phrase around it.
fn covered(found: &Judged, scan: &Scan<'_>, instead: &Instead) -> Option<Hit> {
    let own = found.hit(scan);
    let Some(phrase) = instead.replace else {
        return Some(own.clone());
    };
    let block = scan.document.blocks[own.block()].text;
    let near = trial::near(&scan.document.text, block, own.text());
    scan.find(phrase, near)
        .into_iter()
        .filter(|hit| hit.text().contains(&own.text()))
        .max_by_key(|hit| (hit.text().len(), std::cmp::Reverse(hit.text().start)))
}

struct Writer<'a> {
    document: &'a Document,
    engine: &'a Engine,
    policy: &'a Policy,
    /// What was found.
    found: &'a Hit,
    rule: &'a Rule,
}

impl Writer<'_> {
    fn rewrite(&self, hit: &Hit, instead: &Instead) -> Option<Rewrite> {
        let document = self.document;
        let text = document.text.as_str();
        let block = document.blocks[hit.block()].text;
        let sentence = trial::sentence(text, block, hit.text());
        let old = tokens::tokens(text, hit);
        let context = Context {
            sentence: sentence.start,
        };
        let filler = Filler {
            engine: self.engine,
            text,
            hit,
            old: &old,
            context: &context,
        };
        let mut fill = filler.fill(instead)?;
        let pattern = self.engine.rules().pattern(hit.phrase);
        let literals = match &pattern.phrase.body {
            Body::Words(elements) => tokens::literals(elements),
            Body::Regex(_) => Vec::new(),
        };
        let place = Place {
            text,
            begins: !text[sentence.start..hit.text().start].contains(char::is_alphanumeric),
            block: document.words(block),
        };
        case::apply(case::shape(&old, &place, &literals), &mut fill.words);
        let written = change::changes(text, &old, &fill.words, &|span| {
            let source = document.hull(span);
            document.source.text[source.range()].contains(['\n', '\r'])
        });
        let mut changes = written.list;
        let hull = doubt::hull(&changes)?;
        let mut shown = hit.text();
        let article = grammar::article_before(text, sentence.start, hit.text().start);
        if let (Some(span), Some(first), Some(old)) = (article, fill.words.first(), old.first())
            && let Some(with) =
                grammar::article(document.words(span), document.words(old.span), &first.text)
        {
            shown.start = span.start;
            changes.insert(
                0,
                Change {
                    text: span,
                    with,
                    after: false,
                },
            );
        }
        let mut edits = place::edits(document, hit.block(), &changes)?;
        let spans: Vec<_> = edits.iter().map(|edit| edit.span).collect();
        let kept_out = document.keeps_out(doubt::hull(&changes)?, &spans);
        if kept_out.is_some() {
            edits.clear();
        }
        let whole = fill.passive && old.len() > 1;
        let because = self
            .in_the_way(hit, hull, kept_out)
            .or_else(|| {
                doubt::lost(text, hit, pattern, &old, &written.stays)
                    .map(|lost| format!("loses “{lost}”"))
            })
            .or_else(|| {
                let first = fill.words.first()?;
                let before = context.clash(text, hit.text().start, &first.text)?;
                Some(format!("does not fit after “{before}”"))
            })
            .or_else(|| whole.then(|| "changes a passive sentence".to_owned()))
            .or_else(|| {
                let moves = written.moved && doubt::has_edges(document, hull);
                moves.then(|| "moves words across markup".to_owned())
            })
            .or_else(|| {
                let rule = trial::found(
                    document,
                    (self.found, self.rule),
                    &changes,
                    sentence,
                    self.engine,
                    self.policy,
                )?;
                Some(format!("would be found by {rule}"))
            });
        Some(Rewrite {
            suggestion: Suggestion {
                text: rendered(&changed(text, shown, &changes)),
                safe: because.is_none(),
                because,
                replaces: rendered(document.words(shown)),
                edits,
            },
            never: self.rule.apply_never,
            target: hit.text(),
            changes,
        })
    }

    /// What stands in the way of it, apart from grammar; `kept_out` is why it may not be written there.
    fn in_the_way(&self, hit: &Hit, hull: TextSpan, kept_out: Option<String>) -> Option<String> {
        if self.rule.apply_never {
            return Some(LEFT_TO_A_PERSON.to_owned());
        }
        if kept_out.is_some() {
            return kept_out;
        }
        doubt::markup(self.document, hit.text(), hull)
            .or_else(|| doubt::signs(&self.document.text, hit.text(), hull))
    }
}

#[cfg(test)]
mod tests;
