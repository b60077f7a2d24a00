//! Runs git and hands back what it printed, or why it could not.

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use super::tell::Failure;
use crate::report::visible::visible;

/// What leads git to a repository other than that of the folder it is run in; hooks are run with some
/// of them set.
const ELSEWHERE: &[&str] = &[
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_SHALLOW_FILE",
    "GIT_PREFIX",
];

/// What `git arguments` prints when it is run in `folder`.
pub(super) fn output<A: AsRef<OsStr>>(folder: &Path, arguments: &[A]) -> Result<Vec<u8>, Failure> {
    run(Command::new("git").args(arguments), folder)
}

/// The same, in a repository of its own that has nothing to do with the one that is worked in; it may
/// go out, by git's own transports only.
pub(super) fn alone<A: AsRef<OsStr>>(folder: &Path, arguments: &[A]) -> Result<Vec<u8>, Failure> {
    let mut git = Command::new("git");
    git.args(["-c", "core.hooksPath=/dev/null"]).args(arguments);
    for name in ELSEWHERE {
        git.env_remove(name);
    }
    if std::env::var_os("GIT_ALLOW_PROTOCOL").is_none() {
        git.env("GIT_ALLOW_PROTOCOL", "https:ssh:file:http:git");
    }
    run(&mut git, folder)
}

fn run(git: &mut Command, folder: &Path) -> Result<Vec<u8>, Failure> {
    let ran = git
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
            "install git",
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
    // It may hold what another machine has said.
    visible(line.strip_prefix("fatal: ").unwrap_or(line)).into_owned()
}

/// The one line that `git arguments` prints.
pub(super) fn line<A: AsRef<OsStr>>(folder: &Path, arguments: &[A]) -> Result<String, Failure> {
    let printed = output(folder, arguments)?;
    let line = String::from_utf8_lossy(&printed);
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}
