//! What goes wrong, told on standard error. This is where errors become text; inside they are types.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::sync::Arc;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, NamedSource,
};

use crate::wordlist::problem::Problem;

/// How many problems are drawn at once.
const MOST: usize = 20;

/// The longest line, in bytes, that is drawn.
const LONGEST_LINE: usize = 400;

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

impl Failure {
    /// A failure at a place of a file.
    pub(super) fn problem(problem: &Problem) -> Self {
        Self::Told(report(problem))
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
            .with_context_lines(1)
            .render_report(&mut text, diagnostic);
        if rendered.is_err() {
            text.clear();
            let _ = writeln!(text, "{diagnostic}");
        }
        self.line(text.trim_end_matches('\n'));
    }

    /// Tells what is wrong with lists and configs.
    pub(super) fn problems(self, problems: &[Problem]) {
        for problem in problems.iter().take(MOST) {
            self.diagnostic(report(problem).as_ref());
        }
        if let Some(more) = problems.len().checked_sub(MOST).filter(|more| *more > 0) {
            self.line(&format!("… and {more} more"));
        }
    }

    /// Tells a line.
    pub(super) fn line(self, line: &str) {
        // Where standard error is closed there is nobody left to tell.
        let _ = writeln!(io::stderr(), "{line}");
    }
}

/// A problem as it is drawn.
fn report(problem: &Problem) -> miette::Report {
    let mut drawn = MietteDiagnostic::new(problem.message.clone());
    if !problem.is_error() {
        drawn = drawn.with_severity(miette::Severity::Warning);
    }
    if let Some(help) = &problem.help {
        drawn = drawn.with_help(help);
    }
    // A line of thousands of characters would bury what is said about it.
    let drawable = problem.file.as_ref().filter(|file| {
        let line = file.line_text(file.line(problem.at.start));
        line.len() <= LONGEST_LINE
    });
    let Some(file) = drawable else {
        if let Some(label) = &problem.label {
            drawn.message = format!("{}: {label}", problem.message);
        }
        if let Some(file) = &problem.file {
            let line = file.line(problem.at.start);
            drawn.message = format!("{}:{line}: {}", file.name, drawn.message);
        }
        return drawn.into();
    };
    let main = LabeledSpan::new_primary_with_span(problem.label.clone(), problem.at.clone());
    let also = problem.also.iter();
    let also = also.map(|(at, label)| LabeledSpan::new_with_span(Some(label.clone()), at.clone()));
    drawn = drawn.with_labels(std::iter::once(main).chain(also));
    let source = NamedSource::new(&file.name, Arc::clone(&file.yaml));
    miette::Report::from(drawn).with_source_code(source)
}
