//! Phrases made ready when the tool is built: what a built-in list stores beside its rules, so that a
//! run parses none of them again, and decodes and compiles only those that it comes across.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::model::{At, Unless, VerbForms, Wordlist};
use super::parse;
use super::phrase::{Body, Element, Phrase};
use super::place::phrase_problem;
use super::problem::{File, Problem};

/// The phrases of a list by what was written, each decoded when asked for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Ahead<'s> {
    /// Ascending by what was written.
    #[serde(borrow)]
    phrases: Vec<(&'s str, Entry<'s>)>,
}

/// A phrase as it is stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entry<'s> {
    /// The phrase, encoded.
    phrase: &'s [u8],
    /// The names in it, without `@`.
    #[serde(borrow)]
    names: Vec<&'s str>,
    /// [`Stored`], encoded; empty if it is not known.
    found_by: &'s [u8],
}

/// What a phrase of a rule is found by in a text, and what that depends on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored<'s> {
    /// Whether it was asked for an exact phrase.
    pub exact: bool,
    /// Whether it depends on how names are spelt.
    pub of_names: bool,
    /// Verbs, by base form, on whose forms it may depend.
    #[serde(borrow)]
    pub verbs: Vec<&'s str>,
    /// What it is found by.
    pub found_by: FoundBy<'s>,
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
        /// The literals; with whether more of the word may follow.
        #[serde(borrow)]
        literals: Vec<(&'s str, bool)>,
    },
    /// It is an expression, and one of these stands in every match; none if they cannot be told.
    Expression(#[serde(borrow)] Vec<&'s str>),
    /// It is an expression, and one of these stands in every match as a word.
    ExpressionOfWords(#[serde(borrow)] Vec<&'s str>),
    /// By nothing: it may begin at any word.
    Anything,
    /// It is nowhere: it speaks of a name that is not there.
    Nothing,
}

/// A phrase that was stored, and is decoded when it is first looked at, or one that was parsed.
#[derive(Debug, Clone)]
pub struct Kept {
    stored: Option<(&'static str, &'static [u8])>,
    phrase: OnceLock<Phrase>,
}

impl From<Phrase> for Kept {
    fn from(phrase: Phrase) -> Self {
        Self {
            stored: None,
            phrase: OnceLock::from(phrase),
        }
    }
}

impl Deref for Kept {
    type Target = Phrase;

    fn deref(&self) -> &Phrase {
        self.phrase.get_or_init(|| {
            let (written, bytes) = self.stored.unwrap_or_default();
            // A tool that was built by its own build script decodes what it stored.
            let decoded = postcard::from_bytes(bytes).ok();
            let phrase = decoded.or_else(|| parse::parse(written).ok());
            phrase.unwrap_or_else(|| Phrase {
                written: written.to_owned(),
                body: Body::Words(Vec::new()),
                needs: Vec::new(),
            })
        })
    }
}

/// A phrase of a built-in list, with what need not be decoded to know of it.
#[derive(Debug, Clone)]
pub struct Ready {
    /// The phrase.
    pub phrase: Kept,
    /// The names in it, without `@`.
    pub names: Vec<&'static str>,
    /// [`Stored`], encoded; empty if it is not known.
    pub found_by: &'static [u8],
}

impl Ahead<'static> {
    /// The phrase that was written so, if it was made ready.
    #[must_use]
    pub fn phrase(&self, written: &str) -> Option<Ready> {
        let at = self
            .phrases
            .binary_search_by_key(&written, |(known, _)| known)
            .ok()?;
        let (written, entry) = &self.phrases[at];
        Some(Ready {
            phrase: Kept {
                stored: Some((written, entry.phrase)),
                phrase: OnceLock::new(),
            },
            names: entry.names.clone(),
            found_by: entry.found_by,
        })
    }
}

impl<'s> Stored<'s> {
    /// What was stored, if it holds for a phrase that is exact or not, with these verb forms given
    /// and, if `names_added`, more spellings of names than the list has.
    #[must_use]
    pub fn of(
        bytes: &'s [u8],
        exact: bool,
        names_added: bool,
        given: &BTreeMap<String, VerbForms>,
    ) -> Option<FoundBy<'s>> {
        if bytes.is_empty() {
            return None;
        }
        let stored: Self = postcard::from_bytes(bytes).ok()?;
        let holds = stored.exact == exact
            && !(stored.of_names && names_added)
            && !stored.verbs.iter().any(|verb| given.contains_key(*verb));
        holds.then_some(stored.found_by)
    }
}

/// Parses every phrase of a list and encodes them as [`Ahead`]; `found_by` says of those of rules
/// what they are found by, by what was written, each encoded as [`Stored`].
///
/// # Errors
/// The phrases that cannot be read, each at its place.
pub fn encoded(
    list: &Wordlist,
    file: &Arc<File>,
    found_by: &BTreeMap<String, Vec<u8>>,
) -> Result<Vec<u8>, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut phrases: BTreeMap<&str, (Phrase, Vec<u8>)> = BTreeMap::new();
    for written in phrases_of(list) {
        match parse::parse(&written.value) {
            Ok(phrase) => match postcard::to_stdvec(&phrase) {
                Ok(bytes) => {
                    phrases.insert(&written.value, (phrase, bytes));
                }
                Err(error) => problems.push(Problem::error(
                    file,
                    written.range(),
                    format!("this phrase cannot be stored: {error}"),
                )),
            },
            Err(error) => problems.push(phrase_problem(written, &error, file)),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let entries = phrases.iter().map(|(written, (phrase, bytes))| {
        let entry = Entry {
            phrase: bytes,
            names: names_in(phrase),
            found_by: found_by.get(*written).map_or(&[], Vec::as_slice),
        };
        (*written, entry)
    });
    let ahead = Ahead {
        phrases: entries.collect(),
    };
    postcard::to_stdvec(&ahead).map_err(|error| {
        vec![Problem::plain(format!(
            "the phrases cannot be stored: {error}"
        ))]
    })
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

/// Everything in a list that is read as a phrase; rewrites are not.
fn phrases_of(list: &Wordlist) -> Vec<&At<String>> {
    let mut found: Vec<&At<String>> = Vec::new();
    for name in list.names.values() {
        let name = &name.value;
        found.extend(name.any.iter().chain(&name.exact).chain(&name.not));
        found.extend(name.misspelt.iter().map(|(wrong, _)| wrong));
    }
    for rule in &list.rules {
        found.extend(rule.phrases.iter().chain(&rule.when));
        found.extend(rule.near.iter().flat_map(|near| &near.phrases));
        for unless in &rule.unless {
            match unless {
                Unless::Phrase(phrases) => found.extend(phrases),
                Unless::Near(near) => found.extend(&near.phrases),
                Unless::Mentioned | Unless::Negated | Unless::Cited | Unless::Asked => {}
            }
        }
        found.extend(
            rule.instead
                .iter()
                .filter_map(|instead| instead.replace.as_ref()),
        );
    }
    found
}
