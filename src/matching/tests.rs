//! What a phrase finds and what it does not, row by row of the phrase language.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::*;
use crate::document::builder::Builder;
use crate::document::{BlockKind, source::Source};
use crate::position::{SourceSpan, TextSpan};
use crate::wordlist::parse::parse;
use crate::wordlist::phrase::VerbForm;
use crate::wordlist::ruleset::{Name, NameId, Pattern};

/// A ruleset of phrases without rules around them.
#[derive(Default)]
struct Lists {
    rules: Ruleset,
}

impl Lists {
    fn phrase(&mut self, written: &str, exact: bool) -> PhraseId {
        let names = self.rules.names.iter().zip(0..);
        let pattern = Pattern {
            phrase: parse(written).unwrap().into(),
            exact,
            names: names
                .map(|(name, id)| (name.id.clone(), NameId(id)))
                .collect(),
        };
        self.rules.phrases.push(pattern.into());
        PhraseId(u32::try_from(self.rules.phrases.len() - 1).unwrap())
    }

    fn name(&mut self, id: &str, any: &[&str], exact: &[&str], not: &[&str]) -> NameId {
        let mut spellings: Vec<PhraseId> = any.iter().map(|one| self.phrase(one, false)).collect();
        spellings.extend(exact.iter().map(|one| self.phrase(one, true)));
        let not = not.iter().map(|one| self.phrase(one, false)).collect();
        self.rules.names.push(Name {
            id: id.to_owned(),
            spelling: any.iter().chain(exact).next().unwrap().to_string(),
            spellings,
            not,
        });
        NameId(u32::try_from(self.rules.names.len() - 1).unwrap())
    }

    fn engine(self) -> Engine {
        Engine::new(Arc::new(self.rules))
    }
}

fn document(blocks: &[&str]) -> Document {
    let mut builder = Builder::new();
    let mut at = 0;
    for block in blocks {
        builder.open(BlockKind::Body, SourceSpan::new(at, at + block.len()));
        builder.verbatim(block, at);
        builder.close();
        at += block.len() + 2;
    }
    builder.finish(Source::from_text(blocks.join("\n\n")))
}

fn all(document: &Document) -> TextSpan {
    TextSpan::new(0, document.text.len())
}

fn found_with(written: &str, exact: bool, text: &str) -> Vec<String> {
    let mut lists = Lists::default();
    lists.name(
        "openai",
        &["OpenAI", "ChatGPT", "GPT", "GPT-<num>"],
        &["Codex"],
        &["gpt-oss"],
    );
    lists.name("acme-cloud", &[], &["Acme Cloud"], &[]);
    let id = lists.phrase(written, exact);
    let document = document(&[text]);
    let engine = lists.engine();
    let scan = engine.scan(&document);
    let hits = scan.find(id, all(&document));
    hits.iter()
        .map(|hit| document.words(hit.text()).to_owned())
        .collect()
}

fn found(written: &str, text: &str) -> Vec<String> {
    found_with(written, false, text)
}

/// A phrase, a text, and what of the text it finds.
type Row = (&'static str, &'static str, &'static [&'static str]);

