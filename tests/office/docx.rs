//! Text documents: what was deleted is gone, what is written twice is read once, and a place is a
//! heading with a number.

use copydesk::document::office::{OfficeFormat, OfficeOptions, read};
use copydesk::document::{BlockKind, Document, InlineKind};

use super::{package, relations, said};

/// A text document of this body, with these further parts: kind of relation, name, XML.
pub(super) fn document(body: &str, more: &[(&str, &str, &str)]) -> Vec<u8> {
    let body = format!(
        "<w:document xmlns:w=\"w\" xmlns:r=\"r\" xmlns:mc=\"mc\" xmlns:v=\"v\"><w:body>{body}</w:body></w:document>"
    );
    let root = relations(&[("rId1", "officeDocument", "word/document.xml")]);
    let ids: Vec<String> = (0..more.len()).map(|at| format!("rId{at}")).collect();
    let links: Vec<(&str, &str, &str)> = ids
        .iter()
        .zip(more)
        .map(|(id, (kind, name, _))| (id.as_str(), *kind, *name))
        .collect();
    let links = relations(&links);
    let names: Vec<String> = more
        .iter()
        .map(|(_, name, _)| format!("word/{name}"))
        .collect();
    let mut parts = vec![
        ("_rels/.rels", root.as_str()),
        ("word/document.xml", body.as_str()),
        ("word/_rels/document.xml.rels", links.as_str()),
    ];
    let more = more.iter().map(|(_, _, xml)| *xml);
    parts.extend(names.iter().map(String::as_str).zip(more));
    package(&parts)
}

fn open(bytes: Vec<u8>) -> Document {
    read(OfficeFormat::Text, bytes, &OfficeOptions::default()).unwrap()
}

fn paragraph(inside: &str) -> String {
    format!("<w:p>{inside}</w:p>")
}

fn run(words: &str) -> String {
    format!("<w:r><w:t>{words}</w:t></w:r>")
}

fn words(document: &Document) -> Vec<String> {
    said(document).into_iter().map(|(_, words)| words).collect()
}

#[test]
fn a_place_is_the_path_of_headings_and_the_number_under_them() {
    let heading = |style: &str, words: &str| {
        let style = format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>");
        paragraph(&(style + &run(words)))
    };
    let styles = "<w:styles><w:style w:styleId=\"berschrift2\"><w:name w:val=\"heading 2\"/></w:style></w:styles>";
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", paragraph(&run(words)));
    let body = heading("Heading1", "Pricing")
        + &paragraph(&run("first"))
        + &paragraph("")
        + &paragraph(&run("second"))
        + &heading("berschrift2", "Plans")
        + &paragraph(&run("third"))
        + &format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("a"), cell("b"))
        + &heading("Heading1", "Terms");
    let found = said(&open(document(&body, &[("styles", "styles.xml", styles)])));
    let expected = [
        ("Pricing", "Pricing"),
        ("Pricing, paragraph 1", "first"),
        ("Pricing, paragraph 2", "second"),
        ("Pricing > Plans", "Plans"),
        ("Pricing > Plans, paragraph 1", "third"),
        ("Pricing > Plans > table 1 > row 1, column 1", "a"),
        ("Pricing > Plans > table 1 > row 1, column 2", "b"),
        ("Terms", "Terms"),
    ];
    let expected = expected.map(|(place, words)| (place.to_owned(), words.to_owned()));
    assert_eq!(found, expected);
}

#[test]
fn a_reader_sees_insertions_and_results_but_not_what_was_deleted() {
    let deleted = "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>";
    let inserted = format!(
        "<w:ins>{}</w:ins><w:moveTo>{}</w:moveTo>",
        run("in"),
        run("serted")
    );
    let field = format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>{}<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        run("instruction"),
        run("result")
    );
    let elements = "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t><w:sym w:font=\"Symbol\" w:char=\"F0D2\"/></w:r>";
    let control = format!(
        "<w:sdt><w:sdtPr><w:alias w:val=\"no\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        paragraph(&run("in a control"))
    );
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r>";
    let struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>struck</w:t></w:r>";
    let body = paragraph(&(deleted.to_owned() + &inserted))
        + &paragraph(&field)
        + &paragraph(elements)
        + &control
        + &paragraph(&(run("one ") + hidden + struck + &run("two")));
    let document = open(document(&body, &[]));
    let expected = [
        "inserted",
        "result",
        "a b\nc\u{2011}d\u{ad}e®",
        "in a control",
        "one two",
        "unseen",
    ];
    assert_eq!(words(&document), expected);
    let hidden: Vec<bool> = (0..6)
        .map(|at| document.place_of(at).unwrap().hidden)
        .collect();
    assert_eq!(hidden, [false, false, false, false, false, true]);
    let kinds: Vec<&InlineKind> = document.inlines.iter().map(|inline| &inline.kind).collect();
    assert_eq!(
        kinds,
        [
            &InlineKind::Insertion,
            &InlineKind::Insertion,
            &InlineKind::Field
        ]
    );
    // Every word has its bytes in the part.
    let (part, span) = document
        .in_part(document.hull(document.blocks[3].text))
        .unwrap();
    assert_eq!(&*part.name, "word/document.xml");
    let xml = &document.source.text[part.source.range()];
    assert_eq!(&xml[span.range()], "in a control");
}

