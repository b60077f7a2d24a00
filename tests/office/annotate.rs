//! Comments in decks and documents: at the words or the shape, once however often they are asked for,
//! and no word of the file changes.

use super::docx;
use super::fix::{part, ran};
use super::pptx::{deck, run, shape, slide};
use super::relations;

fn text(words: &str) -> String {
    shape("Text", "", &format!("<a:p>{}</a:p>", run(words)))
}

const TYPES: (&str, &str) = ("[Content_Types].xml", "<Types></Types>");

#[test]
fn a_deck_without_comments_gets_threads_at_its_shapes() {
    let page = slide(&text("a leading gate")).replace(
        "</p:cSld></p:sld>",
        "</p:cSld><p:extLst><p:ext uri=\"x\"/></p:extLst></p:sld>",
    );
    let bytes = deck(&[&slide(&text("fine")), &page], &[TYPES]);
    let arguments = ["annotate", "deck.pptx", "--as-of", "2026-11-23"];
    let ran = ran("deck.pptx", &bytes, &arguments);
    assert_eq!(ran.code, Some(1), "{}", ran.said);
    assert!(
        ran.said
            .contains("deck.pptx: 1 comment in deck.annotated.pptx"),
        "{}",
        ran.said
    );
    let new = &ran.files["deck.annotated.pptx"];
    // The second slide is in the first file.
    let comments = part(new, "ppt/comments/modernComment_101_0.xml");
    for wanted in [
        "<ac:deMkLst xmlns:ac=\"http://schemas.microsoft.com/office/drawing/2013/main/command\">",
        "cId=\"0\" sldId=\"257\"/><ac:spMk id=\"2\" creationId=\"{00000000-0000-0000-0000-000000000000}\"/>",
        "created=\"2026-11-23T00:00:00.000\"",
        "<a:t>“leading” is not approved wording</a:t>",
        "<a:t>Where: slide 2 &gt; Text</a:t>",
        "<a:t>Write: “good”</a:t>",
        "<a:t>Rule: house/leading #",
    ] {
        assert!(comments.contains(wanted), "{wanted}: {comments}");
    }
    let authors = part(new, "ppt/authors.xml");
    assert!(authors.contains("name=\"copydesk\""), "{authors}");
    let author = authors.split("id=\"").nth(1).unwrap().split('"').next();
    assert!(comments.contains(&format!("authorId=\"{}\"", author.unwrap())));
    let page = part(new, "ppt/slides/slide1.xml");
    assert!(
        page.contains("<p:extLst><p:ext uri=\"x\"/><p:ext uri=\"{6950BFC3-D8DA-4A85-94F7-54DA5524770B}\"><p188:commentRel"),
        "{page}"
    );
    assert!(
        page.contains("r:id=\"rId1\"/></p:ext></p:extLst></p:sld>"),
        "{page}"
    );
    let links = part(new, "ppt/slides/_rels/slide1.xml.rels");
    assert!(
        links.contains("office/2018/10/relationships/comments\" Target=\"/ppt/comments/modernComment_101_0.xml\""),
        "{links}"
    );
    let types = part(new, "[Content_Types].xml");
    for content in ["powerpoint.comments+xml", "powerpoint.authors+xml"] {
        assert!(types.contains(content), "{types}");
    }
}

#[test]
fn comments_are_not_doubled() {
    let bytes = deck(
        &[&slide(&(text("a leading gate") + &text("a leading lock")))],
        &[TYPES],
    );
    let first = ran(
        "deck.pptx",
        &bytes,
        &["annotate", "deck.pptx", "--in-place"],
    );
    let once = &first.files["deck.pptx"];
    assert!(
        first.said.contains("2 comments were written"),
        "{}",
        first.said
    );
    let again = ran("deck.pptx", once, &["annotate", "deck.pptx", "--in-place"]);
    assert_eq!(&again.files["deck.pptx"], once);
    assert!(
        again
            .said
            .contains("0 comments were written, in 0 of 1 file. 2 comments were there before."),
        "{}",
        again.said
    );
    let word = docx::document("<w:p><w:r><w:t>leading leading</w:t></w:r></w:p>", &[]);
    let word = super::with_part(word, TYPES.0, TYPES.1.as_bytes());
    let first = ran("a.docx", &word, &["annotate", "a.docx", "--in-place"]);
    let again = ran(
        "a.docx",
        &first.files["a.docx"],
        &["annotate", "a.docx", "--in-place"],
    );
    assert_eq!(
        first.files["a.docx"], again.files["a.docx"],
        "{}",
        again.said
    );
}

