//! Capitals: a rewrite is written in the capitals of the words that it takes the place of.

use super::grammar::is_shouted;
use super::tokens::{Fresh, Token, is_separator};

/// How the words that go were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// As a sentence writes them: the rewrite's own capitals stand.
    Plain,
    /// The first word with a capital, because something begins there.
    First,
    /// Every word but the small ones with a capital.
    Title,
    /// Every word with a capital, the small ones too.
    FullTitle,
    /// CAPITALS ONLY.
    Shouted,
}

const SMALL: &[&str] = &[
    "a", "an", "the", "of", "to", "in", "on", "for", "and", "or", "with", "by", "at", "from", "as",
    "is", "via", "into", "upon",
];

/// Where the words stand.
pub(super) struct Place<'a> {
    /// The rendered text.
    pub text: &'a str,
    /// Whether a sentence or a block begins with them.
    pub begins: bool,
    /// The block's text, to see how headings write theirs.
    pub block: &'a str,
}

/// The shape of `old`; `literals` are the words of the phrase as its list writes them, whose
/// capitals say nothing of the text.
pub(super) fn shape(old: &[Token], place: &Place<'_>, literals: &[&str]) -> Shape {
    let words: Vec<&str> = old
        .iter()
        .filter(|token| !token.named)
        .map(|token| &place.text[token.span.range()])
        .filter(|word| word.chars().any(char::is_alphabetic))
        .collect();
    let evidence: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !(has_capital(word) && literals.contains(word)))
        .collect();
    if !evidence.is_empty()
        && evidence.iter().all(|word| all_capitals(word))
        && is_shouted(&evidence.concat())
    {
        return Shape::Shouted;
    }
    let starts_with_capital = |token: &Token| begins_with_capital(&place.text[token.span.range()]);
    let first_is_capital = old.first().is_some_and(starts_with_capital);
    let weighty: Vec<&str> = evidence
        .iter()
        .copied()
        .filter(|word| !SMALL.contains(&&*word.to_lowercase()))
        .collect();
    let titled = !weighty.is_empty()
        && weighty.iter().all(|word| begins_with_capital(word))
        && (weighty.len() > 1 || !place.begins || is_titled(place.block));
    if titled {
        let small_too =
            evidence.len() > weighty.len() && evidence.iter().all(|word| begins_with_capital(word));
        return if small_too {
            Shape::FullTitle
        } else {
            Shape::Title
        };
    }
    // A capital that the list does not write has a reason, if only a number before the sentence.
    let is_evidence = old
        .first()
        .is_some_and(|token| !token.named && evidence.contains(&&place.text[token.span.range()]));
    if (place.begins || is_evidence) && first_is_capital {
        Shape::First
    } else {
        Shape::Plain
    }
}

/// The words of a rewrite in that shape.
pub(super) fn apply(shape: Shape, words: &mut [Fresh]) {
    for (at, word) in words.iter_mut().enumerate() {
        if word.named || word.from.is_some() && at > 0 {
            continue;
        }
        let own = has_capital(&word.text);
        match shape {
            Shape::Shouted => word.text = word.text.to_uppercase(),
            Shape::FullTitle if !own => capitalise(&mut word.text),
            Shape::Title if !own && (at == 0 || !SMALL.contains(&&*word.text)) => {
                capitalise(&mut word.text);
            }
            Shape::First if !own && at == 0 => capitalise(&mut word.text),
            _ => {}
        }
    }
}

fn capitalise(word: &mut String) {
    let Some((at, first)) = word
        .char_indices()
        .find(|(_, letter)| letter.is_alphanumeric())
    else {
        return;
    };
    let upper: String = first.to_uppercase().collect();
    word.replace_range(at..at + first.len_utf8(), &upper);
}

pub(super) fn has_capital(word: &str) -> bool {
    word.chars().any(char::is_uppercase)
}

fn begins_with_capital(word: &str) -> bool {
    word.chars()
        .find(|letter| letter.is_alphanumeric())
        .is_some_and(char::is_uppercase)
}

fn all_capitals(word: &str) -> bool {
    has_capital(word) && !word.chars().any(char::is_lowercase)
}

/// Whether a block writes its words with capitals, as many headings do.
fn is_titled(block: &str) -> bool {
    if block.len() > 200 {
        return false;
    }
    let words = || {
        block
            .split(is_separator)
            .filter(|word| word.chars().count() > 3 && word.chars().all(char::is_alphabetic))
    };
    words().count() > 1 && words().all(begins_with_capital)
}
