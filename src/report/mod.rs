//! What is printed of a run. One file a format; each gets the same events in the same order:
//! [`Reporter::begin`], then [`Reporter::file`] or [`Reporter::unread`] for each file in the order
//! of their paths, then [`Reporter::finish`].

mod human;
mod json;
mod line;
pub mod summary;
pub mod visible;
pub mod wording;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use crate::document::source::Source;
use crate::finding::Finding;
use crate::wordlist::model::{Day, Severity};
use crate::wordlist::ruleset::ListInfo;

/// What is known before the first file.
#[derive(Debug, Clone)]
pub struct RunInfo {
    /// The day that dates were compared with.
    pub as_of: Day,
    /// The lists in force; where folders have different ones, all of them, each once.
    pub lists: Vec<ListInfo>,
    /// How many rules they have that are not off.
    pub rules: usize,
    /// The audience, channel and market that the run named.
    pub audience: Option<String>,
    /// See `audience`.
    pub channel: Option<String>,
    /// See `audience`.
    pub market: Option<String>,
    /// The weight from which a finding fails the run; none: never.
    pub fail_on: Option<Severity>,
    /// What the person asked to see beside findings.
    pub show: Show,
}

/// What is listed beside findings.
#[derive(Debug, Clone, Copy, Default)]
pub struct Show {
    /// Uses of approved wording.
    pub approved: bool,
    /// What a condition or an approval let through.
    pub cleared: bool,
    /// Counts by rule.
    pub statistics: bool,
}

/// One file that was checked.
#[derive(Debug, Clone)]
pub struct FileReport {
    /// As given, with `/`, without a leading `./`.
    pub path: String,
    /// The decoded source: lines are shown of it, and edits mapped to bytes on disk by it.
    pub source: Arc<Source>,
    /// Its findings in the order of the text; empty for a format that only counts.
    pub findings: Vec<Finding>,
    /// How many findings each rule has here, by weight; filled for every format.
    pub counts: Vec<RuleCount>,
    /// Uses of approved wording.
    pub approved: Vec<Let>,
    /// What was let through; `by` says what did it.
    pub cleared: Vec<Let>,
    /// What somebody set aside.
    pub suppressed: Vec<Aside>,
    /// Full ids of rules that will find something here, with the day from which.
    pub coming: Vec<Coming>,
}

/// How often one rule found something in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleCount {
    /// The weight that the findings have today.
    pub severity: Severity,
    /// `list/rule`.
    pub rule: String,
    /// How many.
    pub findings: usize,
}

/// Words that are no finding.
#[derive(Debug, Clone)]
pub struct Let {
    /// `list/rule`.
    pub rule: String,
    /// The rendered words.
    pub text: String,
    /// The line that they start on, 1-based.
    pub line: usize,
    /// `negated`, `mentioned`, `cited`, `list/rule` of an approval … ; empty for an approved use.
    pub by: String,
}

/// A finding that somebody set aside.
#[derive(Debug, Clone)]
pub struct Aside {
    /// `list/rule`.
    pub rule: String,
    /// The rendered words.
    pub text: String,
    /// `ignore`, `baseline`, `waiver`.
    pub kind: String,
    /// The reason given.
    pub reason: String,
}

/// A rule that is about to come into force.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Coming {
    /// `list/rule`.
    pub rule: String,
    /// Shown from this day, if it is silent now.
    pub from: Option<Day>,
    /// At its own weight from this day.
    pub enforced: Option<Day>,
}

/// What is known after the last file.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// How many files were checked.
    pub checked: usize,
    /// Files that are not copy, by the ending of their name.
    pub skipped: BTreeMap<String, usize>,
    /// How many files `exclude` kept out.
    pub excluded: usize,
    /// Files that could not be read, with the reason.
    pub unread: Vec<(String, String)>,
    /// Other things that could not be done (a missing path): each a sentence.
    pub troubles: Vec<String>,
}

/// Prints a run in one format.
pub trait Reporter {
    /// Before the first file.
    fn begin(&mut self, run: &RunInfo, out: &mut dyn Write) -> io::Result<()>;
    /// A file that was checked; called for clean files too.
    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()>;
    /// A file that could not be read.
    fn unread(&mut self, path: &str, reason: &str, out: &mut dyn Write) -> io::Result<()>;
    /// After the last file.
    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()>;
}

/// The formats that can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Cards for people.
    Human,
    /// One line a finding.
    Line,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    Ndjson,
    /// Counts only.
    Summary,
}

impl Format {
    /// Whether it shows findings, not only their number; if not, they need not be put into words.
    #[must_use]
    pub const fn shows_findings(self) -> bool {
        !matches!(self, Self::Summary)
    }

    /// Its reporter; `colour` matters to people only.
    #[must_use]
    pub fn reporter(self, colour: bool) -> Box<dyn Reporter> {
        match self {
            Self::Human => Box::new(human::Human::new(colour)),
            Self::Line => Box::new(line::Line),
            Self::Json => Box::new(json::Json::default()),
            Self::Ndjson => Box::new(json::Ndjson::default()),
            Self::Summary => Box::new(summary::Counts::default()),
        }
    }
}
