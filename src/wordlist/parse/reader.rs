//! Walks over a written phrase and turns it into elements.

use super::PhraseError;
use crate::document::map::is_mark;
use crate::wordlist::phrase::Element;

/// The widest gap that may be asked for, in words.
const WIDEST_GAP: usize = 100;
/// How deep brackets may nest.
const DEEPEST: usize = 32;

/// A walk over what was written; `at` is the next byte to read.
pub(super) struct Reader<'w> {
    written: &'w str,
    pub(super) at: usize,
    groups: usize,
}

impl<'w> Reader<'w> {
    pub(super) const fn new(written: &'w str) -> Self {
        Self {
            written,
            at: 0,
            groups: 0,
        }
    }

    pub(super) fn rest(&self) -> &'w str {
        &self.written[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Reads elements up to the end, or inside brackets up to `|` or `)`.
    pub(super) fn sequence(&mut self, depth: usize) -> Result<Vec<Element>, PhraseError> {
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

    pub(super) fn maybe_optional(
        &mut self,
        element: Element,
        start: usize,
    ) -> Result<Element, PhraseError> {
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

    pub(super) fn group(&mut self, depth: usize) -> Result<Element, PhraseError> {
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

    pub(super) fn verb(&mut self) -> Result<Element, PhraseError> {
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

    pub(super) fn name(&mut self) -> Element {
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
