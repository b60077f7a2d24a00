//! How sources, dates and counts are said to people, the same in every format.

use std::borrow::Cow;

use crate::finding::Finding;
use crate::finding::day::month;
pub use crate::finding::day::{iso, long_day};
use crate::wordlist::model::{Severity, Source};

/// The longest message that is shown whole, in characters.
const LONGEST: usize = 400;

/// A date as lists write it, for people: `2026-03` is `March 2026`; what is no date stays as it is.
#[must_use]
pub fn loose_date(written: &str) -> String {
    let parts: Vec<&str> = written.split('-').collect();
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<u8>().ok());
    match (parts.as_slice(), number(1), number(2)) {
        ([year, _], Some(1..=12), _) => format!("{} {year}", month(number(1).unwrap_or(1))),
        ([year, _, _], Some(1..=12), Some(day @ 1..=31)) => {
            format!("{day} {} {year}", month(number(1).unwrap_or(1)))
        }
        _ => written.to_owned(),
    }
}

/// `AWS staff memo of March 2026, as reported by 24/7 Wall St.`
#[must_use]
pub fn who(source: &Source) -> String {
    let mut said = source.title.clone();
    if let Some(date) = &source.date {
        said.push_str(" of ");
        said.push_str(&loose_date(date));
    }
    if let Some(reported) = &source.seen_in {
        said.push_str(", as reported by ");
        said.push_str(reported.publisher.as_ref().unwrap_or(&reported.title));
    }
    said
}

/// `error`, `warning`, `suggestion`.
#[must_use]
pub const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Suggestion => "suggestion",
    }
}

/// `1 file`, `2 files`.
#[must_use]
pub fn count(number: usize, one: &str) -> String {
    if number == 1 {
        format!("1 {one}")
    } else {
        format!("{number} {one}s")
    }
}

/// `3 errors and 1 warning`, `1 error, 2 warnings and 1 suggestion`; weights that are absent are left out.
#[must_use]
pub fn tally(counts: &[(Severity, usize)]) -> String {
    let said: Vec<String> = [Severity::Error, Severity::Warning, Severity::Suggestion]
        .into_iter()
        .filter_map(|weight| {
            let number = counts
                .iter()
                .filter(|(of, _)| *of == weight)
                .map(|(_, number)| number)
                .sum();
            (number > 0).then(|| count(number, severity(weight)))
        })
        .collect();
    and_list(&said)
}

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn and_list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `a or b`, and after the first `most` of them `… and 7 more`: a long list of words helps nobody.
#[must_use]
pub fn some(items: &[String], most: usize, joint: &str) -> String {
    match items.get(..most) {
        Some(first) if items.len() > most + 1 => {
            format!("{} … and {} more", first.join(joint), items.len() - most)
        }
        _ => items.join(joint),
    }
}

/// What to do about a finding, in one clause: the safe rewrite, what is offered, the advice, or whom to ask.
#[must_use]
pub fn remedy(finding: &Finding) -> Option<String> {
    if let Some(safe) = finding
        .suggestions
        .iter()
        .find(|suggestion| suggestion.safe)
    {
        return Some(format!("write “{}”", safe.text));
    }
    let offered: Vec<String> = finding
        .suggestions
        .iter()
        .map(|suggestion| format!("“{}”", suggestion.text))
        .collect();
    if offered.is_empty() {
        finding.advice.clone()
    } else {
        Some(format!("write {}", offered.join(" or ")))
    }
}

/// The name of a copy of the file at `path`: `decks/q3.fixed.pptx` where `what` is `fixed`.
#[must_use]
pub fn copy_of(path: &str, what: &str) -> String {
    let name = path.rfind(['/', '\\']).map_or(0, |slash| slash + 1);
    match path[name..].rfind('.') {
        Some(dot) => format!("{}.{what}{}", &path[..name + dot], &path[name + dot..]),
        None => format!("{path}.{what}"),
    }
}

/// `text` behind `heading`, broken between words so that no line is wider than `width` columns of a
/// terminal, its further lines under its first word. A word that is wider stays whole: it can be an
/// address.
#[must_use]
pub fn in_column(heading: &str, text: &str, width: usize) -> String {
    let indent = " ".repeat(textwrap::core::display_width(heading));
    let options = textwrap::Options::new(width)
        .initial_indent(heading)
        .subsequent_indent(&indent)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit)
        .break_words(false);
    textwrap::fill(text, options)
}

