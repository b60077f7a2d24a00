//! Which rewrites are made.
//!
//! Rewrites are tried together on the page as a reader would then see it: if it does not read as
//! it should, or the lists find something that they did not find before, the rewrites to blame are
//! taken back. That is done until nothing is left to make, so that a second run changes nothing.

use std::collections::BTreeMap;

use super::place;
use crate::check::{self, Report};
use crate::document::Document;
use crate::document::source::Source;
use crate::finding::{Edit, Finding};
use crate::judge::{Policy, Verdicts};
use crate::matching::Engine;
use crate::position::TextSpan;
use crate::rewrite::{self, Change, Rewrite};
use crate::wordlist::ruleset::RuleId;

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

/// A rewrite that may be made.
#[derive(Debug, Clone)]
struct Pick {
    rule: RuleId,
    /// Where its finding begins in the rendered text.
    at: usize,
    block: usize,
    rewrite: Rewrite,
}

/// Rewrites that must not be made, each with the reason.
type Refused = BTreeMap<(RuleId, usize), String>;

/// What was found before, by rule and block: nothing may be found more often.
type Counts = BTreeMap<(RuleId, usize), usize>;

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
        let trial = Trial {
            fixer: self,
            report,
            counts: counts(&report.verdicts),
        };
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
                picks.push(Pick {
                    rule: found.rule,
                    at: found.hit.text.start,
                    block: found.hit.block,
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

/// What comes of rewrites made together.
struct Trial<'a> {
    fixer: &'a Fixer<'a>,
    report: &'a Report<'a>,
    counts: Counts,
}

/// The rewrites to blame, by their index, each with the reason; empty where it cannot be said.
type Blame = BTreeMap<usize, String>;

impl Trial<'_> {
    /// The document with `picks` made.
    fn make(&self, picks: &[Pick]) -> Result<Document, Blame> {
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
            self.blame(&report.verdicts, picks, &regions)
        };
        match blame {
            None => Ok(made),
            Some(blame) => Err(blame),
        }
    }

    /// Who is to blame for what is found after rewrites were made; none if nothing is new.
    fn blame(&self, after: &Verdicts, picks: &[Pick], regions: &Regions) -> Option<Blame> {
        let rules = self.fixer.engine.rules();
        let mut blame = Blame::new();
        let mut elsewhere = Counts::new();
        for found in &after.findings {
            let touched = regions.touched(found.hit.text, |pick| picks[pick].rule == found.rule);
            if touched.is_empty() {
                *elsewhere.entry((found.rule, found.hit.block)).or_default() += 1;
            }
            for pick in touched {
                let rule = &rules.rule(found.rule).id;
                blame.insert(pick, format!("would be found by {rule}"));
            }
        }
        let mut excess = after.comments.len() > self.report.verdicts.comments.len();
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
    fn add(&self, kept: &mut Vec<Pick>, mut rest: Vec<Pick>, refused: &mut Refused) {
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
fn counts(verdicts: &Verdicts) -> Counts {
    let mut counts = Counts::new();
    for found in &verdicts.findings {
        let also = found.also.iter().map(|(rule, _)| *rule);
        for rule in std::iter::once(found.rule).chain(also) {
            *counts.entry((rule, found.hit.block)).or_default() += 1;
        }
    }
    counts
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

fn edits(picks: &[Pick]) -> Vec<Edit> {
    let all = picks.iter().flat_map(|pick| &pick.rewrite.suggestion.edits);
    all.cloned().collect()
}

/// Where rewrites stand in the rendered text of the result.
struct Regions {
    /// By place: what changed, the words that the rewrite speaks of, and which rewrite it is.
    all: Vec<(TextSpan, TextSpan, usize)>,
    /// The rewrites in the order of the rendered text.
    order: Vec<usize>,
}

impl Regions {
    fn new(picks: &[Pick]) -> Self {
        let mut order: Vec<usize> = (0..picks.len()).collect();
        let start = |pick: &usize| {
            let first = picks[*pick].rewrite.changes.first();
            first.map(|change| change.text.start)
        };
        order.sort_by_key(start);
        let (mut grown, mut shrunk) = (0, 0);
        let mut all = Vec::with_capacity(picks.len());
        for &at in &order {
            let rewrite = &picks[at].rewrite;
            let (Some(first), Some(last)) = (rewrite.changes.first(), rewrite.changes.last())
            else {
                continue;
            };
            let target = rewrite.target;
            let start = first.text.start + grown - shrunk;
            let target_start = target.start.min(first.text.start) + grown - shrunk;
            for change in &rewrite.changes {
                grown += change.with.len();
                shrunk += change.text.len();
            }
            let end = last.text.end + grown - shrunk;
            let target_end = target.end.max(last.text.end) + grown - shrunk;
            all.push((
                TextSpan::new(start, end),
                TextSpan::new(target_start, target_end),
                at,
            ));
        }
        Self { all, order }
    }

    /// What a reader should see.
    fn expected(&self, document: &Document, picks: &[Pick]) -> String {
        let changes: Vec<&Change> = self
            .order
            .iter()
            .flat_map(|&at| &picks[at].rewrite.changes)
            .collect();
        let whole = TextSpan::new(0, document.text.len());
        rewrite::changed(&document.text, whole, changes)
    }

    /// The rewrite at byte `at`, or the last before it.
    fn at(&self, at: usize) -> Option<usize> {
        let after = self
            .all
            .partition_point(|(region, _, _)| region.start <= at);
        let (_, _, pick) = self.all.get(after.saturating_sub(1))?;
        Some(*pick)
    }

    /// The rewrites with which `found` shares a changed byte, or any byte where `same` says that the
    /// rule is theirs.
    fn touched(&self, found: TextSpan, same: impl Fn(usize) -> bool) -> Vec<usize> {
        // A region reaches no farther than its words, and those never over two others.
        let first = self
            .all
            .partition_point(|(_, target, _)| target.end <= found.start)
            .saturating_sub(1);
        self.all[first..]
            .iter()
            .take_while(|(region, target, _)| target.start.min(region.start) < found.end)
            .filter(|(region, target, pick)| {
                region.overlaps(&found) || same(*pick) && target.overlaps(&found)
            })
            .map(|(_, _, pick)| *pick)
            .collect()
    }
}
