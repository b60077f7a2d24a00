//! One document before the judge: its hits go through the steps in their fixed order.

use std::collections::HashMap;

use super::approvals::{Approval, Sweep};
use super::conditions::{Held, evaluate};
use super::context::Context;
use super::effective::{Force, Readers, force, severity};
use super::judged::{Judged, Rare};
use super::overlap::{Rank, knot, resolve};
use super::required::{reading_order, said};
use super::silence;
use super::suppress::Comments;
use super::trace::{Check, Decision, Outcome, Recorder};
use super::verdicts::{Candidate, Clearance, Passed, Policy, SetAside, Suppressed, Verdicts};
use super::words::with_neighbours;
use crate::finding::fingerprint::fingerprint;
use crate::matching::{Engine, Hit, Scan};
use crate::position::TextSpan;
use crate::wordlist::model::{Severity, Verdict};
use crate::wordlist::ruleset::{Rule, RuleId, Weight};

/// A document, the rules and what has been decided so far.
pub(super) struct Hearing<'a> {
    cx: Context<'a>,
    policy: &'a Policy,
    readers: Readers<'a>,
    verdicts: Verdicts,
    /// Whether a rule with a hit is not in full force.
    is_dated: bool,
    /// The stretch that somebody asked about, and what was decided there.
    asked: Option<TextSpan>,
    decisions: Vec<Decision>,
}

impl<'a> Hearing<'a> {
    pub(super) fn new(
        scan: &'a Scan<'a>,
        engine: &'a Engine,
        policy: &'a Policy,
        asked: Option<TextSpan>,
    ) -> Self {
        Self {
            cx: Context::new(scan, engine),
            policy,
            readers: Readers::new(scan.document, policy),
            verdicts: Verdicts::default(),
            is_dated: false,
            asked,
            decisions: Vec::new(),
        }
    }

    pub(super) fn judge(mut self) -> (Verdicts, Vec<Decision>) {
        let mut approved = Vec::new();
        let mut forbidden = Vec::new();
        let mut claims = Vec::new();
        let scan = self.cx.scan;
        let rules = self.cx.rules;
        let uses = rules.uses();
        for (at, hit) in scan.hits.iter().enumerate() {
            for found in uses.of(hit.phrase) {
                if let Some(weight) = found.plain
                    && self.asked.is_none()
                {
                    forbidden.push(Judged::new(found.rule, at, weight, Rare::default()));
                    continue;
                }
                let rule = rules.rule(found.rule);
                let bin = match rule.verdict {
                    Verdict::Approve => &mut approved,
                    Verdict::Forbid => &mut forbidden,
                    Verdict::Require if found.when => &mut claims,
                    Verdict::Require => continue,
                };
                bin.extend(self.hold(found.rule, rule, (at, hit)));
            }
        }
        let approved = self.approve(approved);
        let mut pending = self.clear(forbidden, approved);
        pending.extend(self.miss(claims));
        pending.sort_unstable_by_key(|pending| {
            let text = pending.text(scan);
            (text.start, text.end, pending.rule, pending.number())
        });
        let pending = self.set_aside(pending);
        let pending = self.announce(pending);
        self.settle(pending);
        (self.verdicts, self.decisions)
    }

    /// Whether the rule is heard and its conditions hold on `hit`, which is number `at` of the scan.
    fn hold(&mut self, id: RuleId, rule: &Rule, (at, hit): (usize, &Hit)) -> Option<Judged> {
        let force = force(rule, self.policy.as_of);
        self.is_dated |= force != Force::Full;
        let coming = match force {
            Force::NotYet { from, soon: true } if rule.verdict != Verdict::Approve => Some(from),
            _ => None,
        };
        let silence = silence(rule, self.policy.as_of, self.readers);
        let silence = silence.filter(|by| !(*by == Clearance::Date && coming.is_some()));
        let traced = self.asked.is_some_and(|asked| asked.overlaps(&hit.text()));
        let mut checks: Vec<Check> = Vec::new();
        let held = silence.map_or_else(
            || {
                let mut recorder = Recorder::new(traced.then_some(&mut checks));
                evaluate(&self.cx, rule, hit, &mut recorder)
            },
            Held::Cleared,
        );
        let decision = traced.then_some(self.decisions.len());
        let (evidence, outcome) = match held {
            Held::Stands(evidence) => (Some(evidence), Outcome::Finding(severity(rule, force))),
            Held::Cleared(by) => (None, Outcome::Cleared(by)),
        };
        if let Outcome::Cleared(by) = &outcome
            && *by != Clearance::Off
            && rule.verdict != Verdict::Approve
        {
            self.pass(id, hit.text(), by.clone());
        }
        if traced {
            self.decisions.push(Decision {
                rule: id,
                hit: hit.clone(),
                checks,
                around: None,
                outcome,
            });
        }
        let rare = Rare {
            enforced: match force {
                Force::Grace { enforced, .. } if rule.severity > Severity::Suggestion => {
                    Some(enforced)
                }
                _ => None,
            },
            coming,
            evidence: evidence?,
            decision,
            ..Rare::default()
        };
        let weight = Weight {
            severity: severity(rule, force),
            draft: rule.draft,
        };
        Some(Judged::new(id, at, weight, rare))
    }

