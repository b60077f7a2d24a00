//! Headers that say *don't*: over a column, over a section, before a colon.

use crate::judge::context::Context;
use crate::judge::mentioned::vocabulary::NOUNS;
use crate::judge::words::words;
use crate::position::TextSpan;

/// How many bytes a header may have.
const LONGEST: usize = 80;
/// Signs that say *don't* without words.
const SIGNS: [char; 6] = ['❌', '✗', '✘', '🚫', '⛔', '👎'];

/// Words that make a header of their own.
#[rustfmt::skip]
const HEADERS: &[&str] = &[
    "don't", "dont", "do not", "don'ts", "avoid", "avoided", "never", "not", "no", "instead of", "rather than", "wrong",
    "bad", "incorrect", "forbidden", "banned", "prohibited", "disallowed", "unapproved", "not approved", "not allowed",
    "not ok", "not permitted", "deprecated", "retired", "discouraged", "not recommended", "off limits", "replace",
    "say not", "not this",
];

/// What may follow such words without changing what they say.
#[rustfmt::skip]
const TAILS: &[&str] = &[
    "say", "saying", "write", "writing", "use", "using", "do", "call", "it", "this", "these", "that", "words", "word",
    "terms", "term", "phrases", "phrase", "wording", "language", "claims", "copy", "usage", "example", "examples",
    "expressions", "formulations", "phrasing", "the", "following", "or", "and", "publish", "in", "any", "such", "names",
    "like",
];

/// Whether a header says that what stands under it is not to be said.
pub(super) fn forbids(cx: &Context<'_>, header: TextSpan) -> bool {
    let mut known = cx.forbidding.borrow_mut();
    let forbids = known.entry(header);
    *forbids.or_insert_with(|| says_dont(cx, header))
}

fn says_dont(cx: &Context<'_>, header: TextSpan) -> bool {
    if header.len() > LONGEST {
        return false;
    }
    if cx.text()[header.range()].contains(SIGNS) {
        return true;
    }
    let all = words(cx.text(), header);
    let all: Vec<&str> = all.iter().map(|word| word.text.as_str()).collect();
    says_not(&all)
}

/// The part of a block before its first colon, or the sign at its start, if it says *don't*.
pub(super) fn label(cx: &Context<'_>, block: TextSpan) -> Option<TextSpan> {
    let text = &cx.text()[block.range()];
    let first = text.chars().next()?;
    if SIGNS.contains(&first) {
        return Some(TextSpan::new(block.start, block.start + first.len_utf8()));
    }
    let colon = text.bytes().take(LONGEST).position(|byte| byte == b':')?;
    let label = TextSpan::new(block.start, block.start + colon);
    let all = words(cx.text(), label);
    let all: Vec<&str> = all.iter().map(|word| word.text.as_str()).collect();
    // *No: …* answers a question.
    (says_not(&all) && !matches!(all.as_slice(), ["no"])).then_some(label)
}

fn says_not(all: &[&str]) -> bool {
    let leads = HEADERS.iter().any(|header| {
        let tail = after(header, all);
        tail.is_some_and(|tail| tail.iter().all(|word| TAILS.contains(word)))
    });
    leads || is_list_of_wording(all)
}

/// What follows the words of `header` if `all` begins with them.
fn after<'a, 'w>(header: &str, all: &'a [&'w str]) -> Option<&'a [&'w str]> {
    let mut words = header.split(' ');
    words.try_fold(all, |all, word| {
        let (first, rest) = all.split_first()?;
        (*first == word).then_some(rest)
    })
}

/// *What not to say*, *words we avoid*, *terms to avoid*.
fn is_list_of_wording(all: &[&str]) -> bool {
    let Some((first, rest)) = all.split_first() else {
        return false;
    };
    let from = rest
        .iter()
        .position(|word| matches!(*word, "not" | "avoid" | "never" | "don't"));
    (NOUNS.contains(first) || *first == "what")
        && from.is_some_and(|from| {
            let mut tail = rest[from + 1..].iter();
            from <= 2 && tail.all(|word| TAILS.contains(word) || matches!(*word, "to" | "be"))
        })
}

#[cfg(test)]
mod tests {
    use super::says_not;

    #[test]
    fn headers_that_say_no() {
        for header in [
            "don't",
            "do not say",
            "avoid",
            "words to avoid",
            "what not to say",
            "not approved",
            "terms we never use",
            "avoid these phrases",
            "instead of",
            "never say this",
        ] {
            let words: Vec<&str> = header.split(' ').collect();
            assert!(says_not(&words), "{header}");
        }
        for header in [
            "do",
            "say",
            "never run out of capacity",
            "no limits",
            "why acme",
            "avoid downtime",
            "not just fast",
            "what you get",
            "claims we make",
            "no code",
        ] {
            let words: Vec<&str> = header.split(' ').collect();
            assert!(!says_not(&words), "{header}");
        }
    }
}
