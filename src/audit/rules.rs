//! Rules against each other: twice the same, approved and forbidden at once, never to be seen, or
//! with a rewrite that is itself forbidden.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::samples::{Samples, of_phrase, samples};
use super::{Audit, Written, read};
use crate::check::{Report, check};
use crate::document::{BLOCK_BREAK, Document, Format};
use crate::judge::{Clearance, Judged};
use crate::matching::Hit;
use crate::position::TextSpan;
use crate::wordlist::model::{Effective, Verdict};
use crate::wordlist::problem::Problem;
use crate::wordlist::ruleset::{Pattern, PhraseId, Rule, RuleId};

/// A sample in a text of samples.
struct Placed {
    rule: RuleId,
    phrase: PhraseId,
    /// Whether the rule has no other way to be met than its samples.
    all: bool,
    span: TextSpan,
}

impl Audit<'_> {
    /// What is doubtful or wrong about rules seen together.
    pub(super) fn rules(&self) -> Vec<Problem> {
        let mut problems = self.repeated();
        problems.extend(self.never_seen());
        problems.extend(self.forbidden_rewrites());
        problems
    }

    /// The same phrase under the same conditions, twice in one verdict or in two that contradict
    /// each other.
    fn repeated(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut seen: BTreeMap<(String, String), Vec<(Verdict, Written<'_>)>> = BTreeMap::new();
        for (_, rule, written) in self.pairs() {
            for (phrase, text) in rule.phrases.iter().zip(&written.rule.phrases) {
                let key = (self.folded(*phrase), conditions(rule));
                let others = seen.entry(key).or_default();
                let file = &written.list.file;
                let other = others.iter().find(|(verdict, other)| {
                    (*verdict != rule.verdict || other.rule.id != written.rule.id)
                        && *verdict != Verdict::Require
                        && rule.verdict != Verdict::Require
                });
                if let Some((verdict, other)) = other {
                    let first = format!("{}/{}", other.list.list.name, other.rule.id);
                    let twice = *verdict == rule.verdict;
                    let message = if twice {
                        format!("“{}” stands in two rules", text.value)
                    } else {
                        format!("“{}” is approved and forbidden", text.value)
                    };
                    let help = if twice {
                        "remove one of them, or say when each applies"
                    } else {
                        "the approval wins: remove one of them, or say when each applies"
                    };
                    let same_file = Arc::ptr_eq(file, &other.list.file);
                    let mut problem = Problem::warning(file, text.range(), message)
                        .label(format!("and in {first}"))
                        .help(help);
                    if same_file {
                        problem = problem.and(other.place(), first.clone());
                    }
                    problems.push(problem);
                } else {
                    others.push((rule.verdict, written));
                }
            }
        }
        problems
    }

    fn folded(&self, phrase: PhraseId) -> String {
        let pattern = self.set().pattern(phrase);
        let words: Vec<&str> = pattern.phrase.written.split_whitespace().collect();
        let text = words.join(" ");
        // Names of different lists may be written alike and mean different things.
        let names: Vec<String> = pattern.names.values().map(|id| id.0.to_string()).collect();
        let text = format!("{text}\0{}", names.join(","));
        if pattern.exact {
            text
        } else {
            text.to_lowercase()
        }
    }

    /// Phrases that no text can match, and rules that an approval or another rule always precedes.
    fn never_seen(&self) -> Vec<Problem> {
        let (document, placed) = self.sample_text();
        let Some(document) = document else {
            return Vec::new();
        };
        let report = check(&document, &self.engine, &self.policy);
        let mut problems = Vec::new();
        let mut shadows: BTreeMap<RuleId, Option<RuleId>> = BTreeMap::new();
        for group in placed.chunk_by(|a, b| (a.rule, a.phrase) == (b.rule, b.phrase)) {
            let Some(first) = group.first() else { continue };
            let is_met = group.iter().any(|sample| {
                hits_in(&report.scan.hits, sample.span).any(|hit| hit.phrase == first.phrase)
            });
            if !is_met {
                problems.extend(self.dead(first));
            }
            let by = group
                .iter()
                .map(|sample| self.preceded(sample, &report))
                .reduce(|one, other| if one == other { one } else { None })
                .flatten();
            shadows
                .entry(first.rule)
                .and_modify(|known| {
                    if *known != by {
                        *known = None;
                    }
                })
                .or_insert(by);
        }
        for (rule, by) in shadows {
            if let Some(by) = by {
                problems.extend(self.shadowed(rule, by));
            }
        }
        problems
    }

    /// One text with a paragraph for every sample of every phrase of every rule.
    fn sample_text(&self) -> (Option<Document>, Vec<Placed>) {
        let mut text = String::new();
        let mut wanted = Vec::new();
        for (id, rule, _) in self.pairs() {
            if rule.off || rule.draft || rule.verdict == Verdict::Require {
                continue;
            }
            for &phrase in &rule.phrases {
                let Samples { texts, all } = samples(self.set().pattern(phrase), self.set());
                for sample in texts {
                    text.push_str(&sample);
                    text.push_str(BLOCK_BREAK);
                    wanted.push((id, phrase, all));
                }
            }
        }
        let document = read(Format::Text, &text);
        let blocks = document.iter().flat_map(|document| &document.blocks);
        let placed: Vec<Placed> = wanted
            .into_iter()
            .zip(blocks)
            .map(|((rule, phrase, all), block)| Placed {
                rule,
                phrase,
                all,
                span: block.text,
            })
            .collect();
        (document, placed)
    }

    fn dead(&self, sample: &Placed) -> Option<Problem> {
        let written = self.written.get(sample.rule.0 as usize)?;
        let pattern = self.set().pattern(sample.phrase);
        let text = written
            .rule
            .phrases
            .iter()
            .find(|text| text.value == pattern.phrase.written)?;
        Some(
            Problem::warning(
                &written.list.file,
                text.range(),
                "no text can match this phrase",
            )
            .label("these words are never met like this")
            .help("an address, a path or code is not copy; write the words as a reader sees them"),
        )
    }

    /// The rule that always takes what this sample's rule finds, if it has no condition.
    fn preceded(&self, sample: &Placed, report: &Report<'_>) -> Option<RuleId> {
        let set = self.set();
        let rule = set.rule(sample.rule);
        if rule.verdict != Verdict::Forbid {
            return None;
        }
        let (scan, verdicts) = (&report.scan, &report.verdicts);
        let first = verdicts
            .cleared
            .partition_point(|passed| passed.text.start < sample.span.start);
        let approved = verdicts.cleared[first..]
            .iter()
            .take_while(|passed| passed.text.start < sample.span.end)
            .find_map(|passed| match passed.by {
                Clearance::CoveredBy(by) if passed.rule == sample.rule => Some(by),
                _ => None,
            });
        let by = approved.or_else(|| {
            let own = |found: &&Judged| {
                sample.all
                    && found.rule != sample.rule
                    && found.text(scan) == sample.span
                    && found.also().iter().any(|(also, _)| *also == sample.rule)
            };
            let first = verdicts
                .findings
                .partition_point(|found| found.text(scan).start < sample.span.start);
            let mut here = verdicts.findings[first..]
                .iter()
                .take_while(|found| found.text(scan).start < sample.span.end);
            here.find(own).map(|found| found.rule)
        })?;
        // Where the other depends on something, or this is a duplicate, it is not in the way.
        let other = set.rule(by);
        let same = rule.phrases.iter().any(|&own| {
            other
                .phrases
                .iter()
                .any(|&phrase| self.folded(own) == self.folded(phrase))
        });
        (asks_nothing(other) && !same).then_some(by)
    }

    fn shadowed(&self, rule: RuleId, by: RuleId) -> Option<Problem> {
        let written = self.written.get(rule.0 as usize)?;
        let (rule, by) = (self.set().rule(rule), self.set().rule(by));
        let label = match by.verdict {
            Verdict::Approve => format!("{} approves it", by.id),
            _ => format!("{} finds the same words first", by.id),
        };
        Some(
            Problem::warning(
                &written.list.file,
                written.place(),
                format!("the rule “{}” is never seen", rule.id),
            )
            .label(label)
            .help("remove one of them, or say when each applies"),
        )
    }

    /// Rewrites that would be found if they were written.
    fn forbidden_rewrites(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (_, rule, written) in self.pairs() {
            if rule.off || rule.verdict != Verdict::Forbid {
                continue;
            }
            for (instead, text) in rule.instead.iter().zip(&written.rule.instead) {
                let names = Pattern {
                    phrase: instead.with.clone().into(),
                    exact: false,
                    names: instead.names.clone(),
                };
                for sample in of_phrase(&instead.with, &names, self.set()).texts {
                    let Some(found) = self.found_in(&sample) else {
                        continue;
                    };
                    problems.push(
                        Problem::error(
                            &written.list.file,
                            text.with.range(),
                            "this rewrite is itself forbidden",
                        )
                        .label(format!("“{}” is found by {}", found.0, found.1))
                        .help("write something else, or approve it"),
                    );
                    break;
                }
            }
        }
        problems
    }

    /// The words of `text` that may not be said, and the rule that says so.
    fn found_in(&self, text: &str) -> Option<(String, String)> {
        let document = read(Format::Text, text)?;
        let report = check(&document, &self.engine, &self.policy);
        let found = report.verdicts.findings.iter().find(|found| {
            !found.draft && !found.missing && self.set().rule(found.rule).verdict == Verdict::Forbid
        })?;
        let words = document.words(found.text(&report.scan)).to_owned();
        Some((words, self.set().rule(found.rule).id.clone()))
    }
}

/// The hits that begin in `span`; `hits` are in the order of the text.
fn hits_in(hits: &[Hit], span: TextSpan) -> impl Iterator<Item = &Hit> {
    let first = hits.partition_point(|hit| hit.text().start < span.start);
    hits[first..]
        .iter()
        .take_while(move |hit| hit.text().start < span.end)
}

/// What a rule asks beside its phrases, in a form that can be compared.
fn conditions(rule: &Rule) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {}",
        rule.near,
        rule.unless,
        rule.places,
        rule.effective,
        rule.audience,
        rule.channel,
        rule.market,
        rule.off || rule.draft
    )
}

/// Whether a rule is met wherever its phrases stand.
fn asks_nothing(rule: &Rule) -> bool {
    rule.near.is_none()
        && rule.unless.is_empty()
        && rule.places.is_empty()
        && rule.effective == Effective::default()
        && [&rule.audience, &rule.channel, &rule.market]
            .iter()
            .all(|values| values.is_empty())
        && !(rule.off || rule.draft)
}