    fn approve(&mut self, pending: Vec<Judged>) -> Vec<Approval<'a>> {
        let scan = self.cx.scan;
        let mut approvals = Vec::with_capacity(pending.len());
        for pending in pending {
            let rule = self.cx.rules.rule(pending.rule);
            self.decide(pending.decision(), Outcome::Approved);
            let hit = pending.hit(scan);
            let text = hit.text();
            let last = self.verdicts.approved.last();
            if last.is_none_or(|last| last.rule != pending.rule || last.text != text) {
                self.verdicts.approved.push(Passed {
                    rule: pending.rule,
                    text,
                    by: Clearance::Approved,
                });
            }
            approvals.push(Approval {
                rule: pending.rule,
                list: rule.list,
                draft: rule.draft,
                hit,
            });
        }
        approvals
    }

    /// What approved wording does not clear.
    fn clear(&mut self, mut pending: Vec<Judged>, approvals: Vec<Approval<'a>>) -> Vec<Judged> {
        if approvals.is_empty() {
            return pending;
        }
        let scan = self.cx.scan;
        pending.sort_by_key(|pending| pending.text(scan).start);
        let mut sweep = Sweep::new(approvals);
        let rules = self.cx.rules;
        pending.retain(|pending| {
            let text = pending.text(scan);
            let (clears, around) = sweep.around(rules.rule(pending.rule), text);
            let around = around.map(|approval| (approval.rule, approval.hit.text()));
            if let Some(decision) = pending.decision() {
                self.decisions[decision].around = around;
            }
            let Some((by, _)) = around.filter(|_| clears) else {
                return true;
            };
            let by = Clearance::CoveredBy(by);
            self.decide(pending.decision(), Outcome::Cleared(by.clone()));
            self.pass(pending.rule, text, by);
            false
        });
        pending
    }

    /// The claims that lack what they require.
    fn miss(&mut self, mut claims: Vec<Judged>) -> Vec<Judged> {
        let scan = self.cx.scan;
        let mut first: HashMap<RuleId, TextSpan> = HashMap::new();
        let order = |claim: &Judged| reading_order(&self.cx, claim.place(scan));
        claims.sort_by_cached_key(|claim| (order(claim), claim.rule));
        for claim in &claims {
            if self.cx.rules.rule(claim.rule).first_only {
                first.entry(claim.rule).or_insert(claim.text(scan));
            }
        }
        claims.retain_mut(|claim| {
            let rule = self.cx.rules.rule(claim.rule);
            if first
                .get(&claim.rule)
                .is_some_and(|first| *first != claim.text(scan))
            {
                self.decide(claim.decision(), Outcome::NotFirst);
                return false;
            }
            let decision = claim.decision().map(|at| &mut self.decisions[at].checks);
            let mut recorder = Recorder::new(decision);
            claim.missing = said(&self.cx, rule, claim.place(scan), &mut recorder).is_none();
            if !claim.missing {
                self.decide(claim.decision(), Outcome::Satisfied);
            }
            claim.missing
        });
        claims
    }

    /// What no comment, baseline or waiver sets aside.
    fn set_aside(&mut self, mut pending: Vec<Judged>) -> Vec<Judged> {
        let scan = self.cx.scan;
        let mut comments = Comments::read(&self.cx, self.policy.as_of, self.readers);
        let mut seen: HashMap<(RuleId, String), usize> = HashMap::new();
        pending.retain(|pending| {
            let text = pending.text(scan);
            let by = comments.set_aside(pending.rule, text);
            let by = match by {
                None if self.policy.set_aside.is_empty() || pending.coming().is_some() => None,
                by => by.or_else(|| self.elsewhere(pending, &mut seen)),
            };
            let Some(by) = by else { return true };
            self.decide(pending.decision(), Outcome::SetAside(by.clone()));
            self.verdicts.suppressed.push(Suppressed {
                rule: pending.rule,
                text,
                kind: by.kind,
                reason: by.reason,
                until: by.until,
            });
            false
        });
        self.verdicts.comments = comments.faults(&self.cx);
        pending
    }

    fn elsewhere(
        &self,
        pending: &Judged,
        seen: &mut HashMap<(RuleId, String), usize>,
    ) -> Option<SetAside> {
        let (document, text) = (self.cx.document, pending.text(self.cx.scan));
        let rule = self.cx.rules.rule(pending.rule);
        let words = with_neighbours(document, text);
        let occurrence = seen.entry((pending.rule, words.clone())).or_default();
        let candidate = Candidate {
            document,
            rule,
            text,
            evidence: pending.evidence(),
            fingerprint: &fingerprint(&rule.id, &words, *occurrence),
        };
        *occurrence += 1;
        let mut others = self.policy.set_aside.iter();
        others.find_map(|other| other.reason(&candidate))
    }

    /// Takes out what is not heard yet.
    fn announce(&mut self, mut pending: Vec<Judged>) -> Vec<Judged> {
        if !self.is_dated {
            return pending;
        }
        pending.retain(|pending| {
            let rule = self.cx.rules.rule(pending.rule);
            if let Force::Grace {
                enforced,
                soon: true,
            } = force(rule, self.policy.as_of)
            {
                self.verdicts.coming.push((pending.rule, enforced));
            }
            let Some(from) = pending.coming() else {
                return true;
            };
            self.verdicts.coming.push((pending.rule, from));
            self.decide(pending.decision(), Outcome::Coming(from));
            false
        });
        pending
    }

    /// Lets one of overlapping findings stand and lists the others with it.
    fn settle(&mut self, mut pending: Vec<Judged>) {
        let scan = self.cx.scan;
        let mut under: Vec<usize> = Vec::new();
        let mut from = 0;
        while from < pending.len() {
            let length = knot(pending[from..].iter().map(|pending| pending.text(scan)));
            if length > 1 {
                let lie = self.untie(&mut pending[from..from + length]);
                under.extend(lie.into_iter().map(|at| from + at));
            }
            from += length;
        }
        let mut under = under.into_iter().peekable();
        let mut numbers = 0..;
        pending.retain(|_| {
            let own = numbers.next();
            under.next_if(|at| Some(*at) == own).is_none()
        });
        self.verdicts.findings = pending;
    }

    /// Lets one of overlapping findings stand and lists the others with it; says which those are,
    /// ascending.
    fn untie(&mut self, knot: &mut [Judged]) -> Vec<usize> {
        let scan = self.cx.scan;
        let ranked: Vec<(TextSpan, Rank)> = knot
            .iter()
            .map(|pending| {
                let text = pending.text(scan);
                let rank = Rank::new(pending.draft, pending.severity, text, pending.rule.0);
                (text, rank)
            })
            .collect();
        let over = resolve(&ranked);
        for (at, &over) in over.iter().enumerate() {
            let (rule, severity) = (knot[at].rule, knot[at].severity);
            if at != over {
                self.decide(knot[at].decision(), Outcome::Under(knot[over].rule));
            }
            if rule != knot[over].rule {
                knot[over].add_also(rule, severity);
            }
        }
        knot.iter_mut().for_each(Judged::settle_also);
        let all = over.into_iter().enumerate();
        all.filter(|(at, over)| at != over)
            .map(|(at, _)| at)
            .collect()
    }

    fn pass(&mut self, rule: RuleId, text: TextSpan, by: Clearance) {
        self.verdicts.cleared.push(Passed { rule, text, by });
    }

    fn decide(&mut self, decision: Option<usize>, outcome: Outcome) {
        if let Some(at) = decision {
            self.decisions[at].outcome = outcome;
        }
    }
}