#[test]
fn a_check_of_comments_passes_over_those_that_were_written() {
    let said = ["annotate", "--in-place"];
    for (name, bytes) in [
        (
            "deck.pptx",
            deck(&[&slide(&text("a leading gate"))], &[TYPES]),
        ),
        (
            "a.docx",
            super::with_part(
                docx::document("<w:p><w:r><w:t>a leading gate</w:t></w:r></w:p>", &[]),
                TYPES.0,
                TYPES.1.as_bytes(),
            ),
        ),
    ] {
        let first = ran(name, &bytes, &[said[0], name, said[1]]);
        let check = ["check", name, "--include", "comments", "--format", "line"];
        let checked = ran(name, &first.files[name], &check);
        let lines = String::from_utf8(checked.out).unwrap();
        assert_eq!(lines.lines().count(), 1, "{lines}");
        assert!(!lines.contains("comment"), "{lines}");
    }
}

#[test]
fn a_deck_with_older_comments_gets_more_of_them() {
    let links = relations(&[
        ("rId0", "slide", "slides/slide1.xml"),
        ("rId9", "commentAuthors", "commentAuthors.xml"),
    ]);
    let more = [
        TYPES,
        (
            "ppt/commentAuthors.xml",
            "<p:cmAuthorLst xmlns:p=\"p\"><p:cmAuthor id=\"0\" name=\"Ann\" initials=\"A\" lastIdx=\"4\" clrIdx=\"0\"/></p:cmAuthorLst>",
        ),
    ];
    let bytes = deck(
        &[&slide(&(text("a leading gate") + &text("a leading lock")))],
        &more,
    );
    let bytes = super::repacked(&bytes, "ppt/_rels/presentation.xml.rels", |_| links.clone());
    let ran = ran("deck.pptx", &bytes, &["annotate", "deck.pptx"]);
    let new = ran.files.get("deck.annotated.pptx").expect(&ran.said);
    let comments = part(new, "ppt/comments/comment.xml");
    for index in 1..=2 {
        let wanted = format!("T00:00:00.000\" idx=\"{index}\"");
        assert!(comments.contains(&wanted), "{comments}");
    }
    assert_eq!(comments.matches("authorId=\"1\"").count(), 2, "{comments}");
    let authors = part(new, "ppt/commentAuthors.xml");
    assert!(
        authors.contains("id=\"1\" name=\"copydesk\" initials=\"cd\" lastIdx=\"2\" clrIdx=\"1\""),
        "{authors}"
    );
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(new)).unwrap();
    assert!(archive.by_name("ppt/authors.xml").is_err());
}

#[test]
fn what_cannot_carry_a_comment_is_commented_on_its_slide() {
    let links = relations(&[("r1", "notesSlide", "../notesSlides/n1.xml")]);
    let notes = slide(&shape(
        "Notes",
        "body",
        &format!("<a:p>{}</a:p>", run("a leading gate")),
    ));
    // A part of notes is known by its root.
    let notes = notes
        .replace("p:sld>", "p:notes>")
        .replace("<p:sld ", "<p:notes ");
    let more = [
        TYPES,
        ("ppt/slides/_rels/slide1.xml.rels", links.as_str()),
        ("ppt/notesSlides/n1.xml", notes.as_str()),
    ];
    let bytes = deck(&[&slide(&text("fine"))], &more);
    let ran = ran("deck.pptx", &bytes, &["annotate", "deck.pptx"]);
    let new = ran.files.get("deck.annotated.pptx").expect(&ran.said);
    let comments = part(new, "ppt/comments/modernComment_100_0.xml");
    assert!(comments.contains("<pc:sldMkLst "), "{comments}");
    assert!(comments.contains("Where: slide 1 &gt; notes"), "{comments}");
}

