//! Reads what `git diff` prints: the lines of each new file that have changed.

use std::collections::HashMap;
use std::ops::Range;

/// The lines of a file that have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lines {
    /// All: git does not compare its lines.
    All,
    /// Some of them, 0-based.
    Some {
        /// Lines that are new, ascending, the end exclusive.
        ranges: Vec<Range<usize>>,
        /// Lines before which others were taken out, ascending.
        cuts: Vec<usize>,
    },
}

/// The changed lines of a patch without context, by the new names of the files.
pub(super) fn lines(patch: &[u8]) -> HashMap<String, Lines> {
    let text = String::from_utf8_lossy(patch);
    let mut changed = HashMap::new();
    let mut current: Option<String> = None;
    let mut body = 0;
    for line in text.split('\n') {
        // Lines of files can look like anything, so those of a hunk are counted, not looked at.
        if body > 0 && !line.starts_with('\\') {
            body -= 1;
            continue;
        }
        if let Some(name) = line.strip_prefix("+++ ") {
            let name = unquoted(name.trim_end_matches(['\t', '\r']));
            current = name.strip_prefix("b/").map(str::to_owned);
        } else if let Some((old, new)) = hunk(line) {
            body = old + new.len();
            let Some(name) = &current else { continue };
            let file = changed.entry(name.clone()).or_insert(Lines::Some {
                ranges: Vec::new(),
                cuts: Vec::new(),
            });
            if let Lines::Some { ranges, cuts } = file {
                if new.is_empty() {
                    cuts.push(new.start);
                } else {
                    ranges.push(new);
                }
            }
        }
    }
    changed
}

/// `@@ -a,b +c,d @@`: how many lines went, and which came (0-based; empty: where the others went).
fn hunk(line: &str) -> Option<(usize, Range<usize>)> {
    let mut parts = line.strip_prefix("@@ ")?.split(' ');
    let (_, old) = side(parts.next()?.strip_prefix('-')?)?;
    let (start, len) = side(parts.next()?.strip_prefix('+')?)?;
    // Of no lines, git names the one before.
    let start = if len == 0 {
        start
    } else {
        start.checked_sub(1)?
    };
    Some((old, start..start + len))
}

fn side(written: &str) -> Option<(usize, usize)> {
    let (start, len) = written.split_once(',').unwrap_or((written, "1"));
    Some((start.parse().ok()?, len.parse().ok()?))
}

/// A name as git writes it: in quotes, with escapes, if there is anything unusual in it.
fn unquoted(name: &str) -> String {
    let Some(inner) = name
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    else {
        return name.to_owned();
    };
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        match rest.next() {
            Some(b'a') => bytes.push(7),
            Some(b'b') => bytes.push(8),
            Some(b't') => bytes.push(b'\t'),
            Some(b'n') => bytes.push(b'\n'),
            Some(b'v') => bytes.push(11),
            Some(b'f') => bytes.push(12),
            Some(b'r') => bytes.push(b'\r'),
            Some(digit @ b'0'..=b'7') => {
                let digits = [Some(digit), rest.next(), rest.next()];
                let value = digits.into_iter().flatten().fold(0_u32, |value, digit| {
                    value * 8 + u32::from(digit.saturating_sub(b'0'))
                });
                bytes.push(u8::try_from(value).unwrap_or(b'?'));
            }
            Some(other) => bytes.push(other),
            None => {}
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The names of a list that git ends with NUL bytes.
pub(super) fn names(list: &[u8]) -> impl Iterator<Item = String> + '_ {
    let names = list.split(|byte| *byte == 0);
    names
        .filter(|name| !name.is_empty())
        .map(|name| String::from_utf8_lossy(name).into_owned())
}

/// The new names of the files in `--numstat -z` whose lines git does not compare.
pub(super) fn binary(numstat: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    let mut fields = numstat.split(|byte| *byte == 0);
    while let Some(field) = fields.next() {
        let field = String::from_utf8_lossy(field);
        let mut parts = field.splitn(3, '\t');
        let is_binary = parts.next() == Some("-") && parts.next() == Some("-");
        let Some(mut name) = field.splitn(3, '\t').nth(2).map(str::to_owned) else {
            continue;
        };
        if name.is_empty() {
            // A file with a new name: the old one and the new one follow.
            fields.next();
            let new = fields.next().unwrap_or_default();
            name = String::from_utf8_lossy(new).into_owned();
        }
        if is_binary {
            found.push(name);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_look_like_a_patch_are_lines() {
        let patch = "diff --git a/x.md b/x y.md\nsimilarity index 90%\n--- a/x.md\n+++ b/x y.md\t\n\
                     @@ -1,2 +1,3 @@ heading\n-@@ -1 +1 @@\n--- a/gone\n++++ b/evil.md\n+@@ -1,9 +90,9 @@\n+x\n\
                     \\ No newline at end of file\n@@ -9,2 +9,0 @@\n-a\n-b\n@@ -20 +18 @@\n-a\n+b\n\
                     diff --git a/z b/z\n--- a/z\n+++ \"b/t\\303\\251\\t\\\"q\\\".md\"\n@@ -0,0 +1 @@\n+n\n";
        let found = lines(patch.as_bytes());
        assert_eq!(
            found["x y.md"],
            Lines::Some {
                ranges: vec![0..3, 17..18],
                cuts: vec![9],
            }
        );
        assert!(found.contains_key("té\t\"q\".md"), "{found:?}");
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn binary_files_are_told_by_their_numbers() {
        let numstat = b"-\t-\tdeck.pptx\x001\t0\tp.md\x00-\t-\t\x00old.docx\x00new.docx\x003\t3\t\x00a.md\x00b.md\x00";
        assert_eq!(binary(numstat), ["deck.pptx", "new.docx"]);
    }
}
