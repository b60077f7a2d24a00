//! Which styles make a paragraph a heading.
//!
//! A style says so by its outline level, by that of the style that it is based on, or by the name
//! that the program knows it by (`heading 1`), which stays the same in every language.

use std::collections::HashMap;

use super::super::xml::{Node, Nodes};
use crate::document::source::Unread;

/// What a style makes of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    /// The title of the whole text.
    Title,
    /// A heading of this level, 1 to 9.
    Heading(u8),
}

/// The styles of a text document, by their id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    ranks: HashMap<String, Rank>,
}

#[derive(Debug, Default)]
struct Style {
    id: String,
    based_on: Option<String>,
    rank: Option<Rank>,
}

/// How many styles may be based on one another.
const LONGEST_CHAIN: usize = 16;

impl Styles {
    /// Reads the part of styles.
    pub(super) fn read(xml: &str, depth: usize) -> Result<Self, Unread> {
        let mut all: Vec<Style> = Vec::new();
        let mut nodes = Nodes::new(xml, depth);
        while let Some(node) = nodes.next()? {
            let Node::Start(tag) = node else { continue };
            let value = || tag.attribute("val");
            match (tag.name, all.last_mut()) {
                ("style", _) => all.push(Style {
                    id: tag.attribute("styleId").unwrap_or_default(),
                    ..Style::default()
                }),
                ("name", Some(style)) => {
                    style.rank = style.rank.or(value().and_then(|name| by_name(&name)));
                }
                ("basedOn", Some(style)) => style.based_on = value(),
                ("outlineLvl", Some(style)) => style.rank = value().and_then(|level| rank(&level)),
                _ => {}
            }
        }
        let known: HashMap<&str, &Style> = all.iter().map(|style| (&*style.id, style)).collect();
        let mut ranks = HashMap::new();
        for style in &all {
            let mut at = Some(style);
            for _ in 0..LONGEST_CHAIN {
                let Some(here) = at else { break };
                if let Some(rank) = here.rank {
                    ranks.insert(style.id.clone(), rank);
                    break;
                }
                let base = here.based_on.as_deref();
                at = base.and_then(|base| known.get(base).copied());
            }
        }
        Ok(Self { ranks })
    }

    /// What the style of this id makes of a paragraph; none: running text.
    pub(super) fn rank(&self, id: &str) -> Option<Rank> {
        // A file may leave out the styles that every program has.
        self.ranks.get(id).copied().or_else(|| by_name(id))
    }
}

/// What an outline level means, as it is written: 0-based, 9 is running text.
pub(super) fn rank(level: &str) -> Option<Rank> {
    let level: u8 = level.parse().ok()?;
    (level < 9).then_some(Rank::Heading(level + 1))
}

fn by_name(name: &str) -> Option<Rank> {
    let name = name.to_ascii_lowercase();
    if name == "title" {
        return Some(Rank::Title);
    }
    let level = name.strip_prefix("heading")?.trim_start().parse().ok()?;
    (1..=9).contains(&level).then_some(Rank::Heading(level))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_is_what_it_says_or_what_its_base_says() {
        let xml = r#"<w:styles>
            <w:style w:styleId="a"><w:name w:val="heading 2"/></w:style>
            <w:style w:styleId="b"><w:name w:val="Mine"/><w:basedOn w:val="a"/></w:style>
            <w:style w:styleId="c"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
            <w:style w:styleId="d"><w:name w:val="Loop"/><w:basedOn w:val="d"/></w:style>
        </w:styles>"#;
        let styles = Styles::read(xml, 8).unwrap();
        assert_eq!(styles.rank("b"), Some(Rank::Heading(2)));
        assert_eq!(styles.rank("c"), Some(Rank::Heading(1)));
        assert_eq!(styles.rank("d"), None);
        assert_eq!(styles.rank("Title"), Some(Rank::Title));
    }
}
