//! Findings, and mistakes in lists and configs, as an editor underlines them.

use gen_lsp_types::DiagnosticSeverity;
use serde_json::{Value, json};

use super::convert::Places;
use super::open::{Open, Role, uri};
use crate::finding::{Finding, Kind};
use crate::position::LineIndex;
use crate::wordlist::model::Severity;
use crate::wordlist::problem::Problem;

/// All of a file.
pub(super) fn of(open: &Open) -> Vec<Value> {
    let places = open.places();
    match &open.role {
        Role::Copy(..) => {
            let findings = open.findings().iter();
            findings
                .map(|found| finding(open, &places, found))
                .collect()
        }
        _ => open
            .mistakes()
            .iter()
            .map(|problem| mistake(open, &places, problem))
            .collect(),
    }
}

/// One finding.
pub(super) fn finding(open: &Open, places: &Places<'_>, found: &Finding) -> Value {
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
    if let Some((list, at)) = rule_place(open, &found.rule) {
        related.push(json!({"location": {"uri": list, "range": at}, "message": format!("the rule {}", found.rule)}));
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
    if let Some(url) = &found.source.url {
        value["codeDescription"] = json!({"href": url});
    }
    if found.kind == Kind::Directive {
        // What is unused is drawn faded.
        value["tags"] = json!([1]);
    }
    value
}

/// Where the rule of this full id stands: the URI of its list and the range of its line.
pub(super) fn rule_place(open: &Open, id: &str) -> Option<(String, Value)> {
    let Role::Copy(_, scope) = &open.role else {
        return None;
    };
    let rules = scope.engine.rules();
    let rule = rules.rules.iter().find(|rule| rule.id == id)?;
    let list = rules.lists.get(rule.list)?;
    let path = list.path.as_deref()?;
    let lines = LineIndex::new(&list.yaml);
    let line = rule.line.saturating_sub(1);
    let start = lines.start_of(line, &list.yaml);
    let end = start + lines.line(line, &list.yaml).len();
    let range = Places::new(&list.yaml, open.units).range(&(start..end));
    Some((uri(path.as_ref()), json!(range)))
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
