//! `--since REV`: which lines have changed, by git, and what stands on the others.
//!
//! git compares the files as they are now (staged and unstaged) with the revision, or with the
//! commit at which this branch left it. Files that git does not know count as new: nothing is ever
//! hidden because git was not asked about it.

mod patch;

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::git;
use super::tell::Failure;
use crate::document::Document;
use crate::judge::{Candidate, SetAside, SetsAside};
use crate::position::SourceSpan;
use patch::Lines;

/// What `kind` says of findings on lines that have not changed.
const KIND: &str = "unchanged";

/// What has changed since a revision.
#[derive(Debug)]
pub(super) struct Since {
    revision: Arc<str>,
    /// The root of the repository, links resolved.
    root: PathBuf,
    /// Files that git knows, from the root.
    tracked: HashSet<String>,
    /// Those that differ.
    changed: HashMap<String, Lines>,
}

impl Since {
    /// Asks git in the working folder.
    pub(super) fn new(revision: &str) -> Result<Self, Failure> {
        let here = Path::new(".");
        let root = git::line(here, &["rev-parse", "--show-toplevel"]).map_err(|_| {
            Failure::advise(
                "--since asks git, and this folder is in no repository",
                "leave --since out, or run this in the repository",
            )
        })?;
        let root = fs::canonicalize(&root).unwrap_or_else(|_| PathBuf::from(root));
        let commit = format!("{revision}^{{commit}}");
        let commit = git::line(
            &root,
            &[
                "rev-parse",
                "--verify",
                "--quiet",
                "--end-of-options",
                &commit,
            ],
        )
        .map_err(|_| {
            Failure::advise(
                &format!("git knows no revision “{revision}”"),
                "a clone that is not deep may lack it: git fetch --unshallow, or fetch the branch",
            )
        })?;
        // What others have changed in the meantime was not written here.
        let base = git::line(&root, &["merge-base", &commit, "HEAD"]).unwrap_or(commit);
        let diff = |how: &[&str]| {
            let mut arguments = vec!["-c", "core.quotePath=false", "diff", "--no-color"];
            arguments.extend(["--no-ext-diff", "--no-textconv", "--no-relative", "-M"]);
            arguments.extend(["--ignore-submodules", "--src-prefix=a/", "--dst-prefix=b/"]);
            arguments.extend(how);
            arguments.extend([base.as_str(), "--"]);
            git::output(&root, &arguments)
        };
        let mut changed = patch::lines(&diff(&["-U0", "--inter-hunk-context=0"])?);
        for path in patch::binary(&diff(&["--numstat", "-z"])?) {
            changed.insert(path, Lines::All);
        }
        let tracked = git::output(&root, &["ls-files", "-z"])?;
        Ok(Self {
            revision: revision.into(),
            root,
            tracked: patch::names(&tracked).collect(),
            changed,
        })
    }

    /// What sets aside what has not changed in the document at `path`.
    pub(super) fn unchanged(&self, path: &str, document: &Document) -> Option<Arc<dyn SetsAside>> {
        let is_text = document.places.is_empty();
        let changed = match self.state(Path::new(path)) {
            State::New => return None,
            // The text of a package of parts is not what git compares.
            State::Changed(_) if !is_text => return None,
            State::Changed(lines) => Changed::new(lines, &document.source.text)?,
            State::Same => Changed::default(),
        };
        Some(Arc::new(Unchanged {
            changed,
            revision: Arc::clone(&self.revision),
        }))
    }

    /// Whether `span` of the text at `path` has changed.
    pub(super) fn touches(&self, path: &Path, text: &str, span: SourceSpan) -> bool {
        match self.state(path) {
            State::New => true,
            State::Same => false,
            State::Changed(lines) => {
                Changed::new(lines, text).is_none_or(|changed| changed.touches(span))
            }
        }
    }

    fn state(&self, path: &Path) -> State<'_> {
        let whole = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let Ok(name) = whole.strip_prefix(&self.root) else {
            return State::New;
        };
        let name = name.to_string_lossy().replace('\\', "/");
        match self.changed.get(&name) {
            Some(lines) => State::Changed(lines),
            None if self.tracked.contains(&name) => State::Same,
            None => State::New,
        }
    }
}

/// What git says of a file.
enum State<'s> {
    /// Nothing: it does not know it.
    New,
    /// It is as it was.
    Same,
    /// These lines differ.
    Changed(&'s Lines),
}

/// The changed stretches of one text, in bytes.
#[derive(Debug, Default)]
struct Changed {
    /// Ascending.
    stretches: Vec<SourceSpan>,
    /// Where lines were taken out: between two bytes. Ascending.
    cuts: Vec<usize>,
}

impl Changed {
    /// None: all of it has changed.
    fn new(lines: &Lines, text: &str) -> Option<Self> {
        let Lines::Some { ranges, cuts } = lines else {
            return None;
        };
        // Lines as git counts them, which are not those of an editor where a line ends with CR alone.
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        let start = |line: usize| starts.get(line).copied().unwrap_or(text.len());
        let stretch =
            |range: &std::ops::Range<usize>| SourceSpan::new(start(range.start), start(range.end));
        Some(Self {
            stretches: ranges.iter().map(stretch).collect(),
            cuts: cuts.iter().map(|&line| start(line)).collect(),
        })
    }

    fn touches(&self, span: SourceSpan) -> bool {
        let first = self
            .stretches
            .partition_point(|part| part.end <= span.start);
        let stretch = self.stretches.get(first);
        let cut = self.cuts.partition_point(|&cut| cut <= span.start);
        let cut = self.cuts.get(cut);
        stretch.is_some_and(|part| part.start < span.end || part.overlaps(&span))
            || cut.is_some_and(|&cut| cut < span.end)
    }
}

/// Sets aside what stands on lines that have not changed.
#[derive(Debug)]
struct Unchanged {
    changed: Changed,
    revision: Arc<str>,
}

impl SetsAside for Unchanged {
    fn reason(&self, finding: &Candidate<'_>) -> Option<SetAside> {
        let hull = |words| self.changed.touches(finding.document.hull(words));
        // What makes words a finding may have been written beside them.
        if hull(finding.text) || finding.evidence.iter().any(|&words| hull(words)) {
            return None;
        }
        Some(SetAside {
            kind: KIND,
            reason: format!("stood here at {}", self.revision),
            until: None,
        })
    }
}
