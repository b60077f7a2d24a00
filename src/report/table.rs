//! `--format csv`: one row a finding, for a spreadsheet, and a row for each file or part of one that was
//! not read.
//!
//! A spreadsheet program takes a file without a byte order mark for one in an old encoding, and shows
//! “ as â€œ; so there is one. A cell that it would run as a formula gets an apostrophe before it: copy
//! is untrusted.

use std::io::{self, Write};

use super::visible::visible;
use super::{FileReport, Reporter, RunInfo, Summary, wording};
use crate::finding::Finding;
use crate::place::Unit;
use crate::wordlist::show::no_formula;

const HEAD: [&str; 14] = [
    "path", "place", "slide", "line", "column", "severity", "rule", "text", "message", "rewrite",
    "because", "advice", "owner", "source",
];
/// The byte order mark.
const MARK: &str = "\u{feff}";

/// The reporter.
#[derive(Debug, Default)]
pub(super) struct Table;

fn row<'a>(out: &mut dyn Write, cells: impl IntoIterator<Item = &'a str>) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    let cells = cells
        .into_iter()
        .map(|cell| no_formula(visible(cell).into_owned()));
    csv.write_record(cells)?;
    csv.flush()
}

/// A row about what was not checked.
fn note(out: &mut dyn Write, path: &str, place: &str, rule: &str, message: &str) -> io::Result<()> {
    let cells = HEAD.map(|column| match column {
        "path" => path,
        "place" => place,
        "severity" => "error",
        "rule" => rule,
        "message" => message,
        _ => "",
    });
    row(out, cells)
}

impl Reporter for Table {
    fn begin(&mut self, _run: &RunInfo, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(MARK.as_bytes())?;
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
        note(out, path, "", "copydesk/unread", &message)
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        for (path, notice) in &summary.notices {
            let (place, message) = (
                notice.place.to_string(),
                format!("not seen: {}", notice.what),
            );
            note(out, path, &place, "copydesk/unseen", &message)?;
        }
        for trouble in &summary.troubles {
            note(out, "", "", "copydesk/undone", trouble)?;
        }
        Ok(())
    }
}

fn finding_row(path: &str, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let in_lines = finding.location.is_none();
    let place = finding.location.as_ref().map(|location| &location.place);
    let slide = place
        .filter(|place| matches!(place.unit, Unit::Slide | Unit::Notes | Unit::Page))
        .and_then(|place| place.number);
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
            &slide.map_or(String::new(), |slide| slide.to_string()),
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
