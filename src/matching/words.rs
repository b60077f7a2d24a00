//! Where words begin and end in folded text.
//!
//! The rules are those of UAX #29, asked at one place at a time: ASCII by looking at the bytes
//! around it, anything else by segmenting the few characters around it. Three things differ,
//! because copy is read so: a possessive ends the word before it, and so do a colon and a mark.

use unicode_segmentation::UnicodeSegmentation;

use crate::document::OPAQUE;
use crate::document::map::is_mark;

/// Characters that are looked at on each side of a place, at most.
const REACH: usize = 32;
/// Bytes between two words, at most; over more punctuation than this nobody reads on.
pub(super) const APART: usize = 512;

const fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether a word can begin with `letter`.
pub(super) fn is_word_char(letter: char) -> bool {
    if letter.is_ascii() {
        letter.is_ascii_alphanumeric() || letter == '_'
    } else {
        (letter.is_alphanumeric() || letter == OPAQUE) && !is_mark(letter)
    }
}

/// Whether a word begins or ends at byte `at` of `text`.
pub(super) fn is_edge(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    if at == 0 || at >= bytes.len() {
        return true;
    }
    let (before, after) = (bytes[at - 1], bytes[at]);
    if !before.is_ascii() || !after.is_ascii() {
        return is_edge_of_unicode(text, at);
    }
    match (is_word_byte(before), is_word_byte(after)) {
        (true, true) => false,
        (false, false) => true,
        (true, false) => {
            if !is_joiner(after) {
                return true;
            }
            match bytes.get(at + 1) {
                None => true,
                Some(next) if !next.is_ascii() => is_edge_of_unicode(text, at),
                Some(next) => !joins(before, after, *next) || is_possessive(text, at),
            }
        }
        (false, true) => {
            if !is_joiner(before) || at < 2 {
                return true;
            }
            let first = bytes[at - 2];
            if first.is_ascii() {
                !joins(first, before, after)
            } else {
                is_edge_of_unicode(text, at)
            }
        }
    }
}

const fn is_joiner(byte: u8) -> bool {
    matches!(byte, b'\'' | b'.' | b',' | b';')
}

/// Whether `middle` joins what stands around it into one word: *don't*, *a.b*, *1,000*.
const fn joins(before: u8, middle: u8, after: u8) -> bool {
    match middle {
        b'\'' | b'.' => {
            before.is_ascii_alphabetic() && after.is_ascii_alphabetic()
                || before.is_ascii_digit() && after.is_ascii_digit()
        }
        b',' | b';' => before.is_ascii_digit() && after.is_ascii_digit(),
        _ => false,
    }
}

/// Whether the `'s` of a possessive stands at byte `at`, after a word.
pub(super) fn is_possessive(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    rest.starts_with("'s")
        && !rest[2..].chars().next().is_some_and(is_word_char)
        && text[..at].chars().next_back().is_some_and(is_word_char)
}

/// The bytes of the letters of `(tm)`, `(r)` or `(sm)` if they stand at `at`: they are no word.
fn written_mark(text: &str, at: usize) -> usize {
    if !text[..at].ends_with('(') {
        return 0;
    }
    ["tm", "r", "sm"]
        .into_iter()
        .find(|mark| {
            text[at..]
                .strip_prefix(*mark)
                .is_some_and(|rest| rest.starts_with(')'))
        })
        .map_or(0, str::len)
}

fn is_edge_of_unicode(text: &str, at: usize) -> bool {
    let own_edge = |letter: char| letter == ':' || is_mark(letter);
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().next();
    if before.is_some_and(own_edge) || after.is_some_and(own_edge) || is_possessive(text, at) {
        return true;
    }
    let start = text[..at]
        .char_indices()
        .rev()
        .take(REACH)
        .take_while(|(_, letter)| !letter.is_ascii_whitespace())
        .last()
        .map_or(at, |(start, _)| start);
    let end = text[at..]
        .char_indices()
        .take(REACH)
        .take_while(|(_, letter)| !letter.is_ascii_whitespace())
        .last()
        .map_or(at, |(last, letter)| at + last + letter.len_utf8());
    start == at
        || end == at
        || text[start..end]
            .split_word_bound_indices()
            .any(|(edge, _)| start + edge == at)
}

