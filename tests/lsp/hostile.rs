//! Messages that are wrong, out of order or too large.

use proptest::prelude::*;
use serde_json::{Value, json};

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

const METHODS: [&str; 16] = [
    "initialized",
    "textDocument/didOpen",
    "textDocument/didChange",
    "textDocument/didClose",
    "textDocument/didSave",
    "workspace/didChangeWatchedFiles",
    "workspace/didChangeWorkspaceFolders",
    "$/cancelRequest",
    "textDocument/diagnostic",
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/completion",
    "textDocument/codeAction",
    "codeAction/resolve",
    "workspace/diagnostic",
    "$/unknown",
];

/// Parameters that are partly right: where something is looked for there may be anything.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        Just(json!(-1)),
        Just(json!(u64::MAX)),
        Just(json!(1.5)),
        Just(json!("file:///nowhere/%ff%00/a.md")),
        Just(json!("untitled:a")),
        Just(json!("It enables access.")),
        Just(json!(["source.fixAll"])),
    ];
    let keys = prop_oneof![
        Just("textDocument"),
        Just("uri"),
        Just("text"),
        Just("version"),
        Just("contentChanges"),
        Just("range"),
        Just("position"),
        Just("start"),
        Just("line"),
        Just("context"),
        Just("only"),
        Just("data"),
        Just("event"),
        Just("added"),
        Just("changes"),
        Just("previousResultIds"),
        Just("value"),
        Just("id"),
    ];
    leaf.prop_recursive(4, 24, 4, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::hash_map(keys.clone(), inner, 0..6).prop_map(|map| json!(map)),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn whatever_is_said_the_server_goes_on_and_tells_the_truth(
        said in proptest::collection::vec((0..METHODS.len(), any::<bool>(), anything()), 1..20),
    ) {
        let mut editor = Editor::pulling();
        editor.open("a.md", "It enables access.\n");
        for (method, asks, mut params) in said {
            // The page itself is left alone; what is said is about others.
            if let Some(map) = params.as_object_mut() {
                map.entry("textDocument").or_insert(json!({"uri": "file:///other.md"}));
            }
            if asks {
                editor.send(METHODS[method], params);
            } else {
                editor.tell(METHODS[method], params);
            }
        }
        prop_assert_eq!(editor.pull("a.md").len(), 1);
    }
}
