//! The words that phrases are found by, in a hash table.
//!
//! Nearly every anchor is a whole word, so the text is cut at everything that is not a letter, a
//! digit or an underscore and each piece is looked up once. A bit set that stays in the processor's
//! cache answers for the words that no list knows, which are most.

use std::hash::{BuildHasher, Hasher};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::cut;
pub(super) use super::cut::{head, is_piece_byte};
use super::line::Line;
use super::needs::Pieces;
use super::neighbours::Key;
use super::uses::{Uses, UsesOf};
use super::vocabulary::Vocabulary;
use crate::position::narrow::narrow;

/// Bits of the set for each word in the table; the more, the fewer words are looked up in vain.
const BITS_A_WORD: usize = 64;

/// What stands for a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Hash(#[serde(with = "postcard::fixint::le")] u64);

impl Hash {
    /// The number of the bit that stands for it in a set of `bits` bits, a power of two.
    pub(super) const fn bit(self, bits: usize) -> usize {
        self.high() & (bits - 1)
    }

    /// What is enough of it to tell its bit in a set of no more than 65,536 bits.
    pub(super) const fn small(self) -> SmallHash {
        SmallHash((self.0 >> 32 & 0xffff) as u16)
    }

    /// The number of the slot where it is looked for first in a table of `slots` slots, a power of two.
    pub(super) const fn slot(self, slots: usize) -> usize {
        self.high() & (slots - 1)
    }

    /// Its 32 high bits, which every platform's sizes can hold.
    const fn high(self) -> usize {
        (self.0 >> 32) as u32 as usize
    }
}

/// What is kept of a [`Hash`](struct@Hash) where it is only looked for in small sets.
#[derive(Debug, Clone, Copy)]
pub(super) struct SmallHash(pub(super) u16);

impl SmallHash {
    /// The number of the bit that stands for it in a set of `bits` bits, a power of two up to 65,536.
    pub(super) fn bit(self, bits: usize) -> usize {
        usize::from(self.0) & (bits - 1)
    }
}

/// What stands for `piece`.
pub(super) fn hash(piece: &str) -> Hash {
    hash_in(piece.as_bytes(), 0..piece.len())
}

/// What stands for the rest of the piece that goes on at byte `start` of `text`.
pub(super) fn hash_at(text: &str, start: usize) -> Hash {
    let bytes = text.as_bytes();
    hash_in(bytes, start..start + cut::length(&bytes[start..]))
}

/// What stands for the piece at `at` of `text`.
fn hash_in(text: &[u8], at: Range<usize>) -> Hash {
    let words = at.clone().step_by(8);
    let hash = words.fold(SEED, |hash, from| mix(hash, word(text, from..at.end)));
    Hash(hash)
}

/// The first eight bytes at `at` of `text`, or as many as there are; nearly everywhere more text follows, so
/// that eight can be read whatever the number is.
fn word(text: &[u8], at: Range<usize>) -> u64 {
    let length = at.len().min(8);
    if let Some(bytes) = text[at.start..].first_chunk() {
        return u64::from_le_bytes(*bytes) & u64::MAX >> (64 - 8 * length);
    }
    let mut bytes = [0; 8];
    bytes[..length].copy_from_slice(&text[at.start..at.start + length]);
    u64::from_le_bytes(bytes)
}

/// The pieces and, for each, what to do where it stands.
#[derive(Debug)]
pub(super) struct Table<U> {
    bits: Vec<u64>,
    pieces: Vocabulary,
    /// What to do where piece `n` stands.
    uses: Uses<U>,
}

/// A table in the making.
#[derive(Debug)]
pub(super) struct Words<U> {
    pieces: Vocabulary,
    /// What to do, with the number of the piece.
    uses: Vec<(u32, U)>,
}

/// A known piece in a text.
#[derive(Debug, Clone)]
pub(super) struct Sighting {
    /// Where it stands, in bytes.
    pub(super) at: Range<usize>,
    /// Which it is.
    piece: usize,
    /// Its number in the line of pieces.
    pub(super) number: usize,
}

/// Calls `found` with the place of every piece of `text` that begins in `stretch` and what stands for
/// it, in order.
pub(super) fn pieces(text: &str, stretch: Range<usize>, mut found: impl FnMut(Range<usize>, Hash)) {
    let bytes = text.as_bytes();
    cut::pieces(bytes, stretch, |at| {
        let hash = hash_in(bytes, at.clone());
        found(at, hash);
    });
}

impl<U: Copy> Words<U> {
    pub(super) fn new() -> Self {
        Self {
            pieces: Vocabulary::new(),
            uses: Vec::new(),
        }
    }

