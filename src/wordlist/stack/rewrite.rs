//! Rewrites held against what their phrases bind: nothing may be written that no text fills.

use std::fmt::Write as _;
use std::sync::Arc;

use super::Stack;
use crate::wordlist::ahead::names_in;
use crate::wordlist::model;
use crate::wordlist::parse::{self, Piece};
use crate::wordlist::phrase::{Body, Element, Needed, Phrase, walk};
use crate::wordlist::place::{inside, phrase_problem};
use crate::wordlist::plain::Plain;
use crate::wordlist::problem::{File, Problem};
use crate::wordlist::ruleset::{Instead, PhraseId};

impl Stack {
    /// A rewrite of a rule about `phrases`; says what is wrong with it.
    pub(super) fn rewrite(
        &mut self,
        written: &model::Instead,
        phrases: &[PhraseId],
        exact: bool,
        file: &Arc<File>,
    ) -> Option<Instead> {
        let replace = match &written.replace {
            Some(replace) => Some(self.pattern(replace, exact, file)?),
            None => None,
        };
        let with = match parse::template(&written.with.value) {
            Ok(pieces) => Phrase {
                written: written.with.value.clone(),
                body: Body::Words(elements_of(pieces)),
                needs: Needed::default(),
                plain: Plain::default(),
            },
            Err(error) => {
                self.problems
                    .push(phrase_problem(&written.with, &error, file));
                return None;
            }
        };
        let names = self.names_used(&names_in(&with), &written.with, file)?;
        let bound: Vec<PhraseId> = replace.map_or_else(|| phrases.to_vec(), |id| vec![id]);
        // Words alone need nothing of the phrase, which then need not be decoded.
        let bound = bound.into_iter().filter(|_| !is_words(&with));
        for id in bound {
            let from = &self.set.pattern(id).phrase;
            if let Some((message, help)) = unfilled(from, &with) {
                let whole = 0..written.with.value.len();
                let problem = Problem::error(file, inside(file, &written.with, &whole), message)
                    .label(format!("written for “{}”", from.written))
                    .help(help);
                self.problems.push(problem);
                return None;
            }
        }
        Some(Instead {
            replace,
            with,
            names,
        })
    }
}

/// Whether a rewrite is words alone.
fn is_words(with: &Phrase) -> bool {
    let mut words = unwritable(&with.written).is_none();
    with.each(&mut |element| words &= matches!(element, Element::Word { .. }));
    words
}

/// A rewrite as words and slots, for those who ask which slots it has; what is written is made from
/// its text, white space and all.
fn elements_of(pieces: Vec<Piece>) -> Vec<Element> {
    pieces
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => Element::Word {
                text: text.trim().to_owned(),
                ending: None,
            },
            Piece::Slot(element) => element,
        })
        .collect()
}

/// What `with` would write that `from` does not bind, and what to do.
fn unfilled(from: &Phrase, with: &Phrase) -> Option<(String, String)> {
    if let Some(slot) = unwritable(&with.written) {
        return Some((
            format!("{slot} cannot be written: only the text knows what stands there"),
            "write words, or use replace: so that these words stay as they are".to_owned(),
        ));
    }
    let none = Vec::new();
    let (Body::Words(with), from) = (
        &with.body,
        match &from.body {
            Body::Words(elements) => elements,
            Body::Regex(_) => &none,
        },
    ) else {
        return None;
    };
    let bound_verbs = verbs(from);
    let used_verbs = verbs(with);
    for (base, label) in &used_verbs {
        let filled = match label {
            Some(_) => bound_verbs.iter().any(|(_, bound)| bound == label),
            None => bound_verbs.len() == 1 && used_verbs.len() == 1,
        };
        if filled {
            continue;
        }
        let verb = base.join(" ");
        return Some(if let [(bound, _), ..] = bound_verbs.as_slice() {
            (
                format!("it is not clear which verb gives “{verb}” its form"),
                format!(
                    "label both: {{{}:v}} in the phrase, {{{verb}:v}} here",
                    bound.join(" ")
                ),
            )
        } else {
            (
                format!("nothing says which form of “{verb}” to write"),
                format!(
                    "put the verb that it stands for in braces in the phrase, or write {verb} without them"
                ),
            )
        });
    }
    let bound_groups = groups(from);
    let unbound = groups(with).into_iter().any(|used| {
        !bound_groups
            .iter()
            .any(|bound| shape_of(bound) == shape_of(used))
    });
    unbound.then(|| {
        (
            "the phrase has no such choice of words".to_owned(),
            "write the same brackets in the phrase, or choose one of the words here".to_owned(),
        )
    })
}

/// A slot in a rewrite that no text can fill: `~4`, `<num>`, `<word>`.
fn unwritable(written: &str) -> Option<String> {
    let mut before = ' ';
    for (at, letter) in written.char_indices() {
        let rest = &written[at..];
        let slot = if before == '\\' {
            None
        } else if letter == '~' {
            let digits = rest[1..].bytes().take_while(u8::is_ascii_digit).count();
            (digits > 0).then(|| &rest[..=digits])
        } else {
            ["<num>", "<word>"]
                .into_iter()
                .find(|slot| rest.starts_with(slot))
        };
        if let Some(slot) = slot {
            return Some(slot.to_owned());
        }
        before = letter;
    }
    None
}

fn verbs(elements: &[Element]) -> Vec<(&[String], Option<&str>)> {
    let mut found = Vec::new();
    walk(elements, &mut |element| {
        if let Element::Verb { base, label } = element {
            found.push((base.as_slice(), label.as_deref()));
        }
    });
    found
}

fn groups(elements: &[Element]) -> Vec<&[Vec<Element>]> {
    let mut found = Vec::new();
    walk(elements, &mut |element| {
        if let Element::Group { options, .. } = element {
            found.push(options.as_slice());
        }
    });
    found
}

/// What a group is made of, its place among the groups of its phrase left out.
fn shape_of(options: &[Vec<Element>]) -> String {
    let mut shape = String::new();
    for option in options {
        for element in option {
            match element {
                Element::Group { options, .. } => shape.push_str(&shape_of(options)),
                other => {
                    // Writing to a string cannot fail.
                    let _ = write!(shape, "{other:?} ");
                }
            }
        }
        shape.push('|');
    }
    format!("({shape})")
}
