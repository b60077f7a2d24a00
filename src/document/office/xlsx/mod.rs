//! Workbooks: the words of cells, sheet by sheet, with what is drawn on them.
//!
//! Cells share their strings, so a string is read once and carries all the cells that show it. The
//! name of a sheet is its heading. Names of ranges and tables are for formulas and are not copy; the
//! columns of a table are named by its cells.

mod running;
mod sheet;
mod strings;

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::package::{Package, Part};
use super::relations::{self, Relation};
use super::text::Paragraph;
use super::xml::{Node, Nodes};
use super::{Assembly, OfficeOptions, chart, drawing, embedded, main_part, properties};
use crate::document::source::Unread;
use crate::document::{BlockKind, Cell};
use crate::place::{Place, Unit};
use sheet::{Sheet, Uses, Words};

/// Reads a workbook.
pub(super) fn read(
    mut package: Package,
    options: &OfficeOptions,
    assembly: &mut Assembly,
) -> Result<(), Unread> {
    let depth = options.limits.nesting();
    let root = relations::of(&mut package, "", depth)?;
    let workbook = main_part(&mut package, &root, "xl/workbook.xml", "workbook")?;
    let relations = relations::of(&mut package, &workbook.name, depth)?;
    let mut book = Book {
        package,
        depth,
        options,
        assembly,
        strings: Vec::new(),
        strings_part: None,
        strings_base: None,
        uses: Uses::new(),
        repeated: HashSet::new(),
    };
    book.read_strings(&relations)?;
    let sheets = book.sheets(&workbook, &relations)?;
    let base = book.assembly.part(&workbook);
    for sheet in sheets {
        book.sheet(base, sheet)?;
    }
    book.check_strings()?;
    book.properties(&root)
}

/// A workbook being read.
struct Book<'a> {
    package: Package,
    depth: usize,
    options: &'a OfficeOptions,
    assembly: &'a mut Assembly,
    strings: Vec<Option<Paragraph>>,
    strings_part: Option<Part>,
    /// Where the part of strings begins in the source, once it is there.
    strings_base: Option<usize>,
    uses: Uses,
    /// What headers and footers have said.
    repeated: HashSet<String>,
}

/// A sheet that is about to be put into the document.
struct Named {
    title: Paragraph,
    name: Arc<str>,
    hidden: bool,
    part: Part,
    sheet: Sheet,
}

