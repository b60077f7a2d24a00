//! Findings as front ends get them.

use super::{Report, check};
use crate::document::source::Source;
use crate::document::{Format, ReadOptions, read};
use crate::finding::{Finding, Kind};
use crate::judge::Policy;
use crate::judge::testing::{AS_OF, World, day, page};
use crate::wordlist::model::{Severity, Within};
use crate::wordlist::ruleset::{Instead, Unless};

fn findings(world: &World, markdown: &str) -> Vec<Finding> {
    let document = page(markdown);
    check(&document, &world.engine(), &Policy::new(AS_OF)).findings()
}

fn message(world: &World, markdown: &str) -> String {
    let found = findings(world, markdown);
    found
        .first()
        .map_or_else(String::new, |found| found.message.clone())
}

fn instead(text: &str) -> Vec<Instead> {
    vec![Instead {
        replace: None,
        with: crate::wordlist::parse::parse(text).unwrap(),
        names: std::collections::BTreeMap::default(),
    }]
}

#[test]
fn the_first_line_says_what_is_wrong_with_the_words() {
    let mut world = World::new();
    world.memo(&[Within::Sentence], &[]);
    assert_eq!(
        message(&world, "> It **enables\n> access** to ChatGPT."),
        "“enables access” may not be said of OpenAI"
    );
    world.rules.rules[0].message = Some("this suggests that we resell models".into());
    assert_eq!(
        message(&world, "It enables access to ChatGPT."),
        "“enables access”: this suggests that we resell models"
    );

    let mut world = World::new();
    let near = world.near(&["best", "@openai", "@aws"], true, &[Within::Sentence]);
    world.forbid("a/sold", &["sold"]).near = Some(near);
    assert_eq!(
        message(&world, "OpenAI’s best models are sold by AWS."),
        "“sold” may not be said with “best”, “OpenAI” and “AWS”"
    );

    let mut world = World::new();
    world.forbid("a/best", &["best in class"]);
    assert_eq!(
        message(&world, "It is the best in class."),
        "“best in class” is not approved wording"
    );
}

#[test]
fn a_rename_says_the_new_name_and_when_it_counts() {
    let mut world = World::new();
    let rule = world.forbid("acme/renamed", &["Acme Cloud"]);
    rule.instead = instead("Acme Platform");
    assert_eq!(
        message(&world, "An Acme Cloud plan."),
        "“Acme Cloud” is now “Acme Platform”"
    );
    world.rules.rules[0].effective.enforced = Some(day(2027, 2, 1));
    let found = findings(&world, "An Acme Cloud plan.");
    assert_eq!(
        found[0].message,
        "“Acme Cloud” is now “Acme Platform”; an error from 1 February 2027"
    );
    assert_eq!(found[0].severity, Severity::Suggestion);

    let mut world = World::new();
    world.forbid("a/spelling", &["Git hub"]).instead = instead("GitHub");
    assert_eq!(
        message(&world, "On Git hub."),
        "“Git hub” is not approved wording"
    );
    world.rules.rules[0].phrases = vec![world.phrase("Git Hub")];
    assert_eq!(
        message(&world, "On Git Hub."),
        "“Git Hub” is written “GitHub”"
    );
}

#[test]
fn what_is_missing_is_named() {
    let mut world = World::new();
    let rule = world.require(
        "fin/returns",
        "<num> returns",
        &["past performance ~4 results"],
    );
    rule.within = Within::Sentence;
    let found = findings(&world, "We made 12 returns.");
    assert_eq!(
        found[0].message,
        "“12 returns” needs “past performance … results” in the same sentence"
    );
    assert_eq!(found[0].kind, Kind::Required);

    let mut world = World::new();
    world.name("acme", &["Acme Cloud"]);
    let rule = world.require("acme/mark", "@acme", &["@acme™"]);
    rule.within = Within::Phrase;
    rule.first_only = true;
    assert_eq!(
        message(&world, "Acme Cloud is new."),
        "“Acme Cloud” is written “Acme Cloud™” at its first use"
    );
}

#[test]
fn places_are_those_of_the_file() {
    let mut world = World::new();
    world.memo(&[Within::Sentence], &[]);
    let text = "\u{feff}Ça va.\r\n\r\n> It **enables\r\n> access** to ChatGPT.\r\n";
    let source = Source::decode(text.as_bytes().to_vec()).unwrap();
    let document = read(Format::Markdown, source, &ReadOptions::default());
    let engine = world.engine();
    let report = check(&document, &engine, &Policy::new(AS_OF));
    let found = &report.findings()[0];
    assert_eq!(found.text, "enables access");
    assert_eq!((found.start.line.get(), found.start.column.get()), (3, 8));
    assert_eq!((found.end.line.get(), found.end.column.get()), (4, 9));
    let words: Vec<&str> = found
        .disk_segments
        .iter()
        .map(|segment| text[segment.range()].trim())
        .collect();
    assert_eq!(words, ["enables", "access"]);
    assert_eq!(&text[found.disk.range()], "enables\r\n> access");
    assert_eq!(found.evidence[0].0, "ChatGPT");
}

#[test]
fn a_fingerprint_outlives_edits_elsewhere() {
    let mut world = World::new();
    world.forbid("a/best", &["best"]);
    let prints = |page: &str| -> Vec<String> {
        let found = findings(&world, page);
        found.into_iter().map(|found| found.fingerprint).collect()
    };
    let before = prints("It is the best of all.");
    assert_eq!(before[0].len(), 32);
    assert_eq!(
        before,
        prints("# New\n\nMore words before. It is  the **Best** of all, too.")
    );
    assert_ne!(before, prints("It is the best of some."));
    let twice = prints("It is the best of all.\n\nIt is the best of all.");
    assert_eq!(twice[0], before[0]);
    assert_ne!(twice[1], before[0]);
}

#[test]
fn a_wrong_comment_is_a_finding_at_its_place() {
    let mut world = World::new();
    world.forbid("a/best", &["best"]);
    let found = findings(
        &world,
        "Fine.\n\n<!-- copydesk-ignore a/best: why -->\n\nFine.",
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].rule, "copydesk/unused-ignore");
    assert_eq!(
        (found[0].kind, found[0].severity),
        (Kind::Directive, Severity::Warning)
    );
    assert_eq!(found[0].start.line.get(), 3);
    assert_eq!(
        found[0].message,
        "“copydesk-ignore a/best” hides nothing: a/best finds nothing here"
    );
}

#[test]
fn counting_and_showing_agree() {
    let mut world = World::new();
    world.memo(&[Within::Sentence], &[Unless::Negated]);
    let document = page("It enables access to ChatGPT. It never enables access to ChatGPT.");
    let engine = world.engine();
    let report: Report<'_> = check(&document, &engine, &Policy::new(AS_OF));
    assert_eq!(report.verdicts.findings.len(), report.findings().len());
    assert_eq!(report.verdicts.cleared.len(), 1);
}

#[test]
fn a_mark_is_part_of_what_was_found_only_where_the_phrase_asks_for_it() {
    let mut world = World::new();
    world.forbid("a/marked", &["Acme Cloud™"]);
    world.forbid("a/access", &["enables access"]);
    let page = "Buy Acme Cloud™; it enables™ access™ now.";
    let found = findings(&world, page);
    let words: Vec<Vec<&str>> = found
        .iter()
        .map(|finding| {
            let segments = finding.segments.iter();
            segments.map(|segment| &page[segment.range()]).collect()
        })
        .collect();
    assert_eq!(words, [vec!["Acme Cloud™"], vec!["enables", " access"]]);
    assert_eq!(&page[found[0].span.range()], "Acme Cloud™");
}
