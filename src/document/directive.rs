//! Comments that address copydesk, in whatever form the format writes comments.

use super::builder::Builder;
use crate::position::SourceSpan;

const NAME: &str = "copydesk-";

/// Hands `comment` (without its own marks) to `builder` if it addresses copydesk; `source` is all of it.
pub(super) fn read(builder: &mut Builder, comment: &str, source: SourceSpan) {
    let words = comment.trim();
    if words.starts_with(NAME) {
        builder.directive(words, source);
    }
}
