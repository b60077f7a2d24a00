//! PDF files, page by page.
//!
//! The library that reads them may panic on a file, and a file may be made so that reading never ends;
//! so it works on a thread of its own, each page is isolated, and the whole is timed. A page that holds
//! no text (a scan) or that cannot be read is said so. There are no lines and no parts in a PDF: the
//! source of the document is the text itself, and a place is a page.

mod about;
mod drawn;
mod hyphens;
mod layout;
mod unseen;
mod weight;
mod words;

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::isolated::{self, Clock};
use super::options::{Limits, OfficeOptions};
use super::source::Unread;
use super::written::Written;
use super::{BlockKind, Document};
use crate::place::{Place, Unit};
use about::{Note, Role, Trees};
use drawn::{Budget, TooManyLetters};

/// What a PDF begins with stands within so many bytes of its beginning, ...
const HEAD: usize = 1024;
/// ... and what it ends with within so many of its end: some programs write on after it.
const TAIL: usize = 4096;

/// Reads the bytes of a PDF.
pub fn read(bytes: Vec<u8>, options: &OfficeOptions) -> Result<Document, Unread> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if !has(head, b"%PDF-") {
        return Err(Unread::damaged("it does not begin as a PDF"));
    }
    // A file that was cut off is mended by the library, which then finds fewer pages.
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    if !has(tail, b"%%EOF") && !has(tail, b"startxref") {
        return Err(Unread::damaged("its end is missing"));
    }
    let (comments, limits) = (options.comments, options.limits.clone());
    let read = move |clock| read_all(bytes, comments, &limits, clock);
    isolated::run(&options.limits, "the PDF reader", read).map(assemble)
}

