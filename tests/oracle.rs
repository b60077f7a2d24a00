//! The engine against a matcher that is too simple to be wrong.
//!
//! The naive matcher folds character by character, takes every word edge from the Unicode
//! standard's own segmentation, and tries every phrase at every place by plain recursion: no
//! anchors, no windows, no sharing. On random lists and random texts both must find the same.
#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use copydesk::document::builder::Builder;
use copydesk::document::source::Source;
use copydesk::document::{BlockKind, Document, OPAQUE};
use copydesk::matching::{Engine, Sentences, Slot};
use copydesk::position::{SourceSpan, TextSpan};
use copydesk::wordlist::late::Late;
use copydesk::wordlist::parse::parse;
use copydesk::wordlist::phrase::{Body, Element};
use copydesk::wordlist::ruleset::{Name, NameId, Pattern, PhraseId, RuleId, Ruleset, Use, Uses};
use copydesk::wordlist::verbs;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

/// A phrase, where it was found, and its gaps.
type Found = (usize, (usize, usize), Vec<(usize, usize)>);

/// Where a match has got to: the end of its last word, its gaps, and whether a gap came last.
#[derive(Debug, Clone, PartialEq)]
struct Reached {
    at: usize,
    loose: bool,
    fresh: bool,
    gaps: Vec<(usize, usize)>,
}

/// A block as the naive matcher sees it.
struct Naive<'t> {
    text: String,
    /// For every byte of `text`, the rendered bytes of its character.
    origin: Vec<(usize, usize)>,
    edges: BTreeSet<usize>,
    sentence_ends: Vec<usize>,
    rules: &'t Ruleset,
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '™' | '®' | '²')
}

fn fold(rendered: &str) -> (String, Vec<(usize, usize)>) {
    let mut text = String::new();
    let mut origin: Vec<(usize, usize)> = Vec::new();
    for (at, letter) in rendered.char_indices() {
        let end = at + letter.len_utf8();
        let plain = match letter {
            '\u{AD}' | '\u{200B}' => continue,
            '\u{301}' if text.ends_with('e') => {
                let start = origin.pop().unwrap().0;
                text.pop();
                origin.extend([(start, end), (start, end)]);
                text.push('é');
                continue;
            }
            'É' => 'é',
            '’' => '\'',
            '“' | '”' => '"',
            '\u{2011}' => '-',
            '\u{A0}' | '\n' => ' ',
            'ａ' => 'a',
            other => other.to_ascii_lowercase(),
        };
        text.push(plain);
        origin.resize(text.len(), (at, end));
    }
    (text, origin)
}

fn is_word_char(letter: char) -> bool {
    (letter.is_alphanumeric() || letter == '_' || letter == OPAQUE) && !is_mark(letter)
}

impl<'t> Naive<'t> {
    fn new(rendered: &str, rules: &'t Ruleset) -> Self {
        let (text, origin) = fold(rendered);
        let mut edges: BTreeSet<usize> = text.split_word_bound_indices().map(|at| at.0).collect();
        edges.insert(text.len());
        for (at, letter) in text.char_indices() {
            if is_mark(letter) || letter == ':' {
                edges.extend([at, at + letter.len_utf8()]);
            }
        }
        let mut naive = Self {
            text,
            origin,
            edges,
            sentence_ends: Vec::new(),
            rules,
        };
        let possessives: Vec<usize> = (0..naive.text.len())
            .filter(|at| naive.is_possessive(*at))
            .collect();
        naive.edges.extend(possessives);
        let sentences = Sentences::new(rendered);
        naive.sentence_ends = sentences.spans().iter().map(|span| span.end).collect();
        naive
    }

    fn is_possessive(&self, at: usize) -> bool {
        let after = |at: usize| self.text[at..].chars().next();
        self.text.is_char_boundary(at)
            && self.text[at..].starts_with("'s")
            && self.text[..at].ends_with(is_word_char)
            && !after(at + 2).is_some_and(is_word_char)
    }

    /// The words that begin at `from` or later.
    fn words(&self, from: usize) -> Vec<(usize, usize)> {
        let edges: Vec<usize> = self.edges.iter().copied().collect();
        let mut found: Vec<(usize, usize)> = Vec::new();
        for pair in edges.windows(2) {
            let (start, end) = (pair[0], pair[1]);
            let written = self.text[..start].ends_with('(')
                && ["tm", "r", "sm"].contains(&&self.text[start..end])
                && self.text[end..].starts_with(')');
            if start >= from && self.text[start..].starts_with(is_word_char) && !written {
                found.push((start, end));
            }
        }
        found
    }

