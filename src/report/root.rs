//! Paths as a service reads them: from the root of the repository, wherever the command was run.
//!
//! A path that leads through a symbolic link is given as the file that it leads to, because a
//! service knows only files; it is left as it was written if that is not in the repository.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use crate::config::absolute;
use crate::uri;

/// The root of the repository that the command was run in.
#[derive(Debug, Clone, Default)]
pub struct Root {
    /// Without links; none where there is no repository and no folder to stand for it.
    folder: Option<PathBuf>,
}

/// A path as a URI reference.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Uri {
    /// In the repository: relative to its root.
    Inside(String),
    /// Not in it: absolute.
    Outside(String),
}

impl Root {
    /// The nearest folder above `here` with a `.git` in it, or else `here` itself.
    #[must_use]
    pub fn above(here: &Path) -> Self {
        let here = here.canonicalize().ok();
        let folder = here.as_deref().map(|here| {
            let root = here.ancestors().find(|above| above.join(".git").exists());
            root.unwrap_or(here).to_owned()
        });
        Self { folder }
    }

    /// `shown`, a path as given, from the root; as it is if it does not lie there.
    pub(super) fn path<'p>(&self, shown: &'p str) -> Cow<'p, str> {
        match self.inside(shown) {
            Some(inside) => Cow::Owned(inside),
            None => Cow::Borrowed(shown),
        }
    }

    /// `shown`, a path as given, as a URI reference.
    pub(super) fn uri(&self, shown: &str) -> Uri {
        if let Some(inside) = self.inside(shown) {
            return Uri::Inside(uri::path(&inside));
        }
        let whole = slashed(&absolute(Path::new(shown)));
        let slash = if whole.starts_with('/') { "" } else { "/" };
        Uri::Outside(format!("file://{slash}{}", uri::path(&whole)))
    }

    fn inside(&self, shown: &str) -> Option<String> {
        let root = self.folder.as_deref()?;
        let below = |path: PathBuf| path.strip_prefix(root).map(slashed).ok();
        let written = absolute(Path::new(shown));
        // What was piped in under a name need not exist.
        let led_to = written.canonicalize().ok().and_then(below);
        led_to.or_else(|| below(written))
    }
}

fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    text.replace(std::path::MAIN_SEPARATOR, "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_given_from_the_root_or_else_whole() {
        let repository = tempfile::tempdir().unwrap();
        let top = repository.path().canonicalize().unwrap();
        std::fs::create_dir_all(top.join("docs/deep")).unwrap();
        std::fs::create_dir(top.join(".git")).unwrap();
        let root = Root::above(&top.join("docs/deep"));
        let given = |path: &str| top.join(path).to_string_lossy().into_owned();
        assert_eq!(root.path(&given("docs/a.md")), "docs/a.md");
        assert_eq!(root.path(&given("docs/deep/../a.md")), "docs/a.md");
        assert_eq!(
            root.uri(&given("docs/é #1%.md")),
            Uri::Inside("docs/%C3%A9%20%231%25.md".to_owned())
        );
        assert_eq!(root.path("/elsewhere/a b.md"), "/elsewhere/a b.md");
        let whole = Uri::Outside("file:///elsewhere/a%20b.md".to_owned());
        assert_eq!(root.uri("/elsewhere/a b.md"), whole);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_given_as_the_file_that_the_service_knows() {
        use std::os::unix::fs::symlink;
        let repository = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        let top = repository.path().canonicalize().unwrap();
        std::fs::create_dir(top.join(".git")).unwrap();
        std::fs::write(top.join("real.md"), "").unwrap();
        std::fs::write(outside.path().join("other.md"), "").unwrap();
        symlink(top.join("real.md"), top.join("link.md")).unwrap();
        symlink(outside.path().join("other.md"), top.join("out.md")).unwrap();
        let linked = outside.path().join("repository");
        symlink(&top, &linked).unwrap();
        let root = Root::above(&linked);
        let given = |path: PathBuf| path.to_string_lossy().into_owned();
        assert_eq!(root.path(&given(linked.join("link.md"))), "real.md");
        assert_eq!(root.path(&given(top.join("out.md"))), "out.md");
    }
}
