//! Decks, made here part by part, held to what a viewer of the slides would say is on them.

use copydesk::document::office::{OfficeFormat, OfficeOptions, read};
use copydesk::document::source::Unread;
use copydesk::document::{BlockKind, Document, InlineKind};

use super::{package, relations, said};

pub(super) fn slide(shapes: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><p:sld xmlns:p=\"p\" xmlns:a=\"a\" xmlns:r=\"r\" xmlns:mc=\"mc\"><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/></p:nvGrpSpPr>{shapes}</p:spTree></p:cSld></p:sld>"
    )
}

pub(super) fn shape(name: &str, placeholder: &str, paragraphs: &str) -> String {
    let placeholder = if placeholder.is_empty() {
        String::new()
    } else {
        format!("<p:nvPr><p:ph type=\"{placeholder}\"/></p:nvPr>")
    };
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"{name}\"/>{placeholder}</p:nvSpPr><p:txBody>{paragraphs}</p:txBody></p:sp>"
    )
}

pub(super) fn run(words: &str) -> String {
    format!("<a:r><a:t>{words}</a:t></a:r>")
}

/// A deck of these slides, in this order, with further parts.
pub(super) fn deck(slides: &[&str], more: &[(&str, &str)]) -> Vec<u8> {
    // Files are numbered backwards: the order of slides is that of the presentation.
    let file = |at: usize| format!("ppt/slides/slide{}.xml", slides.len() - at);
    let ids = (0..slides.len()).fold(String::new(), |ids, at| {
        ids + &format!("<p:sldId id=\"{}\" r:id=\"rId{at}\"/>", 256 + at)
    });
    let presentation = format!(
        "<p:presentation xmlns:p=\"p\" xmlns:r=\"r\"><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
    );
    let names: Vec<String> = (0..slides.len()).map(file).collect();
    let targets: Vec<(String, String)> = names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            (
                format!("rId{at}"),
                name.trim_start_matches("ppt/").to_owned(),
            )
        })
        .collect();
    let links: Vec<(&str, &str, &str)> = targets
        .iter()
        .map(|(id, target)| (id.as_str(), "slide", target.as_str()))
        .collect();
    let (root, links) = (
        relations(&[("rId1", "officeDocument", "ppt/presentation.xml")]),
        relations(&links),
    );
    let mut parts = vec![
        ("_rels/.rels", root.as_str()),
        ("ppt/presentation.xml", presentation.as_str()),
        ("ppt/_rels/presentation.xml.rels", links.as_str()),
    ];
    parts.extend(names.iter().map(String::as_str).zip(slides.iter().copied()));
    parts.extend(more);
    package(&parts)
}

fn open(bytes: Vec<u8>) -> Result<Document, Unread> {
    read(OfficeFormat::Presentation, bytes, &OfficeOptions::default())
}

#[test]
fn slides_come_as_they_are_shown_and_runs_are_joined() {
    let title = shape("Title 1", "title", &format!("<a:p>{}</a:p>", run("Why us")));
    let body = shape(
        "Text 2",
        "",
        &format!(
            "<a:p>{}{}<a:br/>{}</a:p><a:p>{}</a:p>",
            run("It ena"),
            run("bles"),
            run("access"),
            run("R&amp;D")
        ),
    );
    let first = slide(&(title + &body));
    let second = slide(&shape(
        "Title 1",
        "title",
        &format!("<a:p>{}</a:p>", run("Second")),
    ));
    let document = open(deck(&[&first, &second], &[])).unwrap();
    let expected = [
        ("slide 1 \"Why us\" > Title 1", "Why us"),
        ("slide 1 \"Why us\" > Text 2", "It enables\naccess"),
        ("slide 1 \"Why us\" > Text 2", "R&D"),
        ("slide 2 \"Second\" > Title 1", "Second"),
    ];
    let expected: Vec<_> = expected
        .iter()
        .map(|(place, words)| ((*place).to_owned(), (*words).to_owned()))
        .collect();
    assert_eq!(said(&document), expected);
    assert_eq!(document.blocks[0].kind, BlockKind::Heading);
    // Every word has its bytes in the XML of its part.
    let words = document.segments(document.blocks[1].text);
    let source: Vec<&str> = words
        .iter()
        .map(|span| &document.source.text[span.range()])
        .collect();
    assert_eq!(source, ["It ena", "bles", "access"]);
}

