//! Lists as they are written, and their mistakes at their places.

use super::*;
use crate::wordlist::ruleset::Ruleset;

fn read(text: &str) -> Loaded {
    load(text, Origin::Path("wording/house.yaml")).unwrap_or_else(|problems| {
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", said.join("\n"))
    })
}

fn refuse(text: &str) -> Vec<String> {
    match load(text, Origin::Path("house.yaml")) {
        Ok(loaded) => match Ruleset::build(&[&loaded], &[]) {
            Ok(_) => panic!("was taken: {text}"),
            Err(problems) => problems.iter().map(ToString::to_string).collect(),
        },
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

const FULL: &str = r#"# yaml-language-server: $schema=../wordlists/schema.json
wordlist: aws-openai
title: Wording for services built with OpenAI
version: "2026-03"
language: en
sources:
  memo: {title: AWS staff memo, kind: memo, date: 2026-03, clause: "…", url: "…", seen-in: {title: "…", url: "…"}}
defaults: {severity: error, source: memo, owner: Brand Legal}     # severity is error where nothing is said
names:
  openai: {any: [OpenAI, ChatGPT, "GPT-<num>"], misspelt: {"Chat GPT": ChatGPT}, not: [gpt-oss]}
  aws: {any: [AWS, Amazon Web Services, Amazon Bedrock], exact: [Bedrock]}
  top: [most sophisticated, most advanced, flagship, frontier]
  acme-cloud: {exact: [Acme Cloud]}
verbs: {offset: {s: offsets, past: offset, done: offset, ing: offsetting}}   # only what the built-in English forms get wrong
approve:
  - powered by @openai
  - "{integrate} with @openai"
forbid:
  - id: enable-access
    phrases: ["{enable} ~4 access", "access ~4 (is|are|was|were|been|being) enabled"]
    near: "@openai"
    unless: [mentioned, negated]
    instead: {replace: "{enable} access to @openai", with: "{integrate} with @openai"}
    advice: Say that the service is powered by, or integrates with, OpenAI.
    because: Suggests that OpenAI's models are sold through AWS.
    note: Privileged. Never printed anywhere.
    locked: true
    examples:
      flags: ["The runtime **enables**\naccess to ChatGPT."]
      allows: ["Enables access to your S3 bucket."]
      rewrites: [{from: "It enabled access to ChatGPT.", to: "It integrated with ChatGPT."}]
  - id: top-models-through-aws
    phrases: ["(available|offered|accessible|sold)"]
    near: {all: ["@top", "@openai", "@aws"], within: sentence}
    advice: No wording is cleared. Ask Brand Legal before publishing.
  - id: renamed
    phrases: Acme Cloud
    instead: Acme Platform
    effective: {from: 2026-12-01, enforced: 2027-02-01}
require:
  - id: first-use
    when: "@acme-cloud"
    at: first                       # every (default) | first
    phrases: "@acme-cloud™"
    within: phrase                  # phrase | sentence | block | section | document
    instead: "@acme-cloud™"
"#;

#[test]
fn the_designs_list_loads_and_stacks() {
    let loaded = read(FULL);
    assert_eq!(loaded.list.name, "aws-openai");
    let set = Ruleset::build(&[&loaded], &[]).unwrap();
    let ids: Vec<&str> = set.rules.iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "aws-openai/powered-by-openai",
            "aws-openai/integrate-with-openai",
            "aws-openai/enable-access",
            "aws-openai/top-models-through-aws",
            "aws-openai/renamed",
            "aws-openai/first-use"
        ]
    );
    assert_eq!(set.rules[2].source.title, "AWS staff memo");
    assert_eq!(set.rules[2].owner.as_deref(), Some("Brand Legal"));
    assert!(set.rules[2].locked);
    assert_eq!(set.rules[2].line, 19);
}

