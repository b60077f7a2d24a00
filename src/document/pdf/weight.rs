//! What unpacking a PDF would cost, found before the library unpacks anything, which it does without
//! a limit; and whether what is packed is whole, which it does not say.
//!
//! Streams are found by the word that begins them and not through the file's own tables, since those
//! may be packed too. Pictures are not unpacked by anybody, so they do not count.

use std::borrow::Cow;
use std::io::Read;

use flate2::bufread::ZlibDecoder;
use hayro_interpret::hayro_syntax::Filter;
use hayro_interpret::hayro_syntax::object::Stream;
use regex::bytes::Regex;

use crate::document::options::Limits;
use crate::document::source::Unread;

/// The ratio counts from here on, as in packages.
const RATIO_GRACE: u64 = 1 << 20;
/// How far before its stream a dictionary may begin, in bytes.
const DICTIONARY: usize = 4096;
/// What a byte becomes at most, of those ways of packing that are not followed.
const LZW: u64 = 1365;

/// Unpacks all that the library may unpack, and keeps none of it. Returns how many streams are damaged.
///
/// # Errors
/// Which limit is broken.
pub(super) fn weigh(bytes: &[u8], limits: &Limits) -> Result<usize, Unread> {
    // Constants, which are tested; without them nothing can be said.
    let patterns = (
        Regex::new(r"(?-u)\bstream(?:\r\n|\n|\r)"),
        Regex::new(
            r"(?-u)/(FlateDecode|Fl|ASCII85Decode|A85|ASCIIHexDecode|AHx|LZWDecode|LZW|RunLengthDecode|RL)\b",
        ),
        Regex::new(r"(?-u)/Subtype\s*/Image\b"),
    );
    let (Ok(stream), Ok(filters), Ok(picture)) = patterns else {
        return Ok(0);
    };
    let mut scales = Scales { limits, total: 0 };
    let (mut from, mut damaged) = (0, 0);
    while let Some(found) = stream.find_at(bytes, from) {
        let near = from.max(found.start().saturating_sub(DICTIONARY));
        let dictionary = dictionary(&bytes[near..found.start()]);
        from = found.end();
        if picture.is_match(dictionary) {
            continue;
        }
        let filters = filters.find_iter(dictionary).map(|name| name.as_bytes());
        let filters: Vec<&[u8]> = filters.take(limits.nesting()).collect();
        damaged += usize::from(!scales.weigh(&filters, &bytes[from..])?);
    }
    Ok(damaged)
}

/// Whether a stream, of which the file holds no more than may be unpacked, can be unpacked to its end.
pub(super) fn is_whole(stream: &Stream<'_>) -> bool {
    let is_inflated = matches!(stream.filters().first(), Some(Filter::FlateDecode));
    let raw = stream.raw_data();
    let inflated = || std::io::copy(&mut ZlibDecoder::new(&*raw), &mut std::io::sink());
    stream.decoded_data().is_ok() && (!is_inflated || inflated().is_ok())
}

/// The last object of what stands before a stream.
fn dictionary(before: &[u8]) -> &[u8] {
    let at = before.windows(3).rposition(|three| three == b"obj");
    at.map_or(before, |at| &before[at..])
}

struct Scales<'l> {
    limits: &'l Limits,
    /// Bytes unpacked so far.
    total: u64,
}

impl Scales<'_> {
    /// Unpacks a stream, which begins where `rest` does; whether it is whole.
    fn weigh(&mut self, filters: &[&[u8]], rest: &[u8]) -> Result<bool, Unread> {
        let mut data = Cow::Borrowed(rest);
        if filters.is_empty() {
            // How it is packed may be said elsewhere, and what begins like this mostly is.
            let is_packed =
                matches!(rest, [0x78, second, ..] if (0x7800 + u16::from(*second)) % 31 == 0);
            if is_packed {
                self.inflate(rest, false)?;
            }
            return Ok(true);
        }
        for (at, filter) in filters.iter().enumerate() {
            let is_last = at + 1 == filters.len();
            data = match *filter {
                b"/FlateDecode" | b"/Fl" => match self.inflate(&data, !is_last)? {
                    Some(inflated) => Cow::Owned(inflated),
                    None => return Ok(false),
                },
                b"/ASCII85Decode" | b"/A85" => Cow::Owned(ascii85(upto_end(&data))),
                b"/ASCIIHexDecode" | b"/AHx" => Cow::Owned(hexadecimal(upto_end(&data))),
                _ => {
                    let most = (upto_end(&data).len() as u64).saturating_mul(LZW);
                    self.check(most, u64::MAX, most)?;
                    return Ok(true);
                }
            };
        }
        Ok(true)
    }

    /// What `packed` becomes, or nothing of it unless it is to be kept; none if it is damaged.
    fn inflate(&mut self, packed: &[u8], is_kept: bool) -> Result<Option<Vec<u8>>, Unread> {
        let mut decoder = ZlibDecoder::new(packed);
        let (mut kept, mut chunk) = (Vec::new(), vec![0; 1 << 16]);
        let before = self.total;
        loop {
            match decoder.read(&mut chunk) {
                Ok(0) => return Ok(Some(kept)),
                Ok(read) => {
                    self.total += read as u64;
                    let size = self.total - before;
                    self.check(size, decoder.total_in(), self.total)?;
                    if is_kept {
                        kept.extend_from_slice(&chunk[..read]);
                    }
                }
                Err(_) => return Ok(None),
            }
        }
    }

    /// Whether a stream of this many bytes, unpacked and packed, is within the limits, after which it
    /// is `total` bytes in all.
    fn check(&self, size: u64, packed: u64, total: u64) -> Result<(), Unread> {
        let by_ratio = packed.saturating_mul(self.limits.ratio).max(RATIO_GRACE);
        let limit = if size > self.limits.part {
            format!("{} MiB (part)", self.limits.part >> 20)
        } else if total > self.limits.total {
            format!("{} MiB in all (total)", self.limits.total >> 20)
        } else if size > by_ratio {
            format!("{} times its packed size (ratio)", self.limits.ratio)
        } else {
            return Ok(());
        };
        let why = format!("what it packs is larger than the limit of {limit}");
        Err(Unread::Kind(why))
    }
}