fn has(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// What was read of a PDF.
struct Read {
    pages: Vec<Page>,
    /// Names and values.
    properties: Vec<(&'static str, String)>,
    outline: Vec<String>,
    /// What of the file as a whole was not read, with its page if it is of one, 1-based.
    unseen: Vec<(Option<usize>, String)>,
}

#[derive(Default)]
struct Page {
    paragraphs: Vec<String>,
    notes: Vec<Note>,
    /// What of it was not read.
    unseen: Vec<String>,
}

fn read_all(bytes: Vec<u8>, comments: bool, limits: &Limits, clock: Clock) -> Result<Read, Unread> {
    let broken = weight::weigh(&bytes, limits)?;
    // What is encrypted, though without a password, looks damaged until it is decrypted.
    let broken = if has(&bytes, b"/Encrypt") { 0 } else { broken };
    let pdf = Pdf::new(bytes).map_err(unread)?;
    let budget = Budget::new(clock, limits);
    let mut cache = InterpreterCache::new();
    let mut pages: Vec<Page> = Vec::new();
    let mut failed = 0;
    for page in pdf.pages().iter() {
        let read = catch_unwind(AssertUnwindSafe(|| {
            read_page(page, &cache, comments, &budget)
        }));
        pages.push(read.unwrap_or_else(|panic| {
            failed += 1;
            // What the library was about when it panicked is in no known state.
            cache = InterpreterCache::new();
            let why = if Clock::pass_on(panic).is::<TooManyLetters>() {
                let limit = limits.part >> 20;
                format!("not read: its letters take more than the limit of {limit} MiB (part)")
            } else {
                "not read: the PDF reader gave up on it".to_owned()
            };
            let unseen = vec![why];
            Page {
                unseen,
                ..Page::default()
            }
        }));
    }
    if pages.is_empty() {
        return Err(Unread::damaged("it has no pages"));
    }
    if failed == pages.len() {
        return Err(Unread::damaged("the PDF reader gave up on every page"));
    }
    let paragraphs = pages.iter_mut().flat_map(|page| &mut page.paragraphs);
    hyphens::settle(paragraphs, &about::maker(&pdf));
    let mut trees = Trees::new(&pdf);
    for (page, words) in trees.alternatives() {
        let role = Role::Alternative;
        let note = Note {
            what: "picture",
            words,
            role,
        };
        if let Some(page) = pages.get_mut(page) {
            page.notes.push(note);
        }
    }
    Ok(Read {
        unseen: unseen_of_file(&mut trees, pages.len(), broken),
        pages,
        properties: about::properties(&pdf),
        outline: trees.outline(),
    })
}

fn read_page<'a>(
    page: &PdfPage<'a>,
    cache: &InterpreterCache<'a>,
    comments: bool,
    budget: &Budget,
) -> Page {
    if unseen::is_disguised(page) {
        let unseen = vec![unseen::DAMAGED.to_owned()];
        return Page {
            unseen,
            ..Page::default()
        };
    }
    let drawn = drawn::draw(page, cache, budget);
    let mut notes = about::notes(page);
    notes.retain(|note| note.role != Role::Comment || comments);
    let paragraphs = layout::paragraphs(&drawn.glyphs);
    let is_noted = notes.iter().any(|note| note.role == Role::Text);
    let mut unseen = Vec::from_iter(unseen::of(page, &drawn, &paragraphs, is_noted));
    unseen.extend(about::attached(page).iter().map(|name| attachment(name)));
    Page {
        paragraphs,
        notes,
        unseen,
    }
}

/// What of the file as a whole was not read, beside its pages; `broken` is how many of its parts are
/// damaged.
fn unseen_of_file(
    trees: &mut Trees<'_>,
    pages: usize,
    broken: usize,
) -> Vec<(Option<usize>, String)> {
    let mut unseen = Vec::new();
    if let Some(declared) = trees.declared_pages().filter(|&declared| declared > pages) {
        let found = match pages {
            1 => "1 is".to_owned(),
            many => format!("{many} are"),
        };
        let what =
            format!("not read: the file says that it has {declared} pages, and {found} in it");
        unseen.push((Some(pages + 1), what));
    }
    if broken > 0 {
        let what = match broken {
            1 => "a part of it is damaged".to_owned(),
            many => format!("{many} parts of it are damaged"),
        };
        unseen.push((None, format!("{what}, and may show more than was read")));
    }
    if trees.is_dynamic() {
        let what = "a form that is made while it is shown (XFA) is not read";
        unseen.push((None, what.to_owned()));
    }
    let attached = trees.attachments();
    unseen.extend(attached.iter().map(|name| (None, attachment(name))));
    unseen
}

fn attachment(name: &str) -> String {
    format!("{name}, an attached file, is not read")
}

/// The document of what was read.
fn assemble(read: Read) -> Document {
    let mut writer = Written::new();
    let mut said = HashSet::new();
    for (number, page) in (1..).zip(read.pages) {
        let place = page_place(number);
        for what in page.unseen {
            writer.notice(place.clone(), what);
        }
        writer.section();
        for paragraph in &page.paragraphs {
            said.insert(squeezed(paragraph));
            writer.put(paragraph, BlockKind::Body, place.clone(), None);
        }
        for note in page.notes {
            let kind = match note.role {
                Role::Text | Role::Comment => BlockKind::Body,
                Role::Label => BlockKind::Label,
                Role::Alternative => BlockKind::Alt,
            };
            let at = Place {
                shape: vec![note.what.into()],
                ..place.clone()
            };
            writer.put(&note.words, kind, at, None);
        }
    }
    writer.section();
    for (name, words) in read.properties {
        writer.put(&words, BlockKind::Meta, property(name), None);
    }
    for title in read.outline {
        // Mostly a heading, which was read where it stands.
        if said.insert(squeezed(&title)) {
            writer.put(&title, BlockKind::Label, property("outline"), None);
        }
    }
    for (page, what) in read.unseen {
        let whole = Place {
            unit: Unit::Body,
            ..Place::default()
        };
        writer.notice(page.map_or(whole, page_place), what);
    }
    writer.finish()
}

fn page_place(number: usize) -> Place {
    Place {
        unit: Unit::Page,
        number: Some(number),
        ..Place::default()
    }
}

fn property(name: &str) -> Place {
    Place {
        unit: Unit::Properties,
        shape: vec![name.into()],
        ..Place::default()
    }
}

/// Words without what is between them.
fn squeezed(words: &str) -> String {
    words
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}

fn unread(error: LoadPdfError) -> Unread {
    match error {
        LoadPdfError::Decryption(
            DecryptionError::InvalidEncryption | DecryptionError::MissingIDEntry,
        ) => Unread::damaged("it says that it is encrypted, and does not say how"),
        LoadPdfError::Decryption(_) => Unread::encrypted(),
        LoadPdfError::Invalid => Unread::damaged("it has no pages, or its tables are broken"),
    }
}
