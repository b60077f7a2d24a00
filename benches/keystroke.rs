//! A keystroke: how long an editor waits for the diagnostics of a page of 100 KB after a letter was
//! typed in its middle, with all built-in lists on.
//!
//! `cargo bench --bench keystroke` prints the figures, and ends with 1 if one keystroke in a hundred
//! takes longer than a person notices.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a program for measuring, run by hand"
)]

use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use copydesk::wordlist::builtin;
use lsp_server::{Connection, Message, Notification, Request};
use serde_json::{Value, json};

const PAGE: usize = 100 * 1024;
const KEYSTROKES: usize = 500;
const LIMIT: Duration = Duration::from_millis(10);

fn main() -> ExitCode {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let names: Vec<&str> = builtin::ALL.iter().map(|list| list.name).collect();
    let config = format!("wordlists: [{}]\n", names.join(", "));
    fs::write(folder.path().join("copydesk.yaml"), config).expect("it can be written");
    let (connection, server) = Connection::memory();
    std::thread::spawn(move || copydesk::lsp::serve(&server));
    let uri = format!("file://{}/page.md", folder.path().display());
    let text = page();
    let mut editor = Editor {
        connection,
        uri,
        asked: 0,
    };
    let hello = json!({"capabilities": {"textDocument": {"diagnostic": {}}}});
    editor.ask("initialize", hello);
    editor.tell(
        "textDocument/didOpen",
        json!({"textDocument": {"uri": editor.uri, "languageId": "markdown", "version": 0, "text": text}}),
    );
    let begun = Instant::now();
    let found = editor.diagnostics();
    println!(
        "{} KB, {} lists, {found} findings; first answer after {:.1} ms",
        text.len() / 1024,
        names.len(),
        milliseconds(begun.elapsed())
    );
    let before = text.bytes().take(text.len() / 2);
    let line = before.filter(|byte| *byte == b'\n').count();
    let mut times: Vec<Duration> = (0..KEYSTROKES)
        .map(|stroke| editor.keystroke(stroke, line))
        .collect();
    times.sort_unstable();
    let at = |hundredths: usize| times[(times.len() * hundredths / 100).min(times.len() - 1)];
    println!(
        "{KEYSTROKES} keystrokes: median {:.1} ms, 99th percentile {:.1} ms, longest {:.1} ms",
        milliseconds(at(50)),
        milliseconds(at(99)),
        milliseconds(at(100))
    );
    ExitCode::from(u8::from(at(99) > LIMIT))
}

struct Editor {
    connection: Connection,
    uri: String,
    asked: i32,
}

impl Editor {
    fn tell(&self, method: &str, params: Value) {
        let said = Notification::new(method.to_owned(), params);
        let sent = self.connection.sender.send(said.into());
        sent.expect("the server listens");
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let request = Request::new(self.asked.into(), method.to_owned(), params);
        let sent = self.connection.sender.send(request.into());
        sent.expect("the server listens");
        loop {
            let message = self.connection.receiver.recv().expect("the server speaks");
            if let Message::Response(answer) = message
                && answer.id == self.asked.into()
            {
                return answer.response_result.expect("no error");
            }
        }
    }

    fn diagnostics(&mut self) -> usize {
        let params = json!({"textDocument": {"uri": self.uri}});
        let answer = self.ask("textDocument/diagnostic", params);
        answer["items"].as_array().map_or(0, Vec::len)
    }

    /// Types a letter at the end of what was typed, and waits for what is found then.
    fn keystroke(&mut self, stroke: usize, line: usize) -> Duration {
        let place = json!({"line": line, "character": stroke});
        let letter = if stroke % 6 == 5 { " " } else { "x" };
        let change = json!({"range": {"start": place, "end": place}, "text": letter});
        let begun = Instant::now();
        self.tell(
            "textDocument/didChange",
            json!({
                "textDocument": {"uri": self.uri, "version": stroke + 1}, "contentChanges": [change],
            }),
        );
        self.diagnostics();
        begun.elapsed()
    }
}

/// 100 KB of Markdown: what this project says of itself, again and again.
fn page() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text: String = ["README.md", "CONTRIBUTING.md", "wordlists/README.md"]
        .iter()
        .filter_map(|name| fs::read_to_string(root.join(name)).ok())
        .collect();
    let mut page = text.repeat(PAGE / text.len().max(1) + 1);
    let end = (0..=PAGE).rev().find(|at| page.is_char_boundary(*at));
    page.truncate(end.unwrap_or(0));
    page
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
