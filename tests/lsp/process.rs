//! The real program, over its streams.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use lsp_server::{Message, Notification, Request};
use serde_json::{Value, json};

struct Process {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Process {
    fn new(folder: &Path) -> Self {
        Self::with(folder, &[])
    }

    fn with(folder: &Path, environment: &[(&str, &Path)]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            // As the client library of VS Code calls it.
            .args(["lsp", "--stdio", "--clientProcessId=1"])
            .envs(environment.iter().copied())
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

    /// The next message, be it one of the protocol or not.
    fn hear_any(&mut self) -> Value {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        let length = line.trim().strip_prefix("Content-Length: ").unwrap();
        let mut body = vec![0; length.parse::<usize>().unwrap() + 2];
        self.output.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
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

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_broken_message_costs_itself_only() {
    let folder = tempfile::tempdir().unwrap();
    let mut process = Process::new(folder.path());
    let input = process.input.as_mut().unwrap();
    for broken in [
        "Content-Length: nonsense\r\n\r\nNot-A-Header\r\n\r\n",
        "Content-Length: 1\r\n\r\n{",
        "Content-Length: 4\r\n\r\n[{}]",
    ] {
        write!(input, "{broken}").unwrap();
    }
    process.say(Request::new(
        1.into(),
        "initialize".into(),
        json!({"capabilities": {}}),
    ));
    assert_eq!(process.hear_any()["error"]["code"], -32700);
    assert_eq!(process.hear_any()["error"]["code"], -32600);
    assert!(process.hear_any()["result"]["capabilities"].is_object());
}

#[test]
fn the_rule_of_a_built_in_list_can_be_opened() {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("cache");
    let pages = folder.path().join("pages");
    std::fs::create_dir(&pages).unwrap();
    std::fs::write(pages.join("copydesk.yaml"), "wordlists: [superlatives]\n").unwrap();
    let mut process = Process::with(&pages, &[("XDG_CACHE_HOME", &cache)]);
    let uri = format!("file://{}/a.md", pages.display());
    process.say(Request::new(
        1.into(),
        "initialize".into(),
        json!({"capabilities": {}}),
    ));
    process.hear();
    process.say(Notification::new("textDocument/didOpen".into(), json!({"textDocument": {
        "uri": uri, "languageId": "markdown", "version": 1, "text": "The best cloud in the world.\n",
    }})));
    let pushed = process.hear();
    let found = &pushed["params"]["diagnostics"][0];
    assert!(
        found["code"].as_str().unwrap().starts_with("superlatives/"),
        "{pushed}"
    );
    let about = json!({"textDocument": {"uri": uri}, "position": found["range"]["start"]});
    process.say(Request::new(
        2.into(),
        "textDocument/definition".into(),
        about,
    ));
    let answer = process.hear();
    let place = &answer["result"][0];
    let path = place["uri"]
        .as_str()
        .unwrap()
        .strip_prefix("file://")
        .unwrap();
    assert!(Path::new(path).starts_with(&cache), "{path}");
    let line = usize::try_from(place["range"]["start"]["line"].as_u64().unwrap()).unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    let id = found["code"].as_str().unwrap().rsplit('/').next().unwrap();
    let around: Vec<&str> = text.lines().skip(line).take(2).collect();
    assert!(around.concat().contains(id), "{id}: {around:?}");
}

/// What is found, where it begins and ends, both 0-based and in characters, in order.
type Places = Vec<(String, [u64; 4])>;

#[test]
fn an_editor_shows_what_the_command_line_shows() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["check", ".", "--format", "json"])
        .current_dir(&folder)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut expected: std::collections::BTreeMap<String, Places> =
        std::collections::BTreeMap::new();
    // Findings without a line stand in office files, which editors do not open.
    let findings = report["findings"].as_array().unwrap().iter();
    for found in findings.filter(|found| found["start"].is_object()) {
        let number = |pointer: &str| found.pointer(pointer).and_then(Value::as_u64).unwrap() - 1;
        let place = ["/start/line", "/start/column", "/end/line", "/end/column"].map(number);
        let path = found["path"].as_str().unwrap().to_owned();
        let rule = found["rule"].as_str().unwrap().to_owned();
        expected.entry(path).or_default().push((rule, place));
    }
    assert!(expected.len() > 1, "{expected:?}");

    let mut process = Process::new(&folder);
    let root = format!("file://{}", folder.display());
    process.say(Request::new(
        1.into(),
        "initialize".into(),
        json!({
            "rootUri": root,
            "capabilities": {
                "textDocument": {"diagnostic": {}}, "general": {"positionEncodings": ["utf-32"]},
            },
        }),
    ));
    process.hear();
    process.say(Request::new(
        2.into(),
        "workspace/diagnostic".into(),
        json!({"previousResultIds": []}),
    ));
    let answer = loop {
        let heard = process.hear();
        if heard["id"] == 2 {
            break heard;
        }
    };
    let mut shown: std::collections::BTreeMap<String, Places> = std::collections::BTreeMap::new();
    for item in answer["result"]["items"].as_array().unwrap() {
        let path = item["uri"]
            .as_str()
            .unwrap()
            .strip_prefix(&format!("{root}/"))
            .unwrap();
        for found in item["items"].as_array().unwrap() {
            let number = |pointer: &str| found.pointer(pointer).and_then(Value::as_u64).unwrap();
            let place = [
                "/range/start/line",
                "/range/start/character",
                "/range/end/line",
                "/range/end/character",
            ];
            let rule = found["code"].as_str().unwrap().to_owned();
            shown
                .entry(path.to_owned())
                .or_default()
                .push((rule, place.map(number)));
        }
    }
    assert_eq!(shown, expected);
}
