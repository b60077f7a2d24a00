//! How far a long run is, on a terminal's standard error.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A run that takes longer than this shows how far it is.
const LONG: Duration = Duration::from_secs(2);
/// The bar, and when it will be done: `━━━━━━━━━╸         1,204 of 5,000 files, 42s left`.
const BAR: &str = "{bar:30} {human_pos} of {human_len} files, {eta} left";

/// A bar that comes up if the run takes long.
pub(super) struct Progress {
    files: u64,
    done: u64,
    started: Instant,
    bar: Option<ProgressBar>,
    wanted: bool,
}

impl Progress {
    /// For a run over `files` files that began at `started`.
    pub(super) fn new(files: usize, started: Instant) -> Self {
        Self {
            files: files as u64,
            done: 0,
            started,
            bar: None,
            wanted: std::io::stderr().is_terminal(),
        }
    }

    /// One file is done.
    pub(super) fn step(&mut self) {
        self.done += 1;
        if !self.wanted || self.started.elapsed() < LONG {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            // Often enough to be seen to move, and seldom enough to leave a slow terminal to the findings.
            let bar = ProgressBar::with_draw_target(
                Some(self.files),
                ProgressDrawTarget::stderr_with_hz(5),
            );
            if let Ok(style) = ProgressStyle::with_template(BAR) {
                bar.set_style(style.progress_chars("━╸ "));
            }
            bar.with_elapsed(self.started.elapsed())
        });
        bar.set_position(self.done);
    }

    /// Does `work`, which writes to the same terminal, with the bar out of the way.
    pub(super) fn aside<R>(&self, work: impl FnOnce() -> R) -> R {
        match &self.bar {
            Some(bar) => bar.suspend(work),
            None => work(),
        }
    }

    /// The run is over.
    pub(super) fn done(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}
