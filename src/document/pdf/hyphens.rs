//! Hyphens at the ends of lines: set by the program that broke the word, or its own.
//!
//! The file does not say, and either answer loses phrases: “en-ables” is “enables”, “eco-friendly” is
//! not “ecofriendly”. So the document is asked how it writes the word elsewhere; where it does not, a
//! program that never breaks words has its hyphens believed.

use std::collections::HashSet;

/// Stands in a paragraph where a line ends with a hyphen and the next goes on with a small letter.
pub(super) const OPEN: &str = "\u{ad}\n";
/// A hyphen that the program set, which no reader of the word sees.
const SET: &str = "\u{ad}";
/// A hyphen of the word's own.
const OWN: &str = "-\n";
/// Programs that break no words unless somebody asks for it, as they name themselves.
const NEVER_BREAK: [&str; 9] = [
    "microsoft",
    "powerpoint",
    "libreoffice",
    "openoffice",
    "google",
    "skia",
    "keynote",
    "pages",
    "quartz",
];

/// Decides about every [`OPEN`] in `paragraphs`, which are those of a whole document, made by `maker`.
pub(super) fn settle<'p>(paragraphs: impl Iterator<Item = &'p mut String>, maker: &str) {
    let mut paragraphs: Vec<&mut String> = paragraphs.collect();
    if !paragraphs.iter().any(|words| words.contains(OPEN)) {
        return;
    }
    let mut written = HashSet::new();
    for paragraph in &paragraphs {
        let joined = paragraph.replace(OPEN, SET);
        // Its halves may be no words.
        let whole = joined.split_whitespace().filter(|word| !word.contains(SET));
        let words = whole.flat_map(|word| word.split(|letter| !in_word(letter) && letter != '-'));
        written.extend(words.map(|word| word.trim_matches('-').to_lowercase()));
    }
    let breaks = paragraphs.iter().flat_map(|words| halves(words));
    let is_set = |(first, second): &(String, String)| written.contains(&format!("{first}{second}"));
    let maker = maker.to_lowercase();
    let breaks_words = breaks.into_iter().any(|word| is_set(&word))
        || !NEVER_BREAK.iter().any(|name| maker.contains(name));
    for paragraph in &mut paragraphs {
        let mut settled = String::with_capacity(paragraph.len());
        let mut lines = paragraph.split(OPEN);
        settled.extend(lines.next());
        for (word, line) in halves(paragraph).iter().zip(lines) {
            let (first, second) = word;
            let is_own = written.contains(&format!("{first}-{second}"))
                || (!is_set(word)
                    && (!breaks_words || (written.contains(first) && written.contains(second))));
            settled.push_str(if is_own { OWN } else { SET });
            settled.push_str(line);
        }
        **paragraph = settled;
    }
}

/// What stands before and after every [`OPEN`], up to the ends of the word.
fn halves(paragraph: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = paragraph.split(OPEN).collect();
    lines
        .windows(2)
        .map(|pair| {
            let first = pair[0].rsplit(|letter| !in_word(letter)).next();
            let second = pair[1].split(|letter| !in_word(letter)).next();
            (
                first.unwrap_or_default().to_lowercase(),
                second.unwrap_or_default().to_lowercase(),
            )
        })
        .collect()
}

fn in_word(letter: char) -> bool {
    letter.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(paragraphs: &[&str], maker: &str) -> Vec<String> {
        let open = |words: &&str| words.replace("-|", OPEN);
        let mut paragraphs: Vec<String> = paragraphs.iter().map(open).collect();
        settle(paragraphs.iter_mut(), maker);
        paragraphs
    }

    #[test]
    fn the_document_says_how_it_writes_a_word() {
        let said = settled(
            &[
                "It enables us",
                "it en-|ables an eco-|friendly way",
                "Eco-friendly.",
            ],
            "",
        );
        assert_eq!(said[1], "it en\u{ad}ables an eco-\nfriendly way");
        let said = settled(
            &[
                "a cutting-|edge tool",
                "the edge of cutting",
                "adip-|iscing",
            ],
            "",
        );
        assert_eq!(said[0], "a cutting-\nedge tool");
        assert_eq!(said[2], "adip\u{ad}iscing");
    }

    #[test]
    fn a_program_that_breaks_no_words_is_believed_until_it_does() {
        let maker = "Microsoft® PowerPoint® 2021";
        assert_eq!(settled(&["eco-|friendly"], ""), ["eco\u{ad}friendly"]);
        assert_eq!(settled(&["eco-|friendly"], maker), ["eco-\nfriendly"]);
        let said = settled(&["adip-|iscing", "it enables", "en-|ables"], maker);
        assert_eq!(said[0], "adip\u{ad}iscing");
    }
}
