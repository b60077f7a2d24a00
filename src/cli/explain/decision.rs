//! How each hit in a stretch of text was judged: the rule, its conditions one by one, the end.

use std::io::{self, Write};

use super::phrase::brief;
use super::rule::{kind, place};
use crate::cli::scope::Scope;
use crate::document::Document;
use crate::finding::rendered::rendered;
use crate::judge::{self, Asked, Clearance, Decision, Outcome, Policy};
use crate::position::TextSpan;
use crate::report::visible::visible;
use crate::report::wording;
use crate::wordlist::model::{Severity, Verdict};
use crate::wordlist::ruleset::{Near, Ruleset, Term, Unless};

/// How many phrases of a condition are said before it is only said how many more there are.
const SHOWN: usize = 1;
/// How wide the column of the copy's words is.
const WORDS: usize = 33;
/// How wide a condition and its dots are.
const CONDITION: usize = 44;

/// Writes what was decided about `range`; whether there was anything.
pub(super) fn write(
    document: &Document,
    scope: &Scope,
    policy: &Policy,
    range: TextSpan,
    out: &mut dyn Write,
) -> io::Result<bool> {
    let scan = scope.engine.scan(document);
    let decisions = judge::explain(&scan, &scope.engine, policy, range);
    for decision in &decisions {
        let mut page = Page {
            document,
            rules: scope.engine.rules(),
            out,
        };
        page.decision(decision)?;
    }
    let let_through = decisions.iter().find(|decision| {
        matches!(
            decision.outcome,
            Outcome::Cleared(
                Clearance::Mentioned | Clearance::Negated | Clearance::Cited | Clearance::Asked
            )
        )
    });
    if let Some(decision) = let_through {
        let block = document.blocks[decision.hit.block()].text;
        writeln!(
            out,
            "\nIs that wrong? Add this to the rule's examples and send it to its owner:\n      \
             flags: [\"{}\"]",
            visible(&rendered(document.words(block)).replace('"', "\\\""))
        )?;
    }
    Ok(!decisions.is_empty())
}

struct Page<'p> {
    document: &'p Document,
    rules: &'p Ruleset,
    out: &'p mut dyn Write,
}

