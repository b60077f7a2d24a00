//! The stretches of text that `within` names, seen from a hit.

use super::context::{Context, Place};
use super::layout::NOTE_MARKS;
use super::words::window;
use crate::document::InlineKind;
use crate::position::TextSpan;
use crate::wordlist::model::Within;

/// How many bytes around the words notes are looked for, so that a page without full stops costs
/// no more than another.
const REACH: usize = 2_000;
/// How many paragraphs may be notes of one mark.
const NOTES: usize = 8;

/// The stretches of the rendered text that `within` means around `place`, nearest first.
pub(super) fn regions(cx: &Context<'_>, place: Place, within: Within) -> Vec<TextSpan> {
    match within {
        Within::Phrase => vec![place.text],
        Within::Sentence => sentence_with_notes(cx, place),
        Within::PreviousSentence => {
            let mut found = sentence_with_notes(cx, place);
            found.extend(previous_sentence(cx, place));
            found
        }
        Within::Heading => headings(cx, place),
        Within::Row => row(cx, place),
        Within::Block => {
            let mut found = vec![cx.block(place.block).text];
            let near = window(cx.text(), found[0], place.text, REACH);
            found.extend(notes(cx, place.block, near));
            found
        }
        Within::Section => {
            let mut found = vec![section(cx, place.block)];
            let near = window(cx.text(), cx.sentence(place), place.text, REACH);
            found.extend(notes(cx, place.block, near));
            found
        }
        Within::Document => vec![TextSpan::new(0, cx.text().len())],
    }
}

/// The sentence before the one that the words stand in: in the same block, or the last of the
/// paragraph that introduces this one.
pub(super) fn previous_sentence(cx: &Context<'_>, place: Place) -> Option<TextSpan> {
    let texture = cx.texture(place.block);
    let own = texture.sentence_at(place.text.start);
    if let Some(previous) = own.checked_sub(1) {
        return texture.sentences().get(previous).copied();
    }
    introduction(cx, place.block)
}

/// The last sentence of the paragraph that introduces `block`.
pub(super) fn introduction(cx: &Context<'_>, block: usize) -> Option<TextSpan> {
    let before = cx.layout().introduced_by(block)?;
    cx.texture(before).sentences().last().copied()
}

/// The headings that stand over `block`, nearest first; its own text if it is a heading itself.
pub(super) fn headings(cx: &Context<'_>, place: Place) -> Vec<TextSpan> {
    let document = cx.document;
    let mut found = Vec::new();
    let mut at = Some(cx.block(place.block).section as usize);
    while let Some(section) = at.and_then(|at| document.sections.get(at)) {
        if let Some(heading) = section.heading {
            found.push(cx.block(heading).text);
        }
        at = section.parent;
    }
    found.extend(cx.layout().title().map(|title| cx.block(title).text));
    found
}

/// The sentence and the notes it cites.
fn sentence_with_notes(cx: &Context<'_>, place: Place) -> Vec<TextSpan> {
    let sentence = cx.sentence(place);
    let mut found = vec![sentence];
    let near = window(cx.text(), sentence, place.text, REACH);
    found.extend(notes(cx, place.block, near));
    found
}

/// The notes that `stretch` of a block cites: footnotes, and paragraphs that begin with the mark
/// (`*`, `†`) that one of its words carries.
pub(super) fn notes(cx: &Context<'_>, block: usize, stretch: TextSpan) -> Vec<TextSpan> {
    let mut found = Vec::new();
    for label in footnote_references(cx, block, stretch) {
        let blocks = cx.layout().note(&label);
        found.extend(blocks.iter().map(|&note| cx.block(note).text));
    }
    let texture = cx.texture(block);
    for mark in NOTE_MARKS {
        if texture.carries(mark, stretch) {
            let blocks = cx.layout().marked(mark).iter();
            let others = blocks.filter(|&&note| note != block).take(NOTES);
            found.extend(others.map(|&note| cx.block(note).text));
        }
    }
    found
}

/// The labels of the footnotes that `stretch` of a block refers to. A reference after the full
/// stop belongs to the sentence before it.
fn footnote_references(
    cx: &Context<'_>,
    block: usize,
    stretch: TextSpan,
) -> Vec<std::sync::Arc<str>> {
    let inlines = &cx.document.inlines;
    let from = inlines.partition_point(|inline| inline.text.start < stretch.start);
    let block_start = cx.block(block).text.start;
    inlines[from..]
        .iter()
        .take_while(|inline| inline.text.start <= stretch.end)
        .filter(|inline| {
            let at = inline.text.start;
            at > stretch.start || at == block_start || starts_after_space(cx, at)
        })
        .filter_map(|inline| match &inline.kind {
            InlineKind::FootnoteReference(label) => Some(std::sync::Arc::clone(label)),
            _ => None,
        })
        .collect()
}

fn starts_after_space(cx: &Context<'_>, at: usize) -> bool {
    cx.text()[..at].ends_with(char::is_whitespace)
}

/// The cells of the hit's row, its own first, and the headers of its column.
fn row(cx: &Context<'_>, place: Place) -> Vec<TextSpan> {
    let Some(cell) = cx.block(place.block).cell else {
        return Vec::new();
    };
    let layout = cx.layout();
    let cells = layout.row(cell.table, cell.row).iter();
    let headers = layout.headers(cell.table, cell.column).iter();
    std::iter::once(&place.block)
        .chain(cells.filter(|&&block| block != place.block))
        .chain(headers)
        .map(|&block| cx.block(block).text)
        .collect()
}

/// From the heading of the block's section to the section's last block.
fn section(cx: &Context<'_>, block: usize) -> TextSpan {
    let blocks = &cx.document.blocks;
    let section = blocks[block].section;
    let first = blocks.partition_point(|block| block.section < section);
    let last = blocks.partition_point(|block| block.section <= section);
    TextSpan::new(
        blocks[first.min(block)].text.start,
        blocks[last.max(block + 1) - 1].text.end,
    )
}
