//! Headers and footers of printed sheets: words among codes.
//!
//! `&L`, `&C` and `&R` begin the left, the middle and the right part, others change the font or
//! stand for the page's number, the day, the file's name.

use std::ops::Range;

use super::super::text::Paragraph;
use super::super::xml::{Node, Nodes};
use crate::document::source::Unread;
use crate::document::{BlockKind, OPAQUE};

/// Reads to the end of the header or footer whose start tag was given last: its parts.
pub(super) fn read(xml: &str, nodes: &mut Nodes<'_>) -> Result<Vec<Paragraph>, Unread> {
    let mut letters: Vec<(char, Range<usize>)> = Vec::new();
    while let Some(node) = nodes.next()? {
        match node {
            Node::Text(range) => {
                let text = &xml[range.clone()];
                letters.extend(text.char_indices().map(|(at, letter)| {
                    let start = range.start + at;
                    (letter, start..start + letter.len_utf8())
                }));
            }
            Node::Reference(range, words) => {
                letters.extend(words.chars().map(|letter| (letter, range.clone())));
            }
            Node::Start(_) => drop(nodes.skip()?),
            Node::End(..) => break,
        }
    }
    Ok(parts(&letters))
}

fn parts(letters: &[(char, Range<usize>)]) -> Vec<Paragraph> {
    let mut parts = vec![Paragraph::new(BlockKind::Body)];
    let mut at = 0;
    while let Some((letter, range)) = letters.get(at) {
        // There is always a part: the list begins with one and only grows.
        let Some(part) = parts.last_mut() else { break };
        let code = (*letter == '&').then(|| letters.get(at + 1)).flatten();
        let Some((code, code_range)) = code else {
            push(part, *letter, range.clone());
            at += 1;
            continue;
        };
        at += 2;
        let rest = || letters[at..].iter();
        match code.to_ascii_uppercase() {
            'L' | 'C' | 'R' => parts.push(Paragraph::new(BlockKind::Body)),
            '&' => part.push_replaced(range.start..code_range.end, "&"),
            // The page, the pages, the day, the time, the sheet, the file, its folder.
            'P' | 'N' | 'D' | 'T' | 'A' | 'F' | 'Z' => {
                part.push_replaced(range.start..code_range.end, OPAQUE.to_string());
            }
            '"' => at += 1 + rest().take_while(|(letter, _)| *letter != '"').count(),
            'K' => at += 6,
            '0'..='9' => {
                let digits = rest().take_while(|(letter, _)| letter.is_ascii_digit());
                at += digits.count();
            }
            _ => {}
        }
    }
    parts.retain(|part| !part.pieces.is_empty());
    parts
}

fn push(part: &mut Paragraph, letter: char, range: Range<usize>) {
    use super::super::text::Piece;
    if range.len() != letter.len_utf8() {
        part.push_replaced(range, letter.to_string());
        return;
    }
    match part.pieces.last_mut() {
        Some(Piece::Text(before)) if before.end == range.start => before.end = range.end,
        _ => part.pieces.push(Piece::Text(range)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_from_codes() {
        let xml = "<h>&amp;L&amp;\"Arial,Bold\"&amp;12Acme &amp;&amp; you&amp;RPage &amp;P&amp;K00FF00 R&amp;&amp;D</h>";
        let mut nodes = Nodes::new(xml, 8);
        nodes.next().unwrap();
        let words: Vec<String> = read(xml, &mut nodes)
            .unwrap()
            .iter()
            .map(|part| part.words(xml))
            .collect();
        assert_eq!(words, ["Acme & you", "Page \u{fffc} R&D"]);
    }
}
