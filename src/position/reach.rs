//! Which of many spans reach to a place, without looking at all of them.
//!
//! Markup, quotations and comments nest, so of the spans that begin before a place those that reach
//! it are few and may stand far apart. Each span knows the nearest one before it that ends later: what
//! stands between the two cannot reach where it does not reach itself.

/// How far each of some spans reaches, which are in the order of their starts.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    /// Where each ends.
    ends: Vec<usize>,
    /// For each, one more than the index of the nearest before it that ends later; 0 if none does.
    later: Vec<usize>,
}

impl Reach {
    /// Of spans that end there.
    #[must_use]
    pub fn new(ends: impl Iterator<Item = usize>) -> Self {
        let ends: Vec<usize> = ends.collect();
        let mut later = Vec::with_capacity(ends.len());
        for (at, end) in ends.iter().enumerate() {
            let mut before = at;
            while before > 0 && ends[before - 1] <= *end {
                before = later[before - 1];
            }
            later.push(before);
        }
        Self { ends, later }
    }

    /// Of the first `count` spans those that end at `to` or later, the last one first.
    pub fn reaching(&self, count: usize, to: usize) -> impl Iterator<Item = usize> + '_ {
        let mut before = count;
        std::iter::from_fn(move || {
            while let Some(at) = before.checked_sub(1) {
                if self.ends[at] >= to {
                    before = at;
                    return Some(at);
                }
                before = self.later[at];
            }
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_looking_at_all_of_them_finds(
            ends in prop::collection::vec(0..20_usize, 0..30),
            count in 0..30_usize,
            to in 0..20_usize,
        ) {
            let count = count.min(ends.len());
            let reach = Reach::new(ends.iter().copied());
            let found: Vec<usize> = reach.reaching(count, to).collect();
            let all: Vec<usize> = (0..count).rev().filter(|&at| ends[at] >= to).collect();
            prop_assert_eq!(found, all);
        }
    }
}
