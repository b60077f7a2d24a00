//! PDF files, written here object by object: pages, paragraphs, scans, and what cannot be read.
#![cfg(test)]
#![cfg(feature = "pdf")]

use std::fmt::Write;
use std::fs;
use std::process::Command;

use copydesk::document::options::OfficeOptions;
use copydesk::document::pdf::read;

/// A PDF of these pages, each the operators that draw it; the last object holds the title.
fn pdf(pages: &[&str]) -> Vec<u8> {
    let kids: String = (0..pages.len()).fold(String::new(), |kids, at| {
        kids + &format!("{} 0 R ", 5 + 2 * at)
    });
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
        "<< /Title (The plan) >>".to_owned(),
    ];
    for (at, page) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
            6 + 2 * at
        ));
        objects.push(format!(
            "<< /Length {} >>\nstream\n{page}\nendstream",
            page.len()
        ));
    }
    let mut file = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        writeln!(file, "{} 0 obj\n{object}\nendobj", at + 1).unwrap();
    }
    let table = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).unwrap();
    for place in &places {
        write!(file, "{place:010} 00000 n \n").unwrap();
    }
    write!(
        file,
        "trailer\n<< /Size {} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{table}\n%%EOF\n",
        places.len() + 1
    )
    .unwrap();
    file.into_bytes()
}

/// Draws lines of words, the first at this height.
fn lines(from: i32, lines: &[&str]) -> String {
    let drawn = lines.iter().map(|line| format!("({line}) Tj 0 -14 Td "));
    format!("BT /F1 12 Tf 72 {from} Td {}ET ", drawn.collect::<String>())
}

#[test]
fn paragraphs_come_with_their_pages() {
    let first = lines(720, &["The runtime enables", "access to all."]) + &lines(600, &["Apart."]);
    let document = read(
        pdf(&[&first, &lines(720, &["Second"])]),
        &OfficeOptions::default(),
    )
    .unwrap();
    let said: Vec<(String, &str)> = (0..document.blocks.len())
        .map(|at| {
            let place = document.place_of(at).unwrap().to_string();
            (place, document.words(document.blocks[at].text))
        })
        .collect();
    let expected = [
        ("page 1", "The runtime enables\naccess to all."),
        ("page 1", "Apart."),
        ("page 2", "Second"),
        ("document properties > title", "The plan"),
    ];
    assert_eq!(
        said,
        expected.map(|(place, words)| (place.to_owned(), words))
    );
}

#[test]
fn a_page_without_text_says_so_and_a_broken_file_is_unread() {
    let document = read(
        pdf(&[&lines(720, &["One"]), "0 0 m"]),
        &OfficeOptions::default(),
    )
    .unwrap();
    let notices: Vec<String> = document
        .notices
        .iter()
        .map(|notice| format!("{}: {}", notice.place, notice.what))
        .collect();
    assert_eq!(notices, ["page 2: no text"]);
    let reason = |bytes: Vec<u8>| {
        read(bytes, &OfficeOptions::default())
            .unwrap_err()
            .to_string()
    };
    assert!(reason(Vec::new()).starts_with("damaged"));
    assert!(reason(b"%PDF-1.4 and nothing more".to_vec()).starts_with("damaged"));
    let whole = pdf(&["0 0 m"]);
    assert!(reason(whole[..200].to_vec()).starts_with("damaged"));
}

#[test]
fn a_page_that_the_library_panics_on_is_told_quietly() {
    // A page without a size is one of the things that the library takes for impossible.
    let whole = String::from_utf8(pdf(&[
        &lines(720, &["a leading gate"]),
        &lines(720, &["lost"]),
    ]))
    .unwrap();
    let at = whole.rfind("/MediaBox").unwrap();
    let broken = whole[..at].to_owned() + "/MediaBix" + &whole[at + 9..];
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.pdf"), broken).unwrap();
    fs::write(folder.path().join("house.yaml"), "forbid: [leading]").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .current_dir(folder.path())
        .args(["check", "a.pdf", "--wordlist", "house.yaml"])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("a.pdf: page 1"), "{said}");
    assert!(said.contains("page 2: not read"), "{said}");
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(output.status.code(), Some(1));
}
