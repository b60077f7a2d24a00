//! Waivers that no longer hold, or are of no use: findings in the file of waivers itself.

use std::collections::BTreeSet;
use std::path::Path;

use super::{KIND, Waiver, Waivers};
use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::finding::day::long_day;
use crate::finding::fingerprint::fingerprint;
use crate::finding::{Finding, Kind};
use crate::judge::{BadComment, Policy, Verdicts, is_silent};
use crate::position::{LineIndex, SourceSpan};
use crate::wordlist::model::Source;
use crate::wordlist::problem::nearest;
use crate::wordlist::ruleset::Ruleset;

/// What is wrong with a waiver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Flaw {
    /// Its last day is over.
    Expired,
    /// Its words no longer stand in its file.
    Lapsed,
    /// Its file is not there.
    Gone,
    /// Its file is there, and is not checked with these lists.
    NotChecked,
    /// Its words stand there, but its rule finds nothing in them.
    Unused,
    /// No list has its rule; perhaps this one was meant.
    UnknownRule(Option<String>),
}

/// A waiver and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Index into [`Waivers::entries`].
    pub waiver: usize,
    /// What is wrong.
    pub flaw: Flaw,
}

/// What is wrong with waivers whose file was checked: those at `indices`, all of `document`.
#[must_use]
pub fn faults(
    waivers: &Waivers,
    indices: &[usize],
    document: &Document,
    verdicts: &Verdicts,
    rules: &Ruleset,
    policy: &Policy,
) -> Vec<Fault> {
    let of = |&index: &usize| {
        let flaw = flaw(
            waivers.entries.get(index)?,
            document,
            verdicts,
            rules,
            policy,
        )?;
        Some(Fault {
            waiver: index,
            flaw,
        })
    };
    indices.iter().filter_map(of).collect()
}

/// The waivers for files under `folder` (absolute), all of which was looked at, that concern none of
/// the files that were checked; `reached` are the indices of those that do.
#[must_use]
pub fn unreached(waivers: &Waivers, folder: &Path, reached: &BTreeSet<usize>) -> Vec<Fault> {
    let all = waivers.entries.iter().enumerate();
    all.filter(|(index, _)| !reached.contains(index))
        .filter_map(|(index, waiver)| {
            let path = waivers.folder.join(&waiver.path.value);
            path.starts_with(folder).then(|| Fault {
                waiver: index,
                flaw: if path.exists() {
                    Flaw::NotChecked
                } else {
                    Flaw::Gone
                },
            })
        })
        .collect()
}

fn flaw(
    waiver: &Waiver,
    document: &Document,
    verdicts: &Verdicts,
    rules: &Ruleset,
    policy: &Policy,
) -> Option<Flaw> {
    if waiver.until.value < policy.as_of {
        return Some(Flaw::Expired);
    }
    let wanted = waiver.rule.value.as_str();
    let Some(rule) = rules.rules.iter().find(|rule| rule.id == wanted) else {
        let ids = rules.rules.iter().map(|rule| rule.id.as_str());
        return Some(Flaw::UnknownRule(nearest(wanted, ids).map(str::to_owned)));
    };
    let used = verdicts.suppressed.iter().any(|aside| {
        aside.kind == KIND
            && rules.rule(aside.rule).id == wanted
            && waiver.wording.covers(document, aside.text)
    });
    if used {
        None
    } else if !waiver.wording.stands_in(document) {
        Some(Flaw::Lapsed)
    } else {
        (!is_silent(rule, document, policy)).then_some(Flaw::Unused)
    }
}

/// The finding that says so, in the file of waivers.
#[must_use]
pub fn finding(waivers: &Waivers, fault: &Fault) -> Option<Finding> {
    let waiver = waivers.entries.get(fault.waiver)?;
    let path = &waiver.path.value;
    let (id, at, words, message, advice) = match &fault.flaw {
        Flaw::Expired => (
            "copydesk/expired-waiver",
            waiver.until.range(),
            &waiver.text.value,
            format!(
                "is no longer waived in {path}: the waiver ended on {}",
                long_day(waiver.until.value)
            ),
            "Have it prolonged, change the words, or take the waiver out.",
        ),
        Flaw::Lapsed => (
            "copydesk/lapsed-waiver",
            waiver.text.range(),
            &waiver.text.value,
            format!("is waived, but these words no longer stand in {path}"),
            "Have the new words cleared, or take the waiver out.",
        ),
        Flaw::Gone => (
            "copydesk/lapsed-waiver",
            waiver.path.range(),
            &waiver.text.value,
            format!("is waived in {path}, which is not there"),
            "Correct the path, or take the waiver out.",
        ),
        Flaw::NotChecked => (
            "copydesk/unused-waiver",
            waiver.path.range(),
            &waiver.text.value,
            format!("is waived in {path}, which is not checked with the config beside this file"),
            "Move the waiver beside the config that holds there, or take it out.",
        ),
        Flaw::Unused => (
            "copydesk/unused-waiver",
            waiver.text.range(),
            &waiver.text.value,
            format!(
                "is waived, but {} finds nothing to waive in these words in {path}",
                waiver.rule.value
            ),
            "Take the waiver out.",
        ),
        Flaw::UnknownRule(meant) => (
            "copydesk/unknown-rule",
            waiver.rule.range(),
            &waiver.rule.value,
            match meant {
                Some(meant) => format!("is in no list; did you mean {meant}?"),
                None => "is in no list".to_owned(),
            },
            "Correct the rule, or take the waiver out.",
        ),
    };
    let text = waivers.source.text.as_str();
    let span = SourceSpan::new(at.start, at.end);
    let index = LineIndex::new(text);
    let disk = waivers.source.on_disk(span);
    Some(Finding {
        rule: id.to_owned(),
        kind: Kind::Directive,
        severity: BadComment::SEVERITY,
        draft: false,
        message: format!("“{words}” {message}"),
        because: Some("A waiver holds for its words and its days only.".to_owned()),
        advice: Some(advice.to_owned()),
        owner: Some(waiver.by.clone()),
        source: Source {
            title: "copydesk itself".to_owned(),
            ..Source::default()
        },
        enforced: None,
        span,
        segments: vec![span],
        disk,
        disk_segments: vec![disk],
        start: index.place(span.start, text),
        end: index.place(span.end, text),
        evidence: Vec::new(),
        also: Vec::new(),
        location: None,
        fingerprint: fingerprint(id, &format!("{path}|{words}"), 0),
        suggestions: Vec::new(),
        text: words.clone(),
    })
}
