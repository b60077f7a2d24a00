//! The keys of a list, but for those of its rules.

use super::{CHANGES, EFFECTIVE, Kind, NAME_KIND, PHRASES, RULES, SEVERITIES, Shape, TEXTS, key};

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
