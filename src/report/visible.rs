//! Copy is untrusted: what it holds is shown, never obeyed.
//!
//! Control characters could drive a terminal and bidirectional ones could turn a line round, so both
//! are written as `\u{…}` wherever text of a file reaches a terminal or a line of output.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether `letter` must not reach a terminal as it is.
#[must_use]
pub const fn is_unsafe(letter: char) -> bool {
    matches!(letter,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'          // C0, delete, C1
        | '\u{200e}' | '\u{200f}' | '\u{61c}'            // direction marks
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' // embeddings, overrides, isolates
        | '\u{2028}' | '\u{2029}'                        // line and paragraph separators
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{fffe}' | '\u{ffff}') // no characters at all, and none that XML takes
}

/// `text` with every unsafe character written out; white space of other kinds than a blank too.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        push_visible(&mut shown, letter);
    }
    Cow::Owned(shown)
}

/// Adds one character as [`visible`] shows it.
pub fn push_visible(shown: &mut String, letter: char) {
    match letter {
        '\n' => shown.push_str("\\n"),
        '\r' => shown.push_str("\\r"),
        '\t' => shown.push_str("\\t"),
        letter if is_unsafe(letter) => {
            // Writing to a String cannot fail.
            let _ = write!(shown, "\\u{{{:x}}}", u32::from(letter));
        }
        letter => shown.push(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn a_line_stays_a_line_and_an_escape_is_seen() {
        assert_eq!(
            visible("a\nb\u{1b}[31m\u{202e}\u{ffff}"),
            "a\\nb\\u{1b}[31m\\u{202e}\\u{ffff}"
        );
        assert!(matches!(
            visible("plain — é"),
            std::borrow::Cow::Borrowed(_)
        ));
    }
}
