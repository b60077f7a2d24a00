//! One file of a run: its bytes, and what is known of them from an earlier run or else found in them.

use std::sync::Arc;

use super::asides::Asides;
use super::budget::Budget;
use super::file_report::{Checked, file_report};
use super::jobs::{self, Job};
use super::kept::Kept;
use super::scope::Scope;
use super::timings::{Part, Timings};
use crate::document::Kind;
use crate::document::source::{Source, Unread};

/// What all files of a run are checked with; shared between threads.
pub(super) struct Checking<'r> {
    /// What is set aside in all of them.
    pub asides: &'r Asides,
    /// Whether findings are put into words; else they are only counted.
    pub findings_wanted: bool,
    /// Where the time goes.
    pub timings: &'r Timings,
    /// The results of earlier runs; none: they are not to be used.
    pub kept: Option<Kept>,
    /// How much may be worked on at once.
    pub budget: Budget,
}

impl Checking<'_> {
    /// Checks the file of `job`.
    pub(super) fn check(&self, job: &Job) -> Result<Checked, Unread> {
        let _held = self.budget.hold(job.task.length().unwrap_or(0));
        let (bytes, kind, scope) = job.task.bytes(self.timings)?;
        let Some(kept) = &self.kept else {
            return self.anew(job, kind, bytes, scope);
        };
        let key = kept.key(scope, kind, &job.shown, self.findings_wanted, &bytes);
        let is_text = matches!(kind, Kind::Text(_));
        let known = self.timings.time(Part::Reading, || {
            let mut known = kept.get(&key, &job.shown)?;
            if is_text {
                known.report.source = Arc::new(Source::decode(bytes.clone()).ok()?);
            }
            Some(known)
        });
        if let Some(known) = known {
            return Ok(known);
        }
        let checked = self.anew(job, kind, bytes, scope)?;
        // What the source of an office file is still needed for is not kept.
        if is_text || checked.report.source.text.is_empty() {
            kept.put(&key, &checked);
        }
        Ok(checked)
    }

    fn anew(
        &self,
        job: &Job,
        kind: Kind,
        bytes: Vec<u8>,
        scope: &Scope,
    ) -> Result<Checked, Unread> {
        let document = jobs::open(kind, bytes, scope, self.timings)?;
        Ok(file_report(
            job.shown.clone(),
            document,
            scope,
            self.asides,
            self.findings_wanted,
            self.timings,
        ))
    }
}
