//! The strings that cells share, and the strings that a cell holds itself: both are written alike.
//!
//! A string is plain, or made of runs; what stands over its letters to say how they are pronounced
//! (`rPh`) is no part of it.

use std::sync::Arc;

use super::super::text::Paragraph;
use super::super::xml::{Node, Nodes};
use crate::document::BlockKind;
use crate::document::source::Unread;

/// The strings of the part `xml` in their order; one without words is none.
pub(super) fn shared(xml: &str, depth: usize) -> Result<Vec<Option<Paragraph>>, Unread> {
    let mut nodes = Nodes::new(xml, depth);
    let mut strings = Vec::new();
    while let Some(node) = nodes.next()? {
        if let Node::Start(tag) = node
            && tag.name == "si"
        {
            strings.push(string(xml, &mut nodes)?);
        }
    }
    Ok(strings)
}

/// Reads to the end of the element whose start tag was given last, a string: words in `t` or `v`.
pub(super) fn string(xml: &str, nodes: &mut Nodes<'_>) -> Result<Option<Paragraph>, Unread> {
    read(xml, nodes, BlockKind::Cell, false)
}

/// The comments of the part `xml`, with their cells: runs as in a string, or the words alone.
pub(super) fn comments(xml: &str, depth: usize) -> Result<Vec<(Arc<str>, Paragraph)>, Unread> {
    let mut nodes = Nodes::new(xml, depth);
    let mut cell: Arc<str> = "".into();
    let mut found = Vec::new();
    while let Some(node) = nodes.next()? {
        let Node::Start(tag) = node else { continue };
        match tag.name {
            "comment" | "threadedComment" => {
                cell = tag.attribute("ref").unwrap_or_default().into();
            }
            "text" => {
                let words = read(xml, &mut nodes, BlockKind::Body, true)?;
                found.extend(words.map(|words| (Arc::clone(&cell), words)));
            }
            _ => {}
        }
    }
    Ok(found)
}

fn read(
    xml: &str,
    nodes: &mut Nodes<'_>,
    kind: BlockKind,
    bare: bool,
) -> Result<Option<Paragraph>, Unread> {
    let mut paragraph = Paragraph::new(kind);
    let (mut open, mut in_text, mut struck) = (1_usize, bare, false);
    while let Some(node) = nodes.next()? {
        match node {
            Node::Start(tag) if tag.name == "rPh" => drop(nodes.skip()?),
            Node::Start(tag) => {
                open += 1;
                in_text = false;
                match tag.name {
                    "t" | "v" => in_text = true,
                    "r" => struck = false,
                    "strike" => struck = tag.flag("val").unwrap_or(true),
                    _ => {}
                }
            }
            Node::End(..) => {
                open -= 1;
                in_text = bare && open == 1;
                if open == 0 {
                    break;
                }
            }
            Node::Text(range) if in_text && !struck => paragraph.push_text(xml, range),
            Node::Reference(range, words) if in_text && !struck => {
                paragraph.push_replaced(range, words);
            }
            Node::Text(_) | Node::Reference(..) => {}
        }
    }
    Ok(Some(paragraph).filter(|paragraph| !paragraph.pieces.is_empty()))
}
