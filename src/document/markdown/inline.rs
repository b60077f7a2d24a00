//! What stands inside a block of Markdown: text, breaks, emphasis, links, pictures.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CowStr, LinkType, Tag};

use super::Reader;
use super::pieces::Events;
use crate::document::html::{self, Aside, Pending};
use crate::document::{BlockKind, InlineKind, OPAQUE};
use crate::position::SourceSpan;

/// An inline element that is open.
pub(super) enum Frame {
    /// One that says something of its text, from this byte of the block's text on.
    Marked(InlineKind, usize),
    /// A link, with its title if that is copy.
    Link(InlineKind, usize, Option<Title>),
    /// An address in angle brackets, or what is struck out: its text is not copy.
    Muted(Option<(InlineKind, usize)>),
    /// A picture, whose text is a block of its own.
    Picture(Option<Title>, Aside),
    /// One inside text that is not copy.
    Ignored,
}

/// The title of a link or a picture.
#[derive(Debug, Clone)]
pub(super) struct Title {
    /// As the parser decoded it.
    pub(super) text: String,
    /// Where it is written, quotation marks included or nearly so.
    pub(super) source: SourceSpan,
}

impl Title {
    /// A title that stands at `place` of the whole source.
    pub(super) fn at(text: &str, place: Range<usize>) -> Self {
        Self {
            text: text.to_owned(),
            source: SourceSpan::new(place.start, place.end),
        }
    }
}

