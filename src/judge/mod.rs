//! Which hits stand.
//!
//! The order is fixed: rules that are off or outside their dates and audience → conditions →
//! approvals → suppressions → overlaps. What was let through is kept, so that it can be counted,
//! listed and explained.

use crate::matching::{Engine, Hit, Scan};
use crate::position::TextSpan;
use crate::wordlist::model::{Day, Severity};
use crate::wordlist::ruleset::RuleId;

/// What the run decided before any file was read.
#[derive(Debug, Clone)]
pub struct Policy {
    /// The day that dates are compared with.
    pub as_of: Day,
    /// Whose rules apply; none: every rule.
    pub audience: Option<String>,
    /// The kind of medium; none: every rule.
    pub channel: Option<String>,
    /// The market; none: every rule.
    pub market: Option<String>,
}

/// Everything decided about one document.
#[derive(Debug, Default)]
pub struct Verdicts {
    /// Findings, by place, then by the order of the rules.
    pub findings: Vec<Judged>,
    /// Uses of approved wording.
    pub approved: Vec<Passed>,
    /// Hits that a condition or an approval let through.
    pub cleared: Vec<Passed>,
    /// Hits that a comment, a baseline or a waiver suppressed.
    pub suppressed: Vec<Suppressed>,
    /// Hits that will be findings, with the day of the first.
    pub coming: Vec<(RuleId, Day)>,
}

/// A finding, not yet put into words.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The rule; `None` for a finding about a suppression comment.
    pub rule: RuleId,
    /// What was found.
    pub hit: Hit,
    /// Its weight today.
    pub severity: Severity,
    /// In grace: the day from which it has the rule's own weight.
    pub enforced: Option<Day>,
    /// A draft: shown, never fails a run.
    pub draft: bool,
    /// For `require`: the finding is that something is missing.
    pub missing: bool,
    /// The words nearby that made it a finding.
    pub evidence: Vec<TextSpan>,
    /// Other rules that found something in the same words.
    pub also: Vec<(RuleId, Severity)>,
}

/// A hit that is no finding, and why.
#[derive(Debug, Clone)]
pub struct Passed {
    /// The rule whose hit it is.
    pub rule: RuleId,
    /// Its words.
    pub text: TextSpan,
    /// What let it through.
    pub by: Clearance,
}

/// What let a hit through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clearance {
    /// It is approved wording itself.
    Approved,
    /// Approved wording of this rule covers it.
    CoveredBy(RuleId),
    /// What must be nearby is not.
    NotNear,
    /// Spoken of, not used.
    Mentioned,
    /// Negated.
    Negated,
    /// A source is given.
    Cited,
    /// A phrase of `unless` covers it.
    Phrase,
    /// Something of `unless: {near: …}` stands near.
    Near,
    /// The rule is not about such blocks.
    Elsewhere,
    /// The rule is not in force on this day.
    Date,
    /// The rule is not for this audience, channel or market.
    Audience,
    /// The rule is off.
    Off,
}

/// A hit that somebody set aside, and the words they gave for it.
#[derive(Debug, Clone)]
pub struct Suppressed {
    /// The rule.
    pub rule: RuleId,
    /// The words.
    pub text: TextSpan,
    /// `ignore`, `baseline`, `waiver`.
    pub kind: &'static str,
    /// The reason given.
    pub reason: String,
}

/// Judges the hits of one document.
#[must_use]
pub fn judge(_scan: &Scan<'_>, _engine: &Engine, _policy: &Policy) -> Verdicts {
    Verdicts::default()
}
