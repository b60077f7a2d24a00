//! Rewriting: from a finding to edits that touch only words, and from edits to a file.

use crate::document::Document;
use crate::finding::Suggestion;
use crate::judge::Judged;
use crate::matching::{Engine, Scan};

/// The rewrites of a finding, best first.
#[must_use]
pub fn suggest(
    _found: &Judged,
    _document: &Document,
    _scan: &Scan<'_>,
    _engine: &Engine,
) -> Vec<Suggestion> {
    Vec::new()
}
