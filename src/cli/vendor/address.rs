//! Where a list that is to be copied stands: `git+https://host/wording.git@v14#lists/acme.yaml`, or
//! the path of a file.
//!
//! What is typed here ends up on git's command line and in a lock that others read, so only what is
//! understood is taken: a transport that git knows by name, no passwords, a revision and a path that
//! cannot be taken for anything else.

use std::path::PathBuf;

use crate::config::lock::is_inside;

/// The transports of git that are used; `ext::` and other helpers would run commands.
pub(super) const SCHEMES: &[&str] = &["https", "ssh", "file", "http", "git"];

/// Where a list stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Address {
    /// In a repository.
    Git(InRepository),
    /// In a file, from the current folder.
    File(PathBuf),
}

/// A file of a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct InRepository {
    /// The repository, as git takes it.
    pub url: String,
    /// The tag, branch or commit; `HEAD` where nothing is said.
    pub rev: String,
    /// The file, with `/`.
    pub path: String,
}

/// Why an address is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Wrong {
    /// No transport, or one that is not used.
    #[error("git+ is followed by one of {}, and ://", SCHEMES.join(", "))]
    Scheme,
    /// An address of a repository without what tells it from a path.
    #[error("the address of a repository begins with git+, as in git+{0}")]
    NoGit(String),
    /// It names no file.
    #[error("the address does not say which file of the repository: …@REVISION#lists/acme.yaml")]
    NoFile,
    /// A password would be written into the lock.
    #[error(
        "the address holds a password, and it would be written into copydesk.lock; leave it to git's credential helper"
    )]
    Password,
    /// It is not the address of a repository.
    #[error("“{0}” is not the address of a repository")]
    Url(String),
    /// It is not a revision.
    #[error("“{0}” is not a tag, a branch or a commit")]
    Rev(String),
    /// It is not a path in a repository.
    #[error("“{0}” is not the path of a list in a repository, from its root, with /")]
    Path(String),
}

impl Address {
    /// Understands what was typed.
    pub(super) fn parse(written: &str) -> Result<Self, Wrong> {
        let Some(rest) = written.strip_prefix("git+") else {
            let scheme = written.split_once("://").map(|(scheme, _)| scheme);
            return match scheme {
                Some(scheme) if SCHEMES.contains(&scheme) => Err(Wrong::NoGit(written.to_owned())),
                Some(_) => Err(Wrong::Scheme),
                None => Ok(Self::File(PathBuf::from(written))),
            };
        };
        let (repository, path) = rest.rsplit_once('#').ok_or(Wrong::NoFile)?;
        let (scheme, place) = repository.split_once("://").ok_or(Wrong::Scheme)?;
        if !SCHEMES.contains(&scheme) {
            return Err(Wrong::Scheme);
        }
        // An @ before the first / is the user's.
        let slash = place
            .find('/')
            .ok_or_else(|| Wrong::Url(repository.to_owned()))?;
        let (url, rev) = match place[slash..].rfind('@') {
            Some(at) => {
                let end = repository.len() - place.len() + slash + at;
                (&repository[..end], &repository[end + 1..])
            }
            None => (repository, "HEAD"),
        };
        InRepository::new(url, rev, path).map(Self::Git)
    }
}

