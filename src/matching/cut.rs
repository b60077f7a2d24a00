//! Cuts text into pieces: runs of ASCII letters, digits and underscores.
//!
//! Every byte of a text passes here. So many are looked at together, and what is asked of each piece is only
//! where it begins and ends: how long the one is tells nothing of the next, and to go through them byte by
//! byte costs a wrong guess of the processor for each.

use std::ops::Range;

/// Bytes that are looked at together, one bit of a machine word each.
const TOGETHER: usize = 64;

/// Whether a piece is made of such bytes.
pub(super) const fn is_piece_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The piece that `text` begins with; empty if it begins with something else.
pub(super) fn head(text: &str) -> &str {
    &text[..length(text.as_bytes())]
}

/// How many bytes the piece has that `text` begins with.
pub(super) fn length(text: &[u8]) -> usize {
    let (words, rest) = text.as_chunks::<8>();
    for (before, word) in (0..).step_by(8).zip(words) {
        let own = of_word(u64::from_le_bytes(*word)).trailing_ones() as usize;
        if own < 8 {
            return before + own;
        }
    }
    let rest = rest.iter().take_while(|byte| is_piece_byte(**byte));
    words.len() * 8 + rest.count()
}

/// Calls `found` with the place of every piece of `text` that begins in `stretch`, in order.
pub(super) fn pieces(text: &[u8], stretch: Range<usize>, mut found: impl FnMut(Range<usize>)) {
    let mut goes_on = stretch.start > 0 && is_piece_byte(text[stretch.start - 1]);
    // Where the piece began that is being read; that of one which began before the stretch counts for nothing.
    let mut begun = None;
    for (chunk, base) in text[stretch.start..]
        .chunks(TOGETHER)
        .zip((stretch.start..).step_by(TOGETHER))
    {
        let own = of_pieces(chunk);
        let mut edges = own ^ (own << 1 | u64::from(goes_on));
        while edges != 0 {
            let at = base + edges.trailing_zeros() as usize;
            edges &= edges - 1;
            if goes_on {
                if let Some(start) = begun.take() {
                    found(start..at);
                }
            } else if at < stretch.end {
                begun = Some(at);
            } else {
                return;
            }
            goes_on = !goes_on;
        }
        if begun.is_none() && base + TOGETHER >= stretch.end {
            return;
        }
    }
    if let Some(start) = begun {
        found(start..text.len());
    }
}

/// Which of so many bytes, or fewer, are of pieces: a bit of each, the first the lowest.
fn of_pieces(chunk: &[u8]) -> u64 {
    let mut padded = [0; TOGETHER];
    let bytes = chunk.first_chunk().unwrap_or_else(|| {
        padded[..chunk.len()].copy_from_slice(chunk);
        &padded
    });
    let (words, _) = bytes.as_chunks::<8>();
    let bits = words.iter().map(|word| of_word(u64::from_le_bytes(*word)));
    bits.rev().fold(0, |all, bits| all << 8 | bits)
}

/// The same of the eight bytes of a machine word: all of them are compared at once, each in its own byte, of
/// which the highest bit tells.
const fn of_word(bytes: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    let ascii = bytes & !HIGH;
    let lower = ascii | (0x20 * EACH);
    let letters = at_least(lower, b'a') & !at_least(lower, b'z' + 1);
    let digits = at_least(ascii, b'0') & !at_least(ascii, b'9' + 1);
    let underscores = !at_least(ascii ^ (b'_' as u64 * EACH), 1);
    let own = (letters | digits | underscores) & !bytes & HIGH;
    // Brings the eight bits together: each is shifted by this to a place of its own in the highest byte.
    (own >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// Sets the highest bit of each byte that is no less than `least`, where none has it set.
const fn at_least(bytes: u64, least: u8) -> u64 {
    bytes + (0x80 - least as u64) * 0x0101_0101_0101_0101
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same, byte by byte.
    fn one_by_one(text: &str, stretch: Range<usize>) -> Vec<Range<usize>> {
        let of_piece = |at: usize| {
            text.as_bytes()
                .get(at)
                .is_some_and(|byte| is_piece_byte(*byte))
        };
        let begins = |at: &usize| of_piece(*at) && (*at == 0 || !of_piece(at - 1));
        let end = |at| (at..=text.len()).find(|end| !of_piece(*end)).unwrap();
        stretch.filter(begins).map(|at| at..end(at)).collect()
    }

    #[test]
    fn each_byte_is_told_by_itself() {
        for byte in 0..=u8::MAX {
            for at in 0..8 {
                let word = u64::from(byte) << (8 * at);
                assert_eq!(
                    of_word(word),
                    u64::from(is_piece_byte(byte)) << at,
                    "{byte}"
                );
            }
        }
        assert_eq!(of_pieces(b"a b"), 0b101);
        for text in [
            "",
            "a",
            "a b",
            "abcdefgh",
            "abcdefg h",
            "abcdefghij",
            "abcdefghijklmnopqr-s",
        ] {
            let expected = text.find(['-', ' ']).unwrap_or(text.len());
            assert_eq!(head(text).len(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn pieces_are_where_they_would_be_found_one_by_one(
            words in prop::collection::vec("[a-z_09]{0,9}[ .é—Z-]{0,3}|[a-z]{60,70}", 0..40),
            (one, other) in any::<(prop::sample::Index, prop::sample::Index)>(),
        ) {
            let text = words.concat();
            let (one, other) = (one.index(text.len() + 1), other.index(text.len() + 1));
            let stretch = one.min(other)..one.max(other);
            let mut found = Vec::new();
            pieces(text.as_bytes(), stretch.clone(), |piece| found.push(piece));
            prop_assert_eq!(found, one_by_one(&text, stretch));
        }
    }
}
