//! Findings, and mistakes in lists and configs, as an editor underlines them.

use std::cmp::Reverse;

use gen_lsp_types::DiagnosticSeverity;
use serde_json::{Value, json};

use super::convert::Places;
use super::lists::Lists;
use super::open::{LONGEST, Open, Role};
use crate::finding::{Finding, Kind};
use crate::uri;
use crate::wordlist::model::Severity;
use crate::wordlist::problem::Problem;

/// So many findings of a file are sent at most. Editors show no more than a thousand, and every keystroke
/// would wait for the others.
const MOST: usize = 10_000;

/// All of a file, as an array; of more than [`MOST`] findings the most serious, and how many there are
/// besides.
pub(super) fn of(open: &Open) -> Value {
    Value::Array(each_of(open))
}

fn each_of(open: &Open) -> Vec<Value> {
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
            let findings = open.findings();
            let sent = most_serious(findings);
            let besides = findings.len() - sent.len();
            let besides = (besides > 0).then(|| {
                at_the_start(
                    "more",
                    &format!("{besides} more findings are not shown here; run `copydesk check` for all of them"),
                )
            });
            let sent = sent.into_iter();
            let sent = sent.map(|found| finding(open, &places, &mut lists, found));
            besides.into_iter().chain(sent).collect()
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
    at_the_start("unread", &format!("This file was not checked: {why}"))
}

/// At most [`MOST`] of these findings, the most serious, in their order.
fn most_serious(findings: &[Finding]) -> Vec<&Finding> {
    let mut all: Vec<usize> = (0..findings.len()).collect();
    all.sort_by_key(|at| Reverse(findings[*at].severity));
    all.truncate(MOST);
    all.sort_unstable();
    all.into_iter().map(|at| &findings[at]).collect()
}

/// What is to be said of the whole file.
fn at_the_start(code: &str, message: &str) -> Value {
    let start = json!({"line": 0, "character": 0});
    json!({
        "range": {"start": start, "end": start},
        "severity": DiagnosticSeverity::Warning,
        "code": code,
        "source": "copydesk",
        "message": message,
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
    let (rule, source) = lists.found(&found.rule);
    let words = [
        format!("the rule {}", found.rule),
        format!("its source: {}", found.source.title),
    ];
    for (place, words) in [rule, source].into_iter().zip(words) {
        related.extend(place.map(|place| json!({"location": place, "message": words})));
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
