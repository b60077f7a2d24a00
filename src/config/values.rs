//! Audiences, channels and markets: a value that no list knows would silence rules unseen.

use std::collections::BTreeSet;

use super::Value;
use crate::wordlist::problem::{Problem, did_you_mean, listed};
use crate::wordlist::ruleset::{Rule, Ruleset};

/// What a rule may be limited to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    /// Kinds of readers.
    Audience,
    /// Kinds of media.
    Channel,
    /// Markets.
    Market,
}

impl Dimension {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Audience, Self::Channel, Self::Market];

    /// Its key and the name of its flag.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Audience => "audience",
            Self::Channel => "channel",
            Self::Market => "market",
        }
    }

    /// The values that `rule` is limited to.
    #[must_use]
    pub fn of(self, rule: &Rule) -> &[String] {
        match self {
            Self::Audience => &rule.audience,
            Self::Channel => &rule.channel,
            Self::Market => &rule.market,
        }
    }
}

/// A value of a config that no rule of `sets` knows.
#[must_use]
pub fn unknown(dimension: Dimension, value: &Value, sets: &[&Ruleset]) -> Option<Problem> {
    let problem = unknown_word(dimension, &value.value, sets)?;
    Some(Problem {
        file: Some(std::sync::Arc::clone(&value.file)),
        at: value.at.clone(),
        ..problem
    })
}

/// A value of the command line that no rule of `sets` knows.
#[must_use]
pub fn unknown_word(dimension: Dimension, written: &str, sets: &[&Ruleset]) -> Option<Problem> {
    let rules = || sets.iter().flat_map(|set| &set.rules);
    let known: BTreeSet<&str> = rules()
        .flat_map(|rule| dimension.of(rule))
        .map(String::as_str)
        .collect();
    if known.contains(written) {
        return None;
    }
    let limited: BTreeSet<&str> = rules()
        .filter(|rule| !dimension.of(rule).is_empty())
        .map(|rule| rule.id.as_str())
        .collect();
    let word = dimension.word();
    let help = match limited.len() {
        0 => format!("no list in force limits a rule to some {word}: leave {word} out"),
        1 => format!(
            "with it 1 rule would never apply. Known: {}.",
            listed(known.iter().copied())
        ),
        count => format!(
            "with it {count} rules would never apply. Known: {}.",
            listed(known.iter().copied())
        ),
    };
    let problem = Problem::plain(format!("no list knows the {word} “{written}”"));
    Some(
        problem
            .label(
                did_you_mean(written, known.iter().copied())
                    .unwrap_or_else(|| "not known".to_owned()),
            )
            .help(help),
    )
}
