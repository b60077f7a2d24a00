//! What the judge's tests share: a small ruleset made by hand, and what is found in a page with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::source::Source;
use crate::document::{Document, Format, ReadOptions, read};
use crate::judge::{Decision, Policy, Verdicts, explain, judge};
use crate::matching::Engine;
use crate::position::TextSpan;
use crate::wordlist::model::{self, Day, Severity, Verdict, Within};
use crate::wordlist::parse::parse;
use crate::wordlist::ruleset::{
    ListInfo, Name, NameId, Near, Pattern, PhraseId, Rule, RuleId, Ruleset, Term, Unless,
};

pub(crate) const AS_OF: Day = day(2026, 11, 23);

pub(crate) const fn day(year: i16, month: u8, day: u8) -> Day {
    Day { year, month, day }
}

/// A ruleset in the making. The list of a rule is the part of its id before the `/`.
#[derive(Default)]
pub(crate) struct World {
    pub(crate) rules: Ruleset,
    names: BTreeMap<String, NameId>,
}

impl World {
    /// A world in which two companies have names: `openai` and `aws`.
    pub(crate) fn new() -> Self {
        let mut world = Self::default();
        world.name("openai", &["OpenAI", "ChatGPT"]);
        world.name("aws", &["AWS", "Amazon Bedrock"]);
        world
    }

    pub(crate) fn name(&mut self, id: &str, spellings: &[&str]) {
        let found = NameId(u32::try_from(self.rules.names.len()).unwrap());
        let phrases = spellings.iter().map(|spelling| self.phrase(spelling));
        let name = Name {
            id: id.to_owned(),
            spelling: spellings[0].to_owned(),
            spellings: phrases.collect(),
            not: Vec::new(),
        };
        self.rules.names.push(name);
        self.names.insert(id.to_owned(), found);
    }

    pub(crate) fn phrase(&mut self, written: &str) -> PhraseId {
        let pattern = Pattern {
            phrase: parse(written).unwrap().into(),
            exact: false,
            names: self.names.clone(),
        };
        self.rules.phrases.push(pattern.into());
        PhraseId(u32::try_from(self.rules.phrases.len() - 1).unwrap())
    }

    pub(crate) fn approve(&mut self, id: &str, phrases: &[&str]) -> &mut Rule {
        self.rule(Verdict::Approve, id, phrases)
    }

    pub(crate) fn forbid(&mut self, id: &str, phrases: &[&str]) -> &mut Rule {
        self.rule(Verdict::Forbid, id, phrases)
    }

    pub(crate) fn require(&mut self, id: &str, when: &str, phrases: &[&str]) -> &mut Rule {
        let when = self.phrase(when);
        let rule = self.rule(Verdict::Require, id, phrases);
        rule.when = vec![when];
        rule
    }

    /// `@name` or a phrase, as `near` takes it.
    pub(crate) fn term(&mut self, written: &str) -> Term {
        match written.strip_prefix('@') {
            Some(name) => Term::Name(self.names[name]),
            None => Term::Phrase(self.phrase(written)),
        }
    }

    pub(crate) fn near(&mut self, terms: &[&str], all: bool, within: &[Within]) -> Near {
        Near {
            terms: terms.iter().map(|term| self.term(term)).collect(),
            all,
            within: within.to_vec(),
        }
    }

    /// The rule of the memo: `{enable} ~4 access` near `@openai`, in `within`, with `unless`.
    pub(crate) fn memo(&mut self, within: &[Within], unless: &[Unless]) -> &mut Rule {
        let near = self.near(&["@openai"], false, within);
        let phrases = ["{enable} ~4 access", "access ~6 (is|are|was) enabled"];
        let rule = self.forbid("memo/enable-access", &phrases);
        rule.near = Some(near);
        rule.unless = unless.to_vec();
        rule
    }

    fn rule(&mut self, verdict: Verdict, id: &str, phrases: &[&str]) -> &mut Rule {
        let list = id.split('/').next().unwrap();
        let lists = &mut self.rules.lists;
        let index = lists.iter().position(|known| known.name == list);
        let list = index.unwrap_or_else(|| {
            lists.push(ListInfo {
                name: list.to_owned(),
                title: None,
                version: None,
                digest: String::new(),
                path: None,
                yaml: "".into(),
                notice: None,
            });
            lists.len() - 1
        });
        let phrases = phrases.iter().map(|phrase| self.phrase(phrase)).collect();
        let rule = Rule {
            id: id.to_owned(),
            list,
            line: 1,
            verdict,
            phrases,
            when: Vec::new(),
            first_only: false,
            within: Within::Sentence,
            near: None,
            unless: Vec::new(),
            places: Vec::new(),
            instead: Vec::new(),
            apply_never: false,
            advice: None,
            message: None,
            because: None,
            source: model::Source::default(),
            owner: None,
            severity: Severity::Error,
            draft: false,
            effective: model::Effective::default(),
            audience: Vec::new(),
            channel: Vec::new(),
            market: Vec::new(),
            locked: false,
            exact: false,
            off: false,
            changed_by: Vec::new(),
            review_by: None,
            examples: model::Examples::default(),
        };
        self.rules.rules.push(rule.into());
        self.rules.rules.last_mut().unwrap()
    }

    pub(crate) fn engine(&self) -> Engine {
        Engine::new(Arc::new(self.rules.clone()))
    }

    pub(crate) fn verdicts(&self, markdown: &str, policy: &Policy) -> Verdicts {
        let document = page(markdown);
        let engine = self.engine();
        judge(&engine.scan(&document), &engine, policy)
    }

    /// The findings, each as `rule: words`.
    pub(crate) fn findings(&self, markdown: &str) -> Vec<String> {
        let document = page(markdown);
        let engine = self.engine();
        let scan = engine.scan(&document);
        let verdicts = judge(&scan, &engine, &Policy::new(AS_OF));
        let found = verdicts.findings.iter();
        self.list(markdown, found.map(|found| (found.rule, found.text(&scan))))
    }

    pub(crate) fn explained(&self, markdown: &str) -> Vec<Decision> {
        let document = page(markdown);
        let engine = self.engine();
        let all = TextSpan::new(0, document.text.len());
        explain(&engine.scan(&document), &engine, &Policy::new(AS_OF), all)
    }

    pub(crate) fn list(
        &self,
        markdown: &str,
        found: impl Iterator<Item = (RuleId, TextSpan)>,
    ) -> Vec<String> {
        let document = page(markdown);
        found
            .map(|(rule, text)| {
                let id = &self.rules.rule(rule).id;
                format!("{id}: {}", document.words(text))
            })
            .collect()
    }
}

pub(crate) fn page(markdown: &str) -> Document {
    read(
        Format::Markdown,
        Source::from_text(markdown.to_owned()),
        &ReadOptions::default(),
    )
}
