//! `copydesk wordlist judge`: wordlists held against sentences that people have marked.
//!
//! A list's own examples are written by whoever wrote its rules. A suite is written by somebody who
//! only says which sentences an editor would stop, so it shows what the rules miss and where they
//! cry wolf.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_yaml::Spanned;

use super::args::OutputFormat;
use super::exit::Exit;
use super::tell::Failure;
use crate::check;
use crate::document::source::Source;
use crate::document::{self, Format, ReadOptions};
use crate::judge::Policy;
use crate::matching::Engine;
use crate::report::visible::visible;
use crate::wordlist::problem::{File, Problem};

/// A suite as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Suite {
    /// Lists by name, or by file, its path taken from the working folder or from the suite's.
    pub lists: Vec<String>,
    /// The sentences.
    pub cases: Vec<Spanned<Case>>,
}

/// A sentence and what an editor says of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    text: String,
    want: Want,
    #[serde(default)]
    level: Level,
    #[serde(default)]
    format: Written,
    why: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Want {
    Flagged,
    Clean,
}

/// How hard a sentence is to judge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    #[default]
    Everyday,
    Hard,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Written {
    #[default]
    Md,
    Html,
    Txt,
}

/// How one suite went at one level.
#[derive(Debug, Default, Serialize)]
struct Score {
    caught: usize,
    missed: usize,
    clean: usize,
    #[serde(rename = "false-alarms")]
    false_alarms: usize,
}

/// A sentence that was judged wrong.
#[derive(Debug, Serialize)]
struct Failed {
    path: String,
    line: u64,
    level: Level,
    wrong: &'static str,
    text: String,
    /// What was found, where nothing should have been.
    rules: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

/// What came of all suites.
#[derive(Debug, Default, Serialize)]
pub(super) struct Results {
    /// By lists, then by level.
    scores: BTreeMap<String, BTreeMap<Level, Score>>,
    failed: Vec<Failed>,
}

impl Results {
    /// Judges every sentence of `suite`, read from `path`.
    pub(super) fn add(&mut self, path: &Path, suite: &Suite, engine: &Engine, policy: &Policy) {
        let scores = self.scores.entry(suite.lists.join(", ")).or_default();
        for spanned in &suite.cases {
            let case = &spanned.value;
            let rules = found(case, engine, policy);
            let score = scores.entry(case.level).or_default();
            let wrong = match (case.want, rules.is_empty()) {
                (Want::Flagged, false) => {
                    score.caught += 1;
                    continue;
                }
                (Want::Clean, true) => {
                    score.clean += 1;
                    continue;
                }
                (Want::Flagged, true) => {
                    score.missed += 1;
                    "missed"
                }
                (Want::Clean, false) => {
                    score.false_alarms += 1;
                    "false alarm"
                }
            };
            self.failed.push(Failed {
                path: crate::discover::shown(path),
                line: spanned.referenced.line(),
                level: case.level,
                wrong,
                text: case.text.trim_end().to_owned(),
                rules,
                why: case.why.clone(),
            });
        }
    }

    /// Prints the results.
    pub(super) fn write(&self, format: OutputFormat, out: &mut dyn Write) -> io::Result<()> {
        match format {
            OutputFormat::Json => {
                serde_json::to_writer_pretty(&mut *out, self)?;
                writeln!(out)
            }
            OutputFormat::Human => self.write_table(out),
        }
    }

    fn write_table(&self, out: &mut dyn Write) -> io::Result<()> {
        for failed in &self.failed {
            let text = failed.text.split_whitespace().collect::<Vec<_>>().join(" ");
            write!(
                out,
                "{}:{}: {}: {}",
                visible(&failed.path),
                failed.line,
                failed.wrong,
                visible(&text)
            )?;
            if !failed.rules.is_empty() {
                write!(out, " [{}]", failed.rules.join(", "))?;
            }
            match &failed.why {
                Some(why) => writeln!(out, " ({})", visible(why))?,
                None => writeln!(out)?,
            }
        }
        if !self.failed.is_empty() {
            writeln!(out)?;
        }
        let width = self
            .scores
            .keys()
            .map(String::len)
            .max()
            .unwrap_or(0)
            .max(4);
        writeln!(
            out,
            "{:<width$}  {:<8}  {:>14}  {:>14}",
            "list", "level", "caught", "false alarms"
        )?;
        for (lists, levels) in &self.scores {
            for (level, score) in levels {
                let level = match level {
                    Level::Everyday => "everyday",
                    Level::Hard => "hard",
                };
                let caught = format!("{} of {}", score.caught, score.caught + score.missed);
                let alarms = score.false_alarms;
                let alarms = format!("{alarms} of {}", alarms + score.clean);
                writeln!(
                    out,
                    "{lists:<width$}  {level:<8}  {caught:>14}  {alarms:>14}"
                )?;
            }
        }
        Ok(())
    }

    /// Whether every sentence was judged right.
    pub(super) fn exit(&self) -> Exit {
        Exit::found(!self.failed.is_empty())
    }
}

/// The rules that find something in a sentence. Suggestions and drafts count: a reader sees them.
fn found(case: &Case, engine: &Engine, policy: &Policy) -> Vec<String> {
    let format = match case.format {
        Written::Md => Format::Markdown,
        Written::Html => Format::Html,
        Written::Txt => Format::Text,
    };
    let source = Source::from_text(case.text.clone());
    let document = document::read(format, source, &ReadOptions::default());
    let report = check::check(&document, engine, policy);
    let rules = engine.rules();
    let mut found: Vec<_> = report
        .verdicts
        .findings
        .iter()
        .map(|finding| rules.rule(finding.rule).id.clone())
        .collect();
    found.dedup();
    found
}

/// Where a list of a suite lies: as the working folder has it, else beside the suite.
pub(super) fn list_of(suite: &Path, list: &str) -> String {
    let beside = suite.parent().unwrap_or(Path::new("")).join(list);
    if !Path::new(list).exists() && beside.exists() {
        beside.to_string_lossy().into_owned()
    } else {
        list.to_owned()
    }
}

/// Reads a suite.
pub(super) fn read(path: &PathBuf) -> Result<Suite, Failure> {
    let shown = crate::discover::shown(path);
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::say(format!("{shown}: {}", crate::discover::in_words(&error))))?;
    serde_yaml::from_str(&text).map_err(|error| {
        let said = error.without_snippet().to_string();
        // The place is shown under the words, so they need not name it.
        let said = said.split(" at line ").next().unwrap_or(&said);
        let at = error
            .location()
            .and_then(|place| usize::try_from(place.span().byte_offset()?).ok())
            .unwrap_or(0);
        let file = File::new(shown, &text);
        Failure::problem(Problem::error(&file, at..at, "this suite cannot be read").label(said))
    })
}
