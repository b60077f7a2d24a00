//! From letters on a page to paragraphs.
//!
//! A page knows letters and places only. Letters make words, words make lines and lines make
//! paragraphs by what lies between them, measured in the size of the letters; the order is that in
//! which the page draws them, which is the order of reading in what programs export, but for words
//! that are drawn later, into a gap or at an end of their line. Text that is turned is measured along
//! its own direction, and what is written from right to left is put in the order of reading.

use std::collections::HashMap;

use super::hyphens;

/// A letter (or a ligature) on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    /// What it stands for.
    pub text: String,
    /// Along its line, from where it is drawn to where it ends, in points.
    pub along: (f64, f64),
    /// Across its line, growing downwards, in points.
    pub across: f64,
    /// Its size, in points.
    pub size: f64,
    /// The direction of its line, in eighths of a quarter turn.
    pub turn: i64,
}

/// A gap of this many sizes parts two words, on a page that draws no spaces.
const WORD: f64 = 0.12;
/// The same on a page that draws spaces: widths of letters are wrong in some files.
const WORD_BESIDE_SPACES: f64 = 0.25;
/// A page draws spaces if there is one for this many letters.
const LETTERS_A_SPACE: usize = 20;
/// A gap of this many sizes parts two columns.
const COLUMN: f64 = 2.5;
/// Words that are drawn later belong to a line if they are no further from it than this many sizes.
const ADJOINS: f64 = 0.6;
/// Letters may overlap by this many sizes.
const OVERLAP: f64 = 0.3;
/// Lines are looked for in rows so high, in points, and among so many of the last of a row.
const ROW: f64 = 4.0;
const IN_A_ROW: usize = 64;
/// Lines that are this many sizes apart, or more, are of two paragraphs.
const LEADING: f64 = 1.75;
/// Letters whose sizes differ by more than this part are of two paragraphs.
const SIZE: f64 = 0.2;
/// What begins an item of a list.
const BULLETS: [char; 9] = ['•', '●', '○', '▪', '■', '–', '◦', '‣', '\u{f0b7}'];

/// A line, or a part of one, with its letters from left to right.
#[derive(Debug)]
struct Line<'g> {
    glyphs: Vec<&'g Glyph>,
    end: f64,
    across: f64,
    size: f64,
    turn: i64,
}

impl<'g> Line<'g> {
    fn new(glyph: &'g Glyph) -> Self {
        Self {
            glyphs: vec![glyph],
            end: glyph.along.1,
            across: glyph.across,
            size: glyph.size.max(1.0),
            turn: glyph.turn,
        }
    }

    fn start(&self) -> f64 {
        self.glyphs.first().map_or(self.end, |glyph| glyph.along.0)
    }

    /// Adds a letter if it goes on where the line ends.
    fn goes_on_with(&mut self, glyph: &'g Glyph) -> bool {
        let size = glyph.size.max(1.0);
        let gap = glyph.along.0 - self.end;
        let is_next = self.turn == glyph.turn
            && (glyph.across - self.across).abs() < 0.5 * size.max(self.size)
            && gap < COLUMN * size
            && gap > -size;
        if is_next {
            self.glyphs.push(glyph);
            self.end = self.end.max(glyph.along.1);
            // A raised mark is small; the line keeps the size of its words.
            if size > self.size {
                (self.size, self.across) = (size, glyph.across);
            }
        }
        is_next
    }

    /// Whether `other`, drawn elsewhere in time, is a part of the same line.
    fn adjoins(&self, other: &Self) -> bool {
        let size = self.size.max(other.size);
        let near = |gap: f64| gap > -OVERLAP * size && gap < ADJOINS * size;
        if self.turn != other.turn
            || (self.across - other.across).abs() > 0.25 * size
            || (self.size - other.size).abs() > SIZE * size
        {
            return false;
        }
        let at = self.place_for(other);
        let before = at
            .checked_sub(1)
            .map(|at| other.start() - self.glyphs[at].along.1);
        let after = self.glyphs.get(at).map(|next| next.along.0 - other.end);
        let fits = |gap: Option<f64>| gap.is_none_or(|gap| gap > -OVERLAP * size);
        fits(before) && fits(after) && before.into_iter().chain(after).any(near)
    }

    /// Where among these letters those of `other` stand.
    fn place_for(&self, other: &Self) -> usize {
        let start = other.start();
        self.glyphs.partition_point(|glyph| glyph.along.0 < start)
    }

    fn take_in(&mut self, other: Self) {
        let at = self.place_for(&other);
        self.end = self.end.max(other.end);
        self.glyphs.splice(at..at, other.glyphs);
    }

