//! `unless: mentioned`: whether words are spoken of, not used.
//!
//! Quotation marks alone never excuse: a testimonial is use. They excuse, as `<q>` and emphasis do,
//! together with a cue: an instruction before the words (*never write*, *the term*, *instead of*)
//! or a verdict after them (*is not approved*). A do/don't header over the column or the section,
//! or the line that introduces a list of such wording, needs no quotation marks.

mod header;
mod vocabulary;

use super::context::{Context, Place};
use super::regions::{headings, introduction};
use super::words::{Word, window, words};
use crate::document::InlineKind;
use crate::position::TextSpan;
use header::{forbids, label};
use vocabulary::{
    AFTER_NOUN, CLOSE, CUES, ELSEWHERE, EXAMPLES, INSTRUCT, INSTRUCTED, KINDS, NEGATIVE, NOUNS,
    PAIRS, PENCIL, REFUSE, REWRITE, SPEAKS_OF, USE, VERDICT_VERBS, VERDICTS,
};

/// How many bytes on each side of the quoted words are searched for a cue.
const REACH: usize = 300;
/// How many words before the quoted words a cue may stand.
const WORDS_BEFORE: usize = 8;
/// How many words after the quoted words a verdict may reach.
const WORDS_AFTER: usize = 9;

/// The cue that makes a mention of the words; none if they are used.
pub(super) fn mentioned(cx: &Context<'_>, place: Place) -> Option<TextSpan> {
    under_header(cx, place)
        .or_else(|| quoted_with_cue(cx, place))
        .or_else(|| listed_as_wording(cx, place))
}

/// Set apart by quotation marks, `<q>` or emphasis, with a cue near them or in the line that
/// introduces their list.
fn quoted_with_cue(cx: &Context<'_>, place: Place) -> Option<TextSpan> {
    let apart = set_apart(cx, place)?;
    let around = TextSpan::new(
        apart.start.min(place.text.start),
        apart.end.max(place.text.end),
    );
    let sentence = cx.sentence(Place {
        block: place.block,
        text: around,
    });
    let near = window(cx.text(), sentence, around, REACH);
    let before = TextSpan::new(near.start, around.start);
    let after = TextSpan::new(around.end, near.end);
    cue_before(cx, place.block, before)
        .or_else(|| arrow_after(cx, place.block, after))
        .or_else(|| verdict_after(cx, place.block, after))
        .or_else(|| introduced(cx, place, sentence))
}

/// An arrow from the quoted words to others: “enables access” → “integrates with”.
fn arrow_after(cx: &Context<'_>, block: usize, after: TextSpan) -> Option<TextSpan> {
    let texture = cx.texture(block);
    let next = texture.quotations_in(after).first()?;
    let between = &cx.text()[after.start..next.start];
    let at = between.find(['→', '⇒', '➔', '➜', '>'])?;
    let wordless = !between.contains(char::is_alphanumeric);
    wordless.then(|| TextSpan::new(after.start + at, next.start))
}

/// The words inside quotation marks, `<q>` or emphasis around the words (or within them, where a
/// phrase begins outside).
fn set_apart(cx: &Context<'_>, place: Place) -> Option<TextSpan> {
    let texture = cx.texture(place.block);
    texture.quotation(place.text).or_else(|| {
        let mut inlines = cx.document.inlines_in(place.text);
        let found = inlines.find(|inline| {
            matches!(inline.kind, InlineKind::Quote | InlineKind::Emphasis)
                && (inline.text.contains(&place.text) || place.text.contains(&inline.text))
        })?;
        Some(found.text)
    })
}

/// A cue in `before`, which ends where the quoted words begin. Other quoted words between the two
/// do not count: “a”, “b” or “c”.
fn cue_before(cx: &Context<'_>, block: usize, before: TextSpan) -> Option<TextSpan> {
    let texture = cx.texture(block);
    let quotations = texture.quotations_in(before);
    let mut all = words(cx.text(), before);
    all.retain(|word| !quotations.iter().any(|quote| quote.contains(&word.span)));
    let from = all.len().saturating_sub(WORDS_BEFORE);
    let found = (from..all.len())
        .rev()
        .find(|&at| is_cue(cx, &all, at, before.end))?;
    Some(all[found].span)
}

