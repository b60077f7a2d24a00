//! Time grows with the size of a file, never with its square, and depth costs no stack.

use std::time::{Duration, Instant};

use super::Format;
use super::testing::document;

/// Linear reading takes a small part of this even without optimization; quadratic reading many times it.
const LIMIT: Duration = Duration::from_secs(5);
const BYTES: usize = 100_000;

#[test]
fn no_pattern_is_slow() {
    let patterns = [
        "*",
        "[",
        "![",
        "](",
        "> ",
        "`",
        "<",
        "<!--",
        "<a b='",
        "</",
        "&",
        "$",
        "~~",
        "a*",
        "<b>",
        "<del>",
        "<code>",
        "<sup>a",
        "<table><td>",
        "<b></i>",
        "[^a] ",
        "- ",
        "{",
        "<a b={",
        "a<br>",
        "<div markdown>*a*",
        "<title>",
        "\r",
        " \n",
        "x ",
    ];
    for pattern in patterns {
        let source = pattern.repeat(BYTES / pattern.len());
        for format in [Format::Markdown, Format::Mdx, Format::Html, Format::Text] {
            let start = Instant::now();
            document(format, &source);
            assert!(start.elapsed() < LIMIT, "{pattern:?} as {format:?}");
        }
    }
}

#[test]
fn depth_costs_no_stack() {
    let quoted = "> ".repeat(10_000) + "enables access";
    assert_eq!(
        document(Format::Markdown, &quoted).text,
        "enables access\n\n"
    );
    for tag in ["<div>", "<b>", "<table><tr><td>", "<q>"] {
        let nested = tag.repeat(10_000) + "enables access";
        assert_eq!(document(Format::Html, &nested).text, "enables access\n\n");
    }
}
