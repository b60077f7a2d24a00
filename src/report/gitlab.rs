//! `--format gitlab`: a Code Quality report. GitLab hides results whose fingerprints are equal, so
//! a fingerprint that comes again gets the number of its occurrence.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::{FileReport, Reporter, RunInfo, Summary, wording};
use crate::wordlist::model::Severity;

/// The reporter.
#[derive(Debug, Default)]
pub(super) struct Gitlab {
    prefix: String,
    begun: bool,
    seen: BTreeMap<String, usize>,
}

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

impl Gitlab {
    fn put(&mut self, issue: &Issue<'_>, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.begun { b",\n" } else { b"\n" })?;
        self.begun = true;
        serde_json::to_writer(out, issue)?;
        Ok(())
    }

    fn unique(&mut self, fingerprint: String) -> String {
        let times = self.seen.entry(fingerprint.clone()).or_default();
        *times += 1;
        if *times == 1 {
            fingerprint
        } else {
            format!("{fingerprint}-{times}")
        }
    }
}

impl Reporter for Gitlab {
    fn begin(&mut self, run: &RunInfo, out: &mut dyn Write) -> io::Result<()> {
        self.prefix.clone_from(&run.prefix);
        write!(out, "[")
    }

    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        for finding in &file.findings {
            let place = finding
                .location
                .as_ref()
                .map_or(String::new(), |location| format!("{location}: "));
            let remedy =
                wording::remedy(finding).map_or(String::new(), |remedy| format!("; {remedy}"));
            let fingerprint = self.unique(format!("{}:{}", file.path, finding.fingerprint));
            let in_lines = finding.location.is_none();
            let line = |line: std::num::NonZeroUsize| if in_lines { line.get() } else { 1 };
            let issue = Issue {
                description: format!("{place}{}{remedy}", finding.message),
                check_name: &finding.rule,
                fingerprint,
                severity: match finding.severity {
                    Severity::Error => "critical",
                    Severity::Warning => "major",
                    Severity::Suggestion => "info",
                },
                location: Location {
                    path: format!("{}{}", self.prefix, file.path),
                    lines: Lines {
                        begin: line(finding.start.line),
                        end: line(finding.end.line),
                    },
                },
            };
            self.put(&issue, out)?;
        }
        Ok(())
    }

    fn unread(&mut self, path: &str, reason: &str, out: &mut dyn Write) -> io::Result<()> {
        let issue = Issue {
            description: format!("not read: {reason}"),
            check_name: "copydesk/unread",
            fingerprint: self.unique(format!("unread:{path}")),
            severity: "blocker",
            location: Location {
                path: format!("{}{path}", self.prefix),
                lines: Lines { begin: 1, end: 1 },
            },
        };
        self.put(&issue, out)
    }

    fn finish(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "]")
    }
}