    /// Says what to do where `piece`, lower-case ASCII, stands.
    pub(super) fn add(&mut self, piece: &str, what: U) {
        self.uses.push((narrow(self.pieces.number(piece)), what));
    }

    /// Builds the table; `key` says what is asked for beside a piece.
    pub(super) fn build(self, key: impl Fn(&U) -> Key) -> Table<U> {
        let words = (self.pieces.len() * BITS_A_WORD).div_ceil(64);
        let mut bits = vec![0; words.next_power_of_two()];
        let number = bits.len() * 64;
        for bit in self.pieces.hashes().map(|piece| piece.bit(number)) {
            bits[bit / 64] |= 1 << (bit % 64);
        }
        Table {
            bits,
            uses: Uses::new(self.pieces.len(), &self.uses, key),
            pieces: self.pieces,
        }
    }
}

impl<U: Copy> Table<U> {
    /// Adds the known pieces that begin in `stretch` of `text` to `seen`, in order, and all that do to
    /// `all` and to `line`.
    pub(super) fn scan(
        &self,
        text: &str,
        stretch: Range<usize>,
        seen: &mut Vec<Sighting>,
        (all, line): (&mut Pieces, &mut Line),
    ) {
        let bytes = text.as_bytes();
        pieces(text, stretch, |at, hash| {
            all.add(hash);
            let is_apart = at.start > 0 && bytes[at.start - 1].is_ascii_whitespace();
            line.add(hash, at.start, is_apart);
            let bit = hash.bit(self.bits.len() * 64);
            if self.bits[bit / 64] >> (bit % 64) & 1 != 0
                && let Some(piece) = self.pieces.look_up(hash, &text[at.clone()])
            {
                let number = line.last();
                seen.push(Sighting { at, piece, number });
            }
        });
    }

    /// What to do where this was seen.
    pub(super) fn uses(&self, seen: &Sighting) -> UsesOf<'_, U> {
        self.uses.of(seen.piece)
    }
}

/// Hashes small keys that the tool made itself, so that nobody can choose them to collide.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Mixed;

impl BuildHasher for Mixed {
    type Hasher = Mixing;

    fn build_hasher(&self) -> Mixing {
        Mixing(SEED)
    }
}

/// A [`Mixed`] hash in the making.
#[derive(Debug)]
pub(crate) struct Mixing(u64);

impl Hasher for Mixing {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.write_u64(number.into());
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = mix(self.0, number);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

const fn mix(hash: u64, bytes: u64) -> u64 {
    let mixed = (hash ^ bytes).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ mixed >> 29
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built<U: Copy>(entries: &[(&str, U)]) -> Table<U> {
        let mut words = Words::new();
        for (piece, what) in entries {
            words.add(piece, *what);
        }
        words.build(|_| Key::ANY)
    }

    #[test]
    fn every_known_piece_is_found_and_no_other() {
        let words: Vec<String> = (0..5000).map(|number| format!("w{number}")).collect();
        let entries = words
            .iter()
            .step_by(2)
            .zip(0..)
            .map(|(word, use_)| (word.as_str(), use_));
        let entries: Vec<_> = entries.chain([("w0", 9999)]).collect();
        let table = built(&entries);
        let text = words.join("-");
        let mut seen = Vec::new();
        let (mut all, mut line) = (Pieces::new(), Line::default());
        table.scan(&text, 0..text.len(), &mut seen, (&mut all, &mut line));
        let found: Vec<_> = seen
            .iter()
            .map(|seen| (&text[seen.at.clone()], table.uses(seen).all()))
            .collect();
        assert_eq!(found.len(), 2500);
        assert_eq!(found[0], ("w0", &[0, 9999][..]));
        assert_eq!(found[7], ("w14", &[7][..]));
        built::<u8>(&[]).scan("a", 0..1, &mut seen, (&mut all, &mut line));
        assert_eq!(seen.len(), 2500, "nothing is known");
    }

    #[test]
    fn a_piece_is_the_same_wherever_it_stands() {
        let text = "a bc def, abcdefgh-abcdefghi, 0123456789abcdef_g";
        let mut found = 0;
        pieces(text, 0..text.len(), |at, hashed| {
            assert_eq!(hashed, hash(&text[at]));
            found += 1;
        });
        assert_eq!(found, 6);
    }

    #[test]
    fn short_pieces_share_no_hash() {
        let letters = || "abcdefghijklmnopqrstuvwxyz0123456789_".chars();
        let mut seen = std::collections::BTreeSet::new();
        for (one, two) in letters().flat_map(|one| letters().map(move |two| (one, two))) {
            for piece in [
                format!("{one}{two}"),
                format!("{one}{two}______"),
                format!("e{one}e{two}"),
            ] {
                assert!(seen.insert(hash(&piece)), "{piece}");
            }
        }
    }
}