impl<'p> Reader<'_, 'p, '_> {
    pub(super) fn start_inline(&mut self, tag: Tag<'p>, range: Range<usize>, events: &Events<'p>) {
        if self.is_muted() {
            self.frames.push(Frame::Ignored);
            return;
        }
        self.reach(range.start);
        let from = self.builder.open_len();
        let frame = match tag {
            Tag::Strikethrough => {
                self.muted += 1;
                Frame::Muted(None)
            }
            Tag::Link {
                link_type: LinkType::Autolink | LinkType::Email,
                dest_url,
                ..
            } => {
                let link = InlineKind::Link(Arc::from(&*dest_url));
                self.opaque(range);
                self.muted += 1;
                Frame::Muted(Some((link, from)))
            }
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } => {
                let title = self.title(link_type, &title, &id, &range, events);
                let target = self.pieces.link(&id);
                let target =
                    target.map_or_else(|| Arc::from(&*dest_url), |known| Arc::clone(&known.target));
                Frame::Link(InlineKind::Link(target), from, title)
            }
            Tag::Image {
                link_type,
                title,
                id,
                ..
            } => {
                let title = self.title(link_type, &title, &id, &range, events);
                self.opaque(range.clone());
                let span = self.span(range);
                self.builder.open(BlockKind::Alt, span);
                Frame::Picture(title, self.flow.enter())
            }
            _ => Frame::Marked(InlineKind::Emphasis, from),
        };
        self.frames.push(frame);
    }

    pub(super) fn end_inline(&mut self, range: Range<usize>) {
        self.reached = self.reached.max(range.end);
        let source = self.span(range);
        match self.frames.pop() {
            Some(Frame::Marked(kind, from)) => self.builder.inline(kind, from, source),
            Some(Frame::Link(kind, from, title)) => {
                self.builder.inline(kind, from, source);
                self.label(title);
            }
            Some(Frame::Muted(link)) => {
                self.muted -= 1;
                if let Some((kind, from)) = link {
                    self.builder.inline(kind, from, source);
                }
            }
            Some(Frame::Picture(title, aside)) => {
                self.flow.leave(aside);
                self.builder.close();
                self.label(title);
            }
            Some(Frame::Ignored) | None => {}
        }
    }

    /// Adds text; what the parser borrows from the source stands there as it is.
    pub(super) fn text(&mut self, text: &CowStr<'p>, range: Range<usize>) {
        if self.muted > 0 {
            return;
        }
        match self.place_of(text) {
            Some(start) => {
                let words = &self.source[start..start + text.len()];
                self.marked_words(words, start);
            }
            None if !self.is_muted() => {
                self.reach(range.start);
                self.reached = range.end;
                let span = self.span(range);
                self.builder.replaced(text, span);
            }
            None => {}
        }
    }

    /// Adds words that stand at byte `start`.
    pub(super) fn words(&mut self, words: &str, start: usize) {
        let mut end = start + words.len();
        if let Some(attributes) = &self.attributes {
            end = end.min(attributes.start);
        }
        if self.is_muted() || end <= start {
            return;
        }
        self.reach(start);
        self.reached = end;
        self.builder
            .verbatim(&words[..end - start], self.base + start);
    }

    /// Adds a word of which only its place matters.
    pub(super) fn opaque(&mut self, range: Range<usize>) {
        if self.is_muted() {
            return;
        }
        self.reach(range.start);
        self.reached = range.end;
        let span = self.span(range);
        self.builder.replaced(OPAQUE.encode_utf8(&mut [0; 4]), span);
    }

    /// Adds a formula; dollar signs around prose are prices, not formulas.
    pub(super) fn math(&mut self, math: &CowStr<'p>, range: Range<usize>) {
        if self.is_muted() {
            return;
        }
        if reads_as_prose(math) && !self.source[range.clone()].contains(['\n', '\r']) {
            let words = &self.source[range.clone()];
            self.marked_words(words, range.start);
        } else {
            self.opaque(range);
        }
    }

    pub(super) fn footnote_reference(&mut self, label: &str, range: Range<usize>) {
        if self.is_muted() {
            return;
        }
        self.reach(range.start);
        let kind = InlineKind::FootnoteReference(Arc::from(label));
        let (from, span) = (self.builder.open_len(), self.span(range));
        self.builder.inline(kind, from, span);
    }

    pub(super) fn line_break(&mut self, start: usize) {
        if self.is_muted() {
            return;
        }
        // White space at the end of a line belongs to its break.
        let line = self.source[..start].trim_end_matches([' ', '\t']);
        let start = self.base + line.len().max(self.reached.min(start));
        self.flow.pending().get_or_insert(Pending::line(start));
    }

    /// Reads a tag or a comment in a line.
    pub(super) fn inline_html(&mut self, html: &CowStr<'p>, range: Range<usize>) {
        if self.muted > 0 {
            return;
        }
        if !self.flow.is_hidden() {
            // A break that the tag makes is one with the break before it.
            let is_break = html
                .get(..3)
                .is_some_and(|tag| tag.eq_ignore_ascii_case("<br"));
            if is_break {
                self.ensure_open(range.start);
            } else {
                self.reach(range.start);
            }
        }
        let text = match html {
            CowStr::Borrowed(text) => html::countable(text),
            _ => Cow::Owned(without_prefixes(&self.source[range.clone()], html)),
        };
        let (base, limit) = (self.base + range.start, self.base + self.limit);
        self.flow.inside(self.builder, &text, base, limit);
        self.reached = range.end;
    }

    /// Sees to it that a block is open and that the break before byte `at` is in it.
    pub(super) fn reach(&mut self, at: usize) {
        self.ensure_open(at);
        let Some(pending) = self.flow.pending().take() else {
            return;
        };
        if self.builder.open_len() == 0 {
            return;
        }
        let start = pending.source.start - self.base;
        if &self.source[start..at] == "\n" {
            self.builder.verbatim("\n", self.base + start);
        } else {
            let span = self.span(start..at);
            self.builder.replaced("\n", span);
        }
    }

    pub(super) const fn is_muted(&self) -> bool {
        self.muted > 0 || self.flow.is_hidden()
    }

    /// Where `words` stands in the source, if it is a part of it.
    pub(super) fn place_of(&self, words: &str) -> Option<usize> {
        place_in(self.source, words)
    }
}

/// Where `words` stands in `source`, if it is a part of it.
pub(super) fn place_in(source: &str, words: &str) -> Option<usize> {
    let start = (words.as_ptr() as usize).checked_sub(source.as_ptr() as usize)?;
    (start + words.len() <= source.len()).then_some(start)
}

/// The source of a tag over several lines, with white space for what stands before them: `html` has
/// the same lines without it.
fn without_prefixes(source: &str, html: &str) -> String {
    let mut text = String::with_capacity(source.len());
    let lines = source.split_inclusive('\n').zip(html.split_inclusive('\n'));
    for (written, line) in lines {
        let kept = line.trim_end_matches(['\r', '\n']);
        let end = written.trim_end_matches(['\r', '\n']);
        let prefix = end.len().saturating_sub(kept.len());
        text.extend(std::iter::repeat_n('\t', prefix));
        text.push_str(&written[prefix..]);
    }
    html::countable(&text).into_owned()
}

/// Whether the text between two dollar signs is words rather than a formula.
fn reads_as_prose(math: &str) -> bool {
    let is_word = |word: &&str| word.len() > 1 && word.chars().all(char::is_alphabetic);
    !math.contains(['\\', '^', '_', '=']) && math.split_whitespace().filter(is_word).count() > 1
}