    /// The words, where a gap of more than `word` sizes parts two.
    fn text(&self, word: f64) -> String {
        let mut parts: Vec<&str> = Vec::with_capacity(self.glyphs.len());
        let mut end = f64::INFINITY;
        for glyph in &self.glyphs {
            let is_apart = glyph.along.0 - end > word * glyph.size.max(1.0);
            if is_apart && parts.last().is_some_and(|last| !last.ends_with(' ')) {
                parts.push(" ");
            }
            parts.push(&glyph.text);
            end = if end.is_finite() {
                end.max(glyph.along.1)
            } else {
                glyph.along.1
            };
        }
        in_order(&mut parts);
        parts.concat()
    }
}

/// Puts the signs of a line that is mostly written from right to left, which stand from left to right,
/// in the order of reading; numbers and what is written the other way stay as they are.
fn in_order(signs: &mut [&str]) {
    let first = |sign: &str| sign.chars().next();
    let is_leftward = |sign: &&&str| first(sign).is_some_and(is_leftward);
    let leftward = signs.iter().filter(is_leftward).count();
    let rightward = |sign: &str| {
        first(sign).is_some_and(|letter| letter.is_alphanumeric() && !self::is_leftward(letter))
    };
    if leftward <= signs.iter().filter(|sign| rightward(sign)).count() {
        return;
    }
    signs.reverse();
    let mut from = 0;
    while let Some(start) = signs[from..].iter().position(|sign| rightward(sign)) {
        let start = from + start;
        let next = signs[start..]
            .iter()
            .position(|sign| first(sign).is_some_and(self::is_leftward));
        let next = next.map_or(signs.len(), |next| start + next);
        // What lies between the two directions belongs to neither.
        let run = signs[start..next].iter().rposition(|sign| rightward(sign));
        from = start + run.map_or(1, |last| last + 1);
        signs[start..from].reverse();
    }
}

