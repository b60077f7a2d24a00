//! YAML text as a tree whose every node knows its bytes.
//!
//! Types that serde derives would stop at the first mistake, lose places inside choices, and never
//! see that `no` was unquoted. So the text becomes plain nodes first; what they mean is read from
//! them by [`super::load`], which can then say all that is wrong at once, and where.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy};
use serde_yaml::{Error, Location, Spanned};

use super::problem::{File, Problem};
use super::traps;

/// How deep values may nest. Lists need six; reading recurses, and must fit the stack of a thread.
const DEEPEST: usize = 16;
/// A list of a few million phrases.
const MOST_EVENTS: usize = 50_000_000;

/// A value and its bytes in the YAML.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// 0-based, the end exclusive; for what is missing, the place where it would stand.
    pub at: Range<usize>,
}

/// What YAML made of a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing was written.
    Null,
    /// `true`, `no`, `on` …, unquoted.
    Bool(bool),
    /// A number, unquoted.
    Number,
    /// Text.
    Text(String),
    /// Items.
    Seq(Vec<Node>),
    /// Keys and values in the order of the file; a key may stand twice.
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// Its text, if it is text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The bytes of the YAML that it was written in.
    #[must_use]
    pub fn raw<'y>(&self, yaml: &'y str) -> &'y str {
        yaml.get(self.at.clone()).unwrap_or("").trim_end()
    }

    /// Whether it is text that was written without quotes, on one line.
    #[must_use]
    pub fn is_plain(&self, yaml: &str) -> bool {
        let raw = self.raw(yaml);
        matches!(self.value, Value::Text(_))
            && !raw.starts_with(['"', '\'', '|', '>'])
            && self.text() == Some(raw)
    }
}

/// Reads a YAML text of one document.
///
/// # Errors
/// One problem, at its place: what YAML itself cannot read.
pub fn read(file: &Arc<File>) -> Result<Node, Box<Problem>> {
    let options = serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_depth: DEEPEST,
            flow_nesting_limit: DEEPEST,
            max_events: MOST_EVENTS,
            max_nodes: MOST_EVENTS,
        },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::AsOrdinary,
    };
    match serde_yaml::from_str_with_options::<Spanned<Raw>>(&file.yaml, options) {
        Ok(root) => Ok(root.into_node(&file.yaml)),
        Err(error) => Err(Box::new(explain(file, &error))),
    }
}

/// Puts what YAML could not read into words.
fn explain(file: &Arc<File>, error: &Error) -> Problem {
    let at = error
        .location()
        .map_or(0..0, |location| place(&file.yaml, &location));
    let words = error.without_snippet().to_string();
    let words = words.split(" at line ").next().unwrap_or(&words).to_owned();
    let (message, help) = if words.contains("recursive") || words.contains("alias replay") {
        (
            "this value contains itself",
            "write it out instead of pointing at it with *",
        )
    } else if words.contains("recursion limit") || words.contains("Depth") {
        (
            "values are nested too deep here",
            "a list needs no more than six levels; is a bracket not closed?",
        )
    } else if words.contains("budget") {
        ("this file is too large to be a list", "split it")
    } else if words.contains("multiple YAML documents") {
        (
            "a second document begins here",
            "one file is one list: remove the --- line, or make two files",
        )
    } else if let Some(problem) = traps::in_broken(file, at.start) {
        return problem;
    } else {
        return Problem::error(file, at, "YAML cannot read this").label(words);
    };
    Problem::error(file, at, message).label("here").help(help)
}

/// The bytes of a location. The parser counts bytes only for what it could read; where reading
/// failed it counts characters.
fn place(yaml: &str, location: &Location) -> Range<usize> {
    let span = location.span();
    if let (Some(start), Some(len)) = (span.byte_offset(), span.byte_len()) {
        let start = usize::try_from(start).unwrap_or(yaml.len()).min(yaml.len());
        let len = usize::try_from(len).unwrap_or(0);
        return start..(start + len).min(yaml.len());
    }
    let characters = usize::try_from(location.line()).map_or(0, |line| line.saturating_sub(1));
    let line_start: usize = yaml
        .split_inclusive('\n')
        .take(characters)
        .map(str::len)
        .sum();
    let column = usize::try_from(location.column()).unwrap_or(1).max(1) - 1;
    let rest = &yaml[line_start..];
    let mut letters = rest.char_indices().skip(column);
    let start = letters.next().map_or(yaml.len(), |(at, _)| line_start + at);
    let end = letters.next().map_or(yaml.len(), |(at, _)| line_start + at);
    start..end.max(start)
}

/// A value as the deserializer gives it, with no place of its own.
enum Raw {
    Null,
    Bool(bool),
    Number,
    Text(String),
    Seq(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<Raw>, Spanned<Raw>)>),
}

trait IntoNode {
    fn into_node(self, yaml: &str) -> Node;
}

impl IntoNode for Spanned<Raw> {
    fn into_node(self, yaml: &str) -> Node {
        let mut at = place(yaml, &self.referenced);
        let value = match self.value {
            Raw::Null => Value::Null,
            Raw::Bool(value) => Value::Bool(value),
            Raw::Number => Value::Number,
            Raw::Text(text) => {
                // A block text's place reaches over the white space before the next value.
                at.end = at.start + yaml[at.clone()].trim_end().len();
                Value::Text(text)
            }
            Raw::Seq(items) => {
                let items: Vec<Node> = items.into_iter().map(|item| item.into_node(yaml)).collect();
                if let Some(last) = items.last() {
                    at.end = at.end.max(last.at.end);
                }
                close(&mut at, yaml, b'[', b']');
                Value::Seq(items)
            }
            Raw::Map(entries) => {
                let entries: Vec<(Node, Node)> = entries
                    .into_iter()
                    .map(|(key, value)| (key.into_node(yaml), value.into_node(yaml)))
                    .collect();
                if let Some((key, value)) = entries.last() {
                    at.end = at.end.max(key.at.end).max(value.at.end);
                }
                close(&mut at, yaml, b'{', b'}');
                Value::Map(entries)
            }
        };
        Node { value, at }
    }
}

/// Takes the closing bracket of a bracketed value into its place: the parser marks only where such
/// a value begins.
fn close(at: &mut Range<usize>, yaml: &str, open: u8, shut: u8) {
    let bytes = yaml.as_bytes();
    if bytes.get(at.start) != Some(&open) {
        return;
    }
    let mut end = at.end;
    while let Some(byte) = bytes.get(end) {
        match byte {
            byte if *byte == shut => {
                at.end = end + 1;
                return;
            }
            b' ' | b',' | b'\n' | b'\r' | b'\t' => end += 1,
            _ => return,
        }
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Raw, E> {
        Ok(Raw::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Raw::Seq(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }
}
