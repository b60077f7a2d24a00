//! What a `/…/` phrase needs: literals of which one stands in every match of it.
//!
//! Told when a list is read, so that for built-in lists it is told when the tool is built.

use regex_syntax::hir::literal::{ExtractKind, Extractor, Seq};
use regex_syntax::hir::{Class, Hir, HirKind};

use super::phrase::Group;
use super::rarity;

mod whole_words;

/// More literals than this tell nothing.
const MANY: usize = 64;
/// A class of more characters than this tells nothing.
const WIDE: usize = 8;
/// What is met oftener than this tells nothing.
const EVERYWHERE: u64 = 4_000;
/// The same for whole words.
const EVERYWHERE_AS_WORDS: u64 = 8_000;
/// What is met oftener than this, that of words within others counted, does not tell enough beside
/// another group to be looked for.
const TELLING: u64 = 20_000;
/// So many groups of literals are kept.
const GROUPS: usize = 5;

/// Groups of literals, first the one that is met least: of each group one stands in every match of the
/// expression `source`, in any case and without white space; none if they cannot be told.
#[must_use]
pub fn needed(source: &str) -> Vec<Group> {
    let Ok(hir) = regex_syntax::Parser::new().parse(source) else {
        return Vec::new();
    };
    let ends = [ExtractKind::Prefix, ExtractKind::Suffix].into_iter();
    let literals = ends
        .filter_map(|kind| {
            let mut extractor = Extractor::new();
            extractor.kind(kind).limit_total(MANY);
            pieces(&extractor.extract(&hir))
        })
        .chain(inner(&hir));
    let anywhere = literals.map(|literals| Group {
        are_words: false,
        literals,
    });
    let words = whole_words::groups(&hir).into_iter();
    let words = words.map(|literals| Group {
        are_words: true,
        literals,
    });
    let mut groups: Vec<Group> = words.chain(anywhere).collect();
    for group in &mut groups {
        group.literals.sort();
        group.literals.dedup();
    }
    groups.retain(|group| {
        let most = if group.are_words {
            EVERYWHERE_AS_WORDS
        } else {
            EVERYWHERE
        };
        weight(&group.literals) <= most
    });
    groups.sort_by_cached_key(|group| (met(group), !group.are_words, group.literals.clone()));
    // Where one of some words stands, what is in each of them stands anyway.
    let words: Vec<Vec<String>> = groups
        .iter()
        .filter(|group| group.are_words)
        .map(|group| group.literals.clone())
        .collect();
    groups.retain(|group| {
        let is_in = |word: &String| group.literals.iter().any(|literal| word.contains(literal));
        group.are_words || !words.iter().any(|words| words.iter().all(is_in))
    });
    groups.dedup();
    // Others are only asked about where the first is met.
    let mut first = true;
    groups.retain(|group| std::mem::take(&mut first) || met(group) <= TELLING);
    groups.truncate(GROUPS);
    groups
}

/// How often one of a group is met, roughly: what need be no word is met within others too, the oftener
/// the shorter it is.
fn met(group: &Group) -> u64 {
    let within = |literal: &String| match literal.chars().count() {
        _ if group.are_words => 1,
        0..=2 => 30,
        3 => 10,
        4 => 3,
        _ => 1,
    };
    let literals = group.literals.iter();
    literals
        .map(|literal| rarity::weight(literal) * within(literal))
        .sum()
}

/// The groups of which one literal stands in every match of `hir`, though it may neither begin nor
/// end one.
fn inner(hir: &Hir) -> Vec<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => piece(&literal.0)
            .map(|piece| vec![piece])
            .into_iter()
            .collect(),
        HirKind::Class(Class::Unicode(class)) => {
            let letters = class.iter().flat_map(|range| range.start()..=range.end());
            let letters: Vec<char> = letters.take(WIDE + 1).collect();
            let told = (1..=WIDE).contains(&letters.len())
                && !letters.iter().any(|letter| letter.is_whitespace());
            let group = || letters.iter().map(|letter| letter.to_lowercase().collect());
            told.then(|| group().collect()).into_iter().collect()
        }
        HirKind::Concat(parts) => parts.iter().flat_map(inner).collect(),
        HirKind::Alternation(options) => {
            let rarest = |option| inner(option).into_iter().min_by_key(|group| weight(group));
            let all: Option<Vec<_>> = options.iter().map(rarest).collect();
            let all = all.map(|all| all.concat());
            all.filter(|all| all.len() <= MANY).into_iter().collect()
        }
        HirKind::Capture(capture) => inner(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => inner(&repetition.sub),
        _ => Vec::new(),
    }
}

/// How often one of the literals is met, roughly.
fn weight(group: &[String]) -> u64 {
    group.iter().map(|literal| rarity::weight(literal)).sum()
}

/// The longest piece without white space of each literal: white space of the text is not that of
/// the expression.
fn pieces(literals: &Seq) -> Option<Vec<String>> {
    let mut found = Vec::new();
    for literal in literals.literals()? {
        found.push(piece(literal.as_bytes())?);
    }
    (!found.is_empty()).then_some(found)
}

/// The longest piece without white space of one literal.
fn piece(literal: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(literal).ok()?;
    let piece = text.split_whitespace().max_by_key(|piece| piece.len())?;
    Some(piece.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The literals of each group.
    fn told(source: &str) -> Vec<Vec<String>> {
        let groups = needed(source).into_iter();
        groups.map(|group| group.literals).collect()
    }

    #[test]
    fn literals_are_told_where_there_are_some() {
        // What stands within every other word is not asked about.
        assert_eq!(told(r"powered\s+by"), [["powered"]]);
        assert_eq!(told("(Best|worst) in")[0], ["best", "worst"]);
        assert_eq!(told(r"\w+ guarantee"), [["guarantee"]]);
        assert_eq!(told(r"\b\w+ best (in|of)? \w+"), [["best"]]);
        assert_eq!(
            told(r"\d+ (days|(week|month)s?) \d"),
            [["days", "month", "months", "week", "weeks"]]
        );
        assert_eq!(
            told(r"(our|the) (members|clients) [a-z]+")[0],
            ["clients", "members"]
        );
        assert!(told(r"\d+ (days|\w)? \d").is_empty());
        assert!(told(r"\d+").is_empty());
        assert!(told("[a-z]o?").is_empty());
    }

    #[test]
    fn the_rarest_are_told_first_and_the_others_with_them() {
        assert_eq!(
            told(r"\b(have|has|with)\s+no\s+equal\s*([.,;!]|$)")[0],
            ["equal"]
        );
        assert_eq!(
            told(r"^(returned|gained|up)\s+\d+\s?(%|percent|per\s+cent)\s+(in|last)\b"),
            [
                ["%", "cent", "percent"].as_slice(),
                &["gained", "returned", "up"],
                &["in", "last"]
            ]
        );
        assert_eq!(told("[✓☑]"), [["☑", "✓"]]);
    }
}
