//! Phrases parsed when the tool is built: what a built-in list stores beside its rules, so that a
//! run decodes the phrases of the lists it names and parses none of them again.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::model::{At, Unless, Wordlist};
use super::parse;
use super::phrase::Phrase;
use super::place::phrase_problem;
use super::problem::{File, Problem};

/// The phrases of a list by what was written, each encoded on its own and decoded when asked for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Ahead<'s> {
    /// Ascending by what was written.
    #[serde(borrow)]
    phrases: Vec<(&'s str, &'s [u8])>,
}

impl Ahead<'_> {
    /// The phrase that was written so, if it was parsed ahead.
    #[must_use]
    pub fn phrase(&self, written: &str) -> Option<Phrase> {
        let at = self
            .phrases
            .binary_search_by_key(&written, |(known, _)| known)
            .ok()?;
        postcard::from_bytes(self.phrases[at].1).ok()
    }
}

/// Parses every phrase of a list and encodes them as [`Ahead`].
///
/// # Errors
/// The phrases that cannot be read, each at its place.
pub fn encoded(list: &Wordlist, file: &Arc<File>) -> Result<Vec<u8>, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut phrases: Vec<(&str, Vec<u8>)> = Vec::new();
    for written in phrases_of(list) {
        match parse::parse(&written.value) {
            Ok(phrase) => match postcard::to_stdvec(&phrase) {
                Ok(bytes) => phrases.push((&written.value, bytes)),
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
    phrases.sort();
    phrases.dedup();
    let ahead = Ahead {
        phrases: phrases
            .iter()
            .map(|(written, bytes)| (*written, bytes.as_slice()))
            .collect(),
    };
    postcard::to_stdvec(&ahead).map_err(|error| {
        vec![Problem::plain(format!(
            "the phrases cannot be stored: {error}"
        ))]
    })
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
