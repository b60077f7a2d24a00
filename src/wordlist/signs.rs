//! Sets of characters: which signs and digits an expression needs, and which a text has.

use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind};
use serde::{Deserialize, Serialize};

/// The bit of all characters that are not ASCII.
const OTHERS: u8 = 127;
/// A class of more characters beyond ASCII than this is not looked through.
const WIDE: usize = 4_096;

/// A set of characters, a bit for each of ASCII; those beyond share the last with U+007F.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Signs(u128);

impl Signs {
    /// Those of a text.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let bytes = text.bytes();
        Self(bytes.fold(0, |all, byte| all | 1 << byte.min(OTHERS)))
    }

    /// Whether some character may be in both.
    #[must_use]
    pub const fn may_meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Sets of which one character each stands in every match of `hir`: of digits and signs, which do
    /// not change with the case.
    #[must_use]
    pub fn needed(hir: &Hir) -> Vec<Self> {
        let mut found = Vec::new();
        gather(hir, &mut found);
        found.sort_by_key(|signs| (signs.0.count_ones(), *signs));
        found.dedup();
        found
    }

    fn of_class(class: &ClassUnicode) -> Option<Self> {
        let mut all = Self::default();
        let mut beyond = 0;
        for range in class.iter() {
            for letter in range.start()..=range.end() {
                beyond += usize::from(!letter.is_ascii());
                if beyond > WIDE {
                    return None;
                }
                all.0 |= Self::of_sign(letter)?.0;
            }
        }
        Some(all)
    }

    /// A character that tells something; none if it stands everywhere or its case may change.
    fn of_sign(letter: char) -> Option<Self> {
        if letter.is_alphabetic() || letter.is_whitespace() || letter.is_control() {
            return None;
        }
        Some(Self::of_text(letter.encode_utf8(&mut [0; 4])))
    }
}

fn gather(hir: &Hir, found: &mut Vec<Signs>) {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).unwrap_or_default();
            found.extend(text.chars().filter_map(Signs::of_sign));
        }
        HirKind::Class(Class::Unicode(class)) => found.extend(Signs::of_class(class)),
        HirKind::Concat(parts) => parts.iter().for_each(|part| gather(part, found)),
        HirKind::Capture(capture) => gather(&capture.sub, found),
        HirKind::Repetition(repetition) if repetition.min > 0 => gather(&repetition.sub, found),
        HirKind::Alternation(options) => {
            let fewest = |option| Signs::needed(option).into_iter().next();
            let all: Option<Vec<Signs>> = options.iter().map(fewest).collect();
            let all = all
                .into_iter()
                .map(|all| all.iter().fold(0, |all, own| all | own.0));
            found.extend(all.map(Signs));
        }
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(_) | HirKind::Repetition(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn needed(source: &str) -> Vec<Signs> {
        Signs::needed(&regex_syntax::Parser::new().parse(source).unwrap())
    }

    #[test]
    fn digits_and_signs_are_told() {
        let signs = |texts: &[&str]| -> Vec<Signs> {
            texts.iter().map(|text| Signs::of_text(text)).collect()
        };
        assert_eq!(needed("[$£€]? ?50(?:%|:)"), signs(&["0", "5", "%:"]));
        assert_eq!(needed("[$£€] [a-z,]"), signs(&["$£"]));
        assert_eq!(needed(r"\d+"), signs(&["0123456789é"]));
        assert_eq!(needed(r"\W(?:%|x)"), []);
        assert!(needed("!")[0].may_meet(Signs::of_text("so!")));
        assert!(!needed("!")[0].may_meet(Signs::of_text("so?")));
    }

    proptest! {
        /// Whatever an expression of such parts matches holds a character of each set.
        #[test]
        fn what_matches_holds_a_character_of_each_set(
            parts in prop::collection::vec(0..9_usize, 1..6),
            text in "[a1!é€ .-]{0,12}",
        ) {
            const PARTS: [&str; 9] = [r"\d", "[!€]", "a", "!?", "(?:1|é!|-)", r"\W", ".", "-+", "[^a1]"];
            let source: String = parts.into_iter().map(|part| PARTS[part]).collect();
            let sets = needed(&source);
            for found in regex::Regex::new(&source).unwrap().find_iter(&text) {
                let own = Signs::of_text(found.as_str());
                for set in &sets {
                    prop_assert!(set.may_meet(own), "{} {:?} {:?}", source, set, found);
                }
            }
        }
    }
}
