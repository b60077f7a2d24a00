//! The words of a stretch that is to be rewritten, what the phrase knows of each, and the words that
//! come in their place.

use crate::document::map::is_mark;
use crate::matching::{Hit, Slot};
use crate::position::TextSpan;
use crate::wordlist::phrase::Element;

/// A word of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it stands in the rendered text.
    pub span: TextSpan,
    /// Whether it is a part of a name.
    pub named: bool,
    /// Whether a verb begins here.
    pub verb: bool,
}

/// A word that a rewrite writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fresh {
    /// The word.
    pub text: String,
    /// The old word that it is, if the text had it.
    pub from: Option<usize>,
    /// Whether its capitals are its own: it is a name.
    pub named: bool,
    /// Whether a verb begins here.
    pub verb: bool,
    /// Whether a hyphen, not a space, stands before it.
    pub hyphen: bool,
}

/// The words of `hit`, cut also where a slot of the phrase begins or ends.
pub(super) fn tokens(text: &str, hit: &Hit) -> Vec<Token> {
    let mut cuts: Vec<usize> = Vec::new();
    for part in hit.parts().iter().filter(|part| !part.text.is_empty()) {
        cuts.extend([part.text.start, part.text.end]);
    }
    let mut found = Vec::new();
    let mut start = None;
    for (at, letter) in text[hit.text().range()].char_indices() {
        let at = hit.text().start + at;
        if let Some(from) = start
            && (is_separator(letter) || cuts.contains(&at))
        {
            push(text, TextSpan::new(from, at), &mut found);
            start = None;
        }
        if start.is_none() && !is_separator(letter) {
            start = Some(at);
        }
    }
    if let Some(from) = start {
        push(text, TextSpan::new(from, hit.text().end), &mut found);
    }
    for part in hit.parts() {
        let inside = found
            .iter_mut()
            .filter(|token| part.text.contains(&token.span));
        match part.slot {
            Slot::Name(_) => inside.for_each(|token| token.named = true),
            Slot::Verb(..) => inside.take(1).for_each(|token| token.verb = true),
            Slot::Group(_) | Slot::Gap => {}
        }
    }
    found
}

/// Single quotation marks around a word do not belong to it; an apostrophe in it does.
fn push(text: &str, span: TextSpan, found: &mut Vec<Token>) {
    let word = &text[span.range()];
    let bare = word.trim_matches(['\'', '‘', '’']);
    let span = if bare.is_empty() {
        return;
    } else if bare.len() < word.len() && !word.starts_with(['\'', '’']) {
        TextSpan::new(
            span.start,
            span.start + word.trim_end_matches(['\'', '‘', '’']).len(),
        )
    } else {
        let start = span.start + (word.len() - word.trim_start_matches(['\'', '‘', '’']).len());
        TextSpan::new(start, start + bare.len())
    };
    found.push(Token {
        span,
        named: false,
        verb: false,
    });
}

/// What stands between two words: white space, hyphens and dashes, quotation marks, marks.
pub(super) fn is_separator(letter: char) -> bool {
    letter.is_whitespace() || is_hyphen(letter) || is_quote(letter) || is_mark(letter)
}

pub(super) const fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2013}')
}

pub(super) const fn is_quote(letter: char) -> bool {
    matches!(
        letter,
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‚'
    )
}

/// The words that a phrase writes out, as written.
pub(super) fn literals(elements: &[Element]) -> Vec<&str> {
    let mut found = Vec::new();
    for element in elements {
        match element {
            Element::Word { text, .. } => found.extend(text.split(is_separator)),
            Element::Group { options, .. } => {
                found.extend(options.iter().flat_map(|option| literals(option)));
            }
            _ => {}
        }
    }
    found
}

/// In one spelling, so that words can be compared: small letters, straight apostrophes, nothing
/// that a reader cannot see.
pub(super) fn plain(word: &str) -> String {
    crate::finding::rendered::rendered(word)
        .to_lowercase()
        .replace('’', "'")
}
