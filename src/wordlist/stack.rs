//! Stacking: the lists of a run and what its config changes, made into one [`Ruleset`].
//!
//! Here names are resolved, phrases parsed, rewrites held against what their phrases bind, and
//! changes applied, a locked rule excepted. All problems are said at once, each at its place in the
//! list or config that has it.

mod change;
mod patterns;
mod rewrite;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::load::Loaded;
use super::model::{self, At, Change, Effective, Severity, Source, Within};
use super::problem::{File, Problem};
use super::ready::{self, Stacked};
use super::ruleset::{
    Instead, ListInfo, Name, NameId, Near, PhraseId, Rule, Ruleset, Term, Unless,
};
use super::verbs;
use crate::position::LineIndex;
use crate::position::narrow::narrow;

/// What a config adds to the lists.
#[derive(Debug, Clone)]
pub struct Layer {
    /// The config, to point into.
    pub file: Arc<File>,
    /// More spellings for names of the lists.
    pub names: BTreeMap<String, At<model::Name>>,
    /// Changes to rules.
    pub changes: Vec<Change>,
}

impl Ruleset {
    /// Stacks `lists` in their order, then the layers of the config in theirs.
    ///
    /// # Errors
    /// All problems of all lists and layers.
    pub fn build(lists: &[&Loaded], layers: &[Layer]) -> Result<Self, Vec<Problem>> {
        let mut stack = Stack::default();
        for list in lists {
            stack.list(list);
        }
        for layer in layers {
            stack.layer(layer);
        }
        if stack.problems.is_empty() {
            Ok(stack.set)
        } else {
            Err(stack.problems)
        }
    }
}

/// A ruleset in the making.
#[derive(Default)]
struct Stack {
    set: Ruleset,
    problems: Vec<Problem>,
    /// What `@name` means at this point of the stack.
    scope: BTreeMap<String, NameId>,
    /// Every name of this id, of whatever list.
    by_id: BTreeMap<String, Vec<NameId>>,
    /// How many of `set.names` are in `scope` and `by_id`.
    known_names: usize,
    /// Where each rule stands in `set.rules`; all that a change may speak of once there is one.
    rules: BTreeMap<String, usize>,
    /// How many of `set.rules` are in `rules`.
    known_rules: usize,
    /// The phrases kept so far, by what was written; several where the same words are exact or not,
    /// or speak of names of different lists.
    kept: HashMap<String, Vec<PhraseId>>,
    /// The phrases that built-in lists share.
    shared: ready::Shared,
}

impl Stack {
    fn list(&mut self, loaded: &Loaded) {
        let about = about(loaded);
        let index = self.set.lists.len();
        if let Some(other) = self.set.lists.iter().find(|other| other.name == about.name) {
            let is = |path: &Option<String>| path.clone().unwrap_or_else(|| "built in".to_owned());
            self.problems.push(
                Problem::error(
                    &loaded.file,
                    0..0,
                    format!("two lists are called “{}”", about.name),
                )
                .label(format!("the other one is {}", is(&other.path)))
                .help("give this one another name:   wordlist: …"),
            );
            return;
        }
        self.set.lists.push(about);
        if let Some(ready) = &loaded.ready {
            Stacked::push(ready, index, &mut self.set, &mut self.shared);
            return;
        }
        self.know_names();
        let list = &loaded.list;
        for (base, forms) in &list.verbs {
            // What was stored of phrases holds where no verb has other forms.
            let is_new = self.set.verbs.contains_key(base) || !verbs::is_known(base, forms);
            if is_new {
                self.set.verbs.insert(base.clone(), forms.clone());
            }
        }
        self.names(loaded);
        let lines = LineIndex::new(&loaded.file.yaml);
        for rule in &list.rules {
            let line = lines.line_of(rule.at.0) + 1;
            if let Some(rule) = self.rule(rule, loaded, index, line) {
                self.set.rules.push(rule.into());
            }
        }
        for change in &list.changes {
            self.change(change, &loaded.file);
        }
    }

    /// Knows the names of lists that were stored.
    fn know_names(&mut self) {
        for (at, name) in self.set.names.iter().enumerate().skip(self.known_names) {
            let id = NameId(narrow(at));
            self.scope.insert(name.id.clone(), id);
            self.by_id.entry(name.id.clone()).or_default().push(id);
        }
        self.known_names = self.set.names.len();
    }

