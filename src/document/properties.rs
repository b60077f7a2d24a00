//! What holds for every document, whatever was read: places are exact, blocks are apart.

use proptest::prelude::*;

use super::testing::document;
use super::{BLOCK_BREAK, Document, Format, OPAQUE};
use crate::position::TextSpan;

/// Pieces of Markdown and HTML that meet in bad ways.
const FRAGMENTS: [&str; 96] = [
    "enables",
    "access",
    "é",
    "🚀",
    "\u{a0}",
    "\u{ad}",
    " ",
    " ",
    " ",
    "  ",
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "    ",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```\n",
    "$",
    "$$",
    "[",
    "]",
    "](x)",
    "](x \"t\")",
    "[a](b 'c &amp;\n> d')",
    "![",
    "![a](b)",
    "[r]",
    "[r]: x 'y \\' z'\n",
    "[^n]",
    "[^n]: ",
    "> ",
    "> > ",
    "- ",
    "1. ",
    "# ",
    "## ",
    "\n===\n",
    "---\n",
    "+++\n",
    "title: ",
    "title = ",
    "'",
    "\"",
    "\"\"\"",
    "|",
    "|a|\n|-|\n|",
    ": ",
    "- [ ] ",
    "\\",
    "\\*",
    "&amp;",
    "&nbsp;",
    "&#32;",
    "&copy",
    "&",
    ";",
    "<",
    ">",
    "<b>",
    "</b>",
    "<b\nx='y'>",
    "<i",
    "<del>",
    "</del>",
    "<code>",
    "</code>",
    "<pre>",
    "</pre>",
    "<sup>",
    "TM",
    "12",
    "</sup>",
    "<br>",
    "<wbr>",
    "<!-- ",
    "-->",
    "<!-- copydesk-ignore a: b -->",
    "<div markdown>",
    "</div>",
    "<p>",
    "<table><tr><td>",
    "</td>",
    "<h1>",
    "<title>",
    "</title>",
    "<script>",
    "</script>",
    "<img alt='a\n&lt;b'>",
    "<a href=x title=\"y z\">",
    "{#id}\n",
];

fn holds(format: Format, source: &str) {
    let document = document(format, source);
    assert_eq!(document.map.text_len(), document.text.len());
    let mut end = 0;
    for (index, block) in document.blocks.iter().enumerate() {
        assert_eq!(block.text.start, end, "{source:?}");
        assert!(!document.words(block.text).trim().is_empty(), "{source:?}");
        end = block.text.end + BLOCK_BREAK.len();
        assert_eq!(&document.text[block.text.end..end], BLOCK_BREAK);
        assert!(
            block.source.contains(&document.hull(block.text)),
            "{source:?} {block:?}"
        );
        pieces_are_exact(&document, block.text);
        assert_eq!(document.block_at(block.text.start), Some(index));
    }
    assert_eq!(end, document.text.len());
    for inline in &document.inlines {
        let block = document
            .block_at(inline.text.start)
            .expect("it lies in a block");
        assert!(
            document.blocks[block].text.contains(&inline.text),
            "{source:?} {inline:?}"
        );
        let hull = document.hull(inline.text);
        assert!(
            inline.text.is_empty() || inline.source.contains(&hull),
            "{source:?} {inline:?} {hull:?}"
        );
    }
    for directive in &document.directives {
        assert!(source[directive.source.range()].contains(&directive.words));
    }
}

fn pieces_are_exact(document: &Document, block: TextSpan) {
    let source = &document.source.text;
    let mut reached = 0;
    for (part, piece) in document.map.parts(block) {
        let words = document.words(part);
        let span = piece.source_of(part);
        assert!(span.start >= reached, "{source:?} {words:?}");
        reached = span.end;
        let written = &source[span.range()];
        if piece.verbatim {
            assert_eq!(written, words, "{source:?}");
            continue;
        }
        assert!(!written.is_empty(), "{source:?} {words:?}");
        let is_break = words.trim().is_empty()
            && (written.contains(char::is_whitespace)
                || written.contains(['&', '\\'])
                || written.starts_with('<'));
        let is_word = words.starts_with(OPAQUE);
        // A mark stands for its element, or for what of it comes after a break.
        let is_decoded =
            written.starts_with(['&', '\\', '<']) || written.ends_with("</sup>") || written == "''";
        assert!(
            is_break || is_word || is_decoded,
            "{source:?} {words:?} {written:?}"
        );
    }
    let segments = document.segments(block);
    let hull = document.hull(block);
    assert!(
        segments.is_sorted_by(|a, b| a.end < b.start),
        "{source:?} {segments:?}"
    );
    assert!(
        segments.iter().all(|segment| hull.contains(segment)),
        "{source:?}"
    );
}

/// Every part of every block maps into the whole of it, and as finely as its ends allow.
fn parts_hold(document: &Document, cut: usize) {
    for block in &document.blocks {
        let mut at = block.text.start + cut % block.text.len();
        while !document.text.is_char_boundary(at) {
            at += 1;
        }
        let whole = document.hull(block.text);
        for span in [
            TextSpan::new(block.text.start, at),
            TextSpan::new(at, block.text.end),
        ] {
            assert!(span.is_empty() || whole.contains(&document.hull(span)));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]
    #[test]
    fn places_are_exact(
        parts in prop::collection::vec(prop::sample::select(FRAGMENTS.to_vec()), 0..24),
        cut in 0usize..64,
    ) {
        let source = parts.concat();
        for format in [Format::Markdown, Format::Mdx, Format::Html, Format::Text] {
            holds(format, &source);
            parts_hold(&document(format, &source), cut);
        }
    }
}

#[test]
fn a_break_within_a_mark_stands_before_it() {
    for source in [
        "* <sup><br>*</sup>",
        "<](x)<wbr><wbr>\n\n<sup><br>&> </sup>",
    ] {
        for format in [Format::Markdown, Format::Mdx, Format::Html] {
            holds(format, source);
        }
    }
}

#[test]
fn emphasis_that_begins_in_a_mark_ends_between_characters() {
    for format in [Format::Markdown, Format::Mdx] {
        holds(format, "*<sup>**enables</sup>*");
    }
}

#[test]
fn places_are_exact_in_real_pages() {
    let shared = std::env::var("COPYDESK_SHARED").unwrap_or_else(|_| "../shared".to_owned());
    let corpus = std::path::Path::new(&shared).join("corpus");
    let mut read = 0;
    for entry in ignore::Walk::new(&corpus).flatten() {
        let Some(format) = Format::of_path(entry.path()) else {
            continue;
        };
        if let Ok(source) = std::fs::read_to_string(entry.path()) {
            holds(format, &source);
            read += 1;
        }
    }
    if read == 0 {
        println!("skipped: no corpus at {}", corpus.display());
    }
}
