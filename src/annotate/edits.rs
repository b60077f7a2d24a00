//! The parts of a package while comments are added: changed where they must, made where they are not
//! there, and known to the rest of the package.

use std::collections::BTreeMap;

use quick_xml::escape::escape;

use crate::document::office::package::Package;
use crate::document::office::relations::{self, Relation};
use crate::document::office::xml::{Node, Nodes, Tag};
use crate::document::source::Unread;

const TYPES: &str = "[Content_Types].xml";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
/// What begins the types of relations, but in Strict files.
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// What begins an XML part that copydesk makes.
pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A package and what is to change in it.
pub(super) struct Parts {
    package: Package,
    changed: BTreeMap<String, String>,
    /// The depth to which elements may nest.
    pub depth: usize,
}

impl Parts {
    pub(super) const fn new(package: Package, depth: usize) -> Self {
        Self {
            package,
            changed: BTreeMap::new(),
            depth,
        }
    }

    /// What changed or was made.
    pub(super) fn changed(self) -> BTreeMap<String, String> {
        self.changed
    }

    /// The package as it was.
    pub(super) const fn package(&mut self) -> &mut Package {
        &mut self.package
    }

    /// The XML of a part as it is now.
    pub(super) fn get(&mut self, name: &str) -> Result<Option<String>, Unread> {
        if let Some(xml) = self.changed.get(name) {
            return Ok(Some(xml.clone()));
        }
        Ok(self.package.part(name)?.map(|part| part.xml))
    }

    /// Puts `xml` in the place of a part.
    pub(super) fn set(&mut self, name: &str, xml: String) {
        self.changed.insert(name.to_owned(), xml);
    }

    /// The main part of the package, `fallback` if it is not said.
    pub(super) fn main(&mut self, fallback: &str) -> Result<String, Unread> {
        let root = relations::of(&mut self.package, "", self.depth)?;
        let main = root
            .into_iter()
            .find(|known| known.kind == "officeDocument");
        Ok(main.map_or_else(|| fallback.to_owned(), |known| known.target))
    }

    /// What begins the types of relations in this package.
    pub(super) fn office(&mut self) -> Result<String, Unread> {
        let root = self.get("_rels/.rels")?.unwrap_or_default();
        let before = root.split("/officeDocument\"").next().unwrap_or_default();
        let start = before.rfind('"').map_or(0, |quote| quote + 1);
        let found = &before[start..];
        Ok(if found.starts_with("http") {
            found.to_owned()
        } else {
            OFFICE.to_owned()
        })
    }

    /// The relations of a part as they were.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, Unread> {
        relations::of(&mut self.package, part, self.depth)
    }

    /// A name that no part has: `before`, a number where one is needed, `after`.
    pub(super) fn free(&self, before: &str, after: &str) -> String {
        let numbered = (1_usize..).map(|number| format!("{before}{number}{after}"));
        let mut names = std::iter::once(format!("{before}{after}")).chain(numbered);
        let name = names.find(|name| !self.package.has(name) && !self.changed.contains_key(name));
        // There are more numbers than parts.
        name.unwrap_or_default()
    }

    /// Makes the part `target` with `xml`, of the content type `content`, related to `part` by `kind`;
    /// the id of the relation.
    pub(super) fn make(
        &mut self,
        part: &str,
        kind: &str,
        target: &str,
        content: &str,
        xml: String,
    ) -> Result<String, Unread> {
        self.set(target, xml);
        let types = self.get(TYPES)?.unwrap_or_default();
        let attributes = format!("PartName=\"/{target}\" ContentType=\"{content}\"");
        let entry = own(&types, "Override", &attributes);
        self.set(TYPES, before_end(&types, &entry));
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = format!("{folder}/_rels/{file}.rels");
        let name = name.trim_start_matches('/');
        let rels = self.get(name)?;
        let rels = rels.unwrap_or_else(|| {
            format!("{DECLARATION}<Relationships xmlns=\"{RELATIONS}\"></Relationships>")
        });
        let mut numbers = 1_usize..;
        let id = numbers
            .find_map(|number| {
                let id = format!("rId{number}");
                (!rels.contains(&format!("\"{id}\""))).then_some(id)
            })
            .unwrap_or_default();
        let attributes = format!("Id=\"{id}\" Type=\"{kind}\" Target=\"/{target}\"");
        let entry = own(&rels, "Relationship", &attributes);
        self.set(name, before_end(&rels, &entry));
        Ok(id)
    }
}

/// An empty element `name` in the prefix of the root of `xml`.
fn own(xml: &str, name: &str, attributes: &str) -> String {
    let prefix = root_prefix(xml);
    let colon = if prefix.is_empty() { "" } else { ":" };
    format!("<{prefix}{colon}{name} {attributes}/>")
}

/// `xml` with `entry` as the last child of its root.
pub(super) fn before_end(xml: &str, entry: &str) -> String {
    let trimmed = xml.trim_end();
    if let Some(open) = trimmed.strip_suffix("/>") {
        // A root without children.
        let start = open.rfind('<').map_or(0, |start| start + 1);
        let name = open[start..].split_whitespace().next().unwrap_or_default();
        return format!("{open}>{entry}</{name}>");
    }
    match trimmed.rfind("</") {
        Some(end) => format!("{}{entry}{}", &trimmed[..end], &trimmed[end..]),
        None => xml.to_owned(),
    }
}

/// The start tag of the root.
fn root(xml: &str) -> Option<Tag<'_>> {
    let mut nodes = Nodes::lenient(xml, usize::MAX);
    while let Ok(Some(node)) = nodes.next() {
        if let Node::Start(tag) = node {
            return Some(tag);
        }
    }
    None
}

/// The prefix of the root's name.
pub(super) fn root_prefix(xml: &str) -> String {
    root(xml).map_or_else(String::new, |tag| tag.prefix.to_owned())
}

/// The namespace that the root binds to `prefix`.
pub(super) fn namespace(xml: &str, prefix: &str) -> Option<String> {
    let tag = root(xml)?;
    let name = if prefix.is_empty() {
        "xmlns".to_owned()
    } else {
        format!("xmlns:{prefix}")
    };
    let written = &xml[tag.start..tag.end];
    let start = written.find(&format!(" {name}="))? + name.len() + 3;
    let value = &written[start..];
    Some(value[..value.find(['"', '\''])?].to_owned())
}

/// `value` for an attribute.
pub(super) fn attribute(value: &str) -> String {
    escape(value).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_is_added_last_whatever_the_root_looks_like() {
        assert_eq!(before_end("<a><b/></a>\n", "<c/>"), "<a><b/><c/></a>");
        assert_eq!(before_end("<a x=\"1\"/>", "<c/>"), "<a x=\"1\"><c/></a>");
        assert_eq!(
            own("<p:a xmlns:p=\"n\"/>", "Override", "x=\"1\""),
            "<p:Override x=\"1\"/>"
        );
        let declared = "<?xml version=\"1.0\"?>\r\n<p:a xmlns:p=\"n\"/>";
        assert_eq!(root_prefix(declared), "p");
        assert_eq!(namespace(declared, "p").unwrap(), "n");
    }
}
