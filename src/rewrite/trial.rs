//! Whether the lists would find anything in a rewritten sentence.
//!
//! Only the sentence is read again: this is asked of every rewrite that is shown. What headings,
//! tables and other sentences have to say is asked when files are rewritten.

use super::change::Change;
use super::grammar::floor;
use crate::document::Document;
use crate::document::builder::Builder;
use crate::document::source::Source;
use crate::judge::{self, Policy};
use crate::matching::{Engine, Hit, sentence_of};
use crate::position::{SourceSpan, TextSpan};
use crate::wordlist::ruleset::Rule;

/// How far around a rewrite a sentence is looked for, in bytes.
const REACH: usize = 1000;

/// The part of `block` of the rendered text that is near `at`.
pub(super) fn near(text: &str, block: TextSpan, at: TextSpan) -> TextSpan {
    let from = floor(text, block.start.max(at.start.saturating_sub(REACH)));
    let to = floor(text, block.end.min(at.end + REACH)).max(at.end);
    TextSpan::new(from, to)
}

/// The sentence around `at` in `block` of the rendered text, as far as it is near.
pub(super) fn sentence(text: &str, block: TextSpan, at: TextSpan) -> TextSpan {
    let stretch = near(text, block, at);
    let (from, near) = (stretch.start, &text[stretch.range()]);
    let first = sentence_of(near, at.start - from);
    let last = sentence_of(near, (at.end - from).max(1) - 1);
    TextSpan::new(
        (from + first.start).min(at.start),
        (from + last.end).max(at.end),
    )
}

/// The rule that finds something in what `changes` write, or still finds `hit` by its own `rule`, if there is one.
pub(super) fn found(
    document: &Document,
    (hit, rule): (&Hit, &Rule),
    changes: &[Change],
    sentence: TextSpan,
    engine: &Engine,
    policy: &Policy,
) -> Option<String> {
    let text = super::change::changed(&document.text, sentence, changes);
    let first = changes.first()?.text.start - sentence.start;
    let written = text.len();
    let last = written - (sentence.end - changes.last()?.text.end);
    let own = hit.text();
    let again = TextSpan::new(
        first.min(own.start - sentence.start),
        last.max(written - (sentence.end - own.end)),
    );
    let mut builder = Builder::new();
    for (key, value) in &document.meta {
        builder.meta(key, value);
    }
    builder.open(
        document.blocks[hit.block()].kind,
        SourceSpan::new(0, text.len()),
    );
    builder.verbatim(&text, 0);
    builder.close();
    let trial = builder.finish(Source::from_text(text));
    let scan = engine.scan(&trial);
    let policy = Policy {
        set_aside: Vec::new(),
        ..policy.clone()
    };
    let verdicts = judge::judge(&scan, engine, &policy);
    let fresh = TextSpan::new(first, last);
    let mut findings = verdicts.findings.iter();
    findings.find_map(|found| {
        let (by, text) = (engine.rules().rule(found.rule), found.text(&scan));
        let stands = text.overlaps(&fresh) || by.id == rule.id && text.overlaps(&again);
        stands.then(|| by.id.clone())
    })
}
