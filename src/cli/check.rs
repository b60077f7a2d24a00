//! `copydesk check`.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use super::asides::Asides;
use super::baseline::Writing;
use super::budget::Budget;
use super::checking::Checking;
use super::exit::Exit;
use super::file_report::Checked;
use super::jobs::{Job, Jobs, Task};
use super::kept::Kept;
use super::plan::CheckPlan;
use super::pool::{OUR_FAULT, pool};
use super::progress::Progress;
use super::scope::Scope;
use super::since::Since;
use super::tell::{self, Failure};
use super::timings::{Part, Timings};
use super::waived::Waived;
use super::{Streams, ordered};
use crate::discover::{in_words, shown};
use crate::document::source::Unread;
use crate::report::root::Root;
use crate::report::unseen::unseen;
use crate::report::{Format, Reporter, RuleEntry, RunInfo, Summary};

/// Checks the files of `plan` and prints what was found.
pub(super) fn run(plan: &CheckPlan, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let started = Instant::now();
    let writing = match &plan.write_baseline {
        Some(path) => Some(Writing::new(path, plan.force)?),
        None => None,
    };
    let asides = Asides {
        since: plan.since.as_deref().map(Since::new).transpose()?,
        recording: writing.as_ref().map(Writing::recording),
    };
    let timings = Timings::new(plan.timings);
    let jobs = timings.time(Part::Preparing, || {
        Jobs::new(&plan.files, &plan.rules, streams.teller)
    });
    if jobs.broken && jobs.scopes.is_empty() && plan.format.is_for_people() {
        // Without a list nothing can be said of any file, and why has been told.
        return Ok(Exit::Trouble);
    }
    let mut run = Run {
        reporter: plan.format.reporter(streams.colour),
        summary: Summary {
            skipped: jobs.skipped,
            excluded: jobs.excluded,
            troubles: jobs.troubles,
            ..Summary::default()
        },
        exit: Exit::trouble(jobs.broken),
        progress: Progress::new(jobs.files.len(), started),
        waived: Waived::new(&jobs.scopes, &plan.files),
    };
    let info = run_info(&jobs.scopes, plan);
    run.reporter.begin(&info, streams.out)?;
    let pool = pool(plan.files.threads, &jobs.files)?;
    let checking = Checking {
        asides: &asides,
        findings_wanted: plan.format.shows_findings(),
        timings: &timings,
        kept: kept(plan),
        budget: Budget::default(),
    };
    ordered::for_each(
        pool.as_ref(),
        &jobs.files,
        |job| checking.check(job),
        |job, result| timings.time(Part::Printing, || run.next(job, result, streams)),
    )?;
    run.progress.done();
    timings.time(Part::Printing, || {
        run.finish(plan.format, asides.since.as_ref(), streams)
    })?;
    if let Some(writing) = &writing {
        run.exit = run.exit.and(writing.finish()?);
    }
    if plan.timings {
        let threads = plan.files.threads.get();
        for line in timings.lines(run.summary.checked, threads, started.elapsed()) {
            tell::line(&line);
        }
        if let Some(kept) = &checking.kept {
            let (known, all) = (kept.found(), run.summary.checked);
            tell::line(&format!("{known} of {all} files known from earlier runs"));
        }
    }
    if let Some(kept) = &checking.kept {
        kept.tidy();
    }
    // The run is over: giving the rules back piece by piece would take a small one longer than
    // checking its file.
    std::mem::forget(jobs.scopes);
    std::mem::forget(info);
    Ok(run.exit)
}

/// The results of earlier runs, if they are wanted and mean the same in this one: what has changed since
/// a revision, or what a baseline takes down, is no property of the file.
fn kept(plan: &CheckPlan) -> Option<Kept> {
    let folder = plan.cache.as_deref()?;
    if plan.since.is_some() || plan.write_baseline.is_some() {
        return None;
    }
    match Kept::open(folder) {
        Ok(kept) => Some(kept),
        Err(error) => {
            let (folder, why) = (shown(folder), in_words(&error));
            tell::line(&format!(
                "{folder}: {why}; nothing is kept there, and all files are checked"
            ));
            None
        }
    }
}

