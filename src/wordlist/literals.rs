//! What a `/…/` phrase needs: literals of which one stands in every match of it.
//!
//! Told when a list is read, so that for built-in lists it is told when the tool is built.

use regex_syntax::hir::literal::{ExtractKind, Extractor, Seq};
use regex_syntax::hir::{Hir, HirKind};

/// More literals than this tell nothing.
const MANY: usize = 64;
/// Shorter literals, in bytes, stand everywhere.
const SHORT: usize = 3;

/// Literals of which one stands in every match of the expression `source`, in any case and without
/// white space; none if they cannot be told.
#[must_use]
pub fn needed(source: &str) -> Vec<String> {
    let Ok(hir) = regex_syntax::Parser::new().parse(source) else {
        return Vec::new();
    };
    let ends = [ExtractKind::Prefix, ExtractKind::Suffix];
    let ends = ends.into_iter().filter_map(|kind| {
        let mut extractor = Extractor::new();
        extractor.kind(kind).limit_total(MANY);
        pieces(&extractor.extract(&hir))
    });
    // The longer the rarer: of what begins, ends and lies within a match, the least everyday.
    ends.chain(inner(&hir))
        .max_by_key(|pieces| shortest(pieces))
        .unwrap_or_default()
}

/// Literals of which one stands in every match of `hir`, though it neither begins nor ends one.
fn inner(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => Some(vec![piece(&literal.0)?]),
        HirKind::Concat(parts) => parts
            .iter()
            .filter_map(inner)
            .max_by_key(|pieces| shortest(pieces)),
        HirKind::Alternation(options) => {
            let all = options.iter().map(inner).collect::<Option<Vec<_>>>()?;
            Some(all.concat()).filter(|all| all.len() <= MANY)
        }
        HirKind::Capture(capture) => inner(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => inner(&repetition.sub),
        _ => None,
    }
}

fn shortest(literals: &[String]) -> Option<usize> {
    literals.iter().map(String::len).min()
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

/// The longest piece without white space of one literal, if it is long enough to tell anything.
fn piece(literal: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(literal).ok()?;
    let piece = text.split_whitespace().max_by_key(|piece| piece.len())?;
    (piece.len() >= SHORT).then(|| piece.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_told_where_there_are_some() {
        assert_eq!(needed(r"powered\s+by"), ["powered"]);
        assert_eq!(needed("(Best|worst) in"), ["Best", "worst"]);
        assert_eq!(needed(r"\w+ guarantee"), ["guarantee"]);
        assert_eq!(needed(r"\b\w+ best (in|of)? \w+"), ["best"]);
        assert_eq!(
            needed(r"\d+ (days|(week|month)s?) \d"),
            ["days", "week", "month"]
        );
        assert_eq!(
            needed(r"(our|the) (members|clients) [a-z]+"),
            ["members", "clients"]
        );
        assert!(needed(r"\d+ (days|\w)? \d").is_empty());
        assert!(needed(r"\d+").is_empty());
        assert!(needed("[ab]c").is_empty());
    }
}
