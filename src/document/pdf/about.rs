//! What a PDF says beside what its pages draw: its title, its outline, notes and fields on pages, what
//! stands in for pictures, and what is attached to it.

use std::collections::{HashMap, HashSet};

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{
    Array, Dict, MaybeRef, Name, ObjRef, Object, ObjectIdentifier, String as PdfString,
};
use hayro_interpret::hayro_syntax::page::Page;

use super::words;

/// No honest tree has as many nodes.
const NODES: usize = 1_000_000;
/// Fields inherit their values through as many parents.
const PARENTS: usize = 8;
/// The flag of an annotation that is not shown.
const HIDDEN: u32 = 1 << 1;

/// Words that belong to a page without being drawn by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    /// What they are, for people.
    pub what: &'static str,
    /// The words.
    pub words: String,
    /// What it is to whoever reads the page.
    pub role: Role,
}

/// What a note is to whoever reads the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Text like any other.
    Text,
    /// A label, shown where somebody points at it.
    Label,
    /// What stands in for a picture.
    Alternative,
    /// What a reviewer says.
    Comment,
}

/// What the file says of itself: names and values.
pub(super) fn properties(pdf: &Pdf) -> Vec<(&'static str, String)> {
    let about = pdf.metadata();
    [
        ("title", &about.title),
        ("subject", &about.subject),
        ("author", &about.author),
        ("keywords", &about.keywords),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, words::decode(value.as_deref()?))))
    .filter(|(_, words)| !words.trim().is_empty())
    .collect()
}

/// The programs that made it, as they name themselves.
pub(super) fn maker(pdf: &Pdf) -> String {
    let about = pdf.metadata();
    let names = [&about.creator, &about.producer].into_iter().flatten();
    names
        .map(|name| words::decode(name))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The trees of a file, walked without going round in circles.
pub(super) struct Trees<'p> {
    pdf: &'p Pdf,
    catalog: Dict<'p>,
    seen: HashSet<ObjRef>,
}

impl<'p> Trees<'p> {
    /// The trees of `pdf`.
    pub(super) fn new(pdf: &'p Pdf) -> Self {
        let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
        Self {
            pdf,
            catalog: catalog.unwrap_or_else(Dict::empty),
            seen: HashSet::new(),
        }
    }

    /// How many pages the file says that it has.
    pub(super) fn declared_pages(&self) -> Option<usize> {
        self.catalog
            .get::<Dict<'_>>("Pages")?
            .get::<u32>("Count")?
            .try_into()
            .ok()
    }

    /// Whether what it shows is made by a program in it, for which the pages are a stand-in.
    pub(super) fn is_dynamic(&self) -> bool {
        self.catalog.get::<bool>("NeedsRendering") == Some(true)
    }

    /// The titles of the outline, in its order.
    pub(super) fn outline(&mut self) -> Vec<String> {
        let mut titles = Vec::new();
        let root = self.catalog.get::<Dict<'_>>("Outlines");
        let mut todo: Vec<Dict<'_>> = root
            .and_then(|root| self.child(&root, "First"))
            .into_iter()
            .collect();
        while let Some(item) = todo.pop() {
            titles.extend(words::entry(&item, "Title"));
            // What is inside comes before what is next.
            todo.extend(self.child(&item, "Next"));
            todo.extend(self.child(&item, "First"));
        }
        titles
    }

