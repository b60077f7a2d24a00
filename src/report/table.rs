//! `--format csv`: one row a finding, for a spreadsheet.
//!
//! A cell that a spreadsheet would run as a formula gets an apostrophe before it: copy is untrusted.

use std::io::{self, Write};

use super::{FileReport, Reporter, RunInfo, Summary, wording};
use crate::finding::Finding;

const HEAD: [&str; 13] = [
    "path", "place", "line", "column", "severity", "rule", "text", "message", "rewrite", "because",
    "advice", "owner", "source",
];

/// The reporter.
#[derive(Debug, Default)]
pub(super) struct Table;

fn row<'a>(out: &mut dyn Write, cells: impl IntoIterator<Item = &'a str>) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    let cells = cells.into_iter().map(|cell| {
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            format!("'{cell}")
        } else {
            cell.to_owned()
        }
    });
    csv.write_record(cells)?;
    csv.flush()
}

impl Reporter for Table {
    fn begin(&mut self, _run: &RunInfo, out: &mut dyn Write) -> io::Result<()> {
        row(out, HEAD)
    }

    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        for finding in &file.findings {
            finding_row(&file.path, finding, out)?;
        }
        Ok(())
    }

    fn unread(&mut self, path: &str, reason: &str, out: &mut dyn Write) -> io::Result<()> {
        let message = format!("not read: {reason}");
        row(
            out,
            [
                path,
                "",
                "",
                "",
                "error",
                "copydesk/unread",
                "",
                &message,
                "",
                "",
                "",
                "",
                "",
            ],
        )
    }

    fn finish(&mut self, _summary: &Summary, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

fn finding_row(path: &str, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let in_lines = finding.location.is_none();
    let number = |number: std::num::NonZeroUsize| {
        if in_lines {
            number.to_string()
        } else {
            String::new()
        }
    };
    let rewrites: Vec<&str> = finding
        .suggestions
        .iter()
        .map(|suggestion| suggestion.text.as_str())
        .collect();
    row(
        out,
        [
            path,
            finding
                .location
                .as_ref()
                .map_or("", |location| &location.words),
            &number(finding.start.line),
            &number(finding.start.column),
            wording::severity(finding.severity),
            &finding.rule,
            &finding.text,
            &finding.message,
            &rewrites.join(" | "),
            finding.because.as_deref().unwrap_or(""),
            finding.advice.as_deref().unwrap_or(""),
            finding.owner.as_deref().unwrap_or(""),
            &wording::who(&finding.source),
        ],
    )
}
