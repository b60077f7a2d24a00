//! Built-in lists as they are stored: read, checked and stacked when the tool is built.
//!
//! A run puts them into its stack as they are. What a rule says and how a phrase is made up is decoded
//! when it is first looked at, which of most of them is never. A list that stands alone when the tool
//! is built means the same in any stack: its own names come before those of other lists, and what later
//! lists and configs change is changed in the stack.

mod encode;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::ahead::{self, Kept, Written};
use super::late::{Late, Make};
use super::model::{VerbForms, Wordlist};
use super::ruleset::{Instead, Name, NameId, Near, Pattern, PhraseId, Rule, Ruleset, Term, Unless};
use crate::position::narrow::narrow;

pub use encode::{Told, ToldOfList, encoded};

/// A list as written, encoded.
#[derive(Debug, Clone)]
pub struct StoredList(pub &'static [u8]);

impl Make<Wordlist> for StoredList {
    fn make(&self) -> Wordlist {
        decoded(self.0)
    }
}

/// A list, stacked alone. Its phrases and names are numbered from 0 on.
#[derive(Debug, Serialize, Deserialize)]
pub struct Ready<'s> {
    /// Its name.
    pub name: &'s str,
    /// Its title.
    pub title: Option<&'s str>,
    /// Its version.
    pub version: Option<&'s str>,
    /// Its notice.
    pub notice: Option<&'s str>,
    /// Verb forms that it gives, by base form.
    pub verbs: BTreeMap<String, VerbForms>,
    #[serde(borrow)]
    names: Vec<StoredName<'s>>,
    rules: Vec<StoredRule<'s>>,
    phrases: Vec<StoredPhrase<'s>>,
    /// Those of its phrases that stand in other built-in lists too, ascending, each with the number by
    /// which all of these know it.
    shared: Vec<(u32, u32)>,
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredName<'s> {
    id: &'s str,
    spelling: &'s str,
    spellings: Vec<u32>,
    not: Vec<u32>,
    /// How it is spelt, encoded by the engine.
    spelt: &'s [u8],
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredRule<'s> {
    id: &'s str,
    phrases: Vec<u32>,
    when: Vec<u32>,
    /// The [`Rule`], encoded.
    rule: &'s [u8],
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredPhrase<'s> {
    /// [`StoredPattern`], encoded.
    pattern: &'s [u8],
    /// [`Stored`](super::ahead::Stored), encoded; empty if it is not known.
    told: &'s [u8],
    /// What finds it in plain texts, if it is an expression of which that was stored.
    #[serde(borrow)]
    machines: Option<Machines<'s>>,
}

/// Two machines that find an expression in plain texts: one where it ends, the other, which reads
/// backwards from there, where it begins. As `regex_automata` stores them.
pub type Machines<'s> = (&'s [u8], &'s [u8]);

#[derive(Debug, Serialize, Deserialize)]
struct StoredPattern<'s> {
    written: &'s str,
    /// The phrase, encoded.
    phrase: &'s [u8],
    exact: bool,
    /// What its names mean.
    #[serde(borrow)]
    names: Vec<(&'s str, u32)>,
}

/// A list that was stored, in a stack.
#[derive(Debug)]
pub struct Stacked {
    ready: Arc<Ready<'static>>,
    /// Its place among the lists of the stack.
    list: usize,
    /// The phrases of the stack that its own are.
    phrases: Vec<PhraseId>,
    /// Where its names begin among those of the stack.
    first_name: u32,
}

/// The phrases of the stack that several built-in lists share, by their numbers.
pub type Shared = BTreeMap<u32, PhraseId>;

/// A rule of a list that was stored.
#[derive(Debug, Clone)]
pub struct RuleAt {
    stacked: Arc<Stacked>,
    at: usize,
}

/// A phrase of a list that was stored.
#[derive(Debug, Clone)]
pub struct PatternAt {
    stacked: Arc<Stacked>,
    at: usize,
}

impl Stacked {
    /// Puts a list into `set` as its list number `list`.
    pub fn push(ready: &Arc<Ready<'static>>, list: usize, set: &mut Ruleset, shared: &mut Shared) {
        let first = set.phrases.len();
        let mut new = Vec::with_capacity(ready.phrases.len());
        let mut known = ready.shared.iter().peekable();
        let mut phrases = Vec::with_capacity(ready.phrases.len());
        for at in 0..ready.phrases.len() {
            let next = PhraseId(narrow(first + new.len()));
            let number = known.next_if(|(own, _)| *own as usize == at);
            let id = number.map_or(next, |(_, number)| *shared.entry(*number).or_insert(next));
            if id == next {
                new.push(at);
            }
            phrases.push(id);
        }
        let stacked = Arc::new(Self {
            ready: Arc::clone(ready),
            list,
            phrases,
            first_name: narrow(set.names.len()),
        });
        set.phrases.extend(new.into_iter().map(|at| {
            Late::new(PatternAt {
                stacked: Arc::clone(&stacked),
                at,
            })
        }));
        set.names.extend(ready.names.iter().map(|name| Name {
            id: name.id.to_owned(),
            spelling: name.spelling.to_owned(),
            spellings: stacked.ids(&name.spellings).collect(),
            not: stacked.ids(&name.not).collect(),
        }));
        set.rules.extend((0..ready.rules.len()).map(|at| {
            Late::new(RuleAt {
                stacked: Arc::clone(&stacked),
                at,
            })
        }));
        for (base, forms) in &ready.verbs {
            set.verbs.insert(base.clone(), forms.clone());
        }
        set.stacked.push(stacked);
    }

