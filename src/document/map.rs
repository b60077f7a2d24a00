//! The way from rendered text back to the source.
//!
//! A list of pieces, ascending in the rendered text and, within a block, in the source. A *verbatim*
//! piece has the same bytes on both sides, so any part of it maps by arithmetic; any other piece (an
//! entity, a soft break with the quote marks after it) maps only as a whole. Property-tested: the
//! source of a span, decoded, is its text.

use crate::position::narrow::narrow;
use crate::position::{SourceSpan, TextSpan};

/// Stands in the rendered text for something that is one word to a reader but whose letters are
/// not copy: a code span, a formula, a picture (the text of one is a block of its own).
pub const OPAQUE: char = '\u{FFFC}';

/// A source has fewer bytes than this, so that its places, and those of what is rendered of it (a block
/// of one letter and the break after it take at most three bytes for two), fit into four bytes.
pub const MOST: usize = 1 << 31;

/// One run of rendered text and the run of source that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// First byte in the rendered text; it ends where the next piece starts.
    pub text: usize,
    /// First byte in the source.
    pub source: usize,
    /// Bytes of source.
    pub source_len: usize,
    /// Whether both sides have the same bytes.
    pub verbatim: bool,
}

impl Piece {
    /// The source of `part`, which lies in this piece.
    #[must_use]
    pub const fn source_of(&self, part: TextSpan) -> SourceSpan {
        if self.verbatim {
            let start = self.source + (part.start - self.text);
            SourceSpan::new(start, start + part.len())
        } else {
            SourceSpan::new(self.source, self.source + self.source_len)
        }
    }
}

/// A piece as it is kept: there is one for every few words of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Kept {
    text: u32,
    source: u32,
    /// Bytes of source; the highest bit says that the piece is verbatim.
    length: u32,
}

impl Kept {
    const VERBATIM: u32 = 1 << 31;

    fn new(piece: Piece) -> Self {
        let verbatim = if piece.verbatim { Self::VERBATIM } else { 0 };
        Self {
            text: narrow(piece.text),
            source: narrow(piece.source),
            length: narrow(piece.source_len) | verbatim,
        }
    }

    const fn piece(self) -> Piece {
        Piece {
            text: self.text as usize,
            source: self.source as usize,
            source_len: (self.length & !Self::VERBATIM) as usize,
            verbatim: self.length & Self::VERBATIM != 0,
        }
    }
}

/// The pieces of a document.
#[derive(Debug, Clone, Default)]
pub struct OffsetMap {
    pieces: Vec<Kept>,
    text_len: usize,
}

impl OffsetMap {
    /// Adds a run at the end. Verbatim runs that touch in both texts become one piece.
    pub fn push(&mut self, text_len: usize, source: SourceSpan, verbatim: bool) {
        debug_assert!(!verbatim || text_len == source.len());
        if text_len == 0 {
            return;
        }
        let joined = self.last().filter(|last| {
            verbatim
                && last.verbatim
                && last.source + last.source_len == source.start
                && last.text + last.source_len == self.text_len
        });
        let piece = match joined {
            Some(last) => {
                self.pieces.pop();
                Piece {
                    source_len: last.source_len + source.len(),
                    ..last
                }
            }
            None => Piece {
                text: self.text_len,
                source: source.start,
                source_len: source.len(),
                verbatim,
            },
        };
        self.pieces.push(Kept::new(piece));
        self.text_len += text_len;
    }

    /// Adds rendered text that stands for nothing in the source (the break between blocks),
    /// at source offset `at`.
    pub fn push_nothing(&mut self, text_len: usize, at: usize) {
        self.push(text_len, SourceSpan::new(at, at), false);
    }

    /// Adds the pieces of another map, which was built on its own, after this one's.
    pub fn append(&mut self, other: &Self) {
        let shift = self.text_len;
        self.pieces.extend(other.pieces.iter().map(|kept| Kept {
            text: narrow(kept.text as usize + shift),
            ..*kept
        }));
        self.text_len += other.text_len;
    }

    /// Forgets all rendered text from byte `text_len` on.
    pub fn truncate(&mut self, text_len: usize) {
        while let Some(last) = self.last() {
            self.pieces.pop();
            if last.text < text_len {
                let kept = if last.verbatim {
                    last.source_len.min(text_len - last.text)
                } else {
                    last.source_len
                };
                self.pieces.push(Kept::new(Piece {
                    source_len: kept,
                    ..last
                }));
                break;
            }
        }
        self.text_len = self.text_len.min(text_len);
    }

    /// How many bytes of rendered text it covers.
    #[must_use]
    pub const fn text_len(&self) -> usize {
        self.text_len
    }

