//! Phrases made ready when the tool is built, so that a run parses none of them again, and decodes and
//! compiles only those that it comes across.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::late::{Late, Make};
use super::model::VerbForms;
use super::parse;
use super::phrase::{Body, Element, Needed, Phrase};
use super::plain::Plain;
use super::ruleset::Ruleset;

pub mod found_by;

pub use found_by::{Around, FoundBy, Literal};

/// What is known of a phrase, and what that depends on. What is asked for by itself can be read by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored<'s> {
    /// What it depends on.
    #[serde(borrow)]
    pub depends: Depends<'s>,
    /// What is known of it before it is followed.
    pub outline: Outline<'s>,
    /// What it is found by.
    pub found_by: FoundBy<'s>,
}

/// What must not have changed if that is to hold which is known of a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Depends<'s> {
    /// Whether it depends on how names are spelt.
    pub on_names: bool,
    /// Verbs, by base form, on whose forms it may depend.
    #[serde(borrow)]
    pub on_verbs: Vec<&'s str>,
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

impl<'s> Outline<'s> {
    /// What is known of a phrase, from what [`holding`] gave.
    #[must_use]
    pub fn of(stored: &'s [u8]) -> Option<Self> {
        Some(postcard::take_from_bytes(stored).ok()?.0)
    }
}

impl<'s> FoundBy<'s> {
    /// What a phrase is found by, from what [`holding`] gave.
    #[must_use]
    pub fn of(stored: &'s [u8]) -> Option<Self> {
        let (_, rest) = postcard::take_from_bytes::<Outline<'s>>(stored).ok()?;
        postcard::from_bytes(rest).ok()
    }
}

/// What `stored`, a [`Stored`], tells, if it tells something that holds in `rules`; `verbs` are the forms
/// that were given when it was stored.
#[must_use]
pub fn holding<'s>(
    stored: &'s [u8],
    verbs: &BTreeMap<String, VerbForms>,
    rules: &Ruleset,
) -> Option<&'s [u8]> {
    if stored.is_empty() {
        return None;
    }
    let (depends, rest) = postcard::take_from_bytes::<Depends<'s>>(stored).ok()?;
    // The spellings of a name may have verbs too.
    let same = |verb: &&str| rules.verbs.get(*verb) == verbs.get(*verb);
    let holds = rules.verbs == *verbs || !depends.on_names && depends.on_verbs.iter().all(same);
    (holds && !(depends.on_names && rules.names_added)).then_some(rest)
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
