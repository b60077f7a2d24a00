//! Reads the phrase language: from what a list writes to a [`Phrase`].
//!
//! Every error points into what was written and says in plain words what to write instead, because
//! the people who write lists are copywriters and lawyers. The reader refuses what would never do
//! what its writer wants: a phrase that can match nothing, a gap with nothing on one side of it.

mod checks;
mod reader;
#[cfg(test)]
mod tests;

use std::ops::Range;

use thiserror::Error;

use self::reader::Reader;
use super::literals;
use super::phrase::{Body, Element, Needed, Phrase};
use super::plain::Plain;

/// Why a phrase cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct PhraseError {
    /// The bytes of what was written that are wrong: 0-based, the end exclusive.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub hint: Option<String>,
}

impl PhraseError {
    fn new(at: Range<usize>, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            at,
            message: message.into(),
            hint: Some(hint.into()),
        }
    }
}

/// Reads a phrase.
pub fn parse(written: &str) -> Result<Phrase, PhraseError> {
    let trimmed = written.trim();
    let mut needs = Needed::default();
    let mut plain = Plain::default();
    let body = if trimmed.len() > 2 && trimmed.starts_with('/') && trimmed.ends_with('/') {
        let start = written.len() - written.trim_start().len() + 1;
        let source = &trimmed[1..trimmed.len() - 1];
        checks::regex(source, start..start + source.len())?;
        needs = literals::needed(source);
        plain = Plain::of(source);
        Body::Regex(source.to_owned())
    } else {
        let mut reader = Reader::new(written);
        let elements = reader.sequence(0)?;
        checks::shape(&elements, written)?;
        Body::Words(elements)
    };
    Ok(Phrase {
        written: written.to_owned(),
        body,
        needs,
        plain,
    })
}

/// Puts a backslash before every character of `text` that the language would read as its own, so
/// that the result matches `text` and nothing more.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(
            letter,
            '{' | '}' | '(' | ')' | '|' | '<' | '~' | '@' | '?' | '*' | '\\'
        ) || (letter == '/' && escaped.is_empty())
        {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// One piece of a rewrite's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text to write as it is, white space and all.
    Text(String),
    /// Something that what was found must fill: a verb, a name, a group.
    Slot(Element),
}

/// Reads a rewrite: text in which `{verb}`, `@name` and `(one|other)` are slots, a backslash takes
/// the next character as it is, and everything else is written as it stands.
pub fn template(written: &str) -> Result<Vec<Piece>, PhraseError> {
    let mut reader = Reader::new(written);
    let mut pieces = Vec::new();
    let mut text = String::new();
    while let Some(letter) = reader.peek() {
        let next = reader.rest()[letter.len_utf8()..].chars().next();
        let slot = match letter {
            '{' => reader.verb()?,
            '@' if next.is_some_and(char::is_alphanumeric)
                && !text.ends_with(char::is_alphanumeric) =>
            {
                reader.name()
            }
            '(' if is_choice(reader.rest()) => {
                let group = reader.group(0)?;
                reader.maybe_optional(group, reader.at)?
            }
            _ => {
                let (letter, skip) = match (letter, next) {
                    ('\\', Some(next)) => (next, 1 + next.len_utf8()),
                    _ => (letter, letter.len_utf8()),
                };
                text.push(letter);
                reader.at += skip;
                continue;
            }
        };
        if !text.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut text)));
        }
        pieces.push(Piece::Slot(slot));
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    Ok(pieces)
}

fn is_choice(rest: &str) -> bool {
    rest.find(')')
        .is_some_and(|close| rest[..close].contains('|'))
}
