//! Reads the phrase language: from what a list writes to a [`Phrase`].
//!
//! Every error points into what was written and says in plain words what to write instead, because
//! the people who write lists are copywriters and lawyers. The parser refuses what would never do
//! what its writer wants: a phrase that can match nothing, a gap with nothing on one side of it.

use std::ops::Range;

use thiserror::Error;

use super::phrase::{Body, Element, Phrase};
use crate::document::map::is_mark;

/// The widest gap that may be asked for, in words.
const WIDEST_GAP: usize = 100;
/// How deep brackets may nest.
const DEEPEST: usize = 32;

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
    let body = if trimmed.len() > 2 && trimmed.starts_with('/') && trimmed.ends_with('/') {
        let start = written.len() - written.trim_start().len() + 1;
        let source = &trimmed[1..trimmed.len() - 1];
        check_regex(source, start..start + source.len())?;
        Body::Regex(source.to_owned())
    } else {
        let mut parser = Parser::new(written);
        let elements = parser.sequence(0)?;
        check_shape(&elements, written)?;
        Body::Words(elements)
    };
    Ok(Phrase {
        written: written.to_owned(),
        body,
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

fn check_regex(source: &str, at: Range<usize>) -> Result<(), PhraseError> {
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

fn check_shape(elements: &[Element], written: &str) -> Result<(), PhraseError> {
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

/// A walk over what was written.
struct Parser<'w> {
    written: &'w str,
    at: usize,
    groups: usize,
}

impl<'w> Parser<'w> {
    const fn new(written: &'w str) -> Self {
        Self {
            written,
            at: 0,
            groups: 0,
        }
    }

    fn rest(&self) -> &'w str {
        &self.written[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Reads elements up to the end, or inside brackets up to `|` or `)`.
    fn sequence(&mut self, depth: usize) -> Result<Vec<Element>, PhraseError> {
        let mut elements = Vec::new();
        loop {
            self.skip_space();
            let start = self.at;
            let Some(letter) = self.peek() else {
                return Ok(elements);
            };
            match letter {
                '|' | ')' if depth > 0 => return Ok(elements),
                '|' => {
                    return Err(PhraseError::new(
                        start..start + 1,
                        "alternatives must stand in brackets",
                        "Write `(one|other)`, or `\\|` for the character itself.",
                    ));
                }
                ')' | '}' => {
                    let opening = if letter == ')' { '(' } else { '{' };
                    return Err(PhraseError::new(
                        start..start + 1,
                        format!("this `{letter}` closes a bracket that was never opened"),
                        format!(
                            "Add the `{opening}`, or write `\\{letter}` for the character itself."
                        ),
                    ));
                }
                _ => {}
            }
            let element = self.element(letter, depth)?;
            let element = self.maybe_optional(element, start)?;
            elements.push(element);
        }
    }

    fn element(&mut self, letter: char, depth: usize) -> Result<Element, PhraseError> {
        let next = self.rest().chars().nth(1);
        match letter {
            '{' => self.verb(),
            '(' => match self.written_mark() {
                Some(mark) => Ok(Element::Mark(mark)),
                None => self.group(depth),
            },
            '~' => self.gap(),
            '<' if next.is_some_and(char::is_alphabetic) => self.slot(),
            '@' if next.is_some_and(char::is_alphanumeric) => Ok(self.name()),
            '?' | '*' => Err(PhraseError::new(
                self.at..self.at + 1,
                format!("this `{letter}` has no word before it"),
                format!(
                    "Put it right after a word, or write `\\{letter}` for the character itself."
                ),
            )),
            _ if is_mark(letter) => {
                self.at += letter.len_utf8();
                Ok(Element::Mark(letter))
            }
            _ => self.word(),
        }
    }

    fn maybe_optional(&mut self, element: Element, start: usize) -> Result<Element, PhraseError> {
        if self.peek() != Some('?') {
            return Ok(element);
        }
        self.at += 1;
        match element {
            Element::Gap(_) => Err(PhraseError::new(
                start..self.at,
                "a gap may be empty as it is",
                "Leave out the `?`.",
            )),
            Element::Group {
                options, number, ..
            } => Ok(Element::Group {
                options,
                optional: true,
                number,
            }),
            element => Ok(Element::Group {
                options: vec![vec![element]],
                optional: true,
                number: None,
            }),
        }
    }

    fn group(&mut self, depth: usize) -> Result<Element, PhraseError> {
        let open = self.at;
        let number = self.groups;
        self.groups += 1;
        self.at += 1;
        if depth >= DEEPEST {
            return Err(PhraseError::new(
                open..self.at,
                "brackets are nested too deeply",
                "Write several phrases instead.",
            ));
        }
        let mut options = Vec::new();
        loop {
            let start = self.at;
            let option = self.sequence(depth + 1)?;
            if option.is_empty() {
                return Err(match self.peek() {
                    None => unclosed(open, '(', ')'),
                    Some(_) => PhraseError::new(
                        start..self.at + 1,
                        "one of these alternatives is empty",
                        "Remove it; to say that the words may be missing, put `?` after the closing bracket.",
                    ),
                });
            }
            options.push(option);
            match self.peek() {
                Some('|') => self.at += 1,
                Some(_) => {
                    self.at += 1;
                    break;
                }
                None => return Err(unclosed(open, '(', ')')),
            }
        }
        Ok(Element::Group {
            options,
            optional: false,
            number: Some(number),
        })
    }

    fn verb(&mut self) -> Result<Element, PhraseError> {
        let open = self.at;
        let Some(length) = self.rest().find('}') else {
            return Err(unclosed(open, '{', '}'));
        };
        let inner = &self.written[open + 1..open + length];
        self.at = open + length + 1;
        let at = open..self.at;
        let (base, label) = match inner.split_once(':') {
            Some((base, label)) => (base, Some(label.trim())),
            None => (inner, None),
        };
        let base: Vec<String> = base.split_whitespace().map(str::to_lowercase).collect();
        if base.is_empty() {
            return Err(PhraseError::new(
                at,
                "there is no verb in these braces",
                "Write its base form: `{enable}`, `{roll out}`.",
            ));
        }
        let spelt = |word: &String| {
            word.chars()
                .all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '\'' | '’'))
        };
        if !base.iter().all(spelt) {
            return Err(PhraseError::new(
                at,
                "only the words of one verb may stand in braces",
                "For alternatives write `({enable}|{allow})`.",
            ));
        }
        let labelled = |label: &str| {
            !label.is_empty()
                && label
                    .chars()
                    .all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'))
        };
        if !label.is_none_or(labelled) {
            return Err(PhraseError::new(
                at,
                "the label of a verb is one word",
                "Write it as in `{enable:v}`.",
            ));
        }
        Ok(Element::Verb {
            base,
            label: label.map(String::from),
        })
    }

    fn gap(&mut self) -> Result<Element, PhraseError> {
        let start = self.at;
        let digits = self.rest()[1..]
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count();
        self.at += 1 + digits;
        let alone = self
            .peek()
            .is_none_or(|next| next.is_whitespace() || matches!(next, ')' | '|' | '?'));
        let words = self.written[start + 1..self.at].parse::<usize>().ok();
        match words {
            Some(words) if alone && (1..=WIDEST_GAP).contains(&words) => Ok(Element::Gap(words)),
            Some(words) if alone => Err(PhraseError::new(
                start..self.at,
                format!("a gap may be 1 to {WIDEST_GAP} words wide, not {words}"),
                "Write for example `~4`.",
            )),
            _ => Err(PhraseError::new(
                start..self.at,
                "`~` begins a gap and needs a number of words after it",
                "Write for example `~4` between two spaces, or `\\~` for the character itself.",
            )),
        }
    }

    fn slot(&mut self) -> Result<Element, PhraseError> {
        let start = self.at;
        let Some(length) = self.rest().find('>') else {
            return Err(unclosed(start, '<', '>'));
        };
        let slot = &self.written[start + 1..start + length];
        self.at = start + length + 1;
        match slot {
            "word" => Ok(Element::AnyWord),
            "num" => Ok(Element::Number),
            _ => {
                let close = if slot.starts_with('n') || slot.starts_with("dig") {
                    "<num>"
                } else {
                    "<word>"
                };
                Err(PhraseError::new(
                    start..self.at,
                    format!("there is no slot `<{slot}>`"),
                    format!(
                        "Did you mean `{close}`? The slots are `<word>` and `<num>`; write `\\<` for the character itself."
                    ),
                ))
            }
        }
    }

    fn name(&mut self) -> Element {
        let rest = &self.rest()[1..];
        let length = rest
            .find(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '-' | '_')))
            .unwrap_or(rest.len());
        let name = rest[..length].trim_end_matches(['-', '_']);
        self.at += 1 + name.len();
        Element::Name(name.to_owned())
    }

    /// `(TM)`, `(R)` and `(SM)` are marks, in these capitals.
    fn written_mark(&mut self) -> Option<char> {
        let (length, mark) = [("(TM)", '™'), ("(R)", '®'), ("(SM)", '℠')]
            .into_iter()
            .find(|(text, _)| self.rest().starts_with(text))
            .map(|(text, mark)| (text.len(), mark))?;
        self.at += length;
        Some(mark)
    }

    fn word(&mut self) -> Result<Element, PhraseError> {
        let start = self.at;
        let mut text = String::new();
        while let Some(letter) = self.peek() {
            let next = self.rest()[letter.len_utf8()..].chars().next();
            match letter {
                '\\' => {
                    let Some(next) = next else {
                        return Err(PhraseError::new(
                            self.at..self.at + 1,
                            "this backslash has nothing after it",
                            "Write `\\\\` for a backslash.",
                        ));
                    };
                    text.push(next);
                    self.at += 1 + next.len_utf8();
                    continue;
                }
                '*' => return self.prefix(text, start, next),
                '<' if next.is_some_and(char::is_alphabetic) => break,
                '@' if next.is_some_and(char::is_alphanumeric)
                    && !text.ends_with(char::is_alphanumeric) =>
                {
                    break;
                }
                '{' | '}' | '(' | ')' | '|' | '?' => break,
                _ if letter.is_whitespace() || is_mark(letter) => break,
                _ => {}
            }
            text.push(letter);
            self.at += letter.len_utf8();
        }
        let ending = self.ending(&text);
        Ok(Element::Word { text, ending })
    }

    fn prefix(
        &mut self,
        text: String,
        start: usize,
        next: Option<char>,
    ) -> Result<Element, PhraseError> {
        self.at += 1;
        let ends = next.is_none_or(|next| {
            next.is_whitespace() || matches!(next, '|' | ')' | '?') || is_mark(next)
        });
        if ends && text.chars().any(char::is_alphanumeric) {
            Ok(Element::Prefix(text))
        } else {
            Err(PhraseError::new(
                start..self.at,
                "`*` stands for the rest of a word, and only at its end",
                "Write it as in `indicat*`, or `\\*` for the character itself.",
            ))
        }
    }

    /// The `(s)` of `model(s)`: letters in brackets that touch the word before them.
    fn ending(&mut self, text: &str) -> Option<String> {
        if !text.ends_with(char::is_alphanumeric) {
            return None;
        }
        let inner = self.rest().strip_prefix('(')?;
        let inner = &inner[..inner.find(')')?];
        let known = ["TM", "R", "SM"].contains(&inner);
        if inner.is_empty() || known || !inner.chars().all(char::is_alphabetic) {
            return None;
        }
        self.at += inner.len() + 2;
        Some(inner.to_owned())
    }
}

