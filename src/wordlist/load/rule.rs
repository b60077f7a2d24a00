//! One rule: a bare phrase, a phrase with its rewrite, or a map of keys.

use std::ops::Range;

use super::parts;
use super::slug;
use crate::wordlist::fields::{self, Fields};
use crate::wordlist::keys;
use crate::wordlist::model::{At, Examples, Instead, Rule, Verdict, Within};
use crate::wordlist::problem::{Problem, Problems};
use crate::wordlist::traps;
use crate::wordlist::yaml::{Node, Value};

/// What only required wording has.
const REQUIRE_ONLY: [&str; 3] = ["when", "at", "within"];
/// What approved wording has no use for.
const NOT_APPROVE: [&str; 6] = [
    "instead", "apply", "advice", "message", "severity", "status",
];

/// Reads a rule; `None` if what is wrong with it (said in `problems`) leaves nothing of it.
pub(super) fn rule(node: &Node, verdict: Verdict, problems: &mut Problems) -> Option<Rule> {
    match &node.value {
        Value::Map(_) if !is_trap(node, problems) => from_map(node, verdict, problems),
        _ => from_text(fields::phrase(node, "phrase", problems)?, verdict, problems),
    }
}

/// Whether a map is a phrase that YAML misread: `{enable} access`, `Note: our best`.
fn is_trap(node: &Node, problems: &Problems) -> bool {
    let Value::Map(entries) = &node.value else {
        return false;
    };
    if parts::looks_like_a_phrase(node, &problems.file.yaml) {
        return true;
    }
    let [(key, value)] = entries.as_slice() else {
        return false;
    };
    let written = key.raw(&problems.file.yaml);
    let known = keys::RULE.keys.iter().map(|key| key.name);
    let is_phrase = !keys::RULE
        .keys
        .iter()
        .any(|key| key.name == written || key.also == Some(written))
        && crate::wordlist::problem::nearest(written, known).is_none();
    is_phrase && matches!(value.value, Value::Text(_) | Value::Number | Value::Null)
}

fn from_text(written: At<String>, verdict: Verdict, problems: &mut Problems) -> Option<Rule> {
    let at = written.range();
    let (phrase, instead) = split_arrow(written, problems)?;
    if verdict == Verdict::Approve && instead.is_some() {
        problems.error(
            at,
            "approved wording needs no rewrite",
            "-> says what to write instead",
            "write only the wording here, and the one to avoid under forbid:",
        );
        return None;
    }
    let id = slug(&phrase.value);
    let mut rule = empty(id, verdict, at);
    rule.instead.extend(instead.map(|with| Instead {
        replace: None,
        with,
    }));
    rule.phrases.push(phrase);
    needs_id(&rule, problems)?;
    Some(rule)
}

/// `enables access -> integrates with`: the phrase and its rewrite.
fn split_arrow(
    written: At<String>,
    problems: &mut Problems,
) -> Option<(At<String>, Option<At<String>>)> {
    let text = &written.value;
    let is_regex = text.trim().starts_with('/') && text.trim().ends_with('/');
    let Some(arrow) = text.find("->").filter(|_| !is_regex) else {
        return Some((written, None));
    };
    let (before, after) = (text[..arrow].trim(), text[arrow + 2..].trim());
    if before.ends_with('\\') {
        return Some((written, None));
    }
    if before.is_empty() || after.is_empty() {
        problems.error(
            written.range(),
            "one side of the -> is empty",
            "what is wrong stands before it, what is right after it",
            "write   - enables access -> integrates with",
        );
        return None;
    }
    // Inside quotes, escapes may have moved the bytes; the whole text is then the place.
    let plain = written.end - written.start == text.len();
    let part = |text: &str, start: usize| At {
        value: text.to_owned(),
        start: if plain {
            written.start + start
        } else {
            written.start
        },
        end: if plain {
            written.start + start + text.len()
        } else {
            written.end
        },
    };
    let before_start = text.find(before).unwrap_or(0);
    let after_start = text.len() - text[arrow + 2..].trim_start().len();
    Some((part(before, before_start), Some(part(after, after_start))))
}

fn from_map(node: &Node, verdict: Verdict, problems: &mut Problems) -> Option<Rule> {
    let mut map = Fields::read(node, &keys::RULE, problems)?;
    let given = map.text_at("id", problems);
    let mut rule = empty(String::new(), verdict, node.at.clone());
    rule.phrases = map.phrases("phrases", problems);
    rule.when = map.phrases("when", problems);
    rule.first_only = map.choice("at", keys::AT, problems) == Some("first");
    rule.within = map
        .choice("within", keys::REQUIRE_WITHIN, problems)
        .and_then(Within::from_word);
    rule.near = map.get("near").and_then(|node| parts::near(node, problems));
    rule.unless = map
        .get("unless")
        .map(|node| parts::unless(node, problems))
        .unwrap_or_default();
    rule.places = map.places("in", problems);
    rule.instead = map
        .get("instead")
        .map(|node| parts::instead(node, problems))
        .unwrap_or_default();
    rule.apply_never = map.choice("apply", keys::APPLY, problems) == Some("never");
    rule.advice = map.text("advice", problems);
    rule.message = map.text("message", problems);
    rule.because = map.text("because", problems);
    rule.note = map.text("note", problems);
    rule.source = map.text_at("source", problems);
    rule.owner = map.text("owner", problems);
    rule.severity = map.severity("severity", problems);
    rule.draft = map.choice("status", keys::STATUSES, problems) == Some("draft");
    rule.effective = map
        .get("effective")
        .and_then(|node| parts::effective(node, problems));
    rule.audience = map.texts("audience", problems);
    rule.channel = map.texts("channel", problems);
    rule.market = map.texts("market", problems);
    rule.review_by = map.day("review-by", problems);
    rule.locked = map.flag("locked", problems).unwrap_or(false);
    rule.exact = map.flag("exact", problems).unwrap_or(false);
    rule.examples = map
        .get("examples")
        .and_then(|node| examples(node, problems))
        .unwrap_or_default();
    check_keys(&map, verdict, problems);
    let phrases_at = map.key_at("phrases");
    map.done();
    check_phrases(&rule, phrases_at.as_ref(), problems)?;
    match given {
        Some(id) => rule.id = checked_id(&id, problems),
        None => rule.id = slug(&rule.phrases[0].value),
    }
    needs_id(&rule, problems)?;
    Some(rule)
}

