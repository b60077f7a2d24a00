//! The keys of `copydesk.waivers.yaml`.

use super::{Kind, Shape, key};

/// The file.
pub static WAIVERS: Shape = Shape {
    what: "a file of waivers",
    id: "waivers",
    keys: &[key(
        "waivers",
        Kind::List(&Kind::Map(&WAIVER)),
        "Findings that somebody has cleared, each for its own words.",
    )],
};

/// One waiver.
pub static WAIVER: Shape = Shape {
    what: "a waiver",
    id: "waiver",
    keys: &[
        key("rule", Kind::Text, "The full id of the rule."),
        key(
            "path",
            Kind::Text,
            "The file that the words stand in, from this file's folder.",
        ),
        key(
            "text",
            Kind::Text,
            "The words that may stay; it lapses when they are edited.",
        ),
        key("reason", Kind::Text, "Why they may."),
        key("by", Kind::Text, "Who cleared them."),
        key("ticket", Kind::Text, "Where that was decided."),
        key("until", Kind::Day, "The last day on which it holds."),
    ],
};
