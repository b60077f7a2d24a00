//! Every key that a list or a config may have: its name, what its value may be, what it means.
//!
//! This table is the one place where keys are named. The readers ask for values by these names (and
//! stop a debug build if they ask for another, or leave one unasked), "did you mean" chooses among
//! them, and the JSON Schemas are made from them.

pub mod config;
mod list;
pub mod lock;
mod rule;
pub mod waivers;

pub use list::{DEFAULTS, LIST, NAME, SOURCE, VERB};
pub use rule::{CHANGE, EFFECTIVE, EXAMPLES, INSTEAD, NEAR, REWRITE, RULE, UNLESS_MAP};

/// The keys that a map may have.
#[derive(Debug)]
pub struct Shape {
    /// What the map is, with its article: `a rule`.
    pub what: &'static str,
    /// Its name in the schema.
    pub id: &'static str,
    /// Its keys in the order in which they are best written.
    pub keys: &'static [Key],
}

/// One key.
#[derive(Debug)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// Another way to write it.
    pub also: Option<&'static str>,
    /// What its value may be.
    pub kind: Kind,
    /// What it means, in one sentence.
    pub about: &'static str,
}

/// What a value may be.
#[derive(Debug)]
pub enum Kind {
    /// Text.
    Text,
    /// A phrase.
    Phrase,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Number,
    /// `2026-12-31`.
    Day,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// One value, or a list of them.
    Several(&'static Kind),
    /// A list.
    List(&'static Kind),
    /// A map of these keys.
    Map(&'static Shape),
    /// A map of names that the writer chooses.
    Named(&'static Kind),
    /// A map of texts that the writer chooses to texts.
    Pairs,
    /// One of these.
    Either(&'static [Kind]),
}

const fn key(name: &'static str, kind: Kind, about: &'static str) -> Key {
    Key {
        name,
        also: None,
        kind,
        about,
    }
}

const fn either_way(
    name: &'static str,
    also: &'static str,
    kind: Kind,
    about: &'static str,
) -> Key {
    Key {
        name,
        also: Some(also),
        kind,
        about,
    }
}

/// The words of `severity`.
pub const SEVERITIES: &[&str] = &["error", "warning", "suggestion"];
/// The words of `fail-on`.
pub const FAIL_ON: &[&str] = &["error", "warning", "suggestion", "never"];
/// The words of `include`.
pub const INCLUDE: &[&str] = &["comments", "prompts"];
/// The words of `status`.
pub const STATUSES: &[&str] = &["active", "draft"];
/// The words of `apply`.
pub const APPLY: &[&str] = &["safe", "never"];
/// The words of `at`.
pub const AT: &[&str] = &["every", "first"];
/// The words of `within` beside `near`.
pub const NEAR_WITHIN: &[&str] = &[
    "sentence",
    "previous-sentence",
    "heading",
    "row",
    "block",
    "section",
    "document",
];
/// The words of `within` of required wording.
pub const REQUIRE_WITHIN: &[&str] = &["phrase", "sentence", "block", "section", "document"];
/// The words of `in`.
pub const PLACES: &[&str] = &["heading", "body", "cell", "alt"];
/// The conditions of `unless` that are one word.
pub const UNLESS: &[&str] = &["mentioned", "negated", "cited", "asked"];

const TEXTS: Kind = Kind::Several(&Kind::Text);
const PHRASES: Kind = Kind::Several(&Kind::Phrase);

const RULES: Kind = Kind::Several(&Kind::Either(&[Kind::Phrase, Kind::Map(&RULE)]));
const NAME_KIND: Kind = Kind::Either(&[Kind::Phrase, Kind::List(&Kind::Phrase), Kind::Map(&NAME)]);
const NEAR_KIND: Kind = Kind::Either(&[Kind::Phrase, Kind::List(&Kind::Phrase), Kind::Map(&NEAR)]);
const UNLESS_KIND: Kind = Kind::Several(&Kind::Either(&[
    Kind::Choice(UNLESS),
    Kind::Map(&UNLESS_MAP),
]));
const INSTEAD_KIND: Kind = Kind::Several(&Kind::Either(&[Kind::Phrase, Kind::Map(&INSTEAD)]));
const CHANGES: Kind = Kind::Named(&Kind::Either(&[
    Kind::Choice(&["off", "error", "warning", "suggestion"]),
    Kind::Flag,
    Kind::Map(&CHANGE),
]));
