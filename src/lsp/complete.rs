//! Completion: approved wording in prose; keys, names and rule ids in lists and configs.
//!
//! What may stand in a list or a config is asked of the one table of keys, so that a new key is
//! offered from the day it is added.

use std::collections::BTreeSet;

use gen_lsp_types::Position;
use serde_json::{Value, json};

use super::open::{Open, Role};
use super::yaml::{self, Cursor};
use crate::session::Scope;
use crate::wordlist::builtin;
use crate::wordlist::keys::{self, Kind, Shape};
use crate::wordlist::model::Verdict;
use crate::wordlist::phrase::{Body, Element};
use crate::wordlist::ruleset::{Pattern, Ruleset};

const TEXT: u8 = 1;
const VARIABLE: u8 = 6;
const MODULE: u8 = 9;
const PROPERTY: u8 = 10;
const VALUE: u8 = 12;
const REFERENCE: u8 = 18;

/// What may be written at `position`.
pub(super) fn at(open: &Open, position: Position) -> Vec<Value> {
    let byte = open.places().offset(position);
    let before = &open.text[..byte];
    match &open.role {
        Role::Copy(_, scope) => approved(scope.engine.rules()),
        Role::List(scope) => yaml(&open.text, before, &keys::LIST, scope.as_deref()),
        Role::Config(scope) => yaml(&open.text, before, &keys::config::CONFIG, scope.as_deref()),
        Role::Waivers | Role::Lock | Role::Other => Vec::new(),
    }
}

fn approved(rules: &Ruleset) -> Vec<Value> {
    let approved = rules
        .rules
        .iter()
        .filter(|rule| rule.verdict == Verdict::Approve && !rule.off);
    let mut seen = BTreeSet::new();
    approved
        .flat_map(|rule| rule.phrases.iter().map(move |phrase| (rule, *phrase)))
        .filter_map(|(rule, phrase)| {
            let words = words(rules, rules.pattern(phrase))?;
            seen.insert(words.clone())
                .then(|| item(&words, TEXT, &rule.id))
        })
        .collect()
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

fn yaml(text: &str, before: &str, root: &'static Shape, scope: Option<&Scope>) -> Vec<Value> {
    let line = before.rsplit('\n').next().unwrap_or("");
    let word = line.rsplit([' ', '"', '\'', '(', '[', ',', '{']).next();
    if word.is_some_and(|word| word.starts_with('@')) {
        return names(text, scope);
    }
    let Cursor { keys, at_key } = yaml::cursor(before);
    let mut items = Vec::new();
    let root = Kind::Map(root);
    for kind in leads_to(&root, &keys) {
        offer(kind, at_key, &mut items);
    }
    match keys.as_slice() {
        [.., "rules"] if at_key => items.extend(rule_ids(scope)),
        [.., "wordlists"] => items.extend(
            builtin::ALL
                .iter()
                .map(|list| item(list.name, MODULE, "a built-in list")),
        ),
        [.., "source"] if !at_key => items.extend(
            yaml::keys_under(text, "sources")
                .map(|(name, _)| item(name, REFERENCE, "a source of this list")),
        ),
        _ => {}
    }
    let mut seen = BTreeSet::new();
    items.retain(|item| seen.insert(item["label"].as_str().unwrap_or_default().to_owned()));
    items
}

/// What a value may be that `keys` lead to from `kind`, through lists and choices.
fn leads_to<'k>(kind: &'k Kind, keys: &[&str]) -> Vec<&'k Kind> {
    let Some((first, rest)) = keys.split_first() else {
        return vec![kind];
    };
    match kind {
        Kind::Several(inner) | Kind::List(inner) => leads_to(inner, keys),
        Kind::Either(kinds) => kinds.iter().flat_map(|kind| leads_to(kind, keys)).collect(),
        Kind::Named(inner) => leads_to(inner, rest),
        Kind::Map(shape) => {
            let key = shape.keys.iter();
            let mut key = key.filter(|key| key.name == *first || key.also == Some(first));
            key.next()
                .map_or(Vec::new(), |key| leads_to(&key.kind, rest))
        }
        _ => Vec::new(),
    }
}

/// What may be written for a value of this kind.
fn offer(kind: &Kind, at_key: bool, items: &mut Vec<Value>) {
    match kind {
        Kind::Several(inner) | Kind::List(inner) => offer(inner, at_key, items),
        Kind::Either(kinds) => kinds.iter().for_each(|kind| offer(kind, at_key, items)),
        Kind::Map(shape) if at_key => items.extend(shape.keys.iter().map(|key| {
            let mut item = item(key.name, PROPERTY, key.about);
            item["insertText"] = json!(format!("{}: ", key.name));
            item
        })),
        Kind::Choice(words) => {
            items.extend(
                words
                    .iter()
                    .map(|word| item(word, VALUE, "one of the values")),
            );
        }
        Kind::Flag => {
            items.extend(["true", "false"].map(|word| item(word, VALUE, "yes or no")));
        }
        _ => {}
    }
}

/// The names of a list as it is typed, and those of the lists in force beside it.
fn names(text: &str, scope: Option<&Scope>) -> Vec<Value> {
    let own = yaml::names(text).map(|(name, _)| (name, "a name of this file"));
    let others = scope.map_or(&[][..], |scope| &scope.engine.rules().names);
    let others = others.iter().map(|name| {
        (
            name.id.rsplit('/').next().unwrap_or(&name.id),
            "a name of the lists in force",
        )
    });
    let mut seen = BTreeSet::new();
    own.chain(others)
        .filter(|(name, _)| seen.insert(*name))
        .map(|(name, about)| item(name, VARIABLE, about))
        .collect()
}

fn rule_ids(scope: Option<&Scope>) -> Vec<Value> {
    let rules = scope.map_or(&[][..], |scope| &scope.engine.rules().rules);
    rules
        .iter()
        .map(|rule| {
            let mut item = item(
                &rule.id,
                REFERENCE,
                rule.because.as_deref().unwrap_or("a rule"),
            );
            item["insertText"] = json!(format!("{}: ", rule.id));
            item
        })
        .collect()
}

fn item(label: &str, kind: u8, about: &str) -> Value {
    json!({"label": label, "kind": kind, "detail": about})
}
