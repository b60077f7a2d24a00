//! Several exceptions at once, on sentences as people write them.

use super::hold;
use crate::judge::testing::World;
use crate::wordlist::model::Within;
use crate::wordlist::ruleset::Unless;

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
