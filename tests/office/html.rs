//! `--format html`: what stands in decks, lists and names is text on the page, and the page keeps
//! together what belongs together.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use html5gum::{Token, Tokenizer};

use super::pptx::{deck, run, shape, slide};

/// What somebody might write to break out of the page, as it stands in a file or a list.
const HOSTILE: &str =
    "</script><script>alert(1)</script><img src=x onerror=alert(2)> \" ' ]]> --> \u{202e}evil";

/// The page about `folder`.
pub(super) fn page(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .current_dir(folder)
        .args(["check", ".", "--format", "html", "--as-of", "2026-11-23"])
        .args(arguments)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn words(name: &str, placeholder: &str, words: &str) -> String {
    shape(name, placeholder, &format!("<a:p>{}</a:p>", run(words)))
}

/// `text` as XML and as a YAML value between double quotes.
fn xml(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn yaml(text: &str) -> String {
    format!(
        "\"{}\"",
        text.replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace('\u{202e}', "\\u202e")
    )
}

/// Every start tag with its attributes.
fn tags(page: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let tag = |token| match token {
        Ok(Token::StartTag(tag)) => {
            let attributes = tag.attributes.iter();
            let attributes = attributes.map(|(name, value)| (text(name), text(value)));
            Some((text(&tag.name), attributes.collect()))
        }
        _ => None,
    };
    Tokenizer::new(page).filter_map(tag).collect()
}

/// A folder with a hostile list, a hostile deck and a hostile page, under hostile names.
fn hostile() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("copydesk.yaml", b"wordlists: [house.yaml]\n");
    let said = yaml(HOSTILE);
    write(
        "house.yaml",
        format!(
            "sources: {{memo: {{title: {said}, kind: memo, url: \"javascript:alert(3)\"}}}}\n\
             forbid:\n  - {{phrases: leading, instead: {said}, because: {said}, advice: {said}, owner: {said}, source: memo, message: {said}}}\n"
        )
        .as_bytes(),
    );
    let text = xml(&HOSTILE.replace("evil", "a leading evil"));
    let title = words(&text, "title", &text);
    write("<script>\"x\".pptx", &deck(&[&slide(&title)], &[]));
    write(
        "<img src=x>'.md",
        format!("`{HOSTILE}` leading {HOSTILE}\n").as_bytes(),
    );
    write(
        "encrypted<b>.pptx",
        &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
    );
    folder
}

#[cfg(unix)]
#[test]
fn nothing_in_files_names_or_lists_is_markup() {
    let page = page(hostile().path(), &[]);
    assert!(page.contains("leading"), "{page}");
    assert!(!page.contains('\u{202e}'), "a line could be turned round");
    let allowed: BTreeSet<&str> = "html head meta title style body a header h1 p main ul li b section h2 details summary \
        bdi span div table thead tr th tbody td form label input select option fieldset legend button h3 article h4 \
        blockquote mark u svg path rect dl dt dd ins del small footer script"
        .split_whitespace()
        .collect();
    let mut scripts = 0;
    for (name, attributes) in tags(&page) {
        assert!(allowed.contains(name.as_str()), "<{name}> {attributes:?}");
        scripts += usize::from(name == "script");
        for (attribute, value) in attributes {
            assert!(
                !attribute.starts_with("on")
                    && !matches!(attribute.as_str(), "src" | "style" | "action"),
                "<{name} {attribute}={value}>"
            );
            assert!(attribute != "href" || value.starts_with('#'), "{value}");
        }
    }
    assert_eq!(scripts, 1);
    // All of it can be read all the same.
    let visible = "&lt;img src=x onerror=alert(2)&gt; &quot; &#39; ]]&gt; --&gt; \\u{202e}";
    assert!(page.matches(visible).count() > 5, "{page}");
}

#[test]
fn files_that_were_not_read_come_first_and_boilerplate_is_said_once() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("copydesk.yaml", b"wordlists: [house.yaml]\n");
    write("house.yaml", b"forbid: [leading -> good]\n");
    let same = slide(&words("Box 4", "", "Our leading gate"));
    let other = slide(&words("Box 4", "", "A leading lock"));
    write("a.pptx", &deck(&[&same, &other, &same, &same], &[]));
    write("z.pptx", b"not a package");
    let page = page(folder.path(), &[]);
    let at = |text: &str| {
        page.find(text)
            .unwrap_or_else(|| panic!("{text} in {page}"))
    };
    assert!(at("Not read: 1 file") < at("By rule"));
    assert!(at("By rule") < at("<article"));
    assert_eq!(page.matches("<article").count(), 2);
    assert!(
        page.contains("<summary>On 3 slides</summary><ul><li><bdi>slide 1 &gt; Box 4</bdi></li>")
    );
    assert!(page.contains("Our <mark>leading</mark> gate"));
    assert!(page.contains("<ins>good</ins> instead of <del>leading</del>"));
    assert!(page.contains("4 errors in 1 of 1 file. 1 file was not read."));
}

