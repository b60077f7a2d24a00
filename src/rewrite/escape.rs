//! New words as a format writes them, so that a reader sees them and not markup.

use crate::document::{BlockKind, Document, Format};

/// `text` as the source of `block` has to write it; none where that is not certain.
pub(super) fn escape(text: &str, document: &Document, block: usize) -> Option<String> {
    let special =
        |letter: char| letter.is_ascii_punctuation() && !matches!(letter, '-' | ',' | '.' | '\'');
    if !text.contains(special) {
        return Some(text.to_owned());
    }
    let block = &document.blocks[block];
    let source = &document.source.text[block.source.range()];
    let is_html = document.format == Format::Html
        || !document.places.is_empty()
        || document.format != Format::Text && source.trim_start().starts_with('<');
    match document.format {
        _ if is_html => Some(html(text)),
        Format::Text => Some(text.to_owned()),
        // How a value of front matter is quoted cannot be seen from here.
        _ if block.kind == BlockKind::Meta => None,
        _ => Some(markdown(text)),
    }
}

fn html(text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => said.push_str("&amp;"),
            '<' => said.push_str("&lt;"),
            '>' => said.push_str("&gt;"),
            '"' => said.push_str("&quot;"),
            _ => said.push(letter),
        }
    }
    said
}

fn markdown(text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(
            letter,
            '\\' | '`'
                | '*'
                | '_'
                | '['
                | ']'
                | '<'
                | '>'
                | '|'
                | '~'
                | '$'
                | '&'
                | '#'
                | '"'
                | '{'
                | '}'
        ) {
            said.push('\\');
        }
        said.push(letter);
    }
    said
}
