//! What the judge hands on: findings not yet put into words, and everything that is no finding
//! with what made it so, so that it can be counted, listed and explained.

use std::fmt::Debug;
use std::sync::Arc;

use super::judged::Judged;
use crate::document::Document;
use crate::position::TextSpan;
use crate::wordlist::model::{Day, Severity};
use crate::wordlist::ruleset::{Rule, RuleId, Ruleset};

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
    /// What sets findings of this file aside beside its own comments: a baseline, waivers. Asked
    /// in this order; the first that answers counts.
    pub set_aside: Vec<Arc<dyn SetsAside>>,
}

impl Policy {
    /// Every rule applies, nothing is set aside.
    #[must_use]
    pub const fn new(as_of: Day) -> Self {
        Self {
            as_of,
            audience: None,
            channel: None,
            market: None,
            set_aside: Vec::new(),
        }
    }
}

/// Sets findings aside: a baseline, a waiver.
///
/// Asked once about every hit that would be a finding, in the order of the text and before
/// overlapping ones are settled; so what writes a baseline can take all of them down here.
pub trait SetsAside: Debug + Send + Sync {
    /// Why this finding is set aside, if it is.
    fn reason(&self, finding: &Candidate<'_>) -> Option<SetAside>;
}

/// A hit that will be a finding if nothing sets it aside.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// The document.
    pub document: &'a Document,
    /// The rule.
    pub rule: &'a Rule,
    /// Its words in the rendered text.
    pub text: TextSpan,
    /// The words nearby that make it a finding.
    pub evidence: &'a [TextSpan],
    /// What its finding's fingerprint will be.
    pub fingerprint: &'a str,
}

/// Who set a finding aside, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// `baseline`, `waiver`.
    pub kind: &'static str,
    /// The reason given.
    pub reason: String,
    /// The last day on which it is; none: it does not end.
    pub until: Option<Day>,
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
    /// Hits that will be findings, or weigh more, within 60 days; with the day from which.
    pub coming: Vec<(RuleId, Day)>,
    /// Comments that address copydesk and are wrong or of no use.
    pub comments: Vec<BadComment>,
}

impl Verdicts {
    /// The weight of the heaviest finding that can fail a run: drafts cannot; findings listed with
    /// others and wrong comments can.
    #[must_use]
    pub fn heaviest(&self, rules: &Ruleset) -> Option<Severity> {
        let findings = self.findings.iter().flat_map(|found| {
            let also = found
                .also()
                .iter()
                .filter(|(rule, _)| !rules.rule(*rule).draft);
            let own = (!found.draft).then_some(found.severity);
            own.into_iter().chain(also.map(|(_, severity)| *severity))
        });
        let comments = (!self.comments.is_empty()).then_some(BadComment::SEVERITY);
        findings.chain(comments).max()
    }
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
    /// Asked about, not claimed.
    Asked,
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
    /// The last day on which it is set aside; none: it does not end.
    pub until: Option<Day>,
}

/// What is wrong with a comment that addresses copydesk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadComment {
    /// Index into [`Document::directives`](crate::document::Document::directives).
    pub directive: usize,
    /// What is wrong.
    pub fault: Fault,
}

impl BadComment {
    /// What a wrong comment weighs.
    pub const SEVERITY: Severity = Severity::Warning;
}

/// What can be wrong with a comment that addresses copydesk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is none of the known ones.
    NotUnderstood,
    /// It names no rule.
    NoRule,
    /// It gives no reason.
    NoReason,
    /// No list has the rule; perhaps this one was meant.
    UnknownRule(String, Option<String>),
    /// Several lists have a rule of this id.
    AmbiguousRule(String, Vec<String>),
    /// The rule is locked.
    Locked(String),
    /// It set nothing aside.
    Unused(String),
    /// A start without an end.
    NeverEnded,
    /// An end without a start.
    NeverStarted,
}
