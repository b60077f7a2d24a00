//! One sheet: which cells hold words, and what else on it does.
//!
//! Numbers, dates and errors are not copy. What a formula makes of its sources is, but it cannot be
//! rewritten, so it is marked as a field.

use std::collections::HashMap;
use std::sync::Arc;

use super::super::address;
use super::super::text::Paragraph;
use super::super::xml::{Node, Nodes, Tag};
use super::{running, strings};
use crate::document::source::Unread;
use crate::document::{BlockKind, Cell, InlineKind};

/// What a sheet has.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// In the order of the XML.
    pub found: Vec<Found>,
    /// Parts of headers and footers.
    pub running: Vec<Paragraph>,
    /// Ids of the relations of its drawings.
    pub drawings: Vec<String>,
    /// Cells whose formula makes words, and was never calculated.
    pub uncalculated: Vec<Arc<str>>,
}

/// Words on a sheet.
#[derive(Debug)]
pub(super) struct Found {
    /// The words.
    pub words: Words,
    /// `B7`, or an area: `B2:B10`.
    pub cell: Arc<str>,
    /// Where they stand, if in one cell.
    pub place: Option<Cell>,
    /// Whether its row or column is hidden.
    pub hidden: bool,
}

/// Where the words are written.
#[derive(Debug)]
pub(super) enum Words {
    /// Among the shared strings, at this index.
    Shared(usize),
    /// In the sheet itself.
    Own(Paragraph),
}

#[derive(Default)]
struct Walk {
    sheet: Sheet,
    /// Row and column of the next cell, 0-based.
    next: (usize, usize),
    /// The row that has the first cells: the header.
    first: Option<usize>,
    hidden_row: bool,
    /// First and last column, 0-based.
    hidden_columns: Vec<(usize, usize)>,
}

/// Reads the part of a sheet, the `index`th of the workbook, 0-based.
pub(super) fn read(xml: &str, index: usize, depth: usize) -> Result<Sheet, Unread> {
    let mut walk = Walk::default();
    let mut nodes = Nodes::new(xml, depth);
    while let Some(node) = nodes.next()? {
        let Node::Start(tag) = node else { continue };
        match tag.name {
            "col" if tag.flag("hidden") == Some(true) => {
                let column = |name| tag.attribute(name).and_then(|at| at.parse::<usize>().ok());
                if let (Some(first), Some(last)) = (column("min"), column("max")) {
                    let columns = (first.saturating_sub(1), last.saturating_sub(1));
                    walk.hidden_columns.push(columns);
                }
            }
            "row" => {
                let number = tag.attribute("r").and_then(|row| row.parse::<usize>().ok());
                let row = number.map_or(walk.next.0.saturating_add(1), |row| row.saturating_sub(1));
                walk.next = (row, 0);
                walk.hidden_row = tag.flag("hidden") == Some(true);
            }
            "c" => walk.cell(&tag, xml, index, &mut nodes)?,
            "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader"
            | "firstFooter" => walk.sheet.running.extend(running::read(xml, &mut nodes)?),
            "drawing" => walk.sheet.drawings.extend(tag.prefixed_attribute("id")),
            "dataValidation" => {
                walk.attributes(
                    &tag,
                    xml,
                    "sqref",
                    &["promptTitle", "prompt", "errorTitle", "error"],
                );
            }
            "hyperlink" => walk.attributes(&tag, xml, "ref", &["tooltip"]),
            _ => {}
        }
    }
    Ok(walk.sheet)
}

