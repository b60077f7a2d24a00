//! What of a page was not read: it is a picture, its signs stand for no letters, its content is damaged.

use hayro_interpret::hayro_syntax::object::{Array, Name, Object, Stream};
use hayro_interpret::hayro_syntax::page::Page;

use super::drawn::Drawn;
use super::weight;

/// Where more than one of so many letters is unknown, a page is not read at all.
const UNKNOWN_OF: usize = 10;
/// A word with so many signs that stand for no letter is no icon.
const UNKNOWN_WORD: usize = 3;
/// A picture over more than this part of its page is what the page is about ...
const COVERED: f64 = 0.75;
/// ... if fewer letters than this stand beside it: what a scanner stamps on what it scans.
const FEW_LETTERS: usize = 60;

/// What is said of a page that cannot be unpacked.
pub(super) const DAMAGED: &str = "damaged: not read, or in part";

/// What of a page that draws this and says this was not read, for people.
pub(super) fn of(
    page: &Page<'_>,
    drawn: &Drawn,
    paragraphs: &[String],
    is_noted: bool,
) -> Option<String> {
    if !is_whole(page) {
        return Some(DAMAGED.to_owned());
    }
    if let Some(what) = illegible(paragraphs) {
        return Some(what);
    }
    let letters = paragraphs.iter().flat_map(|words| words.chars());
    let letters = letters.filter(|letter| letter.is_alphanumeric()).count();
    if letters == 0 && !is_noted {
        return Some(match drawn.pictures {
            0 if drawn.has_shapes => "no text, only drawings".to_owned(),
            0 => "no text".to_owned(),
            1 => "no text, 1 picture".to_owned(),
            many => format!("no text, {many} pictures"),
        });
    }
    let is_scan = letters < FEW_LETTERS && drawn.covered > COVERED;
    is_scan.then(|| "little text, and a picture over most of the page".to_owned())
}

/// Whether all that the page is to draw can be unpacked.
fn is_whole(page: &Page<'_>) -> bool {
    contents(page).is_some_and(|streams| streams.iter().all(weight::is_whole))
}

/// Whether the page is to draw what says that it is a picture, and so was not weighed.
pub(super) fn is_disguised(page: &Page<'_>) -> bool {
    contents(page).is_some_and(|streams| {
        let mut kinds = streams
            .iter()
            .filter_map(|stream| stream.dict().get::<Name<'_>>("Subtype"));
        kinds.any(|kind| kind.as_str() == "Image")
    })
}

/// The streams that draw the page; none if one is missing.
fn contents<'a>(page: &Page<'a>) -> Option<Vec<Stream<'a>>> {
    const CONTENTS: &str = "Contents";
    if let Some(streams) = page.raw().get::<Array<'a>>(CONTENTS) {
        let written = streams.raw_iter().count();
        let found: Vec<Stream<'a>> = streams.iter::<Stream<'a>>().take(written).collect();
        return (found.len() == written).then_some(found);
    }
    match page.raw().get::<Object<'a>>(CONTENTS) {
        Some(content) => Some(vec![content.into_stream()?]),
        None => page.raw().get_ref(CONTENTS).is_none().then(Vec::new),
    }
}

/// What is said of words whose signs stand for no letters that anybody writes: a font has its own.
fn illegible(paragraphs: &[String]) -> Option<String> {
    let (mut known, mut unknown, mut words) = (0, 0, 0);
    for word in paragraphs
        .iter()
        .flat_map(|paragraph| paragraph.split_whitespace())
    {
        let lost = word.chars().filter(|&letter| is_unknown(letter)).count();
        known += word.chars().count() - lost;
        unknown += lost;
        words += usize::from(lost >= UNKNOWN_WORD);
    }
    let why = "not read: the PDF does not say which letters";
    if unknown * UNKNOWN_OF > known + unknown {
        return Some(format!("{why} its signs stand for"));
    }
    match words {
        0 => None,
        1 => Some(format!("1 word {why} its signs stand for")),
        many => Some(format!("{many} words {why} their signs stand for")),
    }
}

fn is_unknown(letter: char) -> bool {
    let is_private = matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    letter.is_control() || is_private || letter == char::REPLACEMENT_CHARACTER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_signs_that_stand_for_nothing_is_not_called_read() {
        let said = |words: &str| illegible(&[words.to_owned()]).unwrap_or_default();
        let why = "not read: the PDF does not say which letters";
        assert_eq!(
            said("\u{2}\u{3}\u{4} of \u{f0041}"),
            format!("{why} its signs stand for")
        );
        assert_eq!(said("\u{f0b7} Our leading gate, opened"), "");
        assert_eq!(illegible(&[]), None);
        let mostly = "A long paragraph that says what it has to say, under a heading: ".to_owned();
        assert_eq!(
            said(&(mostly.clone() + "\u{fffd}\u{fffd}\u{fffd}")),
            format!("1 word {why} its signs stand for")
        );
    }
}
