//! Where rewrites stand in the text that comes of them, so that a finding there can be laid at the
//! door of the rewrite that brought it up.

use super::pick::Pick;
use crate::document::Document;
use crate::position::TextSpan;
use crate::rewrite::{self, Change};

/// Where rewrites stand in the rendered text of the result.
pub(super) struct Regions {
    /// By place: what changed, the words that the rewrite speaks of, and which rewrite it is.
    all: Vec<(TextSpan, TextSpan, usize)>,
    /// The rewrites in the order of the rendered text.
    order: Vec<usize>,
}

impl Regions {
    /// Where `picks` come to stand.
    pub(super) fn new(picks: &[Pick]) -> Self {
        let mut order: Vec<usize> = (0..picks.len()).collect();
        let start = |pick: &usize| {
            let first = picks[*pick].rewrite.changes.first();
            first.map(|change| change.text.start)
        };
        order.sort_by_key(start);
        let (mut grown, mut shrunk) = (0, 0);
        let mut all = Vec::with_capacity(picks.len());
        for &at in &order {
            let rewrite = &picks[at].rewrite;
            let (Some(first), Some(last)) = (rewrite.changes.first(), rewrite.changes.last())
            else {
                continue;
            };
            let target = rewrite.target;
            let start = first.text.start + grown - shrunk;
            let target_start = target.start.min(first.text.start) + grown - shrunk;
            for change in &rewrite.changes {
                grown += change.with.len();
                shrunk += change.text.len();
            }
            let end = last.text.end + grown - shrunk;
            let target_end = target.end.max(last.text.end) + grown - shrunk;
            all.push((
                TextSpan::new(start, end),
                TextSpan::new(target_start, target_end),
                at,
            ));
        }
        Self { all, order }
    }

    /// What a reader should see.
    pub(super) fn expected(&self, document: &Document, picks: &[Pick]) -> String {
        let changes: Vec<&Change> = self
            .order
            .iter()
            .flat_map(|&at| &picks[at].rewrite.changes)
            .collect();
        let whole = TextSpan::new(0, document.text.len());
        rewrite::changed(&document.text, whole, changes)
    }

    /// The rewrite at byte `at`, or the last before it.
    pub(super) fn at(&self, at: usize) -> Option<usize> {
        let after = self
            .all
            .partition_point(|(region, _, _)| region.start <= at);
        let (_, _, pick) = self.all.get(after.saturating_sub(1))?;
        Some(*pick)
    }

    /// The rewrites with which `found` shares a changed byte, or any byte where `same` says that the
    /// rule is theirs.
    pub(super) fn touched(&self, found: TextSpan, same: impl Fn(usize) -> bool) -> Vec<usize> {
        // A region reaches no farther than its words, and those never over two others.
        let first = self
            .all
            .partition_point(|(_, target, _)| target.end <= found.start)
            .saturating_sub(1);
        self.all[first..]
            .iter()
            .take_while(|(region, target, _)| target.start.min(region.start) < found.end)
            .filter(|(region, target, pick)| {
                region.overlaps(&found) || same(*pick) && target.overlaps(&found)
            })
            .map(|(_, _, pick)| *pick)
            .collect()
    }
}
