//! One pass over a document: fold, find anchors, verify.
//!
//! Blocks are folded some at a time, so that the folded text stays in the processor's cache and a
//! large file costs no second copy of itself.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::expression::Expression;
use super::fold::{Case, Folded};
use super::matcher::{BlockText, Matcher, Tag, starts_before, words_before};
use super::scan::Scan;
use super::words::{is_edge, is_word_char};
use super::{Engine, Hit, Part, Slot, Use, address};
use crate::document::{Block, Document};
use crate::position::TextSpan;
use crate::wordlist::ruleset::PhraseId;

/// How much rendered text is folded at a time, in bytes; a longer block is folded whole.
const WINDOW: usize = 64 * 1024;

/// Finds everything in `document`.
pub(super) fn scan<'d>(engine: &Engine, document: &'d Document) -> Scan<'d> {
    let mut pass = Pass {
        engine,
        document,
        folded: Folded::default(),
        hits: Vec::new(),
        aside: Vec::new(),
        due: Vec::new(),
    };
    let blocks = &document.blocks;
    let mut first = 0;
    while first < blocks.len() {
        let start = blocks[first].text.start;
        let size = blocks[first + 1..]
            .iter()
            .take_while(|block| block.text.end - start <= WINDOW)
            .count();
        let next = first + 1 + size;
        pass.window(first, &blocks[first..next]);
        first = next;
    }
    pass.settle_optional_beginnings();
    Scan::new(document, Arc::clone(&engine.rules), pass.hits, pass.aside)
}

struct Pass<'e, 'd> {
    engine: &'e Engine,
    document: &'d Document,
    folded: Folded,
    hits: Vec<Hit>,
    aside: Vec<Hit>,
    /// Blocks of the window and the expressions that must be run on them.
    due: Vec<(usize, usize)>,
}

/// What finds anchors.
#[derive(Clone, Copy)]
enum Source {
    Table,
    Automaton,
}

/// A block of the window.
struct Place<'w> {
    /// Index into the window's blocks.
    local: usize,
    /// Index into the document's blocks.
    index: usize,
    text: BlockText<'w>,
    /// Where it begins in the document's rendered text.
    start: usize,
}

