//! Paragraphs on their way from a part to the document.
//!
//! A word may be spread over runs, a run may hold references and `_x000B_` escapes; a paragraph
//! keeps each piece with the bytes of the part that it was read from.

use std::ops::Range;
use std::sync::Arc;

use super::relations::Relation;
use super::xml::Tag;
use crate::document::{BlockKind, Cell, InlineKind};

/// A run of text in a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Stands there byte for byte.
    Text(Range<usize>),
    /// Stands for these bytes as a whole: a reference, a break, an escape.
    Replaced(Range<usize>, String),
}

/// One paragraph of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// What it is to its reader.
    pub kind: BlockKind,
    /// Its place in a table.
    pub cell: Option<Cell>,
    /// Its level, 1 to 6, if it is a heading with text under it.
    pub level: Option<u8>,
    /// The label of the footnote that it belongs to.
    pub footnote: Option<Arc<str>>,
    /// Its text.
    pub pieces: Vec<Piece>,
    /// What means something beyond words.
    pub marks: Vec<Mark>,
}

/// A stretch of a paragraph that means something beyond its words: a link, a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// What it is.
    pub kind: InlineKind,
    /// Indices of its pieces, the end exclusive.
    pub pieces: Range<usize>,
    /// All of it in the part, markup included.
    pub range: Range<usize>,
}

impl Paragraph {
    /// An empty paragraph.
    pub(super) const fn new(kind: BlockKind) -> Self {
        Self {
            kind,
            cell: None,
            level: None,
            footnote: None,
            pieces: Vec::new(),
            marks: Vec::new(),
        }
    }

    /// The value of an attribute; none if it is not there or empty.
    pub(super) fn of_attribute(
        xml: &str,
        tag: &Tag<'_>,
        name: &str,
        kind: BlockKind,
    ) -> Option<Self> {
        let (raw, range) = tag.raw_attribute(name)?;
        let mut paragraph = Self::new(kind);
        if raw.contains('&') {
            paragraph.push_replaced(range, tag.attribute(name).unwrap_or_default());
        } else {
            paragraph.push_text(xml, range);
        }
        (!paragraph.pieces.is_empty()).then_some(paragraph)
    }

    /// Adds text of the part `xml`; `_xHHHH_` escapes in it stand for a character.
    pub(super) fn push_text(&mut self, xml: &str, range: Range<usize>) {
        let mut from = range.start;
        let mut rest = &xml[range.clone()];
        while let Some((at, character)) = next_escape(rest) {
            let start = range.end - rest.len() + at;
            self.push_run(from..start);
            self.pieces.push(Piece::Replaced(
                start..start + ESCAPE,
                character.to_string(),
            ));
            from = start + ESCAPE;
            rest = &xml[from..range.end];
        }
        self.push_run(from..range.end);
    }

    /// Adds what stands for `range` as a whole.
    pub(super) fn push_replaced(&mut self, range: Range<usize>, words: impl Into<String>) {
        self.pieces.push(Piece::Replaced(range, words.into()));
    }

    /// Says what the pieces from index `from` on are; `range` is all of it in the part.
    pub(super) fn mark(&mut self, kind: InlineKind, from: usize, range: Range<usize>) {
        let pieces = from.min(self.pieces.len())..self.pieces.len();
        self.marks.push(Mark {
            kind,
            pieces,
            range,
        });
    }

    /// Puts the addresses of links in place of the ids of their relations.
    pub(super) fn resolve_links(&mut self, relations: &[Relation]) {
        for mark in &mut self.marks {
            if let InlineKind::Link(id) = &mut mark.kind {
                let known = relations.iter().find(|known| known.id == **id);
                *id = known.map_or("", |known| &known.target).into();
            }
        }
    }

    /// From its first byte to its last; none if it has no text.
    pub(super) fn hull(&self) -> Option<Range<usize>> {
        let range = |piece: &Piece| match piece {
            Piece::Text(range) | Piece::Replaced(range, _) => range.clone(),
        };
        Some(range(self.pieces.first()?).start..range(self.pieces.last()?).end)
    }

    /// Its words.
    pub(super) fn words(&self, xml: &str) -> String {
        let words = self.pieces.iter().map(|piece| match piece {
            Piece::Text(range) => &xml[range.clone()],
            Piece::Replaced(_, words) => words.as_str(),
        });
        words.collect()
    }

    fn push_run(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.pieces.push(Piece::Text(range));
        }
    }
}

/// The length of `_x000B_`.
const ESCAPE: usize = 7;

/// The next `_xHHHH_` of `text` (ECMA-376, 22.9.2.19, `ST_Xstring`): where it begins and what it stands for.
fn next_escape(text: &str) -> Option<(usize, char)> {
    let mut from = 0;
    while let Some(at) = text[from..].find("_x").map(|at| at + from) {
        let code = text
            .get(at + 2..at + 6)
            .filter(|_| text.as_bytes().get(at + 6) == Some(&b'_'));
        if let Some(code) = code
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32)
        {
            // A vertical tab is how old files write a line break; other control characters are nothing.
            let shown = if code.is_control() { ' ' } else { code };
            return Some((at, shown));
        }
        from = at + 2;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_stand_for_a_character_and_keep_their_bytes() {
        let xml = "<t>one_x000B_two_x00e9__xzz</t>";
        let mut paragraph = Paragraph::new(BlockKind::Body);
        paragraph.push_text(xml, 3..xml.len() - 4);
        assert_eq!(paragraph.words(xml), "one two\u{e9}_xzz");
        assert_eq!(paragraph.pieces[1], Piece::Replaced(6..13, " ".into()));
    }
}
