//! The texts of front matter, letter by letter: plain, quoted, and over several lines.

use std::borrow::Cow;

use super::{Syntax, lines_from};
use crate::position::SourceSpan;

/// A part of a text and what it is written as.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece<'s> {
    /// What it says; `"\n\n"` where an empty line parts two paragraphs.
    pub(super) text: Cow<'s, str>,
    /// Where it is written.
    pub(super) source: SourceSpan,
}

/// A text, in parts.
pub(super) type Value<'s> = Vec<Piece<'s>>;

impl Piece<'_> {
    /// Whether it is written as it says.
    pub(super) const fn is_verbatim(&self) -> bool {
        matches!(self.text, Cow::Borrowed(text) if text.len() == self.source.len())
    }
}

/// The texts of the value written at `span`: one, or those of a list; none if it is neither.
pub(super) fn values(source: &str, span: SourceSpan, syntax: Syntax) -> Vec<Value<'_>> {
    let text = &source[span.range()];
    let first_line = text.split('\n').next().unwrap_or("");
    let value = text.trim_start();
    let start = span.end - value.len();
    let on_first_line = !first_line.trim().is_empty() && !first_line.trim().starts_with('#');
    if on_first_line && value.starts_with('[') {
        return flow_list(source, SourceSpan::new(start + 1, span.end), syntax);
    }
    if syntax == Syntax::Toml {
        return quoted(source, SourceSpan::new(start, span.end), syntax)
            .map(|(value, _)| value)
            .into_iter()
            .collect();
    }
    if !on_first_line {
        return block_list(source, span);
    }
    one(source, SourceSpan::new(start, span.end))
        .into_iter()
        .collect()
}

/// One YAML text that begins at `span.start` and reaches no further than `span`.
fn one(source: &str, span: SourceSpan) -> Option<Value<'_>> {
    let text = &source[span.range()];
    match text.chars().next()? {
        '"' | '\'' => quoted(source, span, Syntax::Yaml).map(|(value, _)| value),
        '|' | '>' => Some(block(source, span)),
        '{' | '[' | '&' | '*' | '!' | '%' | '@' | '`' => None,
        _ => Some(plain(source, span)),
    }
}

/// Lines that begin with `- `.
fn block_list(source: &str, span: SourceSpan) -> Vec<Value<'_>> {
    let mut items: Vec<SourceSpan> = Vec::new();
    let mut indent = None;
    for (at, line) in lines_from(&source[..span.end], span.start) {
        let words = line.trim_start();
        let column = line.len() - words.len();
        let item = words.strip_prefix("- ");
        match item {
            Some(item) if *indent.get_or_insert(column) == column => {
                if let Some(last) = items.last_mut() {
                    last.end = at;
                }
                let item_start = at + line.len() - item.trim_start().len();
                items.push(SourceSpan::new(item_start, span.end));
            }
            _ if indent.is_none() && !words.is_empty() && !words.starts_with('#') => {
                return Vec::new(); // a map
            }
            _ => {}
        }
    }
    let is_map = |item: &&SourceSpan| {
        let line = source[item.range()].split('\n').next().unwrap_or("");
        !line.starts_with(['"', '\'']) && (line.contains(": ") || line.trim_end().ends_with(':'))
    };
    if items.iter().any(|item| is_map(&item)) {
        return Vec::new();
    }
    items
        .into_iter()
        .filter_map(|item| one(source, item))
        .collect()
}

/// What stands between square brackets.
fn flow_list(source: &str, span: SourceSpan, syntax: Syntax) -> Vec<Value<'_>> {
    let mut found = Vec::new();
    let mut at = span.start;
    while at < span.end {
        let rest = &source[at..span.end];
        match rest.chars().next() {
            Some('"' | '\'') => {
                let Some((value, end)) = quoted(source, SourceSpan::new(at, span.end), syntax)
                else {
                    break;
                };
                found.push(value);
                at = end;
            }
            Some(']' | '[' | '{') | None => break,
            Some('#') => at += rest.find('\n').unwrap_or(rest.len()),
            Some(letter) if letter == ',' || letter.is_whitespace() => at += letter.len_utf8(),
            Some(_) => {
                let length = rest.find([',', ']', '\n']).unwrap_or(rest.len());
                if syntax == Syntax::Yaml {
                    let words = rest[..length].trim_end();
                    found.push(vec![verbatim(source, at, at + words.len())]);
                }
                at += length;
            }
        }
    }
    found
}

