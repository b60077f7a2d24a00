//! What an editor offers to do about a finding: each rewrite, all safe ones, or to let it stand.

use std::collections::BTreeMap;
use std::sync::Arc;

use gen_lsp_types::Range;
use serde_json::{Value, json};

use super::client::FIX_ALL;
use super::convert::Places;
use super::diagnostics;
use super::lists::Lists;
use super::open::{Open, Role};
use super::waive;
use crate::document::Format;
use crate::finding::{Edit, Finding, Kind};

/// The actions for `range`, of the kinds in `only` (empty: all). `waivers` are the files of waivers
/// that are open, by URI.
pub(super) fn of(
    open: &Open,
    range: Range,
    only: &[&str],
    waivers: &BTreeMap<String, Arc<Open>>,
) -> Vec<Value> {
    let wants = |kind: &str| {
        only.is_empty()
            || only.iter().any(|asked| {
                kind.strip_prefix(asked)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            })
    };
    let places = open.places();
    let bytes = places.bytes(range);
    let before = open.before();
    let mut actions = Vec::new();
    if let (true, Role::Copy(_, scope)) = (wants("quickfix"), &open.role) {
        let mut lists = Lists::new(scope.engine.rules(), open.client.units);
        let touched = open.findings().iter().filter(|found| {
            found.span.start + before <= bytes.end && bytes.start <= found.span.end + before
        });
        for found in touched {
            let about = diagnostics::finding(open, &places, &mut lists, found);
            rewrites(open, &places, found, &about, &mut actions);
            actions.extend(ignore(open, &places, found, &about));
            actions.extend(waive::action(open, found, &about, waivers));
        }
    }
    if wants(FIX_ALL) && matches!(open.role, Role::Copy(..)) {
        let mut action = json!({
            "title": "Rewrite all that is safe (copydesk)",
            "kind": FIX_ALL,
            "data": {"uri": open.uri},
        });
        if !open.client.resolves {
            action["edit"] = fix_all(open);
        }
        actions.push(action);
    }
    actions
}

/// The edit of [`FIX_ALL`]: of rewrites that overlap, the first.
pub(super) fn fix_all(open: &Open) -> Value {
    let mut edits: Vec<&Edit> = Vec::new();
    let mut end = 0;
    for found in open.findings() {
        let safe = found
            .suggestions
            .first()
            .filter(|suggestion| suggestion.safe);
        let Some(safe) = safe.filter(|_| !found.draft) else {
            continue;
        };
        let starts = safe.edits.first().map_or(0, |edit| edit.span.start);
        if starts < end {
            continue;
        }
        end = safe.edits.last().map_or(end, |edit| edit.span.end);
        edits.extend(&safe.edits);
    }
    workspace_edit(open, &open.places(), edits.into_iter())
}

fn rewrites(
    open: &Open,
    places: &Places<'_>,
    found: &Finding,
    about: &Value,
    actions: &mut Vec<Value>,
) {
    for (index, suggestion) in found.suggestions.iter().enumerate() {
        if suggestion.edits.is_empty() {
            continue;
        }
        actions.push(json!({
            "title": format!("Write “{}”", suggestion.text),
            "kind": "quickfix",
            "isPreferred": index == 0 && suggestion.safe,
            "diagnostics": [about],
            "edit": workspace_edit(open, places, suggestion.edits.iter()),
        }));
    }
}

/// Puts a comment after the words, in the form of the format.
fn ignore(open: &Open, places: &Places<'_>, found: &Finding, about: &Value) -> Option<Value> {
    let Role::Copy(format, _) = &open.role else {
        return None;
    };
    if found.kind == Kind::Directive {
        return None;
    }
    let (left, right) = match format {
        Format::Markdown | Format::Html => ("<!--", "-->"),
        Format::Mdx => ("{/*", "*/}"),
        // Plain text has no comments.
        Format::Text => return None,
    };
    // A comment right after the words belongs to their own block, wherever that begins.
    let at = found.span.end + open.before();
    let comment = format!(" {left} copydesk-ignore {}: say why {right}", found.rule);
    // In front matter, code or an attribute it would be no comment.
    if !open.silences(at, &comment, &found.fingerprint) {
        return None;
    }
    let range = places.range(&(at..at));
    Some(json!({
        "title": format!("Ignore {} here, with a reason", found.rule),
        "kind": "quickfix",
        "diagnostics": [about],
        "edit": edit_of(open, &[json!({
            "range": range,
            "newText": comment,
        })]),
    }))
}

fn workspace_edit<'e>(
    open: &Open,
    places: &Places<'_>,
    edits: impl Iterator<Item = &'e Edit>,
) -> Value {
    let before = open.before();
    let edits: Vec<Value> = edits
        .map(|edit| {
            let range = places.range(&(edit.span.start + before..edit.span.end + before));
            json!({"range": range, "newText": edit.text})
        })
        .collect();
    edit_of(open, &edits)
}

fn edit_of(open: &Open, edits: &[Value]) -> Value {
    if !open.client.versions {
        return json!({"changes": {(open.uri.as_str()): edits}});
    }
    json!({"documentChanges": [{
        "textDocument": {"uri": open.uri, "version": open.version},
        "edits": edits,
    }]})
}
