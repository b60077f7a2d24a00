//! `copydesk explain RULE`: what a rule asks, in plain words, and who says so.

use std::io::{self, Write};

use super::phrase::{brief, described, in_words, rewrite};
use crate::report::visible::visible;
use crate::report::wording;
use crate::wordlist::model::{Day, Place, Verdict, Within};
use crate::wordlist::ruleset::{Instead, Name, Near, Rule, RuleId, Ruleset, Term, Unless};

/// How wide the column of headings is.
const HEADING: usize = 14;
/// How wide a line is, in columns of a terminal.
const WIDTH: usize = 80;

/// Writes what rule `id` asks.
pub(super) fn write(
    id: RuleId,
    rules: &Ruleset,
    as_of: Day,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rule = rules.rule(id);
    writeln!(out, "{:<29}{}", rule.id, standing(rule, as_of))?;
    writeln!(out)?;
    let mut rows = Rows(out);
    let phrases = rule.phrases.iter().map(|phrase| described(*phrase, rules));
    let whens = rule.when.iter().map(|phrase| described(*phrase, rules));
    match rule.verdict {
        Verdict::Approve => rows.put("You may say", phrases)?,
        Verdict::Forbid => rows.put("Do not say", phrases)?,
        Verdict::Require => {
            let when = if rule.first_only {
                "At the first"
            } else {
                "Where you say"
            };
            rows.put(when, whens)?;
            rows.put("say", phrases)?;
            rows.put("in", [place(rule.within).to_owned()])?;
        }
    }
    if let Some(near) = &rule.near {
        rows.near(near, rules)?;
    }
    if !rule.places.is_empty() {
        let kinds = rule.places.iter().map(|place| kind(*place).to_owned());
        rows.put("only in", [wording::and_list(&kinds.collect::<Vec<_>>())])?;
    }
    rows.put("unless", unless(&rule.unless, rules))?;
    rows.put(
        "say",
        rule.instead.iter().map(|instead| say(instead, rules)),
    )?;
    rows.put("do", rule.advice.clone())?;
    rows.put("because", rule.because.clone())?;
    rows.put("source", [source(rule)])?;
    rows.put("ask", ask(rule))?;
    rows.put("written in", [written_in(rule, rules)])?;
    rows.put("changed by", rule.changed_by.iter().cloned())?;
    let examples = &rule.examples;
    if !examples.flags.is_empty() || !examples.allows.is_empty() {
        writeln!(rows.0)?;
    }
    let flags = examples.flags.iter().map(|example| example.value.clone());
    let allows = examples.allows.iter().map(|example| example.value.clone());
    rows.put("flagged", flags)?;
    rows.put("not flagged", allows)
}

/// How many phrases or spellings are said before it is only said how many more there are.
const SHOWN: usize = 4;

struct Rows<'o>(&'o mut dyn Write);

impl Rows<'_> {
    /// Writes lines under one heading; nothing where there are none.
    fn put(&mut self, heading: &str, lines: impl IntoIterator<Item = String>) -> io::Result<()> {
        let mut heading = heading;
        for line in lines {
            let column = format!("{heading:<HEADING$}");
            let row = wording::in_column(&column, &visible(&line), WIDTH);
            writeln!(self.0, "{row}")?;
            heading = "";
        }
        Ok(())
    }

    fn near(&mut self, near: &Near, rules: &Ruleset) -> io::Result<()> {
        let mut terms: Vec<_> = near.terms.iter().map(|term| about(*term, rules)).collect();
        if terms.len() > SHOWN + 1 {
            let more = terms.len() - SHOWN;
            terms.truncate(SHOWN);
            terms.push(format!("… and {more} more"));
        }
        let heading = if near.all && near.terms.len() > 1 {
            "about all of"
        } else {
            "about"
        };
        self.put(heading, terms)?;
        let places: Vec<_> = near.within.iter().map(|within| place(*within)).collect();
        self.put("in", [places.join(", or ")])
    }
}

fn about(term: Term, rules: &Ruleset) -> String {
    match term {
        Term::Phrase(phrase) => described(phrase, rules),
        Term::Name(name) => spellings(rules.name(name), rules),
    }
}

/// What a condition asks for where it is only named: `aws (AWS, …)`.
fn named(term: Term, rules: &Ruleset) -> String {
    match term {
        Term::Phrase(phrase) => brief(phrase, rules),
        Term::Name(name) => {
            let name = rules.name(name);
            match name.spellings.as_slice() {
                [] => name.id.clone(),
                [one] => format!("{} ({})", name.id, brief(*one, rules)),
                [first, ..] => format!("{} ({}, …)", name.id, brief(*first, rules)),
            }
        }
    }
}

/// `OpenAI: OpenAI, ChatGPT; “gpt-oss” does not count`.
fn spellings(name: &Name, rules: &Ruleset) -> String {
    let written = |phrases: &[crate::wordlist::ruleset::PhraseId]| -> Vec<String> {
        let phrases = phrases.iter().map(|phrase| rules.pattern(*phrase));
        phrases
            .map(|pattern| rewrite(&pattern.phrase, &pattern.names, rules))
            .collect()
    };
    let mut said = format!(
        "{}: {}",
        name.id,
        wording::some(&written(&name.spellings), 2 * SHOWN, ", ")
    );
    if !name.not.is_empty() {
        let not = written(&name.not);
        let verb = if not.len() == 1 { "does" } else { "do" };
        said = format!(
            "{said}; “{}” {verb} not count",
            wording::some(&not, SHOWN, "”, “")
        );
    }
    said
}

