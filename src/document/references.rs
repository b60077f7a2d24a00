//! Character references (`&amp;`, `&#8217;`), one at a time, so that each maps as a whole.

use std::borrow::Cow;

/// The longest name of a reference is 33 bytes with its ampersand and semicolon.
const LONGEST: usize = 40;

/// A decoded reference.
pub(super) struct Reference {
    /// What it stands for.
    pub(super) text: String,
    /// How many bytes it is written in.
    pub(super) length: usize,
}

/// The reference that `source` begins with, if it begins with one.
pub(super) fn at_start(source: &str) -> Option<Reference> {
    let name = source.strip_prefix('&')?;
    let length = name
        .bytes()
        .take(LONGEST)
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
        .count();
    if length == 0 {
        return None;
    }
    let mut written = &source[..=length];
    if name[length..].starts_with(';') {
        written = &source[..length + 2];
    }
    let Cow::Owned(text) = htmlize::unescape(written) else {
        return None;
    };
    if written.ends_with(';') && !text.ends_with(';') || text == ";" {
        let length = written.len();
        return Some(Reference { text, length });
    }
    // Some old names need no semicolon, and then letters may follow that are no part of the name.
    let rest = common_suffix(written, &text);
    let length = written.len() - rest;
    let kept = text.len() - rest;
    Some(Reference {
        text: text[..kept].to_owned(),
        length,
    })
}

fn common_suffix(left: &str, right: &str) -> usize {
    let pairs = left.bytes().rev().zip(right.bytes().rev());
    pairs
        .take_while(|(left, right)| left == right && left.is_ascii())
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_one_reference_and_no_more() {
        let cases = [
            ("&amp;x", Some(("&", 5))),
            ("&#8217;s", Some(("’", 7))),
            ("&#x2019;", Some(("’", 8))),
            ("&nbsp;", Some(("\u{a0}", 6))),
            ("&copyright", Some(("©", 5))),
            ("&notit;", Some(("¬", 4))),
            ("&semi;", Some((";", 6))),
            ("&#59;", Some((";", 5))),
            ("&NotEqualTilde;", Some(("≂̸", 15))),
            ("&unknown;", None),
            ("& b", None),
            ("R&D", None),
        ];
        for (source, expected) in cases {
            let found = at_start(source);
            let found = found
                .as_ref()
                .map(|found| (found.text.as_str(), found.length));
            assert_eq!(found, expected, "{source}");
        }
    }
}
