//! Which hits stand.
//!
//! The order is fixed: rules that are off or outside their dates and audience → conditions →
//! approvals → suppressions → overlaps. What was let through is kept, so that it can be counted,
//! listed and explained.

pub mod verdicts;

use crate::matching::{Engine, Scan};

pub use verdicts::{
    BadComment, Candidate, Clearance, Fault, Judged, Passed, Policy, SetAside, SetsAside,
    Suppressed, Verdicts,
};

/// Judges the hits of one document.
#[must_use]
pub fn judge(_scan: &Scan<'_>, _engine: &Engine, _policy: &Policy) -> Verdicts {
    Verdicts::default()
}
