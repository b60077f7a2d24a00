//! What was found of a phrase.
//!
//! A page of hundreds of megabytes has millions of hits, all of them kept until it is judged, so each
//! takes 24 bytes.

use crate::position::TextSpan;
use crate::position::narrow::{NarrowSpan, narrow};
use crate::wordlist::phrase::VerbForm;
use crate::wordlist::ruleset::{NameId, PhraseId};

/// A phrase found in a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Which phrase.
    pub phrase: PhraseId,
    block: u32,
    text: NarrowSpan,
    /// None for the many that bind nothing: a pointer instead of a list.
    parts: Option<Box<Parts>>,
}

/// What the slots of a phrase bound.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Parts(Vec<Part>);

/// What one slot of a phrase bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The slot.
    pub slot: Slot,
    /// Its words in the rendered text; empty for an optional group that was absent.
    pub text: TextSpan,
}

/// The slots of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// The `n`th verb (0-based) in the form it was found in; several where the word is ambiguous
    /// (*enabled* is past and participle).
    Verb(usize, Vec<VerbForm>),
    /// A name.
    Name(NameId),
    /// The group of this number.
    Group(usize),
    /// A gap, with at least one word in it.
    Gap,
}

impl Hit {
    /// `phrase`, found in block number `block` at `text`, whose slots bound `parts`.
    #[must_use]
    pub fn new(phrase: PhraseId, block: usize, text: TextSpan, parts: Vec<Part>) -> Self {
        Self {
            phrase,
            block: narrow(block),
            text: text.into(),
            parts: (!parts.is_empty()).then(|| Box::new(Parts(parts))),
        }
    }

    /// Index into [`Document::blocks`](crate::document::Document::blocks).
    #[must_use]
    pub const fn block(&self) -> usize {
        self.block as usize
    }

    /// From the first byte of the first word to the last of the last, in the rendered text.
    #[must_use]
    pub const fn text(&self) -> TextSpan {
        self.text.wide()
    }

    /// What the slots of the phrase bound, in their order; empty for a phrase of plain words.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        self.parts.as_ref().map_or(&[], |parts| &parts.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hit_gives_back_what_it_is_made_of() {
        let part = Part {
            slot: Slot::Gap,
            text: TextSpan::new(4, 6),
        };
        let hit = Hit::new(PhraseId(3), 7, TextSpan::new(2, 9), vec![part.clone()]);
        assert_eq!((hit.block(), hit.text()), (7, TextSpan::new(2, 9)));
        assert_eq!(hit.parts(), [part]);
        assert!(
            Hit::new(PhraseId(3), 7, hit.text(), Vec::new())
                .parts()
                .is_empty()
        );
    }

    #[test]
    fn a_hit_is_small() {
        assert_eq!(size_of::<Hit>(), 24);
    }
}
