//! Pieces for small edits of YAML text that leave what else stands there as it is.
//!
//! Whoever edits reads the result again before it is written, and sees whether it says what was meant.

use std::ops::Range;

/// Words that YAML takes for something else when they stand without quotes.
const NOT_TEXT: &[&str] = &["true", "false", "yes", "no", "on", "off", "null", "y", "n"];

/// A text as YAML: without quotes where nothing in it means anything to YAML.
#[must_use]
pub fn scalar(text: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || " -_./:@’“”(),;!?™®%+".contains(letter);
    let is_plain = text.starts_with(char::is_alphabetic)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && text.chars().all(plain)
        && !NOT_TEXT.contains(&text.to_lowercase().as_str());
    if is_plain {
        text.to_owned()
    } else {
        // The quoted texts of JSON are quoted texts of YAML too.
        serde_json::Value::from(text).to_string()
    }
}

/// A text as YAML that may stand among others in brackets too.
#[must_use]
pub fn flow_scalar(text: &str) -> String {
    if text.contains([',', ':']) {
        serde_json::Value::from(text).to_string()
    } else {
        scalar(text)
    }
}

/// What stands before the dash of the item at `at`, if it is written with one.
#[must_use]
pub fn before_dash(yaml: &str, at: &Range<usize>) -> Option<String> {
    let line = yaml.get(..at.start)?.rsplit('\n').next()?;
    let indent = line.trim_end().strip_suffix('-')?;
    indent.trim().is_empty().then(|| indent.to_owned())
}
