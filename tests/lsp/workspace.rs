//! Diagnostics of the whole workspace.

use std::fs;

use serde_json::{Value, json};

use crate::editor::{Editor, LIST, read_back, uri_of};

#[test]
fn the_workspace_is_checked_as_it_lies_on_disk_and_as_it_is_typed() {
    let mut editor = Editor::pulling();
    fs::write(editor.folder.path().join("a.md"), "It enables access.\n").unwrap();
    fs::write(editor.folder.path().join("b.md"), "It enables access.\n").unwrap();
    editor.open("b.md", "Fine.\n");
    let answer = editor
        .ask(
            "workspace/diagnostic",
            json!({"previousResultIds": [], "workDoneToken": 7}),
        )
        .unwrap();
    let counts: Vec<usize> = answer["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["items"].as_array().unwrap().len())
        .collect();
    assert_eq!(counts, [1, 0], "{answer}");
    assert!(editor.heard.iter().any(|said| said.method == "$/progress"));
}

/// The kinds and counts of the items of a report, by the names of their files.
fn told(report: &Value) -> Vec<(String, String, usize)> {
    let items = report["items"].as_array().unwrap().iter();
    let mut told: Vec<_> = items
        .map(|item| {
            let uri = item["uri"].as_str().unwrap();
            let name = uri.rsplit('/').next().unwrap().to_owned();
            let count = item["items"].as_array().map_or(0, Vec::len);
            (name, item["kind"].as_str().unwrap().to_owned(), count)
        })
        .collect();
    told.sort();
    told
}

/// What the editor says that it holds after a report.
fn held(report: &Value) -> Value {
    let items = report["items"].as_array().unwrap().iter();
    let held: Vec<Value> = items
        .filter(|item| item["resultId"].is_string())
        .map(|item| json!({"uri": item["uri"], "value": item["resultId"]}))
        .collect();
    json!({"previousResultIds": held})
}

fn row(name: &str, kind: &str, count: usize) -> (String, String, usize) {
    (name.to_owned(), kind.to_owned(), count)
}

#[test]
fn what_has_not_changed_is_not_said_again_and_waits_for_a_change() {
    let mut editor = Editor::pulling();
    for name in ["a.md", "b.md", "c.md"] {
        editor.write(name, "It enables access.\n");
    }
    let nothing = json!({"previousResultIds": []});
    let first = editor.ask("workspace/diagnostic", nothing).unwrap();
    assert_eq!(told(&first).len(), 3);
    let id = editor.send("workspace/diagnostic", held(&first));
    // Nothing has changed, so the answer is kept back until something does.
    // It must have looked by then: otherwise it may see one change and not yet the other.
    std::thread::sleep(std::time::Duration::from_millis(500));
    editor.write("b.md", "It enables access and enables access.\n");
    fs::remove_file(editor.folder.path().join("c.md")).unwrap();
    let changed = json!({"changes": [{"uri": editor.uri("b.md"), "type": 2}]});
    editor.tell("workspace/didChangeWatchedFiles", changed);
    let second = editor.answer(id).unwrap();
    let expected = [
        row("a.md", "unchanged", 0),
        row("b.md", "full", 2),
        row("c.md", "full", 0),
    ];
    assert_eq!(told(&second), expected);
    let id = editor.send("workspace/diagnostic", held(&second));
    editor.tell("$/cancelRequest", json!({"id": id}));
    assert_eq!(editor.answer(id), Err(-32800));
}

#[test]
fn a_new_rule_renews_the_report() {
    let mut editor = Editor::pulling();
    editor.write("a.md", "Shiny.\n");
    let nothing = json!({"previousResultIds": []});
    let first = editor.ask("workspace/diagnostic", nothing).unwrap();
    assert_eq!(told(&first), [row("a.md", "full", 0)]);
    let id = editor.send("workspace/diagnostic", held(&first));
    editor.write("list.yaml", "forbid: [shiny]\n");
    let saved = json!({"textDocument": {"uri": editor.uri("list.yaml")}});
    editor.tell("textDocument/didSave", saved);
    let second = editor.answer(id).unwrap();
    assert_eq!(told(&second), [row("a.md", "full", 1)]);
}

#[test]
fn every_folder_of_the_workspace_has_its_own_lists() {
    let folder = tempfile::tempdir().unwrap();
    let mut roots = Vec::new();
    for (name, word) in [("one", "shiny"), ("two", "slick")] {
        let root = folder.path().join(name);
        fs::create_dir(&root).unwrap();
        fs::write(root.join("copydesk.yaml"), "wordlists: [own.yaml]\n").unwrap();
        fs::write(root.join("own.yaml"), format!("forbid: [{word}]\n")).unwrap();
        fs::write(root.join(format!("{name}.md")), "Shiny.\n\nSlick.\n").unwrap();
        roots.push(json!({"uri": uri_of(folder.path(), name), "name": name}));
    }
    let second = roots.pop().unwrap();
    let mut editor = Editor::in_folder(
        folder,
        json!({"workspaceFolders": roots, "capabilities": {"textDocument": {"diagnostic": {}}}}),
    );
    let nothing = json!({"previousResultIds": []});
    let report = editor.ask("workspace/diagnostic", nothing.clone()).unwrap();
    assert_eq!(told(&report), [row("one.md", "full", 1)]);
    let event = json!({"event": {"added": [second], "removed": []}});
    editor.tell("workspace/didChangeWorkspaceFolders", event);
    let report = editor.ask("workspace/diagnostic", nothing.clone()).unwrap();
    assert_eq!(
        told(&report),
        [row("one.md", "full", 1), row("two.md", "full", 1)]
    );
    let event = json!({"event": {"added": [], "removed": roots}});
    editor.tell("workspace/didChangeWorkspaceFolders", event);
    let report = editor.ask("workspace/diagnostic", nothing).unwrap();
    assert_eq!(told(&report), [row("two.md", "full", 1)]);
}

#[test]
fn a_file_that_cannot_be_read_is_not_called_clean() {
    let mut editor = Editor::pulling();
    editor.write("a.md", b"caf\xe9 enables access\n");
    // UTF-16 is read as the command line reads it.
    let wide: Vec<u8> = "\u{feff}It enables access.\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    editor.write("b.md", wide);
    let nothing = json!({"previousResultIds": []});
    let report = editor.ask("workspace/diagnostic", nothing).unwrap();
    assert_eq!(
        told(&report),
        [row("a.md", "full", 1), row("b.md", "full", 1)]
    );
    assert_eq!(report["items"][0]["items"][0]["code"], "unread");
    assert_eq!(
        report["items"][1]["items"][0]["code"],
        "list/enables-access"
    );
}

#[test]
fn a_scan_shows_its_progress_where_the_editor_can_show_it() {
    let mut editor = Editor::new(&json!({
        "textDocument": {"diagnostic": {}}, "window": {"workDoneProgress": true},
    }));
    editor.write("a.md", "It enables access.\n");
    let nothing = json!({"previousResultIds": []});
    editor.ask("workspace/diagnostic", nothing).unwrap();
    let kinds: Vec<&str> = editor
        .heard
        .iter()
        .filter(|said| said.method == "$/progress")
        .map(|said| said.params["value"]["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["begin", "report", "end"]);
}

#[test]
fn a_copied_list_is_held_to_its_lock() {
    let mut editor = Editor::pulling();
    let digest = copydesk::wordlist::load::digest(LIST.as_bytes());
    let lock = format!(
        "wordlists:\n  list:\n    from: ../list.yaml\n    copy: list.yaml\n    digest: sha256:{digest}\n"
    );
    editor.write("copydesk.lock", &lock);
    editor.open("a.md", "It enables access and calls on it.\n");
    assert_eq!(editor.pull("a.md").len(), 2);

    // Somebody edits the copy: the last good one stays in force, and the lock says why.
    editor.write("list.yaml", "forbid:\n  - nothing\n");
    let changed = json!({"changes": [{"uri": editor.uri("list.yaml"), "type": 2}]});
    editor.tell("workspace/didChangeWatchedFiles", changed);
    let told = editor.pushed("copydesk.lock");
    assert_eq!(told.len(), 1, "{told:?}");
    let words = told[0]["message"].as_str().unwrap();
    assert!(
        words.contains("list.yaml is not the list that was copied"),
        "{words}"
    );
    assert_eq!(
        read_back(&lock, &told[0]["range"], "utf-16"),
        format!("sha256:{digest}")
    );
    assert_eq!(editor.pull("a.md").len(), 2);
    // The lock is no copy, even where the editor takes it for text; open, it says the same.
    editor.open("copydesk.lock", &lock);
    assert_eq!(editor.pull("copydesk.lock").len(), 1);

    // The lock follows.
    let digest = copydesk::wordlist::load::digest(b"forbid:\n  - nothing\n");
    editor.write(
        "copydesk.lock",
        lock.replace(&lock[lock.len() - 65..lock.len() - 1], &digest),
    );
    let changed = json!({"changes": [{"uri": editor.uri("copydesk.lock"), "type": 2}]});
    editor.tell("workspace/didChangeWatchedFiles", changed);
    assert_eq!(editor.pull("a.md").len(), 0);
}