    /// Whether no gap reads on from one place to the other.
    fn crosses(&self, from: usize, to: usize) -> bool {
        if from < to && self.text[from..to].contains(';') {
            return true;
        }
        if from == 0 || from >= to || to >= self.text.len() {
            return false;
        }
        let (from, to) = (self.origin[from - 1].1, self.origin[to].0);
        self.sentence_ends
            .iter()
            .any(|end| from < *end && *end <= to)
    }

    /// Everything up to the next word, if that is what separates two words of a phrase.
    fn separator(&self, at: usize) -> usize {
        let mut end = at;
        let mut dashes = 0;
        loop {
            let rest = &self.text[end..];
            let written = ["(tm)", "(r)", "(sm)"]
                .into_iter()
                .find(|mark| rest.starts_with(mark));
            let Some(letter) = rest.chars().next() else {
                return end;
            };
            dashes += usize::from(matches!(letter, '-' | '–'));
            let passes = matches!(letter, ' ' | '-' | '–' | '"' | '\'' | '*') || is_mark(letter);
            match written {
                Some(mark) => end += mark.len(),
                None if passes && dashes < 2 => end += letter.len_utf8(),
                None => return end,
            }
        }
    }

    /// Where the next word of a phrase has to stand.
    fn next(&self, from: &Reached) -> Option<usize> {
        if from.fresh {
            return Some(from.at);
        }
        if !from.loose {
            return Some(self.separator(from.at));
        }
        let start = self.words(from.at).first()?.0;
        (!self.crosses(from.at, start)).then_some(start)
    }

    fn word(&self, from: &Reached, fits: impl Fn(&str) -> Option<usize>) -> Vec<Reached> {
        let Some(start) = self.next(from).filter(|at| self.edges.contains(at)) else {
            return Vec::new();
        };
        let end = fits(&self.text[start..]).map(|length| start + length);
        end.filter(|end| self.edges.contains(end))
            .map(|at| Reached {
                at,
                loose: false,
                fresh: false,
                gaps: from.gaps.clone(),
            })
            .into_iter()
            .collect()
    }

    fn literal(&self, from: &Reached, text: &str) -> Vec<Reached> {
        let mut reached = vec![from.clone()];
        for part in text.split('-') {
            let part = part.to_lowercase();
            let next = |state: &Reached| {
                self.word(state, |rest| rest.starts_with(&part).then_some(part.len()))
            };
            reached = reached.iter().flat_map(next).collect();
        }
        reached
    }

    fn whole_word(&self, from: &Reached, wanted: impl Fn(&str) -> bool) -> Vec<Reached> {
        let Some(start) = self.next(from) else {
            return Vec::new();
        };
        let Some((_, end)) = self.words(start).into_iter().find(|word| word.0 == start) else {
            return Vec::new();
        };
        self.word(from, |rest| {
            let word = &rest[..end - start];
            wanted(word).then_some(word.len())
        })
    }

    fn mark(&self, from: &Reached, mark: char) -> Vec<Reached> {
        let last = if from.fresh {
            from.at
        } else {
            self.separator(from.at)
        };
        (from.at..=last)
            .filter(|at| self.text.is_char_boundary(*at))
            .find_map(|at| {
                let rest = &self.text[at..];
                let written = if mark == '™' { "(tm)" } else { "(r)" };
                let signs = [mark.to_string(), written.to_owned()];
                let found = signs.iter().find(|sign| rest.starts_with(sign.as_str()))?;
                Some(at + found.len())
            })
            .map(|at| Reached {
                at,
                loose: false,
                fresh: false,
                gaps: from.gaps.clone(),
            })
            .into_iter()
            .collect()
    }

    fn gap(&self, from: &Reached, most: usize) -> Vec<Reached> {
        let loose = |at, gaps| Reached {
            at,
            loose: true,
            fresh: false,
            gaps,
        };
        let mut reached = vec![loose(from.at, from.gaps.clone())];
        let mut at = from.at;
        let words = self.words(from.at);
        for (start, end) in words.iter().take(most) {
            if self.crosses(at, *start) {
                break;
            }
            at = *end;
            let mut gaps = from.gaps.clone();
            gaps.push((words[0].0, at));
            reached.push(loose(at, gaps));
        }
        reached
    }

    fn name(&self, from: &Reached, id: NameId) -> Vec<Reached> {
        let name = self.rules.name(id);
        let mut options = Vec::new();
        for spelling in &name.spellings {
            let mut ends = self.elements(from, elements(self.rules.pattern(*spelling)));
            // The name begins with a word, so that is where its first word stands.
            let start = self.next(from).unwrap_or(from.at);
            ends.retain(|end| !self.is_taken_out(&name.not, start, end.at));
            for end in &mut ends {
                end.gaps.clone_from(&from.gaps);
            }
            options.push(ends);
        }
        longest_first(options)
    }

