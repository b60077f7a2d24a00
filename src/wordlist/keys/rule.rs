//! The keys of a rule, of what stands in one, and of a change to one.

use super::{
    APPLY, AT, INSTEAD_KIND, Kind, NEAR_KIND, NEAR_WITHIN, PHRASES, PLACES, REQUIRE_WITHIN,
    SEVERITIES, STATUSES, Shape, TEXTS, UNLESS_KIND, either_way, key,
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
