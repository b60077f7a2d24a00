//! Completion: approved wording in prose; keys, names and rule ids in lists and configs.

use std::collections::BTreeSet;

use gen_lsp_types::Position;
use serde_json::{Value, json};

use super::open::{Open, Role};
use crate::wordlist::keys::{self, Shape};
use crate::wordlist::model::Verdict;
use crate::wordlist::phrase::{Body, Element};
use crate::wordlist::ruleset::{Pattern, Ruleset};
use crate::wordlist::{builtin, load};

const TEXT: u8 = 1;
const VARIABLE: u8 = 6;
const MODULE: u8 = 9;
const PROPERTY: u8 = 10;

/// What may be written at `position`.
pub(super) fn at(open: &Open, position: Position) -> Vec<Value> {
    let byte = open.places().offset(position);
    let before = &open.text[..byte];
    let line = &before[before.rfind(['\n', '\r']).map_or(0, |end| end + 1)..];
    match &open.role {
        Role::Copy(_, scope) => {
            let rules = scope.engine.rules();
            let approved = rules
                .rules
                .iter()
                .filter(|rule| rule.verdict == Verdict::Approve && !rule.off);
            let mut seen = BTreeSet::new();
            approved
                .flat_map(|rule| rule.phrases.iter().map(move |phrase| (rule, *phrase)))
                .filter_map(|(rule, phrase)| {
                    let pattern = rules.pattern(phrase);
                    let words = words(rules, pattern)?;
                    seen.insert(words.clone())
                        .then(|| item(&words, TEXT, &rule.id))
                })
                .collect()
        }
        Role::List => list(open, line),
        Role::Config => config(line),
        Role::Other => Vec::new(),
    }
}

/// The words of a phrase that can be written as they stand.
fn words(rules: &Ruleset, pattern: &Pattern) -> Option<String> {
    let one = |element: &Element| match element {
        Element::Word { text, .. } => Some(text.clone()),
        Element::Name(name) => {
            let id = pattern.names.get(name.as_str())?;
            Some(rules.name(*id).spelling.clone())
        }
        _ => None,
    };
    let Body::Words(elements) = &pattern.phrase.body else {
        return None;
    };
    let words: Option<Vec<String>> = elements.iter().map(one).collect();
    Some(words?.join(" "))
}

fn list(open: &Open, line: &str) -> Vec<Value> {
    let word = line
        .rsplit(|letter: char| letter.is_whitespace() || letter == '"')
        .next();
    if word.is_some_and(|word| word.starts_with('@')) {
        return names(&open.text)
            .iter()
            .map(|name| item(name, VARIABLE, "a name of this list"))
            .collect();
    }
    if line.starts_with([' ', '-']) {
        with_keys(&[&keys::RULE, &keys::NAME, &keys::SOURCE])
    } else {
        with_keys(&[&keys::LIST])
    }
}

/// The names of a list that may be half written: what stands under `names:`.
fn names(text: &str) -> Vec<&str> {
    let mut inside = false;
    let mut names = Vec::new();
    for line in text.lines() {
        if !line.starts_with([' ', '#']) && !line.trim().is_empty() {
            inside = line.starts_with("names:");
        } else if inside
            && line.chars().take_while(|letter| *letter == ' ').count() == 2
            && let Some((name, _)) = line.trim().split_once(':')
        {
            names.push(name);
        }
    }
    names
}

fn config(line: &str) -> Vec<Value> {
    let mut items = if line.starts_with(' ') {
        with_keys(&[&keys::config::OVERRIDE])
    } else {
        with_keys(&[&keys::config::CONFIG])
    };
    items.extend(
        builtin::ALL
            .iter()
            .map(|list| item(list.name, MODULE, "a built-in list")),
    );
    // Ids are many: they are offered once a list has been named.
    let named = line.trim_start().split_once('/').map(|(list, _)| list);
    if let Some(list) = named.and_then(builtin::named)
        && let Ok(load::Loaded { list, .. }) = list.load()
    {
        let ids = list
            .rules
            .iter()
            .map(|rule| format!("{}/{}", list.name, rule.id));
        items.extend(ids.map(|id| item(&id, PROPERTY, "a rule")));
    }
    items
}

fn with_keys(shapes: &[&Shape]) -> Vec<Value> {
    let mut seen = BTreeSet::new();
    shapes
        .iter()
        .flat_map(|shape| shape.keys)
        .filter(|key| seen.insert(key.name))
        .map(|key| {
            let mut item = item(key.name, PROPERTY, key.about);
            item["insertText"] = json!(format!("{}: ", key.name));
            item
        })
        .collect()
}

fn item(label: &str, kind: u8, about: &str) -> Value {
    json!({"label": label, "kind": kind, "detail": about})
}
