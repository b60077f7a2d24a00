//! The keys of `copydesk.yaml`.

use super::{CHANGES, FAIL_ON, INCLUDE, Kind, NAME_KIND, Shape, TEXTS, key};

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
            "baseline",
            Kind::Text,
            "The file of the findings that stood here before copydesk did; path from this file.",
        ),
        key(
            "front-matter",
            TEXTS,
            "Keys of the front matter whose text is copy.",
        ),
        key(
            "include",
            Kind::Several(&Kind::Choice(INCLUDE)),
            "Texts of office files that are copy here and not by themselves.",
        ),
        key(
            "limits",
            Kind::Map(&LIMITS),
            "What a package or a PDF may cost; one that costs more is not read.",
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
            "include",
            Kind::Several(&Kind::Choice(INCLUDE)),
            "Texts of office files that are copy here and not by themselves.",
        ),
        key(
            "limits",
            Kind::Map(&LIMITS),
            "What a package or a PDF may cost; one that costs more is not read.",
        ),
        key(
            "names",
            Kind::Named(&NAME_KIND),
            "More spellings for names of the lists.",
        ),
        key("rules", CHANGES, "Changes to rules, by full id."),
    ],
};

/// What a file may cost.
pub static LIMITS: Shape = Shape {
    what: "the limits",
    id: "limits",
    keys: &[
        key("part", Kind::Number, "MiB of one part, unpacked."),
        key("total", Kind::Number, "MiB of all parts, unpacked."),
        key(
            "ratio",
            Kind::Number,
            "How many times larger than packed a part may become.",
        ),
        key("entries", Kind::Number, "Entries of a package."),
        key("depth", Kind::Number, "Elements inside one another."),
        key("embedded", Kind::Number, "Packages inside one another."),
        key("seconds", Kind::Number, "Seconds for one file."),
    ],
};
