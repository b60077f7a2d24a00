//! Where quotation marks stand around words.
//!
//! Curly, straight, angled and low marks, single and double. An apostrophe is no quotation mark: a
//! single mark opens only before a word that nothing touches, and closes only after one.

use crate::position::{TextSpan, signs};

/// How many quotations may be open in one another; of more the outermost are given up.
const DEEPEST: usize = 8;

/// The words between quotation marks in `span` (one block), without the marks, ascending by start.
/// Inner quotations are listed after the outer one.
pub(super) fn quoted(text: &str, span: TextSpan) -> Vec<TextSpan> {
    let mut found = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    let stretch = &text[span.range()];
    for (from, letter) in signs(stretch, is_quotation_mark) {
        let before = stretch[..from].chars().next_back();
        let after = stretch[from + letter.len_utf8()..].chars().next();
        let at = span.start + from;
        if closes(letter, before, after)
            && let Some(which) = open.iter().rposition(|&(_, close)| fits(close, letter))
        {
            let (start, _) = open[which];
            open.truncate(which);
            found.push(TextSpan::new(start, at));
        } else if let Some(close) = closing_mark(letter, before, after) {
            if open.len() == DEEPEST {
                open.remove(0);
            }
            open.push((at + letter.len_utf8(), close));
        }
    }
    found.sort_unstable_by_key(|quote| (quote.start, std::cmp::Reverse(quote.end)));
    found
}

/// Whether the letter can open or close a quotation.
const fn is_quotation_mark(letter: char) -> bool {
    matches!(
        letter,
        '"' | '\''
            | '“'
            | '”'
            | '„'
            | '‟'
            | '＂'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '‘'
            | '’'
            | '‚'
    )
}

/// The mark that would close what `letter` opens here.
fn closing_mark(letter: char, before: Option<char>, after: Option<char>) -> Option<char> {
    let free = before.is_none_or(|before| !before.is_alphanumeric());
    let leads = after.is_some_and(|after| !after.is_whitespace());
    match letter {
        '“' | '”' | '„' | '‟' if free && leads => Some('”'),
        '"' | '＂' if free && leads => Some('"'),
        '«' => Some('»'),
        '»' if free && leads => Some('«'),
        '‹' => Some('›'),
        '「' => Some('」'),
        '‘' | '‚' if free && leads => Some('’'),
        '\'' if free && leads => Some('\''),
        _ => None,
    }
}

fn closes(letter: char, before: Option<char>, after: Option<char>) -> bool {
    match letter {
        '”' | '“' | '»' | '«' | '›' | '」' => true,
        '"' | '＂' => before.is_some_and(|before| !before.is_whitespace()),
        '’' | '\'' => {
            before.is_some_and(|before| !before.is_whitespace())
                && after.is_none_or(|after| !after.is_alphanumeric())
        }
        _ => false,
    }
}

/// Whether `letter` is the mark that was waited for; “„…“” closes with what opens elsewhere.
fn fits(close: char, letter: char) -> bool {
    match letter {
        '“' => close == '”',
        '＂' => close == '"',
        _ => close == letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<&str> {
        let spans = quoted(text, TextSpan::new(0, text.len()));
        spans.iter().map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn marks_of_all_kinds_quote_and_apostrophes_do_not() {
        assert_eq!(all("Say “a b” and \"c d\"."), ["a b", "c d"]);
        assert_eq!(all("Never 'enable' it’s the teams' own"), ["enable"]);
        assert_eq!(all("„Tief“ und «bas»"), ["Tief", "bas"]);
        assert_eq!(all("a 6\" disk and a 7\" one"), Vec::<&str>::new());
        assert_eq!(all("“outer ‘inner’ end”"), ["outer ‘inner’ end", "inner"]);
        assert_eq!(all("‘it’s here’"), ["it’s here"]);
    }
}
