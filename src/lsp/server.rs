//! The main loop: takes messages in their order, owns what is open, and hands versions to workers.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, select, tick, unbounded};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};

use super::client::Client;
use super::convert::Places;
use super::diagnostics;
use super::open::{Open, Role};
use super::params::{self, folders, range, roots, text_at, version};
use super::pending::{Done, Held, Pending, guarded};
use super::workspace::{Workspace, with};
use crate::wordlist::problem::Problem;

/// How often the lists and configs are looked at on disk, for editors that do not tell.
const LOOK: Duration = Duration::from_secs(2);

/// The server's state.
pub(super) struct Server<'c> {
    connection: &'c Connection,
    pub(super) client: Client,
    pub(super) roots: Vec<PathBuf>,
    /// Shared with scans, which ask for the role of a file at a time.
    pub(super) workspace: Arc<Mutex<Workspace>>,
    /// Counts how often lists and configs were read anew.
    pub(super) reloads: usize,
    /// Counts what else a report of the workspace depends on.
    pub(super) changes: usize,
    problems: Arc<BTreeMap<PathBuf, Vec<Problem>>>,
    pub(super) files: BTreeMap<String, (Arc<Open>, String)>,
    /// Lists and configs that are not open and have diagnostics all the same.
    told: BTreeSet<String>,
    pub(super) pending: HashMap<RequestId, Pending>,
    /// Reports of the workspace that say nothing new, and wait until there is something.
    pub(super) held: Vec<Held>,
    pub(super) done: (Sender<Done>, Receiver<Done>),
    asked: i32,
    pub(super) shut_down: bool,
}

impl<'c> Server<'c> {
    /// For the editor that introduced itself with `params`.
    pub(super) fn new(connection: &'c Connection, params: &Value) -> Self {
        Self {
            connection,
            client: Client::new(params),
            roots: roots(params),
            workspace: Arc::new(Mutex::new(Workspace::new())),
            reloads: 0,
            changes: 0,
            problems: Arc::default(),
            files: BTreeMap::new(),
            told: BTreeSet::new(),
            pending: HashMap::new(),
            held: Vec::new(),
            done: unbounded(),
            asked: 0,
            shut_down: false,
        }
    }

    /// Until the editor leaves; whether it said goodbye first.
    pub(super) fn run(mut self) -> bool {
        let messages = self.connection.receiver.clone();
        let done = self.done.1.clone();
        let ticks = tick(LOOK);
        let orderly = loop {
            select! {
                recv(messages) -> message => match message {
                    Ok(Message::Request(request)) => {
                        let id = request.id.clone();
                        if let Err(words) = guarded(|| self.request(request)) {
                            self.refuse(id, ErrorCode::InternalError as i32, &words);
                        }
                    }
                    Ok(Message::Notification(said)) if said.method == "exit" => {
                        break self.shut_down;
                    }
                    Ok(Message::Notification(said)) if !self.shut_down => {
                        // There is nobody to tell, and the next one may be well.
                        let _ = guarded(|| self.notification(&said));
                    }
                    Ok(Message::Notification(_) | Message::Response(_)) => {}
                    Err(_) => break false,
                },
                recv(done) -> result => if let Ok(result) = result {
                    self.finished(result);
                },
                recv(ticks) -> _ => self.look(),
            }
        };
        for pending in self.pending.values() {
            pending.stop.store(true, Ordering::Relaxed);
        }
        orderly
    }

    /// Notices what changed on disk without a word from the editor.
    fn look(&mut self) {
        let open = self.files.values();
        let folders: BTreeSet<&Path> = open.filter_map(|(open, _)| open.path.parent()).collect();
        let behind = with(&self.workspace, |workspace| workspace.is_behind(&folders));
        if behind {
            self.reload();
        }
        self.release();
    }

    pub(super) fn send(&self, message: impl Into<Message>) {
        // An editor that is gone is noticed where its messages end.
        let _ = self.connection.sender.send(message.into());
    }

    pub(super) fn refuse(&self, id: RequestId, code: i32, words: &str) {
        self.send(Response::new_err(id, code, words.to_owned()));
    }

    fn notification(&mut self, said: &Notification) {
        let params = &said.params;
        match said.method.as_str() {
            "initialized" => self.watch(),
            "$/cancelRequest" => self.cancel(params),
            "textDocument/didOpen" => {
                let Some(uri) = text_at(params, "/textDocument/uri") else {
                    return;
                };
                let text = text_at(params, "/textDocument/text").unwrap_or_default();
                let language = text_at(params, "/textDocument/languageId").unwrap_or_default();
                let version = version(params);
                if self.told.remove(uri) && self.client.pulls {
                    self.publish(uri, None, json!([]));
                }
                self.put(uri, version, text.to_owned(), language.to_owned());
                self.tell_of_lists();
            }
            "textDocument/didChange" => self.change(params),
            "textDocument/didClose" => {
                let Some(uri) = text_at(params, "/textDocument/uri") else {
                    return;
                };
                if let Some((open, _)) = self.files.remove(uri) {
                    open.replaced.store(true, Ordering::Relaxed);
                    if !self.client.pulls {
                        self.publish(uri, None, json!([]));
                    }
                    self.tell_of_lists();
                    self.has_changed();
                }
            }
            "textDocument/didSave" => {
                let uri = text_at(params, "/textDocument/uri").unwrap_or_default();
                if is_own(uri) {
                    self.reload();
                }
                self.has_changed();
            }
            "workspace/didChangeWatchedFiles" => {
                let changed = params.pointer("/changes").and_then(Value::as_array);
                let mut changed = changed.into_iter().flatten();
                if changed.any(|file| text_at(file, "/uri").is_some_and(is_own)) {
                    self.reload();
                }
                self.has_changed();
            }
            "workspace/didChangeWorkspaceFolders" => {
                let gone = folders(params.pointer("/event/removed"));
                self.roots.retain(|root| !gone.contains(root));
                self.roots.extend(folders(params.pointer("/event/added")));
                self.reload();
            }
            _ => {}
        }
    }