#[test]
fn what_several_decks_say_is_said_in_full_once() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("copydesk.yaml", b"wordlists: [house.yaml]\n");
    write(
        "house.yaml",
        b"forbid: [{phrases: leading, instead: good, because: It cannot be shown.}]\n",
    );
    let same = slide(&words("Box 4", "", "Our leading gate"));
    let other = slide(&words("Box 4", "", "A leading lock"));
    write("a.pptx", &deck(&[&same, &other, &same], &[]));
    write("b.pptx", &deck(&[&same], &[]));
    write("c.pptx", &deck(&[&other, &same], &[]));
    let page = page(folder.path(), &[]);
    assert!(page.contains(
        "<summary>On 4 slides in 3 decks</summary><ul><li><a href=\"#f2\"><bdi>b.pptx</bdi></a> (1)</li>"
    ));
    assert!(page.contains("<summary>On 2 slides in 2 decks</summary>"));
    assert_eq!(page.matches("<article").count(), 5);
    assert_eq!(page.matches("<dt>Why</dt>").count(), 2);
    let again = "The same words as in <a class=\"same\" href=\"#c1\"><bdi>a.pptx</bdi></a>";
    assert_eq!(page.matches(again).count(), 2);
    assert_eq!(page.matches("id=\"c1\"").count(), 1);
}

#[test]
fn a_page_without_findings_claims_no_more_than_was_read() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("copydesk.yaml", b"wordlists: [house.yaml]\n");
    write("house.yaml", b"forbid: [leading -> good]\n");
    assert!(
        page(folder.path(), &[]).contains("No file was checked, so nothing can be said of any.")
    );
    write("a.md", b"A gate.\n");
    let clean = page(folder.path(), &[]);
    assert!(clean.contains("Nothing in the files that were checked goes against these lists.</p>"));
    assert!(clean.contains("<summary>1 file without findings</summary><ul><li><bdi>a.md</bdi>"));
    write("b.pptx", b"");
    assert!(page(folder.path(), &[]).contains("Those that were not read may.</p>"));
}

#[test]
fn a_spreadsheet_runs_no_cell_and_misses_no_unread_file() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("copydesk.yaml", b"wordlists: [house.yaml]\n");
    write(
        "house.yaml",
        "forbid: [{phrases: leading, instead: \"=cmd|' /C calc'!A0\", message: \"@SUM(1)\", advice: \"@SUM(2)\", because: \"\u{ff1d}1\"}]\n".as_bytes(),
    );
    write(
        "-1.pptx",
        &deck(&[&slide(&words("Box 4", "", "a leading gate"))], &[]),
    );
    write("b.pptx", b"");
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .current_dir(folder.path())
        .args(["check", ".", "--format", "csv"])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let text = text
        .strip_prefix('\u{feff}')
        .expect("a byte order mark, or Excel garbles quotes");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().unwrap().clone();
    let rows: Vec<BTreeMap<String, String>> = reader
        .records()
        .map(|row| {
            head.iter()
                .map(str::to_owned)
                .zip(row.unwrap().iter().map(str::to_owned))
                .collect()
        })
        .collect();
    assert_eq!(rows.len(), 2);
    let expected = [
        ("path", "'-1.pptx"),
        ("place", "slide 1 > Box 4"),
        ("slide", "1"),
        ("line", ""),
        ("message", "“leading”: @SUM(1)"),
        ("advice", "'@SUM(2)"),
        ("because", "'\u{ff1d}1"),
        ("rewrite", "'=cmd|' /C calc'!A0"),
    ];
    for (column, value) in expected {
        assert_eq!(rows[0][column], value, "{column}");
    }
    assert_eq!(
        (&*rows[1]["path"], &*rows[1]["rule"]),
        ("b.pptx", "copydesk/unread")
    );
    assert!(rows[1]["message"].starts_with("not read: "), "{rows:?}");
}
