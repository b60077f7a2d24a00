//! `--format checkstyle` and `--format junit`, for services that take nothing newer.
//!
//! Both are small enough that one writer of tags serves them; escaping is the library's.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::{FileReport, Reporter, RunInfo, Summary, wording};
use crate::finding::Finding;

/// `--format checkstyle`.
#[derive(Debug, Default)]
pub(super) struct Checkstyle;

/// `--format junit`: a file is a suite, a finding a failed test, a clean file a passed one.
#[derive(Debug, Default)]
pub(super) struct Junit;

/// What XML 1.0 cannot hold at all, written out.
fn xml_text(text: &str) -> String {
    let allowed =
        |letter: char| matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    let mut kept = String::with_capacity(text.len());
    for letter in text.chars() {
        if allowed(letter) {
            kept.push(letter);
        } else {
            super::visible::push_visible(&mut kept, letter);
        }
    }
    kept
}

fn tag<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut tag = BytesStart::new(name);
    for (key, value) in attributes {
        tag.push_attribute((*key, xml_text(value).as_str()));
    }
    tag
}

fn declare(out: &mut dyn Write) -> io::Result<()> {
    Writer::new(&mut *out).write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writeln!(out)
}

fn said(finding: &Finding) -> String {
    let place = finding
        .location
        .as_ref()
        .map_or(String::new(), |location| format!("{location}: "));
    let remedy = wording::remedy(finding).map_or(String::new(), |remedy| format!("; {remedy}"));
    format!("{place}{}{remedy}", finding.message)
}

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
            let severity = match wording::severity(finding.severity) {
                "suggestion" => "info",
                other => other,
            };
            let line = finding.start.line.to_string();
            let column = finding.start.column.to_string();
            let attributes = [
                ("line", line.as_str()),
                ("column", column.as_str()),
                ("severity", severity),
                ("message", &said(finding)),
                ("source", &finding.rule),
            ];
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
        xml.write_event(Event::Text(BytesText::new(&xml_text(message))))?;
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
            let name = format!(
                "{} at {}:{}",
                finding.rule, finding.start.line, finding.start.column
            );
            let message = said(finding);
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
