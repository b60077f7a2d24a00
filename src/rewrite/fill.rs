//! The words of a rewrite, its slots filled with what the text had: verb forms, names, groups.

use super::grammar::{self, Context};
use super::tokens::{Fresh, Token, is_hyphen};
use crate::finding::rendered::rendered;
use crate::matching::{Engine, Hit, Part, Slot};
use crate::position::TextSpan;
use crate::wordlist::parse::{Piece, template};
use crate::wordlist::phrase::{Body, Element, VerbForm};
use crate::wordlist::ruleset::{Instead, Ruleset};

/// What the slots are filled from.
pub(super) struct Filler<'a> {
    pub engine: &'a Engine,
    pub text: &'a str,
    pub hit: &'a Hit,
    pub old: &'a [Token],
    pub context: &'a Context,
}

/// What a rewrite writes.
pub(super) struct Filled {
    pub words: Vec<Fresh>,
    /// Whether a verb of it stands in the passive.
    pub passive: bool,
}

impl Filler<'_> {
    /// The words of `instead`; none if something in it cannot be filled.
    pub(super) fn fill(&self, instead: &Instead) -> Option<Filled> {
        let mut line = Line::default();
        let mut passive = false;
        let mut names_used = Vec::new();
        let mut groups_used = Vec::new();
        for piece in template(&instead.with.written).ok()? {
            match piece {
                Piece::Text(text) => line.literal(&text),
                Piece::Slot(Element::Verb { base, label }) => {
                    let (written, is_passive) = self.verb(&base, label.as_deref())?;
                    passive |= is_passive;
                    line.words(written.split(' ').enumerate().map(|(nth, word)| Fresh {
                        text: word.to_owned(),
                        from: None,
                        named: false,
                        verb: nth == 0,
                        hyphen: false,
                    }));
                }
                Piece::Slot(Element::Name(name)) => {
                    let id = *instead.names.get(&name)?;
                    let nth = names_used.iter().filter(|used| **used == id).count();
                    names_used.push(id);
                    let is_it = |part: &&Part| part.slot == Slot::Name(id);
                    let mut bound = self.hit.parts().iter().filter(is_it);
                    let first = bound.clone().next();
                    if let Some(part) = bound.nth(nth).or(first) {
                        line.words(self.bound(part.text, true));
                    } else {
                        let spelling = &self.rules().name(id).spelling;
                        line.words(spelling.split_whitespace().map(|word| Fresh {
                            text: word.to_owned(),
                            from: None,
                            named: true,
                            verb: false,
                            hyphen: false,
                        }));
                    }
                }
                Piece::Slot(Element::Group { options, .. }) => {
                    let nth = groups_used.iter().filter(|used| **used == options).count();
                    let part = self.group(&options, nth)?;
                    groups_used.push(options);
                    line.words(self.bound(part.text, false));
                }
                Piece::Slot(_) => return None,
            }
        }
        grammar::articles_inside(&mut line.done);
        Some(Filled {
            words: line.done,
            passive,
        })
    }

    fn rules(&self) -> &Ruleset {
        self.engine.rules()
    }

    fn elements(&self) -> &[Element] {
        match &self.rules().pattern(self.hit.phrase).phrase.body {
            Body::Words(elements) => elements,
            Body::Regex(_) => &[],
        }
    }

    /// The verb in the form that the text has; and whether that is a passive.
    fn verb(&self, base: &[String], label: Option<&str>) -> Option<(String, bool)> {
        let mut labels = Vec::new();
        verb_labels(self.elements(), &mut labels);
        let (part, forms) = self.hit.parts().iter().find_map(|part| match &part.slot {
            Slot::Verb(number, forms)
                if label.is_none() || labels.get(*number).copied().flatten() == label =>
            {
                Some((part, forms))
            }
            _ => None,
        })?;
        let (form, passive) = self.context.form(self.text, part.text, forms);
        let given = &self.rules().verbs;
        let given = given
            .get(&base.join(" "))
            .or_else(|| given.get(base.first()?));
        Some((
            self.context
                .inflect(self.text, part.text, base, form, given),
            passive && form == VerbForm::Done,
        ))
    }

    /// What the `nth` group of this shape bound.
    fn group(&self, options: &[Vec<Element>], nth: usize) -> Option<&Part> {
        let mut numbers = Vec::new();
        group_numbers(self.elements(), options, &mut numbers);
        let number = numbers.get(nth).or(numbers.first())?;
        let is_it = |part: &&Part| part.slot == Slot::Group(*number);
        self.hit.parts().iter().find(is_it)
    }

    fn bound(&self, span: TextSpan, named: bool) -> impl Iterator<Item = Fresh> {
        let inside = self.old.iter().enumerate();
        inside
            .filter(move |(_, token)| span.contains(&token.span))
            .map(move |(at, token)| Fresh {
                text: rendered(&self.text[token.span.range()]),
                from: Some(at),
                named,
                verb: false,
                hyphen: self.text[..token.span.start]
                    .chars()
                    .next_back()
                    .is_some_and(is_hyphen),
            })
    }
}

