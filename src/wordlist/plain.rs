//! What a `/…/` phrase says of plain text, told so that it is quickly made ready.
//!
//! Copy is ASCII and some punctuation once it is folded. But `\w`, `\b` and letters in any case speak
//! of all of Unicode, and to make a machine of them takes longer than to check a small file. So each
//! expression is stored a second time with all left out that no plain text can hold: there it finds
//! what the whole one finds, and it is made ready in a fraction of the time. Told when a list is read,
//! so that for built-in lists it is told when the tool is built.

use regex_syntax::hir::Repetition;
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look};
use regex_syntax::{Parser, ParserBuilder};
use serde::{Deserialize, Serialize};

use super::alike;

/// Beside ASCII, the signs of plain text: dashes, currencies, arrows, emoji. None of them is a part of
/// a word or is written large and small.
const SIGNS: &[(char, char)] = &[
    ('\u{A1}', '\u{A9}'),
    ('\u{AB}', '\u{AC}'),
    ('\u{AE}', '\u{B4}'),
    ('\u{B6}', '\u{B9}'),
    ('\u{BB}', '\u{BF}'),
    ('\u{D7}', '\u{D7}'),
    ('\u{F7}', '\u{F7}'),
    ('\u{2010}', '\u{2027}'),
    ('\u{2030}', '\u{203E}'),
    ('\u{20A0}', '\u{20C0}'),
    ('\u{2120}', '\u{2120}'),
    ('\u{2122}', '\u{2122}'),
    ('\u{2190}', '\u{2426}'),
    ('\u{2500}', '\u{2BFF}'),
    ('\u{FFFC}', '\u{FFFD}'),
    ('\u{1F300}', '\u{1FAFF}'),
];

/// An expression for plain texts: where it finds something in one, there the whole expression does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plain {
    /// For plain texts without capitals, whatever the capitals of the expression; none if it could
    /// not be told.
    pub any_case: Option<Form>,
    /// For plain texts of which the capitals count; none if it could not be told.
    pub exact: Option<Form>,
}

/// An expression as it is for plain texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// It, written as an expression.
    pub written: String,
    /// Whether it finds the same in any text of which the letters are [made alike](super::alike).
    pub are_letters_alike: bool,
}

impl Plain {
    /// What the expression `source` says of plain texts.
    #[must_use]
    pub fn of(source: &str) -> Self {
        let told = |any_case| {
            let hir = ParserBuilder::new()
                .case_insensitive(any_case)
                .build()
                .parse(source)
                .ok()?;
            let written = narrowed(&hir, any_case).to_string();
            // What is stored must be read again.
            Parser::new().parse(&written).ok()?;
            let are_letters_alike = alike::are_alike(&hir);
            Some(Form {
                written,
                are_letters_alike,
            })
        };
        Self {
            any_case: told(true),
            exact: told(false),
        }
    }

    /// What it says of plain texts of which the capitals count, if it is `exact`, or of those without
    /// capitals; none if that could not be told.
    #[must_use]
    pub const fn of_case(&self, exact: bool) -> Option<&Form> {
        if exact {
            self.exact.as_ref()
        } else {
            self.any_case.as_ref()
        }
    }
}

/// Whether `text` is plain.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    text.is_ascii() || text.chars().all(is_plain_letter)
}

/// Whether a text of this letter is plain.
#[must_use]
pub fn is_plain_letter(letter: char) -> bool {
    letter.is_ascii() || is_sign(letter)
}

fn is_sign(letter: char) -> bool {
    let after = SIGNS.partition_point(|(first, _)| *first <= letter);
    after > 0 && letter <= SIGNS[after - 1].1
}

/// `hir` with all left out that no plain text holds, or none without capitals.
fn narrowed(hir: &Hir, no_capitals: bool) -> Hir {
    let all = |parts: &[Hir]| {
        parts
            .iter()
            .map(|part| narrowed(part, no_capitals))
            .collect()
    };
    match hir.kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => Hir::literal(literal.0.clone()),
        HirKind::Class(Class::Unicode(class)) => {
            Hir::class(Class::Unicode(narrowed_class(class, no_capitals)))
        }
        HirKind::Class(class) => Hir::class(class.clone()),
        HirKind::Look(look) => Hir::look(in_ascii(*look)),
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            min: repetition.min,
            max: repetition.max,
            greedy: repetition.greedy,
            sub: Box::new(narrowed(&repetition.sub, no_capitals)),
        }),
        // Nobody asks what a group held.
        HirKind::Capture(capture) => narrowed(&capture.sub, no_capitals),
        HirKind::Concat(parts) => Hir::concat(all(parts)),
        HirKind::Alternation(options) => Hir::alternation(all(options)),
    }
}

