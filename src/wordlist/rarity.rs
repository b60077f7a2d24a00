//! How rare words are, as far as it can be told without the text that is read.
//!
//! Phrases are found by their rarest words, and expressions are run only where theirs stand. Looking
//! for *access* would stop at every other line of some copy; looking for *enables* stops where it
//! matters. How often everyday words are met has been counted (`common`); that of others is guessed.

mod common;

use std::collections::HashMap;
use std::sync::LazyLock;

/// How often signs are met that are no punctuation.
const SIGNS: u64 = 40;
/// How often others are.
const PUNCTUATION: u64 = 32_768;

/// How often a word or a sign is met in a million words, roughly.
#[must_use]
pub fn weight(text: &str) -> u64 {
    static COMMON: LazyLock<HashMap<&str, u64>> = LazyLock::new(|| {
        let classes = common::COMMON.iter();
        let words = classes.flat_map(|(met, words)| words.split(' ').map(|word| (word, *met)));
        words.collect()
    });
    if let Some(met) = COMMON.get(text) {
        return *met;
    }
    if !text.contains(char::is_alphanumeric) {
        return if text.contains(|sign| !is_punctuation(sign)) {
            SIGNS
        } else {
            PUNCTUATION
        };
    }
    // A letter or two may be the name of anything. All other words that are not listed are about as rare.
    match text.chars().count() {
        0 | 1 => 1_000,
        2 => 100,
        3..=7 => 12,
        _ => 8,
    }
}

/// Whether the sign stands in nearly every text.
const fn is_punctuation(sign: char) -> bool {
    matches!(
        sign,
        '.' | ',' | ':' | ';' | '(' | ')' | '-' | '/' | '"' | '\''
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_word_is_listed_once_and_the_commonest_come_first() {
        let classes = common::COMMON;
        assert!(classes.is_sorted_by(|one, next| one.0 > next.0));
        let mut seen = BTreeSet::new();
        for word in classes.iter().flat_map(|(_, words)| words.split(' ')) {
            assert!(!word.is_empty() && seen.insert(word), "{word:?}");
        }
    }

    #[test]
    fn what_stands_in_every_sentence_weighs_more_than_what_is_said_once() {
        let falling = ["the", "we", "access", "nobody", "quetzal"];
        assert!(falling.is_sorted_by(|one, next| weight(one) > weight(next)));
        assert!(weight(".") > weight("%"));
    }
}
