//! From what the library reads of a legacy file to blocks with their places.

use std::collections::HashMap;
use std::sync::Arc;

use office_oxide::Document as Read;
use office_oxide::format::DocumentFormat;
use office_oxide::ir::{
    DocumentIR, Element, HeaderFooter, InlineContent, List, Note, Section, Table,
};
use office_oxide::xls::{CellValue, Sheet, XlsDocument};

use crate::document::office::address;
use crate::document::office::outline::Outline;
use crate::document::written::Written;
use crate::document::{BlockKind, Cell, Document};
use crate::place::{Place, Unit};

/// How the library calls the section of what every slide shows.
const MASTER: &str = "Slide Master";
/// How the library marks what reviewers say.
const COMMENT: &str = "comment";

/// The document of what was read.
pub(super) fn document(read: &Read, comments: bool) -> Document {
    let ir = read.to_ir();
    let mut walk = Walk {
        out: Written::new(),
        comments,
        outline: Outline::default(),
        tables: 0,
        here: Here::default(),
    };
    match read.as_xls() {
        Some(book) => walk.workbook(book),
        None => walk.sections(&ir),
    }
    walk.properties(&ir);
    walk.out.finish()
}

/// What was met on a slide, or in a text.
#[derive(Debug, Default)]
struct Here {
    words: bool,
    pictures: usize,
}

struct Walk {
    out: Written,
    comments: bool,
    outline: Outline,
    tables: usize,
    here: Here,
}

impl Walk {
    fn sections(&mut self, ir: &DocumentIR) {
        let is_deck = ir.metadata.format == DocumentFormat::Ppt;
        for (number, section) in (1..).zip(&ir.sections) {
            if !is_deck {
                self.text_section(section);
            } else if section.title.as_deref() == Some(MASTER) && number == ir.sections.len() {
                let master = Place {
                    unit: Unit::Master,
                    ..Place::default()
                };
                self.elements(&section.elements, &master);
            } else {
                self.slide(section, number);
            }
        }
    }

    fn slide(&mut self, section: &Section, number: usize) {
        let title = section.elements.iter().find_map(|element| match element {
            Element::Heading(heading) => Some(words(&heading.content)),
            _ => None,
        });
        let place = Place {
            unit: Unit::Slide,
            number: Some(number),
            name: title.map(|title| squeezed(&title).into()),
            hidden: section.hidden,
            ..Place::default()
        };
        self.out.section();
        self.here = Here::default();
        self.elements(&section.elements, &place);
        let what = match (self.here.words, self.here.pictures) {
            (true, _) | (false, 0) => None,
            (false, 1) => Some("no text, 1 picture".to_owned()),
            (false, many) => Some(format!("no text, {many} pictures")),
        };
        if let Some(what) = what {
            self.out.notice(place.clone(), what);
        }
        let notes = Place {
            unit: Unit::Notes,
            ..place
        };
        self.elements(section.speaker_notes.as_deref().unwrap_or_default(), &notes);
    }

    fn text_section(&mut self, section: &Section) {
        let body = Place {
            unit: Unit::Body,
            ..Place::default()
        };
        self.elements(&section.elements, &body);
        let running: [&Option<HeaderFooter>; 6] = [
            &section.header,
            &section.footer,
            &section.first_page_header,
            &section.first_page_footer,
            &section.even_page_header,
            &section.even_page_footer,
        ];
        let place = Place {
            unit: Unit::HeaderFooter,
            ..Place::default()
        };
        for running in running.into_iter().flatten() {
            self.elements(&running.content, &place);
        }
    }

    fn elements(&mut self, elements: &[Element], place: &Place) {
        for element in elements {
            match element {
                Element::Heading(heading) => {
                    self.heading(&words(&heading.content), heading.clamped_level(), place);
                }
                Element::Paragraph(paragraph) => {
                    self.paragraph(&words(&paragraph.content), BlockKind::Body, place);
                }
                Element::CodeBlock(code) => self.paragraph(&code.content, BlockKind::Body, place),
                Element::List(list) => self.list(list, place),
                Element::Table(table) => self.table(table, place),
                Element::TextBox(text) => self.elements(&text.content, &inside(place, "text box")),
                Element::Footnote(note) => self.note(note, Unit::Note),
                Element::Endnote(note) => self.note(note, Unit::Endnote),
                Element::Image(image) => match (&image.alt_text, &image.data) {
                    (Some(what), None) => {
                        let what = what.trim_start_matches("Embedded ");
                        self.out
                            .notice(place.clone(), format!("{what}, embedded, is not read"));
                    }
                    (alt, _) => {
                        self.here.pictures += 1;
                        let alt = alt.clone().unwrap_or_default();
                        self.paragraph(&alt, BlockKind::Alt, place);
                    }
                },
                _ => {}
            }
        }
    }

    fn heading(&mut self, words: &str, level: u8, place: &Place) {
        self.here.words |= !words.trim().is_empty();
        if place.unit != Unit::Body {
            return self.out.put(words, BlockKind::Heading, place.clone(), None);
        }
        self.outline.heading(level, words);
        let place = Place {
            name: self.outline.path(),
            ..place.clone()
        };
        self.out.put(words, BlockKind::Heading, place, None);
    }

    fn paragraph(&mut self, words: &str, kind: BlockKind, place: &Place) {
        self.put(words, kind, place, None);
    }

