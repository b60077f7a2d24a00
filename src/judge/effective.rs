//! Whether a rule applies at all: on this day, to these readers, in this medium and market.
//!
//! Days are UTC and both ends count. A rule that names readers applies unless the run names others.

use crate::document::Document;
use crate::judge::Policy;
use crate::wordlist::model::{Day, Severity};
use crate::wordlist::ruleset::Rule;

/// How many days ahead a coming rule is announced.
const AHEAD: i32 = 60;

/// What the calendar says of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Force {
    /// Silent until this day; `soon` if it is at most 60 days away.
    NotYet {
        /// The first day on which it is heard.
        from: Day,
        /// Whether to announce it.
        soon: bool,
    },
    /// A suggestion until the day before this one.
    Grace {
        /// The first day of its own weight.
        enforced: Day,
        /// Whether to announce it.
        soon: bool,
    },
    /// At its own weight.
    Full,
    /// Silent since its last day.
    Ended,
}

/// What the calendar says of `rule` on the day `as_of`.
#[must_use]
pub fn force(rule: &Rule, as_of: Day) -> Force {
    let dates = &rule.effective;
    if dates.until.is_some_and(|until| as_of > until) {
        return Force::Ended;
    }
    match (dates.from, dates.enforced) {
        (Some(from), _) if as_of < from => Force::NotYet {
            from,
            soon: is_soon(as_of, from),
        },
        (_, Some(enforced)) if as_of < enforced => Force::Grace {
            enforced,
            soon: is_soon(as_of, enforced),
        },
        _ => Force::Full,
    }
}

/// The rule's weight under `force`.
#[must_use]
pub fn severity(rule: &Rule, force: Force) -> Severity {
    match force {
        Force::Grace { .. } => Severity::Suggestion,
        _ => rule.severity,
    }
}

fn is_soon(as_of: Day, day: Day) -> bool {
    days_since_epoch(day) - days_since_epoch(as_of) <= AHEAD
}

/// Days of the proleptic Gregorian calendar since 1 March of the year 0.
fn days_since_epoch(day: Day) -> i32 {
    // The year begins in March, so that the leap day is its last.
    let month = (i32::from(day.month) + 9) % 12;
    let year = i32::from(day.year) - month / 10;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leap_days + (month * 306 + 5) / 10 + i32::from(day.day) - 1
}

/// Who reads a document, where and in which market: what the run named, unless the document's own
/// front matter says otherwise.
#[derive(Debug, Clone, Copy)]
pub struct Readers<'a> {
    audience: Option<&'a str>,
    channel: Option<&'a str>,
    market: Option<&'a str>,
}

impl<'a> Readers<'a> {
    /// Of this document in this run.
    #[must_use]
    pub fn new(document: &'a Document, policy: &'a Policy) -> Self {
        let own = |key: &str| {
            let value = document.meta.iter().find(|(name, _)| name == key);
            value
                .map(|(_, value)| value.trim())
                .filter(|value| !value.is_empty())
        };
        Self {
            audience: own("audience").or(policy.audience.as_deref()),
            channel: own("channel").or(policy.channel.as_deref()),
            market: own("market").or(policy.market.as_deref()),
        }
    }

    /// Whether `rule` is meant for them.
    #[must_use]
    pub fn concern(&self, rule: &Rule) -> bool {
        let meant = |named: Option<&str>, rule: &[String]| match named {
            Some(named) if !rule.is_empty() => {
                rule.iter().any(|value| value.eq_ignore_ascii_case(named))
            }
            _ => true,
        };
        meant(self.audience, &rule.audience)
            && meant(self.channel, &rule.channel)
            && meant(self.market, &rule.market)
    }
}
