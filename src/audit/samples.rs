//! Texts that a phrase should match: the shortest ones, one for each choice of words.

use crate::wordlist::phrase::{Body, Element, Phrase};
use crate::wordlist::ruleset::{Pattern, Ruleset};

/// More choices than this are not told one by one.
const MOST: usize = 24;

/// The samples of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Samples {
    /// The texts.
    pub texts: Vec<String>,
    /// Whether they are all the ways in which the phrase can be said, verb forms and names aside.
    pub all: bool,
}

/// The samples of `pattern`; none for a regular expression.
pub(super) fn samples(pattern: &Pattern, set: &Ruleset) -> Samples {
    of_phrase(&pattern.phrase, pattern, set)
}

/// The samples of a rewrite or of a phrase with the names of `pattern`.
pub(super) fn of_phrase(phrase: &Phrase, pattern: &Pattern, set: &Ruleset) -> Samples {
    let Body::Words(elements) = &phrase.body else {
        return Samples {
            texts: Vec::new(),
            all: false,
        };
    };
    let mut samples = Samples {
        texts: vec![String::new()],
        all: true,
    };
    extend(&mut samples, elements, pattern, set);
    samples.texts.retain(|text| !text.is_empty());
    samples
}

fn extend(samples: &mut Samples, elements: &[Element], pattern: &Pattern, set: &Ruleset) {
    for element in elements {
        match element {
            Element::Word { text, ending } => {
                push(samples, text);
                samples.all &= ending.is_none();
            }
            Element::Prefix(text) => {
                push(samples, text);
                samples.all = false;
            }
            Element::Verb { base, .. } => {
                push(samples, &base.join(" "));
                samples.all = false;
            }
            Element::Gap(_) => samples.all = false,
            Element::AnyWord => {
                push(samples, "word");
                samples.all = false;
            }
            Element::Number => {
                push(samples, "1");
                samples.all = false;
            }
            Element::Name(name) => {
                let id = pattern.names.get(name);
                let spelling = id.and_then(|&id| set.name(id).spellings.first());
                let spelling = spelling.map(|&spelling| set.pattern(spelling));
                // Stacking refuses a name that leads back to itself, so this ends.
                match spelling.map(|spelling| (spelling, &spelling.phrase.body)) {
                    Some((spelling, Body::Words(elements))) => {
                        extend(samples, elements, spelling, set);
                    }
                    _ => samples.texts.clear(),
                }
                samples.all = false;
            }
            Element::Mark(mark) => {
                for text in &mut samples.texts {
                    text.push(*mark);
                }
            }
            Element::Group {
                options, optional, ..
            } => choose(samples, options, *optional, pattern, set),
        }
    }
}

fn choose(
    samples: &mut Samples,
    options: &[Vec<Element>],
    optional: bool,
    pattern: &Pattern,
    set: &Ruleset,
) {
    let before = samples.texts.clone();
    let mut texts = if optional { before.clone() } else { Vec::new() };
    for option in options {
        let mut branch = Samples {
            texts: before.clone(),
            all: samples.all,
        };
        extend(&mut branch, option, pattern, set);
        samples.all &= branch.all;
        texts.extend(branch.texts);
    }
    if texts.len() > MOST {
        texts.truncate(MOST);
        samples.all = false;
    }
    samples.texts = texts;
}

fn push(samples: &mut Samples, word: &str) {
    for text in &mut samples.texts {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
}
