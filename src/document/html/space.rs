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
    let bytes = text.as_bytes();
    let is_space = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_whitespace);
    let (mut from, mut at) = (0, 0);
    while at < bytes.len() {
        let (end, run) = match bytes[at] {
            b' ' | b'\n' if at > from && at + 1 < bytes.len() && !is_space(at + 1) => {
                at += 1;
                continue;
            }
            byte if byte.is_ascii_whitespace() => {
                let length = bytes[at..]
                    .iter()
                    .take_while(|byte| byte.is_ascii_whitespace())
                    .count();
                let span = SourceSpan::new(start + at, start + at + length);
                (at + length, Run::Space(span))
            }
            b'&' => match references::at_start(&text[at..]) {
                Some(found) => {
                    let end = at + found.length;
                    let span = SourceSpan::new(start + at, start + end);
                    (end, Run::Reference(found.text, span))
                }
                None => {
                    at += 1;
                    continue;
                }
            },
            _ => {
                at += 1;
                continue;
            }
        };
        if at > from {
            each(Run::Words(&text[from..at], start + from));
        }
        each(run);
        from = end;
        at = end;
    }
    if at > from {
        each(Run::Words(&text[from..at], start + from));
    }
}

/// Adds `text`, which stands at `start` of the source, to the open block on its own: an attribute.
pub(super) fn push(builder: &mut Builder, text: &str, start: usize) {
    let mut space = None;
    runs(text, start, |run| {
        if let Run::Space(span) = run {
            space = Some(span);
            return;
        }
        if let Some(span) = space.take() {
            if builder.open_len() > 0 {
                builder.replaced(" ", span);
            }
        }
        match run {
            Run::Words(words, at) => builder.verbatim(words, at),
            Run::Reference(decoded, span) => builder.replaced(&decoded, span),
            Run::Space(_) => {}
        }
    });
}
