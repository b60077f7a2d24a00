//! What stands beside something that an expression needs.
//!
//! A name is everywhere in copy about what bears it, and hardly ever followed by *whatever*. So of what
//! an expression is found by it is told which words stand right before and right after it, and how many
//! words stand there in all where the expression begins or ends with the text.

use std::collections::BTreeSet;

use regex_syntax::hir::{Class, Hir, HirKind, Look, Repetition};

use super::super::phrase::Beside;
use super::edges::{End, becomes_of_word, is_edge, is_end, is_letter, is_of_word};
use super::spelt::{folded, separates, spelt_class};

/// More words than this tell nothing.
const MANY: usize = 128;
/// So many ways through an expression are followed.
const WAYS: usize = 1_024;

/// What `parts` tell, which stand beside a whole word with that `end`, the nearest first.
pub(super) fn beside(parts: &[&Hir], end: End) -> Beside {
    Beside {
        words: words(parts, end).unwrap_or_default(),
        most: most_to_end(parts),
    }
}

/// The words of which one stands next to it, in order; none if they cannot be told.
fn words(parts: &[&Hir], end: End) -> Option<Vec<String>> {
    let mut reader = Reader {
        end,
        found: BTreeSet::new(),
        ways: 0,
    };
    let rest = parts.iter().rev().copied().map(Some).collect();
    reader.read(rest, String::new())?;
    Some(reader.found.into_iter().collect())
}

/// Follows all ways from a word on to the next.
struct Reader {
    /// That of each part which is met first.
    end: End,
    found: BTreeSet<String>,
    ways: usize,
}

impl Reader {
    /// Reads on to the end of the next word, of which `word` was read: `rest` are the parts that come,
    /// the next one last; none is one that is not known. None if the words cannot be told.
    fn read(&mut self, mut rest: Vec<Option<&Hir>>, word: String) -> Option<()> {
        self.ways += 1;
        if self.ways > WAYS || self.found.len() > MANY {
            return None;
        }
        let part = rest.pop()??;
        match part.kind() {
            HirKind::Empty => self.read(rest, word),
            HirKind::Look(look) => {
                if is_edge(*look) && !word.is_empty() {
                    self.found.insert(word);
                    return Some(());
                }
                // Where the text ends there is no word.
                if is_end(*look) {
                    return None;
                }
                self.read(rest, word)
            }
            HirKind::Literal(literal) => {
                let text = std::str::from_utf8(&literal.0).ok()?;
                let letters: Option<String> = text.chars().map(folded).collect();
                self.spelt(&letters?, rest, word)
            }
            HirKind::Class(Class::Unicode(class)) => {
                let letters = spelt_class(class)?;
                let mut letters = letters.iter();
                letters.try_for_each(|letter| self.spelt(letter, rest.clone(), word.clone()))
            }
            HirKind::Class(Class::Bytes(_)) => None,
            HirKind::Capture(capture) => {
                rest.push(Some(&capture.sub));
                self.read(rest, word)
            }
            HirKind::Concat(parts) => {
                let mut parts = self.end.on(parts);
                parts.reverse();
                rest.extend(parts.into_iter().map(Some));
                self.read(rest, word)
            }
            HirKind::Alternation(options) => options.iter().try_for_each(|option| {
                let mut rest = rest.clone();
                rest.push(Some(option));
                self.read(rest, word.clone())
            }),
            HirKind::Repetition(repetition) => self.repeated(repetition, rest, word),
        }
    }

    fn repeated<'h>(
        &mut self,
        repetition: &'h Repetition,
        mut rest: Vec<Option<&'h Hir>>,
        word: String,
    ) -> Option<()> {
        if repetition.min == 0 {
            self.read(rest.clone(), word.clone())?;
        }
        // What comes after it is known if it is there once, or if many tell no more of words than one.
        if repetition.max != Some(1) && !separates(&repetition.sub) {
            rest.push(None);
        }
        rest.push(Some(&repetition.sub));
        self.read(rest, word)
    }

    /// Reads `text`, then `rest`.
    fn spelt(&mut self, text: &str, rest: Vec<Option<&Hir>>, mut word: String) -> Option<()> {
        let mut letters: Vec<char> = text.chars().collect();
        if self.end == End::Last {
            letters.reverse();
        }
        for letter in letters {
            if !is_of_word(letter) {
                if word.is_empty() {
                    continue;
                }
                self.found.insert(word);
                return Some(());
            }
            match self.end {
                End::First => word.push(letter),
                End::Last => word.insert(0, letter),
            }
        }
        self.read(rest, word)
    }
}

/// How many words there can be in `parts` up to where the text ends; none if it need not end in them or
/// they can be any number.
fn most_to_end(parts: &[&Hir]) -> Option<usize> {
    let mut most = 0;
    for part in parts {
        if matches!(part.kind(), HirKind::Look(Look::Start | Look::End)) {
            return Some(most);
        }
        most += most_words(part)?;
    }
    None
}

/// How many words there can be in `hir`, parts of words counted; none if any number.
fn most_words(hir: &Hir) -> Option<usize> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(0),
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            let words = text.split(|letter| !is_of_word(letter));
            let most = words.filter(|word| !word.is_empty()).count();
            (!text.contains(becomes_of_word)).then_some(most)
        }
        HirKind::Class(_) => Some(usize::from(!separates(hir))),
        HirKind::Capture(capture) => most_words(&capture.sub),
        HirKind::Concat(parts) => parts.iter().map(most_words).sum(),
        HirKind::Alternation(options) => {
            let options: Option<Vec<usize>> = options.iter().map(most_words).collect();
            options?.into_iter().max()
        }
        HirKind::Repetition(repetition) => match most_words(&repetition.sub)? {
            0 => Some(0),
            1 if is_letter(&repetition.sub) => Some(1),
            most => {
                let times = usize::try_from(repetition.max?).ok()?;
                most.checked_mul(times)
            }
        },
    }
}
