//! Comments that copydesk wrote: how they are known again, among those of reviewers and from run to run.
//!
//! Their last line names the rule and the finding. Whoever their author is said to be, that line is
//! written by nobody else.

/// How many hex digits of a fingerprint a comment carries.
const KEY: usize = 12;
/// How the last line begins.
const RULE: &str = "Rule: ";

/// What tells the comment on the finding of this fingerprint from every other: `#1a2b3c4d5e6f`.
#[must_use]
pub fn key(fingerprint: &str) -> Option<String> {
    Some(format!("#{}", fingerprint.get(..KEY)?))
}

/// The last line of a comment.
#[must_use]
pub fn last_line(rule: &str, key: &str) -> String {
    format!("{RULE}{rule} {key}")
}

/// Whether a comment that ends with `words` is one of copydesk's.
#[must_use]
pub fn is_own(words: &str) -> bool {
    let last = words.trim_end().lines().next_back().unwrap_or_default();
    let Some((rule, key)) = last
        .strip_prefix(RULE)
        .and_then(|said| said.split_once(" #"))
    else {
        return false;
    };
    rule.contains('/') && key.len() == KEY && key.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_own_last_line_is_known_again_and_no_other() {
        let key = key("1a2b3c4d5e6f7a8b").unwrap();
        assert!(is_own(&format!("No.\n{}\n", last_line("house/best", &key))));
        for said in [
            "",
            "Rule: house/best",
            "Rule: be kind #1a2b3c4d5e6f",
            "see Rule: a/b #1a2b3c4d5e6f",
        ] {
            assert!(!is_own(said), "{said}");
        }
    }
}