impl Walk {
    fn cell(
        &mut self,
        tag: &Tag<'_>,
        xml: &str,
        sheet: usize,
        nodes: &mut Nodes<'_>,
    ) -> Result<(), Unread> {
        let name = tag.attribute("r");
        let (row, column) = name.as_deref().and_then(position).unwrap_or(self.next);
        self.next = (row, column.saturating_add(1));
        let first = *self.first.get_or_insert(row);
        let words = match tag.raw_attribute("t").map(|(kind, _)| kind) {
            Some("s") => {
                let string = strings::string(xml, nodes)?;
                let index = string.and_then(|string| string.words(xml).trim().parse().ok());
                index.map(Words::Shared)
            }
            Some("inlineStr") => strings::string(xml, nodes)?.map(Words::Own),
            kind => {
                let made = made(xml, nodes)?;
                if made.value.is_none() && made.has_words {
                    let cell = name.clone().unwrap_or_else(|| address(row, column));
                    self.sheet.uncalculated.push(cell.into());
                }
                made.value.filter(|_| kind == Some("str")).map(|mut value| {
                    value.mark(InlineKind::Field, 0, tag.start..tag.end);
                    Words::Own(value)
                })
            }
        };
        let Some(words) = words else { return Ok(()) };
        let hidden = self.hidden_row
            || self
                .hidden_columns
                .iter()
                .any(|&(first, last)| (first..=last).contains(&column));
        self.sheet.found.push(Found {
            words,
            cell: name.unwrap_or_else(|| address(row, column)).into(),
            place: Some(Cell::new(sheet, (row, column), row == first)),
            hidden,
        });
        Ok(())
    }

    fn attributes(&mut self, tag: &Tag<'_>, xml: &str, at: &str, names: &[&str]) {
        let cell: Arc<str> = tag.attribute(at).unwrap_or_default().into();
        for name in names {
            if let Some(words) = Paragraph::of_attribute(xml, tag, name, BlockKind::Label) {
                self.sheet.found.push(Found {
                    words: Words::Own(words),
                    cell: Arc::clone(&cell),
                    place: None,
                    hidden: false,
                });
            }
        }
    }
}

/// What a formula made.
struct Made {
    /// None: it was never calculated, or made nothing.
    value: Option<Paragraph>,
    /// Whether there are words in the formula itself.
    has_words: bool,
}

/// Reads to the end of a cell that may have a formula: what stands in `v`, not the formula itself.
fn made(xml: &str, nodes: &mut Nodes<'_>) -> Result<Made, Unread> {
    let mut paragraph = Paragraph::new(BlockKind::Cell);
    let (mut in_value, mut has_words) = (false, false);
    while let Some(node) = nodes.next()? {
        match node {
            Node::Start(tag) if tag.name == "v" => in_value = true,
            Node::Start(tag) => {
                let formula = &xml[tag.end..nodes.skip()?];
                has_words |= tag.name == "f"
                    && ["\"", "&quot;", "&amp;"]
                        .iter()
                        .any(|sign| formula.contains(sign));
            }
            Node::End("v", _) => in_value = false,
            Node::End(..) => break,
            Node::Text(range) if in_value => paragraph.push_text(xml, range),
            Node::Reference(range, words) if in_value => paragraph.push_replaced(range, words),
            Node::Text(_) | Node::Reference(..) => {}
        }
    }
    Ok(Made {
        value: Some(paragraph).filter(|paragraph| !paragraph.pieces.is_empty()),
        has_words,
    })
}

/// Row and column of `B7`, 0-based.
pub(super) fn position(address: &str) -> Option<(usize, usize)> {
    let digits = address.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, row) = address.split_at(digits);
    let mut column = 0_usize;
    for letter in letters.bytes() {
        if !letter.is_ascii_alphabetic() {
            return None;
        }
        let at = usize::from(letter.to_ascii_uppercase() - b'A');
        column = column.checked_mul(26)?.checked_add(at + 1)?;
    }
    let row: usize = row.parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// The cells of each shared string, in the order of the workbook.
pub(super) type Uses = HashMap<usize, Vec<Arc<str>>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_letters_and_a_number() {
        assert_eq!(position("B7"), Some((6, 1)));
        assert_eq!(position("AA10"), Some((9, 26)));
        assert_eq!(position("7"), None);
        assert_eq!(position("B0"), None);
        assert_eq!(position("ÄÄ1"), None);
        for at in [0, 25, 26, 27, 701, 702] {
            assert_eq!(position(&address(3, at)), Some((3, at)));
        }
    }
}
