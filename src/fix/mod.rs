//! Rewriting: from a finding to edits that touch only words, and from edits to a file.
