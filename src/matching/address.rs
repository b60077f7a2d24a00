//! What stands in prose but is not copy: web addresses, e-mail addresses, paths.
//!
//! Asked only of the run of characters around a hit, so it may look closely. Only forms that no
//! reader takes for words are recognised: `Windows/Linux` and `and/or` are words.

/// How far a run is followed in each direction, in bytes; the longest addresses are shorter.
const REACH: usize = 2048;

const DOMAINS: &[&str] = &[
    "ai", "app", "be", "biz", "ca", "ch", "cloud", "cn", "co", "com", "de", "dev", "edu", "es",
    "eu", "fr", "gov", "in", "info", "int", "io", "it", "jp", "local", "me", "mil", "net", "nl",
    "org", "pl", "ru", "se", "sh", "so", "tech", "tv", "uk", "us", "xyz",
];

const EXTENSIONS: &[&str] = &[
    "adoc", "bat", "bin", "bmp", "c", "cc", "cfg", "conf", "cpp", "cs", "css", "csv", "doc",
    "docx", "eot", "exe", "gif", "go", "gz", "h", "hpp", "htm", "html", "ico", "ini", "ipynb",
    "java", "jpeg", "jpg", "js", "json", "jsx", "kt", "lock", "log", "md", "mdx", "mjs", "mov",
    "mp3", "mp4", "pdf", "php", "png", "ppt", "pptx", "ps1", "py", "rb", "rs", "rst", "scss", "sh",
    "sql", "svg", "swift", "tar", "toml", "ts", "tsx", "txt", "vue", "wasm", "webp", "xls", "xlsx",
    "xml", "yaml", "yml", "zip",
];

/// Whether a word at `start..end` of `text` is only a part of an address. A word that is the whole
/// of it was asked for as it stands.
pub(super) fn cuts_address(text: &str, start: usize, end: usize) -> bool {
    let run = run_around(text, start, end);
    if run == (start, end) {
        return false;
    }
    let whole = &text[run.0..run.1];
    // Without one of these there is no address, and this is nearly always so.
    if !whole
        .bytes()
        .any(|byte| matches!(byte, b'/' | b'.' | b'@' | b'\\'))
    {
        return false;
    }
    let core = whole.trim_start_matches(is_wrapping);
    let from = run.1 - core.len();
    let core = core.trim_end_matches(|letter| is_wrapping(letter) || is_trailing(letter));
    let core = core.strip_suffix("'s").unwrap_or(core);
    let core = core.strip_suffix("’s").unwrap_or(core);
    let sticks_out = from < start || from + core.len() > end;
    sticks_out && start >= from && is_address(core)
}

fn run_around(text: &str, start: usize, end: usize) -> (usize, usize) {
    let low = boundary(text, start.saturating_sub(REACH));
    let high = boundary(text, (end + REACH).min(text.len()));
    let from = text[low..start]
        .rfind(char::is_whitespace)
        .map_or(low, |at| {
            low + at + text[low + at..].chars().next().map_or(1, char::len_utf8)
        });
    let to = text[end..high]
        .find(char::is_whitespace)
        .map_or(high, |at| end + at);
    (from, to)
}

/// The last place at or before `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

const fn is_wrapping(letter: char) -> bool {
    matches!(
        letter,
        '(' | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '<'
            | '>'
            | '"'
            | '\''
            | '“'
            | '”'
            | '‘'
            | '’'
            | '«'
            | '»'
            | '*'
            | '_'
    )
}

const fn is_trailing(letter: char) -> bool {
    matches!(letter, '.' | ',' | ';' | ':' | '!' | '?' | '…' | '™' | '®')
}

/// Whether `run`, without the punctuation around it, is an address or a path.
fn is_address(run: &str) -> bool {
    let lower = run.to_ascii_lowercase();
    if lower.contains("://") || lower.starts_with("www.") || lower.starts_with("mailto:") {
        return true;
    }
    if let Some((user, host)) = lower.split_once('@')
        && !user.is_empty()
        && host.contains('.')
    {
        return true;
    }
    is_path(&lower) || is_host_or_file(&lower)
}

fn is_path(run: &str) -> bool {
    let letters_after = |prefix: &str| {
        run.strip_prefix(prefix).is_some_and(|rest| {
            rest.starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
        })
    };
    if ["/", "./", "../", "~/", "\\\\"]
        .into_iter()
        .any(letters_after)
    {
        return true;
    }
    let bytes = run.as_bytes();
    bytes.len() > 3
        && bytes[0].is_ascii_alphabetic()
        && bytes[1] == b':'
        && matches!(bytes[2], b'\\' | b'/')
}

fn is_host_or_file(run: &str) -> bool {
    let (first, rest) = run
        .split_once(['/', '?', '#'])
        .map_or((run, None), |(first, rest)| (first, Some(rest)));
    let host = first.split_once(':').map_or(first, |(host, _)| host);
    if last_label(host).is_some_and(|label| DOMAINS.contains(&label)) {
        return true;
    }
    let file = match rest {
        Some(_) => run.rsplit(['/', '\\']).next().unwrap_or(run),
        None => run.rsplit('\\').next().unwrap_or(run),
    };
    last_label(file).is_some_and(|label| EXTENSIONS.contains(&label))
}

/// What stands after the last dot of `a.b`, if everything else is what names are made of.
fn last_label(name: &str) -> Option<&str> {
    let (before, label) = name.rsplit_once('.')?;
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
    (before.starts_with(|letter: char| letter.is_alphanumeric() || letter == '_')
        && before.chars().all(plain))
    .then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cuts(text: &str, word: &str) -> bool {
        let start = text.find(word).unwrap();
        cuts_address(text, start, start + word.len())
    }

    #[test]
    fn words_in_addresses_do_not_count() {
        for text in [
            "see https://x.example/best-cloud now",
            "(www.best-cloud.org)",
            "best@x.com",
            "go to best-cloud.com/pricing.",
            "open docs/best-cloud.md",
            "in /usr/best/bin",
            r"C:\best\x",
            "~/best",
        ] {
            assert!(cuts(text, "best"), "{text}");
        }
    }

    #[test]
    fn words_beside_slashes_and_dots_do() {
        for text in [
            "the best.",
            "best/worst",
            "(best)",
            "our best…and",
            "best,good",
            "\"best\"",
            "e.g. best",
        ] {
            assert!(!cuts(text, "best"), "{text}");
        }
        assert!(!cuts("Visit Booking.com today", "Booking.com"));
        assert!(!cuts("(Booking.com's)", "Booking.com"));
        assert!(cuts("x.Booking.com", "Booking"));
    }
}
