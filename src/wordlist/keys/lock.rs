//! The keys of `copydesk.lock`.

use super::{Kind, Shape, key};

/// The file.
pub static LOCK: Shape = Shape {
    what: "a lock",
    id: "lock",
    keys: &[key(
        "wordlists",
        Kind::Named(&Kind::Map(&LOCKED)),
        "Lists that were copied from elsewhere, by name.",
    )],
};

/// One list.
pub static LOCKED: Shape = Shape {
    what: "a locked list",
    id: "locked",
    keys: &[
        key(
            "from",
            Kind::Text,
            "The repository that it is from, or the file, by its path from this file.",
        ),
        key(
            "rev",
            Kind::Text,
            "The tag, branch or commit that was asked for.",
        ),
        key("commit", Kind::Text, "The commit that this was."),
        key("path", Kind::Text, "Where it stands in that repository."),
        key("copy", Kind::Text, "The copy, from this file's folder."),
        key("digest", Kind::Text, "The SHA-256 of the copy."),
    ],
};
