//! Hover and go to definition: what is behind a finding, and behind a name of a list.

use std::fmt::Write as _;

use gen_lsp_types::Position;
use serde_json::{Value, json};

use super::diagnostics;
use super::open::{Open, Role};
use crate::finding::Finding;
use crate::finding::day::iso;
use crate::wordlist::load::{self, Origin};

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
    if let Some(day) = &found.enforced {
        let _ = write!(text, "\n\n*In force from:* {}", iso(*day));
    }
    json!({
        "contents": {"kind": "markdown", "value": text},
        "range": places.range(&(found.span.start + before..found.span.end + before)),
    })
}

/// Where the rule of the finding at `position`, or the name there, is written.
pub(super) fn definition(open: &Open, position: Position) -> Value {
    if let Role::List = open.role {
        return name(open, position).unwrap_or_default();
    }
    let places: Vec<Value> = at(open, position)
        .filter_map(|found| diagnostics::rule_place(open, &found.rule))
        .map(|(uri, range)| json!({"uri": uri, "range": range}))
        .collect();
    json!(places)
}

fn at(open: &Open, position: Position) -> impl Iterator<Item = &Finding> {
    let byte = open.places().offset(position);
    let before = open.before();
    open.findings()
        .iter()
        .filter(move |found| found.span.start + before <= byte && byte <= found.span.end + before)
}

fn name(open: &Open, position: Position) -> Option<Value> {
    let places = open.places();
    let byte = places.offset(position);
    let letter = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
    let (left, right) = open.text.split_at(byte);
    let word_left = &left[left.trim_end_matches(letter).len()..];
    let word_right = &right[..right.len() - right.trim_start_matches(letter).len()];
    let start = byte - word_left.len();
    // The cursor may stand before the @ itself.
    let wanted = if word_left.is_empty() && right.starts_with('@') {
        let rest = &right[1..];
        rest[..rest.len() - rest.trim_start_matches(letter).len()].to_owned()
    } else if open.text[..start].ends_with('@') {
        format!("{word_left}{word_right}")
    } else {
        return None;
    };
    let loaded = load::load(&open.text, Origin::Path(&open.path.to_string_lossy())).ok()?;
    let at = loaded.list.names.get(&wanted)?;
    let before = open.before();
    let range = places.range(&(at.start + before..at.end + before));
    Some(json!({"uri": open.uri, "range": range}))
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
