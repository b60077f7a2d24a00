//! What code scanning takes of a file, and what is left out of one that is too large.
//!
//! The least severe findings go first, the last of them before the first, and how many went is said.

use std::cmp::Reverse;
use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;
use serde_json::Value;

use crate::wordlist::model::Severity;

/// The results, and the rules, that code scanning takes of one run.
pub(super) const MOST: usize = 25_000;
/// The results that it keeps of them, the most severe.
pub(super) const SHOWN: usize = 5_000;
/// The size that it takes, in bytes, compressed.
pub(super) const SIZE: usize = 10 * 1_000 * 1_000;

/// A result, with its weight.
#[derive(Debug, Serialize)]
pub(super) struct Weighed {
    #[serde(skip)]
    pub(super) severity: Severity,
    #[serde(flatten)]
    pub(super) result: Value,
}

/// Results that may become too many.
#[derive(Debug, Default)]
pub(super) struct Results {
    /// In the order of the run.
    pub(super) kept: Vec<Weighed>,
    /// How many others there were.
    pub(super) left_out: usize,
}

impl Results {
    pub(super) fn push(&mut self, result: Weighed) {
        self.kept.push(result);
        if self.kept.len() >= 2 * MOST {
            // Now and then, so that a run of any length needs no more memory than two files.
            self.keep(MOST);
        }
    }

    /// Leaves out what is over `most`.
    pub(super) fn keep(&mut self, most: usize) {
        if self.kept.len() <= most {
            return;
        }
        let mut order: Vec<usize> = (0..self.kept.len()).collect();
        order.sort_by_key(|&at| Reverse(self.kept[at].severity));
        let mut stays = vec![false; self.kept.len()];
        for &at in &order[..most] {
            stays[at] = true;
        }
        self.left_out += self.kept.len() - most;
        let mut stays = stays.into_iter();
        self.kept.retain(|_| stays.next() == Some(true));
    }
}

/// The file that `write` makes of as many of `results` as it takes to have at most `size` bytes
/// compressed.
pub(super) fn fitting(
    results: &mut Results,
    size: usize,
    mut write: impl FnMut(&mut Results) -> io::Result<Vec<u8>>,
) -> io::Result<Vec<u8>> {
    loop {
        let bytes = write(results)?;
        if bytes.len() <= size || results.kept.is_empty() {
            return Ok(bytes);
        }
        let now = compressed(&bytes)?;
        if now <= size {
            return Ok(bytes);
        }
        // A little less than the share that fits, since rules take room too.
        let share = results.kept.len().saturating_mul(size) / now;
        results.keep(share * 9 / 10);
    }
}

/// The size of `bytes` compressed, in bytes.
fn compressed(bytes: &[u8]) -> io::Result<usize> {
    let mut encoder = GzEncoder::new(Counter(0), Compression::default());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.0)
}

/// Counts what is written to it.
struct Counter(usize);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_file_that_is_too_large_to_send_is_made_smaller() {
        // Numbers from a generator, which no packer makes small.
        let mut state = 1_u64;
        let mut noise = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            json!({"noise": format!("{:x}", state >> 8)})
        };
        let mut results = Results::default();
        for _ in 0..2_000 {
            let (severity, result) = (Severity::Warning, noise());
            results.push(Weighed { severity, result });
        }
        let write = |results: &mut Results| Ok(serde_json::to_vec(&results.kept)?);
        let whole = fitting(&mut results, usize::MAX, write).unwrap();
        assert_eq!(results.left_out, 0);
        let size = compressed(&whole).unwrap() / 3;
        let small = fitting(&mut results, size, write).unwrap();
        assert!(compressed(&small).unwrap() <= size);
        let kept = results.kept.len();
        assert!((400..=700).contains(&kept), "{kept}");
        assert_eq!(results.left_out, 2_000 - kept);
        assert_eq!(small, write(&mut results).unwrap());
    }

    #[test]
    fn the_most_severe_stay_in_the_order_of_the_run() {
        let mut results = Results::default();
        let weights = [Severity::Suggestion, Severity::Error, Severity::Warning];
        for (number, severity) in weights.into_iter().cycle().take(9).enumerate() {
            let result = json!(number);
            results.push(Weighed { severity, result });
        }
        results.keep(5);
        let kept: Vec<_> = results.kept.iter().map(|kept| &kept.result).collect();
        assert_eq!(kept, [1, 2, 4, 5, 7]);
        assert_eq!(results.left_out, 4);
    }
}
