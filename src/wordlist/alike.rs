//! Texts with letters that are not plain, for expressions to which all such letters are alike.
//!
//! One *é* on a page would have every expression run by the slowest of machines, which alone knows
//! where words of all scripts end. But hardly any expression tells *é* from *ü* or either from `_`:
//! each is a letter of a word and nothing else. So `_` stands in for them, one for one, in a text that
//! is plain, and what is found there is found in the text itself.

use regex_syntax::Parser;
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Look};

use super::plain;

/// What stands in for every letter that is not plain.
const STAND_IN: char = '_';
/// Letters that are written large or small as plain ones are.
const PLAIN_BY_CASE: [char; 2] = ['ſ', '\u{212A}'];

/// A text in which [`STAND_IN`] stands for every letter that is not plain.
#[derive(Debug, PartialEq, Eq)]
pub struct Alike {
    /// It, which is plain.
    pub text: String,
    /// For each letter that it stands in for, ascending, the byte of `text` after it and how many
    /// bytes more the letters up to there take in the text itself.
    longer: Vec<(usize, usize)>,
}

impl Alike {
    /// `text` with its letters made alike; none if that would not make it plain.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let mut alike = Self {
            text: String::with_capacity(text.len()),
            longer: Vec::new(),
        };
        let mut more = 0;
        for letter in text.chars() {
            if plain::is_plain_letter(letter) {
                alike.text.push(letter);
            } else if is_letter(letter) {
                alike.text.push(STAND_IN);
                more += letter.len_utf8() - STAND_IN.len_utf8();
                alike.longer.push((alike.text.len(), more));
            } else {
                return None;
            }
        }
        Some(alike)
    }

    /// The byte of the text itself that is byte `at` of [`text`](Self::text).
    #[must_use]
    pub fn back(&self, at: usize) -> usize {
        let before = self.longer.partition_point(|(after, _)| *after <= at);
        let last = before.checked_sub(1).map(|last| self.longer[last].1);
        at + last.unwrap_or_default()
    }
}

/// Whether `letter` is one that [`STAND_IN`] stands in for. Digits of other scripts are none: `\d`
/// tells them from letters.
fn is_letter(letter: char) -> bool {
    !letter.is_ascii()
        && regex_syntax::try_is_word_character(letter).unwrap_or_default()
        && !letter.is_numeric()
        && !PLAIN_BY_CASE.contains(&letter)
}

/// The same letters and [`STAND_IN`], as a class of an expression.
const LETTERS: &str = r"[\w--\p{N}--[a-zA-Zſ\u{212A}]]";

/// Whether the expression treats [`STAND_IN`] and every letter that it stands in for alike.
#[must_use]
pub fn are_alike(hir: &Hir) -> bool {
    let letters = Parser::new().parse(LETTERS).map(Hir::into_kind);
    match letters {
        Ok(HirKind::Class(Class::Unicode(letters))) => treats_alike(hir, &letters),
        _ => false,
    }
}

fn treats_alike(hir: &Hir, letters: &ClassUnicode) -> bool {
    match hir.kind() {
        HirKind::Empty => true,
        HirKind::Literal(literal) => str::from_utf8(&literal.0).is_ok_and(|words| {
            let told = |letter| letter == STAND_IN || is_letter(letter);
            !words.contains(told)
        }),
        HirKind::Class(Class::Unicode(class)) => {
            let mut own = class.clone();
            own.intersect(letters);
            own.ranges().is_empty() || own == *letters
        }
        // What an expression asks of bytes or of the words of ASCII alone tells the two apart.
        HirKind::Class(Class::Bytes(_)) => false,
        HirKind::Look(look) => matches!(
            look,
            Look::Start
                | Look::End
                | Look::StartLF
                | Look::EndLF
                | Look::StartCRLF
                | Look::EndCRLF
                | Look::WordUnicode
                | Look::WordUnicodeNegate
                | Look::WordStartUnicode
                | Look::WordEndUnicode
                | Look::WordStartHalfUnicode
                | Look::WordEndHalfUnicode
        ),
        HirKind::Repetition(repetition) => treats_alike(&repetition.sub, letters),
        HirKind::Capture(capture) => treats_alike(&capture.sub, letters),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().all(|part| treats_alike(part, letters))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::{Regex, RegexBuilder};
    use regex_syntax::ParserBuilder;

    use super::*;
    use crate::wordlist::plain::tests::expression;

    #[test]
    fn letters_are_what_expressions_take_for_letters() {
        let class = Regex::new(&format!("^{LETTERS}$")).unwrap();
        for letter in ('\0'..=char::MAX).filter(|letter| is_letter(*letter)) {
            assert!(
                class.is_match(letter.encode_utf8(&mut [0; 4])),
                "{letter:?}"
            );
            assert!(!plain::is_plain_letter(letter), "{letter:?}");
        }
    }

    #[test]
    fn the_way_back_leads_between_the_same_letters() {
        let text = "né à 人人b – ü";
        let alike = Alike::of(text).unwrap();
        assert_eq!(alike.text, "n_ _ __b – _");
        let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        let own = alike.text.char_indices().map(|(at, _)| at);
        let own: Vec<usize> = own.chain([alike.text.len()]).collect();
        assert!(own.into_iter().map(|at| alike.back(at)).eq(places));
        assert_eq!(Alike::of("٣ é"), None, "a digit of another script");
        assert_eq!(Alike::of("\u{212A}"), None, "a K");
    }

    #[test]
    fn what_tells_letters_apart_is_seen() {
        let alike = |source: &str| are_alike(&Parser::new().parse(source).unwrap());
        for source in [r"\b\w+\W[a-z]{2}[^.!?]*", r"^(a|–) .\B", "[^a]"] {
            assert!(alike(source), "{source}");
        }
        for source in [
            "a_",
            "é",
            "[a-zé]",
            "[^é]",
            r"\p{Greek}",
            "[a-z_]",
            r"[^\W_]",
            r"(?-u:\b)a",
        ] {
            assert!(!alike(source), "{source}");
        }
    }

    proptest! {
        #[test]
        fn the_same_is_found(source in expression(), text in "[ab ksA.?–éüßαж人_0]{0,12}", any_case: bool) {
            let mut parser = ParserBuilder::new();
            let hir = parser.case_insensitive(any_case).build().parse(&source).unwrap();
            let alike = Alike::of(&text).unwrap();
            if are_alike(&hir) {
                let regex = RegexBuilder::new(&source).case_insensitive(any_case).build().unwrap();
                let found: Vec<_> = regex.find_iter(&text).map(|found| found.range()).collect();
                let stood_in = regex.find_iter(&alike.text);
                let stood_in: Vec<_> =
                    stood_in.map(|found| alike.back(found.start())..alike.back(found.end())).collect();
                prop_assert_eq!(found, stood_in);
            }
        }
    }
}
