//! Gets one file of a repository that lies elsewhere. `git` does it, with its own credentials; no
//! socket is opened here.

use std::path::Path;

use super::address::InRepository;
use crate::cli::git;
use crate::cli::tell::Failure;

/// The largest list that is copied, in bytes.
pub(super) const LARGEST: u64 = 16 << 20;

/// What a revision names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It is meant to stay where it is.
    Tag,
    /// A branch, or what the repository calls `HEAD`: it moves.
    Branch,
    /// A commit is what it is.
    Commit,
}

/// A file as it stands at a commit.
#[derive(Debug)]
pub(super) struct Got {
    /// The commit, in hex.
    pub commit: String,
    /// What the revision that led to it is.
    pub kind: Kind,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Gets the file at `place`.
pub(super) fn get(place: &InRepository) -> Result<Got, Failure> {
    let InRepository { url, rev, path } = place;
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    git::alone(folder, &["init", "--quiet", "--bare", "--template=", "."])?;
    let (kind, wanted) = named(folder, url, rev)?;
    let fetch = [
        "fetch",
        "--quiet",
        "--no-tags",
        "--no-recurse-submodules",
        "--no-auto-maintenance",
    ];
    let one = wanted.and_then(|wanted| {
        let one = [&fetch[..], &["--depth=1", "--", url, &wanted]].concat();
        let got = git::alone(folder, &one).and_then(|_| commit(folder, "FETCH_HEAD"));
        // Some servers hand out a commit only with what leads to it.
        (got.is_ok() || kind != Kind::Commit).then_some(got)
    });
    let commit = if let Some(got) = one {
        got?
    } else {
        // What a part of a commit's name means is known only where all commits are.
        let every = [
            "--",
            url,
            "+refs/heads/*:refs/heads/*",
            "+refs/tags/*:refs/tags/*",
        ];
        git::alone(folder, &[&fetch[..], &every].concat())?;
        commit(folder, rev).map_err(|_| unknown(url, rev))?
    };
    let bytes = file(folder, &commit, path, place)?;
    Ok(Got {
        commit,
        kind,
        bytes,
    })
}

/// What `rev` is there, and what is to be fetched for it; nothing if it is part of a commit's name.
fn named(folder: &Path, url: &str, rev: &str) -> Result<(Kind, Option<String>), Failure> {
    if rev == "HEAD" {
        return Ok((Kind::Branch, Some(rev.to_owned())));
    }
    // A tag goes before a branch of its name, as git has it.
    let names = match rev.strip_prefix("refs/") {
        Some(_) => vec![rev.to_owned()],
        None => vec![format!("refs/tags/{rev}"), format!("refs/heads/{rev}")],
    };
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let listed = git::alone(
        folder,
        &[&["ls-remote", "--quiet", "--", url], &names[..]].concat(),
    )?;
    let listed = String::from_utf8_lossy(&listed);
    // Patterns match the ends of names too; only a whole name is meant.
    let is_there = |name: &str| {
        listed
            .lines()
            .any(|line| line.split('\t').nth(1) == Some(name))
    };
    if let Some(name) = names.into_iter().find(|name| is_there(name)) {
        let kind = if name.starts_with("refs/tags/") {
            Kind::Tag
        } else {
            Kind::Branch
        };
        return Ok((kind, Some(name.to_owned())));
    }
    let hex = rev.bytes().all(|letter| letter.is_ascii_hexdigit());
    match rev.len() {
        40 | 64 if hex => Ok((Kind::Commit, Some(rev.to_owned()))),
        4..=63 if hex => Ok((Kind::Commit, None)),
        _ => Err(unknown(url, rev)),
    }
}

fn unknown(url: &str, rev: &str) -> Failure {
    Failure::advise(
        &format!("{url} has no tag, branch or commit “{rev}”"),
        &format!("git ls-remote {url} lists the tags and branches that there are"),
    )
}

fn commit(folder: &Path, rev: &str) -> Result<String, Failure> {
    let commit = format!("{rev}^{{commit}}");
    let arguments = [
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        &commit,
    ];
    let commit = git::alone(folder, &arguments)?;
    Ok(String::from_utf8_lossy(&commit).trim().to_owned())
}

fn file(folder: &Path, commit: &str, path: &str, place: &InRepository) -> Result<Vec<u8>, Failure> {
    let rev = &place.rev;
    let tree = [
        "--literal-pathspecs",
        "ls-tree",
        "-z",
        "-l",
        "--full-tree",
        commit,
        "--",
        path,
    ];
    let listed = git::alone(folder, &tree)?;
    let listed = String::from_utf8_lossy(&listed);
    // `100644 blob NAME SIZE<tab>PATH`
    let about = listed.split('\0').find_map(|line| {
        let (about, name) = line.split_once('\t')?;
        (name == path).then_some(about)
    });
    let Some(about) = about else {
        return Err(Failure::say(format!(
            "there is no {path} at {rev} in {}",
            place.url
        )));
    };
    let parts: Vec<&str> = about.split_ascii_whitespace().collect();
    let &["100644" | "100755", "blob", name, size] = parts.as_slice() else {
        return Err(Failure::say(format!(
            "{path} at {rev} in {} is no file but a link, a folder or another repository",
            place.url
        )));
    };
    // git cannot say how long it is only where it has not got it.
    too_large(path, size.parse().unwrap_or(u64::MAX))?;
    git::alone(folder, &["cat-file", "blob", name])
}

/// Refuses what nobody writes as a list.
pub(super) fn too_large(path: &str, bytes: u64) -> Result<(), Failure> {
    if bytes <= LARGEST {
        return Ok(());
    }
    Err(Failure::say(format!(
        "{path} is {} MiB long, and no list is longer than {} MiB",
        bytes >> 20,
        LARGEST >> 20
    )))
}
