//! What messages of the protocol say, in terms of Rust: paths and URIs, positions, texts.

use std::path::{Path, PathBuf};

use gen_lsp_types::{Position, Range};
use percent_encoding::percent_decode_str;
use serde_json::Value;

/// The path that `uri` names; what is no file keeps its whole name.
pub(super) fn path(uri: &str) -> PathBuf {
    let rest = uri.strip_prefix("file://").unwrap_or(uri);
    let decoded = percent_decode_str(rest).decode_utf8_lossy().into_owned();
    // `file:///C:/a.md` is C:/a.md.
    let drive = decoded
        .strip_prefix('/')
        .filter(|rest| rest.as_bytes().get(1) == Some(&b':'));
    PathBuf::from(drive.unwrap_or(&decoded))
}

/// The URI of the file at `path`.
pub(super) fn uri(path: &Path) -> String {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let text = whole.to_string_lossy().replace('\\', "/");
    let slash = if text.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{}", crate::uri::path(&text))
}

/// The text at `pointer` of `params`.
pub(super) fn text_at<'v>(params: &'v Value, pointer: &str) -> Option<&'v str> {
    params.pointer(pointer)?.as_str()
}

/// The editor's number of the text that `params` is about.
pub(super) fn version(params: &Value) -> i64 {
    let version = params.pointer("/textDocument/version");
    version.and_then(Value::as_i64).unwrap_or(0)
}

/// A position; what is missing or no number is 0, what is too large is the largest there is.
pub(super) fn position(value: Option<&Value>) -> Position {
    let part = |name: &str| {
        let number = value.and_then(|value| value.get(name)?.as_u64());
        u32::try_from(number.unwrap_or(0)).unwrap_or(u32::MAX)
    };
    Position {
        line: part("line"),
        character: part("character"),
    }
}

/// A range, as above.
pub(super) fn range(value: Option<&Value>) -> Range {
    Range {
        start: position(value.and_then(|value| value.get("start"))),
        end: position(value.and_then(|value| value.get("end"))),
    }
}

/// The folders in a list of them.
pub(super) fn folders(value: Option<&Value>) -> Vec<PathBuf> {
    let folders = value.and_then(Value::as_array).into_iter().flatten();
    folders
        .filter_map(|folder| Some(path(text_at(folder, "/uri")?)))
        .collect()
}

/// The folders that are open in the editor that introduces itself with `params`.
pub(super) fn roots(params: &Value) -> Vec<PathBuf> {
    let folders = folders(params.get("workspaceFolders"));
    if !folders.is_empty() {
        return folders;
    }
    let root = text_at(params, "/rootUri").or_else(|| text_at(params, "/rootPath"));
    root.map(path).into_iter().collect()
}
