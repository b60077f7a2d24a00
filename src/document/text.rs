//! Plain text, as people write it into e-mails and notes.
//!
//! A block ends at an empty line, at a rule of dashes, where a list item begins and where the depth
//! of quotation changes. Indentation, quote marks and list marks are no part of the text.

use super::BlockKind;
use super::builder::Builder;
use super::directive;
use crate::position::SourceSpan;

const COMMENT: (&str, &str) = ("<!--", "-->");

/// Reads `source` into `builder`.
pub(super) fn read(builder: &mut Builder, source: &str) {
    let mut depth = 0;
    let mut break_start = 0;
    let mut at = 0;
    for raw in source.split_inclusive(['\n', '\r']) {
        let line = Line::new(raw, at);
        at += raw.len();
        if line.words.is_empty() && raw == "\n" && source[..at].ends_with("\r\n") {
            continue; // the second half of a line end
        }
        if line.is_edge() {
            builder.close();
            continue;
        }
        if line.begins_item || line.depth != depth {
            builder.close();
        }
        depth = line.depth;
        let whole = SourceSpan::new(line.start, line.start + line.words.len());
        if !builder.is_open() && !is_directive(line.words) {
            builder.open(BlockKind::Body, whole);
        } else if builder.open_len() > 0 {
            soft_break(builder, source, SourceSpan::new(break_start, line.start));
        }
        words(builder, line.words, line.start);
        builder.set_source_end(whole.end);
        break_start = whole.end;
    }
    builder.close();
}

/// One line without its quote marks, its list mark and the white space at its edges.
struct Line<'s> {
    words: &'s str,
    start: usize,
    depth: usize,
    begins_item: bool,
}

impl<'s> Line<'s> {
    fn new(raw: &'s str, at: usize) -> Self {
        let mut words = raw.trim_start();
        let mut depth = 0;
        while let Some(quoted) = words.strip_prefix('>') {
            words = quoted.trim_start();
            depth += 1;
        }
        let item = without_list_mark(words);
        let begins_item = item.is_some();
        let words = item.unwrap_or(words);
        let start = at + (raw.len() - words.len());
        Self {
            words: words.trim_end(),
            start,
            depth,
            begins_item,
        }
    }

    /// Whether it is empty or a rule, and so stands between two blocks.
    fn is_edge(&self) -> bool {
        let is_rule_mark = |letter: char| matches!(letter, '-' | '=' | '_' | '*' | '~' | '#' | ' ');
        self.words.is_empty() || self.words.len() > 2 && self.words.chars().all(is_rule_mark)
    }
}

/// The line after its list mark (`-`, `*`, `+`, `•`, `1.`, `1)`), if it has one.
fn without_list_mark(line: &str) -> Option<&str> {
    let after = line
        .strip_prefix(['-', '*', '+', '•', '·', '–'])
        .or_else(|| {
            let number = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
            let digits = line.len() - number.len();
            (1..=4)
                .contains(&digits)
                .then(|| number.strip_prefix(['.', ')']))?
        })?;
    let words = after.trim_start();
    (words.len() < after.len()).then_some(words)
}

fn is_directive(line: &str) -> bool {
    line.starts_with(COMMENT.0) && line.ends_with(COMMENT.1) && line.contains("copydesk-")
}

/// Adds a line's words, and takes out of it the comments that address copydesk.
fn words(builder: &mut Builder, line: &str, start: usize) {
    let mut from = 0;
    while let Some(open) = line[from..].find("<!-- copydesk-").map(|open| from + open) {
        let inner = open + COMMENT.0.len();
        let Some(length) = line[inner..].find(COMMENT.1) else {
            break;
        };
        let end = inner + length + COMMENT.1.len();
        builder.verbatim(&line[from..open], start + from);
        directive::read(
            builder,
            &line[inner..inner + length],
            SourceSpan::new(start + open, start + end),
        );
        from = end;
    }
    builder.verbatim(&line[from..], start + from);
}

fn soft_break(builder: &mut Builder, source: &str, span: SourceSpan) {
    if &source[span.range()] == "\n" {
        builder.verbatim("\n", span.start);
    } else {
        builder.replaced("\n", span);
    }
}

#[cfg(test)]
mod tests {
    use crate::document::testing::{blocks, mapped};
    use crate::document::{Format, ReadOptions, read, source::Source};

    #[test]
    fn blocks_end_where_a_reader_pauses() {
        let cases = [
            ("a\nb\n\nc", vec!["a\nb", "c"]),
            ("a\r\nb\r\n \r\nc\rd", vec!["a\nb", "c\nd"]),
            (
                "Dear all,\n- one\n  more\n- two\n",
                vec!["Dear all,", "one\nmore", "two"],
            ),
            ("1. one\n2) two\n3.5 three", vec!["one", "two\n3.5 three"]),
            ("> quoted\n> text\nreply", vec!["quoted\ntext", "reply"]),
            ("Head\n----\ntext\n=====\n", vec!["Head", "text"]),
            ("-not a mark\n* * *\nx", vec!["-not a mark", "x"]),
            ("", vec![]),
        ];
        for (source, expected) in cases {
            assert_eq!(blocks(Format::Text, source), expected, "{source:?}");
        }
    }

    #[test]
    fn a_break_maps_to_the_line_end_and_what_follows_it() {
        let source = "> enables \r\n>   access";
        assert_eq!(
            mapped(Format::Text, source, "enables\naccess"),
            "enables \r\n>   access"
        );
    }

    #[test]
    fn comments_for_copydesk_are_taken_out() {
        let source =
            "a <!-- copydesk-ignore x/y: why --> b\n\n<!-- copydesk-ignore-start x/y: why -->\n\nc";
        let document = read(
            Format::Text,
            Source::from_text(source.to_owned()),
            &ReadOptions::default(),
        );
        assert_eq!(document.text, "a  b\n\nc\n\n");
        let found: Vec<_> = document
            .directives
            .iter()
            .map(|directive| (directive.words.as_str(), directive.inside))
            .collect();
        assert_eq!(
            found,
            [
                ("copydesk-ignore x/y: why", Some(0)),
                ("copydesk-ignore-start x/y: why", None)
            ]
        );
    }
}
