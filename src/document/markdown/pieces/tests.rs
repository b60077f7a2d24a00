//! A page in pieces is the page that it is as a whole.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::Pieces;
use crate::document::builder::Builder;
use crate::document::markdown::Around;
use crate::document::source::Source;
use crate::document::{Document, Format};

/// Reads Markdown without front matter in pieces of about `size` bytes.
fn read_in(source: &str, size: usize) -> Document {
    let mut builder = Builder::new();
    Around::new(source).read_in(&mut builder, source, 0..source.len(), size);
    let mut document = builder.finish(Source::from_text(source.to_owned()));
    document.format = Format::Markdown;
    document
}

#[track_caller]
fn is_the_same(source: &str, size: usize) {
    let whole = format!("{:?}", read_in(source, usize::MAX));
    let pieces = format!("{:?}", read_in(source, size));
    if whole != pieces {
        let cut = Pieces::cut(source, size);
        let parts: Vec<&str> = cut.ranges().map(|range| &source[range]).collect();
        let (whole, pieces) = (read_in(source, usize::MAX), read_in(source, size));
        assert_eq!(pieces.text, whole.text, "cut into {parts:#?}");
        assert_eq!(
            format!("{pieces:#?}"),
            format!("{whole:#?}"),
            "cut into {parts:#?}"
        );
    }
}

#[track_caller]
fn is_the_same_in_all(source: &str) {
    for size in 1..source.len() {
        is_the_same(source, size);
    }
}

/// Lines that begin, go on with and end every sort of block.
const LINES: [&str; 70] = [
    "",
    "",
    "",
    "",
    "words",
    "more *words*",
    "*open",
    "words** `",
    "`code` and [a link](to \"t\")",
    "[there] is",
    "[there][]",
    "![there]",
    "[other][there]",
    "[there]: /one 'title'",
    "[there]: /two",
    "[there]:",
    "/three",
    "[long\nlabel]: /x",
    "'a title",
    "ends'",
    "[^n] note",
    "[^n]: a note",
    "    goes on",
    "[^m]: another",
    "- item",
    "- [ ] item",
    "  goes on",
    "  - inner",
    "  ",
    "1. one",
    "2. two",
    "> quoted",
    "> - item",
    ">",
    "lazy",
    "# Heading",
    "  ## Indented {#id}",
    "===",
    "---",
    "***",
    "```",
    "```rust",
    "  ```",
    "~~~",
    "    code",
    "\tcode",
    "| a | b |",
    "|---|---|",
    "| c |",
    "Term",
    ": meaning",
    "  : meaning",
    "<div>",
    "</div>",
    "<div markdown>",
    "<b>",
    "</b>",
    "<!-- a",
    "-->",
    "<pre>",
    "</pre>",
    "<script>",
    "</script>",
    "<p>words",
    "$$",
    "$$ x",
    "<!-- copydesk-ignore a: b -->",
    "> [!NOTE]",
    "&amp; \\",
    "<table><tr><td>",
];

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 4000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]
    #[test]
    fn pieces_are_the_whole(
        lines in prop::collection::vec(prop::sample::select(LINES.to_vec()), 0..40),
        size in 1usize..80,
    ) {
        is_the_same(&lines.join("\n"), size);
    }
}

#[test]
fn a_title_is_read_to_its_end_where_a_piece_was_taken_too_small_for_it() {
    let source = "[there]\n\n[there]: /two\n'a title\n    code\nends'\nwords\n\n[there]";
    is_the_same_in_all(source);
}

#[test]
fn what_seems_a_definition_in_too_small_a_piece_is_none() {
    for source in [
        "[there]:\n|---|---|\n***\n> quoted\n<p>words\n  ```\n[there]: /two\n  ```\n'a title\n![there]\n\n> - item",
        "| a | b |\n\n[there]:\nwords\n\n  : meaning\n$$ x\n# Heading\nwords",
    ] {
        is_the_same_in_all(source);
    }
}

#[test]
fn a_list_of_terms_ends_where_its_words_do() {
    let source = "[there]: /two\n===\nwords** `\n    code\n: meaning\n  \n-->\n\n: meaning";
    is_the_same_in_all(source);
}

#[test]
fn definitions_hold_in_every_piece() {
    let source = "See [a], [A][] and [b][a][^1].\n\n# One\n\nSee [a] and [^2] and [^x].\n\n\
                  # Two\n\n[a]: /first 'Enables'\n\n# Three\n\n[^1]: Note\n\n# Four\n\n\
                  [a]: /second 'Not this'\n\n> [^2]: Quoted\n\n[a] [^1]\n";
    is_the_same_in_all(source);
    let cut = Pieces::cut(source, 1);
    assert!(cut.ranges().count() > 4, "{cut:?}");
    let mut reached = 0;
    for piece in cut.ranges() {
        assert_eq!(piece.start, reached);
        reached = piece.end;
    }
    assert_eq!(reached, source.len());
}

#[test]
fn many_footnotes_are_told_to_those_who_speak_of_them() {
    let mut source = String::from("# One\n\n");
    for note in 0..2_000 {
        let _ = write!(source, "Words[^note-{note}].\n\n");
    }
    for note in 0..2_000 {
        let _ = write!(source, "[^note-{note}]: Words of {note}.\n\n");
    }
    is_the_same(&source, 4_000);
}

#[test]
fn real_pages_are_the_same_in_pieces() {
    let shared = std::env::var("COPYDESK_SHARED").unwrap_or_else(|_| "../shared".to_owned());
    let corpus = std::path::Path::new(&shared).join("corpus");
    let mut all = String::new();
    for entry in ignore::Walk::new(&corpus).flatten() {
        if Format::of_path(entry.path()) == Some(Format::Markdown)
            && let Ok(source) = std::fs::read_to_string(entry.path())
        {
            is_the_same(&source, 300);
            all.push_str(&source);
            all.push('\n');
        }
    }
    if all.is_empty() {
        println!("skipped: no corpus at {}", corpus.display());
        return;
    }
    is_the_same(&all, 20_000);
}
