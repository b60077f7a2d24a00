//! The words by which YAML, reports and the command line name days and the small sets of choices.

use std::fmt;

use super::model::{Day, Place, Severity, Verdict, Within};

impl Severity {
    /// The one that `word` names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "error" => Self::Error,
            "warning" => Self::Warning,
            "suggestion" => Self::Suggestion,
            _ => return None,
        })
    }

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Suggestion => "suggestion",
        }
    }
}

impl Verdict {
    /// The key of a list under which rules of this verdict stand.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Forbid => "forbid",
            Self::Require => "require",
        }
    }
}

impl Within {
    /// The one that `word` names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "phrase" => Self::Phrase,
            "sentence" => Self::Sentence,
            "previous-sentence" => Self::PreviousSentence,
            "heading" => Self::Heading,
            "row" => Self::Row,
            "block" => Self::Block,
            "section" => Self::Section,
            "document" => Self::Document,
            _ => return None,
        })
    }

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Phrase => "phrase",
            Self::Sentence => "sentence",
            Self::PreviousSentence => "previous-sentence",
            Self::Heading => "heading",
            Self::Row => "row",
            Self::Block => "block",
            Self::Section => "section",
            Self::Document => "document",
        }
    }
}

impl Place {
    /// The one that `word` names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "heading" => Self::Heading,
            "body" => Self::Body,
            "cell" => Self::Cell,
            "alt" => Self::Alt,
            _ => return None,
        })
    }

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Body => "body",
            Self::Cell => "cell",
            Self::Alt => "alt",
        }
    }
}

impl Day {
    /// Reads `2026-12-31`; `None` if there is no such day.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let all_digits = [year, month, day]
            .iter()
            .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        if parts.next().is_some()
            || !all_digits
            || (year.len(), month.len(), day.len()) != (4, 2, 2)
        {
            return None;
        }
        let read = Self {
            year: year.parse().ok()?,
            month: month.parse().ok()?,
            day: day.parse().ok()?,
        };
        let known = (1..=12).contains(&read.month)
            && (1..=days_in(read.year, read.month)).contains(&read.day);
        known.then_some(read)
    }
}

const fn days_in(year: i16, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
