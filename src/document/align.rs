//! Maps text that a parser decoded back to the source that it was decoded from.
//!
//! For texts that come without places of their own (titles of links). Both are walked side by side:
//! letters that agree are copied, and what a reference, an escape or a wrapped line stands for is
//! mapped as a whole. Where the two part company, the rest maps to the rest.

use super::builder::Builder;
use super::references;
use crate::position::SourceSpan;

/// Adds `text` to the open block; it was decoded from `written`, which stands at `start`.
pub(super) fn push(builder: &mut Builder, text: &str, written: &str, start: usize) {
    let (mut said, mut read) = (0, 0);
    while said < text.len() {
        let same = common(&text[said..], &written[read..]);
        builder.verbatim(&written[read..read + same], start + read);
        (said, read) = (said + same, read + same);
        if said == text.len() {
            break;
        }
        let (rest, source) = (&text[said..], &written[read..]);
        let (decoded, length) = step(rest, source);
        let span = SourceSpan::new(start + read, start + read + length);
        if decoded > 0 {
            builder.replaced(&rest[..decoded], span);
        }
        (said, read) = (said + decoded, read + length);
    }
}

/// How many bytes of text the next bytes of source stand for, and how many those are.
fn step(text: &str, source: &str) -> (usize, usize) {
    if let Some(reference) = references::at_start(source)
        && text.starts_with(&*reference.text)
    {
        return (reference.text.len(), reference.length);
    }
    if source.starts_with('\\') && source[1..].chars().next() == text.chars().next() {
        return (0, 1);
    }
    let blank = source.len()
        - source
            .trim_start_matches(['\r', '\n', ' ', '\t', '>'])
            .len();
    if blank > 0 {
        let said = text.len() - text.trim_start_matches(['\r', '\n', ' ', '\t']).len();
        return (said, blank);
    }
    (text.len(), source.len())
}

/// How many bytes of two texts agree from the start, up to where the source may hold markup.
fn common(text: &str, source: &str) -> usize {
    let mut end = 0;
    for (left, right) in text.chars().zip(source.chars()) {
        if left != right || matches!(right, '&' | '\\' | '\n' | '\r') {
            let is_reference = right == '&' && references::at_start(&source[end..]).is_some();
            let is_escape = right == '\\'
                && source[end + 1..].starts_with(|next: char| next.is_ascii_punctuation());
            if left != right || is_reference || is_escape || matches!(right, '\n' | '\r') {
                break;
            }
        }
        end += left.len_utf8();
    }
    end
}
