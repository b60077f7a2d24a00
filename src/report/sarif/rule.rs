//! How SARIF describes a rule: short, full and Markdown help, within what code scanning takes.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::super::RuleEntry;
use super::level;
use crate::finding::{Finding, Kind};
use crate::uri;

/// The characters, as UTF-16 counts them, that code scanning takes of a description.
const DESCRIPTION: usize = 1_024;

/// A rule of a list.
pub(super) fn of_list(entry: &RuleEntry) -> Value {
    let url = entry.url.as_deref().and_then(uri::web);
    let parts = [
        ("Why", entry.because.as_deref()),
        ("Do", entry.advice.as_deref()),
        ("Who", Some(entry.who.as_str())),
        ("Ask", entry.owner.as_deref()),
    ];
    let mut help = entry.short.clone();
    let mut markdown = format!("{}\n", literal(&entry.short));
    for (what, said) in parts {
        let Some(said) = said else {
            continue;
        };
        // Writing to a String cannot fail.
        let _ = write!(help, "\n\n{what}: {said}");
        let said = match &url {
            Some(url) if what == "Who" => {
                format!("[{}]({})", literal(said), url.replace(')', "%29"))
            }
            _ => literal(said),
        };
        let _ = write!(markdown, "\n- **{what}:** {said}");
    }
    let kind = match entry.kind {
        Kind::Required => "required",
        Kind::Forbidden | Kind::Directive => "forbidden",
    };
    let mut rule = json!({
        "id": entry.id,
        "shortDescription": {"text": cut(&entry.short)},
        "fullDescription": {"text": cut(entry.because.as_deref().unwrap_or(&entry.short))},
        "help": {"text": help, "markdown": markdown},
        "defaultConfiguration": {"level": level(entry.severity)},
        "properties": {"tags": ["wording", kind]},
    });
    if let Some(url) = url {
        rule["helpUri"] = json!(url);
    }
    rule
}

/// What finds mistakes in comments and waivers is in no list: described by its first finding.
pub(super) fn of_copydesk(finding: &Finding) -> Value {
    let name = finding.rule.rsplit('/').next().unwrap_or_default();
    let short = format!(
        "What addresses copydesk is wrong: {}.",
        name.replace('-', " ")
    );
    let because = finding.because.as_deref().unwrap_or(&short);
    let help = match &finding.advice {
        Some(advice) => format!("{because}\n\nDo: {advice}"),
        None => because.to_owned(),
    };
    json!({
        "id": finding.rule,
        "shortDescription": {"text": cut(&short)},
        "fullDescription": {"text": cut(because)},
        "help": {"text": help, "markdown": literal(&help)},
        "defaultConfiguration": {"level": level(finding.severity)},
        "properties": {"tags": ["wording", "copydesk"]},
    })
}

/// `text` so that Markdown shows it as it is: lists are written by people who quote `*` and `<b>`.
fn literal(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(
            letter,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~'
        ) {
            shown.push('\\');
        }
        shown.push(letter);
    }
    shown
}

fn cut(text: &str) -> String {
    if text.encode_utf16().count() <= DESCRIPTION {
        return text.to_owned();
    }
    let mut room = DESCRIPTION - 1;
    let kept = text.chars().take_while(|letter| {
        let width = letter.len_utf16();
        let fits = width <= room;
        room = room.saturating_sub(width);
        fits
    });
    kept.chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_cut_where_the_service_would_refuse_it() {
        for (text, expected) in [("é".repeat(1_024), 1_024), ("🚀".repeat(600), 1_023)] {
            let said = cut(&text);
            assert_eq!(said.encode_utf16().count(), expected);
            assert!(text.starts_with(said.trim_end_matches('…')));
        }
    }

    #[test]
    fn markdown_shows_what_was_written() {
        assert_eq!(literal("*best* <b>[1]"), "\\*best\\* \\<b\\>\\[1\\]");
    }
}
