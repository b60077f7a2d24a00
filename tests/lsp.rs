//! Drives the language server: over standard input and output as editors do, and over a connection
//! in memory where only the messages matter.

#![cfg(feature = "lsp")]

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{BufReader, Write};
    use std::path::Path;
    use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
    use std::thread::JoinHandle;

    use lsp_server::{Connection, Message, Notification, Request};
    use proptest::prelude::*;
    use serde_json::{Value, json};

    const LIST: &str = "forbid:\n  - enables access -> integrates with\n  - calls on\n";

    struct Editor {
        connection: Option<Connection>,
        server: Option<JoinHandle<bool>>,
        folder: tempfile::TempDir,
        asked: i32,
        /// Notifications that came while an answer was awaited.
        heard: Vec<Notification>,
    }

    impl Editor {
        fn new(capabilities: &Value) -> Self {
            let folder = tempfile::tempdir().unwrap();
            fs::write(
                folder.path().join("copydesk.yaml"),
                "wordlists: [./list.yaml]\n",
            )
            .unwrap();
            fs::write(folder.path().join("list.yaml"), LIST).unwrap();
            let (own, others) = Connection::memory();
            let server = std::thread::spawn(move || copydesk::lsp::serve(&others));
            let mut editor = Self {
                connection: Some(own),
                server: Some(server),
                folder,
                asked: 0,
                heard: Vec::new(),
            };
            let root = editor.uri("");
            let answer = editor.ask(
                "initialize",
                json!({"rootUri": root, "capabilities": capabilities}),
            );
            assert!(answer.is_ok(), "{answer:?}");
            editor.tell("initialized", json!({}));
            editor
        }

        fn pulling() -> Self {
            Self::new(&json!({"textDocument": {"diagnostic": {}}}))
        }

        fn uri(&self, name: &str) -> String {
            format!("file://{}", self.folder.path().join(name).display())
        }

        fn tell(&self, method: &str, params: Value) {
            let said = Notification::new(method.to_owned(), params);
            self.connection
                .as_ref()
                .unwrap()
                .sender
                .send(said.into())
                .unwrap();
        }

        fn ask(&mut self, method: &str, params: Value) -> Result<Value, i32> {
            self.asked += 1;
            let request = Request::new(self.asked.into(), method.to_owned(), params);
            let connection = self.connection.as_ref().unwrap();
            connection.sender.send(request.into()).unwrap();
            loop {
                let wait = std::time::Duration::from_secs(60);
                match connection.receiver.recv_timeout(wait).unwrap() {
                    Message::Response(answer) if answer.id == self.asked.into() => {
                        return answer.response_result.map_err(|error| error.code);
                    }
                    Message::Notification(said) => self.heard.push(said),
                    _ => {}
                }
            }
        }

        fn open(&self, name: &str, text: &str) {
            self.tell(
                "textDocument/didOpen",
                json!({"textDocument": {
                    "uri": self.uri(name), "languageId": "markdown", "version": 1, "text": text,
                }}),
            );
        }

        fn change(&self, name: &str, version: i32, changes: &Value) {
            self.tell("textDocument/didChange", json!({
                "textDocument": {"uri": self.uri(name), "version": version}, "contentChanges": changes,
            }));
        }

        fn pull(&mut self, name: &str) -> Vec<Value> {
            let about = json!({"textDocument": {"uri": self.uri(name)}});
            let answer = self.ask("textDocument/diagnostic", about).unwrap();
            answer["items"].as_array().unwrap().clone()
        }

        /// The next diagnostics that are pushed for the file.
        fn pushed(&mut self, name: &str) -> Vec<Value> {
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

    impl Drop for Editor {
        fn drop(&mut self) {
            drop(self.connection.take());
            let _ = self.server.take().map(JoinHandle::join);
        }
    }

    /// What `range` covers, read as an editor that counts in `units` reads it.
    fn read_back(text: &str, range: &Value, units: &str) -> String {
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

    fn apply(text: &str, edits: &Value) -> String {
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

    #[test]
    fn a_finding_after_emoji_is_read_back_in_every_unit() {
        let text = "One.\n\n🚀🚀 This enables access to it.\n";
        for units in ["utf-16", "utf-8"] {
            let mut editor = Editor::new(&json!({
                "textDocument": {"diagnostic": {}}, "general": {"positionEncodings": [units]},
            }));
            editor.open("a.md", text);
            let found = editor.pull("a.md");
            assert_eq!(found.len(), 1, "{found:?}");
            assert_eq!(read_back(text, &found[0]["range"], units), "enables access");
            assert_eq!(found[0]["code"], "list/enables-access");
        }
    }

    #[test]
    fn a_client_that_cannot_pull_is_pushed_to_and_a_closed_file_has_nothing() {
        let mut editor = Editor::new(&json!({}));
        editor.open("a.md", "It enables access.\n");
        assert_eq!(editor.pushed("a.md").len(), 1);
        editor.change("a.md", 2, &json!([{"text": "It is fine.\n"}]));
        assert_eq!(editor.pushed("a.md").len(), 0);
        editor.change("a.md", 3, &json!([{"text": "It enables access.\n"}]));
        assert_eq!(editor.pushed("a.md").len(), 1);
        editor.tell(
            "textDocument/didClose",
            json!({"textDocument": {"uri": editor.uri("a.md")}}),
        );
        assert_eq!(editor.pushed("a.md").len(), 0);
    }

    #[test]
    fn a_saved_list_counts_at_once_and_a_broken_one_leaves_the_last_good_one() {
        let mut editor = Editor::pulling();
        editor.open("a.md", "It enables access and is shiny.\n");
        assert_eq!(editor.pull("a.md").len(), 1);
        let list = editor.folder.path().join("list.yaml");
        let saved = json!({"textDocument": {"uri": editor.uri("list.yaml")}});
        fs::write(&list, format!("{LIST}  - shiny\n")).unwrap();
        editor.tell("textDocument/didSave", saved.clone());
        assert_eq!(editor.pull("a.md").len(), 2);
        fs::write(&list, "forbid:\n  - {enable} access\n").unwrap();
        editor.tell("textDocument/didSave", saved.clone());
        assert_eq!(editor.pull("a.md").len(), 2);
        assert_eq!(editor.pushed("list.yaml")[0]["range"]["start"]["line"], 1);
        fs::write(&list, LIST).unwrap();
        editor.tell("textDocument/didSave", saved);
        assert_eq!(editor.pull("a.md").len(), 1);
        assert_eq!(editor.pushed("list.yaml").len(), 0);
    }

    #[test]
    fn lists_and_configs_are_checked_while_they_are_typed() {
        let mut editor = Editor::pulling();
        editor.open("list.yaml", "forbid:\n  - phrase: x\n    severty: error\n");
        let found = editor.pull("list.yaml");
        assert_eq!(found[0]["range"]["start"]["line"], 2, "{found:?}");
        editor.open("copydesk.yaml", "wordlist: [a]\n");
        assert_eq!(editor.pull("copydesk.yaml").len(), 1);
    }

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

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn edits_give_what_a_fresh_open_gives(edits in proptest::collection::vec(
            (0u32..4, 0u32..30, 0u32..4, 0u32..30, "(enables| |access|🚀|\n|\r\n|é|calls on|<!--|`){0,4}"), 1..12,
        )) {
            let mut editor = Editor::pulling();
            let mut text = "It enables access.\n\n🚀 calls on\n".to_owned();
            editor.open("a.md", &text);
            for (version, (line, character, end_line, end_character, new)) in edits.into_iter().enumerate() {
                let range = json!({
                    "start": {"line": line, "character": character},
                    "end": {"line": end_line.max(line), "character": if end_line > line { end_character } else { end_character.max(character) }},
                });
                text = naive(&text, &range, &new);
                editor.change("a.md", i32::try_from(version).unwrap() + 2, &json!([{"range": range, "text": new}]));
            }
            let edited = editor.pull("a.md");
            editor.tell("textDocument/didClose", json!({"textDocument": {"uri": editor.uri("a.md")}}));
            editor.open("a.md", &text);
            prop_assert_eq!(edited, editor.pull("a.md"));
        }
    }

    /// The edit done the slow way, on UTF-16 units of lines.
    fn naive(text: &str, range: &Value, new: &str) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut starts = vec![0];
        for (at, unit) in units.iter().enumerate() {
            let ends = *unit == 10 || (*unit == 13 && units.get(at + 1) != Some(&10));
            if ends {
                starts.push(at + 1);
            }
        }
        let at = |end: &str| {
            let line = usize::try_from(range[end]["line"].as_u64().unwrap()).unwrap();
            let character = usize::try_from(range[end]["character"].as_u64().unwrap()).unwrap();
            let Some(start) = starts.get(line) else {
                return units.len();
            };
            let mut last = starts.get(line + 1).copied().unwrap_or(units.len());
            while last > *start && [10, 13].contains(&units[last - 1]) {
                last -= 1;
            }
            let at = (start + character).min(last);
            // Not between the halves of a pair.
            if at < units.len() && (0xDC00..0xE000).contains(&units[at]) {
                at - 1
            } else {
                at
            }
        };
        let (start, end) = (at("start"), at("end"));
        let mut after = units[..start].to_vec();
        after.extend(new.encode_utf16());
        after.extend(&units[end.max(start)..]);
        String::from_utf16(&after).unwrap()
    }

    struct Process {
        child: Child,
        input: Option<ChildStdin>,
        output: BufReader<ChildStdout>,
    }

    impl Process {
        fn new(folder: &Path) -> Self {
            let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
                .arg("lsp")
                .current_dir(folder)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let input = child.stdin.take();
            let output = BufReader::new(child.stdout.take().unwrap());
            Self {
                child,
                input,
                output,
            }
        }

        fn say(&mut self, message: impl Into<Message>) {
            let input = self.input.as_mut().unwrap();
            message.into().write(input).unwrap();
            input.flush().unwrap();
        }

        fn hear(&mut self) -> Value {
            let message = Message::read(&mut self.output).unwrap().unwrap();
            serde_json::to_value(message).unwrap()
        }
    }

    #[test]
    fn the_program_speaks_over_its_streams_and_says_by_its_exit_whether_all_was_well() {
        let folder = tempfile::tempdir().unwrap();
        for polite in [true, false] {
            let mut process = Process::new(folder.path());
            process.say(Request::new(
                1.into(),
                "textDocument/hover".into(),
                json!({}),
            ));
            assert_eq!(process.hear()["error"]["code"], -32002);
            process.say(Request::new(
                2.into(),
                "initialize".into(),
                json!({"capabilities": {}}),
            ));
            assert_eq!(
                process.hear()["result"]["capabilities"]["positionEncoding"],
                "utf-16"
            );
            if polite {
                process.say(Request::new(3.into(), "shutdown".into(), Value::Null));
                assert_eq!(process.hear()["id"], 3);
            }
            process.say(Notification::new("exit".into(), Value::Null));
            drop(process.input.take());
            let status = process.child.wait().unwrap();
            assert_eq!(status.code(), Some(i32::from(!polite)));
        }
    }
}
