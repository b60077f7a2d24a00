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
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::builder::Builder;
use super::options::{Limits, OfficeOptions};
use super::source::{Source, Unread};
use super::{BLOCK_BREAK, BlockKind, Document, Notice};
use crate::place::{Place, Unit};
use crate::position::SourceSpan;
use about::{Note, Role, Trees};
use drawn::{Budget, Over};

/// The name of the threads whose panics are expected, and told in other ways.
pub const THREAD: &str = "copydesk-pdf";
/// The stack of such a thread, in bytes.
const STACK: usize = 16 << 20;
/// What a PDF begins with stands within so many bytes of its beginning, ...
const HEAD: usize = 1024;
/// ... and what it ends with within so many of its end: some programs write on after it.
const TAIL: usize = 4096;

/// Reads the bytes of a PDF.
pub fn read(bytes: Vec<u8>, options: &OfficeOptions) -> Result<Document, Unread> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if !has(head, b"%PDF-") {
        return Err(damaged("it does not begin as a PDF"));
    }
    // A file that was cut off is mended by the library, which then finds fewer pages.
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    if !has(tail, b"%%EOF") && !has(tail, b"startxref") {
        return Err(damaged("its end is missing"));
    }
    let (sender, receiver) = mpsc::channel();
    let (comments, limits) = (options.comments, options.limits.clone());
    let time = Duration::from_secs(limits.seconds);
    let deadline = Instant::now() + time;
    let work = move || {
        let read = || read_all(bytes, comments, &limits, deadline);
        // Nobody listens any more if the time is over.
        let _ = sender.send(catch_unwind(AssertUnwindSafe(read)));
    };
    thread::Builder::new()
        .name(THREAD.to_owned())
        .stack_size(STACK)
        .spawn(work)
        .map_err(|error| Unread::Io(error.to_string()))?;
    match receiver.recv_timeout(time) {
        Ok(Ok(read)) => Ok(assemble(read?)),
        Ok(Err(panic)) if !panic.is::<Over>() => Err(damaged("the PDF reader gave up on it")),
        Ok(Err(_)) | Err(_) => Err(Unread::Kind(format!(
            "it takes longer than the limit of {} seconds (seconds)",
            time.as_secs()
        ))),
    }
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

fn read_all(
    bytes: Vec<u8>,
    comments: bool,
    limits: &Limits,
    deadline: Instant,
) -> Result<Read, Unread> {
    let broken = weight::weigh(&bytes, limits)?;
    let pdf = Pdf::new(bytes).map_err(unread)?;
    let budget = Budget::new(deadline, limits);
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
            let why = match panic.downcast_ref::<Over>() {
                Some(Over::Time) => resume_unwind(panic),
                Some(Over::Letters) => format!(
                    "not read: its letters take more than the limit of {} MiB (part)",
                    limits.part >> 20
                ),
                None => "not read: the PDF reader gave up on it".to_owned(),
            };
            let unseen = vec![why];
            Page {
                unseen,
                ..Page::default()
            }
        }));
    }
    if pages.is_empty() {
        return Err(damaged("it has no pages"));
    }
    if failed == pages.len() {
        return Err(damaged("the PDF reader gave up on every page"));
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
    let mut writer = Writer::default();
    let mut said = HashSet::new();
    for (number, page) in (1..).zip(read.pages) {
        let place = page_place(number);
        for what in page.unseen {
            writer.notice(place.clone(), what);
        }
        writer.builder.begin_section(1);
        for paragraph in &page.paragraphs {
            said.insert(squeezed(paragraph));
            writer.put(paragraph, BlockKind::Body, place.clone());
        }
        for note in page.notes {
            let kind = match note.role {
                Role::Text | Role::Comment => BlockKind::Body,
                Role::Label => BlockKind::Label,
                Role::Alternative => BlockKind::Alt,
            };
            let shape = vec![note.what.into()];
            writer.put(
                &note.words,
                kind,
                Place {
                    shape,
                    ..place.clone()
                },
            );
        }
    }
    writer.builder.begin_section(1);
    for (name, words) in read.properties {
        writer.put(&words, BlockKind::Meta, property(name));
    }
    for title in read.outline {
        // Mostly a heading, which was read where it stands.
        if said.insert(squeezed(&title)) {
            writer.put(&title, BlockKind::Label, property("outline"));
        }
    }
    for (page, what) in read.unseen {
        let whole = Place {
            unit: Unit::Body,
            ..Place::default()
        };
        writer.notice(page.map_or(whole, page_place), what);
    }
    let mut document = writer.builder.finish(Source::from_text(writer.source));
    document.notices = writer.notices;
    document
}

/// A document in the making.
struct Writer {
    builder: Builder,
    source: String,
    notices: Vec<Notice>,
}

impl Default for Writer {
    fn default() -> Self {
        Self {
            builder: Builder::new(),
            source: String::new(),
            notices: Vec::new(),
        }
    }
}

impl Writer {
    fn put(&mut self, words: &str, kind: BlockKind, place: Place) {
        let start = self.source.len();
        self.source.push_str(words);
        self.builder
            .open(kind, SourceSpan::new(start, self.source.len()));
        self.builder.set_place(place);
        self.builder.verbatim(words, start);
        self.builder.close();
        self.source.push_str(BLOCK_BREAK);
    }

    fn notice(&mut self, place: Place, what: String) {
        self.notices.push(Notice { place, what });
    }
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
        ) => damaged("it says that it is encrypted, and does not say how"),
        LoadPdfError::Decryption(_) => {
            Unread::Kind("encrypted. Save it without a password, or exclude it".to_owned())
        }
        LoadPdfError::Invalid => damaged("it has no pages, or its tables are broken"),
    }
}

fn damaged(how: &str) -> Unread {
    Unread::Kind(format!("damaged: {how}"))
}