    /// Knows every rule by its id.
    fn know_rules(&mut self) {
        for (at, rule) in self.set.rules.iter().enumerate().skip(self.known_rules) {
            self.rules.insert(rule.id().to_owned(), at);
        }
        self.known_rules = self.set.rules.len();
    }

    /// The names of a list. All are known before any is read, so that they may speak of each other.
    fn names(&mut self, loaded: &Loaded) {
        let mut made = Vec::with_capacity(loaded.list.names.len());
        for id in loaded.list.names.keys() {
            made.push(NameId(narrow(self.set.names.len())));
            self.set.names.push(Name {
                id: id.clone(),
                ..Name::default()
            });
        }
        self.know_names();
        for (name, written) in made.iter().zip(loaded.list.names.values()) {
            self.spellings(*name, &written.value, &loaded.file);
        }
        // A name may be spelt by names that are themselves spelt by names; each round settles one
        // more step, and a circle, which is told below, settles nothing.
        while let Some((name, spelling)) = made.iter().find_map(|&name| {
            let is_open = self.set.name(name).spelling.is_empty();
            let spelling = is_open.then(|| self.spelling_by_names(name)).flatten()?;
            Some((name, spelling))
        }) {
            self.set.names[name.0 as usize].spelling = spelling;
        }
        for name in &made {
            let name = &mut self.set.names[name.0 as usize];
            if name.spelling.is_empty() {
                name.spelling.clone_from(&name.id);
            }
        }
        for (name, (id, written)) in made.iter().zip(&loaded.list.names) {
            if self.contains_itself(*name) {
                self.problems.push(
                    Problem::error(
                        &loaded.file,
                        written.range(),
                        format!("the name “{id}” is spelt with itself"),
                    )
                    .label(format!("one of its spellings leads back to @{id}"))
                    .help("write the spellings out"),
                );
                // Cutting the circle here keeps it from being said of every name in it.
                self.set.names[name.0 as usize].spellings.clear();
            }
        }
    }

    fn spellings(&mut self, id: NameId, written: &model::Name, file: &Arc<File>) {
        let mut spellings = Vec::new();
        let wrong = written.misspelt.iter().map(|(wrong, _)| wrong);
        let any = written.any.iter().chain(wrong).map(|text| (text, false));
        let exact = written.exact.iter().map(|text| (text, true));
        for (text, exact) in any.chain(exact) {
            spellings.extend(self.pattern(text, exact, file));
        }
        let not: Vec<PhraseId> = written
            .not
            .iter()
            .filter_map(|text| self.pattern(text, false, file))
            .collect();
        let right = written.misspelt.iter().map(|(_, right)| right);
        let mut to_write = written.any.iter().chain(&written.exact).chain(right);
        let name = &mut self.set.names[id.0 as usize];
        if name.spelling.is_empty() {
            name.spelling = to_write
                .find_map(|text| patterns::to_write(&text.value))
                .unwrap_or_default();
        }
        name.spellings.extend(spellings);
        name.not.extend(not);
    }

    fn contains_itself(&self, name: NameId) -> bool {
        let mut seen = vec![false; self.set.names.len()];
        let mut open: Vec<NameId> = self.names_in(name);
        while let Some(next) = open.pop() {
            if next == name {
                return true;
            }
            if !std::mem::replace(&mut seen[next.0 as usize], true) {
                open.extend(self.names_in(next));
            }
        }
        false
    }

    fn names_in(&self, name: NameId) -> Vec<NameId> {
        let name = self.set.name(name);
        name.spellings
            .iter()
            .chain(&name.not)
            .flat_map(|&spelling| self.set.pattern(spelling).names.values().copied())
            .collect()
    }

