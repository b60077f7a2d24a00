//! From bytes to text: encodings, byte order marks, and what is not text at all.
//!
//! Keeps the way back: findings speak of bytes on disk, whatever the encoding was, and a rewritten
//! file is written in the encoding that it had.

use std::sync::OnceLock;

use super::map::MOST;
use crate::position::{DiskSpan, SourceSpan};

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";
const UTF16_LE_MARK: &[u8] = b"\xFF\xFE";
const UTF16_BE_MARK: &[u8] = b"\xFE\xFF";

/// First bytes of kinds of files that need not hold a NUL byte early on.
const BINARY_STARTS: [&[u8]; 10] = [
    b"%PDF-",
    b"\x89PNG",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"GIF8",
    b"\xFF\xD8\xFF",
    b"\x1F\x8B",
    b"\xD0\xCF\x11\xE0",
    b"{\\rtf",
    b"7z\xBC\xAF\x27\x1C",
];

/// How many bytes of text lie between two checkpoints of a UTF-16 file.
const CHECKPOINT: usize = 256;

/// How the file was encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8; `bom` says whether it began with a byte order mark (three bytes).
    Utf8 {
        /// Whether the file began with a byte order mark.
        bom: bool,
    },
    /// UTF-16 little endian, with its byte order mark (two bytes).
    Utf16Le,
    /// UTF-16 big endian, with its byte order mark (two bytes).
    Utf16Be,
}

/// Why a file could not be read, in words for its owner.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// Not text.
    #[error("binary, not text")]
    Binary,
    /// More than can be read at once.
    #[error("larger than 1.3 GiB; split it")]
    Large,
    /// Neither UTF-8 nor marked UTF-16.
    #[error("not UTF-8 (first bad byte at {0}); save it as UTF-8")]
    NotUtf8(usize),
    /// UTF-16 with a broken pair or an odd last byte.
    #[error("damaged UTF-16 (at byte {0}); save it as UTF-8")]
    BadUtf16(usize),
    /// A document kind that is known but not read.
    #[error("{0}")]
    Kind(String),
    /// The system would not give it.
    #[error("{0}")]
    Io(String),
}

#[cfg(any(feature = "office", feature = "pdf"))]
impl Unread {
    /// A file that a password keeps.
    pub(super) fn encrypted() -> Self {
        Self::Kind("encrypted. Save it without a password, or exclude it".to_owned())
    }

    /// A file that is not as files of its kind are.
    pub(super) fn damaged(how: &str) -> Self {
        Self::Kind(format!("damaged: {how}"))
    }
}

/// A decoded file.
#[derive(Debug, Clone)]
pub struct Source {
    /// The text, without its byte order mark; line ends as on disk.
    pub text: String,
    /// How it was encoded.
    pub encoding: Encoding,
    /// For UTF-16: how many code units stand before every [`CHECKPOINT`]th byte of `text`.
    checkpoints: OnceLock<Vec<usize>>,
}

impl Source {
    /// Takes text that is already decoded.
    #[must_use]
    pub fn from_text(text: String) -> Self {
        Self::new(text, Encoding::Utf8 { bom: false })
    }

