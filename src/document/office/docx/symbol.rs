//! Characters of fonts that have signs of their own where others have letters.

use super::super::xml::Tag;
use crate::document::OPAQUE;

/// What a `w:sym` shows: the marks of the font Symbol, else a character that is no letter.
pub(super) fn symbol(tag: &Tag<'_>) -> char {
    let code = tag
        .attribute("char")
        .and_then(|code| u32::from_str_radix(&code, 16).ok());
    let is_symbol = tag.attribute("font").is_some_and(|font| font == "Symbol");
    match code {
        Some(0xf0d2 | 0xf0e2) if is_symbol => '®',
        Some(0xf0d3 | 0xf0e3) if is_symbol => '©',
        Some(0xf0d4 | 0xf0e4) if is_symbol => '™',
        // A font's own characters have no meaning outside of it.
        Some(0xf000..=0xf0ff) | None => OPAQUE,
        Some(code) => char::from_u32(code).unwrap_or(OPAQUE),
    }
}
