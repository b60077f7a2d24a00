//! From a place in a phrase to its place in the YAML, past quotes and folding.

use std::ops::Range;
use std::sync::Arc;

use super::model::At;
use super::parse::PhraseError;
use super::problem::{File, Problem};

/// What is wrong with a phrase, at its place.
#[must_use]
pub fn phrase_problem(written: &At<String>, error: &PhraseError, file: &Arc<File>) -> Problem {
    let problem = Problem::error(
        file,
        inside(file, written, &error.at),
        error.message.clone(),
    )
    .label("here");
    match &error.hint {
        Some(hint) => problem.help(hint.clone()),
        None => problem,
    }
}

/// The bytes of the YAML that hold `part` (bytes of the text); the whole value where quoting or
/// folding moved them.
#[must_use]
pub fn inside(file: &File, written: &At<String>, part: &Range<usize>) -> Range<usize> {
    let raw = file.yaml.get(written.range()).unwrap_or("");
    let start = if raw.starts_with(written.value.as_str()) {
        written.start
    } else if raw
        .get(1..)
        .is_some_and(|inner| inner.starts_with(written.value.as_str()))
    {
        written.start + 1
    } else {
        return written.range();
    };
    start + part.start..start + part.end.max(part.start)
}
