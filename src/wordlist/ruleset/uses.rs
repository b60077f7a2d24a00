//! Which rules look for a phrase: asked at every hit, so that it is looked up by number.

use super::{PhraseId, Rule, RuleId};
use crate::wordlist::model::{Effective, Severity, Verdict};

/// A phrase that a rule looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Use {
    /// The phrase.
    pub phrase: PhraseId,
    /// The rule.
    pub rule: RuleId,
    /// Whether it stands under `when` of a `require` rule.
    pub when: bool,
    /// What every finding of the rule weighs, if the rule is known to ask for nothing but its phrases.
    pub plain: Option<Weight>,
}

/// How much a finding counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weight {
    /// Its severity.
    pub severity: Severity,
    /// A draft: shown, never fails a run.
    pub draft: bool,
}

impl Weight {
    /// What every finding of `rule` weighs, if it forbids its phrases wherever they stand, on every day and
    /// to all readers. Most rules of long lists are like that, and to look at each where it is found would
    /// mean to fetch it from memory.
    pub(super) fn plain(rule: &Rule) -> Option<Self> {
        let is_plain = rule.verdict == Verdict::Forbid
            && !rule.off
            && rule.near.is_none()
            && rule.unless.is_empty()
            && rule.places.is_empty()
            && rule.effective == Effective::default()
            && rule.audience.is_empty()
            && rule.channel.is_empty()
            && rule.market.is_empty();
        is_plain.then_some(Self {
            severity: rule.severity,
            draft: rule.draft,
        })
    }
}

/// Every phrase that a rule looks for, with each such rule.
#[derive(Debug, Clone, Default)]
pub struct Uses {
    /// Each once, by ascending phrase and rule.
    all: Vec<Use>,
    /// `all[first[n]..first[n + 1]]` are those of phrase `n`, up to the last phrase that has any.
    first: Vec<usize>,
}

impl FromIterator<Use> for Uses {
    fn from_iter<I: IntoIterator<Item = Use>>(uses: I) -> Self {
        let mut all = Vec::from_iter(uses);
        all.sort_unstable();
        all.dedup();
        let mut first = Vec::new();
        for (at, found) in all.iter().enumerate() {
            first.resize(found.phrase.0 as usize + 1, at);
        }
        first.push(all.len());
        Self { all, first }
    }
}

impl Uses {
    /// All, by ascending phrase and rule.
    #[must_use]
    pub fn all(&self) -> &[Use] {
        &self.all
    }

    /// Those of `phrase`, by ascending rule.
    #[must_use]
    pub fn of(&self, phrase: PhraseId) -> &[Use] {
        let phrase = phrase.0 as usize;
        match self.first.get(phrase..phrase + 2) {
            Some(&[from, to]) => &self.all[from..to],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wordlist::load::{self, Origin};
    use crate::wordlist::ruleset::Ruleset;

    #[test]
    fn a_rule_that_asks_for_more_than_its_phrases_is_not_plain() {
        let weights = |rest: &str| {
            let list = format!("forbid:\n  - {{phrase: one, {rest}}}\n");
            let read = load::load(&list, Origin::Path("list.yaml")).unwrap();
            let rules = Ruleset::build(&[&read], &[]).unwrap();
            rules.uses().all()[0].plain
        };
        let draft = Weight {
            severity: Severity::Warning,
            draft: true,
        };
        assert_eq!(weights("severity: warning, status: draft"), Some(draft));
        for asks in [
            "near: two",
            "unless: mentioned",
            "in: heading",
            "effective: {until: 2030-01-01}",
            "audience: partners",
            "channel: web",
            "market: uk",
        ] {
            assert_eq!(weights(asks), None, "{asks}");
        }
        let approved = "approve: [one]\nrequire:\n  - {when: two, phrases: three}\n";
        let read = load::load(approved, Origin::Path("list.yaml")).unwrap();
        let rules = Ruleset::build(&[&read], &[]).unwrap();
        assert!(rules.uses().all().iter().all(|found| found.plain.is_none()));
    }

    #[test]
    fn every_phrase_has_its_own_rules() {
        let found = |phrase, rule| Use {
            phrase: PhraseId(phrase),
            rule: RuleId(rule),
            when: false,
            plain: None,
        };
        let uses: Uses = [found(4, 1), found(1, 7), found(1, 2), found(1, 7)]
            .into_iter()
            .collect();
        let rules = |phrase| {
            let uses = uses.of(PhraseId(phrase)).iter();
            uses.map(|found| found.rule.0).collect::<Vec<_>>()
        };
        let all: Vec<_> = (0..7).map(rules).collect();
        assert_eq!(
            all,
            [vec![], vec![2, 7], vec![], vec![], vec![1], vec![], vec![]]
        );
        assert!(Uses::from_iter([]).of(PhraseId(0)).is_empty());
    }
}
