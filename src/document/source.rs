//! From bytes to text: encodings, byte order marks, and what is not text at all.
//!
//! Keeps the way back: findings speak of bytes on disk, whatever the encoding was.

use crate::position::{DiskSpan, SourceSpan};

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

/// A decoded file.
#[derive(Debug, Clone)]
pub struct Source {
    /// The text, without its byte order mark; line ends as on disk.
    pub text: String,
    /// How it was encoded.
    pub encoding: Encoding,
}

impl Source {
    /// Takes text that is already decoded.
    #[must_use]
    pub fn from_text(text: String) -> Self {
        Self {
            text,
            encoding: Encoding::Utf8 { bom: false },
        }
    }

    /// Decodes the bytes of a file.
    pub fn decode(bytes: Vec<u8>) -> Result<Self, Unread> {
        // Replaced by the reader of encodings; UTF-8 without a mark is all that this knows.
        String::from_utf8(bytes)
            .map(Self::from_text)
            .map_err(|error| Unread::NotUtf8(error.utf8_error().valid_up_to()))
    }

    /// The bytes on disk of a span of the decoded text.
    #[must_use]
    pub fn on_disk(&self, span: SourceSpan) -> DiskSpan {
        DiskSpan::new(span.start, span.end)
    }
}
