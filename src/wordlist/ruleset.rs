//! The rules of a run: all its lists, stacked, with the config applied and every name resolved.
//!
//! Matching and judging see rules only in this form. Ids here are indexes, so that hits are small
//! and nothing is looked up by text.

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

mod uses;

pub use uses::{Use, Uses, Weight};

use super::ahead::{FoundBy, Kept, Outline};
use super::late::Late;
use super::model::{Effective, Place, Severity, VerbForms, Verdict, Within};
use super::phrase::Phrase;
use super::ready::{Machines, PatternAt, RuleAt, Stacked};
use super::text::Text;
use std::collections::BTreeMap;

/// Index into [`Ruleset::rules`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u32);

/// Index into [`Ruleset::names`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NameId(pub u32);

/// Index into [`Ruleset::phrases`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PhraseId(pub u32);

/// All rules in force for a run.
#[derive(Debug, Clone, Default)]
pub struct Ruleset {
    /// The lists, in the order they were named.
    pub lists: Vec<ListInfo>,
    /// The rules, in the order of their lists and files.
    pub rules: Vec<Late<Rule, RuleAt>>,
    /// Names, resolved: each with the spellings in force.
    pub names: Vec<Name>,
    /// Every phrase of every rule, condition and rewrite; `Element::Name` in them is resolved by `Pattern::names`.
    pub phrases: Vec<Late<Pattern, PatternAt>>,
    /// Verb forms that lists gave, by base form.
    pub verbs: BTreeMap<String, VerbForms>,
    /// Whether a config added spellings to a name.
    pub names_added: bool,
    /// The lists of them that were stored.
    pub stacked: Vec<Arc<Stacked>>,
    /// Which rules look for a phrase; made by [`Ruleset::uses`] when it is first asked for.
    pub uses: OnceLock<Uses>,
}

/// What a report says of a list.
#[derive(Debug, Clone)]
pub struct ListInfo {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// SHA-256 of its YAML, in hex.
    pub digest: String,
    /// Its path as given; none if it is built in.
    pub path: Option<String>,
    /// Its YAML, to point into.
    pub yaml: Text,
    /// Its notice.
    pub notice: Option<String>,
}

/// A phrase in force.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// The phrase.
    pub phrase: Kept,
    /// Capitals and separators count.
    pub exact: bool,
    /// What `@names` in it mean, by their written name.
    pub names: BTreeMap<String, NameId>,
}

/// A name in force.
#[derive(Debug, Clone, Default)]
pub struct Name {
    /// Its id as lists write it, without `@`.
    pub id: String,
    /// How to write it: its first spelling.
    pub spelling: String,
    /// Spellings that count: any-case ones, exact ones and misspellings.
    pub spellings: Vec<PhraseId>,
    /// Longer spellings that take a hit out.
    pub not: Vec<PhraseId>,
}

/// A rule in force. Texts are as the list wrote them.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a key of its own in the list, and none excludes another"
)]
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rule {
    /// `list/rule`.
    pub id: String,
    /// Index into [`Ruleset::lists`].
    pub list: usize,
    /// Line of the list's YAML where it stands, 1-based.
    pub line: usize,
    /// What it says of its phrases.
    pub verdict: Verdict,
    /// Its phrases; for `require` what must be said.
    pub phrases: Vec<PhraseId>,
    /// For `require`: what makes them necessary.
    pub when: Vec<PhraseId>,
    /// For `require`: only the first use.
    pub first_only: bool,
    /// For `require`: how far away.
    pub within: Within,
    /// What must be nearby.
    pub near: Option<Near>,
    /// What lets a hit through.
    pub unless: Vec<Unless>,
    /// Kinds of blocks; all where empty.
    pub places: Vec<Place>,
    /// Rewrites, best first.
    pub instead: Vec<Instead>,
    /// Rewrites are shown, never applied.
    pub apply_never: bool,
    /// What to do.
    pub advice: Option<String>,
    /// The finding's first line.
    pub message: Option<String>,
    /// Why.
    pub because: Option<String>,
    /// Who says so; always there (an unnamed source is the list's file and line).
    pub source: super::model::Source,
    /// Whom to ask.
    pub owner: Option<String>,
    /// Its weight.
    pub severity: Severity,
    /// Shown, but never fails a run.
    pub draft: bool,
    /// Dates.
    pub effective: Effective,
    /// Readers; all where empty.
    pub audience: Vec<String>,
    /// Media; all where empty.
    pub channel: Vec<String>,
    /// Markets; all where empty.
    pub market: Vec<String>,
    /// Later lists and configs may not weaken it.
    pub locked: bool,
    /// Capitals and separators count.
    pub exact: bool,
    /// Turned off by a later list or the config.
    pub off: bool,
    /// What changed it: `copydesk.yaml:14 (severity error, was warning)`.
    pub changed_by: Vec<String>,
    /// When it must be looked at again.
    pub review_by: Option<super::model::Day>,
    /// Its own tests, as written.
    pub examples: super::model::Examples,
}

