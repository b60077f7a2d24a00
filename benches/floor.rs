//! The floor: the least that a linter of phrases in Markdown can do.
//!
//! Reads every file of a folder, parses it with pulldown-cmark, and runs one aho-corasick automaton
//! over its text, on one thread: no positions, no word edges, no rules. What copydesk needs beyond
//! this is what copydesk costs.
//!
//! `cargo bench --bench floor -- FOLDER PHRASES.tsv NUMBER` prints what it did; time it from outside,
//! beside `copydesk check --format summary`.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a program for measuring, run by hand"
)]

use std::fs;
use std::path::{Path, PathBuf};

use aho_corasick::{AhoCorasick, MatchKind};
use pulldown_cmark::{Event, Options, Parser};

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let [folder, phrases, number] = arguments.as_slice() else {
        println!("floor: nothing to do (give FOLDER PHRASES.tsv NUMBER)");
        return;
    };
    let number: usize = number.parse().expect("NUMBER is a number");
    let table = fs::read_to_string(phrases).expect("the phrases can be read");
    let wanted: Vec<&str> = table
        .lines()
        .take(number)
        .filter_map(|line| line.split('\t').next())
        .filter(|phrase| !phrase.is_empty())
        .collect();
    let automaton = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .build(&wanted)
        .expect("the automaton fits");
    let mut files = Vec::new();
    walk(Path::new(folder), &mut files);
    files.sort();
    let (mut bytes, mut found) = (0, 0);
    let mut text = String::new();
    for file in &files {
        let Ok(source) = fs::read_to_string(file) else {
            continue;
        };
        bytes += source.len();
        text.clear();
        for event in Parser::new_ext(&source, Options::all()) {
            match event {
                Event::Text(words) => text.push_str(&words),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                Event::End(_) => text.push('\n'),
                _ => {}
            }
        }
        found += automaton.find_iter(&text).count();
    }
    println!(
        "{} files, {bytes} bytes, {} phrases, {found} found",
        files.len(),
        wanted.len()
    );
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
