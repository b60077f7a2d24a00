//! Lets a finding stand in the file of waivers beside the config, where the legal desk looks after it.
//!
//! Like `copydesk waive`, it tries what it would write with the judge that will read it: a waiver that
//! would not let its finding through is not offered.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::open::{Open, Role};
use super::params::uri;
use crate::check;
use crate::document::source::Source;
use crate::finding::{Finding, Kind};
use crate::session;
use crate::waivers::{self, Entry};
use crate::wordlist::model::Day;

/// How long a waiver holds if its writer does not say otherwise, in days.
const DAYS: i64 = 90;

/// Adds a waiver for `found`. `files` are the files of waivers that are open, by URI.
pub(super) fn action(
    open: &Open,
    found: &Finding,
    about: &Value,
    files: &BTreeMap<String, Arc<Open>>,
) -> Option<Value> {
    let Role::Copy(_, scope) = &open.role else {
        return None;
    };
    if found.kind == Kind::Directive || !open.client.versions {
        return None;
    }
    let held = scope.waivers.as_deref()?;
    let exists = held.path.is_file();
    if !exists && !open.client.creates {
        return None;
    }
    let file = uri(&held.path);
    let typed = files.get(&file);
    let existing = typed.map_or(held.source.text.as_str(), |typed| typed.source());
    let document = open.document()?;
    let policy = scope.policy_for(&open.path);
    let report = check::check(&document, &scope.engine, &policy);
    let text = report.words_to_waive(found);
    let entry = Entry {
        rule: found.rule.clone(),
        path: held.path_of(&open.path),
        text: text.unwrap_or_else(|| found.text.clone()),
        reason: "say why".to_owned(),
        by: "say who".to_owned(),
        ticket: None,
        until: later(policy.as_of)?,
    };
    let after = waivers::appended(existing, &[entry]).ok()?;
    let tried = waivers::understand(Source::from_text(after.clone()), &held.path).ok()?;
    let mut policy = policy.into_owned();
    policy.set_aside.push(tried.held(&open.path, policy.as_of)?);
    let left = check::check(&document, &scope.engine, &policy).findings();
    if left
        .iter()
        .any(|left| left.fingerprint == found.fingerprint)
    {
        return None;
    }
    let (start, end, new) = difference(existing, &after);
    let before = typed.map_or(0, |typed| typed.before());
    let shown = typed.map_or_else(|| existing.to_owned(), |typed| typed.text.clone());
    let places = super::convert::Places::new(&shown, open.client.units);
    let mut changes = Vec::new();
    if !exists {
        let options = json!({"ignoreIfExists": true});
        changes.push(json!({"kind": "create", "uri": file, "options": options}));
    }
    changes.push(json!({
        "textDocument": {"uri": file, "version": typed.map(|typed| typed.version)},
        "edits": [{"range": places.range(&(start + before..end + before)), "newText": new}],
    }));
    Some(json!({
        "title": format!("Waive {} for these words, with a reason", found.rule),
        "kind": "quickfix",
        "diagnostics": [about],
        "edit": {"documentChanges": changes},
    }))
}

fn later(day: Day) -> Option<Day> {
    let day = jiff::civil::Date::new(
        day.year,
        i8::try_from(day.month).ok()?,
        i8::try_from(day.day).ok()?,
    );
    let later = day.ok()?.checked_add(jiff::Span::new().days(DAYS)).ok()?;
    Some(session::day(later))
}

/// What replaces which bytes of `before` so that it becomes `after`.
fn difference<'a>(before: &str, after: &'a str) -> (usize, usize, &'a str) {
    let pairs = before.char_indices().zip(after.chars());
    let start = pairs
        .take_while(|((_, old), new)| old == new)
        .last()
        .map_or(0, |((at, old), _)| at + old.len_utf8());
    let (old, new) = (&before[start..], &after[start..]);
    let same: usize = old
        .chars()
        .rev()
        .zip(new.chars().rev())
        .take_while(|(old, new)| old == new)
        .map(|(old, _)| old.len_utf8())
        .sum();
    (start, before.len() - same, &new[..new.len() - same])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::difference;

    proptest! {
        #[test]
        fn a_difference_makes_one_text_of_the_other(before in "[aé\n]{0,8}", after in "[aé\n]{0,8}") {
            let (start, end, new) = difference(&before, &after);
            let mut text = before.clone();
            text.replace_range(start..end, new);
            prop_assert_eq!(text, after);
        }
    }
}
