//! Which whole words an expression needs.
//!
//! `no` stands within *know* and *another*; where an expression says that it is a word, as in
//! `\bno (other|one)\b`, far fewer texts come into question, and a table of words finds them.

use regex_syntax::hir::{Class, Hir, HirKind, Look};

use super::super::rarity;

/// So many spellings of a part of an expression are followed.
const SPELLINGS: usize = 256;
/// A class of more characters than this is not spelt out.
const WIDE: usize = 8;

/// Groups of words, in lower case: of each group one stands as a whole word in every match of `hir`. A
/// word is ASCII letters, digits and underscores between other bytes.
pub(super) fn groups(hir: &Hir) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    gather(hir, (false, false), &mut found);
    found
}

/// Adds the groups of `hir`, beside which no word goes on at its start and its end if `apart` says so.
fn gather(hir: &Hir, apart: (bool, bool), found: &mut Vec<Vec<String>>) {
    match hir.kind() {
        HirKind::Literal(_) | HirKind::Class(_) => {
            found.extend(spelt(std::slice::from_ref(hir)).and_then(|all| words(&all, apart)));
        }
        HirKind::Capture(capture) => gather(&capture.sub, apart, found),
        HirKind::Repetition(repetition) if repetition.min > 0 => {
            gather(&repetition.sub, (false, false), found);
        }
        HirKind::Alternation(options) => {
            let best = |option: &Hir| {
                let mut own = Vec::new();
                gather(option, apart, &mut own);
                own.into_iter().min_by_key(|group| weight(group))
            };
            let all: Option<Vec<_>> = options.iter().map(best).collect();
            let all = all.map(|all| sorted(all.concat()));
            found.extend(all.filter(|all| all.len() <= SPELLINGS));
        }
        HirKind::Concat(parts) => concatenated(parts, apart, found),
        HirKind::Empty | HirKind::Look(_) | HirKind::Repetition(_) => {}
    }
}

/// Adds the groups of `parts`, which stand one after another.
fn concatenated(parts: &[Hir], apart: (bool, bool), found: &mut Vec<Vec<String>>) {
    let mut at = 0;
    while at < parts.len() {
        let beside = |from: usize, to: usize| {
            (
                are_apart(parts[..from].iter().rev(), End::Last, apart.0),
                are_apart(parts[to..].iter(), End::First, apart.1),
            )
        };
        // As many parts as can be spelt out together.
        let ends = (at + 1..=parts.len()).take_while(|end| spelt(&parts[at..*end]).is_some());
        let end = ends.last().unwrap_or(at);
        let together = spelt(&parts[at..end]).filter(|_| end > at);
        let group = together.and_then(|all| words(&all, beside(at, end)));
        if let Some(group) = group {
            found.push(group);
        } else {
            for (own, part) in (at..).zip(&parts[at..end.max(at + 1)]) {
                gather(part, beside(own, own + 1), found);
            }
        }
        at = end.max(at + 1);
    }
}

/// All that `parts` can be, one after another; none if that is too much, or if it depends on what stands
/// beside it.
fn spelt(parts: &[Hir]) -> Option<Vec<String>> {
    let mut all = vec![String::new()];
    for part in parts {
        let own = match part.kind() {
            HirKind::Empty => vec![String::new()],
            HirKind::Literal(literal) => vec![std::str::from_utf8(&literal.0).ok()?.to_owned()],
            HirKind::Class(Class::Unicode(class)) => {
                let letters = class.iter().flat_map(|range| range.start()..=range.end());
                let letters: Vec<String> = letters.take(WIDE + 1).map(String::from).collect();
                (letters.len() <= WIDE).then_some(letters)?
            }
            HirKind::Capture(capture) => spelt(std::slice::from_ref(&*capture.sub))?,
            HirKind::Repetition(optional) if optional.min == 0 && optional.max == Some(1) => {
                let mut own = spelt(std::slice::from_ref(&*optional.sub))?;
                own.push(String::new());
                own
            }
            HirKind::Concat(parts) => spelt(parts)?,
            HirKind::Alternation(options) => {
                let own = options.iter().map(|one| spelt(std::slice::from_ref(one)));
                own.collect::<Option<Vec<_>>>()?.concat()
            }
            HirKind::Class(Class::Bytes(_)) | HirKind::Look(_) | HirKind::Repetition(_) => {
                return None;
            }
        };
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

/// The rarest whole word of each of `spellings`; none if one of them has none.
fn words(spellings: &[String], apart: (bool, bool)) -> Option<Vec<String>> {
    let rarest = |spelling: &String| {
        let mut words: Vec<&str> = spelling.split(|letter| !is_of_word(letter)).collect();
        if !apart.1 {
            words.pop();
        }
        let words = words.into_iter().skip(usize::from(!apart.0));
        let words = words.filter(|word| !word.is_empty());
        let words = words.map(str::to_ascii_lowercase);
        words.min_by_key(|word| rarity::weight(word))
    };
    spellings
        .iter()
        .map(rarest)
        .collect::<Option<_>>()
        .map(sorted)
}

/// Each once, in order.
fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words.dedup();
    words
}

const fn is_of_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

/// One of the two ends of something.
#[derive(Debug, Clone, Copy)]
enum End {
    First,
    Last,
}

/// Whether no word goes on into `parts`, of which the first stands next to it with its `end`; `beyond`
/// says so of what stands behind them all.
fn are_apart<'h>(parts: impl Iterator<Item = &'h Hir>, end: End, beyond: bool) -> bool {
    for part in parts {
        let (may_be_empty, is_apart) = is_apart(part, end);
        if !is_apart || !may_be_empty {
            return is_apart;
        }
    }
    beyond
}

