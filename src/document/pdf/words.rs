//! Text strings of a PDF: titles, notes, labels, in one of the three encodings that they may have.

use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};

/// What bytes 0x80 to 0xa0 stand for in `PDFDocEncoding`; the rest is Latin-1, but for a few accents
/// that stand alone.
const HIGH: [char; 33] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™',
    'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
];

/// The words of an entry of a dictionary, if it has any.
pub(super) fn entry(dict: &Dict<'_>, key: &str) -> Option<String> {
    let words = decode(dict.get::<PdfString<'_>>(key)?.as_bytes());
    (!words.trim().is_empty()).then_some(words)
}

/// The words of a text string.
pub(super) fn decode(bytes: &[u8]) -> String {
    if let Some(units) = bytes.strip_prefix(b"\xfe\xff") {
        return utf16(units, u16::from_be_bytes);
    }
    if let Some(units) = bytes.strip_prefix(b"\xff\xfe") {
        return utf16(units, u16::from_le_bytes);
    }
    if let Some(text) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return String::from_utf8_lossy(text).into_owned();
    }
    bytes.iter().map(|&byte| letter(byte)).collect()
}

fn letter(byte: u8) -> char {
    match byte {
        0x80..=0xa0 => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _odd) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|&pair| unit(pair));
    let letters =
        char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER));
    // A language may be named between two escapes (ISO 32000-1, 7.9.2.2).
    let mut is_language = false;
    letters
        .filter(|&letter| {
            is_language ^= letter == '\u{1b}';
            !is_language && letter != '\u{1b}'
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_encodings_say_the_same() {
        assert_eq!(decode(b"Acme\x92 \xe9 \xa0"), "Acme™ é €");
        assert_eq!(decode(b"\xfe\xff\0A\0\xe9"), "Aé");
        assert_eq!(decode(b"\xff\xfeA\0\xe9\0"), "Aé");
        assert_eq!(decode(b"\xef\xbb\xbfA\xc3\xa9"), "Aé");
        assert_eq!(decode(b"\xfe\xff\0\x1b\0e\0n\0\x1b\0A\xd8"), "A");
    }
}
