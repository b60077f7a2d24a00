//! The words of a finding among those around them.

use std::fmt;
use std::ops::Range;

use super::escape::escape;
use crate::finding::Finding;
use crate::position::{SourceSpan, next_edge};
use crate::report::FileReport;

/// How many characters are shown before and after the words.
const AROUND: usize = 180;

/// A piece of text, as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Weight {
    /// Around the words.
    Plain,
    /// A word nearby that made them a finding.
    Near,
    /// The words.
    Hit,
}

/// Pieces in order; where text was cut off there is an ellipsis.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Context(Vec<(Weight, String)>);

impl Context {
    /// Of the shape, cell or paragraph that the words stand in, or else of their lines.
    pub(super) fn new(file: &FileReport, finding: &Finding) -> Self {
        if let Some(location) = &finding.location {
            let hits = std::slice::from_ref(&location.hit);
            return Self::cut(
                &location.block,
                hits,
                &location.evidence,
                0..location.block.len(),
            );
        }
        let text = file.source.text.as_str();
        let (start, end) = (finding.span.start, finding.span.end);
        let lines = lines_around(text, start..end);
        let hits: Vec<_> = finding.segments.iter().map(SourceSpan::range).collect();
        let evidence: Vec<_> = finding
            .evidence
            .iter()
            .map(|(_, span)| span.range())
            .collect();
        Self::cut(text, &hits, &evidence, lines)
    }

    /// The part `within` of `text`, cut to what stands near the `hits`.
    fn cut(text: &str, hits: &[Range<usize>], near: &[Range<usize>], within: Range<usize>) -> Self {
        let first = hits.first().map_or(within.start, |hit| hit.start);
        let last = hits.last().map_or(first, |hit| hit.end);
        let from = back(text, within.start, first);
        let to = forth(text, last, within.end);
        let near = near
            .iter()
            .filter(|words| hits.iter().all(|hit| apart(hit, words)));
        let mut marked: Vec<(Range<usize>, Weight)> = near
            .filter(|words| words.start >= from && words.end <= to)
            .map(|words| (words.clone(), Weight::Near))
            .chain(hits.iter().map(|hit| (hit.clone(), Weight::Hit)))
            .collect();
        marked.sort_by_key(|(range, _)| range.start);
        let mut pieces = Vec::new();
        let mut push = |weight, range: Range<usize>| {
            let words = text.get(range).unwrap_or_default();
            if !words.is_empty() {
                pieces.push((weight, words.to_owned()));
            }
        };
        let mut at = from;
        for (range, weight) in marked {
            push(Weight::Plain, at..range.start.max(at));
            push(weight, range.start.max(at)..range.end.max(at));
            at = range.end.max(at);
        }
        push(Weight::Plain, at..to);
        if from > within.start {
            pieces.insert(0, (Weight::Plain, "…".to_owned()));
        }
        if to < within.end {
            pieces.push((Weight::Plain, "…".to_owned()));
        }
        Self(pieces)
    }
}

/// The lines in which `words` stand, as far as any of them may be shown: a line may be as long as the
/// file and hold all of its findings.
fn lines_around(text: &str, words: Range<usize>) -> Range<usize> {
    // One character more than is shown, so that it is seen to be cut off, and one that may be cut.
    const REACH: usize = 4 * (AROUND + 2);
    let first = next_edge(text, words.start.saturating_sub(REACH));
    let last = next_edge(text, words.end + REACH);
    let line_ends = ['\n', '\r'];
    let before = text.get(first..words.start).unwrap_or_default();
    let after = text.get(words.end..last).unwrap_or_default();
    let start = before.rfind(line_ends).map_or(first, |at| first + at + 1);
    let end = after.find(line_ends).map_or(last, |at| words.end + at);
    start..end
}

impl fmt::Display for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (weight, words) in &self.0 {
            let words = escape(words);
            match weight {
                Weight::Plain => write!(f, "{words}")?,
                Weight::Near => write!(f, "<u>{words}</u>")?,
                Weight::Hit => write!(f, "<mark>{words}</mark>")?,
            }
        }
        Ok(())
    }
}

fn apart(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.end <= other.start || other.end <= one.start
}

/// [`AROUND`] characters before byte `at` of `text`, at the start of a word, not before `start`.
fn back(text: &str, start: usize, at: usize) -> usize {
    let before = text.get(start..at).unwrap_or_default();
    let Some((cut, _)) = before.char_indices().rev().nth(AROUND) else {
        return start;
    };
    let word = before[cut..].find(' ').map_or(0, |space| space + 1);
    start + cut + word
}

/// As [`back`], after byte `at` and not after `end`.
fn forth(text: &str, at: usize, end: usize) -> usize {
    let after = text.get(at..end).unwrap_or_default();
    let Some((cut, _)) = after.char_indices().nth(AROUND) else {
        return end;
    };
    at + after[..cut].rfind(' ').unwrap_or(cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_searched_no_farther_than_it_is_shown() {
        let text = format!(
            "first\n{}hit{}\nlast",
            "ü ".repeat(5_000),
            " 🚀".repeat(5_000)
        );
        let hit = text.find("hit").unwrap();
        let near = lines_around(&text, hit..hit + 3);
        assert!(near.len() < 2_000, "{near:?}");
        let whole = 6..text.len() - 5;
        let words = hit..hit + 3;
        let hits = std::slice::from_ref(&words);
        assert_eq!(
            Context::cut(&text, hits, &[], near),
            Context::cut(&text, hits, &[], whole)
        );
        let short = "one\ntwo hit\nthree";
        assert_eq!(lines_around(short, 8..11), 4..11);
    }

    #[test]
    fn a_long_text_is_cut_at_words_and_marks_do_not_overlap() {
        let text = format!(
            "{}a <b> hit by X{}",
            "wört ".repeat(100),
            " end".repeat(100)
        );
        let hit = text.find("hit").unwrap();
        let x = text.find('X').unwrap();
        let context = Context::cut(
            &text,
            std::slice::from_ref(&(hit..hit + 3)),
            &[hit..hit + 3, x..x + 1],
            0..text.len(),
        );
        let shown = context.to_string();
        assert!(shown.starts_with("…wört "), "{shown}");
        assert!(
            shown.contains("a &lt;b&gt; <mark>hit</mark> by <u>X</u> end"),
            "{shown}"
        );
        assert!(shown.ends_with(" end…"), "{shown}");
    }
}
