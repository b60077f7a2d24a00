//! `--format line`: one line a finding, for `grep`, editors' error lists and scripts.
//!
//! `PATH:LINE:COLUMN: SEVERITY: MESSAGE; what to do [RULE]`. Whatever the matched text holds, a
//! finding stays on one line.

use std::io::{self, Write};

use super::visible::visible;
use super::{FileReport, Reporter, RunInfo, Summary, wording};
use crate::finding::Finding;

/// The reporter.
#[derive(Debug, Default)]
pub(super) struct Line;

impl Reporter for Line {
    fn begin(&mut self, _run: &RunInfo, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        for finding in &file.findings {
            writeln!(out, "{}", line(&file.path, finding))?;
        }
        Ok(())
    }

    fn unread(&mut self, path: &str, reason: &str, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}: not read: {}", visible(path), visible(reason))
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        for trouble in &summary.troubles {
            writeln!(out, "{}", visible(trouble))?;
        }
        Ok(())
    }
}

/// The finding in the file at `path`, in one line.
#[must_use]
pub fn line(path: &str, finding: &Finding) -> String {
    let place = match &finding.location {
        Some(location) => format!("{}: {}", visible(path), visible(&location.words)),
        None => format!(
            "{}:{}:{}",
            visible(path),
            finding.start.line,
            finding.start.column
        ),
    };
    format!(
        "{place}: {}: {} [{}]",
        wording::severity(finding.severity),
        visible(&wording::clause(finding)),
        finding.rule
    )
}
