//! Folders of decks: many files in one run, an interruption in the middle of it, and results that are
//! kept from run to run and never wrong.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use super::pptx::{deck, run, shape, slide};

/// How many decks a folder has, beside three that cannot be read.
const DECKS: usize = 45;

/// A folder of decks of one slide with so many paragraphs, `copies` of each under other names, and some that cannot be read.
fn folder(copies: usize, paragraphs: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("copydesk.yaml", b"wordlists: [house.yaml]\n");
    write(
        "house.yaml",
        b"forbid:\n  - {phrases: leading, instead: good, because: It cannot be shown., owner: Legal}\n  - {phrases: gate, severity: warning, effective: {until: 2027-01-01}}\n",
    );
    fs::create_dir(folder.path().join("decks")).unwrap();
    let page = slide(&shape(
        "Box 4",
        "",
        &format!("<a:p>{}</a:p>", run("A leading gate")).repeat(paragraphs),
    ));
    for at in 0..DECKS {
        let own = page.replacen("A leading", &format!("Deck {}, a leading", at / copies), 1);
        write(&format!("decks/{at:03}.pptx"), &deck(&[&own], &[]));
    }
    write("decks/a.pptx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    write("decks/b.pptx", b"PK");
    write("decks/c.pptx", b"");
    folder
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.current_dir(folder).args(["check", "decks"]);
    if !arguments.contains(&"--as-of") {
        command.args(["--as-of", "2026-11-23"]);
    }
    command.args(arguments);
    command
}

fn checked(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

/// The same run with a cache: what it prints, and how many files it knew.
fn cached(folder: &Path, arguments: &[&str]) -> (String, usize) {
    let output = checked(
        folder,
        &[arguments, &["--cache", "cache", "--timings"]].concat(),
    );
    let said = String::from_utf8(output.stderr).unwrap();
    let line = said
        .lines()
        .find(|line| line.ends_with(" known from earlier runs"));
    let known = line
        .unwrap_or_else(|| panic!("{said}"))
        .split(' ')
        .next()
        .unwrap();
    (
        String::from_utf8(output.stdout).unwrap(),
        known.parse().unwrap(),
    )
}

fn printed(folder: &Path, arguments: &[&str]) -> String {
    String::from_utf8(checked(folder, arguments).stdout).unwrap()
}

/// The entries of the cache.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let read = |folder: &Path| {
        let entries = fs::read_dir(folder).into_iter().flatten();
        entries
            .map(|entry| entry.unwrap().path())
            .collect::<Vec<_>>()
    };
    let folders = read(&folder.join("cache"))
        .into_iter()
        .filter(|path| path.is_dir());
    folders.flat_map(|folder| read(&folder)).collect()
}

#[test]
fn a_run_that_was_killed_is_taken_up_where_it_stopped() {
    // So many findings that a pipe nobody reads from is full long before the run is over.
    let folder = folder(3, 40);
    let json = ["--format", "json"];
    let expected = checked(folder.path(), &json);
    assert_eq!(expected.status.code(), Some(2));
    let mut killed = command(
        folder.path(),
        &["--format", "json", "--cache", "cache", "--threads", "2"],
    )
    .stdout(Stdio::piped())
    .stderr(Stdio::null())
    .spawn()
    .unwrap();
    // It waits for somebody to read on, in the middle of the folder.
    let mut before = 0;
    loop {
        thread::sleep(Duration::from_millis(200));
        let now = entries(folder.path()).len();
        if now > 0 && now == before {
            break;
        }
        before = now;
    }
    killed.kill().unwrap();
    killed.wait().unwrap();
    // Decks come in threes: what is known of one is known of its copies.
    assert!(before < DECKS / 3, "{before} entries: the run was over");
    let (resumed, known) = cached(folder.path(), &json);
    assert!(
        (before..DECKS).contains(&known),
        "{known} known of {before}"
    );
    assert!(resumed.as_bytes() == expected.stdout, "{resumed}");
    let (again, known) = cached(folder.path(), &json);
    assert_eq!(known, DECKS);
    assert!(again.as_bytes() == expected.stdout, "{again}");
}

#[test]
fn what_is_kept_prints_the_same_in_every_format_and_any_number_of_threads() {
    let folder = folder(3, 4);
    fs::write(
        folder.path().join("decks/page.md"),
        "\u{feff}A **leading**\ngate.\n",
    )
    .unwrap();
    for format in [
        "json", "human", "html", "csv", "sarif", "rdjson", "junit", "summary",
    ] {
        let arguments = ["--format", format, "--threads", "1"];
        let expected = printed(folder.path(), &arguments);
        for threads in ["1", "8"] {
            let (kept, _) = cached(folder.path(), &["--format", format, "--threads", threads]);
            assert!(kept == expected, "{format}: {kept}\n{expected}");
        }
    }
}

