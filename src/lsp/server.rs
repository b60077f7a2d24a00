//! The main loop: takes messages in their order, owns what is open, and hands versions to workers.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossbeam_channel::{Receiver, Sender, select, unbounded};
use gen_lsp_types::{Position, Range};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};

use super::convert::{Places, Units};
use super::open::{self, Open, Role, text_at};
use super::workspace::Workspace;
use super::{actions, complete, diagnostics, lookup, pulls, units};
use crate::discover::{self, Input};

/// What the protocol calls a request that the server gave up, which the editor should send again.
const SERVER_CANCELLED: i32 = -32802;

/// What a worker has worked out.
enum Done {
    Answer(RequestId, Result<Value, String>),
    Push(Arc<Open>, Result<Value, String>),
}

/// A request that a worker is at.
struct Pending {
    /// The version that it asks about.
    about: Option<Arc<Open>>,
    /// Diagnostics: the editor is told to ask again.
    again: bool,
    stop: Arc<AtomicBool>,
}

/// The server's state.
#[expect(
    clippy::struct_excessive_bools,
    reason = "three are abilities of the editor, and none excludes another"
)]
pub(super) struct Server<'c> {
    connection: &'c Connection,
    units: Units,
    pulls: bool,
    refreshes: bool,
    watches: bool,
    roots: Vec<PathBuf>,
    workspace: Workspace,
    problems: Arc<BTreeMap<PathBuf, Vec<crate::wordlist::problem::Problem>>>,
    files: BTreeMap<String, (Arc<Open>, String)>,
    /// Lists and configs that are not open and have diagnostics all the same.
    told: BTreeSet<String>,
    pending: HashMap<RequestId, Pending>,
    done: (Sender<Done>, Receiver<Done>),
    asked: i32,
    shut_down: bool,
}

impl<'c> Server<'c> {
    /// For the editor that introduced itself with `params`.
    pub(super) fn new(connection: &'c Connection, params: &Value) -> Self {
        let can = |pointer: &str| params.pointer(pointer) == Some(&Value::Bool(true));
        Self {
            connection,
            units: units(params),
            pulls: pulls(params),
            refreshes: can("/capabilities/workspace/diagnostics/refreshSupport"),
            watches: can("/capabilities/workspace/didChangeWatchedFiles/dynamicRegistration"),
            roots: roots(params),
            workspace: Workspace::new(),
            problems: Arc::default(),
            files: BTreeMap::new(),
            told: BTreeSet::new(),
            pending: HashMap::new(),
            done: unbounded(),
            asked: 0,
            shut_down: false,
        }
    }

    /// Until the editor leaves; whether it said goodbye first.
    pub(super) fn run(mut self) -> bool {
        let messages = self.connection.receiver.clone();
        let done = self.done.1.clone();
        loop {
            select! {
                recv(messages) -> message => match message {
                    Ok(Message::Request(request)) => self.request(request),
                    Ok(Message::Notification(said)) if said.method == "exit" => {
                        return self.shut_down;
                    }
                    Ok(Message::Notification(said)) => self.notification(&said),
                    Ok(Message::Response(_)) => {}
                    Err(_) => return false,
                },
                recv(done) -> result => if let Ok(result) = result {
                    self.finished(result);
                },
            }
        }
    }

    fn send(&self, message: impl Into<Message>) {
        // An editor that is gone is noticed where its messages end.
        let _ = self.connection.sender.send(message.into());
    }

    fn refuse(&self, id: RequestId, code: i32, words: &str) {
        self.send(Response::new_err(id, code, words.to_owned()));
    }

    fn finished(&mut self, done: Done) {
        match done {
            Done::Push(open, result) => {
                if self.is_current(&open)
                    && let Ok(items) = result
                {
                    self.publish(&open.uri, Some(open.version), &items);
                }
            }
            Done::Answer(id, result) => {
                let Some(pending) = self.pending.remove(&id) else {
                    return;
                };
                if pending
                    .about
                    .as_ref()
                    .is_some_and(|open| !self.is_current(open))
                {
                    let words = "the text has changed since".to_owned();
                    if pending.again {
                        let mut answer = Response::new_err(id, SERVER_CANCELLED, words);
                        if let Err(error) = &mut answer.response_result {
                            error.data = Some(json!({"retriggerRequest": true}));
                        }
                        self.send(answer);
                    } else {
                        self.refuse(id, ErrorCode::ContentModified as i32, &words);
                    }
                    return;
                }
                match result {
                    Ok(value) => self.send(Response::new_ok(id, value)),
                    Err(words) => self.refuse(id, ErrorCode::InternalError as i32, &words),
                }
            }
        }
    }

