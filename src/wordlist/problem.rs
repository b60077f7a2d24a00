//! What is wrong with a list or a config: said to the person who wrote it, at its place.
//!
//! Loading, stacking and `wordlist check` collect these and never stop at the first. Nothing here
//! draws: [`super::render`] does, and the build script, which has no terminal, prints one line each.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::model::At;
use super::text::Text;

/// Whether a list with this problem can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// It can; the writer should look.
    Warning,
    /// It cannot.
    Error,
}

/// A YAML file that problems point into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path as given, or `NAME (built in)`.
    pub name: String,
    /// Its text, without a byte order mark.
    pub yaml: Text,
}

impl File {
    /// A file of this name and text; a byte order mark is dropped.
    #[must_use]
    pub fn new(name: impl Into<String>, text: &str) -> Arc<Self> {
        Arc::new(Self {
            name: name.into(),
            yaml: text.strip_prefix('\u{feff}').unwrap_or(text).into(),
        })
    }

    /// A file that is a part of the tool.
    #[must_use]
    pub fn own(name: impl Into<String>, text: &'static str) -> Arc<Self> {
        Arc::new(Self {
            name: name.into(),
            yaml: Text::Own(text),
        })
    }

    /// The line that holds byte `at`, 1-based.
    #[must_use]
    pub fn line(&self, at: usize) -> usize {
        let end = at.min(self.yaml.len());
        1 + self.yaml.get(..end).unwrap_or("").matches('\n').count()
    }

    /// The text of the line (1-based), its line end not included.
    #[must_use]
    pub fn line_text(&self, line: usize) -> &str {
        self.yaml.lines().nth(line.saturating_sub(1)).unwrap_or("")
    }
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Whether the list can be used all the same.
    pub weight: Weight,
    /// What is wrong.
    pub message: String,
    /// The file that it is in; none for what was typed on the command line.
    pub file: Option<Arc<File>>,
    /// The bytes of the YAML that are wrong: 0-based, the end exclusive.
    pub at: Range<usize>,
    /// What to say under them.
    pub label: Option<String>,
    /// Other places that have to do with it.
    pub also: Vec<(Range<usize>, String)>,
    /// What to do, or the line to write instead.
    pub help: Option<String>,
}

impl Problem {
    /// An error about the bytes `at` of `file`.
    #[must_use]
    pub fn error(file: &Arc<File>, at: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            weight: Weight::Error,
            message: message.into(),
            file: Some(Arc::clone(file)),
            at,
            label: None,
            also: Vec::new(),
            help: None,
        }
    }

    /// A warning about the bytes `at` of `file`.
    #[must_use]
    pub fn warning(file: &Arc<File>, at: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            weight: Weight::Warning,
            ..Self::error(file, at, message)
        }
    }

    /// An error about something that stands in no file.
    #[must_use]
    pub fn plain(message: impl Into<String>) -> Self {
        Self {
            weight: Weight::Error,
            message: message.into(),
            file: None,
            at: 0..0,
            label: None,
            also: Vec::new(),
            help: None,
        }
    }

    /// With words under the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// With words under the place, if there are any.
    #[must_use]
    pub fn maybe_label(mut self, label: Option<String>) -> Self {
        self.label = label.or(self.label);
        self
    }

    /// With what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With another place in the same file.
    #[must_use]
    pub fn and(mut self, at: Range<usize>, label: impl Into<String>) -> Self {
        self.also.push((at, label.into()));
        self
    }

    /// Whether the list cannot be used.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.weight == Weight::Error
    }
}

/// One line, for logs: `wording/house.yaml:6:5: error: this phrase needs quotes (write …)`.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            let start = self.at.start.min(file.yaml.len());
            let before = file.yaml.get(..start).unwrap_or("");
            let column = before
                .rsplit('\n')
                .next()
                .map_or(0, |line| line.chars().count());
            write!(f, "{}:{}:{}: ", file.name, file.line(start), column + 1)?;
        }
        let weight = match self.weight {
            Weight::Warning => "warning",
            Weight::Error => "error",
        };
        write!(f, "{weight}: {}", self.message)?;
        if let Some(label) = &self.label {
            write!(f, ": {label}")?;
        }
        if let Some(help) = &self.help {
            write!(f, " ({})", help.replace('\n', " "))?;
        }
        Ok(())
    }
}

/// The problems of one file, as they are found.
#[derive(Debug)]
pub struct Problems {
    /// The file.
    pub file: Arc<File>,
    /// In the order they were found.
    pub found: Vec<Problem>,
}

impl Problems {
    /// None yet.
    #[must_use]
    pub fn new(file: &Arc<File>) -> Self {
        Self {
            file: Arc::clone(file),
            found: Vec::new(),
        }
    }

    /// Adds a problem.
    pub fn push(&mut self, problem: Problem) {
        self.found.push(problem);
    }

    /// Adds an error about `at`.
    pub fn error(
        &mut self,
        at: Range<usize>,
        message: impl Into<String>,
        label: impl Into<String>,
        help: impl Into<String>,
    ) {
        let problem = Problem::error(&self.file, at, message);
        self.push(problem.label(label).help(help));
    }
}

/// `did you mean “…”?`, if one of `known` is near enough to `written` to be meant.
#[must_use]
pub fn did_you_mean<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
    nearest(written, known).map(|name| format!("did you mean “{name}”?"))
}

/// The one of `known` that is nearest to `written`, if it is near enough to be meant.
#[must_use]
pub fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let lower = written.to_lowercase();
    let allowed = (lower.chars().count() / 3).clamp(1, 3);
    known
        .into_iter()
        .map(|name| (distance(&lower, &name.to_lowercase()), name))
        .filter(|&(distance, name)| distance <= allowed && distance < name.chars().count())
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, name)| name)
}

fn distance(a: &str, b: &str) -> usize {
    strsim::osa_distance(&a.replace('_', "-"), &b.replace('_', "-"))
}

/// `a, b, c`, or `nothing`.
#[must_use]
pub fn listed<'k>(known: impl IntoIterator<Item = &'k str>) -> String {
    let names: Vec<&str> = known.into_iter().collect();
    if names.is_empty() {
        "nothing".to_owned()
    } else {
        names.join(", ")
    }
}

impl<T> At<T> {
    /// Its bytes in the YAML.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}