    /// The source byte where rendered byte `at` begins.
    #[must_use]
    pub fn start(&self, at: usize) -> usize {
        match self.piece_at(at) {
            Some(piece) if piece.verbatim => piece.source + (at - piece.text),
            Some(piece) => piece.source,
            None => 0,
        }
    }

    /// The source byte after the one where the rendered byte before `at` ends.
    #[must_use]
    pub fn end(&self, at: usize) -> usize {
        match at.checked_sub(1).and_then(|last| self.piece_at(last)) {
            Some(piece) if piece.verbatim => piece.source + (at - piece.text),
            Some(piece) => piece.source + piece.source_len,
            None => self.start(at),
        }
    }

    /// From the first source byte of `span` to its last.
    #[must_use]
    pub fn hull(&self, span: TextSpan) -> SourceSpan {
        let start = self.start(span.start);
        SourceSpan::new(start, self.end(span.end).max(start))
    }

    /// The runs of source that `span` is made of, split where the source writes something that is
    /// not rendered, and where a mark such as ™ stands (a mark is no word, save at the end of `span`:
    /// only a phrase that asks for the mark ends with it). `text` is the rendered text, `source` the
    /// decoded source.
    #[must_use]
    pub fn segments(&self, span: TextSpan, text: &str, source: &str) -> Vec<SourceSpan> {
        let mut found: Vec<SourceSpan> = Vec::with_capacity(1);
        let own_marks = span.start + text[span.range()].trim_end_matches(is_mark).len();
        for (part, piece) in self.parts(span) {
            for run in runs_without_marks(part, own_marks, text) {
                let run = if piece.verbatim {
                    piece.source_of(run)
                } else {
                    bare_break(piece.source_of(run), &text[run.range()], source)
                };
                match found.last_mut() {
                    _ if run.is_empty() => {}
                    Some(last) if last.end == run.start => last.end = run.end,
                    _ => found.push(run),
                }
            }
        }
        found
    }

    /// The pieces that `span` lies in, each with its part of `span`.
    pub fn parts(&self, span: TextSpan) -> impl Iterator<Item = (TextSpan, Piece)> {
        let first = self.up_to(span.start).saturating_sub(1);
        let ends = self.pieces[first..]
            .iter()
            .skip(1)
            .map(|next| next.text as usize)
            .chain([self.text_len]);
        self.pieces[first..]
            .iter()
            .map(|kept| kept.piece())
            .zip(ends)
            .take_while(move |(piece, _)| piece.text < span.end)
            .map(move |(piece, end)| {
                let part = TextSpan::new(piece.text.max(span.start), end.min(span.end));
                (part, piece)
            })
            .filter(|(part, _)| !part.is_empty())
    }

    fn piece_at(&self, at: usize) -> Option<Piece> {
        let index = self.up_to(at).checked_sub(1)?;
        self.pieces.get(index).map(|kept| kept.piece())
    }

    /// How many pieces begin at byte `at` of the rendered text or before.
    fn up_to(&self, at: usize) -> usize {
        self.pieces.partition_point(|kept| kept.text as usize <= at)
    }

    fn last(&self) -> Option<Piece> {
        self.pieces.last().map(|kept| kept.piece())
    }
}

/// White space that stands for a line end and the quote marks after it: only the line end decodes to
/// what is rendered.
fn bare_break(piece: SourceSpan, rendered: &str, source: &str) -> SourceSpan {
    let whole = source.get(piece.range()).unwrap_or("");
    if !rendered.trim().is_empty() || whole.trim().is_empty() {
        return piece;
    }
    let Some(line_end) = whole.find(['\n', '\r']) else {
        // `<br>` is markup, not a word.
        let length = if whole.starts_with('<') {
            0
        } else {
            piece.len()
        };
        return SourceSpan::new(piece.start, piece.start + length);
    };
    let is_pair = whole[line_end..].starts_with("\r\n");
    let start = piece.start + line_end;
    SourceSpan::new(start, start + 1 + usize::from(is_pair))
}

/// `part` without the marks that stand before `own_marks`.
fn runs_without_marks(part: TextSpan, own_marks: usize, text: &str) -> Vec<TextSpan> {
    let mut runs = Vec::with_capacity(1);
    let mut start = part.start;
    for (at, letter) in text[part.range()].char_indices() {
        let at = part.start + at;
        if is_mark(letter) && at < own_marks {
            if at > start {
                runs.push(TextSpan::new(start, at));
            }
            start = at + letter.len_utf8();
        }
    }
    if part.end > start {
        runs.push(TextSpan::new(start, part.end));
    }
    runs
}

/// Whether `letter` is a mark set beside a word (™, a footnote number), not a letter of it.
#[must_use]
pub const fn is_mark(letter: char) -> bool {
    matches!(letter, '™' | '®' | '℠' | '©' | '†' | '‡' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '₀'..='₉')
}
