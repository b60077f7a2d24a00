//! Rewrites held against what their phrases bind: nothing may be written that no text fills.

use std::sync::Arc;

use super::Stack;
use super::patterns::inside;
use crate::wordlist::model;
use crate::wordlist::phrase::{Body, Element, Phrase};
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
        let (with, names) = self.phrase(&written.with, file)?;
        let bound: Vec<PhraseId> = replace.map_or_else(|| phrases.to_vec(), |id| vec![id]);
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

/// What `with` would write that `from` does not bind, and what to do.
fn unfilled(from: &Phrase, with: &Phrase) -> Option<(String, String)> {
    let Body::Words(with) = &with.body else {
        return Some((
            "a rewrite cannot be a regular expression".to_owned(),
            "write the words; a \\ before the first / makes it a character".to_owned(),
        ));
    };
    let none = Vec::new();
    let from = match &from.body {
        Body::Words(elements) => elements,
        Body::Regex(_) => &none,
    };
    let bound_verbs = verbs(from);
    let used_verbs = verbs(with);
    for (base, label) in &used_verbs {
        let filled = match label {
            Some(_) => bound_verbs.iter().any(|(_, bound)| bound == label),
            None => bound_verbs.len() == 1 && used_verbs.len() == 1,
        };
        if !filled {
            let verb = base.join(" ");
            return Some(if bound_verbs.is_empty() {
                (
                    format!("nothing says which form of “{verb}” to write"),
                    format!(
                        "put the verb that it stands for in braces in the phrase, or write {verb} without them"
                    ),
                )
            } else {
                (
                    format!("it is not clear which verb gives “{verb}” its form"),
                    format!(
                        "label both: {{{}:v}} in the phrase, {{{verb}:v}} here",
                        bound_verbs[0].0.join(" ")
                    ),
                )
            });
        }
    }
    with.iter().find_map(|element| slot_problem(element, from))
}

fn slot_problem(element: &Element, from: &[Element]) -> Option<(String, String)> {
    let unknown = |what: &str| {
        Some((
            format!("{what} cannot be written: only the text knows what stands there"),
            "write words, or use replace: so that these words stay as they are".to_owned(),
        ))
    };
    match element {
        Element::Gap(words) => unknown(&format!("~{words}")),
        Element::AnyWord => unknown("<word>"),
        Element::Number => unknown("<num>"),
        Element::Prefix(prefix) => unknown(&format!("{prefix}*")),
        Element::Word {
            ending: Some(ending),
            text,
        } => Some((
            format!("a rewrite has to say whether it is “{text}” or “{text}{ending}”"),
            format!("write one of them; for brackets as characters, {text}\\({ending}\\)"),
        )),
        Element::Group {
            options,
            number: None,
            ..
        } => {
            let word = options.first().and_then(|option| option.first());
            let word = match word {
                Some(Element::Word { text, .. }) => text.as_str(),
                _ => "word",
            };
            Some((
                format!("a rewrite has to say whether “{word}” is there"),
                format!("write it or leave it out; for a question mark, {word}\\?"),
            ))
        }
        Element::Group { options, .. } => {
            let shape = shape_of(options);
            if groups(from).iter().any(|bound| shape_of(bound) == shape) {
                None
            } else {
                Some((
                    "the phrase has no such choice of words".to_owned(),
                    "write the same brackets in the phrase, or choose one of the words here"
                        .to_owned(),
                ))
            }
        }
        Element::Word { .. } | Element::Verb { .. } | Element::Name(_) | Element::Mark(_) => None,
    }
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

fn walk<'e>(elements: &'e [Element], visit: &mut impl FnMut(&'e Element)) {
    for element in elements {
        visit(element);
        if let Element::Group { options, .. } = element {
            for option in options {
                walk(option, visit);
            }
        }
    }
}

/// What a group is made of, its place among the groups of its phrase left out.
fn shape_of(options: &[Vec<Element>]) -> String {
    let mut shape = String::new();
    for option in options {
        for element in option {
            match element {
                Element::Group { options, .. } => shape.push_str(&shape_of(options)),
                other => shape.push_str(&format!("{other:?} ")),
            }
        }
        shape.push('|');
    }
    format!("({shape})")
}
