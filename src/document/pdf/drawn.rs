//! What a page draws: its letters with their places, its pictures, and whether there is anything else.
//!
//! The interpreter calls for everything that it would put on paper. It cannot be stopped but by
//! unwinding, which is what happens when a page costs too much: a form that draws itself a few times
//! over, nested, never ends.

use std::collections::HashMap;
use std::panic::resume_unwind;

use hayro_interpret::font::{Glyph as Sign, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, RenderContent, SoftMask, interpret_page,
};

use super::layout::Glyph;
use super::words;
use crate::document::isolated::Clock;
use crate::document::options::Limits;

/// What a letter takes, with its place, in bytes.
const LETTER: u64 = 64;
/// The clock is looked at once in so many calls.
const CALLS: u64 = 256;
/// Units of a font in one of its sizes.
const EM: f64 = 1000.0;
/// The same letter again, no further away than this part of its size, is the same letter made bold.
const SHIFT: f64 = 0.1;
/// How wide a letter is taken to be whose font does not say, in units of the font.
const WIDTH: f32 = 500.0;

/// What unwinds from a page with more letters than a part of a file may take.
pub(super) struct TooManyLetters;

/// What a page may cost.
#[derive(Debug)]
pub(super) struct Budget {
    clock: Clock,
    letters: usize,
}

impl Budget {
    /// What `limits` allow while `clock` runs.
    pub(super) fn new(clock: Clock, limits: &Limits) -> Self {
        let letters = usize::try_from(limits.part / LETTER).unwrap_or(usize::MAX);
        Self { clock, letters }
    }
}

/// What a page draws.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// Its letters, in the order in which they are drawn.
    pub glyphs: Vec<Glyph>,
    /// How many pictures there are.
    pub pictures: usize,
    /// The part of the page that the largest picture covers, from 0 to 1.
    pub covered: f64,
    /// Whether there are lines or areas.
    pub has_shapes: bool,
}

/// Draws `page` for `budget`.
///
/// # Panics
/// Unwinds, quietly, with [`TooManyLetters`] or when the time is over; the library may panic as well.
pub(super) fn draw<'a>(page: &Page<'a>, cache: &InterpreterCache<'a>, budget: &Budget) -> Drawn {
    let seen = page.intersected_crop_box();
    let seen = Rect::new(seen.x0, seen.y0, seen.x1, seen.y1);
    let settings = InterpreterSettings {
        // Annotations are read by what they say, of which a drawing may show a part.
        render_content: RenderContent::PAGE,
        ..InterpreterSettings::default()
    };
    let mut context = Context::new(Affine::IDENTITY, seen, cache, page.xref(), settings);
    let mut canvas = Canvas {
        seen,
        budget,
        calls: 0,
        drawn: Drawn::default(),
        said: Vec::new(),
        places: HashMap::new(),
    };
    interpret_page(page, &mut context, &mut canvas);
    canvas.drawn
}

/// Takes in what is drawn.
struct Canvas<'b> {
    /// The part of the page that is shown, in its own units, as are all places.
    seen: Rect,
    budget: &'b Budget,
    calls: u64,
    drawn: Drawn,
    /// For each span of marked content that is open, the words that stand for what it draws.
    said: Vec<Said>,
    /// Where letters stand, by what they begin with and their places in a grid of their size.
    places: HashMap<(char, i64, i64), Point>,
}

/// Whether words stand for what a span draws (its `ActualText`).
enum Said {
    Nothing,
    Waiting(String),
    Given,
}

