//! What the editor at the other end can do, as it says when it introduces itself, and what it is
//! offered in return.

use serde_json::{Value, json};

use super::convert::Units;

/// The kind under which editors run all safe rewrites on save.
pub(super) const FIX_ALL: &str = "source.fixAll.copydesk";

/// The abilities of an editor that make a difference here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an ability of its own, and none excludes another"
)]
pub(super) struct Client {
    /// What it counts in.
    pub units: Units,
    /// Asks for diagnostics itself.
    pub pulls: bool,
    /// Asks again when it is told to.
    pub refreshes: bool,
    /// Tells when files change on disk.
    pub watches: bool,
    /// Asks for the edit of an action only when it is chosen.
    pub resolves: bool,
    /// Holds edits against the version that they were made for.
    pub versions: bool,
    /// Makes files where an edit asks for it.
    pub creates: bool,
    /// Shows progress that it did not ask for.
    pub progress: bool,
}

impl Client {
    /// The editor that introduced itself with `params`.
    pub(super) fn new(params: &Value) -> Self {
        let at = |pointer: &str| params.pointer(&format!("/capabilities/{pointer}"));
        let can = |pointer: &str| at(pointer) == Some(&Value::Bool(true));
        let lists = |pointer: &str, word: &str| {
            let all = at(pointer).and_then(Value::as_array);
            all.is_some_and(|all| all.iter().any(|one| one == word))
        };
        Self {
            units: units(params),
            pulls: at("textDocument/diagnostic").is_some_and(Value::is_object),
            refreshes: can("workspace/diagnostics/refreshSupport"),
            watches: can("workspace/didChangeWatchedFiles/dynamicRegistration"),
            resolves: lists("textDocument/codeAction/resolveSupport/properties", "edit"),
            versions: can("workspace/workspaceEdit/documentChanges"),
            creates: lists("workspace/workspaceEdit/resourceOperations", "create"),
            progress: can("window/workDoneProgress"),
        }
    }

    /// The answer to its introduction.
    pub(super) fn offer(self) -> Value {
        let mut offered = json!({
            "positionEncoding": self.units.name(),
            "textDocumentSync": {"openClose": true, "change": 2, "save": {"includeText": false}},
            "hoverProvider": true,
            "definitionProvider": true,
            "completionProvider": {"triggerCharacters": ["@", "/"], "resolveProvider": false},
            "codeActionProvider": {
                "codeActionKinds": ["quickfix", FIX_ALL],
                "resolveProvider": true,
            },
            "workspace": {"workspaceFolders": {"supported": true, "changeNotifications": true}},
        });
        if self.pulls {
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
