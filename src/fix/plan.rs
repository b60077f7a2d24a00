//! Which rewrites are made.
//!
//! Rewrites are tried together on the page as a reader would then see it: if it does not read as
//! it should, or the lists find something that they did not find before, the rewrites to blame are
//! taken back. That is done until nothing is left to make, so that a second run changes nothing.

use std::collections::BTreeMap;

use super::pick::{Pick, Refused, edits};
use super::place;
use super::trial::{Blame, Trial};
use crate::check::{self, Report};
use crate::document::Document;
use crate::document::source::Source;
use crate::finding::{Edit, Finding};
use crate::judge::{Policy, Verdicts};
use crate::matching::Engine;
use crate::rewrite;

/// Rewrites that make others possible are followed so often, at most.
const ROUNDS: usize = 16;
/// So often the rewrites to blame are taken back together, before they are sought one by one.
const ATTEMPTS: usize = 16;

/// Makes edits (ascending, not overlapping) in a document, and reads it again.
pub type Remake<'a> = dyn Fn(&Document, &[Edit]) -> Result<Document, Refusal> + Sync + 'a;

/// Why edits cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The index of the edit that is to blame, where it can be said.
    pub edit: Option<usize>,
    /// For people.
    pub why: String,
}

/// Edits a text and reads it with `read`.
pub fn text(
    read: impl Fn(Source) -> Document,
) -> impl Fn(&Document, &[Edit]) -> Result<Document, Refusal> {
    move |document, edits| {
        let source = place::edited(&document.source.text, edits);
        Ok(read(Source::from_text(source)))
    }
}

/// What rewrites documents.
#[derive(Clone, Copy)]
pub struct Fixer<'a> {
    /// The rules.
    pub engine: &'a Engine,
    /// How they are applied.
    pub policy: &'a Policy,
    /// Makes edits in a document and reads the result as it was read.
    pub remake: &'a Remake<'a>,
    /// Whether to make rewrites that are not safe too.
    pub also_unsafe: bool,
}

/// A document rewritten.
#[derive(Debug)]
pub struct Fixed {
    /// What it has become, read again; its source is UTF-8 without a byte order mark, whatever the
    /// file's is.
    pub document: Document,
    /// How many findings there were.
    pub found: usize,
    /// The rewrites that were made, by their place.
    pub applied: Vec<Applied>,
    /// The findings that are left, in the order of the text.
    pub left: Vec<Left>,
    /// What is decided about the result.
    pub verdicts: Verdicts,
}

/// A rewrite that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// Full id of the rule.
    pub rule: String,
    /// Where it begins in the decoded source of the result, in bytes.
    pub at: usize,
    /// The block that it changed, by its index.
    pub block: usize,
}

/// A finding that is left.
#[derive(Debug)]
pub struct Left {
    /// The finding in the result.
    pub finding: Finding,
    /// Why its rewrite was taken back, if it was.
    pub refused: Option<String>,
    /// Where it began in the decoded source before anything was rewritten, in bytes.
    pub before: usize,
}

