//! `--format gitlab`: a Code Quality report.
//!
//! GitLab hides results whose fingerprints are equal, so a fingerprint is made of the path from the
//! root of the repository, the finding's own and, should both come again, how often they came.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::root::Root;
use super::{FileReport, Reporter, RunInfo, Summary, wording};
use crate::finding::fingerprint::fingerprint;
use crate::wordlist::model::Severity;

/// The reporter.
#[derive(Debug, Default)]
pub(super) struct Gitlab {
    root: Root,
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

    /// 32 hex digits for `what` in the file at `path`, as no other issue of the run has them.
    fn unique(&mut self, path: &str, what: &str) -> String {
        let first = fingerprint(path, what, 0);
        let times = self.seen.entry(first.clone()).or_default();
        *times += 1;
        match *times {
            1 => first,
            times => fingerprint(path, what, times - 1),
        }
    }
}

impl Reporter for Gitlab {
    fn begin(&mut self, run: &RunInfo, out: &mut dyn Write) -> io::Result<()> {
        self.root.clone_from(&run.root);
        write!(out, "[")
    }

    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        if file.findings.is_empty() {
            return Ok(());
        }
        let path = self.root.path(&file.path).into_owned();
        for finding in &file.findings {
            let fingerprint = self.unique(&path, &finding.fingerprint);
            let in_lines = finding.location.is_none();
            let line = |line: std::num::NonZeroUsize| if in_lines { line.get() } else { 1 };
            let issue = Issue {
                description: wording::placed_clause(finding),
                check_name: &finding.rule,
                fingerprint,
                severity: match finding.severity {
                    Severity::Error => "critical",
                    Severity::Warning => "major",
                    Severity::Suggestion => "info",
                },
                location: Location {
                    path: path.clone(),
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
        let path = self.root.path(path).into_owned();
        let issue = Issue {
            description: format!("not read: {reason}"),
            check_name: "copydesk/unread",
            fingerprint: self.unique(&path, "unread"),
            severity: "blocker",
            location: Location {
                path,
                lines: Lines { begin: 1, end: 1 },
            },
        };
        self.put(&issue, out)
    }

    fn finish(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "]")
    }
}
