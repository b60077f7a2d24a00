//! Files that are written to do harm and look like others: what is read of them stays small, and nothing in
//! them stops the reading of the rest.

use copydesk::document::Document;
use copydesk::document::office::{OfficeFormat, OfficeOptions, read};

use super::pptx::{deck, run, shape, slide};
use super::{docx, package, said};

fn open(format: OfficeFormat, bytes: Vec<u8>) -> Document {
    read(format, bytes, &OfficeOptions::default()).unwrap()
}

#[test]
fn a_name_of_megabytes_is_not_carried_by_every_word() {
    let words = (0..2_000).fold(String::new(), |words, at| {
        words + &format!("<a:p>{}</a:p>", run(&format!("word {at}")))
    });
    let name = "N".repeat(1 << 20);
    let group = |inside: String| {
        format!(
            "<p:grpSp><p:nvGrpSpPr><p:cNvPr id=\"3\" name=\"{name}\"/></p:nvGrpSpPr>{inside}</p:grpSp>"
        )
    };
    let page = slide(&(0..8).fold(shape(&name, "title", &words), |inside, _| group(inside)));
    let mut bytes = std::io::Cursor::new(Vec::new());
    // Stored as it is, or its ratio would give it away.
    let mut zip = zip::ZipWriter::new(&mut bytes);
    let mut packed = zip::ZipArchive::new(std::io::Cursor::new(deck(&[&page], &[]))).unwrap();
    for at in 0..packed.len() {
        let mut part = packed.by_index(at).unwrap();
        let stored = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        zip.start_file(part.name().unwrap(), stored).unwrap();
        std::io::copy(&mut part, &mut zip).unwrap();
    }
    zip.finish().unwrap();
    let document = open(OfficeFormat::Presentation, bytes.into_inner());
    let places = said(&document);
    assert_eq!(places.len(), 2_000);
    assert!(places.iter().all(|(place, _)| place.len() < 10_000));
}

#[test]
fn counts_of_cells_and_columns_stay_numbers() {
    let most = u64::MAX;
    let row = format!(
        "<table:table-row table:number-rows-repeated=\"{most}\"><table:table-cell table:number-columns-repeated=\"{most}\"><text:p>far</text:p></table:table-cell><table:table-cell><text:p>off</text:p></table:table-cell></table:table-row>"
    );
    for body in [
        format!(
            "<office:spreadsheet><table:table table:name=\"S\">{row}{row}</table:table></office:spreadsheet>"
        ),
        format!("<office:text><table:table>{row}{row}</table:table></office:text>"),
    ] {
        let xml = format!(
            "<office:document-content><office:body>{body}</office:body></office:document-content>"
        );
        let document = open(
            OfficeFormat::OpenDocument,
            package(&[("content.xml", &xml)]),
        );
        let words = said(&document);
        assert_eq!(words.iter().filter(|(_, words)| words == "far").count(), 2);
    }
    let cell = format!(
        "<w:tc><w:tcPr><w:gridSpan w:val=\"{most}\"/></w:tcPr><w:p><w:r><w:t>wide</w:t></w:r></w:p></w:tc>"
    );
    let table = format!("<w:tbl><w:tr>{cell}{cell}{cell}</w:tr></w:tbl>");
    let document = open(OfficeFormat::Text, docx::document(&table, &[]));
    assert_eq!(document.blocks.len(), 3);
}

#[test]
fn a_drawing_may_describe_many_pictures() {
    let pictures = (0..30_000).fold(String::new(), |pictures, at| {
        let picture = format!("<pic:cNvPr descr=\"picture {at}\"/>");
        pictures + &picture + &picture
    });
    let body = format!("<w:p><w:r><w:drawing>{pictures}</w:drawing></w:r></w:p>");
    let document = open(OfficeFormat::Text, docx::document(&body, &[]));
    assert_eq!(document.blocks.len(), 30_000);
}