impl<'e> Pass<'e, '_> {
    fn window(&mut self, first: usize, blocks: &[Block]) {
        let (Some(head), Some(last)) = (blocks.first(), blocks.last()) else {
            return;
        };
        let base = head.text.start;
        let rendered = &self.document.text[base..last.text.end];
        let mut folded = std::mem::take(&mut self.folded);
        folded.refill(rendered, Case::Lower);
        let place = |local: usize| {
            let span = blocks[local].text;
            let start = folded.folded(span.start - base);
            let end = folded.folded(span.end - base);
            Place {
                local,
                index: first + local,
                text: BlockText {
                    folded: &folded.text[start..end],
                    rendered: &rendered[span.start - base..span.end - base],
                    map: &folded,
                    folded_start: start,
                    rendered_start: span.start - base,
                },
                start: span.start,
            }
        };
        let engine = self.engine;
        for source in [Source::Table, Source::Automaton] {
            let mut here = place(0);
            let mut matcher = Matcher::new(here.text, &engine.names);
            let found = |start: usize, end: usize, uses: &[Use]| {
                while start >= here.text.folded_start + here.text.folded.len()
                    && here.local + 1 < blocks.len()
                {
                    here = place(here.local + 1);
                    matcher = Matcher::new(here.text, &engine.names);
                }
                let Some(start) = start.checked_sub(here.text.folded_start) else {
                    return;
                };
                let end = end - here.text.folded_start;
                if end <= here.text.folded.len() {
                    self.anchor(&here, &mut matcher, start..end, uses);
                }
            };
            match source {
                Source::Table => engine.table.scan(&folded.text, found),
                Source::Automaton => engine.automaton.scan(&folded.text, found),
            }
        }
        if !engine.everywhere.is_empty() {
            for local in 0..blocks.len() {
                self.try_everywhere(&place(local));
            }
        }
        for local in 0..blocks.len() {
            self.due
                .extend(engine.ungated.iter().map(|expression| (local, *expression)));
        }
        self.due.sort_unstable();
        self.due.dedup();
        for (local, index) in std::mem::take(&mut self.due) {
            let (phrase, expression) = &engine.expressions[index];
            self.run(*phrase, expression, &place(local));
        }
        self.folded = folded;
    }

    fn anchor(
        &mut self,
        here: &Place<'_>,
        matcher: &mut Matcher<'e, '_>,
        at: Range<usize>,
        uses: &[Use],
    ) {
        let text = here.text.folded;
        let first = text[at.start..].chars().next();
        let last = text[..at.end].chars().next_back();
        let begins = !first.is_some_and(is_word_char) || is_edge(text, at.start);
        let ends = !last.is_some_and(is_word_char) || is_edge(text, at.end);
        for what in uses {
            match *what {
                Use::Whole(phrase) if begins && ends => {
                    self.hit(phrase, here, at.clone(), Vec::new);
                }
                Use::Part {
                    phrase,
                    least,
                    most,
                    signs,
                    is_open,
                } if begins && (ends || is_open) => {
                    if least == most && !signs {
                        if let Some(start) = words_before(text, at.start, most) {
                            self.verify(phrase, here, matcher, start);
                        }
                        continue;
                    }
                    for start in starts_before(text, at.start, least, most, signs) {
                        self.verify(phrase, here, matcher, start);
                    }
                }
                Use::Expression(expression) => self.due.push((here.local, expression)),
                Use::Whole(_) | Use::Part { .. } => {}
            }
        }
    }

    fn verify(
        &mut self,
        phrase: usize,
        here: &Place<'_>,
        matcher: &mut Matcher<'e, '_>,
        start: usize,
    ) {
        let Some((end, last)) = matcher.run(&self.engine.phrases[phrase], start) else {
            return;
        };
        self.hit(phrase, here, start..end, || {
            let bounds = matcher.parts(last);
            bounds
                .into_iter()
                .map(|bound| Part {
                    slot: match bound.tag {
                        Tag::Verb(number, forms) => Slot::Verb(number, forms.to_vec()),
                        Tag::Name(id) => Slot::Name(id),
                        Tag::Group(number) => Slot::Group(number),
                        Tag::Gap => Slot::Gap,
                    },
                    text: in_document(here, bound.start, bound.end),
                })
                .collect()
        });
    }

    fn try_everywhere(&mut self, here: &Place<'_>) {
        let text = here.text.folded;
        let mut matcher = Matcher::new(here.text, &self.engine.names);
        for (at, letter) in text.char_indices() {
            let word = is_word_char(letter);
            if letter.is_whitespace() || word && !is_edge(text, at) {
                continue;
            }
            for phrase in &self.engine.everywhere {
                self.verify(*phrase, here, &mut matcher, at);
            }
        }
    }

    fn run(&mut self, phrase: PhraseId, expression: &Expression, here: &Place<'_>) {
        if expression.exact {
            let mut cased = Folded::default();
            cased.refill(here.text.rendered, Case::Kept);
            let text = with_spaces(&cased.text);
            for (start, end) in expression.find(&text) {
                let span = (cased.start(start) + here.start, cased.end(end) + here.start);
                self.keep(phrase, here, TextSpan::new(span.0, span.1), Vec::new);
            }
        } else {
            let text = with_spaces(here.text.folded);
            for (start, end) in expression.find(&text) {
                self.keep(phrase, here, in_document(here, start, end), Vec::new);
            }
        }
    }

    fn hit(
        &mut self,
        phrase: usize,
        here: &Place<'_>,
        at: Range<usize>,
        parts: impl FnOnce() -> Vec<Part>,
    ) {
        let Ok(id) = u32::try_from(phrase) else {
            return;
        };
        let span = in_document(here, at.start, at.end);
        let own = TextSpan::new(span.start - here.start, span.end - here.start);
        if !address::cuts_address(here.text.rendered, own.start, own.end) {
            self.keep(PhraseId(id), here, span, parts);
        }
    }

    /// Where a phrase may begin with a word that is optional, only the longer of two hits with the
    /// same end is one.
    fn settle_optional_beginnings(&mut self) {
        let engine = self.engine;
        for hits in [&mut self.hits, &mut self.aside] {
            let optional = |hit: &Hit| engine.begins_optional[hit.phrase.0 as usize];
            let mut earliest: HashMap<(PhraseId, usize), usize> = HashMap::new();
            for hit in hits.iter().filter(|hit| optional(hit)) {
                let start = earliest
                    .entry((hit.phrase, hit.text.end))
                    .or_insert(hit.text.start);
                *start = hit.text.start.min(*start);
            }
            if !earliest.is_empty() {
                hits.retain(|hit| {
                    !optional(hit)
                        || earliest.get(&(hit.phrase, hit.text.end)) == Some(&hit.text.start)
                });
            }
        }
    }

    fn keep(
        &mut self,
        phrase: PhraseId,
        here: &Place<'_>,
        text: TextSpan,
        parts: impl FnOnce() -> Vec<Part>,
    ) {
        let hits = if self.engine.of_rules[phrase.0 as usize] {
            &mut self.hits
        } else {
            &mut self.aside
        };
        hits.push(Hit {
            phrase,
            block: here.index,
            text,
            parts: parts(),
        });
    }
}

fn in_document(here: &Place<'_>, start: usize, end: usize) -> TextSpan {
    let (start, end) = here.text.back(start, end);
    TextSpan::new(start + here.start, end + here.start)
}

/// `text` with every white space a space, for expressions; byte for byte as long.
fn with_spaces(text: &str) -> Cow<'_, str> {
    if text
        .bytes()
        .any(|byte| byte.is_ascii_whitespace() && byte != b' ')
    {
        Cow::Owned(text.replace(|letter: char| letter.is_ascii_whitespace(), " "))
    } else {
        Cow::Borrowed(text)
    }
}
