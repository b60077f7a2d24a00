//! The properties of a document that a reader may meet: title, subject, keywords, description, and
//! those that somebody added. What the program itself counts (words, slides, their titles) is no copy.

use std::sync::Arc;

use super::package::{Package, Part};
use super::relations::Relation;
use super::text::Paragraph;
use super::xml::{Node, Nodes};
use crate::document::BlockKind;
use crate::document::source::Unread;
use crate::place::{Place, Unit};

/// The properties of one part.
#[derive(Debug)]
pub(super) struct Properties {
    /// The part.
    pub part: Part,
    /// Each value with its place, which names it.
    pub values: Vec<(Paragraph, Place)>,
}

/// Reads the properties that the package's own relations point at.
pub(super) fn read(
    package: &mut Package,
    root: &[Relation],
    depth: usize,
) -> Result<Vec<Properties>, Unread> {
    let mut all = Vec::new();
    for relation in root {
        let wanted: &[&str] = match relation.kind.as_str() {
            "core-properties" => &["title", "subject", "keywords", "description", "category"],
            "custom-properties" => &["lpwstr", "lpstr", "bstr"],
            _ => continue,
        };
        if let Some(part) = package.part(&relation.target)? {
            let values = values(&part, wanted, Nodes::new(&part.xml, depth))?;
            all.push(Properties { part, values });
        }
    }
    Ok(all)
}

/// The values of the elements called as `wanted` says.
pub(super) fn values(
    part: &Part,
    wanted: &[&str],
    mut nodes: Nodes<'_>,
) -> Result<Vec<(Paragraph, Place)>, Unread> {
    let xml = part.xml.as_str();
    let mut open: Option<(Paragraph, Arc<str>)> = None;
    let mut found = Vec::new();
    // A property that somebody added stands in an element that names it.
    let mut added: Option<Arc<str>> = None;
    while let Some(node) = nodes.next()? {
        match node {
            Node::Start(tag) if wanted.contains(&tag.name) => {
                let own = tag.attribute("name").map(Into::into);
                let name = own.or(added.take()).unwrap_or_else(|| tag.name.into());
                open = Some((Paragraph::new(BlockKind::Meta), name));
            }
            Node::Start(tag) => added = tag.attribute("name").map(Into::into).or(added),
            Node::End(..) => found.extend(open.take()),
            Node::Text(range) => {
                if let Some((paragraph, _)) = &mut open {
                    paragraph.push_text(xml, range);
                }
            }
            Node::Reference(range, words) => {
                if let Some((paragraph, _)) = &mut open {
                    paragraph.push_replaced(range, words);
                }
            }
        }
    }
    let place = |name| Place {
        part: part.name.as_str().into(),
        unit: Unit::Properties,
        shape: vec![name],
        ..Place::default()
    };
    Ok(found
        .into_iter()
        .map(|(paragraph, name)| (paragraph, place(name)))
        .collect())
}
