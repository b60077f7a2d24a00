//! Where a cursor stands in a list or a config that may be half written, so that no parser would
//! take it: told by indentation alone.

use std::ops::Range;

/// Where a cursor stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cursor<'t> {
    /// The keys around it, outermost first; the last is the one whose value is being written, if one is.
    pub keys: Vec<&'t str>,
    /// Whether what is being written is the key of a map that these keys lead to, or could still be.
    pub at_key: bool,
}

/// The cursor at the end of `before`.
pub(super) fn cursor(before: &str) -> Cursor<'_> {
    let mut lines = before.rsplit('\n');
    let line = parts(lines.next().unwrap_or(""));
    let mut keys = Vec::new();
    let mut limit = line.indent;
    if let Some((key, _)) = line.key {
        keys.push(key);
    }
    for line in lines.map(parts) {
        if line.is_empty {
            continue;
        }
        if line.indent < limit
            && let Some((key, _)) = line.key
        {
            keys.push(key);
        }
        // The key over a list may stand right above its dashes.
        limit = limit.min(if line.dash < line.indent {
            line.dash + 1
        } else {
            line.indent
        });
    }
    keys.reverse();
    Cursor {
        keys,
        at_key: line.key.is_none(),
    }
}

/// The keys right under the outermost `under`, each with its bytes.
pub(super) fn keys_under<'t>(
    text: &'t str,
    under: &'t str,
) -> impl Iterator<Item = (&'t str, Range<usize>)> {
    let mut inside = false;
    let mut depth = None;
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |whole| {
        let line = parts(whole.trim_end_matches(['\n', '\r']));
        let at = start + line.indent;
        start += whole.len();
        if line.is_empty {
            return None;
        }
        let (key, _) = line.key?;
        if line.indent == 0 {
            inside = key == under;
            depth = None;
            return None;
        }
        let own = inside && *depth.get_or_insert(line.indent) == line.indent;
        own.then(|| (key, at..at + key.len()))
    })
}

/// The names that a list defines, each with its bytes.
pub(super) fn names(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    keys_under(text, "names")
}

struct Parts<'t> {
    /// Where its dash stands, or else its text.
    dash: usize,
    /// Where its text begins, in characters, which are bytes here.
    indent: usize,
    /// Its key, and what follows it.
    key: Option<(&'t str, &'t str)>,
    is_empty: bool,
}

fn parts(line: &str) -> Parts<'_> {
    let line = line.trim_end_matches('\r');
    let text = line.trim_start_matches(' ');
    let dash = line.len() - text.len();
    let mut rest = text;
    while let Some(inner) = rest.strip_prefix("- ") {
        rest = inner.trim_start_matches(' ');
    }
    if rest == "-" {
        rest = "";
    }
    let key = rest
        .split_once(": ")
        .or_else(|| Some((rest.strip_suffix(':')?, "")));
    let key = key.map(|(key, value)| (key.trim_matches(['"', '\'']), value));
    Parts {
        dash,
        indent: line.len() - rest.len(),
        key: key.filter(|(key, _)| !key.is_empty() && !key.contains(['{', '#', '"'])),
        is_empty: text.is_empty() || text.starts_with('#'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_found_by_indentation() {
        for (before, keys, at_key) in [
            ("wordl", &[][..], true),
            ("forbid:\n  - id: x\n    sev", &["forbid"], true),
            (
                "forbid:\n  - id: x\n    severity: e",
                &["forbid", "severity"],
                false,
            ),
            (
                "forbid:\n- id: x\n  near:\n    wi",
                &["forbid", "near"],
                true,
            ),
            (
                "names:\n  us: {any: [x]}\nforbid:\n  - @u",
                &["forbid"],
                true,
            ),
            ("rules:\n  a/b: off\n  a/", &["rules"], true),
            ("wordlists:\n  - sup", &["wordlists"], true),
            ("a:\n  b:\n    c: 1\n  d: ", &["a", "d"], false),
        ] {
            let found = cursor(before);
            assert_eq!(
                (found.keys.as_slice(), found.at_key),
                (keys, at_key),
                "{before}"
            );
        }
    }

    #[test]
    fn names_are_found_in_what_is_half_written() {
        let text = "names:\n  us:\n    any: [x]\n  # no\n  them: y\nforbid:\n  - {\n";
        let found: Vec<&str> = names(text).map(|(name, _)| name).collect();
        assert_eq!(found, ["us", "them"]);
        assert!(names(text).all(|(name, at)| &text[at.clone()] == name));
    }
}