/// The same edge where all that is not ASCII is no part of a word. Those that can be met within a
/// character when they are read byte by byte stay as they are.
const fn in_ascii(look: Look) -> Look {
    match look {
        Look::WordUnicode => Look::WordAscii,
        Look::WordStartUnicode => Look::WordStartAscii,
        Look::WordEndUnicode => Look::WordEndAscii,
        other => other,
    }
}

/// A class that holds the same characters of plain texts, and as few ranges as can be told easily.
fn narrowed_class(class: &ClassUnicode, no_capitals: bool) -> ClassUnicode {
    let of = |ranges: &[(char, char)]| {
        let ranges = ranges.iter();
        ClassUnicode::new(ranges.map(|(first, last)| ClassUnicodeRange::new(*first, *last)))
    };
    let both = |one: &ClassUnicode, other: &ClassUnicode| {
        let mut both = one.clone();
        both.intersect(other);
        both
    };
    let mut ascii = both(class, &of(&[('\0', '\x7f')]));
    let capitals = of(&[('A', 'Z')]);
    if no_capitals && both(&ascii, &capitals) != capitals {
        ascii.difference(&capitals);
    }
    let others = of(&[('\u{80}', char::MAX)]);
    let signs = of(SIGNS);
    let own = both(class, &signs);
    let beyond = if own == signs {
        others
    } else {
        let whole = both(class, &others);
        if whole.ranges().len() < own.ranges().len() {
            whole
        } else {
            own
        }
    };
    ascii.union(&beyond);
    ascii
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;
    use regex::{Regex, RegexBuilder};

    use super::*;

    #[test]
    fn signs_are_no_part_of_words_and_have_no_case() {
        let word = Regex::new(r"\w").unwrap();
        for &(first, last) in SIGNS {
            for sign in first..=last {
                assert!(!word.is_match(sign.encode_utf8(&mut [0; 4])), "{sign:?}");
                assert!(!sign.is_whitespace(), "{sign:?}");
                assert!(is_sign(sign), "{sign:?}");
            }
        }
        assert!(SIGNS.is_sorted());
        assert!(!is_plain("café") && !is_plain("naïve") && is_plain("a – b ™ 🚀"));
    }

    #[test]
    fn what_is_told_is_small() {
        let plain = Plain::of(r"\bCertifi(ed|cates?)\W*$");
        let [any_case, exact] = [plain.any_case, plain.exact].map(|form| form.unwrap().written);
        assert!(any_case.contains("certifi") && exact.contains("Certifi"));
        for told in [any_case, exact] {
            assert!(told.len() < 120, "{told}");
        }
    }

    fn found(regex: &Regex, text: &str) -> Vec<(usize, usize)> {
        let all = regex.find_iter(text);
        all.map(|found| (found.start(), found.end())).collect()
    }

    /// Parts of expressions as lists write them.
    pub(in crate::wordlist) fn expression() -> impl Strategy<Value = String> {
        let part = prop::sample::select(vec![
            r"\b",
            r"\B",
            r"\w",
            r"\W",
            r"\w+",
            r"\s",
            r"\s*",
            r"\d",
            "[^.?!]*",
            "[^–—a]{1,3}",
            "k",
            "K",
            "s",
            "ſ",
            "ab",
            "Ab",
            "é",
            "É",
            "–",
            "[™®]?",
            "['’]s",
            ".",
            "^",
            "$",
            "(?:k|K|b)",
            "(a|b s)?",
            "[A-Z][a-z]+",
            "[a-c-]+?",
            r"\p{Greek}",
            "[✓✔]",
            "(?i:q)",
            r"\b{start}",
            r"\b{end-half}",
            "(?-i:A)",
            "x??",
            "_",
            "[^.?!]{0,3}",
            r"\pL",
            "[^a]",
            "[a-zà-ÿ]",
        ]);
        prop::collection::vec(part, 1..5).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn plain_texts_are_found_to_hold_the_same(
            source in expression(),
            text in "[ab ksKSAB.?!'’–—™✓🚀\u{FFFC}\u{B7}é0_-]{0,12}",
        ) {
            let plain = Plain::of(&source);
            let build = |source: &str, any_case| {
                RegexBuilder::new(source).case_insensitive(any_case).build().unwrap()
            };
            let told = |form: Option<Form>| form.map(|form| build(&form.written, false));
            if let Some(exact) = told(plain.exact)
                && is_plain(&text)
            {
                prop_assert_eq!(found(&build(&source, false), &text), found(&exact, &text));
            }
            let lower = text.to_lowercase();
            if let Some(any_case) = told(plain.any_case)
                && is_plain(&lower)
            {
                prop_assert_eq!(found(&build(&source, true), &lower), found(&any_case, &lower));
            }
        }
    }
}
