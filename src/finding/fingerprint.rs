//! What stays the same of a finding while the text around it moves.
//!
//! Made of the rule, the words, two words on each side and a number for places that have all of
//! these in common; not of lines, nor of the message.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// How many bytes of the digest are kept.
const BYTES: usize = 16;

/// 32 hex digits for a finding of `rule` (its full id) among `words` (the folded words with their
/// neighbours), the `occurrence`th of its kind in the document, 0-based.
#[must_use]
pub fn fingerprint(rule: &str, words: &str, occurrence: usize) -> String {
    let mut digest = Sha256::new();
    // A byte that no part can hold keeps the parts apart.
    digest.update(rule);
    digest.update([0xff]);
    digest.update(words);
    digest.update([0xff]);
    digest.update(occurrence.to_string());
    let mut hex = String::with_capacity(2 * BYTES);
    for byte in &digest.finalize()[..BYTES] {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
