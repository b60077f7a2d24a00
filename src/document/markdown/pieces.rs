//! Large pages, parsed piece by piece.
//!
//! The parser builds a tree of all that it is given, which takes three times the room of the text. So
//! a large page is cut where the parser itself began a block that stands in no other: it reads line
//! by line and at such a place remembers nothing, but for the definitions of links and footnotes.
//! Those hold for the whole page, so they are gathered first, and every piece is told of them.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{BrokenLink, BrokenLinkCallback, CowStr, Event, OffsetIter, Parser, Tag};
use unicase::UniCase;

use super::inline::Title;
use super::{parser_options, titles};

/// Bytes that are parsed at a time, unless a single block has more.
pub(super) const PIECE: usize = 1 << 20;
/// Labels of footnotes that take fewer bytes than this are told to every piece; of more, only those
/// that a piece may speak of.
const LABELS: usize = 1 << 14;
/// No label is longer, in bytes: the parser allows 999 characters.
const LONGEST: usize = 4 * 1_000;

type Label = UniCase<CowStr<'static>>;

/// The parser's events, with their places.
pub(super) type Events<'p> = OffsetIter<'p, Known<'p>>;

/// What a page is parsed in, and what its pieces must know of each other.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    /// Where each piece ends, ascending.
    ends: Vec<usize>,
    links: HashMap<Label, Definition>,
    /// Those of `links` that will be read again, in the piece that follows.
    open: Vec<Label>,
    footnotes: HashSet<Label>,
    /// All of `footnotes` as definitions, if they are few.
    every_footnote: Option<String>,
}

/// A link definition.
#[derive(Debug)]
pub(super) struct Definition {
    /// The address.
    pub(super) target: Arc<str>,
    /// Its title, its place counted from the start of the page.
    pub(super) title: Option<Title>,
    /// Where it begins in the page.
    pub(super) at: usize,
}

/// Tells the parser which links are defined in other pieces.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'p>(&'p Pieces);

impl<'p> BrokenLinkCallback<'p> for Known<'p> {
    fn handle_broken_link(&mut self, link: BrokenLink<'p>) -> Option<(CowStr<'p>, CowStr<'p>)> {
        // What it is defined as is looked up where it is used.
        self.0.link(&link.reference)?;
        Some(("".into(), "".into()))
    }
}

impl Pieces {
    /// Finds pieces of `size` bytes or a little less in `text`; of more, where a block has more.
    pub(super) fn cut(text: &str, size: usize) -> Self {
        let mut pieces = Self::default();
        if text.len() <= size {
            // There is nothing that its only piece must be told.
            pieces.ends.push(text.len());
            return pieces;
        }
        let mut start = 0;
        let mut wanted = size;
        while start < text.len() {
            let end = line_end(text, start + wanted);
            let last = pieces.gather(text, start..end);
            if end == text.len() {
                // What nothing ends (HTML, a block of code) would go on in what follows a piece, but
                // it is the last block then, and speaks of no footnotes.
                pieces.ends.extend((last > start).then_some(last));
                pieces.ends.push(end);
                break;
            }
            // A block that fills the piece may go on for long.
            let read = last - start;
            wanted = if read < (end - start) / 2 {
                (end - start) * 2
            } else {
                size
            };
            if read > 0 {
                pieces.ends.push(last);
                start = last;
            }
        }
        let labels: usize = pieces.footnotes.iter().map(|label| label.len()).sum();
        if labels < LABELS {
            let mut labels: Vec<&Label> = pieces.footnotes.iter().collect();
            labels.sort_unstable();
            pieces.every_footnote = Some(definitions(labels.into_iter()));
        }
        pieces
    }