    /// Decodes the bytes of a file.
    pub fn decode(mut bytes: Vec<u8>) -> Result<Self, Unread> {
        // Of UTF-16, two bytes may become three.
        if bytes.len() / 2 * 3 >= MOST {
            return Err(Unread::Large);
        }
        if let Some(units) = bytes.strip_prefix(UTF16_LE_MARK) {
            let text = decode_utf16(units, u16::from_le_bytes)?;
            return Ok(Self::new(text, Encoding::Utf16Le));
        }
        if let Some(units) = bytes.strip_prefix(UTF16_BE_MARK) {
            let text = decode_utf16(units, u16::from_be_bytes)?;
            return Ok(Self::new(text, Encoding::Utf16Be));
        }
        if bytes.contains(&0) || BINARY_STARTS.iter().any(|start| bytes.starts_with(start)) {
            return Err(Unread::Binary);
        }
        let bom = bytes.starts_with(UTF8_MARK);
        if bom {
            bytes.drain(..UTF8_MARK.len());
        }
        let before = if bom { UTF8_MARK.len() } else { 0 };
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(text, Encoding::Utf8 { bom })),
            Err(error) => Err(Unread::NotUtf8(before + error.utf8_error().valid_up_to())),
        }
    }

    /// The bytes on disk of a span of the decoded text.
    #[must_use]
    pub fn on_disk(&self, span: SourceSpan) -> DiskSpan {
        DiskSpan::new(self.byte_on_disk(span.start), self.byte_on_disk(span.end))
    }

    /// The bytes of `text` as this file would hold them: its encoding, its byte order mark.
    #[must_use]
    pub fn encode(&self, text: &str) -> Vec<u8> {
        let units = |to_bytes: fn(u16) -> [u8; 2], mark: &[u8]| {
            let mut bytes = mark.to_vec();
            bytes.extend(text.encode_utf16().flat_map(to_bytes));
            bytes
        };
        match self.encoding {
            Encoding::Utf8 { bom: false } => text.as_bytes().to_vec(),
            Encoding::Utf8 { bom: true } => [UTF8_MARK, text.as_bytes()].concat(),
            Encoding::Utf16Le => units(u16::to_le_bytes, UTF16_LE_MARK),
            Encoding::Utf16Be => units(u16::to_be_bytes, UTF16_BE_MARK),
        }
    }

    fn new(text: String, encoding: Encoding) -> Self {
        Self {
            text,
            encoding,
            checkpoints: OnceLock::new(),
        }
    }

    fn byte_on_disk(&self, at: usize) -> usize {
        match self.encoding {
            Encoding::Utf8 { bom: false } => at,
            Encoding::Utf8 { bom: true } => UTF8_MARK.len() + at,
            Encoding::Utf16Le | Encoding::Utf16Be => {
                UTF16_LE_MARK.len() + 2 * self.units_before(at)
            }
        }
    }

    fn units_before(&self, at: usize) -> usize {
        let checkpoints = self.checkpoints.get_or_init(|| checkpoints(&self.text));
        let at = at.min(self.text.len());
        let step = at / CHECKPOINT;
        let units = checkpoints.get(step).copied().unwrap_or(0);
        let from = (step * CHECKPOINT..=at)
            .find(|&from| self.text.is_char_boundary(from))
            .unwrap_or(at);
        let between = self.text.get(from..at).unwrap_or("");
        units + between.chars().map(char::len_utf16).sum::<usize>()
    }
}

/// For every [`CHECKPOINT`]th byte of `text`: the code units of the characters that begin before it.
fn checkpoints(text: &str) -> Vec<usize> {
    let mut found = Vec::with_capacity(text.len() / CHECKPOINT + 1);
    let mut units = 0;
    for (at, letter) in text.char_indices() {
        while found.len() * CHECKPOINT <= at {
            found.push(units);
        }
        units += letter.len_utf16();
    }
    found.push(units);
    found
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Unread> {
    let mark = UTF16_LE_MARK.len();
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return Err(Unread::BadUtf16(mark + bytes.len() - 1));
    }
    let units = pairs.map(|pair| unit([pair[0], pair[1]]));
    let mut text = String::with_capacity(bytes.len());
    let mut at = mark;
    for letter in char::decode_utf16(units) {
        match letter {
            Ok('\0') => return Err(Unread::Binary),
            Ok(letter) => {
                at += 2 * letter.len_utf16();
                text.push(letter);
            }
            Err(_) => return Err(Unread::BadUtf16(at)),
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, encoding: Encoding) -> Source {
        let bytes = Source::new(text.to_owned(), encoding).encode(text);
        Source::decode(bytes).unwrap()
    }

    #[test]
    fn every_span_is_exact_in_every_encoding() {
        let text = "héllo 🚀 wörld\r\n".repeat(80);
        for encoding in [
            Encoding::Utf8 { bom: false },
            Encoding::Utf8 { bom: true },
            Encoding::Utf16Le,
            Encoding::Utf16Be,
        ] {
            let source = utf16(&text, encoding);
            assert_eq!(source.encoding, encoding);
            assert_eq!(source.text, text);
            let disk = source.encode(&text);
            let bare = source.encode("").len();
            for (at, letter) in text.char_indices() {
                let span = SourceSpan::new(at, at + letter.len_utf8());
                let mut expected = source.encode(&letter.to_string());
                expected.drain(..bare);
                assert_eq!(
                    disk[source.on_disk(span).range()],
                    expected,
                    "byte {at} in {encoding:?}"
                );
            }
            let all = source.on_disk(SourceSpan::new(0, text.len()));
            assert_eq!((all.start, all.end), (bare, disk.len()));
        }
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        let cases: [(&[u8], Unread); 7] = [
            (b"ab\xFFc", Unread::NotUtf8(2)),
            (b"\xEF\xBB\xBFab\xFFc", Unread::NotUtf8(5)),
            (b"a\0b", Unread::Binary),
            (b"%PDF-1.7", Unread::Binary),
            (b"\xFF\xFEa\0b", Unread::BadUtf16(4)),
            (b"\xFF\xFEa\0\x00\xD8b\0", Unread::BadUtf16(4)),
            (b"\xFF\xFE\0\0a\0\0\0", Unread::Binary),
        ];
        for (bytes, expected) in cases {
            assert_eq!(Source::decode(bytes.to_vec()).unwrap_err(), expected);
        }
        assert_eq!(Source::decode(Vec::new()).unwrap().text, "");
    }
}
