//! Review comments at findings: what a marketer opens is a deck, not a terminal.
//!
//! A comment stands at the shape or the words of its finding, or, where a part can carry none (notes,
//! charts, masters, headers), on the slide or paragraph nearest to it. No word of the file changes.

mod edits;
mod note;
mod presentation;
mod text;

use crate::document::Document;
use crate::document::office::package::Package;
use crate::document::office::repack::{RepackError, repacked};
use crate::document::office::{Author, OfficeFormat, OfficeOptions, read};
use crate::document::source::Unread;
use crate::finding::Finding;
use edits::Parts;
use note::Note;

/// A file with comments.
#[derive(Debug)]
pub struct Annotated {
    /// The new file; none if there is nothing to add.
    pub bytes: Option<Vec<u8>>,
    /// How many comments were added.
    pub added: usize,
    /// How many were there from an earlier run.
    pub known: usize,
}

/// Why a file was not given comments.
#[derive(Debug, thiserror::Error)]
pub enum AnnotateError {
    /// Comments are not written into files of this kind.
    #[error("comments are written into PowerPoint and Word files only")]
    Kind,
    /// Whatever is written into it breaks its signature.
    #[error("it is signed, and its signature would no longer hold")]
    Signed,
    /// There is no text that a comment could stand at.
    #[error("there is no place in it at which a comment can stand")]
    NoPlace,
    /// It cannot be read.
    #[error("{0}")]
    Unread(#[from] Unread),
    /// It cannot be written.
    #[error("{0}")]
    Repack(#[from] RepackError),
    /// What was written reads otherwise than before.
    #[error("with comments it would not be read as before, so it stays as it is")]
    Mismatch,
}

/// Adds a comment for each of `findings` of `document`, which was read from `bytes` with `options`.
pub fn annotate(
    format: OfficeFormat,
    bytes: &[u8],
    document: &Document,
    findings: &[Finding],
    reviewer: &Author,
    options: &OfficeOptions,
) -> Result<Annotated, AnnotateError> {
    let notes: Vec<Note> = findings.iter().filter_map(Note::new).collect();
    let package = Package::open(bytes.to_vec(), &options.limits)?;
    if package.is_signed() && !notes.is_empty() {
        return Err(AnnotateError::Signed);
    }
    let mut parts = Parts::new(package, options.limits.nesting());
    let added = match format {
        _ if notes.is_empty() => 0,
        OfficeFormat::Presentation => presentation::add(&mut parts, &notes, reviewer)?,
        OfficeFormat::Text => text::add(&mut parts, &notes, reviewer)?,
        OfficeFormat::Workbook | OfficeFormat::OpenDocument => return Err(AnnotateError::Kind),
    };
    let known = notes.len() - added;
    if added == 0 {
        return Ok(Annotated {
            bytes: None,
            added,
            known,
        });
    }
    let new = repacked(bytes, &parts.changed())?;
    if read(format, new.clone(), options)?.text != document.text {
        return Err(AnnotateError::Mismatch);
    }
    Ok(Annotated {
        bytes: Some(new),
        added,
        known,
    })
}
