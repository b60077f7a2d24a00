//! What is told of expressions.

use super::*;
use crate::wordlist::phrase::Edge;

/// The literals of each group, first of that which the expression is found by.
fn told(source: &str) -> Vec<Vec<String>> {
    let needed = needed(source);
    let groups = needed.found_by.into_iter().chain(needed.also);
    let texts = |group: Group| group.literals.into_iter().map(|literal| literal.text);
    groups.map(|group| texts(group).collect()).collect()
}

/// What it is found by.
fn first(source: &str) -> Group {
    needed(source).found_by.unwrap()
}

#[test]
fn literals_are_told_where_there_are_some() {
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
    assert_eq!(told("[✓☑]"), [["☑", "✓"]]);
}

#[test]
fn the_rarest_are_told_first_and_the_others_with_them() {
    assert_eq!(
        told(r"\b(have|has|with)\s+no\s+equal\s*([.,;!]|$)"),
        [["equal"].as_slice(), &["no"], &["has", "have", "with"]]
    );
    let returns = r"^(returned|gained|up)\s+\d+\s?(%|percent|per\s+cent)\s+(in|last)\b";
    assert_eq!(
        told(returns),
        [
            ["%", "cent", "percent"].as_slice(),
            &["gained", "returned", "up"],
            &["in", "last"]
        ]
    );
    let digit = Signs::of_text("7");
    assert!(
        needed(returns)
            .signs
            .iter()
            .any(|signs| signs.may_meet(digit))
    );
}

/// An expression, and the literals that it is found by, with what stands before and after each.
type Row = (&'static str, &'static [(&'static str, Edge, Edge)]);

#[test]
fn whole_words_are_told_from_parts_of_words() {
    const APART: Edge = Edge::Apart;
    const JOINED: Edge = Edge::Joined;
    const UNKNOWN: Edge = Edge::Unknown;
    let edges = |source: &str| {
        let literals = first(source).literals.into_iter();
        let told = literals.map(
            |Literal {
                 text,
                 before,
                 after,
             }| (text, before, after),
        );
        told.collect::<Vec<_>>()
    };
    let rows: &[Row] = &[
        (
            r"\b(?:[Nn]one|[Nn]o chance) x",
            &[("chance", APART, APART), ("none", APART, APART)],
        ),
        (
            r"[.!]\s+(?:Yours|Your\s+\w+)\b",
            &[("your", APART, APART), ("yours", APART, APART)],
        ),
        (
            r"\bGit ?[Hh]ub\b",
            &[("github", APART, APART), ("hub", APART, APART)],
        ),
        (
            r"\b(?:Git|Slack)[A-Z][a-z]+",
            &[("git", APART, JOINED), ("slack", APART, JOINED)],
        ),
        (r"[A-Z]\w*Hub\b", &[("hub", JOINED, APART)]),
        ("none other", &[("none", UNKNOWN, APART)]),
        (r"\bnone\w*", &[("none", APART, UNKNOWN)]),
        (r"\bnone(?:some)*\b", &[("none", APART, UNKNOWN)]),
        (
            r"\bno(?:\.\s?|-|)ne[^a-z_0-9]",
            &[("no", APART, APART), ("none", APART, UNKNOWN)],
        ),
    ];
    for (source, expected) in rows {
        let expected: Vec<_> = expected
            .iter()
            .map(|(text, before, after)| ((*text).to_owned(), *before, *after))
            .collect();
        assert_eq!(edges(source), expected, "{source}");
    }
}

#[test]
fn what_stands_beside_a_word_is_told() {
    let words = |source: &str| (first(source).before.words, first(source).after.words);
    let rows: &[(&str, &[&str], &[&str])] = &[
        (
            r"\b(?:[Aa]|[Tt]he) (?:own )?Slack (?:of|for) \w+",
            &["a", "own", "the"],
            &["for", "of"],
        ),
        (
            r"\bSlack\s+(?:very |so )*(?:me\b|it(?:[.,]|$))",
            &[],
            &["it", "me", "so", "very"],
        ),
        (r"\bthe Apple Watch\b", &["the"], &["watch"]),
        (r"\bSlack (?:\w+|it) is", &[], &[]),
        (r"(?:is|are) Slack\b", &[], &[]),
        (r"\bSlack (?:of|for)", &[], &[]),
        (r"^Slack (?:\W|$)it\b", &[], &[]),
    ];
    for (source, before, after) in rows {
        assert_eq!(words(source), (owned(before), owned(after)), "{source}");
    }
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn it_is_told_how_many_words_the_text_has_beside_a_word() {
    let most = |source: &str| (first(source).before.most, first(source).after.most);
    assert_eq!(most(r"^\W*(?:none|never one)\W*$"), (Some(0), Some(1)));
    assert_eq!(most(r"^(?:[a-z]+ ){0,3}none, or so"), (Some(3), None));
    assert_eq!(most(r"^[A-Z]\w+ none of (?:it|us all)$"), (None, Some(3)));
    assert_eq!(most(r"(?:^|\W)none(?:[.!]|$)"), (None, None));
    assert_eq!(most(r"^none[^.]{0,9}$"), (Some(0), Some(9)));
}
