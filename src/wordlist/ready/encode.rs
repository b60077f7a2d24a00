//! Storing a list: done when the tool is built, and never in a run, which only reads what was stored.

use super::{Ready, StoredName, StoredPattern, StoredPhrase, StoredRule};
use crate::wordlist::ahead::Stored;
use crate::wordlist::phrase::Phrase;
use crate::wordlist::ruleset::{Pattern, PhraseId, Rule, Ruleset};

/// What is told of a phrase when the tool is built.
#[derive(Debug, Default)]
pub struct Told {
    /// [`Stored`], encoded.
    pub phrase: Vec<u8>,
    /// [`Machines`](super::Machines), if it is an expression for which they are small.
    pub machines: Option<(Vec<u8>, Vec<u8>)>,
}

/// What is told of a list when the tool is built.
#[derive(Debug)]
pub struct ToldOfList {
    /// Of each of its phrases.
    pub phrases: Vec<Told>,
    /// How each of its names is spelt, encoded by the engine.
    pub names: Vec<Vec<u8>>,
}

/// Encodes the only list of `set` as [`Ready`]; `shared` gives the phrases that stand in other
/// built-in lists too their number.
///
/// # Errors
/// That something cannot be encoded, or decoded again.
pub fn encoded(
    set: &Ruleset,
    told: &ToldOfList,
    shared: impl Fn(&Pattern) -> Option<u32>,
) -> Result<Vec<u8>, postcard::Error> {
    let Some(list) = set.lists.first() else {
        return Err(postcard::Error::SerializeBufferFull);
    };
    let rules: Vec<Vec<u8>> = set
        .rules
        .iter()
        .map(|rule| postcard::to_stdvec(&**rule))
        .collect::<Result<_, _>>()?;
    let patterns: Vec<Vec<u8>> = set
        .phrases
        .iter()
        .map(|pattern| {
            let phrase = postcard::to_stdvec(&*pattern.phrase)?;
            let names = pattern.names.iter();
            postcard::to_stdvec(&StoredPattern {
                written: &pattern.phrase.written,
                phrase: &phrase,
                exact: pattern.exact,
                names: names.map(|(name, id)| (name.as_str(), id.0)).collect(),
            })
        })
        .collect::<Result<_, _>>()?;
    let numbers = |ids: &[PhraseId]| ids.iter().map(|id| id.0).collect();
    let ready = Ready {
        name: &list.name,
        title: list.title.as_deref(),
        version: list.version.as_deref(),
        notice: list.notice.as_deref(),
        verbs: set.verbs.clone(),
        names: set
            .names
            .iter()
            .zip(&told.names)
            .map(|(name, spelt)| StoredName {
                id: &name.id,
                spelling: &name.spelling,
                spellings: numbers(&name.spellings),
                not: numbers(&name.not),
                spelt,
            })
            .collect(),
        rules: set
            .rules
            .iter()
            .zip(&rules)
            .map(|(rule, encoded)| StoredRule {
                id: &rule.id,
                phrases: numbers(&rule.phrases),
                when: numbers(&rule.when),
                rule: encoded,
            })
            .collect(),
        phrases: patterns
            .iter()
            .zip(&told.phrases)
            .map(|(pattern, told)| StoredPhrase {
                pattern,
                told: &told.phrase,
                machines: told
                    .machines
                    .as_ref()
                    .map(|(ends, begins)| (&**ends, &**begins)),
            })
            .collect(),
        shared: (0..)
            .zip(&set.phrases)
            .filter_map(|(at, pattern)| Some((at, shared(pattern)?)))
            .collect(),
    };
    let encoded = postcard::to_stdvec(&ready)?;
    decodes(&encoded)?;
    Ok(encoded)
}

/// Decodes all of a list, its parts too.
fn decodes(encoded: &[u8]) -> Result<(), postcard::Error> {
    let ready: Ready<'_> = postcard::from_bytes(encoded)?;
    for rule in &ready.rules {
        postcard::from_bytes::<Rule>(rule.rule)?;
    }
    for phrase in &ready.phrases {
        let pattern: StoredPattern<'_> = postcard::from_bytes(phrase.pattern)?;
        postcard::from_bytes::<Phrase>(pattern.phrase)?;
        if !phrase.told.is_empty() {
            postcard::from_bytes::<Stored<'_>>(phrase.told)?;
        }
    }
    Ok(())
}
