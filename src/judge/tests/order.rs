//! The order of the steps: what is silent, approved, set aside, overlapped.

use crate::judge::testing::{AS_OF, World, day};
use crate::judge::{Candidate, Clearance, Fault, Outcome, Policy, SetAside, SetsAside};
use crate::wordlist::model::{Effective, Severity, Within};

#[test]
fn approved_words_clear_what_lies_in_them_and_nothing_in_their_gaps() {
    let mut world = World::new();
    world.forbid("a/powered", &["powered"]);
    world.forbid("a/best", &["best"]);
    world.approve("a/by", &["powered by ~3 @openai"]);
    assert!(world.findings("It is powered by OpenAI.").is_empty());
    assert_eq!(
        world.findings("It is powered by the best OpenAI."),
        ["a/best: best"]
    );
    assert_eq!(
        world.findings("It is powered by steam."),
        ["a/powered: powered"]
    );
    let verdicts = world.verdicts("It is powered by OpenAI.", &Policy::new(AS_OF));
    assert_eq!(verdicts.approved.len(), 1);
    assert!(matches!(verdicts.cleared[0].by, Clearance::CoveredBy(_)));
}

#[test]
fn a_longer_forbidden_phrase_is_not_cleared_by_approved_words_in_it() {
    let mut world = World::new();
    world.approve("a/by", &["powered by @openai"]);
    world.forbid("a/exclusively", &["exclusively powered by @openai"]);
    assert_eq!(
        world.findings("It is exclusively powered by OpenAI.").len(),
        1
    );
}

#[test]
fn an_approval_out_of_its_dates_or_conditions_clears_nothing() {
    let found = |change: fn(&mut World)| {
        let mut world = World::new();
        world.forbid("a/powered", &["powered"]);
        world.approve("a/by", &["powered by @openai"]);
        change(&mut world);
        world.findings("It is powered by OpenAI.").len()
    };
    assert_eq!(found(|_| ()), 0);
    assert_eq!(found(|world| world.rules.rules[1].off = true), 1);
    assert_eq!(found(|world| world.rules.rules[1].draft = true), 1);
    assert_eq!(
        found(|world| world.rules.rules[1].effective.until = Some(day(2026, 11, 22))),
        1
    );
    assert_eq!(
        found(|world| world.rules.rules[1].effective.until = Some(day(2026, 11, 23))),
        0
    );
    assert_eq!(
        found(|world| {
            let near = world.near(&["@aws"], false, &[Within::Sentence]);
            world.rules.rules[1].near = Some(near);
        }),
        1
    );
}

#[test]
fn a_locked_rule_yields_to_approvals_of_its_own_list_only() {
    let found = |list: &str| {
        let mut world = World::new();
        world.forbid("a/powered", &["powered"]).locked = true;
        world.approve(&format!("{list}/by"), &["powered by @openai"]);
        world.findings("It is powered by OpenAI.").len()
    };
    assert_eq!((found("a"), found("b")), (0, 1));
}

#[test]
fn dates_decide_weight_and_silence() {
    let mut world = World::new();
    world.forbid("a/b", &["Acme Cloud"]).effective = Effective {
        from: Some(day(2026, 12, 1)),
        enforced: Some(day(2027, 2, 1)),
        until: Some(day(2027, 3, 31)),
    };
    let on = |as_of| {
        let verdicts = world.verdicts("Acme Cloud.", &Policy::new(as_of));
        let found = verdicts.findings.first();
        (
            found.map(|found| (found.severity, found.enforced().is_some())),
            verdicts.coming.first().map(|(_, day)| *day),
        )
    };
    let suggestion = Some((Severity::Suggestion, true));
    let error = Some((Severity::Error, false));
    assert_eq!(on(day(2026, 10, 1)), (None, None));
    assert_eq!(on(day(2026, 10, 2)), (None, Some(day(2026, 12, 1))));
    assert_eq!(on(day(2026, 11, 30)), (None, Some(day(2026, 12, 1))));
    assert_eq!(on(day(2026, 12, 1)), (suggestion, None));
    assert_eq!(on(day(2027, 1, 31)), (suggestion, Some(day(2027, 2, 1))));
    assert_eq!(on(day(2027, 2, 1)), (error, None));
    assert_eq!(on(day(2027, 3, 31)), (error, None));
    assert_eq!(on(day(2027, 4, 1)), (None, None));
}