    /// How the name is spelt, if it is one of this list and that holds in `rules`, the ruleset of its
    /// stack.
    pub(super) fn spelt(&self, name: NameId, rules: &Ruleset) -> Option<&'static [u8]> {
        let own = name.0.checked_sub(self.first_name)?;
        let stored = self.ready.names.get(own as usize)?;
        // A spelling may have verbs, and names that have more spellings.
        let holds = !rules.names_added && rules.verbs == self.ready.verbs;
        holds.then_some(stored.spelt)
    }

    fn ids<'i>(&'i self, own: &'i [u32]) -> impl Iterator<Item = PhraseId> + 'i {
        own.iter().map(|own| self.phrases[*own as usize])
    }

    fn near(&self, near: &mut Near) {
        for term in &mut near.terms {
            match term {
                Term::Phrase(phrase) => self.phrase(phrase),
                Term::Name(name) => self.name(name),
            }
        }
    }

    /// Makes of the number of a phrase of the list that of the stack.
    fn phrase(&self, id: &mut PhraseId) {
        *id = self.phrases[id.0 as usize];
    }

    /// Makes of the number of a name of the list that of the stack.
    const fn name(&self, id: &mut NameId) {
        id.0 += self.first_name;
    }
}

impl Late<Rule, RuleAt> {
    /// The id of the rule, for which what is stored of it is not made.
    #[must_use]
    pub fn id(&self) -> &str {
        self.stored().map_or_else(|| self.id.as_str(), RuleAt::id)
    }
}

impl RuleAt {
    /// The id of the rule.
    #[must_use]
    pub fn id(&self) -> &str {
        self.stacked.ready.rules[self.at].id
    }

    /// The list of the rule among those of the stack.
    #[must_use]
    pub fn list(&self) -> usize {
        self.stacked.list
    }

    /// The phrases of the rule.
    pub fn phrases(&self) -> impl Iterator<Item = PhraseId> {
        self.stacked.ids(&self.stacked.ready.rules[self.at].phrases)
    }

    /// The phrases under `when` of the rule.
    pub fn when(&self) -> impl Iterator<Item = PhraseId> {
        self.stacked.ids(&self.stacked.ready.rules[self.at].when)
    }
}

impl Make<Rule> for RuleAt {
    fn make(&self) -> Rule {
        let (stacked, stored) = (&*self.stacked, &self.stacked.ready.rules[self.at]);
        let mut rule: Rule = decoded(stored.rule);
        rule.list = stacked.list;
        rule.phrases.iter_mut().for_each(|id| stacked.phrase(id));
        rule.when.iter_mut().for_each(|id| stacked.phrase(id));
        rule.near.iter_mut().for_each(|near| stacked.near(near));
        for unless in &mut rule.unless {
            match unless {
                Unless::Phrase(phrases) => phrases.iter_mut().for_each(|id| stacked.phrase(id)),
                Unless::Near(near) => stacked.near(near),
                Unless::Mentioned | Unless::Negated | Unless::Cited | Unless::Asked => {}
            }
        }
        for Instead { replace, names, .. } in &mut rule.instead {
            if let Some(id) = replace {
                stacked.phrase(id);
            }
            for id in names.values_mut() {
                stacked.name(id);
            }
        }
        rule
    }
}

impl PatternAt {
    /// What was told of the phrase, if that was stored and holds in `rules`, the ruleset of its stack: to
    /// be read as an [`Outline`](super::ahead::Outline) or a [`FoundBy`](super::ahead::FoundBy).
    #[must_use]
    pub fn told(&self, rules: &Ruleset) -> Option<&'static [u8]> {
        let ready = &self.stacked.ready;
        ahead::holding(ready.phrases[self.at].told, &ready.verbs, rules)
    }

    /// What finds the phrase in plain texts, if it is an expression of which that was stored.
    #[must_use]
    pub fn machines(&self) -> Option<Machines<'static>> {
        self.stacked.ready.phrases[self.at].machines
    }
}

impl Make<Pattern> for PatternAt {
    fn make(&self) -> Pattern {
        let stored: StoredPattern<'static> = decoded(self.stacked.ready.phrases[self.at].pattern);
        let names = stored.names.iter().map(|(name, id)| {
            let id = NameId(id + self.stacked.first_name);
            ((*name).to_owned(), id)
        });
        Pattern {
            names: names.collect(),
            phrase: Kept::new(Written {
                written: stored.written,
                phrase: stored.phrase,
            }),
            exact: stored.exact,
        }
    }
}

/// What the build script encoded, and decoded to see that it can be.
#[expect(
    clippy::expect_used,
    reason = "the build fails where what it stores cannot be decoded"
)]
fn decoded<T: Deserialize<'static>>(bytes: &'static [u8]) -> T {
    postcard::from_bytes(bytes).expect("what the build script has decoded")
}
