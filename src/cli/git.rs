//! Runs git and hands back what it printed, or why it could not.

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use super::tell::Failure;

/// What `git arguments` prints when it is run in `folder`.
pub(super) fn output<A: AsRef<OsStr>>(folder: &Path, arguments: &[A]) -> Result<Vec<u8>, Failure> {
    let ran = Command::new("git")
        .args(arguments)
        .current_dir(folder)
        // Its messages are read below, so they must be in one language.
        .env("LC_ALL", "C")
        // Nobody waits to answer.
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null())
        .output();
    match ran {
        Ok(ran) if ran.status.success() => Ok(ran.stdout),
        Ok(ran) => Err(Failure::say(format!("git says: {}", said(&ran.stderr)))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Failure::advise(
            "git is not there, and this needs it",
            "install git, or leave the option out",
        )),
        Err(error) => Err(Failure::say(format!(
            "git cannot be run: {}",
            crate::discover::in_words(&error)
        ))),
    }
}

/// The first line that says something, without the word that git puts before it.
fn said(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let line = text.lines().find(|line| !line.trim().is_empty());
    let line = line.unwrap_or("it failed and did not say why");
    line.strip_prefix("fatal: ").unwrap_or(line).to_owned()
}

/// The one line that `git arguments` prints.
pub(super) fn line<A: AsRef<OsStr>>(folder: &Path, arguments: &[A]) -> Result<String, Failure> {
    let printed = output(folder, arguments)?;
    let line = String::from_utf8_lossy(&printed);
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}
