//! Every key that a list or a config may have: its name, what its value may be, what it means.
//!
//! This table is the one place where keys are named. The readers ask for values by these names (and
//! stop a debug build if they ask for another, or leave one unasked), "did you mean" chooses among
//! them, and the JSON Schemas are made from them.

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
pub const UNLESS: &[&str] = &["mentioned", "negated", "cited"];

const TEXTS: Kind = Kind::Several(&Kind::Text);
const PHRASES: Kind = Kind::Several(&Kind::Phrase);

/// A list.
pub static LIST: Shape = Shape {
    what: "a list",
    id: "list",
    keys: &[
        key(
            "wordlist",
            Kind::Text,
            "The list's name; the file's name where nothing is said.",
        ),
        key("title", Kind::Text, "What the list is about, for people."),
        key(
            "version",
            Kind::Text,
            "The version, as free text: \"2026-03\".",
        ),
        key(
            "language",
            Kind::Text,
            "A language tag; en where nothing is said.",
        ),
        key(
            "market",
            TEXTS,
            "The markets that the list was written for.",
        ),
        key(
            "notice",
            Kind::Text,
            "What a reader must know of the list as a whole.",
        ),
        key(
            "seen-in",
            Kind::Map(&SOURCE),
            "Where what the list says was reported, for sources that do not say it themselves.",
        ),
        key(
            "sources",
            Kind::Named(&Kind::Either(&[Kind::Text, Kind::Map(&SOURCE)])),
            "Where rules come from, by a short name.",
        ),
        key(
            "defaults",
            Kind::Map(&DEFAULTS),
            "What rules have that say nothing else.",
        ),
        key(
            "names",
            Kind::Named(&NAME_KIND),
            "The things that copy speaks of, each with its spellings; written @name in phrases.",
        ),
        key(
            "verbs",
            Kind::Named(&Kind::Map(&VERB)),
            "Verb forms that the built-in English ones get wrong, by base form.",
        ),
        key("approve", RULES, "Wording that may be used."),
        key("forbid", RULES, "Wording that may not be used."),
        key("require", RULES, "Wording that must be used."),
        key(
            "rules",
            CHANGES,
            "Changes to rules of earlier lists, by full id: off, a severity, or what is different.",
        ),
    ],
};

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

/// A source.
pub static SOURCE: Shape = Shape {
    what: "a source",
    id: "source",
    keys: &[
        key("title", Kind::Text, "Its title."),
        key("publisher", Kind::Text, "Who published it."),
        key(
            "kind",
            Kind::Text,
            "law, guideline, memo, news, house-style …",
        ),
        key("date", Kind::Text, "Its date: 2026, 2026-03, 2026-03-18."),
        key("clause", Kind::Text, "Where in it."),
        key("url", Kind::Text, "Its address."),
        key(
            "seen-in",
            Kind::Map(&SOURCE),
            "Where it was reported, if it was not itself seen.",
        ),
    ],
};

/// What rules have that say nothing else.
pub static DEFAULTS: Shape = Shape {
    what: "the defaults",
    id: "defaults",
    keys: &[
        key(
            "severity",
            Kind::Choice(SEVERITIES),
            "How much a finding weighs; error where nothing is said.",
        ),
        key("source", Kind::Text, "One of the sources."),
        key("owner", Kind::Text, "Whom to ask."),
        key("audience", TEXTS, "The readers that rules are about."),
        key("channel", TEXTS, "The media that rules are about."),
        key("market", TEXTS, "The markets that rules are about."),
        key("effective", Kind::Map(&EFFECTIVE), "When rules hold."),
        key(
            "review-by",
            Kind::Day,
            "When rules must be looked at again.",
        ),
    ],
};

/// A name.
pub static NAME: Shape = Shape {
    what: "a name",
    id: "name",
    keys: &[
        key(
            "any",
            PHRASES,
            "Spellings in any capitals; the first is the one to write.",
        ),
        key(
            "exact",
            PHRASES,
            "Spellings that count only with these capitals.",
        ),
        key(
            "misspelt",
            Kind::Pairs,
            "Wrong spellings that count as the name, each with the right one.",
        ),
        key("not", PHRASES, "Longer spellings that are not the name."),
    ],
};

