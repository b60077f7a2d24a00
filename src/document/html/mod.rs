//! HTML, in files of its own and inside Markdown.
//!
//! A tokenizer finds the markup, [`Flow`] knows what is open and what that means for the text
//! between. No tree is built: a linter must also read what a browser would have to guess at.

mod attributes;
mod closers;
mod contexts;
mod elements;
mod flow;
mod nesting;
mod raised;
mod space;
mod tokens;

use std::borrow::Cow;

use super::builder::Builder;
pub(super) use flow::{Aside, Flow, Pending};

/// Reads `source` into `builder`.
pub(super) fn read(builder: &mut Builder, source: &str) {
    let text = countable(source);
    let mut flow = Flow::new(&text);
    flow.read(builder, &text, 0);
    flow.end_block(builder, source.len());
    if matches!(text, Cow::Owned(_)) {
        builder.restore(source);
    }
}

/// The text with no carriage return in it, of the same length: the tokenizer does not count them.
/// White space collapses, so nothing else changes.
pub(super) fn countable(text: &str) -> Cow<'_, str> {
    if text.as_bytes().contains(&b'\r') {
        Cow::Owned(text.replace('\r', "\t"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests;