#[test]
fn two_lines_are_a_list() {
    let loaded = read("forbid:\n  - enables access -> integrates with\n");
    assert_eq!(loaded.list.name, "house");
    let set = Ruleset::build(&[&loaded], &[]).unwrap();
    let rule = &set.rules[0];
    assert_eq!(rule.id, "house/enables-access");
    assert_eq!(rule.source.title, "wording/house.yaml, line 2");
    assert_eq!(rule.instead[0].with.written, "integrates with");
}

#[test]
fn what_many_rules_ask_is_kept_once() {
    let loaded = read(
        r#"names: {us: [we, our]}
forbid:
  - {id: best, phrases: the best, near: "@us", unless: [{near: by far}]}
  - {id: first, phrases: the first, near: "@us", unless: [{near: by far}]}
  - {id: exact, phrases: the first, exact: true}
"#,
    );
    let set = Ruleset::build(&[&loaded], &[]).unwrap();
    let mut kept: Vec<&str> = set
        .phrases
        .iter()
        .map(|pattern| pattern.phrase.written.as_str())
        .collect();
    kept.sort_unstable();
    // An exact phrase is another one; a name that stands alone needs only its spellings.
    assert_eq!(
        kept,
        ["by far", "our", "the best", "the first", "the first", "we"]
    );
}

#[test]
fn yamls_traps_are_answered_with_the_line_to_write() {
    for (text, said) in [
        (
            "forbid:\n  - {integrate} with @openai\n",
            "house.yaml:2:5: error: this phrase needs quotes: YAML reads a { at the start of a value as the start of a map (write   - \"{integrate} with @openai\")",
        ),
        (
            "forbid:\n  - {enable}\n",
            "house.yaml:2:5: error: this phrase needs quotes: YAML reads a { at the start of a value as the start of a map (write   - \"{enable}\")",
        ),
        (
            "forbid:\n  - a\n  - #1 in the cloud\n",
            "house.yaml:3:5: error: this item is empty: YAML reads everything after a # as a comment (write   - \"#1 in the cloud\")",
        ),
        (
            "forbid:\n  - no\n",
            "house.yaml:2:5: error: this phrase needs quotes: YAML reads no as false (write   - \"no\")",
        ),
        (
            "forbid:\n  - 365\n",
            "house.yaml:2:5: error: this phrase needs quotes: YAML reads this as a number (write   - \"365\")",
        ),
        (
            "forbid:\n  - null\n",
            "house.yaml:2:5: error: this phrase needs quotes: YAML reads null as nothing at all (write   - \"null\")",
        ),
        (
            "forbid:\n  - Our promise: the best\n",
            "house.yaml:2:5: error: this phrase needs quotes: YAML reads a colon with a space after it as the end of a key (write   - \"Our promise: the best\")",
        ),
        (
            "forbid:\n  - the #1 cloud\n",
            "house.yaml:2:9: error: this text ends before the #: YAML reads everything after a # as a comment (write   - \"the #1 cloud\" or, if it is a comment, put a space after the #)",
        ),
        (
            "forbid:\n  - @openai is ours\n",
            "house.yaml:2:5: error: this phrase needs quotes: YAML keeps a @ at the start of a value for itself (write   - \"@openai is ours\")",
        ),
        (
            "forbid:\n  - \"best\" -> good\n",
            "house.yaml:2:5: error: this phrase needs quotes: YAML ends the text at the second quotation mark (write   - '\"best\" -> good')",
        ),
        (
            "forbid:\n  - phrases: {enable} access\n",
            "house.yaml:2:14: error: this phrase needs quotes: YAML reads a { at the start of a value as the start of a map (write   - phrases: \"{enable} access\")",
        ),
        (
            "forbid:\n  - phrases: [a, {enable}]\n",
            "house.yaml:2:18: error: this phrase needs quotes: YAML reads a { at the start of a value as the start of a map (write   \"{enable}\")",
        ),
    ] {
        assert_eq!(refuse(text), [said]);
    }
    // None of these is a trap.
    read("forbid:\n  - 24/7\n  - a # a comment\n  - C#\n  - '#1'\n  - 2026-03-18\n");
}

