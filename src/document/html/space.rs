//! Runs of text as browsers show them: white space collapses, character references are decoded.

use crate::document::builder::Builder;
use crate::document::references;
use crate::position::SourceSpan;

/// A part of a text.
pub(super) enum Run<'t> {
    /// Letters that are shown as they are written, from this byte of the source on; white space in
    /// it stands alone, never at its edges.
    Words(&'t str, usize),
    /// White space that is shown as one space at most.
    Space(SourceSpan),
    /// What a character reference stands for.
    Reference(String, SourceSpan),
}

/// Takes `text` apart, which stands at `start` of the source.
pub(super) fn runs<'t>(text: &'t str, start: usize, mut each: impl FnMut(Run<'t>)) {
    let (mut from, mut at) = (0, 0);
    while at < text.len() {
        let Some((length, run)) = special(text, at, at > from, start) else {
            at += 1;
            continue;
        };
        if at > from {
            each(Run::Words(&text[from..at], start + from));
        }
        each(run);
        at += length;
        from = at;
    }
    if at > from {
        each(Run::Words(&text[from..at], start + from));
    }
}

/// What stands at byte `at` that is not shown as it is written, and how many bytes it takes. A space
/// between two words is shown as it is; `follows_words` says whether there are some before it.
fn special(text: &str, at: usize, follows_words: bool, start: usize) -> Option<(usize, Run<'_>)> {
    let bytes = text.as_bytes();
    let first = bytes[at];
    if first == b'&' {
        let found = references::at_start(&text[at..])?;
        let span = SourceSpan::new(start + at, start + at + found.length);
        return Some((found.length, Run::Reference(found.text, span)));
    }
    if !first.is_ascii_whitespace() {
        return None;
    }
    let is_space = |byte: &&u8| byte.is_ascii_whitespace();
    let length = bytes[at..].iter().take_while(is_space).count();
    let is_plain = length == 1 && matches!(first, b' ' | b'\n');
    if is_plain && follows_words && at + 1 < bytes.len() {
        return None;
    }
    let span = SourceSpan::new(start + at, start + at + length);
    Some((length, Run::Space(span)))
}

/// Adds `text`, which stands at `start` of the source, to the open block on its own: an attribute.
pub(super) fn push(builder: &mut Builder, text: &str, start: usize) {
    let mut space = None;
    runs(text, start, |run| {
        if let Run::Space(span) = run {
            space = Some(span);
            return;
        }
        if let Some(span) = space.take()
            && builder.open_len() > 0
        {
            builder.replaced(" ", span);
        }
        match run {
            Run::Words(words, at) => builder.verbatim(words, at),
            Run::Reference(decoded, span) => builder.replaced(&decoded, span),
            Run::Space(_) => {}
        }
    });
}