/// What is wrong and what to do about it: `“x” is not approved wording; write “y”`.
#[must_use]
pub fn clause(finding: &Finding) -> String {
    let message = clipped(&finding.message);
    match remedy(finding) {
        Some(remedy) => format!("{message}; {remedy}"),
        None => message.into_owned(),
    }
}

/// The same, after the place where it is no line: `slide 7 > Title 1: “x” is not …`.
#[must_use]
pub fn placed_clause(finding: &Finding) -> String {
    placed(finding, &clause(finding))
}

/// What is wrong, what to do and why, in sentences, for formats that show more than one line.
#[must_use]
pub fn sentences(finding: &Finding) -> String {
    let parts = [
        Some(placed_message(finding)),
        remedy(finding),
        finding.because.clone(),
    ];
    let parts = parts.into_iter().flatten();
    parts
        .map(|part| sentence(&part))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The message, after the place where it is no line.
#[must_use]
pub fn placed_message(finding: &Finding) -> String {
    placed(finding, &clipped(&finding.message))
}

fn placed(finding: &Finding, said: &str) -> String {
    match &finding.location {
        Some(location) => format!("{location}: {said}"),
        None => said.to_owned(),
    }
}

/// `text` with a capital and a full stop.
fn sentence(text: &str) -> String {
    let text = text.trim_end();
    let mut letters = text.chars();
    let mut said: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    said.push_str(letters.as_str());
    if !said.ends_with(['.', '!', '?']) {
        said.push('.');
    }
    said
}

/// A message that quotes very long words, cut in their middle: what is wrong with them stands at
/// the end.
#[must_use]
pub fn clipped(message: &str) -> Cow<'_, str> {
    let length = message.chars().count();
    if length <= LONGEST {
        return Cow::Borrowed(message);
    }
    let kept = (LONGEST - 3) / 2;
    let start: String = message.chars().take(kept).collect();
    let end: String = message.chars().skip(length - kept).collect();
    Cow::Owned(format!("{} … {}", start.trim_end(), end.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_counts_and_dates_as_people_do() {
        let counts = [(Severity::Warning, 1), (Severity::Error, 3)];
        assert_eq!(tally(&counts), "3 errors and 1 warning");
        assert_eq!(loose_date("2026-03"), "March 2026");
        assert_eq!(loose_date("2026-03-18"), "18 March 2026");
        assert_eq!(loose_date("n/d"), "n/d");
    }

    #[test]
    fn a_copy_keeps_its_ending() {
        assert_eq!(copy_of("a.b/q3.v2.pptx", "fixed"), "a.b/q3.v2.fixed.pptx");
        assert_eq!(copy_of("a.b/q3", "fixed"), "a.b/q3.fixed");
    }

    #[test]
    fn a_second_hand_source_says_so() {
        let news = Source {
            title: "Microsoft Eyes Lawsuit".into(),
            publisher: Some("24/7 Wall St.".into()),
            ..Source::default()
        };
        let memo = Source {
            title: "AWS staff memo".into(),
            date: Some("2026-03".into()),
            seen_in: Some(Box::new(news)),
            ..Source::default()
        };
        assert_eq!(
            who(&memo),
            "AWS staff memo of March 2026, as reported by 24/7 Wall St."
        );
    }
    #[test]
    fn a_message_that_quotes_a_page_is_cut_in_the_middle() {
        let long = format!("“{}” is not approved wording", "x ".repeat(1_000));
        let said = clipped(&long);
        assert!(said.chars().count() <= LONGEST, "{said}");
        assert!(said.starts_with("“x x") && said.ends_with("x ” is not approved wording"));
        assert_eq!(clipped("short"), "short");
    }

    #[test]
    fn sentences_end_once() {
        assert_eq!(sentence("write “a”"), "Write “a”.");
        assert_eq!(sentence("Ask legal."), "Ask legal.");
        assert_eq!(sentence("did you mean b?"), "Did you mean b?");
    }
}
