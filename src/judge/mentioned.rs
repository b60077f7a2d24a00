//! `unless: mentioned`: whether words are spoken of, not used.
//!
//! Quotation marks alone never excuse: a testimonial is use. They excuse, as `<q>` and emphasis do,
//! together with a cue: an instruction before the words (*never write*, *the term*, *instead of*)
//! or a verdict after them (*is not approved*). A do/don't header over the column or the section,
//! or the line that introduces a list of such wording, needs no quotation marks.

use super::context::{Context, Place};
use super::regions::{headings, introduction};
use super::words::{Word, window, words};
use crate::document::InlineKind;
use crate::position::TextSpan;

/// How many bytes on each side of the quoted words are searched for a cue.
const REACH: usize = 300;
/// How many words before the quoted words a cue may stand.
const WORDS_BEFORE: usize = 8;
/// How many words after the quoted words a verdict may reach.
const WORDS_AFTER: usize = 9;

/// Verbs that speak of wording when they instruct.
const INSTRUCT: [&str; 3] = ["say", "write", "saying"];
/// What stands before such a verb when it instructs; so does the start of a clause.
const INSTRUCTED: [&str; 21] = [
    "not",
    "never",
    "don't",
    "do",
    "to",
    "may",
    "can",
    "cannot",
    "can't",
    "should",
    "shouldn't",
    "must",
    "mustn't",
    "please",
    "always",
    "or",
    "and",
    "instead",
    "could",
    "doesn't",
    "didn't",
];
/// Verbs that speak of wording when they forbid.
const USE: [&str; 12] = [
    "use", "using", "call", "describe", "claim", "print", "publish", "type", "put", "quote",
    "refer", "speak",
];
/// What forbids.
const NEGATIVE: [&str; 14] = [
    "not",
    "never",
    "don't",
    "cannot",
    "can't",
    "shouldn't",
    "mustn't",
    "doesn't",
    "didn't",
    "avoid",
    "stop",
    "without",
    "won't",
    "nor",
];
/// Cues of one word that need only stand close.
const CUES: [&str; 13] = [
    "avoid",
    "avoids",
    "avoiding",
    "avoided",
    "never",
    "forbid",
    "forbids",
    "forbidden",
    "ban",
    "bans",
    "banned",
    "prohibits",
    "replace",
];
/// Cues of two words that need only stand close.
const PAIRS: [(&str, &str); 4] = [
    ("instead", "of"),
    ("rather", "than"),
    ("place", "of"),
    ("do", "not"),
];
/// How many words may stand between a close cue and the words.
const CLOSE: usize = 4;
/// Nouns that name wording; they are a cue right before the words.
const NOUNS: [&str; 18] = [
    "term",
    "terms",
    "phrase",
    "phrases",
    "word",
    "words",
    "wording",
    "expression",
    "expressions",
    "verb",
    "verbs",
    "phrasing",
    "formulation",
    "formulations",
    "adjective",
    "adjectives",
    "claim",
    "claims",
];
/// What may stand between such a noun and the words.
const AFTER_NOUN: [&str; 5] = ["like", "such", "as", "e.g", "including"];
/// Verbs that begin a verdict after the words.
const VERDICT_VERBS: [&str; 27] = [
    "is",
    "are",
    "was",
    "were",
    "isn't",
    "aren't",
    "wasn't",
    "should",
    "shouldn't",
    "must",
    "mustn't",
    "may",
    "might",
    "can",
    "cannot",
    "can't",
    "has",
    "have",
    "suggests",
    "suggest",
    "implies",
    "imply",
    "means",
    "sounds",
    "needs",
    "says",
    "becomes",
];
/// Verbs that are a verdict by themselves.
const SPEAKS_OF: [&str; 7] = [
    "suggests", "suggest", "implies", "imply", "means", "sounds", "becomes",
];
/// Words that make a verdict of what follows the verb.
const VERDICTS: [&str; 34] = [
    "not",
    "never",
    "avoid",
    "avoided",
    "forbidden",
    "banned",
    "prohibited",
    "disallowed",
    "unapproved",
    "approved",
    "retired",
    "deprecated",
    "off",
    "out",
    "wrong",
    "incorrect",
    "misleading",
    "term",
    "phrase",
    "wording",
    "word",
    "expression",
    "replaced",
    "isn't",
    "aren't",
    "shouldn't",
    "mustn't",
    "cannot",
    "can't",
    "wasn't",
    "outdated",
    "dropped",
    "inaccurate",
    "reserved",
];

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
        .or_else(|| verdict_after(cx, place.block, after))
        .or_else(|| introduced(cx, place, sentence))
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
    let follows =
        |known: &[&str]| before.is_some_and(|before| known.contains(&before.text.as_str()));
    let starts =
        before.is_none_or(|before| breaks_clause(&cx.text()[before.span.end..all[at].span.start]));
    if INSTRUCT.contains(&word) {
        return starts || follows(&INSTRUCTED);
    }
    if USE.contains(&word) {
        return follows(&NEGATIVE) || (starts && rest.is_empty());
    }
    if matches!(word, "not" | "nor") && rest.is_empty() {
        return true;
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
    if !VERDICT_VERBS.contains(&first.text.as_str()) {
        return None;
    }
    if SPEAKS_OF.contains(&first.text.as_str()) {
        return Some(first.span);
    }
    let verdict = near
        .iter()
        .find(|word| VERDICTS.contains(&word.text.as_str()))?;
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

/// A header that says *don't* over the column of a cell, or a heading that says so over the section.
fn under_header(cx: &Context<'_>, place: Place) -> Option<TextSpan> {
    let block = cx.block(place.block);
    let columns = block.cell.filter(|cell| !cell.header).into_iter();
    let columns = columns.flat_map(|cell| cx.layout().headers(cell.table, cell.column));
    let mut over: Vec<TextSpan> = columns.map(|&header| cx.block(header).text).collect();
    over.extend(headings(cx, place));
    over.into_iter()
        .filter(|header| *header != block.text)
        .find(|&header| forbids(cx, header))
}

/// Whether a header says that what stands under it is not to be said.
fn forbids(cx: &Context<'_>, header: TextSpan) -> bool {
    let text = &cx.text()[header.range()];
    if header.len() > 80 {
        return false;
    }
    if text.contains(['❌', '✗', '✘', '🚫', '⛔', '👎']) {
        return true;
    }
    let all = words(cx.text(), header);
    let all: Vec<&str> = all.iter().map(|word| word.text.as_str()).collect();
    says_not(&all)
}

/// Words that make a header of their own: *Don't*, *Avoid*, *Instead of*.
const HEADERS: [&str; 34] = [
    "don't",
    "dont",
    "do not",
    "don'ts",
    "avoid",
    "avoided",
    "never",
    "not",
    "no",
    "instead of",
    "rather than",
    "wrong",
    "bad",
    "incorrect",
    "forbidden",
    "banned",
    "prohibited",
    "disallowed",
    "unapproved",
    "not approved",
    "not allowed",
    "not ok",
    "not permitted",
    "deprecated",
    "retired",
    "discouraged",
    "not recommended",
    "off limits",
    "replace",
    "say not",
    "not this",
    "never say",
    "don't say",
    "do not say",
];
/// What may follow such words without changing what they say.
const HEADER_TAILS: [&str; 38] = [
    "say",
    "saying",
    "write",
    "writing",
    "use",
    "using",
    "do",
    "call",
    "it",
    "this",
    "these",
    "that",
    "words",
    "word",
    "terms",
    "term",
    "phrases",
    "phrase",
    "wording",
    "language",
    "claims",
    "copy",
    "usage",
    "example",
    "examples",
    "expressions",
    "formulations",
    "phrasing",
    "the",
    "following",
    "or",
    "and",
    "publish",
    "in",
    "any",
    "such",
    "names",
    "like",
];

fn says_not(all: &[&str]) -> bool {
    let leads = |words: &[&str]| {
        HEADERS.iter().any(|header| {
            let header: Vec<&str> = header.split(' ').collect();
            words.starts_with(&header)
                && words[header.len()..]
                    .iter()
                    .all(|word| HEADER_TAILS.contains(word))
        })
    };
    // *What not to say*, *words we avoid*, *terms to avoid*.
    let noun = all
        .first()
        .is_some_and(|first| NOUNS.contains(first) || *first == "what");
    let turned = || {
        let from = all
            .iter()
            .position(|word| matches!(*word, "not" | "avoid" | "never" | "don't"));
        from.is_some_and(|from| {
            let tail = all[from + 1..].iter();
            from <= 3
                && tail
                    .into_iter()
                    .all(|word| HEADER_TAILS.contains(word) || matches!(*word, "to" | "be"))
        })
    };
    leads(all) || (noun && turned())
}

#[cfg(test)]
mod tests {
    use super::says_not;

    #[test]
    fn headers_that_say_no() {
        for header in [
            "don't",
            "do not say",
            "avoid",
            "words to avoid",
            "what not to say",
            "not approved",
            "terms we never use",
            "avoid these phrases",
            "instead of",
            "never say this",
        ] {
            let words: Vec<&str> = header.split(' ').collect();
            assert!(says_not(&words), "{header}");
        }
        for header in [
            "do",
            "say",
            "never run out of capacity",
            "no limits",
            "why acme",
            "avoid downtime",
            "not just fast",
            "what you get",
            "claims we make",
            "no code",
        ] {
            let words: Vec<&str> = header.split(' ').collect();
            assert!(!says_not(&words), "{header}");
        }
    }
}
