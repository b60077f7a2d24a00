//! `--format sarif`: SARIF 2.1.0 as code scanning takes it.
//!
//! Rules carry short, full and Markdown help, results all four region fields in UTF-16 code units
//! (stated as `columnKind`), a fingerprint under the one name that is read, and fixes. Paths are
//! relative to the repository's root. What is over the service's limits is left out with a notice
//! in the file, never silently. Findings are kept until the end, because the rules stand before them.

mod limits;
mod rule;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use self::limits::{Results, Weighed};
use super::root::Uri;
use super::{FileReport, Reporter, RunInfo, Summary, wording};
use crate::finding::{Finding, Kind, Location, Suggestion};
use crate::position::SourceSpan;
use crate::position::columns::Columns;
use crate::wordlist::model::Severity;

/// What paths are relative to.
const ROOT: &str = "SRCROOT";

/// The reporter.
#[derive(Debug, Default)]
pub(super) struct Sarif {
    run: Option<RunInfo>,
    results: Results,
    /// Rules that are in no list, by their ids.
    own_rules: BTreeMap<String, Value>,
    unread: Vec<Value>,
    left_out: Vec<String>,
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Value,
    column_kind: &'static str,
    original_uri_base_ids: Value,
    invocations: Value,
    results: &'a [Weighed],
    properties: Value,
}

impl Reporter for Sarif {
    fn begin(&mut self, run: &RunInfo, _out: &mut dyn Write) -> io::Result<()> {
        self.run = Some(run.clone());
        Ok(())
    }

    fn file(&mut self, file: &FileReport, _out: &mut dyn Write) -> io::Result<()> {
        if file.findings.is_empty() {
            return Ok(());
        }
        let columns = Columns::in_units(&file.source.text, |text| text.encode_utf16().count());
        let artifact = self.artifact(&file.path);
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in &file.findings {
            if finding.kind == Kind::Directive && !self.own_rules.contains_key(&finding.rule) {
                let described = rule::of_copydesk(finding);
                self.own_rules.insert(finding.rule.clone(), described);
            }
            let times = seen.entry(&finding.fingerprint).or_default();
            *times += 1;
            self.results.push(Weighed {
                severity: finding.severity,
                result: result(file, &columns, &artifact, finding, *times),
            });
        }
        Ok(())
    }

    fn unread(&mut self, path: &str, reason: &str, _out: &mut dyn Write) -> io::Result<()> {
        let said = format!("{path} was not read: {reason}");
        let notice = self.notice_of("error", path, &said);
        self.unread.push(notice);
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let mut results = std::mem::take(&mut self.results);
        results.keep(limits::MOST);
        let written = limits::fitting(&mut results, limits::SIZE, |results| {
            self.written(results, summary)
        });
        let bytes = written?;
        self.left_out = self.limited(&results);
        out.write_all(&bytes)?;
        writeln!(out)
    }

    fn left_out(&self) -> Vec<String> {
        self.left_out.clone()
    }
}

impl Sarif {
    fn artifact(&self, path: &str) -> Value {
        let uri = self.run.as_ref().map(|run| run.root.uri(path));
        match uri.unwrap_or_else(|| Uri::Inside(crate::uri::path(path))) {
            Uri::Inside(uri) => json!({"uri": uri, "uriBaseId": ROOT}),
            Uri::Outside(uri) => json!({"uri": uri}),
        }
    }

    fn notice_of(&self, level: &str, path: &str, said: &str) -> Value {
        let place = json!({"physicalLocation": {"artifactLocation": self.artifact(path)}});
        json!({"level": level, "message": {"text": said}, "locations": [place]})
    }

