//! Changes that later lists and configs make to a rule; what is locked may not be weakened.

use std::sync::Arc;

use super::Stack;
use crate::wordlist::model::{At, Change};
use crate::wordlist::problem::{File, Problem, listed, nearest};
use crate::wordlist::ruleset::Rule;

impl Stack {
    /// Applies a change, or says why it cannot be applied.
    pub(super) fn change(&mut self, change: &Change, file: &Arc<File>) {
        self.know_rules();
        let Some(&index) = self.rules.get(&change.rule.value) else {
            let problem = self.unknown_rule(change, file);
            self.problems.push(problem);
            return;
        };
        let rule = &self.set.rules[index];
        if rule.locked
            && let Some(how) = weakens(change, rule)
        {
            let list = &self.set.lists[rule.list];
            let ask = rule.owner.as_deref().unwrap_or("the list's owner");
            let problem = Problem::error(
                file,
                change.rule.range(),
                format!("“{}” is locked: it may not be {how}", rule.id),
            )
            .label(format!("{} locks it, line {}", list.name, rule.line))
            .help(format!("remove this, or ask {ask} to change the list"));
            self.problems.push(problem);
            return;
        }
        let exact = rule.exact;
        let mut all = rule.phrases.clone();
        all.extend(self.patterns(&change.phrases, exact, file));
        let unless = self.unless(&change.unless, exact, file);
        let instead = self.instead(&change.instead, &all, exact, file);
        let rule = &mut *self.set.rules[index];
        rule.phrases = all;
        rule.unless.extend(unless);
        if !change.instead.is_empty() {
            rule.instead = instead;
        }
        let what = apply(change, rule);
        rule.changed_by.push(format!(
            "{}:{} ({what})",
            file.name,
            file.line(change.rule.start)
        ));
    }

    fn unknown_rule(&self, change: &Change, file: &Arc<File>) -> Problem {
        let written = &change.rule.value;
        let list = written.split('/').next().unwrap_or("");
        let problem = Problem::error(
            file,
            change.rule.range(),
            format!("no list in force has a rule “{written}”"),
        );
        let meant = nearest(written, self.rules.keys().map(String::as_str)).or_else(|| {
            // A rule is often known by its id alone.
            let id = written.split('/').nth(1)?;
            self.rules
                .keys()
                .find(|full| full.split('/').nth(1) == Some(id))
                .map(String::as_str)
        });
        let problem = problem.label(meant.map_or_else(
            || "not known".to_owned(),
            |meant| format!("did you mean “{meant}”?"),
        ));
        let lists = || self.set.lists.iter().map(|list| list.name.as_str());
        if lists().any(|name| name == list) {
            problem.help(format!("copydesk wordlist show {list} prints its rules"))
        } else {
            problem.help(format!("lists in force: {}", listed(lists())))
        }
    }
}

/// How a change would weaken a rule.
fn weakens(change: &Change, rule: &Rule) -> Option<&'static str> {
    if change.off == Some(true) {
        Some("turned off")
    } else if change
        .severity
        .is_some_and(|severity| severity < rule.severity)
        || change.draft == Some(true)
        || change.effective.is_some()
    {
        Some("softened")
    } else if !change.unless.is_empty()
        || !change.places.is_empty()
        || ![&change.audience, &change.channel, &change.market]
            .iter()
            .all(|values| values.is_empty())
    {
        Some("narrowed")
    } else {
        None
    }
}

/// Applies what needs no other list, and says in a few words what the change is.
fn apply(change: &Change, rule: &mut Rule) -> String {
    let mut said = Vec::new();
    if let Some(off) = change.off {
        rule.off = off;
        said.push(if off { "off" } else { "on" }.to_owned());
    }
    if let Some(severity) = change.severity {
        said.push(format!(
            "severity {}, was {}",
            severity.word(),
            rule.severity.word()
        ));
        rule.severity = severity;
    }
    if let Some(draft) = change.draft {
        rule.draft = draft;
        said.push(if draft { "draft" } else { "active" }.to_owned());
    }
    for (name, new, old) in [
        ("advice", &change.advice, &mut rule.advice),
        ("message", &change.message, &mut rule.message),
        ("because", &change.because, &mut rule.because),
        ("owner", &change.owner, &mut rule.owner),
    ] {
        if new.is_some() {
            old.clone_from(new);
            said.push(name.to_owned());
        }
    }
    for (name, new, old) in [
        ("audience", &change.audience, &mut rule.audience),
        ("channel", &change.channel, &mut rule.channel),
        ("market", &change.market, &mut rule.market),
    ] {
        if !new.is_empty() {
            *old = values(new);
            said.push(format!("{name} {}", old.join(", ")));
        }
    }
    if let Some(never) = change.apply_never {
        rule.apply_never = never;
        said.push(format!("apply {}", if never { "never" } else { "safe" }));
    }
    if let Some(effective) = change.effective {
        rule.effective = effective;
        said.push("dates".to_owned());
    }
    if !change.places.is_empty() {
        rule.places.clone_from(&change.places);
        said.push("in".to_owned());
    }
    if let Some(day) = &change.review_by {
        rule.review_by = Some(day.value);
        said.push(format!("review by {}", day.value));
    }
    for (name, count) in [
        ("phrases", change.phrases.len()),
        ("unless", change.unless.len()),
        ("instead", change.instead.len()),
    ] {
        if count > 0 {
            said.push(format!("{name}, {count} more"));
        }
    }
    said.join("; ")
}

fn values(written: &[At<String>]) -> Vec<String> {
    written.iter().map(|value| value.value.clone()).collect()
}
