//! A phrase as a person would say it: no braces, no `@`, one of the alternatives.

use crate::wordlist::parse::{Piece, template};
use crate::wordlist::phrase::{Body, Element};
use crate::wordlist::ruleset::{Instead, NameId, PhraseId, Ruleset};
use std::collections::BTreeMap;

type Names = BTreeMap<String, NameId>;

/// The phrase in words; none if it is a regular expression.
pub(super) fn phrase(rules: &Ruleset, phrase: PhraseId) -> Option<String> {
    let pattern = rules.pattern(phrase);
    match &pattern.phrase.body {
        Body::Words(elements) => Some(say(rules, elements, &pattern.names)),
        Body::Regex(_) => None,
    }
}

/// What a rewrite writes, if it is the same for all texts.
pub(super) fn rewrite(rules: &Ruleset, instead: &Instead) -> Option<String> {
    let pieces = template(&instead.with.written).ok()?;
    let mut said = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => said.push_str(&text),
            Piece::Slot(Element::Name(name)) => {
                let id = instead.names.get(&name)?;
                said.push_str(&rules.name(*id).spelling);
            }
            Piece::Slot(_) => return None,
        }
    }
    Some(said)
}

fn say(rules: &Ruleset, elements: &[Element], names: &Names) -> String {
    let mut said = String::new();
    for element in elements {
        let word = match element {
            Element::Word { text, .. } => text.clone(),
            Element::Prefix(prefix) => format!("{prefix}…"),
            Element::Verb { base, .. } => base.join(" "),
            Element::Gap(_) | Element::AnyWord => "…".to_owned(),
            Element::Number => "(a number)".to_owned(),
            Element::Group { optional: true, .. } => continue,
            Element::Group { options, .. } => options
                .first()
                .map_or_else(String::new, |first| say(rules, first, names)),
            Element::Name(name) => names
                .get(name)
                .map_or_else(|| name.clone(), |id| rules.name(*id).spelling.clone()),
            Element::Mark(mark) => {
                said.push(*mark);
                continue;
            }
        };
        if !said.is_empty() && !word.is_empty() {
            said.push(' ');
        }
        said.push_str(&word);
    }
    said
}
