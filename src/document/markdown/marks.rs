//! What the parser was not shown ([`Mark`]s of MDX), put back at its place.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

use super::pieces::{PIECE, Pieces};
use super::{Around, Reader, parser_options};
use crate::document::builder::Builder;
use crate::document::directive;
use crate::document::mdx::{self, Mark, MarkKind};

/// The marks that have not been come to.
#[derive(Debug, Default)]
pub(super) struct Marks<'s> {
    rest: &'s [Mark],
    /// Whether the first of them was put to use already.
    is_begun: bool,
}

/// Reads `masked` as Markdown from byte `body` on: `source`, in which `marks` are masked.
pub(in crate::document) fn read_masked<'s>(
    builder: &mut Builder,
    source: &'s str,
    masked: &'s str,
    body: usize,
    marks: &'s [Mark],
) {
    let mut around = Around::new(source);
    around.marks.rest = marks;
    around.read(builder, masked, body..masked.len());
}

/// The indentation of the lines that the parser takes for indented code, from byte `body` on.
pub(in crate::document) fn indented_lines(masked: &str, body: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for piece in Pieces::cut(&masked[body..], PIECE).ranges() {
        indented_in(masked, body + piece.start..body + piece.end, &mut found);
    }
    found
}

/// The same, of a piece that is parsed by itself.
fn indented_in(masked: &str, piece: Range<usize>, found: &mut Vec<Range<usize>>) {
    let body = piece.start;
    let mut is_indented = false;
    for (event, range) in Parser::new_ext(&masked[piece], parser_options()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => is_indented = kind == CodeBlockKind::Indented,
            Event::Text(_) if is_indented => {
                let before = &masked[..body + range.start];
                let line = before.rfind('\n').map_or(0, |at| at + 1);
                let text = &masked[body + range.start..];
                let words = text.len() - text.trim_start_matches([' ', '\t']).len();
                let end = body + range.start + words;
                let indent = masked[line..end].trim_end_matches([' ', '\t']).len();
                let start = line + indent;
                let is_blank = end == masked.len() || masked[end..].starts_with(['\n', '\r']);
                if start < end
                    && !is_blank
                    && found
                        .last()
                        .is_none_or(|last: &Range<usize>| last.end <= start)
                {
                    found.push(start..end);
                }
            }
            Event::End(_) => is_indented = false,
            _ => {}
        }
    }
}

impl Marks<'_> {
    /// Forgets those before byte `at`, whose text was read otherwise.
    pub(super) fn pass(&mut self, at: usize) {
        while let Some((mark, rest)) = self.rest.split_first()
            && mark.span.start < at
        {
            self.rest = rest;
            self.is_begun = false;
        }
    }
}

impl<'p> Reader<'_, 'p, '_> {
    /// Puts the marks to use that stand before byte `at` of the whole source and fill their lines;
    /// no block is open.
    pub(super) fn pass_lines(&mut self, at: usize) {
        while let Some((mark, rest)) = self.marks.rest.split_first()
            && mark.span.start < at
        {
            if mark.fills_lines {
                match mark.kind {
                    MarkKind::Tag => {
                        let html = mdx::as_html(&self.flow.source()[mark.span.range()]);
                        self.flow.markup(self.builder, &html, mark.span.start);
                        self.flow.end_block(self.builder, mark.span.end);
                    }
                    MarkKind::Comment(inner) => {
                        let words = &self.flow.source()[inner.range()];
                        directive::read(self.builder, words, mark.span);
                    }
                    _ => {}
                }
            } else if mark.span.end > at {
                break;
            }
            self.marks.rest = rest;
            self.marks.is_begun = false;
        }
    }

    /// Adds `words`, which stand at byte `start` of the part that is read, and what is marked in them.
    pub(super) fn marked_words(&mut self, words: &'p str, start: usize) {
        let end = start + words.len();
        let mut at = start;
        while let Some((mark, rest)) = self.marks.rest.split_first() {
            let span = mark.span.start.saturating_sub(self.base)..mark.span.end - self.base;
            if span.start >= end {
                break;
            }
            if span.start > at {
                self.words(&words[at - start..span.start - start], at);
            }
            if span.end > at && !self.marks.is_begun {
                self.inline_mark(*mark, span.clone());
            }
            at = at.max(span.end.min(end));
            if span.end > end {
                self.marks.is_begun = true;
                break;
            }
            self.marks.rest = rest;
            self.marks.is_begun = false;
        }
        if at < end {
            self.words(&words[at - start..], at);
        }
    }

    fn inline_mark(&mut self, mark: Mark, range: Range<usize>) {
        match mark.kind {
            MarkKind::Tag => {
                if !self.is_muted() {
                    self.reach(range.start);
                }
                let html = mdx::as_html(&self.flow.source()[mark.span.range()]);
                let limit = self.base + self.limit;
                self.flow
                    .inside(self.builder, &html, mark.span.start, limit);
            }
            MarkKind::Expression => self.opaque(range),
            MarkKind::Text(inner) => {
                if !self.is_muted() {
                    self.reach(inner.start - self.base);
                    let words = &self.flow.source()[inner.range()];
                    self.builder.verbatim(words, inner.start);
                }
            }
            MarkKind::Comment(inner) => {
                self.reach(range.start);
                let words = &self.flow.source()[inner.range()];
                directive::read(self.builder, words, mark.span);
            }
            MarkKind::Nothing => {}
        }
        self.reached = self.reached.max(mark.span.end - self.base);
    }
}
