//! Findings, and mistakes in lists and configs, as an editor underlines them.

use gen_lsp_types::DiagnosticSeverity;
use serde_json::{Value, json};

use super::convert::Places;
use super::lists::Lists;
use super::open::{LONGEST, Open, Role};
use crate::finding::{Finding, Kind};
use crate::uri;
use crate::wordlist::model::Severity;
use crate::wordlist::problem::Problem;

/// All of a file.
pub(super) fn of(open: &Open) -> Vec<Value> {
    if open.too_long() {
        let length = open.text.len() / 1024 / 1024;
        return vec![not_read(&format!(
            "it is {length} MB long, and an editor is no place to check more than {} MB; run `copydesk check` on it",
            LONGEST / 1024 / 1024
        ))];
    }
    let places = open.places();
    match &open.role {
        Role::Copy(_, scope) => {
            let mut lists = Lists::new(scope.engine.rules(), open.client.units);
            let findings = open.findings().iter();
            findings
                .map(|found| finding(open, &places, &mut lists, found))
                .collect()
        }
        _ => open
            .mistakes()
            .iter()
            .map(|problem| mistake(open, &places, problem))
            .collect(),
    }
}

/// Says that a file was not checked, where it begins, so that nobody takes it for clean.
pub(super) fn not_read(why: &str) -> Value {
    let start = json!({"line": 0, "character": 0});
    json!({
        "range": {"start": start, "end": start},
        "severity": DiagnosticSeverity::Warning,
        "code": "unread",
        "source": "copydesk",
        "message": format!("This file was not checked: {why}"),
    })
}

/// One finding.
pub(super) fn finding(
    open: &Open,
    places: &Places<'_>,
    lists: &mut Lists<'_>,
    found: &Finding,
) -> Value {
    let severity = match found.severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Suggestion => DiagnosticSeverity::Information,
    };
    let mut message = found.message.clone();
    for more in [&found.because, &found.advice].into_iter().flatten() {
        message.push('\n');
        message.push_str(more);
    }
    let before = open.before();
    let range = found.span.start + before..found.span.end + before;
    let mut related = Vec::new();
    for (words, at) in &found.evidence {
        related.push(json!({
            "location": {"uri": open.uri, "range": places.range(&(at.start + before..at.end + before))},
            "message": format!("because of “{words}” here"),
        }));
    }
    if let Some(rule) = lists.rule(&found.rule) {
        if let Some(place) = lists.place_of(rule) {
            let words = format!("the rule {}", found.rule);
            related.push(json!({"location": place, "message": words}));
        }
        if let Some(place) = lists.source_of(rule) {
            let words = format!("its source: {}", found.source.title);
            related.push(json!({"location": place, "message": words}));
        }
    }
    let mut value = json!({
        "range": places.range(&range),
        "severity": severity,
        "code": found.rule,
        "source": "copydesk",
        "message": message,
        "relatedInformation": related,
        "data": {"fingerprint": found.fingerprint, "rule": found.rule},
    });
    // Lists may say “see the wiki”; an editor takes a URI and nothing else.
    if let Some(url) = found.source.url.as_deref().and_then(uri::web) {
        value["codeDescription"] = json!({"href": url});
    }
    if found.kind == Kind::Directive {
        // A comment that does nothing is drawn faded.
        value["tags"] = json!([1]);
    }
    value
}

fn mistake(open: &Open, places: &Places<'_>, problem: &Problem) -> Value {
    let mut message = problem.message.clone();
    for more in [&problem.label, &problem.help].into_iter().flatten() {
        message.push('\n');
        message.push_str(more);
    }
    let before = open.before();
    let related: Vec<Value> = problem
        .also
        .iter()
        .map(|(at, words)| {
            let range = places.range(&(at.start + before..at.end + before));
            json!({"location": {"uri": open.uri, "range": range}, "message": words})
        })
        .collect();
    let severity = if problem.is_error() {
        DiagnosticSeverity::Error
    } else {
        DiagnosticSeverity::Warning
    };
    json!({
        "range": places.range(&(problem.at.start + before..problem.at.end + before)),
        "severity": severity,
        "source": "copydesk",
        "message": message,
        "relatedInformation": related,
    })
}
