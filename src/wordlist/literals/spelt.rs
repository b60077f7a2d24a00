//! All that a part of an expression can be, where that is little.

use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Repetition};

use super::edges::{becomes_of_word, is_apart};

/// So many spellings of a part of an expression are followed.
pub(super) const SPELLINGS: usize = 256;
/// A class of more characters than this is not spelt out.
const WIDE: usize = 8;

/// All that `parts` can be in lower case, one after another, with a space for what can be many
/// characters but none of words; none if that is too much, or if it depends on what stands beside it.
pub(super) fn spelt(parts: &[Hir]) -> Option<Vec<String>> {
    let mut all = vec![String::new()];
    for part in parts {
        let own = spelt_part(part)?;
        if all.len() * own.len() > SPELLINGS {
            return None;
        }
        let joined = all
            .iter()
            .flat_map(|start| own.iter().map(move |end| format!("{start}{end}")));
        all = joined.collect();
    }
    Some(all)
}

fn spelt_part(part: &Hir) -> Option<Vec<String>> {
    match part.kind() {
        HirKind::Empty => Some(vec![String::new()]),
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            let letters: Option<String> = text.chars().map(folded).collect();
            Some(vec![letters?])
        }
        HirKind::Class(Class::Unicode(class)) => spelt_class(class),
        HirKind::Capture(capture) => spelt_part(&capture.sub),
        HirKind::Repetition(repetition) => spelt_repetition(repetition),
        HirKind::Concat(parts) => spelt(parts),
        HirKind::Alternation(options) => {
            let own: Option<Vec<_>> = options.iter().map(spelt_part).collect();
            let mut own = own?.concat();
            own.sort();
            own.dedup();
            Some(own)
        }
        HirKind::Class(Class::Bytes(_)) | HirKind::Look(_) => None,
    }
}

/// The letters of a class, each once.
pub(super) fn spelt_class(class: &ClassUnicode) -> Option<Vec<String>> {
    let letters = class.iter().flat_map(|range| range.start()..=range.end());
    let letters: Vec<char> = letters.take(2 * WIDE + 1).collect();
    let few = (1..=2 * WIDE).contains(&letters.len());
    let folded: Option<Vec<char>> = letters.into_iter().map(folded).collect();
    let mut folded = folded.filter(|_| few).unwrap_or_default();
    folded.sort_unstable();
    folded.dedup();
    if (1..=WIDE).contains(&folded.len()) {
        return Some(folded.into_iter().map(String::from).collect());
    }
    is_apart(class).then(|| vec![" ".to_owned()])
}

fn spelt_repetition(repetition: &Repetition) -> Option<Vec<String>> {
    let is_once = repetition.max == Some(1);
    let mut own = if is_once {
        spelt_part(&repetition.sub)?
    } else {
        // Wherever words are told apart, one such character does what many do.
        separates(&repetition.sub).then(|| vec![" ".to_owned()])?
    };
    if repetition.min == 0 {
        own.push(String::new());
    }
    Some(own)
}

/// Whether it is one character that is of no word.
pub(super) fn separates(hir: &Hir) -> bool {
    matches!(hir.kind(), HirKind::Class(Class::Unicode(class)) if is_apart(class))
}

/// A letter as it stands in a text without capitals; none if that is more than one.
pub(super) fn folded(letter: char) -> Option<char> {
    match letter {
        'ſ' => Some('s'),
        '\u{212A}' => Some('k'),
        _ if becomes_of_word(letter) => None,
        _ => {
            let mut lower = letter.to_lowercase();
            lower.next().filter(|_| lower.next().is_none())
        }
    }
}
