//! What to do where each anchor stands.
//!
//! An everyday word can be the anchor of a thousand phrases. So its uses are kept in the order of what must
//! stand beside it, and only those are looked at that what does stand there allows.

use std::ops::RangeInclusive;

use super::neighbours::{Key, NextTo};

/// Of so many uses of one anchor those that can be meant are looked up; fewer are tried one after the other,
/// which is faster.
const MANY: usize = 8;

/// The uses of numbered anchors.
#[derive(Debug)]
pub(super) struct Uses<U> {
    /// `all[first[n]..first[n + 1]]` are those of anchor `n`, in the order of their keys.
    first: Vec<usize>,
    /// The key of each: apart from the uses, since most are refused by theirs.
    keys: Vec<Key>,
    all: Vec<U>,
}

impl<U: Copy> Uses<U> {
    /// Of `anchors` anchors: each use with the number of its anchor; `key` says what it asks for.
    pub(super) fn new(anchors: usize, uses: &[(u32, U)], key: impl Fn(&U) -> Key) -> Self {
        let mut first = vec![0; anchors + 1];
        for (anchor, _) in uses {
            first[*anchor as usize + 1] += 1;
        }
        for anchor in 0..anchors {
            first[anchor + 1] += first[anchor];
        }
        let mut next = first.clone();
        let mut order: Vec<u32> = vec![0; uses.len()];
        for (at, (anchor, _)) in (0..).zip(uses) {
            let next = &mut next[*anchor as usize];
            order[*next] = at;
            *next += 1;
        }
        let of = |at: &u32| &uses[*at as usize].1;
        for (from, to) in first.iter().zip(&first[1..]) {
            order[*from..*to].sort_by_key(|at| key(of(at)));
        }
        let all: Vec<U> = order.iter().map(|at| *of(at)).collect();
        Self {
            first,
            keys: all.iter().map(key).collect(),
            all,
        }
    }

    /// The uses of anchor number `anchor`.
    pub(super) fn of(&self, anchor: usize) -> UsesOf<'_, U> {
        UsesOf {
            uses: self,
            own: (self.first[anchor], self.first[anchor + 1]),
        }
    }
}

/// The uses of one anchor.
#[derive(Debug, Clone, Copy)]
pub(super) struct UsesOf<'u, U> {
    uses: &'u Uses<U>,
    /// Where they begin and end among all.
    own: (usize, usize),
}

impl<'u, U: Copy> UsesOf<'u, U> {
    /// All of them.
    pub(super) fn all(self) -> &'u [U] {
        &self.uses.all[self.own.0..self.own.1]
    }

    /// Those that what stands beside the anchor may allow, as far as their keys tell it: in three stretches.
    pub(super) fn usable(self, beside: impl FnOnce() -> NextTo) -> [&'u [U]; 3] {
        let all = self.all();
        if all.len() < MANY {
            return [all, &[], &[]];
        }
        let any = self.keyed(&(Key::ANY..=Key::ANY));
        if any.len() == all.len() {
            return [all, &[], &[]];
        }
        let [before, after] = beside().keys();
        [any, self.keyed(&before), self.keyed(&after)]
    }

    /// Those with one of these keys.
    fn keyed(self, keys: &RangeInclusive<Key>) -> &'u [U] {
        let own = &self.uses.keys[self.own.0..self.own.1];
        let from = own.partition_point(|key| key < keys.start());
        let same = own[from..].iter().take_while(|key| *key <= keys.end());
        &self.all()[from..from + same.count()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::neighbours::Wanted;
    use crate::matching::table;

    #[test]
    fn those_are_usable_that_what_stands_beside_the_anchor_allows() {
        let kept = |word: &str| table::hash(word).small().0;
        let others: Vec<String> = (0..MANY).map(|number| format!("other{number}")).collect();
        let own = [
            ("at", "cost"),
            ("", ""),
            ("at", ""),
            ("", "cost"),
            ("by", ""),
        ];
        let others = others.iter().map(|word| (word.as_str(), ""));
        let uses = own.into_iter().chain(others).map(|what| (1, what));
        let uses: Vec<_> = [(0, ("", "no"))].into_iter().chain(uses).collect();
        let wanted = |(before, after): &(&str, &str)| {
            let kept = |word: &str| if word.is_empty() { 0 } else { kept(word) };
            Wanted::from((kept(before), kept(after))).key()
        };
        let uses = Uses::new(3, &uses, wanted);
        let usable = |before: Option<&str>, after: Option<&str>, goes_on| {
            let pieces = (before.map(table::hash), after.map(table::hash));
            let beside = || NextTo::new(pieces, (goes_on, goes_on));
            let mut usable = uses.of(1).usable(beside).concat();
            usable.sort_unstable();
            usable
        };
        assert_eq!(usable(None, None, false), [("", "")]);
        assert_eq!(usable(None, None, true).len(), 5 + MANY, "nothing is told");
        assert_eq!(usable(Some("by"), None, false), [("", ""), ("by", "")]);
        assert_eq!(usable(Some("by"), None, true).len(), 4);
        let expected = [("", ""), ("", "cost"), ("at", ""), ("at", "cost")];
        assert_eq!(usable(Some("at"), Some("cost"), false), expected);
        let none = || unreachable!("nobody asks");
        assert_eq!(
            uses.of(0).usable(none).concat().len(),
            1,
            "one is tried at once"
        );
        assert_eq!(uses.of(2).usable(none).concat().len(), 0);
    }
}
