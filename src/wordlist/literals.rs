//! What a `/…/` phrase needs: literals of which one stands in every match of it.
//!
//! Told when a list is read, so that for built-in lists it is told when the tool is built.

use regex_syntax::hir::literal::{ExtractKind, Extractor, Seq};
use regex_syntax::hir::{Class, Hir, HirKind};

use super::rarity;

/// More literals than this tell nothing.
const MANY: usize = 64;
/// A class of more characters than this tells nothing.
const WIDE: usize = 8;
/// What is met oftener than this tells nothing.
const EVERYWHERE: u64 = 4_000;
/// So many groups of literals are kept.
const GROUPS: usize = 4;

/// Groups of literals, the rarest first: of each group one stands in every match of the expression
/// `source`, in any case and without white space; none if they cannot be told.
#[must_use]
pub fn needed(source: &str) -> Vec<Vec<String>> {
    let Ok(hir) = regex_syntax::Parser::new().parse(source) else {
        return Vec::new();
    };
    let ends = [ExtractKind::Prefix, ExtractKind::Suffix].into_iter();
    let mut groups: Vec<Vec<String>> = ends
        .filter_map(|kind| {
            let mut extractor = Extractor::new();
            extractor.kind(kind).limit_total(MANY);
            pieces(&extractor.extract(&hir))
        })
        .chain(inner(&hir))
        .collect();
    for group in &mut groups {
        group.sort();
        group.dedup();
    }
    groups.retain(|group| weight(group) <= EVERYWHERE);
    groups.sort_by_cached_key(|group| (weight(group), group.clone()));
    groups.dedup();
    groups.truncate(GROUPS);
    groups
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

    #[test]
    fn literals_are_told_where_there_are_some() {
        assert_eq!(needed(r"powered\s+by"), [["powered"], ["by"]]);
        assert_eq!(needed("(Best|worst) in")[0], ["best", "worst"]);
        assert_eq!(needed(r"\w+ guarantee"), [["guarantee"]]);
        assert_eq!(needed(r"\b\w+ best (in|of)? \w+"), [["best"]]);
        assert_eq!(
            needed(r"\d+ (days|(week|month)s?) \d"),
            [["days", "month", "week"]]
        );
        assert_eq!(
            needed(r"(our|the) (members|clients) [a-z]+")[0],
            ["clients", "members"]
        );
        assert!(needed(r"\d+ (days|\w)? \d").is_empty());
        assert!(needed(r"\d+").is_empty());
        assert!(needed("[a-z]o?").is_empty());
    }

    #[test]
    fn the_rarest_are_told_first_and_the_others_with_them() {
        assert_eq!(
            needed(r"\b(have|has|with)\s+no\s+equal\s*([.,;!]|$)")[0],
            ["equal"]
        );
        assert_eq!(
            needed(r"^(returned|gained|up)\s+\d+\s?(%|percent|per\s+cent)\s+(in|last)\b"),
            [
                ["%", "cent", "percent"].as_slice(),
                &["gained", "returned", "up"],
                &["in", "last"]
            ]
        );
        assert_eq!(needed("[✓☑]"), [["☑", "✓"]]);
    }
}
