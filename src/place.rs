//! Where a block stands in a file that has no lines: the slide and the shape, the sheet and the
//! cell, the heading and the paragraph, the page.
//!
//! Readers of office files fill it in; reports print it, as words and as fields.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::position::SourceSpan;

/// A place in a file without lines.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Place {
    /// The part of the package: `ppt/slides/slide7.xml`.
    pub part: Arc<str>,
    /// What kind of place it is.
    pub unit: Unit,
    /// The slide or page, 1-based, as it is displayed; of a note, its number in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<usize>,
    /// The slide's id in the file, which stays when slides are moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Arc<str>>,
    /// The slide's title, the sheet's name, the path of headings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Arc<str>>,
    /// Whether the slide or sheet is hidden.
    pub hidden: bool,
    /// The deck's section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<Arc<str>>,
    /// Shapes from the outermost group to the shape itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shape: Vec<Arc<str>>,
    /// The cell: `B7` of a sheet, `row 2, column 3` of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<Arc<str>>,
    /// The paragraph under its heading, 1-based.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<usize>,
    /// Other slides or cells that show the same text from the same source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Arc<str>>,
    /// The shape's box on its slide.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounds: Option<Bounds>,
    /// The slide that the box lies on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canvas: Option<Arc<Canvas>>,
    /// Of a finding: its words in the part's own decoded text, run by run, in bytes, 0-based, the
    /// end exclusive.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<SourceSpan>,
}

/// The kinds of place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// On a slide.
    #[default]
    Slide,
    /// In the notes of a slide.
    Notes,
    /// In a comment on a slide or in a text.
    Comment,
    /// On a master or layout, and so on all its slides.
    Master,
    /// In a text document's body.
    Body,
    /// In a header or footer.
    HeaderFooter,
    /// In a footnote.
    Note,
    /// In an endnote.
    Endnote,
    /// On a sheet.
    Sheet,
    /// On a page.
    Page,
    /// In the document's properties.
    Properties,
}

/// A box, in English Metric Units (914,400 an inch) from the slide's upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// From the left.
    pub x: i64,
    /// From the top.
    pub y: i64,
    /// Its width.
    pub width: i64,
    /// Its height.
    pub height: i64,
}

impl Bounds {
    /// Where this box lies once `from`, which it lies in, is drawn as `to`: how a group of shapes is
    /// moved and scaled. A `from` without width or height scales nothing that way.
    #[must_use]
    pub fn mapped(self, from: Self, to: Self) -> Self {
        let scaled = |length: i64, from: i64, to: i64| {
            // Wide enough for any product; what does not fit afterwards is no place on a slide.
            let exact = i128::from(length) * i128::from(to) / i128::from(from.max(1));
            i64::try_from(exact).unwrap_or(0)
        };
        let (wide, high) = (
            |length| {
                if from.width > 0 {
                    scaled(length, from.width, to.width)
                } else {
                    length
                }
            },
            |length| {
                if from.height > 0 {
                    scaled(length, from.height, to.height)
                } else {
                    length
                }
            },
        );
        Self {
            x: to.x.saturating_add(wide(self.x.saturating_sub(from.x))),
            y: to.y.saturating_add(high(self.y.saturating_sub(from.y))),
            width: wide(self.width),
            height: high(self.height),
        }
    }
}

/// A slide as a sketch: its size, in English Metric Units, and the boxes of all its shapes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Canvas {
    /// From left to right.
    pub width: i64,
    /// From top to bottom.
    pub height: i64,
    /// The boxes; reports that draw the slide need them, a list of findings does not.
    #[serde(skip)]
    pub shapes: Vec<Bounds>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unit {
            Unit::Slide | Unit::Notes => self.write_slide(f)?,
            Unit::Comment if self.number.is_some() => self.write_slide(f)?,
            Unit::Master => f.write_str("slide master")?,
            Unit::Sheet => self.write_sheet(f)?,
            Unit::Comment if self.cell.is_some() => self.write_sheet(f)?,
            Unit::Page => write!(f, "page {}", self.number.unwrap_or(1))?,
            Unit::Properties => f.write_str("document properties")?,
            Unit::HeaderFooter => f.write_str("header or footer")?,
            Unit::Note => self.write_numbered("footnote", f)?,
            Unit::Endnote => self.write_numbered("endnote", f)?,
            Unit::Comment if self.name.is_none() => {}
            Unit::Body | Unit::Comment => self.write_body(f)?,
        }
        match self.unit {
            Unit::Notes => f.write_str(" > notes")?,
            Unit::Comment if self.number.is_none() && self.name.is_none() => {
                f.write_str("comment")?;
            }
            Unit::Comment => f.write_str(" > comment")?,
            _ => {}
        }
        let path = self.path();
        let nowhere = self.unit == Unit::Body && self.name.is_none() && self.paragraph.is_none();
        f.write_str(if nowhere {
            path.trim_start_matches(" > ")
        } else {
            &path
        })?;
        match &self.cell {
            Some(cell) if !self.is_on_sheet() => write!(f, " > {cell}"),
            _ => Ok(()),
        }
    }
}