/// The first place at or after `from`, an edge, where a word begins; a possessive is passed over.
/// None if there is no word near.
pub(super) fn next_word(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    if is_possessive(text, at) {
        at += 2;
    }
    while let Some(letter) = text[at..].chars().next()
        && at - from <= APART
    {
        if is_word_char(letter) && is_edge(text, at) {
            match written_mark(text, at) {
                0 => return Some(at),
                length => at += length,
            }
        } else {
            at += letter.len_utf8();
        }
    }
    None
}

/// Where the word ends that holds the character at `at`.
pub(super) fn word_end(text: &str, at: usize) -> usize {
    let mut end = at;
    while let Some(letter) = text[end..].chars().next() {
        end += letter.len_utf8();
        if is_edge(text, end) {
            break;
        }
    }
    end
}

/// Where the last word begins that ends at or before `before`, an edge; possessives do not count.
pub(super) fn previous_word(text: &str, before: usize) -> Option<usize> {
    let mut at = before;
    while let Some(letter) = text[..at].chars().next_back()
        && before - at <= APART
    {
        at -= letter.len_utf8();
        if !is_word_char(letter) {
            continue;
        }
        while !is_edge(text, at) {
            at -= text[..at].chars().next_back().map_or(0, char::len_utf8);
        }
        // A possessive is no word, and neither is a sign with an accent that counts as a letter.
        if text[at..].starts_with(is_word_char) && written_mark(text, at) == 0 {
            return Some(at);
        }
    }
    None
}

/// How many words begin in `text`.
pub(super) fn count(text: &str) -> usize {
    let mut found = 0;
    let mut at = 0;
    while let Some(start) = next_word(text, at) {
        found += 1;
        at = word_end(text, start);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(start) = next_word(text, at) {
            at = word_end(text, start);
            found.push(&text[start..at]);
        }
        found
    }

    #[test]
    fn words_are_what_readers_take_for_words() {
        let rows: &[(&str, &[&str])] = &[
            ("openai's models'", &["openai", "models"]),
            ("don't note:this", &["don't", "note", "this"]),
            (
                "a.b c_d 3.14 1,000 4o",
                &["a.b", "c_d", "3.14", "1,000", "4o"],
            ),
            (
                "eco-friendly r&d 24/7",
                &["eco", "friendly", "r", "d", "24", "7"],
            ),
            ("cloud™ x² café's", &["cloud", "x", "café"]),
            ("人工 \u{FFFC}.", &["人", "工", "\u{FFFC}"]),
            ("it's.", &["it"]),
        ];
        for (text, expected) in rows {
            assert_eq!(words(text), *expected, "{text}");
            assert_eq!(count(text), expected.len(), "{text}");
        }
    }

    #[test]
    fn going_back_finds_the_same_words() {
        let text = "openai's café: r&d, 人工 a¡\u{1A61} don't x.";
        let mut starts = Vec::new();
        let mut at = text.len();
        while let Some(start) = previous_word(text, at) {
            starts.push(start);
            at = start;
        }
        starts.reverse();
        let mut forward = Vec::new();
        let mut at = 0;
        while let Some(start) = next_word(text, at) {
            forward.push(start);
            at = word_end(text, start);
        }
        assert_eq!(starts, forward);
    }

    proptest! {
        #[test]
        fn edges_are_those_of_the_standard(text in "[ab1_.,;'\"& éקーア人한🙂\u{301}-]{0,12}") {
            let standard: Vec<usize> = text
                .split_word_bound_indices()
                .map(|(at, _)| at)
                .collect();
            for (at, letter) in text.char_indices() {
                let before = text[..at].chars().next_back();
                // Nobody asks between two spaces, nor for an accent that stands on a space.
                if before == Some(' ') && matches!(letter, ' ' | '\u{301}') {
                    continue;
                }
                prop_assert_eq!(is_edge(&text, at), standard.contains(&at), "{} in {:?}", at, text);
            }
        }
    }
}
