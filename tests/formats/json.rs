//! `json` and `ndjson`: field by field what the contract says, and nothing that it does not.

use serde_json::{Value, json};

use super::{PAGE, Repository, WORDS, offset};

/// The contract. What it does not require is there only where it means something.
const CONTRACT: &str = include_str!("../schemas/copydesk-report-1.json");

fn repository() -> Repository {
    let repository = Repository::with_page();
    let more = "approve: [powered by @openai]\n";
    repository.write(
        "list.yaml",
        format!(
            "{}{more}",
            super::LIST.replace(
                "instead: [use, apply]",
                "instead: [use, apply], unless: negated"
            )
        ),
    );
    repository.write("docs/more.md", "Powered by OpenAI. Do not leverage it.\n\n<!-- copydesk-ignore leverage: quoted -->\nWe leverage it.\n");
    repository.write("docs/bad.md", b"\xff\xff");
    repository.write("docs/a.png", b"");
    repository
}

#[test]
fn every_field_is_the_contracts() {
    let repository = repository();
    #[cfg(feature = "office")]
    repository.write("docs/deck.docx", super::document("We leverage it."));
    let report = repository.json(".", "json");
    let validator = jsonschema::validator_for(&serde_json::from_str(CONTRACT).unwrap()).unwrap();
    let faults: Vec<_> = validator
        .iter_errors(&report)
        .map(|fault| format!("{fault} at {}", fault.instance_path))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
    assert_eq!(report["files"]["unread"][0]["path"], "docs/bad.md");
    assert_eq!(report["files"]["skipped"]["png"], 1);
    assert_eq!(report["approved"][0]["text"], "Powered by OpenAI");
    assert_eq!(report["cleared"][0]["by"], "negated");
    assert_eq!(report["suppressed"][0]["kind"], "ignore");
    assert_eq!(report["suppressed"][0]["reason"], "quoted");
}

#[test]
fn spans_are_bytes_and_columns_are_characters() {
    let report = Repository::with_page().json(".", "json");
    let findings = report["findings"].as_array().unwrap();
    assert_eq!(findings.len(), WORDS.len());
    for (finding, words) in findings.iter().zip(WORDS) {
        let byte = |of: &Value| usize::try_from(of.as_u64().unwrap()).unwrap();
        let span = &finding["span"];
        assert_eq!(&PAGE[byte(&span["start"])..byte(&span["end"])], words);
        for end in ["start", "end"] {
            let place = &finding[end];
            let at = offset(
                PAGE,
                place["line"].as_u64().unwrap(),
                place["column"].as_u64().unwrap(),
                |_| 1,
            );
            assert_eq!(at, byte(&span[end]));
        }
        let segments = finding["segments"].as_array().unwrap();
        assert_eq!(segments[0]["start"], span["start"]);
        assert_eq!(segments[segments.len() - 1]["end"], span["end"]);
        let shown = finding["text"].as_str().unwrap();
        assert!(finding["message"].as_str().unwrap().contains(shown));
    }
}

#[test]
fn lines_of_json_say_the_same_as_one_document() {
    let repository = repository();
    let report = repository.json(".", "json");
    let lines = repository.printed(".", "ndjson");
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let of = |kind: &str| -> Vec<Value> {
        let lines = lines.iter().filter(|line| line["type"] == kind);
        lines
            .map(|line| {
                let mut line = line.clone();
                line.as_object_mut().unwrap().remove("type");
                line
            })
            .collect()
    };
    for (kind, list) in [
        ("finding", &report["findings"]),
        ("approved", &report["approved"]),
        ("cleared", &report["cleared"]),
        ("suppressed", &report["suppressed"]),
        ("unread", &report["files"]["unread"]),
    ] {
        assert_eq!(&Value::from(of(kind)), list, "{kind}");
        assert_ne!(list, &json!([]), "{kind}");
    }
    let end = lines.last().unwrap();
    assert_eq!(end["type"], "end");
    for same in ["version", "tool", "as-of", "wordlists", "files"] {
        assert_eq!(end[same], report[same], "{same}");
    }
}
