//! `near`, `in` and `require`: how far a rule looks, and no further.

use crate::judge::testing::World;
use crate::wordlist::model::{Place, Within};
use crate::wordlist::ruleset::Unless;

/// Holds each page against `near: "@openai"` within `within`; `true`: a finding is expected.
fn near(within: &[Within], pages: &[(bool, &str)]) {
    let mut world = World::new();
    world.memo(within, &[]);
    hold(&world, pages);
}

fn hold(world: &World, pages: &[(bool, &str)]) {
    for (expected, page) in pages {
        let found = world.findings(page);
        assert_eq!(!found.is_empty(), *expected, "{page}\n{found:?}");
    }
}

#[test]
fn sentence() {
    near(
        &[Within::Sentence],
        &[
            (true, "It enables access to ChatGPT."),
            (true, "With ChatGPT it enables access."),
            (true, "It **enables\naccess** to [ChatGPT](x)."),
            (false, "It enables access. Ask OpenAI."),
            (false, "# OpenAI\n\nIt enables access."),
        ],
    );
}

#[test]
fn previous_sentence() {
    near(
        &[Within::PreviousSentence],
        &[
            (true, "Meet OpenAI. It enables access."),
            (true, "Meet OpenAI.\n\nIt enables access."),
            (
                true,
                "What OpenAI does for you:\n\n- it is fast\n- it enables access\n",
            ),
            (
                true,
                "What OpenAI does for you:\n\n1. it is fast\n2. it enables access\n",
            ),
            (
                true,
                "<p>What OpenAI does:</p><ul><li>fast</li><li>It enables access</li></ul>\n",
            ),
            (false, "Meet OpenAI. It is here. It enables access."),
            (false, "Meet OpenAI.\n\n## Storage\n\nIt enables access."),
            (false, "It enables access. Meet OpenAI."),
            (
                false,
                "Meet OpenAI.\n\nOther things:\n\n- it enables access\n",
            ),
        ],
    );
}

#[test]
fn heading_and_those_above() {
    near(
        &[Within::Heading],
        &[
            (true, "# OpenAI\n\nIt enables access."),
            (true, "# OpenAI\n\n## Why\n\nIt enables access."),
            (true, "# Enables access to ChatGPT\n"),
            (
                true,
                "---\ntitle: OpenAI for all\n---\n\nIt enables access.",
            ),
            (false, "# OpenAI\n\n# Storage\n\nIt enables access."),
            (false, "It enables access to ChatGPT."),
        ],
    );
}

#[test]
fn row() {
    let table = |header: &str, row: &str| format!("{header}\n|---|---|\n{row}\n");
    near(
        &[Within::Row],
        &[
            (
                true,
                &table("| Product | Text |", "| ChatGPT | It enables access |"),
            ),
            (
                true,
                &table("| Product | OpenAI |", "| Cloud | It enables access |"),
            ),
            (
                false,
                &table("| OpenAI | Text |", "| Cloud | It enables access |"),
            ),
            (
                false,
                &table(
                    "| Product | Text |",
                    "| ChatGPT | Fine |\n| S3 | It enables access |",
                ),
            ),
            (false, "ChatGPT\n\nIt enables access."),
        ],
    );
}

#[test]
fn block_section_document() {
    let pages = [
        "ChatGPT is here. It is new. It enables access.",
        "# A\n\nChatGPT is here.\n\nIt is new.\n\nIt enables access.",
        "# A\n\nIt enables access.\n\n# B\n\nChatGPT is here.",
    ];
    let found = |within| {
        let mut world = World::new();
        world.memo(&[within], &[]);
        pages.map(|page| !world.findings(page).is_empty())
    };
    assert_eq!(found(Within::Block), [true, false, false]);
    assert_eq!(found(Within::Section), [true, true, false]);
    assert_eq!(found(Within::Document), [true, true, true]);
}

