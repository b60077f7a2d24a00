//! Pieces of text, numbered: a hash table that grows with them.

use super::table::{Hash, hash};
use crate::position::narrow::narrow;

/// At least so many slots for each piece: with few, many a look-up would have to try several.
const SPARE: usize = 4;

/// Pieces, each once, by their numbers from 0 on.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// Numbers of pieces, one more than the number; 0 is free. A power of two of them, and at most one in
    /// [`SPARE`] taken.
    slots: Vec<u32>,
    pieces: Vec<Piece>,
    /// The pieces, one after another.
    text: String,
}

#[derive(Debug, Clone, Copy)]
struct Piece {
    hash: Hash,
    /// Where it begins in the text of all.
    start: u32,
    /// Its length in bytes.
    length: u32,
}

impl Vocabulary {
    pub(super) fn new() -> Self {
        Self {
            slots: vec![0; SPARE],
            pieces: Vec::new(),
            text: String::new(),
        }
    }

    /// How many pieces there are.
    pub(super) const fn len(&self) -> usize {
        self.pieces.len()
    }

    /// What stands for each piece.
    pub(super) fn hashes(&self) -> impl Iterator<Item = Hash> {
        self.pieces.iter().map(|piece| piece.hash)
    }

    /// The number of `piece`, lower-case ASCII, which is added if it is new.
    pub(super) fn number(&mut self, piece: &str) -> usize {
        let hash = hash(piece);
        if let Some(known) = self.look_up(hash, piece) {
            return known;
        }
        self.pieces.push(Piece {
            hash,
            start: narrow(self.text.len()),
            length: narrow(piece.len()),
        });
        self.text.push_str(piece);
        if self.pieces.len() * SPARE > self.slots.len() {
            self.slots = vec![0; (self.pieces.len() * SPARE * 2).next_power_of_two()];
            (0..self.pieces.len()).for_each(|number| self.enter(number));
        } else {
            self.enter(self.pieces.len() - 1);
        }
        self.pieces.len() - 1
    }

    /// Lets piece number `number` be found.
    fn enter(&mut self, number: usize) {
        let mut slot = self.pieces[number].hash.slot(self.slots.len());
        while self.slots[slot] != 0 {
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        self.slots[slot] = narrow(number + 1);
    }

    /// The number of `piece`, for which `hash` stands; none if it is not known.
    pub(super) fn look_up(&self, hash: Hash, piece: &str) -> Option<usize> {
        let mut slot = hash.slot(self.slots.len());
        loop {
            let index = (self.slots[slot] as usize).checked_sub(1)?;
            let known = self.pieces[index];
            if known.hash == hash && self.is(known, piece) {
                return Some(index);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    /// Whether `known`, which has the hash of `piece`, is that piece.
    fn is(&self, known: Piece, piece: &str) -> bool {
        let (start, length) = (known.start as usize, known.length as usize);
        is_told(length) && is_told(piece.len()) || self.text[start..start + length] == *piece
    }
}

/// Whether no other piece of so few bytes has its hash: mixing eight or fewer loses none of them.
const fn is_told(bytes: usize) -> bool {
    bytes <= 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_has_a_number_of_its_own_and_no_other_has_one() {
        let mut all = Vocabulary::new();
        assert_eq!(all.look_up(hash("w0"), "w0"), None);
        let pieces: Vec<String> = (0..5000).map(|number| format!("word_{number}")).collect();
        for (number, piece) in pieces.iter().enumerate() {
            assert_eq!(all.number(piece), number);
        }
        for (number, piece) in pieces.iter().enumerate() {
            assert_eq!(all.number(piece), number);
            assert_eq!(all.look_up(hash(piece), piece), Some(number));
            let other = format!("{piece}_");
            assert_eq!(all.look_up(hash(&other), &other), None);
        }
        assert_eq!((all.len(), all.hashes().count()), (5000, 5000));
    }
}
