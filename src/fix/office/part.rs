//! From edits of a document to the new XML of the parts that they stand in.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::edits::{Edits, has_space_at_edges};
use super::track;
use crate::document::office::package::Package;
use crate::document::office::skeleton::Skeleton;
use crate::document::office::xml::{Node, Nodes};
use crate::document::office::{Author, OfficeFormat, OfficeOptions};
use crate::document::source::Unread;
use crate::document::{Document, PartSpan};
use crate::finding::Edit;
use crate::fix::Refusal;

/// The XML of all parts of `document` with `edits` made, by their names.
pub(super) fn remade(
    document: &Document,
    edits: &[Edit],
    tracked: Option<&Author>,
) -> Result<BTreeMap<String, String>, Refusal> {
    let mut by_part: BTreeMap<&str, (&PartSpan, Edits)> = BTreeMap::new();
    for (index, edit) in edits.iter().enumerate() {
        let refusal = |why: &str| Refusal {
            edit: Some(index),
            why: why.to_owned(),
        };
        let (part, inside) = document
            .in_part(edit.span)
            .ok_or_else(|| refusal("stands in more than one part of the file"))?;
        let (_, of_part) = by_part
            .entry(&part.name)
            .or_insert_with(|| (part, Edits::default()));
        // A part that is shown twice is read twice, and must change in the same way each time.
        of_part
            .add(inside.range(), &edit.text)
            .map_err(|_| refusal("would be written in two ways"))?;
    }
    let mut parts: BTreeMap<String, String> = BTreeMap::new();
    for part in document
        .parts
        .iter()
        .filter(|part| !part.name.contains('!'))
    {
        parts
            .entry(part.name.to_string())
            .or_insert_with(|| document.source.text[part.source.range()].to_owned());
    }
    for (name, (part, of_part)) in by_part {
        let xml = &document.source.text[part.source.range()];
        let skeleton = part.skeleton(&document.source.text);
        let edits = match tracked {
            Some(author) => track::tracked(xml, skeleton, &of_part, author),
            None => plain(xml, skeleton, of_part),
        };
        parts.insert(name.to_owned(), edits.made(xml));
    }
    Ok(parts)
}

/// `edits` with what they ask of the elements around them: white space that is kept at the edges of a
/// text, and no runs without words.
fn plain(xml: &str, skeleton: &Skeleton, mut edits: Edits) -> Edits {
    let touched: BTreeSet<usize> = edits
        .spans()
        .filter_map(|span| skeleton.text_at(&span))
        .collect();
    for at in touched {
        let text = &skeleton.texts[at];
        let words = edits.within(xml, &text.content);
        let run = text.run.map(|run| &skeleton.runs[run]);
        if words.is_empty() {
            if let Some(run) = run.filter(|run| run.children == 1 && run.in_paragraph) {
                edits.take_out(run.range.clone());
            }
        } else if keeps_space(&skeleton.root) && has_space_at_edges(&words) {
            edits.preserve(xml, skeleton, at);
        }
    }
    edits
}

/// Whether texts of a part with this root lose the white space at their edges unless they say otherwise.
fn keeps_space(root: &str) -> bool {
    matches!(
        root,
        "document" | "hdr" | "ftr" | "footnotes" | "endnotes" | "sst" | "worksheet"
    )
}

/// The headers of the tables of a workbook: the cells that show them must go on saying the same.
pub(super) fn table_headers(
    format: OfficeFormat,
    bytes: &[u8],
    options: &OfficeOptions,
) -> Result<BTreeSet<String>, Unread> {
    let mut headers = BTreeSet::new();
    if format != OfficeFormat::Workbook {
        return Ok(headers);
    }
    let mut package = Package::open(bytes.to_vec(), &options.limits)?;
    for name in package.names() {
        if !name.to_lowercase().starts_with("xl/tables/") {
            continue;
        }
        let Some(part) = package.part(&name)? else {
            continue;
        };
        let mut nodes = Nodes::new(&part.xml, options.limits.nesting());
        while let Some(node) = nodes.next()? {
            if let Node::Start(tag) = node
                && tag.name == "tableColumn"
            {
                headers.extend(tag.attribute("name"));
            }
        }
    }
    Ok(headers)
}

/// Refuses an edit in a cell that shows one of `headers`.
pub(super) fn refuse_headers(
    document: &Document,
    edits: &[Edit],
    headers: &BTreeSet<String>,
) -> Result<(), Refusal> {
    if headers.is_empty() {
        return Ok(());
    }
    let kept: Vec<Range<usize>> = document
        .blocks
        .iter()
        .filter(|block| headers.contains(document.words(block.text)))
        .map(|block| block.source.range())
        .collect();
    let is_kept = |edit: &Edit| {
        kept.iter()
            .any(|cell| cell.start <= edit.span.start && edit.span.end <= cell.end)
    };
    match edits.iter().position(is_kept) {
        Some(edit) => Err(Refusal {
            edit: Some(edit),
            why: "is the header of a table, which formulas use".to_owned(),
        }),
        None => Ok(()),
    }
}
