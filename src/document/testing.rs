//! What the tests of the extractors share.

use super::source::Source;
use super::{Document, Format, ReadOptions, read};
use crate::position::TextSpan;

/// Reads with the default options.
pub(super) fn document(format: Format, source: &str) -> Document {
    read(
        format,
        Source::from_text(source.to_owned()),
        &ReadOptions::default(),
    )
}

/// The rendered text of every block.
pub(super) fn blocks(format: Format, source: &str) -> Vec<String> {
    let document = document(format, source);
    document
        .blocks
        .iter()
        .map(|block| document.words(block.text).to_owned())
        .collect()
}

/// The hull in the source of the first place where `words` are rendered.
pub(super) fn mapped(format: Format, source: &str, words: &str) -> String {
    let document = document(format, source);
    let at = document.text.find(words).expect("it is rendered");
    let hull = document.hull(TextSpan::new(at, at + words.len()));
    source[hull.range()].to_owned()
}
