//! Messages that are wrong, out of order or too large.

use serde_json::json;

use crate::editor::Editor;

#[test]
fn hostile_messages_are_refused_or_clamped() {
    let mut editor = Editor::pulling();
    assert_eq!(editor.ask("copydesk/unknown", json!({})), Err(-32601));
    assert_eq!(editor.ask("textDocument/hover", json!({})), Err(-32602));
    assert_eq!(editor.ask("initialize", json!({})), Err(-32600));
    for said in [
        "textDocument/didOpen",
        "textDocument/didChange",
        "textDocument/didClose",
        "$/cancelRequest",
    ] {
        for params in [
            json!(null),
            json!([]),
            json!({"textDocument": 3}),
            json!({"id": {}}),
        ] {
            editor.tell(said, params);
        }
    }
    editor.change("never-opened.md", 1, &json!([{"text": "x"}]));
    editor.open("a.md", "It enables access.\n");
    let far = json!({"line": 4_294_967_295_u32, "character": 4_294_967_295_u32});
    editor.change("a.md", 2, &json!([
        {"range": {"start": far, "end": {"line": 0, "character": 0}}, "text": "\nIt calls on it.\n"},
    ]));
    assert_eq!(editor.pull("a.md").len(), 2);
    assert_eq!(editor.ask("shutdown", json!(null)), Ok(json!(null)));
    assert_eq!(editor.ask("textDocument/hover", json!({})), Err(-32600));
    editor.tell("exit", json!(null));
    assert!(editor.server.take().unwrap().join().unwrap());
}
