//! Paths and addresses as URIs (RFC 3986).

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stands in a path as it is: what the RFC calls unreserved, and the separator.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// What may not stand in an address, whatever it means there.
const ADDRESS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// `path`, separated by `/`, as the path of a URI.
#[must_use]
pub fn path(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// `written` as an address that can be opened; none if it is none. Lists may say “see the wiki”.
#[must_use]
pub fn web(written: &str) -> Option<String> {
    let written = written.trim();
    let (scheme, rest) = written.split_once("://")?;
    let known = ["http", "https"];
    let opens = known.iter().any(|known| scheme.eq_ignore_ascii_case(known));
    (opens && !rest.is_empty()).then(|| utf8_percent_encode(written, ADDRESS).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_uri_cannot_hold_is_encoded() {
        assert_eq!(path("a b/é#1%.md"), "a%20b/%C3%A9%231%25.md");
        let address = "https://e.example/a b?x=[1]&y=%20";
        let encoded = "https://e.example/a%20b?x=%5B1%5D&y=%20";
        assert_eq!(web(address).as_deref(), Some(encoded));
        assert_eq!(web("see the wiki"), None);
        assert_eq!(web("javascript://e.example"), None);
    }
}
