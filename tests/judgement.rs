//! Judges every suite under `tests/judgement/` with the real command, keeps its figures from falling
//! under what the lists promise, and holds the table in the README to them
//! (`COPYDESK_BLESS=1 cargo test --test judgement` writes it anew).
#![cfg(test)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What stands around the table in the README.
const BEGIN: &str = "<!-- figures: begin -->\n";
const END: &str = "<!-- figures: end -->";

/// Per cent of forbidden sentences that must be caught, and of clean ones that may be flagged.
struct Promise {
    caught: u64,
    false_alarms: u64,
}

/// The list that a contract stands behind may not miss a plain sentence.
fn promise(list: &str, level: &str) -> Promise {
    match (list, level) {
        ("aws-openai", "everyday") => Promise {
            caught: 100,
            false_alarms: 0,
        },
        ("aws-openai", _) => Promise {
            caught: 95,
            false_alarms: 5,
        },
        (_, "everyday") => Promise {
            caught: 98,
            false_alarms: 2,
        },
        _ => Promise {
            caught: 90,
            false_alarms: 8,
        },
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn suites() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(root().join("tests/judgement"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect();
    found.sort();
    found
}

fn judge(suite: &Path) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["wordlist", "judge", "--format", "json"])
        .arg(suite)
        .current_dir(root())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{}: {error}\n{said}", suite.display()))
}

fn number(score: &Value, key: &str) -> u64 {
    score[key]
        .as_u64()
        .unwrap_or_else(|| panic!("no {key} in {score}"))
}

#[test]
fn the_lists_keep_what_they_promise_and_the_readme_says_so() {
    let mut table = String::from(
        "| list | everyday: caught | false alarms | hard: caught | false alarms |\n|---|---|---|---|---|\n",
    );
    let (mut sentences, mut clean, mut broken) = (0, 0, Vec::new());
    for suite in suites() {
        let report = judge(&suite);
        for (list, levels) in report["scores"].as_object().unwrap() {
            let mut row = format!("| `{list}` |");
            for level in ["everyday", "hard"] {
                let score = &levels[level];
                let (caught, missed) = (number(score, "caught"), number(score, "missed"));
                let (quiet, alarms) = (number(score, "clean"), number(score, "false-alarms"));
                let (bad, good) = (caught + missed, quiet + alarms);
                sentences += bad + good;
                clean += good;
                write!(row, " {caught} of {bad} | {alarms} of {good} |").unwrap();
                let promise = promise(list, level);
                if caught * 100 < bad * promise.caught || alarms * 100 > good * promise.false_alarms
                {
                    broken.push(format!(
                        "{list}, {level}: {caught} of {bad} caught, {alarms} of {good} flagged"
                    ));
                }
            }
            table.push_str(&row);
            table.push('\n');
        }
    }
    assert!(
        broken.is_empty(),
        "a list fell under what it promises:\n{}",
        broken.join("\n")
    );
    assert!(
        sentences >= 400 && clean * 2 >= sentences,
        "{clean} of {sentences} sentences are clean"
    );
    write!(table, "\n{sentences} sentences, {clean} of them clean.\n").unwrap();
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let start = readme.find(BEGIN).unwrap() + BEGIN.len();
    let end = readme.find(END).unwrap();
    if readme[start..end] == table {
        return;
    }
    assert!(
        std::env::var_os("COPYDESK_BLESS").is_some(),
        "the README quotes other figures: COPYDESK_BLESS=1 cargo test --test judgement\n{table}"
    );
    let written = format!("{}{table}{}", &readme[..start], &readme[end..]);
    std::fs::write(root().join("README.md"), written).unwrap();
}
