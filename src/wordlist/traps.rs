//! YAML's own traps: what looks like a phrase to its writer and is something else to YAML.
//!
//! `{` opens a map, `#` a comment, `no` is a boolean, `: ` makes a key. Each of them is told apart
//! here and answered with the line to write instead.

use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use super::problem::{File, Problem};
use super::yaml::{Node, Value};

const BRACE: &str = "YAML reads a { at the start of a value as the start of a map";
const BRACKET: &str = "YAML reads a [ at the start of a value as the start of a list";
const COMMENT: &str = "YAML reads everything after a # as a comment";
const COLON: &str = "YAML reads a colon with a space after it as the end of a key";

/// `text` as YAML reads back the same text, in quotes.
#[must_use]
pub fn quoted(text: &str) -> String {
    if text.contains(|letter: char| letter.is_control()) {
        let mut written = String::from("\"");
        for letter in text.chars() {
            match letter {
                '"' | '\\' => written.extend(['\\', letter]),
                '\n' => written.push_str("\\n"),
                '\t' => written.push_str("\\t"),
                control if control.is_control() => {
                    // Writing to a string cannot fail.
                    let _ = write!(written, "\\u{:04X}", u32::from(control));
                }
                other => written.push(other),
            }
        }
        written.push('"');
        written
    } else if text.contains(['"', '\\']) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        format!("\"{text}\"")
    }
}

/// What is wrong with a value that should have been text, and the line to write instead. `what`
/// is what the text would be: `phrase`, `spelling`.
#[must_use]
pub fn not_text(file: &Arc<File>, node: &Node, what: &str) -> Problem {
    let yaml = &file.yaml;
    let raw = node.raw(yaml);
    let needs_quotes = format!("this {what} needs quotes");
    match &node.value {
        Value::Null if raw.is_empty() => empty(file, node.at.start, what),
        Value::Null => Problem::error(file, node.at.clone(), needs_quotes)
            .label(format!("YAML reads {raw} as nothing at all"))
            .help(line_with(file, node.at.start, raw)),
        Value::Bool(value) => Problem::error(file, node.at.clone(), needs_quotes)
            .label(format!("YAML reads {raw} as {value}"))
            .help(line_with(file, node.at.start, raw)),
        Value::Number => Problem::error(file, node.at.clone(), needs_quotes)
            .label("YAML reads this as a number")
            .help(line_with(file, node.at.start, raw)),
        Value::Map(_) if raw.starts_with('{') => {
            Problem::error(file, node.at.clone(), needs_quotes)
                .label(BRACE)
                .help(line_with(file, node.at.start, whole_value(file, node)))
        }
        Value::Map(_) => Problem::error(file, node.at.clone(), needs_quotes)
            .label(COLON)
            .help(line_with(file, node.at.start, whole_value(file, node))),
        Value::Seq(_) => Problem::error(
            file,
            node.at.clone(),
            format!("one {what} is needed here, not a list"),
        )
        .label("a list within a list")
        .help("give each its own item"),
        Value::Text(_) => Problem::error(file, node.at.clone(), needs_quotes),
    }
}

fn empty(file: &Arc<File>, at: usize, what: &str) -> Problem {
    let line = line_range(file, at);
    let text = &file.yaml[line.clone()];
    let hash = comment_start(text).map(|hash| line.start + hash);
    if let Some(start) = hash.filter(|&start| is_word_after(&file.yaml, start)) {
        let end = start + file.yaml[start..line.end].trim_end().len();
        return Problem::error(file, start..end, "this item is empty")
            .label(COMMENT)
            .help(line_with(file, start, &file.yaml[start..end]));
    }
    Problem::error(file, at..at, "this item is empty")
        .label(format!("a {what} is missing here"))
        .help("write it, or remove the line")
}

/// A text that ends where YAML saw a comment that was hardly meant as one: `the #1 cloud`.
#[must_use]
pub fn cut_short(file: &Arc<File>, node: &Node) -> Option<Problem> {
    let raw = node.raw(&file.yaml);
    if raw.starts_with(['"', '\'', '|', '>']) {
        return None;
    }
    let end = node.at.start + raw.len();
    let line = line_range(file, end);
    let after = &file.yaml[end..line.end];
    let hash = end + after.len() - after.trim_start().len();
    if !file.yaml[hash..line.end].starts_with('#') || !is_word_after(&file.yaml, hash) {
        return None;
    }
    let stop = hash + file.yaml[hash..line.end].trim_end().len();
    let whole = &file.yaml[node.at.start..stop];
    Some(
        Problem::error(file, hash..stop, "this text ends before the #")
            .label(COMMENT)
            .help(format!(
                "{}\nor, if it is a comment, put a space after the #",
                line_with(file, node.at.start, whole)
            )),
    )
}

