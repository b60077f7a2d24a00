//! `unless: cited`: whether a source is given for a claim.
//!
//! A footnote that the sentence refers to, "(Source: …)" in it or right after it, or a link to
//! another site whose text is not the claim itself.

use super::context::{Context, Place};
use super::regions::notes;
use super::words::window;
use crate::document::InlineKind;
use crate::position::TextSpan;

/// How many bytes after a sentence its source may begin.
const AFTER: usize = 4;
/// How many bytes around a hit are searched, so that a page without full stops costs no more.
const REACH: usize = 2_000;

/// The words that give the source; none if there are none.
pub(super) fn cited(cx: &Context<'_>, place: Place) -> Option<TextSpan> {
    let sentence = window(cx.text(), cx.sentence(place), place.text, REACH);
    notes(cx, place.block, sentence)
        .first()
        .copied()
        .or_else(|| footnote(cx, sentence))
        .or_else(|| source_given(cx, place, sentence))
        .or_else(|| link_elsewhere(cx, place, sentence))
}

/// A footnote reference whose note the document does not hold, or holds elsewhere.
fn footnote(cx: &Context<'_>, sentence: TextSpan) -> Option<TextSpan> {
    let mut inlines = cx.document.inlines_in(sentence);
    let found = inlines.find(|inline| {
        matches!(inline.kind, InlineKind::FootnoteReference(_))
            && inline.text.start > sentence.start
    })?;
    Some(found.text)
}

fn source_given(cx: &Context<'_>, place: Place, sentence: TextSpan) -> Option<TextSpan> {
    let block = cx.block(place.block).text;
    let text = cx.text();
    let own = find_source(text, sentence, sentence.start);
    own.or_else(|| {
        let rest = TextSpan::new(sentence.end, block.end);
        let rest = window(text, rest, TextSpan::new(sentence.end, sentence.end), 200);
        let found = find_source(text, rest, rest.start)?;
        let skipped = &text[sentence.end..found.start];
        (found.start <= sentence.end + AFTER && skipped.trim().is_empty()).then_some(found)
    })
}

/// "(Source: …)", "[Sources: …]" or, as words of their own, "Source: …".
fn find_source(text: &str, within: TextSpan, from: usize) -> Option<TextSpan> {
    let stretch = &text[from..within.end];
    let lower = stretch.to_ascii_lowercase();
    let found = ["source:", "sources:"]
        .iter()
        .filter_map(|cue| lower.find(cue).map(|at| (at, cue.len())))
        .min()?;
    let (at, len) = found;
    let before = stretch[..at].trim_end();
    // *open source: …* gives no source; the word must begin something.
    let free = !before.ends_with(|letter: char| letter.is_alphanumeric() || letter == ',');
    let opened = stretch[..at].ends_with(['(', '[']);
    let says_more = stretch[at + len..].chars().any(char::is_alphanumeric);
    (free && says_more).then(|| {
        let start = from + at - usize::from(opened);
        TextSpan::new(start, from + at + len)
    })
}

/// A link to another site that does not share a word with the claim.
fn link_elsewhere(cx: &Context<'_>, place: Place, sentence: TextSpan) -> Option<TextSpan> {
    let mut inlines = cx.document.inlines_in(sentence);
    let found = inlines.find(|inline| match &inline.kind {
        InlineKind::Link(address) => {
            is_elsewhere(address)
                && !inline.text.overlaps(&place.text)
                && inline.text.overlaps(&sentence)
        }
        _ => false,
    })?;
    Some(found.text)
}

fn is_elsewhere(address: &str) -> bool {
    let address = address.trim().to_ascii_lowercase();
    ["https://", "http://", "//"]
        .iter()
        .any(|scheme| address.starts_with(scheme))
}