/// What must stand near a hit.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Near {
    /// Phrases or names.
    pub terms: Vec<Term>,
    /// All of them, not any.
    pub all: bool,
    /// Where; never empty.
    pub within: Vec<Within>,
}

/// A phrase or a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Term {
    /// A phrase.
    Phrase(PhraseId),
    /// A name.
    Name(NameId),
}

/// What lets a hit through.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Unless {
    /// It is spoken of, not used.
    Mentioned,
    /// Its verb is negated.
    Negated,
    /// A source is given.
    Cited,
    /// It is asked about, not claimed.
    Asked,
    /// One of these covers it.
    Phrase(Vec<PhraseId>),
    /// Something stands near it.
    Near(Near),
}

/// A rewrite.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Instead {
    /// What is replaced, where it covers the hit; none: exactly the hit.
    pub replace: Option<PhraseId>,
    /// What is written: parsed with the phrase language, so that it can name slots.
    pub with: Phrase,
    /// What `@names` in `with` mean.
    pub names: BTreeMap<String, NameId>,
}

impl Ruleset {
    /// The rule of this id.
    #[must_use]
    pub fn rule(&self, id: RuleId) -> &Rule {
        &self.rules[id.0 as usize]
    }

    /// Every phrase that a rule looks for, with each such rule; a phrase that serves only a condition,
    /// a name or a rewrite has none.
    #[must_use]
    pub fn uses(&self) -> &Uses {
        self.uses.get_or_init(|| self.index_uses())
    }

    fn index_uses(&self) -> Uses {
        let mut all = Vec::with_capacity(self.phrases.len());
        for (rule, found) in (0..).map(RuleId).zip(&self.rules) {
            let uses = |when, plain| {
                move |phrase| Use {
                    phrase,
                    rule,
                    when,
                    plain,
                }
            };
            // What is stored is not made to tell more: there are few such rules.
            if let Some(stored) = found.stored() {
                all.extend(stored.phrases().map(uses(false, None)));
                all.extend(stored.when().map(uses(true, None)));
            } else {
                let plain = Weight::plain(found);
                all.extend(found.phrases.iter().copied().map(uses(false, plain)));
                all.extend(found.when.iter().copied().map(uses(true, plain)));
            }
        }
        all.into_iter().collect()
    }

    /// How many rules of list number `list` are in force.
    #[must_use]
    pub fn in_force(&self, list: usize) -> usize {
        let is_in_force = |rule: &&Late<Rule, RuleAt>| match rule.stored() {
            // What was stored is turned off by nothing but a change.
            Some(stored) => stored.list() == list,
            None => rule.list == list && !rule.off,
        };
        self.rules.iter().filter(is_in_force).count()
    }

    /// What was told of the phrase when the tool was built, if it still holds: to be read as an
    /// [`Outline`] or a [`FoundBy`].
    #[must_use]
    pub fn told(&self, id: PhraseId) -> Option<&'static [u8]> {
        self.phrases[id.0 as usize].stored()?.told(self)
    }

    /// What the phrase is found by, if that was stored when the tool was built and still holds.
    #[must_use]
    pub fn found_by(&self, id: PhraseId) -> Option<FoundBy<'static>> {
        FoundBy::of(self.told(id)?)
    }

    /// What is known of the phrase before it is followed, if that was stored when the tool was built
    /// and still holds.
    #[must_use]
    pub fn outline(&self, id: PhraseId) -> Option<Outline<'static>> {
        Outline::of(self.told(id)?)
    }

    /// What finds the phrase in plain texts, if it is an expression of which that was stored.
    #[must_use]
    pub fn machines(&self, id: PhraseId) -> Option<Machines<'static>> {
        self.phrases[id.0 as usize].stored()?.machines()
    }

    /// How the name is spelt, encoded by the engine, if that was stored when the tool was built and
    /// still holds.
    #[must_use]
    pub fn spelt(&self, id: NameId) -> Option<&'static [u8]> {
        let mut lists = self.stacked.iter();
        lists.find_map(|list| list.spelt(id, self))
    }

    /// The name of this id.
    #[must_use]
    pub fn name(&self, id: NameId) -> &Name {
        &self.names[id.0 as usize]
    }

    /// The phrase of this id.
    #[must_use]
    pub fn pattern(&self, id: PhraseId) -> &Pattern {
        &self.phrases[id.0 as usize]
    }
}
