//! The sentences of a block, as the judge asks for them.

use crate::position::TextSpan;

/// The sentences of `block`, ascending, white space between them not included.
pub(super) fn sentences(text: &str, block: TextSpan) -> Vec<TextSpan> {
    let stretch = &text[block.range()];
    let mut found = Vec::new();
    let mut start = 0;
    let mut letters = stretch.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let ends = matches!(letter, '.' | '!' | '?')
            && letters.peek().is_none_or(|(_, next)| next.is_whitespace());
        if ends {
            found.push(TextSpan::new(block.start + start, block.start + at + 1));
            let rest = &stretch[at + 1..];
            start = at + 1 + (rest.len() - rest.trim_start().len());
        }
    }
    if start < stretch.len() {
        found.push(TextSpan::new(block.start + start, block.end));
    }
    found
}
