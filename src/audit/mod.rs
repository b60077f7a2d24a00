//! What `copydesk wordlist check` looks at beyond loading: rules against each other, their own
//! examples, and the days by which somebody promised to look at them again.
//!
//! All of it goes through the one seam that also checks copy, so an example that passes here passes
//! in a run.

mod examples;
mod rules;
mod samples;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use crate::document::source::Source;
use crate::document::{self, Document, Format, ReadOptions};
use crate::judge::Policy;
use crate::matching::Engine;
use crate::wordlist::load::Loaded;
use crate::wordlist::model::{self, Day};
use crate::wordlist::problem::Problem;
use crate::wordlist::ruleset::{Rule, RuleId, Ruleset};

/// Everything that is doubtful or wrong about the rules of `lists`, which were stacked into `set`,
/// in the order of the lists and their files. `as_of` is the day that reviews are compared with.
#[must_use]
pub fn audit(lists: &[&Loaded], set: Ruleset, as_of: Day) -> Vec<Problem> {
    let engine = Engine::new(Arc::new(set));
    let audit = Audit {
        policy: Policy::new(as_of),
        written: written(lists, engine.rules()),
        engine,
    };
    let mut problems: Vec<Problem> = lists
        .iter()
        .flat_map(|list| list.warnings.iter().cloned())
        .collect();
    problems.extend(audit.reviews(lists));
    problems.extend(audit.rules());
    problems.extend(audit.examples());
    let order = |problem: &Problem| {
        let file = problem.file.as_ref();
        file.and_then(|file| lists.iter().position(|list| Arc::ptr_eq(&list.file, file)))
    };
    problems.sort_by_key(|problem| (order(problem), problem.at.start));
    problems
}

struct Audit<'l> {
    engine: Engine,
    policy: Policy,
    /// Each rule of the set as its list wrote it.
    written: Vec<Written<'l>>,
}

/// A rule as its list wrote it.
#[derive(Clone, Copy)]
struct Written<'l> {
    list: &'l Loaded,
    rule: &'l model::Rule,
}

impl Written<'_> {
    /// The bytes of its first phrase.
    fn place(&self) -> Range<usize> {
        let whole = self.rule.at.0..self.rule.at.1;
        self.rule.phrases.first().map_or(whole, model::At::range)
    }
}

/// The written form of every rule of `set`, in its order.
fn written<'l>(lists: &[&'l Loaded], set: &Ruleset) -> Vec<Written<'l>> {
    let all = lists.iter().flat_map(|&list| {
        list.list
            .rules
            .iter()
            .map(move |rule| Written { list, rule })
    });
    // Stacking keeps the order of lists and files, and fails if it has to leave a rule out.
    debug_assert_eq!(all.clone().count(), set.rules.len());
    all.collect()
}

impl Audit<'_> {
    fn set(&self) -> &Ruleset {
        self.engine.rules()
    }

    /// The rules, each with its written form.
    fn pairs(&self) -> impl Iterator<Item = (RuleId, &Rule, Written<'_>)> {
        let rules = self.set().rules.iter().zip(&self.written);
        // An index that was a `u32` when the set was built is one still.
        (0..)
            .zip(rules)
            .map(|(id, (rule, written))| (RuleId(id), &**rule, *written))
    }

    /// Rules whose day of review has passed; a day that a list gives for all of them is said once.
    fn reviews(&self, lists: &[&Loaded]) -> Vec<Problem> {
        let today = self.policy.as_of;
        let expired = |list: &Loaded, day: &model::At<Day>, what: &str, ask: Option<&str>| {
            Problem::warning(
                &list.file,
                day.range(),
                format!("{what} should have been looked at again by {}", day.value),
            )
            .label(format!("it is {today}"))
            .help(format!(
                "ask {} whether it still holds, and give it a later day",
                ask.unwrap_or("its owner")
            ))
        };
        let mut problems = Vec::new();
        for list in lists {
            let defaults = &list.list.defaults;
            if let Some(day) = defaults.review_by.as_ref().filter(|day| day.value < today) {
                problems.push(expired(list, day, "this list", defaults.owner.as_deref()));
            }
            for rule in &list.list.rules {
                if let Some(day) = rule.review_by.as_ref().filter(|day| day.value < today) {
                    let owner = rule.owner.as_deref().or(defaults.owner.as_deref());
                    let what = format!("the rule “{}”", rule.id);
                    problems.push(expired(list, day, &what, owner));
                }
            }
        }
        problems
    }
}

/// `text` as a document; examples are Markdown, samples plain text.
fn read(format: Format, text: &str) -> Option<Document> {
    let source = Source::decode(text.as_bytes().to_vec()).ok()?;
    Some(document::read(format, source, &ReadOptions::default()))
}
