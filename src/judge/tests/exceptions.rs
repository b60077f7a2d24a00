//! `unless` mentioned, cited and covered by a phrase: what an editor lets pass, and what only looks
//! like it.

use super::{hold, memo};
use crate::judge::testing::World;
use crate::wordlist::ruleset::Unless;

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
fn mentioned_is_what_a_red_pencil_takes_out() {
    hold(
        &memo(Unless::Mentioned),
        &[
            (
                false,
                "Cut “powers” and “enables access to ChatGPT” from the draft.",
            ),
            (
                false,
                "Before you publish: scrap “enables access to ChatGPT”.",
            ),
            (
                true,
                "We cut our costs, and “it enables access to ChatGPT” was why.",
            ),
            (true, "Cut costs with “enables access to ChatGPT”."),
        ],
    );
}

#[test]
fn mentioned_are_examples_of_titles_and_what_somebody_refuses() {
    hold(
        &memo(Unless::Mentioned),
        &[
            (
                false,
                "Never give a page a title such as “Acme enables access to ChatGPT”.",
            ),
            (
                false,
                "We have no room for buzzwords like “enables access to ChatGPT”.",
            ),
            (
                false,
                "The advert said “enables access to ChatGPT”, and the regulator banned it.",
            ),
            (
                false,
                "“Acme enables access to ChatGPT”: OpenAI’s rules rule that out.",
            ),
            (true, "Our title is “Acme enables access to ChatGPT”."),
            (
                true,
                "Our new name, like our title “Acme enables access to ChatGPT”, is short.",
            ),
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
fn a_question_that_knows_its_answer_claims() {
    let mut world = World::new();
    let rule = world.forbid("claims/best", &["the best"]);
    rule.unless = vec![Unless::Negated, Unless::Asked];
    hold(
        &world,
        &[
            (true, "Isn't Acme simply the best cloud?"),
            (true, "Isn’t it the best? It is."),
            (true, "Where else do you get the best cloud?"),
            (false, "Isn't it the best cloud? No, it is not."),
            (false, "It isn't the best cloud."),
            (false, "Where do you get the best cloud?"),
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
