//! Hover and go to definition: what is behind a finding, and behind a name of a list.

use std::fmt::Write as _;
use std::iter;

use gen_lsp_types::Position;
use serde_json::{Value, json};

use super::lists::Lists;
use super::open::{Open, Role};
use super::yaml;
use crate::finding::Finding;
use crate::finding::day::iso;
use crate::session::Scope;

/// What is said about the words at `position`.
pub(super) fn hover(open: &Open, position: Position) -> Value {
    let places = open.places();
    let before = open.before();
    let Some(found) = at(open, position).next() else {
        return Value::Null;
    };
    let mut text = format!("**{}**\n\n{}", plain(&found.rule), plain(&found.message));
    for (label, words) in [
        ("Why", &found.because),
        ("What to do", &found.advice),
        ("Owner", &found.owner),
    ] {
        if let Some(words) = words {
            let _ = write!(text, "\n\n*{label}:* {}", plain(words));
        }
    }
    let source = &found.source;
    if !source.title.is_empty() {
        let _ = write!(text, "\n\n*Source:* {}", plain(&source.title));
        for more in [&source.date, &source.clause].into_iter().flatten() {
            let _ = write!(text, ", {}", plain(more));
        }
        if let Some(url) = &source.url {
            let _ = write!(text, " <{}>", url.replace(['<', '>', '\n', ' '], ""));
        }
    }
    dates(open, found, &mut text);
    json!({
        "contents": {"kind": "markdown", "value": text},
        "range": places.range(&(found.span.start + before..found.span.end + before)),
    })
}

/// When the rule begins, ends and is looked at again.
fn dates(open: &Open, found: &Finding, text: &mut String) {
    let Role::Copy(_, scope) = &open.role else {
        return;
    };
    let lists = Lists::new(scope.engine.rules(), open.client.units);
    let Some(rule) = lists.rule(&found.rule) else {
        return;
    };
    for (label, day) in [
        ("Holds from", rule.effective.from),
        ("At its full weight from", rule.effective.enforced),
        ("Holds until", rule.effective.until),
        ("To be reviewed by", rule.review_by),
    ] {
        if let Some(day) = day {
            let _ = write!(text, "\n\n*{label}:* {}", iso(day));
        }
    }
}

/// Where the rule of the finding at `position`, or the name there, is written.
pub(super) fn definition(open: &Open, position: Position) -> Value {
    match &open.role {
        Role::List(scope) => name(open, position, scope.as_deref()).unwrap_or_default(),
        Role::Config(Some(scope)) => id(open, position, scope).unwrap_or_default(),
        Role::Copy(_, scope) => {
            let mut lists = Lists::new(scope.engine.rules(), open.client.units);
            let ids =
                at(open, position).flat_map(|found| iter::once(&found.rule).chain(&found.also));
            let places: Vec<Value> = ids
                .filter_map(|id| {
                    let rule = lists.rule(id)?;
                    lists.place_of(rule)
                })
                .collect();
            json!(places)
        }
        _ => Value::Null,
    }
}

fn at(open: &Open, position: Position) -> impl Iterator<Item = &Finding> {
    let byte = open.places().offset(position);
    let before = open.before();
    open.findings()
        .iter()
        .filter(move |found| found.span.start + before <= byte && byte <= found.span.end + before)
}

/// The word around the cursor, of letters for which `is_part` holds, and the byte where it begins.
fn word(open: &Open, position: Position, is_part: impl Fn(char) -> bool) -> (usize, &str) {
    let byte = open.places().offset(position);
    let (left, right) = open.text.split_at(byte);
    let start = left.trim_end_matches(&is_part).len();
    let end = open.text.len() - right.trim_start_matches(&is_part).len();
    (start, &open.text[start..end])
}

/// Where the `@name` at the cursor is written: in this list, as far as it is typed, or in another
/// that is in force beside it.
fn name(open: &Open, position: Position, scope: Option<&Scope>) -> Option<Value> {
    let is_part = |letter: char| letter.is_alphanumeric() || "-_@".contains(letter);
    let (_, word) = word(open, position, is_part);
    let wanted = word.strip_prefix('@')?;
    if let Some((_, bytes)) = yaml::names(&open.text).find(|(name, _)| *name == wanted) {
        let range = open.places().range(&bytes);
        return Some(json!({"uri": open.uri, "range": range}));
    }
    Lists::new(scope?.engine.rules(), open.client.units).place_of_name(wanted)
}

/// Where the rule whose full id stands at the cursor is written.
fn id(open: &Open, position: Position, scope: &Scope) -> Option<Value> {
    let is_part = |letter: char| letter.is_alphanumeric() || "-_/".contains(letter);
    let (_, word) = word(open, position, is_part);
    let mut lists = Lists::new(scope.engine.rules(), open.client.units);
    let rule = lists.rule(word)?;
    lists.place_of(rule)
}

/// `text` as Markdown that shows it as it is.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() {
            out.push(' ');
            continue;
        }
        if "\\`*_{}[]()<>#|!~&".contains(letter) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}
