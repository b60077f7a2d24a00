//! PDF files, page by page.
//!
//! The library that reads them gives up on some files by panicking, and on others never ends; so it
//! works on a thread of its own, each page is isolated, and the whole is timed. A page that holds no
//! text (a scan) or that cannot be read is said so. There are no lines and no parts in a PDF: the
//! source of the document is the text itself, and a place is a page.

mod layout;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use pdf_extract::{
    Dictionary, Document as Pdf, MediaBox, Object, ObjectId, OutputDev, OutputError, Transform,
};

use super::builder::Builder;
use super::options::OfficeOptions;
use super::source::{Source, Unread};
use super::{BLOCK_BREAK, BlockKind, Document, Notice};
use crate::place::{Place, Unit};
use crate::position::SourceSpan;
use layout::Glyph;

/// The name of the threads whose panics are expected, and told in other ways.
pub const THREAD: &str = "copydesk-pdf";
/// The stack of such a thread, in bytes.
const STACK: usize = 16 << 20;

/// Reads the bytes of a PDF.
pub fn read(bytes: Vec<u8>, options: &OfficeOptions) -> Result<Document, Unread> {
    if !bytes.windows(5).take(1024).any(|window| window == b"%PDF-") {
        return Err(damaged("it does not begin as a PDF"));
    }
    let (sender, receiver) = mpsc::channel();
    let comments = options.comments;
    let work = move || {
        let pages = catch_unwind(AssertUnwindSafe(|| pages(&bytes, comments)));
        // Nobody listens any more if the time is over.
        let _ = sender.send(pages);
    };
    thread::Builder::new()
        .name(THREAD.to_owned())
        .stack_size(STACK)
        .spawn(work)
        .map_err(|error| Unread::Io(error.to_string()))?;
    let seconds = options.limits.seconds;
    match receiver.recv_timeout(Duration::from_secs(seconds)) {
        Ok(Ok(pages)) => Ok(assemble(pages?)),
        Ok(Err(_panic)) => Err(damaged("the PDF reader gave up on it")),
        Err(_over) => Err(Unread::Kind(format!(
            "it takes longer than the limit of {seconds} seconds (seconds)"
        ))),
    }
}

/// What was read of a PDF.
struct Pages {
    pages: Vec<Page>,
    /// Name and value.
    properties: Vec<(String, String)>,
}

#[derive(Default)]
struct Page {
    paragraphs: Vec<String>,
    /// Texts of annotations, and whether each is a comment.
    notes: Vec<(String, bool)>,
    pictures: usize,
    failed: bool,
}

fn pages(bytes: &[u8], comments: bool) -> Result<Pages, Unread> {
    let mut pdf = Pdf::load_mem(bytes).map_err(|error| {
        let why = error.to_string();
        if why.contains("ecrypt") || why.contains("password") {
            encrypted()
        } else {
            damaged(&why)
        }
    })?;
    if pdf.is_encrypted() && pdf.decrypt("").is_err() {
        return Err(encrypted());
    }
    let ids = pdf.get_pages();
    if ids.is_empty() {
        return Err(damaged("it has no pages"));
    }
    let pages = ids.iter().map(|(&number, &id)| {
        let read = || page(&pdf, number, id, comments);
        catch_unwind(AssertUnwindSafe(read)).unwrap_or(Page {
            failed: true,
            ..Page::default()
        })
    });
    let pages: Vec<Page> = pages.collect();
    if pages.iter().all(|page| page.failed) {
        return Err(damaged("the PDF reader gave up on every page"));
    }
    Ok(Pages {
        pages,
        properties: catch_unwind(AssertUnwindSafe(|| properties(&pdf))).unwrap_or_default(),
    })
}

fn page(pdf: &Pdf, number: u32, id: ObjectId, comments: bool) -> Page {
    let mut letters = Letters::default();
    let failed = pdf_extract::output_doc_page(pdf, &mut letters, number).is_err();
    let annotations = pdf.get_page_annotations(id).unwrap_or_default();
    let notes = annotations.into_iter().filter_map(|note| {
        let kind = note.get(b"Subtype").and_then(Object::as_name).ok()?;
        let is_comment = kind != b"FreeText";
        let words = words(note, b"Contents")?;
        (!is_comment || comments).then_some((words, is_comment))
    });
    Page {
        paragraphs: layout::paragraphs(&letters.glyphs),
        notes: notes.collect(),
        pictures: pdf.get_page_images(id).map_or(0, |images| images.len()),
        failed,
    }
}

/// Title, subject and keywords.
fn properties(pdf: &Pdf) -> Vec<(String, String)> {
    let info = pdf.trailer.get(b"Info").and_then(|info| match info {
        Object::Reference(id) => pdf.get_dictionary(*id),
        other => other.as_dict(),
    });
    let Ok(info) = info else { return Vec::new() };
    ["Title", "Subject", "Keywords"]
        .into_iter()
        .filter_map(|name| Some((name.to_lowercase(), words(info, name.as_bytes())?)))
        .collect()
}

