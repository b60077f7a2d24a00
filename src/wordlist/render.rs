//! Problems drawn at their places, for a terminal.

use std::fmt::{self, Write as _};
use std::sync::Arc;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, Severity, SourceCode, SourceSpan, SpanContents,
};

use super::problem::{File, Problem, Weight};

/// The longest line, in bytes, that is drawn: a longer one would bury what is said about it.
const LONGEST_LINE: usize = 400;

/// A file of which whole lines are shown, and no others around them: where miette asks for lines of
/// context it gets the line, where it asks for none (for the head of the frame) the place alone.
#[derive(Debug)]
struct Lines(Arc<File>);

impl SourceCode for Lines {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let yaml = &*self.0.yaml;
        let first = span.offset();
        let last = first + span.len();
        let (Some(left), Some(right)) = (yaml.get(..first), yaml.get(last..)) else {
            return Err(MietteError::OutOfBounds);
        };
        let line_start = left.rfind('\n').map_or(0, |at| at + 1);
        let (start, end) = if before == 0 {
            (first, last)
        } else {
            let rest = right.find(['\n', '\r']).unwrap_or(right.len());
            (line_start, last + rest)
        };
        Ok(Box::new(MietteSpanContents::new_named(
            self.0.name.clone(),
            &yaml.as_bytes()[start..end],
            (start, end - start).into(),
            self.0.line(start) - 1,
            yaml[line_start..start].chars().count(),
            yaml.lines().count(),
        )))
    }
}

/// A problem as miette draws it.
#[derive(Debug)]
pub struct Drawn<'p> {
    problem: &'p Problem,
    source: Option<Lines>,
}

impl<'p> Drawn<'p> {
    /// The problem, with the line of its file that it is about.
    #[must_use]
    pub fn new(problem: &'p Problem) -> Self {
        let source = problem.file.clone().map(Lines).filter(|lines| {
            let line = lines.0.line(problem.at.start);
            lines.0.line_text(line).len() <= LONGEST_LINE
        });
        Self { problem, source }
    }
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.source.is_some() {
            return f.write_str(&self.problem.message);
        }
        // With no line to draw, all is said in one.
        if let Some(file) = &self.problem.file {
            write!(f, "{}:{}: ", file.name, file.line(self.problem.at.start))?;
        }
        f.write_str(&self.problem.message)?;
        match &self.problem.label {
            Some(label) => write!(f, ": {label}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Drawn<'_> {}

impl Diagnostic for Drawn<'_> {
    fn severity(&self) -> Option<Severity> {
        Some(match self.problem.weight {
            Weight::Error => Severity::Error,
            Weight::Warning => Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.problem.help.as_ref()?;
        Some(Box::new(help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let file = &self.source.as_ref()?.0;
        let first = (self.problem.label.clone(), self.problem.at.clone());
        let also = self.problem.also.iter();
        let also = also.map(|(at, label)| (Some(label.clone()), at.clone()));
        let labels = std::iter::once(first).chain(also).map(|(label, at)| {
            let at = first_line(&file.yaml, at);
            LabeledSpan::new(label, at.start, at.len())
        });
        Some(Box::new(labels))
    }
}

/// The part of `at` on its first line: a whole rule is not underlined over all its lines.
fn first_line(yaml: &str, at: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let start = at.start.min(yaml.len());
    let end = at.end.clamp(start, yaml.len());
    let text = yaml.get(start..end).unwrap_or("");
    let line = text.lines().next().unwrap_or("").trim_end();
    start..start + line.len()
}

/// Problems as a terminal shows them, in their order; `colour` with its escape codes.
#[must_use]
pub fn draw(problems: &[Problem], colour: bool) -> String {
    let theme = if colour {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(100)
        .with_context_lines(1);
    let mut text = String::new();
    for problem in problems {
        let before = text.len();
        if handler
            .render_report(&mut text, &Drawn::new(problem))
            .is_err()
        {
            text.truncate(before);
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{problem}");
        }
    }
    text
}