    fn is_taken_out(&self, not: &[PhraseId], start: usize, end: usize) -> bool {
        (0..=start)
            .filter(|at| self.edges.contains(at))
            .any(|from| {
                not.iter().any(|id| {
                    let found = self.elements(&begin(from), elements(self.rules.pattern(*id)));
                    found
                        .iter()
                        .any(|found| found.at >= end && found.at - from > end - start)
                })
            })
    }

    fn element(
        &self,
        from: &Reached,
        element: &Element,
        names: &BTreeMap<String, NameId>,
    ) -> Vec<Reached> {
        match element {
            Element::Word { text, ending } => {
                let longer = ending
                    .iter()
                    .flat_map(|ending| self.literal(from, &format!("{text}{ending}")));
                let mut reached: Vec<Reached> = longer.collect();
                reached.extend(self.literal(from, text));
                reached
            }
            Element::Prefix(text) => self.whole_word(from, |word| word.starts_with(text.as_str())),
            Element::AnyWord => self.whole_word(from, |_| true),
            Element::Number => self.whole_word(from, |word| word.contains(char::is_numeric)),
            Element::Gap(most) => self.gap(from, *most),
            Element::Mark(mark) => self.mark(from, *mark),
            Element::Name(name) => self.name(from, names[name]),
            Element::Verb { base, .. } => longest_first(
                verbs::spellings(base, None)
                    .iter()
                    .map(|spelling| self.literal(from, &spelling.words.join("-")))
                    .collect(),
            ),
            Element::Group {
                options, optional, ..
            } => {
                let all = options
                    .iter()
                    .map(|option| self.sequence(from, option, names))
                    .collect();
                let mut reached = longest_first(all);
                reached.extend(optional.then(|| from.clone()));
                reached
            }
        }
    }

    fn elements(
        &self,
        from: &Reached,
        phrase: (&[Element], &BTreeMap<String, NameId>),
    ) -> Vec<Reached> {
        self.sequence(from, phrase.0, phrase.1)
    }

    /// Every way to read `elements` from a place, the preferred one first.
    fn sequence(
        &self,
        from: &Reached,
        elements: &[Element],
        names: &BTreeMap<String, NameId>,
    ) -> Vec<Reached> {
        let Some((first, rest)) = elements.split_first() else {
            return vec![from.clone()];
        };
        let mut all: Vec<Reached> = Vec::new();
        for reached in self.element(from, first, names) {
            for end in self.sequence(&reached, rest, names) {
                if !all
                    .iter()
                    .any(|one| one.at == end.at && one.loose == end.loose)
                {
                    all.push(end);
                }
            }
        }
        all
    }

    fn find(&self, phrase: usize, offset: usize, found: &mut Vec<Found>) {
        let pattern = &self.rules.phrases[phrase];
        let rendered = |start: usize, end: usize| {
            (
                offset + self.origin[start].0,
                offset + self.origin[end - 1].1,
            )
        };
        let mut own: Vec<Found> = Vec::new();
        for (at, letter) in self.text.char_indices() {
            if letter == ' ' {
                continue;
            }
            if let Some(end) = self.elements(&begin(at), elements(pattern)).first() {
                let gaps = end.gaps.iter().map(|gap| rendered(gap.0, gap.1)).collect();
                own.push((phrase, rendered(at, end.at), gaps));
            }
        }
        let optional = matches!(
            elements(pattern).0.first(),
            Some(Element::Group { optional: true, .. })
        );
        if optional {
            let all = own.clone();
            own.retain(|one| {
                !all.iter()
                    .any(|other| other.1.1 == one.1.1 && other.1.0 < one.1.0)
            });
        }
        found.extend(own);
    }
}

fn begin(at: usize) -> Reached {
    Reached {
        at,
        loose: false,
        fresh: true,
        gaps: Vec::new(),
    }
}

fn elements(pattern: &Pattern) -> (&[Element], &BTreeMap<String, NameId>) {
    match &pattern.phrase.body {
        Body::Words(elements) => (elements, &pattern.names),
        Body::Regex(_) => (&[], &pattern.names),
    }
}

fn longest_first(mut options: Vec<Vec<Reached>>) -> Vec<Reached> {
    options.retain(|ends| !ends.is_empty());
    options.sort_by_key(|ends| std::cmp::Reverse(ends[0].at));
    options.concat()
}

