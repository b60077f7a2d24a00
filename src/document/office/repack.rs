//! A package with some of its parts written anew: every other part keeps its bytes, packed as they
//! are, in its place.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::package::{decode, key};

/// Why a package was not written.
#[derive(Debug, thiserror::Error)]
pub enum RepackError {
    /// The package, or what is written of it.
    #[error("{0}")]
    Zip(#[from] zip::result::ZipError),
    /// A part could not be read or written.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// A part says that it is in an encoding that is not written.
    #[error("{0} is in an encoding that copydesk does not write")]
    Encoding(String),
}

/// The bytes of the package `original` with the XML of `parts` in its parts of these names. A name
/// that the package does not have is added at its end.
pub fn repacked(original: &[u8], parts: &BTreeMap<String, String>) -> Result<Vec<u8>, RepackError> {
    let mut archive = ZipArchive::new(Cursor::new(original))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(original.len())));
    writer.set_raw_comment(archive.comment().to_vec().into_boxed_slice())?;
    let mut left: BTreeMap<String, (&str, &str)> = parts
        .iter()
        .map(|(name, xml)| (key(name), (name.as_str(), xml.as_str())))
        .collect();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index)?;
        let name = file.name()?.into_owned();
        let Some((_, xml)) = left.remove(&key(&name)) else {
            drop(file);
            writer.raw_copy_file(archive.by_index_raw(index)?)?;
            continue;
        };
        let options = file.options();
        let mut old = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut old)?;
        drop(file);
        let bytes = encoded(xml, old).ok_or_else(|| RepackError::Encoding(name.clone()))?;
        writer.start_file(name, options)?;
        writer.write_all(&bytes)?;
    }
    for (name, xml) in left.into_values() {
        let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
        writer.start_file(name, options)?;
        writer.write_all(xml.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}

/// `xml` in the encoding of the part that was `old`; none if that is neither UTF-8 nor UTF-16.
fn encoded(xml: &str, old: Vec<u8>) -> Option<Vec<u8>> {
    let wide = |mark: &[u8], unit: fn(u16) -> [u8; 2]| {
        let units = xml.encode_utf16().flat_map(unit);
        mark.iter().copied().chain(units).collect()
    };
    match old.as_slice() {
        [0xef, 0xbb, 0xbf, ..] => Some([b"\xef\xbb\xbf", xml.as_bytes()].concat()),
        [0xff, 0xfe, ..] => Some(wide(&[0xff, 0xfe], u16::to_le_bytes)),
        [0xfe, 0xff, ..] => Some(wide(&[0xfe, 0xff], u16::to_be_bytes)),
        [b'<', 0, ..] => Some(wide(&[], u16::to_le_bytes)),
        [0, b'<', ..] => Some(wide(&[], u16::to_be_bytes)),
        _ => {
            let old = decode(old)?;
            let head = old.split("?>").next().unwrap_or_default();
            let is_other = head.starts_with("<?xml")
                && head.contains("encoding")
                && !head.to_ascii_lowercase().contains("utf-8");
            (!is_other).then(|| xml.as_bytes().to_vec())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn other_parts_keep_their_bytes_and_a_part_its_encoding() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let stored =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file("mimetype", stored).unwrap();
        zip.write_all(b"application/x").unwrap();
        zip.start_file("a/wide.xml", SimpleFileOptions::default())
            .unwrap();
        let wide: Vec<u8> = "\u{feff}<a>old</a>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        zip.write_all(&wide).unwrap();
        zip.start_file("last.bin", stored).unwrap();
        zip.write_all(&[0, 1, 2]).unwrap();
        let old = zip.finish().unwrap().into_inner();
        let parts = [("A/wide.xml", "<a>new</a>"), ("b.xml", "<b/>")];
        let parts = parts.map(|(name, xml)| (name.to_owned(), xml.to_owned()));
        let new = repacked(&old, &parts.into()).unwrap();
        let mut archive = ZipArchive::new(Cursor::new(new)).unwrap();
        let names: Vec<String> = (0..archive.len())
            .map(|at| archive.by_index(at).unwrap().name().unwrap().into_owned())
            .collect();
        assert_eq!(names, ["mimetype", "a/wide.xml", "last.bin", "b.xml"]);
        let mut bytes = Vec::new();
        archive
            .by_index(1)
            .unwrap()
            .read_to_end(&mut bytes)
            .unwrap();
        assert_eq!(decode(bytes.clone()).unwrap(), "<a>new</a>");
        assert_eq!(bytes[..2], [0xff, 0xfe]);
        assert_eq!(
            archive.by_index(0).unwrap().compression(),
            zip::CompressionMethod::Stored
        );
        assert_eq!(
            encoded("x", b"<?xml encoding='latin-1'?><a/>".to_vec()),
            None
        );
    }
}