#[test]
fn a_word_comment_stands_around_its_words_and_parts_runs() {
    let body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>It enab</w:t></w:r><w:r><w:t>les access now</w:t></w:r></w:p>";
    let bytes = super::with_part(docx::document(body, &[]), TYPES.0, TYPES.1.as_bytes());
    let arguments = ["annotate", "a.docx", "--as-of", "2026-11-23"];
    let ran = ran("a.docx", &bytes, &arguments);
    let new = ran.files.get("a.annotated.docx").expect(&ran.said);
    let document = part(new, "word/document.xml");
    let expected = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">It </w:t></w:r>\
        <w:commentRangeStart w:id=\"0\"/>\
        <w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">enab</w:t></w:r><w:r><w:t xml:space=\"preserve\">les access</w:t></w:r>\
        <w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>\
        <w:r><w:t xml:space=\"preserve\"> now</w:t></w:r></w:p>";
    assert!(document.contains(expected), "{document}");
    let comments = part(new, "word/comments.xml");
    assert!(
        comments.contains("w:id=\"0\" w:author=\"copydesk\" w:date=\"2026-11-23T00:00:00Z\""),
        "{comments}"
    );
    assert!(comments.contains("Write: “integrates with”"), "{comments}");
}

#[test]
fn in_word_a_header_a_note_and_a_box_are_commented_in_the_body() {
    let body = "<w:p><w:r><w:t>First</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>\
        <w:p><w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>a leading box</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r></w:p>";
    let paragraph = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    let header = format!(
        "<w:hdr xmlns:w=\"w\">{}</w:hdr>",
        paragraph("a leading head")
    );
    let notes = format!(
        "<w:footnotes xmlns:w=\"w\"><w:footnote w:id=\"2\">{}</w:footnote></w:footnotes>",
        paragraph("a leading note")
    );
    let more = [
        ("header", "header1.xml", header.as_str()),
        ("footnotes", "footnotes.xml", notes.as_str()),
    ];
    let bytes = super::with_part(docx::document(body, &more), TYPES.0, TYPES.1.as_bytes());
    let ran = ran("a.docx", &bytes, &["annotate", "a.docx"]);
    let new = ran.files.get("a.annotated.docx").expect(&ran.said);
    let document = part(new, "word/document.xml");
    for (start, run) in [
        (
            "<w:p><w:commentRangeStart",
            "<w:r><w:t>First</w:t></w:r><w:commentRangeEnd",
        ),
        (
            "<w:commentRangeStart",
            "<w:r><w:footnoteReference w:id=\"2\"/></w:r><w:commentRangeEnd",
        ),
        ("<w:p><w:commentRangeStart", "<w:r><w:pict>"),
        ("", "</w:pict></w:r><w:commentRangeEnd"),
    ] {
        assert!(
            document.contains(start) && document.contains(run),
            "{run}: {document}"
        );
    }
    assert_eq!(document.matches("<w:commentReference").count(), 3);
}

#[test]
fn other_files_say_that_they_take_no_comments() {
    let page = ran("page.md", b"A leading page.\n", &["annotate", "page.md"]);
    assert!(
        page.said
            .contains("comments are written into PowerPoint and Word files only"),
        "{}",
        page.said
    );
    assert_eq!(page.code, Some(2));
    let page = slide(&text("a leading gate"));
    let signed = deck(
        &[&page],
        &[TYPES, ("_xmlsignatures/sig1.xml", "<Signature/>")],
    );
    let ran = ran("deck.pptx", &signed, &["annotate", "deck.pptx"]);
    assert!(ran.said.contains("it is signed"), "{}", ran.said);
    assert_eq!(ran.code, Some(2));
}
