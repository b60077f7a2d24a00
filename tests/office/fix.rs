//! Decks and documents rewritten: only words change, and where more would have to change, nothing does.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::{Command, Output};

use super::pptx::{deck, run, shape, slide};
use super::{docx, package, relations, repacked, with_part};

/// “enables access” and friends.
const LIST: &str = "forbid: [leading -> good, enables access -> integrates with, robust -> R&D, very very -> very, swift -> within a second]\n";

/// What came of a run.
pub(super) struct Ran {
    pub(super) said: String,
    pub(super) out: Vec<u8>,
    pub(super) code: Option<i32>,
    /// The files of the folder afterwards.
    pub(super) files: BTreeMap<String, Vec<u8>>,
}

/// Runs copydesk with `arguments` in a folder that holds `name` with these bytes, a list and a config.
pub(super) fn ran(name: &str, bytes: &[u8], arguments: &[&str]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("house.yaml", LIST.as_bytes());
    write("copydesk.yaml", b"wordlists: [house.yaml]\n");
    write(name, bytes);
    let Output {
        status,
        stdout,
        stderr,
    } = command(folder.path(), arguments);
    let files = fs::read_dir(folder.path()).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, fs::read(path).unwrap())
    });
    Ran {
        said: String::from_utf8(stderr).unwrap(),
        out: stdout,
        code: status.code(),
        files: files.collect(),
    }
}