/// What is known before the first file. Where folders have different lists, each is named once.
fn run_info(scopes: &[Arc<Scope>], plan: &CheckPlan) -> RunInfo {
    let mut seen = BTreeSet::new();
    let mut lists = Vec::new();
    let mut rules = 0;
    let mut catalog = Vec::new();
    let mut catalogued = BTreeSet::new();
    for scope in scopes {
        let set = scope.engine.rules();
        for (at, list) in set.lists.iter().enumerate() {
            if seen.insert((list.name.clone(), list.path.clone(), list.digest.clone())) {
                lists.push(list.clone());
                rules += set.in_force(at);
            }
        }
        if plan.format.describes_rules() {
            let entries = RuleEntry::catalog(set).into_iter();
            catalog.extend(entries.filter(|entry| catalogued.insert(entry.id.clone())));
        }
    }
    let first = scopes.first();
    let named = |flag: &Option<String>, of: fn(&Scope) -> &Option<String>| {
        flag.clone()
            .or_else(|| first.and_then(|scope| of(scope).clone()))
    };
    RunInfo {
        as_of: plan.rules.as_of,
        lists,
        rules,
        audience: named(&plan.rules.audience, |scope| &scope.policy.audience),
        channel: named(&plan.rules.channel, |scope| &scope.policy.channel),
        market: named(&plan.rules.market, |scope| &scope.policy.market),
        fail_on: first.and_then(|scope| scope.fail_on),
        show: plan.show,
        root: std::env::current_dir().map_or_else(|_| Root::default(), |here| Root::above(&here)),
        catalog,
    }
}

struct Run {
    reporter: Box<dyn Reporter>,
    summary: Summary,
    exit: Exit,
    progress: Progress,
    /// What is wrong with waivers of files that were checked.
    waived: Waived,
}

impl Run {
    fn next(
        &mut self,
        job: &Job,
        result: std::thread::Result<Result<Checked, Unread>>,
        streams: &mut Streams<'_>,
    ) -> Result<(), Failure> {
        match result {
            Ok(Ok(checked)) => {
                if let Task::Read(_, _, scope) = &job.task {
                    self.waived.add(scope, &job.shown, checked.faults);
                }
                let (mut file, exit) = (checked.report, checked.exit);
                let notices = std::mem::take(&mut file.notices).into_iter();
                let notices = notices.map(|notice| (job.shown.clone(), notice));
                self.summary.notices.extend(notices);
                self.summary.checked += 1;
                self.exit = self.exit.and(exit);
                if streams.out_is_terminal && !file.findings.is_empty() {
                    let (reporter, out) = (&mut self.reporter, &mut *streams.out);
                    self.progress.aside(|| {
                        reporter.file(&file, out)?;
                        out.flush()
                    })?;
                } else {
                    self.reporter.file(&file, streams.out)?;
                }
            }
            Ok(Err(unread)) => self.unread(&job.shown, &unread.to_string(), streams)?,
            Err(_panic) => self.unread(&job.shown, OUR_FAULT, streams)?,
        }
        self.progress.step();
        Ok(())
    }

    fn unread(
        &mut self,
        path: &str,
        reason: &str,
        streams: &mut Streams<'_>,
    ) -> Result<(), Failure> {
        self.exit = self.exit.and(Exit::Trouble);
        self.reporter.unread(path, reason, streams.out)?;
        self.summary
            .unread
            .push((path.to_owned(), reason.to_owned()));
        Ok(())
    }

    fn finish(
        &mut self,
        format: Format,
        since: Option<&Since>,
        streams: &mut Streams<'_>,
    ) -> Result<(), Failure> {
        for (file, exit) in self.waived.reports(since, format.shows_findings()) {
            self.summary.checked += 1;
            self.exit = self.exit.and(exit);
            self.reporter.file(&file, streams.out)?;
        }
        self.exit = self
            .exit
            .and(Exit::trouble(!self.summary.troubles.is_empty()));
        self.reporter.finish(&self.summary, streams.out)?;
        streams.out.flush()?;
        if !format.is_for_people() {
            // Nobody reads these formats by eye, and what was not done must not pass unseen.
            for (path, reason) in &self.summary.unread {
                tell::line(&format!("{path}: not read: {reason}"));
            }
            for line in unseen(&self.summary) {
                tell::line(&line);
            }
            for trouble in &self.summary.troubles {
                tell::line(trouble);
            }
            for sentence in self.reporter.left_out() {
                tell::line(&sentence);
            }
        }
        Ok(())
    }
}
