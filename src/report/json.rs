//! `--format json` and `--format ndjson`: the contract of the design, version 1.
//!
//! The shape is written down in these types and nowhere else. One JSON document is written as it
//! comes (findings first), so that memory does not grow with their number; what stands after the
//! findings is kept until the end.

use std::io::{self, Write};

use serde::Serialize;

use super::{FileReport, Reporter, RunInfo, Summary, wording};
use crate::finding::{Edit, Finding, Kind, Suggestion};
use crate::place::Place;
use crate::position::{DiskSpan, LineColumn};

/// The version of the format: raised when something is taken away or changes its meaning.
const VERSION: u32 = 1;

/// One document.
#[derive(Debug, Default)]
pub(super) struct Json {
    first: bool,
    approved: Vec<String>,
    cleared: Vec<String>,
    suppressed: Vec<String>,
}

/// One object a line, each with a `type`.
#[derive(Debug, Default)]
pub(super) struct Ndjson {
    head: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Head<'a> {
    version: u32,
    tool: Tool,
    as_of: String,
    wordlists: Vec<List<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct List<'a> {
    name: &'a str,
    digest: &'a str,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    path: &'a str,
    rule: &'a str,
    verdict: &'static str,
    severity: &'static str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    draft: bool,
    text: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<&'a str>,
    source: JsonSource<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enforced: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<DiskSpan>,
    #[serde(skip_serializing_if = "Option::is_none")]
    segments: Option<&'a [DiskSpan]>,
    also: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<LineColumn>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<LineColumn>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a Place>,
    fingerprint: &'a str,
    suggestions: Vec<JsonSuggestion<'a>>,
}

#[derive(Serialize)]
struct JsonSource<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonSuggestion<'a> {
    text: &'a str,
    safe: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<&'a str>,
    edits: Vec<JsonEdit<'a>>,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    /// In a package: the part whose own decoded text `span` counts in.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a str>,
    span: DiskSpan,
    text: &'a str,
}

#[derive(Serialize)]
struct Approved<'a> {
    path: &'a str,
    rule: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct Cleared<'a> {
    path: &'a str,
    rule: &'a str,
    text: &'a str,
    by: &'a str,
}

#[derive(Serialize)]
struct SetAside<'a> {
    path: &'a str,
    rule: &'a str,
    text: &'a str,
    kind: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct Files<'a> {
    checked: usize,
    skipped: &'a std::collections::BTreeMap<String, usize>,
    excluded: usize,
    unread: Vec<UnreadFile<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notices: Vec<PartUnread<'a>>,
}

/// What could not be read of a file that was checked.
#[derive(Serialize)]
struct PartUnread<'a> {
    path: &'a str,
    location: String,
    place: &'a Place,
    what: &'a str,
}

#[derive(Serialize)]
struct UnreadFile<'a> {
    path: &'a str,
    reason: &'a str,
}

impl Reporter for Json {
    fn begin(&mut self, run: &RunInfo, out: &mut dyn Write) -> io::Result<()> {
        let head = serde_json::to_string(&head(run))?;
        self.first = true;
        // The head is an object; its closing brace comes at the end of the run.
        write!(out, "{},\"findings\":[", head.trim_end_matches('}'))
    }

    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        for finding in &file.findings {
            out.write_all(if self.first { b"\n" } else { b",\n" })?;
            self.first = false;
            serde_json::to_writer(&mut *out, &json_finding(file, finding))?;
        }
        let path = file.path.as_str();
        for item in &file.approved {
            self.approved.push(serde_json::to_string(&Approved {
                path,
                rule: &item.rule,
                text: &item.text,
            })?);
        }
        for item in &file.cleared {
            let cleared = Cleared {
                path,
                rule: &item.rule,
                text: &item.text,
                by: &item.by,
            };
            self.cleared.push(serde_json::to_string(&cleared)?);
        }
        for item in &file.suppressed {
            let aside = SetAside {
                path,
                rule: &item.rule,
                text: &item.text,
                kind: &item.kind,
                reason: &item.reason,
            };
            self.suppressed.push(serde_json::to_string(&aside)?);
        }
        Ok(())
    }

    fn unread(&mut self, _path: &str, _reason: &str, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let list = |items: &[String]| items.join(",\n");
        write!(out, "],\n\"approved\":[{}],", list(&self.approved))?;
        write!(out, "\n\"cleared\":[{}],", list(&self.cleared))?;
        write!(out, "\n\"suppressed\":[{}],", list(&self.suppressed))?;
        write!(
            out,
            "\n\"files\":{}",
            serde_json::to_string(&files(summary))?
        )?;
        if !summary.troubles.is_empty() {
            write!(
                out,
                ",\n\"troubles\":{}",
                serde_json::to_string(&summary.troubles)?
            )?;
        }
        writeln!(out, "}}")
    }
}