#[test]
fn groups_tables_alternatives_and_alt_texts_are_read_once() {
    let group = format!(
        "<p:grpSp><p:nvGrpSpPr><p:cNvPr id=\"3\" name=\"Group 3\"/></p:nvGrpSpPr>{}</p:grpSp>",
        shape("Box 4", "", &format!("<a:p>{}</a:p>", run("in a group")))
    );
    let cell = |merged: &str, words: &str| {
        format!(
            "<a:tc{merged}><a:txBody><a:p>{}</a:p></a:txBody></a:tc>",
            run(words)
        )
    };
    let table = format!(
        "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"5\" name=\"Table 5\"/></p:nvGraphicFramePr><a:tbl><a:tr>{}{}</a:tr></a:tbl></p:graphicFrame>",
        cell(" gridSpan=\"2\"", "wide"),
        cell(" hMerge=\"1\"", "wide")
    );
    let alternatives = format!(
        "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
        shape("New", "", &format!("<a:p>{}</a:p>", run("once"))),
        shape("Old", "", &format!("<a:p>{}</a:p>", run("once")))
    );
    let picture = "<p:pic><p:nvPicPr><p:cNvPr id=\"6\" name=\"Picture 6\" descr=\"A &quot;gate&quot;\"/></p:nvPicPr></p:pic>";
    let struck = shape(
        "Text 7",
        "",
        "<a:p><a:r><a:rPr strike=\"sngStrike\"/><a:t>gone</a:t></a:r><a:fld type=\"slidenum\"><a:t>7</a:t></a:fld><a:r><a:t>kept</a:t></a:r></a:p>",
    );
    let page = slide(&(group + &table + &alternatives + picture + &struck));
    let found = said(&open(deck(&[&page], &[])).unwrap());
    let words: Vec<&str> = found.iter().map(|(_, words)| words.as_str()).collect();
    assert_eq!(words, ["in a group", "wide", "once", "A \"gate\"", "kept"]);
    assert_eq!(found[0].0, "slide 1 > Group 3 > Box 4");
    assert_eq!(found[1].0, "slide 1 > Table 5 > row 1, column 1");
}

#[test]
fn notes_footers_masters_and_hidden_slides_are_said_as_such() {
    let footer = shape(
        "Footer 9",
        "ftr",
        &format!("<a:p>{}</a:p>", run("Acme, confidential")),
    );
    let page = slide(&footer).replace("<p:sld ", "<p:sld show=\"0\" ");
    let notes = slide(
        &(shape(
            "Notes 1",
            "body",
            &format!("<a:p>{}</a:p>", run("say it slowly")),
        ) + &shape("Number", "sldNum", &format!("<a:p>{}</a:p>", run("7")))),
    );
    let notes = notes.replace("p:sld", "p:notes");
    let layout = slide(
        &(shape(
            "Prompt",
            "body",
            &format!("<a:p>{}</a:p>", run("Click to edit")),
        ) + &shape(
            "Strip",
            "",
            &format!("<a:p>{}</a:p>", run("The leading gate")),
        )),
    );
    let links = relations(&[
        ("rId1", "notesSlide", "../notesSlides/n1.xml"),
        ("rId2", "slideLayout", "../slideLayouts/l1.xml"),
    ]);
    let more = [
        ("ppt/slides/_rels/slide1.xml.rels", links.as_str()),
        ("ppt/slides/_rels/slide2.xml.rels", links.as_str()),
        ("ppt/notesSlides/n1.xml", notes.as_str()),
        ("ppt/slideLayouts/l1.xml", layout.as_str()),
    ];
    let document = open(deck(&[&page, &page], &more)).unwrap();
    let found = said(&document);
    let count = |words: &str| found.iter().filter(|(_, said)| said == words).count();
    assert_eq!(
        (
            count("Acme, confidential"),
            count("The leading gate"),
            count("Click to edit"),
            count("7")
        ),
        (1, 1, 0, 0)
    );
    assert!(
        found.contains(&("slide 1 (hidden) > notes".into(), "say it slowly".into())),
        "{found:?}"
    );
    let strip = found
        .iter()
        .position(|(_, said)| said == "The leading gate")
        .unwrap();
    let slides: Vec<&str> = document
        .place_of(strip)
        .unwrap()
        .also
        .iter()
        .map(AsRef::as_ref)
        .collect();
    assert_eq!(slides, ["slide 1", "slide 2"]);
}

#[test]
fn what_cannot_be_read_is_never_an_empty_deck() {
    let reason = |bytes: Vec<u8>| open(bytes).unwrap_err().to_string();
    assert!(reason(b"PK\x03\x04 nothing".to_vec()).starts_with("damaged"));
    assert!(reason(Vec::new()).starts_with("damaged"));
    let mut ole = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    assert!(reason(ole.clone()).contains("legacy binary office file"));
    ole.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(reason(ole).starts_with("encrypted"));
    assert!(reason(package(&[("word/document.xml", "<a/>")])).contains("no presentation"));
    let bomb = "x".repeat(80 << 20);
    let page = slide(&shape("Text", "", &format!("<a:p>{}</a:p>", run(&bomb))));
    assert!(
        reason(deck(&[&page], &[])).contains("(ratio)")
            || reason(deck(&[&page], &[])).contains("(part)")
    );
    let entities = "<!DOCTYPE a [<!ENTITY b \"c\">]><p:sld/>";
    assert!(reason(deck(&[entities], &[])).contains("DOCTYPE"));
}

