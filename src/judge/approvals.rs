//! Approved wording over forbidden wording.
//!
//! An approved phrase clears a forbidden hit that lies in its fixed words, and nothing else: what
//! stands in a gap of it was not approved by anybody.

use crate::matching::{Hit, Slot};
use crate::position::TextSpan;
use crate::wordlist::ruleset::{Rule, RuleId};

/// A use of approved wording whose own dates and conditions hold.
#[derive(Debug, Clone)]
pub(super) struct Approval<'a> {
    pub(super) rule: RuleId,
    pub(super) list: usize,
    pub(super) draft: bool,
    pub(super) hit: &'a Hit,
}

impl Approval<'_> {
    /// Whether it clears what `rule` found at `words`.
    fn clears(&self, rule: &Rule, words: TextSpan) -> bool {
        let own = !rule.locked || self.list == rule.list;
        let heavy_enough = !self.draft || rule.draft;
        own && heavy_enough && self.covers(words)
    }

    /// Whether `words` lie in its fixed words.
    fn covers(&self, words: TextSpan) -> bool {
        let gaps = self.hit.parts().iter();
        self.hit.text().contains(&words)
            && !gaps
                .filter(|part| part.slot == Slot::Gap)
                .any(|gap| gap.text.overlaps(&words))
    }
}

/// Goes through hits in the order of the text and knows which approvals lie around each.
#[derive(Debug)]
pub(super) struct Sweep<'a> {
    approvals: Vec<Approval<'a>>,
    next: usize,
    open: Vec<usize>,
}

impl<'a> Sweep<'a> {
    pub(super) fn new(mut approvals: Vec<Approval<'a>>) -> Self {
        approvals.sort_by_key(|approval| (approval.hit.text().start, approval.rule));
        Self {
            approvals,
            next: 0,
            open: Vec::new(),
        }
    }

    /// The approval that clears what `rule` found at `words`; if there is none, the first one around
    /// them all the same. `words` must not start before those of the last call.
    pub(super) fn around(&mut self, rule: &Rule, words: TextSpan) -> (bool, Option<&Approval<'a>>) {
        while let Some(approval) = self.approvals.get(self.next)
            && approval.hit.text().start <= words.start
        {
            self.open.push(self.next);
            self.next += 1;
        }
        let approvals = &self.approvals;
        self.open
            .retain(|&open| approvals[open].hit.text().end > words.start);
        let mut around = self.open.iter().map(|&open| &approvals[open]);
        if let Some(found) = around.clone().find(|approval| approval.clears(rule, words)) {
            return (true, Some(found));
        }
        (
            false,
            around.find(|approval| approval.hit.text().contains(&words)),
        )
    }
}
