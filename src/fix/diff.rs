//! A patch that shows what would be rewritten and that `git apply` takes.

use std::fmt::Write as _;

use similar::{ChangeTag, DiffOp, TextDiff};

use super::Applied;

/// Lines around a change that are shown and must be there for the patch to apply.
const CONTEXT: usize = 1;

/// The patch from `old` to `new`, the texts of the file at `path` as they are on disk. Places in
/// `applied` count from byte `skip` of `new` (a byte order mark is not counted). Where git names a
/// function, the rules stand.
#[must_use]
pub fn unified(path: &str, old: &str, new: &str, skip: usize, applied: &[Applied]) -> String {
    // Git ends a line at LF only; a CR is a part of the line.
    let lines =
        |text: &'_ str| -> Vec<String> { text.split_inclusive('\n').map(str::to_owned).collect() };
    let (old, new_lines) = (lines(old), lines(new));
    let old: Vec<&str> = old.iter().map(String::as_str).collect();
    let new_lines: Vec<&str> = new_lines.iter().map(String::as_str).collect();
    let diff = TextDiff::from_slices(&old, &new_lines);
    let rules = Rules::new(&new_lines, skip, applied);
    let mut said = String::new();
    for ops in diff.grouped_ops(CONTEXT) {
        if said.is_empty() {
            let _ = writeln!(said, "--- {}", name("a", path));
            let _ = writeln!(said, "+++ {}", name("b", path));
        }
        hunk(&mut said, &diff, &ops, &rules);
    }
    said
}

fn hunk<'t>(patch: &mut String, diff: &TextDiff<'t, 't, str>, ops: &[DiffOp], rules: &Rules<'_>) {
    let (Some(first), Some(last)) = (ops.first(), ops.last()) else {
        return;
    };
    let old = first.old_range().start..last.old_range().end;
    let new = first.new_range().start..last.new_range().end;
    // Writing to a string cannot fail.
    let _ = write!(patch, "@@ -{} +{} @@", range(&old), range(&new));
    let named = rules.within(&new);
    if !named.is_empty() {
        let _ = write!(patch, " {named}");
    }
    patch.push('\n');
    for change in ops.iter().flat_map(|op| diff.iter_changes(op)) {
        patch.push(match change.tag() {
            ChangeTag::Equal => ' ',
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
        });
        let line = change.value();
        patch.push_str(line);
        if !line.ends_with('\n') {
            patch.push_str("\n\\ No newline at end of file\n");
        }
    }
}

/// Line numbers are 1-based, but for an empty range, which is named by the line before it.
fn range(lines: &std::ops::Range<usize>) -> String {
    match lines.len() {
        0 => format!("{},0", lines.start),
        1 => format!("{}", lines.start + 1),
        length => format!("{},{length}", lines.start + 1),
    }
}

/// The name of a file as git writes it: quoted where a character would not survive, and with a tab
/// after a name that has white space in it.
fn name(side: &str, path: &str) -> String {
    let path = format!("{side}/{}", path.trim_start_matches('/'));
    let awkward = |letter: char| letter.is_control() || matches!(letter, '"' | '\\');
    if !path.contains(awkward) {
        let tab = if path.contains(char::is_whitespace) {
            "\t"
        } else {
            ""
        };
        return format!("{path}{tab}");
    }
    let mut quoted = String::from("\"");
    for byte in path.bytes() {
        match byte {
            b'"' => quoted.push_str("\\\""),
            b'\\' => quoted.push_str("\\\\"),
            b'\n' => quoted.push_str("\\n"),
            b'\t' => quoted.push_str("\\t"),
            b' '..=b'~' => quoted.push(char::from(byte)),
            _ => {
                let _ = write!(quoted, "\\{byte:03o}");
            }
        }
    }
    quoted.push('"');
    quoted
}

/// Which rule rewrote which line of the result.
struct Rules<'a> {
    /// Lines, 0-based, ascending.
    lines: Vec<(usize, &'a str)>,
}

impl<'a> Rules<'a> {
    fn new(lines: &[&str], skip: usize, applied: &'a [Applied]) -> Self {
        let mut starts = Vec::with_capacity(lines.len());
        let mut at = 0;
        for line in lines {
            starts.push(at);
            at += line.len();
        }
        let line = |at: usize| starts.partition_point(|start| *start <= at + skip).max(1) - 1;
        let all = applied.iter();
        Self {
            lines: all
                .map(|done| (line(done.at), done.rule.as_str()))
                .collect(),
        }
    }

    fn within(&self, lines: &std::ops::Range<usize>) -> String {
        let mut named: Vec<&str> = Vec::new();
        for (line, rule) in &self.lines {
            if lines.contains(line) && !named.contains(rule) {
                named.push(rule);
            }
        }
        named.join(", ")
    }
}
