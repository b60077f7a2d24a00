//! Finding and opening configs: the one place of this module that reads files.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use super::{Config, Part, read};
use crate::wordlist::problem::Problem;

/// The name of a config.
pub const NAME: &str = "copydesk.yaml";

/// How many configs may extend each other.
const LONGEST_CHAIN: usize = 16;

/// The nearest config above the file (or in and above the folder) `path`.
#[must_use]
pub fn nearest(path: &Path) -> Option<PathBuf> {
    let whole = absolute(path);
    let start = if whole.is_dir() {
        whole.as_path()
    } else {
        whole.parent()?
    };
    start
        .ancestors()
        .map(|folder| folder.join(NAME))
        .find(|config| config.is_file())
}

/// Reads a config and those that it extends.
///
/// # Errors
/// All problems of the first file that has any.
pub fn load(path: &Path) -> Result<Config, Vec<Problem>> {
    let mut parts = Vec::new();
    let mut open = BTreeSet::new();
    let text = text(path).map_err(|reason| {
        vec![Problem::plain(format!(
            "the config {} cannot be read: {reason}",
            shown(path)
        ))]
    })?;
    add(path, &text, &mut parts, &mut open)?;
    Ok(Config {
        path: absolute(path),
        parts,
    })
}

/// Reads `text` as the config at `path`, without what it extends.
///
/// # Errors
/// All problems of the text.
pub fn understand(text: &str, path: &Path) -> Result<(), Vec<Problem>> {
    let whole = absolute(path);
    let folder = whole.parent().map(Path::to_owned).unwrap_or_default();
    read::read(text, &shown(path), &folder).map(|_| ())
}

fn add(
    path: &Path,
    text: &str,
    parts: &mut Vec<Part>,
    open: &mut BTreeSet<PathBuf>,
) -> Result<(), Vec<Problem>> {
    let whole = absolute(path);
    let folder = whole.parent().map(Path::to_owned).unwrap_or_default();
    let part = read::read(text, &shown(path), &folder)?;
    open.insert(whole.clone());
    for extended in &part.extends {
        let base = folder.join(&extended.value);
        let problem = |message: &str, label: String| {
            vec![
                Problem::error(&part.file, extended.range(), message)
                    .label(label)
                    .help("extends: names the file of another config, from this one's folder"),
            ]
        };
        if open.contains(&absolute(&base)) || open.len() >= LONGEST_CHAIN {
            return Err(problem(
                "this config extends itself",
                "it leads back here".to_owned(),
            ));
        }
        let text = self::text(&base)
            .map_err(|reason| problem("the config to extend cannot be read", reason))?;
        add(&base, &text, parts, open)?;
    }
    open.remove(&whole);
    parts.push(part);
    Ok(())
}

fn text(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| {
        let reason = error.to_string();
        // The system's number of the error helps nobody.
        let reason = reason.split(" (os error").next().unwrap_or_default();
        reason.to_lowercase()
    })?;
    String::from_utf8(bytes).map_err(|_| "its text is not UTF-8".to_owned())
}

/// `path` from the root, `.` and `..` resolved as they are written: what is asked may not exist.
#[must_use]
pub fn absolute(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut clean = PathBuf::new();
    for component in whole.components() {
        match component {
            Component::ParentDir => {
                clean.pop();
            }
            Component::CurDir => {}
            other => clean.push(other),
        }
    }
    clean
}

/// `path` as it is shown: from the current folder if it lies there, with `/`.
#[must_use]
pub fn shown(path: &Path) -> String {
    let whole = absolute(path);
    let here = std::env::current_dir().ok();
    let relative = here
        .as_deref()
        .and_then(|here| whole.strip_prefix(here).ok())
        .unwrap_or(path);
    relative.to_string_lossy().replace('\\', "/")
}