/// A text in quotation marks, and where it ends, its closing marks included.
fn quoted(source: &str, span: SourceSpan, syntax: Syntax) -> Option<(Value<'_>, usize)> {
    let text = &source[span.range()];
    let mark = text
        .chars()
        .next()
        .filter(|mark| matches!(mark, '"' | '\''))?;
    let triple = text
        .get(..3)
        .filter(|marks| marks.chars().all(|letter| letter == mark));
    let closer = match triple {
        Some(marks) if syntax == Syntax::Toml => marks,
        _ => &text[..1],
    };
    let escapes = mark == '"';
    let mut value = Vec::new();
    let mut from = span.start + closer.len();
    let mut at = from;
    loop {
        let rest = &source[at..span.end];
        let letter = rest.chars().next()?;
        let length = if rest.starts_with(closer) {
            if !(mark == '\'' && syntax == Syntax::Yaml && rest.starts_with("''")) {
                break;
            }
            2
        } else if letter == '\\' && escapes {
            escape_length(rest)
        } else if letter == '\n' || letter == '\r' {
            rest.len() - rest.trim_start().len()
        } else {
            at += letter.len_utf8();
            continue;
        };
        push_verbatim(&mut value, source, from, at);
        push_replaced(&mut value, source, SourceSpan::new(at, at + length));
        at += length;
        from = at;
    }
    push_verbatim(&mut value, source, from, at);
    Some((value, at + closer.len()))
}

/// How many bytes the escape takes that `rest` begins with.
fn escape_length(rest: &str) -> usize {
    let mut letters = rest[1..].chars();
    let digits = match letters.next() {
        Some('x') => 2,
        Some('u') => 4,
        Some('U') => 8,
        Some('\r' | '\n') => return rest.len() - rest[1..].trim_start().len(),
        Some(letter) => return 1 + letter.len_utf8(),
        None => return 1,
    };
    let hex = letters.take(digits).take_while(char::is_ascii_hexdigit);
    2 + hex.count()
}

/// A plain text: to the end of the line or to a comment, with the lines that go on deeper in.
fn plain(source: &str, span: SourceSpan) -> Value<'_> {
    let mut value = Vec::new();
    let mut reached = span.start;
    for (at, line) in lines_from(&source[..span.end], span.start) {
        let comment = line
            .find(" #")
            .or_else(|| line.trim_start().starts_with('#').then_some(0));
        let words = line[..comment.unwrap_or(line.len())].trim_end();
        let begin = at + words.len() - words.trim_start().len();
        let end = at + words.len();
        if begin < end {
            if !value.is_empty() {
                push_replaced(&mut value, source, SourceSpan::new(reached, begin));
            }
            push_verbatim(&mut value, source, begin, end);
            reached = end;
        }
        if comment.is_some() {
            break;
        }
    }
    value
}

/// A text of the lines after `|` or `>`.
fn block(source: &str, span: SourceSpan) -> Value<'_> {
    let mut value = Vec::new();
    let mut reached = span.start;
    for (at, line) in lines_from(&source[..span.end], span.start).skip(1) {
        let words = line.trim();
        if words.is_empty() {
            continue;
        }
        let begin = at + (line.len() - line.trim_start().len());
        if !value.is_empty() {
            push_replaced(&mut value, source, SourceSpan::new(reached, begin));
        }
        push_verbatim(&mut value, source, begin, begin + words.len());
        reached = begin + words.len();
    }
    value
}

fn verbatim(source: &str, start: usize, end: usize) -> Piece<'_> {
    Piece {
        text: Cow::Borrowed(&source[start..end]),
        source: SourceSpan::new(start, end),
    }
}

fn push_verbatim<'s>(value: &mut Value<'s>, source: &'s str, start: usize, end: usize) {
    if start < end {
        value.push(verbatim(source, start, end));
    }
}

/// Adds what an escape or a line break stands for.
fn push_replaced<'s>(value: &mut Value<'s>, source: &'s str, span: SourceSpan) {
    let written = &source[span.range()];
    let text = match written.strip_prefix('\\') {
        Some(escape) => escaped(escape),
        None if written == "''" => "'".to_owned(),
        None if written.matches('\n').count() > 1 => "\n\n".to_owned(),
        None => "\n".to_owned(),
    };
    if !text.is_empty() {
        value.push(Piece {
            text: Cow::Owned(text),
            source: span,
        });
    }
}

/// What an escape stands for, without its backslash.
fn escaped(escape: &str) -> String {
    let letter = match escape.chars().next() {
        Some('x' | 'u' | 'U') => u32::from_str_radix(&escape[1..], 16)
            .ok()
            .and_then(char::from_u32)
            .unwrap_or(char::REPLACEMENT_CHARACTER),
        Some('n' | 'N' | 'L' | 'P' | 'r') => '\n',
        Some('t' | 'v' | 'f') => '\t',
        Some('_') => '\u{a0}',
        Some('0' | 'a' | 'b' | 'e' | '\r' | '\n') | None => return String::new(),
        Some(letter) => letter,
    };
    letter.to_string()
}
