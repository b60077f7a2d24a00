//! Where sentences end.
//!
//! Asked only around hits. A full stop ends a sentence unless it belongs to an abbreviation, a
//! number, an initial or a name; in doubt about *Inc.* and the like, the next word decides.

use crate::document::map::is_mark;
use crate::position::{TextSpan, signs};

/// Abbreviations that something always follows.
#[rustfmt::skip]
const LEADING: &[&str] = &[
    "mr", "mrs", "ms", "mx", "dr", "prof", "rev", "hon", "gov", "vs", "cf", "e.g", "i.e", "eg", "ie", "viz", "fig",
    "figs", "vol", "pp", "eds", "approx", "ca", "incl", "excl", "esp", "resp", "dept", "para", "nos",
];

/// Abbreviations that may also end a sentence, and words that are also abbreviations.
#[rustfmt::skip]
const TRAILING: &[&str] = &[
    "inc", "ltd", "corp", "co", "llc", "llp", "plc", "gmbh", "bros", "etc", "jr", "sr", "u.s", "u.k", "e.u", "u.n",
    "a.m", "p.m", "ph.d", "m.d", "b.a", "m.a", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct",
    "nov", "dec", "ave", "blvd", "rd", "st", "mt", "gen", "sen", "rep", "est", "ed", "ext", "tel", "al",
];

/// Words that begin a sentence far more often than they continue a name.
#[rustfmt::skip]
const OPENERS: &[&str] = &[
    "a", "all", "also", "an", "and", "any", "as", "at", "because", "both", "but", "by", "each", "every", "for", "from",
    "get", "he", "her", "here", "his", "how", "however", "i", "if", "in", "it", "its", "many", "more", "most", "my",
    "no", "not", "now", "of", "on", "once", "one", "only", "or", "other", "our", "see", "she", "since", "so", "some",
    "such", "that", "the", "their", "then", "there", "these", "they", "this", "those", "to", "today", "until", "use",
    "was", "we", "what", "when", "where", "which", "while", "who", "why", "with", "yet", "you", "your",
];

/// The sentence of `text` (one block) that holds byte `at`: from its first character to the end of
/// its last, the white space between sentences belonging to none. Bytes of `text`.
#[must_use]
pub fn sentence_of(text: &str, at: usize) -> TextSpan {
    Sentences::new(text).of(at)
}

/// The sentences of a block, found once.
#[derive(Debug, Clone)]
pub struct Sentences {
    spans: Vec<TextSpan>,
}

impl Sentences {
    /// Finds the sentences of `text`, one block.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut spans = Vec::new();
        let mut start = text.len() - text.trim_start().len();
        for at in terminators(text) {
            if at >= start
                && let Some(end) = end_at(text, at)
            {
                spans.push(TextSpan::new(start, end));
                start = text.len() - text[end..].trim_start().len();
            }
        }
        let end = text.trim_end().len();
        if start < end {
            spans.push(TextSpan::new(start, end));
        }
        if spans.is_empty() {
            spans.push(TextSpan::new(0, text.len()));
        }
        Self { spans }
    }

    /// All of them, in order. Bytes of the block's text.
    #[must_use]
    pub fn spans(&self) -> &[TextSpan] {
        &self.spans
    }

    /// Which sentence holds byte `at`, 0-based; white space counts to the sentence before it.
    #[must_use]
    pub fn index_of(&self, at: usize) -> usize {
        self.spans
            .partition_point(|span| span.start <= at)
            .saturating_sub(1)
    }

    /// The sentence that holds byte `at`.
    #[must_use]
    pub fn of(&self, at: usize) -> TextSpan {
        self.spans[self.index_of(at)]
    }
}

/// Whether a sentence ends somewhere in `from..to` of `text`, one block. Bytes.
pub(super) fn ends_between(text: &str, from: usize, to: usize) -> bool {
    terminators(&text[from..to]).any(|at| end_at(text, from + at).is_some_and(|end| end <= to))
}

/// Where terminators stand in `text`, in bytes.
fn terminators(text: &str) -> impl Iterator<Item = usize> {
    signs(text, is_terminator).map(|(at, _)| at)
}

pub(super) const fn is_terminator(letter: char) -> bool {
    matches!(
        letter,
        '.' | '!' | '?' | '…' | '。' | '！' | '？' | '‼' | '⁇' | '⁈' | '⁉' | '｡'
    )
}