/// Whether `hir` may match nothing, and whether, if it matches something, no word goes on into it at this
/// `end`.
fn is_apart(hir: &Hir, end: End) -> (bool, bool) {
    match hir.kind() {
        HirKind::Empty => (true, true),
        HirKind::Look(look) => (false, is_edge(*look)),
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).unwrap_or("a");
            let letter = match end {
                End::First => text.chars().next(),
                End::Last => text.chars().next_back(),
            };
            (false, !letter.is_some_and(is_of_word))
        }
        HirKind::Class(Class::Unicode(class)) => {
            let mut of_words = ('0'..='9').chain('A'..='Z').chain('a'..='z').chain(['_']);
            let holds = |letter| {
                let mut ranges = class.iter();
                ranges.any(|range| range.start() <= letter && letter <= range.end())
            };
            (false, !of_words.any(holds))
        }
        HirKind::Class(Class::Bytes(_)) => (false, false),
        HirKind::Repetition(repetition) => {
            let (may_be_empty, apart) = is_apart(&repetition.sub, end);
            (may_be_empty || repetition.min == 0, apart)
        }
        HirKind::Capture(capture) => is_apart(&capture.sub, end),
        HirKind::Alternation(options) => options
            .iter()
            .map(|option| is_apart(option, end))
            .fold((false, true), |all, own| (all.0 || own.0, all.1 && own.1)),
        HirKind::Concat(parts) => {
            let mut parts: Vec<&Hir> = parts.iter().collect();
            if matches!(end, End::Last) {
                parts.reverse();
            }
            let mut all = true;
            for part in parts {
                let (may_be_empty, apart) = is_apart(part, end);
                all &= apart;
                if !may_be_empty {
                    return (false, all);
                }
            }
            (true, all)
        }
    }
}

/// Whether a word that stands beside this ends there.
const fn is_edge(look: Look) -> bool {
    matches!(
        look,
        Look::Start
            | Look::End
            | Look::StartLF
            | Look::EndLF
            | Look::StartCRLF
            | Look::EndCRLF
            | Look::WordAscii
            | Look::WordUnicode
    )
}

/// How often one of the words is met, roughly.
fn weight(group: &[String]) -> u64 {
    group.iter().map(|word| rarity::weight(word)).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(source: &str) -> Vec<Vec<String>> {
        groups(&regex_syntax::Parser::new().parse(source).unwrap())
    }

    #[test]
    fn whole_words_are_told_from_parts_of_words() {
        assert_eq!(
            told(r"\b[Nn]o (?:other )?[a-z]+ than\b"),
            [["no"], ["than"]]
        );
        assert_eq!(told(r"\b(?:[Nn]one|[Nn]o one) x"), [["no", "none"]]);
        assert_eq!(told(r"[.!]\s+(?:Yours|Your\s+\w+)\b"), [["your", "yours"]]);
        assert_eq!(told(r"^(?:so )?(?:never|nil)\s*[.!]"), [["never", "nil"]]);
        assert_eq!(told(r"\bGit ?[Hh]ub\b"), [["git", "github"]]);
        assert!(told("no other").is_empty());
        assert!(told(r"\bwon.t\b").is_empty());
        assert!(told(r"\bso\w*").is_empty());
        assert!(told(r"\bso(?:me)*\b").is_empty());
        assert!(told(r"(?:is|\w+) ").is_empty());
    }

    proptest! {
        /// Whatever an expression of such parts matches holds a word of each group.
        #[test]
        fn what_matches_holds_a_word_of_each_group(
            parts in prop::collection::vec(0..16_usize, 1..6),
            text in "[ab_ .-]{0,12}",
        ) {
            const PARTS: [&str; 16] = [
                r"\b", "a", "b ", " a", "(?:a|b )", "(?:a )?", "[ab]", r"\s+", r"\w*", ".", "^", "$",
                "(?:ab|b[ab]|-a)", r"(?:b\b|a)+", "(?: |$)", "_b",
            ];
            let source: String = parts.into_iter().map(|part| PARTS[part]).collect();
            let groups = told(&source);
            for found in regex::Regex::new(&source).unwrap().find_iter(&text) {
                let whole = |start: usize, end: usize| {
                    !text[..start].ends_with(is_of_word) && !text[end..].starts_with(is_of_word)
                };
                for group in &groups {
                    let stands = |word: &String| {
                        let mut places = (found.start()..=found.end()).filter(|at| {
                            text[*at..found.end()].starts_with(word.as_str())
                        });
                        places.any(|at| whole(at, at + word.len()))
                    };
                    prop_assert!(group.iter().any(stands), "{} {:?} {:?}", source, group, &text);
                }
            }
        }
    }
}
