//! `--format rdjson` and `rdjsonl`: reviewdog's diagnostics, with rewrites as suggestions.
//!
//! Its columns are 1-based and count bytes of UTF-8; ends are exclusive.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{FileReport, Reporter, RunInfo, Summary, wording};
use crate::document::source::{Encoding, Source};
use crate::finding::Finding;
use crate::position::{LineIndex, SourceSpan};
use crate::uri;
use crate::wordlist::model::Severity;

/// The reporter: one document, or one diagnostic a line.
#[derive(Debug)]
pub(super) struct Rdjson {
    lines: bool,
    begun: bool,
}

impl Rdjson {
    /// One document.
    pub(super) const fn document() -> Self {
        Self {
            lines: false,
            begun: false,
        }
    }

    /// One diagnostic a line.
    pub(super) const fn lines() -> Self {
        Self {
            lines: true,
            begun: false,
        }
    }

    fn put(&mut self, diagnostic: &Value, out: &mut dyn Write) -> io::Result<()> {
        if !self.lines {
            out.write_all(if self.begun { b",\n" } else { b"\n" })?;
        }
        self.begun = true;
        serde_json::to_writer(&mut *out, diagnostic)?;
        if self.lines { writeln!(out) } else { Ok(()) }
    }
}

fn source() -> Value {
    json!({"name": env!("CARGO_PKG_NAME")})
}

impl Reporter for Rdjson {
    fn begin(&mut self, _run: &RunInfo, out: &mut dyn Write) -> io::Result<()> {
        if self.lines {
            Ok(())
        } else {
            write!(out, "{{\"source\":{},\"diagnostics\":[", source())
        }
    }

    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        if file.findings.is_empty() {
            return Ok(());
        }
        let index = LineIndex::new(&file.source.text);
        for finding in &file.findings {
            self.put(&diagnostic(file, &index, finding), out)?;
        }
        Ok(())
    }

    fn unread(&mut self, path: &str, reason: &str, out: &mut dyn Write) -> io::Result<()> {
        let diagnostic = json!({
            "message": format!("not read: {reason}"), "location": {"path": path}, "severity": "ERROR",
            "source": source(), "code": {"value": "copydesk/unread"},
        });
        self.put(&diagnostic, out)
    }

    fn finish(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if self.lines {
            Ok(())
        } else {
            writeln!(out, "]}}")
        }
    }
}

fn diagnostic(file: &FileReport, index: &LineIndex, finding: &Finding) -> Value {
    let severity = match finding.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Suggestion => "INFO",
    };
    let text = file.source.text.as_str();
    let mut code = json!({"value": finding.rule});
    if let Some(url) = finding.source.url.as_deref().and_then(uri::web) {
        code["url"] = json!(url);
    }
    let mut location = json!({"path": file.path});
    let mut suggestions: Vec<Value> = Vec::new();
    if finding.location.is_none() {
        location["range"] = range(index, &file.source, finding.span);
        for suggestion in &finding.suggestions {
            // reviewdog takes one range a suggestion: the edits are joined by the text between them.
            let (Some(first), Some(last)) = (suggestion.edits.first(), suggestion.edits.last())
            else {
                continue;
            };
            let whole = SourceSpan::new(first.span.start, last.span.end);
            let mut written = String::new();
            let mut at = whole.start;
            for edit in &suggestion.edits {
                written.push_str(&text[at..edit.span.start]);
                written.push_str(&edit.text);
                at = edit.span.end;
            }
            suggestions.push(json!({"range": range(index, &file.source, whole), "text": written}));
        }
    }
    json!({
        "message": wording::sentences(finding),
        "location": location,
        "severity": severity,
        "source": source(),
        "code": code,
        "suggestions": suggestions,
    })
}

fn range(index: &LineIndex, source: &Source, span: SourceSpan) -> Value {
    let place = |at: usize| {
        let line = index.line_of(at);
        let mut column = at - index.start_of(line, &source.text) + 1;
        if line == 0 && source.encoding == (Encoding::Utf8 { bom: true }) {
            // reviewdog counts in the line as git has it, and there the mark is part of it.
            column += '\u{feff}'.len_utf8();
        }
        json!({"line": line + 1, "column": column})
    };
    json!({"start": place(span.start), "end": place(span.end)})
}
