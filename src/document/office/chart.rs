//! The words of charts.
//!
//! A chart keeps the words of its workbook in caches and repeats the names of its series in them;
//! each word is read once, from the part that the program itself reads.

use std::collections::HashSet;

use super::text::Paragraph;
use super::xml::{Node, Nodes};
use crate::document::BlockKind;
use crate::document::source::Unread;

/// The words of a chart: titles, names of series, categories, each once.
pub(super) fn read(xml: &str, depth: usize) -> Result<Vec<Paragraph>, Unread> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut nodes = Nodes::new(xml, depth);
    let (mut cache, mut open): (usize, Option<Paragraph>) = (0, None);
    let mut reading = false;
    while let Some(node) = nodes.next()? {
        match node {
            Node::Start(tag) => match tag.name {
                "strCache" | "multiLvlStrCache" | "strDim" => cache += 1,
                // A value of a cache of words, or of a series that is named by hand.
                "v" | "pt" if open.is_none() && (cache > 0 || tag.name == "v") => {
                    open = Some(Paragraph::new(BlockKind::Body));
                    reading = true;
                }
                "numCache" | "numLit" | "numDim" | "fld" => drop(nodes.skip()?),
                "p" if open.is_none() => open = Some(Paragraph::new(BlockKind::Body)),
                "t" => reading = true,
                "br" => {
                    if let Some(paragraph) = &mut open {
                        paragraph.push_replaced(tag.start..tag.end, "\n");
                    }
                }
                _ => {}
            },
            Node::End(name, _) => match name {
                "strCache" | "multiLvlStrCache" | "strDim" => cache = cache.saturating_sub(1),
                "v" | "p" | "pt" => {
                    reading = false;
                    if let Some(paragraph) = open.take_if(|paragraph| !paragraph.pieces.is_empty())
                        && seen.insert(paragraph.words(xml))
                    {
                        found.push(paragraph);
                    }
                    if name != "pt" || cache == 0 {
                        open = None;
                    }
                }
                "t" => reading = false,
                _ => {}
            },
            Node::Text(range) => {
                if let Some(paragraph) = open.as_mut().filter(|_| reading) {
                    paragraph.push_text(xml, range);
                }
            }
            Node::Reference(range, words) => {
                if let Some(paragraph) = open.as_mut().filter(|_| reading) {
                    paragraph.push_replaced(range, words);
                }
            }
        }
    }
    Ok(found)
}
