//! The words of a finding as people read them.

/// What stands in rendered text for a code span or a picture; nobody can read it.
const OBJECT: char = '\u{FFFC}';

/// Soft hyphens and zero-width characters removed, white space of any kind one space, `…` for a code
/// span or a picture, otherwise as written.
#[must_use]
pub fn rendered(words: &str) -> String {
    let mut said = String::with_capacity(words.len());
    for letter in words.chars().filter(|letter| !is_invisible(*letter)) {
        if letter == OBJECT {
            said.push('…');
        } else if !letter.is_whitespace() {
            said.push(letter);
        } else if !said.ends_with(' ') {
            said.push(' ');
        }
    }
    said.trim().to_owned()
}

/// Whether a reader cannot see `letter`: soft hyphen, zero-width characters, direction marks,
/// fillers. A phrase goes through it.
#[must_use]
pub const fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{00AD}'
            | '\u{034F}'
            | '\u{061C}'
            | '\u{115F}'
            | '\u{1160}'
            | '\u{17B4}'
            | '\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFF8}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
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

    #[test]
    fn a_code_span_is_an_ellipsis() {
        assert_eq!(
            rendered("the best \u{fffc} there is"),
            "the best … there is"
        );
    }
}