/// A cue anywhere in a line that introduces the words.
fn cue_before_end(cx: &Context<'_>, line: TextSpan) -> Option<TextSpan> {
    let all = words(cx.text(), line);
    let known = |at: &usize| {
        let word = all[*at].text.as_str();
        is_cue(cx, &all, *at, line.end) || NOUNS.contains(&word) || NEGATIVE.contains(&word)
    };
    let found = (0..all.len()).find(known)?;
    Some(all[found].span)
}

/// Whether the word at `at` is a cue for the words that begin at byte `to`, after `all`.
fn is_cue(cx: &Context<'_>, all: &[Word], at: usize, to: usize) -> bool {
    let word = all[at].text.as_str();
    let before = at.checked_sub(1).map(|before| &all[before]);
    let rest = &all[at + 1..];
    if NOUNS.contains(&word) {
        return rest
            .iter()
            .all(|word| AFTER_NOUN.contains(&word.text.as_str()) || is_joint(word));
    }
    if KINDS.contains(&word) {
        let introduces = |word: &Word| EXAMPLES.contains(&word.text.as_str());
        return !rest.is_empty() && rest.iter().all(|word| introduces(word) || is_joint(word));
    }
    let follows =
        |known: &[&str]| before.is_some_and(|before| known.contains(&before.text.as_str()));
    let starts =
        before.is_none_or(|before| breaks_clause(&cx.text()[before.span.end..all[at].span.start]));
    if INSTRUCT.contains(&word) {
        let wording = rest
            .first()
            .is_none_or(|after| !ELSEWHERE.contains(&after.text.as_str()));
        return wording && rest.len() <= CLOSE && (starts || follows(INSTRUCTED));
    }
    if USE.contains(&word) {
        return follows(NEGATIVE) || (starts && rest.is_empty());
    }
    if PENCIL.contains(&word) {
        return starts && rest.iter().all(is_joint);
    }
    if matches!(word, "not" | "nor") && rest.is_empty() {
        return true;
    }
    // *The following wording is not cleared: “…”*
    if NEGATIVE.contains(&word)
        && cx.text()[..to]
            .trim_end_matches(['“', '"', '‘', '\'', ' '])
            .ends_with(':')
    {
        let mut before = all[at.saturating_sub(4)..at].iter();
        return before.any(|word| NOUNS.contains(&word.text.as_str()));
    }
    let pair = rest
        .first()
        .is_some_and(|after| PAIRS.contains(&(word, after.text.as_str())));
    (pair || CUES.contains(&word)) && is_close(cx, &all[at], rest, to)
}

/// Whether hardly anything stands between the cue and the words, which begin at byte `to`: a few
/// words of its own clause. *You will never look back: “…”* speaks of other things.
fn is_close(cx: &Context<'_>, cue: &Word, rest: &[Word], to: usize) -> bool {
    if rest.iter().all(is_joint) {
        return true;
    }
    let of_time = matches!(rest[0].text.as_str(), "before" | "again" | "been" | "more");
    let between = &cx.text()[cue.span.end..to];
    // Commas between quoted words are those of a list.
    let lists = between.contains(['“', '”', '"', '»', '‘']);
    let broken = between.contains([';', ':', '(', '—', '–', '.', '!', '?'])
        || (between.contains(',') && !lists);
    rest.len() <= CLOSE && !of_time && !broken
}

fn is_joint(word: &Word) -> bool {
    matches!(word.text.as_str(), "and" | "or" | "nor")
}

fn breaks_clause(between: &str) -> bool {
    between.contains([',', ';', ':', '(', '—', '–', '.', '!', '?'])
}

fn is_pair(one: &str, other: &str, all: &[Word]) -> bool {
    matches!(all, [first, second, ..] if first.text == one && second.text == other)
}

