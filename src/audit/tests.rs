//! What `wordlist check` says of rules beside one another, and of their examples.

use super::*;
use crate::wordlist::load::{Origin, load};

fn said(text: &str) -> Vec<String> {
    let list = load(text, Origin::Path("house.yaml")).unwrap();
    let set = Ruleset::build(&[&list], &[]).unwrap();
    let today = Day::parse("2026-11-23").unwrap();
    let problems = audit(&[&list], set, today);
    problems.iter().map(ToString::to_string).collect()
}

#[track_caller]
fn one(text: &str, part: &str) {
    let said = said(text);
    assert!(
        said.len() == 1 && said[0].contains(part),
        "{part}: {said:#?}"
    );
}

#[test]
fn a_list_in_order_has_nothing_to_say() {
    assert_eq!(
        said(
            "approve: [thermal gap pad]\nforbid:\n  - gap pad\n  - enable\n  - enables access -> integrates with\n  - (best|leading) cloud\n  - best\n"
        ),
        Vec::<String>::new()
    );
}

#[test]
fn the_same_rule_twice_is_a_warning() {
    one(
        "forbid:\n  - best cloud\n  - {id: other, phrases: [x, Best  Cloud]}\n",
        "3:30: warning: “Best  Cloud” stands in two rules",
    );
    assert!(
        said("forbid:\n  - best cloud\n  - {id: o, phrases: best cloud, near: data}\n").is_empty()
    );
}

#[test]
fn an_approval_of_what_is_forbidden_is_a_warning() {
    let said = said(
        "approve:\n  - {id: fine, phrases: best cloud}\nforbid:\n  - {id: no-way, phrases: best cloud}\n",
    );
    assert!(
        said[0].contains("“best cloud” is approved and forbidden"),
        "{said:#?}"
    );
}

#[test]
fn a_rule_that_is_never_seen_is_a_warning() {
    one(
        "approve: [gap (pad|filler)]\nforbid:\n  - gap filler\n",
        "the rule “house/gap-filler” is never seen: house/gap-pad-filler approves it",
    );
}

#[test]
fn a_rewrite_that_is_forbidden_is_an_error() {
    one(
        "forbid:\n  - enables access -> calls on\n  - {id: calls, phrases: '{call} on'}\n",
        "2:23: error: this rewrite is itself forbidden: “calls on” is found by house/calls",
    );
}

#[test]
fn a_review_that_is_due_is_a_warning() {
    one(
        "forbid:\n  - {phrase: a b, review-by: 2026-11-22, owner: Legal}\n",
        "should have been looked at again by 2026-11-22: it is 2026-11-23 (ask Legal",
    );
    assert!(said("forbid:\n  - {phrase: a b, review-by: 2026-11-23}\n").is_empty());
}

#[test]
fn examples_are_held_against_the_whole_list() {
    let list = |examples: &str| {
        format!(
            "approve: [thermal gap pad]\nforbid:\n  - id: pad\n    phrases: gap pad\n    instead: thermal gap pad\n    unless: negated\n    examples: {{{examples}}}\n"
        )
    };
    assert!(
        said(&list(
            "flags: [Our gap pad.], allows: [A thermal gap pad., This is not a gap pad.]"
        ))
        .is_empty()
    );
    one(
        &list("flags: [A thermal gap pad.]"),
        "should be found, and is not (rule “pad”): “gap pad” is let through: house/thermal-gap-pad approves it",
    );
    one(&list("flags: [A pad.]"), "none of its phrases stands here");
    one(
        &list("allows: [Our **gap** pad.]"),
        "should be left alone, and is not (rule “pad”): “gap pad” is found by house/pad",
    );
}

#[test]
fn a_rule_is_tested_on_a_day_on_which_it_holds() {
    assert!(said("forbid:\n  - {phrase: a b, effective: {from: 2027-01-01, enforced: 2027-02-01}, examples: {flags: [a b]}}\n  - {phrase: c d, effective: {until: 2020-01-01}, examples: {flags: [c d]}}\n").is_empty());
}

#[test]
fn an_example_that_another_list_approves_is_no_mistake_of_its_own_list() {
    let load = |text: &str, name| load(text, Origin::Path(name)).unwrap();
    let lenient = load("approve: [best effort]\n", "lenient.yaml");
    let strict = load(
        "forbid:\n  - {phrases: best, examples: {flags: [We make a best effort.]}}\n",
        "strict.yaml",
    );
    let lists = [&lenient, &strict];
    let set = Ruleset::build(&lists, &[]).unwrap();
    let problems = audit(&lists, set, Day::parse("2026-11-23").unwrap());
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(
        said.len() == 1 && said[0].contains("warning: with these lists together"),
        "{said:#?}"
    );
}
