//! Office files: packages of XML parts whose text is spread over slides, shapes and runs.
//!
//! A reader of a format walks its parts and hands over paragraphs ([`text::Paragraph`]); here they
//! become the blocks of a document whose source is the XML of all parts that hold text, one after
//! another. So every word has its bytes in a part, as it has them in a line elsewhere.

mod alternatives;
mod chart;
mod docx;
mod drawing;
mod embedded;
mod formula;
pub mod gap;
mod inflate;
mod odf;
pub(super) mod outline;
pub mod package;
pub(crate) mod pptx;
mod properties;
pub(crate) mod relations;
pub mod repack;
pub mod review;
pub mod skeleton;
mod text;
mod writable;
mod xlsx;
pub(crate) mod xml;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::builder::Builder;
pub use super::options::{Limits, OfficeOptions};
use super::source::{Source, Unread};
use super::{BlockKind, Cell, Document, Notice, PartSpan};
use crate::place::Place;
use crate::position::SourceSpan;
use package::{Package, Part};
use relations::Relation;
use text::{Paragraph, Piece};

/// The office formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OfficeFormat {
    /// `PowerPoint`: `.pptx`, `.pptm`, `.ppsx`, `.ppsm`, `.potx`, `.potm`.
    Presentation,
    /// Word: `.docx`, `.docm`, `.dotx`, `.dotm`.
    Text,
    /// Excel: `.xlsx`, `.xlsm`, `.xltx`, `.xltm`.
    Workbook,
    /// `OpenDocument`: `.odt`, `.odp`, `.ods` and their templates.
    OpenDocument,
}

/// The endings of the names of files that are read.
pub(super) const READ: [(&str, OfficeFormat); 20] = [
    ("pptx", OfficeFormat::Presentation),
    ("pptm", OfficeFormat::Presentation),
    ("ppsx", OfficeFormat::Presentation),
    ("ppsm", OfficeFormat::Presentation),
    ("potx", OfficeFormat::Presentation),
    ("potm", OfficeFormat::Presentation),
    ("docx", OfficeFormat::Text),
    ("docm", OfficeFormat::Text),
    ("dotx", OfficeFormat::Text),
    ("dotm", OfficeFormat::Text),
    ("xlsx", OfficeFormat::Workbook),
    ("xlsm", OfficeFormat::Workbook),
    ("xltx", OfficeFormat::Workbook),
    ("xltm", OfficeFormat::Workbook),
    ("odt", OfficeFormat::OpenDocument),
    ("ott", OfficeFormat::OpenDocument),
    ("odp", OfficeFormat::OpenDocument),
    ("otp", OfficeFormat::OpenDocument),
    ("ods", OfficeFormat::OpenDocument),
    ("ots", OfficeFormat::OpenDocument),
];

/// Whoever a comment or a tracked change is said to be by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The name that the program shows.
    pub name: String,
    /// When, as `2026-11-23T00:00:00Z`.
    pub date: String,
}

/// Reads the bytes of an office file.
pub fn read(
    format: OfficeFormat,
    bytes: Vec<u8>,
    options: &OfficeOptions,
) -> Result<Document, Unread> {
    read_opened(format, Package::open(bytes, &options.limits)?, options)
}

/// Reads an office file as it would be with other XML in some of its parts, given by their names.
pub fn read_with(
    format: OfficeFormat,
    bytes: Vec<u8>,
    parts: BTreeMap<String, String>,
    options: &OfficeOptions,
) -> Result<Document, Unread> {
    let mut package = Package::open(bytes, &options.limits)?;
    package.lay_over(parts);
    read_opened(format, package, options)
}

fn read_opened(
    format: OfficeFormat,
    package: Package,
    options: &OfficeOptions,
) -> Result<Document, Unread> {
    let sealed = package.is_signed().then_some(SIGNED);
    let mut assembly = Assembly::new();
    read_package(format, package, options, &mut assembly)?;
    let mut document = assembly.finish();
    document.sealed = sealed;
    Ok(document)
}

/// Why nothing is written into a signed file.
const SIGNED: &str = "stands in a signed file, whose signature would no longer hold";

fn read_package(
    format: OfficeFormat,
    package: Package,
    options: &OfficeOptions,
    assembly: &mut Assembly,
) -> Result<(), Unread> {
    match format {
        OfficeFormat::Presentation => pptx::read(package, options, assembly),
        OfficeFormat::Text => docx::read(package, options, assembly),
        OfficeFormat::OpenDocument => odf::read(package, options, assembly),
        OfficeFormat::Workbook => xlsx::read(package, options, assembly),
    }
}

/// The part that a package is about: the one that its own relations point at, else the one called as
/// such parts usually are. Its root is called `wanted`; a package of another kind under this name
/// would seem to be empty.
fn main_part(
    package: &mut Package,
    root: &[Relation],
    usual: &str,
    wanted: &str,
) -> Result<Part, Unread> {
    let named = root
        .iter()
        .find(|relation| relation.kind == "officeDocument" && !relation.external);
    let names = named.map(|relation| relation.target.as_str());
    for name in names.into_iter().chain([usual]) {
        let Some(part) = package.part(name)? else {
            continue;
        };
        let held = xml::root(&part.xml)?;
        if held == wanted {
            return Ok(part);
        }
        if let Some((what, ending)) = kind(held) {
            let why = format!("not what its name says: it is a {what}. Name it {ending}");
            return Err(Unread::Kind(why));
        }
    }
    let what = kind(wanted).map_or(wanted, |(what, _)| what);
    let why = format!("damaged: there is no {what} in it");
    Err(Unread::Kind(why))
}