impl Book<'_> {
    fn read_strings(&mut self, relations: &[Relation]) -> Result<(), Unread> {
        let Some(relation) = relations
            .iter()
            .find(|relation| relation.kind == "sharedStrings")
        else {
            return Ok(());
        };
        if let Some(part) = self.package.part(&relation.target)? {
            self.strings = strings::shared(&part.xml, self.depth)?;
            self.strings_part = Some(part);
        }
        Ok(())
    }

    /// All sheets in the order of their tabs; the cells of shared strings are noted.
    fn sheets(&mut self, workbook: &Part, relations: &[Relation]) -> Result<Vec<Named>, Unread> {
        let mut sheets = Vec::new();
        let mut named_sheets = 0;
        let mut nodes = Nodes::new(&workbook.xml, self.depth);
        while let Some(node) = nodes.next()? {
            let Node::Start(tag) = node else { continue };
            if tag.name != "sheet" {
                continue;
            }
            named_sheets += 1;
            let id = tag.prefixed_attribute("id").unwrap_or_default();
            let relation = relations.iter().find(|known| known.id == id);
            let part = match relation.filter(|relation| !relation.external) {
                Some(relation) => self.package.part(&relation.target)?,
                None => None,
            };
            let Some(part) = part else {
                let place = Place {
                    unit: Unit::Sheet,
                    name: tag.attribute("name").map(Into::into),
                    ..Place::default()
                };
                let what = "named, but missing from the file".to_owned();
                self.assembly.notice(place, what);
                continue;
            };
            let title = Paragraph::of_attribute(&workbook.xml, &tag, "name", BlockKind::Heading);
            let named = Named {
                title: title.unwrap_or_else(|| Paragraph::new(BlockKind::Heading)),
                name: tag.attribute("name").unwrap_or_default().into(),
                hidden: tag
                    .attribute("state")
                    .is_some_and(|state| state != "visible"),
                sheet: sheet::read(&part.xml, sheets.len(), self.depth)?,
                part,
            };
            for found in &named.sheet.found {
                if let Words::Shared(index) = found.words {
                    let cell = place(&named, &found.cell, false).clipped().to_string();
                    self.uses.entry(index).or_default().push(cell.into());
                }
            }
            sheets.push(named);
        }
        if sheets.is_empty() && named_sheets > 0 {
            return Err(Unread::Kind(
                "damaged: none of its sheets is in it".to_owned(),
            ));
        }
        Ok(sheets)
    }

    fn sheet(&mut self, workbook: usize, mut named: Named) -> Result<(), Unread> {
        self.assembly.section();
        let here = Place {
            cell: None,
            ..place(&named, "", false)
        };
        self.assembly
            .paragraph(workbook, &named.title, here.clone());
        let found = std::mem::take(&mut named.sheet.found);
        let own = found
            .iter()
            .any(|found| matches!(found.words, Words::Own(_)));
        let base =
            (own || !named.sheet.running.is_empty()).then(|| self.assembly.part(&named.part));
        for found in found {
            let mut at = place(&named, &found.cell, found.hidden);
            match (found.words, base) {
                (Words::Shared(index), _) => self.shared(index, found.place, at),
                (Words::Own(mut words), Some(base)) => {
                    words.cell = found.place;
                    at.part = named.part.name.as_str().into();
                    self.assembly.paragraph(base, &words, at);
                }
                (Words::Own(_), None) => {}
            }
        }
        for words in std::mem::take(&mut named.sheet.running) {
            if let Some(base) = base
                && (self.repeated.insert(words.words(&named.part.xml)) || self.options.every_copy)
            {
                let at = Place {
                    unit: Unit::HeaderFooter,
                    ..here.clone()
                };
                self.assembly.paragraph(base, &words, at);
            }
        }
        if let Some(first) = named.sheet.uncalculated.first() {
            let more = more(named.sheet.uncalculated.len());
            let what = format!(
                "the formula of {first}{more} was never calculated, so what it shows is not read"
            );
            self.assembly.notice(here.clone(), what);
        }
        let relations = relations::of(&mut self.package, &named.part.name, self.depth)?;
        for id in &named.sheet.drawings {
            if let Some(relation) = relations.iter().find(|known| known.id == *id) {
                self.drawing(&relation.target, &here)?;
            }
        }
        if self.options.comments {
            self.notes(&relations, &here)?;
        }
        let (package, options) = (&mut self.package, self.options);
        embedded::read(&relations, &here, package, options, self.assembly);
        Ok(())
    }

    /// A shared string, at the first of its cells.
    fn shared(&mut self, index: usize, cell: Option<Cell>, place: Place) {
        if index >= self.strings.len() {
            return;
        }
        let Some(mut uses) = self.uses.remove(&index) else {
            return;
        };
        let (Some(part), Some(Some(words))) = (&self.strings_part, self.strings.get_mut(index))
        else {
            return;
        };
        let assembly = &mut *self.assembly;
        let base = *self.strings_base.get_or_insert_with(|| assembly.part(part));
        words.cell = cell;
        let at = Place {
            part: part.name.as_str().into(),
            also: uses.split_off(1),
            ..place
        };
        assembly.paragraph(base, words, at);
    }

    /// Says which cells show strings that are not there; a workbook without any was not read.
    fn check_strings(&mut self) -> Result<(), Unread> {
        let cells: BTreeSet<&Arc<str>> = self.uses.values().flatten().collect();
        let Some(first) = cells.first() else {
            return Ok(());
        };
        if self.strings_part.is_none() {
            let why = "damaged: the words of its cells are not in it";
            return Err(Unread::Kind(why.to_owned()));
        }
        let more = more(cells.len());
        let what = format!("the words of {first}{more} are missing from the file");
        let place = Place {
            unit: Unit::Body,
            ..Place::default()
        };
        self.assembly.notice(place, what);
        Ok(())
    }

    /// Text boxes, pictures, charts and diagrams on a sheet.
    fn drawing(&mut self, target: &str, here: &Place) -> Result<(), Unread> {
        let Some(part) = self.package.part(target)? else {
            return Ok(());
        };
        let shapes = drawing::walk(&part.xml, self.depth)?;
        let base = self.assembly.part(&part);
        for found in shapes.found {
            let place = Place {
                part: part.name.as_str().into(),
                shape: found.path,
                ..here.clone()
            };
            self.assembly.paragraph(base, &found.paragraph, place);
        }
        let relations = relations::of(&mut self.package, &part.name, self.depth)?;
        let charts = shapes.charts.into_iter().map(|found| (found, true));
        let diagrams = shapes.diagrams.into_iter().map(|found| (found, false));
        for (frame, is_chart) in charts.chain(diagrams) {
            let place = Place {
                shape: frame.path,
                ..here.clone()
            };
            let relation = relations.iter().find(|known| known.id == frame.relation);
            let part = match relation {
                Some(relation) => self.package.part(&relation.target)?,
                None => None,
            };
            let Some(part) = part else {
                let what = "a chart or diagram is named, but missing from the file";
                self.assembly.notice(place, what.to_owned());
                continue;
            };
            if !is_chart {
                let paragraphs = drawing::walk(&part.xml, self.depth)?.into_paragraphs();
                self.assembly.drawn(&part, paragraphs, &place);
                continue;
            }
            self.assembly
                .drawn(&part, chart::read(&part.xml, self.depth)?, &place);
            for part in chart::drawings(&mut self.package, &part.name, self.depth)? {
                let paragraphs = drawing::walk(&part.xml, self.depth)?.into_paragraphs();
                self.assembly.drawn(&part, paragraphs, &place);
            }
        }
        Ok(())
    }

    /// Comments; of those that are threads the older copy beside them is left out.
    fn notes(&mut self, relations: &[Relation], here: &Place) -> Result<(), Unread> {
        let mut threads: HashSet<Arc<str>> = HashSet::new();
        for kind in ["threadedComment", "comments"] {
            for relation in relations.iter().filter(|relation| relation.kind == kind) {
                let Some(part) = self.package.part(&relation.target)? else {
                    continue;
                };
                let base = self.assembly.part(&part);
                for (cell, words) in strings::comments(&part.xml, self.depth)? {
                    if kind == "comments" && threads.contains(&cell) {
                        continue;
                    }
                    let place = Place {
                        part: part.name.as_str().into(),
                        unit: Unit::Comment,
                        cell: Some(Arc::clone(&cell)),
                        ..here.clone()
                    };
                    self.assembly.paragraph(base, &words, place);
                    if kind != "comments" {
                        threads.insert(cell);
                    }
                }
            }
        }
        Ok(())
    }

    fn properties(&mut self, root: &[Relation]) -> Result<(), Unread> {
        for found in properties::read(&mut self.package, root, self.depth)? {
            let base = self.assembly.part(&found.part);
            self.assembly.section();
            for (value, place) in found.values {
                self.assembly.paragraph(base, &value, place);
            }
        }
        Ok(())
    }
}

/// What is said after the first of `cells` cells.
fn more(cells: usize) -> String {
    match cells {
        0 | 1 => String::new(),
        2 => " and of 1 more cell".to_owned(),
        several => format!(" and of {} more cells", several - 1),
    }
}

fn place(named: &Named, cell: &str, hidden: bool) -> Place {
    Place {
        part: named.part.name.as_str().into(),
        unit: Unit::Sheet,
        name: Some(Arc::clone(&named.name)),
        cell: Some(cell.into()),
        hidden: named.hidden || hidden,
        ..Place::default()
    }
}
