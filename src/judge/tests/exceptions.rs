//! `unless`: what an editor lets pass, and what only looks like it.

use crate::judge::testing::World;
use crate::wordlist::model::Within;
use crate::wordlist::ruleset::Unless;

/// Holds each page against a rule with this exception; `true`: a finding is expected.
fn hold(world: &World, pages: &[(bool, &str)]) {
    let wrong: Vec<String> = pages
        .iter()
        .filter(|(expected, page)| world.findings(page).is_empty() == *expected)
        .map(|(expected, page)| format!("{}: {page}", if *expected { "missed" } else { "alarm" }))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn memo(unless: Unless) -> World {
    let mut world = World::new();
    world.memo(&[Within::Section], &[unless]);
    world
}

#[test]
fn denied_before_the_verb_in_its_clause() {
    hold(
        &memo(Unless::Negated),
        &[
            (false, "AWS does not enable access to ChatGPT."),
            (false, "AWS doesn’t currently enable access to ChatGPT."),
            (false, "It never enables access to ChatGPT."),
            (false, "It no longer enables access to ChatGPT."),
            (false, "We cannot enable access to ChatGPT."),
            (false, "We can't and won't enable access to ChatGPT."),
            (
                false,
                "The service works without enabling access to ChatGPT.",
            ),
            (
                false,
                "It neither resells models nor enables access to ChatGPT.",
            ),
            (
                false,
                "Neither AWS nor its partners enable access to ChatGPT.",
            ),
            (false, "No AWS service enables access to ChatGPT."),
            (false, "None of our services enables access to ChatGPT."),
            (
                false,
                "It does not sell, resell or enable access to ChatGPT.",
            ),
            (false, "It does not aim to enable access to ChatGPT."),
            (
                false,
                "AWS does not, as of today, enable access to ChatGPT.",
            ),
            (
                false,
                "This does not mean that AWS enables access to ChatGPT.",
            ),
            (false, "Access to ChatGPT is not enabled."),
            (false, "Access to ChatGPT through AWS is not yet enabled."),
            (
                false,
                "Instead of enabling access to ChatGPT, it integrates with it.",
            ),
            (false, "It will not be enabling access to ChatGPT."),
            (false, "AWS isn't enabling access to ChatGPT."),
            (false, "Amazon has not enabled access to ChatGPT."),
            (false, "Amazon hasn’t yet enabled access to OpenAI models."),
            (
                false,
                "It does not, and will not, enable access to ChatGPT.",
            ),
            (false, "There is no way to enable access to ChatGPT."),
            (false, "It is not possible to enable access to ChatGPT."),
            (false, "It is not intended to enable access to ChatGPT."),
            (false, "You can’t use it to enable access to ChatGPT."),
            (
                false,
                "Do not use this service to enable access to ChatGPT.",
            ),
            (false, "It does not allow you to enable access to ChatGPT."),
            (false, "Nothing here enables access to ChatGPT."),
            (false, "AWS is unable to enable access to ChatGPT."),
            (false, "It isn’t true that AWS enables access to ChatGPT."),
            (
                false,
                "The gateway, which does not enable access to ChatGPT, is new.",
            ),
            (false, "Enabling access to ChatGPT is not supported."),
            (
                false,
                "Enabling access to OpenAI’s models isn’t part of the deal.",
            ),
            (false, "AWS does not by itself enable access to ChatGPT."),
        ],
    );
}

#[test]
fn what_only_looks_denied() {
    hold(
        &memo(Unless::Negated),
        &[
            (true, "Enabling access to ChatGPT is not hard."),
            (
                true,
                "Acme does more than wait: it enables access to ChatGPT.",
            ),
            (true, "Not only that, AWS now enables access to ChatGPT."),
            (true, "It takes no time to enable access to ChatGPT."),
            (true, "Nothing else enables access to ChatGPT like this."),
            (
                true,
                "You don’t need a contract to enable access to ChatGPT.",
            ),
            (
                true,
                "There’s no code to write and no keys to keep, and it enables access to ChatGPT.",
            ),
            (true, "Our runtime, not theirs, enables access to ChatGPT."),
            (
                true,
                "Never miss a release again, and enable access to ChatGPT.",
            ),
            (true, "It not only enables access to ChatGPT, it is fast."),
            (true, "It doesn't just enable access to ChatGPT."),
            (true, "We can't wait to enable access to ChatGPT."),
            (
                true,
                "It does not store data, but it enables access to ChatGPT.",
            ),
            (
                true,
                "It does not store data and enables access to ChatGPT.",
            ),
            (true, "It never sleeps; it enables access to ChatGPT."),
            (true, "No keys needed: enable access to ChatGPT today."),
            (true, "Without any setup, AWS enables access to ChatGPT."),
            (true, "With no setup it enables access to ChatGPT."),
            (
                true,
                "Services that do not store data enable access to ChatGPT.",
            ),
            (true, "No doubt, it enables access to ChatGPT."),
            (true, "No other cloud enables access to ChatGPT."),
            (
                true,
                "You do not have to wait. It enables access to ChatGPT.",
            ),
            (true, "It enables access to ChatGPT, not to your data."),
            (
                true,
                "If you do not want keys, enable access to ChatGPT here.",
            ),
            (true, "Not all plans enable access to ChatGPT."),
            (
                true,
                "We do not train on your data, enabling access to ChatGPT safely.",
            ),
            (
                true,
                "It has never been easier to enable access to ChatGPT.",
            ),
            (true, "Don't wait, enable access to ChatGPT now."),
        ],
    );
}

#[test]
fn denied_before_a_noun() {
    let mut world = World::new();
    let rule = world.forbid("claims/guaranteed", &["guaranteed returns", "best"]);
    rule.unless = vec![Unless::Negated];
    hold(
        &world,
        &[
            (false, "We do not promise guaranteed returns."),
            (false, "There are no guaranteed returns."),
            (false, "It is not the best."),
            (false, "We do not call it the best."),
            (false, "This is never a promise of guaranteed returns."),
            (true, "We do not charge for our best plan."),
            (true, "Not just the best, the fastest."),
            (true, "Get guaranteed returns, not promises."),
            (true, "Never wait again: guaranteed returns."),
        ],
    );
}

#[test]
fn mentioned_is_set_apart_with_a_cue_or_under_a_header() {
    hold(
        &memo(Unless::Mentioned),
        &[
            (false, "Never write “enables access to ChatGPT”."),
            (false, "Do not say \"enable access\" of OpenAI."),
            (false, "Avoid the phrase *enables access* with OpenAI."),
            (
                false,
                "Avoid “powers”, “unlocks” and “enables access” for OpenAI.",
            ),
            (
                false,
                "Say “integrates with OpenAI” instead of “enables access”.",
            ),
            (false, "Write “powered by OpenAI”, not “enables access”."),
            (false, "“Enables access” is not approved for OpenAI."),
            (
                false,
                "The term <q>enables access</q> suggests a resale of OpenAI.",
            ),
            (false, "Of OpenAI we may not say “enables access”."),
            (
                false,
                "“Enables access” implies that we sell OpenAI’s models.",
            ),
            (false, "## Don’t say\n\nAcme enables access to ChatGPT."),
            (
                false,
                "| Say | Don’t say |\n|---|---|\n| powered by OpenAI | enables access to ChatGPT |",
            ),
            (
                false,
                "Of OpenAI, never write:\n\n- “enables access to ChatGPT”\n- “enable access”",
            ),
            (
                false,
                "Phrases to avoid:\n\n- enables access to ChatGPT\n- enables access",
            ),
            (
                false,
                "Replace “enables access” with “integrates with” for OpenAI.",
            ),
            (false, "OpenAI: “enables access” → “integrates with”"),
            (false, "Don’t: Acme enables access to ChatGPT."),
            (
                false,
                "- ❌ Acme enables access to ChatGPT.\n- ✅ Acme integrates with ChatGPT.",
            ),
            (
                false,
                "| | Text |\n|---|---|\n| Avoid | enables access to ChatGPT |",
            ),
            (
                false,
                "The words “enables access” must not appear with OpenAI.",
            ),
            (false, "“Enables access to ChatGPT”: do not use."),
            (false, "What does “enables access to ChatGPT” mean?"),
            (false, "Why we stopped saying “enables access to ChatGPT”"),
            (true, "Say hello to ChatGPT: Acme **enables access** today."),
            (true, "Our tagline: “Acme enables access to ChatGPT”."),
            (true, "Never before: “Acme enables access to ChatGPT”."),
            (
                true,
                "He said: “It enables access to ChatGPT, and it is not slow.”",
            ),
            (true, "To use **enabled access** to ChatGPT, sign in."),
            (true, "“Acme enables access to ChatGPT,” says our CEO."),
            (true, "Our customers say “Acme enables access to ChatGPT”."),
            (true, "Acme **enables access** to ChatGPT."),
            (true, "Acme “enables access” to ChatGPT."),
            (
                true,
                "You will never look back: “Acme enables access to ChatGPT”.",
            ),
            (true, "Avoid lock-in: Acme **enables access** to ChatGPT."),
            (true, "Do not miss out: it **enables access** to ChatGPT."),
            (true, "## Never run out\n\nAcme enables access to ChatGPT."),
            (
                true,
                "| Say | Don’t say |\n|---|---|\n| enables access to ChatGPT | no |",
            ),
            (true, "Never write enables access to ChatGPT."),
        ],
    );
}

#[test]
fn cited_needs_a_source_that_is_not_the_claim() {
    let mut world = World::new();
    let rule = world.forbid("claims/best", &["the best", "leading"]);
    rule.unless = vec![Unless::Cited];
    hold(
        &world,
        &[
            (false, "Acme is the best cloud.[^1]\n\n[^1]: Gartner, 2026."),
            (false, "Acme is the best[^1] cloud.\n\n[^1]: Gartner, 2026."),
            (false, "Acme is the best cloud (Source: Gartner 2026)."),
            (false, "Acme is the best cloud. (Source: Gartner 2026)"),
            (
                false,
                "Acme is the best cloud, says [Gartner](https://example.com/report).",
            ),
            (false, "Acme is the best cloud.*\n\n\\* Gartner, 2026."),
            (
                true,
                "Acme is [the best](https://example.com/report) cloud.",
            ),
            (true, "Acme is the best cloud, see [our page](/why)."),
            (
                true,
                "Acme is the best. It is old.[^1]\n\n[^1]: Gartner, 2026.",
            ),
            (
                true,
                "It is old.[^1] Acme is the best.\n\n[^1]: Gartner, 2026.",
            ),
            (true, "Acme is the best cloud and open source: take it."),
        ],
    );
}

#[test]
fn a_phrase_that_covers_the_hit_excuses_it() {
    let mut world = World::new();
    let phrase = world.phrase("enables access control");
    let rule = world.forbid("a/b", &["enables access"]);
    rule.unless = vec![Unless::Phrase(vec![phrase])];
    hold(
        &world,
        &[
            (false, "It enables access control."),
            (true, "It enables access. Control is yours."),
            (true, "It has access control and enables access."),
        ],
    );
}

/// Sentences as people write them; `true`: a finding is expected.
const SENTENCES: &[(bool, &str)] = &[
    (
        false,
        "Our runtime can't be used to enable access to ChatGPT.",
    ),
    (
        false,
        "Nobody at AWS should write that Bedrock enables access to GPT-5.",
    ),
    (
        false,
        "Please don't tell customers that Bedrock enables access to ChatGPT.",
    ),
    (
        false,
        "Marketing should never claim that AWS enables access to OpenAI's models.",
    ),
    (
        false,
        "This agreement doesn't grant AWS the right to enable access to ChatGPT.",
    ),
    (
        false,
        "We removed \"enables access to ChatGPT\" from the page last week.",
    ),
    (
        false,
        "The following wording is not cleared: \"enables access to ChatGPT\".",
    ),
    (
        false,
        "Wrong: “Bedrock enables access to ChatGPT.” Right: “Bedrock integrates with ChatGPT.”",
    ),
    (
        false,
        "If a page says “enables access to ChatGPT”, change it.",
    ),
    (
        false,
        "*Not* “enables access to ChatGPT” *but* “integrates with ChatGPT”.",
    ),
    (
        false,
        "Bedrock doesn't enable access to ChatGPT; Azure does.",
    ),
    (
        false,
        "Bedrock will never, under any circumstances, enable access to ChatGPT.",
    ),
    (
        false,
        "Neither Bedrock nor SageMaker currently enables access to ChatGPT.",
    ),
    (
        false,
        "Contrary to reports, Bedrock does not enable access to ChatGPT.",
    ),
    (
        true,
        "Not only does Bedrock enable access to ChatGPT, it is cheap.",
    ),
    (true, "Why not enable access to ChatGPT today?"),
    (true, "Bedrock doesn't only enable access to ChatGPT."),
    (true, "Don't miss it: Bedrock enables access to ChatGPT."),
    (
        true,
        "With no servers to manage, Bedrock enables access to ChatGPT.",
    ),
    (
        true,
        "Not sure where to start? Bedrock enables access to ChatGPT.",
    ),
    (
        true,
        "Bedrock, which never sleeps, enables access to ChatGPT.",
    ),
    (
        true,
        "Never has it been easier: enable access to ChatGPT in one click.",
    ),
    (
        true,
        "“Bedrock enables access to ChatGPT for everyone,” said the CTO of a bank.",
    ),
    (
        true,
        "Our new tagline, “We enable access to ChatGPT”, goes live today.",
    ),
    (
        true,
        "Say goodbye to keys: Bedrock **enables access** to ChatGPT.",
    ),
    (
        true,
        "You won't believe it, but Bedrock enables access to ChatGPT.",
    ),
    (
        true,
        "It doesn't matter where you are, Bedrock enables access to ChatGPT.",
    ),
    (
        true,
        "Bedrock is not a model. It enables access to ChatGPT.",
    ),
    (
        true,
        "There is nothing to install before Bedrock enables access to ChatGPT.",
    ),
    (
        true,
        "It can do more than you think, and it's not expensive to enable access to ChatGPT.",
    ),
    (
        true,
        "No contract, no wait. Bedrock enables access to ChatGPT.",
    ),
    (
        true,
        "No contract, no waiting, just enable access to ChatGPT with Bedrock.",
    ),
    (
        true,
        "Bedrock doesn't store prompts when it enables access to ChatGPT.",
    ),
    (true, "Use it without limits to enable access to ChatGPT."),
    (
        true,
        "“Seamlessly” is the word our customers use: Bedrock enables access to ChatGPT.",
    ),
    (
        false,
        "Nothing on this page should be read as saying that Bedrock enables access to ChatGPT.",
    ),
    (
        false,
        "No statement in this deck is meant to suggest that Bedrock enables access to ChatGPT.",
    ),
    (
        false,
        "This should not be taken to mean that Bedrock enables access to ChatGPT.",
    ),
    (
        false,
        "We never said that Bedrock enables access to ChatGPT.",
    ),
    (
        false,
        "It would be misleading to claim that Bedrock enables access to ChatGPT.",
    ),
    (false, "We deny that Bedrock enables access to ChatGPT."),
    (
        false,
        "The claim that Bedrock enables access to ChatGPT is simply false.",
    ),
    (
        true,
        "The news that Bedrock enables access to ChatGPT is not bad.",
    ),
    (
        true,
        "The claim that Bedrock enables access to ChatGPT is bold.",
    ),
    (
        true,
        "Nothing should stop you: we say that Bedrock enables access to ChatGPT.",
    ),
    (
        true,
        "Nobody said it was easy, and yet Bedrock enables access to ChatGPT.",
    ),
    (
        true,
        "We do not claim to be first, but Bedrock enables access to ChatGPT.",
    ),
    (
        true,
        "No customer should miss this: we can say that Bedrock enables access to ChatGPT.",
    ),
];

#[test]
fn what_an_editor_says_of_whole_sentences() {
    let mut world = World::new();
    let unless = [Unless::Negated, Unless::Mentioned];
    world.memo(&[Within::Section], &unless);
    let near = world.near(&["@openai"], false, &[Within::Sentence]);
    let rule = world.forbid("memo/through", &["Bedrock ~8 {enable} access"]);
    rule.near = Some(near);
    rule.unless = unless.to_vec();
    hold(&world, SENTENCES);
}

#[test]
fn asked_tells_a_question_from_an_offer() {
    let mut world = World::new();
    let rule = world.forbid("claims/best", &["the best", "free of risk"]);
    rule.unless = vec![Unless::Asked];
    hold(
        &world,
        &[
            (false, "Is any investment free of risk?"),
            (false, "Is any investment free of risk? Hardly any."),
            (false, "Are we the best? No, and we do not try to be."),
            (false, "Which of these plans is the best for a family?"),
            (false, "Q: Is the bond free of risk? A: Ask for the report."),
            (false, "## Are stocks free of risk?\n\nNever."),
            (false, "What does free of risk mean?"),
            (false, "Ask your bank whether the bond is free of risk."),
            (true, "Whether you save or spend, we are the best."),
            (true, "Ask whether it suits you, and get the best price."),
            (true, "Is the bond free of risk? Yes."),
            (true, "Is the bond free of risk? It is."),
            (
                true,
                "## Are our stocks free of risk?\n\nOf course they are.",
            ),
            (true, "Who bakes the best bread? Acme does."),
            (true, "Looking for the best bread?"),
            (true, "Do you want the best bread?"),
            (true, "Are you ready for the best bread?"),
            (true, "Did you know that we bake the best bread?"),
            (true, "Why is this the best bread in town?"),
            (true, "What makes Acme the best baker?"),
            (true, "Is this the best bread in town?"),
            (true, "Questions? We have the best answers."),
            (true, "Isn’t it the best?"),
        ],
    );
}