#[test]
fn readers_are_named_by_the_run_or_by_the_page() {
    let mut world = World::new();
    world.forbid("a/b", &["best"]).audience = vec!["external".to_owned()];
    let found = |page: &str, audience: Option<&str>| {
        let mut policy = Policy::new(AS_OF);
        policy.audience = audience.map(str::to_owned);
        world.verdicts(page, &policy).findings.len()
    };
    assert_eq!(found("Best.", None), 1);
    assert_eq!(found("Best.", Some("external")), 1);
    assert_eq!(found("Best.", Some("internal")), 0);
    let page = "---\naudience: internal\n---\n\nBest.";
    assert_eq!(found(page, None), 0);
    assert_eq!(found(page, Some("external")), 0);
}

#[test]
fn a_draft_is_shown_but_fails_nothing_and_beats_nothing() {
    let mut world = World::new();
    world.forbid("a/draft", &["the very best"]).draft = true;
    world.forbid("a/best", &["best"]).severity = Severity::Suggestion;
    let verdicts = world.verdicts("It is the very best.", &Policy::new(AS_OF));
    let found = &verdicts.findings[0];
    assert_eq!(world.rules.rule(found.rule).id, "a/best");
    assert_eq!(found.also().len(), 1);
    assert_eq!(verdicts.heaviest(&world.rules), Some(Severity::Suggestion));
    let alone = world.verdicts("The very best!", &Policy::new(AS_OF));
    assert_eq!(alone.heaviest(&world.rules), Some(Severity::Suggestion));
}

#[test]
fn what_a_stronger_finding_covers_still_counts() {
    let mut world = World::new();
    world.forbid("a/short", &["best"]);
    world.forbid("a/long", &["the best cloud"]);
    world.forbid("b/light", &["the best cloud of all"]).severity = Severity::Warning;
    assert_eq!(
        world.findings("It is the best cloud of all."),
        ["a/long: the best cloud"]
    );
    let verdicts = world.verdicts("It is the best cloud of all.", &Policy::new(AS_OF));
    assert_eq!(verdicts.findings[0].also().len(), 2);
}

fn faults(world: &World, page: &str) -> (usize, Vec<Fault>) {
    let verdicts = world.verdicts(page, &Policy::new(AS_OF));
    let faults = verdicts.comments.into_iter().map(|bad| bad.fault);
    (verdicts.findings.len(), faults.collect())
}

#[test]
fn comments_set_aside_their_block_and_must_be_right() {
    let mut world = World::new();
    world.forbid("a/best", &["best"]);
    world.forbid("a/locked", &["only"]).locked = true;
    world.forbid("b/fast", &["fast"]);
    world.forbid("c/fast", &["fastest"]);
    let held = |page| faults(&world, page);
    let none = Vec::new;
    assert_eq!(
        held("<!-- copydesk-ignore a/best: a quote -->\n\nBest.\n\nBest."),
        (1, none())
    );
    assert_eq!(
        held("Best <!-- copydesk-ignore best: a quote --> of all.\n\nBest."),
        (1, none())
    );
    assert_eq!(
        held(
            "<!-- copydesk-ignore-start best: old -->\n\nBest.\n\nBest.\n\n<!-- copydesk-ignore-end best -->\n\nBest."
        ),
        (1, none())
    );
    assert_eq!(
        held("<!-- copydesk-ignore a/best, b/fast: a quote -->\n\nBest and fast."),
        (0, none())
    );
    assert_eq!(
        held("<!-- copydesk-ignore best -->\n\nBest."),
        (1, vec![Fault::NoReason])
    );
    assert_eq!(
        held("<!-- copydesk-ignore best: why -->\n\nFine."),
        (0, vec![Fault::Unused("a/best".into())])
    );
    assert_eq!(
        held("<!-- copydesk-ignore bets: why -->\n\nBest."),
        (
            1,
            vec![Fault::UnknownRule("bets".into(), Some("a/best".into()))]
        )
    );
    assert_eq!(
        held("<!-- copydesk-ignore locked: why -->\n\nOnly."),
        (1, vec![Fault::Locked("a/locked".into())])
    );
    assert_eq!(
        held("<!-- copydesk-ignore fast: why -->\n\nFast."),
        (
            1,
            vec![Fault::AmbiguousRule(
                "fast".into(),
                vec!["b/fast".into(), "c/fast".into()]
            )]
        )
    );
    assert_eq!(
        held("<!-- copydesk-ignore-start best: old -->\n\nBest."),
        (0, vec![Fault::NeverEnded])
    );
    assert_eq!(
        held("<!-- copydesk-ignore-end best -->\n\nBest."),
        (1, vec![Fault::NeverStarted])
    );
}