/// The forms of a verb.
pub static VERB: Shape = Shape {
    what: "a verb",
    id: "verb",
    keys: &[
        key("s", Kind::Text, "he …: offsets"),
        key("past", Kind::Text, "yesterday they …: offset"),
        key("done", Kind::Text, "they have …: offset"),
        key("ing", Kind::Text, "they are …: offsetting"),
    ],
};

/// When a rule holds.
pub static EFFECTIVE: Shape = Shape {
    what: "the dates",
    id: "effective",
    keys: &[
        key("from", Kind::Day, "Silent before this day."),
        key("enforced", Kind::Day, "A suggestion before this day."),
        key("until", Kind::Day, "Silent after this day."),
    ],
};

/// What must be nearby.
pub static NEAR: Shape = Shape {
    what: "near",
    id: "near",
    keys: &[
        key("any", PHRASES, "One of these stands near."),
        key("all", PHRASES, "All of these stand near."),
        key(
            "within",
            Kind::Several(&Kind::Choice(NEAR_WITHIN)),
            "How near; several widen it. The sentence where nothing is said.",
        ),
    ],
};

/// What lets a hit through, where it is not one word.
pub static UNLESS_MAP: Shape = Shape {
    what: "an exception",
    id: "unless",
    keys: &[
        key("phrase", PHRASES, "One of these covers what was found."),
        key("near", NEAR_KIND, "This stands near."),
    ],
};

/// A rewrite.
pub static INSTEAD: Shape = Shape {
    what: "a rewrite",
    id: "instead",
    keys: &[
        key(
            "replace",
            Kind::Phrase,
            "What is replaced, where it covers what was found.",
        ),
        key("with", Kind::Phrase, "What is written instead."),
    ],
};

/// A rule's own tests.
pub static EXAMPLES: Shape = Shape {
    what: "the examples",
    id: "examples",
    keys: &[
        key(
            "flags",
            TEXTS,
            "Markdown in which the rule finds something.",
        ),
        key("allows", TEXTS, "Markdown in which it finds nothing."),
        key(
            "rewrites",
            Kind::Several(&Kind::Map(&REWRITE)),
            "Markdown before and after its rewrite.",
        ),
    ],
};

/// A tested rewrite.
pub static REWRITE: Shape = Shape {
    what: "a tested rewrite",
    id: "rewrite",
    keys: &[
        key("from", Kind::Text, "Markdown as it is."),
        key("to", Kind::Text, "Markdown as fix writes it."),
    ],
};

/// A rule.
pub static RULE: Shape = Shape {
    what: "a rule",
    id: "rule",
    keys: &[
        key(
            "id",
            Kind::Text,
            "Its id; made from its first phrase where nothing is said.",
        ),
        key(
            "when",
            PHRASES,
            "For required wording: what makes it necessary.",
        ),
        key(
            "at",
            Kind::Choice(AT),
            "For required wording: at every use or only at the first.",
        ),
        either_way(
            "phrases",
            "phrase",
            PHRASES,
            "The wording that the rule is about.",
        ),
        key(
            "within",
            Kind::Choice(REQUIRE_WITHIN),
            "For required wording: how far away it may stand.",
        ),
        key(
            "near",
            NEAR_KIND,
            "What must stand near for the rule to apply.",
        ),
        key("unless", UNLESS_KIND, "What lets the wording through."),
        key(
            "in",
            Kind::Several(&Kind::Choice(PLACES)),
            "The kinds of text that the rule is about; all where nothing is said.",
        ),
        key(
            "instead",
            INSTEAD_KIND,
            "What to write instead, best first.",
        ),
        key(
            "apply",
            Kind::Choice(APPLY),
            "never: the rewrite is shown, and fix does not apply it.",
        ),
        key(
            "advice",
            Kind::Text,
            "What to do, where no rewrite says it.",
        ),
        key(
            "message",
            Kind::Text,
            "The first line of a finding, where the generated one will not do.",
        ),
        key("because", Kind::Text, "Why."),
        key(
            "note",
            Kind::Text,
            "For the list's own people; never printed.",
        ),
        key("source", Kind::Text, "One of the sources."),
        key("owner", Kind::Text, "Whom to ask."),
        key(
            "severity",
            Kind::Choice(SEVERITIES),
            "How much a finding weighs.",
        ),
        key(
            "status",
            Kind::Choice(STATUSES),
            "draft: shown, but never fails a run.",
        ),
        key("effective", Kind::Map(&EFFECTIVE), "When the rule holds."),
        key("audience", TEXTS, "The readers that it is about."),
        key("channel", TEXTS, "The media that it is about."),
        key("market", TEXTS, "The markets that it is about."),
        key("review-by", Kind::Day, "When it must be looked at again."),
        key(
            "locked",
            Kind::Flag,
            "Later lists and configs may not weaken it.",
        ),
        key("exact", Kind::Flag, "Capitals and hyphens count."),
        key(
            "examples",
            Kind::Map(&EXAMPLES),
            "Its tests, run by copydesk wordlist check.",
        ),
    ],
};

