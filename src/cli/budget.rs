//! How much is worked on at once, in bytes: a few large files must not fill the memory because there
//! are threads for them.

use std::sync::{Condvar, Mutex, PoisonError};

/// Bytes of files on disk that are worked on at a time. A deck unpacks to a dozen times its text, and
/// most of a large one is pictures, which are not unpacked.
const MOST: u64 = 64 << 20;

/// What is left to give out.
#[derive(Debug)]
pub(super) struct Budget {
    most: u64,
    held: Mutex<u64>,
    freed: Condvar,
}

/// A part of it, given back when dropped.
#[derive(Debug)]
pub(super) struct Held<'b> {
    budget: &'b Budget,
    bytes: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self::of(MOST)
    }
}

impl Budget {
    fn of(most: u64) -> Self {
        Self {
            most,
            held: Mutex::new(0),
            freed: Condvar::new(),
        }
    }

    /// Waits until there are `bytes` left, and takes them. Who wants more than there is gets all of it,
    /// and so is alone.
    pub(super) fn hold(&self, bytes: u64) -> Held<'_> {
        let bytes = bytes.min(self.most);
        // A poisoned lock is taken all the same: nothing can fail while it is held.
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let mut held = self
            .freed
            .wait_while(held, |held| *held + bytes > self.most)
            .unwrap_or_else(PoisonError::into_inner);
        *held += bytes;
        Held {
            budget: self,
            bytes,
        }
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        let lock = self.budget.held.lock();
        *lock.unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.budget.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::thread;

    use super::*;

    #[test]
    fn never_is_more_held_than_there_is_and_nobody_waits_for_ever() {
        let budget = Budget::of(100);
        let (now, most) = (AtomicU64::new(0), AtomicU64::new(0));
        thread::scope(|scope| {
            for thread in 0..8_u64 {
                let (budget, now, most) = (&budget, &now, &most);
                scope.spawn(move || {
                    for turn in 0..200 {
                        let wanted =
                            [1, 40, 60, 5_000][usize::try_from(thread + turn).unwrap() % 4];
                        let _held = budget.hold(wanted);
                        let held =
                            now.fetch_add(wanted.min(100), Ordering::SeqCst) + wanted.min(100);
                        most.fetch_max(held, Ordering::SeqCst);
                        thread::yield_now();
                        now.fetch_sub(wanted.min(100), Ordering::SeqCst);
                    }
                });
            }
        });
        assert_eq!(most.into_inner(), 100);
    }
}
