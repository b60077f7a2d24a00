//! The first line of a finding: the words of the copy in quotes, then what is wrong with them.
//!
//! Generated from the rule, unless the rule says it better itself. It always holds the words, and in
//! the time before a rule is enforced it says when that ends.

use super::said;
use crate::finding::day::long_day;
use crate::finding::rendered::rendered;
use crate::judge::Judged;
use crate::matching::Scan;
use crate::position::TextSpan;
use crate::wordlist::model::{Severity, Within};
use crate::wordlist::ruleset::{NameId, Near, Rule, Ruleset, Term};

/// What a message is made from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Speaker<'a> {
    pub(super) rules: &'a Ruleset,
    pub(super) scan: &'a Scan<'a>,
}

impl Speaker<'_> {
    /// The message of a finding whose rendered words are `text`.
    pub(super) fn message(&self, found: &Judged, text: &str) -> String {
        let rule = self.rules.rule(found.rule);
        let mut said = match &rule.message {
            Some(own) if own.contains(text) => own.clone(),
            Some(own) => format!("“{text}”: {own}"),
            None if found.missing => self.required(rule, text),
            None => self.forbidden(rule, found, text),
        };
        if let Some(enforced) = found.enforced() {
            let weight = match rule.severity {
                Severity::Error => "an error",
                Severity::Warning => "a warning",
                Severity::Suggestion => "a suggestion",
            };
            said = format!("{said}; {weight} from {}", long_day(enforced));
        }
        said
    }

    fn required(&self, rule: &Rule, text: &str) -> String {
        let mut phrases = rule.phrases.iter();
        let wording = phrases.find_map(|&phrase| said::phrase(self.rules, phrase));
        let wording = wording.map_or_else(|| "its wording".to_owned(), |said| format!("“{said}”"));
        let place = match rule.within {
            Within::Phrase if rule.first_only => {
                return format!("“{text}” is written {wording} at its first use");
            }
            Within::Phrase => return format!("“{text}” is written {wording}"),
            Within::Sentence => "in the same sentence",
            Within::PreviousSentence => "in the same sentence or the one before",
            Within::Heading => "in the heading above",
            Within::Row => "in the same row",
            Within::Block => "in the same paragraph",
            Within::Section => "in the same section",
            Within::Document => "on the same page",
        };
        let first = if rule.first_only {
            ", at its first use"
        } else {
            ""
        };
        format!("“{text}” needs {wording} {place}{first}")
    }

    fn forbidden(&self, rule: &Rule, found: &Judged, text: &str) -> String {
        if let Some(near) = &rule.near {
            return self.not_said_of(near, found, text);
        }
        match self.new_name(rule) {
            Some(name) if same_letters(&name, text) => format!("“{text}” is written “{name}”"),
            Some(name) => format!("“{text}” is now “{name}”"),
            None => format!("“{text}” is not approved wording"),
        }
    }

    /// *may not be said of Acme*, *may not be said with “flagship” and “cloud”*.
    fn not_said_of(&self, near: &Near, found: &Judged, text: &str) -> String {
        if let &[only] = found.evidence()
            && let Some(name) = self.name_of(near, only)
        {
            return format!("“{text}” may not be said of {name}");
        }
        let own = found.text(self.scan);
        let outside = found.evidence().iter();
        let outside = outside.filter(|words| !own.contains(words));
        let mut others: Vec<String> = outside
            .map(|&words| format!("“{}”", rendered(self.scan.document.words(words))))
            .collect();
        others.dedup();
        match others.as_slice() {
            [] => format!("“{text}” is not approved wording"),
            [one] => format!("“{text}” may not be said with {one}"),
            [first @ .., last] => {
                format!(
                    "“{text}” may not be said with {} and {last}",
                    first.join(", ")
                )
            }
        }
    }

    /// The thing that `words` name, if it is a thing of its own and not just one of a set of words.
    fn name_of(&self, near: &Near, words: TextSpan) -> Option<&str> {
        // A phrase such as `access to @acme` names the thing as the name itself does.
        let names = near.terms.iter().flat_map(|term| match term {
            Term::Name(name) => vec![*name],
            Term::Phrase(phrase) => self
                .rules
                .pattern(*phrase)
                .names
                .values()
                .copied()
                .collect(),
        });
        let mut proper: Vec<NameId> = Vec::new();
        for name in names.filter(|&name| is_proper(&self.rules.name(name).spelling)) {
            if !proper.contains(&name) {
                proper.push(name);
            }
        }
        let named = |name: &&NameId| !self.scan.find_name(**name, words).is_empty();
        let found = match proper.as_slice() {
            [only] if near.terms.len() == 1 => Some(only),
            several => several.iter().find(named),
        };
        found.map(|&name| self.rules.name(name).spelling.as_str())
    }

    /// What a thing is called now, if the rule renames it.
    fn new_name(&self, rule: &Rule) -> Option<String> {
        let [instead] = rule.instead.as_slice() else {
            return None;
        };
        if instead.replace.is_some() {
            return None;
        }
        let new = said::rewrite(self.rules, instead)?;
        let mut phrases = rule.phrases.iter();
        let all_names = phrases
            .all(|&phrase| said::phrase(self.rules, phrase).is_some_and(|old| is_proper(&old)));
        (all_names && is_proper(&new)).then_some(new)
    }
}

/// Whether every word begins as names do: with a capital or a digit.
fn is_proper(words: &str) -> bool {
    let mut letters = words.split_whitespace().filter_map(|word| {
        let mut letters = word.chars();
        letters.find(|letter| letter.is_alphanumeric())
    });
    !words.is_empty() && letters.all(|first| first.is_uppercase() || first.is_numeric())
}

/// Whether two spellings differ only in capitals, spaces and marks.
fn same_letters(one: &str, other: &str) -> bool {
    let letters = |text: &str| -> String {
        let kept = text.chars().filter(|letter| letter.is_alphanumeric());
        kept.flat_map(char::to_lowercase).collect()
    };
    letters(one) == letters(other)
}
