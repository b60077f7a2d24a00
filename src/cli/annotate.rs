//! `copydesk annotate`: review comments in a copy of each deck.

use std::path::{Path, PathBuf};

use super::exit::Exit;
use super::file_report::fails;
use super::jobs::{Job, Jobs, Task};
use super::plan::AnnotatePlan;
use super::pool::{OUR_FAULT, pool};
use super::tell::{self, Failure};
use super::timings::Timings;
use super::{Streams, copies, ordered};
use crate::annotate::{self, AnnotateError};
use crate::check;
use crate::discover::{self, Input};
use crate::document::Kind;
use crate::document::office::{self, OfficeOptions};
use crate::document::source::Unread;
use crate::fix::write;
use crate::report::visible::visible;
use crate::report::wording::count;

/// What came of one file.
#[derive(Default)]
struct Outcome {
    added: usize,
    known: usize,
    /// Where the file with comments is, if one was written.
    written: Option<String>,
    exit: Exit,
    /// Why it could not be given comments, if so.
    trouble: Option<String>,
}

/// Annotates the files of `plan`.
pub(super) fn run(plan: &AnnotatePlan, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let jobs = Jobs::new(&plan.files, &plan.rules, streams.teller);
    if jobs.broken && jobs.scopes.is_empty() {
        return Ok(Exit::Trouble);
    }
    let mut jobs = copies::left_out(jobs, &plan.files.paths);
    // A walk meets pages too, which have their reports elsewhere.
    jobs.files.retain(|job| match &job.task {
        Task::Read(Input::Path(path), kind, _) => {
            matches!(kind, Kind::Office(_)) || plan.files.paths.contains(path)
        }
        Task::Read(Input::Stdin(_), ..) | Task::Leave(_) => true,
    });
    let mut exit = Exit::trouble(jobs.broken || !jobs.troubles.is_empty());
    let (mut added, mut known, mut files) = (0, 0, 0);
    let pool = pool(plan.files.threads, &jobs.files)?;
    ordered::for_each(
        pool.as_ref(),
        &jobs.files,
        |job| annotate_one(job, plan),
        |job, result| {
            let outcome = match result {
                Ok(Ok(outcome)) => outcome,
                Ok(Err(unread)) => Outcome::trouble(format!("not read: {unread}")),
                Err(_panic) => Outcome::trouble(format!("not read: {OUR_FAULT}")),
            };
            exit = exit.and(outcome.exit);
            added += outcome.added;
            known += outcome.known;
            files += usize::from(outcome.written.is_some());
            let said = outcome.trouble.or_else(|| {
                let comments = count(outcome.added, "comment");
                Some(format!("{comments} in {}", outcome.written?))
            });
            if let Some(said) = said {
                tell::line(&visible(&format!("{}: {said}", job.shown)));
            }
            Ok::<(), Failure>(())
        },
    )?;
    for trouble in &jobs.troubles {
        tell::line(&visible(trouble));
    }
    let before = match known {
        0 => String::new(),
        known => format!(" {} there before.", were(known)),
    };
    let of = count(jobs.files.len(), "file");
    tell::line(&format!(
        "{} written, in {files} of {of}.{before}",
        were(added)
    ));
    Ok(exit)
}

fn were(comments: usize) -> String {
    let verb = if comments == 1 { "was" } else { "were" };
    format!("{} {verb}", count(comments, "comment"))
}

impl Outcome {
    fn trouble(why: String) -> Self {
        Self {
            exit: Exit::Trouble,
            trouble: Some(why),
            ..Self::default()
        }
    }
}

fn annotate_one(job: &Job, plan: &AnnotatePlan) -> Result<Outcome, Unread> {
    let (bytes, kind, scope) = job.task.bytes(&Timings::default())?;
    let Task::Read(Input::Path(path), ..) = &job.task else {
        return Ok(Outcome::trouble(
            "comments are written into files, and standard input is none".to_owned(),
        ));
    };
    #[cfg(feature = "legacy")]
    if matches!(kind, Kind::Legacy(_)) {
        let why = "comments are not written into files from before 2007; save it in the new format";
        return Ok(Outcome::trouble(why.to_owned()));
    }
    let Kind::Office(format) = kind else {
        return Ok(Outcome::trouble(AnnotateError::Kind.to_string()));
    };
    // What reviewers say is not copy, and least of all what copydesk said itself.
    let options = OfficeOptions {
        comments: false,
        ..scope.options.office.clone()
    };
    let document = office::read(format, bytes.clone(), &options)?;
    let policy = scope.policy_for(Path::new(&job.shown));
    let report = check::check(&document, &scope.engine, &policy);
    let made = annotate::annotate(
        format,
        &bytes,
        &document,
        &report.findings(),
        &plan.reviewer,
        &options,
    );
    let made = match made {
        Ok(made) => made,
        Err(AnnotateError::Unread(unread)) => return Err(unread),
        Err(error) => return Ok(Outcome::trouble(format!("no comments: {error}"))),
    };
    let mut outcome = Outcome {
        added: made.added,
        known: made.known,
        exit: Exit::found(fails(&report.verdicts, &[], scope.fail_on)),
        ..Outcome::default()
    };
    if let Some(new) = made.bytes {
        let to = target(path, plan);
        let written = match &to {
            to if to == path => write::replace(path, &bytes, &new),
            to => write::create(to, path, &new),
        };
        match written {
            Ok(()) => outcome.written = Some(discover::shown(&to)),
            Err(error) => {
                return Ok(Outcome::trouble(format!("not written: {error}")));
            }
        }
    }
    Ok(outcome)
}

/// Where the file with comments goes.
fn target(path: &Path, plan: &AnnotatePlan) -> PathBuf {
    if plan.in_place {
        return path.to_owned();
    }
    let copy = copies::beside(path, copies::ANNOTATED);
    match (&plan.output, copy.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => copy,
    }
}
