//! `--format github`: workflow commands, which GitHub turns into annotations on the changed lines.
//!
//! One command a line whatever the matched text holds: control characters are written out, and `%`,
//! line breaks and, in properties, `:` and `,` are escaped as the runner reads them. GitHub shows ten
//! commands of each level a step; what it does not show is said, and the closing lines stand below in
//! plain text with all counts.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::tally::Tally;
use super::visible::visible;
use super::{FileReport, Reporter, RunInfo, Summary, wording};
use crate::finding::Finding;
use crate::wordlist::model::Severity;

/// How many commands of a level GitHub shows of a step.
const SHOWN: usize = 10;

/// The reporter.
#[derive(Debug, Default)]
pub(super) struct Github {
    run: Option<RunInfo>,
    counts: Tally,
    /// How many commands of each level were written.
    written: BTreeMap<&'static str, usize>,
}

impl Reporter for Github {
    fn begin(&mut self, run: &RunInfo, _out: &mut dyn Write) -> io::Result<()> {
        self.run = Some(run.clone());
        Ok(())
    }

    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        self.counts.add(file);
        if file.findings.is_empty() {
            return Ok(());
        }
        let path = self.path(&file.path);
        for finding in &file.findings {
            *self.written.entry(level(finding.severity)).or_default() += 1;
            writeln!(out, "{}", command(&path, finding))?;
        }
        Ok(())
    }

    fn unread(&mut self, path: &str, reason: &str, out: &mut dyn Write) -> io::Result<()> {
        *self.written.entry("error").or_default() += 1;
        let said = format!("{path} was not read: {reason}");
        let path = property(&self.path(path));
        writeln!(out, "::error file={path},title=not read::{}", data(&said))
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        for trouble in &summary.troubles {
            *self.written.entry("error").or_default() += 1;
            writeln!(out, "::error title=not done::{}", data(trouble))?;
        }
        match &self.run {
            Some(run) => self.counts.write(run, summary, out),
            None => Ok(()),
        }
    }

    fn left_out(&self) -> Vec<String> {
        let over = self.written.iter().filter(|(_, number)| **number > SHOWN);
        over.map(|(level, number)| {
            format!("GitHub shows {SHOWN} of these {number} {level}s beside the code; all are in the log")
        })
        .collect()
    }
}

impl Github {
    fn path(&self, path: &str) -> String {
        let run = self.run.as_ref();
        run.map_or_else(|| path.to_owned(), |run| run.root.path(path).into_owned())
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Suggestion => "notice",
    }
}

fn command(path: &str, finding: &Finding) -> String {
    let mut command = format!("::{} file={}", level(finding.severity), property(path));
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
    let message = [
        Some(wording::placed_message(finding)),
        wording::remedy(finding),
        finding.because.clone(),
    ];
    let message: Vec<String> = message
        .into_iter()
        .flatten()
        .map(|line| data(&line))
        .collect();
    // `%0A` is a line break that the runner puts back.
    let _ = write!(
        command,
        ",title={}::{}",
        property(&finding.rule),
        message.join("%0A")
    );
    command
}

fn data(text: &str) -> String {
    visible(text).replace('%', "%25")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