#[test]
fn every_mistake_is_said_and_names_what_was_meant() {
    let said = refuse(
        "titel: x\nsources: {memo: {title: M}}\nforbid:\n  - {phrase: a b, sorce: memo, severity: eror}\n  - {phrase: c, source: mmo}\n  - {id: a-b, phrase: d, unless: negatd}\n  - {phrase: e, in: headings, effective: {from: 2026-13-01}}\n",
    );
    let found = |part: &str| {
        assert!(
            said.iter().any(|line| line.contains(part)),
            "{part}: {said:#?}"
        );
    };
    found("1:1: error: a list has no key “titel”: did you mean “title”?");
    found("4:19: error: a rule has no key “sorce”: did you mean “source”?");
    found("did you mean “error”?");
    found("this list has no source “mmo”: did you mean “memo”?");
    found("two rules have the id “a-b”");
    found("“negatd” is not a condition: did you mean “negated”?");
    found("did you mean “heading”?");
    found("from is a day: not a day of the calendar");
    assert_eq!(said.len(), 8, "{said:#?}");
}

#[test]
fn what_only_the_stack_can_see_is_said_too() {
    for (text, part) in [
        (
            "names: {openai: [OpenAI]}\nforbid: ['{enable} @opnai']\n",
            "2:20: error: no list in force knows the name “@opnai”: did you mean “openai”?",
        ),
        ("forbid: ['(a|b']\n", "error: this `(` is never closed"),
        (
            "forbid:\n  - {phrase: /a(/, id: x}\n",
            "regular expression cannot be read",
        ),
        (
            "forbid:\n  - {phrase: /a*/, id: x}\n",
            "match nothing at all",
        ),
        (
            "names: {a: ['@b'], b: ['@a']}\n",
            "the name “a” is spelt with itself",
        ),
        (
            "forbid:\n  - {phrase: enable, instead: '{use} it'}\n",
            "nothing says which form of “use” to write",
        ),
        (
            "forbid:\n  - {phrase: 'a ~4 b', instead: 'c ~4 d'}\n",
            "~4 cannot be written",
        ),
        (
            "forbid:\n  - {phrase: 'a (on|upon) b', instead: 'c (at|by) d'}\n",
            "no such choice",
        ),
        ("rules: {x/y: off}\n", "no list in force has a rule “x/y”"),
    ] {
        let said = refuse(text);
        assert!(
            said.iter().any(|line| line.contains(part)),
            "{part}: {said:#?}"
        );
    }
}

#[test]
fn a_later_list_changes_rules_but_not_locked_ones() {
    let base = load(
        "forbid:\n  - {id: free, phrase: a, severity: warning}\n  - {id: firm, phrase: b, locked: true, owner: Legal}\n",
        Origin::Path("base.yaml"),
    )
    .unwrap();
    let later = load(
        "rules: {base/free: error, base/firm: {phrases: [c]}}\n",
        Origin::Path("later.yaml"),
    )
    .unwrap();
    let set = Ruleset::build(&[&base, &later], &[]).unwrap();
    assert_eq!(
        set.rules[0].severity,
        crate::wordlist::model::Severity::Error
    );
    assert_eq!(
        set.rules[0].changed_by,
        ["later.yaml:1 (severity error, was warning)"]
    );
    assert_eq!(set.rules[1].phrases.len(), 2);
    for weaker in [
        "off",
        "warning",
        "{status: draft}",
        "{unless: negated}",
        "{audience: x}",
        "{effective: {from: 2027-01-01}}",
        "{in: heading}",
    ] {
        let later = load(
            &format!("rules: {{base/firm: {weaker}}}\n"),
            Origin::Path("later.yaml"),
        )
        .unwrap();
        let problems = Ruleset::build(&[&base, &later], &[]).unwrap_err();
        assert!(
            problems[0]
                .message
                .starts_with("“base/firm” is locked: it may not be "),
            "{weaker}"
        );
        assert_eq!(
            problems[0].help.as_deref(),
            Some("remove this, or ask Legal to change the list")
        );
    }
}