fn unclosed(open: usize, opening: char, closing: char) -> PhraseError {
    PhraseError::new(
        open..open + 1,
        format!("this `{opening}` is never closed"),
        format!("Add a `{closing}`, or write `\\{opening}` for the character itself."),
    )
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
    let mut parser = Parser::new(written);
    let mut pieces = Vec::new();
    let mut text = String::new();
    while let Some(letter) = parser.peek() {
        let next = parser.rest()[letter.len_utf8()..].chars().next();
        let slot = match letter {
            '{' => parser.verb()?,
            '@' if next.is_some_and(char::is_alphanumeric)
                && !text.ends_with(char::is_alphanumeric) =>
            {
                parser.name()
            }
            '(' if is_choice(parser.rest()) => {
                let group = parser.group(0)?;
                parser.maybe_optional(group, parser.at)?
            }
            _ => {
                let (letter, skip) = match (letter, next) {
                    ('\\', Some(next)) => (next, 1 + next.len_utf8()),
                    _ => (letter, letter.len_utf8()),
                };
                text.push(letter);
                parser.at += skip;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn words(written: &str) -> Vec<Element> {
        match parse(written).unwrap().body {
            Body::Words(elements) => elements,
            Body::Regex(source) => panic!("a regular expression: {source}"),
        }
    }

    fn word(text: &str) -> Element {
        Element::Word {
            text: text.into(),
            ending: None,
        }
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        let group = |options: &[&str], optional, number| Element::Group {
            options: options
                .iter()
                .map(|option| option.split(' ').map(word).collect())
                .collect(),
            optional,
            number,
        };
        let rows: Vec<(&str, Vec<Element>)> = vec![
            ("enables access", vec![word("enables"), word("access")]),
            (
                "{roll out:v} ~4 it",
                vec![
                    Element::Verb {
                        base: vec!["roll".into(), "out".into()],
                        label: Some("v".into()),
                    },
                    Element::Gap(4),
                    word("it"),
                ],
            ),
            (
                "call (on|upon) (the most|our)? it?",
                vec![
                    word("call"),
                    group(&["on", "upon"], false, Some(0)),
                    group(&["the most", "our"], true, Some(1)),
                    group(&["it"], true, None),
                ],
            ),
            (
                "model(s) <word> <num>% indicat*",
                vec![
                    Element::Word {
                        text: "model".into(),
                        ending: Some("s".into()),
                    },
                    Element::AnyWord,
                    Element::Number,
                    word("%"),
                    Element::Prefix("indicat".into()),
                ],
            ),
            (
                "@openai Acme Cloud™ GPT-<num>",
                vec![
                    Element::Name("openai".into()),
                    word("Acme"),
                    word("Cloud"),
                    Element::Mark('™'),
                    word("GPT-"),
                    Element::Number,
                ],
            ),
            (
                r"\(beta\) why\? #1 24/7 C++ .NET R&D",
                ["(beta)", "why?", "#1", "24/7", "C++", ".NET", "R&D"]
                    .map(word)
                    .to_vec(),
            ),
        ];
        for (written, elements) in rows {
            assert_eq!(words(written), elements, "{written}");
        }
        assert_eq!(parse("/a+b/").unwrap().body, Body::Regex("a+b".into()));
    }

    #[test]
    fn mistakes_are_shown_where_they_are() {
        let rows = [
            ("", "", "empty"),
            ("(a|b", "(", "never closed"),
            ("a) b", ")", "never opened"),
            ("a | b", "|", "brackets"),
            ("a (|b)", "|", "empty"),
            ("{enable access", "{", "never closed"),
            ("{} access", "{}", "no verb"),
            ("{enable|allow} access", "{enable|allow}", "one verb"),
            ("a ~4", "~4", "nothing on one side"),
            ("(the)? ~4 a", "~4", "nothing on one side"),
            ("a ~ b", "~", "number"),
            ("a ~0 b", "~0", "wide"),
            ("a <nub> b", "<nub>", "no slot"),
            ("the? (our)?", "the? (our)?", "optional"),
            ("a * b", "*", "no word"),
            ("in*t", "in*", "rest of a word"),
            ("/a*/", "a*", "nothing at all"),
            ("/a(b/", "(", "regular expression"),
        ];
        for (written, at, says) in rows {
            let error = parse(written).unwrap_err();
            assert_eq!(&written[error.at.clone()], at, "{written}: {error}");
            assert!(error.message.contains(says), "{written}: {error}");
            assert!(error.hint.is_some(), "{written}");
        }
    }

    #[test]
    fn an_escaped_text_means_itself() {
        for text in ["a (b) | {c}?", "<word> ~4 @x *", "/a/", r"back\slash"] {
            let joined: Vec<String> = words(&escape(text))
                .into_iter()
                .map(|element| match element {
                    Element::Word { text, ending: None } => text,
                    other => panic!("{other:?}"),
                })
                .collect();
            assert_eq!(joined.join(" "), text);
        }
    }

    #[test]
    fn a_rewrite_keeps_its_text() {
        let pieces = template("{integrate:v} with @openai's API (v2), 100%?").unwrap();
        assert_eq!(
            pieces[1..],
            [
                Piece::Text(" with ".into()),
                Piece::Slot(Element::Name("openai".into())),
                Piece::Text("'s API (v2), 100%?".into()),
            ]
        );
    }
}
