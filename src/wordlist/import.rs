//! A spreadsheet of terms made into a list: what most companies have before they have copydesk.
//!
//! Every line becomes a rule or is reported with its reason; nothing is dropped unseen. The list is
//! written as YAML text, quoted so that every term means itself.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::load::slug;
use super::parse::escape;
use super::traps::quoted;

/// What came of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// The list as YAML.
    pub yaml: String,
    /// How many rules it has.
    pub rules: usize,
    /// The lines that could not be carried over.
    pub left: Vec<Left>,
}

/// A line of the table that could not be carried over, or not whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The line, 1-based; the head of the table is line 1.
    pub line: u64,
    /// Why.
    pub reason: String,
}

/// Why nothing could be imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// The table cannot be read.
    #[error("the table cannot be read: {0}")]
    Unreadable(String),
    /// There is no column of terms.
    #[error(
        "the table has no column for the wording; name one of its columns “phrase” (it has: {0})"
    )]
    NoPhrases(String),
}

/// The columns that are known, each with the heads that it goes by.
const COLUMNS: &[(&str, &[&str])] = &[
    (
        "phrase",
        &[
            "phrase",
            "phrases",
            "term",
            "terms",
            "word",
            "wording",
            "avoid",
            "do not say",
            "don't say",
            "do-not-say",
            "forbidden",
            "incorrect",
            "wrong",
            "instead of",
        ],
    ),
    (
        "verdict",
        &[
            "verdict",
            "status",
            "type",
            "rule",
            "allowed",
            "approved?",
            "decision",
        ],
    ),
    (
        "instead",
        &[
            "instead",
            "replacement",
            "replace with",
            "use",
            "use instead",
            "say",
            "preferred",
            "correct",
            "suggestion",
        ],
    ),
    (
        "because",
        &[
            "because",
            "reason",
            "why",
            "rationale",
            "comment",
            "explanation",
        ],
    ),
    ("source", &["source", "reference", "from", "origin"]),
    ("owner", &["owner", "ask", "contact", "approver"]),
];

const FORBID: &[&str] = &[
    "forbid",
    "forbidden",
    "no",
    "avoid",
    "never",
    "banned",
    "prohibited",
    "not allowed",
    "do not say",
    "don't use",
    "do not use",
    "rejected",
    "error",
];
const APPROVE: &[&str] = &[
    "approve",
    "approved",
    "yes",
    "allow",
    "allowed",
    "ok",
    "preferred",
    "use",
    "say",
];
const WARN: &[&str] = &["warning", "caution", "discouraged", "careful", "with care"];

struct Line {
    number: u64,
    cells: BTreeMap<&'static str, String>,
}

impl Line {
    fn get(&self, column: &str) -> Option<&str> {
        self.cells
            .get(column)
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
    }
}

/// Makes a list of the table `bytes` (CSV with a head, separated by commas, semicolons or tabs).
///
/// # Errors
/// If there is no table, or no column of terms in it.
pub fn import(bytes: &[u8], title: &str) -> Result<Imported, ImportError> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| ImportError::Unreadable("its text is not UTF-8".to_owned()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut imported = Imported::default();
    let lines = lines(text, &mut imported)?;
    write(&lines, title, &mut imported);
    Ok(imported)
}

fn lines(text: &str, imported: &mut Imported) -> Result<Vec<Line>, ImportError> {
    let head = text.lines().next().unwrap_or("");
    let separator = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|separator| head.bytes().filter(|byte| byte == separator).count())
        .unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let head = reader
        .headers()
        .map_err(|error| ImportError::Unreadable(error.to_string()))?
        .clone();
    let columns: Vec<Option<&'static str>> = head.iter().map(column).collect();
    if !columns.contains(&Some("phrase")) {
        let heads: Vec<&str> = head.iter().collect();
        return Err(ImportError::NoPhrases(heads.join(", ")));
    }
    for (name, column) in head.iter().zip(&columns) {
        if column.is_none() && !name.trim().is_empty() {
            imported.left.push(Left {
                line: 1,
                reason: format!("the column “{}” means nothing to copydesk", name.trim()),
            });
        }
    }
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                let reason = format!("it cannot be read: {error}");
                imported.left.push(Left { line, reason });
                continue;
            }
        };
        let mut cells = BTreeMap::new();
        for (column, cell) in columns.iter().zip(&record) {
            if let Some(column) = column {
                cells.entry(*column).or_insert_with(|| cell.to_owned());
            }
        }
        lines.push(Line {
            number: record.position().map_or(0, csv::Position::line),
            cells,
        });
    }
    Ok(lines)
}

