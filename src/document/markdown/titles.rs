//! Titles of links, pictures and the link definitions that are used.
//!
//! The parser decodes a title and does not say where it stands, but a title is always the last thing
//! of its link or definition, so it is found from the end and its letters are matched to the source.

use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType};

use super::Reader;
use super::inline::{Title, place_in};
use super::pieces::Events;
use crate::document::{BlockKind, align};

impl Reader<'_, '_, '_> {
    /// The title of a link or picture that stands at `range`; a definition's only where it is first used.
    pub(super) fn title(
        &mut self,
        kind: LinkType,
        title: &CowStr<'_>,
        id: &str,
        range: &Range<usize>,
        events: &Events<'_>,
    ) -> Option<Title> {
        if let Some(definition) = self.pieces.link(id) {
            let title = definition.title.as_ref()?;
            return self.titled.insert(definition.at).then(|| title.clone());
        }
        if title.is_empty() {
            return None;
        }
        let written = match kind {
            LinkType::Inline => range.start..range.end - 1,
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => {
                let definition = events.reference_definitions().get(id)?;
                if !self.titled.insert(self.base + definition.span.start) {
                    return None;
                }
                definition.span.clone()
            }
            _ => return None,
        };
        let place = place(self.source, title, written)?;
        Some(Title::at(
            title,
            self.base + place.start..self.base + place.end,
        ))
    }

    /// Adds a title as a block of its own.
    pub(super) fn label(&mut self, title: Option<Title>) {
        let Some(Title { text, source }) = title else {
            return;
        };
        let read = &self.whole[source.range()];
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

/// Where a title stands that the parser read in `source`, at the end of `written`.
pub(super) fn place(
    source: &str,
    title: &CowStr<'_>,
    written: Range<usize>,
) -> Option<Range<usize>> {
    let own = match title {
        CowStr::Borrowed(words) => place_in(source, words).map(|at| at..at + words.len()),
        _ => None,
    };
    own.or_else(|| quoted_at_end(source, written))
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