fn ruleset(phrases: &[String]) -> Ruleset {
    let name = Name {
        id: "n".into(),
        spelling: "ab ba".into(),
        spellings: vec![PhraseId(0), PhraseId(1), PhraseId(2)],
        not: vec![PhraseId(3), PhraseId(4)],
    };
    let own = ["ab ba", "b1", "ab", "b1 ab", "12-ab"].map(String::from);
    Ruleset {
        names: vec![name],
        phrases: own
            .iter()
            .chain(phrases)
            .map(|written| Pattern {
                phrase: parse(written).unwrap().into(),
                exact: false,
                names: BTreeMap::from([("n".to_owned(), NameId(0))]),
            })
            .map(Late::from)
            .collect(),
        ..Ruleset::default()
    }
}

fn document(blocks: &[String]) -> Document {
    let mut builder = Builder::new();
    let mut at = 0;
    for block in blocks {
        builder.open(BlockKind::Body, SourceSpan::new(at, at + block.len()));
        builder.verbatim(block, at);
        builder.close();
        at += block.len();
    }
    builder.finish(Source::from_text(blocks.concat()))
}

/// The same rules with every phrase one that a rule looks for, so that all are found in the one pass
/// and none by looking near a hit.
fn all_of_rules(rules: &Ruleset) -> Ruleset {
    let uses = (0..).zip(&rules.phrases).map(|(id, _)| Use {
        phrase: PhraseId(id),
        rule: RuleId(0),
        when: false,
        plain: None,
    });
    Ruleset {
        uses: OnceLock::from(uses.collect::<Uses>()),
        ..rules.clone()
    }
}

fn by_engine(rules: &Ruleset, document: &Document) -> Vec<Found> {
    let near = by_one_engine(rules.clone(), document);
    let in_the_pass = by_one_engine(all_of_rules(rules), document);
    assert_eq!(near, in_the_pass, "in {:?}", document.text);
    near
}

fn by_one_engine(rules: Ruleset, document: &Document) -> Vec<Found> {
    let phrases = rules.phrases.len();
    let engine = Engine::new(Arc::new(rules));
    let scan = engine.scan(document);
    let whole = TextSpan::new(0, document.text.len());
    let mut found = Vec::new();
    for (phrase, id) in (0..phrases).zip(0..) {
        for hit in scan.find(PhraseId(id), whole) {
            let gaps = hit.parts().iter().filter(|part| part.slot == Slot::Gap);
            let gaps = gaps.map(|gap| (gap.text.start, gap.text.end)).collect();
            found.push((phrase, (hit.text().start, hit.text().end), gaps));
        }
    }
    found.sort();
    found
}

fn by_hand(rules: &Ruleset, document: &Document) -> Vec<Found> {
    let mut found = Vec::new();
    for block in &document.blocks {
        let naive = Naive::new(&document.text[block.text.range()], rules);
        for phrase in 0..rules.phrases.len() {
            naive.find(phrase, block.text.start, &mut found);
        }
    }
    found.sort();
    found
}

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "ab",
        "ba",
        "Ab",
        "BA",
        "ab",
        "abs",
        "b1",
        "12",
        "1,2",
        "éa",
        "e\u{301}a",
        "ab's",
        "ba’s",
        "a\u{AD}b",
        "ａb",
        "abbed",
        "abbing",
        "a_b",
        "a.b",
        "\u{FFFC}",
        "É",
        "ab™",
        "人",
        "bab",
    ])
}

fn between() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        " ", " ", " ", " ", "  ", "-", "\u{2011}", "–", " — ", "--", ", ", " (", ") ", ". ", "? ",
        "! ", "; ", ";", "™ ", "(TM) ", "\n", "\u{200B}", ":", " “", "” ", "' ", "*", "\u{A0}",
        "²", ".", ". Ab ", "", "(r) ",
    ])
}

fn block() -> impl Strategy<Value = String> {
    prop::collection::vec((word(), between()), 1..9).prop_map(|pieces| {
        pieces
            .iter()
            .flat_map(|(word, between)| [*word, *between])
            .collect()
    })
}

fn plain_element() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "ab",
        "ba",
        "ab",
        "b1",
        "éa",
        "abs",
        "ab-ba",
        "ab(s)",
        "ab*",
        "<word>",
        "<num>",
        "{ab}",
        "ab™",
        "(ab|ba)",
        "ba?",
        "(ab|ab ba)",
        "(b1|<num> ab)?",
        "(ab ~1 ba|ab)",
        "@n",
        "((ab|ba)|b1) ab",
        "人",
    ])
    .prop_map(String::from)
}

