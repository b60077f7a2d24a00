//! Which files a run is about.
//!
//! Folders are walked as git sees them: what `.gitignore` names, hidden files and links stay out.
//! A file that is named is always meant. Which of the files `exclude` keeps out is the config's to
//! say, so it is asked later; everything met here is either a file, counted as skipped, or a trouble.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use ignore::WalkBuilder;

use crate::document::source::Unread;
use crate::document::{self, Format, Kind};

/// A file to check.
#[derive(Debug)]
pub struct File {
    /// Where its bytes come from.
    pub input: Input,
    /// Its path as given, with `/`, without a leading `./`.
    pub shown: String,
    /// How it is read, or why it is not.
    pub kind: Result<Kind, Unread>,
    /// Whether it was named, not met in a walk.
    pub named: bool,
}

/// Where the bytes of a file come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file.
    Path(PathBuf),
    /// Standard input; the path is the one it was said to have, if any.
    Stdin(Option<PathBuf>),
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// Files, in the order of their shown paths, each once.
    pub files: Vec<File>,
    /// Files met in a walk that are not copy, by the ending of their name.
    pub skipped: BTreeMap<String, usize>,
    /// Paths that lead nowhere: each a sentence.
    pub troubles: Vec<String>,
}

/// Finds the files that `paths` name or hold; `-` is standard input, named `stdin_name`.
#[must_use]
pub fn discover(paths: &[PathBuf], stdin_name: Option<&Path>) -> Found {
    let mut found = Found::default();
    for path in paths {
        if path.as_os_str() == "-" {
            found.files.push(stdin(stdin_name));
        } else {
            found.add(path);
        }
    }
    // A named file comes before the same file met in a walk, so that the named one stays.
    found
        .files
        .sort_by(|a, b| (&a.shown, !a.named).cmp(&(&b.shown, !b.named)));
    found
        .files
        .dedup_by(|later, first| later.shown == first.shown && later.input == first.input);
    found
}

impl Found {
    fn add(&mut self, path: &Path) {
        match fs::metadata(path) {
            Ok(about) if about.is_dir() => self.walk(path),
            Ok(_) => self.files.push(named(path)),
            Err(error) => self.troubles.push(nowhere(path, &error)),
        }
    }

    fn walk(&mut self, folder: &Path) {
        let entries = WalkBuilder::new(folder)
            // What one person's git is set to ignore must not decide what is checked.
            .git_global(false)
            .git_exclude(false)
            // A folder is the same folder with and without its history.
            .require_git(false)
            .build();
        for entry in entries {
            match entry {
                Ok(entry) => {
                    let kind = entry.file_type();
                    if kind.is_some_and(|kind| kind.is_symlink()) {
                        self.skip("link");
                    } else if kind.is_some_and(|kind| kind.is_file()) {
                        self.met(entry.path());
                    }
                }
                Err(error) => self.files.push(unwalked(folder, &error)),
            }
        }
    }

    fn met(&mut self, path: &Path) {
        if let Some(kind) = kind(path) {
            self.files.push(File {
                input: Input::Path(plain(path)),
                shown: shown(path),
                kind,
                named: false,
            });
        } else {
            let ending = path.extension().unwrap_or_default().to_string_lossy();
            self.skip(&ending.to_lowercase());
        }
    }

    fn skip(&mut self, ending: &str) {
        *self.skipped.entry(ending.to_owned()).or_default() += 1;
    }
}

/// How a file is read, by its name; why it is not, if its kind is known; none if it is not.
fn kind(path: &Path) -> Option<Result<Kind, Unread>> {
    Kind::of_path(path)
        .map(Ok)
        .or_else(|| Some(Err(Unread::Kind(document::unread_kind(path)?.to_owned()))))
}

/// A file that was named: it is meant, whatever its kind.
#[must_use]
pub fn named(path: &Path) -> File {
    File {
        input: Input::Path(plain(path)),
        shown: shown(path),
        kind: kind(path).unwrap_or(Ok(Kind::Text(Format::Text))),
        named: true,
    }
}