impl InRepository {
    /// A file of a repository, each part of its address looked at.
    pub(super) fn new(url: &str, rev: &str, path: &str) -> Result<Self, Wrong> {
        let owned = str::to_owned;
        let place = url
            .split_once("://")
            .filter(|(scheme, _)| SCHEMES.contains(scheme));
        let (scheme, place) = place.ok_or(Wrong::Scheme)?;
        let host = place.split('/').next().unwrap_or("");
        if host
            .rsplit_once('@')
            .is_some_and(|(user, _)| user.contains(':'))
        {
            return Err(Wrong::Password);
        }
        let odd = |letter: char| letter.is_control() || letter.is_whitespace();
        let empty = host.is_empty() && scheme != "file";
        if empty
            || host.starts_with('-')
            || url.contains(odd)
            || place.ends_with('/') && place.len() == 1
        {
            return Err(Wrong::Url(owned(url)));
        }
        // As git has it for names, and nothing that it would work out or take for an option.
        let marks = ['~', '^', ':', '?', '*', '[', '\\'];
        let bad_rev = rev.is_empty()
            || rev.starts_with(['-', '/', '.', '+'])
            || rev.ends_with(['/', '.'])
            || rev.contains("..")
            || rev.contains("@{")
            || rev.contains("//")
            || rev.contains(|letter| odd(letter) || marks.contains(&letter));
        if bad_rev {
            return Err(Wrong::Rev(owned(rev)));
        }
        let ending = path.rsplit_once('.').map(|(_, ending)| ending);
        let is_list = matches!(ending, Some("yaml" | "yml"));
        if !is_inside(path) || !is_list || path.contains(char::is_control) {
            return Err(Wrong::Path(owned(path)));
        }
        Ok(Self {
            url: owned(url),
            rev: owned(rev),
            path: owned(path),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn git(url: &str, rev: &str, path: &str) -> Address {
        Address::Git(InRepository {
            url: url.to_owned(),
            rev: rev.to_owned(),
            path: path.to_owned(),
        })
    }

    #[test]
    fn addresses_are_taken_apart() {
        for (written, url, rev, path) in [
            (
                "git+https://h/brand/w.git@v14#lists/acme.yaml",
                "https://h/brand/w.git",
                "v14",
                "lists/acme.yaml",
            ),
            ("git+https://h/w#a.yml", "https://h/w", "HEAD", "a.yml"),
            (
                "git+ssh://git@h:22/w.git@feature/x#a.yaml",
                "ssh://git@h:22/w.git",
                "feature/x",
                "a.yaml",
            ),
            (
                "git+ssh://git@h/w.git#a.yaml",
                "ssh://git@h/w.git",
                "HEAD",
                "a.yaml",
            ),
            (
                "git+file:///srv/w.git@0a1b2c3#a b/ä.yaml",
                "file:///srv/w.git",
                "0a1b2c3",
                "a b/ä.yaml",
            ),
        ] {
            assert_eq!(
                Address::parse(written),
                Ok(git(url, rev, path)),
                "{written}"
            );
        }
        let file = Address::File("../w/acme.yaml".into());
        assert_eq!(Address::parse("../w/acme.yaml"), Ok(file));
    }

    #[test]
    fn what_could_be_taken_for_something_else_is_not_taken() {
        for written in [
            "git+ext::sh -c touch% x#a.yaml",
            "git+ext://x/y#a.yaml",
            "ext://a/b",
            "git+--upload-pack=touch x#a.yaml",
            "git+-x://h/w#a.yaml",
            "git+ssh://-oProxyCommand=touch/w@v1#a.yaml",
            "git+https:///w@v1#a.yaml",
            "git+https://h#a.yaml",
            "git+https://u:secret@h/w@v1#a.yaml",
            "git+https://h/w@v1",
            "git+https://h/w@#a.yaml",
            "git+https://h/w@--upload-pack=x#a.yaml",
            "git+https://h/w@a..b#a.yaml",
            "git+https://h/w@a:b#a.yaml",
            "git+https://h/w@HEAD~1#a.yaml",
            "git+https://h/w@v1#../a.yaml",
            "git+https://h/w@v1#/etc/a.yaml",
            "git+https://h/w@v1#a/./b.yaml",
            "git+https://h/w@v1#a\\b.yaml",
            "git+https://h/w@v1#:(top)a.yaml",
            "git+https://h/w@v1#lists/",
            "git+https://h/w@v1#README.md",
            "https://h/w@v1#a.yaml",
            "git+h:w.git@v1#a.yaml",
        ] {
            assert!(Address::parse(written).is_err(), "{written}");
        }
    }
}
