//! Diagnostics of the whole workspace: files as they lie on disk, and open ones as they are typed.
//!
//! Editors ask for this again and again. A file that is as it was when the editor last heard of it is
//! not read; if all are, the answer is kept back until something changes or a while has passed.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::client::Client;
use super::diagnostics;
use super::open::{Open, Role};
use super::params::{self, text_at};
use super::workspace::{Workspace, with};
use crate::discover::{self, Input};
use crate::document::source::Source;
use crate::session::written;

/// What a scan needs, so that it runs beside the main loop.
pub(super) struct Scan {
    /// The folders to walk.
    pub roots: Vec<PathBuf>,
    /// What holds for files.
    pub workspace: Arc<Mutex<Workspace>>,
    /// What is open, by URI.
    pub open: BTreeMap<String, Arc<Open>>,
    /// Names the lists and configs as they are now.
    pub rules: String,
    /// Who asks.
    pub client: Client,
}

/// What the editor holds: the name of the last result of each file, by its URI.
pub(super) fn previous(params: &Value) -> BTreeMap<String, String> {
    let ids = params.get("previousResultIds").and_then(Value::as_array);
    ids.into_iter()
        .flatten()
        .filter_map(|known| {
            let (uri, id) = (text_at(known, "/uri")?, text_at(known, "/value")?);
            Some((uri.to_owned(), id.to_owned()))
        })
        .collect()
}

/// Whether a report tells nothing new.
pub(super) fn is_old_news(report: &Value) -> bool {
    let items = report["items"].as_array();
    items.is_some_and(|items| {
        !items.is_empty() && items.iter().all(|item| item["kind"] == "unchanged")
    })
}

impl Scan {
    /// The report. `progress` hears how many hundredths are done.
    pub(super) fn run(
        &self,
        previous: &BTreeMap<String, String>,
        stop: &AtomicBool,
        progress: impl Fn(usize),
    ) -> Value {
        let found = discover::discover(&self.roots, None);
        let mut items = Vec::new();
        let mut seen = BTreeSet::new();
        let count = found.files.len().max(1);
        for (at, file) in found.files.into_iter().enumerate() {
            if stop.load(Ordering::Relaxed) {
                break;
            }
            if at % 32 == 0 {
                progress(at * 100 / count);
            }
            if let Input::Path(path) = file.input {
                let uri = params::uri(&path);
                if let Some(item) = self.item(&uri, &path, previous.get(&uri)) {
                    items.push(item);
                    seen.insert(uri);
                }
            }
        }
        for gone in previous.keys().filter(|uri| !seen.contains(*uri)) {
            items.push(json!({"kind": "full", "uri": gone, "version": null, "items": []}));
        }
        Value::from_iter([("items", items)])
    }

    /// What is to be said of one file; none if it is nothing that is checked.
    fn item(&self, uri: &str, path: &Path, previous: Option<&String>) -> Option<Value> {
        let open = self.open.get(uri).cloned();
        let role = match &open {
            Some(open) => open.role.clone(),
            None => with(&self.workspace, |workspace| workspace.role(path, "", "")),
        };
        if open.is_none() && !matches!(role, Role::Copy(..)) {
            return None;
        }
        let version = open.as_ref().map(|open| open.version);
        let id = match &open {
            Some(open) => format!("{}-{}", self.rules, hash(&open.text)),
            None => format!("{}-{:?}", self.rules, written(path)),
        };
        if previous == Some(&id) {
            return Some(
                json!({"kind": "unchanged", "uri": uri, "version": version, "resultId": id}),
            );
        }
        let mut item = json!({"kind": "full", "uri": uri, "version": version, "resultId": id});
        item["items"] = match open {
            Some(open) => diagnostics::of(&open),
            None => match read(path) {
                Ok(text) => {
                    let open =
                        Open::new(uri.to_owned(), 0, text, role, self.client, Arc::default());
                    diagnostics::of(&open)
                }
                Err(why) => Value::Array(vec![diagnostics::not_read(&why)]),
            },
        };
        Some(item)
    }
}

fn read(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| discover::in_words(&error))?;
    let source = Source::decode(bytes).map_err(|why| why.to_string())?;
    Ok(source.text)
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
