//! The package of an office file: a zip of parts, opened with suspicion.
//!
//! Nothing is ever extracted to disk, only parts that hold text are inflated, and every limit is
//! named in the message of the error that it causes. An OLE container under the name of an office
//! file is an encrypted or an old file, never an empty one.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::io::{Cursor, Read};
use std::rc::Rc;
use std::time::{Duration, Instant};

use percent_encoding::percent_decode_str;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::OfficeFormat;
use super::inflate::Inflater;
use crate::document::options::Limits;
use crate::document::source::Unread;

/// The first bytes of an OLE container.
pub(in crate::document) const OLE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// The first bytes of an entry, and so of a package.
const LOCAL_MAGIC: [u8; 4] = *b"PK\x03\x04";
/// Bytes of an entry before its name.
const LOCAL_HEADER: u64 = 30;
/// By how many bytes honest programs let entries overlap.
const OVERLAP: u64 = 2;
/// The ratio counts from here on: small parts of one repeated letter are harmless.
const RATIO_GRACE: u64 = 1 << 20;

/// An open package.
#[derive(Debug)]
pub struct Package {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    inflater: Inflater,
    /// Part names in lower case, with `/` and without a leading one, to entries.
    names: HashMap<String, usize>,
    /// XML that stands in place of what the package holds, by part names as in `names`.
    over: HashMap<String, String>,
    limits: Limits,
    /// Bytes inflated so far, of this package and of those around and inside it.
    inflated: Rc<Cell<u64>>,
    opened: Instant,
}

/// One part, inflated and decoded.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its name as the package writes it.
    pub name: String,
    /// Its XML.
    pub xml: String,
}

impl Package {
    /// Opens the bytes of a file.
    pub fn open(bytes: Vec<u8>, limits: &Limits) -> Result<Self, Unread> {
        Self::new(bytes, limits, Rc::default(), Instant::now())
    }

    /// Opens the bytes of a package that is a part of this one; both spend from the same limits.
    pub fn inner(&self, bytes: Vec<u8>) -> Result<Self, Unread> {
        Self::new(bytes, &self.limits, Rc::clone(&self.inflated), self.opened)
    }

    fn new(
        bytes: Vec<u8>,
        limits: &Limits,
        inflated: Rc<Cell<u64>>,
        opened: Instant,
    ) -> Result<Self, Unread> {
        if bytes.starts_with(&OLE) {
            return Err(ole(&bytes));
        }
        if bytes.is_empty() {
            return Err(Unread::damaged("it is empty"));
        }
        let declared = declared_entries(&bytes);
        let begins_here = bytes.starts_with(&LOCAL_MAGIC);
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| unread(&error))?;
        // A package that was cut off may hold another, which is whole: a workbook behind a chart.
        if begins_here && archive.offset() > 0 {
            return Err(Unread::damaged("its end is missing"));
        }
        if archive.len() as u64 > limits.entries {
            let reason = format!(
                "{} entries, more than the limit of {} (entries)",
                archive.len(),
                limits.entries
            );
            return Err(Unread::Kind(format!("the package has {reason}")));
        }
        // Of two entries of one name a program may show either.
        if declared.is_some_and(|declared| declared > archive.len()) {
            return Err(Unread::damaged("two of its parts have the same name"));
        }
        let mut names = HashMap::with_capacity(archive.len());
        let mut places = Vec::with_capacity(archive.len());
        for index in 0..archive.len() {
            let file = archive
                .by_index_raw(index)
                .map_err(|error| unread(&error))?;
            let Ok(name) = file.name() else { continue };
            let start = file.header_start();
            let end = start + LOCAL_HEADER + name.len() as u64;
            places.push((start, end.saturating_add(file.compressed_size())));
            if file.encrypted() && !file.is_dir() {
                return Err(Unread::encrypted());
            }
            if names.insert(key(&name), index).is_some() && !file.is_dir() {
                return Err(Unread::damaged(&format!("two parts are called {name}")));
            }
        }
        places.sort_unstable();
        let overlap = |pair: &[(u64, u64)]| pair[0].1 > pair[1].0 + OVERLAP;
        if places.windows(2).any(overlap) {
            return Err(Unread::damaged("its parts overlap"));
        }
        Ok(Self {
            archive,
            inflater: Inflater::new(),
            names,
            over: HashMap::new(),
            limits: limits.clone(),
            inflated,
            opened,
        })
    }

    /// Whether there is a part of this name; capitals, backslashes and a leading `/` do not matter.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(&key(name))
    }

    /// What it is by the parts that it has, for one whose own name does not say.
    #[must_use]
    pub fn format(&self) -> Option<OfficeFormat> {
        [
            ("ppt/presentation.xml", OfficeFormat::Presentation),
            ("word/document.xml", OfficeFormat::Text),
            ("xl/workbook.xml", OfficeFormat::Workbook),
            ("content.xml", OfficeFormat::OpenDocument),
        ]
        .into_iter()
        .find_map(|(part, format)| self.has(part).then_some(format))
    }

    /// The names of all parts, in the order of the package.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        (0..self.archive.len())
            .filter_map(|index| {
                self.archive
                    .name_for_index(index)?
                    .ok()
                    .map(std::borrow::Cow::into_owned)
            })
            .collect()
    }

    /// From now on parts of these names read as this XML.
    pub fn lay_over(&mut self, parts: BTreeMap<String, String>) {
        let parts = parts.into_iter();
        self.over = parts.map(|(name, xml)| (key(&name), xml)).collect();
    }

    /// Whether somebody has signed it.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        let mut names = self.names.keys();
        names.any(|name| {
            name.starts_with("_xmlsignatures/") || name == "meta-inf/documentsignatures.xml"
        })
    }

    /// Reads a part of XML; none if there is no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<Part>, Unread> {
        if let Some(xml) = self.over.get(&key(name)) {
            return Ok(Some(Part {
                name: clean(name),
                xml: xml.clone(),
            }));
        }
        let Some(bytes) = self.bytes(name)? else {
            return Ok(None);
        };
        let xml = decode(bytes).ok_or_else(|| Unread::damaged(&format!("{name} is not text")))?;
        Ok(Some(Part {
            name: clean(name),
            xml,
        }))
    }

    /// Reads the bytes of a part; none if there is no such part.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unread> {
        let Some(&index) = self.names.get(&key(name)) else {
            return Ok(None);
        };
        if self.opened.elapsed() > Duration::from_secs(self.limits.seconds) {
            return Err(Unread::Kind(format!(
                "it takes longer than the limit of {} seconds (seconds)",
                self.limits.seconds
            )));
        }
        let mut file = self
            .archive
            .by_index_raw(index)
            .map_err(|error| unread(&error))?;
        let by_ratio = file
            .compressed_size()
            .max(1)
            .saturating_mul(self.limits.ratio)
            .max(RATIO_GRACE);
        let left = self.limits.total.saturating_sub(self.inflated.get());
        let allowed = self.limits.part.min(by_ratio).min(left);
        let mut packed = Vec::with_capacity(
            usize::try_from(file.compressed_size().min(RATIO_GRACE)).unwrap_or(0),
        );
        // Whatever is packed in more bytes than that is too large unpacked.
        file.by_ref()
            .take(allowed.saturating_add(RATIO_GRACE))
            .read_to_end(&mut packed)
            .map_err(|error| Unread::damaged(&format!("{name}: {error}")))?;
        let bytes = match file.compression() {
            CompressionMethod::Stored => Some(packed),
            CompressionMethod::Deflated => {
                let [expected, most] = [file.size().min(allowed), allowed]
                    .map(|size| usize::try_from(size).unwrap_or(usize::MAX));
                self.inflater.inflated(&packed, expected, most)
            }
            _ => return Err(Unread::damaged(&format!("{name} {PACKED_OTHERWISE}"))),
        };
        let bytes = bytes.ok_or_else(|| Unread::damaged(&format!("{name} cannot be unpacked")))?;
        let read = bytes.len() as u64;
        self.inflated.set(self.inflated.get() + read);
        if read <= allowed {
            return if crc32fast::hash(&bytes) == file.crc32() {
                Ok(Some(bytes))
            } else {
                Err(Unread::damaged(&format!("{name} is not what was packed")))
            };
        }
        let limit = if allowed == self.limits.part {
            format!("{} MiB (part)", self.limits.part >> 20)
        } else if allowed == left {
            format!("{} MiB in all (total)", self.limits.total >> 20)
        } else {
            format!("{} times its packed size (ratio)", self.limits.ratio)
        };
        Err(Unread::Kind(format!(
            "{name} is larger than the limit of {limit}"
        )))
    }
}