    fn is_current(&self, open: &Arc<Open>) -> bool {
        let now = self.files.get(&open.uri);
        now.is_some_and(|(now, _)| Arc::ptr_eq(now, open))
    }

    fn request(&mut self, request: Request) {
        let Request { id, method, params } = request;
        if self.shut_down {
            self.refuse(
                id,
                ErrorCode::InvalidRequest as i32,
                "the server was shut down",
            );
            return;
        }
        let position = || position(params.pointer("/position"));
        match method.as_str() {
            "initialize" => {
                self.refuse(id, ErrorCode::InvalidRequest as i32, "initialized already");
            }
            "shutdown" => {
                self.shut_down = true;
                self.send(Response::new_ok(id, Value::Null));
            }
            "textDocument/diagnostic" => self.about_file(
                id,
                &params,
                true,
                |open| json!({"kind": "full", "items": open.map_or(Vec::new(), diagnostics::of)}),
            ),
            "textDocument/hover" => {
                let at = position();
                self.about_file(id, &params, false, move |open| {
                    open.map_or(Value::Null, |open| lookup::hover(open, at))
                });
            }
            "textDocument/definition" => {
                let at = position();
                self.about_file(id, &params, false, move |open| {
                    open.map_or(Value::Null, |open| lookup::definition(open, at))
                });
            }
            "textDocument/completion" => {
                let at = position();
                self.about_file(id, &params, false, move |open| {
                    json!(open.map_or(Vec::new(), |open| complete::at(open, at)))
                });
            }
            "textDocument/codeAction" => {
                let range = range(params.pointer("/range"));
                let only: Vec<String> = params
                    .pointer("/context/only")
                    .and_then(|only| serde_json::from_value(only.clone()).ok())
                    .unwrap_or_default();
                self.about_file(id, &params, false, move |open| {
                    let only: Vec<&str> = only.iter().map(String::as_str).collect();
                    json!(open.map_or(Vec::new(), |open| actions::of(open, range, &only)))
                });
            }
            "codeAction/resolve" => {
                let mut action = params.clone();
                let about = json!({"textDocument": {"uri": params.pointer("/data/uri")}});
                self.about_file(id, &about, false, move |open| {
                    if let (Some(open), Some(action)) = (open, action.as_object_mut()) {
                        action.insert("edit".to_owned(), actions::fix_all(open));
                    }
                    action
                });
            }
            "workspace/diagnostic" => self.scan(id, &params),
            _ => {
                let words = format!("{method} is not offered");
                self.refuse(id, ErrorCode::MethodNotFound as i32, &words);
            }
        }
    }

    /// Has a worker answer a request about the file that `params` names; none if it is not open.
    fn about_file(
        &mut self,
        id: RequestId,
        params: &Value,
        again: bool,
        work: impl FnOnce(Option<&Open>) -> Value + Send + 'static,
    ) {
        let Some(uri) = text_at(params, "/textDocument/uri") else {
            self.refuse(id, ErrorCode::InvalidParams as i32, "no file is named");
            return;
        };
        let about = self.files.get(uri).map(|(open, _)| Arc::clone(open));
        let open = about.clone();
        self.hand_over(id, about, again, move |_| work(open.as_deref()));
    }

