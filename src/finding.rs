//! A finding as every front end shows it: words, places, reasons and rewrites, all owned.
//!
//! The contract of `--format json` is this type; every other format is made from it.

pub mod day;
pub mod fingerprint;
pub mod rendered;

use serde::{Deserialize, Serialize};

use crate::place::Place;
use crate::position::{DiskSpan, LineColumn, SourceSpan};
use crate::wordlist::model::{Day, Severity, Source};

/// What a finding says of its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// They may not be said.
    Forbidden,
    /// Something that must be said is missing.
    Required,
    /// A comment that addresses copydesk is wrong or unused.
    Directive,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// `list/rule`.
    pub rule: String,
    /// What it says.
    pub kind: Kind,
    /// Its weight today.
    pub severity: Severity,
    /// A draft: shown, never fails a run.
    pub draft: bool,
    /// The rendered words: invisibles removed, white space one space.
    pub text: String,
    /// The first line: the words in quotes, then what is wrong with them.
    pub message: String,
    /// Why.
    pub because: Option<String>,
    /// What to do.
    pub advice: Option<String>,
    /// Whom to ask.
    pub owner: Option<String>,
    /// Who says so.
    pub source: Source,
    /// In grace: the day from which it has the rule's own weight.
    pub enforced: Option<Day>,
    /// The hull in the decoded source.
    pub span: SourceSpan,
    /// The runs of words in the decoded source.
    pub segments: Vec<SourceSpan>,
    /// The hull in bytes on disk.
    pub disk: DiskSpan,
    /// The runs of words in bytes on disk.
    pub disk_segments: Vec<DiskSpan>,
    /// Where it starts.
    pub start: LineColumn,
    /// The place after its last character.
    pub end: LineColumn,
    /// The words nearby that made it a finding, in the decoded source.
    pub evidence: Vec<(String, SourceSpan)>,
    /// Full ids of other rules that found something in the same words.
    pub also: Vec<String>,
    /// The place, in a file where a line means nothing.
    pub location: Option<Location>,
    /// Steady over moves and rewordings of messages: 32 hex digits.
    pub fingerprint: String,
    /// Rewrites, best first.
    pub suggestions: Vec<Suggestion>,
}

/// Where a finding stands in a file that has no lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// In words: `slide 7 "Why us" > Title 1`.
    pub words: String,
    /// In fields.
    pub place: Place,
    /// The rendered text of the block, to show in place of a source line.
    pub block: String,
    /// The hit in `block`, in bytes.
    pub hit: std::ops::Range<usize>,
    /// The words nearby that made it a finding, as far as they stand in `block`, in bytes.
    pub evidence: Vec<std::ops::Range<usize>>,
}

impl std::fmt::Display for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words)
    }
}

/// A rewrite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The words that it writes, for people.
    pub text: String,
    /// Whether `fix` applies it unasked.
    pub safe: bool,
    /// Why it is not safe, for people.
    pub because: Option<String>,
    /// The words that it replaces, for people.
    pub replaces: String,
    /// What it does to the decoded source: ascending, not overlapping.
    pub edits: Vec<Edit>,
}

/// Replaces a part of the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What goes, in the decoded source.
    pub span: SourceSpan,
    /// What comes.
    pub text: String,
}
