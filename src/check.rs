//! The one seam: a document, the engine and the policy in; a report out.
//!
//! The command line, standard input, the language server and the tests all come through here, so
//! none of them can match, judge or rewrite differently from the others.

mod build;
mod comments;
mod message;
mod said;
#[cfg(test)]
mod tests;

use std::time::{Duration, Instant};

use crate::document::Document;
use crate::finding::Finding;
use crate::finding::rendered::rendered;
use crate::judge::{self, Decision, Policy, Verdicts};
use crate::matching::{Engine, Scan};
use crate::position::TextSpan;

/// Longer stretches, in bytes, are not waived as one: an edit anywhere in them would end the waiver.
const MOST_WAIVED: usize = 200;

/// So many words are waived at least, if the text has them.
const FEWEST_WAIVED: usize = 4;

/// What was decided about one document. Counting costs nothing more; words, places and rewrites
/// are made by [`Report::findings`].
#[derive(Debug)]
pub struct Report<'a> {
    /// What the engine found.
    pub scan: Scan<'a>,
    /// What the judge decided.
    pub verdicts: Verdicts,
    /// How long that took.
    pub took: Took,
    engine: &'a Engine,
    policy: Policy,
}

/// How long the parts of one check took.
#[derive(Debug, Clone, Copy, Default)]
pub struct Took {
    /// Finding phrases.
    pub matching: Duration,
    /// Deciding which of them stand.
    pub judging: Duration,
}

/// Checks one document.
#[must_use]
pub fn check<'a>(document: &'a Document, engine: &'a Engine, policy: &Policy) -> Report<'a> {
    let started = Instant::now();
    let scan = engine.scan(document);
    let matched = Instant::now();
    let verdicts = judge::judge(&scan, engine, policy);
    let took = Took {
        matching: matched - started,
        judging: matched.elapsed(),
    };
    Report {
        scan,
        verdicts,
        took,
        engine,
        policy: policy.clone(),
    }
}

impl Report<'_> {
    /// The findings in full, in the order of the text.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        build::findings(&self.scan, &self.verdicts, self.engine, &self.policy)
    }

    /// The words that a waiver for `finding`, one of [`Report::findings`], should name: its own and
    /// those that made it a finding, as far as they stand with it, and if these are few, those
    /// beside them; none if a waiver is no use.
    #[must_use]
    pub fn words_to_waive(&self, finding: &Finding) -> Option<String> {
        let document = self.scan.document;
        let rules = self.engine.rules();
        let found = self.verdicts.findings.iter().find(|found| {
            rules.rule(found.rule).id == finding.rule
                && build::span(document, found.text(&self.scan)) == finding.span
        })?;
        let hit = found.hit(&self.scan);
        let own = hit.text();
        let block = document.blocks.get(hit.block())?.text;
        let evidence = found.evidence().iter();
        let whole = evidence
            .filter(|words| block.contains(words))
            .fold(own, |all, words| {
                TextSpan::new(all.start.min(words.start), all.end.max(words.end))
            });
        let mut words = if whole.len() > MOST_WAIVED {
            own
        } else {
            whole
        };
        if judge::word_count(document, words) < FEWEST_WAIVED {
            // One word would let through whatever is written with it tomorrow.
            words = judge::widened(document, words, FEWEST_WAIVED - 1);
        }
        Some(rendered(document.words(words)))
    }

    /// How each hit that shares a byte of the rendered text with `range` was judged.
    #[must_use]
    pub fn explain(&self, policy: &Policy, range: TextSpan) -> Vec<Decision> {
        judge::explain(&self.scan, self.engine, policy, range)
    }
}