fn phrase() -> impl Strategy<Value = String> {
    let gap = prop::sample::select(vec!["", "", "", "~1", "~3"]);
    (
        plain_element(),
        prop::collection::vec((gap, plain_element()), 0..3),
    )
        .prop_map(|(first, rest)| {
            let rest = rest
                .iter()
                .map(|(gap, element)| format!(" {gap} {element}"));
            first + &rest.collect::<String>()
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_finds_what_the_naive_matcher_finds(
        blocks in prop::collection::vec(block(), 1..3),
        phrases in prop::collection::vec(phrase(), 1..6),
    ) {
        let phrases: Vec<String> = phrases.into_iter().filter(|written| parse(written).is_ok()).collect();
        let rules = ruleset(&phrases);
        let document = document(&blocks);
        let engine = by_engine(&rules, &document);
        let naive = by_hand(&rules, &document);
        prop_assert_eq!(&engine, &naive, "phrases {:?} in {:?}", phrases, document.text);
        prop_assert_eq!(engine, by_engine(&rules, &document));
    }

    #[test]
    fn any_text_is_searched_and_hits_are_whole_characters(text in "[ab\\PC]{0,40}( ab ba|\\PC{0,9}){0,3}") {
        let phrases = ["ab ba", "<word> <num>", "a*", "{ab} ~3 ba", "@n™", "/a./", "#1", "ab?  ba"];
        let rules = ruleset(&phrases.map(String::from));
        let document = document(&[text]);
        for (_, (start, end), _) in by_engine(&rules, &document) {
            prop_assert!(start < end);
            prop_assert!(document.text.get(start..end).is_some());
        }
    }
}

/// A block so long that it is read in parts: sentences of all lengths, without and with full stops.
fn long_block() -> impl Strategy<Value = String> {
    let run = prop::collection::vec((word(), between()), 500..900);
    (run, 0..3_usize).prop_map(|(pieces, ends)| {
        let mut block = String::new();
        for (at, (word, between)) in pieces.iter().enumerate() {
            let parts = between.contains(['.', '?', '!', ';']);
            // Some blocks have no sentence ends, some have few.
            let plain = parts && (ends == 0 || ends == 1 && at % 97 != 0);
            block += word;
            block += if plain || between.is_empty() {
                " "
            } else {
                between
            };
        }
        block
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_long_block_is_searched_as_a_short_one_is(
        block in long_block(),
        phrases in prop::collection::vec(phrase(), 1..6),
        stretches in prop::collection::vec((0..6_000_usize, 0..900_usize), 12),
    ) {
        let phrases: Vec<String> = phrases.into_iter().filter(|written| parse(written).is_ok()).collect();
        let rules = ruleset(&phrases);
        let document = document(&[block]);
        let naive = by_hand(&rules, &document);
        prop_assert_eq!(&by_engine(&rules, &document), &naive, "phrases {:?} in {:?}", phrases, document.text);
        // What is found near a hit is what stands there, however narrow the stretch.
        let engine = Engine::new(Arc::new(rules));
        let scan = engine.scan(&document);
        for (start, length) in stretches {
            let last = document.text.len();
            let edge = |at: usize| (at..last).find(|at| document.text.is_char_boundary(*at));
            let start = edge(start).unwrap_or(last);
            let within = TextSpan::new(start, edge(start + length).unwrap_or(last));
            for (phrase, id) in (0..phrases.len()).zip(0..) {
                let near = scan.find(PhraseId(id), within).into_iter();
                let near: BTreeSet<_> = near.map(|hit| (hit.text().start, hit.text().end)).collect();
                let of_phrase = naive.iter().filter(|found| found.0 == phrase);
                let all: BTreeSet<_> = of_phrase
                    .map(|found| found.1)
                    .filter(|(start, end)| within.start <= *start && *end <= within.end)
                    .collect();
                prop_assert_eq!(
                    near,
                    all,
                    "phrase {:?} at {:?} of {:?}",
                    phrases[phrase],
                    within,
                    document.text
                );
            }
        }
    }
}

/// Texts that would take for ever if the work were not bounded: a megabyte of one thing.
#[test]
fn hostile_texts_cost_no_more_than_their_length() {
    let phrases = [
        "ab ba",
        "<word> <num>",
        "a*",
        "{ab} ~3 ba",
        "@n ~3 b1",
        "/a./",
        "#1",
        ". ~3 ab",
    ];
    let rules = ruleset(&phrases.map(String::from));
    for piece in [
        "'s", "*", "a", "ab ", "ab", "人", "- ", ".", "ab.", "\u{301}", "™", "\u{AD}", "é",
        "ab ba. ",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        let document = document(&[format!("ab {text} ba")]);
        by_engine(&rules, &document);
    }
}
