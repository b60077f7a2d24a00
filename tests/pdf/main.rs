//! PDF files, written here object by object, held to what somebody who opens them would say is in them.
#![cfg(test)]
#![cfg(feature = "pdf")]

mod cli;
mod hostile;
#[path = "../support/document.rs"]
mod support;
mod text;
mod unseen;

use std::fmt::Write;

use copydesk::document::Document;
use copydesk::document::options::OfficeOptions;
use copydesk::document::pdf::read;
use support::said;

/// A PDF in the making: objects in the order of their numbers, the first of which is the catalog, the
/// second the tree of pages, the third a font and the fourth what the file says of itself.
struct Made {
    objects: Vec<String>,
    pages: Vec<usize>,
    catalog: String,
}

impl Made {
    /// A PDF with these pages, each the operators that draw it.
    fn new(pages: &[&str]) -> Self {
        let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /BaseEncoding /WinAnsiEncoding /Differences [1 /fi] >> >>";
        let mut made = Self {
            objects: vec![String::new(), String::new(), font.to_owned()],
            pages: Vec::new(),
            catalog: String::new(),
        };
        made.add("<< /Title (The plan) >>");
        for page in pages {
            made.page(page, "");
        }
        made
    }

    /// Adds an object; its number.
    fn add(&mut self, object: impl Into<String>) -> usize {
        self.objects.push(object.into());
        self.objects.len()
    }

    /// Adds a stream; its number.
    fn stream(&mut self, entries: &str, data: &str) -> usize {
        self.add(format!(
            "<< /Length {} {entries} >>\nstream\n{data}\nendstream",
            data.len()
        ))
    }

    /// Adds a page that is drawn like this; `entries` are more of its dictionary.
    fn page(&mut self, drawn: &str, entries: &str) {
        let contents = self.stream("", drawn);
        let resources = if entries.contains("/Resources") {
            ""
        } else {
            "/Resources << /Font << /F1 3 0 R >> >>"
        };
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {contents} 0 R {resources} {entries} >>"
        );
        let page = self.add(page);
        self.pages.push(page);
    }

    /// Adds entries to the catalog.
    fn with(mut self, entries: &str) -> Self {
        self.catalog.push_str(entries);
        self
    }

    /// The bytes of the file; `trailer` are more entries of its trailer.
    fn bytes(&self, trailer: &str) -> Vec<u8> {
        let kids = self.pages.iter().fold(String::new(), |mut kids, page| {
            write!(kids, "{page} 0 R ").unwrap();
            kids
        });
        let mut objects = self.objects.clone();
        objects[0] = format!("<< /Type /Catalog /Pages 2 0 R {} >>", self.catalog);
        objects[1] = format!(
            "<< /Type /Pages /Kids [{kids}] /Count {} >>",
            self.pages.len()
        );
        let mut file = String::from("%PDF-1.4\n");
        let mut places = Vec::new();
        for (at, object) in objects.iter().enumerate() {
            places.push(file.len());
            writeln!(file, "{} 0 obj\n{object}\nendobj", at + 1).unwrap();
        }
        let table = file.len();
        write!(file, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).unwrap();
        for place in &places {
            writeln!(file, "{place:010} 00000 n ").unwrap();
        }
        write!(
            file,
            "trailer\n<< /Size {} /Root 1 0 R /Info 4 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n",
            places.len() + 1
        )
        .unwrap();
        file.into_bytes()
    }

    /// The document that is read of it.
    fn read(&self) -> Document {
        read(self.bytes(""), &OfficeOptions::default()).unwrap()
    }
}

/// Draws lines of words, the first at this height.
fn lines(from: i32, lines: &[&str]) -> String {
    let drawn = lines.iter().map(|line| format!("({line}) Tj 0 -14 Td "));
    format!("BT /F1 12 Tf 72 {from} Td {}ET ", drawn.collect::<String>())
}

/// What was not seen, with its place.
fn notices(document: &Document) -> Vec<String> {
    let notices = document.notices.iter();
    notices
        .map(|notice| format!("{}: {}", notice.place, notice.what))
        .collect()
}

/// Why a file is not read.
fn reason(bytes: Vec<u8>) -> String {
    read(bytes, &OfficeOptions::default())
        .unwrap_err()
        .to_string()
}
