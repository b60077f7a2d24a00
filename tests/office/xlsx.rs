//! Workbooks: a string is found once with all its cells, and a place is a sheet and a cell.

use copydesk::document::office::{OfficeFormat, OfficeOptions, read};
use copydesk::document::{BlockKind, Document, InlineKind};

use super::{package, relations, repacked, said};

const STRINGS: &str = "<sst><si><t>shared</t></si><si><r><t>ri</t></r><r><rPr><b/></rPr><t>ch</t></r><rPh><t>no</t></rPh></si><si><t>unused</t></si></sst>";

/// A workbook of a visible and a hidden sheet.
pub(super) fn workbook(first: &str, second: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let book = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Q3 plan\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"Old\" sheetId=\"2\" state=\"hidden\" r:id=\"rId2\"/></sheets></workbook>";
    let root = relations(&[("rId1", "officeDocument", "xl/workbook.xml")]);
    let links = relations(&[
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "worksheet", "worksheets/sheet2.xml"),
        ("rId3", "sharedStrings", "sharedStrings.xml"),
    ]);
    let sheet = |inside: &str| format!("<worksheet xmlns:r=\"r\">{inside}</worksheet>");
    let (first, second) = (sheet(first), sheet(second));
    let mut parts = vec![
        ("_rels/.rels", root.as_str()),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", links.as_str()),
        ("xl/worksheets/sheet1.xml", first.as_str()),
        ("xl/worksheets/sheet2.xml", second.as_str()),
        ("xl/sharedStrings.xml", STRINGS),
    ];
    parts.extend(more);
    package(&parts)
}

fn open(bytes: Vec<u8>) -> Document {
    read(OfficeFormat::Workbook, bytes, &OfficeOptions::default()).unwrap()
}

#[test]
fn a_shared_string_carries_all_its_cells() {
    let first = "<cols><col min=\"3\" max=\"4\" hidden=\"1\"/></cols><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>7</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"inlineStr\"><is><t>R&amp;D_x000D_</t></is></c><c t=\"str\"><f>A1&amp;\"x\"</f><v>made</v></c></row></sheetData>";
    let second = "<sheetData><row r=\"9\"><c r=\"B9\" t=\"s\"><v>0</v></c><c r=\"C9\" t=\"s\"><v>99</v></c></row></sheetData>";
    let document = open(workbook(first, second, &[]));
    let expected = [
        ("'Q3 plan'", "Q3 plan"),
        ("'Q3 plan'!A1", "shared"),
        ("'Q3 plan'!C1", "rich"),
        ("'Q3 plan'!B2", "R&D "),
        ("'Q3 plan'!C2", "made"),
        ("Old", "Old"),
    ];
    let expected = expected.map(|(place, words)| (place.to_owned(), words.to_owned()));
    assert_eq!(said(&document), expected);
    let also: Vec<&str> = document
        .place_of(1)
        .unwrap()
        .also
        .iter()
        .map(AsRef::as_ref)
        .collect();
    assert_eq!(also, ["'Q3 plan'!A2", "Old!B9"]);
    let hidden: Vec<bool> = (0..6)
        .map(|at| document.place_of(at).unwrap().hidden)
        .collect();
    assert_eq!(hidden, [false, false, true, false, true, true]);
    assert_eq!(document.blocks[0].kind, BlockKind::Heading);
    assert_eq!(
        document.blocks[3].cell.map(|cell| (cell.row, cell.column)),
        Some((1, 1))
    );
    // What a formula makes cannot be rewritten.
    assert_eq!(document.inlines.len(), 1);
    assert_eq!(document.inlines[0].kind, InlineKind::Field);
    let (part, span) = document
        .in_part(document.hull(document.blocks[1].text))
        .unwrap();
    assert_eq!(&*part.name, "xl/sharedStrings.xml");
    assert_eq!(&STRINGS[span.range()], "shared");
}

