//! `--format checkstyle`, for services that take nothing newer. Columns count characters.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesEnd, Event};

use super::xml::{declare, tag};
use super::{FileReport, Reporter, RunInfo, Summary, wording};
use crate::wordlist::model::Severity;

/// The reporter.
#[derive(Debug, Default)]
pub(super) struct Checkstyle;

impl Reporter for Checkstyle {
    fn begin(&mut self, _run: &RunInfo, out: &mut dyn Write) -> io::Result<()> {
        declare(out)?;
        Writer::new(&mut *out)
            .write_event(Event::Start(tag("checkstyle", &[("version", "4.3")])))?;
        writeln!(out)
    }

    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        if file.findings.is_empty() {
            return Ok(());
        }
        let mut xml = Writer::new(&mut *out);
        xml.write_event(Event::Start(tag("file", &[("name", &file.path)])))?;
        for finding in &file.findings {
            let severity = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Suggestion => "info",
            };
            let (line, column) = match finding.location {
                // Services want a line, and a slide is on none; the message says where it is.
                Some(_) => ("1".to_owned(), None),
                None => (
                    finding.start.line.to_string(),
                    Some(finding.start.column.to_string()),
                ),
            };
            let message = wording::placed_clause(finding);
            let mut attributes = vec![("line", line.as_str())];
            attributes.extend(column.as_deref().map(|column| ("column", column)));
            attributes.extend([
                ("severity", severity),
                ("message", message.as_str()),
                ("source", finding.rule.as_str()),
            ]);
            xml.write_event(Event::Empty(tag("error", &attributes)))?;
        }
        xml.write_event(Event::End(BytesEnd::new("file")))?;
        writeln!(out)
    }

    fn unread(&mut self, path: &str, reason: &str, out: &mut dyn Write) -> io::Result<()> {
        let mut xml = Writer::new(&mut *out);
        xml.write_event(Event::Start(tag("file", &[("name", path)])))?;
        let message = format!("not read: {reason}");
        let attributes = [
            ("line", "1"),
            ("severity", "error"),
            ("message", message.as_str()),
            ("source", "copydesk/unread"),
        ];
        xml.write_event(Event::Empty(tag("error", &attributes)))?;
        xml.write_event(Event::End(BytesEnd::new("file")))?;
        writeln!(out)
    }

    fn finish(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "</checkstyle>")
    }
}
