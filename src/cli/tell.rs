//! What goes wrong, told on standard error. This is where errors become text; inside they are types.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme};

/// Why a command could not be done.
#[derive(Debug)]
pub(super) enum Failure {
    /// The output could not be written.
    Output(io::Error),
    /// Anything else.
    Told(miette::Report),
    /// It has been told already.
    Silent,
}

impl Failure {
    /// A failure that one sentence says.
    pub(super) fn say(sentence: impl Into<Cow<'static, str>>) -> Self {
        let sentence: Cow<'static, str> = sentence.into();
        Self::Told(miette::miette!("{sentence}"))
    }

    /// A failure, with what to do about it.
    pub(super) fn advise(sentence: &str, help: &str) -> Self {
        Self::Told(miette::miette!(help = help, "{sentence}"))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<miette::Report> for Failure {
    fn from(report: miette::Report) -> Self {
        Self::Told(report)
    }
}

/// Standard error, coloured or not.
#[derive(Debug, Clone, Copy)]
pub(super) struct Teller {
    /// Whether to use colour.
    pub colour: bool,
}

impl Teller {
    /// Tells of a failure.
    pub(super) fn failure(self, failure: &Failure) {
        match failure {
            Failure::Silent => {}
            // Whoever reads the output has heard enough: `copydesk check | head`.
            Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            Failure::Output(error) => {
                self.line(&format!(
                    "copydesk: the output could not be written: {error}"
                ));
            }
            Failure::Told(report) => self.diagnostic(report.as_ref()),
        }
    }

    /// Tells of a mistake at its place.
    pub(super) fn diagnostic(self, diagnostic: &dyn Diagnostic) {
        let theme = if self.colour {
            GraphicalTheme::unicode()
        } else {
            GraphicalTheme::unicode_nocolor()
        };
        let mut text = String::new();
        let rendered = GraphicalReportHandler::new_themed(theme)
            .with_width(80)
            .with_context_lines(0)
            .render_report(&mut text, diagnostic);
        if rendered.is_err() {
            text.clear();
            let _ = writeln!(text, "{diagnostic}");
        }
        self.line(text.trim_end_matches('\n'));
    }

    /// Tells a line.
    pub(super) fn line(self, line: &str) {
        // Where standard error is closed there is nobody left to tell.
        let _ = writeln!(io::stderr(), "{line}");
    }
}