fn column(head: &str) -> Option<&'static str> {
    let head = head.trim().to_lowercase().replace('_', " ");
    COLUMNS
        .iter()
        .find(|(_, names)| names.contains(&head.as_str()))
        .map(|(column, _)| *column)
}

/// A rule as it will be written.
struct Rule {
    text: String,
    approve: bool,
}

fn write(lines: &[Line], title: &str, imported: &mut Imported) {
    let mut sources: BTreeMap<String, String> = BTreeMap::new();
    let mut ids: BTreeMap<String, u64> = BTreeMap::new();
    let mut rules = Vec::new();
    for line in lines {
        let mut leave = |reason: String| {
            imported.left.push(Left {
                line: line.number,
                reason,
            });
        };
        let Some(phrase) = line.get("phrase") else {
            // An empty line of a spreadsheet is not worth a word.
            if line.cells.values().any(|cell| !cell.trim().is_empty()) {
                leave("it has no wording".to_owned());
            }
            continue;
        };
        let Some((approve, warn)) = verdict(line.get("verdict")) else {
            leave(format!(
                "“{}” is neither approved nor forbidden",
                line.get("verdict").unwrap_or("")
            ));
            continue;
        };
        let slugged = slug(phrase);
        if slugged.is_empty() {
            leave(format!("“{phrase}” has neither letters nor digits"));
            continue;
        }
        let count = ids.entry(slugged.clone()).or_default();
        *count += 1;
        let id = match *count {
            1 => slugged,
            count => format!("{slugged}-{count}"),
        };
        if *count > 1 {
            leave(format!(
                "“{phrase}” stood in the table before; here it became {id}"
            ));
        }
        if approve && line.get("instead").is_some() {
            leave(format!(
                "“{phrase}” is approved, so “{}” was left out",
                line.get("instead").unwrap_or("")
            ));
        }
        let source = line
            .get("source")
            .map(|title| source_id(title, &mut sources));
        rules.push(rule(line, &id, phrase, approve, warn, source.as_deref()));
    }
    imported.rules = rules.len();
    imported.yaml = page(title, &sources, &rules);
}

/// Whether it is approved, and whether it only is a warning; `None` if the word says neither.
fn verdict(written: Option<&str>) -> Option<(bool, bool)> {
    let Some(written) = written else {
        return Some((false, false));
    };
    let word = written.to_lowercase();
    let is = |words: &[&str]| words.contains(&word.as_str());
    if is(FORBID) {
        Some((false, false))
    } else if is(APPROVE) {
        Some((true, false))
    } else if is(WARN) {
        Some((false, true))
    } else {
        None
    }
}

fn source_id(title: &str, sources: &mut BTreeMap<String, String>) -> String {
    if let Some((id, _)) = sources.iter().find(|(_, known)| *known == title) {
        return id.clone();
    }
    let base = match slug(title) {
        slugged if slugged.is_empty() => "source".to_owned(),
        slugged => slugged.chars().take(40).collect(),
    };
    let mut id = base.clone();
    let mut number = 2;
    while sources.contains_key(&id) {
        id = format!("{base}-{number}");
        number += 1;
    }
    sources.insert(id.clone(), title.to_owned());
    id
}

fn rule(
    line: &Line,
    id: &str,
    phrase: &str,
    approve: bool,
    warn: bool,
    source: Option<&str>,
) -> Rule {
    let mut text = format!("  - id: {}\n", quoted(id));
    let mut key = |name: &str, value: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "    {name}: {value}");
    };
    // An arrow would ask for a rewrite.
    key("phrases", &quoted(&escape(phrase).replace("->", "\\->")));
    if let Some(instead) = line.get("instead").filter(|_| !approve) {
        key("instead", &quoted(&escape(instead)));
    }
    if let Some(because) = line.get("because") {
        key("because", &quoted(because));
    }
    if let Some(source) = source {
        key("source", source);
    }
    if let Some(owner) = line.get("owner") {
        key("owner", &quoted(owner));
    }
    if warn {
        key("severity", "warning");
    }
    Rule { text, approve }
}

fn page(title: &str, sources: &BTreeMap<String, String>, rules: &[Rule]) -> String {
    let mut page = format!("title: {}\n", quoted(title));
    if !sources.is_empty() {
        page.push_str("sources:\n");
        for (id, title) in sources {
            let _ = writeln!(page, "  {id}: {{title: {}}}", quoted(title));
        }
    }
    for (head, approve) in [("approve", true), ("forbid", false)] {
        let mut section = rules
            .iter()
            .filter(|rule| rule.approve == approve)
            .peekable();
        if section.peek().is_some() {
            let _ = writeln!(page, "{head}:");
            section.for_each(|rule| page.push_str(&rule.text));
        }
    }
    page
}

#[cfg(test)]
mod tests;
