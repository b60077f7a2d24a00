//! Writing the baseline, and taking out of it what is no longer found. It may become smaller by
//! itself; to let it grow, somebody must say so.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{BaselineCommand, PruneArgs};
use super::asides::{Asides, Recording};
use super::exit::Exit;
use super::file_report::file_report;
use super::jobs::{Job, Jobs};
use super::plan::{self, BaselineUse, Files};
use super::pool::{OUR_FAULT, pool};
use super::scope::Scopes;
use super::tell::{self, Failure};
use super::timings::Timings;
use super::{Streams, ordered};
use crate::baseline::{Baseline, BaselineError, NAME, Recorder};
use crate::config;
use crate::document::source::Unread;
use crate::report::visible::visible;
use crate::report::wording::count;

/// How many rules and files are named of what would be added or taken out.
const NAMED: usize = 20;

/// A run that writes a baseline.
#[derive(Debug)]
pub(super) struct Writing {
    /// What is there, if anything is.
    old: Option<Baseline>,
    recorder: Arc<Recorder>,
    path: PathBuf,
    force: bool,
}

impl Writing {
    /// Into `path`.
    pub(super) fn new(path: &Path, force: bool) -> Result<Self, Failure> {
        let old = match Baseline::load(path) {
            Ok(old) => Some(old),
            Err(BaselineError::Missing(_)) => None,
            // To write over a broken one is to let it grow.
            Err(_) if force => None,
            Err(error) => return Err(Failure::say(error.to_string())),
        };
        Ok(Self {
            old,
            recorder: Arc::new(Recorder::default()),
            path: path.to_owned(),
            force,
        })
    }

    /// What takes down the findings. Where the baseline may not grow, what is new is reported.
    pub(super) fn recording(&self) -> Recording {
        Recording {
            recorder: Arc::clone(&self.recorder),
            within: self.old.clone().filter(|_| !self.force),
        }
    }

    /// Writes it, once all files were checked.
    pub(super) fn finish(&self) -> Result<Exit, Failure> {
        let empty = Baseline::empty(&self.path);
        let old = self.old.as_ref().unwrap_or(&empty);
        let new = old.after(&self.recorder.seen());
        let more = new.beyond(old);
        let shown = visible(&config::shown(&self.path)).into_owned();
        if self.old.is_some() && !more.is_empty() && !self.force {
            let more = count(more.iter().map(|(.., number)| number).sum(), "finding");
            return Err(Failure::advise(
                &format!("{shown} was not written: it would grow by {more}"),
                "correct them; to let it grow, add --force",
            ));
        }
        new.write()
            .map_err(|error| Failure::say(error.to_string()))?;
        let number = count(new.len(), "finding");
        tell::line(&format!("wrote {shown}: {number}"));
        if self.old.is_none() {
            tell::line(&format!(
                "Set them aside with copydesk check --baseline {shown}, or for everybody with the \
                 line   baseline: {shown}   in copydesk.yaml"
            ));
        }
        Ok(Exit::Clean)
    }
}

/// `copydesk baseline`.
pub(super) fn run(command: BaselineCommand, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let BaselineCommand::Prune(args) = command;
    prune(args, streams)
}

fn prune(args: PruneArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let files = Files::new(args.paths, None, None)?;
    let mut rules = plan::rules(args.rules, None)?;
    let old = match &rules.baseline {
        BaselineUse::File(path) => load(path)?,
        _ => match Scopes::new(&rules, streams.teller).baseline_of(Path::new("-")) {
            Some(path) => load(&path)?,
            None => load(Path::new(NAME))?,
        },
    };
    rules.baseline = BaselineUse::Nothing;
    let jobs = Jobs::new(&files, &rules, streams.teller);
    if jobs.broken {
        // What was found with half of the lists says nothing about the other half.
        return Ok(Exit::Trouble);
    }
    let recorder = Arc::new(Recorder::default());
    let asides = Asides {
        since: None,
        recording: Some(Recording {
            recorder: Arc::clone(&recorder),
            within: None,
        }),
    };
    let pool = pool(files.threads, &jobs.files)?;
    let mut exit = Exit::trouble(!jobs.troubles.is_empty());
    for trouble in &jobs.troubles {
        tell::line(trouble);
    }
    let off = Timings::default();
    ordered::for_each(
        pool.as_ref(),
        &jobs.files,
        |job: &Job| -> Result<(), Unread> {
            let (document, scope) = job.task.read(&off)?;
            file_report(job.shown.clone(), document, scope, &asides, false, &off);
            Ok(())
        },
        |job, result| -> Result<(), Failure> {
            let reason = match result {
                Ok(Ok(())) => return Ok(()),
                Ok(Err(unread)) => unread.to_string(),
                Err(_panic) => OUR_FAULT.to_owned(),
            };
            exit = Exit::Trouble;
            tell::line(&format!("{}: not read: {reason}", visible(&job.shown)));
            Ok(())
        },
    )?;
    let found = old.after(&recorder.seen());
    Ok(exit.and(pruned(&old, &found, args.check, streams)?))
}

/// Takes out of `old` what is not in `found`; what is new there stays out.
fn pruned(
    old: &Baseline,
    found: &Baseline,
    only_check: bool,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let shown = visible(&config::shown(&old.path)).into_owned();
    let gone = old.beyond(found);
    let number: usize = gone.iter().map(|(.., number)| number).sum();
    if number == 0 {
        let all = count(old.len(), "finding");
        writeln!(streams.out, "{shown}: {all}, all of them still there")?;
        return Ok(Exit::Clean);
    }
    for (path, rule, number) in gone.iter().take(NAMED) {
        writeln!(streams.out, "{number:>5}  {rule}  {}", visible(path))?;
    }
    if let Some(more) = gone.len().checked_sub(NAMED).filter(|more| *more > 0) {
        writeln!(streams.out, "       … and {more} more rules and files")?;
    }
    let left = old.within(found);
    let (number, left_number) = (count(number, "finding"), count(left.len(), "finding"));
    if only_check {
        writeln!(
            streams.out,
            "{shown}: {number} no longer there, {left_number} left. Take them out with copydesk baseline prune"
        )?;
        return Ok(Exit::Findings);
    }
    left.write()
        .map_err(|error| Failure::say(error.to_string()))?;
    writeln!(
        streams.out,
        "{shown}: {number} taken out, {left_number} left"
    )?;
    Ok(Exit::Clean)
}

fn load(path: &Path) -> Result<Baseline, Failure> {
    Baseline::load(path).map_err(|error| match error {
        BaselineError::Missing(_) => Failure::advise(
            &error.to_string(),
            "write it with copydesk check --write-baseline FILE",
        ),
        other => Failure::say(other.to_string()),
    })
}