#[test]
fn text_boxes_headers_and_notes_come_once() {
    let text_box =
        |words: &str| format!("<w:txbxContent>{}</w:txbxContent>", paragraph(&run(words)));
    let twice = format!(
        "<w:r><w:t>around</w:t><mc:AlternateContent><mc:Choice><w:drawing><wp:docPr name=\"Text Box 2\" descr=\"A gate\"/>{}</w:drawing></mc:Choice><mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        text_box("boxed"),
        text_box("boxed")
    );
    let note = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
    let header = format!("<w:hdr>{}</w:hdr>", paragraph(&run("Acme")));
    let notes = format!(
        "<w:footnotes><w:footnote w:type=\"separator\" w:id=\"0\">{}</w:footnote><w:footnote w:id=\"2\">{}</w:footnote></w:footnotes>",
        paragraph(&run("---")),
        paragraph(&run("Source: us"))
    );
    let comments = format!(
        "<w:comments><w:comment w:id=\"0\">{}</w:comment></w:comments>",
        paragraph(&run("really?"))
    );
    let parts = [
        ("header", "header1.xml", header.as_str()),
        ("header", "header2.xml", header.as_str()),
        ("footnotes", "footnotes.xml", notes.as_str()),
        ("comments", "comments.xml", comments.as_str()),
    ];
    let bytes = document(&paragraph(&(twice + note)), &parts);
    let read_one = open(bytes.clone());
    let expected = [
        ("paragraph 1", "around"),
        ("Text Box 2", "A gate"),
        ("Text Box 2", "boxed"),
        ("header or footer", "Acme"),
        ("footnote 1", "Source: us"),
    ];
    let expected = expected.map(|(place, words)| (place.to_owned(), words.to_owned()));
    assert_eq!(said(&read_one), expected);
    assert_eq!(read_one.blocks[1].kind, BlockKind::Alt);
    assert_eq!(read_one.blocks[4].footnote.as_deref(), Some("2"));
    let options = OfficeOptions {
        comments: true,
        ..OfficeOptions::default()
    };
    let with = read(OfficeFormat::Text, bytes, &options).unwrap();
    assert_eq!(said(&with)[5], ("comment".to_owned(), "really?".to_owned()));
}

#[test]
fn alternative_texts_are_read_once_and_a_field_without_end_hides_nothing() {
    let drawing = |name: &str, inside: &str| {
        format!(
            "<w:r><w:drawing><wp:docPr id=\"1\" name=\"{name}\" descr=\"a gate\"/>{inside}</w:drawing></w:r>"
        )
    };
    let same = "<pic:cNvPr id=\"2\" name=\"P\" descr=\"a gate\"/>";
    let group = "<wps:cNvPr id=\"3\" name=\"S\" descr=\"its hinge\"/>";
    let table = "<w:tbl><w:tblPr><w:tblCaption w:val=\"Prices\"/><w:tblDescription w:val=\"What it costs\"/></w:tblPr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>";
    let body = paragraph(&drawing("Picture 1", same))
        + &paragraph(&drawing("Group 1", group))
        + table
        + &paragraph(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>REF</w:instrText></w:r>",
        )
        + &paragraph(&run("after it"));
    let found = words(&open(document(&body, &[])));
    assert_eq!(
        found,
        [
            "a gate",
            "a gate",
            "its hinge",
            "Prices",
            "What it costs",
            "after it"
        ]
    );
}

#[test]
fn a_text_box_in_a_picture_only_choice_is_read_from_its_fallback() {
    let boxed = |words: &str| {
        format!(
            "<w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict>",
            paragraph(&run(words))
        )
    };
    let both = |choice: &str, fallback: &str| {
        paragraph(&format!(
            "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
        ))
    };
    let body = both(&boxed("new"), &boxed("old")) + &both("<w:drawing/>", &boxed("only old"));
    assert_eq!(words(&open(document(&body, &[]))), ["new", "only old"]);
}

#[test]
fn what_a_text_puts_in_from_elsewhere_is_said_not_to_be_read() {
    let body = paragraph(&run("here")) + "<w:altChunk r:id=\"rId0\"/>";
    let document = open(document(
        &body,
        &[("aFChunk", "chunk.html", "<p>there</p>")],
    ));
    assert_eq!(words(&document), ["here"]);
    assert!(document.notices[0].what.contains("altChunk"));
}