/// What a package with this root in its main part is, and how its name ends.
fn kind(root: &str) -> Option<(&'static str, &'static str)> {
    match root {
        "presentation" => Some(("presentation", ".pptx")),
        "document" => Some(("text document", ".docx")),
        "workbook" => Some(("workbook", ".xlsx")),
        _ => None,
    }
}

/// A document in the making, out of parts.
#[derive(Debug)]
struct Assembly {
    source: String,
    builder: Builder,
    /// Where each part in `source` begins, with its name.
    parts: Vec<PartSpan>,
    notices: Vec<Notice>,
    /// For a package inside another: where each stands, the outermost first.
    around: Vec<Place>,
}

impl Assembly {
    fn new() -> Self {
        Self {
            source: String::new(),
            builder: Builder::new(),
            parts: Vec::new(),
            notices: Vec::new(),
            around: Vec::new(),
        }
    }

    /// Adds the XML of a part; its paragraphs are then given with ranges of that XML.
    fn part(&mut self, part: &Part) -> usize {
        let base = self.source.len();
        self.source.push_str(&part.xml);
        self.parts.push(PartSpan {
            name: self.part_name(&part.name),
            source: SourceSpan::new(base, self.source.len()),
            skeleton: OnceLock::default(),
        });
        base
    }

    /// Adds the paragraphs of a drawing or a chart, a part of its own, that is shown at `place`.
    fn drawn(&mut self, part: &Part, paragraphs: Vec<Paragraph>, place: &Place) {
        let base = self.part(part);
        let place = Place {
            part: part.name.as_str().into(),
            ..place.clone()
        };
        for paragraph in paragraphs {
            self.paragraph(base, &paragraph, place.clone());
        }
    }

    /// Adds a paragraph of the part that begins at `base`.
    fn paragraph(&mut self, base: usize, paragraph: &Paragraph, place: Place) {
        let span = |range: &Range<usize>| SourceSpan::new(base + range.start, base + range.end);
        let Some(hull) = paragraph.hull() else { return };
        let (source, builder) = (&self.source, &mut self.builder);
        builder.open(paragraph.kind, span(&hull));
        builder.set_place(embedded::placed(&self.around, place.clipped()));
        if let Some(cell) = paragraph.cell {
            builder.set_cell(cell);
        }
        if let Some(label) = &paragraph.footnote {
            builder.set_footnote(Arc::clone(label));
        }
        // Where each piece begins in the block, in bytes.
        let mut starts = Vec::with_capacity(paragraph.pieces.len() + 1);
        for at in 0..=paragraph.pieces.len() {
            starts.push(builder.open_len());
            for mark in paragraph.marks.iter().filter(|mark| mark.pieces.end == at) {
                builder.inline(
                    mark.kind.clone(),
                    starts[mark.pieces.start],
                    span(&mark.range),
                );
            }
            match paragraph.pieces.get(at) {
                Some(Piece::Text(range)) => {
                    let words = &source[base + range.start..base + range.end];
                    builder.verbatim(words, base + range.start);
                }
                Some(Piece::Replaced(range, words)) => builder.replaced(words, span(range)),
                None => {}
            }
        }
        match (paragraph.kind, paragraph.level) {
            (BlockKind::Heading, Some(level)) => builder.close_heading(level),
            (BlockKind::Heading, None) => builder.close_title(),
            _ => builder.close(),
        }
    }

    /// Says that `pictures` pictures are all there is at `place`, if there are any.
    fn only_pictures(&mut self, place: Place, pictures: usize) {
        let what = match pictures {
            0 => return,
            1 => "no text, 1 picture".to_owned(),
            many => format!("no text, {many} pictures"),
        };
        self.notice(place, what);
    }

    /// Says that something at `place` was not read.
    fn notice(&mut self, place: Place, what: String) {
        let place = embedded::placed(&self.around, place.clipped());
        self.notices.push(Notice { place, what });
    }

    /// The name of a part with those of the packages around it.
    fn part_name(&self, name: &str) -> Arc<str> {
        match self.around.last() {
            Some(around) => format!("{}!{name}", around.part).into(),
            None => name.into(),
        }
    }

    /// Begins a slide, a sheet, a page.
    fn section(&mut self) {
        self.builder.begin_section(1);
    }

    fn finish(self) -> Document {
        let mut document = self.builder.finish(Source::from_text(self.source));
        document.parts = self.parts;
        document.notices = self.notices;
        document
    }
}

/// Where a cell of a table stands, for people.
fn in_table(cell: Cell) -> Arc<str> {
    let [row, column] = [cell.row, cell.column].map(|at| at.saturating_add(1));
    format!("row {row}, column {column}").into()
}

/// The address of a cell by its row and column, 0-based.
pub(super) fn address(row: usize, column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column.saturating_add(1);
    while left > 0 {
        // A letter is below 26, so it fits.
        letters.push(char::from(
            b'A' + u8::try_from((left - 1) % 26).unwrap_or(0),
        ));
        left = (left - 1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", row.saturating_add(1))
}