impl Page<'_> {
    fn decision(&mut self, decision: &Decision) -> io::Result<()> {
        let rule = self.rules.rule(decision.rule);
        let words = rendered(self.document.words(decision.hit.text()));
        let found = match (&decision.outcome, rule.verdict) {
            (Outcome::Approved, _) => format!("approved by {}", rule.id),
            (Outcome::Cleared(_), _) => format!("found by {}, then let through", rule.id),
            (Outcome::SetAside(_), _) => format!("found by {}, then set aside", rule.id),
            (_, Verdict::Require) => format!("needs more, says {}", rule.id),
            _ => format!("found by {}", rule.id),
        };
        writeln!(
            self.out,
            "{:<WORDS$}{found}",
            format!("{} ", visible(&words))
        )?;
        for check in &decision.checks {
            let asked = self.asked(&check.asked);
            let held = if check.held { "yes" } else { "no" };
            let words: Vec<_> = check
                .words
                .iter()
                .map(|span| format!("“{}”", rendered(self.document.words(*span))))
                .collect();
            let words = if words.is_empty() {
                String::new()
            } else {
                format!(" ({})", words.join(", "))
            };
            self.dotted(&asked, &format!("{held}{words}"))?;
        }
        if rule.verdict == Verdict::Forbid && !silent(&decision.outcome) {
            let around = decision.around.map_or_else(
                || "none".to_owned(),
                |(rule, span)| {
                    let words = rendered(self.document.words(span));
                    format!("“{words}” ({})", self.rules.rule(rule).id)
                },
            );
            self.dotted("approved phrase around it", &around)?;
        }
        match self.ended(&decision.outcome) {
            Some(end) => writeln!(self.out, "{:WORDS$}=> {}", "", visible(&end)),
            None => Ok(()),
        }
    }

    fn dotted(&mut self, left: &str, right: &str) -> io::Result<()> {
        writeln!(
            self.out,
            "{:WORDS$}{:.<CONDITION$} {}",
            "",
            format!("{} ", visible(left)),
            visible(right)
        )
    }

    fn asked(&self, asked: &Asked) -> String {
        match asked {
            Asked::In(places) => {
                let kinds: Vec<_> = places.iter().map(|place| kind(*place).to_owned()).collect();
                format!("condition: in {}", wording::and_list(&kinds))
            }
            Asked::Near(near) => format!("condition: {}", self.near(near)),
            Asked::Unless(Unless::Mentioned) => "exception: spoken of, not used".to_owned(),
            Asked::Unless(Unless::Negated) => "exception: negated".to_owned(),
            Asked::Unless(Unless::Cited) => "exception: a source is given".to_owned(),
            Asked::Unless(Unless::Asked) => "exception: asked about".to_owned(),
            Asked::Unless(Unless::Phrase(phrases)) => {
                let phrases = phrases.iter().map(|phrase| brief(*phrase, self.rules));
                let phrases: Vec<_> = phrases.collect();
                format!(
                    "exception: part of {}",
                    wording::some(&phrases, SHOWN, " or ")
                )
            }
            Asked::Unless(Unless::Near(near)) => format!("exception: {}", self.near(near)),
            Asked::Require(phrases, within) => {
                let phrases = phrases.iter().map(|phrase| brief(*phrase, self.rules));
                let phrases: Vec<_> = phrases.collect();
                format!(
                    "needed: {} in {}",
                    wording::some(&phrases, SHOWN, " or "),
                    place(*within)
                )
            }
        }
    }

    fn near(&self, near: &Near) -> String {
        let terms: Vec<_> = near
            .terms
            .iter()
            .map(|term| match term {
                Term::Phrase(phrase) => brief(*phrase, self.rules),
                Term::Name(name) => {
                    let name = self.rules.name(*name);
                    if name.spelling.is_empty() {
                        name.id.clone()
                    } else {
                        name.spelling.clone()
                    }
                }
            })
            .collect();
        let joint = if near.all { " and " } else { " or " };
        let places: Vec<_> = near.within.iter().map(|within| place(*within)).collect();
        format!(
            "{} in {}",
            wording::some(&terms, SHOWN, joint),
            places.join(", or ")
        )
    }

    /// The last line of a decision; none where the first says it all.
    fn ended(&self, outcome: &Outcome) -> Option<String> {
        Some(match outcome {
            Outcome::Approved => return None,
            Outcome::Finding(Severity::Error) => "an error".to_owned(),
            Outcome::Finding(Severity::Warning) => "a warning".to_owned(),
            Outcome::Finding(Severity::Suggestion) => "a suggestion".to_owned(),
            Outcome::Under(rule) => format!(
                "listed with the finding of {}, which stands in the same words",
                self.rules.rule(*rule).id
            ),
            Outcome::Cleared(by) => match self.cleared(by) {
                Some(why) => format!("no finding: {why}"),
                None => "no finding".to_owned(),
            },
            Outcome::SetAside(aside) => {
                format!("no finding: set aside ({}): {}", aside.kind, aside.reason)
            }
            Outcome::Satisfied => "no finding: what must be said is said".to_owned(),
            Outcome::NotFirst => "no finding: only the first use counts".to_owned(),
            Outcome::Coming(day) => format!("no finding before {}", wording::iso(*day)),
        })
    }

    /// Why, where no condition above says so.
    fn cleared(&self, by: &Clearance) -> Option<String> {
        Some(match by {
            Clearance::CoveredBy(rule) => format!("approved by {}", self.rules.rule(*rule).id),
            Clearance::NotNear => "what it is about is not named there".to_owned(),
            Clearance::Elsewhere => "the rule is about other places".to_owned(),
            Clearance::Date => "the rule is not in force on this day".to_owned(),
            Clearance::Audience => "the rule is for other readers, media or markets".to_owned(),
            Clearance::Off => "the rule is turned off".to_owned(),
            _ => return None,
        })
    }
}

/// Whether the rule was not asked at all.
fn silent(outcome: &Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Cleared(Clearance::Off | Clearance::Audience | Clearance::Date)
            | Outcome::Coming(_)
    )
}
