//! Office files from before 2007, made by `LibreOffice` from the sources beside them (`make.sh`), held to
//! what somebody who opens them would say is in them.
#![cfg(test)]
#![cfg(feature = "legacy")]

#[path = "../support/document.rs"]
mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use copydesk::document::legacy::{LegacyFormat, read};
use copydesk::document::options::OfficeOptions;
use copydesk::document::{Document, Kind};
use support::said;

const DECK: &[u8] = include_bytes!("deck.ppt");
const TEXT: &[u8] = include_bytes!("text.doc");
const BOOK: &[u8] = include_bytes!("book.xls");

const ALL: [(LegacyFormat, &[u8]); 3] = [
    (LegacyFormat::Presentation, DECK),
    (LegacyFormat::Text, TEXT),
    (LegacyFormat::Workbook, BOOK),
];

fn opened(format: LegacyFormat, bytes: &[u8], comments: bool) -> Document {
    let options = OfficeOptions {
        comments,
        ..OfficeOptions::default()
    };
    read(format, bytes.to_vec(), &options).unwrap()
}

fn reason(format: LegacyFormat, bytes: &[u8]) -> String {
    let why = read(format, bytes.to_vec(), &OfficeOptions::default());
    why.unwrap_err().to_string()
}

#[test]
fn a_deck_is_read_slide_by_slide_with_its_notes() {
    let deck = opened(LegacyFormat::Presentation, DECK, false);
    assert_eq!(
        said(&deck),
        [
            "slide 1 \"Why us\": Why us",
            "slide 1 \"Why us\": The runtime enables",
            "slide 1 \"Why us\": access to all of it.",
            "slide 1 \"Why us\" > notes: Say it slowly.",
            "document properties > title: The plan",
        ]
    );
    let notices = deck.notices.iter();
    let notices: Vec<String> = notices
        .map(|notice| format!("{}: {}", notice.place, notice.what))
        .collect();
    assert_eq!(notices, ["slide 2: no text, 1 picture"]);
}

#[test]
fn a_text_is_read_under_its_headings_with_notes_and_footers() {
    let expected = [
        "Pricing: Pricing",
        "Pricing, paragraph 1: The runtime enables access to all of it.",
        "Pricing > row 1, column 1: Start",
        "Pricing > row 1, column 2: The leading gate",
        "footnote: So it is said.",
        "comment: Is that so?",
        "header or footer: Not for sale.",
        "document properties > title: The plan",
    ];
    assert_eq!(said(&opened(LegacyFormat::Text, TEXT, true)), expected);
    let seen = expected
        .iter()
        .filter(|words| !words.starts_with("comment"));
    assert!(
        said(&opened(LegacyFormat::Text, TEXT, false))
            .iter()
            .eq(seen)
    );
}

#[test]
fn a_workbook_is_read_cell_by_cell_and_each_string_once() {
    let book = opened(LegacyFormat::Workbook, BOOK, true);
    assert_eq!(
        said(&book),
        [
            "'Q3 plan': Q3 plan",
            "'Q3 plan'!A1: Product",
            "'Q3 plan'!B2: The leading gate",
            "'Q3 plan'!B2 > comment: Is that so?",
        ]
    );
    let also = &book.place_of(2).unwrap().also;
    assert_eq!(also.len(), 1);
    assert_eq!(&*also[0], "'Q3 plan'!A3");
}

#[test]
fn what_is_another_kind_of_file_says_which() {
    let deck = |bytes| reason(LegacyFormat::Presentation, bytes);
    assert_eq!(deck(b""), "damaged: it is empty");
    assert_eq!(
        deck(b"words"),
        "damaged: it does not begin as an office file"
    );
    let named = |what: &str| format!("not what its name says: it is {what}");
    assert_eq!(
        deck(b"PK\x03\x04"),
        named("a file of the new format. Name it .pptx, .docx or .xlsx")
    );
    assert_eq!(deck(TEXT), named("another kind of file. Name it .doc"));
    let text = |bytes| reason(LegacyFormat::Text, bytes);
    assert_eq!(
        text(b"{\\rtf1 words}"),
        named("RTF, which is not read yet; save it as HTML")
    );
    assert_eq!(text(b"<html>"), named("HTML or XML. Name HTML .html"));
}

#[test]
fn a_file_that_was_cut_off_is_damaged_and_no_change_of_bytes_breaks_the_reader() {
    for (format, bytes) in ALL {
        let why = reason(format, &bytes[..bytes.len() / 2]);
        assert!(why.starts_with("damaged: "), "{why}");
    }
    let mut next = support::numbers();
    for (format, bytes) in ALL {
        for _ in 0..60 {
            let mut changed = bytes.to_vec();
            for _ in 0..=next(8) {
                let at = next(changed.len());
                changed[at] = u8::try_from(next(256)).unwrap();
            }
            // Read or refused; a panic would end the test.
            let _ = read(format, changed, &OfficeOptions::default());
        }
    }
}

#[test]
fn encrypted_files_are_called_so() {
    let hostile = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/decks/hostile");
    let Ok(files) = fs::read_dir(&hostile) else {
        println!("skipped: there is no ../shared/decks/hostile");
        return;
    };
    let mut found = 0;
    for file in files.filter_map(Result::ok) {
        if let Some(Kind::Legacy(format)) = Kind::of_path(&file.path()) {
            let why = reason(format, &fs::read(file.path()).unwrap());
            assert!(
                why.starts_with("encrypted"),
                "{}: {why}",
                file.path().display()
            );
            found += 1;
        }
    }
    assert!(found > 0, "none of {} is a legacy file", hostile.display());
}

#[test]
fn a_finding_says_its_place_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("a.ppt", DECK);
    write("b.doc", TEXT);
    write("c.xls", BOOK);
    write(
        "house.yaml",
        b"forbid: [runtime enables -> runtime has, leading]",
    );
    let run = |command: &str, more: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .current_dir(folder.path())
            .args([
                command,
                "a.ppt",
                "b.doc",
                "c.xls",
                "--wordlist",
                "house.yaml",
            ])
            .args(more)
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        (String::from_utf8(said).unwrap(), output.status.code())
    };
    let (said, code) = run("check", &["--format", "line"]);
    for place in [
        "a.ppt: slide 1 \"Why us\": error: ",
        "b.doc: Pricing, paragraph 1: error: ",
        "c.xls: 'Q3 plan'!B2: error: ",
    ] {
        assert!(said.contains(place), "{said}");
    }
    assert_eq!(code, Some(1));
    for command in ["fix", "annotate"] {
        let (said, _) = run(command, &[]);
        assert!(said.contains("a.ppt"), "{command}: {said}");
        assert_eq!(fs::read(folder.path().join("a.ppt")).unwrap(), DECK);
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            4,
            "{command}: {said}"
        );
    }
}
