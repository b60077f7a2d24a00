//! A wordlist as written: one type for each thing that its YAML can say.
//!
//! These types are what the loader fills, what is stored for built-in lists, and what the JSON
//! Schema is generated from. Nothing here is resolved: names are still names, phrases still text.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A value with the bytes of the YAML that it was read from (0-based, end exclusive).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// First byte in the YAML text.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

/// A day of the Gregorian calendar, UTC. Ordered as time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day {
    /// The year.
    pub year: i16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// One YAML file of rules, names and sources.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Wordlist {
    /// Its name: given, or the file's.
    pub name: String,
    /// What it is about, for people.
    pub title: Option<String>,
    /// Free text: `"2026-03"`.
    pub version: Option<String>,
    /// A language tag; `en` where nothing is said.
    pub language: Option<String>,
    /// The market that it was written for.
    pub market: Option<String>,
    /// What a reader must know of the list as a whole: its date, that it is not legal advice.
    pub notice: Option<String>,
    /// Sources by id.
    pub sources: BTreeMap<String, Source>,
    /// What rules have that say nothing else.
    pub defaults: Defaults,
    /// Where it was reported, for sources that do not say it themselves.
    pub seen_in: Option<Source>,
    /// Names by id.
    pub names: BTreeMap<String, At<Name>>,
    /// Verbs that the built-in English forms get wrong, by base form.
    pub verbs: BTreeMap<String, VerbForms>,
    /// The rules in the order of the file: approve, forbid, require as they stand.
    pub rules: Vec<Rule>,
    /// Changes to rules of earlier lists.
    pub changes: Vec<Change>,
}

/// A change to a rule of an earlier list; what it does not say stays.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Change {
    /// Full id of the rule.
    pub rule: At<String>,
    /// Turned off, or on again.
    pub off: Option<bool>,
    /// More phrases.
    pub phrases: Vec<At<String>>,
    /// More that lets a hit through.
    pub unless: Vec<Unless>,
    /// Rewrites, in place of the rule's own.
    pub instead: Vec<Instead>,
    /// `apply: never`.
    pub apply_never: Option<bool>,
    /// What to do.
    pub advice: Option<String>,
    /// The finding's first line.
    pub message: Option<String>,
    /// Why.
    pub because: Option<String>,
    /// Whom to ask.
    pub owner: Option<String>,
    /// Its weight.
    pub severity: Option<Severity>,
    /// Shown, but never fails a run.
    pub draft: Option<bool>,
    /// Dates.
    pub effective: Option<Effective>,
    /// Kinds of readers.
    pub audience: Vec<At<String>>,
    /// Kinds of media.
    pub channel: Vec<At<String>>,
    /// Markets.
    pub market: Vec<At<String>>,
    /// The kinds of blocks it is about.
    pub places: Vec<Place>,
    /// When it must be looked at again.
    pub review_by: Option<At<Day>>,
}

/// Where a rule comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// `law`, `guideline`, `memo`, `news`, `house-style` …
    pub kind: Option<String>,
    /// Its date as people write it: `2026-03`, `2026-03-18`.
    pub date: Option<String>,
    /// Where in it.
    pub clause: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Where it was reported, if it was not itself seen.
    pub seen_in: Option<Box<Source>>,
}

/// What the rules of a list have that say nothing else.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Defaults {
    /// `error` where nothing is said.
    pub severity: Option<Severity>,
    /// Id of a source.
    pub source: Option<At<String>>,
    /// Whom to ask.
    pub owner: Option<String>,
    /// Kinds of readers.
    pub audience: Vec<At<String>>,
    /// Kinds of media.
    pub channel: Vec<At<String>>,
    /// Markets.
    pub market: Vec<At<String>>,
    /// Dates.
    pub effective: Option<Effective>,
    /// When the rules must be looked at again.
    pub review_by: Option<At<Day>>,
}

/// A thing that copy speaks of, with all its spellings.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Name {
    /// Spellings in any case; the first is the one to write.
    pub any: Vec<At<String>>,
    /// Spellings that count only with these capitals.
    pub exact: Vec<At<String>>,
    /// Wrong spellings that count as the name, each with the right one.
    pub misspelt: Vec<(At<String>, At<String>)>,
    /// Longer spellings that are not the name.
    pub not: Vec<At<String>>,
}

/// The forms of a verb; those not given are the built-in ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerbForms {
    /// Third person singular: *offsets*.
    pub s: Option<String>,
    /// Past: *offset*.
    pub past: Option<String>,
    /// Past participle: *offset*.
    pub done: Option<String>,
    /// Present participle: *offsetting*.
    pub ing: Option<String>,
}

