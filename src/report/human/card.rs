//! One finding as a miette diagnostic: the sentence, the labels, and the lines of help.

use std::fmt;
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, SourceCode};

use super::snippet::Snippet;
use super::{WIDTH, repeats};
use crate::finding::{Finding, Suggestion};
use crate::position::LineIndex;
use crate::report::visible::visible;
use crate::report::{FileReport, wording};
use crate::wordlist::model::Severity;

/// Where the text of a help line begins: after `  help: ` and the word that names it.
const HELP_TEXT: usize = 14;

/// A finding, ready to be drawn.
#[derive(Debug)]
pub(super) struct Card {
    message: String,
    severity: Severity,
    help: String,
    snippet: Snippet,
}

impl Card {
    /// Prepares a finding; `told` is where its rule's reasons were shown before, `elsewhere` are the
    /// places that show the same.
    pub(super) fn new(
        file: &FileReport,
        lines: &LineIndex,
        finding: &Finding,
        told: Option<&str>,
        elsewhere: &[Arc<str>],
    ) -> Self {
        Self {
            message: visible(&finding.message).into_owned(),
            severity: finding.severity,
            help: help(&file.path, finding, told, elsewhere),
            snippet: Snippet::new(file, lines, finding),
        }
    }
}

fn help(path: &str, finding: &Finding, told: Option<&str>, elsewhere: &[Arc<str>]) -> String {
    let mut lines: Vec<(&str, String)> = vec![("", remedy(path, finding))];
    lines.extend(repeats::said(elsewhere).map(|also| ("", also)));
    if told.is_none() {
        let has_rewrite = !finding.suggestions.is_empty();
        lines.extend(
            finding
                .advice
                .as_ref()
                .filter(|_| has_rewrite)
                .map(|advice| ("do", advice.clone())),
        );
        lines.extend(
            finding
                .because
                .as_ref()
                .map(|because| ("why", because.clone())),
        );
    }
    if told.is_none() {
        lines.push(("who", wording::who(&finding.source)));
        lines.extend(finding.owner.as_ref().map(|owner| ("ask", owner.clone())));
    }
    let draft = if finding.draft { ", a draft" } else { "" };
    let told = told.map_or(String::new(), |place| {
        format!(" (why and who: see {place})")
    });
    lines.push(("rule", format!("{}{draft}{told}", finding.rule)));
    if !finding.also.is_empty() {
        lines.push(("also", finding.also.join(", ")));
    }
    let drawn: Vec<String> = lines
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(what, text)| {
            let text = visible(&text).into_owned();
            if what.is_empty() {
                wrap(&text, "")
            } else {
                wrap(&text, &format!("{what:<6}"))
            }
        })
        .collect();
    drawn.join("\n")
}

fn remedy(path: &str, finding: &Finding) -> String {
    if let Some(safe) = finding
        .suggestions
        .iter()
        .find(|suggestion| suggestion.safe)
    {
        let made = format!("copydesk fix makes it “{}”", safe.text);
        if finding.location.is_none() {
            return made;
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        return format!("{made} in a copy, {}", wording::copy_of(name, "fixed"));
    }
    match finding.suggestions.as_slice() {
        [] => no_rewrite(finding),
        [one] => format!("write “{}”{}", one.text, why_not_applied(one)),
        several => {
            let texts: Vec<_> = several
                .iter()
                .map(|suggestion| format!("“{}”", suggestion.text))
                .collect();
            format!("write {}", texts.join(" or "))
        }
    }
}

fn why_not_applied(suggestion: &Suggestion) -> String {
    suggestion
        .because
        .as_ref()
        .map_or(String::new(), |because| {
            format!(" (not applied by itself: it {because})")
        })
}

fn no_rewrite(finding: &Finding) -> String {
    match (&finding.advice, &finding.owner) {
        (Some(advice), _) => advice.clone(),
        (None, Some(owner)) => format!("no rewrite is given: ask {owner}"),
        (None, None) => "no rewrite is given: say it in other words".to_owned(),
    }
}

/// Breaks `text` so that it stays in a card, its further lines under its first word.
fn wrap(text: &str, name: &str) -> String {
    wording::in_column(name, text, WIDTH - HELP_TEXT - 2 + name.len())
}

impl fmt::Display for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Card {}

impl Diagnostic for Card {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Suggestion => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.snippet)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.snippet.labels()))
    }
}