#[test]
fn embedded_files_are_read_where_they_stand_or_said_not_to_be() {
    let links = relations(&[
        ("rId1", "package", "../embeddings/plan.xlsx"),
        ("rId2", "oleObject", "../embeddings/oleObject1.bin"),
    ]);
    let text = shape("Text", "", &format!("<a:p>{}</a:p>", run("outside")));
    let page = slide(&text);
    let inner = super::xlsx::workbook(
        "<sheetData><row r=\"7\"><c r=\"B7\" t=\"inlineStr\"><is><t>inside</t></is></c></row></sheetData>",
        "",
        &[],
    );
    let outer = deck(&[&page], &[("ppt/slides/_rels/slide1.xml.rels", &links)]);
    let bytes = super::with_part(outer.clone(), "ppt/embeddings/plan.xlsx", &inner);
    let bytes = super::with_part(bytes, "ppt/embeddings/oleObject1.bin", b"OLE");
    let document = open(bytes).unwrap();
    let found = said(&document);
    let inside = found
        .iter()
        .position(|(_, words)| words == "inside")
        .unwrap();
    assert_eq!(found[inside].0, "slide 1 > plan.xlsx > 'Q3 plan'!B7");
    let part = &document.place_of(inside).unwrap().part;
    assert_eq!(&**part, "ppt/embeddings/plan.xlsx!xl/worksheets/sheet1.xml");
    let (known, _) = document
        .in_part(document.hull(document.blocks[inside].text))
        .unwrap();
    assert_eq!(&known.name, part);
    let notices = |document: &Document| -> Vec<String> {
        document
            .notices
            .iter()
            .map(|notice| format!("{}: {}", notice.place, notice.what))
            .collect()
    };
    assert_eq!(
        notices(&document),
        ["slide 1: oleObject1.bin, an embedded file, is not read: it is of no kind that is read"]
    );
    // What cannot be read inside does not keep the rest from being read.
    let damaged = super::with_part(outer, "ppt/embeddings/plan.xlsx", b"no zip");
    let document = open(damaged).unwrap();
    assert_eq!(said(&document).len(), 1);
    assert!(
        notices(&document)[0].contains("damaged"),
        "{:?}",
        document.notices
    );
}

#[test]
fn links_and_fields_are_told_from_text() {
    let text = shape(
        "Text",
        "",
        "<a:p><a:r><a:t>see </a:t></a:r><a:r><a:rPr><a:hlinkClick r:id=\"rId1\"/></a:rPr><a:t>this</a:t></a:r><a:fld type=\"custom\"><a:t> and that</a:t></a:fld></a:p>",
    );
    let links = relations(&[("rId1", "hyperlink", "https://a.example")])
        .replace("Target=", "TargetMode=\"External\" Target=");
    let document = open(deck(
        &[&slide(&text)],
        &[("ppt/slides/_rels/slide1.xml.rels", &links)],
    ))
    .unwrap();
    let inlines: Vec<(&InlineKind, &str)> = document
        .inlines
        .iter()
        .map(|inline| (&inline.kind, document.words(inline.text)))
        .collect();
    let link = InlineKind::Link("https://a.example".into());
    assert_eq!(
        inlines,
        [(&link, "this"), (&InlineKind::Field, " and that")]
    );
}

#[test]
fn a_slide_that_is_missing_is_said_to_be() {
    let text = shape("Text", "", &format!("<a:p>{}</a:p>", run("fine")));
    let bytes = deck(&[&slide(&text), &slide(&text)], &[]);
    let without = super::repacked(&bytes, "ppt/_rels/presentation.xml.rels", |links| {
        links.replace("slides/slide2.xml", "NULL")
    });
    let document = open(without).unwrap();
    assert_eq!(
        said(&document),
        [("slide 2 > Text".to_owned(), "fine".to_owned())]
    );
    let notice = &document.notices[0];
    assert_eq!(notice.place.to_string(), "slide 1");
    assert_eq!(notice.what, "named, but missing from the file");
}

#[test]
fn of_two_parts_of_one_name_none_is_believed() {
    let text = shape("Text", "", &format!("<a:p>{}</a:p>", run("fine")));
    let more = [("dup/a.xml", "<a/>"), ("dup/b.xml", "<b/>")];
    let mut bytes = deck(&[&slide(&text)], &more);
    assert!(open(bytes.clone()).is_ok());
    for at in 0..bytes.len() - 9 {
        if bytes[at..].starts_with(b"dup/b.xml") {
            bytes[at + 4] = b'a';
        }
    }
    let reason = open(bytes).unwrap_err().to_string();
    assert!(reason.contains("same name"), "{reason}");
}

#[test]
fn a_deck_that_was_cut_off_is_not_the_file_that_it_holds() {
    let whole = deck(&[&slide("")], &[]);
    // Cut off somewhere after the end of a workbook, or of another deck, that is embedded in it.
    let workbook = package(&[
        (
            "_rels/.rels",
            &relations(&[("rId1", "officeDocument", "xl/workbook.xml")]),
        ),
        ("xl/workbook.xml", "<workbook/>"),
    ]);
    for inside in [&workbook, &whole] {
        let cut = [&whole[..200], inside, &[7; 50]].concat();
        let reason = open(cut).unwrap_err().to_string();
        assert_eq!(reason, "damaged: its end is missing");
    }
}
