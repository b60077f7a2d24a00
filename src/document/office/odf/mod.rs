//! `OpenDocument` files: texts, presentations and spreadsheets.
//!
//! Their content is one part; charts are objects in folders of their own; what masters show, and
//! headers and footers, stand among the styles.

mod styles;
mod table;
mod walk;

use std::collections::HashSet;
use std::sync::Arc;

use super::package::{Package, Part};
use super::xml::{self, Node, Nodes};
use super::{Assembly, OfficeOptions, properties};
use crate::document::source::Unread;
use crate::place::{Place, Unit};
use walk::{Found, Walked};

/// Reads a text, a presentation or a spreadsheet.
pub(super) fn read(
    mut package: Package,
    options: &OfficeOptions,
    assembly: &mut Assembly,
) -> Result<(), Unread> {
    let depth = options.limits.nesting();
    if is_encrypted(&mut package, depth)? {
        return Err(Unread::encrypted());
    }
    let content = package.part("content.xml")?;
    let is_content = |part: &Part| Ok(xml::root(&part.xml)? == "document-content");
    let content = match content {
        Some(part) if is_content(&part)? => part,
        _ => {
            let why = "damaged: there is no content in it".to_owned();
            return Err(Unread::Kind(why));
        }
    };
    let at = Place {
        unit: Unit::Body,
        ..Place::default()
    };
    let walked = walk::walk(&content.xml, &content.name, options, at)?;
    let masters = put(walked, &content, options, &mut package, assembly)?;
    if let Some(part) = package.part("styles.xml")? {
        master_pages(&part, &masters, options, assembly)?;
    }
    if let Some(part) = package.part("meta.xml")? {
        let wanted = ["title", "subject", "keyword", "description", "user-defined"];
        let values = properties::values(&part, &wanted, Nodes::lenient(&part.xml, depth))?;
        let base = assembly.part(&part);
        assembly.section();
        for (value, place) in values {
            assembly.paragraph(base, &value, place);
        }
    }
    Ok(())
}

/// Puts the content into the document; returns which masters its slides use.
fn put(
    walked: Walked,
    content: &Part,
    options: &OfficeOptions,
    package: &mut Package,
    assembly: &mut Assembly,
) -> Result<Vec<(String, usize)>, Unread> {
    for (slide, pictures) in walked.only_pictures {
        assembly.only_pictures(slide, pictures);
    }
    let base = assembly.part(content);
    let mut objects = walked.objects.into_iter().peekable();
    for (at, found) in walked.found.into_iter().enumerate() {
        while let Some((folder, place, _)) = objects.next_if(|(_, _, before)| *before <= at) {
            object(&folder, &place, options, package, assembly)?;
        }
        match found {
            Found::Section => assembly.section(),
            Found::Paragraph(paragraph, place) => assembly.paragraph(base, &paragraph, *place),
            Found::Nothing => {}
        }
    }
    for (folder, place, _) in objects {
        object(&folder, &place, options, package, assembly)?;
    }
    Ok(walked.masters)
}

/// The words of a chart, each once, at the place of its frame.
fn object(
    folder: &str,
    place: &Place,
    options: &OfficeOptions,
    package: &mut Package,
    assembly: &mut Assembly,
) -> Result<(), Unread> {
    let folder = folder.trim_start_matches("./").trim_end_matches('/');
    let Some(part) = package.part(&format!("{folder}/content.xml"))? else {
        let what = "an embedded object is not read: it is of no kind that is read";
        assembly.notice(place.clone(), what.to_owned());
        return Ok(());
    };
    let walked = walk::walk(&part.xml, &part.name, options, place.clone())?;
    let base = assembly.part(&part);
    let mut seen = HashSet::new();
    for found in walked.found {
        if let Found::Paragraph(paragraph, _) = found
            && seen.insert(paragraph.words(&part.xml))
        {
            let place = Place {
                part: part.name.as_str().into(),
                ..place.clone()
            };
            assembly.paragraph(base, &paragraph, place);
        }
    }
    Ok(())
}

/// What masters show beside placeholders, with the slides that use them; headers and footers, each
/// text once.
fn master_pages(
    part: &Part,
    used: &[(String, usize)],
    options: &OfficeOptions,
    assembly: &mut Assembly,
) -> Result<(), Unread> {
    let at = Place {
        unit: Unit::HeaderFooter,
        ..Place::default()
    };
    let walked = walk::walk(&part.xml, &part.name, options, at)?;
    let base = assembly.part(part);
    let mut seen = HashSet::new();
    assembly.section();
    for found in walked.found {
        let Found::Paragraph(paragraph, mut place) = found else {
            continue;
        };
        if place.unit == Unit::Master {
            let of_it = used
                .iter()
                .filter(|(name, _)| Some(name.as_str()) == place.id.as_deref());
            let slides = of_it.map(|(_, number)| format!("slide {number}").into());
            place.also = slides.collect::<Vec<Arc<str>>>();
            // One that no slide uses is not shown.
            if place.also.is_empty() {
                continue;
            }
        } else if place.unit != Unit::Notes && !seen.insert(paragraph.words(&part.xml)) {
            continue;
        }
        assembly.paragraph(base, &paragraph, *place);
    }
    Ok(())
}

/// Whether the manifest says that a part is encrypted.
fn is_encrypted(package: &mut Package, depth: usize) -> Result<bool, Unread> {
    let Some(manifest) = package.part("META-INF/manifest.xml")? else {
        return Ok(false);
    };
    let mut nodes = Nodes::lenient(&manifest.xml, depth);
    while let Some(node) = nodes.next()? {
        if let Node::Start(tag) = node
            && tag.name == "encryption-data"
        {
            return Ok(true);
        }
    }
    Ok(false)
}
