//! What is wrong with waivers, gathered over the files of a run and reported of the file of waivers
//! once they are all done.

use std::path::Path;
use std::sync::Arc;

use super::exit::Exit;
use super::plan::Files;
use super::scope::Scope;
use super::since::Since;
use crate::config::absolute;
use crate::finding::Finding;
use crate::report::{FileReport, RuleCount};
use crate::waivers::{self, Fault, Waivers};
use crate::wordlist::model::Severity;

/// The files of waivers of a run.
pub(super) struct Waived {
    files: Vec<One>,
}

struct One {
    waivers: Arc<Waivers>,
    fail_on: Option<Severity>,
    faults: Vec<Fault>,
}

impl Waived {
    /// Those that hold in `scopes`. A waiver for a file that is not there is known to be of no use
    /// only where all files are looked at: under the folders of the run.
    pub(super) fn new(scopes: &[Arc<Scope>], files: &Files) -> Self {
        let mut waived = Self { files: Vec::new() };
        for scope in scopes {
            waived.add(scope, Vec::new());
        }
        for one in &mut waived.files {
            let folders = files.paths.iter().filter(|path| path.is_dir());
            let gone = folders.flat_map(|folder| waivers::gone(&one.waivers, &absolute(folder)));
            one.faults.extend(gone);
        }
        waived
    }

    /// Takes down what is wrong with waivers of `scope`.
    pub(super) fn add(&mut self, scope: &Scope, faults: Vec<Fault>) {
        let Some(waivers) = &scope.waivers else {
            return;
        };
        let known = self.files.iter_mut();
        let name = &waivers.file.name;
        match known.into_iter().find(|one| one.waivers.file.name == *name) {
            Some(one) => one.faults.extend(faults),
            None => self.files.push(One {
                waivers: Arc::clone(waivers),
                fail_on: scope.fail_on,
                faults,
            }),
        }
    }

    /// A report for each file of waivers with something wrong in it.
    /// With `since`, of what has changed there.
    pub(super) fn reports(
        &mut self,
        since: Option<&Since>,
        findings_wanted: bool,
    ) -> Vec<(FileReport, Exit)> {
        let all = self.files.iter_mut();
        all.filter_map(|one| one.report(since, findings_wanted))
            .collect()
    }
}

impl One {
    fn report(
        &mut self,
        since: Option<&Since>,
        findings_wanted: bool,
    ) -> Option<(FileReport, Exit)> {
        self.faults.sort_by_key(|fault| fault.waiver);
        self.faults.dedup();
        let faults = self.faults.iter();
        let mut findings: Vec<Finding> = faults
            .filter_map(|fault| waivers::finding(&self.waivers, fault))
            .collect();
        if let Some(since) = since {
            let (path, text) = (&self.waivers.path, &self.waivers.source.text);
            findings.retain(|found| since.touches(path, text, found.span));
        }
        if findings.is_empty() {
            return None;
        }
        let fails = |severity: Severity| self.fail_on.is_some_and(|least| severity >= least);
        let exit = Exit::found(findings.iter().any(|found| fails(found.severity)));
        let mut counts: Vec<RuleCount> = Vec::new();
        for found in &findings {
            match counts.iter_mut().find(|count| count.rule == found.rule) {
                Some(count) => count.findings += 1,
                None => counts.push(RuleCount {
                    severity: found.severity,
                    rule: found.rule.clone(),
                    findings: 1,
                }),
            }
        }
        if !findings_wanted {
            findings.clear();
        }
        let report = FileReport {
            path: crate::discover::shown(Path::new(&self.waivers.file.name)),
            source: Arc::clone(&self.waivers.source),
            findings,
            counts,
            approved: Vec::new(),
            cleared: Vec::new(),
            suppressed: Vec::new(),
            coming: Vec::new(),
            notices: Vec::new(),
        };
        Some((report, exit))
    }
}
