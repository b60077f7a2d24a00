//! Words of a stretch of rendered text, as the conditions compare them.
//!
//! Conditions look at a few words around a hit. They need them in one spelling (lower case, straight
//! apostrophes, invisibles gone) and need to know what stood between two of them.

use unicode_normalization::UnicodeNormalization;

use crate::document::Document;
use crate::finding::rendered::is_invisible;
use crate::position::{TextSpan, next_edge};

/// A word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Lower case, apostrophes straight, invisibles gone.
    pub(super) text: String,
    /// Where it stands in the rendered text.
    pub(super) span: TextSpan,
}

/// The words of `span`, in order.
pub(super) fn words(text: &str, span: TextSpan) -> Vec<Word> {
    let mut found = Vec::new();
    let mut start = None;
    let mut end = span.start;
    let stretch = &text[span.range()];
    let mut letters = stretch.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let at = span.start + at;
        let next = letters.peek().map(|&(_, next)| next);
        let inner = start.is_some()
            && (is_invisible(letter)
                || (is_apostrophe(letter) && next.is_some_and(char::is_alphanumeric)));
        if letter.is_alphanumeric() || letter == crate::document::OPAQUE || inner {
            start.get_or_insert(at);
            end = at + letter.len_utf8();
        } else if let Some(start) = start.take() {
            found.push(word(text, TextSpan::new(start, end)));
        }
    }
    if let Some(start) = start {
        found.push(word(text, TextSpan::new(start, end)));
    }
    found
}

/// One spelling for all: lower case, compatibility forms, straight apostrophes, no invisibles.
pub(super) fn plain(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return text.to_ascii_lowercase();
    }
    text.nfkc()
        .filter(|letter| !is_invisible(*letter))
        .map(|letter| if is_apostrophe(letter) { '\'' } else { letter })
        .flat_map(char::to_lowercase)
        .collect()
}

/// The part of `wide` that is at most `reach` bytes away from `around`, cut between characters.
pub(super) fn window(text: &str, wide: TextSpan, around: TextSpan, reach: usize) -> TextSpan {
    let start = next_edge(text, wide.start.max(around.start.saturating_sub(reach)));
    let mut end = wide.end.min(around.end + reach);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    TextSpan::new(start, end.max(start))
}

pub(super) const fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2019}' | '\u{2bc}' | '\u{ff07}')
}

/// How far the words beside a hit are looked for, in bytes.
const REACH: usize = 160;

/// The words of a hit with two words on each side, folded: what a fingerprint is made of.
#[must_use]
pub fn with_neighbours(document: &Document, hit: TextSpan) -> String {
    let text = &document.text;
    let block = document.block_at(hit.start);
    let block = block.map_or(hit, |block| document.blocks[block].text);
    let near = window(text, block, hit, REACH);
    let before = words(text, TextSpan::new(near.start, hit.start));
    let own = words(text, hit);
    let after = words(text, TextSpan::new(hit.end, near.end));
    let before = &before[before.len().saturating_sub(2)..];
    let after = &after[..after.len().min(2)];
    let join = |words: &[Word]| {
        let words: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        words.join(" ")
    };
    [join(before), join(&own), join(after)].join("|")
}

/// `span` with up to `most` words of its block on each side.
#[must_use]
pub fn widened(document: &Document, span: TextSpan, most: usize) -> TextSpan {
    let text = &document.text;
    let block = document.block_at(span.start);
    let block = block.map_or(span, |block| document.blocks[block].text);
    let near = window(text, block, span, REACH);
    let before = words(text, TextSpan::new(near.start, span.start));
    let after = words(text, TextSpan::new(span.end, near.end));
    let first = before.get(before.len().saturating_sub(most));
    let last = after.get(..most.min(after.len())).and_then(<[Word]>::last);
    TextSpan::new(
        first.map_or(span.start, |word| word.span.start),
        last.map_or(span.end, |word| word.span.end),
    )
}

/// How many words `span` holds.
#[must_use]
pub fn word_count(document: &Document, span: TextSpan) -> usize {
    words(&document.text, span).len()
}

/// Words that somebody wrote down, to be looked for in documents: folded, so that line breaks,
/// capitals, marks and markup do not matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    words: Vec<String>,
    /// For wording without a letter or digit in it.
    plain: String,
    /// Bytes of the text as written.
    len: usize,
}

impl Wording {
    /// Of this text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let found = words(text, TextSpan::new(0, text.len()));
        Self {
            words: found.into_iter().map(|word| word.text).collect(),
            plain: plain(text.trim()),
            len: text.len(),
        }
    }

    /// Whether the words of `hit` stand in this wording there.
    #[must_use]
    pub fn covers(&self, document: &Document, hit: TextSpan) -> bool {
        let text = &document.text;
        let own = words(text, hit);
        let (Some(first), Some(last)) = (own.first(), own.last()) else {
            return self.words.is_empty() && plain(text[hit.range()].trim()) == self.plain;
        };
        let own = TextSpan::new(first.span.start, last.span.end);
        let block = document.block_at(hit.start);
        let block = block.map_or(hit, |block| document.blocks[block].text);
        // Invisible characters make a text longer than its wording, but not without bound.
        let near = window(text, block, hit, 8 * self.len + 256);
        self.stretches(text, near)
            .iter()
            .any(|found| found.contains(&own))
    }

    /// Whether it stands anywhere in the document.
    #[must_use]
    pub fn stands_in(&self, document: &Document) -> bool {
        if self.words.is_empty() {
            return plain(&document.text).contains(&self.plain);
        }
        let mut blocks = document.blocks.iter();
        blocks.any(|block| !self.stretches(&document.text, block.text).is_empty())
    }

    fn stretches(&self, text: &str, within: TextSpan) -> Vec<TextSpan> {
        if self.words.is_empty() {
            return Vec::new();
        }
        let found = words(text, within);
        let same = |window: &&[Word]| {
            let mut pairs = window.iter().zip(&self.words);
            pairs.all(|(word, wanted)| word.text == *wanted)
        };
        let windows = found.windows(self.words.len()).filter(same);
        windows
            .map(|window| TextSpan::new(window[0].span.start, window[window.len() - 1].span.end))
            .collect()
    }
}

fn word(text: &str, span: TextSpan) -> Word {
    Word {
        text: plain(&text[span.range()]),
        span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_one_spelling_and_their_own_bytes() {
        let text = "It doesn’t EN\u{ad}ABLE (state-of) teams' 24/7.";
        let found = words(text, TextSpan::new(0, text.len()));
        let spelt: Vec<&str> = found.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(
            spelt,
            ["it", "doesn't", "enable", "state", "of", "teams", "24", "7"]
        );
        assert_eq!(&text[found[2].span.range()], "EN\u{ad}ABLE");
    }
}
