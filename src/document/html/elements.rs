//! What each element means to a reader: one table, looked up by name.

use html5gum::State;

/// An element that is known by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document) struct Element {
    /// Its name, in small letters.
    pub(super) name: &'static str,
    /// What it does to the text in it and around it.
    pub(super) role: Role,
}

/// What an element does to the text in it and around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Stands on lines of its own: a block ends before it and after it.
    Block,
    /// As `Block`, and what is in it is not copy.
    HiddenBlock,
    /// What is in it is not copy; the text around it goes on.
    Hidden,
    /// One word of which only its place matters.
    Opaque,
    /// A line break.
    Break,
    /// A picture.
    Picture,
    /// Set above or below the line.
    Raised,
    Link,
    Quote,
    Emphasis,
    /// Any other element that stands in a line.
    Inline,
    Heading(u8),
    Caption,
    /// The title of the page, or the name of a drawing.
    Title,
    Drawing,
    Table,
    Row,
    Cell,
    HeaderCell,
    /// Facts about the page.
    Meta,
}

const ELEMENTS: [(&str, Role); 119] = [
    ("a", Role::Link),
    ("abbr", Role::Inline),
    ("address", Role::Block),
    ("article", Role::Block),
    ("aside", Role::Block),
    ("audio", Role::Block),
    ("b", Role::Emphasis),
    ("bdi", Role::Inline),
    ("bdo", Role::Inline),
    ("big", Role::Inline),
    ("blockquote", Role::Block),
    ("body", Role::Block),
    ("br", Role::Break),
    ("button", Role::Block),
    ("canvas", Role::Block),
    ("caption", Role::Caption),
    ("center", Role::Block),
    ("cite", Role::Inline),
    ("code", Role::Opaque),
    ("col", Role::Block),
    ("colgroup", Role::Block),
    ("data", Role::Inline),
    ("datalist", Role::Block),
    ("dd", Role::Block),
    ("del", Role::Hidden),
    ("desc", Role::Title),
    ("details", Role::Block),
    ("dfn", Role::Inline),
    ("dialog", Role::Block),
    ("dir", Role::Block),
    ("div", Role::Block),
    ("dl", Role::Block),
    ("dt", Role::Block),
    ("em", Role::Emphasis),
    ("fieldset", Role::Block),
    ("figcaption", Role::Caption),
    ("figure", Role::Block),
    ("font", Role::Inline),
    ("footer", Role::Block),
    ("form", Role::Block),
    ("frameset", Role::Block),
    ("h1", Role::Heading(1)),
    ("h2", Role::Heading(2)),
    ("h3", Role::Heading(3)),
    ("h4", Role::Heading(4)),
    ("h5", Role::Heading(5)),
    ("h6", Role::Heading(6)),
    ("head", Role::Block),
    ("header", Role::Block),
    ("hgroup", Role::Block),
    ("hr", Role::Block),
    ("html", Role::Block),
    ("i", Role::Emphasis),
    ("iframe", Role::HiddenBlock),
    ("img", Role::Picture),
    ("ins", Role::Inline),
    ("kbd", Role::Opaque),
    ("label", Role::Inline),
    ("legend", Role::Block),
    ("li", Role::Block),
    ("listing", Role::HiddenBlock),
    ("main", Role::Block),
    ("map", Role::Inline),
    ("mark", Role::Inline),
    ("math", Role::Opaque),
    ("menu", Role::Block),
    ("meta", Role::Meta),
    ("nav", Role::Block),
    ("noembed", Role::HiddenBlock),
    ("noframes", Role::HiddenBlock),
    ("noscript", Role::Block),
    ("object", Role::Block),
    ("ol", Role::Block),
    ("optgroup", Role::Block),
    ("option", Role::Block),
    ("output", Role::Inline),
    ("p", Role::Block),
    ("picture", Role::Inline),
    ("plaintext", Role::HiddenBlock),
    ("pre", Role::HiddenBlock),
    ("progress", Role::Inline),
    ("q", Role::Quote),
    ("rp", Role::Hidden),
    ("rt", Role::Raised),
    ("ruby", Role::Inline),
    ("s", Role::Hidden),
    ("samp", Role::Opaque),
    ("script", Role::Hidden),
    ("search", Role::Block),
    ("section", Role::Block),
    ("select", Role::Block),
    ("slot", Role::Inline),
    ("small", Role::Inline),
    ("span", Role::Inline),
    ("strike", Role::Hidden),
    ("strong", Role::Emphasis),
    ("style", Role::Hidden),
    ("sub", Role::Raised),
    ("summary", Role::Block),
    ("sup", Role::Raised),
    ("svg", Role::Drawing),
    ("table", Role::Table),
    ("tbody", Role::Block),
    ("td", Role::Cell),
    ("template", Role::Hidden),
    ("text", Role::Block),
    ("textarea", Role::Block),
    ("tfoot", Role::Block),
    ("th", Role::HeaderCell),
    ("thead", Role::Block),
    ("time", Role::Inline),
    ("title", Role::Title),
    ("tr", Role::Row),
    ("tt", Role::Opaque),
    ("u", Role::Inline),
    ("ul", Role::Block),
    ("var", Role::Inline),
    ("video", Role::Block),
    ("xmp", Role::HiddenBlock),
];

impl Element {
    /// The element of this name (in small letters), if it is known.
    pub(super) fn of_name(name: &[u8]) -> Option<Self> {
        ELEMENTS
            .binary_search_by(|(known, _)| known.as_bytes().cmp(name))
            .ok()
            .map(|at| Self {
                name: ELEMENTS[at].0,
                role: ELEMENTS[at].1,
            })
    }

    /// How the tokenizer reads what is in it, where that is not as elsewhere.
    pub(super) fn content(self) -> Option<State> {
        match self.name {
            "title" | "textarea" => Some(State::RcData),
            "script" => Some(State::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(State::RawText),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(ELEMENTS.is_sorted_by(|(a, _), (b, _)| a < b));
        assert!(Element::of_name(b"strong").is_some());
        assert!(Element::of_name(b"my-element").is_none());
    }
}
