//! What is wrong with waivers, gathered over the files of a run and reported of the file of waivers
//! once they are all done.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
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
    /// The folders of the run, absolute.
    folders: Vec<PathBuf>,
}

struct One {
    waivers: Arc<Waivers>,
    fail_on: Option<Severity>,
    /// Indices of waivers whose files were checked.
    reached: BTreeSet<usize>,
    faults: Vec<Fault>,
}

impl Waived {
    /// Those that hold in `scopes`. That a waiver concerns no file is known only where all
    /// files are looked at: under the folders of the run.
    pub(super) fn new(scopes: &[Arc<Scope>], files: &Files) -> Self {
        let folders = files.paths.iter().filter(|path| path.is_dir());
        let mut waived = Self {
            files: Vec::new(),
            folders: folders.map(|folder| absolute(folder)).collect(),
        };
        for scope in scopes {
            if let Some(waivers) = &scope.waivers {
                waived.one(scope, waivers);
            }
        }
        waived
    }

    /// Takes down that the file at `path` was checked, and what is wrong with waivers for it.
    pub(super) fn add(&mut self, scope: &Scope, path: &str, faults: Vec<Fault>) {
        let Some(waivers) = &scope.waivers else {
            return;
        };
        let reached = waivers.of(Path::new(path));
        if !reached.is_empty() {
            let one = self.one(scope, waivers);
            one.reached.extend(reached);
            one.faults.extend(faults);
        }
    }

    fn one(&mut self, scope: &Scope, waivers: &Arc<Waivers>) -> &mut One {
        let known = self.files.iter();
        let at = known
            .map(|one| &one.waivers.path)
            .position(|path| *path == waivers.path);
        let at = at.unwrap_or_else(|| {
            self.files.push(One {
                waivers: Arc::clone(waivers),
                fail_on: scope.fail_on,
                reached: BTreeSet::new(),
                faults: Vec::new(),
            });
            self.files.len() - 1
        });
        &mut self.files[at]
    }

    /// A report for each file of waivers with something wrong in it.
    /// With `since`, of what has changed there.
    pub(super) fn reports(
        &mut self,
        since: Option<&Since>,
        findings_wanted: bool,
    ) -> Vec<(FileReport, Exit)> {
        for one in &mut self.files {
            for folder in &self.folders {
                let unreached = waivers::unreached(&one.waivers, folder, &one.reached);
                one.faults.extend(unreached);
            }
        }
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
