//! What several files say in the same words is said in full once, with all of them; where it stands again,
//! the page leads there.

use std::collections::HashMap;
use std::io::{self, Read, Seek, Write};

use sha2::{Digest, Sha256};
use tempfile::SpooledTempFile;

use super::FileRow;
use super::card::Card;
use super::escape::escape;
use crate::report::wording::count;

/// How many other files are listed before it is said how many more there are.
const FILES: usize = 200;

/// Tells words that a rule found from all others.
type Key = [u8; 32];

/// The words that were found, in the order in which they were.
#[derive(Debug, Default)]
pub(super) struct Across {
    first: HashMap<Key, usize>,
    all: Vec<Said>,
}

/// Words that were found.
#[derive(Debug)]
struct Said {
    /// The byte of the body behind the place that is named first.
    at: u64,
    /// The first file, by its index.
    file: usize,
    /// Places in all files, and whether all of them are on slides.
    places: usize,
    on_slides: bool,
    /// How many other files there are; not all of them are kept.
    others: usize,
    /// Some of the other files, by their index, with the number of places in each.
    named: Vec<(usize, usize)>,
}

impl Across {
    /// Writes the card of the file with index `file`: in full, or as one of those that lead to another
    /// file.
    pub(super) fn write(
        &mut self,
        card: &Card<'_>,
        file: usize,
        files: &[FileRow],
        body: &mut SpooledTempFile,
    ) -> io::Result<()> {
        let next = self.all.len();
        let at = *self.first.entry(key(card)).or_insert(next);
        let (places, on_slides) = (card.places().len(), card.is_on_slides());
        if let Some(said) = self.all.get_mut(at) {
            said.places += places;
            said.on_slides &= on_slides;
            said.others += 1;
            if said.named.len() < FILES {
                said.named.push((file, places));
            }
            let path = files.get(said.file).map_or("", |first| &first.path);
            return card.write_again(at + 1, path, body);
        }
        card.write_head(at + 1, body)?;
        self.all.push(Said {
            at: body.stream_position()?,
            file,
            places,
            on_slides,
            others: 0,
            named: Vec::new(),
        });
        card.write_rest(body)
    }

    /// Copies the body, from its beginning, and says of all words in which other files they stand.
    pub(super) fn copy(
        &self,
        files: &[FileRow],
        body: &mut SpooledTempFile,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        body.rewind()?;
        let mut done = 0;
        for said in self.all.iter().filter(|said| said.others > 0) {
            io::copy(&mut Read::by_ref(body).take(said.at - done), out)?;
            done = said.at;
            said.write(files, out)?;
        }
        io::copy(body, out).map(|_| ())
    }
}

impl Said {
    fn write(&self, files: &[FileRow], out: &mut dyn Write) -> io::Result<()> {
        let (on, unit, kind) = if self.on_slides {
            ("On", "slide", "deck")
        } else {
            ("In", "place", "file")
        };
        write!(
            out,
            "<details class=\"place across\"><summary>{on} {} in {}</summary><ul>",
            count(self.places, unit),
            count(self.others + 1, kind),
        )?;
        for (file, places) in &self.named {
            let path = files.get(*file).map_or("", |file| &file.path);
            write!(
                out,
                "<li><a href=\"#f{}\"><bdi>{}</bdi></a> ({places})</li>",
                file + 1,
                escape(path)
            )?;
        }
        if self.others > self.named.len() {
            let more = self.others - self.named.len();
            write!(out, "<li>and {more} more</li>")?;
        }
        writeln!(out, "</ul></details>")
    }
}

fn key(card: &Card<'_>) -> Key {
    let mut digest = Sha256::new();
    for said in card.said() {
        digest.update(said.len().to_le_bytes());
        digest.update(said);
    }
    digest.finalize().into()
}
