//! The groups of literals that an expression needs.
//!
//! `no` stands within *know* and *another*; where an expression says that it is a word, as in
//! `\bno (other|one)\b`, far fewer texts come into question, and a table of words finds them. So of each
//! literal it is told whether a word goes on beside it.

use regex_syntax::hir::{Hir, HirKind};

use super::super::phrase::{Beside, Edge, Group, Literal};
use super::super::rarity;
use super::beside::beside;
use super::edges::{End, edge, is_of_word};
use super::spelt::{SPELLINGS, spelt};

/// All groups of `hir`: of each one stands in every match.
pub(super) fn groups(hir: &Hir) -> Vec<Group> {
    let mut found = Vec::new();
    gather(hir, &Context::default(), &mut found);
    found
}

/// How often one of a group is met, roughly: what need be no word is met within others too, the oftener
/// the shorter it is.
pub(super) fn met(group: &Group) -> u64 {
    group.literals.iter().map(met_literal).sum()
}

fn met_literal(literal: &Literal) -> u64 {
    let within = match literal.text.chars().count() {
        _ if literal.is_word()
            || literal.before == Edge::Joined
            || literal.after == Edge::Joined =>
        {
            1
        }
        0 | 1 => 30,
        2 | 3 => 100,
        4 => 3,
        _ => 1,
    };
    rarity::weight(&literal.text) * within
}

/// What stands before and after a part of an expression, the nearest first, as far as it is known.
#[derive(Debug, Default, Clone)]
struct Context<'h> {
    before: Vec<&'h Hir>,
    after: Vec<&'h Hir>,
}

impl<'h> Context<'h> {
    /// What stands beside the parts `from..to` of `parts`, beside which this stands.
    fn within(&self, parts: &'h [Hir], from: usize, to: usize) -> Self {
        let before = End::Last.on(&parts[..from]).into_iter();
        let after = End::First.on(&parts[to..]).into_iter();
        Self {
            before: before.chain(self.before.iter().copied()).collect(),
            after: after.chain(self.after.iter().copied()).collect(),
        }
    }

    fn edges(&self) -> (Edge, Edge) {
        (edge(&self.before, End::Last), edge(&self.after, End::First))
    }
}

/// Adds the groups of `hir`, which stands between `context`.
fn gather<'h>(hir: &'h Hir, context: &Context<'h>, found: &mut Vec<Group>) {
    if let Some(groups) = spelt_groups(std::slice::from_ref(hir), context) {
        found.extend(groups);
        return;
    }
    match hir.kind() {
        HirKind::Capture(capture) => gather(&capture.sub, context, found),
        // What stands beside one of many is another.
        HirKind::Repetition(repetition) if repetition.min > 0 => {
            gather(&repetition.sub, &Context::default(), found);
        }
        HirKind::Alternation(options) => found.extend(alternatives(options, context)),
        HirKind::Concat(parts) => concatenated(parts, context, found),
        HirKind::Empty
        | HirKind::Literal(_)
        | HirKind::Class(_)
        | HirKind::Look(_)
        | HirKind::Repetition(_) => {}
    }
}

/// The group of which one stands in every match of one of `options`: the rarest of each.
fn alternatives<'h>(options: &'h [Hir], context: &Context<'h>) -> Option<Group> {
    let rarest = |option: &'h Hir| {
        let mut own = Vec::new();
        gather(option, context, &mut own);
        own.into_iter().min_by_key(met)
    };
    let all: Option<Vec<Group>> = options.iter().map(rarest).collect();
    united(all?).filter(|all| all.literals.len() <= SPELLINGS)
}

/// Adds the groups of `parts`, which stand one after another.
fn concatenated<'h>(parts: &'h [Hir], context: &Context<'h>, found: &mut Vec<Group>) {
    let mut at = 0;
    while at < parts.len() {
        let mut end = at + 1;
        // What a word can go on over is spelt out together.
        while end < parts.len()
            && !are_apart(parts, end, context)
            && spelt(&parts[at..=end]).is_some()
        {
            end += 1;
        }
        match spelt_groups(&parts[at..end], &context.within(parts, at, end)) {
            Some(groups) => found.extend(groups),
            None => {
                for (own, part) in (at..).zip(&parts[at..end]) {
                    gather(part, &context.within(parts, own, own + 1), found);
                }
            }
        }
        at = end;
    }
}

/// Whether no word goes on from the parts before number `at` into those after.
fn are_apart(parts: &[Hir], at: usize, context: &Context<'_>) -> bool {
    let (before, after) = context.within(parts, at, at).edges();
    before == Edge::Apart || after == Edge::Apart
}

/// The groups of `parts` if they can be spelt out and a literal stands in every spelling: of one
/// spelling all literals, of several the rarest of each.
fn spelt_groups<'h>(parts: &'h [Hir], context: &Context<'h>) -> Option<Vec<Group>> {
    let spellings = spelt(parts)?;
    let around = Around {
        edges: context.edges(),
        before: beside(&context.before, End::Last),
        after: beside(&context.after, End::First),
    };
    if let [only] = spellings.as_slice() {
        let groups = around.literals(only);
        return (!groups.is_empty()).then_some(groups);
    }
    let rarest = |spelling: &String| around.literals(spelling).into_iter().min_by_key(met);
    let all: Option<Vec<Group>> = spellings.iter().map(rarest).collect();
    united(all?).map(|group| vec![group])
}

/// What is known of both sides of a spelling.
struct Around {
    edges: (Edge, Edge),
    before: Beside,
    after: Beside,
}

impl Around {
    /// Each word of `spelling`, in a group of its own; its signs if it has none.
    fn literals(&self, spelling: &str) -> Vec<Group> {
        let words: Vec<&str> = spelling.split(|letter| !is_of_word(letter)).collect();
        let last = words.len() - 1;
        let real = |word: &&&str| !word.is_empty();
        let mut found = Vec::new();
        for (at, word) in words.iter().enumerate().filter(|(_, word)| real(word)) {
            let literal = Literal {
                text: (*word).to_owned(),
                before: if at == 0 { self.edges.0 } else { Edge::Apart },
                after: if at == last {
                    self.edges.1
                } else {
                    Edge::Apart
                },
            };
            let (before, after) = (words[..at].iter().rev(), words[at + 1..].iter());
            found.push(Group {
                before: inside(before.filter(real).copied(), &self.before),
                after: inside(after.filter(real).copied(), &self.after),
                literals: vec![literal],
            });
        }
        if found.is_empty() {
            let signs = spelling.split_whitespace().max_by_key(|piece| piece.len());
            found.extend(signs.map(Group::anywhere));
        }
        found
    }
}

/// What stands beside a word of a spelling: `words`, the nearest first, then what stands beside it.
fn inside<'w>(words: impl Iterator<Item = &'w str> + Clone, beyond: &Beside) -> Beside {
    let next = words.clone().next().map(|word| vec![word.to_owned()]);
    Beside {
        words: next.unwrap_or_else(|| beyond.words.clone()),
        most: beyond.most.map(|most| most + words.count()),
    }
}

/// The group of all literals of `groups`; none if there are none.
fn united(groups: Vec<Group>) -> Option<Group> {
    let mut groups = groups.into_iter();
    let first = groups.next()?;
    Some(groups.fold(first, |mut all, group| {
        all.literals.extend(group.literals);
        all.before.unite(group.before);
        all.after.unite(group.after);
        all
    }))
}
