//! From letters on a page to paragraphs.
//!
//! A page knows letters and places only. Letters make words, words make lines and lines make
//! paragraphs by what lies between them, measured in the size of the letters; the order is that in
//! which the page draws them, which is the order of reading in what programs export. Text that is
//! turned is measured along its own direction.

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
    /// The direction of its line, in quarter turns.
    pub turn: i64,
}

/// A gap of this many sizes parts two words, on a page that draws no spaces.
const WORD: f64 = 0.15;
/// The same on a page that draws spaces: widths of letters are wrong in some files.
const WORD_BESIDE_SPACES: f64 = 0.6;
/// A page draws spaces if there is one for this many letters.
const LETTERS_A_SPACE: usize = 20;
/// A gap of this many sizes parts two columns.
const COLUMN: f64 = 2.5;
/// Lines that are this many sizes apart, or more, are of two paragraphs.
const LEADING: f64 = 1.75;
/// Letters whose sizes differ by more than this part are of two paragraphs.
const SIZE: f64 = 0.2;
/// What begins an item of a list.
const BULLETS: [char; 9] = ['•', '●', '○', '▪', '■', '–', '◦', '‣', '\u{f0b7}'];

#[derive(Debug, Default)]
struct Line {
    text: String,
    start: f64,
    end: f64,
    across: f64,
    size: f64,
    turn: i64,
}

/// The paragraphs of a page.
pub(super) fn paragraphs(glyphs: &[Glyph]) -> Vec<String> {
    let mut paragraphs: Vec<(String, Line)> = Vec::new();
    for line in lines(glyphs) {
        if line.text.trim().is_empty() {
            continue;
        }
        match paragraphs.last_mut() {
            Some((text, last)) if goes_on(last, &line) => {
                join(text, &line.text);
                let start = last.start.min(line.start);
                *last = Line { start, ..line };
            }
            _ => paragraphs.push((line.text.trim().to_owned(), line)),
        }
    }
    paragraphs.into_iter().map(|(text, _)| text).collect()
}

fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let spaces = glyphs.iter().filter(|glyph| glyph.text == " ").count();
    let word = if spaces * LETTERS_A_SPACE > glyphs.len() {
        WORD_BESIDE_SPACES
    } else {
        WORD
    };
    let mut lines: Vec<Line> = Vec::new();
    for glyph in glyphs {
        let size = glyph.size.max(1.0);
        let gap = |line: &Line| glyph.along.0 - line.end;
        let on_it = |line: &&mut Line| {
            line.turn == glyph.turn
                && (glyph.across - line.across).abs() < 0.5 * size.max(line.size)
                && gap(line) < COLUMN * size
                && gap(line) > -size
        };
        if let Some(line) = lines.last_mut().filter(on_it) {
            if gap(line) > word * size && !line.text.ends_with(' ') {
                line.text.push(' ');
            }
            line.text.push_str(&glyph.text);
            line.end = line.end.max(glyph.along.1);
            // A raised mark is small; the line keeps the size of its words.
            if size > line.size {
                (line.size, line.across) = (size, glyph.across);
            }
        } else {
            lines.push(Line {
                text: glyph.text.clone(),
                start: glyph.along.0,
                end: glyph.along.1,
                across: glyph.across,
                size,
                turn: glyph.turn,
            });
        }
    }
    lines
}

/// Whether `next` is the next line of the paragraph whose last line is `last`.
fn goes_on(last: &Line, next: &Line) -> bool {
    let apart = next.across - last.across;
    let overlaps = next.start < last.end && last.start < next.end;
    let begins_item = next
        .text
        .trim_start()
        .starts_with(|letter| BULLETS.contains(&letter));
    next.turn == last.turn
        && apart > 0.0
        && apart < LEADING * last.size.max(next.size)
        && (next.size - last.size).abs() <= SIZE * last.size
        && overlaps
        && !begins_item
}

/// Joins a line to a paragraph. A hyphen at the end of a line is taken for one that the program set:
/// it becomes one that no reader sees.
fn join(text: &mut String, line: &str) {
    let line = line.trim();
    let trimmed = text.trim_end().len();
    text.truncate(trimmed);
    let parts_word = text
        .strip_suffix(['-', '\u{2010}'])
        .is_some_and(|before| before.ends_with(char::is_lowercase))
        && line.starts_with(char::is_lowercase);
    if parts_word {
        text.pop();
        text.push('\u{ad}');
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
                "it enables\naccess to adip\u{ad}iscing",
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
        glyphs[0].along.1 -= 2.0;
        assert_eq!(paragraphs(&glyphs), ["a b c"]);
        glyphs[1].text = " ".to_owned();
        assert_eq!(paragraphs(&glyphs), ["a c"]);
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