fn verb_labels<'e>(elements: &'e [Element], found: &mut Vec<Option<&'e str>>) {
    for element in elements {
        match element {
            Element::Verb { label, .. } => found.push(label.as_deref()),
            Element::Group { options, .. } => {
                for option in options {
                    verb_labels(option, found);
                }
            }
            _ => {}
        }
    }
}

fn group_numbers(elements: &[Element], like: &[Vec<Element>], found: &mut Vec<usize>) {
    for element in elements {
        if let Element::Group {
            options, number, ..
        } = element
        {
            if same_choice(options, like) {
                found.extend(number);
            }
            for option in options {
                group_numbers(option, like, found);
            }
        }
    }
}

/// Whether two groups offer the same, wherever they stand in their phrases.
fn same_choice(one: &[Vec<Element>], other: &[Vec<Element>]) -> bool {
    let same = |(one, other): (&Element, &Element)| match (one, other) {
        (Element::Group { options: one, .. }, Element::Group { options: other, .. }) => {
            same_choice(one, other)
        }
        (one, other) => one == other,
    };
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .all(|(one, other)| one.len() == other.len() && one.iter().zip(other).all(same))
}

/// Words being put one after the other; what touches is one word.
#[derive(Default)]
struct Line {
    done: Vec<Fresh>,
    /// Whether the next word touches the last one.
    touching: bool,
    hyphen: bool,
}

impl Line {
    fn literal(&mut self, text: &str) {
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            let inner = is_hyphen(letter)
                && self.touching
                && letters.peek().is_none_or(|next| next.is_alphanumeric());
            if letter.is_whitespace() || inner {
                self.touching = false;
                self.hyphen = inner;
                continue;
            }
            match self.done.last_mut() {
                Some(last) if self.touching => last.text.push(letter),
                _ => self.start(Fresh {
                    text: letter.to_string(),
                    from: None,
                    named: false,
                    verb: false,
                    hyphen: false,
                }),
            }
        }
    }

    fn words(&mut self, words: impl Iterator<Item = Fresh>) {
        for (nth, word) in words.enumerate() {
            match self.done.last_mut() {
                Some(last) if nth == 0 && self.touching => {
                    last.text.push_str(&word.text);
                    last.from = last.from.or(word.from);
                    last.named |= word.named;
                    last.verb |= word.verb;
                }
                _ => {
                    if nth > 0 {
                        self.hyphen = word.hyphen;
                    }
                    self.start(word);
                }
            }
        }
    }

    fn start(&mut self, mut word: Fresh) {
        word.hyphen = self.hyphen;
        self.done.push(word);
        self.touching = true;
        self.hyphen = false;
    }
}