    /// What stands in for pictures, with the page of each, 0-based.
    pub(super) fn alternatives(&mut self) -> Vec<(usize, String)> {
        let pages = self.pdf.pages().iter().zip(0..);
        let pages: HashMap<ObjectIdentifier, usize> = pages
            .filter_map(|(page, at)| Some((page.raw().obj_id()?, at)))
            .collect();
        let mut found = Vec::new();
        let root = self.catalog.get::<Dict<'_>>("StructTreeRoot");
        let mut todo: Vec<(Dict<'_>, usize)> = root.into_iter().map(|root| (root, 0)).collect();
        while let Some((element, around)) = todo.pop() {
            let page = element
                .get_ref("Pg")
                .and_then(|page| pages.get(&page.into()));
            let page = page.copied().unwrap_or(around);
            found.extend(words::entry(&element, "Alt").map(|words| (page, words)));
            let kids = self.children(&element, "K");
            todo.extend(kids.into_iter().rev().map(|kid| (kid, page)));
        }
        found
    }

    /// The names of the files that are attached.
    pub(super) fn attachments(&mut self) -> Vec<String> {
        let names = self.catalog.get::<Dict<'_>>("Names");
        let root = names.and_then(|names| names.get::<Dict<'_>>("EmbeddedFiles"));
        let mut todo: Vec<Dict<'_>> = root.into_iter().collect();
        let mut found = Vec::new();
        while let Some(node) = todo.pop() {
            let files = node.get::<Array<'_>>("Names");
            let files = files.iter().flat_map(Array::iter::<Object<'_>>);
            found.extend(files.filter_map(|file| file_name(&file.into_dict()?)));
            todo.extend(self.children(&node, "Kids"));
        }
        found
    }

    fn child(&mut self, dict: &Dict<'p>, key: &str) -> Option<Dict<'p>> {
        self.is_new(dict.get_ref(key))
            .then(|| dict.get::<Dict<'p>>(key))?
    }

    fn children(&mut self, dict: &Dict<'p>, key: &str) -> Vec<Dict<'p>> {
        let Some(kids) = dict.get::<Array<'p>>(key) else {
            return self.child(dict, key).into_iter().collect();
        };
        let mut found = Vec::new();
        for kid in kids.raw_iter() {
            found.extend(match kid {
                MaybeRef::Ref(at) if self.is_new(Some(at)) => {
                    self.pdf.xref().get::<Dict<'p>>(at.into())
                }
                MaybeRef::Ref(_) => None,
                MaybeRef::NotRef(kid) => kid.into_dict(),
            });
        }
        found
    }

    fn is_new(&mut self, at: Option<ObjRef>) -> bool {
        at.is_none_or(|at| self.seen.len() < NODES && self.seen.insert(at))
    }
}

/// The name of a file that is attached.
fn file_name(file: &Dict<'_>) -> Option<String> {
    words::entry(file, "UF").or_else(|| words::entry(file, "F"))
}

/// What the annotations of a page say.
pub(super) fn notes(page: &Page<'_>) -> Vec<Note> {
    let annotations = page.raw().get::<Array<'_>>("Annots");
    let annotations = annotations.iter().flat_map(Array::iter::<Dict<'_>>);
    let shown = annotations.filter(|note| note.get::<u32>("F").unwrap_or(0) & HIDDEN == 0);
    shown.flat_map(|note| said(&note)).collect()
}

/// The names of the files that are attached to a page.
pub(super) fn attached(page: &Page<'_>) -> Vec<String> {
    let annotations = page.raw().get::<Array<'_>>("Annots");
    let annotations = annotations.iter().flat_map(Array::iter::<Dict<'_>>);
    annotations
        .filter_map(|note| note.get::<Dict<'_>>("FS"))
        .filter_map(|file| file_name(&file))
        .collect()
}

fn said(note: &Dict<'_>) -> Vec<Note> {
    let kind = note.get::<Name<'_>>("Subtype");
    let of = |what, role, words: Option<String>| words.map(|words| Note { what, words, role });
    let contents = || words::entry(note, "Contents");
    let found = match kind.as_ref().map(Name::as_str) {
        Some("FreeText") => vec![of("note", Role::Text, contents())],
        Some("Link") => vec![of("link", Role::Label, contents())],
        Some("Widget") => {
            let look = note.get::<Dict<'_>>("MK");
            let caption = look.and_then(|look| words::entry(&look, "CA"));
            vec![
                of("field", Role::Text, value(note)),
                of(
                    "button",
                    Role::Text,
                    caption.filter(|words| words.chars().count() > 1),
                ),
                of("field", Role::Label, words::entry(note, "TU")),
            ]
        }
        Some("Popup") => Vec::new(),
        _ => vec![of("comment", Role::Comment, contents())],
    };
    found.into_iter().flatten().collect()
}

/// What a field is filled in with.
fn value(field: &Dict<'_>) -> Option<String> {
    let mut field = field.clone();
    for _ in 0..PARENTS {
        if let Some(value) = field.get::<PdfString<'_>>("V") {
            let value = words::decode(value.as_bytes());
            return (!value.trim().is_empty()).then_some(value);
        }
        if let Some(values) = field.get::<Array<'_>>("V") {
            let values = values
                .iter::<PdfString<'_>>()
                .map(|value| words::decode(value.as_bytes()));
            return Some(values.collect::<Vec<_>>().join("\n"));
        }
        field = field.get::<Dict<'_>>("Parent")?;
    }
    None
}