#[test]
fn byte_order_marks_and_carriage_returns_do_not_shift_places() {
    let loaded = read("\u{feff}forbid:\r\n  - é best\r\n  - b\r\n");
    assert_eq!(loaded.list.rules[0].phrases[0].value, "é best");
    let at = loaded.list.rules[1].phrases[0].range();
    assert_eq!(&loaded.file.yaml[at], "b");
    let said = refuse("\u{feff}forbid:\r\n  - {phrases: a, sverity: error}\r\n");
    assert!(said[0].starts_with("house.yaml:2:18: "), "{said:?}");
}

#[test]
fn hostile_yaml_is_refused_in_words() {
    for (text, part) in [
        ("a: &x [*x]\n".to_owned(), "this value contains itself"),
        ("[".repeat(10_000), "nested too deep"),
        ("- ".repeat(1_000), "nested too deep"),
        ("forbid: *nothing\n".to_owned(), "needs quotes"),
        (
            "forbid: [a]\n---\nforbid: [b]\n".to_owned(),
            "a second document",
        ),
        ("forbid: [a\n".to_owned(), "YAML cannot read this"),
        (String::new(), "this list is empty"),
    ] {
        let said = refuse(&text);
        assert!(said[0].contains(part), "{part}: {said:?}");
    }
    let bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: [*f,*f,*f,*f,*f,*f,*f,*f,*f]\n";
    assert!(!refuse(bomb).is_empty());
}

#[test]
fn a_hundred_thousand_phrases_load() {
    use std::fmt::Write as _;
    let mut text = String::from("forbid:\n");
    for index in 0..100_000 {
        writeln!(text, "  - phrase number {index} -> other {index}").unwrap();
    }
    let loaded = read(&text);
    assert_eq!(loaded.list.rules.len(), 100_000);
    assert_eq!(
        Ruleset::build(&[&loaded], &[]).unwrap().rules.len(),
        100_000
    );
}

#[test]
fn a_problem_is_drawn_at_its_place() {
    let problems = load(
        "forbid:\n  - {integrate} with @openai\n",
        Origin::Path("wording/house.yaml"),
    )
    .unwrap_err();
    let drawn = crate::wordlist::render::draw(&problems, false);
    let lines: Vec<&str> = drawn.lines().map(str::trim_end).collect();
    assert_eq!(
        lines,
        [
            "  × this phrase needs quotes",
            "   ╭─[wording/house.yaml:2:5]",
            " 2 │   - {integrate} with @openai",
            "   ·     ─────┬─────",
            "   ·          ╰── YAML reads a { at the start of a value as the start of a map",
            "   ╰────",
            "  help: write   - \"{integrate} with @openai\"",
        ]
    );
}

#[test]
fn a_name_is_written_as_its_first_spelling_that_can_be() {
    let loaded = read(
        "names:\n  a: [Acme\\?, b]\n  b: ['(the)? (planet|earth)']\n  c: ['GPT-<num>', Chat(s) now]\n  d: {exact: [Bedrock™]}\n  e: ['x*']\n  f: ['@g', '@b']\n  g: ['@e', '@d']\n",
    );
    let set = Ruleset::build(&[&loaded], &[]).unwrap();
    let written: Vec<&str> = set
        .names
        .iter()
        .map(|name| name.spelling.as_str())
        .collect();
    assert_eq!(
        written,
        [
            "Acme?",
            "planet",
            "Chat now",
            "Bedrock™",
            "e",
            "planet",
            "Bedrock™"
        ]
    );
}