    fn change(&mut self, params: &Value) {
        let Some(uri) = text_at(params, "/textDocument/uri") else {
            return;
        };
        let Some((open, language)) = self.files.get(uri) else {
            return;
        };
        let (mut text, language) = (open.text.clone(), language.clone());
        let changes = params.pointer("/contentChanges").and_then(Value::as_array);
        for change in changes.into_iter().flatten() {
            let Some(new) = text_at(change, "/text") else {
                continue;
            };
            match change.get("range").filter(|range| !range.is_null()) {
                None => new.clone_into(&mut text),
                Some(at) => {
                    let bytes = Places::new(&text, self.client.units).bytes(range(Some(at)));
                    text.replace_range(bytes, new);
                }
            }
        }
        let uri = uri.to_owned();
        self.put(&uri, version(params), text, language);
    }

    /// Takes a version of a file and has it checked, if the editor does not ask for that itself.
    fn put(&mut self, uri: &str, version: i64, text: String, language: String) {
        let role = with(&self.workspace, |workspace| {
            workspace.role(&params::path(uri), &language, &text)
        });
        let problems = Arc::clone(&self.problems);
        let open = Open::new(uri.to_owned(), version, text, role, self.client, problems);
        let open = Arc::new(open);
        let before = self
            .files
            .insert(uri.to_owned(), (Arc::clone(&open), language));
        if let Some((before, _)) = before {
            before.replaced.store(true, Ordering::Relaxed);
        }
        if self.client.pulls {
            return;
        }
        let done = self.done.0.clone();
        rayon::spawn(move || {
            if open.replaced.load(Ordering::Relaxed) {
                return;
            }
            let result = guarded(|| diagnostics::of(&open));
            // As above.
            let _ = done.send(Done::Push(open, result));
        });
    }

    /// A list or a config has changed on disk.
    fn reload(&mut self) {
        self.reloads += 1;
        // First what is wrong is found out, then files are checked with it at hand.
        let held: Vec<_> = self.files.values().cloned().collect();
        with(&self.workspace, |workspace| {
            workspace.reload();
            for (open, language) in &held {
                workspace.role(&open.path, language, &open.text);
            }
        });
        self.tell_of_lists();
        for (open, language) in held {
            self.put(&open.uri, open.version, open.text.clone(), language);
        }
        if self.client.refreshes {
            self.ask("workspace/diagnostic/refresh", Value::Null);
        }
        self.has_changed();
    }

    /// Says at their place what is wrong with lists and configs that are not open.
    pub(super) fn tell_of_lists(&mut self) {
        self.problems = Arc::new(with(&self.workspace, |workspace| workspace.problems()));
        let problems = Arc::clone(&self.problems);
        let mut told = BTreeSet::new();
        for (path, found) in problems.iter() {
            let uri = params::uri(path);
            let Some(file) = found.iter().find_map(|problem| problem.file.as_ref()) else {
                continue;
            };
            if self.files.contains_key(&uri) || !path.is_file() {
                continue;
            }
            let role = if path.ends_with(crate::config::NAME) {
                Role::Config(None)
            } else if path.ends_with(crate::waivers::NAME) {
                Role::Waivers
            } else if path.ends_with(crate::config::lock::NAME) {
                Role::Lock
            } else {
                Role::List(None)
            };
            let text = file.yaml.to_string();
            let open = Open::new(
                uri.clone(),
                0,
                text,
                role,
                self.client,
                Arc::clone(&problems),
            );
            self.publish(&uri, None, diagnostics::of(&open));
            told.insert(uri);
        }
        for gone in self.told.difference(&told) {
            if !self.files.contains_key(gone) {
                self.publish(gone, None, json!([]));
            }
        }
        self.told = told;
    }

    pub(super) fn publish(&self, uri: &str, version: Option<i64>, items: Value) {
        let mut params = json!({"uri": uri});
        params["diagnostics"] = items;
        if let Some(version) = version {
            params["version"] = json!(version);
        }
        let method = "textDocument/publishDiagnostics".to_owned();
        self.send(Notification::new(method, params));
    }

    pub(super) fn ask(&mut self, method: &str, params: Value) {
        self.asked = self.asked.wrapping_add(1);
        let id = RequestId::from(format!("copydesk-{}", self.asked));
        self.send(Request::new(id, method.to_owned(), params));
    }

    fn watch(&mut self) {
        if self.client.watches {
            self.ask(
                "client/registerCapability",
                json!({"registrations": [{
                    "id": "lists",
                    "method": "workspace/didChangeWatchedFiles",
                    "registerOptions": {"watchers": [{"globPattern": "**/*.{yaml,yml,md,markdown,mdx,html,htm,txt}"}, {"globPattern": "**/copydesk.lock"}]},
                }]}),
            );
        }
    }
}

/// Whether it may be a list, a config or a lock.
fn is_own(uri: &str) -> bool {
    let path = params::path(uri);
    path.ends_with(crate::config::lock::NAME)
        || path
            .extension()
            .is_some_and(|ending| ending == "yaml" || ending == "yml")
}
