//! What goes wrong, told on standard error. This is where errors become text; inside they are types.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme};

use crate::wordlist::problem::Problem;
use crate::wordlist::render;

/// How many problems are drawn at once.
const MOST: usize = 20;

/// Why a command could not be done.
#[derive(Debug)]
pub(super) enum Failure {
    /// The output could not be written.
    Output(io::Error),
    /// Something in lists, configs or suites is wrong.
    Problems(Vec<Problem>),
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

impl Failure {
    /// A failure at a place of a file.
    pub(super) fn problem(problem: Problem) -> Self {
        Self::Problems(vec![problem])
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
                line(&format!(
                    "copydesk: the output could not be written: {error}"
                ));
            }
            Failure::Problems(problems) => self.problems(problems),
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
            .with_context_lines(1)
            .render_report(&mut text, diagnostic);
        if rendered.is_err() {
            text.clear();
            let _ = writeln!(text, "{diagnostic}");
        }
        line(text.trim_end_matches('\n'));
    }

    /// Tells what is wrong with lists and configs.
    pub(super) fn problems(self, problems: &[Problem]) {
        let most = problems.get(..MOST).unwrap_or(problems);
        line(render::draw(most, self.colour).trim_end_matches('\n'));
        if let Some(more) = problems.len().checked_sub(MOST).filter(|more| *more > 0) {
            line(&format!("… and {more} more"));
        }
    }
}

/// Tells a line.
pub(super) fn line(line: &str) {
    // Where standard error is closed there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{line}");
}
