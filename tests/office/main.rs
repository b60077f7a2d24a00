//! Office files, made here part by part, held to what somebody who opens them would say is in them.
#![cfg(test)]
#![cfg(feature = "office")]

mod annotate;
mod bulk;
mod cli;
mod docx;
mod fix;
mod geometry;
mod hostile;
mod html;
mod odf;
mod pptx;
mod traps;
mod xlsx;

use std::io::{Cursor, Read, Write};

use copydesk::document::Document;
use zip::write::SimpleFileOptions;

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Packs parts into a package.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The relations of a part.
fn relations(of: &[(&str, &str, &str)]) -> String {
    let each = of.iter().map(|(id, kind, target)| {
        format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
    });
    format!(
        "<Relationships>{}</Relationships>",
        each.collect::<String>()
    )
}

/// Every block with its place in words.
fn said(document: &Document) -> Vec<(String, String)> {
    let block = |index: usize| {
        let place = document
            .place_of(index)
            .map(ToString::to_string)
            .unwrap_or_default();
        (
            place,
            document.words(document.blocks[index].text).to_owned(),
        )
    };
    (0..document.blocks.len()).map(block).collect()
}

/// The package `bytes` with one part changed.
fn repacked(bytes: &[u8], part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        let text = if name == part { change(text) } else { text };
        parts.push((name, text));
    }
    let parts: Vec<(&str, &str)> = parts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    package(&parts)
}

/// The package `bytes` with one part more.
fn with_part(bytes: Vec<u8>, name: &str, part: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new_append(Cursor::new(bytes)).unwrap();
    zip.start_file(name, SimpleFileOptions::default()).unwrap();
    zip.write_all(part).unwrap();
    zip.finish().unwrap().into_inner()
}
