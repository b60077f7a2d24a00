//! What is read of pages, and what beside them.

use copydesk::document::BlockKind;
use copydesk::document::options::OfficeOptions;
use copydesk::document::pdf::read;

use super::{Made, lines, said};

/// The title that every file made here has.
const TITLE: &str = "document properties > title: The plan";

#[test]
fn paragraphs_come_with_their_pages() {
    let first = lines(720, &["The runtime enables", "access to all."]) + &lines(600, &["Apart."]);
    let made = Made::new(&[&first, &lines(720, &["Second"])]);
    assert_eq!(
        said(&made.read()),
        [
            "page 1: The runtime enables\naccess to all.",
            "page 1: Apart.",
            "page 2: Second",
            TITLE,
        ]
    );
}

#[test]
fn a_word_is_whole_over_the_end_of_a_line() {
    let broken = lines(720, &["It en-", "ables access in an eco-", "friendly way."]);
    let made = Made::new(&[&broken, &lines(720, &["Eco-friendly, it is said."])]);
    assert_eq!(
        said(&made.read())[0],
        "page 1: It en\u{ad}ables access in an eco-\nfriendly way."
    );
}

#[test]
fn columns_are_paragraphs_of_their_own() {
    let column = |x: i32, words: [&str; 2]| {
        let [first, second] = words;
        format!("BT /F1 12 Tf {x} 700 Td ({first}) Tj 0 -14 Td ({second}) Tj ET ")
    };
    let drawn = column(72, ["The left column", "goes on here."])
        + &column(320, ["The right one", "stands beside it."]);
    assert_eq!(
        said(&Made::new(&[&drawn]).read())[..2],
        [
            "page 1: The left column\ngoes on here.",
            "page 1: The right one\nstands beside it.",
        ]
    );
}

#[test]
fn what_is_drawn_twice_is_read_once() {
    // Filled and outlined at once; and again, a little to the right.
    let outlined = "BT 2 Tr /F1 20 Tf 72 720 Td (Bold) Tj ET ";
    let twice = "BT 0 Tr /F1 20 Tf 72 600 Td (Twice) Tj ET BT /F1 20 Tf 72.5 600 Td (Twice) Tj ET";
    let made = Made::new(&[&(outlined.to_owned() + twice)]);
    assert_eq!(said(&made.read())[..2], ["page 1: Bold", "page 1: Twice"]);
}

#[test]
fn letters_are_what_the_file_says_that_they_are() {
    let ligature = "BT /F1 12 Tf 72 720 Td (of\\001cial) Tj ET ";
    let stands_for = "/Span << /ActualText (and) >> BDC BT /F1 12 Tf 72 600 Td (&) Tj ET EMC ";
    let turned = "BT /F1 12 Tf 0 1 -1 0 300 300 Tm (Turned text) Tj ET ";
    let outside = "BT /F1 12 Tf 700 100 Td (Never shown) Tj ET";
    let made = Made::new(&[&[ligature, stands_for, turned, outside].concat()]);
    assert_eq!(
        said(&made.read()),
        [
            "page 1: of\u{fb01}cial",
            "page 1: and",
            "page 1: Turned text",
            TITLE,
        ]
    );
}

#[test]
fn forms_and_notes_are_read_and_comments_where_they_are_asked_for() {
    let mut made = Made::new(&[]);
    let form = made.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>",
        "BT /F1 12 Tf 72 500 Td (In a form) Tj ET",
    );
    let parent = made.add("<< /FT /Tx /T (name) /V <FEFF0041006C> >>");
    let annotations = format!(
        "/Annots [
        << /Type /Annot /Subtype /FreeText /Rect [0 0 9 9] /Contents (Typed on it) >>
        << /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (Is that so?) >>
        << /Type /Annot /Subtype /Link /Rect [0 0 9 9] /Contents (To the plan) >>
        << /Type /Annot /Subtype /Widget /Rect [0 0 9 9] /Parent {parent} 0 R /TU (Your name) >>
        << /Type /Annot /Subtype /FreeText /F 2 /Rect [0 0 9 9] /Contents (Hidden) >>
        << /Type /Annot /Subtype /Popup /Rect [0 0 9 9] /Contents (Is that so?) >> ]
        /Resources << /Font << /F1 3 0 R >> /XObject << /X1 {form} 0 R >> >>"
    );
    made.page("/X1 Do", &annotations);
    let expected = [
        "page 1: In a form",
        "page 1 > note: Typed on it",
        "page 1 > comment: Is that so?",
        "page 1 > link: To the plan",
        "page 1 > field: Al",
        "page 1 > field: Your name",
        TITLE,
    ];
    let asked = OfficeOptions {
        comments: true,
        ..OfficeOptions::default()
    };
    assert_eq!(said(&read(made.bytes(""), &asked).unwrap()), expected);
    let seen = expected.iter().filter(|words| !words.contains("comment"));
    assert!(said(&made.read()).iter().eq(seen));
}

#[test]
fn what_stands_beside_the_pages_is_read_once() {
    let mut made = Made::new(&[&lines(720, &["One heading"])]);
    let page = made.pages[0];
    let root = made.objects.len() + 1;
    made.add(format!(
        "<< /First {} 0 R /Last {} 0 R >>",
        root + 1,
        root + 2
    ));
    made.add(format!(
        "<< /Title (One  heading) /Parent {root} 0 R /Next {} 0 R >>",
        root + 2
    ));
    // It goes round in a circle.
    made.add(format!(
        "<< /Title (Only in the outline) /Parent {root} 0 R /Next {} 0 R >>",
        root + 1
    ));
    let figure = made.add(format!(
        "<< /S /Figure /Alt (The leading gate) /Pg {page} 0 R /K 0 >>"
    ));
    let made = made.with(&format!(
        "/Outlines {root} 0 R /StructTreeRoot << /K [ << /S /Document /K {figure} 0 R >> ] >>"
    ));
    let document = made.read();
    assert_eq!(
        said(&document),
        [
            "page 1: One heading",
            "page 1 > picture: The leading gate",
            TITLE,
            "document properties > outline: Only in the outline",
        ]
    );
    assert_eq!(document.blocks[1].kind, BlockKind::Alt);
}
