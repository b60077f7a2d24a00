//! Which hits stand.
//!
//! The order is fixed: rules that are off or outside their dates and audience → conditions →
//! approvals → suppressions → overlaps. What was let through is kept, so that it can be counted,
//! listed and explained.

mod approvals;
mod asked;
mod cited;
mod conditions;
mod context;
pub mod effective;
mod hearing;
mod judged;
mod layout;
mod mentioned;
mod negated;
mod overlap;
mod quoted;
mod regions;
mod required;
mod suppress;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
pub mod trace;
pub mod verdicts;
mod words;

use crate::document::Document;
use crate::matching::{Engine, Scan};
use crate::position::TextSpan;
use crate::wordlist::model::Day;
use crate::wordlist::ruleset::Rule;
use effective::{Force, Readers, force};

pub use judged::Judged;
pub use trace::{Asked, Check, Decision, Outcome};
pub use verdicts::{
    BadComment, Candidate, Clearance, Fault, Passed, Policy, SetAside, SetsAside, Suppressed,
    Verdicts,
};
pub use words::{Wording, widened, with_neighbours, word_count};

/// Judges the hits of one document.
#[must_use]
pub fn judge(scan: &Scan<'_>, engine: &Engine, policy: &Policy) -> Verdicts {
    hearing::Hearing::new(scan, engine, policy, None).judge().0
}

/// Judges the document in the same way and says how each hit that shares a byte with `range` was
/// judged, in the order of the text.
#[must_use]
pub fn explain(
    scan: &Scan<'_>,
    engine: &Engine,
    policy: &Policy,
    range: TextSpan,
) -> Vec<Decision> {
    hearing::Hearing::new(scan, engine, policy, Some(range))
        .judge()
        .1
}

/// Whether `rule` is off, not in force on this day, or not for the readers of `document`: it then
/// finds nothing there, whatever the text says.
#[must_use]
pub fn is_silent(rule: &Rule, document: &Document, policy: &Policy) -> bool {
    silence(rule, policy.as_of, Readers::new(document, policy)).is_some()
}

/// Why a rule is silent in this run, whatever the text says; none if it is heard. A rule that is
/// announced is silent too.
fn silence(rule: &Rule, as_of: Day, readers: Readers<'_>) -> Option<Clearance> {
    if rule.off {
        return Some(Clearance::Off);
    }
    if !readers.concern(rule) {
        return Some(Clearance::Audience);
    }
    match force(rule, as_of) {
        Force::NotYet { .. } | Force::Ended => Some(Clearance::Date),
        Force::Grace { .. } | Force::Full => None,
    }
}
