//! The floor: the least that a linter of phrases in Markdown can do.
//!
//! Reads every file of a folder, parses it with pulldown-cmark, and runs one aho-corasick automaton
//! over its text, on one thread: no positions, no word edges, no rules. What copydesk needs beyond
//! this is what copydesk costs.

use std::fs;
use std::path::{Path, PathBuf};

use aho_corasick::{AhoCorasick, MatchKind};
use pulldown_cmark::{Event, Options, Parser};

/// What the floor did.
pub(crate) struct Counted {
    pub(crate) files: usize,
    pub(crate) bytes: usize,
    pub(crate) found: usize,
}

/// The first `number` phrases of a table whose first column they are.
pub(crate) fn phrases(table: &str, number: usize) -> Vec<&str> {
    table
        .lines()
        .filter_map(|line| line.split('\t').next())
        .filter(|phrase| !phrase.is_empty())
        .take(number)
        .collect()
}

/// Looks for `phrases` in the Markdown files below `folder`.
pub(crate) fn run(folder: &Path, phrases: &[&str]) -> Counted {
    let automaton = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .build(phrases)
        .expect("the automaton fits");
    let mut counted = Counted {
        files: 0,
        bytes: 0,
        found: 0,
    };
    let mut text = String::new();
    for file in markdown_files(folder) {
        let Ok(source) = fs::read_to_string(file) else {
            continue;
        };
        counted.files += 1;
        counted.bytes += source.len();
        text.clear();
        for event in Parser::new_ext(&source, Options::all()) {
            match event {
                Event::Text(words) => text.push_str(&words),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                Event::End(_) => text.push('\n'),
                _ => {}
            }
        }
        counted.found += automaton.find_iter(&text).count();
    }
    counted
}

/// The Markdown files below `folder`, sorted.
pub(crate) fn markdown_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    walk(folder, &mut files);
    files.sort();
    files
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            files.push(path);
        }
    }
}