impl Canvas<'_> {
    fn count(&mut self) {
        self.calls += 1;
        if self.calls.is_multiple_of(CALLS) {
            self.budget.clock.check();
        }
        if self.drawn.glyphs.len() > self.budget.letters {
            resume_unwind(Box::new(TooManyLetters));
        }
    }

    fn letter(&mut self, sign: &PositionedGlyph<'_>, page: Affine) {
        let [along_x, along_y, across_x, across_y, x, y] = (page * sign.transform()).as_coeffs();
        if !self.seen.inflate(1.0, 1.0).contains(Point::new(x, y)) {
            return;
        }
        // A unit of the font along the line and one across it, in points.
        let unit = (along_x.hypot(along_y), across_x.hypot(across_y));
        let (cosine, sine) = if unit.0 > 0.0 {
            (along_x / unit.0, along_y / unit.0)
        } else {
            (1.0, 0.0)
        };
        let start = x * cosine + y * sine;
        let end = start + f64::from(width(sign)) * unit.0;
        let text = match self
            .said
            .iter_mut()
            .find(|said| !matches!(said, Said::Nothing))
        {
            Some(said) => match std::mem::replace(said, Said::Given) {
                Said::Waiting(words) => words,
                Said::Nothing | Said::Given => {
                    if let Some(last) = self.drawn.glyphs.last_mut() {
                        last.along.1 = last.along.1.max(end);
                    }
                    return;
                }
            },
            None => letters(sign),
        };
        let size = unit.1 * EM;
        if self.is_there(&text, Point::new(x, y), size) {
            return;
        }
        let quarter = sine.atan2(cosine) / std::f64::consts::FRAC_PI_2;
        self.drawn.glyphs.push(Glyph {
            text,
            along: (start, end),
            across: x * sine - y * cosine,
            size,
            turn: rounded(quarter * 8.0),
        });
    }

    /// Whether the same letter stands here already: some programs draw bold letters twice, and filled
    /// ones with an outline are drawn twice by everybody.
    fn is_there(&mut self, text: &str, at: Point, size: f64) -> bool {
        let Some(letter) = text.chars().next().filter(|letter| !letter.is_whitespace()) else {
            return false;
        };
        let shift = (size * SHIFT).max(f64::EPSILON);
        let cell = |place: Point, by: (f64, f64)| {
            (
                rounded(place.x / shift + by.0),
                rounded(place.y / shift + by.1),
            )
        };
        let around = [-1.0, 0.0, 1.0];
        let mut near = around
            .iter()
            .flat_map(|&x| around.iter().map(move |&y| (x, y)));
        let is_there = near.any(|by| {
            let (x, y) = cell(at, by);
            let other = self.places.get(&(letter, x, y));
            other.is_some_and(|other| other.distance(at) <= shift)
        });
        if !is_there {
            let (x, y) = cell(at, (0.0, 0.0));
            self.places.insert((letter, x, y), at);
        }
        is_there
    }
}

/// Places on a page are small, and what is out of range is nowhere on it.
#[expect(clippy::cast_possible_truncation)]
fn rounded(number: f64) -> i64 {
    number.round() as i64
}

fn width(sign: &PositionedGlyph<'_>) -> f32 {
    match &**sign {
        Sign::Outline(outline) => outline.advance_width(),
        Sign::Type3(drawing) => drawing.advance_width(),
    }
    .unwrap_or(WIDTH)
}

/// The letters that a sign stands for; where the file does not say, and there is something to be seen,
/// one that stands for no letter.
fn letters(sign: &PositionedGlyph<'_>) -> String {
    match sign.as_unicode() {
        Some(BfString::Char(letter)) => letter.to_string(),
        Some(BfString::String(letters)) => letters,
        None => match &**sign {
            Sign::Outline(outline) if outline.outline().elements().is_empty() => " ".to_owned(),
            _ => char::REPLACEMENT_CHARACTER.to_string(),
        },
    }
}

impl<'a> Device<'a> for Canvas<'_> {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.count();
        self.drawn.has_shapes = true;
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for sign in run.glyphs() {
            self.count();
            self.letter(sign, props.transform);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.count();
        self.drawn.pictures += 1;
        let pixels = Rect::new(0.0, 0.0, image.width().into(), image.height().into());
        let shown = props
            .transform
            .transform_rect_bbox(pixels)
            .intersect(self.seen);
        let part = shown.area() / self.seen.area().max(1.0);
        self.drawn.covered = self.drawn.covered.max(part);
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        self.count();
        let words = properties.and_then(|properties| words::entry(properties, "ActualText"));
        self.said.push(words.map_or(Said::Nothing, Said::Waiting));
    }

    fn end_marked_content(&mut self) {
        self.said.pop();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.count();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.count();
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