impl Fixer<'_> {
    /// Makes every rewrite of `document` that may be made.
    #[must_use]
    pub fn fix(&self, document: Document) -> Fixed {
        let mut document = document;
        let mut found = None;
        let mut applied: Vec<Applied> = Vec::new();
        let mut rounds: Vec<Vec<Edit>> = Vec::new();
        loop {
            let report = check::check(&document, self.engine, self.policy);
            let findings = report.verdicts.findings.len() + report.verdicts.comments.len();
            let found = *found.get_or_insert(findings);
            let mut refused = Refused::new();
            let next = if rounds.len() < ROUNDS {
                self.step(&report, &mut refused)
            } else {
                None
            };
            let Some((picks, next)) = next else {
                let left = self.left(&report, &rounds, &refused);
                let verdicts = report.verdicts;
                return Fixed {
                    document,
                    found,
                    applied,
                    left,
                    verdicts,
                };
            };
            let edits = edits(&picks);
            for done in &mut applied {
                done.at = place::after(&edits, done.at);
            }
            applied.extend(picks.iter().filter_map(|pick| {
                let first = pick.rewrite.suggestion.edits.first()?;
                Some(Applied {
                    rule: self.engine.rules().rule(pick.rule).id.clone(),
                    at: place::after(&edits, first.span.start),
                    block: pick.block,
                })
            }));
            applied.sort_by_key(|done| done.at);
            rounds.push(edits);
            document = next;
        }
    }

    fn left(&self, report: &Report<'_>, rounds: &[Vec<Edit>], refused: &Refused) -> Vec<Left> {
        let document = report.scan.document;
        let reasons: BTreeMap<(&str, usize), &String> = refused
            .iter()
            .map(|((rule, at), why)| {
                let rule = self.engine.rules().rule(*rule).id.as_str();
                ((rule, document.map.start(*at)), why)
            })
            .collect();
        let all = report.findings().into_iter();
        all.map(|finding| {
            let rounds = rounds.iter().rev();
            let refused = reasons.get(&(finding.rule.as_str(), finding.span.start));
            Left {
                refused: refused.map(|why| (*why).clone()),
                before: rounds.fold(finding.span.start, |at, edits| place::before(edits, at)),
                finding,
            }
        })
        .collect()
    }

    /// One round: the rewrites that can be made together and what they make of the document; none if
    /// there are none.
    fn step(&self, report: &Report<'_>, refused: &mut Refused) -> Option<(Vec<Pick>, Document)> {
        let mut picks = self.picks(report);
        let trial = Trial::new(self, report);
        for _ in 0..ATTEMPTS {
            if picks.is_empty() {
                return None;
            }
            let blame = match trial.make(&picks) {
                Ok(document) => return Some((picks, document)),
                Err(blame) => blame,
            };
            if blame.is_empty() {
                break;
            }
            picks = take_back(picks, &blame, refused);
        }
        let mut kept = Vec::new();
        let all = std::mem::take(&mut picks);
        trial.add(&mut kept, all, refused);
        let document = trial.make(&kept).ok().filter(|_| !kept.is_empty())?;
        Some((kept, document))
    }

    /// The rewrites that may be made, in the order of the source, none over another.
    fn picks(&self, report: &Report<'_>) -> Vec<Pick> {
        let mut picks: Vec<Pick> = Vec::new();
        for found in &report.verdicts.findings {
            let all = rewrite::rewrites(found, &report.scan, self.engine, self.policy);
            let chosen = all
                .into_iter()
                .find(|rewrite| rewrite.suggestion.safe || self.also_unsafe && !rewrite.never);
            if let Some(rewrite) = chosen.filter(|rewrite| !rewrite.suggestion.edits.is_empty()) {
                let hit = found.hit(&report.scan);
                picks.push(Pick {
                    rule: found.rule,
                    at: hit.text().start,
                    block: hit.block(),
                    rewrite,
                });
            }
        }
        picks.sort_by_key(|pick| {
            let edits = &pick.rewrite.suggestion.edits;
            (
                edits.first().map(|edit| edit.span.start),
                pick.at,
                pick.rule,
            )
        });
        let mut reached = None;
        let mut rendered = None;
        picks.retain(|pick| {
            let edits = &pick.rewrite.suggestion.edits;
            let hull = edits.first().zip(edits.last());
            let apart = hull.is_some_and(|(first, _)| reached < Some(first.span.start));
            let changes = &pick.rewrite.changes;
            let text = changes.first().zip(changes.last());
            // Blocks stand in the rendered text in another order where one is inside another.
            let clear = text.is_some_and(|(first, last)| {
                rendered.is_none_or(|(start, end)| last.text.end < start || end < first.text.start)
            });
            if apart && clear {
                reached = hull.map(|(_, last)| last.span.end);
                rendered = text.map(|(first, last)| (first.text.start, last.text.end));
            }
            apart && clear
        });
        picks
    }
}

fn take_back(picks: Vec<Pick>, blame: &Blame, refused: &mut Refused) -> Vec<Pick> {
    let mut kept = Vec::with_capacity(picks.len());
    for (at, pick) in picks.into_iter().enumerate() {
        match blame.get(&at) {
            Some(why) => {
                refused.insert((pick.rule, pick.at), why.clone());
            }
            None => kept.push(pick),
        }
    }
    kept
}