fn command(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

/// The part `name` of the package `bytes`.
pub(super) fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// A deck of one slide with one shape with these paragraphs, rewritten; its slide before and after.
fn slide_fixed(paragraphs: &str, arguments: &[&str]) -> (String, Ran) {
    let page = slide(&shape("Text", "", paragraphs));
    let mut all = vec!["fix", "deck.pptx"];
    all.extend(arguments);
    (page.clone(), ran("deck.pptx", &deck(&[&page], &[]), &all))
}

/// Holds that nothing is rewritten of a deck with these paragraphs, and that `why` is the reason.
fn refused(paragraphs: &str, why: &str) {
    let (_, ran) = slide_fixed(paragraphs, &["--unsafe"]);
    assert!(ran.said.contains(why), "{why}: {}", ran.said);
    assert!(!ran.files.contains_key("deck.fixed.pptx"), "{}", ran.said);
    assert_eq!(ran.code, Some(1));
}

/// The same of a Word file with this body.
fn refused_in_word(body: &str, why: &str) {
    let ran = ran(
        "policy.docx",
        &docx::document(body, &[]),
        &["fix", "policy.docx", "--unsafe"],
    );
    assert!(ran.said.contains(why), "{why}: {}", ran.said);
    assert!(!ran.files.contains_key("policy.fixed.docx"), "{}", ran.said);
}

fn word_fixed(body: &str, arguments: &[&str]) -> (String, Ran) {
    let mut all = vec!["fix", "policy.docx"];
    all.extend(arguments);
    let ran = ran("policy.docx", &docx::document(body, &[]), &all);
    let made = ran.files.get("policy.fixed.docx");
    let made = made.unwrap_or_else(|| panic!("no copy: {}", ran.said));
    let xml = part(made, "word/document.xml");
    let inside = xml.split("<w:body>").nth(1).unwrap();
    let inside = inside.split("</w:body>").next().unwrap().to_owned();
    (inside, ran)
}

#[test]
fn a_phrase_over_runs_is_written_where_its_words_begin() {
    let bold = |words: &str| format!("<a:r><a:rPr b=\"1\"/><a:t>{words}</a:t></a:r>");
    let paragraphs = format!(
        "<a:p>{}{}{}{}<a:endParaRPr/></a:p>",
        run("It ena"),
        bold("bl"),
        run("es acc"),
        run("ess now")
    );
    let (page, ran) = slide_fixed(&paragraphs, &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.said);
    assert!(
        ran.said.contains("deck.pptx: written as deck.fixed.pptx"),
        "{}",
        ran.said
    );
    let new = part(&ran.files["deck.fixed.pptx"], "ppt/slides/slide1.xml");
    // The run in bold has no words left, and goes.
    let runs = [run("It integrates"), run(" with"), run(" now")].concat();
    let expected = page.replace(&paragraphs, &format!("<a:p>{runs}<a:endParaRPr/></a:p>"));
    assert_eq!(new, expected);
    // The file itself stays as it was.
    assert_eq!(part(&ran.files["deck.pptx"], "ppt/slides/slide1.xml"), page);
}

#[test]
fn every_other_part_keeps_its_bytes_and_its_place() {
    let page = slide(&shape(
        "Text",
        "",
        &format!("<a:p>{}</a:p>", run("a leading gate")),
    ));
    let macros = [0xd0, 0xcf, 0x11, 0xe0, 0xa1];
    let bytes = with_part(deck(&[&page], &[]), "ppt/vbaProject.bin", &macros);
    let ran = ran("deck.pptm", &bytes, &["fix", "deck.pptm"]);
    let new = &ran.files["deck.fixed.pptm"];
    let raw = |bytes: &[u8]| {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
        (0..archive.len())
            .map(|at| {
                let mut file = archive.by_index_raw(at).unwrap();
                let mut packed = Vec::new();
                file.read_to_end(&mut packed).unwrap();
                (file.name().unwrap().into_owned(), packed)
            })
            .collect::<Vec<_>>()
    };
    let (old, new) = (raw(&bytes), raw(new));
    let names = |parts: &[(String, Vec<u8>)]| -> Vec<String> {
        parts.iter().map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(names(&old), names(&new));
    let changed: Vec<&str> = old
        .iter()
        .zip(&new)
        .filter(|(old, new)| old != new)
        .map(|((name, _), _)| name.as_str())
        .collect();
    assert_eq!(changed, ["ppt/slides/slide1.xml"]);
}

#[test]
fn new_words_are_escaped_and_old_references_stay() {
    let (page, ran) = slide_fixed(
        &format!("<a:p>{}</a:p>", run("Q&amp;A on robust &#233;")),
        &[],
    );
    let new = part(&ran.files["deck.fixed.pptx"], "ppt/slides/slide1.xml");
    assert_eq!(new, page.replace("robust", "R&amp;D"));
}

#[test]
fn nothing_is_written_over_what_is_no_word() {
    let two = |between: &str| format!("<a:p>{}{between}{}</a:p>", run("enables"), run("access"));
    refused(&two("<a:br/>"), "crosses a line break");
    refused(&two("<a:tab/>"), "crosses a tab");
    let field = "<a:p><a:fld type=\"x\"><a:t>leading</a:t></a:fld></a:p>";
    refused(field, "stands in a field");
    let link = "<a:p><a:r><a:rPr><a:hlinkClick r:id=\"r1\"/></a:rPr><a:t>enables</a:t></a:r><a:r><a:t> access</a:t></a:r></a:p>";
    refused(link, "crosses the edge of a link");
    let math = "<a:p><a:r><a:t>enables</a:t></a:r><m:oMath/><a:r><a:t> access</a:t></a:r></a:p>";
    let (_, ran) = slide_fixed(math, &[]);
    assert!(!ran.files.contains_key("deck.fixed.pptx"), "{}", ran.said);
}

#[test]
fn a_link_over_two_runs_is_one_link() {
    let linked = |words: &str| {
        format!("<a:r><a:rPr><a:hlinkClick r:id=\"r1\"/></a:rPr><a:t>{words}</a:t></a:r>")
    };
    let paragraphs = format!("<a:p>{}{}</a:p>", linked("enab"), linked("les access"));
    let (page, ran) = slide_fixed(&paragraphs, &[]);
    let new = part(
        ran.files.get("deck.fixed.pptx").expect(&ran.said),
        "ppt/slides/slide1.xml",
    );
    let expected = format!("<a:p>{}{}</a:p>", linked("integrates"), linked(" with"));
    assert_eq!(new, page.replace(&paragraphs, &expected));
}

#[test]
fn what_is_written_twice_in_the_file_is_left_alone() {
    let words = shape("New", "", &format!("<a:p>{}</a:p>", run("a leading gate")));
    let page = slide(&format!(
        "<mc:AlternateContent><mc:Choice>{words}</mc:Choice><mc:Fallback>{words}</mc:Fallback></mc:AlternateContent>"
    ));
    let ran = ran("deck.pptx", &deck(&[&page], &[]), &["fix", "deck.pptx"]);
    assert!(
        ran.said.contains("is written twice in the file"),
        "{}",
        ran.said
    );
    assert!(!ran.files.contains_key("deck.fixed.pptx"));
}

#[test]
fn charts_and_diagrams_are_left_to_a_person() {
    let frame = |inside: &str| {
        format!(
            "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"5\" name=\"F\"/></p:nvGraphicFramePr><a:graphic>{inside}</a:graphic></p:graphicFrame>"
        )
    };
    let page = slide(
        &(frame("<c:chart xmlns:c=\"c\" r:id=\"r1\"/>")
            + &frame("<dgm:relIds xmlns:dgm=\"d\" r:dm=\"r2\"/>")),
    );
    let links = relations(&[
        ("r1", "chart", "../charts/chart1.xml"),
        ("r2", "diagramData", "../diagrams/data1.xml"),
    ]);
    let more = [
        ("ppt/slides/_rels/slide1.xml.rels", links.as_str()),
        (
            "ppt/charts/chart1.xml",
            "<c:chartSpace xmlns:c=\"c\" xmlns:a=\"a\"><c:title><c:tx><c:rich><a:p><a:r><a:t>leading gates</a:t></a:r></a:p></c:rich></c:tx></c:title></c:chartSpace>",
        ),
        (
            "ppt/diagrams/data1.xml",
            "<dgm:dataModel xmlns:dgm=\"d\" xmlns:a=\"a\"><dgm:pt><dgm:t><a:p><a:r><a:t>leading locks</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>",
        ),
    ];
    let ran = ran("deck.pptx", &deck(&[&page], &more), &["fix", "deck.pptx"]);
    for why in ["stands in a chart", "stands in a diagram (SmartArt)"] {
        assert!(ran.said.contains(why), "{why}: {}", ran.said);
    }
    assert!(!ran.files.contains_key("deck.fixed.pptx"));
}

#[test]
fn a_signed_file_is_not_touched() {
    let page = slide(&shape(
        "Text",
        "",
        &format!("<a:p>{}</a:p>", run("a leading gate")),
    ));
    let bytes = deck(&[&page], &[("_xmlsignatures/sig1.xml", "<Signature/>")]);
    let ran = ran("deck.pptx", &bytes, &["fix", "deck.pptx"]);
    assert!(ran.said.contains("stands in a signed file"), "{}", ran.said);
    assert!(!ran.files.contains_key("deck.fixed.pptx"));
}

#[test]
fn a_footer_on_every_slide_is_rewritten_on_every_slide() {
    let page = slide(&shape(
        "Footer",
        "ftr",
        &format!("<a:p>{}</a:p>", run("leading gates")),
    ));
    let bytes = deck(&[&page, &page, &page], &[]);
    let ran = ran("deck.pptx", &bytes, &["fix", "deck.pptx"]);
    assert_eq!(ran.code, Some(0), "{}", ran.said);
    for number in 1..=3 {
        let name = format!("ppt/slides/slide{number}.xml");
        let new = part(&ran.files["deck.fixed.pptx"], &name);
        assert!(new.contains(">good gates<"), "{number}: {new}");
    }
}

#[test]
fn white_space_at_the_edge_of_a_word_text_is_kept() {
    let body = "<w:p><w:r><w:t>It enables</w:t></w:r><w:r><w:t xml:space=\"preserve\"> access to it</w:t></w:r></w:p>";
    let (new, _) = word_fixed(body, &[]);
    assert_eq!(
        new,
        body.replace("enables", "integrates")
            .replace("access", "with")
    );
    // What is left of the second text begins with a space that was inside it before.
    let split = "<w:p><w:r><w:t>very ve</w:t></w:r><w:r><w:t>ry good</w:t></w:r></w:p>";
    let (new, ran) = word_fixed(split, &["--unsafe"]);
    assert!(
        new.contains("<w:t xml:space=\"preserve\"> good</w:t>"),
        "{new}\n{}",
        ran.said
    );
}

#[test]
fn word_files_keep_out_of_what_others_fill_or_decide() {
    let r = |words: &str| format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>");
    let p = |inside: &str| format!("<w:p>{inside}</w:p>");
    let word = r("leading");
    let (enables, access) = (r("enables"), r(" access"));
    for (inside, why) in [
        (
            "<w:r><w:t>enables</w:t><w:br/><w:t>access</w:t></w:r>".to_owned(),
            "crosses a line break",
        ),
        (
            "<w:r><w:t>enables</w:t><w:tab/><w:t>access</w:t></w:r>".to_owned(),
            "crosses a tab",
        ),
        (
            format!("<w:ins w:id=\"1\">{word}</w:ins>"),
            "touches a tracked change",
        ),
        (
            format!(
                "{enables}<w:del w:id=\"1\"><w:r><w:delText>x</w:delText></w:r></w:del>{access}"
            ),
            "touches a tracked change",
        ),
        (
            format!("{enables}<w:sdt><w:sdtContent>{access}</w:sdtContent></w:sdt>"),
            "crosses the edge of a content control",
        ),
        (
            format!(
                "<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent>{word}</w:sdtContent></w:sdt>"
            ),
            "locked or filled from elsewhere",
        ),
        (
            format!("{enables}<w:hyperlink w:anchor=\"a\">{access}</w:hyperlink>"),
            "crosses the edge of a link",
        ),
        (
            format!("<w:fldSimple w:instr=\"X\">{word}</w:fldSimple>"),
            "stands in a field",
        ),
        (
            format!(
                "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{word}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
            ),
            "stands in a field",
        ),
    ] {
        refused_in_word(&p(&inside), why);
    }
}

#[test]
fn tracked_changes_say_who_and_when_and_lose_nothing() {
    let body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>It enables</w:t></w:r><w:r><w:t xml:space=\"preserve\"> access to all</w:t></w:r></w:p>";
    let arguments = [
        "--track-changes",
        "--author",
        "A & B",
        "--as-of",
        "2026-11-23",
    ];
    let (new, ran) = word_fixed(body, &arguments);
    let by =
        |id: u8| format!("w:id=\"{id}\" w:author=\"A &amp; B\" w:date=\"2026-11-23T00:00:00Z\"");
    let expected = format!(
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">It </w:t></w:r>\
         <w:del {}><w:r><w:rPr><w:b/></w:rPr><w:delText xml:space=\"preserve\">enables</w:delText></w:r></w:del>\
         <w:ins {}><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">integrates</w:t></w:r></w:ins>\
         <w:r><w:t xml:space=\"preserve\"> </w:t></w:r>\
         <w:del {}><w:r><w:delText xml:space=\"preserve\">access</w:delText></w:r></w:del>\
         <w:ins {}><w:r><w:t xml:space=\"preserve\">with</w:t></w:r></w:ins>\
         <w:r><w:t xml:space=\"preserve\"> to all</w:t></w:r></w:p>",
        by(1),
        by(2),
        by(3),
        by(4)
    );
    assert_eq!(new, expected, "{}", ran.said);
    assert_eq!(ran.code, Some(0));
}

#[test]
fn a_shared_string_is_rewritten_for_all_its_cells_and_a_header_is_not() {
    let strings = "<sst><si><t>leading gates</t></si><si><t>leading</t></si></sst>";
    let cells = |row: usize| {
        format!(
            "<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c><c r=\"B{row}\" t=\"s\"><v>1</v></c></row>"
        )
    };
    let sheet = format!(
        "<worksheet><sheetData>{}{}<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>a leading lock</t></is></c><c r=\"B3\" t=\"str\"><f>A1</f><v>leading sum</v></c></row></sheetData></worksheet>",
        cells(1),
        cells(2)
    );
    let bytes = package(&[
        (
            "_rels/.rels",
            &relations(&[("r1", "officeDocument", "xl/workbook.xml")]),
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Plan\" r:id=\"r1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &relations(&[
                ("r1", "worksheet", "worksheets/sheet1.xml"),
                ("r2", "sharedStrings", "sharedStrings.xml"),
            ]),
        ),
        ("xl/worksheets/sheet1.xml", &sheet),
        ("xl/sharedStrings.xml", strings),
        (
            "xl/tables/table1.xml",
            "<table><tableColumns><tableColumn name=\"leading\"/></tableColumns></table>",
        ),
    ]);
    let ran = ran("plan.xlsx", &bytes, &["fix", "plan.xlsx"]);
    for why in [
        "is the header of a table",
        "stands in a field or formula",
        "2 of 4 findings were rewritten",
    ] {
        assert!(ran.said.contains(why), "{why}: {}", ran.said);
    }
    let new = &ran.files["plan.fixed.xlsx"];
    assert_eq!(
        part(new, "xl/sharedStrings.xml"),
        strings.replace("leading gates", "good gates")
    );
    assert_eq!(
        part(new, "xl/worksheets/sheet1.xml"),
        sheet.replace("a leading lock", "a good lock")
    );
}

