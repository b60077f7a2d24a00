//! The rewrites that were picked, and those that were refused: what the plan and its trials speak of.

use std::collections::BTreeMap;

use crate::finding::Edit;
use crate::rewrite::Rewrite;
use crate::wordlist::ruleset::RuleId;

/// A rewrite that may be made.
#[derive(Debug, Clone)]
pub(super) struct Pick {
    pub(super) rule: RuleId,
    /// Where its finding begins in the rendered text.
    pub(super) at: usize,
    pub(super) block: usize,
    pub(super) rewrite: Rewrite,
}

/// Rewrites that must not be made, each with the reason.
pub(super) type Refused = BTreeMap<(RuleId, usize), String>;

/// All edits of `picks`, in their order.
pub(super) fn edits(picks: &[Pick]) -> Vec<Edit> {
    let all = picks.iter().flat_map(|pick| &pick.rewrite.suggestion.edits);
    all.cloned().collect()
}
