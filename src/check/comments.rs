//! Findings about comments that address copydesk: wrong, or of no use.

use crate::document::Document;
use crate::finding::fingerprint::fingerprint;
use crate::finding::rendered::rendered;
use crate::finding::{Finding, Kind};
use crate::judge::{BadComment, Fault};
use crate::position::columns::Columns;
use crate::wordlist::model::Source;

/// What is said of one kind of fault: the id that stands for a rule, the message after the quoted
/// words, and what to do.
struct Said {
    id: &'static str,
    message: String,
    advice: String,
}

/// A finding about a comment.
pub(super) fn finding(
    document: &Document,
    bad: &BadComment,
    occurrence: usize,
    places: &Columns<'_>,
) -> Option<Finding> {
    let directive = document.directives.get(bad.directive)?;
    let text = rendered(directive.words.split(':').next().unwrap_or_default());
    let said = said(&bad.fault);
    let span = directive.source;
    let disk = document.source.on_disk(span);
    Some(Finding {
        rule: said.id.to_owned(),
        kind: Kind::Directive,
        severity: BadComment::SEVERITY,
        draft: false,
        message: format!("“{text}” {}", said.message),
        because: Some("A comment that hides findings must say which and why.".to_owned()),
        advice: Some(said.advice),
        owner: None,
        source: Source {
            title: "copydesk itself".to_owned(),
            ..Source::default()
        },
        enforced: None,
        span,
        segments: vec![span],
        disk,
        disk_segments: vec![disk],
        start: places.at(span.start),
        end: places.at(span.end),
        evidence: Vec::new(),
        also: Vec::new(),
        location: None,
        fingerprint: fingerprint(said.id, &text, occurrence),
        suggestions: Vec::new(),
        text,
    })
}

fn said(fault: &Fault) -> Said {
    let say = |id, message: String, advice: &str| Said {
        id,
        message,
        advice: advice.to_owned(),
    };
    match fault {
        Fault::NotUnderstood => say(
            "copydesk/unknown-comment",
            "is no comment that copydesk knows".to_owned(),
            "Write copydesk-ignore, copydesk-ignore-start or copydesk-ignore-end.",
        ),
        Fault::NoRule => say(
            "copydesk/ignore-without-rule",
            "does not say which rule it is about, so it hides nothing".to_owned(),
            "Write copydesk-ignore RULE: reason.",
        ),
        Fault::NoReason => say(
            "copydesk/ignore-without-reason",
            "gives no reason, so it hides nothing".to_owned(),
            "Put a colon and the reason after the rule.",
        ),
        Fault::UnknownRule(rule, Some(meant)) => say(
            "copydesk/unknown-rule",
            format!("names {rule}, which is in no list; did you mean {meant}?"),
            "Correct the rule, or take the comment out.",
        ),
        Fault::UnknownRule(rule, None) => say(
            "copydesk/unknown-rule",
            format!("names {rule}, which is in no list"),
            "Correct the rule, or take the comment out.",
        ),
        Fault::AmbiguousRule(rule, all) => say(
            "copydesk/ambiguous-rule",
            format!("names {rule}, which several lists have: {}", all.join(", ")),
            "Write the list before the rule.",
        ),
        Fault::Locked(rule) => say(
            "copydesk/locked-rule",
            format!("cannot hide {rule}: the owner of the list has locked it"),
            "Ask the owner of the list.",
        ),
        Fault::Unused(rule) => say(
            "copydesk/unused-ignore",
            format!("hides nothing: {rule} finds nothing here"),
            "Take the comment out.",
        ),
        Fault::NeverEnded => say(
            "copydesk/unclosed-ignore",
            "is never ended, so it holds to the end of the page".to_owned(),
            "Write copydesk-ignore-end where it should stop.",
        ),
        Fault::NeverStarted => say(
            "copydesk/unopened-ignore",
            "ends what was never started".to_owned(),
            "Take the comment out, or write copydesk-ignore-start before it.",
        ),
    }
}
