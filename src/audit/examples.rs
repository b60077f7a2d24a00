//! The examples of rules, held against the whole list: what must be found, what must not, and what
//! a rewrite makes of a sentence.

use super::{Audit, Written, read};
use crate::check::check;
use crate::document::Format;
use crate::finding::{Edit, Finding};
use crate::judge::{Clearance, Policy};
use crate::wordlist::model::{At, Verdict};
use crate::wordlist::problem::Problem;
use crate::wordlist::ruleset::Rule;

impl Audit<'_> {
    /// Every example that fails.
    pub(super) fn examples(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (_, rule, written) in self.pairs() {
            if rule.off {
                continue;
            }
            let policy = in_force(rule, &self.policy);
            let case = Case {
                audit: self,
                rule,
                written,
                policy,
            };
            let examples = &written.rule.examples;
            problems.extend(examples.flags.iter().filter_map(|text| case.flags(text)));
            problems.extend(examples.allows.iter().filter_map(|text| case.allows(text)));
            let rewrites = examples.rewrites.iter();
            problems.extend(rewrites.filter_map(|(from, to)| case.rewrites(from, to)));
        }
        problems
    }
}

/// The policy on a day on which the rule has its full weight.
fn in_force(rule: &Rule, policy: &Policy) -> Policy {
    let dates = rule.effective;
    let starts = dates.enforced.max(dates.from);
    let mut day = policy.as_of;
    if let Some(starts) = starts {
        day = day.max(starts);
    }
    if let Some(until) = dates.until {
        day = day.min(until);
    }
    Policy {
        as_of: day,
        ..policy.clone()
    }
}

struct Case<'a> {
    audit: &'a Audit<'a>,
    rule: &'a Rule,
    written: Written<'a>,
    policy: Policy,
}

impl Case<'_> {
    fn findings(&self, text: &str) -> Vec<Finding> {
        read(Format::Markdown, text).map_or_else(Vec::new, |document| {
            check(&document, &self.audit.engine, &self.policy).findings()
        })
    }

    /// Whether the finding is one of this rule; of an approval, any finding.
    fn is_own(&self, finding: &Finding) -> bool {
        self.rule.verdict == Verdict::Approve
            || finding.rule == self.rule.id
            || finding.also.contains(&self.rule.id)
    }

    fn problem(&self, at: &At<String>, message: &str, label: String) -> Problem {
        Problem::error(
            &self.written.list.file,
            at.range(),
            format!("{message} (rule “{}”)", self.written.rule.id),
        )
        .label(label)
    }

    fn flags(&self, example: &At<String>) -> Option<Problem> {
        if self
            .findings(&example.value)
            .iter()
            .any(|found| self.is_own(found))
        {
            return None;
        }
        let document = read(Format::Markdown, &example.value)?;
        let report = check(&document, &self.audit.engine, &self.policy);
        let set = self.audit.set();
        let let_through = report
            .verdicts
            .cleared
            .iter()
            .find(|passed| set.rule(passed.rule).id == self.rule.id);
        let label = match let_through {
            Some(passed) => format!(
                "“{}” is let through: {}",
                document.words(passed.text),
                self.in_words(&passed.by)
            ),
            None => "none of its phrases stands here".to_owned(),
        };
        if let Some(passed) = let_through
            && let Clearance::CoveredBy(by) = passed.by
            && set.rule(by).list != self.rule.list
        {
            return Some(self.approved_elsewhere(example, label));
        }
        let problem = self.problem(example, "this example should be found, and is not", label);
        Some(problem.help("change the rule, or move the example to allows:"))
    }

    /// Lists may disagree: what one approves, another forbids. Neither is wrong, so it is said and
    /// fails nothing.
    fn approved_elsewhere(&self, example: &At<String>, label: String) -> Problem {
        Problem::warning(
            &self.written.list.file,
            example.range(),
            format!(
                "with these lists together, this example is not found (rule “{}”)",
                self.written.rule.id
            ),
        )
        .label(label)
        .help("write locked: true if no other list may approve it")
    }

    fn in_words(&self, by: &Clearance) -> String {
        match by {
            Clearance::Approved => "it is approved".to_owned(),
            Clearance::CoveredBy(rule) => {
                format!("{} approves it", self.audit.set().rule(*rule).id)
            }
            Clearance::NotNear => "what must stand near does not".to_owned(),
            Clearance::Mentioned => "it is spoken of, not used".to_owned(),
            Clearance::Negated => "it is negated".to_owned(),
            Clearance::Cited => "a source is given for it".to_owned(),
            Clearance::Asked => "it is asked about, not claimed".to_owned(),
            Clearance::Phrase => "a phrase of unless covers it".to_owned(),
            Clearance::Near => "something of unless stands near".to_owned(),
            Clearance::Elsewhere => "the rule is about other places".to_owned(),
            Clearance::Date => "the rule is not in force then".to_owned(),
            Clearance::Audience => "the rule is for others".to_owned(),
            Clearance::Off => "the rule is off".to_owned(),
        }
    }

    fn allows(&self, example: &At<String>) -> Option<Problem> {
        let findings = self.findings(&example.value);
        let found = findings.iter().find(|found| self.is_own(found))?;
        let problem = self.problem(
            example,
            "this example should be left alone, and is not",
            format!("“{}” is found by {}", found.text, found.rule),
        );
        Some(problem.help("add a condition to the rule, or move the example to flags:"))
    }

    fn rewrites(&self, from: &At<String>, to: &At<String>) -> Option<Problem> {
        let findings = self.findings(&from.value);
        let mut own = findings
            .iter()
            .filter(|found| self.is_own(found))
            .peekable();
        if own.peek().is_none() {
            return self.flags(from);
        }
        // With `apply: never` nothing is safe, and the example shows what would be offered.
        let offered = self.rule.apply_never;
        let written = rewritten(&from.value, &findings, offered);
        if written == to.value {
            return None;
        }
        let unsafe_because = findings
            .iter()
            .filter(|found| self.is_own(found))
            .filter_map(|found| found.suggestions.first())
            .find(|suggestion| !suggestion.safe);
        let label = match unsafe_because {
            Some(suggestion) if written == from.value => format!(
                "fix leaves it alone: {}",
                suggestion
                    .because
                    .as_deref()
                    .unwrap_or("the rewrite is not safe")
            ),
            _ if written == from.value => "fix leaves it alone".to_owned(),
            _ => format!("fix writes “{written}”"),
        };
        let problem = self.problem(to, "the rewrite is not what this example says", label);
        Some(problem.help("change instead:, or the example"))
    }
}

/// `text` with the first rewrite of each finding that is safe (or all, if `offered`).
fn rewritten(text: &str, findings: &[Finding], offered: bool) -> String {
    let mut edits: Vec<&Edit> = findings
        .iter()
        .filter_map(|found| found.suggestions.first())
        .filter(|suggestion| suggestion.safe || offered)
        .flat_map(|suggestion| &suggestion.edits)
        .collect();
    edits.sort_by_key(|edit| edit.span);
    let mut written = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        if edit.span.start < done {
            continue;
        }
        written.push_str(&text[done..edit.span.start]);
        written.push_str(&edit.text);
        done = edit.span.end;
    }
    written.push_str(&text[done..]);
    written
}
