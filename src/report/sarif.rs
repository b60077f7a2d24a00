//! `--format sarif`: SARIF 2.1.0 as code scanning takes it.
//!
//! Rules carry short, full and Markdown help, results all four region fields in UTF-16 code units
//! (stated as `columnKind`), a fingerprint under the one name that is read, and fixes. Paths are
//! relative to the repository's root. What is over the service's limits is left out with a notice
//! in the file, never silently. Findings are kept until the end, because the rules stand before them.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::{FileReport, Reporter, RuleEntry, RunInfo, Summary, wording};
use crate::finding::{Finding, Kind, Suggestion};
use crate::position::{LineIndex, SourceSpan};
use crate::wordlist::model::Severity;

/// The results that code scanning takes of one run.
const RESULTS: usize = 25_000;
/// The characters that it takes of a description.
const DESCRIPTION: usize = 1_024;
/// What paths are relative to.
const ROOT: &str = "SRCROOT";

/// The reporter.
#[derive(Debug, Default)]
pub(super) struct Sarif {
    run: Option<RunInfo>,
    rules: BTreeMap<String, usize>,
    results: Vec<Value>,
    left_out: usize,
    unread: Vec<Value>,
}

impl Reporter for Sarif {
    fn begin(&mut self, run: &RunInfo, _out: &mut dyn Write) -> io::Result<()> {
        self.rules = run
            .catalog
            .iter()
            .enumerate()
            .map(|(at, rule)| (rule.id.clone(), at))
            .collect();
        self.run = Some(run.clone());
        Ok(())
    }

    fn file(&mut self, file: &FileReport, _out: &mut dyn Write) -> io::Result<()> {
        if file.findings.is_empty() {
            return Ok(());
        }
        let index = LineIndex::new(&file.source.text);
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in &file.findings {
            if self.results.len() == RESULTS {
                self.left_out += 1;
                continue;
            }
            let times = seen.entry(&finding.fingerprint).or_default();
            *times += 1;
            let result = self.result(file, &index, finding, *times);
            self.results.push(result);
        }
        Ok(())
    }

    fn unread(&mut self, path: &str, reason: &str, _out: &mut dyn Write) -> io::Result<()> {
        self.unread.push(json!({
            "level": "error",
            "message": {"text": format!("{path} was not read: {reason}")},
            "locations": [{"physicalLocation": {"artifactLocation": self.artifact(path)}}],
        }));
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let mut notices = std::mem::take(&mut self.unread);
        notices.extend(
            summary
                .troubles
                .iter()
                .map(|trouble| json!({"level": "error", "message": {"text": trouble}})),
        );
        if self.left_out > 0 {
            let said = format!(
                "{} more findings are not in this file: a run may hold {RESULTS}. Check fewer files at a time.",
                self.left_out
            );
            notices.push(json!({"level": "warning", "message": {"text": said}}));
        }
        let done = summary.unread.is_empty() && summary.troubles.is_empty();
        let rules: Vec<Value> = self
            .run
            .iter()
            .flat_map(|run| &run.catalog)
            .map(rule)
            .collect();
        let as_of = self
            .run
            .as_ref()
            .map(|run| wording::iso(run.as_of))
            .unwrap_or_default();
        let lists: Vec<Value> = self
            .run
            .iter()
            .flat_map(|run| &run.lists)
            .map(|list| json!({"name": list.name, "digest": list.digest}))
            .collect();
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {"driver": {
                    "name": env!("CARGO_PKG_NAME"),
                    "version": env!("CARGO_PKG_VERSION"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                }},
                "columnKind": "utf16CodeUnits",
                "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
                "invocations": [{"executionSuccessful": done, "toolExecutionNotifications": notices}],
                "results": self.results,
                "properties": {"asOf": as_of, "wordlists": lists},
            }],
        });
        serde_json::to_writer_pretty(&mut *out, &log)?;
        writeln!(out)
    }
}

impl Sarif {
    fn artifact(&self, path: &str) -> Value {
        let prefix = self.run.as_ref().map_or("", |run| run.prefix.as_str());
        json!({"uri": uri(&format!("{prefix}{path}")), "uriBaseId": ROOT})
    }