#[test]
fn whatever_changes_is_checked_anew() {
    let folder = folder(1, 2);
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let json = ["--format", "json"];
    cached(folder.path(), &json);
    assert_eq!(cached(folder.path(), &json).1, DECKS);
    let anew = |what: &str, arguments: &[&str]| {
        let arguments = [&json, arguments].concat();
        let (kept, known) = cached(folder.path(), &arguments);
        assert_eq!(known, 0, "{what}");
        assert!(kept == printed(folder.path(), &arguments), "{what}: {kept}");
        let (again, known) = cached(folder.path(), &arguments);
        assert_eq!(known, DECKS, "{what}, once more");
        assert!(again == kept, "{what}: {again}");
    };
    anew("another day", &["--as-of", "2027-02-01"]);
    anew("another weight that fails", &["--fail-on", "error"]);
    anew("what is copy", &["--include", "comments"]);
    write(
        "copydesk.yaml",
        "wordlists: [house.yaml]\nrules: {house/gate: off}\n",
    );
    anew("the config", &[]);
    write(
        "house.yaml",
        "forbid: [leading -> better, {id: gate, phrases: gates}]\n",
    );
    anew("the list", &[]);
    write(
        "copydesk.yaml",
        "wordlists: [house.yaml]\nlimits: {depth: 500}\n",
    );
    anew("a limit", &[]);
    write(
        "copydesk.waivers.yaml",
        "waivers:\n  - {path: decks/007.pptx, rule: house/leading, text: 'Deck 7, a leading gate', reason: R, by: L, until: 2027-01-01}\n",
    );
    anew("a waiver", &[]);
    checked(folder.path(), &["--write-baseline", "old.json"]);
    anew("a baseline", &["--baseline", "old.json"]);
    let baseline = fs::read_to_string(folder.path().join("old.json")).unwrap();
    let line = baseline
        .lines()
        .find(|line| line.contains("030.pptx"))
        .unwrap();
    write("old.json", &baseline.replace(&format!("{line}\n"), ""));
    anew("another baseline", &["--baseline", "old.json"]);
    // One file: only it.
    fs::copy(
        folder.path().join("decks/000.pptx"),
        folder.path().join("decks/044.pptx"),
    )
    .unwrap();
    let (kept, known) = cached(folder.path(), &json);
    assert_eq!(known, DECKS - 1);
    assert!(kept == printed(folder.path(), &json), "{kept}");
}

#[test]
fn entries_that_are_broken_or_cannot_be_written_change_nothing() {
    let folder = folder(3, 4);
    let json = ["--format", "json"];
    let (expected, _) = cached(folder.path(), &json);
    for (at, entry) in entries(folder.path()).iter().enumerate() {
        let mut bytes = fs::read(entry).unwrap();
        let middle = bytes.len() / 2;
        match at % 3 {
            0 => bytes.truncate(middle),
            1 => bytes[middle] ^= 1,
            _ => bytes.clear(),
        }
        fs::write(entry, bytes).unwrap();
    }
    let (kept, known) = cached(folder.path(), &json);
    assert!(known < DECKS && kept == expected, "{known} {kept}");
    assert_eq!(cached(folder.path(), &json).1, DECKS);
    // Where the folder should be there is a file.
    fs::write(folder.path().join("file"), "").unwrap();
    let output = checked(folder.path(), &["--format", "json", "--cache", "file"]);
    assert_eq!(output.stdout, expected.as_bytes());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("all files are checked"), "{said}");
}

#[test]
fn the_closing_lines_put_many_files_together() {
    let folder = folder(3, 4);
    for at in 0..12 {
        fs::write(folder.path().join(format!("decks/empty{at}.pptx")), b"").unwrap();
    }
    let said = printed(folder.path(), &["--format", "summary"]);
    let line = "not read     13 files: damaged: it is empty (decks/c.pptx, decks/empty0.pptx, decks/empty1.pptx … and 10 more)";
    assert!(said.contains(line), "{said}");
    assert!(
        said.contains("most in      decks/000.pptx: 4 errors and 4 warnings\n"),
        "{said}"
    );
    assert_eq!(said.matches("4 errors and 4 warnings").count(), 5, "{said}");
}
