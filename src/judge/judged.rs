//! A finding, not yet put into words.
//!
//! A page of hundreds of megabytes has millions of them, so each takes 24 bytes: it names its hit
//! instead of holding it, and what few findings have is kept apart.

use super::context::Place;
use crate::matching::{Hit, Scan};
use crate::position::TextSpan;
use crate::position::narrow::narrow;
use crate::wordlist::model::{Day, Severity};
use crate::wordlist::ruleset::{RuleId, Weight};

/// A finding, not yet put into words; before the judge is done, a hit that is still in question.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The rule.
    pub rule: RuleId,
    /// Index into [`Scan::hits`].
    hit: u32,
    /// Its weight today.
    pub severity: Severity,
    /// A draft: shown, never fails a run.
    pub draft: bool,
    /// For `require`: the finding is that something is missing.
    pub missing: bool,
    /// What few of them have.
    rare: Option<Box<Rare>>,
}

/// What few findings have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rare {
    /// In grace: the day from which it has the rule's own weight.
    pub(super) enforced: Option<Day>,
    /// The day before which it is no finding.
    pub(super) coming: Option<Day>,
    /// The words nearby that made it a finding.
    pub(super) evidence: Vec<TextSpan>,
    /// Index of the decision on it, if somebody asked.
    pub(super) decision: Option<usize>,
    /// Other rules that found something in the same words.
    pub(super) also: Vec<(RuleId, Severity)>,
}

impl Judged {
    /// Hit number `hit` of a scan, found by a rule that has this weight today.
    pub(super) fn new(rule: RuleId, hit: usize, weight: Weight, rare: Rare) -> Self {
        Self {
            rule,
            hit: narrow(hit),
            severity: weight.severity,
            draft: weight.draft,
            missing: false,
            rare: (rare != Rare::default()).then(|| Box::new(rare)),
        }
    }

    /// What was found; `scan` is what was judged.
    #[must_use]
    pub fn hit<'s>(&self, scan: &'s Scan<'_>) -> &'s Hit {
        &scan.hits[self.number()]
    }

    /// Index into [`Scan::hits`].
    pub(super) const fn number(&self) -> usize {
        self.hit as usize
    }

    /// Its words; `scan` is what was judged.
    #[must_use]
    pub fn text(&self, scan: &Scan<'_>) -> TextSpan {
        self.hit(scan).text()
    }

    /// Where it stands; `scan` is what was judged.
    pub(super) fn place(&self, scan: &Scan<'_>) -> Place {
        Place::of(self.hit(scan))
    }

    /// In grace: the day from which it has the rule's own weight.
    #[must_use]
    pub fn enforced(&self) -> Option<Day> {
        self.rare.as_ref()?.enforced
    }

    /// The words nearby that made it a finding.
    #[must_use]
    pub fn evidence(&self) -> &[TextSpan] {
        self.rare.as_ref().map_or(&[], |rare| &rare.evidence)
    }

    /// Other rules that found something in the same words.
    #[must_use]
    pub fn also(&self) -> &[(RuleId, Severity)] {
        self.rare.as_ref().map_or(&[], |rare| &rare.also)
    }

    /// The day before which it is no finding.
    pub(super) fn coming(&self) -> Option<Day> {
        self.rare.as_ref()?.coming
    }

    /// Index of the decision on it, if somebody asked.
    pub(super) fn decision(&self) -> Option<usize> {
        self.rare.as_ref()?.decision
    }

    /// Adds another rule that found something in the same words.
    pub(super) fn add_also(&mut self, rule: RuleId, severity: Severity) {
        let rare = self.rare.get_or_insert_default();
        rare.also.push((rule, severity));
    }

    /// Puts the other rules in order, each once, with its greatest weight.
    pub(super) fn settle_also(&mut self) {
        if let Some(rare) = &mut self.rare {
            let heaviest =
                |(rule, severity): &(RuleId, Severity)| (*rule, std::cmp::Reverse(*severity));
            rare.also.sort_unstable_by_key(heaviest);
            rare.also.dedup_by_key(|(rule, _)| *rule);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_small() {
        assert_eq!(size_of::<Judged>(), 24);
    }
}