    fn result(
        &self,
        file: &FileReport,
        index: &LineIndex,
        finding: &Finding,
        occurrence: usize,
    ) -> Value {
        let text = file.source.text.as_str();
        let artifact = self.artifact(&file.path);
        let mut location = json!({"physicalLocation": {"artifactLocation": artifact}});
        if let Some(place) = &finding.location {
            location["logicalLocations"] = json!([{"fullyQualifiedName": place.words}]);
        } else {
            let mut region = region(index, text, finding.span);
            region["snippet"] = json!({"text": text[finding.span.range()]});
            location["physicalLocation"]["region"] = region;
        }
        let mut message = finding.message.clone();
        for more in [wording::remedy(finding), finding.because.clone()]
            .into_iter()
            .flatten()
        {
            message.push_str(". ");
            message.push_str(more.trim_end_matches('.'));
        }
        message.push('.');
        let mut result = json!({
            "ruleId": finding.rule,
            "level": level(finding.severity),
            "kind": "fail",
            "message": {"text": message},
            "locations": [location],
            "partialFingerprints": {"primaryLocationLineHash": format!("{}:{occurrence}", finding.fingerprint)},
        });
        if let Some(at) = self.rules.get(&finding.rule) {
            result["ruleIndex"] = json!(at);
        }
        let fixes: Vec<Value> = finding
            .suggestions
            .iter()
            .filter(|_| finding.location.is_none())
            .map(|suggestion| fix(suggestion, index, text, &artifact))
            .collect();
        if !fixes.is_empty() {
            result["fixes"] = json!(fixes);
        }
        if !finding.also.is_empty() {
            result["properties"] = json!({"also": finding.also});
        }
        result
    }
}

fn rule(entry: &RuleEntry) -> Value {
    let mut help = String::new();
    let lines = [
        Some(entry.short.clone()),
        entry
            .because
            .as_ref()
            .map(|because| format!("Why: {because}")),
        entry.advice.as_ref().map(|advice| format!("Do: {advice}")),
        Some(format!("Who: {}", entry.who)),
        entry.owner.as_ref().map(|owner| format!("Ask: {owner}")),
    ];
    for line in lines.into_iter().flatten() {
        help.push_str(&line);
        help.push_str("\n\n");
    }
    let mut markdown = help.clone();
    if let Some(url) = &entry.url {
        markdown = format!("{markdown}[{}]({url})\n", entry.who.replace(['[', ']'], ""));
    }
    let mut rule = json!({
        "id": entry.id,
        "name": entry.id,
        "shortDescription": {"text": cut(&entry.short)},
        "fullDescription": {"text": cut(entry.because.as_deref().unwrap_or(&entry.short))},
        "help": {"text": help.trim_end(), "markdown": markdown.trim_end()},
        "defaultConfiguration": {"level": level(entry.severity)},
        "properties": {"tags": ["wording", if entry.kind == Kind::Required { "required" } else { "forbidden" }]},
    });
    if let Some(url) = &entry.url {
        rule["helpUri"] = json!(url);
    }
    rule
}

fn fix(suggestion: &Suggestion, index: &LineIndex, text: &str, artifact: &Value) -> Value {
    let replacements: Vec<Value> = suggestion
        .edits
        .iter()
        .map(|edit| json!({"deletedRegion": region(index, text, edit.span), "insertedContent": {"text": edit.text}}))
        .collect();
    json!({
        "description": {"text": format!("write “{}”", suggestion.text)},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
    })
}

/// 1-based lines and columns in UTF-16 code units, the end column exclusive.
fn region(index: &LineIndex, text: &str, span: SourceSpan) -> Value {
    let place = |at: usize| {
        let line = index.line_of(at);
        let column = text[index.start_of(line, text)..at].encode_utf16().count();
        (line + 1, column + 1)
    };
    let (start, end) = (place(span.start), place(span.end));
    json!({"startLine": start.0, "startColumn": start.1, "endLine": end.0, "endColumn": end.1})
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Suggestion => "note",
    }
}

fn cut(text: &str) -> String {
    if text.chars().count() <= DESCRIPTION {
        return text.to_owned();
    }
    text.chars().take(DESCRIPTION - 1).chain(['…']).collect()
}

/// A path as a relative URI: what is not unreserved or a separator is percent-encoded.
fn uri(path: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~')
        .remove(b'/');
    utf8_percent_encode(path, KEPT).to_string()
}
