//! What is counted of the files of a run, as they come, so that nothing else needs to be kept of them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::{Coming, FileReport};
use crate::wordlist::model::{Day, Severity};

/// How many paths are kept of a rule's findings; of the others it is known how many there are.
pub(super) const PATHS_NAMED: usize = 3;
/// How many files with most findings are kept.
pub(super) const WORST: usize = 5;

/// What is counted of the files of a run.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) rules: HashMap<String, BTreeMap<Reverse<Severity>, PerRule>>,
    pub(super) files_with_findings: usize,
    /// The files with most findings, the errors counting first, and their counts by weight; the worst
    /// first.
    pub(super) worst: Vec<([usize; 3], String)>,
    pub(super) findings: usize,
    pub(super) fixable: usize,
    pub(super) cleared: BTreeMap<String, usize>,
    pub(super) suppressed: BTreeMap<String, usize>,
    /// How many of those in the baseline are errors.
    pub(super) baseline_errors: usize,
    /// The first day on which something that is set aside now no longer is.
    pub(super) next_end: Option<Day>,
    pub(super) coming: BTreeMap<Coming, usize>,
    pub(super) approved: BTreeMap<String, usize>,
    /// Files and findings by the ending of the file's name.
    pub(super) kinds: BTreeMap<String, (usize, usize)>,
}

/// The findings of a rule in one weight.
#[derive(Debug, Default)]
pub(super) struct PerRule {
    pub(super) findings: usize,
    pub(super) files: usize,
    pub(super) named: Vec<String>,
}

impl Tally {
    /// Counts one file.
    pub(super) fn add(&mut self, file: &FileReport) {
        self.files_with_findings += usize::from(!file.counts.is_empty());
        let safe = |finding: &&crate::finding::Finding| {
            finding.suggestions.iter().any(|suggestion| suggestion.safe)
        };
        self.fixable += file.findings.iter().filter(safe).count();
        let mut in_file = 0;
        for count in &file.counts {
            in_file += count.findings;
            if !self.rules.contains_key(&count.rule) {
                self.rules.insert(count.rule.clone(), BTreeMap::new());
            }
            let Some(weights) = self.rules.get_mut(&count.rule) else {
                continue;
            };
            let rule = weights.entry(Reverse(count.severity)).or_default();
            rule.findings += count.findings;
            rule.files += 1;
            if rule.named.len() < PATHS_NAMED {
                rule.named.push(file.path.clone());
            }
        }
        self.findings += in_file;
        self.rank(file);
        let kind = self.kinds.entry(ending(&file.path)).or_default();
        kind.0 += 1;
        kind.1 += in_file;
        for item in &file.cleared {
            *self.cleared.entry(item.by.clone()).or_default() += 1;
        }
        for item in &file.suppressed {
            *self.suppressed.entry(item.kind.clone()).or_default() += 1;
            let is_error = item.severity == Severity::Error;
            self.baseline_errors += usize::from(is_error && item.kind == "baseline");
            let ends = [self.next_end, item.until].into_iter().flatten().min();
            self.next_end = ends;
        }
        for item in &file.coming {
            *self.coming.entry(item.clone()).or_default() += 1;
        }
        for item in &file.approved {
            *self.approved.entry(item.rule.clone()).or_default() += 1;
        }
    }

    fn rank(&mut self, file: &FileReport) {
        let mut counts = [0; 3];
        for count in &file.counts {
            counts[rank(count.severity)] += count.findings;
        }
        let at = self.worst.partition_point(|(other, _)| *other >= counts);
        if counts != [0; 3] && at < WORST {
            self.worst.insert(at, (counts, file.path.clone()));
            self.worst.truncate(WORST);
        }
    }

    /// The rules with findings, the heaviest first.
    pub(super) fn by_weight(&self) -> Vec<(Reverse<Severity>, &str, &PerRule)> {
        let mut rules: Vec<_> = self
            .rules
            .iter()
            .flat_map(|(name, weights)| {
                weights
                    .iter()
                    .map(|(weight, rule)| (*weight, name.as_str(), rule))
            })
            .collect();
        rules.sort_unstable_by_key(|(weight, name, _)| (*weight, *name));
        rules
    }
}

/// From the most serious on; the place of a weight in it is [`rank`].
pub(super) const WEIGHTS: [Severity; 3] =
    [Severity::Error, Severity::Warning, Severity::Suggestion];

const fn rank(weight: Severity) -> usize {
    match weight {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Suggestion => 2,
    }
}

fn ending(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.')
        .map_or_else(String::new, |(_, ending)| ending.to_lowercase())
}
