//! One automaton over the anchors that are no plain words: prefixes, signs, other scripts, and the
//! literals of regular expressions.
//!
//! A small set becomes an NFA that is built fast, and where so much text is read that it pays, a DFA
//! as well, which is faster; a large one becomes a compact NFA and stays small. Every anchor that ends
//! at a byte is reported, so that nothing hides another.

use std::collections::HashMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use aho_corasick::automaton::StateID;
use aho_corasick::{Anchored, MatchKind, dfa, nfa};

use super::neighbours::Key;
use super::uses::{Uses, UsesOf};
use crate::position::narrow::narrow;

/// Above so many bytes of anchors a DFA costs more than it gains.
const DFA_BYTES: usize = 24 * 1024;
/// So many bytes of text are read before a DFA is built: to build one costs about as much.
const DFA_PAYS: usize = 256 * 1024;

#[derive(Debug)]
enum Machine {
    Empty,
    Small(Box<Small>),
    Large(Box<nfa::contiguous::NFA>),
}

/// A machine that becomes faster when that pays.
#[derive(Debug)]
struct Small {
    nfa: nfa::noncontiguous::NFA,
    /// Bytes of text that the NFA has read.
    read: AtomicUsize,
    /// Built when that pays.
    dfa: OnceLock<Option<dfa::DFA>>,
}

/// The anchors and, for each, what to do where it stands.
#[derive(Debug)]
pub(super) struct Automaton<U> {
    machine: Machine,
    lengths: Vec<usize>,
    /// The longest of these.
    longest: usize,
    /// What to do where anchor `n` stands.
    uses: Uses<U>,
}

/// Collects anchors.
#[derive(Debug)]
pub(super) struct Collector<U> {
    known: HashMap<Box<str>, u32>,
    /// What to do, with the number of the anchor.
    uses: Vec<(u32, U)>,
}

impl<U: Copy> Collector<U> {
    pub(super) fn new() -> Self {
        Self {
            known: HashMap::new(),
            uses: Vec::new(),
        }
    }

    /// Says what to do where `anchor` stands.
    pub(super) fn add(&mut self, anchor: &str, what: U) {
        let number = self.known.get(anchor).copied().unwrap_or_else(|| {
            let new = narrow(self.known.len());
            self.known.insert(anchor.into(), new);
            new
        });
        self.uses.push((number, what));
    }

    /// Builds the automaton; `key` says what is asked for beside an anchor.
    pub(super) fn build(self, key: impl Fn(&U) -> Key) -> Automaton<U> {
        let mut anchors: Vec<(u32, Box<str>)> = self
            .known
            .into_iter()
            .map(|(anchor, number)| (number, anchor))
            .collect();
        anchors.sort_unstable();
        let anchors: Vec<&str> = anchors.iter().map(|(_, anchor)| &**anchor).collect();
        let lengths: Vec<usize> = anchors.iter().map(|anchor| anchor.len()).collect();
        Automaton {
            machine: machine(&anchors),
            longest: lengths.iter().copied().max().unwrap_or(0),
            lengths,
            uses: Uses::new(anchors.len(), &self.uses, key),
        }
    }
}

fn machine(anchors: &[&str]) -> Machine {
    if anchors.is_empty() {
        return Machine::Empty;
    }
    let bytes: usize = anchors.iter().map(|anchor| anchor.len()).sum();
    let built = if bytes <= DFA_BYTES {
        nfa::noncontiguous::Builder::new()
            .match_kind(MatchKind::Standard)
            .prefilter(false)
            .build(anchors)
            .map(|nfa| {
                Machine::Small(Box::new(Small {
                    nfa,
                    read: AtomicUsize::new(0),
                    dfa: OnceLock::new(),
                }))
            })
    } else {
        nfa::contiguous::Builder::new()
            .match_kind(MatchKind::Standard)
            .prefilter(false)
            .build(anchors)
            .map(|nfa| Machine::Large(Box::new(nfa)))
    };
    // Building fails only past two thousand million states, which no list's bytes can reach.
    built.unwrap_or(Machine::Empty)
}

