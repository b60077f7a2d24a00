//! Comments in the source that set findings aside.
//!
//! `copydesk-ignore RULE: reason` speaks of its own block or the next one, `-start` and `-end` of
//! everything between them. Such a comment must say why, must name a rule that there is and must be
//! of use: one that is not is reported, or it would hide tomorrow's finding unseen.

mod directive;

use std::collections::HashMap;

use super::context::Context;
use super::effective::Readers;
use super::verdicts::{BadComment, Fault, SetAside};
use crate::position::TextSpan;
use crate::position::reach::Reach;
use crate::wordlist::model::Day;
use crate::wordlist::ruleset::RuleId;
use directive::{Directive, Verb};

/// What the comments of a document set aside.
#[derive(Debug, Default)]
pub(super) struct Comments {
    scopes: HashMap<RuleId, Scopes>,
    faults: Vec<BadComment>,
}

/// Where one rule is set aside, once all is read in the order of the text.
#[derive(Debug, Default)]
struct Scopes {
    all: Vec<Scope>,
    reach: Reach,
}

/// A stretch in which one rule is set aside.
#[derive(Debug)]
struct Scope {
    text: TextSpan,
    directive: usize,
    reason: String,
    used: bool,
}

/// A `-start` that waits for its end.
struct Open {
    rule: RuleId,
    from: usize,
    directive: usize,
    reason: String,
}

impl Comments {
    /// Reads the comments of the document.
    pub(super) fn read(cx: &Context<'_>, as_of: Day, readers: Readers<'_>) -> Self {
        let mut comments = Self::default();
        if cx.document.directives.is_empty() {
            return comments;
        }
        let ids = directive::Ids::new(cx.rules);
        let mut open: Vec<Open> = Vec::new();
        for (index, found) in cx.document.directives.iter().enumerate() {
            let parsed = match directive::parse(&found.words) {
                Ok(parsed) => parsed,
                Err(fault) => {
                    comments.fault(index, fault);
                    continue;
                }
            };
            let rules = comments.resolve(cx, &ids, index, &parsed);
            match parsed.verb {
                Verb::End => comments.end(&mut open, index, found.at, &parsed, &rules),
                _ if parsed.reason.is_empty() => comments.fault(index, Fault::NoReason),
                Verb::Start => open.extend(rules.into_iter().map(|rule| Open {
                    rule,
                    from: found.at,
                    directive: index,
                    reason: parsed.reason.to_owned(),
                })),
                Verb::Ignore => {
                    let scopes = scopes_of(cx, found);
                    for rule in rules {
                        for &text in &scopes {
                            comments.add(rule, text, index, parsed.reason);
                        }
                        if scopes.is_empty() {
                            comments.fault(index, Fault::Unused(cx.rules.rule(rule).id.clone()));
                        }
                    }
                }
            }
        }
        let end = cx.text().len();
        for left in open {
            comments.fault(left.directive, Fault::NeverEnded);
            let text = TextSpan::new(left.from, end);
            comments.add(left.rule, text, left.directive, &left.reason);
        }
        comments.arrange(cx, as_of, readers);
        comments
    }

    /// Why a finding of `rule` at `words` is set aside, if it is.
    pub(super) fn set_aside(&mut self, rule: RuleId, words: TextSpan) -> Option<SetAside> {
        let Scopes { all, reach } = self.scopes.get_mut(&rule)?;
        let from = all.partition_point(|scope| scope.text.start <= words.start);
        let found = &mut all[reach.reaching(from, words.end).next()?];
        found.used = true;
        Some(SetAside {
            kind: "ignore",
            reason: found.reason.clone(),
            until: None,
        })
    }

    /// What is wrong with the comments, once every finding was asked about.
    pub(super) fn faults(self, cx: &Context<'_>) -> Vec<BadComment> {
        let Self { scopes, mut faults } = self;
        let mut used: HashMap<(usize, RuleId), bool> = HashMap::new();
        for (rule, scopes) in scopes {
            for scope in scopes.all {
                *used.entry((scope.directive, rule)).or_default() |= scope.used;
            }
        }
        faults.extend(
            used.into_iter()
                .filter(|(_, used)| !used)
                .map(|((directive, rule), _)| BadComment {
                    directive,
                    fault: Fault::Unused(cx.rules.rule(rule).id.clone()),
                }),
        );
        faults.sort_by_cached_key(|bad| (bad.directive, format!("{:?}", bad.fault)));
        faults.dedup();
        faults
    }

    fn resolve(
        &mut self,
        cx: &Context<'_>,
        ids: &directive::Ids<'_>,
        index: usize,
        parsed: &Directive<'_>,
    ) -> Vec<RuleId> {
        let mut rules = Vec::new();
        for written in &parsed.rules {
            match ids.find(written) {
                Ok(rule) if cx.rules.rule(rule).locked && parsed.verb != Verb::End => {
                    self.fault(index, Fault::Locked(cx.rules.rule(rule).id.clone()));
                }
                Ok(rule) => rules.push(rule),
                Err(fault) => self.fault(index, fault),
            }
        }
        rules
    }

    fn end(
        &mut self,
        open: &mut Vec<Open>,
        index: usize,
        at: usize,
        parsed: &Directive<'_>,
        rules: &[RuleId],
    ) {
        let last = open.last().map(|open| open.directive);
        let (closed, left): (Vec<Open>, Vec<Open>) = open.drain(..).partition(|open| {
            if parsed.rules.is_empty() {
                Some(open.directive) == last
            } else {
                rules.contains(&open.rule)
            }
        });
        *open = left;
        if closed.is_empty() && (parsed.rules.is_empty() || !rules.is_empty()) {
            self.fault(index, Fault::NeverStarted);
        }
        for done in closed {
            let text = TextSpan::new(done.from, at);
            self.add(done.rule, text, done.directive, &done.reason);
        }
    }

    fn add(&mut self, rule: RuleId, text: TextSpan, directive: usize, reason: &str) {
        self.scopes.entry(rule).or_default().all.push(Scope {
            text,
            directive,
            reason: reason.to_owned(),
            used: false,
        });
    }

    fn fault(&mut self, directive: usize, fault: Fault) {
        self.faults.push(BadComment { directive, fault });
    }

    /// Puts the scopes in order. One for a rule that is silent in this run is not called unused.
    fn arrange(&mut self, cx: &Context<'_>, as_of: Day, readers: Readers<'_>) {
        for (rule, scopes) in &mut self.scopes {
            let rule = cx.rules.rule(*rule);
            let silent = super::silence(rule, as_of, readers).is_some();
            scopes.all.sort_by_key(|scope| scope.text.start);
            scopes.reach = Reach::new(scopes.all.iter().map(|scope| scope.text.end));
            for scope in &mut scopes.all {
                scope.used |= silent;
            }
        }
    }
}

/// The blocks that `copydesk-ignore` speaks of: its own, or the next one with the texts of the
/// pictures in it.
fn scopes_of(cx: &Context<'_>, directive: &crate::document::Directive) -> Vec<TextSpan> {
    let blocks = &cx.document.blocks;
    let first = directive
        .inside
        .unwrap_or_else(|| blocks.partition_point(|block| block.text.start < directive.at));
    let Some(block) = blocks.get(first) else {
        return Vec::new();
    };
    let within = blocks[first..]
        .iter()
        .take_while(|other| block.source.contains(&other.source));
    let mut scopes: Vec<TextSpan> = within.map(|other| other.text).collect();
    if scopes.is_empty() {
        scopes.push(block.text);
    }
    scopes
}
