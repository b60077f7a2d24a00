//! Phrases made ready when the tool is built, so that a run parses none of them again, and decodes and
//! compiles only those that it comes across.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::late::{Late, Make};
use super::model::VerbForms;
use super::parse;
use super::phrase::{Body, Edge, Element, Needed, Phrase};
use super::plain::Plain;
use super::ruleset::Ruleset;

/// What a phrase is found by in a text, and what that depends on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored<'s> {
    /// Whether it depends on how names are spelt.
    pub of_names: bool,
    /// Verbs, by base form, on whose forms it may depend.
    #[serde(borrow)]
    pub verbs: Vec<&'s str>,
    /// What it is found by.
    pub found_by: FoundBy<'s>,
    /// What is known of it before it is followed.
    #[serde(borrow)]
    pub outline: Outline<'s>,
}

/// What is known of a phrase before it is followed, encoded by the engine that follows it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline<'s> {
    /// Where it can begin, seen from what it is found by.
    pub reach: &'s [u8],
    /// What must stand around it.
    pub needs: &'s [u8],
    /// What it can begin with.
    pub opening: &'s [u8],
}

/// What a phrase is found by in a text: all literals folded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FoundBy<'s> {
    /// By the word that is all of it, a plain one in any case.
    Whole(&'s str),
    /// By literals of which one stands in every match.
    Around {
        /// Which step of the phrase they are, 0-based.
        step: usize,
        /// The literals.
        #[serde(borrow)]
        literals: Vec<Literal<'s>>,
        /// Where these are not rare, what stands around them, if that can be told.
        around: Option<Around>,
    },
    /// It is an expression, and one of these stands in every match, with what stands right before it
    /// and after it; none if they cannot be told.
    Expression(#[serde(borrow)] Vec<(&'s str, Edge, Edge)>),
    /// By nothing: it may begin at any word.
    Anything,
    /// It is nowhere: it speaks of a name that is not there.
    Nothing,
}

/// A literal that a phrase is found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Literal<'s> {
    /// Folded.
    pub text: &'s str,
    /// Whether more of the word may follow.
    pub is_prefix: bool,
    /// What stands for the pieces of text right before and right after it; 0 where any may stand.
    pub beside: (u16, u16),
}

/// Pieces of text of which one stands near what a phrase is found by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Around {
    /// Whether it stands before it, or else after it.
    pub is_before: bool,
    /// How many words there are at most from the one to the other, those of both counted.
    pub within: usize,
    /// What stands for the pieces.
    pub pieces: Vec<u16>,
}

/// A phrase that was parsed, or one that was stored and is decoded when it is first looked at.
pub type Kept = Late<Phrase, Written>;

/// A phrase as it is stored.
#[derive(Debug, Clone)]
pub struct Written {
    /// As it was written.
    pub(super) written: &'static str,
    /// The phrase, encoded.
    pub(super) phrase: &'static [u8],
}

impl Make<Phrase> for Written {
    fn make(&self) -> Phrase {
        // A tool that was built by its own build script decodes what it stored.
        let decoded = postcard::from_bytes(self.phrase).ok();
        let phrase = decoded.or_else(|| parse::parse(self.written).ok());
        phrase.unwrap_or_else(|| Phrase {
            written: self.written.to_owned(),
            body: Body::Words(Vec::new()),
            needs: Needed::default(),
            plain: Plain::default(),
        })
    }
}

impl<'s> Stored<'s> {
    /// What was stored, if it holds in `rules`; `verbs` are the forms that were given when it was
    /// stored.
    #[must_use]
    pub fn of(
        bytes: &'s [u8],
        verbs: &BTreeMap<String, VerbForms>,
        rules: &Ruleset,
    ) -> Option<Self> {
        if bytes.is_empty() {
            return None;
        }
        let stored: Self = postcard::from_bytes(bytes).ok()?;
        // The spellings of a name may have verbs too.
        let holds = rules.verbs == *verbs
            || !stored.of_names
                && stored
                    .verbs
                    .iter()
                    .all(|verb| rules.verbs.get(*verb) == verbs.get(*verb));
        (holds && !(stored.of_names && rules.names_added)).then_some(stored)
    }
}

/// The names in a phrase, without `@`, in its order.
#[must_use]
pub fn names_in(phrase: &Phrase) -> Vec<&str> {
    let mut found = Vec::new();
    phrase.each(&mut |element| {
        if let Element::Name(name) = element {
            found.push(name.as_str());
        }
    });
    found
}
