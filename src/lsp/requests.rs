//! Requests: each is handed to a worker with the version of the file that it is about, and answered
//! only while that version is the current one.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use lsp_server::{ErrorCode, Notification, Request, RequestId, Response};
use serde_json::{Value, json};

use super::open::{Open, Role};
use super::params::{self, position, range, text_at};
use super::pending::{Done, Held, Pending, guarded};
use super::scan::{self, Scan};
use super::server::Server;
use super::{actions, complete, diagnostics, lookup};

/// What the protocol calls a request that the server gave up, which the editor should send again.
const SERVER_CANCELLED: i32 = -32802;

/// How long a report of the workspace that says nothing new is kept back.
const HOLD: Duration = Duration::from_secs(10);

impl Server<'_> {
    /// Passes on what a worker has worked out, unless it comes too late.
    pub(super) fn finished(&mut self, done: Done) {
        match done {
            Done::Push(open, result) => {
                if self.is_current(&open)
                    && let Ok(items) = result
                {
                    self.publish(&open.uri, Some(open.version), items);
                }
            }
            Done::Meanwhile(id, said) => {
                if self.pending.contains_key(&id) {
                    self.send(said);
                }
            }
            Done::Answer(id, result) => {
                if let Some(pending) = self.pending.remove(&id) {
                    self.answer(id, pending, result);
                }
            }
        }
    }

    fn is_current(&self, open: &Arc<Open>) -> bool {
        let now = self.files.get(&open.uri);
        now.is_some_and(|(now, _)| Arc::ptr_eq(now, open))
    }

    fn answer(&mut self, id: RequestId, pending: Pending, result: Result<Value, String>) {
        let about = pending.about.as_ref();
        if about.is_some_and(|open| !self.is_current(open)) {
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
            Ok(report) => {
                let Some(params) = pending.scan else {
                    self.send(Response::new_ok(id, report));
                    return;
                };
                self.end_progress(&params);
                // Configs of folders that nothing is open of were read.
                self.tell_of_lists();
                if scan::is_old_news(&report) && pending.changes < self.changes {
                    // Something changed behind its back.
                    self.scan(id, params);
                } else if scan::is_old_news(&report) {
                    let since = Instant::now();
                    self.held.push(Held {
                        id,
                        params,
                        report,
                        since,
                    });
                } else {
                    self.send(Response::new_ok(id, report));
                }
            }
            Err(words) => self.refuse(id, ErrorCode::InternalError as i32, &words),
        }
    }

    /// Takes a request.
    pub(super) fn request(&mut self, request: Request) {
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
            "textDocument/diagnostic" => self.about_file(id, &params, true, |open| {
                let mut report = json!({"kind": "full", "items": []});
                if let Some(open) = open {
                    report["items"] = diagnostics::of(open);
                }
                report
            }),
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
                let waivers = self.open_files(|open| matches!(open.role, Role::Waivers));
                self.about_file(id, &params, false, move |open| {
                    let only: Vec<&str> = only.iter().map(String::as_str).collect();
                    json!(open.map_or(Vec::new(), |open| actions::of(open, range, &only, &waivers)))
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
            "workspace/diagnostic" => self.scan(id, params),
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
        self.hand_over(id, about, again, move || work(open.as_deref()));
    }

    fn hand_over(
        &mut self,
        id: RequestId,
        about: Option<Arc<Open>>,
        again: bool,
        work: impl FnOnce() -> Value + Send + 'static,
    ) {
        let stop = Arc::new(AtomicBool::new(false));
        let pending = Pending {
            about: about.clone(),
            again,
            scan: None,
            changes: self.changes,
            stop: Arc::clone(&stop),
        };
        self.pending.insert(id.clone(), pending);
        let done = self.done.0.clone();
        rayon::spawn(move || {
            if stop.load(Ordering::Relaxed) {
                return;
            }
            // Its answer would be thrown away, so it is given at once.
            let late = about.is_some_and(|open| open.replaced.load(Ordering::Relaxed));
            let result = if late { Ok(Value::Null) } else { guarded(work) };
            // The server is gone: nobody waits.
            let _ = done.send(Done::Answer(id, result));
        });
    }

    /// Stops what is being worked out for a request, and says so.
    pub(super) fn cancel(&mut self, params: &Value) {
        let id = params.get("id").cloned().unwrap_or_default();
        let Ok(id) = serde_json::from_value::<RequestId>(id) else {
            return;
        };
        if let Some(pending) = self.pending.remove(&id) {
            pending.stop.store(true, Ordering::Relaxed);
            if let Some(params) = &pending.scan {
                self.end_progress(params);
            }
            self.refuse(id, ErrorCode::RequestCanceled as i32, "cancelled");
        } else if let Some(at) = self.held.iter().position(|held| held.id == id) {
            self.held.remove(at);
            self.refuse(id, ErrorCode::RequestCanceled as i32, "cancelled");
        }
    }

    /// Scans again for those whose reports were kept back.
    pub(super) fn has_changed(&mut self) {
        self.changes += 1;
        for held in std::mem::take(&mut self.held) {
            self.scan(held.id, held.params);
        }
    }

    /// Sends what was kept back long enough.
    pub(super) fn release(&mut self) {
        for held in std::mem::take(&mut self.held) {
            if held.since.elapsed() >= HOLD {
                self.send(Response::new_ok(held.id, held.report));
            } else {
                self.held.push(held);
            }
        }
    }

    /// Checks the files of the workspace as they lie on disk, and those that are open as they are.
    fn scan(&mut self, id: RequestId, mut params: Value) {
        let has_token = params
            .get("workDoneToken")
            .is_some_and(|token| !token.is_null());
        // An editor that asks again and again is not to blink again and again.
        let previous = scan::previous(&params);
        if !has_token && self.client.progress && previous.is_empty() && params.is_object() {
            let token = format!("copydesk-scan-{id}");
            self.ask("window/workDoneProgress/create", json!({"token": token}));
            params["workDoneToken"] = json!(token);
        }
        let scan = Scan {
            roots: self.roots.clone(),
            workspace: Arc::clone(&self.workspace),
            open: self.open_files(|_| true),
            rules: format!("{}-{}", std::process::id(), self.reloads),
            client: self.client,
        };
        let stop = Arc::new(AtomicBool::new(false));
        let token = params
            .get("workDoneToken")
            .cloned()
            .filter(|token| !token.is_null());
        let pending = Pending {
            about: None,
            again: true,
            scan: Some(params),
            changes: self.changes,
            stop: Arc::clone(&stop),
        };
        self.pending.insert(id.clone(), pending);
        if let Some(token) = &token {
            let begin =
                json!({"kind": "begin", "title": "copydesk", "cancellable": true, "percentage": 0});
            self.send(progress(token, &begin));
        }
        let done = self.done.0.clone();
        // A thread of its own: what is asked about open files must not wait for it.
        std::thread::spawn(move || {
            let result = guarded(|| {
                scan.run(&previous, &stop, |percentage| {
                    if let Some(token) = &token {
                        let said = json!({"kind": "report", "percentage": percentage});
                        // The server is gone: nobody waits.
                        let _ = done.send(Done::Meanwhile(id.clone(), progress(token, &said)));
                    }
                })
            });
            // As above.
            let _ = done.send(Done::Answer(id, result));
        });
    }

    /// The open files that are wanted, by the URI that the server would write.
    fn open_files(&self, wanted: impl Fn(&Open) -> bool) -> BTreeMap<String, Arc<Open>> {
        let files = self.files.values().filter(|(open, _)| wanted(open));
        files
            .map(|(open, _)| (params::uri(&open.path), Arc::clone(open)))
            .collect()
    }

    fn end_progress(&self, params: &Value) {
        if let Some(token) = params.get("workDoneToken").filter(|token| !token.is_null()) {
            self.send(progress(token, &json!({"kind": "end"})));
        }
    }
}

fn progress(token: &Value, value: &Value) -> Notification {
    Notification::new(
        "$/progress".to_owned(),
        json!({"token": token, "value": value}),
    )
}