#[test]
fn drawings_prompts_and_footers_are_read_and_comments_where_asked_for() {
    let first = "<sheetData/><dataValidations><dataValidation sqref=\"B2:B9\" prompt=\"Pick one\"/></dataValidations><headerFooter><oddFooter>&amp;LAcme&amp;RPage &amp;P</oddFooter></headerFooter><drawing r:id=\"rId1\"/>";
    let links = relations(&[
        ("rId1", "drawing", "../drawings/drawing1.xml"),
        ("rId2", "comments", "../comments1.xml"),
        ("rId3", "threadedComment", "../threadedComments/t1.xml"),
    ]);
    let more = [
        ("xl/worksheets/_rels/sheet1.xml.rels", links.as_str()),
        (
            "xl/drawings/drawing1.xml",
            "<xdr:wsDr><xdr:sp><xdr:nvSpPr><xdr:cNvPr id=\"2\" name=\"TextBox 1\"/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>drawn</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>",
        ),
        (
            "xl/comments1.xml",
            "<comments><commentList><comment ref=\"B7\"><text><r><t>[Threaded comment] is it so?</t></r></text></comment></commentList></comments>",
        ),
        (
            "xl/threadedComments/t1.xml",
            "<ThreadedComments><threadedComment ref=\"B7\"><text>is it so?</text></threadedComment></ThreadedComments>",
        ),
    ];
    let bytes = workbook(first, "", &more);
    let expected = [
        ("'Q3 plan'", "Q3 plan"),
        ("'Q3 plan'!B2:B9", "Pick one"),
        ("header or footer", "Acme"),
        ("header or footer", "Page \u{fffc}"),
        ("'Q3 plan' > TextBox 1", "drawn"),
        ("Old", "Old"),
    ];
    let expected = expected.map(|(place, words)| (place.to_owned(), words.to_owned()));
    assert_eq!(said(&open(bytes.clone())), expected);
    let options = OfficeOptions {
        comments: true,
        ..OfficeOptions::default()
    };
    let with = said(&read(OfficeFormat::Workbook, bytes, &options).unwrap());
    assert_eq!(
        with[5],
        ("'Q3 plan'!B7 > comment".to_owned(), "is it so?".to_owned())
    );
    assert_eq!(with.len(), 7);
}

#[test]
fn what_a_workbook_names_and_lacks_is_never_passed_over() {
    let first = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c></row></sheetData>";
    let bytes = workbook(first, "", &[]);
    let notice = |document: &Document| document.notices[0].what.clone();
    let expected = "the words of 'Q3 plan'!A1 are missing from the file";
    assert_eq!(notice(&open(bytes.clone())), expected);
    let links = "xl/_rels/workbook.xml.rels";
    let lost = repacked(&bytes, links, |links| links.replace("sheet2.xml", "NULL"));
    assert_eq!(notice(&open(lost)), "named, but missing from the file");
    let reason = |change: &dyn Fn(String) -> String| {
        let bytes = repacked(&bytes, links, change);
        let read = read(OfficeFormat::Workbook, bytes, &OfficeOptions::default());
        read.unwrap_err().to_string()
    };
    let no_strings = reason(&|links| links.replace("sharedStrings.xml", "NULL"));
    assert_eq!(no_strings, "damaged: the words of its cells are not in it");
    let no_sheets = reason(&|links| links.replace("worksheets/", "gone/"));
    assert_eq!(no_sheets, "damaged: none of its sheets is in it");
}

#[test]
fn a_formula_that_was_never_calculated_is_said_not_to_be_read() {
    let first = "<sheetData><row r=\"1\"><c r=\"A1\"><f>\"enables \"&amp;B1</f></c><c r=\"B1\"><f>SUM(C1:C9)</f></c><c r=\"C1\" t=\"str\"><f>HYPERLINK(\"u\",\"here\")</f><v></v></c><c r=\"D1\" t=\"str\"><f>\"x\"</f><v>x</v></c></row></sheetData>";
    let document = open(workbook(first, "", &[]));
    let notices: Vec<String> = document
        .notices
        .iter()
        .map(|notice| format!("{}: {}", notice.place, notice.what))
        .collect();
    assert_eq!(
        notices,
        [
            "'Q3 plan': the formula of A1 and of 1 more cell was never calculated, so what it shows is not read"
        ]
    );
}
