//! Copies that copydesk writes beside office files: how they are called, and how they are known again.

use std::path::{Path, PathBuf};

use super::jobs::{Job, Jobs, Task};
use crate::discover::Input;
use crate::report::wording;

/// A rewritten copy: `q3.fixed.pptx`.
pub(super) const FIXED: &str = "fixed";

/// A copy with comments: `q3.annotated.pptx`.
pub(super) const ANNOTATED: &str = "annotated";

/// The path of a copy of the file at `path`.
pub(super) fn beside(path: &Path, what: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(wording::copy_of(&name, what))
}

/// `jobs` without the copies that a walk met: what is to be done was done with their originals.
/// `named` are the paths that somebody gave.
pub(super) fn left_out(mut jobs: Jobs, named: &[PathBuf]) -> Jobs {
    jobs.files.retain(|job| !is_copy(job, named));
    jobs
}

fn is_copy(job: &Job, named: &[PathBuf]) -> bool {
    let Task::Read(Input::Path(path), ..) = &job.task else {
        return false;
    };
    if named.contains(path) {
        return false;
    }
    let (Some(stem), Some(ending)) = (path.file_stem(), path.extension()) else {
        return false;
    };
    let stem = stem.to_string_lossy();
    [FIXED, ANNOTATED].iter().any(|what| {
        let original = stem
            .strip_suffix(what)
            .and_then(|stem| stem.strip_suffix('.'));
        original.is_some_and(|name| {
            let name = format!("{name}.{}", ending.to_string_lossy());
            path.with_file_name(name).is_file()
        })
    })
}
