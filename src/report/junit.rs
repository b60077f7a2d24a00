//! `--format junit`: a file is a suite, a finding a failed test, a clean file a passed one.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesText, Event};

use super::visible::visible;
use super::xml::{declare, tag};
use super::{FileReport, Reporter, RunInfo, Summary, wording};

/// The reporter.
#[derive(Debug, Default)]
pub(super) struct Junit;

impl Junit {
    fn case<W: Write>(
        xml: &mut Writer<W>,
        name: &str,
        path: &str,
        bad: Option<(&str, &str, &str)>,
    ) -> io::Result<()> {
        let case = tag("testcase", &[("name", name), ("classname", path)]);
        let Some((element, kind, message)) = bad else {
            return xml.write_event(Event::Empty(case));
        };
        xml.write_event(Event::Start(case))?;
        xml.write_event(Event::Start(tag(
            element,
            &[("type", kind), ("message", message)],
        )))?;
        xml.write_event(Event::Text(BytesText::new(&visible(message))))?;
        xml.write_event(Event::End(BytesEnd::new(element)))?;
        xml.write_event(Event::End(BytesEnd::new("testcase")))
    }
}

impl Reporter for Junit {
    fn begin(&mut self, _run: &RunInfo, out: &mut dyn Write) -> io::Result<()> {
        declare(out)?;
        writeln!(out, "<testsuites name=\"copydesk\">")
    }

    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        let tests = file.findings.len().max(1).to_string();
        let failures = file.findings.len().to_string();
        let mut xml = Writer::new(&mut *out);
        let suite = [
            ("name", file.path.as_str()),
            ("tests", &tests),
            ("failures", &failures),
            ("errors", "0"),
        ];
        xml.write_event(Event::Start(tag("testsuite", &suite)))?;
        if file.findings.is_empty() {
            Self::case(&mut xml, "wording", &file.path, None)?;
        }
        for finding in &file.findings {
            let place = match &finding.location {
                Some(location) => location.words.clone(),
                None => format!("{}:{}", finding.start.line, finding.start.column),
            };
            let name = format!("{} at {place}", finding.rule);
            let message = wording::placed_clause(finding);
            Self::case(
                &mut xml,
                &name,
                &file.path,
                Some(("failure", wording::severity(finding.severity), &message)),
            )?;
        }
        xml.write_event(Event::End(BytesEnd::new("testsuite")))?;
        writeln!(out)
    }

    fn unread(&mut self, path: &str, reason: &str, out: &mut dyn Write) -> io::Result<()> {
        let mut xml = Writer::new(&mut *out);
        let suite = [
            ("name", path),
            ("tests", "1"),
            ("failures", "0"),
            ("errors", "1"),
        ];
        xml.write_event(Event::Start(tag("testsuite", &suite)))?;
        Self::case(
            &mut xml,
            "reading",
            path,
            Some(("error", "unread", &format!("not read: {reason}"))),
        )?;
        xml.write_event(Event::End(BytesEnd::new("testsuite")))?;
        writeln!(out)
    }

    fn finish(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "</testsuites>")
    }
}
