//! Phrases as the lists write them, parsed, with what their `@names` mean.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Layer, Stack};
use crate::position::narrow::narrow;
use crate::wordlist::ahead::names_in;
use crate::wordlist::model::{At, Name};
use crate::wordlist::parse;
use crate::wordlist::phrase::{Body, Element};
use crate::wordlist::place::{inside, phrase_problem};
use crate::wordlist::problem::{File, Problem, did_you_mean, listed};
use crate::wordlist::ruleset::{NameId, Pattern, PhraseId};

impl Stack {
    /// Parses a phrase and keeps it; says what is wrong with it. The same phrase is kept once, because
    /// the engine looks for everything that is kept, and lists ask the same things in many rules.
    pub(super) fn pattern(
        &mut self,
        written: &At<String>,
        exact: bool,
        file: &Arc<File>,
    ) -> Option<PhraseId> {
        if let Some(known) = self.kept.get(written.value.as_str()) {
            let means_the_same = |names: &BTreeMap<String, NameId>| {
                names
                    .iter()
                    .all(|(name, id)| self.scope.get(name) == Some(id))
            };
            let same = known.iter().find(|&&id| {
                let pattern = self.set.pattern(id);
                pattern.exact == exact && means_the_same(&pattern.names)
            });
            if let Some(&id) = same {
                return Some(id);
            }
        }
        let pattern = self.read(written, exact, file)?;
        let id = PhraseId(narrow(self.set.phrases.len()));
        self.kept.entry(written.value.clone()).or_default().push(id);
        self.set.phrases.push(pattern.into());
        Some(id)
    }

    /// Parses phrases and keeps them.
    pub(super) fn patterns(
        &mut self,
        written: &[At<String>],
        exact: bool,
        file: &Arc<File>,
    ) -> Vec<PhraseId> {
        written
            .iter()
            .filter_map(|text| self.pattern(text, exact, file))
            .collect()
    }

    /// Parses a phrase and resolves its names.
    fn read(&mut self, written: &At<String>, exact: bool, file: &Arc<File>) -> Option<Pattern> {
        match parse::parse(&written.value) {
            Ok(phrase) => Some(Pattern {
                names: self.names_used(&names_in(&phrase), written, file)?,
                phrase: phrase.into(),
                exact,
            }),
            Err(error) => {
                self.problems.push(phrase_problem(written, &error, file));
                None
            }
        }
    }

    /// What the names `wanted` of a phrase mean; `None` if one of them is not known, which is said.
    pub(super) fn names_used(
        &mut self,
        wanted: &[&str],
        written: &At<String>,
        file: &Arc<File>,
    ) -> Option<BTreeMap<String, NameId>> {
        let mut names = BTreeMap::new();
        let mut all_known = true;
        for &name in wanted {
            if let Some(&id) = self.scope.get(name) {
                names.insert(name.to_owned(), id);
            } else {
                let problem = self.unknown_name(name, written, file);
                self.problems.push(problem);
                all_known = false;
            }
        }
        all_known.then_some(names)
    }

    fn unknown_name(&self, name: &str, written: &At<String>, file: &Arc<File>) -> Problem {
        let at = written
            .value
            .find(&format!("@{name}"))
            .map_or(0..written.value.len(), |at| at..at + name.len() + 1);
        let known = || self.scope.keys().map(String::as_str);
        let help = if self.scope.is_empty() {
            format!("say how it is spelt:   names: {{{name}: [its spellings]}}")
        } else {
            format!("known here: {}", listed(known()))
        };
        Problem::error(
            file,
            inside(file, written, &at),
            format!("no list in force knows the name “@{name}”"),
        )
        .label(did_you_mean(name, known()).unwrap_or_else(|| "not known".to_owned()))
        .help(help)
    }

    /// How `name` is written whose spellings are other names: as the first of those that can be.
    pub(super) fn spelling_by_names(&self, name: NameId) -> Option<String> {
        let mut spellings = self.set.name(name).spellings.iter();
        spellings.find_map(|&spelling| {
            let pattern = self.set.pattern(spelling);
            let Body::Words(elements) = &pattern.phrase.body else {
                return None;
            };
            words_of(elements, &|used| {
                let used = pattern.names.get(used)?;
                let written = &self.set.name(*used).spelling;
                (!written.is_empty()).then(|| written.clone())
            })
        })
    }

    /// Adds the spellings of a config to the names of this id.
    pub(super) fn more_spellings(&mut self, id: &str, written: &At<Name>, layer: &Layer) {
        let Some(names) = self.by_id.get(id).cloned() else {
            let known = || self.by_id.keys().map(String::as_str);
            let problem = Problem::error(
                &layer.file,
                written.start..written.start + id.len(),
                format!("no list in force has a name “{id}” to add to"),
            )
            .label(did_you_mean(id, known()).unwrap_or_else(|| "not known".to_owned()))
            .help(format!("known: {}", listed(known())));
            self.problems.push(problem);
            return;
        };
        self.set.names_added = true;
        for name in names {
            if let Some(not) = written.value.not.first()
                && let Some(rule) = self.locked_with(name)
            {
                let problem = Problem::error(
                    &layer.file,
                    not.range(),
                    format!("“{rule}” is locked, and this would narrow it"),
                )
                .label(format!("the rule is about @{id}"))
                .help("remove this, or ask the list's owner to add it there");
                self.problems.push(problem);
                continue;
            }
            self.spellings(name, &written.value, &layer.file);
        }
    }

    /// A locked rule that speaks of `name`.
    fn locked_with(&self, name: NameId) -> Option<String> {
        use crate::wordlist::ruleset::Term;
        self.set
            .rules
            .iter()
            .find(|rule| {
                let terms = rule.near.iter().flat_map(|near| &near.terms);
                rule.locked
                    && (terms.into_iter().any(|&term| term == Term::Name(name))
                        || rule.phrases.iter().chain(&rule.when).any(|&id| {
                            self.set
                                .pattern(id)
                                .names
                                .values()
                                .any(|&used| used == name)
                        }))
            })
            .map(|rule| rule.id.clone())
    }
}

/// A spelling as it is to be written: of choices the first, nothing that may be absent, no escapes;
/// `None` if only a text knows what stands there.
pub(super) fn to_write(written: &str) -> Option<String> {
    match parse::parse(written).ok()?.body {
        Body::Words(elements) if is_plain(&elements) => Some(written.replace('\\', "")),
        Body::Words(elements) => words_of(&elements, &|_| None),
        Body::Regex(_) => None,
    }
}

/// Whether a phrase is words alone, so that their spacing is as it was written.
fn is_plain(elements: &[Element]) -> bool {
    elements.iter().all(|element| {
        matches!(
            element,
            Element::Word { ending: None, .. } | Element::Mark(_)
        )
    })
}

/// The words of a spelling; `spelt` says how the names in it are written.
fn words_of(elements: &[Element], spelt: &impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut words: Vec<String> = Vec::new();
    for element in elements {
        match element {
            Element::Word { text, .. } => words.push(text.clone()),
            Element::Verb { base, .. } => words.extend(base.iter().cloned()),
            Element::Mark(mark) => words.last_mut()?.push(*mark),
            Element::Gap(_) | Element::Group { optional: true, .. } => {}
            Element::Group { options, .. } => words.push(words_of(options.first()?, spelt)?),
            Element::Name(name) => words.push(spelt(name)?),
            Element::Prefix(_) | Element::AnyWord | Element::Number => return None,
        }
    }
    Some(words.join(" "))
}
