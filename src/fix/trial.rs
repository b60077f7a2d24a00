//! Trying rewrites: made together, the document is read and checked again, and those are blamed
//! that make it read otherwise than meant, or that bring up a finding that was not there before.

use std::collections::BTreeMap;

use super::pick::{Pick, Refused, edits};
use super::plan::{Fixer, Refusal};
use super::regions::Regions;
use crate::check::{self, Report};
use crate::document::Document;
use crate::wordlist::ruleset::RuleId;

/// What was found before, by rule and block: nothing may be found more often.
type Counts = BTreeMap<(RuleId, usize), usize>;

/// What comes of rewrites made together.
pub(super) struct Trial<'a> {
    fixer: &'a Fixer<'a>,
    report: &'a Report<'a>,
    counts: Counts,
}

/// The rewrites to blame, by their index, each with the reason; empty where it cannot be said.
pub(super) type Blame = BTreeMap<usize, String>;

impl<'a> Trial<'a> {
    /// What `fixer` tries on the document of `report`.
    pub(super) fn new(fixer: &'a Fixer<'a>, report: &'a Report<'a>) -> Self {
        Self {
            fixer,
            report,
            counts: counts(report),
        }
    }

    /// The document with `picks` made.
    pub(super) fn make(&self, picks: &[Pick]) -> Result<Document, Blame> {
        let document = self.report.scan.document;
        let made = (self.fixer.remake)(document, &edits(picks))
            .map_err(|refusal| blamed(picks, refusal))?;
        let regions = Regions::new(picks);
        let expected = regions.expected(document, picks);
        if made.text != expected || made.blocks.len() != document.blocks.len() {
            let at = made
                .text
                .bytes()
                .zip(expected.bytes())
                .take_while(|(one, other)| one == other)
                .count();
            let why = "would not be read as it is meant".to_owned();
            return Err(regions.at(at).map(|pick| (pick, why)).into_iter().collect());
        }
        let blame = {
            let report = check::check(&made, self.fixer.engine, self.fixer.policy);
            self.blame(&report, picks, &regions)
        };
        match blame {
            None => Ok(made),
            Some(blame) => Err(blame),
        }
    }

    /// Who is to blame for what is found after rewrites were made; none if nothing is new.
    fn blame(&self, after: &Report<'_>, picks: &[Pick], regions: &Regions) -> Option<Blame> {
        let rules = self.fixer.engine.rules();
        let mut blame = Blame::new();
        let mut elsewhere = Counts::new();
        for found in &after.verdicts.findings {
            let hit = found.hit(&after.scan);
            let touched = regions.touched(hit.text(), |pick| picks[pick].rule == found.rule);
            if touched.is_empty() {
                *elsewhere.entry((found.rule, hit.block())).or_default() += 1;
            }
            for pick in touched {
                let rule = &rules.rule(found.rule).id;
                blame.insert(pick, format!("would be found by {rule}"));
            }
        }
        let mut excess = after.verdicts.comments.len() > self.report.verdicts.comments.len();
        for ((rule, block), count) in elsewhere {
            if count <= self.counts.get(&(rule, block)).copied().unwrap_or(0) {
                continue;
            }
            excess = true;
            for (pick, _) in picks
                .iter()
                .enumerate()
                .filter(|(_, pick)| pick.block == block)
            {
                let rule = &rules.rule(rule).id;
                blame
                    .entry(pick)
                    .or_insert_with(|| format!("would bring up {rule} beside it"));
            }
        }
        (excess || !blame.is_empty()).then_some(blame)
    }

    /// Adds as many of `rest` to `kept` as go together, by halves.
    pub(super) fn add(&self, kept: &mut Vec<Pick>, mut rest: Vec<Pick>, refused: &mut Refused) {
        if rest.is_empty() {
            return;
        }
        let mut all = kept.clone();
        all.extend(rest.iter().cloned());
        let Err(blame) = self.make(&all) else {
            *kept = all;
            return;
        };
        if let [pick] = rest.as_slice() {
            let why = blame.get(&kept.len()).cloned();
            let why = why.unwrap_or_else(|| "would bring up something else".to_owned());
            refused.insert((pick.rule, pick.at), why);
            return;
        }
        let second = rest.split_off(rest.len() / 2);
        self.add(kept, rest, refused);
        self.add(kept, second, refused);
    }
}

/// The rewrite to blame for a refusal, where it can be said.
fn blamed(picks: &[Pick], refusal: Refusal) -> Blame {
    let counts = picks.iter().map(|pick| pick.rewrite.suggestion.edits.len());
    let owner = |edit: usize| {
        let mut end = 0;
        counts.clone().position(|count| {
            end += count;
            edit < end
        })
    };
    let only = (picks.len() == 1).then_some(0);
    let pick = refusal.edit.and_then(owner).or(only);
    pick.map(|pick| (pick, refusal.why)).into_iter().collect()
}

/// How often each rule finds something in each block, beside others too.
fn counts(report: &Report<'_>) -> Counts {
    let mut counts = Counts::new();
    for found in &report.verdicts.findings {
        let block = found.hit(&report.scan).block();
        let also = found.also().iter().map(|(rule, _)| *rule);
        for rule in std::iter::once(found.rule).chain(also) {
            *counts.entry((rule, block)).or_default() += 1;
        }
    }
    counts
}