#[test]
fn in_place_and_standard_input_write_no_copy() {
    let page = slide(&shape(
        "Text",
        "",
        &format!("<a:p>{}</a:p>", run("a leading gate")),
    ));
    let bytes = deck(&[&page], &[]);
    let ran = ran("deck.pptx", &bytes, &["fix", "deck.pptx", "--in-place"]);
    assert!(!ran.files.contains_key("deck.fixed.pptx"));
    let new = part(&ran.files["deck.pptx"], "ppt/slides/slide1.xml");
    assert_eq!(new, page.replace("leading", "good"));
}

#[test]
fn a_walk_passes_over_the_copies_of_the_last_one() {
    let page = slide(&shape(
        "Text",
        "",
        &format!("<a:p>{}</a:p>", run("a leading gate")),
    ));
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("house.yaml", LIST.as_bytes());
    write("copydesk.yaml", b"wordlists: [house.yaml]\n");
    write("deck.pptx", &deck(&[&page], &[]));
    for _ in 0..2 {
        let done = command(folder.path(), &["fix"]);
        let said = String::from_utf8(done.stderr).unwrap();
        assert!(said.contains("1 of 1 finding was rewritten"), "{said}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4);
}

#[test]
fn what_would_change_is_listed_beside_a_patch() {
    let page = slide(&shape(
        "Text",
        "",
        &format!("<a:p>{}<a:br/>{}</a:p>", run("--- a leading"), run("gate")),
    ));
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("house.yaml", LIST.as_bytes());
    write("copydesk.yaml", b"wordlists: [house.yaml]\n");
    write("deck.pptx", &deck(&[&page], &[]));
    write("after.md", b"A leading page.\n");
    write("zz.md", b"A leading page.\n");
    let done = command(folder.path(), &["fix", "--diff"]);
    let listed = "deck.pptx: slide 1 > Text (house/leading)\n  was  --- a leading gate\n  now  --- a good gate\n";
    let out = String::from_utf8(done.stdout.clone()).unwrap();
    assert!(out.contains(listed), "{out}");
    assert!(!folder.path().join("deck.fixed.pptx").exists());
    write("all.patch", &done.stdout);
    let applied = Command::new("git")
        .current_dir(folder.path())
        .args(["apply", "all.patch"])
        .output()
        .unwrap();
    assert!(applied.status.success(), "{applied:?}");
    let page = fs::read_to_string(folder.path().join("zz.md")).unwrap();
    assert_eq!(page, "A good page.\n");
}

#[test]
fn a_part_in_utf_16_stays_in_it() {
    let page = slide(&shape(
        "Text",
        "",
        &format!("<a:p>{}</a:p>", run("a leading gate")),
    ));
    let bytes = deck(&[&page], &[]);
    let bytes = repacked(&bytes, "ppt/slides/slide1.xml", |_| String::new());
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let file = archive.by_index_raw(at).unwrap();
        if file.name().unwrap() == "ppt/slides/slide1.xml" {
            continue;
        }
        writer.raw_copy_file(file).unwrap();
    }
    let wide: Vec<u8> = format!("\u{feff}{page}")
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    let bytes = with_part(
        writer.finish().unwrap().into_inner(),
        "ppt/slides/slide1.xml",
        &wide,
    );
    let ran = ran("deck.pptx", &bytes, &["fix", "deck.pptx"]);
    let new = &ran.files["deck.fixed.pptx"];
    let mut archive = zip::ZipArchive::new(Cursor::new(new)).unwrap();
    let mut wide = Vec::new();
    let mut file = archive.by_name("ppt/slides/slide1.xml").unwrap();
    file.read_to_end(&mut wide).unwrap();
    let units: Vec<u16> = wide
        .chunks_exact(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
        .collect();
    let text = String::from_utf16(&units).unwrap();
    assert_eq!(text, format!("\u{feff}{}", page.replace("leading", "good")));
}

#[test]
fn a_card_and_the_json_say_what_a_copy_would_hold() {
    let page = slide(&shape(
        "Text",
        "",
        &format!("<a:p>{}</a:p>", run("a leading gate")),
    ));
    let bytes = deck(&[&page], &[]);
    let human = ran("deck.pptx", &bytes, &["check", "deck.pptx"]);
    let said = String::from_utf8(human.out).unwrap();
    assert!(
        said.contains("copydesk fix makes it “good” in a copy, deck.fixed.pptx"),
        "{said}"
    );
    let json = ran(
        "deck.pptx",
        &bytes,
        &["check", "deck.pptx", "--format", "json"],
    );
    let json: serde_json::Value = serde_json::from_slice(&json.out).unwrap();
    let edit = &json["findings"][0]["suggestions"][0]["edits"][0];
    assert_eq!(edit["part"], "ppt/slides/slide1.xml");
    let at = |end: &str| usize::try_from(edit["span"][end].as_u64().unwrap()).unwrap();
    assert_eq!(&page[at("start")..at("end")], "leading");
    assert_eq!(edit["text"], "good");
}

#[test]
fn a_shape_that_may_be_too_small_for_its_new_words_is_named() {
    let text = |name: &str, words: &str| shape(name, "", &format!("<a:p>{}</a:p>", run(words)));
    let long = "This shape says so much that one more word in it is hardly seen by anybody: ";
    let page = slide(
        &[
            text("Small", "A swift gate"),
            text("Wide", &format!("{long}a swift gate")),
            text("Same", "leading leading"),
        ]
        .concat(),
    );
    let Ran { said, files, .. } = ran("deck.pptx", &deck(&[&page], &[]), &["fix", "deck.pptx"]);
    assert!(files.contains_key("deck.fixed.pptx"));
    let looks: Vec<&str> = said.lines().filter(|line| line.contains("fits")).collect();
    assert_eq!(
        looks,
        ["deck.pptx: slide 1 > Small: 83 % longer than before; see whether it still fits"]
    );
    // A text has room.
    let word = docx::document("<w:p><w:r><w:t>a swift gate</w:t></w:r></w:p>", &[]);
    let Ran { said, .. } = ran("a.docx", &word, &["fix", "a.docx"]);
    assert!(!said.contains("fits"), "{said}");
}
