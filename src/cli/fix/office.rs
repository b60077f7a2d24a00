//! `copydesk fix` of office files: a copy beside the file, unless the file itself is asked for.

use std::path::{Path, PathBuf};

use super::{Outcome, in_words, rows};
use crate::cli::copies;
use crate::cli::exit::Exit;
use crate::cli::file_report::fails;
use crate::cli::jobs::{Job, Task};
use crate::cli::plan::FixPlan;
use crate::cli::scope::Scope;
use crate::discover::{self, Input};
use crate::document::office::OfficeFormat;
use crate::document::source::Unread;
use crate::finding::rendered::rendered;
use crate::fix::office::{Changed, Grown, OfficeError, OfficeFixer};
use crate::fix::write;
use crate::report::visible::visible;

/// Rewrites one office file of these `bytes`.
pub(super) fn fix_one(
    job: &Job,
    plan: &FixPlan,
    format: OfficeFormat,
    bytes: &[u8],
    scope: &Scope,
) -> Result<Outcome, Unread> {
    let policy = scope.policy_for(Path::new(&job.shown));
    let fixer = OfficeFixer {
        engine: &scope.engine,
        policy: &policy,
        options: &scope.options.office,
        also_unsafe: plan.also_unsafe,
        tracked: plan.tracked.as_ref(),
    };
    let done = match fixer.fix(format, bytes) {
        Ok(done) => done,
        Err(OfficeError::Unread(unread)) => return Err(unread),
        Err(error) => {
            return Ok(Outcome {
                trouble: Some(error.to_string()),
                exit: Exit::Trouble,
                ..Outcome::default()
            });
        }
    };
    let mut outcome = Outcome {
        found: done.fixed.found,
        changed: done.bytes.is_some(),
        exit: Exit::found(fails(&done.fixed.verdicts, &[], scope.fail_on)),
        left: rows(&job.shown, "", &done.fixed.left, true),
        to_look_at: to_look_at(&job.shown, &done.grown),
        ..Outcome::default()
    };
    match (&job.task, &done.bytes) {
        _ if plan.diff => outcome.out = listed(&job.shown, &done.changes).into_bytes(),
        (Task::Read(Input::Stdin(_), ..), new) => {
            outcome.out = new.as_deref().unwrap_or(bytes).to_vec();
        }
        (Task::Read(Input::Path(path), ..), Some(new)) => {
            match written(path, bytes, new, plan.in_place) {
                Ok(Some(copy)) => outcome.copy = Some(discover::shown(&copy)),
                Ok(None) => {}
                Err(error) => {
                    outcome.trouble = Some(in_words(&error));
                    outcome.exit = Exit::Trouble;
                    outcome.changed = false;
                }
            }
        }
        _ => {}
    }
    Ok(outcome)
}

/// Puts the new file in its place; the path of the copy, if it is one.
fn written(
    path: &Path,
    old: &[u8],
    new: &[u8],
    in_place: bool,
) -> Result<Option<PathBuf>, write::WriteError> {
    if in_place {
        write::replace(path, old, new)?;
        return Ok(None);
    }
    let copy = copies::beside(path, copies::FIXED);
    write::create(&copy, path, new)?;
    Ok(Some(copy))
}

/// Which shapes may be too small for their new words.
fn to_look_at(path: &str, grown: &[Grown]) -> Vec<String> {
    let lines = grown.iter().map(|Grown { place, percent }| {
        format!("{path}: {place}: {percent} % longer than before; see whether it still fits")
    });
    lines.collect()
}

/// What changes, in words: a patch cannot hold a file that is no text. Programs that take patches pass
/// over it, since no line of it begins as theirs do.
fn listed(path: &str, changes: &[Changed]) -> String {
    let words = |words: &str| visible(&rendered(words)).into_owned();
    let lines = changes.iter().map(|change| {
        let place = visible(&format!("{path}: {}", change.place)).into_owned();
        let rules = change.rules.join(", ");
        let (before, after) = (words(&change.before), words(&change.after));
        format!("{place} ({rules})\n  was  {before}\n  now  {after}\n")
    });
    lines.collect()
}