    fn hand_over(
        &mut self,
        id: RequestId,
        about: Option<Arc<Open>>,
        again: bool,
        work: impl FnOnce(&AtomicBool) -> Value + Send + 'static,
    ) {
        let stop = Arc::new(AtomicBool::new(false));
        let pending = Pending {
            about,
            again,
            stop: Arc::clone(&stop),
        };
        self.pending.insert(id.clone(), pending);
        let done = self.done.0.clone();
        rayon::spawn(move || {
            if stop.load(Ordering::Relaxed) {
                return;
            }
            let result = guarded(|| work(&stop));
            // The server is gone: nobody waits.
            let _ = done.send(Done::Answer(id, result));
        });
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
                if self.told.remove(uri) && self.pulls {
                    self.publish(uri, None, &json!([]));
                }
                self.put(uri, version, text.to_owned(), language.to_owned());
                self.tell_of_lists();
            }
            "textDocument/didChange" => self.change(params),
            "textDocument/didClose" => {
                let Some(uri) = text_at(params, "/textDocument/uri") else {
                    return;
                };
                if self.files.remove(uri).is_some() {
                    if !self.pulls {
                        self.publish(uri, None, &json!([]));
                    }
                    self.tell_of_lists();
                }
            }
            "textDocument/didSave" => {
                let uri = text_at(params, "/textDocument/uri").unwrap_or_default();
                if is_yaml(uri) {
                    self.reload();
                }
            }
            "workspace/didChangeWatchedFiles" => self.reload(),
            "workspace/didChangeWorkspaceFolders" => {
                let gone = folders(params.pointer("/event/removed"));
                self.roots.retain(|root| !gone.contains(root));
                self.roots.extend(folders(params.pointer("/event/added")));
                self.reload();
            }
            _ => {}
        }
    }

    fn cancel(&mut self, params: &Value) {
        let id = params.get("id").cloned().unwrap_or_default();
        let Ok(id) = serde_json::from_value::<RequestId>(id) else {
            return;
        };
        if let Some(pending) = self.pending.remove(&id) {
            pending.stop.store(true, Ordering::Relaxed);
            self.refuse(id, ErrorCode::RequestCanceled as i32, "cancelled");
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
                    let bytes = Places::new(&text, self.units).bytes(range(Some(at)));
                    text.replace_range(bytes, new);
                }
            }
        }
        let uri = uri.to_owned();
        self.put(&uri, version(params), text, language);
    }

    /// Takes a version of a file and has it checked, if the editor does not ask for that itself.
    fn put(&mut self, uri: &str, version: i64, text: String, language: String) {
        let role = self.workspace.role(&open::path(uri), &language, &text);
        let problems = Arc::clone(&self.problems);
        let open = Open::new(uri.to_owned(), version, text, role, self.units, problems);
        let open = Arc::new(open);
        self.files
            .insert(uri.to_owned(), (Arc::clone(&open), language));
        if self.pulls {
            return;
        }
        let done = self.done.0.clone();
        rayon::spawn(move || {
            let result = guarded(|| json!(diagnostics::of(&open)));
            // As above.
            let _ = done.send(Done::Push(open, result));
        });
    }

    /// A list or a config has changed on disk.
    fn reload(&mut self) {
        self.workspace.reload();
        // First what is wrong is found out, then files are checked with it at hand.
        let held: Vec<_> = self.files.values().cloned().collect();
        for (open, language) in &held {
            self.workspace.role(&open.path, language, &open.text);
        }
        self.tell_of_lists();
        for (open, language) in held {
            self.put(&open.uri, open.version, open.text.clone(), language);
        }
        if self.refreshes {
            self.ask("workspace/diagnostic/refresh", Value::Null);
        }
    }

    /// Says at their place what is wrong with lists and configs that are not open.
    fn tell_of_lists(&mut self) {
        self.problems = Arc::new(self.workspace.problems());
        let problems = Arc::clone(&self.problems);
        let mut told = BTreeSet::new();
        for (path, found) in problems.iter() {
            let uri = open::uri(path);
            let Some(file) = found.iter().find_map(|problem| problem.file.as_ref()) else {
                continue;
            };
            if self.files.contains_key(&uri) || !path.is_file() {
                continue;
            }
            let role = if path.ends_with(crate::config::NAME) {
                Role::Config
            } else {
                Role::List
            };
            let text = file.yaml.to_string();
            let open = Open::new(
                uri.clone(),
                0,
                text,
                role,
                self.units,
                Arc::clone(&problems),
            );
            self.publish(&uri, None, &json!(diagnostics::of(&open)));
            told.insert(uri);
        }
        for gone in self.told.difference(&told) {
            if !self.files.contains_key(gone) {
                self.publish(gone, None, &json!([]));
            }
        }
        self.told = told;
    }

    fn publish(&self, uri: &str, version: Option<i64>, items: &Value) {
        let mut params = json!({"uri": uri, "diagnostics": items});
        if let Some(version) = version {
            params["version"] = json!(version);
        }
        let method = "textDocument/publishDiagnostics".to_owned();
        self.send(Notification::new(method, params));
    }

    fn ask(&mut self, method: &str, params: Value) {
        self.asked = self.asked.wrapping_add(1);
        let id = RequestId::from(format!("copydesk-{}", self.asked));
        self.send(Request::new(id, method.to_owned(), params));
    }

    fn watch(&mut self) {
        if self.watches {
            self.ask(
                "client/registerCapability",
                json!({"registrations": [{
                    "id": "lists",
                    "method": "workspace/didChangeWatchedFiles",
                    "registerOptions": {"watchers": [{"globPattern": "**/*.{yaml,yml}"}]},
                }]}),
            );
        }
    }

    /// Checks the files of the workspace as they lie on disk, and those that are open as they are.
    fn scan(&mut self, id: RequestId, params: &Value) {
        let found = discover::discover(&self.roots, None);
        let mut files = Vec::new();
        for file in found.files {
            let Input::Path(path) = file.input else {
                continue;
            };
            let uri = open::uri(&path);
            if let Some((open, _)) = self.files.get(&uri) {
                files.push((uri, path, None, Some(Arc::clone(open))));
            } else {
                let role = self.workspace.role(&path, "", "");
                if matches!(role, Role::Copy(..)) {
                    files.push((uri, path, Some(role), None));
                }
            }
        }
        let token = params.get("workDoneToken").cloned();
        let sender = self.connection.sender.clone();
        let progress = move |value: Value| {
            if let Some(token) = &token {
                let params = json!({"token": token, "value": value});
                // An editor that is gone is noticed where its messages end.
                let _ = sender.send(Notification::new("$/progress".to_owned(), params).into());
            }
        };
        let units = self.units;
        self.hand_over(id, None, true, move |stop| {
            progress(json!({"kind": "begin", "title": "copydesk", "percentage": 0}));
            let mut items = Vec::new();
            let count = files.len().max(1);
            for (at, (uri, path, role, open)) in files.into_iter().enumerate() {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                if at % 32 == 0 {
                    progress(json!({"kind": "report", "percentage": at * 100 / count}));
                }
                let version = open.as_ref().map(|open| open.version);
                let open = open.or_else(|| {
                    let text = std::fs::read_to_string(path).ok()?;
                    let open = Open::new(uri.clone(), 0, text, role?, units, Arc::default());
                    Some(Arc::new(open))
                });
                let found = open.map_or(Vec::new(), |open| diagnostics::of(&open));
                items.push(json!({"kind": "full", "uri": uri, "version": version, "items": found}));
            }
            progress(json!({"kind": "end"}));
            json!({"items": items})
        });
    }
}