/// What a rule says of its phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// They may be said.
    Approve,
    /// They may not be said.
    Forbid,
    /// They must be said where `when` is said.
    Require,
}

/// How much a finding weighs. Ordered by weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Could be better.
    Suggestion,
    /// Should not go out without a look.
    Warning,
    /// May not go out.
    Error,
}

/// One rule.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a key of its own in the list, and none excludes another"
)]
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rule {
    /// Given, or the slug of its first phrase; unique in its list.
    pub id: String,
    /// What it says of its phrases.
    pub verdict: Verdict,
    /// The bytes of the whole rule in its YAML.
    pub at: (usize, usize),
    /// The phrases as written.
    pub phrases: Vec<At<String>>,
    /// For `require`: what makes the phrases necessary.
    pub when: Vec<At<String>>,
    /// For `require`: at every use or only the first.
    pub first_only: bool,
    /// For `require`: how far away the phrases may stand.
    pub within: Option<Within>,
    /// What must be nearby.
    pub near: Option<Near>,
    /// What lets a hit through.
    pub unless: Vec<Unless>,
    /// The kinds of blocks it is about; all where empty.
    pub places: Vec<Place>,
    /// Rewrites, best first.
    pub instead: Vec<Instead>,
    /// `apply: never`: rewrites are shown, never applied.
    pub apply_never: bool,
    /// What to do, where no rewrite says it.
    pub advice: Option<String>,
    /// The finding's first line, where the generated one will not do.
    pub message: Option<String>,
    /// Why.
    pub because: Option<String>,
    /// For the list's own people; never printed.
    pub note: Option<String>,
    /// Id of a source.
    pub source: Option<At<String>>,
    /// Whom to ask.
    pub owner: Option<String>,
    /// Its weight; the list's default where nothing is said.
    pub severity: Option<Severity>,
    /// Shown, but never fails a run.
    pub draft: bool,
    /// Dates.
    pub effective: Option<Effective>,
    /// Kinds of readers.
    pub audience: Vec<At<String>>,
    /// Kinds of media.
    pub channel: Vec<At<String>>,
    /// Markets.
    pub market: Vec<At<String>>,
    /// When it must be looked at again.
    pub review_by: Option<At<Day>>,
    /// Later lists and configs may not weaken it.
    pub locked: bool,
    /// Capitals and separators count.
    pub exact: bool,
    /// Its tests.
    pub examples: Examples,
}

/// When a rule holds; both ends count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effective {
    /// Silent before.
    pub from: Option<Day>,
    /// A suggestion before.
    pub enforced: Option<Day>,
    /// Silent after.
    pub until: Option<Day>,
}

/// How far around a hit something may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// In the phrase itself (for `require`).
    Phrase,
    /// In its sentence.
    Sentence,
    /// In its sentence or the one before.
    PreviousSentence,
    /// In the headings above it.
    Heading,
    /// In its table row, its first cell, or its column's header.
    Row,
    /// In its block.
    Block,
    /// In its section.
    Section,
    /// Anywhere.
    Document,
}

/// What must stand near a hit: phrases or `@names`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Near {
    /// The phrases.
    pub phrases: Vec<At<String>>,
    /// All of them, not any.
    pub all: bool,
    /// Where; the sentence where empty, and several widen it.
    pub within: Vec<Within>,
}

/// What lets a hit through.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Unless {
    /// It is spoken of, not used.
    Mentioned,
    /// Its verb is negated.
    Negated,
    /// A source is given.
    Cited,
    /// It is asked about, not claimed.
    Asked,
    /// A phrase covers it.
    Phrase(Vec<At<String>>),
    /// Something stands near it.
    Near(Near),
}

/// The kinds of blocks that `in:` knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Headings.
    Heading,
    /// Running text, captions.
    Body,
    /// Table cells.
    Cell,
    /// Text alternatives, titles, labels.
    Alt,
}

/// A rewrite as written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Instead {
    /// What is replaced: a phrase that covers the hit, or exactly the hit.
    pub replace: Option<At<String>>,
    /// What is written instead.
    pub with: At<String>,
}

/// A rule's own tests.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Examples {
    /// Markdown in which the rule finds something.
    pub flags: Vec<At<String>>,
    /// Markdown in which it finds nothing.
    pub allows: Vec<At<String>>,
    /// Markdown before and after its rewrite.
    pub rewrites: Vec<(At<String>, At<String>)>,
}
