//! Front matter: the keys whose text is copy, and the plain values that say what a page is for.
//!
//! A YAML or TOML library gives values but not where each letter of them stands, and it refuses a
//! block that has one mistake in it. Only top-level texts and lists of texts matter here, so they are
//! read line by line, and what is not understood is left alone.

mod scalar;

use crate::document::BlockKind;
use crate::document::builder::Builder;
use crate::position::SourceSpan;
use scalar::Piece;

/// How front matter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Syntax {
    Yaml,
    Toml,
}

/// Reads the front matter that `source` begins with, if it does; returns where the rest begins.
/// The text of the keys in `copy` becomes blocks.
pub(super) fn read(builder: &mut Builder, source: &str, copy: &[String]) -> usize {
    let Some((syntax, inner, end)) = find(source) else {
        return 0;
    };
    for (key, start) in keys(source, inner, syntax) {
        let values = scalar::values(source, start, syntax);
        if let [value] = values.as_slice() {
            builder.meta(
                key,
                &value
                    .iter()
                    .map(|piece| piece.text.as_ref())
                    .collect::<String>(),
            );
        }
        if copy.iter().any(|wanted| wanted.eq_ignore_ascii_case(key)) {
            for value in &values {
                put(builder, value);
            }
        }
    }
    end
}

/// Where the front matter's text stands, and where the page begins after it.
fn find(source: &str) -> Option<(Syntax, SourceSpan, usize)> {
    let mut lines = lines_from(source, 0);
    let (_, first) = lines.next()?;
    let (syntax, closers): (_, &[&str]) = match first.trim_end() {
        "---" => (Syntax::Yaml, &["---", "..."]),
        "+++" => (Syntax::Toml, &["+++"]),
        _ => return None,
    };
    let start = first.len();
    let mut looks_right = false;
    for (at, line) in lines {
        let words = line.trim_end();
        if closers.contains(&words) {
            // Two rules with prose between them are no front matter.
            let is_empty = source[start..at].trim().is_empty();
            return (looks_right || is_empty)
                .then(|| (syntax, SourceSpan::new(start, at), at + line.len()));
        }
        if !looks_right && !words.is_empty() && !words.starts_with('#') {
            looks_right =
                key_of(line, syntax).is_some() || words.starts_with('[') && syntax == Syntax::Toml;
            if !looks_right {
                return None;
            }
        }
    }
    None
}

/// The top-level keys in `inner`, each with the span from the start of its value to the end of what may belong to it.
fn keys(source: &str, inner: SourceSpan, syntax: Syntax) -> Vec<(&str, SourceSpan)> {
    let mut found: Vec<(&str, SourceSpan)> = Vec::new();
    let close_last = |found: &mut Vec<(&str, SourceSpan)>, end| {
        if let Some((_, last)) = found.last_mut() {
            last.end = end;
        }
    };
    for (at, line) in lines_from(&source[..inner.end], inner.start) {
        let is_table = syntax == Syntax::Toml && line.starts_with('[');
        if is_table && !is_in_array(found.last(), source, at) {
            close_last(&mut found, at);
            break; // keys of tables are not top-level
        }
        if let Some((key, after)) = key_of(line, syntax) {
            close_last(&mut found, at);
            found.push((key, SourceSpan::new(at + after, inner.end)));
        }
    }
    found
}

/// Whether byte `at` lies in an array that the last key began and that is not closed.
fn is_in_array(last: Option<&(&str, SourceSpan)>, source: &str, at: usize) -> bool {
    last.is_some_and(|(_, value)| {
        let written = source[value.start..at].trim();
        written.starts_with('[') && !written.ends_with(']')
    })
}

/// The key that a line begins with, and where in the line its value begins.
fn key_of(line: &str, syntax: Syntax) -> Option<(&str, usize)> {
    let sign = if syntax == Syntax::Yaml { ':' } else { '=' };
    let end = line.find(sign)?;
    let after = &line[end + 1..];
    if syntax == Syntax::Yaml && !after.is_empty() && !after.starts_with([' ', '\t', '\r', '\n']) {
        return None;
    }
    if line.starts_with([' ', '\t']) {
        return None;
    }
    let key = line[..end].trim();
    let bare = key.trim_matches(['"', '\'']);
    let is_name = |letter: char| {
        letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | ' ' | '/' | '@' | '$')
    };
    (!bare.is_empty() && bare.chars().all(is_name) && !bare.starts_with("- "))
        .then_some((bare, end + 1))
}

/// The lines of `source` from byte `start` on, with their places and line ends.
fn lines_from(source: &str, start: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut at = start;
    source[start..].split_inclusive('\n').map(move |line| {
        let place = at;
        at += line.len();
        (place, line)
    })
}

/// Adds a value as a block, or as several where an empty line parts it.
fn put(builder: &mut Builder, value: &[Piece<'_>]) {
    let (Some(first), Some(last)) = (value.first(), value.last()) else {
        return;
    };
    builder.open(
        BlockKind::Meta,
        SourceSpan::new(first.source.start, last.source.end),
    );
    for piece in value {
        if piece.text == "\n\n" {
            builder.split(piece.source.end);
        } else if piece.is_verbatim() {
            builder.verbatim(&piece.text, piece.source.start);
        } else {
            builder.replaced(&piece.text, piece.source);
        }
    }
    builder.close();
}

#[cfg(test)]
mod tests;
