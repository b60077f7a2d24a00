//! Why a rewrite must be looked at by a person before it is made.

use super::change::Change;
use super::tokens::{Token, is_quote, literals, plain};
use crate::document::map::is_mark;
use crate::document::{Document, InlineKind};
use crate::finding::rendered::rendered;
use crate::matching::{Hit, Slot};
use crate::position::TextSpan;
use crate::wordlist::phrase::{Body, Element};
use crate::wordlist::ruleset::Pattern;

/// From the first byte that changes to the last.
pub(super) fn hull(changes: &[Change]) -> Option<TextSpan> {
    let (first, last) = (changes.first()?, changes.last()?);
    Some(TextSpan::new(first.text.start, last.text.end))
}

/// What the rewrite would lose of what `hit` covers, if anything.
pub(super) fn lost(
    text: &str,
    hit: &Hit,
    pattern: &Pattern,
    old: &[Token],
    stays: &[bool],
) -> Option<String> {
    let gap = hit.parts().iter().find(|part| part.slot == Slot::Gap);
    if let Some(gap) = gap {
        return Some(rendered(&text[gap.text.range()]));
    }
    let Body::Words(elements) = &pattern.phrase.body else {
        return None;
    };
    let known = literals(elements);
    let open = has_open_word(elements);
    let lost = old.iter().zip(stays).find(|(token, stays)| {
        let word = plain(&text[token.span.range()]);
        let bound = hit
            .parts()
            .iter()
            .any(|part| part.text.contains(&token.span));
        let foreign = open
            && !known
                .iter()
                .any(|literal| word.starts_with(&plain(literal)));
        !**stays && !bound && (foreign || word.starts_with('\''))
    });
    lost.map(|(token, _)| rendered(&text[token.span.range()]))
}

fn has_open_word(elements: &[Element]) -> bool {
    elements.iter().any(|element| match element {
        Element::AnyWord | Element::Number => true,
        Element::Group { options, .. } => options.iter().any(|option| has_open_word(option)),
        _ => false,
    })
}

/// What stands in the way of a change of `hull`, which lies in `target`, the words that the rewrite
/// speaks of.
pub(super) fn markup(document: &Document, target: TextSpan, hull: TextSpan) -> Option<String> {
    for inline in document.inlines_in(target) {
        if !document.cuts(inline, hull) {
            continue;
        }
        // The source of a package is XML, which says nothing to a writer.
        let quoted = || {
            clip(if document.parts.is_empty() {
                &document.source.text[inline.source.range()]
            } else {
                document.words(inline.text)
            })
        };
        return Some(match inline.kind {
            InlineKind::Emphasis if target.contains(&inline.text) => continue,
            InlineKind::Emphasis => format!("cuts through “{}”", quoted()),
            InlineKind::Link(_) => format!("crosses a link: “{}”", quoted()),
            InlineKind::FootnoteReference(_) => "holds a footnote".to_owned(),
            InlineKind::Field => format!("crosses a field: “{}”", quoted()),
            InlineKind::Insertion => format!("crosses a tracked insertion: “{}”", quoted()),
            InlineKind::Quote => "crosses a quotation".to_owned(),
            InlineKind::Other => format!("crosses other markup: “{}”", quoted()),
        });
    }
    None
}

/// Marks and quotation marks in or beside what changes.
pub(super) fn signs(text: &str, target: TextSpan, hull: TextSpan) -> Option<String> {
    let next = text[target.end..].chars().next();
    let is_sign = |letter: &char| matches!(letter, '™' | '®' | '℠' | '©');
    if let Some(mark) = next.filter(is_sign) {
        return Some(format!("stands beside {mark}"));
    }
    if let Some(mark) = text[target.range()].chars().find(|letter| is_mark(*letter)) {
        return Some(format!("holds {mark}"));
    }
    let rest = &text[target.end..];
    if ["(TM)", "(R)", "(tm)", "(r)"]
        .iter()
        .any(|mark| rest.trim_start().starts_with(mark))
    {
        return Some("stands beside a trade mark sign".to_owned());
    }
    text[hull.range()]
        .contains(is_quote)
        .then(|| "holds a quotation mark".to_owned())
}

/// Whether the edge of any markup lies in what changes.
pub(super) fn has_edges(document: &Document, hull: TextSpan) -> bool {
    let mut inlines = document.inlines_in(hull);
    inlines.any(|inline| document.cuts(inline, hull))
}

/// A piece of source in one line, not too long for a list.
fn clip(source: &str) -> String {
    let words = rendered(source);
    if words.chars().count() <= 60 {
        return words;
    }
    let mut said: String = words.chars().take(57).collect();
    said.push('…');
    said
}
