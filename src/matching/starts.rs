//! Where a phrase may begin that is found by a word further on.

use super::separator::SIGNS;
use super::words::{previous_word, word_end};

/// Where the word begins that is `count` words before `anchor`.
pub(super) fn words_before(text: &str, anchor: usize, count: usize) -> Option<usize> {
    (0..count).try_fold(anchor, |at, _| previous_word(text, at))
}

/// Where a phrase may begin that has its anchor further on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    /// The byte of the folded text.
    pub(super) at: usize,
    /// How many words it must have before the anchor, at least.
    pub(super) words: usize,
}

/// The places from `first` on where a phrase can begin that has `least` to `most` words before
/// `anchor`, the nearest first; with `signs` also at punctuation.
pub(super) fn starts_before(
    text: &str,
    anchor: usize,
    first: usize,
    (least, most): (usize, usize),
    signs: bool,
) -> Vec<Start> {
    let mut found = Vec::new();
    if least == 0 {
        found.push(Start {
            at: anchor,
            words: 0,
        });
    }
    let mut at = anchor;
    for words in 1.. {
        let previous = previous_word(text, at);
        if signs {
            let stretch = previous.map_or(0, |start| word_end(text, start));
            let places = text[stretch..at].char_indices().rev().take(SIGNS);
            let places = places.filter(|(_, letter)| !letter.is_whitespace());
            found.extend(places.map(|(place, _)| Start {
                at: stretch + place,
                words: words - 1,
            }));
        }
        let Some(start) = previous.filter(|start| *start >= first) else {
            break;
        };
        if words > most {
            break;
        }
        if words >= least {
            found.push(Start { at: start, words });
        }
        at = start;
    }
    found
}
