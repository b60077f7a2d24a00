//! Reading a comment that addresses copydesk, and finding the rules that it names.

use std::collections::HashMap;

use crate::judge::verdicts::Fault;
use crate::wordlist::ruleset::{RuleId, Ruleset};

/// What a comment asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Ignore,
    Start,
    End,
}

/// A comment, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Directive<'a> {
    pub(super) verb: Verb,
    /// Rules as written: full ids, or ids without their list.
    pub(super) rules: Vec<&'a str>,
    /// Empty if none is given.
    pub(super) reason: &'a str,
}

/// Takes the words of a comment apart.
pub(super) fn parse(words: &str) -> Result<Directive<'_>, Fault> {
    let words = words.trim();
    let end = words
        .find(|letter: char| letter.is_whitespace() || letter == ':')
        .unwrap_or(words.len());
    let verb = match &words[..end] {
        "copydesk-ignore" => Verb::Ignore,
        "copydesk-ignore-start" => Verb::Start,
        "copydesk-ignore-end" => Verb::End,
        _ => return Err(Fault::NotUnderstood),
    };
    let rest = &words[end..];
    let (named, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let rules: Vec<&str> = named
        .split(|letter: char| letter == ',' || letter.is_whitespace())
        .filter(|rule| !rule.is_empty())
        .collect();
    if rules.is_empty() && verb != Verb::End {
        return Err(Fault::NoRule);
    }
    Ok(Directive {
        verb,
        rules,
        reason: reason.trim(),
    })
}

/// Rules by their ids, with and without the list.
pub(super) struct Ids<'a> {
    full: HashMap<&'a str, RuleId>,
    short: HashMap<&'a str, Vec<RuleId>>,
    rules: &'a Ruleset,
}

impl<'a> Ids<'a> {
    pub(super) fn new(rules: &'a Ruleset) -> Self {
        let mut full = HashMap::new();
        let mut short: HashMap<&str, Vec<RuleId>> = HashMap::new();
        for (id, rule) in (0..).map(RuleId).zip(&rules.rules) {
            full.insert(rule.id.as_str(), id);
            if let Some((_, own)) = rule.id.rsplit_once('/') {
                short.entry(own).or_default().push(id);
            }
        }
        Self { full, short, rules }
    }

    /// The rule that `written` names.
    pub(super) fn find(&self, written: &str) -> Result<RuleId, Fault> {
        if let Some(found) = self.full.get(written) {
            return Ok(*found);
        }
        match self.short.get(written).map(Vec::as_slice) {
            Some([found]) => Ok(*found),
            Some(several) => {
                let ids = several.iter().map(|&rule| self.rules.rule(rule).id.clone());
                Err(Fault::AmbiguousRule(written.to_owned(), ids.collect()))
            }
            None => Err(Fault::UnknownRule(
                written.to_owned(),
                self.nearest(written),
            )),
        }
    }

    fn nearest(&self, written: &str) -> Option<String> {
        let short = !written.contains('/');
        let known = self.rules.rules.iter().map(|rule| rule.id.as_str());
        let (score, found) = known
            .map(|id| {
                let own = if short {
                    id.rsplit_once('/').map_or(id, |(_, own)| own)
                } else {
                    id
                };
                (strsim::jaro_winkler(written, own), id)
            })
            .max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(one.1)))?;
        (score >= 0.85).then(|| found.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_taken_apart() {
        let parsed = parse("copydesk-ignore a/b, c: a quote: theirs ").unwrap();
        assert_eq!(parsed.rules, ["a/b", "c"]);
        assert_eq!(parsed.reason, "a quote: theirs");
        assert_eq!(parse("copydesk-ignore: why"), Err(Fault::NoRule));
        assert_eq!(parse("copydesk-ignorance a: b"), Err(Fault::NotUnderstood));
        assert_eq!(parse("copydesk-ignore-end").unwrap().verb, Verb::End);
        assert_eq!(parse("copydesk-ignore a").unwrap().reason, "");
    }
}
