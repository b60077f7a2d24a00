//! Refuses phrases that would never do what their writer wants: those that can match nothing, or
//! begin or end with a gap, and regular expressions that cannot be run.

use std::ops::Range;

use super::PhraseError;
use crate::wordlist::phrase::Element;

pub(super) fn regex(source: &str, at: Range<usize>) -> Result<(), PhraseError> {
    let parsed = regex_syntax::Parser::new().parse(source).map_err(|error| {
        let (place, reason) = match &error {
            regex_syntax::Error::Parse(error) => (Some(*error.span()), error.kind().to_string()),
            regex_syntax::Error::Translate(error) => {
                (Some(*error.span()), error.kind().to_string())
            }
            _ => (None, error.to_string()),
        };
        let at = place.map_or(at.clone(), |span| {
            at.start + span.start.offset..at.start + span.end.offset
        });
        PhraseError::new(
            at,
            format!("this regular expression cannot be read: {reason}"),
            "The text between the slashes follows the syntax of Rust's regex crate, \
             which has no look-around and no back-references.",
        )
    })?;
    if parsed
        .properties()
        .minimum_len()
        .is_some_and(|least| least == 0)
    {
        return Err(PhraseError::new(
            at,
            "this regular expression can match nothing at all",
            "Make at least one character of it necessary: `+` in place of `*`, or no `?`.",
        ));
    }
    regex::Regex::new(source).map_err(|_| {
        PhraseError::new(
            at,
            "this regular expression is too large",
            "Make its repetitions smaller, or split it into several phrases.",
        )
    })?;
    Ok(())
}

pub(super) fn shape(elements: &[Element], written: &str) -> Result<(), PhraseError> {
    let all = 0..written.len();
    if elements.is_empty() {
        return Err(PhraseError::new(
            all,
            "this phrase is empty",
            "Write the words that it is to match.",
        ));
    }
    if begins_with_gap(elements, false) || begins_with_gap(elements, true) {
        return Err(PhraseError::new(
            gap_in(written).unwrap_or(all),
            "a gap such as `~4` has nothing on one side of it",
            "Put a word that must be there before and after the gap.",
        ));
    }
    if elements.iter().all(may_be_absent) {
        return Err(PhraseError::new(
            all,
            "everything in this phrase is optional, so it could match nothing at all",
            "Take the `?` away from at least one word; write `\\?` for a question mark.",
        ));
    }
    Ok(())
}

fn may_be_absent(element: &Element) -> bool {
    match element {
        Element::Gap(_) => true,
        Element::Group {
            options, optional, ..
        } => {
            *optional
                || options
                    .iter()
                    .any(|option| option.iter().all(may_be_absent))
        }
        _ => false,
    }
}

/// Whether a gap can be the first of `elements`, or, read backwards, the last.
fn begins_with_gap(elements: &[Element], backwards: bool) -> bool {
    let mut forward = elements.iter();
    let mut backward = elements.iter().rev();
    let ordered: &mut dyn Iterator<Item = &Element> = if backwards {
        &mut backward
    } else {
        &mut forward
    };
    for element in ordered {
        let begins = match element {
            Element::Gap(_) => true,
            Element::Group { options, .. } => options
                .iter()
                .any(|option| begins_with_gap(option, backwards)),
            _ => false,
        };
        if begins || !may_be_absent(element) {
            return begins;
        }
    }
    false
}

fn gap_in(written: &str) -> Option<Range<usize>> {
    let start = written.find('~')?;
    let digits = written[start + 1..]
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    Some(start..start + 1 + digits)
}
