//! Phrases as a person would write them on a page: `{integrate} with @name` is “integrates with”
//! and the name.

use super::model::{Name, Wordlist};
use super::parse::{self, Piece};
use super::phrase::{Body, Element, VerbForm};
use super::verbs;

/// How many alternatives are said before a page only hints at more.
const OPTIONS: usize = 5;

/// A phrase in words.
pub(super) fn phrase_in_words(written: &str, list: &Wordlist) -> String {
    match parse::parse(written).map(|phrase| phrase.body) {
        Ok(Body::Words(elements)) => sequence(&elements, list),
        _ => written.to_owned(),
    }
}

/// A rewrite in words.
pub(super) fn rewrite_in_words(written: &str, list: &Wordlist) -> String {
    let Ok(pieces) = parse::template(written) else {
        return written.to_owned();
    };
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Slot(element) => one(element, list),
        })
        .collect()
}

fn sequence(elements: &[Element], list: &Wordlist) -> String {
    let mut said = String::new();
    for element in elements {
        if !said.is_empty() && !matches!(element, Element::Mark(_)) {
            said.push(' ');
        }
        said.push_str(&one(element, list));
    }
    said
}

fn one(element: &Element, list: &Wordlist) -> String {
    match element {
        Element::Word { text, ending } => match ending {
            Some(ending) => format!("{text}({ending})"),
            None => text.clone(),
        },
        Element::Prefix(text) => format!("{text}…"),
        Element::Verb { base, .. } => {
            let given = list.verbs.get(&base.join(" "));
            verbs::inflect(base, VerbForm::S, given)
        }
        Element::Gap(_) => "…".to_owned(),
        Element::AnyWord => "(a word)".to_owned(),
        Element::Number => "(a number)".to_owned(),
        Element::Mark(mark) => mark.to_string(),
        Element::Name(name) => list
            .names
            .get(name)
            .and_then(|name| first_spelling(&name.value))
            .unwrap_or_else(|| format!("@{name}")),
        Element::Group {
            options, optional, ..
        } => {
            let options: Vec<String> = options
                .iter()
                .map(|option| sequence(option, list))
                .collect();
            let mut said = options[..options.len().min(OPTIONS)].join("/");
            if options.len() > OPTIONS {
                said.push_str("/…");
            }
            if *optional { format!("({said})") } else { said }
        }
    }
}

fn first_spelling(name: &Name) -> Option<String> {
    let first = name.any.first().or(name.exact.first())?;
    Some(first.value.replace('\\', ""))
}
