//! What a run sets aside beside what holds for its files: what has not changed, and, where a
//! baseline is written, what is found.

use std::sync::Arc;

use super::since::Since;
use crate::baseline::{Baseline, Recorder};
use crate::document::Document;
use crate::judge::SetsAside;

/// What is set aside in every file of the run.
#[derive(Debug, Default)]
pub(super) struct Asides {
    /// Only what has changed counts.
    pub since: Option<Since>,
    /// Takes down what is found.
    pub recording: Option<Recording>,
}

/// Findings are taken down.
#[derive(Debug)]
pub(super) struct Recording {
    /// Where.
    pub recorder: Arc<Recorder>,
    /// Those that are set aside; none: all of them.
    pub within: Option<Baseline>,
}

impl Asides {
    /// For the document at `path`, in the order in which they are asked.
    pub(super) fn of(&self, path: &str, document: &Document) -> Vec<Arc<dyn SetsAside>> {
        let since = self.since.as_ref();
        let unchanged = since.and_then(|since| since.unchanged(path, document));
        let recording = self.recording.as_ref();
        let recording =
            recording.map(|recording| recording.recorder.file(path, recording.within.as_ref()));
        unchanged.into_iter().chain(recording).collect()
    }
}
