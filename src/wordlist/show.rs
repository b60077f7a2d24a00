//! A list as a page for people who never open a terminal: what to say, what not to say, and why.

use std::fmt::Write as _;

use super::load::Loaded;
use super::model::{At, Instead, Near, Rule, Source, Verdict};
use super::show_words::{phrase_in_words, rewrite_in_words};

/// A row of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    say: String,
    do_not_say: String,
    why: String,
    source: String,
    ask: String,
    rule: String,
}

/// How many phrases of a rule a page shows before it only says how many more there are.
const PHRASES: usize = 6;

fn rows(loaded: &Loaded) -> Vec<Row> {
    let list = &loaded.list;
    let mut rows: Vec<Row> = list.rules.iter().map(|rule| row(rule, loaded)).collect();
    // What may be said is what most readers came for.
    rows.sort_by_key(|row| !row.do_not_say.is_empty());
    rows
}

fn row(rule: &Rule, loaded: &Loaded) -> Row {
    let list = &loaded.list;
    let words = |phrases: &[At<String>]| {
        let said = phrases
            .iter()
            .take(PHRASES)
            .map(|phrase| phrase_in_words(&phrase.value, list));
        let mut said = said.collect::<Vec<_>>().join("; ");
        if phrases.len() > PHRASES {
            said = format!("{said}; and {} more wordings", phrases.len() - PHRASES);
        }
        said
    };
    let owner = rule.owner.as_ref().or(list.defaults.owner.as_ref());
    let owner = owner.cloned().unwrap_or_default();
    let phrases = words(&rule.phrases);
    let say = || say(rule, loaded, &owner);
    let (say, do_not_say) = match rule.verdict {
        Verdict::Approve => (phrases, String::new()),
        Verdict::Forbid => (say(), format!("{phrases}{}", conditions(rule, loaded))),
        Verdict::Require if rule.when.is_empty() => (phrases, String::new()),
        Verdict::Require => (phrases.clone(), format!("{} without it", words(&rule.when))),
    };
    let named = rule.source.as_ref().or(list.defaults.source.as_ref());
    let source = named.and_then(|named| list.sources.get(&named.value));
    Row {
        say,
        do_not_say,
        why: rule.because.clone().unwrap_or_default(),
        source: source.map(source_in_words).unwrap_or_default(),
        ask: owner,
        rule: format!("{}/{}", list.name, rule.id),
    }
}

/// What to do instead: the rewrites, else the advice, else whom to ask.
fn say(rule: &Rule, loaded: &Loaded, owner: &str) -> String {
    if !rule.instead.is_empty() {
        let rewrite = |instead: &Instead| rewrite_in_words(&instead.with.value, &loaded.list);
        let mut rewrites: Vec<_> = rule.instead.iter().map(rewrite).collect();
        rewrites.dedup();
        return rewrites.join("; ");
    }
    if let Some(advice) = &rule.advice {
        return advice.clone();
    }
    if owner.is_empty() {
        String::new()
    } else {
        format!("ask {owner}")
    }
}

/// ` (about OpenAI)`: what must stand near.
fn conditions(rule: &Rule, loaded: &Loaded) -> String {
    let Some(Near { phrases, all, .. }) = &rule.near else {
        return String::new();
    };
    let joint = if *all { " and " } else { " or " };
    let words: Vec<String> = phrases
        .iter()
        .map(|phrase| phrase_in_words(&phrase.value, &loaded.list))
        .collect();
    let only_name = phrases.len() == 1 && phrases[0].value.starts_with('@');
    let lead = if only_name { "about" } else { "near" };
    // A long list of words helps nobody on a page.
    match words.get(..4) {
        Some(first) if words.len() > 5 => format!(" ({lead} {} …)", first.join(", ")),
        _ => format!(" ({lead} {})", words.join(joint)),
    }
}

fn source_in_words(source: &Source) -> String {
    let mut said = source.title.clone();
    let more = [&source.publisher, &source.date, &source.clause];
    for more in more.into_iter().flatten() {
        let _ = write!(said, ", {more}");
    }
    if let Some(seen) = &source.seen_in {
        let _ = write!(said, ", as reported by {}", seen.title);
    }
    if let Some(url) = &source.url {
        let _ = write!(said, " <{url}>");
    }
    said
}