const ROWS: &[Row] = &[
    // Words in their order, any case, whole words only.
    (
        "enables access",
        "It Enables ACCESS, reenables access, enables accessing.",
        &["Enables ACCESS"],
    ),
    (
        "enables access",
        "enables\u{AD} ac\u{200B}cess",
        &["enables\u{AD} ac\u{200B}cess"],
    ),
    (
        "enables access",
        "enables — access, enables, access (enables) access. Enables. Access",
        &[],
    ),
    (
        "eco-friendly",
        "eco friendly, eco\u{2011}friendly, ecofriendly, eco–friendly, eco - friendly",
        &[
            "eco friendly",
            "eco\u{2011}friendly",
            "eco–friendly",
            "eco - friendly",
        ],
    ),
    (
        "eco friendly",
        "eco-friendly eco--friendly",
        &["eco-friendly"],
    ),
    (
        "best cloud",
        "the “best” cloud, best™ cloud, best(TM) cloud, best¹ cloud, *best* cloud",
        &[
            "best” cloud",
            "best™ cloud",
            "best(TM) cloud",
            "best¹ cloud",
            "best* cloud",
        ],
    ),
    (
        "openai models",
        "OpenAI's models and OpenAI models' and OpenAI model's",
        &["OpenAI models"],
    ),
    (
        "openai",
        "OpenAI's, OpenAI’s, myOpenAI, openai.com, OpenAI: OpenAI_x",
        &["OpenAI", "OpenAI", "OpenAI"],
    ),
    // Verbs.
    (
        "{enable} access",
        "enable access enabled access enabling access enabler access",
        &["enable access", "enabled access", "enabling access"],
    ),
    (
        "{roll out}",
        "rolled out, rolls out, roll outs, roll-out",
        &["rolled out", "rolls out", "roll-out"],
    ),
    // Gaps.
    (
        "{enable} ~4 access",
        "enables (for all, x) access",
        &["enables (for all, x) access"],
    ),
    ("{enable} ~4 access", "enables access", &["enables access"]),
    ("{enable} ~4 access", "It enables; access it", &[]),
    ("{enable} ~4 access", "It enables this; then access it", &[]),
    (
        "{enable} ~4 access",
        "It enables this, then; access it",
        &[],
    ),
    (
        "{enable} ~4 access",
        "enables a b c d e access. Enables it. Access",
        &[],
    ),
    (
        "{enable} ~4 access",
        "enables access to access",
        &["enables access"],
    ),
    (
        "{enable} ~4 access",
        "enables enables access",
        &["enables enables access", "enables access"],
    ),
    (
        "{enable} ~2 access",
        "enables \u{FFFC} — e.g. access",
        &["enables \u{FFFC} — e.g. access"],
    ),
    (
        "{enable} ~1 access",
        "enables OpenAI's access",
        &["enables OpenAI's access"],
    ),
    // Alternatives, optional words, endings.
    (
        "call (on|upon) (the|our)? cloud",
        "calls on; call upon our cloud; call on cloud",
        &["call upon our cloud", "call on cloud"],
    ),
    ("(GPT|GPT 4)", "GPT-4", &["GPT-4"]),
    ("(the)? best", "the best, best", &["the best", "best"]),
    (
        "very? (most advanced|flagship) model(s)",
        "most-advanced models, very flagship model",
        &["most-advanced models", "very flagship model"],
    ),
    ("box(es)", "boxes box boxed", &["boxes", "box"]),
    ("model?s", "models s", &["s"]),
    // Slots and prefixes.
    (
        "top <word> cloud",
        "top-tier cloud, top cloud, top \u{FFFC} cloud",
        &["top-tier cloud", "top \u{FFFC} cloud"],
    ),
    (
        "<num>% off",
        "99.9% off, 1,000 % off, x% off",
        &["99.9% off", "1,000 % off"],
    ),
    ("<num> <num>", "4o 5 x 7", &["4o 5"]),
    (
        "indicat*",
        "Indicate, indications, contraindicate",
        &["Indicate", "indications"],
    ),
    // Names.
    (
        "powered by @openai",
        "powered by GPT-4o, powered by gpt-oss, powered by codex, powered by Codex",
        &["powered by GPT-4o", "powered by Codex"],
    ),
    ("@openai's models", "OpenAI’s models", &["OpenAI’s models"]),
    // Marks.
    (
        "Acme Cloud™",
        "Acme Cloud, acme cloud™ Acme Cloud(TM) Acme Cloud ™",
        &["acme cloud™", "Acme Cloud(TM)", "Acme Cloud ™"],
    ),
    ("@acme-cloud™", "Acme Cloud™ acme cloud™", &["Acme Cloud™"]),
    ("Acme Cloud", "Acme Cloud™", &["Acme Cloud"]),
    // Other punctuation is literal.
    ("#1", "#1 cloud, #12, a#1, (#1)", &["#1", "#1"]),
    ("24/7", "24/7, 24/75, 124/7", &["24/7"]),
    ("C++", "C++, C+++, C++11", &["C++"]),
    (".NET", ".NET, ASP.NET", &[".NET"]),
    ("R&D", "R&D's R&Ds", &["R&D"]),
    (
        "#build*",
        "#buildathon, a#build, #build",
        &["#buildathon", "#build"],
    ),
    (r"why\?", "Why? why", &["Why?"]),
    ("No. 1 cloud", "the No. 1 cloud", &["No. 1 cloud"]),
    ("don't", "don’t do'nt", &["don’t"]),
    // Expressions.
    (
        r"/powered\s+by|b.st/",
        "Powered\nby the Bests",
        &["Powered\nby", "Best"],
    ),
    // Addresses are not copy.
    (
        "best",
        "https://x.org/best a@best.com /best/x docs/best-of.md best.",
        &["best"],
    ),
    // Other scripts.
    ("人工", "与人工智能", &["人工"]),
    ("café", "CAFE\u{301}s Cafe\u{301}", &["Cafe\u{301}"]),
];

