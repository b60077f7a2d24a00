//! Messages over standard input and output.
//!
//! What an editor sends may be broken, and what is broken costs that message and no more: a body
//! that is no message is refused and the next one is read, a header that makes no sense is passed
//! over to the next that does. The reader never waits for the writer, so an editor that writes
//! before it reads cannot lock both.

use std::io::{self, BufRead, Read, Write};
use std::thread::JoinHandle;

use crossbeam_channel::{bounded, unbounded};
use lsp_server::{Connection, Message};
use serde::Serialize;
use serde_json::{Value, json};

/// The longest message that is taken, in bytes.
const LONGEST: u64 = 512 * 1024 * 1024;
/// The longest line of a header that is looked at, in bytes.
const LONGEST_LINE: u64 = 8 * 1024;

const PARSE_ERROR: i32 = -32700;
const INVALID_REQUEST: i32 = -32600;

/// One thing that came in.
#[derive(Debug)]
enum Came {
    Message(Message),
    /// What was wrong with it: the answer to send.
    Broken(Value),
}

/// A message as it is sent.
#[derive(Debug, Serialize)]
struct Sent {
    jsonrpc: &'static str,
    #[serde(flatten)]
    message: Message,
}

/// Starts to read and write. The writer ends when the connection is dropped and all is written.
pub(super) fn open() -> (Connection, JoinHandle<io::Result<()>>) {
    let (to_editor, outgoing) = unbounded::<Message>();
    // A few ahead: a file that is being read slowly need not be held in memory many times.
    let (incoming, from_editor) = bounded(16);
    std::thread::spawn(move || {
        let mut input = io::stdin().lock();
        // An input that broke has ended.
        while let Ok(Some(came)) = read(&mut input) {
            let sent = match came {
                Came::Message(message) => {
                    let last =
                        matches!(&message, Message::Notification(said) if said.method == "exit");
                    incoming.send(message).is_ok() && !last
                }
                Came::Broken(answer) => write(&mut io::stdout().lock(), &answer).is_ok(),
            };
            if !sent {
                break;
            }
        }
    });
    let writer = std::thread::spawn(move || {
        for message in &outgoing {
            let sent = Sent {
                jsonrpc: "2.0",
                message,
            };
            write(&mut io::stdout().lock(), &sent)?;
        }
        Ok(())
    });
    let connection = Connection {
        sender: to_editor,
        receiver: from_editor,
    };
    (connection, writer)
}

/// The next message; none when the input has ended.
fn read(input: &mut impl BufRead) -> io::Result<Option<Came>> {
    let Some(length) = header(input)? else {
        return Ok(None);
    };
    if length > LONGEST {
        let passed = io::copy(&mut input.take(length), &mut io::sink())?;
        let words = format!("a message of {length} bytes is too long");
        return Ok((passed == length).then(|| refusal(INVALID_REQUEST, &words, &Value::Null)));
    }
    let mut body = Vec::new();
    let came = input.take(length).read_to_end(&mut body)?;
    if u64::try_from(came).ok() != Some(length) {
        return Ok(None);
    }
    Ok(Some(understand(&body)))
}

fn understand(body: &[u8]) -> Came {
    match serde_json::from_slice::<Message>(body) {
        Ok(message) => Came::Message(message),
        Err(_) => match serde_json::from_slice::<Value>(body) {
            Ok(value) => {
                let id = value.get("id").cloned().unwrap_or_default();
                refusal(INVALID_REQUEST, "this is no request", &id)
            }
            Err(error) => refusal(
                PARSE_ERROR,
                &format!("this is no JSON: {error}"),
                &Value::Null,
            ),
        },
    }
}

fn refusal(code: i32, words: &str, id: &Value) -> Came {
    Came::Broken(json!({"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": words}}))
}

/// The length that the next header gives, in bytes. Lines before it that give none are passed over.
fn header(input: &mut impl BufRead) -> io::Result<Option<u64>> {
    let mut length = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            if length.is_some() {
                return Ok(length);
            }
        } else if let Some(given) = given_length(&line) {
            length = Some(given);
        }
    }
}

/// Also where a body that was longer than announced ends on the same line.
fn given_length(line: &[u8]) -> Option<u64> {
    let line = String::from_utf8_lossy(line).to_ascii_lowercase();
    let (_, given) = line.rsplit_once("content-length:")?;
    given.trim().parse().ok()
}

fn write(output: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let body = serde_json::to_vec(message)?;
    write!(output, "Content-Length: {}\r\n\r\n", body.len())?;
    output.write_all(&body)?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(input: &[u8]) -> Vec<String> {
        let mut input = input;
        let mut out = Vec::new();
        while let Ok(Some(came)) = read(&mut input) {
            out.push(match came {
                Came::Message(Message::Request(request)) => request.method,
                Came::Message(Message::Notification(said)) => said.method,
                Came::Message(Message::Response(_)) => "answer".to_owned(),
                Came::Broken(answer) => answer["error"]["code"].to_string(),
            });
        }
        out
    }

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn what_is_broken_costs_itself_only() {
        let good = framed(r#"{"jsonrpc":"2.0","method":"good"}"#);
        for (broken, code) in [
            (framed("{"), Some("-32700")),
            (framed("\u{fffd}"), Some("-32700")),
            (framed("[]"), Some("-32600")),
            (framed(r#"{"id":{},"method":3}"#), Some("-32600")),
            (framed(&"[".repeat(100_000)), Some("-32700")),
            ("Content-Length: many\r\n\r\n".to_owned(), None),
            ("Content-Length: -1\r\n\r\n".to_owned(), None),
            ("\r\n\r\n".to_owned(), None),
            (format!("X: {}\r\n", "y".repeat(20_000)), None),
            ("Content-Length: 2\r\n\r\n{}}}}".to_owned(), Some("-32600")),
        ] {
            let came = all(format!("{broken}{good}").as_bytes());
            let expected: Vec<&str> = code.into_iter().chain(["good"]).collect();
            assert_eq!(came, expected, "{broken:.60}");
        }
    }

    #[test]
    fn a_length_without_a_body_takes_no_memory() {
        assert!(all(b"Content-Length: 18446744073709551615\r\n\r\n{}").is_empty());
        assert!(all(b"Content-Length: 500000000\r\n\r\n{}").is_empty());
    }
}