/// `Version 2026-03, digest 3f9c1e0b. Ask: Brand Legal.`
fn about(loaded: &Loaded) -> String {
    let list = &loaded.list;
    let mut said = match &list.version {
        Some(version) => format!("Version {version}, digest {}.", &loaded.digest[..8]),
        None => format!("Digest {}.", &loaded.digest[..8]),
    };
    if let Some(owner) = &list.defaults.owner {
        let _ = write!(said, " Ask: {owner}.");
    }
    if let Some(market) = &list.market {
        let _ = write!(said, " Written for: {market}.");
    }
    if let Some(notice) = &list.notice {
        let _ = write!(said, " {notice}");
    }
    said
}

fn title(loaded: &Loaded) -> &str {
    loaded.list.title.as_deref().unwrap_or(&loaded.list.name)
}

/// The list as a Markdown page.
#[must_use]
pub fn markdown(loaded: &Loaded) -> String {
    let mut page = format!(
        "# {}\n{}\n\n| Say | Do not say | Why |\n|---|---|---|\n",
        escaped_markdown(title(loaded)),
        escaped_markdown(&about(loaded))
    );
    for row in rows(loaded) {
        let cells = [&row.say, &row.do_not_say, &row.why].map(|cell| escaped_markdown(cell));
        // An empty cell is one space, so that no two bars meet.
        let cells = cells.map(|cell| {
            if cell.is_empty() {
                cell
            } else {
                format!(" {cell}")
            }
        });
        let _ = writeln!(page, "|{} |{} |{} |", cells[0], cells[1], cells[2]);
    }
    page
}

/// The list as a web page of its own.
#[must_use]
pub fn html(loaded: &Loaded) -> String {
    let title = escaped_html(title(loaded));
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>\nbody {{ font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }}\n\
         table {{ border-collapse: collapse; width: 100% }}\n\
         th, td {{ border: 1px solid #ccc; padding: .4rem .6rem; text-align: left; vertical-align: top }}\n\
         td:nth-child(2) {{ color: #a00 }}\nsmall {{ color: #555 }}\n</style>\n\
         <h1>{title}</h1>\n<p>{}</p>\n<table>\n\
         <thead><tr><th scope=\"col\">Say<th scope=\"col\">Do not say<th scope=\"col\">Why</thead>\n<tbody>\n",
        escaped_html(loaded.list.language.as_deref().unwrap_or("en")),
        escaped_html(&about(loaded)),
    );
    for row in rows(loaded) {
        let [say, not, why, source] =
            [&row.say, &row.do_not_say, &row.why, &row.source].map(|cell| escaped_html(cell));
        let source = if source.is_empty() {
            source
        } else {
            format!(" <small>{source}</small>")
        };
        let _ = writeln!(page, "<tr><td>{say}<td>{not}<td>{why}{source}");
    }
    page.push_str("</tbody>\n</table>\n</html>\n");
    page
}

/// The list as a table for spreadsheets.
///
/// # Errors
/// If the table cannot be written, which does not happen in memory.
pub fn csv(loaded: &Loaded) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["say", "do not say", "why", "source", "ask", "rule"])?;
    for row in rows(loaded) {
        let cells = [
            row.say,
            row.do_not_say,
            row.why,
            row.source,
            row.ask,
            row.rule,
        ];
        writer.write_record(cells.map(no_formula))?;
    }
    let bytes = writer
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What may begin a formula, in the forms that are typed in the west and in the east.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A cell that a spreadsheet does not take for a formula: lists and copy may come from anybody.
#[must_use]
pub fn no_formula(cell: String) -> String {
    if cell.starts_with(['\t', '\r']) || cell.trim_start().starts_with(FORMULA) {
        format!("'{cell}")
    } else {
        cell
    }
}

/// Text as one line of Markdown that reads as it is, in a table or out of it.
fn escaped_markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
    {
        match letter {
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '~' => escaped.extend(['\\', letter]),
            '<' => escaped.push_str("&lt;"),
            '&' => escaped.push_str("&amp;"),
            _ if letter.is_control() => {}
            _ => escaped.push(letter),
        }
    }
    escaped
}

fn escaped_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(' '),
            _ if letter.is_control() => {}
            _ => escaped.push(letter),
        }
    }
    escaped
}
