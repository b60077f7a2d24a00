//! What stands between two words of a phrase.

use super::words::{APART, is_word_char};
use crate::document::map::is_mark;

/// How far into punctuation a literal such as `#1` is looked for, in characters.
pub(super) const SIGNS: usize = 32;

/// What stands between two words.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Separator {
    pub(super) end: usize,
    pub(super) space: bool,
    pub(super) dash: bool,
}

pub(super) fn is_separator_sign(letter: char) -> bool {
    matches!(letter, '-' | '–' | '"' | '\'' | '*' | '(') || is_mark(letter)
}

/// The places from `at` up to the next word.
pub(super) fn signs_after(text: &str, at: usize) -> impl Iterator<Item = usize> + '_ {
    let mut ended = false;
    text[at..]
        .char_indices()
        .take(SIGNS)
        .take_while(move |(_, letter)| !std::mem::replace(&mut ended, is_word_char(*letter)))
        .map(move |(length, _)| at + length)
}

/// What separates the word that ends at `at` from the next one: white space, one hyphen or en dash,
/// quotation marks, marks.
pub(super) fn separator(text: &str, at: usize) -> Separator {
    let mut found = Separator {
        end: at,
        ..Separator::default()
    };
    // One space and a plain letter: nearly all of copy.
    if let [b' ', next, ..] = text.as_bytes()[at..]
        && next.is_ascii_alphanumeric()
    {
        found.end += 1;
        found.space = true;
        return found;
    }
    let mut rest = &text[at..];
    while let Some(letter) = rest.chars().next()
        && found.end - at <= APART
    {
        let mut length = letter.len_utf8();
        match letter {
            '-' | '–' if found.dash => break,
            '-' | '–' => found.dash = true,
            '"' | '\'' | '*' => {}
            '(' => match ["(tm)", "(r)", "(sm)"]
                .iter()
                .find(|mark| rest.starts_with(**mark))
            {
                Some(mark) => length = mark.len(),
                None => break,
            },
            _ if letter.is_whitespace() => found.space = true,
            _ if is_mark(letter) => {}
            _ => break,
        }
        found.end += length;
        rest = &rest[length..];
    }
    found
}
