//! Holds what the documents say against what is.
//!
//! The paths in CONTRIBUTING exist; every command of the README runs; what it shows of their output
//! is their output (`COPYDESK_BLESS=1 cargo test --test docs` writes it anew); every YAML block of
//! the README is a list or a config that loads.
#![cfg(test)]

use std::path::{Path, PathBuf};
use std::process::Command;

/// Commands of the README that other tests run, because they build the package, or need a repository
/// or a deck.
const RUN_BY_CI: [&str; 13] = [
    // These by tests/vendor.rs, on a repository that there is.
    "copydesk wordlist add git+https://git.example.com/brand/wording.git@v14#lists/acme.yaml",
    "copydesk wordlist diff acme acme@v15",
    "copydesk wordlist update acme --to v15",
    "copydesk wordlist update",
    "copydesk check . --since origin/main",
    "cargo run --release -- check examples",
    "cargo test",
    "cargo install --path .",
    "copydesk annotate decks/q3.pptx",
    "copydesk fix decks/q3.pptx",
    "copydesk fix decks/q3.pptx --in-place",
    "copydesk fix decks/q3.pptx --diff",
    "copydesk fix policy.docx --track-changes --author \"Brand Legal\"",
];

struct Fence {
    language: String,
    /// Byte range of the lines between the fences.
    body: std::ops::Range<usize>,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).unwrap()
}

fn fences(text: &str, language: &str) -> Vec<Fence> {
    let mut found = Vec::new();
    let mut open: Option<(String, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let next = at + line.len();
        if let Some(fence) = line.strip_prefix("```") {
            open = match open {
                Some((language, start)) => {
                    found.push(Fence {
                        language,
                        body: start..at,
                    });
                    None
                }
                None => Some((fence.trim().to_owned(), next)),
            };
        }
        at = next;
    }
    assert!(open.is_none(), "a code block is not closed");
    found.retain(|fence| fence.language == language);
    found
}

/// Runs a `copydesk` command line as a reader would type it.
fn run(line: &str, folder: &Path) -> (i32, String) {
    // Every second part stands in quotes, and is one word.
    let parts = line.split('"').enumerate();
    let words: Vec<&str> = parts
        .flat_map(|(at, part)| match at % 2 {
            0 => part.split_whitespace().collect(),
            _ => vec![part],
        })
        .collect();
    assert_eq!(words[0], "copydesk", "not a command of copydesk: {line}");
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(&words[1..])
        .current_dir(folder)
        .env("NO_COLOR", "1")
        // Nothing is kept beside what the reader's own folder would hold.
        .env("XDG_CACHE_HOME", folder.join(".cache"))
        .output()
        .unwrap();
    let said =
        String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), said)
}

/// A copy of the examples, for commands that write.
fn playground() -> tempfile::TempDir {
    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                copy(&entry.path(), &to.join(entry.file_name()));
            } else {
                std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
            }
        }
    }
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("examples"), &folder.path().join("examples"));
    folder
}

#[test]
fn the_paths_in_contributing_exist() {
    let text = std::fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    let code = text.split('`').skip(1).step_by(2);
    let named: Vec<&str> = code
        .filter(|word| word.contains('/') && !word.contains([' ', '<', '*', ':', '$']))
        .filter(|word| !word.contains("NAME"))
        .collect();
    assert!(
        named.len() > 15,
        "only {} paths were seen: the test looks for the wrong thing",
        named.len()
    );
    let missing: Vec<_> = named
        .iter()
        .filter(|path| !root().join(path).exists())
        .collect();
    assert!(
        missing.is_empty(),
        "CONTRIBUTING.md names what is not there: {missing:?}"
    );
}

#[test]
fn the_readme_shows_what_is_printed() {
    let text = readme();
    let folder = playground();
    let mut written = text.clone();
    let blocks = fences(&text, "console");
    assert!(blocks.len() >= 3, "the README shows no output");
    for block in blocks.iter().rev() {
        let body = &text[block.body.clone()];
        let command = body
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("$ "))
            .expect("a command first");
        let (code, said) = run(command, folder.path());
        let status = if code == 0 {
            String::new()
        } else {
            format!("? {code}\n")
        };
        let trimmed: Vec<&str> = said.lines().map(str::trim_end).collect();
        let shown = format!(
            "$ {command}\n{status}{}\n",
            trimmed.join("\n").trim_matches('\n')
        );
        written.replace_range(block.body.clone(), &shown);
    }
    if std::env::var_os("COPYDESK_BLESS").is_some() {
        std::fs::write(root().join("README.md"), &written).unwrap();
    } else {
        assert!(
            written == text,
            "the README is out of date: COPYDESK_BLESS=1 cargo test --test docs\n{written}"
        );
    }
}

#[test]
fn every_command_of_the_readme_runs() {
    let text = readme();
    let mut ran = 0;
    for block in fences(&text, "sh") {
        // One block is one session of a reader: its commands share a folder.
        let folder = playground();
        std::fs::write(folder.path().join("page.md"), "Nothing to see.\n").unwrap();
        if !text[block.body.clone()].contains("copydesk init") {
            // The reader of a later section has a config.
            std::fs::write(
                folder.path().join("copydesk.yaml"),
                "wordlists: [aws-openai]\n",
            )
            .unwrap();
        }
        for line in text[block.body]
            .lines()
            .map(|line| line.split("  #").next().unwrap_or("").trim())
        {
            if line.is_empty() || RUN_BY_CI.contains(&line) {
                continue;
            }
            let (code, said) = run(line, folder.path());
            assert!(code <= 1, "{line}: exit code {code}\n{said}");
            ran += 1;
        }
    }
    assert!(ran >= 5, "only {ran} commands were run");
}

#[test]
fn every_yaml_block_of_the_readme_loads() {
    let text = readme();
    for (number, block) in fences(&text, "yaml").into_iter().enumerate() {
        let yaml = &text[block.body];
        // tests/hooks.rs runs the first, tests/distribution.rs looks at the others.
        if ["repos:", "on:", "copydesk:"]
            .iter()
            .any(|of_others| yaml.starts_with(of_others))
        {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        std::fs::create_dir(path.join("wording")).unwrap();
        std::fs::write(
            path.join("wording/house.yaml"),
            "forbid:\n  - calls on it\n",
        )
        .unwrap();
        std::fs::write(path.join("page.md"), "Nothing to see.\n").unwrap();
        let command = if yaml.starts_with("waivers:") {
            std::fs::write(path.join("copydesk.yaml"), "wordlists: [aws-openai]\n").unwrap();
            std::fs::write(path.join("copydesk.waivers.yaml"), yaml).unwrap();
            "copydesk check page.md"
        } else if yaml.contains("wordlists:") {
            std::fs::write(path.join("copydesk.yaml"), yaml).unwrap();
            "copydesk check page.md"
        } else {
            std::fs::write(path.join("list.yaml"), yaml).unwrap();
            "copydesk wordlist check list.yaml"
        };
        let (code, said) = run(command, path);
        assert_eq!(code, 0, "YAML block {number} of the README:\n{said}");
    }
}
