//! Patterns of files, as people write them: from the config's folder, `/` between names.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::wordlist::model::At;
use crate::wordlist::problem::Problems;

/// Patterns, any of which may match.
#[derive(Debug, Clone, Default)]
pub(super) struct Globs(GlobSet);

impl Globs {
    /// Reads patterns; says which cannot be read.
    pub(super) fn new(patterns: &[At<String>], problems: &mut Problems) -> Self {
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            for written in spellings(&pattern.value) {
                match GlobBuilder::new(&written).literal_separator(true).build() {
                    Ok(glob) => {
                        set.add(glob);
                    }
                    Err(error) => {
                        problems.error(
                            pattern.range(),
                            "this pattern of files cannot be read",
                            error.kind().to_string(),
                            "write it as in \"decks/**\" or \"*.draft.md\"",
                        );
                        break;
                    }
                }
            }
        }
        Self(set.build().unwrap_or_default())
    }

    /// Whether one of them matches `path` (absolute), seen from `folder` (absolute).
    pub(super) fn matches(&self, folder: &Path, path: &Path) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let Ok(relative) = path.strip_prefix(folder) else {
            return false;
        };
        let relative: PathBuf = relative.components().collect();
        self.0.is_match(&relative)
    }
}

/// The globs that a pattern means: a folder means all that is in it, a name without `/` may stand
/// in any folder.
fn spellings(pattern: &str) -> Vec<String> {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let (from_top, pattern) = match pattern.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, pattern),
    };
    let pattern = pattern.strip_suffix('/').unwrap_or(pattern);
    let anywhere = !from_top && !pattern.contains('/') && pattern != "**";
    let prefix = if anywhere { "**/" } else { "" };
    let mut globs = vec![format!("{prefix}{pattern}")];
    if !pattern.ends_with("**") {
        globs.push(format!("{prefix}{pattern}/**"));
    }
    globs
}
