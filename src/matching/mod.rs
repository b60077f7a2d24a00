//! Finding phrases in a document.
//!
//! Text is read once, and what costs more than reading is done only where something was seen:
//!
//! 1. Every phrase of a rule has its *anchors*: the rarest words of which one stands in every match
//!    (`anchors`). They lie in one hash table; what is no plain word lies in an automaton (`index`).
//!    What built-in lists have of all this was told when the tool was built (`ahead`, `found`).
//! 2. The pass folds the text, cuts it into words and looks each up (`fold`, `cut`, `table`, `pass`). Of most
//!    words one bit says that no phrase is found by them.
//! 3. An everyday word is the anchor of many phrases. So a phrase is only tried if the words next to the
//!    anchor are its own, where it has some there (`neighbours`, `uses`), and the block may hold a word of
//!    each of its other steps too (`needs`), as near to the anchor as they must be (`line`); one bit a word
//!    answers that as well.
//! 4. Only then is the phrase followed word by word (`verify`, `matcher`), from each place where it can
//!    begin and a word stands that it can begin with (`opening`), and of many alternatives only those
//!    are that begin with the word that stands there (`heads`).
//! 5. An expression costs more than the block that it is run on. So it is run only where all stands of
//!    which it is told that every match has it, beside its anchor and in the block (`gate`).
//! 6. Phrases of conditions and names are not looked for at all, until a hit asks for one: then in
//!    the blocks around it and nowhere else (`scan`, `nearby`). They are not even compiled before
//!    (`library`).
//!
//! So a run costs the reading of its text and the hits in it, whatever the lists hold. What every hit
//! of every phrase is, and that none is lost, is proven against a naive matcher, for the pass and for
//! looking near a hit alike (`tests/oracle.rs`).

mod address;
#[cfg(test)]
mod ahead;
mod anchors;
mod automaton;
mod block_text;
mod compile;
mod cut;
mod expression;
mod fold;
mod found;
mod gate;
mod heads;
mod hit;
mod index;
mod library;
mod line;
mod matcher;
mod memo;
mod names;
mod nearby;
mod needs;
mod neighbours;
mod opening;
mod parts;
mod pass;
mod scan;
mod sentence;
mod separator;
mod starts;
mod state;
mod table;
mod uses;
mod verify;
mod vocabulary;
mod window;
mod words;

use std::sync::Arc;

use crate::document::Document;
use crate::wordlist::ruleset::{PhraseId, Ruleset};
use found::phrases_of_rules;
use index::Index;
use library::Library;

pub use hit::{Hit, Part, Slot};
pub use scan::Scan;
pub use sentence::{Sentences, sentence_of};
pub(crate) use table::Mixed;

/// A ruleset, compiled. Made once a run and shared between threads.
#[derive(Debug)]
pub struct Engine {
    library: Library,
    /// Whether a phrase is one of a rule (`phrases`, `when`) and not only of a condition or a name.
    of_rules: Vec<bool>,
    /// What the phrases of rules are found by.
    index: Index,
}

impl Engine {
    /// Compiles a ruleset.
    #[must_use]
    pub fn new(rules: Arc<Ruleset>) -> Self {
        let library = Library::new(rules);
        let rules = &library.rules;
        let phrases = phrases_of_rules(rules);
        let mut of_rules = vec![false; rules.phrases.len()];
        for id in &phrases {
            of_rules[id.0 as usize] = true;
        }
        Self {
            index: Index::new(&library, &phrases),
            library,
            of_rules,
        }
    }

    /// The rules it was compiled from.
    #[must_use]
    pub fn rules(&self) -> &Ruleset {
        &self.library.rules
    }

    /// Finds the phrases of all rules in `document`, in one pass.
    #[must_use]
    pub fn scan<'a>(&'a self, document: &'a Document) -> Scan<'a> {
        let (hits, pieces) = pass::hits(&self.library, &self.index, document);
        Scan::new(document, self, hits, pieces)
    }

    fn library(&self) -> &Library {
        &self.library
    }

    /// Whether the pass looks for `phrase`, because a rule does.
    fn is_of_rule(&self, phrase: PhraseId) -> bool {
        self.of_rules[phrase.0 as usize]
    }
}

#[cfg(test)]
mod tests;
