//! What is set above or below the line: ™, footnote numbers, small print.

use crate::document::OPAQUE;
use crate::document::builder::Builder;
use crate::position::SourceSpan;

/// What is set above the line is a mark if it is no longer than this, in characters.
const LONGEST_MARK: usize = 8;

/// Turns the open block's text from byte `from` on into a mark, if it is short enough to be one.
pub(super) fn raise(builder: &mut Builder, from: usize, source: SourceSpan, is_below: bool) {
    let text = builder.open_text();
    let from = from.min(text.len());
    let (before, raised) = text.split_at(from);
    let follows_a_word = before.ends_with(|letter: char| !letter.is_whitespace());
    if let Some(mark) = mark_of(raised.trim(), follows_a_word, is_below) {
        builder.take_back(from);
        // A break that was written within it may have been drawn to the space before it.
        let start = builder
            .reached()
            .map_or(source.start, |end| end.max(source.start));
        builder.replaced(&mark, SourceSpan::new(start, source.end));
    }
}

/// What is set above or below the line, as marks that end the word before them and are passed over.
fn mark_of(raised: &str, follows_a_word: bool, is_below: bool) -> Option<String> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    const LOWERED: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
    if raised.is_empty()
        || raised.contains(|letter: char| letter.is_whitespace() || letter == OPAQUE)
        || raised.chars().count() > LONGEST_MARK
    {
        return None;
    }
    let bare = raised.trim_matches(['(', ')', '[', ']', '{', '}']);
    let digits: Option<Vec<usize>> = bare
        .chars()
        .map(|letter| letter.to_digit(10).map(|digit| digit as usize))
        .collect();
    if let Some(digits) = digits.filter(|digits| !digits.is_empty()) {
        let marks = if is_below { LOWERED } else { RAISED };
        return Some(digits.into_iter().map(|digit| marks[digit]).collect());
    }
    let mark = match bare.to_ascii_uppercase().as_str() {
        "TM" | "™" => "™",
        "R" | "®" => "®",
        "SM" | "℠" => "℠",
        "C" | "©" => "©",
        _ if follows_a_word || !raised.contains(char::is_alphabetic) => "†",
        _ => return None,
    };
    Some(mark.to_owned())
}
