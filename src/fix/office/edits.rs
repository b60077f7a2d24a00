//! Edits of one part, kept in order and apart.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::office::skeleton::Skeleton;

/// Edits of a part: where, and what comes there.
#[derive(Debug, Clone, Default)]
pub(super) struct Edits {
    /// By their first and last byte; no two share a byte.
    all: BTreeMap<(usize, usize), String>,
}

/// Two edits want the same bytes to become different things.
#[derive(Debug)]
pub(super) struct Clash;

impl Edits {
    /// Adds one; the same edit once more changes nothing.
    pub(super) fn add(&mut self, span: Range<usize>, text: &str) -> Result<(), Clash> {
        let key = (span.start, span.end);
        if let Some(known) = self.all.get(&key) {
            return if known == text { Ok(()) } else { Err(Clash) };
        }
        let before = self.all.range(..key).next_back();
        let after = self.all.range(key..).next();
        let apart = before.is_none_or(|((_, end), _)| *end <= span.start)
            && after.is_none_or(|((start, _), _)| span.end <= *start);
        if !apart {
            return Err(Clash);
        }
        self.all.insert(key, text.to_owned());
        Ok(())
    }

    /// Where they are, in order.
    pub(super) fn spans(&self) -> impl Iterator<Item = Range<usize>> {
        self.all.keys().map(|&(start, end)| start..end)
    }

    /// Each with its text, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        let all = self.all.iter();
        all.map(|(&(start, end), text)| (start..end, text.as_str()))
    }

    /// What `range` of `xml` becomes; no edit stands over its edges.
    pub(super) fn within(&self, xml: &str, range: &Range<usize>) -> String {
        let mut said = String::new();
        let mut at = range.start;
        for (span, text) in self.iter() {
            if range.start <= span.start && span.end <= range.end {
                said.push_str(&xml[at..span.start]);
                said.push_str(text);
                at = span.end;
            }
        }
        said.push_str(&xml[at..range.end]);
        said
    }

    /// Takes `range` out, with the edits in it.
    pub(super) fn take_out(&mut self, range: Range<usize>) {
        self.all
            .retain(|(start, end), _| *end < range.start || range.end < *start);
        self.all.insert((range.start, range.end), String::new());
    }

    /// Makes the text element `text` keep the white space at its edges.
    pub(super) fn preserve(&mut self, xml: &str, skeleton: &Skeleton, text: usize) {
        if let Some((at, what)) = skeleton.preserving(xml, text) {
            // Where the tag itself goes, what comes in its place keeps its white space.
            let _ = self.add(at..at, what);
        }
    }

    /// `xml` with all of them made.
    pub(super) fn made(&self, xml: &str) -> String {
        self.within(xml, &(0..xml.len()))
    }
}

/// Whether white space at an edge of `words` is lost in an element that does not keep it.
pub(super) fn has_space_at_edges(words: &str) -> bool {
    words.starts_with(char::is_whitespace) || words.ends_with(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_apart_and_the_same_one_counts_once() {
        let mut edits = Edits::default();
        edits.add(2..4, "x").unwrap();
        edits.add(2..4, "x").unwrap();
        assert!(edits.add(2..4, "y").is_err());
        assert!(edits.add(3..5, "y").is_err());
        assert!(edits.add(1..3, "y").is_err());
        edits.add(4..4, "!").unwrap();
        assert_eq!(edits.made("012345"), "01x!45");
        edits.take_out(1..5);
        assert_eq!(edits.made("012345"), "05");
    }
}
