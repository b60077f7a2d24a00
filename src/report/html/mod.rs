//! `--format html`: one page for people who are not engineers, to be opened, searched, printed and
//! sent on. It needs nothing but itself, runs nothing but its own script, and says first what was
//! not read.
//!
//! That is known last, so the findings wait in a temporary file (in memory while they are few) until
//! the run is over: memory does not grow with their number.

mod across;
mod card;
mod context;
mod escape;
mod page;
mod wireframe;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use tempfile::SpooledTempFile;

use super::tally::Tally;
use super::{FileReport, Reporter, RunInfo, Summary, wording};
use crate::finding::Finding;
use crate::wordlist::model::Severity;
use across::Across;
use card::Card;
use escape::escape;

/// Bytes of findings that stay in memory.
const IN_MEMORY: usize = 1 << 20;

/// The reporter.
#[derive(Debug)]
pub(super) struct Html {
    run: Option<RunInfo>,
    counts: Tally,
    /// By name.
    rules: BTreeMap<String, RuleRow>,
    /// Files with findings, in order.
    files: Vec<FileRow>,
    /// Paths of files without.
    clean: Vec<String>,
    /// The sections of files with findings.
    body: SpooledTempFile,
    /// What several of them say.
    across: Across,
}

/// What is said of a rule that found something.
#[derive(Debug)]
struct RuleRow {
    weight: Severity,
    findings: usize,
    files: usize,
    because: Option<String>,
    who: String,
    owner: Option<String>,
}

/// What is said of a file with findings.
#[derive(Debug)]
struct FileRow {
    path: String,
    counts: Vec<(Severity, usize)>,
}

impl FileRow {
    /// How many errors, warnings, suggestions.
    fn by_weight(&self) -> [usize; 3] {
        [Severity::Error, Severity::Warning, Severity::Suggestion].map(|weight| {
            let of_weight = self.counts.iter().filter(|(own, _)| *own == weight);
            of_weight.map(|(_, number)| number).sum()
        })
    }
}

impl Default for Html {
    fn default() -> Self {
        Self {
            run: None,
            counts: Tally::default(),
            rules: BTreeMap::new(),
            files: Vec::new(),
            clean: Vec::new(),
            body: SpooledTempFile::new(IN_MEMORY),
            across: Across::default(),
        }
    }
}

impl Html {
    fn count(&mut self, file: &FileReport) {
        for finding in &file.findings {
            if !self.rules.contains_key(&finding.rule) {
                let row = RuleRow::new(finding);
                self.rules.insert(finding.rule.clone(), row);
            }
        }
        let mut seen = BTreeSet::new();
        for count in &file.counts {
            if let Some(rule) = self.rules.get_mut(&count.rule) {
                rule.weight = rule.weight.max(count.severity);
                rule.findings += count.findings;
                rule.files += usize::from(seen.insert(&count.rule));
            }
        }
    }
}

impl RuleRow {
    fn new(finding: &Finding) -> Self {
        Self {
            weight: finding.severity,
            findings: 0,
            files: 0,
            because: finding.because.clone().or_else(|| finding.advice.clone()),
            who: wording::who(&finding.source),
            owner: finding.owner.clone(),
        }
    }
}

impl Reporter for Html {
    fn begin(&mut self, run: &RunInfo, _out: &mut dyn Write) -> io::Result<()> {
        self.run = Some(run.clone());
        Ok(())
    }

    fn file(&mut self, file: &FileReport, _out: &mut dyn Write) -> io::Result<()> {
        self.counts.add(file);
        if file.findings.is_empty() {
            self.clean.push(file.path.clone());
            return Ok(());
        }
        self.count(file);
        let counts = file.counts.iter();
        let row = FileRow {
            path: file.path.clone(),
            counts: counts
                .map(|count| (count.severity, count.findings))
                .collect(),
        };
        writeln!(
            self.body,
            "<section class=\"file\" id=\"f{}\" data-path=\"{path}\"><details open>\
             <summary><h3><bdi>{path}</bdi></h3> <span>{}</span></summary>",
            self.files.len() + 1,
            wording::tally(&row.counts),
            path = escape(&file.path),
        )?;
        self.files.push(row);
        for card in Card::all(file) {
            let (own, files) = (self.files.len() - 1, &self.files);
            self.across.write(&card, own, files, &mut self.body)?;
        }
        self.body.write_all(b"</details></section>\n")
    }

    fn unread(&mut self, _path: &str, _reason: &str, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let Some(run) = &self.run else { return Ok(()) };
        page::write_before(self, run, summary, out)?;
        self.across.copy(&self.files, &mut self.body, out)?;
        page::write_after(self, run, summary, out)
    }
}
