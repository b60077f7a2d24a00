//! The words of a finding as people read them.

/// Soft hyphens and zero-width characters removed, white space of any kind one space, otherwise as
/// written.
#[must_use]
pub fn rendered(words: &str) -> String {
    let mut said = String::with_capacity(words.len());
    for letter in words.chars().filter(|letter| !is_invisible(*letter)) {
        if !letter.is_whitespace() {
            said.push(letter);
        } else if !said.ends_with(' ') {
            said.push(' ');
        }
    }
    said.trim().to_owned()
}

/// Whether a reader cannot see `letter`: soft hyphen, zero-width characters, direction marks.
#[must_use]
pub const fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::rendered;

    #[test]
    fn white_space_is_one_space_and_invisibles_are_gone() {
        let words = "En\u{ad}ables\u{a0}\n  \u{200b}ac\u{2060}cess\u{3000}to ";
        assert_eq!(rendered(words), "Enables access to");
    }
}