    fn put(&mut self, words: &str, kind: BlockKind, place: &Place, cell: Option<Cell>) {
        if words.trim().is_empty() {
            return;
        }
        self.here.words = true;
        let is_running = place.unit == Unit::Body && place.shape.is_empty();
        let place = Place {
            paragraph: (is_running && place.cell.is_none()).then(|| self.outline.paragraph()),
            name: if place.unit == Unit::Body {
                self.outline.path()
            } else {
                place.name.clone()
            },
            ..place.clone()
        };
        self.out.put(words, kind, place, cell);
    }

    fn list(&mut self, list: &List, place: &Place) {
        for item in &list.items {
            self.elements(&item.content, place);
            if let Some(nested) = &item.nested {
                self.list(nested, place);
            }
        }
    }

    fn table(&mut self, table: &Table, place: &Place) {
        let number = self.tables;
        self.tables += 1;
        for (row, cells) in table.rows.iter().enumerate() {
            for (column, cell) in cells.cells.iter().enumerate() {
                let at = Place {
                    cell: Some(format!("row {}, column {}", row + 1, column + 1).into()),
                    ..place.clone()
                };
                let stands = Cell::new(number, (row, column), cells.is_header);
                for element in &cell.content {
                    match element {
                        Element::Paragraph(paragraph) => {
                            self.put(
                                &words(&paragraph.content),
                                BlockKind::Cell,
                                &at,
                                Some(stands),
                            );
                        }
                        other => self.elements(std::slice::from_ref(other), &at),
                    }
                }
            }
        }
    }

    fn note(&mut self, note: &Note, unit: Unit) {
        let is_comment = note
            .marker
            .as_deref()
            .is_some_and(|marker| marker.eq_ignore_ascii_case(COMMENT));
        if is_comment && !self.comments {
            return;
        }
        let place = Place {
            unit: if is_comment { Unit::Comment } else { unit },
            ..Place::default()
        };
        self.elements(&note.content, &place);
    }

    fn workbook(&mut self, book: &XlsDocument) {
        for (table, sheet) in book.sheets.iter().enumerate() {
            let place = Place {
                unit: Unit::Sheet,
                name: Some(sheet.name.as_str().into()),
                hidden: sheet.hidden,
                ..Place::default()
            };
            self.out.section();
            self.out
                .put(&sheet.name, BlockKind::Heading, place.clone(), None);
            self.cells(table, sheet, &place);
            for words in &sheet.chart_text {
                self.out
                    .put(words, BlockKind::Label, inside(&place, "chart"), None);
            }
            for comment in sheet.comments.iter().filter(|_| self.comments) {
                let at = Place {
                    unit: Unit::Comment,
                    cell: Some(address(comment.row.into(), comment.col.into()).into()),
                    ..place.clone()
                };
                self.out.put(&comment.text, BlockKind::Body, at, None);
            }
        }
        let place = Place {
            unit: Unit::Body,
            ..Place::default()
        };
        for words in book.chart_text() {
            self.out
                .put(words, BlockKind::Label, inside(&place, "chart"), None);
        }
    }

    /// The words of the cells of a sheet, each string once with all cells that show it.
    fn cells(&mut self, table: usize, sheet: &Sheet, place: &Place) {
        let mut cells: Vec<(&str, Cell, Place)> = Vec::new();
        let mut first: HashMap<&str, usize> = HashMap::new();
        for (row, values) in sheet.rows.iter().enumerate() {
            for (column, value) in values.iter().enumerate() {
                let CellValue::String(words) = value else {
                    continue;
                };
                let at = Place {
                    cell: Some(address(row, column).into()),
                    ..place.clone()
                };
                let known = *first.entry(words.as_str()).or_insert(cells.len());
                if let Some((.., place)) = cells.get_mut(known) {
                    place.also.push(at.to_string().into());
                    continue;
                }
                let stands = Cell::new(table, (row, column), row == 0);
                cells.push((words, stands, at));
            }
        }
        for (words, cell, at) in cells {
            self.out.put(words, BlockKind::Cell, at, Some(cell));
        }
    }

    fn properties(&mut self, ir: &DocumentIR) {
        self.out.section();
        let wanted = ["Title", "Subject", "Keywords", "Description", "Category"];
        for (name, words) in ir.metadata.properties() {
            // Where the file has no title the library takes one from its text.
            let mut titles = ir
                .sections
                .iter()
                .filter_map(|section| section.title.as_ref());
            let is_taken = name == "Title" && titles.any(|title| *title == words);
            if wanted.contains(&name) && !is_taken {
                let place = Place {
                    unit: Unit::Properties,
                    shape: vec![name.to_lowercase().into()],
                    ..Place::default()
                };
                self.out.put(&words, BlockKind::Meta, place, None);
            }
        }
    }
}

fn inside(place: &Place, shape: &str) -> Place {
    Place {
        shape: place
            .shape
            .iter()
            .cloned()
            .chain([Arc::from(shape)])
            .collect(),
        ..place.clone()
    }
}

fn words(content: &[InlineContent]) -> String {
    content
        .iter()
        .map(|part| match part {
            InlineContent::Text(text) => text.text.as_str(),
            InlineContent::LineBreak => "\n",
            _ => "",
        })
        .collect()
}

fn squeezed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
