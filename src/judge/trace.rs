//! What the judge says of its own reasons, for `explain`.
//!
//! There is no second way of judging: the evaluation takes a recorder, which is silent but for the
//! hits that somebody asked about.

use super::verdicts::{Clearance, SetAside};
use crate::matching::Hit;
use crate::position::TextSpan;
use crate::wordlist::model::{Day, Place, Severity, Within};
use crate::wordlist::ruleset::{Near, PhraseId, RuleId, Unless};

/// How one hit was judged.
#[derive(Debug, Clone)]
pub struct Decision {
    /// The rule.
    pub rule: RuleId,
    /// What was found.
    pub hit: Hit,
    /// The conditions, in the order they were asked.
    pub checks: Vec<Check>,
    /// Approved wording around it: the rule and its words.
    pub around: Option<(RuleId, TextSpan)>,
    /// What came of it.
    pub outcome: Outcome,
}

/// One condition of a rule, held against a hit.
#[derive(Debug, Clone)]
pub struct Check {
    /// The condition.
    pub asked: Asked,
    /// Whether it holds.
    pub held: bool,
    /// The words that decided it.
    pub words: Vec<TextSpan>,
}

/// A condition.
#[derive(Debug, Clone)]
pub enum Asked {
    /// The kinds of blocks.
    In(Vec<Place>),
    /// What must be nearby.
    Near(Near),
    /// What lets it through.
    Unless(Unless),
    /// What must be said, and where.
    Require(Vec<PhraseId>, Within),
}

/// What came of a hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A finding of this weight.
    Finding(Severity),
    /// A finding that stands under the one of this rule, which overlaps it.
    Under(RuleId),
    /// Approved wording.
    Approved,
    /// Let through.
    Cleared(Clearance),
    /// Set aside by somebody.
    SetAside(SetAside),
    /// What must be said is said.
    Satisfied,
    /// Not the first use, and only the first counts.
    NotFirst,
    /// No finding before this day.
    Coming(Day),
}

/// Keeps checks, or does not.
#[derive(Debug)]
pub(super) struct Recorder<'a> {
    checks: Option<&'a mut Vec<Check>>,
}

impl<'a> Recorder<'a> {
    pub(super) const fn new(checks: Option<&'a mut Vec<Check>>) -> Self {
        Self { checks }
    }

    /// Keeps what `check` says: the condition, whether it holds, and the words that decided it.
    pub(super) fn note(&mut self, check: impl FnOnce() -> (Asked, bool, Vec<TextSpan>)) {
        if let Some(checks) = &mut self.checks {
            let (asked, held, words) = check();
            checks.push(Check { asked, held, words });
        }
    }

    /// Whether to ask the next condition: always, if somebody listens; otherwise only while
    /// nothing is decided.
    pub(super) const fn goes_on(&self, decided: Option<&Clearance>) -> bool {
        self.checks.is_some() || decided.is_none()
    }
}
