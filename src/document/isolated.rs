//! Where a library reads a file that it may panic on, or never end with: on a thread of its own, for a
//! time. What it gives up is told as a file that was not read, and nothing else is printed of it.

#[cfg(feature = "pdf")]
use std::any::Any;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, resume_unwind};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::options::Limits;
use super::source::Unread;

/// The name of such a thread.
const THREAD: &str = "copydesk-reader";
/// The stack of such a thread, in bytes.
const STACK: usize = 16 << 20;
/// A library that reads on threads of its own; its panics are known by where they are.
const LIBRARY: &str = "office_oxide";

/// Whether a panic is one that is told in other ways.
#[must_use]
pub fn is_expected(panic: &PanicHookInfo<'_>) -> bool {
    thread::current().name() == Some(THREAD)
        || panic
            .location()
            .is_some_and(|at| at.file().contains(LIBRARY))
}

/// What unwinds when the time for a file is over.
struct TimeOver;

/// The time for a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    deadline: Instant,
}

impl Clock {
    /// Unwinds, quietly, if the time is over.
    pub(super) fn check(self) {
        if Instant::now() > self.deadline {
            resume_unwind(Box::new(TimeOver));
        }
    }

    /// Unwinds on if that is what `panic` is about.
    #[cfg(feature = "pdf")]
    pub(super) fn pass_on(panic: Box<dyn Any + Send>) -> Box<dyn Any + Send> {
        if panic.is::<TimeOver>() {
            resume_unwind(panic);
        }
        panic
    }
}

/// What `read` reads, within the time that `limits` allow; `reader` is what gives up, for people.
pub(super) fn run<T: Send + 'static>(
    limits: &Limits,
    reader: &str,
    read: impl FnOnce(Clock) -> Result<T, Unread> + Send + 'static,
) -> Result<T, Unread> {
    let (sender, receiver) = mpsc::channel();
    let time = Duration::from_secs(limits.seconds);
    let clock = Clock {
        deadline: Instant::now() + time,
    };
    let work = move || {
        // Nobody listens any more if the time is over.
        let _ = sender.send(catch_unwind(AssertUnwindSafe(|| read(clock))));
    };
    thread::Builder::new()
        .name(THREAD.to_owned())
        .stack_size(STACK)
        .spawn(work)
        .map_err(|error| Unread::Io(error.to_string()))?;
    match receiver.recv_timeout(time) {
        Ok(Ok(read)) => read,
        Ok(Err(panic)) if !panic.is::<TimeOver>() => {
            Err(Unread::damaged(&format!("{reader} gave up on it")))
        }
        Ok(Err(_)) | Err(_) => Err(Unread::Kind(format!(
            "it takes longer than the limit of {} seconds (seconds)",
            limits.seconds
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_panics_or_never_ends_is_unread() {
        let limits = Limits {
            seconds: 1,
            ..Limits::default()
        };
        let said = |read: fn(Clock) -> Result<(), Unread>| match run(&limits, "the reader", read) {
            Ok(()) => "read".to_owned(),
            Err(why) => why.to_string(),
        };
        assert_eq!(said(|_| Ok(())), "read");
        assert_eq!(said(|_| Err(Unread::Binary)), Unread::Binary.to_string());
        // Quietly: a panic would print, and the test shows it as well.
        let quiet = |_: Clock| resume_unwind(Box::new("a library's fault"));
        assert_eq!(said(quiet), "damaged: the reader gave up on it");
        let over = "it takes longer than the limit of 1 seconds (seconds)";
        assert_eq!(
            said(|clock| {
                loop {
                    clock.check();
                }
            }),
            over
        );
    }
}