fn stdin(name: Option<&Path>) -> File {
    File {
        input: Input::Stdin(name.map(Path::to_owned)),
        shown: name.map_or_else(|| "-".to_owned(), shown),
        kind: name.and_then(kind).unwrap_or(Ok(Kind::Text(Format::Text))),
        named: true,
    }
}

fn unwalked(folder: &Path, error: &ignore::Error) -> File {
    let path = path_of(error).unwrap_or(folder);
    let reason = error.io_error().map_or_else(|| error.to_string(), in_words);
    File {
        input: Input::Path(path.to_owned()),
        shown: shown(path),
        kind: Err(Unread::Io(reason)),
        named: false,
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            path_of(err)
        }
        _ => None,
    }
}

fn nowhere(path: &Path, error: &io::Error) -> String {
    let shown = shown(path);
    if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(path).is_ok() {
        return format!("{shown}: a link to something that is not there");
    }
    format!("{shown}: {}", in_words(error))
}

/// What the system said, without its numbers.
#[must_use]
pub fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        io::ErrorKind::IsADirectory => "a folder, not a file".to_owned(),
        _ => {
            let said = error.to_string();
            let end = said.find(" (os error").unwrap_or(said.len());
            said[..end].to_lowercase()
        }
    }
}

/// `path` without the parts that lead nowhere, so that a file has one path however it was given.
fn plain(path: &Path) -> PathBuf {
    let plain: PathBuf = path
        .components()
        .filter(|part| *part != Component::CurDir)
        .collect();
    if plain.as_os_str().is_empty() {
        return PathBuf::from(".");
    }
    plain
}

/// A path as people are shown it: with `/`, without `.` in it; what is not UTF-8 becomes U+FFFD.
#[must_use]
pub fn shown(path: &Path) -> String {
    let plain = plain(path);
    let text = plain.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        text.into_owned()
    } else {
        text.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(found: &Found) -> Vec<&str> {
        found.files.iter().map(|file| file.shown.as_str()).collect()
    }

    #[test]
    fn paths_are_shown_as_given_but_for_dots() {
        for (given, expected) in [
            ("./a.md", "a.md"),
            ("docs/./a.md", "docs/a.md"),
            ("../a.md", "../a.md"),
            ("/x//a.md", "/x/a.md"),
            (".", "."),
        ] {
            assert_eq!(shown(Path::new(given)), expected);
        }
    }

    #[test]
    fn a_walk_sees_what_git_sees_and_a_named_file_is_always_meant() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::create_dir_all(root.join("sub/out")).unwrap();
        fs::write(root.join(".gitignore"), "out/\n").unwrap();
        for file in [
            "b.md",
            "a.txt",
            "sub/c.html",
            "sub/out/d.md",
            ".hidden.md",
            "p.PNG",
            "Makefile",
        ] {
            fs::write(root.join(file), "x").unwrap();
        }
        let found = discover(
            &[
                root.to_owned(),
                root.join("Makefile"),
                root.join("./b.md"),
                root.join("nosuch.md"),
            ],
            None,
        );
        let prefix = shown(root);
        let files: Vec<_> = names(&found)
            .iter()
            .map(|name| &name[prefix.len() + 1..])
            .collect();
        assert_eq!(files, ["Makefile", "a.txt", "b.md", "sub/c.html"]);
        assert_eq!(found.skipped["png"], 1);
        assert_eq!(found.troubles.len(), 1);
        assert!(
            found
                .files
                .iter()
                .any(|file| file.named && file.shown.ends_with("b.md"))
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed_in_a_walk_and_loops_end_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::write(root.join("a.md"), "x").unwrap();
        std::os::unix::fs::symlink(root, root.join("loop")).unwrap();
        std::os::unix::fs::symlink("gone.md", root.join("broken.md")).unwrap();
        std::os::unix::fs::symlink("me.md", root.join("me.md")).unwrap();
        let found = discover(&[root.to_owned()], None);
        assert_eq!(found.files.len(), 1);
        assert_eq!(found.skipped["link"], 3);
        let found = discover(&[root.join("broken.md"), root.join("me.md")], None);
        assert_eq!(found.troubles.len(), 2);
        assert!(found.troubles[0].contains("a link to something that is not there"));
    }
}
