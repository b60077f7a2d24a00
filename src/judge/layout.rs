//! How blocks lie to each other: cells in tables, items under the sentence that introduces them,
//! notes under what cites them.

use std::collections::HashMap;
use std::sync::Arc;

use crate::document::{Block, BlockKind, Document};

/// Made once a document, when a condition first asks for it.
#[derive(Debug)]
pub(super) struct Layout {
    rows: HashMap<(u32, u32), Vec<usize>>,
    headers: HashMap<(u32, u32), Vec<usize>>,
    notes: HashMap<Arc<str>, Vec<usize>>,
    marked: HashMap<char, Vec<usize>>,
    introduced_by: Vec<Option<usize>>,
    title: Option<usize>,
}

/// Marks that tie a note to what it is a note on, where there is no markup for it.
pub(super) const NOTE_MARKS: [char; 8] = ['*', '†', '‡', '¹', '²', '³', '⁴', '⁵'];

impl Layout {
    pub(super) fn new(document: &Document) -> Self {
        let mut layout = Self {
            rows: HashMap::new(),
            headers: HashMap::new(),
            notes: HashMap::new(),
            marked: HashMap::new(),
            introduced_by: Vec::with_capacity(document.blocks.len()),
            title: title(document),
        };
        for (index, block) in document.blocks.iter().enumerate() {
            if let Some(cell) = block.cell {
                let row = layout.rows.entry((cell.table, cell.row)).or_default();
                row.push(index);
                if cell.header {
                    let headers = layout.headers.entry((cell.table, cell.column));
                    headers.or_default().push(index);
                }
            }
            if let Some(label) = &block.footnote {
                layout
                    .notes
                    .entry(Arc::clone(label))
                    .or_default()
                    .push(index);
            }
            let first = document.words(block.text).chars().next();
            if let Some(mark) = first.filter(|mark| NOTE_MARKS.contains(mark)) {
                layout.marked.entry(mark).or_default().push(index);
            }
            let before = layout.before(document, index);
            layout.introduced_by.push(before);
        }
        layout
    }

    /// The cells of this row.
    pub(super) fn row(&self, table: u32, row: u32) -> &[usize] {
        self.rows.get(&(table, row)).map_or(&[], Vec::as_slice)
    }

    /// The header cells of this column.
    pub(super) fn headers(&self, table: u32, column: u32) -> &[usize] {
        self.headers
            .get(&(table, column))
            .map_or(&[], Vec::as_slice)
    }

    /// The blocks of the footnote of this label.
    pub(super) fn note(&self, label: &str) -> &[usize] {
        self.notes.get(label).map_or(&[], Vec::as_slice)
    }

    /// The blocks that begin with this mark.
    pub(super) fn marked(&self, mark: char) -> &[usize] {
        self.marked.get(&mark).map_or(&[], Vec::as_slice)
    }

    /// The block whose last sentence a reader has in mind when this block begins: the paragraph
    /// before it, and for every item of a list the paragraph that introduces the list.
    pub(super) fn introduced_by(&self, block: usize) -> Option<usize> {
        self.introduced_by.get(block).copied().flatten()
    }

    /// The title of the page, which stands over all of its headings.
    pub(super) const fn title(&self) -> Option<usize> {
        self.title
    }

    fn before(&self, document: &Document, index: usize) -> Option<usize> {
        let block = &document.blocks[index];
        if block.kind != BlockKind::Body {
            return None;
        }
        let is_item = starts_item(document, block);
        let mut at = index;
        while let Some(previous) = at.checked_sub(1) {
            at = previous;
            let other = &document.blocks[at];
            if other.section != block.section || other.kind == BlockKind::Heading {
                return None;
            }
            // Texts of pictures stand after the paragraph that shows them.
            if other.kind != BlockKind::Body {
                continue;
            }
            if is_item && starts_item(document, other) {
                return self.introduced_by[at];
            }
            return Some(at);
        }
        None
    }
}

fn title(document: &Document) -> Option<usize> {
    let mut meta = document.meta.iter();
    let (_, title) = meta.find(|(key, _)| key == "title")?;
    let mut blocks = document.blocks.iter();
    blocks.position(|block| {
        block.kind == BlockKind::Meta && document.words(block.text).trim() == title.trim()
    })
}

/// How many bytes before a block may hold the mark of its list item.
const BEFORE: usize = 200;

/// Whether the source of `block` begins a list item.
fn starts_item(document: &Document, block: &Block) -> bool {
    let source = &document.source.text;
    let start = block.source.start;
    let from = (start.saturating_sub(BEFORE)..=start).find(|&at| source.is_char_boundary(at));
    let Some(before) = from.and_then(|from| source.get(from..start)) else {
        return false;
    };
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let prefix = before[line..].trim_matches([' ', '\t', '>']);
    let own = source[start..].trim_start_matches([' ', '\t', '>']);
    is_marker(prefix)
        || own.starts_with("<li")
        || (prefix.is_empty() && begins_with_marker(own))
        || ends_in_item_tag(before)
}

fn begins_with_marker(line: &str) -> bool {
    let end = line.find(char::is_whitespace).unwrap_or(line.len());
    is_marker(&line[..end])
}

fn is_marker(word: &str) -> bool {
    let number = word.strip_suffix(['.', ')']);
    matches!(word, "-" | "*" | "+" | "•" | "–")
        || number.is_some_and(|digits| {
            (1..=9).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit())
        })
}

/// Whether the last tag before the block, markup inside it aside, opens an item.
fn ends_in_item_tag(before: &str) -> bool {
    let trimmed = before.trim_end();
    trimmed.ends_with('>')
        && trimmed
            .rfind('<')
            .is_some_and(|at| trimmed[at + 1..].starts_with("li"))
}
