//! Office files rewritten: the same plan as for texts, made in the parts of a package.
//!
//! Every trial reads the whole package again with the new parts laid over the old ones, so what is
//! judged is what a reader would see. Only at the end is a package written, and then read once more.

mod edits;
mod overflow;
mod part;
mod track;

use std::collections::{BTreeMap, HashMap};

use super::{Fixed, Fixer, Refusal};
use crate::document::Document;
use crate::document::office::package::Package;
use crate::document::office::repack::{RepackError, repacked};
use crate::document::office::{Author, OfficeFormat, OfficeOptions, read, read_with};
use crate::document::source::Unread;
use crate::finding::Edit;
use crate::judge::Policy;
use crate::matching::Engine;
use crate::place::Place;
pub use overflow::Grown;

/// How office files are rewritten.
#[derive(Debug, Clone, Copy)]
pub struct OfficeFixer<'a> {
    /// The rules.
    pub engine: &'a Engine,
    /// How they are applied.
    pub policy: &'a Policy,
    /// How files are read.
    pub options: &'a OfficeOptions,
    /// Whether to make rewrites that are not safe too.
    pub also_unsafe: bool,
    /// Whose changes are tracked, in a text document; none: nobody's.
    pub tracked: Option<&'a Author>,
}

/// An office file rewritten.
#[derive(Debug)]
pub struct FixedOffice {
    /// What was rewritten and what was left.
    pub fixed: Fixed,
    /// The new file; none if nothing was rewritten.
    pub bytes: Option<Vec<u8>>,
    /// What changed, paragraph by paragraph.
    pub changes: Vec<Changed>,
    /// Where the new words may not fit.
    pub grown: Vec<Grown>,
}

/// A paragraph that was rewritten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Where it stands.
    pub place: Place,
    /// Full ids of the rules.
    pub rules: Vec<String>,
    /// Its words before.
    pub before: String,
    /// Its words now.
    pub after: String,
}

/// Why an office file was not rewritten.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// It cannot be read.
    #[error("{0}")]
    Unread(#[from] Unread),
    /// It cannot be written.
    #[error("{0}")]
    Repack(#[from] RepackError),
    /// What was written reads otherwise than it should.
    #[error("the new file would not be read as it is meant, so the old one stays as it is")]
    Mismatch,
}

impl OfficeFixer<'_> {
    /// Makes every rewrite of a file of these `bytes` that may be made.
    pub fn fix(&self, format: OfficeFormat, bytes: &[u8]) -> Result<FixedOffice, OfficeError> {
        let options = OfficeOptions {
            every_copy: true,
            ..self.options.clone()
        };
        let document = read(format, bytes.to_vec(), &options)?;
        let before: Vec<String> = (0..document.blocks.len())
            .map(|block| document.words(document.blocks[block].text).to_owned())
            .collect();
        let headers = part::table_headers(format, bytes, &options)?;
        let tracked = self.tracked.filter(|_| format == OfficeFormat::Text);
        let remake = |document: &Document, edits: &[Edit]| {
            part::refuse_headers(document, edits, &headers)?;
            let parts = part::remade(document, edits, tracked)?;
            let made = read_with(format, bytes.to_vec(), parts, &options);
            made.map_err(|unread| Refusal {
                edit: None,
                why: unread.to_string(),
            })
        };
        let fixer = Fixer {
            engine: self.engine,
            policy: self.policy,
            remake: &remake,
            also_unsafe: self.also_unsafe,
        };
        let fixed = fixer.fix(document);
        let bytes = if fixed.applied.is_empty() {
            None
        } else {
            Some(written(format, bytes, &fixed.document, &options)?)
        };
        Ok(FixedOffice {
            changes: changes(&before, &fixed),
            grown: overflow::grown(&before, &fixed.document),
            fixed,
            bytes,
        })
    }
}

/// The package `original` with the parts of `document`, read once more before it is believed.
fn written(
    format: OfficeFormat,
    original: &[u8],
    document: &Document,
    options: &OfficeOptions,
) -> Result<Vec<u8>, OfficeError> {
    let mut package = Package::open(original.to_vec(), &options.limits)?;
    let mut parts = BTreeMap::new();
    for part in document
        .parts
        .iter()
        .filter(|part| !part.name.contains('!'))
    {
        let xml = &document.source.text[part.source.range()];
        let old = package.part(&part.name)?;
        if old.is_none_or(|old| old.xml != xml) {
            parts.insert(part.name.to_string(), xml.to_owned());
        }
    }
    let bytes = repacked(original, &parts)?;
    let again = read(format, bytes.clone(), options)?;
    if again.text == document.text {
        Ok(bytes)
    } else {
        Err(OfficeError::Mismatch)
    }
}

/// The paragraphs that changed; `before` are those of the old file, of which none came and none went.
fn changes(before: &[String], fixed: &Fixed) -> Vec<Changed> {
    let document = &fixed.document;
    let mut rules: HashMap<usize, Vec<String>> = HashMap::new();
    for done in &fixed.applied {
        let of = rules.entry(done.block).or_default();
        if !of.contains(&done.rule) {
            of.push(done.rule.clone());
        }
    }
    let blocks = before.iter().enumerate();
    blocks
        .filter_map(|(block, before)| {
            let after = document.words(document.blocks.get(block)?.text);
            Some(Changed {
                place: document.place_of(block)?.clone(),
                rules: rules.remove(&block)?,
                before: before.clone(),
                after: after.to_owned(),
            })
        })
        .collect()
}