    /// The pieces, as ranges of the text.
    pub(super) fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| start..*end)
    }

    /// The definition of a link with this label, where the page is parsed in pieces.
    pub(super) fn link(&self, label: &str) -> Option<&Definition> {
        if self.links.is_empty() {
            return None;
        }
        self.links
            .get(&UniCase::new(CowStr::from(label.to_owned())))
    }

    /// The events of `piece`, with what must follow it for the parser to know its footnotes.
    pub(super) fn events<'p>(&'p self, piece: &'p str) -> Events<'p> {
        let known = Some(Known(self));
        Parser::new_with_broken_link_callback(piece, parser_options(), known).into_offset_iter()
    }

    /// What must follow `piece` for the parser to know its footnotes; empty if nothing must.
    pub(super) fn footnotes_of(&self, piece: &str) -> String {
        if self.footnotes.is_empty() || !piece.contains("[^") {
            return String::new();
        }
        if let Some(every) = &self.every_footnote {
            return every.clone();
        }
        let mut found: HashSet<&Label> = HashSet::new();
        for (at, mark) in piece.match_indices("[^") {
            let rest = &piece[at + mark.len()..];
            let ends = rest.match_indices(']').map(|(end, _)| end);
            let end = ends
                .take_while(|end| *end <= LONGEST)
                .find(|end| !rest[..*end].ends_with('\\'));
            let Some(end) = end else { continue };
            let words: Vec<&str> = rest[..end].split_whitespace().collect();
            let label = UniCase::new(CowStr::from(words.join(" ")));
            found.extend(self.footnotes.get(&label));
        }
        let mut found: Vec<&Label> = found.into_iter().collect();
        found.sort_unstable();
        definitions(found.into_iter())
    }

    /// Gathers the definitions in `window` of `text`, which begins where no block is open, and finds
    /// where the line of the last block begins that stands in no other. What comes before it is read
    /// the same whatever follows. It must follow an empty line, a heading or a rule, unless it is
    /// code or HTML: right after a definition the parser takes a line for one of a paragraph.
    fn gather(&mut self, text: &str, window: Range<usize>) -> usize {
        // Read again with more of what follows, a title may go on, and what was a definition be none.
        for label in std::mem::take(&mut self.open) {
            if self
                .links
                .get(&label)
                .is_some_and(|known| known.at >= window.start)
            {
                self.links.remove(&label);
            }
        }
        let read = &text[window.clone()];
        let mut events = Parser::new_ext(read, parser_options()).into_offset_iter();
        let (mut last, mut before, mut depth, mut headed) = (0, 0, 0, 0);
        for (event, range) in events.by_ref() {
            if depth == 0 {
                let line = read[..range.start].rfind('\n').map_or(0, |at| at + 1);
                let begins_anywhere =
                    matches!(event, Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock));
                // What a link definition took for itself was the term of this meaning.
                let lacks_term = matches!(event, Event::Start(Tag::DefinitionList))
                    && read[line..].trim_start().starts_with(':');
                if !lacks_term
                    && (begins_anywhere || headed + 1 >= line || follows_blank(read, line))
                {
                    (before, last) = (last, line);
                }
                if matches!(event, Event::Start(Tag::Heading { .. }) | Event::Rule) {
                    headed = range.end;
                }
            }
            match event {
                Event::Start(tag) => {
                    depth += 1;
                    if let Tag::FootnoteDefinition(label) = tag {
                        self.footnotes.insert(UniCase::new(label.into_static()));
                    }
                }
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
        if may_be_definition(&read[last..]) {
            last = before;
        }
        for (label, definition) in events.reference_definitions().iter() {
            let at = window.start + definition.span.start;
            let known = self
                .links
                .get(&UniCase::new(CowStr::from(label.to_owned())));
            if known.is_some_and(|known| known.at <= at) {
                continue;
            }
            let title = definition.title.as_ref().filter(|title| !title.is_empty());
            let title = title.and_then(|title| {
                let place = titles::place(read, title, definition.span.clone())?;
                Some(Title::at(
                    title,
                    window.start + place.start..window.start + place.end,
                ))
            });
            let label = UniCase::new(CowStr::from(label.to_owned()));
            if definition.span.start >= last {
                self.open.push(label.clone());
            }
            self.links.insert(
                label,
                Definition {
                    target: Arc::from(&*definition.dest),
                    title,
                    at,
                },
            );
        }
        window.start + last
    }
}

/// Whether what the last block of a piece begins with can become the definition of a link if more follows.
/// It is no block then, and what comes before it goes on after it.
fn may_be_definition(text: &str) -> bool {
    text.trim_start().starts_with('[') && (text.contains("]:") || !text.contains(']'))
}

/// Whether the line before the one that begins at byte `line` is empty.
fn follows_blank(text: &str, line: usize) -> bool {
    let before = &text[..line.saturating_sub(1)];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    before[start..].trim().is_empty()
}

/// The end of the line that holds byte `at`.
fn line_end(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let length = rest.iter().position(|byte| *byte == b'\n');
    length.map_or(text.len(), |length| at + length + 1)
}

/// Footnotes with these labels.
fn definitions<'l>(labels: impl Iterator<Item = &'l Label>) -> String {
    labels.fold(String::new(), |mut all, label| {
        let _ = write!(all, "\n\n[^{}]: x", label.as_ref());
        all
    })
}

#[cfg(test)]
mod tests;