/// Characters that a name keeps in a place.
const NAME: usize = 600;
/// Shapes that a path keeps, the innermost.
const PATH: usize = 12;

impl Place {
    /// With names that somebody may want to read. A hostile file has names of megabytes and thousands of
    /// groups, and each of its words would carry them.
    #[must_use]
    pub fn clipped(mut self) -> Self {
        let outer = self.shape.len().saturating_sub(PATH);
        self.shape.drain(..outer);
        let fields = [
            &mut self.name,
            &mut self.id,
            &mut self.section,
            &mut self.cell,
        ];
        for name in fields.into_iter().flatten().chain(&mut self.shape) {
            // Most are so short that nothing need be counted.
            if name.len() > NAME
                && let Some((end, _)) = name.char_indices().nth(NAME)
            {
                *name = format!("{}…", &name[..end]).into();
            }
        }
        self
    }

    /// On a sheet; comments in other files have no cell.
    fn is_on_sheet(&self) -> bool {
        self.unit == Unit::Sheet || (self.unit == Unit::Comment && self.cell.is_some())
    }

    fn write_sheet(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sheet = self.name.as_deref().unwrap_or("sheet");
        if sheet.contains([' ', '\'', '!']) {
            write!(f, "'{}'", sheet.replace('\'', "''"))?;
        } else {
            f.write_str(sheet)?;
        }
        match &self.cell {
            Some(cell) => write!(f, "!{cell}"),
            None => Ok(()),
        }
    }

    fn write_slide(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number {
            Some(number) => write!(f, "slide {number}")?,
            None => f.write_str("slide")?,
        }
        if let Some(title) = &self.name {
            write!(f, " \"{title}\"")?;
        }
        if self.hidden {
            f.write_str(" (hidden)")
        } else {
            Ok(())
        }
    }

    fn write_numbered(&self, what: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number {
            Some(number) => write!(f, "{what} {number}"),
            None => f.write_str(what),
        }
    }

    fn write_body(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.name.as_deref(), self.paragraph) {
            (Some(heading), Some(number)) => write!(f, "{heading}, paragraph {number}"),
            (Some(heading), None) => f.write_str(heading),
            (None, Some(number)) => write!(f, "paragraph {number}"),
            (None, None) if self.shape.is_empty() => f.write_str("body"),
            (None, None) => Ok(()),
        }
    }

    fn path(&self) -> String {
        self.shape
            .iter()
            .fold(String::new(), |path, shape| path + " > " + shape)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_moves_and_scales_with_its_group() {
        let bounds = |x, y, width, height| Bounds {
            x,
            y,
            width,
            height,
        };
        let inside = bounds(150, 100, 50, 20);
        // The group's own units run from 100,100 to 200,200, and it is drawn twice as wide.
        let drawn = inside.mapped(bounds(100, 100, 100, 100), bounds(1000, 500, 200, 100));
        assert_eq!(drawn, bounds(1100, 500, 100, 20));
        let flat = inside.mapped(bounds(100, 100, 0, 0), bounds(1000, 500, 200, 100));
        assert_eq!(flat, bounds(1050, 500, 50, 20));
        let far = bounds(i64::MAX, i64::MIN, i64::MAX, 1);
        // Hostile numbers are somewhere, and no panic.
        let _ = far.mapped(bounds(i64::MIN, i64::MAX, 1, 1), far);
    }

    #[test]
    fn no_name_is_longer_than_anybody_would_read() {
        let long: Arc<str> = "ü".repeat(5_000).into();
        let place = Place {
            number: Some(1),
            name: Some(Arc::clone(&long)),
            shape: vec![long; 500],
            ..Place::default()
        };
        let said = place.clipped().to_string();
        assert!(said.len() < 2 * 13 * (NAME + 10), "{}", said.len());
        assert!(said.ends_with("ü…"));
    }

    #[test]
    fn places_read_as_people_say_them() {
        let shape = vec!["Group 3".into(), "Title 1".into()];
        let slide = Place {
            number: Some(7),
            name: Some("Why us".into()),
            shape,
            ..Place::default()
        };
        assert_eq!(slide.to_string(), "slide 7 \"Why us\" > Group 3 > Title 1");
        let cell = Place {
            unit: Unit::Sheet,
            name: Some("Q3 plan".into()),
            cell: Some("B7".into()),
            ..Place::default()
        };
        assert_eq!(cell.to_string(), "'Q3 plan'!B7");
        let body = Place {
            unit: Unit::Body,
            name: Some("2.1 Pricing".into()),
            paragraph: Some(3),
            ..Place::default()
        };
        assert_eq!(body.to_string(), "2.1 Pricing, paragraph 3");
    }
}
