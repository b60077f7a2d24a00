//! Which new word takes the place of which old one.
//!
//! Words that stay must keep their bytes and their markup, so the old and the new words are aligned
//! first; what is left between two words that stay is filled from the left.

use std::ops::Range;

use super::tokens::{Fresh, Token, plain};
use crate::position::TextSpan;

/// How good it is to put the one in the other's place; 0: they have nothing to do with each other.
fn affinity(old: &Token, at: usize, text: &str, new: &Fresh) -> u32 {
    if new.from == Some(at) {
        return 8;
    }
    if new.from.is_none() && !old.named && plain(&text[old.span.range()]) == plain(&new.text) {
        return 4;
    }
    if new.verb && old.verb { 2 } else { 0 }
}

/// For each old word the new words that are written in its place, in order; none: it goes.
/// `breaks` says whether the source breaks the line in a stretch of the rendered text.
pub(super) fn align(
    old: &[Token],
    text: &str,
    new: &[Fresh],
    breaks: &dyn Fn(TextSpan) -> bool,
) -> Vec<Vec<usize>> {
    let pairs = anchors(old, text, new);
    let mut places = vec![Vec::new(); old.len()];
    let (mut i, mut j) = (0, 0);
    let ends = pairs.iter().copied().map(Some).chain(std::iter::once(None));
    for next in ends {
        let (to_old, to_new) = next.unwrap_or((old.len(), new.len()));
        let gap = left_out(old, i..to_old, to_new - j, breaks);
        spread(&mut places, i..to_old, j..to_new, gap, next.is_some());
        if let Some((old, new)) = next {
            places[old].push(new);
            (i, j) = (old + 1, new + 1);
        }
    }
    places
}

/// Which of the places `run` are left out, if there are more than the `count` new words: the last
/// ones, unless a line break would go with them.
fn left_out(
    old: &[Token],
    run: Range<usize>,
    count: usize,
    breaks: &dyn Fn(TextSpan) -> bool,
) -> Range<usize> {
    let surplus = run.len().saturating_sub(count);
    let last = run.end - surplus..run.end;
    if surplus == 0 || count == 0 {
        return last;
    }
    let keeps_lines = |gap: &Range<usize>| {
        let stretch = |from: usize, to: usize| TextSpan::new(from, to);
        let before = stretch(old[gap.start - 1].span.end, old[gap.end - 1].span.end);
        let after = old
            .get(gap.end)
            .map(|next| stretch(old[gap.start].span.start, next.span.start));
        !breaks(before) || after.is_some_and(|after| !breaks(after))
    };
    (run.start + 1..=last.start)
        .rev()
        .map(|start| start..start + surplus)
        .find(keeps_lines)
        .unwrap_or(last)
}

/// Fills the old places from the left, `gap` left out; what is too much goes to the last of them,
/// or, where there is none, to a neighbour.
fn spread(
    places: &mut [Vec<usize>],
    old: Range<usize>,
    new: Range<usize>,
    gap: Range<usize>,
    has_next: bool,
) {
    for (nth, word) in new.enumerate() {
        let place = if old.is_empty() {
            // Before the word that stays; it is pushed after these.
            if has_next {
                old.end
            } else {
                old.end.saturating_sub(1)
            }
        } else if old.start + nth < gap.start {
            (old.start + nth).min(old.end - 1)
        } else {
            (old.start + nth + gap.len()).min(old.end - 1)
        };
        if let Some(place) = places.get_mut(place) {
            place.push(word);
        }
    }
}

/// The pairs of words that stay (or, for verbs, correspond), ascending on both sides: the heaviest
/// common subsequence.
fn anchors(old: &[Token], text: &str, new: &[Fresh]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let mut best = vec![0; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let worth = affinity(&old[i], i, text, &new[j]);
            let paired = if worth > 0 {
                worth + best[(i + 1) * width + j + 1]
            } else {
                0
            };
            best[i * width + j] = paired
                .max(best[(i + 1) * width + j])
                .max(best[i * width + j + 1]);
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        let here = best[i * width + j];
        let worth = affinity(&old[i], i, text, &new[j]);
        if worth > 0 && here == worth + best[(i + 1) * width + j + 1] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if here == best[(i + 1) * width + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}
