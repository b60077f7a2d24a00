//! The parts of a check, each timed alone: folding, extraction, matching, judging, rendering.
//!
//! `cargo bench --bench parts` prints them with their throughput. The text is what this project says of
//! itself, again and again, so that the figures of two checkouts can be compared.

#![expect(clippy::expect_used, reason = "a program for measuring, run by hand")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use copydesk::check::check;
use copydesk::document::source::Source;
use copydesk::document::{Document, Format, ReadOptions, read};
use copydesk::judge::{self, Policy};
use copydesk::matching::Engine;
use copydesk::session;
use copydesk::wordlist::builtin;
use copydesk::wordlist::load::{self, Loaded, Origin};
use copydesk::wordlist::ruleset::Ruleset;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

/// How long the page is, in bytes.
const PAGE: usize = 1 << 20;

fn main() {
    divan::main();
}

/// The page as Markdown.
fn markdown() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text: String = ["README.md", "CONTRIBUTING.md", "wordlists/README.md"]
        .iter()
        .filter_map(|name| fs::read_to_string(root.join(name)).ok())
        .collect();
    text.repeat(PAGE / text.len().max(1) + 1)
}

fn page() -> Document {
    let source = Source::decode(markdown().into_bytes()).expect("it is text");
    read(Format::Markdown, source, &ReadOptions::default())
}

/// The engine of the built-in lists.
fn built_in() -> Engine {
    let lists: Vec<Loaded> = builtin::ALL
        .iter()
        .map(|list| list.load().expect("a built-in list is right"))
        .collect();
    compiled(&lists.iter().collect::<Vec<_>>())
}

/// The engine of `number` rules of two words each, of which the page holds none.
fn plain(number: usize) -> Engine {
    let mut list = String::from("forbid:\n");
    for rule in 0..number {
        let _ = writeln!(list, "  - quetzal{rule} sings");
    }
    let list = load::load(&list, Origin::Path("bench.yaml")).expect("the list is right");
    compiled(&[&list])
}

fn compiled(lists: &[&Loaded]) -> Engine {
    let rules = Ruleset::build(lists, &[]).expect("the lists go together");
    Engine::new(Arc::new(rules))
}

fn policy() -> Policy {
    Policy::new(session::today())
}

fn timed<R>(bencher: Bencher<'_, '_>, page: &Document, work: impl Fn() -> R + Sync) {
    let bytes = BytesCount::new(page.source.text.len());
    bencher.counter(bytes).bench(|| black_box(work()));
}

/// Bytes to text to blocks.
#[divan::bench]
fn extraction(bencher: Bencher<'_, '_>) {
    let text = markdown();
    let bytes = BytesCount::new(text.len());
    bencher
        .counter(bytes)
        .with_inputs(|| Source::decode(text.clone().into_bytes()).expect("it is text"))
        .bench_values(|source| read(Format::Markdown, source, &ReadOptions::default()));
}

/// With one rule that is nowhere, nearly all of a scan is folding.
#[divan::bench]
fn folding(bencher: Bencher<'_, '_>) {
    let (page, engine) = (page(), plain(1));
    timed(bencher, &page, || engine.scan(&page).document.text.len());
}

/// Rules that find nothing should cost nothing.
#[divan::bench(args = [100, 10_000])]
fn matching(bencher: Bencher<'_, '_>, rules: usize) {
    let (page, engine) = (page(), plain(rules));
    timed(bencher, &page, || engine.scan(&page).document.text.len());
}

#[divan::bench]
fn matching_built_in(bencher: Bencher<'_, '_>) {
    let (page, engine) = (page(), built_in());
    timed(bencher, &page, || engine.scan(&page).document.text.len());
}

#[divan::bench]
fn judging(bencher: Bencher<'_, '_>) {
    let (page, engine, policy) = (page(), built_in(), policy());
    let scan = engine.scan(&page);
    timed(bencher, &page, || {
        judge::judge(&scan, &engine, &policy).findings.len()
    });
}

/// From what was decided to words, places and rewrites.
#[divan::bench]
fn rendering(bencher: Bencher<'_, '_>) {
    let (page, engine, policy) = (page(), built_in(), policy());
    let report = check(&page, &engine, &policy);
    timed(bencher, &page, || report.findings().len());
}

/// Lists into an engine: what every run pays before its first file.
#[divan::bench]
fn compiling_built_in() -> Engine {
    built_in()
}