/// The bytes of a stream that does not say itself where it ends.
fn upto_end(data: &[u8]) -> &[u8] {
    const END: &[u8] = b"endstream";
    let end = data.windows(END.len()).position(|window| window == END);
    &data[..end.unwrap_or(data.len())]
}

/// Five letters of 85 are four bytes, `z` is four zeros, `~` ends it.
fn ascii85(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let (mut word, mut count) = (0_u32, 0);
    for &letter in text {
        match letter {
            b'z' if count == 0 => bytes.extend([0; 4]),
            b'!'..=b'u' => {
                word = word.wrapping_mul(85).wrapping_add(u32::from(letter - b'!'));
                count += 1;
                if count == 5 {
                    bytes.extend(word.to_be_bytes());
                    (word, count) = (0, 0);
                }
            }
            b'~' => break,
            _ => {}
        }
    }
    if count > 1 {
        for _ in count..5 {
            word = word.wrapping_mul(85).wrapping_add(84);
        }
        bytes.extend(&word.to_be_bytes()[..count - 1]);
    }
    bytes
}

/// Two digits are a byte, `>` ends it.
fn hexadecimal(text: &[u8]) -> Vec<u8> {
    let digits = text.iter().take_while(|&&letter| letter != b'>');
    let digits: Vec<u8> = digits
        .filter_map(|&letter| char::from(letter).to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    let pairs = digits.chunks(2);
    pairs
        .map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn file(dictionary: &str, data: &[u8]) -> Vec<u8> {
        let head = format!("1 0 obj\n<< {dictionary} >>\nstream\n");
        [head.as_bytes(), data, b"\nendstream\nendobj\n"].concat()
    }

    fn said(dictionary: &str, data: &[u8]) -> String {
        match weigh(&file(dictionary, data), &Limits::default()) {
            Ok(damaged) => format!("{damaged} damaged"),
            Err(why) => why.to_string(),
        }
    }

    #[test]
    fn bombs_are_named_by_their_limit_however_they_are_packed() {
        let bomb = packed(&vec![b' '; 3 << 19]);
        let ratio = "what it packs is larger than the limit of 200 times its packed size (ratio)";
        assert_eq!(said("/Filter /FlateDecode", &bomb), ratio);
        assert_eq!(said("/Filter 7 0 R", &bomb), ratio);
        assert_eq!(said("/Filter [/FlateDecode /Fl]", &packed(&bomb)), ratio);
        let digits = bomb.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        let digits: Vec<u8> = digits
            .map(|digit| b"0123456789abcdef"[usize::from(digit)])
            .collect();
        assert_eq!(said("/Filter [/AHx /Fl]", &digits), ratio);
        assert_eq!(
            said("/Subtype /Image /Filter /FlateDecode", &bomb),
            "0 damaged"
        );
        let large: Vec<u8> = (0..3_u32 << 17).flat_map(u32::to_le_bytes).collect();
        let twice = [
            file("/Filter /Fl", &packed(&large)),
            file("/Filter /Fl", &packed(&large)),
        ]
        .concat();
        let mut limits = Limits {
            part: 1 << 20,
            ..Limits::default()
        };
        let named = |limits: &Limits| weigh(&twice, limits).unwrap_err().to_string();
        assert_eq!(
            named(&limits),
            "what it packs is larger than the limit of 1 MiB (part)"
        );
        (limits.part, limits.total) = (2 << 20, 2 << 20);
        assert_eq!(
            named(&limits),
            "what it packs is larger than the limit of 2 MiB in all (total)"
        );
        let lzw = "what it packs is larger than the limit of 64 MiB (part)";
        assert_eq!(said("/Filter /LZWDecode", &vec![0; 1 << 20]), lzw);
    }

    #[test]
    fn what_is_damaged_is_told_from_what_is_whole() {
        let whole = packed(b"BT (words) Tj ET".repeat(50).as_slice());
        assert_eq!(said("/Filter /FlateDecode", &whole), "0 damaged");
        assert_eq!(said("/Filter /FlateDecode", &whole[..20]), "1 damaged");
        assert_eq!(said("/Length 12", b"BT (words) Tj"), "0 damaged");
    }

    #[test]
    fn letters_become_bytes() {
        assert_eq!(ascii85(b"87cURD]i,\"Ebo80~>"), b"Hello World!");
        assert_eq!(ascii85(b"z87cUR\nDZ~>"), b"\0\0\0\0Hello");
        assert_eq!(hexadecimal(b"48 65 6C6c 6f 7>"), b"Hello\x70");
    }
}
