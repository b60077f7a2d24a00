//! The language server: what `check` says, in an editor while the text is typed.
//!
//! One thread (`server`) takes messages in their order and owns all that changes; workers get
//! versions of files that never change, and an answer that comes too late is dropped. Findings come
//! from the one seam, so an editor and the command line never differ.

mod actions;
mod complete;
mod convert;
mod diagnostics;
mod lookup;
mod open;
mod server;
mod wire;
mod workspace;

use std::io;

use lsp_server::{Connection, ErrorCode, Message, Notification, Response};
use serde_json::{Value, json};

use convert::Units;
use server::Server;

/// Serves the editor at standard input and output. Whether it said goodbye as the protocol asks.
///
/// # Errors
/// The input or the output broke.
pub fn stdio() -> io::Result<bool> {
    let (connection, writer) = wire::open();
    let orderly = serve(&connection);
    // The writer ends when nobody can write to it any more.
    drop(connection);
    match writer.join() {
        Ok(written) => written.map(|()| orderly),
        Err(_) => Err(io::Error::other("what was left to say could not be said")),
    }
}

/// Serves the editor at `connection` until it leaves. Whether it said goodbye first.
#[must_use]
pub fn serve(connection: &Connection) -> bool {
    let Some(params) = wait_for_hello(connection) else {
        return false;
    };
    Server::new(connection, &params).run()
}

/// Answers `initialize`; whatever comes before it is refused.
fn wait_for_hello(connection: &Connection) -> Option<Value> {
    for message in &connection.receiver {
        match message {
            Message::Request(request) if request.method == "initialize" => {
                let answer = Response::new_ok(request.id, capabilities(&request.params));
                connection.sender.send(answer.into()).ok()?;
                return Some(request.params);
            }
            Message::Request(request) => {
                let code = ErrorCode::ServerNotInitialized as i32;
                let words = "initialize comes first".to_owned();
                let answer = Response::new_err(request.id, code, words);
                connection.sender.send(answer.into()).ok()?;
            }
            Message::Notification(Notification { method, .. }) if method == "exit" => return None,
            Message::Notification(_) | Message::Response(_) => {}
        }
    }
    None
}

/// What an editor that says `params` counts in: UTF-8 if it can.
fn units(params: &Value) -> Units {
    let offered = params.pointer("/capabilities/general/positionEncodings");
    let offered = offered.and_then(Value::as_array).into_iter().flatten();
    let known: Vec<Units> = offered
        .filter_map(|name| Units::named(name.as_str()?))
        .collect();
    [Units::Utf8, Units::Utf32]
        .into_iter()
        .find(|units| known.contains(units))
        .unwrap_or(Units::Utf16)
}

/// Whether the editor asks for diagnostics itself.
fn pulls(params: &Value) -> bool {
    params
        .pointer("/capabilities/textDocument/diagnostic")
        .is_some_and(Value::is_object)
}

fn capabilities(params: &Value) -> Value {
    let mut offered = json!({
        "positionEncoding": units(params).name(),
        "textDocumentSync": {"openClose": true, "change": 2, "save": {"includeText": false}},
        "hoverProvider": true,
        "definitionProvider": true,
        "completionProvider": {"triggerCharacters": ["@", "/"], "resolveProvider": false},
        "codeActionProvider": {
            "codeActionKinds": ["quickfix", actions::FIX_ALL],
            "resolveProvider": true,
        },
        "workspace": {"workspaceFolders": {"supported": true, "changeNotifications": true}},
    });
    if pulls(params) {
        offered["diagnosticProvider"] = json!({
            "identifier": "copydesk",
            "interFileDependencies": true,
            "workspaceDiagnostics": true,
        });
    }
    json!({
        "capabilities": offered,
        "serverInfo": {"name": "copydesk", "version": env!("CARGO_PKG_VERSION")},
    })
}