/// The trap on the line where YAML could not go on, if it is one of the known ones.
#[must_use]
pub fn in_broken(file: &Arc<File>, at: usize) -> Option<Problem> {
    let line = line_range(file, at);
    if let Some(problem) = on_line(file, line.clone()) {
        return Some(problem);
    }
    // Some mistakes are noticed only on the line after.
    let before = line.start.checked_sub(1)?;
    on_line(file, line_range(file, before))
}

fn on_line(file: &Arc<File>, line: Range<usize>) -> Option<Problem> {
    let text = &file.yaml[line.clone()];
    let start = value_start(text);
    let value = text[start..].trim_end();
    let start = line.start + start;
    let first = value.chars().next()?;
    let closed = |mark: char| {
        value
            .char_indices()
            .skip(1)
            .find(|&(_, letter)| letter == mark)
            .map(|(at, letter)| at + letter.len_utf8())
    };
    let (end, label) = match first {
        '{' => (closed('}')?, BRACE.to_owned()),
        '[' if value.ends_with(']') => {
            return Some(
                Problem::error(
                    file,
                    start..start + value.len(),
                    "YAML cannot read this list",
                )
                .label("something in it needs quotes")
                .help("put quotes around each value that has one of { } [ ] , : # @ in it"),
            );
        }
        '[' => (closed(']')?, BRACKET.to_owned()),
        '"' | '\'' => (
            closed(first)?,
            "YAML ends the text at the second quotation mark".to_owned(),
        ),
        '@' | '`' | '%' | '*' | '&' | '!' | '|' | '>' => (
            first.len_utf8(),
            format!("YAML keeps a {first} at the start of a value for itself"),
        ),
        _ => {
            let colon = value.find(": ")?;
            (colon + 1, COLON.to_owned())
        }
    };
    if value[end..].trim_start().starts_with('#') || (value[end..].is_empty() && end > 1) {
        return None;
    }
    Some(
        Problem::error(file, start..start + end, "this phrase needs quotes")
            .label(label)
            .help(line_with(file, start, value)),
    )
}

/// `write   - "…"`: the line of byte `at`, with `value` in quotes for what stands there.
fn line_with(file: &File, at: usize, value: &str) -> String {
    let line = line_range(file, at);
    let before = &file.yaml[line.start..at.max(line.start)];
    // Within brackets only the entry itself is written again.
    let entry = before.rfind(['{', '[', ',']).map_or(0, |mark| mark + 1);
    let before = before[entry..].trim_start();
    let lead = if before.ends_with("- ") || before.ends_with(": ") || before.ends_with("-\t") {
        before
    } else {
        ""
    };
    format!("write   {lead}{}", quoted(value.trim()))
}

/// What a value was meant to be: what follows it on its line belongs to it, but for a comment and,
/// within brackets, what closes or follows it there.
fn whole_value<'f>(file: &'f File, node: &Node) -> &'f str {
    let raw = node.raw(&file.yaml);
    let end = node.at.start + raw.len();
    let line = line_range(file, end);
    let after = file.yaml[end..line.end.max(end)].trim_start();
    if raw.contains('\n') || after.starts_with([',', ']', '}']) {
        return raw;
    }
    let rest = &file.yaml[node.at.start..line.end.max(end)];
    rest[..comment_start(rest).unwrap_or(rest.len())].trim_end()
}

/// Where the value of a line begins: after its dashes and its key.
fn value_start(line: &str) -> usize {
    let mut at = line.len() - line.trim_start().len();
    while line[at..].starts_with("- ") {
        at += 2;
        at += line[at..].len() - line[at..].trim_start().len();
    }
    let key = line[at..]
        .find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-' || letter == '_'))
        .unwrap_or(0);
    if key > 0 && line[at + key..].starts_with(": ") {
        at += key + 2;
        at += line[at..].len() - line[at..].trim_start().len();
    }
    at
}

/// Where a comment begins on a line, quotes not looked at.
fn comment_start(line: &str) -> Option<usize> {
    line.match_indices('#')
        .map(|(at, _)| at)
        .find(|&at| at == 0 || line[..at].ends_with([' ', '\t']))
}

/// Whether the character after the one at `at` belongs to a word: a comment has a space there.
fn is_word_after(yaml: &str, at: usize) -> bool {
    yaml[at..].chars().nth(1).is_some_and(char::is_alphanumeric)
}

/// The bytes of the line of byte `at`, its line end not included.
fn line_range(file: &File, at: usize) -> Range<usize> {
    let yaml = &file.yaml;
    let mut at = at.min(yaml.len());
    while !yaml.is_char_boundary(at) {
        at -= 1;
    }
    let start = yaml[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = yaml[at..]
        .find(['\n', '\r'])
        .map_or(yaml.len(), |len| at + len);
    start..end.max(start)
}
