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

const FULL: &str = r##"# yaml-language-server: $schema=../wordlists/schema.json
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
"##;

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
