//! For whom rules are applied and how strictly: what the command line says, or else the config.

use super::Rules;
use crate::config::values::{self, Dimension};
use crate::config::{Effective, FailOn};
use crate::judge::Policy;
use crate::wordlist::model::Severity;
use crate::wordlist::problem::Problem;
use crate::wordlist::ruleset::Ruleset;

/// How `set` is applied where `effective` holds. `of_other_files` gives the rules of every list that
/// the config names for any file: one of them may know an audience that `set` does not.
///
/// # Errors
/// What is wrong with an audience, a channel or a market: no list knows it.
pub(super) fn policy(
    rules: &Rules,
    set: &Ruleset,
    effective: Option<&Effective>,
    mut of_other_files: impl FnMut() -> Option<Ruleset>,
) -> Result<Policy, Vec<Problem>> {
    let mut policy = Policy::new(rules.as_of);
    let mut problems = Vec::new();
    for dimension in Dimension::ALL {
        let (flag, value, target) = match dimension {
            Dimension::Audience => (
                &rules.audience,
                effective.and_then(|effective| effective.audience.as_ref()),
                &mut policy.audience,
            ),
            Dimension::Channel => (
                &rules.channel,
                effective.and_then(|effective| effective.channel.as_ref()),
                &mut policy.channel,
            ),
            Dimension::Market => (
                &rules.market,
                effective.and_then(|effective| effective.market.as_ref()),
                &mut policy.market,
            ),
        };
        let unknown = |sets: &[&Ruleset]| match (flag, value) {
            (Some(flag), _) => values::unknown_word(dimension, flag, sets),
            (None, Some(value)) => values::unknown(dimension, value, sets),
            (None, None) => None,
        };
        *target = flag.clone().or_else(|| Some(value?.value.clone()));
        if let Some(problem) = unknown(&[set]) {
            let known = of_other_files().is_some_and(|others| unknown(&[set, &others]).is_none());
            if !known {
                problems.push(problem);
            }
        }
    }
    if problems.is_empty() {
        Ok(policy)
    } else {
        Err(problems)
    }
}

/// From which weight on a finding fails the run; none: never.
pub(super) fn fail_on(rules: &Rules, effective: Option<&Effective>) -> Option<Severity> {
    let of_config = || effective.and_then(|effective| effective.fail_on);
    match rules.fail_on.or_else(of_config) {
        Some(FailOn::From(severity)) => Some(severity),
        Some(FailOn::Never) => None,
        None => Some(Severity::Warning),
    }
}
