//! Titles of links, pictures and the link definitions that are used.
//!
//! The parser decodes a title and does not say where it stands, but a title is always the last thing
//! of its link or definition, so it is found from the end and its letters are matched to the source.

use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType, OffsetIter};

use super::Reader;
use super::inline::Title;
use crate::document::{BlockKind, align};

impl<'s> Reader<'s, '_> {
    /// The title of a link or picture that stands at `range`; a definition's only where it is first used.
    pub(super) fn title(
        &mut self,
        kind: LinkType,
        title: &CowStr<'s>,
        id: &str,
        range: &Range<usize>,
        events: &OffsetIter<'s>,
    ) -> Option<Title> {
        if title.is_empty() {
            return None;
        }
        let written = match kind {
            LinkType::Inline => range.start..range.end - 1,
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => {
                let definition = events.reference_definitions().get(id)?;
                if !self.titled.insert(definition.span.start) {
                    return None;
                }
                definition.span.clone()
            }
            _ => return None,
        };
        let place = match title {
            CowStr::Borrowed(words) => self.place_of(words).map(|at| at..at + words.len()),
            _ => None,
        };
        let place = place.or_else(|| quoted_at_end(self.source, written))?;
        Some(Title {
            text: title.to_string(),
            source: self.span(place),
        })
    }

    /// Adds a title as a block of its own.
    pub(super) fn label(&mut self, title: Option<Title>) {
        let Some(Title { text, source }) = title else {
            return;
        };
        let read = &self.source[source.start - self.base..source.end - self.base];
        let written = &self.flow.source()[source.range()];
        self.builder.open(BlockKind::Label, source);
        if read == written {
            align::push(self.builder, &text, written, source.start);
        } else {
            self.builder.verbatim(written, source.start);
        }
        self.builder.close();
    }
}

/// What stands in the quotation marks or brackets that `written` ends with.
fn quoted_at_end(source: &str, written: Range<usize>) -> Option<Range<usize>> {
    let whole = source[written.clone()].trim_end();
    let (inner, opener) = [('"', '"'), ('\'', '\''), (')', '(')]
        .iter()
        .find_map(|&(closer, opener)| Some((whole.strip_suffix(closer)?, opener)))?;
    let is_escaped = |at: usize| {
        let before = &inner[..at];
        (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
    };
    let open = inner
        .rmatch_indices(opener)
        .map(|(at, _)| at)
        .find(|&at| !is_escaped(at))?;
    Some(written.start + open + 1..written.start + inner.len())
}
