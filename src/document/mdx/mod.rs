//! MDX: Markdown with JSX tags, `{expressions}` and module lines.
//!
//! The parser of Markdown knows none of these. So it is given a copy of the same length in which they
//! are masked: with white space where they fill their lines, else with commas (punctuation as `<` and
//! `>` are, but without a meaning of its own). What was masked is kept as [`Mark`]s, and the reader
//! of Markdown puts it to use when it comes to their places.

mod scan;

use std::ops::Range;

use crate::document::ReadOptions;
use crate::document::builder::Builder;
use crate::document::markdown;
use crate::position::SourceSpan;

/// Something that the parser of Markdown does not see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// All of it.
    pub(super) span: SourceSpan,
    /// What it is.
    pub(super) kind: MarkKind,
    /// Whether it fills its lines.
    pub(super) fills_lines: bool,
}

/// The kinds of [`Mark`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkKind {
    /// A JSX tag.
    Tag,
    /// An expression, of which a reader sees something unknown.
    Expression,
    /// An expression that is one text, which stands here.
    Text(SourceSpan),
    /// A comment, without its own marks.
    Comment(SourceSpan),
    /// Nothing that is seen: module lines, indentation.
    Nothing,
}

/// Reads `source` into `builder`.
pub(super) fn read(builder: &mut Builder, source: &str, options: &ReadOptions) {
    let body = markdown::read_front_matter(builder, source, options);
    let mut marks = scan::marks(source, body);
    let mut masked = mask(source, &marks);
    // MDX has no indented code: what the parser would take for it is text inside an element.
    let indents = markdown::indented_lines(&masked, body);
    if !indents.is_empty() {
        let is_free = |indent: &Range<usize>| masked[indent.clone()] == source[indent.clone()];
        let indents = indents.into_iter().filter(is_free);
        marks.extend(indents.map(|indent| Mark {
            span: SourceSpan::new(indent.start, indent.end),
            kind: MarkKind::Nothing,
            fills_lines: false,
        }));
        marks.sort_by_key(|mark| mark.span.start);
        masked = mask(source, &marks);
    }
    markdown::read_masked(builder, source, &masked, body, &marks);
}

fn mask(source: &str, marks: &[Mark]) -> String {
    let mut masked = String::with_capacity(source.len());
    for mark in marks {
        masked.push_str(&source[masked.len()..mark.span.start]);
        let cover = if mark.fills_lines { ' ' } else { ',' };
        masked.extend(std::iter::repeat_n(cover, mark.span.len()));
    }
    masked.push_str(&source[masked.len()..]);
    masked
}

/// A JSX tag as HTML of the same length: expressions go, but for those that are one text, and so
/// does the name of a component, which is no element of that name.
pub(super) fn as_html(tag: &str) -> String {
    let mut html = String::with_capacity(tag.len());
    let name = 1 + usize::from(tag.starts_with("</"));
    html.push_str(&tag[..name]);
    if tag[name..].starts_with(|letter: char| letter.is_ascii_uppercase()) {
        html.push('z');
    }
    let mut quote = None;
    while let Some(letter) = tag[html.len()..].chars().next() {
        let at = html.len();
        let end = match (quote, letter) {
            (None, '{') => scan::expression_end(tag, at),
            _ => None,
        };
        if let Some(end) = end {
            push_expression(&mut html, &tag[at..end]);
            continue;
        }
        match quote {
            Some(mark) if mark == letter => quote = None,
            None if matches!(letter, '"' | '\'') => quote = Some(letter),
            _ => {}
        }
        // A carriage return would not be counted.
        html.push(if letter == '\r' { '\t' } else { letter });
    }
    html
}

fn push_expression(html: &mut String, expression: &str) {
    let inner = &expression[1..expression.len() - 1];
    let is_value = html.trim_end().ends_with('=');
    if is_value && scan::one_text(inner).is_some() && !inner.contains('\r') {
        html.push(' ');
        html.push_str(&inner.replace('`', "\""));
        html.push(' ');
    } else {
        html.push_str(if is_value { "\"\"" } else { "  " });
        html.extend(std::iter::repeat_n(' ', expression.len() - 2));
    }
}

#[cfg(test)]
mod tests;
