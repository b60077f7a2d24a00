//! The language server: what `check` says, in an editor while the text is typed.
//!
//! One thread (`server`) takes messages in their order and owns all that changes; workers get
//! versions of files that never change, and an answer that comes too late is dropped. Findings come
//! from the one seam, so an editor and the command line never differ.

mod actions;
mod client;
mod complete;
mod convert;
mod diagnostics;
mod lists;
mod lookup;
mod open;
mod params;
mod pending;
mod requests;
mod scan;
mod server;
mod waive;
mod wire;
mod workspace;
mod yaml;

use std::io;

use lsp_server::{Connection, ErrorCode, Message, Notification, Response};
use serde_json::Value;

use client::Client;
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
                let answer = Response::new_ok(request.id, Client::new(&request.params).offer());
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
