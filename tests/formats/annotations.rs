//! GitHub's workflow commands and GitLab's Code Quality report.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{PAGE, Repository, WORDS, offset};

/// A workflow command as the runner reads it: level, properties, message.
fn command(line: &str) -> Option<(String, Value, String)> {
    let (head, message) = line.strip_prefix("::")?.split_once("::")?;
    let (level, properties) = head.split_once(' ')?;
    let data = |text: &str| {
        let text = text.replace("%0D", "\r").replace("%0A", "\n");
        text.replace("%25", "%")
    };
    let property = |text: &str| data(&text.replace("%3A", ":").replace("%2C", ","));
    let pairs = properties.split(',').map(|pair| {
        let (name, value) = pair.split_once('=').unwrap();
        (name.to_owned(), Value::from(property(value)))
    });
    Some((level.to_owned(), pairs.collect(), data(message)))
}

#[test]
fn commands_lead_to_the_words_in_characters() {
    let repository = Repository::with_page();
    for folder in [".", "docs"] {
        let printed = repository.printed(folder, "github");
        let commands: Vec<_> = printed.lines().filter_map(command).collect();
        let levels: Vec<&str> = commands.iter().map(|(level, ..)| level.as_str()).collect();
        assert_eq!(levels, ["error", "warning", "error", "notice", "warning"]);
        for ((_, place, message), words) in commands.iter().zip(WORDS) {
            assert_eq!(place["file"], "docs/ünï #1%.md");
            let number = |name: &str| place[name].as_str().unwrap().parse::<u64>().unwrap();
            if words.contains('\n') {
                // The runner takes columns within one line only.
                assert_eq!((number("line"), number("endLine")), (3, 4));
                assert_eq!(place["col"], Value::Null);
            } else {
                let at = |line, column| offset(PAGE, number(line), column, |_| 1);
                let (start, end) = (
                    at("line", number("col")),
                    at("endLine", number("endColumn") + 1),
                );
                assert_eq!(&PAGE[start..end], words);
            }
            let words = words.replace('\n', " ");
            let shown = words.trim_matches(|letter| "<!-> ".contains(letter));
            assert!(message.contains(shown), "{message}");
        }
    }
}

#[test]
fn nothing_that_copy_holds_ends_a_command_or_starts_another() {
    let repository = Repository::new();
    repository.write(
        "list.yaml",
        "forbid: [{id: any, phrases: '/begin.*end/', because: \"100% sure\\n::error::no\"}]\n",
    );
    repository.write(
        "a,b:c.txt",
        "begin ::error file=x::%0A\u{1b}[31m\u{202e} 100% end\n",
    );
    let printed = repository.printed(".", "github");
    let commands: Vec<&str> = printed.lines().filter(|line| line.contains("::")).collect();
    assert_eq!(commands.len(), 1, "{printed}");
    let (level, place, message) = command(commands[0]).unwrap();
    assert_eq!(
        (level.as_str(), &place["file"]),
        ("error", &json!("a,b:c.txt"))
    );
    assert!(
        message.starts_with("“begin ::error file=x::%0A\\u{1b}[31m 100% end”"),
        "{message}"
    );
    assert!(message.ends_with("100% sure\\n::error::no"), "{message}");
}

/// GitLab publishes no schema of its own; this is what its documentation asks for.
fn holds(report: &Value) {
    let schema = json!({"type": "array", "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^./]"},
                    "lines": {"type": "object", "required": ["begin"], "properties": {
                        "begin": {"type": "integer", "minimum": 1}, "end": {"type": "integer", "minimum": 1},
                    }},
                },
            },
        },
    }});
    if let Err(fault) = jsonschema::validate(&schema, report) {
        panic!("{fault}: {report:#}");
    }
}

#[test]
fn no_two_issues_of_gitlab_have_one_fingerprint_and_none_changes_with_the_folder() {
    let repository = Repository::with_page();
    let twice = "leverage it\n\nleverage it\n\nleverage it\n";
    repository.write("docs/a.md", twice);
    repository.write("docs/b.md", twice);
    repository.write("docs/bad.md", b"\xff\xff");
    let report = repository.json(".", "gitlab");
    holds(&report);
    assert_eq!(report, repository.json("docs", "gitlab"));
    let issues = report.as_array().unwrap();
    assert_eq!(issues.len(), 3 + 3 + 1 + WORDS.len());
    let distinct: BTreeSet<&str> = issues
        .iter()
        .map(|issue| issue["fingerprint"].as_str().unwrap())
        .collect();
    assert_eq!(distinct.len(), issues.len());
    let lines: Vec<&Value> = issues
        .iter()
        .map(|issue| &issue["location"]["lines"]["begin"])
        .collect();
    assert_eq!(lines[..3], [1, 3, 5]);
}

#[test]
fn a_clean_run_is_an_empty_report() {
    let repository = Repository::new();
    repository.write("a.md", "Fine.\n");
    assert_eq!(repository.json(".", "gitlab"), json!([]));
}
