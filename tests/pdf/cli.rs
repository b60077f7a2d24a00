//! What `copydesk` says of PDF files.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use super::{Made, lines};

/// Runs `copydesk check` on `a.pdf` with a list that forbids “leading” and “official plan”.
fn check(folder: &Path, bytes: &[u8], arguments: &[&str]) -> Output {
    fs::write(folder.join("a.pdf"), bytes).unwrap();
    fs::write(
        folder.join("house.yaml"),
        "forbid: [leading, official plan]",
    )
    .unwrap();
    Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .current_dir(folder)
        .args(["check", "a.pdf", "--wordlist", "house.yaml"])
        .args(arguments)
        .output()
        .unwrap()
}

fn printed(output: &Output) -> String {
    assert_eq!(String::from_utf8(output.stderr.clone()).unwrap(), "");
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn two_pages() -> Vec<u8> {
    let second = "BT /F1 12 Tf 72 700 Td (The of\\001cial) Tj 0 -14 Td (plan) Tj ET";
    Made::new(&[&lines(720, &["Nothing"]), second]).bytes("")
}

#[test]
fn a_finding_says_its_page_in_every_output() {
    let folder = tempfile::tempdir().unwrap();
    let run = |format: &str| printed(&check(folder.path(), &two_pages(), &["--format", format]));
    assert!(run("human").contains("a.pdf: page 2"), "{}", run("human"));
    assert!(
        run("line").starts_with("a.pdf: page 2: error: "),
        "{}",
        run("line")
    );
    let json: serde_json::Value = serde_json::from_str(&run("json")).unwrap();
    let finding = &json["findings"][0];
    assert_eq!(finding["location"], "page 2");
    assert_eq!(finding["place"]["unit"], "page");
    assert_eq!(finding["place"]["number"], 2);
    let sarif: serde_json::Value = serde_json::from_str(&run("sarif")).unwrap();
    let location = &sarif["runs"][0]["results"][0]["locations"][0];
    assert_eq!(
        location["logicalLocations"][0]["fullyQualifiedName"],
        "page 2"
    );
    assert!(run("csv").contains("page 2"), "{}", run("csv"));
    assert!(run("html").contains("page 2"));
}

#[test]
fn what_every_page_repeats_is_one_card() {
    let folder = tempfile::tempdir().unwrap();
    let footer = lines(40, &["The leading gate"]);
    let bytes = Made::new(&[&footer, &footer, &footer]).bytes("");
    let said = printed(&check(folder.path(), &bytes, &[]));
    assert_eq!(said.matches("is not approved").count(), 1, "{said}");
    assert!(said.contains("also on pages 2 and 3 (same text)"), "{said}");
}

#[test]
fn a_page_that_is_given_up_is_told_quietly() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = Made::new(&[&lines(720, &["a leading gate"]), "0 0 m"]).bytes("");
    let output = check(folder.path(), &bytes, &[]);
    let said = printed(&output);
    assert!(said.contains("a.pdf: page 1"), "{said}");
    assert!(said.contains("page 2: no text"), "{said}");
    assert_eq!(output.status.code(), Some(1));
    let output = check(folder.path(), &bytes[..bytes.len() / 2], &[]);
    assert!(printed(&output).contains("damaged: its end is missing"));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn nothing_is_written_into_a_pdf() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.pdf"), two_pages()).unwrap();
    fs::write(
        folder.path().join("house.yaml"),
        "forbid: [official plan -> plan]",
    )
    .unwrap();
    for command in ["fix", "annotate"] {
        let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .current_dir(folder.path())
            .args([command, "a.pdf", "--wordlist", "house.yaml"])
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("a.pdf"), "{command}: {said}");
        assert_eq!(fs::read(folder.path().join("a.pdf")).unwrap(), two_pages());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "{command}");
    }
}
