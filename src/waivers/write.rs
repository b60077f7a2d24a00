//! Adds waivers to the text of a file, its comments and their order untouched.
//!
//! The result is read again before anybody gets it, so that what is written is what was meant.

use std::path::Path;

use super::{Entry, NAME, Waiver, understand};
use crate::document::source::Source;
use crate::finding::day::iso;
use crate::wordlist::edit::{before_dash, scalar};
use crate::wordlist::problem::{File, Problem};
use crate::wordlist::yaml::{self, Value};

/// What stands at the head of a new file.
const HEAD: &str = "# Findings that may stand: each for one rule, one file and its own words, up to its last day.\n\
    # Name the owners of this file among your code owners. It is the only place where a locked rule\n\
    # can be let through.\n\
    waivers:\n";

/// Why waivers cannot be added.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The file has mistakes.
    #[error("the waivers have mistakes")]
    Problems(Vec<Problem>),
    /// The list is written in brackets.
    #[error("the waivers stand in brackets; write them as a list with dashes")]
    Brackets,
    /// The text would not say what was meant.
    #[error("this waiver cannot be written into the file as it is")]
    Lost,
}

/// `existing` (empty: a new file) with `entries` after the waivers that are there.
pub fn appended(existing: &str, entries: &[Entry]) -> Result<String, WriteError> {
    let path = Path::new(NAME);
    let read = |text: &str| understand(Source::from_text(text.to_owned()), path);
    let before = read(existing).map_err(WriteError::Problems)?.entries.len();
    let text = with(existing, entries)?;
    let after = read(&text).map_err(|_| WriteError::Lost)?.entries;
    let added = after.get(before..).unwrap_or(&[]);
    let same = added.len() == entries.len()
        && added
            .iter()
            .zip(entries)
            .all(|(read, meant)| is(read, meant));
    if same {
        Ok(text)
    } else {
        Err(WriteError::Lost)
    }
}

fn is(read: &Waiver, meant: &Entry) -> bool {
    read.rule.value == meant.rule
        && read.path.value == meant.path
        && read.text.value == meant.text
        && read.reason == meant.reason
        && read.by == meant.by
        && read.ticket == meant.ticket
        && read.until.value == meant.until
}

fn with(existing: &str, entries: &[Entry]) -> Result<String, WriteError> {
    let file = File::new(NAME, existing);
    let root = yaml::read(&file).map_err(|problem| WriteError::Problems(vec![*problem]))?;
    let mut text = existing.to_owned();
    let mut indent = "  ".to_owned();
    let list = match &root.value {
        Value::Map(map) => map.iter().map(|(_, list)| list).next(),
        _ => None,
    };
    match list.map(|list| (list, &list.value)) {
        None => {
            end_line(&mut text);
            text.push_str(HEAD);
        }
        Some((_, Value::Null)) => {}
        Some((list, Value::Seq(items))) => match items.first() {
            None => text.replace_range(list.at.clone(), ""),
            Some(first) => {
                indent = before_dash(&file.yaml, &first.at).ok_or(WriteError::Brackets)?;
            }
        },
        Some(_) => return Err(WriteError::Brackets),
    }
    let keep = text.trim_end().len();
    text.truncate(keep);
    text.push('\n');
    let line_end = if existing.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    for entry in entries {
        for line in lines(entry) {
            text.push_str(&indent);
            text.push_str(&line);
            text.push('\n');
        }
    }
    if line_end == "\r\n" {
        text = text.replace("\r\n", "\n").replace('\n', line_end);
    }
    Ok(text)
}

fn end_line(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

fn lines(entry: &Entry) -> Vec<String> {
    let until = iso(entry.until);
    let mut fields = vec![
        ("rule", entry.rule.as_str()),
        ("path", &entry.path),
        ("text", &entry.text),
        ("reason", &entry.reason),
        ("by", &entry.by),
    ];
    fields.extend(entry.ticket.as_deref().map(|ticket| ("ticket", ticket)));
    let mut lines: Vec<String> = fields
        .iter()
        .map(|(key, value)| format!("  {key}: {}", scalar(value)))
        .collect();
    lines.push(format!("  until: {until}"));
    if let Some(first) = lines.first_mut() {
        first.replace_range(..1, "-");
    }
    lines
}
