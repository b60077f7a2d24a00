//! Work in parallel, results in order, memory bounded.
//!
//! Results are handed on as soon as all before them are; a worker that has run too far ahead waits,
//! so that one slow file does not make the results of all others pile up.

use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// How far ahead of the first result that is not yet handed on a worker may run, for each thread.
const AHEAD: usize = 16;

/// How long results may wait until they are handed on together. To wake a thread for each page costs
/// as much as a tenth of checking it, and nobody reads faster than this.
const TOGETHER: Duration = Duration::from_millis(20);

struct State<R> {
    /// The next item that nobody has taken.
    next: usize,
    /// How many results have been taken to be handed on.
    done: usize,
    /// Results that wait for one before them.
    waiting: BTreeMap<usize, R>,
    /// Nobody wants the rest.
    stopped: bool,
}

/// Runs `work` on every item, on the threads of `pool` or else on this one, and hands the results to
/// `each` in the order of the items, on this thread. Stops at the first error of `each`. Where `work`
/// panicked, `each` gets the panic: one bad item must not end the run.
pub(super) fn for_each<T, R, E>(
    pool: Option<&rayon::ThreadPool>,
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut each: impl FnMut(&T, thread::Result<R>) -> Result<(), E>,
) -> Result<(), E>
where
    T: Sync,
    R: Send,
{
    // Safe to go on after a panic: `work` shares nothing that it changes with other items.
    let work = |item| catch_unwind(AssertUnwindSafe(|| work(item)));
    let Some(pool) = pool else {
        return items.iter().try_for_each(|item| each(item, work(item)));
    };
    let shared = Shared {
        count: items.len(),
        window: AHEAD * pool.current_num_threads(),
        state: Mutex::new(State {
            next: 0,
            done: 0,
            waiting: BTreeMap::new(),
            stopped: false,
        }),
        room: Condvar::new(),
        ready: Condvar::new(),
    };
    pool.in_place_scope(|scope| {
        for _ in 0..pool.current_num_threads().min(items.len()) {
            scope.spawn(|_| {
                while let Some(at) = shared.take() {
                    shared.put(at, work(&items[at]));
                }
            });
        }
        let mut results = VecDeque::new();
        for item in items {
            let result = loop {
                match results.pop_front() {
                    Some(result) => break result,
                    None => results = shared.receive(),
                }
            };
            if let Err(error) = each(item, result) {
                shared.stop();
                return Err(error);
            }
        }
        Ok(())
    })
}

struct Shared<R> {
    /// How many items there are.
    count: usize,
    /// How far a worker may run ahead, in items.
    window: usize,
    state: Mutex<State<R>>,
    /// Workers wait here until they may run on.
    room: Condvar,
    /// Whoever hands results on waits here.
    ready: Condvar,
}

impl<R> Shared<R> {
    fn state(&self) -> MutexGuard<'_, State<R>> {
        // A poisoned lock is taken all the same: `work` runs outside of it, so the state is whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next item to work on, once it is near enough to the first result not yet handed on.
    fn take(&self) -> Option<usize> {
        let mut state = self
            .room
            .wait_while(self.state(), |state| {
                !state.stopped && state.next < self.count && state.next >= state.done + self.window
            })
            .unwrap_or_else(PoisonError::into_inner);
        if state.stopped || state.next >= self.count {
            return None;
        }
        state.next += 1;
        Some(state.next - 1)
    }

    fn put(&self, at: usize, result: R) {
        let mut state = self.state();
        state.waiting.insert(at, result);
        if self.is_enough(&state) {
            self.ready.notify_one();
        }
    }

    /// Whether results are to be handed on now: all that are left, or so many that workers would soon
    /// stop for want of room.
    fn is_enough(&self, state: &State<R>) -> bool {
        let number = state.waiting.len();
        state.done + number == self.count
            || (number >= self.window / 2 && state.waiting.contains_key(&state.done))
    }

    /// The next results in order, as many as there are by now; there may be none yet.
    fn receive(&self) -> VecDeque<R> {
        let (mut state, _) = self
            .ready
            .wait_timeout_while(self.state(), TOGETHER, |state| !self.is_enough(state))
            .unwrap_or_else(PoisonError::into_inner);
        let mut results = VecDeque::new();
        loop {
            let next = state.done;
            let Some(result) = state.waiting.remove(&next) else {
                break;
            };
            state.done += 1;
            results.push_back(result);
        }
        if !results.is_empty() {
            self.room.notify_all();
        }
        results
    }

    fn stop(&self) {
        self.state().stopped = true;
        self.room.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn pool(threads: usize) -> rayon::ThreadPool {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap()
    }

    #[test]
    fn results_come_in_order_and_workers_do_not_run_away() {
        let items: Vec<usize> = (0..200).collect();
        for threads in [1, 4] {
            let furthest = AtomicUsize::new(0);
            let mut seen = Vec::new();
            for_each(
                Some(&pool(threads)),
                &items,
                |&item| {
                    furthest.fetch_max(item, Ordering::SeqCst);
                    if item == 0 {
                        std::thread::sleep(Duration::from_millis(50));
                        assert!(furthest.load(Ordering::SeqCst) < AHEAD * threads);
                    }
                    item * 2
                },
                |&item, result| {
                    seen.push((item, result.unwrap()));
                    Ok::<(), ()>(())
                },
            )
            .unwrap();
            assert!(
                seen.iter()
                    .enumerate()
                    .all(|(at, &pair)| pair == (at, at * 2))
            );
            assert_eq!(seen.len(), 200);
        }
    }

    #[test]
    fn a_panic_is_one_items_own() {
        let mut failed = Vec::new();
        let each = |&item: &usize, result: thread::Result<()>| {
            if result.is_err() {
                failed.push(item);
            }
            Ok::<(), ()>(())
        };
        for_each(
            Some(&pool(2)),
            &[1, 2, 3],
            |&item| assert_ne!(item, 2),
            each,
        )
        .unwrap();
        assert_eq!(failed, [2]);
    }

    #[test]
    fn an_error_stops_the_rest() {
        let items: Vec<usize> = (0..10_000).collect();
        let worked = AtomicUsize::new(0);
        let result = for_each(
            Some(&pool(2)),
            &items,
            |_| worked.fetch_add(1, Ordering::SeqCst),
            |&item, _| if item == 3 { Err("enough") } else { Ok(()) },
        );
        assert_eq!(result, Err("enough"));
        assert!(worked.load(Ordering::SeqCst) < 100);
    }

    #[test]
    fn without_other_threads_all_is_done_on_this_one() {
        let own = thread::current().id();
        let mut seen = Vec::new();
        let result = for_each(
            None,
            &[1, 2, 3, 4],
            |&item| {
                assert_ne!(item, 2);
                thread::current().id()
            },
            |&item, result| {
                seen.push((item, result.ok()));
                if item == 3 { Err("enough") } else { Ok(()) }
            },
        );
        assert_eq!(result, Err("enough"));
        assert_eq!(seen, [(1, Some(own)), (2, None), (3, Some(own))]);
    }
}