    fn rule(
        &mut self,
        written: &model::Rule,
        loaded: &Loaded,
        list: usize,
        line: usize,
    ) -> Option<Rule> {
        let file = &loaded.file;
        let before = self.problems.len();
        let phrases = self.patterns(&written.phrases, written.exact, file);
        let when = self.patterns(&written.when, written.exact, file);
        let near = written.near.as_ref().map(|near| self.near(near, file));
        let unless = self.unless(&written.unless, written.exact, file);
        let instead = self.instead(&written.instead, &phrases, written.exact, file);
        if self.problems.len() > before {
            return None;
        }
        let defaults = &loaded.list.defaults;
        let or = |own: &[At<String>], default: &[At<String>]| {
            let used = if own.is_empty() { default } else { own };
            used.iter().map(|value| value.value.clone()).collect()
        };
        Some(Rule {
            id: format!("{}/{}", loaded.list.name, written.id),
            list,
            line,
            verdict: written.verdict,
            phrases,
            when,
            first_only: written.first_only,
            within: written.within.unwrap_or(Within::Sentence),
            near,
            unless,
            places: written.places.clone(),
            instead,
            apply_never: written.apply_never,
            advice: written.advice.clone(),
            message: written.message.clone(),
            because: written.because.clone(),
            source: source(written, loaded, line),
            owner: written.owner.clone().or_else(|| defaults.owner.clone()),
            severity: written
                .severity
                .or(defaults.severity)
                .unwrap_or(Severity::Error),
            draft: written.draft,
            effective: dates(written.effective, defaults.effective),
            audience: or(&written.audience, &defaults.audience),
            channel: or(&written.channel, &defaults.channel),
            market: or(&written.market, &defaults.market),
            locked: written.locked,
            exact: written.exact,
            off: false,
            changed_by: Vec::new(),
            review_by: written
                .review_by
                .as_ref()
                .or(defaults.review_by.as_ref())
                .map(|day| day.value),
            examples: written.examples.clone(),
        })
    }

    fn near(&mut self, written: &model::Near, file: &Arc<File>) -> Near {
        let terms = written
            .phrases
            .iter()
            .filter_map(|text| {
                // A name that stands alone is looked for as a name, its `not` taken out, and by its
                // spellings, so it needs no phrase of its own.
                let alone = text.value.strip_prefix('@');
                if let Some(&name) = alone.and_then(|name| self.scope.get(name)) {
                    return Some(Term::Name(name));
                }
                self.pattern(text, false, file).map(Term::Phrase)
            })
            .collect();
        Near {
            terms,
            all: written.all,
            within: if written.within.is_empty() {
                vec![Within::Sentence]
            } else {
                written.within.clone()
            },
        }
    }

    fn unless(&mut self, written: &[model::Unless], exact: bool, file: &Arc<File>) -> Vec<Unless> {
        written
            .iter()
            .map(|unless| match unless {
                model::Unless::Mentioned => Unless::Mentioned,
                model::Unless::Negated => Unless::Negated,
                model::Unless::Cited => Unless::Cited,
                model::Unless::Asked => Unless::Asked,
                model::Unless::Phrase(phrases) => {
                    Unless::Phrase(self.patterns(phrases, exact, file))
                }
                model::Unless::Near(near) => Unless::Near(self.near(near, file)),
            })
            .collect()
    }

    fn instead(
        &mut self,
        written: &[model::Instead],
        phrases: &[PhraseId],
        exact: bool,
        file: &Arc<File>,
    ) -> Vec<Instead> {
        written
            .iter()
            .filter_map(|instead| self.rewrite(instead, phrases, exact, file))
            .collect()
    }

    fn layer(&mut self, layer: &Layer) {
        self.know_names();
        for (id, name) in &layer.names {
            self.more_spellings(id, name, layer);
        }
        for change in &layer.changes {
            self.change(change, &layer.file);
        }
    }
}

/// What a report says of a list.
fn about(loaded: &Loaded) -> ListInfo {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let (name, [title, version, notice]) = if let Some(ready) = &loaded.ready {
        (ready.name, [ready.title, ready.version, ready.notice])
    } else {
        let list = &loaded.list;
        let texts = [&list.title, &list.version, &list.notice];
        (list.name.as_str(), texts.map(Option::as_deref))
    };
    ListInfo {
        name: name.to_owned(),
        title: owned(title),
        version: owned(version),
        digest: loaded.digest.clone(),
        path: loaded.path.clone(),
        yaml: loaded.file.yaml.clone(),
        notice: owned(notice),
    }
}

/// The dates of a rule, where it says nothing the default's.
fn dates(own: Option<Effective>, default: Option<Effective>) -> Effective {
    own.or(default).unwrap_or_default()
}

/// Where a rule comes from: its source, its list's, or the place where it is written.
fn source(written: &model::Rule, loaded: &Loaded, line: usize) -> Source {
    let named = written
        .source
        .as_ref()
        .or(loaded.list.defaults.source.as_ref());
    named
        .and_then(|named| loaded.list.sources.get(&named.value))
        .cloned()
        .unwrap_or_else(|| Source {
            title: format!("{}, line {line}", loaded.file.name),
            seen_in: loaded.list.seen_in.clone().map(Box::new),
            ..Source::default()
        })
}