/// `None` if the rule has no phrase. An arrow belongs to bare rules only.
fn check_phrases(rule: &Rule, key: Option<&Range<usize>>, problems: &mut Problems) -> Option<()> {
    if rule.phrases.is_empty() {
        // With the key there, what is wrong with its values was said.
        if key.is_none() {
            problems.error(
                rule.at.0..rule.at.1,
                "this rule has no phrase",
                "phrases is missing",
                "write   phrases: [the wording that the rule is about]",
            );
        }
        return None;
    }
    for phrase in &rule.phrases {
        let text = phrase.value.trim();
        let is_regex = text.starts_with('/') && text.ends_with('/');
        if let Some((before, after)) = text.split_once(" -> ").filter(|_| !is_regex) {
            problems.error(
                phrase.range(),
                "-> belongs to a rule that is one line",
                "here the rewrite has a key of its own",
                format!(
                    "write   phrases: {}\n        instead: {}",
                    traps::quoted(before.trim()),
                    traps::quoted(after.trim())
                ),
            );
        }
    }
    Some(())
}

fn checked_id(id: &At<String>, problems: &mut Problems) -> String {
    let right = slug(&id.value);
    let fine = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
    if id.value.contains('/') {
        problems.error(
            id.range(),
            "an id has no /",
            "the list's name is put before it",
            "to change a rule of an earlier list, write   rules: {LIST/ID: {severity: warning}}",
        );
    } else if right.is_empty() || !id.value.chars().all(fine) {
        problems.error(
            id.range(),
            "an id is letters, digits and hyphens",
            "it is typed on command lines and in comments",
            format!("write   id: {right}"),
        );
    }
    id.value.clone()
}

fn needs_id(rule: &Rule, problems: &mut Problems) -> Option<()> {
    if rule.id.is_empty() {
        problems.error(
            rule.at.0..rule.at.1,
            "no id can be made of this phrase",
            "it has neither letters nor digits",
            "give the rule one:   id: …",
        );
        return None;
    }
    Some(())
}

/// Keys that mean nothing under this verdict.
fn check_keys(map: &Fields<'_>, verdict: Verdict, problems: &mut Problems) {
    let mut refuse = |names: &[&'static str], what: &str, help: &str| {
        for name in names {
            if let Some(at) = map.key_at(name) {
                problems.error(
                    at,
                    format!("{what} has no {name}"),
                    "means nothing here",
                    help,
                );
            }
        }
    };
    if verdict != Verdict::Require {
        refuse(
            &REQUIRE_ONLY,
            "this rule",
            "it belongs to required wording; under near: within stands inside its braces",
        );
    }
    if verdict == Verdict::Approve {
        refuse(
            &NOT_APPROVE,
            "approved wording",
            "it is about findings, and approved wording makes none: remove it",
        );
    }
}

fn examples(node: &Node, problems: &mut Problems) -> Option<Examples> {
    let mut map = Fields::read(node, &keys::EXAMPLES, problems)?;
    let mut example = |name| {
        map.get(name)
            .map(|node| fields::texts(node, "example", problems))
            .unwrap_or_default()
    };
    let flags = example("flags");
    let allows = example("allows");
    let mut rewrites = Vec::new();
    if let Some(node) = map.get("rewrites") {
        for item in fields::items(node) {
            rewrites.extend(rewrite(item, problems));
        }
    }
    map.done();
    Some(Examples {
        flags,
        allows,
        rewrites,
    })
}

fn rewrite(node: &Node, problems: &mut Problems) -> Option<(At<String>, At<String>)> {
    let mut map = Fields::read(node, &keys::REWRITE, problems)?;
    let from = map.text_at("from", problems);
    let to = map.text_at("to", problems);
    let whole = map.key_at("from").is_some() && map.key_at("to").is_some();
    map.done();
    if !whole {
        let problem = Problem::error(
            &problems.file,
            node.at.clone(),
            "a tested rewrite has from and to",
        );
        problems.push(
            problem
                .label("one is missing")
                .help("write   - {from: \"as it is\", to: \"as fix writes it\"}"),
        );
    }
    Some((from?, to?))
}

fn empty(id: String, verdict: Verdict, at: Range<usize>) -> Rule {
    Rule {
        id,
        verdict,
        at: (at.start, at.end),
        phrases: Vec::new(),
        when: Vec::new(),
        first_only: false,
        within: None,
        near: None,
        unless: Vec::new(),
        places: Vec::new(),
        instead: Vec::new(),
        apply_never: false,
        advice: None,
        message: None,
        because: None,
        note: None,
        source: None,
        owner: None,
        severity: None,
        draft: false,
        effective: None,
        audience: Vec::new(),
        channel: Vec::new(),
        market: Vec::new(),
        review_by: None,
        locked: false,
        exact: false,
        examples: Examples::default(),
    }
}