#[test]
fn a_comment_for_a_rule_that_is_silent_is_not_called_unused() {
    let mut world = World::new();
    world.forbid("a/best", &["best"]).audience = vec!["external".to_owned()];
    let page = "---\naudience: internal\n---\n\n<!-- copydesk-ignore best: a quote -->\n\nBest.";
    assert_eq!(faults(&world, page), (0, Vec::new()));
}

#[derive(Debug)]
struct First;

impl SetsAside for First {
    fn reason(&self, finding: &Candidate<'_>) -> Option<SetAside> {
        (finding.document.words(finding.text) == "Best").then(|| SetAside {
            kind: "baseline",
            reason: finding.fingerprint.to_owned(),
            until: None,
        })
    }
}

#[test]
fn others_may_set_aside_too_and_know_the_fingerprint() {
    let mut world = World::new();
    world.forbid("a/best", &["best"]);
    let mut policy = Policy::new(AS_OF);
    policy.set_aside = vec![std::sync::Arc::new(First)];
    let page = "Best of all, best of all.\n\nBest of all.\n\nBest of all.";
    let verdicts = world.verdicts(page, &policy);
    assert_eq!(verdicts.findings.len(), 1);
    let mut reasons: Vec<&str> = verdicts
        .suppressed
        .iter()
        .map(|it| it.reason.as_str())
        .collect();
    assert_eq!(reasons.len(), 3);
    reasons.sort_unstable();
    reasons.dedup();
    assert_eq!(reasons.len(), 3, "no two places share a fingerprint");
}

#[test]
fn explain_says_each_check_and_what_came_of_it() {
    let mut world = World::new();
    let unless = [
        crate::wordlist::ruleset::Unless::Mentioned,
        crate::wordlist::ruleset::Unless::Negated,
    ];
    world.memo(&[Within::Sentence], &unless);
    world.approve("memo/by", &["powered by @openai"]);
    let page = "It does not enable access to ChatGPT. It is powered by OpenAI.";
    let decisions = world.explained(page);
    let outcomes: Vec<&Outcome> = decisions.iter().map(|decision| &decision.outcome).collect();
    assert_eq!(
        outcomes,
        [&Outcome::Cleared(Clearance::Negated), &Outcome::Approved]
    );
    let held: Vec<bool> = decisions[0].checks.iter().map(|check| check.held).collect();
    assert_eq!(held, [true, false, true]);
    assert_eq!(&page[decisions[0].checks[2].words[0].range()], "not");
}

#[test]
fn what_is_found_does_not_depend_on_the_order_of_rules() {
    let phrases = [
        "best",
        "the best",
        "best cloud",
        "the best cloud",
        "cloud of all",
        "all",
    ];
    let page = "It is the best cloud of all. The best of all.";
    let found = |turn: usize| {
        let mut world = World::new();
        let mut order = phrases;
        order.rotate_left(turn);
        for phrase in order {
            world.forbid(&format!("a/{}", phrase.replace(' ', "-")), &[phrase]);
        }
        world.findings(page)
    };
    for turn in 1..phrases.len() {
        assert_eq!(found(0), found(turn));
    }
}
