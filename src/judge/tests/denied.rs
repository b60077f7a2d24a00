//! `unless: negated`: what is denied, and what only looks it.

use super::{hold, memo};
use crate::judge::testing::World;
use crate::wordlist::ruleset::Unless;

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
                "Nothing enables access to ChatGPT faster than our gateway.",
            ),
            (true, "Nobody enables access to ChatGPT like us."),
            (
                false,
                "No plan enables access to ChatGPT earlier than the contract says.",
            ),
            (true, "Look no further to enable access to ChatGPT."),
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
