//! reviewdog: its columns count bytes of UTF-8, its ends are exclusive.
//!
//! The keys and their types are those of its published JSON Schema (`DiagnosticResult`, `Diagnostic`).

use serde_json::{Value, json};

use super::{PAGE, Repository, WORDS, line_start};

/// Whether `value` has only keys that reviewdog knows, each of its type.
fn holds(value: &Value) {
    let schema = json!({
        "$ref": "#/$defs/diagnostic",
        "$defs": {
            "position": {
                "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
                "required": ["line", "column"], "additionalProperties": false,
            },
            "range": {
                "properties": {"start": {"$ref": "#/$defs/position"}, "end": {"$ref": "#/$defs/position"}},
                "required": ["start", "end"], "additionalProperties": false,
            },
            "diagnostic": {
                "type": "object",
                "properties": {
                    "message": {"type": "string", "minLength": 1},
                    "location": {
                        "properties": {"path": {"type": "string"}, "range": {"$ref": "#/$defs/range"}},
                        "required": ["path"], "additionalProperties": false,
                    },
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "source": {"properties": {"name": {"const": "copydesk"}}, "required": ["name"]},
                    "code": {
                        "properties": {"value": {"type": "string"}, "url": {"type": "string", "format": "uri"}},
                        "required": ["value"], "additionalProperties": false,
                    },
                    "suggestions": {"type": "array", "items": {
                        "properties": {"range": {"$ref": "#/$defs/range"}, "text": {"type": "string"}},
                        "required": ["range", "text"], "additionalProperties": false,
                    }},
                },
                "required": ["message", "location", "severity", "source", "code"],
                "additionalProperties": false,
            },
        },
    });
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    if let Err(fault) = validator.validate(value) {
        panic!("{fault}: {value:#}");
    }
}

/// The bytes of a range in the file as it lies on disk.
fn bytes(text: &str, range: &Value) -> std::ops::Range<usize> {
    let at = |end: &str| {
        let number = |name: &str| range[end][name].as_u64().unwrap();
        let column = usize::try_from(number("column")).unwrap();
        line_start(text, number("line")) + column - 1
    };
    at("start")..at("end")
}

#[test]
fn ranges_lead_to_the_words_in_bytes_as_a_document_and_as_lines() {
    let repository = Repository::with_page();
    let document = repository.json("docs", "rdjson");
    assert_eq!(document["source"]["name"], "copydesk");
    let diagnostics = document["diagnostics"].as_array().unwrap();
    let lines = repository.printed("docs", "rdjsonl");
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(&lines, diagnostics);
    let found = lines.iter().map(|diagnostic| {
        holds(diagnostic);
        assert_eq!(diagnostic["location"]["path"], "ünï #1%.md");
        &PAGE[bytes(PAGE, &diagnostic["location"]["range"])]
    });
    assert_eq!(found.collect::<Vec<_>>(), WORDS);
}

#[test]
fn a_suggestion_put_in_its_range_is_the_rewrite() {
    let repository = Repository::new();
    // A byte order mark is part of the first line, as git has it.
    let page = "\u{feff}🚀🚀 We leverage it. It **enables\naccess** to OpenAI.\n";
    repository.write("page.md", page);
    let document = repository.json(".", "rdjson");
    let rewritten = |diagnostic: usize, suggestion: usize| {
        let suggestion = &document["diagnostics"][diagnostic]["suggestions"][suggestion];
        let mut text = page.to_owned();
        let new = suggestion["text"].as_str().unwrap();
        text.replace_range(bytes(page, &suggestion["range"]), new);
        text
    };
    assert_eq!(rewritten(0, 0), page.replace("leverage", "use"));
    assert_eq!(rewritten(0, 1), page.replace("leverage", "apply"));
    assert_eq!(
        rewritten(1, 0),
        page.replace("enables\naccess** to", "integrates\nwith**")
    );
}

#[test]
fn a_file_that_was_not_read_is_an_error() {
    let repository = Repository::new();
    repository.write("bad.md", b"\xff\xff");
    let line: Value = serde_json::from_str(&repository.printed(".", "rdjsonl")).unwrap();
    holds(&line);
    assert_eq!(line["location"], json!({"path": "bad.md"}));
    assert_eq!(line["severity"], "ERROR");
}