fn words(dictionary: &Dictionary, key: &[u8]) -> Option<String> {
    let words = pdf_extract::decode_text_string(dictionary.get(key).ok()?).ok()?;
    (!words.trim().is_empty()).then_some(words)
}

/// Gathers the letters of a page.
#[derive(Default)]
struct Letters {
    glyphs: Vec<Glyph>,
}

impl OutputDev for Letters {
    fn begin_page(
        &mut self,
        _number: u32,
        _media_box: &MediaBox,
        _art_box: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        at: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        letter: &str,
    ) -> Result<(), OutputError> {
        // A unit along the line and one across it, in points.
        let along = (at.m11.hypot(at.m12), at.m21.hypot(at.m22));
        let (cosine, sine) = if along.0 > 0.0 {
            (at.m11 / along.0, at.m12 / along.0)
        } else {
            (1.0, 0.0)
        };
        let (x, y) = (at.m31, at.m32);
        let start = x * cosine + y * sine;
        let quarter = sine.atan2(cosine) / std::f64::consts::FRAC_PI_2;
        self.glyphs.push(Glyph {
            text: letter.to_owned(),
            along: (start, start + width * font_size.abs() * along.0),
            across: x * sine - y * cosine,
            size: font_size.abs() * along.1,
            // Rounded: a direction is one of few, and far within the range.
            #[expect(clippy::cast_possible_truncation)]
            turn: (quarter * 8.0).round() as i64,
        });
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// The document of what was read.
fn assemble(read: Pages) -> Document {
    let mut source = String::new();
    let mut builder = Builder::new();
    let mut notices = Vec::new();
    let mut put = |builder: &mut Builder, words: &str, kind, place: Place| {
        let start = source.len();
        source.push_str(words);
        builder.open(kind, SourceSpan::new(start, source.len()));
        builder.set_place(place);
        builder.verbatim(words, start);
        builder.close();
        source.push_str(BLOCK_BREAK);
    };
    for (number, page) in (1..).zip(read.pages) {
        let place = Place {
            unit: Unit::Page,
            number: Some(number),
            ..Place::default()
        };
        if let Some(what) = unseen(&page) {
            notices.push(Notice {
                place: place.clone(),
                what,
            });
        }
        builder.begin_section(1);
        for paragraph in &page.paragraphs {
            put(&mut builder, paragraph, BlockKind::Body, place.clone());
        }
        for (words, is_comment) in &page.notes {
            let shape = if *is_comment { "comment" } else { "note" };
            let place = Place {
                shape: vec![shape.into()],
                ..place.clone()
            };
            put(&mut builder, words, BlockKind::Body, place);
        }
    }
    builder.begin_section(1);
    for (name, words) in read.properties {
        let place = Place {
            unit: Unit::Properties,
            shape: vec![name.into()],
            ..Place::default()
        };
        put(&mut builder, &words, BlockKind::Meta, place);
    }
    let mut document = builder.finish(Source::from_text(source));
    document.notices = notices;
    document
}

/// What of a page was not read.
fn unseen(page: &Page) -> Option<String> {
    if page.failed {
        return Some("not read: the PDF reader gave up on it".to_owned());
    }
    if is_illegible(&page.paragraphs) {
        let what = "not read: the PDF does not say which letters its signs stand for";
        return Some(what.to_owned());
    }
    let is_said = page.notes.iter().any(|(_, is_comment)| !is_comment);
    if is_said || !page.paragraphs.is_empty() {
        return None;
    }
    Some(match page.pictures {
        0 => "no text".to_owned(),
        1 => "no text, 1 picture".to_owned(),
        many => format!("no text, {many} pictures"),
    })
}

/// Of so many letters one may be unknown on a page that counts as read: bullets and icons are.
const UNKNOWN_OF: usize = 10;

/// Whether many of these letters are none that anybody writes: a font has signs of its own for them.
fn is_illegible(paragraphs: &[String]) -> bool {
    let letters = paragraphs.iter().flat_map(|words| words.chars());
    let (mut known, mut unknown) = (0, 0);
    for letter in letters.filter(|letter| !letter.is_whitespace()) {
        let is_private = matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
        if letter.is_control() || is_private || letter == char::REPLACEMENT_CHARACTER {
            unknown += 1;
        } else {
            known += 1;
        }
    }
    unknown * UNKNOWN_OF > known + unknown
}

fn damaged(how: &str) -> Unread {
    Unread::Kind(format!("damaged: {how}"))
}

fn encrypted() -> Unread {
    Unread::Kind("encrypted. Save it without a password, or exclude it".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_signs_that_stand_for_nothing_is_not_called_read() {
        let page = |words: &str| vec![words.to_owned()];
        assert!(is_illegible(&page("\u{2}\u{3}\u{4} of \u{f0041}")));
        assert!(!is_illegible(&page("\u{f0b7} Our leading gate, opened")));
        assert!(!is_illegible(&[]));
    }
}
