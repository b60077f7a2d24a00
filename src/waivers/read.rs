//! From the YAML of a file of waivers to the waivers, everything that is wrong said at once.

use std::ops::Range;
use std::sync::Arc;

use super::{Waiver, Wording};
use crate::wordlist::fields::{Fields, items};
use crate::wordlist::keys::waivers::{WAIVER, WAIVERS};
use crate::wordlist::problem::{File, Problem, Problems};
use crate::wordlist::yaml::{self, Node, Value};

/// Reads the waivers of `file`.
///
/// # Errors
/// All problems of the text.
pub(super) fn read(file: &Arc<File>) -> Result<Vec<Waiver>, Vec<Problem>> {
    let root = yaml::read(file).map_err(|problem| vec![*problem])?;
    let mut problems = Problems::new(file);
    let mut waivers = Vec::new();
    // An empty file waives nothing, and that is no mistake.
    if !matches!(root.value, Value::Null)
        && let Some(mut map) = Fields::read(&root, &WAIVERS, &mut problems)
    {
        if let Some(list) = map.get("waivers")
            && !matches!(list.value, Value::Null)
        {
            let all = items(list).iter();
            waivers.extend(all.filter_map(|item| waiver(item, &mut problems)));
        }
        map.done();
    }
    if problems.found.iter().any(Problem::is_error) {
        Err(problems.found)
    } else {
        Ok(waivers)
    }
}

fn waiver(node: &Node, problems: &mut Problems) -> Option<Waiver> {
    let mut map = Fields::read(node, &WAIVER, problems)?;
    let rule = map.text_at("rule", problems);
    let path = map.text_at("path", problems);
    let text = map.text_at("text", problems);
    let reason = map.text("reason", problems);
    let by = map.text("by", problems);
    let ticket = map.text("ticket", problems);
    let until = map.day("until", problems);
    let at = map.at.clone();
    for (key, example) in [
        ("rule", "rule: aws-openai/enable-access"),
        ("path", "path: press/2026-03-18.md"),
        ("text", "text: the words that may stay"),
        ("reason", "reason: Verbatim quotation of the article."),
        ("by", "by: legal@example.com"),
        ("until", "until: 2026-12-31"),
    ] {
        if map.key_at(key).is_none() {
            missing(&at, key, example, problems);
        }
    }
    map.done();
    let (rule, mut path, text) = (rule?, path?, text?);
    if !rule.value.contains('/') {
        problems.error(
            rule.range(),
            format!("“{}” is not the full id of a rule", rule.value),
            "the list is missing",
            "write the list before the rule:   rule: aws-openai/enable-access",
        );
    }
    if let Some(rest) = path.value.strip_prefix("./") {
        path.value = String::from(rest);
    }
    Some(Waiver {
        wording: Wording::new(&text.value),
        rule,
        path,
        text,
        reason: reason?,
        by: by?,
        ticket,
        until: until?,
    })
}

fn missing(at: &Range<usize>, key: &str, example: &str, problems: &mut Problems) {
    let first = problems.file.yaml.get(at.clone()).unwrap_or("");
    let line = first.lines().next().unwrap_or("").len();
    problems.error(
        at.start..at.start + line,
        format!("this waiver has no {key}"),
        format!("{key} is missing"),
        format!("write   {example}"),
    );
}
