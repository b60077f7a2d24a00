//! Office files from before 2007: `.ppt`, `.doc` and `.xls`.
//!
//! A library reads them, without saying where in the file words stand; so the source of the document
//! is the text itself, as with PDF, and nothing is written into such a file.

mod walk;

use std::io::Cursor;

use office_oxide::doc::{DocDocument, DocError};
use office_oxide::format::DocumentFormat;
use office_oxide::options::ParseOptions;
use office_oxide::ppt::{PptDocument, PptError};
use office_oxide::xls::XlsError;
use office_oxide::{Document as Read, OfficeError};

use super::office::package;
use super::options::{Limits, OfficeOptions};
use super::source::Unread;
use super::{Document, isolated};

/// The kinds of file that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LegacyFormat {
    /// `PowerPoint` 97 to 2003.
    Presentation,
    /// Word 97 to 2003.
    Text,
    /// Excel 97 to 2003.
    Workbook,
}

/// The endings of the names of files that are read.
pub(super) const READ: [(&str, LegacyFormat); 7] = [
    ("ppt", LegacyFormat::Presentation),
    ("pps", LegacyFormat::Presentation),
    ("pot", LegacyFormat::Presentation),
    ("doc", LegacyFormat::Text),
    ("dot", LegacyFormat::Text),
    ("xls", LegacyFormat::Workbook),
    ("xlt", LegacyFormat::Workbook),
];

/// Reads the bytes of a file.
pub fn read(
    format: LegacyFormat,
    bytes: Vec<u8>,
    options: &OfficeOptions,
) -> Result<Document, Unread> {
    if !bytes.starts_with(&package::OLE) {
        return Err(other_kind(&bytes));
    }
    if package::is_encrypted(&bytes) {
        return Err(Unread::encrypted());
    }
    let comments = options.comments;
    let limits = options.limits.clone();
    isolated::run(
        &options.limits,
        "the reader of legacy files",
        move |clock| {
            let read =
                Read::from_reader_with(Cursor::new(bytes), format.as_read(), &allowed(&limits));
            let read = read.map_err(unread)?;
            clock.check();
            if read.format() != format.as_read() {
                let held = read.format().extension();
                let why =
                    format!("not what its name says: it is another kind of file. Name it .{held}");
                return Err(Unread::Kind(why));
            }
            if !is_complete(&read) {
                return Err(Unread::damaged("a part of its text is missing"));
            }
            Ok(walk::document(&read, comments))
        },
    )
}

impl LegacyFormat {
    const fn as_read(self) -> DocumentFormat {
        match self {
            Self::Presentation => DocumentFormat::Ppt,
            Self::Text => DocumentFormat::Doc,
            Self::Workbook => DocumentFormat::Xls,
        }
    }
}

/// Why a file that is no such container is not read.
fn other_kind(bytes: &[u8]) -> Unread {
    let why = match bytes {
        [] => return Unread::damaged("it is empty"),
        [b'P', b'K', 3, 4, ..] => "a file of the new format. Name it .pptx, .docx or .xlsx",
        [b'{', b'\\', b'r', b't', b'f', ..] => "RTF, which is not read yet; save it as HTML",
        [b'<', ..] | [0xef, 0xbb, 0xbf, b'<', ..] => "HTML or XML. Name HTML .html",
        _ => return Unread::damaged("it does not begin as an office file"),
    };
    Unread::Kind(format!("not what its name says: it is {why}"))
}

/// What the library may spend.
fn allowed(limits: &Limits) -> ParseOptions {
    let mut allowed = ParseOptions::default();
    allowed.include_hidden_text = true;
    let total = usize::try_from(limits.total).unwrap_or(usize::MAX);
    allowed.limits.text_chars = total;
    allowed.limits.memory_bytes = limits.total;
    allowed.limits.part_bytes = limits.part;
    allowed.limits.package_bytes = limits.total;
    allowed
}

fn unread(error: OfficeError) -> Unread {
    match error {
        OfficeError::Doc(DocError::Encrypted)
        | OfficeError::Ppt(PptError::Encrypted)
        | OfficeError::Xls(XlsError::Encrypted | XlsError::EncryptionNotSupported(_)) => {
            Unread::encrypted()
        }
        OfficeError::Doc(DocError::UnsupportedVersion(version))
        | OfficeError::Xls(XlsError::UnsupportedVersion(version)) => Unread::Kind(format!(
            "of a version that is not read ({version}); save it in the new format"
        )),
        OfficeError::Panic(_) => Unread::damaged("the reader of legacy files gave up on it"),
        error => Unread::damaged(&error.to_string()),
    }
}

/// Whether all text that the file says it has was read.
fn is_complete(read: &Read) -> bool {
    read.as_ppt().is_none_or(PptDocument::text_complete)
        && read.as_doc().is_none_or(DocDocument::text_complete)
        && read.as_xls().is_none_or(|book| !book.truncated())
}
