//! The floor, to be timed from outside beside `copydesk check --format summary`.
//!
//! `cargo bench --bench floor -- FOLDER PHRASES.tsv NUMBER` prints what it did. `compare` measures
//! both, and the peers, in one run.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a program for measuring, run by hand"
)]

#[path = "support/floor.rs"]
mod floor;

use std::fs;
use std::path::Path;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let [folder, table, number] = arguments.as_slice() else {
        println!("floor: nothing to do (give FOLDER PHRASES.tsv NUMBER)");
        return;
    };
    let table = fs::read_to_string(table).expect("the phrases can be read");
    let phrases = floor::phrases(&table, number.parse().expect("NUMBER is a number"));
    let counted = floor::run(Path::new(folder), &phrases);
    println!(
        "{} files, {} bytes, {} phrases, {} found",
        counted.files,
        counted.bytes,
        phrases.len(),
        counted.found
    );
}
