//! Nothing that an expression finds is lost at its gate.

use std::sync::Arc;

use proptest::prelude::*;
use regex::RegexBuilder;

use crate::document::Document;
use crate::document::{BlockKind, builder::Builder, source::Source};
use crate::matching::{Engine, Hit};
use crate::position::SourceSpan;
use crate::wordlist::load::{self, Origin};
use crate::wordlist::ruleset::Ruleset;

/// A rule that forbids what an expression finds.
fn engine(source: &str, exact: bool) -> Option<Engine> {
    let source = source.replace('\'', "''");
    let yaml = format!("forbid:\n  - phrases: ['/{source}/']\n    exact: {exact}\n");
    let loaded = load::load(&yaml, Origin::Path("list.yaml")).ok()?;
    let rules = Ruleset::build(&[&loaded], &[]).ok()?;
    Some(Engine::new(Arc::new(rules)))
}

/// A document of one block.
fn document(text: &str) -> Document {
    let mut builder = Builder::new();
    builder.open(BlockKind::Body, SourceSpan::new(0, text.len()));
    builder.verbatim(text, 0);
    builder.close();
    builder.finish(Source::from_text(text.to_owned()))
}

/// Where the engine finds it, and where a plain search of the whole text does. Text of which folding
/// changes nothing but the case of ASCII.
fn found(source: &str, exact: bool, text: &str) -> Option<[Vec<(usize, usize)>; 2]> {
    let engine = engine(source, exact)?;
    let document = document(text);
    let hits = engine.scan(&document).hits;
    let hits = hits.iter().map(Hit::text);
    let hits = hits.map(|text| (text.start, text.end));
    let regex = RegexBuilder::new(source)
        .case_insensitive(!exact)
        .build()
        .ok()?;
    // White space around it is not the block's.
    let block = document.blocks.first()?.text;
    let rendered = &document.text[block.range()];
    let searched = if exact {
        rendered.to_owned()
    } else {
        rendered.to_ascii_lowercase()
    };
    let all = regex.find_iter(&searched);
    let all = all.map(|found| (found.start(), found.end()));
    Some([
        hits.collect(),
        all.filter(|(start, end)| start < end).collect(),
    ])
}

#[test]
fn what_stands_as_it_must_is_found() {
    let rows = [
        (r"^(?:no|nil)\W*$", "no!", 1),
        (r"^(?:no|nil)\W*$", "no more", 0),
        (r"\b(?:Git|Mac)[A-Z][a-z]+", "A GitHub, a MacBook", 2),
        (r"\b(?:Git|Mac)[A-Z][a-z]+", "A Git hub", 0),
        (r"\bnone (?:of|at)\b", "none, none of", 1),
        (r"(?:of|for) the best\b", "for the best: of the best", 2),
        (r"(?:is|are)\s+(?:\w+ )?so", "is very so are so", 2),
    ];
    for (source, text, expected) in rows {
        let [own, all] = found(source, true, text).unwrap();
        assert_eq!((own.len(), &own), (expected, &all), "{source} in {text}");
    }
}

/// Parts of expressions as lists write them, of few letters so that they often match.
fn part() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        r"\b",
        "ab",
        "ab",
        "(?:ab|ba)",
        "[Aa]b",
        " ",
        " ",
        r"\s+",
        r"\s?",
        r"\W*",
        "(?:b |ab )?",
        "(?:b|ba)",
        "[a-z]+",
        r"\w+",
        ".",
        "^",
        "$",
        "(?:^|[.!] )",
        "(?:[.!]|$)",
        "[A-Z][a-z]*",
        "(?:ab )*",
        "(?: a){1,2}",
        r"\d",
        "[%€]",
        "(?:%| b)",
        "é",
        "[^ab]",
        "(?:ab|[a-z]+ b) ",
        "a?b",
        "ba_1",
        "[–-]",
        "B",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost(
        parts in prop::collection::vec(part(), 1..7),
        text in "(([ab]|ab|ba|Ab|B|b1|_|é|1|%|€)( |  |\\. |! |-|–|)){1,8}",
        exact: bool,
    ) {
        if let Some([own, all]) = found(&parts.concat(), exact, &text) {
            prop_assert_eq!(own, all, "/{}/ in {:?}", parts.concat(), text);
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_in_long_blocks(
        parts in prop::collection::vec(part(), 1..5),
        text in "(([ab]|ab|ba|Ab|B|b1|1|%)( |  |\\. |! |-|)){1,8}",
        before in prop::bool::ANY,
    ) {
        let filler = "words of a page. ".repeat(200);
        let text = if before { filler + &text } else { text + " " + &filler };
        if let Some([own, all]) = found(&parts.concat(), false, &text) {
            prop_assert_eq!(own, all, "/{}/ in {:?}", parts.concat(), text);
        }
    }
}
