//! What is printed of a run. One file a format; each gets the same events in the same order:
//! [`Reporter::begin`], then [`Reporter::file`] or [`Reporter::unread`] for each file in the order
//! of their paths, then once more for each file of waivers with something wrong in it, then
//! [`Reporter::finish`].

mod checkstyle;
mod closing;
mod github;
mod gitlab;
mod html;
mod human;
pub mod json;
mod junit;
pub mod line;
mod rdjson;
pub mod root;
mod sarif;
mod summary;
mod table;
mod tally;
pub mod unseen;
pub mod visible;
pub mod wording;
mod xml;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use root::Root;
use serde::{Deserialize, Serialize};

use crate::document::Notice;
use crate::document::source::Source;
use crate::finding::{Finding, Kind};
use crate::wordlist::model::{Day, Severity, Verdict};
use crate::wordlist::ruleset::{ListInfo, Rule, Ruleset};

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
    /// The root of the repository: formats that a service reads give paths from there.
    pub root: Root,
    /// The rules in force, for formats that describe them; see [`Format::describes_rules`].
    pub catalog: Vec<RuleEntry>,
}

/// A rule as formats describe it that list rules apart from findings.
#[derive(Debug, Clone)]
pub struct RuleEntry {
    /// `list/rule`.
    pub id: String,
    /// What its findings are.
    pub kind: Kind,
    /// Its weight.
    pub severity: Severity,
    /// One sentence: what may not, or must, be said.
    pub short: String,
    /// Why.
    pub because: Option<String>,
    /// What to do.
    pub advice: Option<String>,
    /// Who says so, in words.
    pub who: String,
    /// The source's address.
    pub url: Option<String>,
    /// Whom to ask.
    pub owner: Option<String>,
}

impl RuleEntry {
    /// The rules of `rules` that can have findings, in their order.
    #[must_use]
    pub fn catalog(rules: &Ruleset) -> Vec<Self> {
        let found = rules
            .rules
            .iter()
            .filter(|rule| !rule.off && rule.verdict != Verdict::Approve);
        found.map(|rule| Self::new(rules, rule)).collect()
    }

    fn new(rules: &Ruleset, rule: &Rule) -> Self {
        let phrases: Vec<String> = rule
            .phrases
            .iter()
            .map(|phrase| format!("“{}”", rules.pattern(*phrase).phrase.written))
            .collect();
        let (kind, verb) = match rule.verdict {
            Verdict::Require => (Kind::Required, "Say"),
            Verdict::Forbid | Verdict::Approve => (Kind::Forbidden, "Do not say"),
        };
        Self {
            id: rule.id.clone(),
            kind,
            severity: rule.severity,
            short: rule
                .message
                .clone()
                .unwrap_or_else(|| format!("{verb} {}.", phrases.join(" or "))),
            because: rule.because.clone(),
            advice: rule.advice.clone(),
            who: wording::who(&rule.source),
            url: rule.source.url.clone(),
            owner: rule.owner.clone(),
        }
    }
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
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FileReport {
    /// As given, with `/`, without a leading `./`.
    pub path: String,
    /// The decoded source: lines are shown of it, and edits mapped to bytes on disk by it. Empty for a
    /// file without lines, which findings stand in by their places.
    #[serde(skip, default = "no_source")]
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
    /// What in it could not be read.
    pub notices: Vec<Notice>,
}

fn no_source() -> Arc<Source> {
    Arc::new(Source::from_text(String::new()))
}

/// How often one rule found something in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RuleCount {
    /// The weight that the findings have today.
    pub severity: Severity,
    /// `list/rule`.
    pub rule: String,
    /// How many.
    pub findings: usize,
}

/// Words that are no finding.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Let {
    /// `list/rule`.
    pub rule: String,
    /// The rendered words; empty where they are only counted.
    pub text: String,
    /// The line that they start on, 1-based; 0 where they are only counted.
    pub line: usize,
    /// `negated`, `mentioned`, `cited`, `list/rule` of an approval … ; empty for an approved use.
    pub by: String,
}

/// A finding that somebody set aside.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Aside {
    /// `list/rule`.
    pub rule: String,
    /// The rendered words.
    pub text: String,
    /// `ignore`, `baseline`, `waiver`.
    pub kind: String,
    /// The reason given.
    pub reason: String,
    /// The last day on which it is set aside; none: it does not end.
    pub until: Option<Day>,
    /// The weight of the rule.
    pub severity: Severity,
}

/// A rule that is about to come into force.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
    /// What could not be read of files that were checked, with their paths.
    pub notices: Vec<(String, Notice)>,
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
    /// What the format or its readers leave out of the run, each a sentence; asked after
    /// [`Reporter::finish`].
    fn left_out(&self) -> Vec<String> {
        Vec::new()
    }
}

/// The formats that can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, clap::ValueEnum)]
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
    /// SARIF 2.1.0.
    Sarif,
    /// GitHub's workflow commands.
    Github,
    /// GitLab's Code Quality report.
    Gitlab,
    /// reviewdog's diagnostics, one document.
    Rdjson,
    /// reviewdog's diagnostics, one a line.
    Rdjsonl,
    /// Checkstyle's XML.
    Checkstyle,
    /// `JUnit`'s XML.
    Junit,
    /// One page for people who are not engineers.
    Html,
    /// One row a finding.
    Csv,
}

impl Format {
    /// Whether it shows findings, not only their number; if not, they need not be put into words.
    #[must_use]
    pub const fn shows_findings(self) -> bool {
        !matches!(self, Self::Summary)
    }

    /// Whether people read it as it comes; if not, what could not be done is said beside it too.
    #[must_use]
    pub const fn is_for_people(self) -> bool {
        matches!(self, Self::Human | Self::Line | Self::Summary)
    }

    /// Whether [`RunInfo::catalog`] must be filled for it.
    #[must_use]
    pub const fn describes_rules(self) -> bool {
        matches!(self, Self::Sarif)
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
            Self::Sarif => Box::new(sarif::Sarif::default()),
            Self::Github => Box::new(github::Github::default()),
            Self::Gitlab => Box::new(gitlab::Gitlab::default()),
            Self::Rdjson => Box::new(rdjson::Rdjson::document()),
            Self::Rdjsonl => Box::new(rdjson::Rdjson::lines()),
            Self::Checkstyle => Box::new(checkstyle::Checkstyle),
            Self::Junit => Box::new(junit::Junit),
            Self::Html => Box::new(html::Html::default()),
            Self::Csv => Box::new(table::Table),
        }
    }
}
