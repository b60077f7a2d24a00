//! `OpenDocument`: one vocabulary for texts, slides and sheets.

use copydesk::document::office::{OfficeFormat, OfficeOptions, read};
use copydesk::document::source::Unread;
use copydesk::document::{Document, InlineKind};

use super::{package, said};

fn open(parts: &[(&str, &str)], options: &OfficeOptions) -> Result<Document, Unread> {
    read(OfficeFormat::OpenDocument, package(parts), options)
}

fn content(styles: &str, body: &str) -> String {
    format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body>{body}</office:body></office:document-content>"
    )
}

fn expect(document: &Document, expected: &[(&str, &str)]) {
    let expected: Vec<(String, String)> = expected
        .iter()
        .map(|(place, words)| ((*place).to_owned(), (*words).to_owned()))
        .collect();
    assert_eq!(said(document), expected);
}

#[test]
fn a_text_has_headings_notes_frames_and_no_deletions() {
    let body = "<office:text><text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>\
        <text:h text:outline-level=\"1\">Pricing</text:h>\
        <text:p>R&amp;D<text:s text:c=\"3\"/>and<text:tab/><text:span>it</text:span><text:line-break/>all<text:note text:id=\"ftn1\" text:note-class=\"footnote\"><text:note-citation>1</text:note-citation><text:note-body><text:p>Source: us</text:p></text:note-body></text:note>\
        <draw:frame draw:name=\"Frame1\"><draw:text-box><text:p>boxed</text:p></draw:text-box><svg:desc>A gate</svg:desc></draw:frame> end</text:p>\
        <text:p><office:annotation><dc:creator>Ann</dc:creator><text:p>really?</text:p></office:annotation><text:span text:style-name=\"T1\">struck</text:span>see <text:a xlink:href=\"https://a.example\">this</text:a></text:p></office:text>";
    let styles = "<style:style style:name=\"T1\"><style:text-properties style:text-line-through-style=\"solid\"/></style:style>";
    let xml = content(styles, body);
    let parts = [("content.xml", xml.as_str())];
    let document = open(&parts, &OfficeOptions::default()).unwrap();
    expect(
        &document,
        &[
            ("Pricing", "Pricing"),
            ("Pricing, paragraph 1", "R&D and it\nall end"),
            ("footnote 1", "Source: us"),
            ("Pricing > Frame1", "boxed"),
            ("Pricing > Frame1", "A gate"),
            ("Pricing, paragraph 2", "see this"),
        ],
    );
    let link = document.inlines.last().unwrap();
    assert_eq!(link.kind, InlineKind::Link("https://a.example".into()));
    assert_eq!(document.words(link.text), "this");
    let options = OfficeOptions {
        comments: true,
        ..OfficeOptions::default()
    };
    let with = said(&open(&parts, &options).unwrap());
    assert!(
        with.contains(&("Pricing > comment".to_owned(), "really?".to_owned())),
        "{with:?}"
    );
}

#[test]
fn slides_have_titles_notes_masters_and_may_be_hidden() {
    let styles = "<style:style style:name=\"dp1\"><style:drawing-page-properties presentation:visibility=\"hidden\"/></style:style>";
    let frame = |class: &str, words: &str| {
        format!(
            "<draw:frame presentation:class=\"{class}\"><draw:text-box><text:p>{words}</text:p></draw:text-box></draw:frame>"
        )
    };
    let body = format!(
        "<office:presentation><presentation:footer-decl presentation:name=\"f\">Acme</presentation:footer-decl>\
         <draw:page draw:name=\"p1\" draw:master-page-name=\"M\">{}{}<presentation:notes>{}{}</presentation:notes></draw:page>\
         <draw:page draw:name=\"p2\" draw:style-name=\"dp1\" draw:master-page-name=\"M\">{}</draw:page></office:presentation>",
        frame("outline", "body"),
        frame("title", "Why us"),
        frame("notes", "slowly"),
        frame("page-number", "7"),
        frame("outline", "unseen"),
    );
    let styles_xml = format!(
        "<office:document-styles><office:master-styles><style:master-page style:name=\"M\">{}<draw:frame draw:name=\"Strip\"><draw:text-box><text:p>The leading gate</text:p></draw:text-box></draw:frame></style:master-page><style:master-page style:name=\"Unused\"><draw:frame><draw:text-box><text:p>nowhere</text:p></draw:text-box></draw:frame></style:master-page></office:master-styles></office:document-styles>",
        frame("title", "Click to edit")
    );
    let xml = content(styles, &body);
    let meta = "<office:document-meta><office:meta><dc:title>Q3</dc:title><meta:user-defined meta:name=\"Team\">Sales</meta:user-defined></office:meta></office:document-meta>";
    let parts = [
        ("content.xml", xml.as_str()),
        ("styles.xml", styles_xml.as_str()),
        ("meta.xml", meta),
    ];
    let document = open(&parts, &OfficeOptions::default()).unwrap();
    expect(
        &document,
        &[
            ("header or footer", "Acme"),
            ("slide 1 \"Why us\" > outline", "body"),
            ("slide 1 \"Why us\" > title", "Why us"),
            ("slide 1 \"Why us\" > notes > notes", "slowly"),
            ("slide 2 (hidden) > outline", "unseen"),
            ("slide master > Strip", "The leading gate"),
            ("document properties > title", "Q3"),
            ("document properties > Team", "Sales"),
        ],
    );
    let also = &document.place_of(5).unwrap().also;
    let also: Vec<&str> = also.iter().map(AsRef::as_ref).collect();
    assert_eq!(also, ["slide 1", "slide 2"]);
}