impl Small {
    /// The DFA, if it pays to read `more` bytes of text with one.
    fn dfa(&self, more: usize) -> Option<&dfa::DFA> {
        if let Some(built) = self.dfa.get() {
            return built.as_ref();
        }
        // Threads that count at the same time build it a little sooner or later.
        let read = self.read.fetch_add(more, Ordering::Relaxed);
        if read + more < DFA_PAYS {
            return None;
        }
        let built = self.dfa.get_or_init(|| {
            dfa::Builder::new()
                .start_kind(aho_corasick::StartKind::Unanchored)
                .build_from_noncontiguous(&self.nfa)
                .ok()
        });
        built.as_ref()
    }
}

impl<U: Copy> Automaton<U> {
    /// Calls `found` with the place and the uses of every anchor in `text`, in no order.
    pub(super) fn scan<'a>(&'a self, text: &str, found: impl FnMut(usize, usize, UsesOf<'a, U>)) {
        match &self.machine {
            Machine::Empty => {}
            Machine::Small(small) => match small.dfa(text.len()) {
                Some(dfa) => self.run(dfa, text.as_bytes(), found),
                None => self.run(&small.nfa, text.as_bytes(), found),
            },
            Machine::Large(nfa) => self.run(nfa.as_ref(), text.as_bytes(), found),
        }
    }

    /// Each state is known only once the one before is, which keeps a processor waiting: so the text is read
    /// in two halves at a time, the second one from so far before its begin that it finds what lies across.
    fn run<'a, A: aho_corasick::automaton::Automaton>(
        &'a self,
        machine: &A,
        text: &[u8],
        mut found: impl FnMut(usize, usize, UsesOf<'a, U>),
    ) {
        let Ok(start) = machine.start_state(Anchored::No) else {
            return;
        };
        let mut report = |state: StateID, end: usize| {
            for index in 0..machine.match_len(state) {
                let anchor = machine.match_pattern(state, index).as_usize();
                found(end - self.lengths[anchor], end, self.uses.of(anchor));
            }
        };
        let is_match = |state| machine.is_special(state) && machine.is_match(state);
        let middle = text.len() / 2;
        let across = (middle + 1).saturating_sub(self.longest);
        let (mut first, mut second) = (start, start);
        for (at, (&one, &other)) in text[..middle].iter().zip(&text[across..]).enumerate() {
            first = machine.next_state(Anchored::No, first, one);
            second = machine.next_state(Anchored::No, second, other);
            if is_match(first) {
                report(first, at + 1);
            }
            if is_match(second) && across + at >= middle {
                report(second, across + at + 1);
            }
        }
        for (at, &byte) in text.iter().enumerate().skip(across + middle) {
            second = machine.next_state(Anchored::No, second, byte);
            if is_match(second) && at >= middle {
                report(second, at + 1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_anchor_is_found_once_wherever_it_stands(
            anchors in prop::collection::btree_set("[abé]{1,4}", 0..6), text in "[abé ]{0,40}",
        ) {
            let mut collector = Collector::new();
            for (anchor, number) in anchors.iter().zip(0..) {
                collector.add(anchor, number);
            }
            let mut found: Vec<(usize, usize, i32)> = Vec::new();
            collector.build(|_| Key::ANY).scan(&text, |start, end, uses| {
                found.extend(uses.all().iter().map(|number| (start, end, *number)));
            });
            let naive = anchors.iter().zip(0..).flat_map(|(anchor, number)| {
                let starts = text.char_indices().map(|(at, _)| at);
                let starts = starts.filter(|at| text[*at..].starts_with(anchor.as_str()));
                starts.map(move |at| (at, at + anchor.len(), number))
            });
            let naive: BTreeSet<_> = naive.collect();
            prop_assert_eq!(found.len(), naive.len(), "{:?}", found);
            prop_assert_eq!(BTreeSet::from_iter(found), naive);
        }
    }
}
