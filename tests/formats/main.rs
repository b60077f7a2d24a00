//! What machines are told, read back as they read it: every format is held against its schema or its
//! reader's rules, and every range is applied to the file in the format's own units.
#![cfg(test)]

mod annotations;
mod checkstyle_junit;
mod json;
mod limits;
mod reviewdog;
mod sarif;
mod text;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// The list that all cases use.
const LIST: &str = r#"
sources:
  memo: {title: "Memo [draft] <b>", date: 2026-03, url: "https://example.com/a b?x=[1]"}
  wiki: {title: The wiki, url: see the wiki}
defaults: {source: memo, owner: Brand Legal}
names: {openai: [OpenAI]}
forbid:
  - id: enable
    phrases: "{enable} access"
    near: "@openai"
    instead: {replace: "{enable} access to @openai", with: "{integrate} with @openai"}
    because: Suggests *resale* of <b>models</b>.
    advice: Ask.
  - {phrase: leverage, severity: warning, instead: [use, apply], source: wiki}
  - {phrase: seamless, severity: suggestion}
require:
  - {id: mark, when: Tidepool, phrases: Tidepool™, within: phrase, instead: Tidepool™}
"#;

/// Emoji and accents before every finding, one over a line break and through emphasis, one on a
/// line that ends in CR LF, and one comment that is wrong.
const PAGE: &str = "# 🚀🚀 Café\n\n🚀🚀 é **enables\naccess** to OpenAI. We leverage 🚀 it.\r\n🚀 naïve Tidepool, \
                    seamless.\n\n<!-- copydesk-ignore -->\nEnd.\n";

/// What the findings of [`PAGE`] stand on, in order.
const WORDS: [&str; 5] = [
    "enables\naccess",
    "leverage",
    "Tidepool",
    "seamless",
    "<!-- copydesk-ignore -->",
];

/// A folder that is a repository, with the list and the page in it.
struct Repository(TempDir);

impl Repository {
    fn new() -> Self {
        let made = Self(tempfile::tempdir().unwrap());
        fs::create_dir(made.path(".git")).unwrap();
        made.write("list.yaml", LIST);
        made.write("copydesk.yaml", "wordlists: [list.yaml]\n");
        made
    }

    fn with_page() -> Self {
        let made = Self::new();
        made.write("docs/ünï #1%.md", PAGE);
        made
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs `copydesk check` in `folder` of it.
    fn check(&self, folder: &str, arguments: &[&str]) -> Output {
        checked(&self.path(folder), arguments)
    }

    /// What is printed in `format` of everything below `folder`.
    fn printed(&self, folder: &str, format: &str) -> String {
        let output = self.check(folder, &["--format", format]);
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, folder: &str, format: &str) -> Value {
        serde_json::from_str(&self.printed(folder, format)).unwrap()
    }
}

fn checked(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["check", "--as-of", "2026-11-23"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// The offset in bytes of `line` of `text`, 1-based.
fn line_start(text: &str, line: u64) -> usize {
    let ends = text.match_indices('\n').map(|(at, _)| at + 1);
    let mut starts = std::iter::once(0).chain(ends);
    starts.nth(usize::try_from(line).unwrap() - 1).unwrap()
}

/// The offset in bytes of a place, 1-based both ways, whose column counts what `width` says of each
/// character.
fn offset(text: &str, line: u64, column: u64, width: impl Fn(char) -> usize) -> usize {
    let start = line_start(text, line);
    let mut left = usize::try_from(column).unwrap() - 1;
    for (at, letter) in text[start..].char_indices() {
        if left == 0 {
            return start + at;
        }
        left = left
            .checked_sub(width(letter))
            .expect("a place inside a character");
    }
    assert_eq!(left, 0, "a place after the end");
    text.len()
}

/// A Word file with one paragraph.
#[cfg(feature = "office")]
fn document(words: &str) -> Vec<u8> {
    use std::io::Write;
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let text = format!(
        "<w:document xmlns:w=\"{space}\"><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>"
    );
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let part = zip::write::SimpleFileOptions::default();
    zip.start_file("word/document.xml", part).unwrap();
    zip.write_all(text.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}