const fn closes(letter: char) -> bool {
    matches!(
        letter,
        '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '}' | '*' | '_' | '」' | '』' | '）'
    ) || is_mark(letter)
}

/// Where the sentence ends whose terminator stands at byte `at`, closing quotes and brackets
/// included; none if it does not end there.
fn end_at(text: &str, at: usize) -> Option<usize> {
    // In a run of terminators the first one decides for all.
    if text[..at].ends_with(is_terminator) {
        return None;
    }
    let rest = &text[at..];
    let run = rest
        .find(|letter| !is_terminator(letter))
        .unwrap_or(rest.len());
    let tail = rest[run..]
        .find(|letter| !closes(letter))
        .unwrap_or(rest.len() - run);
    let end = at + run + tail;
    let wide = rest[..run].ends_with(['。', '！', '？', '｡']);
    let after = &text[end..];
    if wide || after.chars().all(char::is_whitespace) {
        return Some(end);
    }
    if !after.starts_with(char::is_whitespace) {
        return None;
    }
    let next = after.trim_start();
    let lower = next.chars().next().is_some_and(char::is_lowercase);
    let ends = match &rest[..run] {
        "." => full_stop_ends(text, at, next),
        "?" => !(lower && tail > 0),
        _ => !lower,
    };
    ends.then_some(end)
}

fn full_stop_ends(text: &str, at: usize, next: &str) -> bool {
    let before = &text[..at];
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, letter)| letter.is_alphanumeric() || *letter == '.')
        .take(24)
        .last()
        .map_or(at, |(start, _)| start);
    let word = before[start..].trim_start_matches('.');
    let folded = word.to_lowercase();
    let digit = next.starts_with(|letter: char| letter.is_ascii_digit());
    if LEADING.contains(&folded.as_str()) {
        return false;
    }
    if folded == "no" || folded == "nr" {
        return !digit;
    }
    // The number of a list item.
    if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()) {
        return !before[..start].trim_start().is_empty();
    }
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let initials = folded.contains('.') && folded.split('.').all(|part| part.chars().count() <= 1);
    if initial || initials || TRAILING.contains(&folded.as_str()) {
        return opens_sentence(next);
    }
    true
}

fn opens_sentence(next: &str) -> bool {
    let next = next.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let length = next
        .find(|letter: char| !letter.is_alphabetic())
        .unwrap_or(next.len());
    let word = &next[..length];
    word.starts_with(char::is_uppercase) && OPENERS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        Sentences::new(text)
            .spans()
            .iter()
            .map(|span| &text[span.range()])
            .collect()
    }

    #[test]
    fn sentences_end_where_readers_end_them() {
        let rows: &[&[&str]] = &[
            &["It runs.", "It scales!", "Does it?", "Yes."],
            &["Use e.g. OpenAI or approx. 5 others.", "Done."],
            &["Version 3.14 and example.com stay.", "So does Node.js."],
            &[
                "It is No. 1 in the U.S. market.",
                "Is it?",
                "No.",
                "It leads.",
            ],
            &[
                "Acme Inc. Cloud is here.",
                "We sell Acme Inc.",
                "The cloud is ours.",
            ],
            &[
                "J. R. Smith said so.",
                "“We win.”",
                "He left (again.)",
                "Then…",
                "Nothing.",
            ],
            &["Wait... what?", "Yes!"],
            &["1. First things first.", "Then the rest"],
            &["Yahoo! is a name.", "The “why not?” approach"],
            &["这是。", "那是"],
            &["a lower-case line.", "another one"],
            &["no full stop"],
        ];
        for row in rows {
            let text = row.join(" ").replace("。 ", "。");
            assert_eq!(split(&text), *row, "{text}");
        }
    }

    #[test]
    fn every_byte_has_its_sentence() {
        let text = " One. Two.  Three";
        let sentences = Sentences::new(text);
        assert_eq!(&text[sentences.of(0).range()], "One.");
        assert_eq!(&text[sentence_of(text, 5).range()], "One.");
        assert_eq!(&text[sentence_of(text, 6).range()], "Two.");
        assert_eq!(&text[sentence_of(text, text.len()).range()], "Three");
        assert_eq!(sentence_of("", 0), TextSpan::new(0, 0));
        assert!(ends_between(text, 4, 6));
        assert!(!ends_between(text, 1, 4));
    }
}
