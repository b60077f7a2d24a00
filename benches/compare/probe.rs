//! A page that holds each phrase once, in a paragraph of its own: who is to be timed must find
//! them all.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use tempfile::TempDir;

/// A folder with that page.
pub(crate) struct Probe {
    pub(crate) folder: TempDir,
    phrases: usize,
}

/// A folder for pages. Some tools pass over one whose name begins with a full stop.
pub(crate) fn folder() -> TempDir {
    let folder = tempfile::Builder::new().prefix("pages").tempdir();
    folder.expect("a folder can be made")
}

/// Lines from one paragraph to the next.
const STEP: usize = 2;

/// Writes it.
pub(crate) fn write(phrases: &[&str]) -> Probe {
    let mut page = String::new();
    for phrase in phrases {
        let _ = writeln!(page, "Here we say {phrase} of it.\n");
    }
    let folder = folder();
    fs::write(folder.path().join("probe.md"), page).expect("the page can be written");
    Probe {
        folder,
        phrases: phrases.len(),
    }
}

impl Probe {
    /// In how many paragraphs something was found, if it was found on these lines, 1-based.
    pub(crate) fn found(&self, lines: &[usize]) -> usize {
        let paragraphs = 0..self.phrases;
        let seen: BTreeSet<usize> = lines
            .iter()
            .filter_map(|line| line.checked_sub(1))
            .filter(|line| line % STEP == 0)
            .map(|line| line / STEP)
            .collect();
        paragraphs
            .filter(|paragraph| seen.contains(paragraph))
            .count()
    }
}