/// A verdict on the words in `after`, which begins where they end: *is not approved*.
fn verdict_after(cx: &Context<'_>, block: usize, after: TextSpan) -> Option<TextSpan> {
    let texture = cx.texture(block);
    let quotations = texture.quotations_in(after);
    let mut all = words(cx.text(), after);
    all.retain(|word| {
        !is_joint(word) && !quotations.iter().any(|quote| quote.contains(&word.span))
    });
    let first = all.first()?;
    let near = &all[..all.len().min(WORDS_AFTER)];
    let speaks = near
        .iter()
        .any(|word| matches!(word.text.as_str(), "say" | "write" | "use"));
    if let Some(instead) = near.iter().find(|word| word.text == "instead")
        && speaks
    {
        return Some(instead.span);
    }
    let rewrites = near.windows(2).find(|pair| {
        REWRITE.contains(&pair[0].text.as_str()) && matches!(pair[1].text.as_str(), "it" | "them")
    });
    if let Some([rewrite, _]) = rewrites {
        return Some(rewrite.span);
    }
    let refused = near.windows(2).find(|pair| {
        REFUSE.contains(&pair[0].text.as_str())
            && matches!(pair[1].text.as_str(), "it" | "them" | "that" | "this")
    });
    if let Some([refuses, _]) = refused {
        return Some(refuses.span);
    }
    if SPEAKS_OF.contains(&first.text.as_str()) || is_pair("do", "not", near) {
        return Some(first.span);
    }
    if !VERDICT_VERBS.contains(&first.text.as_str()) {
        return None;
    }
    let no_longer = near.windows(2).find(|pair| is_pair("no", "longer", pair));
    let verdict = near
        .iter()
        .find(|word| VERDICTS.contains(&word.text.as_str()))
        .or_else(|| no_longer?.first())?;
    Some(verdict.span)
}

/// A cue in the line that introduces the list whose item is nothing but the quoted words.
fn introduced(cx: &Context<'_>, place: Place, sentence: TextSpan) -> Option<TextSpan> {
    let block = cx.block(place.block).text;
    if sentence.start > block.start {
        return None;
    }
    let line = introduction(cx, place.block)?;
    if !cx.text()[line.range()].trim_end().ends_with(':') {
        return None;
    }
    let end = TextSpan::new(line.end, line.end);
    cue_before_end(cx, window(cx.text(), line, end, REACH))
}

/// An item of a list that its introduction calls wording not to be used; quotation marks are not
/// needed there.
fn listed_as_wording(cx: &Context<'_>, place: Place) -> Option<TextSpan> {
    let line = introduction(cx, place.block)?;
    if line.len() > REACH || !cx.text()[line.range()].trim_end().ends_with(':') {
        return None;
    }
    let all = words(cx.text(), line);
    let forbids = all.iter().find(|word| {
        matches!(
            word.text.as_str(),
            "not" | "never" | "don't" | "avoid" | "cannot" | "can't"
        )
    })?;
    let of_wording = all.iter().any(|word| {
        NOUNS.contains(&word.text.as_str())
            || matches!(
                word.text.as_str(),
                "say" | "saying" | "write" | "writing" | "wordings"
            )
    });
    of_wording.then_some(forbids.span)
}

/// A header that says *don't*: over the column of a cell, first in its row, over the section, or as
/// a label before the words.
fn under_header(cx: &Context<'_>, place: Place) -> Option<TextSpan> {
    let block = cx.block(place.block);
    let columns = block.cell.filter(|cell| !cell.header).into_iter();
    let columns = columns.flat_map(|cell| cx.layout().headers(cell.table, cell.column));
    let mut over: Vec<TextSpan> = columns.map(|&header| cx.block(header).text).collect();
    over.extend(headings(cx, place));
    let mut row = block.cell.into_iter().filter_map(|cell| {
        let cells = cx.layout().row(cell.table, cell.row).first();
        cells.filter(|_| cell.column > 0)
    });
    over.extend(row.next().map(|&first| cx.block(first).text));
    over.into_iter()
        .filter(|header| *header != block.text)
        .find(|&header| forbids(cx, header))
        .or_else(|| label(cx, block.text).filter(|label| label.end <= place.text.start))
}
