//! `--format github`: workflow commands, which GitHub turns into annotations on the changed lines.
//!
//! One command a line whatever the matched text holds: `%`, line breaks and, in properties, `:` and
//! `,` are escaped as the runner reads them. GitHub shows ten errors and ten warnings a step, so the
//! closing lines stand below in plain text with all counts.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::summary::Tally;
use super::{FileReport, Reporter, RunInfo, Summary, wording};
use crate::finding::Finding;
use crate::wordlist::model::Severity;

/// The reporter.
#[derive(Debug, Default)]
pub(super) struct Github {
    run: Option<RunInfo>,
    counts: Tally,
}

impl Reporter for Github {
    fn begin(&mut self, run: &RunInfo, _out: &mut dyn Write) -> io::Result<()> {
        self.run = Some(run.clone());
        Ok(())
    }

    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        self.counts.add(file);
        let prefix = self.run.as_ref().map_or("", |run| run.prefix.as_str());
        for finding in &file.findings {
            writeln!(
                out,
                "{}",
                command(&format!("{prefix}{}", file.path), finding)
            )?;
        }
        Ok(())
    }

    fn unread(&mut self, path: &str, reason: &str, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            "::error file={},title=not read::{}",
            property(path),
            data(&format!("{path} was not read: {reason}"))
        )
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        for trouble in &summary.troubles {
            writeln!(out, "::error title=not done::{}", data(trouble))?;
        }
        match &self.run {
            Some(run) => self.counts.write(run, summary, out),
            None => Ok(()),
        }
    }
}

fn command(path: &str, finding: &Finding) -> String {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Suggestion => "notice",
    };
    let mut command = format!("::{level} file={}", property(path));
    if finding.location.is_none() {
        // Writing to a String cannot fail.
        let _ = write!(
            command,
            ",line={},endLine={}",
            finding.start.line, finding.end.line
        );
        if finding.start.line == finding.end.line {
            // The runner counts the last column in, and takes columns only within one line.
            let end = finding
                .end
                .column
                .get()
                .saturating_sub(1)
                .max(finding.start.column.get());
            let _ = write!(command, ",col={},endColumn={end}", finding.start.column);
        }
    }
    let mut message = finding
        .location
        .as_ref()
        .map_or(String::new(), |location| format!("{location}: "));
    message.push_str(&finding.message);
    for more in [wording::remedy(finding), finding.because.clone()]
        .into_iter()
        .flatten()
    {
        let _ = write!(message, "\n{more}");
    }
    let _ = write!(
        command,
        ",title={}::{}",
        property(&finding.rule),
        data(&message)
    );
    command
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
