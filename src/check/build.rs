//! Findings in full: words, places, reasons and rewrites.
//!
//! Nothing here is done when findings are only counted.

use std::collections::HashMap;

use super::comments;
use super::message::Speaker;
use crate::document::Document;
use crate::finding::fingerprint::fingerprint;
use crate::finding::rendered::rendered;
use crate::finding::{Finding, Kind, Location};
use crate::judge::{Judged, Policy, Verdicts, with_neighbours};
use crate::matching::{Engine, Scan};
use crate::position::columns::Columns;
use crate::position::{SourceSpan, TextSpan};
use crate::rewrite;
use crate::wordlist::ruleset::RuleId;

/// The findings of one document in full, in the order of the source.
pub(super) fn findings(
    scan: &Scan<'_>,
    verdicts: &Verdicts,
    engine: &Engine,
    policy: &Policy,
) -> Vec<Finding> {
    let document = scan.document;
    let places = Columns::new(&document.source.text);
    let mut occurrences = Occurrences::new(scan, verdicts);
    let builder = Builder {
        scan,
        engine,
        policy,
    };
    let mut all: Vec<Finding> = verdicts
        .findings
        .iter()
        .map(|found| {
            let occurrence = occurrences.of(found.rule, found.text(scan));
            builder.finding(found, occurrence, &places)
        })
        .collect();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for bad in &verdicts.comments {
        let words = document.directives.get(bad.directive);
        let key = words.map_or_else(String::new, |words| {
            format!("{:?}{}", bad.fault, words.words)
        });
        let occurrence = seen.entry(key).or_default();
        all.extend(comments::finding(document, bad, *occurrence, &places));
        *occurrence += 1;
    }
    all.sort_by_key(|finding| (finding.span.start, finding.span.end));
    all
}

/// Numbers findings that a fingerprint could not tell apart. Those that a baseline or a waiver set
/// aside count with the others, so that no number changes when one of them is.
struct Occurrences<'a> {
    document: &'a Document,
    aside: Vec<(RuleId, TextSpan)>,
    next: usize,
    seen: HashMap<(RuleId, String), usize>,
    /// In a deck: the numbers of all, counted in the order of the slides' ids and not of the slides,
    /// so that no number changes when slides are moved.
    by_slide: HashMap<(RuleId, usize, usize), (String, usize)>,
}

impl<'a> Occurrences<'a> {
    fn new(scan: &Scan<'a>, verdicts: &Verdicts) -> Self {
        let document = scan.document;
        let aside = verdicts.suppressed.iter();
        let aside = aside.filter(|aside| aside.kind != "ignore");
        let mut occurrences = Self {
            document,
            aside: aside.map(|aside| (aside.rule, aside.text)).collect(),
            next: 0,
            seen: HashMap::new(),
            by_slide: HashMap::new(),
        };
        if document.places.iter().any(|place| place.id.is_some()) {
            occurrences.number_by_slide(scan, verdicts);
        }
        occurrences
    }

    fn number_by_slide(&mut self, scan: &Scan<'_>, verdicts: &Verdicts) {
        let document = self.document;
        let found = verdicts.findings.iter();
        let found = found.map(|found| (found.rule, found.text(scan)));
        let mut all: Vec<_> = found.chain(self.aside.iter().copied()).collect();
        all.sort_by_key(|(_, text)| {
            let block = document.block_at(text.start);
            let id = block
                .and_then(|block| document.place_of(block))
                .and_then(|place| place.id.clone());
            // Ids are numbers in most files, and a shorter number is a smaller one.
            (id.as_ref().map(|id| id.len()), id, text.start)
        });
        for (rule, text) in all {
            let number = self.number(rule, text);
            self.by_slide.insert((rule, text.start, text.end), number);
        }
    }

    /// The folded words of a finding and its number. Findings are asked for in the order of the text.
    fn of(&mut self, rule: RuleId, text: TextSpan) -> (String, usize) {
        if let Some(number) = self.by_slide.get(&(rule, text.start, text.end)) {
            return number.clone();
        }
        while let Some(&(other, before)) = self.aside.get(self.next)
            && before.start <= text.start
        {
            self.number(other, before);
            self.next += 1;
        }
        self.number(rule, text)
    }

    fn number(&mut self, rule: RuleId, text: TextSpan) -> (String, usize) {
        let words = with_neighbours(self.document, text);
        let next = self.seen.entry((rule, words.clone())).or_default();
        *next += 1;
        (words, *next - 1)
    }
}

struct Builder<'a> {
    scan: &'a Scan<'a>,
    engine: &'a Engine,
    policy: &'a Policy,
}

impl Builder<'_> {
    /// Where it stands in a file that has no lines.
    fn location(&self, found: &Judged, segments: &[SourceSpan]) -> Option<Location> {
        let document = self.scan.document;
        let hit = found.hit(self.scan);
        let mut place = document.place_of(hit.block())?.clone();
        let in_part = segments.iter().filter_map(|&span| document.in_part(span));
        place.spans = in_part.map(|(_, span)| span).collect();
        let block = document.blocks.get(hit.block())?.text;
        let inside = |words: TextSpan| {
            let covered = block.contains(&words);
            covered.then(|| words.start - block.start..words.end - block.start)
        };
        Some(Location {
            words: place.to_string(),
            place,
            block: document.words(block).to_owned(),
            hit: inside(hit.text())?,
            evidence: found
                .evidence()
                .iter()
                .filter_map(|&words| inside(words))
                .collect(),
        })
    }

    fn finding(
        &self,
        found: &Judged,
        (words, occurrence): (String, usize),
        places: &Columns<'_>,
    ) -> Finding {
        let document = self.scan.document;
        let rules = self.engine.rules();
        let rule = rules.rule(found.rule);
        let own = found.text(self.scan);
        let text = rendered(document.words(own));
        let segments = document.segments(own);
        let span = hull(document, own, &segments);
        let speaker = Speaker {
            rules,
            scan: self.scan,
        };
        Finding {
            rule: rule.id.clone(),
            kind: if found.missing {
                Kind::Required
            } else {
                Kind::Forbidden
            },
            severity: found.severity,
            draft: found.draft,
            message: speaker.message(found, &text),
            because: rule.because.clone(),
            advice: rule.advice.clone(),
            owner: rule.owner.clone(),
            source: rule.source.clone(),
            enforced: found.enforced(),
            span,
            disk: document.source.on_disk(span),
            disk_segments: segments
                .iter()
                .map(|&segment| document.source.on_disk(segment))
                .collect(),
            location: self.location(found, &segments),
            segments,
            start: places.at(span.start),
            end: places.at(span.end),
            evidence: found
                .evidence()
                .iter()
                .map(|&words| {
                    let segments = document.segments(words);
                    (
                        rendered(document.words(words)),
                        hull(document, words, &segments),
                    )
                })
                .collect(),
            also: found
                .also()
                .iter()
                .map(|(rule, _)| rules.rule(*rule).id.clone())
                .collect(),
            fingerprint: fingerprint(&rule.id, &words, occurrence),
            suggestions: rewrite::suggest(found, self.scan, self.engine, self.policy),
            text,
        }
    }
}

/// The span of a finding with these words.
pub(super) fn span(document: &Document, text: TextSpan) -> SourceSpan {
    hull(document, text, &document.segments(text))
}

/// From the first byte of the first word to the last of the last.
fn hull(document: &Document, text: TextSpan, segments: &[SourceSpan]) -> SourceSpan {
    match (segments.first(), segments.last()) {
        (Some(first), Some(last)) => SourceSpan::new(first.start, last.end.max(first.end)),
        _ => document.hull(text),
    }
}
