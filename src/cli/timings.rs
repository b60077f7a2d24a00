//! `--timings`: where the time of a run went, added up over all threads.
//!
//! Off unless asked for: then nothing is measured, so that nobody pays for a clock they do not read.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::check::Took;

/// The parts of a run, in the order in which they are done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Configs and lists are read and compiled, folders are walked.
    Preparing,
    /// Bytes come from the disk.
    Reading,
    /// Bytes become blocks of rendered text.
    Extracting,
    /// Phrases are found.
    Matching,
    /// It is decided which of them stand.
    Judging,
    /// Findings get their words, places and rewrites.
    Wording,
    /// They are printed.
    Printing,
}

/// All parts, and how they are called.
const PARTS: [(Part, &str); 7] = [
    (Part::Preparing, "lists and file names"),
    (Part::Reading, "reading"),
    (Part::Extracting, "extracting the text"),
    (Part::Matching, "matching"),
    (Part::Judging, "judging"),
    (Part::Wording, "putting into words"),
    (Part::Printing, "printing"),
];

/// How long each part took so far, in nanoseconds; shared between threads.
#[derive(Debug, Default)]
pub(super) struct Timings {
    on: bool,
    parts: [AtomicU64; PARTS.len()],
    bytes: AtomicU64,
}

impl Timings {
    /// Measures only if `on`.
    pub(super) fn new(on: bool) -> Self {
        Self {
            on,
            ..Self::default()
        }
    }

    /// Does `work` as a piece of `part`.
    pub(super) fn time<R>(&self, part: Part, work: impl FnOnce() -> R) -> R {
        if !self.on {
            return work();
        }
        let started = Instant::now();
        let result = work();
        self.add(part, started.elapsed());
        result
    }

    /// Adds what one check says it took.
    pub(super) fn checked(&self, took: Took) {
        self.add(Part::Matching, took.matching);
        self.add(Part::Judging, took.judging);
    }

    /// Counts the bytes of a file.
    pub(super) fn read(&self, bytes: usize) {
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    fn add(&self, part: Part, time: Duration) {
        if self.on {
            let nanoseconds = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
            self.parts[part as usize].fetch_add(nanoseconds, Ordering::Relaxed);
        }
    }

    /// What was measured, for people; `files` were checked in `whole` on `threads` threads.
    pub(super) fn lines(&self, files: usize, threads: usize, whole: Duration) -> Vec<String> {
        let bytes = self.bytes.load(Ordering::Relaxed);
        let row = |name: &str, milliseconds: f64| format!("  {name:<22}{milliseconds:>9.1} ms");
        let parts = PARTS.iter().map(|(part, name)| {
            let nanoseconds = self.parts[*part as usize].load(Ordering::Relaxed);
            row(name, millis(nanoseconds))
        });
        let threads = if threads == 1 {
            "one thread".to_owned()
        } else {
            format!("{threads} threads, added up")
        };
        let mut lines = vec![format!("Where the time went ({threads})")];
        lines.extend(parts);
        lines.push(format!(
            "{}  for {} and {:.1} MB",
            row("the whole run", whole.as_secs_f64() * 1e3),
            crate::report::wording::count(files, "file"),
            megabytes(bytes),
        ));
        lines
    }
}

#[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
fn millis(nanoseconds: u64) -> f64 {
    nanoseconds as f64 / 1e6
}

#[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_added_up_and_only_if_asked_for() {
        for on in [false, true] {
            let timings = Timings::new(on);
            timings.time(Part::Reading, || {
                std::thread::sleep(Duration::from_millis(2));
            });
            timings.checked(Took {
                matching: Duration::from_millis(3),
                judging: Duration::from_millis(4),
            });
            timings.read(2_000_000);
            let lines = timings.lines(1, 2, Duration::from_millis(9));
            let shown = lines.join("\n");
            assert_eq!(shown.contains("matching                    3.0 ms"), on);
            assert_eq!(shown.contains("judging                     4.0 ms"), on);
            assert_eq!(shown.contains("reading                     0.0 ms"), !on);
            assert!(shown.ends_with("the whole run               9.0 ms  for 1 file and 2.0 MB"));
        }
    }

    #[test]
    fn every_part_has_its_own_row() {
        for (at, (part, _)) in PARTS.iter().enumerate() {
            assert_eq!(*part as usize, at);
        }
    }
}
