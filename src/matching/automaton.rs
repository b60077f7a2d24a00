//! One automaton over the anchors that are no plain words: prefixes, signs, other scripts, and the
//! literals of regular expressions.
//!
//! Small sets become a DFA, large ones a compact NFA: the one is faster, the other is built faster
//! and stays small. Every anchor that ends at a byte is reported, so that nothing hides another.

use std::collections::HashMap;

use aho_corasick::{Anchored, MatchKind, PatternID, dfa, nfa};

use super::table::grouped;

/// Above so many bytes of anchors a DFA costs more than it gains.
const DFA_BYTES: usize = 24 * 1024;

#[derive(Debug)]
enum Machine {
    Empty,
    Dfa(Box<dfa::DFA>),
    Nfa(Box<nfa::contiguous::NFA>),
}

/// The anchors and, for each, what to do where it stands.
#[derive(Debug)]
pub(super) struct Automaton<U> {
    machine: Machine,
    lengths: Vec<usize>,
    /// `uses[first[n]..first[n + 1]]` are those of anchor `n`.
    first: Vec<usize>,
    uses: Vec<U>,
}

/// Collects anchors.
#[derive(Debug)]
pub(super) struct Collector<'e, U> {
    anchors: Vec<&'e str>,
    known: HashMap<&'e str, usize>,
    uses: Vec<(usize, U)>,
}

impl<'e, U: Copy> Collector<'e, U> {
    pub(super) fn new() -> Self {
        Self {
            anchors: Vec::new(),
            known: HashMap::new(),
            uses: Vec::new(),
        }
    }

    /// Says what to do where `anchor` stands.
    pub(super) fn add(&mut self, anchor: &'e str, what: U) {
        let anchors = &mut self.anchors;
        let index = *self.known.entry(anchor).or_insert_with(|| {
            anchors.push(anchor);
            anchors.len() - 1
        });
        self.uses.push((index, what));
    }

    /// Builds the automaton.
    pub(super) fn build(self) -> Automaton<U> {
        let of: Vec<usize> = self.uses.iter().map(|(anchor, _)| *anchor).collect();
        let (first, uses) = grouped(&of, self.anchors.len(), |at| self.uses[at].1);
        Automaton {
            machine: machine(&self.anchors),
            lengths: self.anchors.iter().map(|anchor| anchor.len()).collect(),
            first,
            uses,
        }
    }
}

fn machine(anchors: &[&str]) -> Machine {
    if anchors.is_empty() {
        return Machine::Empty;
    }
    let bytes: usize = anchors.iter().map(|anchor| anchor.len()).sum();
    let built = if bytes <= DFA_BYTES {
        dfa::Builder::new()
            .match_kind(MatchKind::Standard)
            .start_kind(aho_corasick::StartKind::Unanchored)
            .prefilter(false)
            .build(anchors)
            .map(|dfa| Machine::Dfa(Box::new(dfa)))
    } else {
        nfa::contiguous::Builder::new()
            .match_kind(MatchKind::Standard)
            .prefilter(false)
            .build(anchors)
            .map(|nfa| Machine::Nfa(Box::new(nfa)))
    };
    // Building fails only past two thousand million states, which no list's bytes can reach.
    built.unwrap_or(Machine::Empty)
}

impl<U> Automaton<U> {
    /// Calls `found` with the place and the uses of every anchor in `text`, by ascending end.
    pub(super) fn scan<'a>(&'a self, text: &str, found: impl FnMut(usize, usize, &'a [U])) {
        match &self.machine {
            Machine::Empty => {}
            Machine::Dfa(dfa) => self.run(dfa.as_ref(), text, found),
            Machine::Nfa(nfa) => self.run(nfa.as_ref(), text, found),
        }
    }

    fn run<'a, A: aho_corasick::automaton::Automaton>(
        &'a self,
        machine: &A,
        text: &str,
        mut found: impl FnMut(usize, usize, &'a [U]),
    ) {
        let Ok(mut state) = machine.start_state(Anchored::No) else {
            return;
        };
        for (at, &byte) in text.as_bytes().iter().enumerate() {
            state = machine.next_state(Anchored::No, state, byte);
            if machine.is_special(state) && machine.is_match(state) {
                for index in 0..machine.match_len(state) {
                    let anchor: PatternID = machine.match_pattern(state, index);
                    let anchor = anchor.as_usize();
                    let end = at + 1;
                    let uses = &self.uses[self.first[anchor]..self.first[anchor + 1]];
                    found(end - self.lengths[anchor], end, uses);
                }
            }
        }
    }
}
