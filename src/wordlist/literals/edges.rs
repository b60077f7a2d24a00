//! Whether words go on over the edges of a part of an expression.
//!
//! Pieces of a text are ASCII letters, digits and underscores between other characters, of its folded
//! text. So a letter that is not ASCII is an edge, unless folding makes ASCII of it.

use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Look};

use super::super::phrase::Edge;

/// One of the two ends of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    First,
    Last,
}

impl End {
    /// `parts`, from this end on.
    pub(super) fn on(self, parts: &[Hir]) -> Vec<&Hir> {
        match self {
            Self::First => parts.iter().collect(),
            Self::Last => parts.iter().rev().collect(),
        }
    }
}

/// Whether `letter` is of words.
pub(super) const fn is_of_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

/// What folding makes letters of words of: in any text (`ſ`, the sign of kelvins) or where capitals do
/// not count.
const BECOME_OF_WORDS: [char; 5] = ['ſ', '\u{212A}', 'ß', 'ẞ', 'İ'];

/// Whether folding makes letters of words of `letter`, which is none itself.
pub(super) fn becomes_of_word(letter: char) -> bool {
    BECOME_OF_WORDS.contains(&letter)
}

/// Whether no letter of the class is of words, even once it is folded.
pub(super) fn is_apart(class: &ClassUnicode) -> bool {
    let mut of_words = ('0'..='z').filter(|letter| is_of_word(*letter));
    let mut others = BECOME_OF_WORDS.into_iter();
    !of_words.any(|letter| holds(class, letter)) && !others.any(|letter| holds(class, letter))
}

/// Whether it is one letter, and one of words in whatever case.
pub(super) fn is_letter(hir: &Hir) -> bool {
    matches!(hir.kind(), HirKind::Class(Class::Unicode(class))
        if class.iter().all(|range| range.end().is_ascii()) && is_joined(class))
}

/// Whether every letter of the class is of words or is not ASCII.
fn is_joined(class: &ClassUnicode) -> bool {
    let mut others = ('\0'..='\x7f').filter(|letter| !is_of_word(*letter));
    !others.any(|letter| holds(class, letter))
}

fn holds(class: &ClassUnicode, letter: char) -> bool {
    let mut ranges = class.iter();
    ranges.any(|range| range.start() <= letter && letter <= range.end())
}

/// What stands next to a word beside which `parts` stand, the nearest first, with their `end`.
pub(super) fn edge(parts: &[&Hir], end: End) -> Edge {
    match all(parts.iter().copied(), end) {
        (false, Some(edge)) => edge,
        // Whatever stands beyond them.
        _ => Edge::Unknown,
    }
}

/// Whether `parts`, of which the first has that `end`, may match nothing; and what that end is if they
/// match something, if they can.
fn all<'h>(parts: impl Iterator<Item = &'h Hir>, end: End) -> (bool, Option<Edge>) {
    let mut all = None;
    for part in parts {
        let (may_be_empty, edge) = edge_of(part, end);
        all = either(all, edge);
        if !may_be_empty {
            return (false, all);
        }
    }
    (true, all)
}

/// The same of one part.
fn edge_of(hir: &Hir, end: End) -> (bool, Option<Edge>) {
    match hir.kind() {
        HirKind::Empty => (true, None),
        HirKind::Look(look) if is_edge(*look) => (false, Some(Edge::Apart)),
        HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) => (false, Some(Edge::Unknown)),
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).unwrap_or_default();
            let letter = match end {
                End::First => text.chars().next(),
                End::Last => text.chars().next_back(),
            };
            let edge = match letter {
                Some(letter) if is_of_word(letter) => Edge::Joined,
                Some(letter) if !becomes_of_word(letter) => Edge::Apart,
                _ => Edge::Unknown,
            };
            (false, Some(edge))
        }
        HirKind::Class(Class::Unicode(class)) => {
            let edge = if is_apart(class) {
                Edge::Apart
            } else if is_joined(class) {
                Edge::Joined
            } else {
                Edge::Unknown
            };
            (false, Some(edge))
        }
        HirKind::Repetition(repetition) => {
            let (may_be_empty, edge) = edge_of(&repetition.sub, end);
            (may_be_empty || repetition.min == 0, edge)
        }
        HirKind::Capture(capture) => edge_of(&capture.sub, end),
        HirKind::Alternation(options) => {
            let options = options.iter().map(|option| edge_of(option, end));
            options.fold((false, None), |all, own| {
                (all.0 || own.0, either(all.1, own.1))
            })
        }
        HirKind::Concat(parts) => all(end.on(parts).into_iter(), end),
    }
}

/// What is known of something that is one or the other.
fn either(one: Option<Edge>, other: Option<Edge>) -> Option<Edge> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.or(other)),
        _ => one.or(other),
    }
}

/// Whether a word that stands beside this ends there.
pub(super) const fn is_edge(look: Look) -> bool {
    is_end(look) || matches!(look, Look::WordAscii | Look::WordUnicode)
}

/// Whether the text ends there, or a line of it, on either side.
pub(super) const fn is_end(look: Look) -> bool {
    matches!(
        look,
        Look::Start | Look::End | Look::StartLF | Look::EndLF | Look::StartCRLF | Look::EndCRLF
    )
}
