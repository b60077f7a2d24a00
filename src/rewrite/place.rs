//! From changes of the rendered text to edits of the source: markup, entities and line breaks
//! between the words stay as they are.

use super::change::Change;
use super::escape::escape;
use crate::document::{Document, InlineKind};
use crate::finding::Edit;
use crate::position::{SourceSpan, TextSpan};

/// The edits that make `changes`, ascending and not overlapping; none if the source writes a part of
/// what changes and a part of what stays as one.
pub(super) fn edits(document: &Document, block: usize, changes: &[Change]) -> Option<Vec<Edit>> {
    let mut found: Vec<Edit> = Vec::new();
    let mut gone: Vec<SourceSpan> = Vec::new();
    for change in changes {
        let text = escape(&change.with, document, block)?;
        let at = change.text.start;
        if change.text.is_empty() {
            if is_one_piece(document, at) {
                return None;
            }
            let at = if change.after {
                document.map.end(at)
            } else {
                document.map.start(at)
            };
            found.push(Edit {
                span: SourceSpan::new(at, at),
                text,
            });
            continue;
        }
        if is_one_piece(document, at) || is_one_piece(document, change.text.end) {
            return None;
        }
        let mut text = Some(text).filter(|text| !text.is_empty());
        for span in sources(document, change.text) {
            match text.take() {
                Some(text) => found.push(Edit { span, text }),
                None => gone.push(span),
            }
        }
    }
    gone.sort();
    let empty = emptied(document, changes, &gone);
    gone.extend(empty);
    found.extend(gone.into_iter().map(|span| Edit {
        span,
        text: String::new(),
    }));
    joined(found)
}

/// Whether the rendered bytes before and after `at` stand for the same piece of source that is not
/// written as it is rendered.
fn is_one_piece(document: &Document, at: usize) -> bool {
    let piece = |from: usize, to: usize| {
        document
            .map
            .parts(TextSpan::new(from, to))
            .next()
            .map(|(_, piece)| piece)
    };
    let (Some(before), Some(after)) = (
        at.checked_sub(1).and_then(|before| piece(before, at)),
        piece(at, at + 1),
    ) else {
        return false;
    };
    !before.verbatim && before == after
}

/// The runs of source that `span` is made of.
fn sources(document: &Document, span: TextSpan) -> Vec<SourceSpan> {
    let mut found: Vec<SourceSpan> = Vec::new();
    for (part, piece) in document.map.parts(span) {
        let source = piece.source_of(part);
        match found.last_mut() {
            Some(last) if last.end == source.start => last.end = source.end,
            _ => found.push(source),
        }
    }
    found
}

/// The emphasis in which nothing is left.
fn emptied(document: &Document, changes: &[Change], gone: &[SourceSpan]) -> Vec<SourceSpan> {
    let (Some(first), Some(last)) = (changes.first(), changes.last()) else {
        return Vec::new();
    };
    let hull = TextSpan::new(first.text.start, last.text.end.max(first.text.start));
    let is_gone = |source: SourceSpan| {
        let mut at = source.start;
        for span in gone {
            if span.start <= at && at < span.end {
                at = span.end;
            }
        }
        at >= source.end
    };
    let comes_inside = |text: TextSpan| {
        changes.iter().any(|change| {
            change.text.is_empty()
                && (text.start < change.text.start
                    || text.start == change.text.start && !change.after)
                && (change.text.start < text.end || change.text.start == text.end && change.after)
        })
    };
    document
        .inlines_in(hull)
        .filter(|inline| inline.kind == InlineKind::Emphasis && !inline.text.is_empty())
        .filter(|inline| hull.contains(&inline.text) && !comes_inside(inline.text))
        .filter(|inline| sources(document, inline.text).into_iter().all(is_gone))
        .map(|inline| inline.source)
        .collect()
}

/// In order, those that touch made one, what lies in another left out.
fn joined(mut edits: Vec<Edit>) -> Option<Vec<Edit>> {
    // What comes at a place comes before what goes from there on.
    edits.sort_by_key(|edit| {
        let span = edit.span;
        (span.start, !span.is_empty(), std::cmp::Reverse(span.end))
    });
    let mut done: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        match done.last_mut() {
            Some(last) if edit.span.start < last.span.end => {
                if !edit.text.is_empty() || edit.span.end > last.span.end {
                    return None;
                }
            }
            Some(last) if edit.span.start == last.span.end => {
                last.span.end = edit.span.end;
                last.text.push_str(&edit.text);
            }
            _ => done.push(edit),
        }
    }
    Some(done)
}
