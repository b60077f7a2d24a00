//! What an editor offers to do about a finding.

use serde_json::json;

use crate::editor::{Editor, apply};

#[test]
fn actions_give_clean_text() {
    let mut editor = Editor::pulling();
    let text = "🚀 This enables access to it.\n";
    editor.open("a.md", text);
    let found = editor.pull("a.md");
    let answer = editor.ask("textDocument/codeAction", json!({
        "textDocument": {"uri": editor.uri("a.md")}, "range": found[0]["range"], "context": {"diagnostics": []},
    })).unwrap();
    let actions = answer.as_array().unwrap();
    assert!(actions.len() >= 3, "{answer}");
    for (at, action) in actions.iter().enumerate() {
        let action = if action["edit"].is_null() {
            editor.ask("codeAction/resolve", action.clone()).unwrap()
        } else {
            action.clone()
        };
        let change = &action["edit"]["documentChanges"][0];
        if change["kind"] == "create" {
            // What goes into another file has a test of its own.
            continue;
        }
        assert_eq!(change["textDocument"]["version"], 1);
        if change["edits"].as_array().unwrap().is_empty() {
            continue;
        }
        let name = format!("{at}.md");
        let after = apply(text, &change["edits"]);
        assert_ne!(after, text);
        editor.open(&name, &after);
        assert!(editor.pull(&name).is_empty(), "{after}");
    }
}

#[test]
fn every_candidate_is_offered_and_the_rest_only_when_it_is_asked_for() {
    let mut editor = Editor::pulling();
    editor.write(
        "list.yaml",
        "forbid:\n  - phrase: enables access\n    instead: [integrates with, works with]\n  - calls on -> uses\n",
    );
    editor.open("a.md", "It enables access and calls on it.\n");
    let mut ask = |only: &[&str]| {
        let params = json!({
            "textDocument": {"uri": editor.uri("a.md")},
            "range": {"start": {"line": 0, "character": 4}, "end": {"line": 0, "character": 4}},
            "context": {"diagnostics": [], "only": only},
        });
        let actions = editor.ask("textDocument/codeAction", params).unwrap();
        actions.as_array().unwrap().clone()
    };
    let quick = ask(&["quickfix"]);
    let titles: Vec<&str> = quick
        .iter()
        .map(|action| action["title"].as_str().unwrap())
        .collect();
    assert!(titles[0].contains("integrates with"), "{titles:?}");
    assert!(titles[1].contains("works with"), "{titles:?}");
    assert!(titles[2].contains("with a reason"), "{titles:?}");
    assert!(
        quick
            .iter()
            .all(|action| action["diagnostics"][0]["code"] == "list/enables-access")
    );
    let all = ask(&["source.fixAll"]);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0]["kind"], "source.fixAll.copydesk");
    assert!(all[0]["edit"].is_null(), "worked out when it is chosen");
    assert!(ask(&["refactor"]).is_empty());
}

#[test]
fn an_editor_that_cannot_resolve_is_given_the_edit_at_once() {
    let mut editor = Editor::new(&json!({"textDocument": {"diagnostic": {}}}));
    let text = "It enables access.\n";
    editor.open("a.md", text);
    let params = json!({
        "textDocument": {"uri": editor.uri("a.md")},
        "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}},
        "context": {"diagnostics": [], "only": ["source.fixAll.copydesk"]},
    });
    let actions = editor.ask("textDocument/codeAction", params).unwrap();
    let edits = &actions[0]["edit"]["changes"][editor.uri("a.md")];
    assert_eq!(apply(text, edits), "It integrates with.\n");
}

#[test]
fn a_waiver_is_written_into_its_file_and_lets_the_finding_through() {
    let mut editor = Editor::pulling();
    let text = "It enables access.\n\nIt calls on it.\n";
    editor.open("a.md", text);
    let place = |line: u32| {
        let at = json!({"line": line, "character": 5});
        json!({"start": at, "end": at})
    };
    let waive = |editor: &mut Editor, line: u32| {
        let actions = editor
            .ask(
                "textDocument/codeAction",
                json!({
                    "textDocument": {"uri": editor.uri("a.md")}, "range": place(line),
                    "context": {"diagnostics": [], "only": ["quickfix"]},
                }),
            )
            .unwrap();
        let mut actions = actions.as_array().unwrap().clone().into_iter();
        let waive = actions.find(|action| action["title"].as_str().unwrap().starts_with("Waive"));
        waive.unwrap()["edit"]["documentChanges"].clone()
    };
    let changes = waive(&mut editor, 0);
    assert_eq!(changes[0]["kind"], "create");
    assert_eq!(
        changes[1]["textDocument"]["uri"],
        editor.uri("copydesk.waivers.yaml")
    );
    let written = apply("", &changes[1]["edits"]);
    assert!(written.contains("rule: list/enables-access"), "{written}");
    editor.write("copydesk.waivers.yaml", &written);
    let saved = json!({"textDocument": {"uri": editor.uri("copydesk.waivers.yaml")}});
    editor.tell("textDocument/didSave", saved);
    let left = editor.pull("a.md");
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(left[0]["code"], "list/calls-on");

    // Once more, onto what is typed and not yet saved.
    let typed = format!("# 🚀 ours\n{written}");
    editor.open("copydesk.waivers.yaml", &typed);
    assert!(editor.pull("copydesk.waivers.yaml").is_empty());
    let changes = waive(&mut editor, 2);
    assert_eq!(changes.as_array().unwrap().len(), 1);
    let after = apply(&typed, &changes[0]["edits"]);
    assert!(
        after.starts_with(&typed) && after.contains("rule: list/calls-on"),
        "{after}"
    );
    editor.open("copydesk.waivers.yaml", "waivers:\n  - rule: 3: 4\n");
    assert_eq!(editor.pull("copydesk.waivers.yaml").len(), 1);
}