#[test]
fn repeated_cells_are_counted_and_never_multiplied() {
    let cell = |repeated: &str, words: &str| {
        format!("<table:table-cell{repeated}><text:p>{words}</text:p></table:table-cell>")
    };
    let body = format!(
        "<office:spreadsheet><table:table table:name=\"Q3 plan\"><table:table-row>{}{}<table:table-cell office:value-type=\"float\"><text:p>7</text:p></table:table-cell></table:table-row>\
         <table:table-row table:number-rows-repeated=\"1000000000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
         <table:table-row>{}</table:table-row></table:table></office:spreadsheet>",
        cell(" table:number-columns-repeated=\"3\"", "a"),
        cell("", "b"),
        cell(
            " table:formula=\"of:=A1\" office:value-type=\"string\"",
            "made"
        )
    );
    let xml = content("", &body);
    let document = open(&[("content.xml", &xml)], &OfficeOptions::default()).unwrap();
    expect(
        &document,
        &[
            ("'Q3 plan'", "Q3 plan"),
            ("'Q3 plan'!A1", "a"),
            ("'Q3 plan'!D1", "b"),
            ("'Q3 plan'!A1000000002", "made"),
        ],
    );
    assert_eq!(
        document.place_of(1).unwrap().also[0].as_ref(),
        "'Q3 plan'!A1:C1"
    );
    assert_eq!(document.inlines[0].kind, InlineKind::Field);
}

#[test]
fn a_table_in_a_text_shows_whatever_was_typed_into_it() {
    let cell = |words: &str| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"0\"><text:p>{words}</text:p></table:table-cell>"
        )
    };
    let row = [cell("0 = a leading macro"), cell("1,5")].concat();
    let xml = content(
        "",
        &format!(
            "<office:text><table:table><table:table-row>{row}</table:table-row></table:table></office:text>"
        ),
    );
    let document = open(&[("content.xml", &xml)], &OfficeOptions::default()).unwrap();
    expect(
        &document,
        &[("table 1 > row 1, column 1", "0 = a leading macro")],
    );
}

#[test]
fn a_footer_of_a_master_is_on_its_slides_and_what_it_fills_in_is_not() {
    let xml = content(
        "",
        "<office:presentation><draw:page draw:name=\"p1\" draw:master-page-name=\"M\"><draw:frame draw:name=\"Text\"><draw:text-box><text:p>on it</text:p></draw:text-box></draw:frame></draw:page></office:presentation>",
    );
    let frame = |class: &str, inside: &str| {
        format!(
            "<draw:frame presentation:class=\"{class}\"><draw:text-box><text:p>{inside}</text:p></draw:text-box></draw:frame>"
        )
    };
    let styles = format!(
        "<office:document-styles><office:master-styles><style:master-page style:name=\"M\">{}{}{}</style:master-page></office:master-styles></office:document-styles>",
        frame("footer", "All rights kept"),
        frame(
            "footer",
            "<presentation:footer>&lt;footer&gt;</presentation:footer>"
        ),
        frame("outline", "Click to add text")
    );
    let parts = [("content.xml", xml.as_str()), ("styles.xml", &styles)];
    let document = open(&parts, &OfficeOptions::default()).unwrap();
    expect(
        &document,
        &[
            ("slide 1 > Text", "on it"),
            ("slide master > footer", "All rights kept"),
        ],
    );
    assert_eq!(&*document.place_of(1).unwrap().also[0], "slide 1");
}

#[test]
fn the_words_of_a_formula_are_read() {
    let xml = content(
        "",
        "<office:text><text:p>so <draw:frame draw:name=\"F\"><draw:object xlink:href=\"./Object 1\"/></draw:frame></text:p></office:text>",
    );
    let formula = "<math><semantics><mrow><mtext>best value</mtext><mo>=</mo><mi>x</mi></mrow><annotation>\"best value\" = x</annotation></semantics></math>";
    let parts = [
        ("content.xml", xml.as_str()),
        ("Object 1/content.xml", formula),
    ];
    let document = open(&parts, &OfficeOptions::default()).unwrap();
    expect(&document, &[("paragraph 1", "so "), ("F", "best valuex")]);
}

#[test]
fn an_encrypted_file_is_never_an_empty_one() {
    let manifest = "<manifest:manifest><manifest:file-entry manifest:full-path=\"content.xml\"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let parts = [
        ("content.xml", "\u{1}"),
        ("META-INF/manifest.xml", manifest),
    ];
    let error = open(&parts, &OfficeOptions::default()).unwrap_err();
    assert!(error.to_string().starts_with("encrypted"));
    let error = open(&[("mimetype", "x")], &OfficeOptions::default()).unwrap_err();
    assert!(error.to_string().starts_with("damaged"));
}