/// A change to a rule of an earlier list.
pub static CHANGE: Shape = Shape {
    what: "a change to a rule",
    id: "change",
    keys: &[
        key("off", Kind::Flag, "The rule is not applied."),
        either_way(
            "phrases",
            "phrase",
            PHRASES,
            "More wording that the rule is about.",
        ),
        key("unless", UNLESS_KIND, "More that lets the wording through."),
        key(
            "instead",
            INSTEAD_KIND,
            "What to write instead, in place of the rule's own.",
        ),
        key(
            "apply",
            Kind::Choice(APPLY),
            "never: the rewrite is shown, and fix does not apply it.",
        ),
        key("advice", Kind::Text, "What to do."),
        key("message", Kind::Text, "The first line of a finding."),
        key("because", Kind::Text, "Why."),
        key("owner", Kind::Text, "Whom to ask."),
        key(
            "severity",
            Kind::Choice(SEVERITIES),
            "How much a finding weighs.",
        ),
        key(
            "status",
            Kind::Choice(STATUSES),
            "draft: shown, but never fails a run.",
        ),
        key("effective", Kind::Map(&EFFECTIVE), "When the rule holds."),
        key("audience", TEXTS, "The readers that it is about."),
        key("channel", TEXTS, "The media that it is about."),
        key("market", TEXTS, "The markets that it is about."),
        key(
            "in",
            Kind::Several(&Kind::Choice(PLACES)),
            "The kinds of text that it is about.",
        ),
        key("review-by", Kind::Day, "When it must be looked at again."),
    ],
};

/// A config.
pub static CONFIG: Shape = Shape {
    what: "a config",
    id: "config",
    keys: &[
        key(
            "extends",
            TEXTS,
            "Configs that this one adds to; paths from this file.",
        ),
        key(
            "wordlists",
            TEXTS,
            "The lists in force: built-in ones by name, others by path from this file.",
        ),
        key("audience", Kind::Text, "The readers that the copy is for."),
        key("channel", Kind::Text, "The medium that it is in."),
        key("market", Kind::Text, "The market that it is for."),
        key(
            "fail-on",
            Kind::Choice(FAIL_ON),
            "The weight from which a finding fails the run; warning where nothing is said.",
        ),
        key(
            "exclude",
            TEXTS,
            "Files that are left alone: patterns from this file's folder.",
        ),
        key(
            "front-matter",
            TEXTS,
            "Keys of the front matter whose text is copy.",
        ),
        key(
            "names",
            Kind::Named(&NAME_KIND),
            "More spellings for names of the lists.",
        ),
        key(
            "rules",
            CHANGES,
            "Changes to rules, by full id: off, a severity, or what is different.",
        ),
        key(
            "overrides",
            Kind::Several(&Kind::Map(&OVERRIDE)),
            "What is different for some files; of several that name a file, the later one decides.",
        ),
    ],
};

/// What is different for some files.
pub static OVERRIDE: Shape = Shape {
    what: "an override",
    id: "override",
    keys: &[
        key(
            "files",
            TEXTS,
            "The files: patterns from the config's folder.",
        ),
        key("wordlists", TEXTS, "The lists in force for them."),
        key("audience", Kind::Text, "The readers that they are for."),
        key("channel", Kind::Text, "The medium that they are in."),
        key("market", Kind::Text, "The market that they are for."),
        key(
            "fail-on",
            Kind::Choice(FAIL_ON),
            "The weight from which a finding fails the run.",
        ),
        key(
            "front-matter",
            TEXTS,
            "Keys of the front matter whose text is copy.",
        ),
        key(
            "names",
            Kind::Named(&NAME_KIND),
            "More spellings for names of the lists.",
        ),
        key("rules", CHANGES, "Changes to rules, by full id."),
    ],
};