impl Reporter for Ndjson {
    fn begin(&mut self, run: &RunInfo, _out: &mut dyn Write) -> io::Result<()> {
        self.head = serde_json::to_string(&head(run))?;
        Ok(())
    }

    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        for finding in &file.findings {
            typed(out, "finding", &json_finding(file, finding))?;
        }
        let path = file.path.as_str();
        for item in &file.approved {
            typed(
                out,
                "approved",
                &Approved {
                    path,
                    rule: &item.rule,
                    text: &item.text,
                },
            )?;
        }
        for item in &file.cleared {
            typed(
                out,
                "cleared",
                &Cleared {
                    path,
                    rule: &item.rule,
                    text: &item.text,
                    by: &item.by,
                },
            )?;
        }
        for item in &file.suppressed {
            let aside = SetAside {
                path,
                rule: &item.rule,
                text: &item.text,
                kind: &item.kind,
                reason: &item.reason,
            };
            typed(out, "suppressed", &aside)?;
        }
        Ok(())
    }

    fn unread(&mut self, path: &str, reason: &str, out: &mut dyn Write) -> io::Result<()> {
        typed(out, "unread", &UnreadFile { path, reason })
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let head = self.head.trim_start_matches('{').trim_end_matches('}');
        write!(
            out,
            "{{\"type\":\"end\",{head},\"files\":{}",
            serde_json::to_string(&files(summary))?
        )?;
        if !summary.troubles.is_empty() {
            write!(
                out,
                ",\"troubles\":{}",
                serde_json::to_string(&summary.troubles)?
            )?;
        }
        writeln!(out, "}}")
    }
}

fn typed<T: Serialize>(out: &mut dyn Write, kind: &str, value: &T) -> io::Result<()> {
    #[derive(Serialize)]
    struct Typed<'a, T> {
        r#type: &'a str,
        #[serde(flatten)]
        value: &'a T,
    }
    serde_json::to_writer(
        &mut *out,
        &Typed {
            r#type: kind,
            value,
        },
    )?;
    writeln!(out)
}

fn head(run: &RunInfo) -> Head<'_> {
    Head {
        version: VERSION,
        tool: Tool {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        },
        as_of: wording::iso(run.as_of),
        wordlists: run
            .lists
            .iter()
            .map(|list| List {
                name: &list.name,
                digest: &list.digest,
            })
            .collect(),
    }
}

fn files(summary: &Summary) -> Files<'_> {
    Files {
        checked: summary.checked,
        skipped: &summary.skipped,
        excluded: summary.excluded,
        unread: summary
            .unread
            .iter()
            .map(|(path, reason)| UnreadFile { path, reason })
            .collect(),
        notices: summary
            .notices
            .iter()
            .map(|(path, notice)| PartUnread {
                path,
                location: notice.place.to_string(),
                place: &notice.place,
                what: &notice.what,
            })
            .collect(),
    }
}

/// A finding as the contract has it.
///
/// # Errors
/// None in practice: all that a finding holds can be JSON.
pub fn value(file: &FileReport, finding: &Finding) -> serde_json::Result<serde_json::Value> {
    serde_json::to_value(json_finding(file, finding))
}

fn json_finding<'a>(file: &'a FileReport, finding: &'a Finding) -> JsonFinding<'a> {
    // Where a line means nothing, neither do bytes of the file.
    let in_lines = finding.location.is_none();
    JsonFinding {
        path: &file.path,
        rule: &finding.rule,
        verdict: match finding.kind {
            Kind::Forbidden | Kind::Directive => "forbidden",
            Kind::Required => "required",
        },
        severity: wording::severity(finding.severity),
        draft: finding.draft,
        text: &finding.text,
        message: &finding.message,
        because: finding.because.as_deref(),
        advice: finding.advice.as_deref(),
        owner: finding.owner.as_deref(),
        source: JsonSource {
            title: &finding.source.title,
            publisher: finding.source.publisher.as_deref(),
            date: finding.source.date.as_deref(),
            url: finding.source.url.as_deref(),
        },
        enforced: finding.enforced.map(wording::iso),
        span: in_lines.then_some(finding.disk),
        segments: in_lines.then_some(finding.disk_segments.as_slice()),
        also: &finding.also,
        start: in_lines.then_some(finding.start),
        end: in_lines.then_some(finding.end),
        location: finding
            .location
            .as_ref()
            .map(|location| location.words.as_str()),
        place: finding.location.as_ref().map(|location| &location.place),
        fingerprint: &finding.fingerprint,
        suggestions: finding
            .suggestions
            .iter()
            .map(|suggestion| json_suggestion(file, finding, suggestion))
            .collect(),
    }
}

fn json_suggestion<'a>(
    file: &FileReport,
    finding: &'a Finding,
    suggestion: &'a Suggestion,
) -> JsonSuggestion<'a> {
    let edits = suggestion.edits.iter();
    if let Some(location) = &finding.location {
        return JsonSuggestion {
            text: &suggestion.text,
            safe: suggestion.safe,
            because: suggestion.because.as_deref(),
            edits: edits
                .filter_map(|edit| edit_in_part(finding, &location.place, edit))
                .collect(),
        };
    }
    JsonSuggestion {
        text: &suggestion.text,
        safe: suggestion.safe,
        because: suggestion.because.as_deref(),
        edits: edits
            .map(|edit| JsonEdit {
                part: None,
                span: file.source.on_disk(edit.span),
                text: &edit.text,
            })
            .collect(),
    }
}

/// An edit where the file has no lines: its words stand in the part in which the finding stands.
fn edit_in_part<'a>(finding: &Finding, place: &'a Place, edit: &'a Edit) -> Option<JsonEdit<'a>> {
    let base = finding.segments.first()?.start - place.spans.first()?.start;
    Some(JsonEdit {
        part: Some(&place.part),
        span: DiskSpan::new(edit.span.start - base, edit.span.end - base),
        text: &edit.text,
    })
}
