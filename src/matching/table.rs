//! The words that phrases are found by, in a hash table.
//!
//! Nearly every anchor is a whole word, so the text is cut at everything that is not a letter, a
//! digit or an underscore and each piece is looked up once. A bit set that stays in the processor's
//! cache answers for the words that no list knows, which are most.

use std::collections::HashMap;

/// Bits of the set for each word in the table; the more, the fewer words are looked up in vain.
const BITS_A_WORD: usize = 16;

/// The pieces and, for each, what to do where it stands.
#[derive(Debug)]
pub(super) struct Table<U> {
    bits: Vec<u64>,
    /// Indexes into `pieces`, one more than the index; 0 is free. A power of two of them.
    slots: Vec<u32>,
    pieces: Vec<Box<str>>,
    /// `uses[first[n]..first[n + 1]]` are those of piece `n`.
    first: Vec<usize>,
    uses: Vec<U>,
}

/// Whether a piece is made of such bytes.
pub(super) const fn is_piece_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The piece that `text` begins with; empty if it begins with something else.
pub(super) fn head(text: &str) -> &str {
    let length = text.bytes().take_while(|byte| is_piece_byte(*byte)).count();
    &text[..length]
}

impl<U> Table<U> {
    /// Builds the table from pieces of lower-case ASCII and what to do where they stand.
    pub(super) fn new(entries: Vec<(&str, U)>) -> Self {
        let mut known: HashMap<&str, usize> = HashMap::with_capacity(entries.len());
        let mut pieces: Vec<Box<str>> = Vec::new();
        let mut numbered: Vec<(usize, U)> = Vec::with_capacity(entries.len());
        for (piece, what) in entries {
            let index = *known.entry(piece).or_insert_with(|| {
                pieces.push(piece.into());
                pieces.len() - 1
            });
            numbered.push((index, what));
        }
        numbered.sort_by_key(|(piece, _)| *piece);
        let mut first = vec![0; pieces.len() + 1];
        for (piece, _) in &numbered {
            first[piece + 1] += 1;
        }
        for piece in 0..pieces.len() {
            first[piece + 1] += first[piece];
        }
        let mut table = Self {
            bits: vec![
                0;
                (pieces.len() * BITS_A_WORD)
                    .next_power_of_two()
                    .div_ceil(64)
            ],
            slots: vec![0; (pieces.len() * 2).next_power_of_two()],
            pieces,
            first,
            uses: numbered.into_iter().map(|(_, what)| what).collect(),
        };
        table.fill();
        table
    }

    fn fill(&mut self) {
        for (number, piece) in (1..).zip(&self.pieces) {
            let hash = piece.bytes().fold(SEED, mix);
            let (word, bit) = bit_of(hash, self.bits.len());
            self.bits[word] |= bit;
            let mut slot = slot_of(hash, self.slots.len());
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (self.slots.len() - 1);
            }
            self.slots[slot] = number;
        }
    }

    /// Calls `found` with the place and the uses of every known piece of `text`, in order.
    pub(super) fn scan<'t>(&'t self, text: &str, mut found: impl FnMut(usize, usize, &'t [U])) {
        if self.pieces.is_empty() {
            return;
        }
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if !is_piece_byte(bytes[at]) {
                at += 1;
                continue;
            }
            let start = at;
            let mut hash = SEED;
            while let Some(&byte) = bytes.get(at)
                && is_piece_byte(byte)
            {
                hash = mix(hash, byte);
                at += 1;
            }
            let (word, bit) = bit_of(hash, self.bits.len());
            if self.bits[word] & bit != 0
                && let Some(piece) = self.look_up(hash, &text[start..at])
            {
                found(
                    start,
                    at,
                    &self.uses[self.first[piece]..self.first[piece + 1]],
                );
            }
        }
    }

    fn look_up(&self, hash: u64, piece: &str) -> Option<usize> {
        let mut slot = slot_of(hash, self.slots.len());
        loop {
            let index = (self.slots[slot] as usize).checked_sub(1)?;
            if *self.pieces[index] == *piece {
                return Some(index);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

const fn mix(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The word and the bit of the set that stand for a hash.
const fn bit_of(hash: u64, words: usize) -> (usize, u64) {
    (high(hash) >> 6 & (words - 1), 1 << (hash >> 32 & 63))
}

const fn slot_of(hash: u64, slots: usize) -> usize {
    high(hash) & (slots - 1)
}

/// Its 32 high bits, which every platform's sizes can hold.
const fn high(hash: u64) -> usize {
    (hash >> 32) as u32 as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_piece_is_found_and_no_other() {
        let words: Vec<String> = (0..5000).map(|number| format!("w{number}")).collect();
        let entries = words
            .iter()
            .step_by(2)
            .zip(0..)
            .map(|(word, use_)| (word.as_str(), use_));
        let table = Table::new(entries.chain([("w0", 9999)]).collect());
        let text = words.join("-");
        let mut found = Vec::new();
        table.scan(&text, |start, end, uses| {
            found.push((text[start..end].to_owned(), uses.to_vec()));
        });
        assert_eq!(found.len(), 2500);
        assert_eq!(found[0], ("w0".to_owned(), vec![0, 9999]));
        assert_eq!(found[7], ("w14".to_owned(), vec![7]));
        Table::<u8>::new(Vec::new()).scan("a", |_, _, _| panic!("nothing is known"));
    }
}
