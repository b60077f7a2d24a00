//! How rare words are, as far as it can be told without any text.
//!
//! Phrases are found by their rarest words, and expressions are run only where theirs stand. Looking
//! for *access* would stop at every other line of some copy; looking for *enables* stops where it
//! matters. Rarity is guessed from length and from a short list of common words.

/// How often signs are met that are no punctuation.
const SIGNS: u64 = 60;

/// How often a word or a sign is met, roughly.
#[must_use]
pub fn weight(text: &str) -> u64 {
    if is_common(text) {
        return 2000;
    }
    if !text.contains(char::is_alphanumeric) {
        return if text.contains(|sign| !is_punctuation(sign)) {
            SIGNS
        } else {
            2000
        };
    }
    match text.chars().count() {
        0 | 1 => 1000,
        2 => 400,
        3 => 120,
        4 => 50,
        5 => 25,
        6 => 16,
        7 => 11,
        8 => 8,
        9 => 6,
        _ => 4,
    }
}

/// Whether the sign stands in nearly every text.
const fn is_punctuation(sign: char) -> bool {
    matches!(
        sign,
        '.' | ',' | ':' | ';' | '(' | ')' | '-' | '/' | '"' | '\''
    )
}

/// Whether it stands in nearly every text.
#[rustfmt::skip]
fn is_common(text: &str) -> bool {
    matches!(
        text,
        "a" | "about" | "access" | "account" | "all" | "also" | "an" | "and" | "any" | "are" | "as" | "at" | "be" |
        "been" | "but" | "by" | "can" | "code" | "create" | "data" | "do" | "each" | "example" | "file" | "first" |
        "following" | "for" | "from" | "function" | "get" | "has" | "have" | "how" | "i" | "if" | "in" | "into" |
        "is" | "it" | "its" | "just" | "know" | "let" | "like" | "make" | "may" | "more" | "most" | "name" |
        "need" | "new" | "no" | "not" | "number" | "of" | "on" | "one" | "only" | "or" | "other" | "our" | "out" |
        "over" | "people" | "program" | "project" | "run" | "same" | "see" | "set" | "should" | "so" | "some" |
        "such" | "text" | "than" | "that" | "the" | "their" | "them" | "then" | "there" | "these" | "they" |
        "this" | "time" | "to" | "two" | "type" | "up" | "use" | "used" | "user" | "using" | "value" | "want" |
        "was" | "way" | "we" | "what" | "when" | "where" | "which" | "who" | "will" | "with" | "work" | "would" |
        "you" | "your"
    )
}
