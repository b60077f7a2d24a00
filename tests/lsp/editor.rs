//! An editor as the tests need one: it speaks to the server over a connection in memory.

use std::fs;
use std::path::Path;
use std::thread::JoinHandle;

use lsp_server::{Connection, Message, Notification, Request};
use serde_json::{Value, json};

pub(crate) const LIST: &str = "forbid:\n  - enables access -> integrates with\n  - calls on\n";

pub(crate) struct Editor {
    pub(crate) connection: Option<Connection>,
    pub(crate) server: Option<JoinHandle<bool>>,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) asked: i32,
    /// Notifications that came while an answer was awaited.
    pub(crate) heard: Vec<Notification>,
}

impl Editor {
    pub(crate) fn new(capabilities: &Value) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(
            folder.path().join("copydesk.yaml"),
            "wordlists: [./list.yaml]\n",
        )
        .unwrap();
        fs::write(folder.path().join("list.yaml"), LIST).unwrap();
        let root = uri_of(folder.path(), "");
        Self::in_folder(
            folder,
            json!({"rootUri": root, "capabilities": capabilities}),
        )
    }

    /// Opens `folder` and introduces itself with `params`.
    pub(crate) fn in_folder(folder: tempfile::TempDir, params: Value) -> Self {
        let (own, others) = Connection::memory();
        let server = std::thread::spawn(move || copydesk::lsp::serve(&others));
        let mut editor = Self {
            connection: Some(own),
            server: Some(server),
            folder,
            asked: 0,
            heard: Vec::new(),
        };
        let answer = editor.ask("initialize", params);
        assert!(answer.is_ok(), "{answer:?}");
        editor.tell("initialized", json!({}));
        editor
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The answer to a request about a place of a file.
    pub(crate) fn ask_at(&mut self, method: &str, name: &str, line: u32, character: u32) -> Value {
        let place = json!({"textDocument": {"uri": self.uri(name)}, "position": {"line": line, "character": character}});
        self.ask(method, place).unwrap()
    }

    pub(crate) fn pulling() -> Self {
        Self::new(
            &json!({"textDocument": {"diagnostic": {}, "codeAction": {"resolveSupport": {"properties": ["edit"]}}},
                "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}},
            }),
        )
    }

    pub(crate) fn uri(&self, name: &str) -> String {
        uri_of(self.folder.path(), name)
    }

    pub(crate) fn tell(&self, method: &str, params: Value) {
        let said = Notification::new(method.to_owned(), params);
        self.connection
            .as_ref()
            .unwrap()
            .sender
            .send(said.into())
            .unwrap();
    }

    /// Sends a request; its number.
    pub(crate) fn send(&mut self, method: &str, params: Value) -> i32 {
        self.asked += 1;
        let request = Request::new(self.asked.into(), method.to_owned(), params);
        let connection = self.connection.as_ref().unwrap();
        connection.sender.send(request.into()).unwrap();
        self.asked
    }

    /// The answer to the request of this number, or the code of its error.
    pub(crate) fn answer(&mut self, id: i32) -> Result<Value, i32> {
        let connection = self.connection.as_ref().unwrap();
        loop {
            let wait = std::time::Duration::from_secs(60);
            match connection.receiver.recv_timeout(wait).unwrap() {
                Message::Response(answer) if answer.id == id.into() => {
                    return answer.response_result.map_err(|error| error.code);
                }
                Message::Notification(said) => self.heard.push(said),
                _ => {}
            }
        }
    }

    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Result<Value, i32> {
        let id = self.send(method, params);
        self.answer(id)
    }

    pub(crate) fn open(&self, name: &str, text: &str) {
        self.tell(
            "textDocument/didOpen",
            json!({"textDocument": {
                "uri": self.uri(name), "languageId": "markdown", "version": 1, "text": text,
            }}),
        );
    }

    pub(crate) fn change(&self, name: &str, version: i32, changes: &Value) {
        self.tell("textDocument/didChange", json!({
            "textDocument": {"uri": self.uri(name), "version": version}, "contentChanges": changes,
        }));
    }

    pub(crate) fn pull(&mut self, name: &str) -> Vec<Value> {
        let about = json!({"textDocument": {"uri": self.uri(name)}});
        let answer = self.ask("textDocument/diagnostic", about).unwrap();
        answer["items"].as_array().unwrap().clone()
    }

    /// The next diagnostics that are pushed for the file.
    pub(crate) fn pushed(&mut self, name: &str) -> Vec<Value> {
        let uri = self.uri(name);
        loop {
            let said = if self.heard.is_empty() {
                let wait = std::time::Duration::from_secs(60);
                let receiver = &self.connection.as_ref().unwrap().receiver;
                match receiver.recv_timeout(wait).unwrap() {
                    Message::Notification(said) => said,
                    _ => continue,
                }
            } else {
                self.heard.remove(0)
            };
            if said.method == "textDocument/publishDiagnostics" && said.params["uri"] == uri {
                return said.params["diagnostics"].as_array().unwrap().clone();
            }
        }
    }
}

pub(crate) fn uri_of(folder: &Path, name: &str) -> String {
    format!("file://{}", folder.join(name).display())
}

impl Drop for Editor {
    fn drop(&mut self) {
        drop(self.connection.take());
        let _ = self.server.take().map(JoinHandle::join);
    }
}

/// What `range` covers, read as an editor that counts in `units` reads it.
pub(crate) fn read_back(text: &str, range: &Value, units: &str) -> String {
    let byte = |end: &str| {
        let line = usize::try_from(range[end]["line"].as_u64().unwrap()).unwrap();
        let mut left = usize::try_from(range[end]["character"].as_u64().unwrap()).unwrap();
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut at = start;
        for letter in text[start..].chars() {
            if left == 0 {
                break;
            }
            left -= if units == "utf-8" {
                letter.len_utf8()
            } else {
                letter.len_utf16()
            };
            at += letter.len_utf8();
        }
        at
    };
    text[byte("start")..byte("end")].to_owned()
}

pub(crate) fn apply(text: &str, edits: &Value) -> String {
    let mut text = text.to_owned();
    let mut edits = edits.as_array().unwrap().clone();
    edits.sort_by_key(|edit| {
        std::cmp::Reverse((
            edit["range"]["start"]["line"].as_u64(),
            edit["range"]["start"]["character"].as_u64(),
        ))
    });
    for edit in edits {
        let mut until = edit["range"].clone();
        until["start"] = json!({"line": 0, "character": 0});
        let end = read_back(&text, &until, "utf-16").len();
        let start = end - read_back(&text, &edit["range"], "utf-16").len();
        text.replace_range(start..end, edit["newText"].as_str().unwrap());
    }
    text
}