#[test]
fn every_row_of_the_language() {
    for (written, text, expected) in ROWS {
        assert_eq!(found(written, text), *expected, "{written} in {text}");
    }
}

#[test]
fn exact_phrases_count_capitals_and_separators() {
    let rows: &[(&str, &str, &[&str])] = &[
        (
            "Acme Cloud",
            "Acme Cloud acme cloud Acme-Cloud Acme\u{A0}Cloud ACME CLOUD Acme\nCloud",
            &["Acme Cloud", "Acme\u{A0}Cloud", "Acme\nCloud"],
        ),
        (
            "eco-friendly",
            "eco friendly eco\u{2011}friendly Eco-friendly",
            &["eco\u{2011}friendly"],
        ),
        ("(iPhone|iPad)s?", "iPhone IPHONE iPad", &["iPhone", "iPad"]),
        ("GPT-<num>", "GPT-4 gpt-4", &["GPT-4"]),
        ("/B.st/", "Best best", &["Best"]),
    ];
    for (written, text, expected) in rows {
        assert_eq!(
            found_with(written, true, text),
            *expected,
            "{written} in {text}"
        );
    }
}

#[test]
fn no_phrase_crosses_a_block_and_nothing_is_lost() {
    let mut lists = Lists::default();
    let short = lists.phrase("enable", false);
    let long = lists.phrase("enable access", false);
    let other = lists.phrase("access to", false);
    let twice = lists.phrase("Enable", false);
    let document = document(&["You enable access to it, enable", "access now"]);
    let engine = lists.engine();
    let scan = engine.scan(&document);
    let count = |id| scan.find(id, all(&document)).len();
    assert_eq!(
        (count(short), count(long), count(other), count(twice)),
        (2, 1, 1, 2)
    );
    assert_eq!(scan.find(long, TextSpan::new(5, 30)), []);
}

#[test]
fn parts_say_what_slots_bound() {
    let mut lists = Lists::default();
    let openai = lists.name("openai", &["OpenAI"], &[], &[]);
    let id = lists.phrase("{enable} ~2 access (to|for) (the)? @openai", false);
    let document = document(&["It enabled fast access to OpenAI’s API."]);
    let engine = lists.engine();
    let scan = engine.scan(&document);
    let hit = &scan.find(id, all(&document))[0];
    let parts: Vec<(Slot, &str)> = hit
        .parts()
        .iter()
        .map(|part| (part.slot.clone(), document.words(part.text)))
        .collect();
    assert_eq!(
        parts,
        [
            (
                Slot::Verb(0, vec![VerbForm::Past, VerbForm::Done]),
                "enabled"
            ),
            (Slot::Gap, "fast"),
            (Slot::Group(0), "to"),
            (Slot::Group(1), ""),
            (Slot::Name(openai), "OpenAI"),
        ]
    );
}

#[test]
fn names_are_found_in_their_longest_spelling() {
    let mut lists = Lists::default();
    let name = lists.name(
        "openai",
        &["GPT", "GPT-<num>"],
        &["Codex"],
        &["gpt-oss", "not GPT"],
    );
    let document = document(&["GPT-4, gpt-oss, Codex, codex, not GPT, GPT."]);
    let engine = lists.engine();
    let scan = engine.scan(&document);
    let found = scan.find_name(name, all(&document));
    let words: Vec<&str> = found.iter().map(|span| document.words(*span)).collect();
    assert_eq!(words, ["GPT-4", "Codex", "GPT"]);
}

#[test]
fn given_verb_forms_are_used() {
    let mut lists = Lists::default();
    let forms = crate::wordlist::model::VerbForms {
        past: Some("beamt".into()),
        ..Default::default()
    };
    lists.rules.verbs = BTreeMap::from([("beam".to_owned(), forms)]);
    let id = lists.phrase("{beam} up", false);
    let document = document(&["beamt up, beamed up"]);
    let engine = lists.engine();
    let scan = engine.scan(&document);
    assert_eq!(scan.find(id, all(&document)).len(), 1);
}
