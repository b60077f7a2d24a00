//! A slide as a sketch: the boxes of its shapes, and the one that the words stand in.

use std::fmt::Write as _;

use super::escape::escape;
use crate::place::{Bounds, Place, Unit};

/// How wide a slide is drawn, in the units of its picture.
const WIDTH: i64 = 320;
/// The most boxes that are drawn beside the marked one.
const BOXES: usize = 60;
/// A marked box is at least so wide and high, or nobody would see it.
const LEAST: i64 = 8;

/// The slide of `place` as an SVG picture; none if its size is not known or is no size of a slide.
pub(super) fn wireframe(place: &Place) -> Option<String> {
    let canvas = place.canvas.as_deref()?;
    let tall = canvas
        .height
        .checked_mul(WIDTH)?
        .checked_div(canvas.width)?;
    if canvas.width <= 0 || !(WIDTH / 8..=WIDTH * 4).contains(&tall) {
        return None;
    }
    let drawn = |bounds: &Bounds| {
        let scaled = |length: i64| {
            // What lies further out than that is not on the picture.
            let scaled = i128::from(length) * i128::from(WIDTH) / i128::from(canvas.width);
            i64::try_from(scaled).unwrap_or(0).clamp(-9999, 9999)
        };
        [bounds.x, bounds.y, bounds.width, bounds.height].map(scaled)
    };
    let marked = place.bounds.as_ref().map(drawn);
    let mut svg = format!(
        "<svg viewBox=\"0 0 {WIDTH} {tall}\" role=\"img\" aria-label=\"{}\"><path d=\"",
        escape(&describe(place, marked, tall))
    );
    // Writing to a String cannot fail.
    for bounds in canvas.shapes.iter().take(BOXES) {
        let [x, y, wide, high] = drawn(bounds);
        let _ = write!(svg, "M{x} {y}h{wide}v{high}h{}z", -wide);
    }
    svg.push_str("\"/>");
    if let Some([x, y, wide, high]) = marked {
        let (wide, high) = (wide.max(LEAST), high.max(LEAST));
        let _ = write!(
            svg,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\"/>"
        );
    }
    svg.push_str("</svg>");
    Some(svg)
}

/// What the picture shows, for those who do not see it.
fn describe(place: &Place, marked: Option<[i64; 4]>, tall: i64) -> String {
    let slide = match place.number {
        Some(number) if place.unit != Unit::Master => format!("Slide {number}"),
        _ => "The slide master".to_owned(),
    };
    let Some([x, y, wide, high]) = marked else {
        return slide;
    };
    let third = |middle: i64, length: i64, names: [&'static str; 3]| {
        let at = usize::try_from((middle * 3).clamp(0, length * 3 - 1) / length).unwrap_or(1);
        names[at.min(2)]
    };
    let down = third(y + high / 2, tall, ["top", "middle", "bottom"]);
    let across = third(x + wide / 2, WIDTH, ["left", "centre", "right"]);
    format!("{slide}: the words stand at the {down}, {across}")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::place::Canvas;

    fn place(width: i64, height: i64, shapes: Vec<Bounds>) -> Place {
        Place {
            number: Some(7),
            bounds: shapes.first().copied(),
            canvas: Some(Arc::new(Canvas {
                width,
                height,
                shapes,
            })),
            ..Place::default()
        }
    }

    fn bounds(x: i64, y: i64, width: i64, height: i64) -> Bounds {
        Bounds {
            x,
            y,
            width,
            height,
        }
    }

    #[test]
    fn a_slide_is_drawn_to_scale_and_described() {
        let shapes = vec![bounds(3200, 0, 3200, 400), bounds(0, 900, 3200, 900)];
        let drawn = wireframe(&place(6400, 3600, shapes)).unwrap();
        assert_eq!(
            drawn,
            "<svg viewBox=\"0 0 320 180\" role=\"img\" aria-label=\"Slide 7: the words stand at the top, right\">\
             <path d=\"M160 0h160v20h-160zM0 45h160v45h-160z\"/>\
             <rect x=\"160\" y=\"0\" width=\"160\" height=\"20\"/></svg>"
        );
    }

    #[test]
    fn what_is_no_size_of_a_slide_is_not_drawn_and_hostile_numbers_are_harmless() {
        for (width, height) in [(0, 0), (-1, 1), (1, 0), (1, i64::MAX), (i64::MIN, 5)] {
            assert!(wireframe(&place(width, height, Vec::new())).is_none());
        }
        let far = vec![bounds(i64::MIN, i64::MAX, i64::MAX, i64::MIN); 10_000];
        let drawn = wireframe(&place(6400, 3600, far)).unwrap();
        assert!(drawn.len() < 8_000, "{}", drawn.len());
    }
}