/// Letters of Hebrew, Arabic and their neighbours.
const fn is_leftward(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

/// The paragraphs of a page.
pub(super) fn paragraphs(glyphs: &[Glyph]) -> Vec<String> {
    let spaces = glyphs.iter().filter(|glyph| glyph.text == " ").count();
    let word = if spaces * LETTERS_A_SPACE > glyphs.len() {
        WORD_BESIDE_SPACES
    } else {
        WORD
    };
    // The words of each, its last line, and where the leftmost of its lines begins.
    let mut paragraphs: Vec<(String, Line<'_>, f64)> = Vec::new();
    for line in mended(lines(glyphs)) {
        let words = line.text(word);
        if words.trim().is_empty() {
            continue;
        }
        match paragraphs.last_mut() {
            Some((text, last, start)) if goes_on(last, *start, &line, &words) => {
                join(text, &words);
                *start = start.min(line.start());
                *last = line;
            }
            _ => {
                let start = line.start();
                paragraphs.push((words.trim().to_owned(), line, start));
            }
        }
    }
    paragraphs.into_iter().map(|(text, ..)| text).collect()
}

/// The parts of lines in the order in which they are drawn.
fn lines(glyphs: &[Glyph]) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for glyph in glyphs {
        if !lines
            .last_mut()
            .is_some_and(|line| line.goes_on_with(glyph))
        {
            lines.push(Line::new(glyph));
        }
    }
    lines
}

/// Lines with what is drawn later into their gaps and at their ends.
fn mended(parts: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let mut lines: Vec<Option<Line<'_>>> = Vec::with_capacity(parts.len());
    let mut rows: HashMap<(i64, i64), Vec<usize>> = HashMap::new();
    for part in parts {
        // Far off any page is nowhere: the number is cut, not wrong.
        #[expect(clippy::cast_possible_truncation)]
        let row = (part.across / ROW).round() as i64;
        let turn = part.turn;
        let near: Vec<usize> = [row.saturating_sub(1), row, row.saturating_add(1)]
            .iter()
            .filter_map(|&row| rows.get(&(turn, row)))
            .flat_map(|row| row.iter().rev().take(IN_A_ROW).copied())
            .collect();
        let mut whole = part;
        let mut first = None;
        // What it is added to may then adjoin another part.
        while let Some(at) = near
            .iter()
            .copied()
            .find(|&at| lines[at].as_ref().is_some_and(|line| line.adjoins(&whole)))
        {
            if let Some(mut line) = lines[at].take() {
                line.take_in(whole);
                whole = line;
            }
            first = Some(first.map_or(at, |first: usize| first.min(at)));
        }
        let at = first.unwrap_or(lines.len());
        if at == lines.len() {
            lines.push(None);
            rows.entry((turn, row)).or_default().push(at);
        }
        lines[at] = Some(whole);
    }
    lines.into_iter().flatten().collect()
}

/// Whether `next`, which says `words`, is the next line of the paragraph whose last line is `last` and
/// which begins at `start`.
fn goes_on(last: &Line<'_>, start: f64, next: &Line<'_>, words: &str) -> bool {
    let apart = next.across - last.across;
    let overlaps = next.start() < last.end && start < next.end;
    let begins_item = words.trim_start().starts_with(BULLETS);
    next.turn == last.turn
        && apart > 0.0
        && apart < LEADING * last.size.max(next.size)
        && (next.size - last.size).abs() <= SIZE * last.size
        && overlaps
        && !begins_item
}

/// Joins a line to a paragraph; about a hyphen between them is decided later.
fn join(text: &mut String, line: &str) {
    let line = line.trim();
    let trimmed = text.trim_end().len();
    text.truncate(trimmed);
    if text.ends_with('\u{ad}') {
        // The file says so itself.
        text.push_str(line);
        return;
    }
    let parts_word = text
        .strip_suffix(['-', '\u{2010}'])
        .is_some_and(|before| before.ends_with(char::is_lowercase))
        && line.starts_with(char::is_lowercase);
    if parts_word {
        text.pop();
        text.push_str(hyphens::OPEN);
    } else {
        text.push('\n');
    }
    text.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters 5 wide and 10 high, one line after another, `leading` apart.
    fn page(lines: &[(&str, f64, f64)]) -> Vec<Glyph> {
        let glyph = |letter: char, at: f64, across: f64| Glyph {
            text: letter.to_string(),
            along: (at, at + 5.0),
            across,
            size: 10.0,
            turn: 0,
        };
        let mut glyphs = Vec::new();
        for (words, start, across) in lines {
            let mut at = *start;
            for letter in words.chars() {
                if letter == ' ' {
                    at += 3.0;
                } else if letter == '|' {
                    at += 60.0;
                } else {
                    glyphs.push(glyph(letter, at, *across));
                    at += 5.0;
                }
            }
        }
        glyphs
    }

    #[test]
    fn letters_make_words_lines_and_paragraphs() {
        let glyphs = page(&[
            ("it enables", 0.0, 0.0),
            ("access to adip-", 0.0, 12.0),
            ("iscing", 0.0, 24.0),
            ("Next", 0.0, 60.0),
            ("• an item", 0.0, 72.0),
            ("a|b", 0.0, 100.0),
        ]);
        assert_eq!(
            paragraphs(&glyphs),
            [
                "it enables\naccess to adip\u{ad}\niscing",
                "Next",
                "• an item",
                "a",
                "b"
            ]
        );
    }

    #[test]
    fn a_page_that_draws_spaces_is_believed() {
        let mut glyphs = page(&[("a b c", 0.0, 0.0)]);
        glyphs[0].along.1 += 1.0;
        assert_eq!(paragraphs(&glyphs), ["a b c"]);
        glyphs[1].text = " ".to_owned();
        assert_eq!(paragraphs(&glyphs), ["a c"]);
    }

    #[test]
    fn words_drawn_later_stand_in_their_line() {
        let glyphs = page(&[
            ("We are", 0.0, 0.0),
            ("platform", 90.0, 0.0),
            ("for teams", 0.0, 12.0),
            ("the leading", 33.0, 0.0),
        ]);
        assert_eq!(
            paragraphs(&glyphs),
            ["We are the leading platform\nfor teams"]
        );
    }

    #[test]
    fn what_is_written_leftward_is_read_leftward() {
        // Drawn from left to right, as it stands.
        let glyphs = page(&[("2026 םולש )לכ(", 0.0, 0.0)]);
        assert_eq!(paragraphs(&glyphs), ["(כל) שלום 2026"]);
        assert_eq!(
            paragraphs(&page(&[("enable םולש us", 0.0, 0.0)])),
            ["enable םולש us"]
        );
    }

    #[test]
    fn sizes_and_directions_part_paragraphs() {
        let mut glyphs = page(&[
            ("big", 0.0, 0.0),
            ("small", 0.0, 12.0),
            ("turned", 0.0, 24.0),
        ]);
        for glyph in &mut glyphs[3..8] {
            glyph.size = 7.0;
        }
        for glyph in &mut glyphs[8..] {
            glyph.turn = 1;
        }
        assert_eq!(paragraphs(&glyphs), ["big", "small", "turned"]);
    }
}
