//! How days are written: for machines, and in messages.

use crate::wordlist::model::Day;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `2026-12-01`.
#[must_use]
pub fn iso(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)
}

/// `1 December 2026`.
#[must_use]
pub fn long_day(day: Day) -> String {
    format!("{} {} {}", day.day, month(day.month), day.year)
}

/// The English name of a month, 1 to 12; what lies outside is taken to the nearer end.
#[must_use]
pub fn month(number: u8) -> &'static str {
    MONTHS[usize::from(number.clamp(1, 12)) - 1]
}
