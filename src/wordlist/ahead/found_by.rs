//! What a phrase is found by in a text, in a form of which nothing is copied when it is read: a run reads
//! that of every phrase of its lists before it has seen a word of text.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::position::narrow::narrow;
use crate::wordlist::phrase::Edge;

/// What a phrase is found by in a text: all literals folded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FoundBy<'s> {
    /// By the word that is all of it, a plain one in any case.
    Whole(&'s str),
    /// By literals of which one stands in every match.
    Around {
        /// Which step of the phrase they are, 0-based.
        step: usize,
        /// Whether every step of the phrase is one plain word.
        is_row: bool,
        /// The literals.
        #[serde(borrow)]
        literals: Literals<'s>,
        /// Where these are not rare, what stands around them, if that can be told.
        around: Option<Around>,
    },
    /// It is an expression, and one of these stands in every match, with what stands right before it
    /// and after it; none if they cannot be told.
    Expression(#[serde(borrow)] Vec<(&'s str, Edge, Edge)>),
    /// By nothing: it may begin at any word.
    Anything,
    /// It is nowhere: it speaks of a name that is not there.
    Nothing,
}

/// A literal that a phrase is found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Literal<'s> {
    /// Folded.
    pub text: &'s str,
    /// Whether it is nothing but plain letters and digits, before and after which other signs stand.
    pub is_piece: bool,
    /// Whether more of what the phrase has there may follow.
    pub is_open: bool,
    /// What stands for the pieces of text right before and right after it; 0 where any may stand.
    pub beside: (u16, u16),
}

/// Literals that a phrase is found by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Literals<'s> {
    /// Their texts, one after the other.
    #[serde(borrow)]
    text: Cow<'s, str>,
    /// What else there is of each, one after the other: the bytes of its text (four bytes), whether it is
    /// a piece and whether it is open (one each), what stands for the pieces before it and after it (two each), all little-endian.
    #[serde(borrow)]
    others: Cow<'s, [u8]>,
}

impl Literals<'_> {
    /// The literals, in their order.
    pub fn iter(&self) -> impl Iterator<Item = Literal<'_>> {
        let mut texts = &*self.text;
        let (others, _) = self.others.as_chunks();
        others.iter().map_while(move |other| {
            let &[l0, l1, l2, l3, is_piece, is_open, b0, b1, a0, a1] = other;
            let length = u32::from_le_bytes([l0, l1, l2, l3]);
            let (text, rest) = texts.split_at_checked(length as usize)?;
            texts = rest;
            Some(Literal {
                text,
                is_piece: is_piece != 0,
                is_open: is_open != 0,
                beside: (u16::from_le_bytes([b0, b1]), u16::from_le_bytes([a0, a1])),
            })
        })
    }
}

impl<'l> FromIterator<Literal<'l>> for Literals<'static> {
    fn from_iter<I: IntoIterator<Item = Literal<'l>>>(literals: I) -> Self {
        let (mut text, mut others) = (String::new(), Vec::new());
        for literal in literals {
            text.push_str(literal.text);
            others.extend(narrow(literal.text.len()).to_le_bytes());
            others.extend([u8::from(literal.is_piece), u8::from(literal.is_open)]);
            others.extend(literal.beside.0.to_le_bytes());
            others.extend(literal.beside.1.to_le_bytes());
        }
        Self {
            text: text.into(),
            others: others.into(),
        }
    }
}

/// Pieces of text of which one stands near what a phrase is found by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Around {
    /// Whether it stands before it, or else after it.
    pub is_before: bool,
    /// How many words there are at most from the one to the other, those of both counted.
    pub within: usize,
    /// What stands for the pieces.
    pub pieces: Vec<u16>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_read_as_they_were_written() {
        let literal = |text, (is_piece, is_open), beside| Literal {
            text,
            is_piece,
            is_open,
            beside,
        };
        let all = [
            literal("access", (true, false), (0, 65_535)),
            literal("", (false, true), (258, 0)),
            literal("café", (true, true), (0, 0)),
        ];
        let written = postcard::to_stdvec(&all.into_iter().collect::<Literals<'_>>()).unwrap();
        let read: Literals<'_> = postcard::from_bytes(&written).unwrap();
        assert_eq!(read.iter().collect::<Vec<_>>(), all);
        assert!(matches!(
            (&read.text, &read.others),
            (Cow::Borrowed(_), Cow::Borrowed(_))
        ));
    }
}
