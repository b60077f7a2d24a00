//! Parts inflated by hand: one inflater serves all parts of a package, because to set one up costs as much
//! as to read a small part, and decks have hundreds of those.

use flate2::{Decompress, FlushDecompress, Status};

/// What is made room for at a time, in bytes.
const STEP: usize = 4 << 10;

/// Inflates parts, one after another.
#[derive(Debug)]
pub(super) struct Inflater(Decompress);

impl Inflater {
    /// One for all parts of a package.
    pub(super) fn new() -> Self {
        Self(Decompress::new(false))
    }

    /// The bytes of a part that are `packed`, about `expected`; once there are more than `most` of them
    /// the rest is left out. None if it is broken.
    pub(super) fn inflated(
        &mut self,
        packed: &[u8],
        expected: usize,
        most: usize,
    ) -> Option<Vec<u8>> {
        self.0.reset(false);
        // One byte more than the most tells a part that is too large from one that just fits.
        let most = most.saturating_add(1);
        let mut bytes = Vec::with_capacity(expected.saturating_add(1).min(most));
        let mut done = 0;
        loop {
            if bytes.len() == bytes.capacity() {
                let room = bytes.len().max(STEP).min(most - bytes.len());
                bytes.reserve_exact(room);
            }
            let before = (self.0.total_in(), bytes.len());
            let rest = packed.get(done..)?;
            let finish = FlushDecompress::Finish;
            let status = self.0.decompress_vec(rest, &mut bytes, finish).ok()?;
            done = usize::try_from(self.0.total_in()).ok()?;
            if status == Status::StreamEnd || bytes.len() >= most {
                return Some(bytes);
            }
            let has_room = bytes.len() < bytes.capacity();
            if has_room && before == (self.0.total_in(), bytes.len()) {
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::DeflateEncoder;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn one_inflater_reads_part_after_part_whatever_each_claims_to_be() {
        let mut inflater = Inflater::new();
        for length in [0, 1, STEP, 100_000] {
            let bytes: Vec<u8> = (0..=250).cycle().take(length).collect();
            let packed = packed(&bytes);
            for expected in [0, length, usize::MAX - 1] {
                let most = 200_000;
                assert_eq!(
                    inflater.inflated(&packed, expected, most).unwrap(),
                    bytes,
                    "{length} {expected}"
                );
            }
            assert!(
                inflater
                    .inflated(&packed[..packed.len() / 2], 0, 9)
                    .is_none()
                    || length > 9
            );
        }
    }

    #[test]
    fn a_bomb_is_left_at_its_limit_and_a_broken_part_is_none() {
        let bomb = packed(&vec![b'x'; 10_000_000]);
        let mut inflater = Inflater::new();
        let bytes = inflater.inflated(&bomb, 0, 1_000).unwrap();
        assert!((1_001..10_000).contains(&bytes.len()), "{}", bytes.len());
        assert!(inflater.inflated(&[0xff; 50], 10, 1_000).is_none());
        assert!(inflater.inflated(&[], 10, 1_000).is_none());
    }
}