    /// The whole file, with the results that are kept.
    fn written(&self, results: &mut Results, summary: &Summary) -> io::Result<Vec<u8>> {
        let rules = self.rules(results);
        let run = self.run.as_ref();
        let as_of = run.map(|run| wording::iso(run.as_of)).unwrap_or_default();
        let lists: Vec<Value> = run
            .iter()
            .flat_map(|run| &run.lists)
            .map(|list| json!({"name": list.name, "digest": list.digest}))
            .collect();
        let done = summary.unread.is_empty() && summary.troubles.is_empty();
        let log = Log {
            schema: "https://json.schemastore.org/sarif-2.1.0.json",
            version: "2.1.0",
            runs: [Run {
                tool: json!({"driver": {
                    "name": env!("CARGO_PKG_NAME"),
                    "version": env!("CARGO_PKG_VERSION"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                }}),
                column_kind: "utf16CodeUnits",
                original_uri_base_ids: json!({ROOT: {"description": {"text": "The root of the repository."}}}),
                invocations: json!([{
                    "executionSuccessful": done,
                    "toolExecutionNotifications": self.notices(results, summary),
                }]),
                results: &results.kept,
                properties: json!({"asOf": as_of, "wordlists": lists}),
            }],
        };
        Ok(serde_json::to_vec_pretty(&log)?)
    }

    /// Describes the rules, as many as may be, and tells each result the place of its own.
    fn rules(&self, results: &mut Results) -> Vec<Value> {
        let catalog = self.run.iter().flat_map(|run| &run.catalog);
        let mut described: Vec<Value> = catalog.map(rule::of_list).collect();
        described.extend(self.own_rules.values().cloned());
        if described.len() > limits::MOST {
            // No more rules than results can have found something.
            let found: BTreeSet<&str> = results
                .kept
                .iter()
                .filter_map(|kept| kept.result["ruleId"].as_str())
                .collect();
            described.retain(|rule| rule["id"].as_str().is_some_and(|id| found.contains(id)));
        }
        let ids = described.iter().enumerate();
        let places: BTreeMap<&str, usize> = ids
            .filter_map(|(at, rule)| Some((rule["id"].as_str()?, at)))
            .collect();
        for kept in &mut results.kept {
            let id = kept.result["ruleId"].as_str();
            if let Some(&at) = id.and_then(|id| places.get(id)) {
                kept.result["ruleIndex"] = json!(at);
            }
        }
        described
    }

    fn notices(&self, results: &Results, summary: &Summary) -> Vec<Value> {
        let mut notices = self.unread.clone();
        let said = |level: &str, said: &str| json!({"level": level, "message": {"text": said}});
        notices.extend(
            summary
                .troubles
                .iter()
                .map(|trouble| said("error", trouble)),
        );
        notices.extend(summary.notices.iter().map(|(path, notice)| {
            let what = format!("{path}: {}: {}", notice.place, notice.what);
            self.notice_of("warning", path, &what)
        }));
        notices.extend(
            self.limited(results)
                .iter()
                .map(|limit| said("warning", limit)),
        );
        notices
    }

    /// What code scanning will not show, in sentences.
    fn limited(&self, results: &Results) -> Vec<String> {
        let mut limited = Vec::new();
        let (left_out, kept) = (results.left_out, results.kept.len());
        if left_out > 0 {
            limited.push(format!(
                "{left_out} findings, the least severe, are not in the SARIF file: code scanning takes {} and 10 MB \
                 compressed. Check fewer files at a time.",
                limits::MOST
            ));
        }
        if kept > limits::SHOWN {
            limited.push(format!(
                "Code scanning keeps the {} most severe of the {kept} findings in the SARIF file.",
                limits::SHOWN
            ));
        }
        let rules = self.run.as_ref().map_or(0, |run| run.catalog.len()) + self.own_rules.len();
        if rules > limits::MOST {
            limited.push(format!(
                "Of {rules} rules only those that found something are in the SARIF file: code scanning takes {}.",
                limits::MOST
            ));
        }
        limited
    }
}

fn result(
    file: &FileReport,
    columns: &Columns<'_>,
    artifact: &Value,
    finding: &Finding,
    occurrence: usize,
) -> Value {
    let text = file.source.text.as_str();
    let mut place = json!({"physicalLocation": {"artifactLocation": artifact}});
    let mut properties = serde_json::Map::new();
    let mut fixes = Vec::new();
    if let Some(location) = &finding.location {
        place["logicalLocations"] = json!([logical(location)]);
        properties.insert("place".to_owned(), json!(location.place));
    } else {
        let mut region = region(columns, finding.span);
        region["snippet"] = json!({"text": text[finding.span.range()]});
        place["physicalLocation"]["region"] = region;
        let offered = finding.suggestions.iter();
        fixes.extend(offered.map(|offered| fix(offered, columns, artifact)));
    }
    if !finding.also.is_empty() {
        properties.insert("also".to_owned(), json!(finding.also));
    }
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "kind": "fail",
        "message": {"text": wording::sentences(finding)},
        "locations": [place],
        "partialFingerprints": {"primaryLocationLineHash": format!("{}:{occurrence}", finding.fingerprint)},
    });
    if !fixes.is_empty() {
        result["fixes"] = json!(fixes);
    }
    if !properties.is_empty() {
        result["properties"] = properties.into();
    }
    result
}

/// A slide, a sheet or a heading: there is no line to point to.
fn logical(location: &Location) -> Value {
    let mut logical = json!({"fullyQualifiedName": location.words});
    let name = location.place.shape.last().or(location.place.name.as_ref());
    if let Some(name) = name {
        logical["name"] = json!(name);
    }
    logical
}

fn fix(suggestion: &Suggestion, columns: &Columns<'_>, artifact: &Value) -> Value {
    let replacements: Vec<Value> = suggestion
        .edits
        .iter()
        .map(|edit| json!({"deletedRegion": region(columns, edit.span), "insertedContent": {"text": edit.text}}))
        .collect();
    json!({
        "description": {"text": format!("Write “{}”.", suggestion.text)},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
    })
}

/// 1-based lines and columns in UTF-16 code units, the end column exclusive.
fn region(columns: &Columns<'_>, span: SourceSpan) -> Value {
    let (start, end) = (columns.at(span.start), columns.at(span.end));
    json!({"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column})
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Suggestion => "note",
    }
}
