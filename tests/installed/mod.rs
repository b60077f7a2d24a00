//! Tools from outside that `.ci/run` puts into `target/clients/bin`.

use std::path::{Path, PathBuf};

/// The tool of this name, if it is to be run (`COPYDESK_CLIENTS=1`) and is there; else one line says
/// that it was skipped.
pub(crate) fn tool(name: &str) -> Option<PathBuf> {
    if std::env::var_os("COPYDESK_CLIENTS").is_none() {
        eprintln!("skipped: {name} runs where COPYDESK_CLIENTS=1 is set");
        return None;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("target/clients/bin").join(name);
    if !path.is_file() {
        eprintln!("skipped: {name} is not installed in target/clients");
        return None;
    }
    Some(path)
}
