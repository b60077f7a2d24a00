//! Hover, definitions and completion.

use serde_json::json;

use crate::editor::Editor;

#[test]
fn hover_and_definition_lead_to_the_rule() {
    let mut editor = Editor::pulling();
    editor.open("a.md", "It enables access.\n");
    let at = json!({"textDocument": {"uri": editor.uri("a.md")}, "position": {"line": 0, "character": 5}});
    let hover = editor.ask("textDocument/hover", at.clone()).unwrap();
    assert!(
        hover["contents"]["value"]
            .as_str()
            .unwrap()
            .contains("list/enables"),
        "{hover}"
    );
    let places = editor.ask("textDocument/definition", at).unwrap();
    assert_eq!(places[0]["range"]["start"]["line"], 1, "{places}");
    assert!(places[0]["uri"].as_str().unwrap().ends_with("/list.yaml"));
}

const FULL: &str = r#"sources:
  memo: {title: The memo, date: 2026-03, clause: "§ 4", url: "https://example.com/memo"}
defaults: {source: memo, owner: Brand Legal}
names:
  us: {any: [Acme]}
forbid:
  - id: enable
    phrases: enables access to @us
    because: It promises too much.
    effective: {from: 2020-01-01, until: 2990-12-31}
    review-by: 2990-06-30
approve:
  - powered by @us
"#;

#[test]
fn hover_tells_the_reason_the_source_the_owner_and_the_dates() {
    let mut editor = Editor::pulling();
    editor.write("list.yaml", FULL);
    editor.open("a.md", "🚀🚀 It enables access to Acme.\n");
    let hover = editor.ask_at("textDocument/hover", "a.md", 0, 10);
    let text = hover["contents"]["value"].as_str().unwrap();
    for words in [
        "It promises too much.",
        "The memo, 2026-03, § 4",
        "https://example.com/memo",
        "Brand Legal",
        "2020-01-01",
        "2990-12-31",
        "2990-06-30",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let nothing = editor.ask_at("textDocument/hover", "a.md", 0, 0);
    assert!(nothing.is_null(), "{nothing}");
}

#[test]
fn definitions_lead_from_names_to_names_and_from_ids_to_rules() {
    let mut editor = Editor::pulling();
    editor.write("list.yaml", FULL);
    editor.open("list.yaml", FULL);
    let place = editor.ask_at("textDocument/definition", "list.yaml", 7, 36);
    assert_eq!(place["range"]["start"]["line"], 4, "{place}");
    editor.open("list.yaml", "names:\n  us: x\nforbid:\n  - {of @us\n");
    let place = editor.ask_at("textDocument/definition", "list.yaml", 3, 9);
    assert_eq!(place["range"]["start"]["line"], 1, "half written: {place}");
    let config = "wordlists: [list.yaml, more.yaml]\nrules: {list/enable: warning}\n";
    editor.write("more.yaml", "forbid: [more of @us]\n");
    editor.write("copydesk.yaml", config);
    editor.tell(
        "textDocument/didSave",
        json!({"textDocument": {"uri": editor.uri("copydesk.yaml")}}),
    );
    editor.open("more.yaml", "forbid: [more of @us]\n");
    let place = editor.ask_at("textDocument/definition", "more.yaml", 0, 19);
    assert_eq!(
        place["uri"],
        editor.uri("list.yaml"),
        "another list's: {place}"
    );
    assert_eq!(place["range"]["start"]["line"], 4, "{place}");
    editor.open("copydesk.yaml", config);
    let place = editor.ask_at("textDocument/definition", "copydesk.yaml", 1, 12);
    assert_eq!(place["range"]["start"]["line"], 6, "{place}");
}

#[test]
fn completion_offers_what_may_stand_there() {
    let mut editor = Editor::pulling();
    editor.write("list.yaml", FULL);
    editor.open("a.md", "It is \n");
    for (name, text, wanted, not) in [
        ("a.md", "It is ", "powered by Acme", "enables access"),
        ("list.yaml", "for", "forbid", "severity"),
        (
            "list.yaml",
            "forbid:\n  - id: x\n    sev",
            "severity",
            "wordlists",
        ),
        (
            "list.yaml",
            "forbid:\n  - id: x\n    severity: ",
            "warning",
            "because",
        ),
        (
            "list.yaml",
            "names:\n  them: {any: x}\nforbid:\n  - of @t",
            "them",
            "severity",
        ),
        (
            "list.yaml",
            "sources:\n  act: An act\nforbid:\n  - source: ",
            "act",
            "severity",
        ),
        (
            "more.yaml",
            "wordlist: more\nforbid:\n  - of @",
            "us",
            "severity",
        ),
        (
            "more.yaml",
            "wordlist: more\nrules:\n  ",
            "list/enable",
            "severity",
        ),
        ("copydesk.yaml", "rules:\n  ", "list/enable", "wordlists"),
        (
            "copydesk.yaml",
            "rules:\n  list/enable: ",
            "off",
            "wordlists",
        ),
        (
            "copydesk.yaml",
            "wordlists:\n  - ",
            "superlatives",
            "exclude",
        ),
        ("copydesk.yaml", "", "wordlists", "severity"),
    ] {
        editor.open(name, text);
        let line = text.matches('\n').count();
        let character = text.rsplit('\n').next().unwrap().len();
        let (line, character) = (
            u32::try_from(line).unwrap(),
            u32::try_from(character).unwrap(),
        );
        let items = editor.ask_at("textDocument/completion", name, line, character);
        let labels: Vec<&str> = items
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["label"].as_str().unwrap())
            .collect();
        assert!(
            labels.contains(&wanted),
            "{wanted} after {text:?}: {labels:?}"
        );
        assert!(!labels.contains(&not), "{not} after {text:?}: {labels:?}");
    }
}
