//! The text of a lock.

use std::fmt::Write as _;

use super::{Entry, SHA256};
use crate::wordlist::edit::scalar;

/// What stands at the head of every lock.
const HEAD: &str = "# Lists that were copied from elsewhere. Written by copydesk wordlist add and update.\n\
    # A copy that differs from its digest is refused.\n";

/// The lock of `entries`: one key a line, so that two branches merge.
pub(super) fn text(entries: &[Entry]) -> String {
    let mut text = HEAD.to_owned();
    if entries.is_empty() {
        text.push_str("wordlists: {}\n");
        return text;
    }
    text.push_str("wordlists:\n");
    for entry in entries {
        let mut line = |indent: &str, key: &str, value: &str| {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{indent}{key}:{value}");
        };
        line("  ", &scalar(&entry.name), "");
        let mut field = |key: &str, value: &str| line("    ", key, &format!(" {}", scalar(value)));
        field("from", &entry.from);
        if let Some(pin) = &entry.pin {
            field("rev", &pin.rev);
            field("commit", &pin.commit);
            field("path", &pin.path);
        }
        field("copy", &entry.copy);
        line("    ", "digest", &format!(" {SHA256}{}", entry.digest));
    }
    text
}
