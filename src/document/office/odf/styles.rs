//! What the styles of a part say that changes what a reader sees.

use std::collections::HashMap;

use super::super::xml::Tag;

/// What one style says.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Style {
    /// Its words are struck out.
    pub struck: bool,
    /// Its slide or sheet is not shown.
    pub hidden: bool,
}

/// The styles of a part, filled while it is read: they stand before what uses them.
#[derive(Debug, Default)]
pub(super) struct Styles {
    all: HashMap<String, Style>,
    /// The name of the style being read.
    open: Option<String>,
}

impl Styles {
    /// Takes note of a tag among the styles.
    pub(super) fn note(&mut self, tag: &Tag<'_>) {
        if tag.name == "style" {
            self.open = tag.attribute("name");
            return;
        }
        let says = |name: &str, is_it: fn(&str) -> bool| {
            tag.raw_attribute(name)
                .is_some_and(|(value, _)| is_it(value))
        };
        let style = match tag.name {
            "text-properties" => Style {
                struck: says("text-line-through-style", |style| style != "none"),
                hidden: false,
            },
            "drawing-page-properties" => Style {
                struck: false,
                hidden: says("visibility", |visibility| visibility == "hidden"),
            },
            "table-properties" => Style {
                struck: false,
                hidden: says("display", |display| display == "false"),
            },
            _ => return,
        };
        if let Some(name) = &self.open {
            let known = self.all.entry(name.clone()).or_default();
            known.struck |= style.struck;
            known.hidden |= style.hidden;
        }
    }

    /// What the style says that `tag` names.
    pub(super) fn of(&self, tag: &Tag<'_>) -> Style {
        let name = tag.attribute("style-name");
        name.and_then(|name| self.all.get(&name).copied())
            .unwrap_or_default()
    }
}
