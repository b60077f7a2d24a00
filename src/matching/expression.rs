//! Phrases that are regular expressions.
//!
//! They run on a block's folded text, and only on blocks in which a literal stands that the
//! expression needs, where such a literal can be told. Most runs meet few of them, so each is compiled
//! when it is first run.

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::literal::{ExtractKind, Extractor, Seq};
use regex_syntax::hir::{Hir, HirKind};

use super::fold::{Case, fold};

/// More literals than this tell nothing.
const MANY: usize = 64;
/// Shorter literals stand everywhere.
const SHORT: usize = 3;

/// A regular expression.
#[derive(Debug)]
pub(super) struct Expression {
    source: String,
    /// What is looked for, once it was; none if it cannot be compiled.
    regex: OnceLock<Option<Regex>>,
    /// Whether capitals count.
    pub(super) exact: bool,
    /// One of these stands in the folded text of every match; empty if none can be told.
    pub(super) needs: Vec<String>,
}

impl Expression {
    /// The expression `source`, which the parser of phrases has seen to be one.
    pub(super) fn new(source: &str, exact: bool) -> Self {
        Self {
            source: source.to_owned(),
            regex: OnceLock::new(),
            exact,
            needs: needed_literals(source).unwrap_or_default(),
        }
    }

    /// Every match in `text`, in order; empty ones do not count. Bytes of `text`.
    pub(super) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
        let regex = self.regex.get_or_init(|| {
            RegexBuilder::new(&self.source)
                .case_insensitive(!self.exact)
                .build()
                .ok()
        });
        regex
            .iter()
            .flat_map(|regex| regex.find_iter(text))
            .map(|found| (found.start(), found.end()))
            .filter(|(start, end)| start < end)
    }
}

fn needed_literals(source: &str) -> Option<Vec<String>> {
    let hir = regex_syntax::Parser::new().parse(source).ok()?;
    [ExtractKind::Prefix, ExtractKind::Suffix]
        .into_iter()
        .filter_map(|kind| {
            let mut extractor = Extractor::new();
            extractor.kind(kind).limit_total(MANY);
            pieces(&extractor.extract(&hir))
        })
        .max_by_key(|pieces| shortest(pieces))
        .or_else(|| inner(&hir))
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
    let folded = fold(std::str::from_utf8(literal).ok()?, Case::Lower);
    let piece = folded.split_whitespace().max_by_key(|piece| piece.len())?;
    (piece.len() >= SHORT).then(|| piece.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_told_where_there_are_some() {
        let needs = |source| Expression::new(source, false).needs;
        assert_eq!(needs(r"powered\s+by"), ["powered"]);
        assert_eq!(needs("(Best|worst) in"), ["best", "worst"]);
        assert_eq!(needs(r"\w+ guarantee"), ["guarantee"]);
        assert_eq!(needs(r"\b\w+ best (in|of)? \w+"), ["best"]);
        assert_eq!(
            needs(r"\d+ (days|(week|month)s?) \d"),
            ["days", "week", "month"]
        );
        assert!(needs(r"\d+ (days|\w)? \d").is_empty());
        assert!(needs(r"\d+").is_empty());
        assert!(needs("[ab]c").is_empty());
    }
}