fn unless(unless: &[Unless], rules: &Ruleset) -> Vec<String> {
    unless
        .iter()
        .map(|unless| match unless {
            Unless::Mentioned => "it is spoken of, not used".to_owned(),
            Unless::Negated => "it is negated".to_owned(),
            Unless::Cited => "a source is given for it".to_owned(),
            Unless::Asked => "it is asked about, not claimed".to_owned(),
            Unless::Phrase(phrases) => {
                let phrases = phrases.iter().map(|phrase| brief(*phrase, rules));
                let phrases: Vec<_> = phrases.collect();
                format!("it is part of {}", wording::some(&phrases, SHOWN, " or "))
            }
            Unless::Near(near) => {
                let terms: Vec<_> = near.terms.iter().map(|term| named(*term, rules)).collect();
                let joint = if near.all { " and " } else { " or " };
                let places: Vec<_> = near.within.iter().map(|within| place(*within)).collect();
                format!(
                    "{} stands in {}",
                    wording::some(&terms, SHOWN, joint),
                    places.join(", or ")
                )
            }
        })
        .collect()
}

fn say(instead: &Instead, rules: &Ruleset) -> String {
    let with = rewrite(&instead.with, &instead.names, rules);
    match instead.replace {
        None => format!("“{with}”"),
        Some(replaced) => {
            let pattern = rules.pattern(replaced);
            let replaced = in_words(&pattern.phrase, &pattern.names, rules);
            format!("“{with}” for {replaced}")
        }
    }
}

/// `error, in force since 2026-03-01, external copy, locked`.
fn standing(rule: &Rule, as_of: Day) -> String {
    let mut said = vec![match rule.verdict {
        Verdict::Approve => "approved".to_owned(),
        _ => wording::severity(rule.severity).to_owned(),
    }];
    if rule.off {
        said.push("turned off".to_owned());
    }
    if rule.draft {
        said.push("a draft, which never fails a run".to_owned());
    }
    let effective = rule.effective;
    match effective.from {
        Some(from) if from > as_of => {
            said.push(format!("in force from {}", wording::iso(from)));
        }
        Some(from) => said.push(format!("in force since {}", wording::iso(from))),
        None => {}
    }
    if let Some(enforced) = effective.enforced.filter(|day| *day > as_of) {
        said.push(format!("a suggestion until {}", wording::iso(enforced)));
    }
    if let Some(until) = effective.until {
        let verb = if until < as_of { "ended" } else { "until" };
        said.push(format!("{verb} {}", wording::iso(until)));
    }
    for named in [&rule.audience, &rule.channel, &rule.market] {
        if !named.is_empty() {
            said.push(format!("{} only", wording::and_list(named)));
        }
    }
    if rule.exact {
        said.push("capitals count".to_owned());
    }
    if rule.apply_never {
        said.push("never rewritten by itself".to_owned());
    }
    if rule.locked {
        said.push("locked".to_owned());
    }
    said.join(", ")
}

fn source(rule: &Rule) -> String {
    let mut said = wording::who(&rule.source);
    if let Some(clause) = &rule.source.clause {
        said = format!("{said}: {clause}");
    }
    if let Some(url) = &rule.source.url {
        said = format!("{said}  {url}");
    }
    said
}

fn ask(rule: &Rule) -> Option<String> {
    let review = rule
        .review_by
        .map(|day| format!("to be reviewed by {}", wording::iso(day)));
    match (&rule.owner, review) {
        (Some(owner), Some(review)) => Some(format!("{owner}; {review}")),
        (Some(owner), None) => Some(owner.clone()),
        (None, review) => review,
    }
}

fn written_in(rule: &Rule, rules: &Ruleset) -> String {
    let list = &rules.lists[rule.list];
    let digest = list.digest.get(..8).unwrap_or(&list.digest);
    match &list.path {
        Some(path) => format!("{path}, line {}, digest {digest}", rule.line),
        None => format!(
            "{} (built in), line {}, digest {digest}",
            list.name, rule.line
        ),
    }
}

/// A stretch of text, as people name it.
pub(super) fn place(within: Within) -> &'static str {
    match within {
        Within::Phrase => "the same phrase",
        Within::Sentence => "the same sentence",
        Within::PreviousSentence => "the same sentence or the one before",
        Within::Heading => "the headings above",
        Within::Row => "the same row of the table",
        Within::Block => "the same paragraph",
        Within::Section => "the same section",
        Within::Document => "the whole text",
    }
}

/// A kind of block, as people name it.
pub(super) fn kind(place: Place) -> &'static str {
    match place {
        Place::Heading => "headings",
        Place::Body => "running text",
        Place::Cell => "table cells",
        Place::Alt => "picture descriptions and labels",
    }
}