/// Does `work`; a mistake of ours in it costs this answer and not the server.
fn guarded(work: impl FnOnce() -> Value) -> Result<Value, String> {
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|_| "copydesk failed at this; please report it".to_owned())
}

fn is_yaml(uri: &str) -> bool {
    let path = open::path(uri);
    path.extension()
        .is_some_and(|ending| ending == "yaml" || ending == "yml")
}

fn version(params: &Value) -> i64 {
    let version = params.pointer("/textDocument/version");
    version.and_then(Value::as_i64).unwrap_or(0)
}

/// A position; what is missing or no number is 0, what is too large is the largest there is.
fn position(value: Option<&Value>) -> Position {
    let part = |name: &str| {
        let number = value.and_then(|value| value.get(name)?.as_u64());
        u32::try_from(number.unwrap_or(0)).unwrap_or(u32::MAX)
    };
    Position {
        line: part("line"),
        character: part("character"),
    }
}

fn range(value: Option<&Value>) -> Range {
    Range {
        start: position(value.and_then(|value| value.get("start"))),
        end: position(value.and_then(|value| value.get("end"))),
    }
}

fn folders(value: Option<&Value>) -> Vec<PathBuf> {
    let folders = value.and_then(Value::as_array).into_iter().flatten();
    folders
        .filter_map(|folder| Some(open::path(text_at(folder, "/uri")?)))
        .collect()
}

fn roots(params: &Value) -> Vec<PathBuf> {
    let folders = folders(params.get("workspaceFolders"));
    if !folders.is_empty() {
        return folders;
    }
    let root = text_at(params, "/rootUri").or_else(|| text_at(params, "/rootPath"));
    root.map(open::path).into_iter().collect()
}
