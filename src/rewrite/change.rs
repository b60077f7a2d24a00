//! What changes in the rendered text: single words, so that everything between them stays.

use super::align::align;
use super::case;
use super::tokens::{Fresh, Token, is_hyphen, plain};
use crate::finding::rendered::rendered;
use crate::position::TextSpan;

/// A change of the rendered text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What goes; empty where something only comes.
    pub text: TextSpan,
    /// What comes.
    pub with: String,
    /// Where something only comes: whether it belongs to the word before it, not to the one after.
    pub after: bool,
}

/// The changes and what was done with the words.
pub(super) struct Changes {
    /// Ascending, not overlapping.
    pub list: Vec<Change>,
    /// For each old word whether something is still written in its place.
    pub stays: Vec<bool>,
    /// Whether words of the text are written at another place.
    pub moved: bool,
}

/// Writes `new` in place of `old`. `breaks` says whether the source breaks the line in a stretch of
/// the rendered text.
pub(super) fn changes(
    text: &str,
    old: &[Token],
    new: &[Fresh],
    breaks: &dyn Fn(TextSpan) -> bool,
) -> Changes {
    let places = align(old, text, new, breaks);
    let mut list = Vec::new();
    let same_words = old.len() == new.len()
        && (0..old.len()).all(|at| {
            places[at] == [at] && plain(&text[old[at].span.range()]) == plain(&new[at].text)
        });
    let mut kept = vec![false; old.len()];
    for (at, words) in places.iter().enumerate() {
        if !words.is_empty() {
            let place = Place {
                text,
                span: old[at].span,
                at,
                same_words,
            };
            kept[at] = place.write(words, new, &mut list);
        }
    }
    for at in 1..old.len() {
        if let ([_, ..], [first, ..]) = (places[at - 1].as_slice(), places[at].as_slice())
            && !(kept[at - 1] && kept[at])
        {
            let between = TextSpan::new(old[at - 1].span.end, old[at].span.start);
            join(text, between, new[*first].hyphen, &mut list);
        }
    }
    let stays: Vec<bool> = places.iter().map(|words| !words.is_empty()).collect();
    deletions(text, old, &stays, breaks, &mut list);
    list.sort_by_key(|change| (change.text.start, change.text.end));
    let moved = new
        .iter()
        .enumerate()
        .any(|(nth, word)| word.from.is_some_and(|at| !places[at].contains(&nth)));
    Changes { list, stays, moved }
}

/// The place of one old word.
struct Place<'a> {
    text: &'a str,
    span: TextSpan,
    at: usize,
    /// Only capitals change in the whole rewrite.
    same_words: bool,
}

impl Place<'_> {
    /// Writes `words` here; whether the old word stays.
    fn write(&self, words: &[usize], new: &[Fresh], list: &mut Vec<Change>) -> bool {
        let old = &self.text[self.span.range()];
        let stays = words.iter().position(|&nth| self.stays_as(nth, &new[nth]));
        let joined = |words: &[usize]| {
            let mut said = String::new();
            for (at, &nth) in words.iter().enumerate() {
                if at > 0 {
                    said.push(separator(&new[nth]));
                }
                said.push_str(&new[nth].text);
            }
            said
        };
        let Some(stays) = stays else {
            let with = joined(words);
            // A mark is set behind its word; letters that are added make another word.
            let added = with
                .strip_prefix(old)
                .filter(|rest| !rest.starts_with(char::is_alphanumeric));
            match added {
                Some("") => return true,
                Some(rest) => list.push(insertion(self.span.end, rest.to_owned(), true)),
                None => list.push(Change {
                    text: self.span,
                    with,
                    after: false,
                }),
            }
            return false;
        };
        let (before, after) = (&words[..stays], &words[stays + 1..]);
        if !before.is_empty() {
            let mut with = joined(before);
            with.push(separator(&new[words[stays]]));
            list.push(insertion(self.span.start, with, false));
        }
        if let [first, ..] = after {
            let with = format!("{}{}", separator(&new[*first]), joined(after));
            list.push(insertion(self.span.end, with, true));
        }
        true
    }

    /// Whether the old word may stand as it is where `word`, the `nth`, is to be written.
    fn stays_as(&self, nth: usize, word: &Fresh) -> bool {
        let old = &self.text[self.span.range()];
        let seen = rendered(old);
        if word.from.is_some_and(|from| from != self.at) || plain(old) != plain(&word.text) {
            return false;
        }
        if seen == word.text {
            return true;
        }
        let capitals_matter =
            self.same_words || case::has_capital(&word.text) || (self.at == 0) != (nth == 0);
        !capitals_matter
    }
}

const fn separator(word: &Fresh) -> char {
    if word.hyphen { '-' } else { ' ' }
}

const fn insertion(at: usize, with: String, after: bool) -> Change {
    Change {
        text: TextSpan::new(at, at),
        with,
        after,
    }
}

/// Makes what stands between two words a hyphen or a space, if it is the other.
fn join(text: &str, between: TextSpan, hyphen: bool, list: &mut Vec<Change>) {
    let written = &text[between.range()];
    if written.contains(is_hyphen) == hyphen && !written.is_empty() {
        return;
    }
    let with = if hyphen { "-" } else { " " };
    list.push(Change {
        text: between,
        with: with.to_owned(),
        after: true,
    });
}

/// Takes the words out that nothing takes the place of, each run with one separator, and leaves
/// line breaks where there is a choice.
fn deletions(
    text: &str,
    old: &[Token],
    stays: &[bool],
    breaks: &dyn Fn(TextSpan) -> bool,
    list: &mut Vec<Change>,
) {
    let mut at = 0;
    while at < old.len() {
        if stays[at] {
            at += 1;
            continue;
        }
        let first = at;
        while at < old.len() && !stays[at] {
            at += 1;
        }
        let end = old[at - 1].span.end;
        let before = (first > 0).then(|| TextSpan::new(old[first - 1].span.end, end));
        let after = old
            .get(at)
            .map(|next| TextSpan::new(old[first].span.start, next.span.start));
        let after_is_better = before.is_some_and(breaks) && !after.is_none_or(breaks);
        let whole = match (before, after) {
            (Some(before), None) => before,
            (Some(before), Some(_)) if !after_is_better => before,
            (_, Some(after)) => after,
            (None, None) => alone(text, TextSpan::new(old[first].span.start, end)),
        };
        list.push(Change {
            text: whole,
            with: String::new(),
            after: false,
        });
    }
}

/// Everything goes: so does one of the spaces around it.
fn alone(text: &str, span: TextSpan) -> TextSpan {
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    match (before, after) {
        (_, Some(' ')) if before != Some(' ') || after == Some(' ') => {
            TextSpan::new(span.start, span.end + 1)
        }
        (Some(' '), _) => TextSpan::new(span.start - 1, span.end),
        _ => span,
    }
}

/// `text` from `within.start` to `within.end` with the changes made.
#[must_use]
pub fn changed<'c>(
    text: &str,
    within: TextSpan,
    changes: impl IntoIterator<Item = &'c Change>,
) -> String {
    let mut said = String::with_capacity(within.len());
    let mut at = within.start;
    for change in changes {
        said.push_str(&text[at..change.text.start]);
        said.push_str(&change.with);
        at = change.text.end;
    }
    said.push_str(&text[at..within.end]);
    said
}
