//! Whatever a file, a list or a path holds is text on the page, never markup.

use std::fmt;

use crate::document::OPAQUE;
use crate::report::visible::push_visible;

/// A text as HTML shows it, as text or as the value of an attribute in double quotes. Characters that
/// could turn a line round are written out, as on a terminal; line ends and tabs stay white space.
#[derive(Debug)]
pub(super) struct Escaped<'t>(&'t str);

/// Shows `text` as it is.
pub(super) fn escape(text: &str) -> Escaped<'_> {
    Escaped(text)
}

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = String::with_capacity(self.0.len());
        for letter in self.0.chars() {
            match letter {
                '&' => shown.push_str("&amp;"),
                '<' => shown.push_str("&lt;"),
                '>' => shown.push_str("&gt;"),
                '"' => shown.push_str("&quot;"),
                '\'' => shown.push_str("&#39;"),
                '\n' | '\t' => shown.push(letter),
                // A picture or a piece of code between the words.
                OPAQUE => shown.push('▫'),
                letter => push_visible(&mut shown, letter),
            }
        }
        f.write_str(&shown)
    }
}

/// An address that may be a link: pages are opened, nothing is run.
pub(super) fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text_and_nothing_turns_a_line_round() {
        let hostile = "<script>alert(1)</script> \" ' & ]]> <!-- \u{202e}gnp.exe\u{0}\r";
        let shown = escape(hostile).to_string();
        assert_eq!(
            shown,
            "&lt;script&gt;alert(1)&lt;/script&gt; &quot; &#39; &amp; ]]&gt; &lt;!-- \\u{202e}gnp.exe\\u{0}\\r"
        );
    }

    #[test]
    fn only_addresses_of_the_web_become_links() {
        assert!(is_web("https://example.com/memo"));
        for url in [
            "javascript:alert(1)",
            "data:text/html,x",
            " https://x",
            "//x",
            "file:///x",
        ] {
            assert!(!is_web(url), "{url}");
        }
    }
}
