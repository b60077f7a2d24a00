//! Relationships: how the parts of a package point at each other.
//!
//! Targets are relative to the part that names them, sometimes absolute, sometimes written with
//! backslashes, sometimes `NULL`; a target that leads nowhere is no error, only no part.

use super::package::Package;
use super::xml::{Node, Nodes, unescaped};
use crate::document::source::Unread;

/// One relationship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relation {
    /// Its id: `rId3`.
    pub id: String,
    /// The last word of its type: `slide`, `notesSlide`, `chart`.
    pub kind: String,
    /// The part it points at, from the package's root; for a link, the address.
    pub target: String,
    /// Whether it points out of the package.
    pub external: bool,
}

/// The relationships of a part, in the order of the file; none if it has none.
pub(crate) fn of(package: &mut Package, part: &str, depth: usize) -> Result<Vec<Relation>, Unread> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let name = if folder.is_empty() {
        format!("_rels/{file}.rels")
    } else {
        format!("{folder}/_rels/{file}.rels")
    };
    let Some(rels) = package.part(&name)? else {
        return Ok(Vec::new());
    };
    let mut nodes = Nodes::new(&rels.xml, depth);
    let mut found = Vec::new();
    while let Some(node) = nodes.next()? {
        let Node::Start(tag) = node else { continue };
        if tag.name != "Relationship" {
            continue;
        }
        let (mut id, mut kind, mut target, mut external) = (None, None, None, false);
        for (name, value, _) in tag.attributes() {
            match name {
                "Id" => id = Some(unescaped(value)),
                "Type" => kind = Some(value),
                "Target" => target = Some(unescaped(value)),
                "TargetMode" => external = value == "External",
                _ => {}
            }
        }
        let (Some(id), Some(kind), Some(target)) = (id, kind, target) else {
            continue;
        };
        let kind = unescaped(kind.rsplit('/').next().unwrap_or_default());
        let target = if external {
            target
        } else {
            resolve(folder, &target)
        };
        found.push(Relation {
            id,
            kind,
            target,
            external,
        });
    }
    Ok(found)
}

/// A target as a part name from the package's root.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let joined = if target.starts_with('/') {
        target
    } else {
        format!("{folder}/{target}")
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in joined.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets_are_taken_from_their_part() {
        assert_eq!(
            resolve("ppt/slides", "../notesSlides/n1.xml"),
            "ppt/notesSlides/n1.xml"
        );
        assert_eq!(resolve("ppt", "/ppt/slides/s1.xml"), "ppt/slides/s1.xml");
        assert_eq!(resolve("ppt", "slides\\s1.xml"), "ppt/slides/s1.xml");
        assert_eq!(resolve("ppt", "../../../etc/passwd"), "etc/passwd");
    }
}
