//! Formulas: to the text around them one sign that nobody can read out, and the words in them a label
//! of its own.

use super::text::{Paragraph, Piece};
use super::xml::{Node, Nodes};
use crate::document::source::Unread;
use crate::document::{BlockKind, InlineKind};

/// As many letters in a row are a word; fewer are a variable.
const WORD: usize = 3;

/// Reads to the end of the formula whose start tag was given last: the byte after it, and its words, if it
/// has any.
pub(super) fn read(xml: &str, nodes: &mut Nodes<'_>) -> Result<(usize, Option<Paragraph>), Unread> {
    let mut words = Paragraph::new(BlockKind::Label);
    let (mut open, mut in_text) = (1_usize, false);
    let mut end = xml.len();
    while let Some(node) = nodes.next()? {
        match node {
            // The same formula once more, for programs.
            Node::Start(tag) if tag.name == "annotation" => drop(nodes.skip()?),
            Node::Start(tag) => {
                open += 1;
                in_text = matches!(tag.name, "t" | "mtext" | "mi");
            }
            Node::End(_, at) => {
                (open, in_text) = (open - 1, false);
                if open == 0 {
                    end = at;
                    break;
                }
            }
            Node::Text(range) if in_text => words.push_text(xml, range),
            Node::Reference(range, said) if in_text => words.push_replaced(range, said),
            Node::Text(_) | Node::Reference(..) => {}
        }
    }
    // Variables that stand beside one another are no word.
    let has_words = words.pieces.iter().any(|piece| {
        let Piece::Text(range) = piece else {
            return false;
        };
        let mut pieces = xml[range.clone()].split(|letter: char| !letter.is_alphabetic());
        pieces.any(|piece| piece.chars().count() >= WORD)
    });
    let hull = words.hull().filter(|_| has_words);
    Ok((
        end,
        hull.map(|hull| {
            words.mark(InlineKind::Field, 0, hull);
            words
        }),
    ))
}