#[test]
fn several_places_widen_and_all_means_all() {
    near(
        &[Within::Sentence, Within::Heading],
        &[
            (true, "# OpenAI\n\nIt enables access."),
            (true, "# A\n\nIt enables access to ChatGPT."),
        ],
    );
    let mut world = World::new();
    let near = world.near(&["@openai", "@aws", "best"], true, &[Within::Sentence]);
    world.forbid("a/sold", &["sold"]).near = Some(near);
    hold(
        &world,
        &[
            (true, "The best models of OpenAI are sold by AWS."),
            (false, "The models of OpenAI are sold by AWS."),
        ],
    );
}

#[test]
fn evidence_is_the_nearest_words_and_may_lie_in_the_hit() {
    let mut world = World::new();
    let near = world.near(&["@openai"], false, &[Within::Sentence]);
    world.forbid("a/b", &["enables access to @openai"]).near = Some(near);
    let page = "OpenAI says that it enables access to ChatGPT, not OpenAI.";
    let verdicts = world.verdicts(
        page,
        &crate::judge::Policy::new(crate::judge::testing::AS_OF),
    );
    let words: Vec<&str> = verdicts.findings[0]
        .evidence()
        .iter()
        .map(|words| &page[words.range()])
        .collect();
    assert_eq!(words, ["ChatGPT"]);
}

#[test]
fn in_kinds_of_blocks() {
    let mut world = World::new();
    world.forbid("a/b", &["best"]).places = vec![Place::Heading, Place::Alt];
    hold(
        &world,
        &[
            (true, "# The best\n"),
            (true, "![The best](x.png)\n"),
            (false, "The best\n"),
            (false, "| a |\n|---|\n| best |\n"),
        ],
    );
}

#[test]
fn unless_near() {
    let mut world = World::new();
    let near = world.near(&["Azure"], false, &[Within::Sentence]);
    world.forbid("a/b", &["calls on"]).unless = vec![Unless::Near(near)];
    hold(
        &world,
        &[
            (true, "It calls on ChatGPT."),
            (false, "Azure calls on ChatGPT."),
        ],
    );
}

#[test]
fn required_wording_belongs_to_its_claim() {
    let disclosed = |within, page: &str| {
        let mut world = World::new();
        let phrases = ["past performance ~4 future results"];
        world
            .require("fin/returns", "<num> returns", &phrases)
            .within = within;
        world.findings(page).is_empty()
    };
    let same = "We made 12 returns, but past performance is no guide to future results.";
    let block = "We made 12 returns. Past performance is no guide to future results.";
    let section = "# A\n\nWe made 12 returns.\n\nPast performance is no guide to future results.";
    let page =
        "# A\n\nWe made 12 returns.\n\n# B\n\nPast performance is no guide to future results.";
    let note = "We made 12 returns.[^1] We are old.\n\n# B\n\n[^1]: Past performance is no guide to future results.";
    let other = "We made 12 returns. We are old.[^1]\n\n# B\n\n[^1]: Past performance is no guide to future results.";
    let all = [same, block, section, page, note, other];
    let found = |within| all.map(|page| disclosed(within, page));
    assert_eq!(
        found(Within::Sentence),
        [true, false, false, false, true, false]
    );
    assert_eq!(found(Within::Block), [true, true, false, false, true, true]);
    assert_eq!(
        found(Within::Section),
        [true, true, true, false, true, false]
    );
    assert_eq!(found(Within::Document), [true; 6]);
}

#[test]
fn a_mark_at_the_first_use_only() {
    let mut world = World::new();
    world.name("acme", &["Acme Cloud"]);
    let rule = world.require("acme/mark", "@acme", &["@acme™"]);
    rule.within = Within::Phrase;
    rule.first_only = true;
    assert!(
        world
            .findings("Acme Cloud™ is new. Acme Cloud is fast.")
            .is_empty()
    );
    assert_eq!(
        world.findings("Acme Cloud is new. Acme Cloud™ is fast. Acme Cloud."),
        ["acme/mark: Acme Cloud"]
    );
    let late = "---\ntitle: Acme Cloud\n---\n\n# Acme Cloud™\n\nAcme Cloud is fast.";
    assert!(world.findings(late).is_empty());
    world.rules.rules[0].first_only = false;
    assert_eq!(
        world.findings("Acme Cloud™. Acme Cloud. Acme Cloud.").len(),
        2
    );
}
