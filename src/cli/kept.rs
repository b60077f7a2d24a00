//! What came of a file, kept for the next run: `--resume` and `--cache`.
//!
//! The results of a file are a function of its bytes, the lists, the options and the day; all of these
//! go into the name of what is kept, with the program itself. So a changed list, waiver, baseline or
//! config, another day or another version finds nothing, and the file is checked anew.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::exit::Exit;
use super::file_report::Checked;
use super::scope::Scope;
use crate::cache::{Cache, Key};
use crate::config;
use crate::document::Kind;
use crate::place::{Bounds, Canvas};
use crate::report::FileReport;
use crate::waivers::Fault;

/// The results of earlier runs.
#[derive(Debug)]
pub(super) struct Kept {
    cache: Cache,
    /// What tells this program from another that may decide otherwise.
    program: String,
    found: AtomicUsize,
}

/// What is kept of a file; all of [`Checked`] but its source, which the file itself has.
#[derive(Serialize, Deserialize)]
struct Entry<R> {
    report: R,
    exit: Exit,
    faults: Vec<Fault>,
    /// The slides that findings stand on, each once: width, height and boxes.
    sketches: Vec<(i64, i64, Vec<Bounds>)>,
    /// For each finding an index into `sketches`.
    sketch_of: Vec<Option<usize>>,
}

impl Kept {
    /// The results in `folder`.
    pub(super) fn open(folder: &Path) -> std::io::Result<Self> {
        Ok(Self {
            cache: Cache::open(folder)?,
            program: program(),
            found: AtomicUsize::new(0),
        })
    }

    /// The name of the results for these bytes.
    pub(super) fn key(
        &self,
        scope: &Scope,
        kind: Kind,
        path: &str,
        findings_wanted: bool,
        bytes: &[u8],
    ) -> Key {
        // Copies of a file share their results, unless something is written for one of them.
        let path = if scope.looks_at_paths() {
            config::absolute(Path::new(path))
                .to_string_lossy()
                .into_owned()
        } else {
            String::new()
        };
        let how = format!("{kind:?} {findings_wanted}");
        Key::of(&[
            self.program.as_bytes(),
            scope.digest.as_bytes(),
            path.as_bytes(),
            how.as_bytes(),
            bytes,
        ])
    }

    /// What is known under `key` of the file at `path`, without its source; what is not understood is
    /// not known.
    pub(super) fn get(&self, key: &Key, path: &str) -> Option<Checked> {
        let entry: Entry<FileReport> = serde_json::from_slice(&self.cache.get(key)?).ok()?;
        let mut report = entry.report;
        let sketches: Vec<Arc<Canvas>> = entry
            .sketches
            .into_iter()
            .map(|(width, height, shapes)| {
                Arc::new(Canvas {
                    width,
                    height,
                    shapes,
                })
            })
            .collect();
        for (finding, sketch) in report.findings.iter_mut().zip(entry.sketch_of) {
            if let (Some(location), Some(at)) = (&mut finding.location, sketch) {
                location.place.canvas = sketches.get(at).cloned();
            }
        }
        path.clone_into(&mut report.path);
        self.found.fetch_add(1, Ordering::Relaxed);
        Some(Checked {
            report,
            exit: entry.exit,
            faults: entry.faults,
        })
    }

    /// Keeps what came of a file. That it cannot be kept costs the next run its time, and nothing else.
    pub(super) fn put(&self, key: &Key, checked: &Checked) {
        let mut sketches: Vec<Arc<Canvas>> = Vec::new();
        let findings = checked.report.findings.iter();
        let sketch_of = findings
            .map(|finding| {
                let canvas = finding.location.as_ref()?.place.canvas.as_ref()?;
                let known = sketches
                    .iter()
                    .rposition(|known| Arc::ptr_eq(known, canvas));
                Some(known.unwrap_or_else(|| {
                    sketches.push(Arc::clone(canvas));
                    sketches.len() - 1
                }))
            })
            .collect();
        let sketches = sketches
            .iter()
            .map(|own| (own.width, own.height, own.shapes.clone()));
        let entry = Entry {
            report: &checked.report,
            exit: checked.exit,
            faults: checked.faults.clone(),
            sketches: sketches.collect(),
            sketch_of,
        };
        if let Ok(bytes) = serde_json::to_vec(&entry) {
            let _ = self.cache.put(key, &bytes);
        }
    }

    /// How many files were known.
    pub(super) fn found(&self) -> usize {
        self.found.load(Ordering::Relaxed)
    }

    /// Removes what nobody needs any more.
    pub(super) fn tidy(&self) {
        self.cache.tidy();
    }
}

/// The version and, since two builds may share it, the size and the time of the program's file.
fn program() -> String {
    let about = std::env::current_exe().and_then(std::fs::metadata);
    let built = about.as_ref().ok().and_then(|about| {
        let modified = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some((about.len(), modified.as_nanos()))
    });
    format!("{} {built:?}", env!("CARGO_PKG_VERSION"))
}
