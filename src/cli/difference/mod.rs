//! `copydesk wordlist diff`: what two states of a list say differently, and what that does here.
//!
//! The files are checked twice, each time with one of the lists in the place that it has, or would
//! have, in the config, so that approvals and changes of other lists count as they would.

mod human;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use serde_json::json;

use super::args::{DiffArgs, OutputFormat, RuleArgs};
use super::asides::Asides;
use super::exit::Exit;
use super::file_report::file_report;
use super::jobs::{Job, Jobs};
use super::plan::{self, Files, Rules};
use super::pool::{OUR_FAULT, pool};
use super::scope::{Scopes, StandIn};
use super::tell::{self, Failure, Teller};
use super::timings::Timings;
use super::{Streams, ordered, vendor};
use crate::compare::Comparison;
use crate::config::{self, Config};
use crate::document::source::Unread;
use crate::report::FileReport;
use crate::report::json;
use crate::report::visible::visible;
use crate::report::wording::iso;
use crate::wordlist::load::Loaded;

/// All that is printed.
struct Difference<'d> {
    args: &'d DiffArgs,
    /// The lists, under one name.
    old: &'d Loaded,
    new: &'d Loaded,
    comparison: Comparison,
    /// Files with the findings that only the new list makes.
    appear: Vec<FileReport>,
    /// Files with the findings that only the old one does.
    vanish: Vec<FileReport>,
    /// How many files were checked.
    checked: usize,
    /// Files that could not be, with the reason.
    unread: Vec<(String, String)>,
}

/// Compares the lists that `args` name.
pub(super) fn run(args: &DiffArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let config = args.config.as_deref();
    let (mut old, mut new) = (
        vendor::named(&args.old, config)?,
        vendor::named(&args.new, config)?,
    );
    let of = vec![old.list.name.clone(), new.list.name.clone()];
    let name = in_force(config, &of).unwrap_or_else(|| new.list.name.clone());
    // Under one name the same rule has the same id, and its findings the same fingerprints.
    old.rename(&name);
    new.rename(&name);
    let rules = plan::rules(
        RuleArgs {
            config: args.config.clone(),
            as_of: args.as_of,
            ..RuleArgs::default()
        },
        None,
    )?;
    let files = Files::new(args.paths.clone(), None, None)?;
    let with = |list: &Loaded| {
        let stand_in = StandIn {
            list: Arc::new(list.clone()),
            of: of.clone(),
        };
        Held::new(&files, &rules, stand_in, streams.teller)
    };
    let (before, after) = (with(&old)?, with(&new)?);
    let exit = Exit::trouble(before.trouble || after.trouble || !after.unread.is_empty());
    let difference = Difference {
        comparison: Comparison::new(&old.list, &new.list),
        appear: after.beyond(&before),
        vanish: before.beyond(&after),
        checked: after.checked,
        unread: after.unread,
        old: &old,
        new: &new,
        args,
    };
    match args.format {
        OutputFormat::Human => human::write(&difference, streams.out)?,
        OutputFormat::Json => {
            writeln!(streams.out, "{:#}", difference.value(&rules)?)?;
        }
    }
    Ok(exit)
}

/// That of `names` which is a list of the config.
fn in_force(config: Option<&Path>, names: &[String]) -> Option<String> {
    let config = config
        .map(Path::to_owned)
        .or_else(|| config::nearest(Path::new(".")))?;
    // What is wrong with the config is told when it is needed.
    let config: Config = config::load(&config).ok()?;
    let loaded = config
        .all_lists()
        .into_iter()
        .filter_map(|list| list.load().ok());
    let mut known = loaded.map(|loaded| loaded.list.name.clone());
    known.find(|name| names.contains(name))
}

/// What is found with one of the lists.
struct Held {
    files: Vec<FileReport>,
    checked: usize,
    unread: Vec<(String, String)>,
    /// Something else could not be done, and has been told.
    trouble: bool,
}

impl Held {
    fn new(
        files: &Files,
        rules: &Rules,
        stand_in: StandIn,
        teller: Teller,
    ) -> Result<Self, Failure> {
        let jobs = Jobs::of(files, Scopes::with_stand_in(rules, teller, stand_in));
        for trouble in &jobs.troubles {
            tell::line(&visible(trouble));
        }
        let mut held = Self {
            files: Vec::new(),
            checked: 0,
            unread: Vec::new(),
            trouble: jobs.broken || !jobs.troubles.is_empty(),
        };
        let off = Timings::default();
        let pool = pool(files.threads, &jobs.files)?;
        ordered::for_each(
            pool.as_ref(),
            &jobs.files,
            |job: &Job| -> Result<FileReport, Unread> {
                let (document, scope) = job.task.read(&off)?;
                let asides = Asides::default();
                Ok(file_report(job.shown.clone(), document, scope, &asides, true, &off).report)
            },
            |job, result| -> Result<(), Failure> {
                let reason = match result {
                    Ok(Ok(file)) => {
                        held.checked += 1;
                        held.files
                            .extend((!file.findings.is_empty()).then_some(file));
                        return Ok(());
                    }
                    Ok(Err(unread)) => unread.to_string(),
                    Err(_panic) => OUR_FAULT.to_owned(),
                };
                held.unread.push((job.shown.clone(), reason));
                Ok(())
            },
        )?;
        Ok(held)
    }

    /// The findings that `other` has not, by file.
    fn beyond(&self, other: &Self) -> Vec<FileReport> {
        let known: BTreeSet<(&str, &str)> = other
            .files
            .iter()
            .flat_map(|file| {
                let path = file.path.as_str();
                file.findings
                    .iter()
                    .map(move |found| (path, found.fingerprint.as_str()))
            })
            .collect();
        let mut files = self.files.clone();
        for file in &mut files {
            let path = file.path.as_str();
            file.findings
                .retain(|found| !known.contains(&(path, found.fingerprint.as_str())));
        }
        files.retain(|file| !file.findings.is_empty());
        files
    }
}

impl Difference<'_> {
    fn value(&self, rules: &Rules) -> Result<serde_json::Value, Failure> {
        let list = |list: &Loaded, written: &str| {
            json!({
                "given": written,
                "name": list.list.name,
                "version": list.list.version,
                "digest": list.digest,
            })
        };
        let findings = |files: &[FileReport]| -> serde_json::Result<Vec<serde_json::Value>> {
            let findings = files
                .iter()
                .flat_map(|file| file.findings.iter().map(move |found| (file, found)));
            findings
                .map(|(file, found)| json::value(file, found))
                .collect()
        };
        let unread = self.unread.iter();
        let all = || -> serde_json::Result<serde_json::Value> {
            Ok(json!({
                "version": 1,
                "tool": {"name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION")},
                "as-of": iso(rules.as_of),
                "old": list(self.old, &self.args.old),
                "new": list(self.new, &self.args.new),
                "list": self.comparison.list,
                "rules": self.comparison.rules,
                "names": self.comparison.names,
                "sources": self.comparison.sources,
                "verbs": self.comparison.verbs,
                "overrides": self.comparison.overrides,
                "findings": {"appear": findings(&self.appear)?, "vanish": findings(&self.vanish)?},
                "files": {
                    "checked": self.checked,
                    "unread": unread.map(|(path, reason)| json!({"path": path, "reason": reason})).collect::<Vec<_>>(),
                },
            }))
        };
        all().map_err(|error| Failure::say(format!("the result cannot be written: {error}")))
    }
}
