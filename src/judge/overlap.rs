//! Which of overlapping findings stands.
//!
//! The more severe, then the longer, then the earlier, then the one of the earlier list; a draft
//! never beats an active rule. The others are listed with the one that stands.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::position::TextSpan;
use crate::wordlist::model::Severity;

/// What decides between findings. Smaller goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    pub(super) draft: bool,
    pub(super) severity: Reverse<Severity>,
    pub(super) length: Reverse<usize>,
    pub(super) start: usize,
    /// Rules are numbered in the order of their lists.
    pub(super) rule: u32,
}

impl Rank {
    pub(super) const fn new(draft: bool, severity: Severity, text: TextSpan, rule: u32) -> Self {
        Self {
            draft,
            severity: Reverse(severity),
            length: Reverse(text.len()),
            start: text.start,
            rule,
        }
    }
}

/// For each finding the one that it stands under: itself, if it stands. Findings that do not stand
/// go under the foremost of the standing ones that they overlap.
pub(super) fn resolve(findings: &[(TextSpan, Rank)]) -> Vec<usize> {
    let mut under: Vec<usize> = (0..findings.len()).collect();
    let mut order = under.clone();
    order.sort_by_key(|&at| findings[at].0.start);
    let mut rest = order.as_mut_slice();
    while !rest.is_empty() {
        let length = knot(rest.iter().map(|&at| findings[at].0));
        let (knot, after) = rest.split_at_mut(length);
        if knot.len() > 1 {
            untie(knot, findings, &mut under);
        }
        rest = after;
    }
    under
}

/// How many of these findings, ascending by start, overlap one another from the first on, at least
/// each with a neighbour. Nothing outside of such a knot can decide what happens in it, and most are
/// single findings.
pub(super) fn knot(mut findings: impl Iterator<Item = TextSpan>) -> usize {
    let mut reach = match findings.next() {
        Some(first) => first.end,
        None => return 0,
    };
    let others = findings.take_while(|text| {
        let inside = text.start < reach;
        reach = reach.max(text.end);
        inside
    });
    1 + others.count()
}

/// Decides between findings that overlap, at least each with a neighbour.
fn untie(knot: &mut [usize], findings: &[(TextSpan, Rank)], under: &mut [usize]) {
    knot.sort_unstable_by_key(|&at| (findings[at].1, at));
    let mut standing: BTreeMap<usize, usize> = BTreeMap::new();
    for &at in &*knot {
        let (text, _) = findings[at];
        // Those that stand do not overlap, so only the last one to start before can reach in.
        let before = standing.range(..=text.start).next_back();
        let inside = standing.range(text.start + 1..text.end.max(text.start + 1));
        let over = before
            .into_iter()
            .chain(inside)
            .map(|(_, &other)| other)
            .filter(|&other| findings[other].0.overlaps(&text))
            .min_by_key(|&other| findings[other].1);
        match over {
            Some(over) => under[at] = over,
            None => {
                standing.insert(text.start, at);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Says the same as `resolve`, slowly: each finding in the order of rank against all that stand.
    fn naive(findings: &[(TextSpan, Rank)]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..findings.len()).collect();
        order.sort_by_key(|&at| findings[at].1);
        let mut standing: Vec<usize> = Vec::new();
        let mut under = vec![0; findings.len()];
        for at in order {
            let over = standing
                .iter()
                .copied()
                .find(|&other| findings[other].0.overlaps(&findings[at].0));
            under[at] = over.unwrap_or(at);
            if over.is_none() {
                standing.push(at);
            }
        }
        under
    }

    fn finding() -> impl Strategy<Value = (TextSpan, Rank)> {
        let weights = [Severity::Suggestion, Severity::Warning, Severity::Error];
        (
            0..60_usize,
            1..12_usize,
            0..3_usize,
            any::<bool>(),
            0..4_u32,
        )
            .prop_map(move |(start, len, weight, draft, rule)| {
                let text = TextSpan::new(start, start + len);
                (text, Rank::new(draft, weights[weight], text, rule))
            })
    }

    proptest! {
        #[test]
        fn agrees_with_the_naive_way(findings in prop::collection::vec(finding(), 0..40)) {
            prop_assert_eq!(resolve(&findings), naive(&findings));
        }

        #[test]
        fn does_not_depend_on_the_order(findings in prop::collection::vec(finding(), 0..30), seed in 0..30_usize) {
            let stands = |findings: &[(TextSpan, Rank)]| {
                let under = resolve(findings);
                let mut found: Vec<_> = (0..findings.len())
                    .filter(|&at| under[at] == at)
                    .map(|at| findings[at])
                    .collect();
                found.sort_by_key(|found| found.1);
                found
            };
            let mut turned = findings.clone();
            if !turned.is_empty() {
                let by = seed % turned.len();
                turned.rotate_left(by);
            }
            turned.reverse();
            prop_assert_eq!(stands(&findings), stands(&turned));
        }
    }

    #[test]
    fn weight_then_length_then_place_then_list() {
        let text = TextSpan::new;
        let rank =
            |draft, severity, span: TextSpan, rule| (span, Rank::new(draft, severity, span, rule));
        let under = resolve(&[
            rank(false, Severity::Warning, text(0, 20), 0),
            rank(false, Severity::Error, text(0, 5), 3),
            rank(true, Severity::Error, text(0, 30), 1),
            rank(false, Severity::Error, text(3, 9), 4),
        ]);
        assert_eq!(under, [3, 3, 3, 3]);
        let same = resolve(&[
            rank(false, Severity::Error, text(0, 5), 7),
            rank(false, Severity::Error, text(0, 5), 2),
        ]);
        assert_eq!(same, [1, 1]);
    }
}