/// What is said of a part that no office program packs like this.
const PACKED_OTHERWISE: &str = "is packed in a way that office files are not";

/// A part's name from the package's root, with `/`.
fn clean(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/")
}

/// A part's name in the one form in which names are compared: `%20` and a space are the same, and so
/// are capitals and small letters.
pub(super) fn key(name: &str) -> String {
    let name = name.replace('\\', "/").to_lowercase();
    let name = name.trim_start_matches('/');
    match percent_decode_str(name).decode_utf8() {
        Ok(decoded) if name.contains('%') => decoded.to_lowercase(),
        _ => name.to_owned(),
    }
}

/// How many entries the end of the package says that it has; none if that is not to be found, or
/// more than its 16 bits can say.
fn declared_entries(bytes: &[u8]) -> Option<usize> {
    const END: &[u8] = b"PK\x05\x06";
    let at = bytes.windows(END.len()).rposition(|window| window == END)?;
    let count = bytes.get(at + 10..at + 12)?;
    let count = u16::from_le_bytes([count[0], count[1]]);
    (count != u16::MAX).then_some(count.into())
}

/// XML says its encoding; office files use UTF-8 or UTF-16.
pub(super) fn decode(bytes: Vec<u8>) -> Option<String> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes
            .chunks_exact(2)
            .map(|pair| unit([pair[0], pair[1]]))
            .collect();
        String::from_utf16(&units).ok()
    };
    match bytes.as_slice() {
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [b'<', 0, ..] => wide(&bytes, u16::from_le_bytes),
        [0, b'<', ..] => wide(&bytes, u16::from_be_bytes),
        _ => String::from_utf8(bytes).ok(),
    }
}

fn ole(bytes: &[u8]) -> Unread {
    if is_encrypted(bytes) {
        return Unread::encrypted();
    }
    let why = "a legacy binary office file under a new name; save it in the new format";
    Unread::Kind(why.to_owned())
}

/// Whether an OLE container holds a package that a password keeps.
pub(in crate::document) fn is_encrypted(container: &[u8]) -> bool {
    let stream: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    container
        .windows(stream.len())
        .any(|window| window == stream)
}

fn unread(error: &ZipError) -> Unread {
    Unread::damaged(match error {
        ZipError::UnsupportedArchive(_) => {
            return Unread::damaged(&format!("it {PACKED_OTHERWISE}"));
        }
        ZipError::Io(_) => "it ends too early",
        _ => "the list of its parts is missing or broken",
    })
}
