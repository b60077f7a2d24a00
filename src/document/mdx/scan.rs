//! Finds what of an MDX file is not Markdown.
//!
//! One pass, line by line outside of code. What is never closed is text: a page that MDX itself would
//! refuse must still be read.

use super::{Mark, MarkKind};
use crate::position::SourceSpan;

/// The marks of `source` from byte `start` on, in order.
pub(super) fn marks(source: &str, start: usize) -> Vec<Mark> {
    let mut scan = Scan {
        source,
        at: start,
        marks: Vec::new(),
        fence: None,
        is_block_start: true,
        no_ticks: (0, Vec::new()),
        is_unbalanced: false,
        is_comment_open: false,
    };
    while scan.at < source.len() {
        scan.line();
    }
    let mut marks = scan.marks;
    fill_lines(source, &mut marks);
    marks
}

struct Scan<'s> {
    source: &'s str,
    at: usize,
    marks: Vec<Mark>,
    /// The fence of the block of code that is open.
    fence: Option<&'s str>,
    /// Whether the line before was empty or a module line.
    is_block_start: bool,
    /// Up to which byte runs of backticks of these lengths are known to have no partner.
    no_ticks: (usize, Vec<usize>),
    /// Whether an expression was found that is never closed.
    is_unbalanced: bool,
    /// Whether an HTML comment was found that is never closed.
    is_comment_open: bool,
}

impl Scan<'_> {
    /// Reads from the start of a line to the start of one that follows.
    fn line(&mut self) {
        let end = line_end(self.source, self.at);
        let line = &self.source[self.at..end];
        let words = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let fence = fence_of(words);
        if let Some(open) = self.fence {
            let is_closed = fence.is_some_and(|fence| fence == words && fence.starts_with(open));
            if is_closed {
                self.fence = None;
            }
            self.at = end;
            return;
        }
        if let Some(fence) = fence.filter(|_| !words.trim_start_matches('`').contains('`')) {
            self.fence = Some(fence);
            self.at = end;
            return;
        }
        if self.is_block_start && is_module_line(line) {
            let end = self.module_end(end);
            self.mark(self.at, end, MarkKind::Nothing);
            self.at = end;
            return;
        }
        self.is_block_start = words.is_empty();
        self.inlines(end);
    }

    /// Finds marks up to the end of the line, or of the line where the last of them ends.
    fn inlines(&mut self, mut end: usize) {
        while self.at < end {
            let Some(length) = self.source[self.at..end].find(['<', '{', '`', '\\']) else {
                break;
            };
            self.at += length;
            match self.source.as_bytes()[self.at] {
                b'\\' => {
                    let escaped = self.source[self.at + 1..].chars().next();
                    self.at += 1 + escaped.map_or(0, char::len_utf8);
                }
                b'`' => self.code(),
                b'{' => self.expression(),
                _ => self.tag(),
            }
            if self.at > end {
                end = line_end(self.source, self.at - 1);
            }
        }
        self.at = self.at.max(end);
    }

    fn code(&mut self) {
        let rest = &self.source[self.at..];
        let length = rest.len() - rest.trim_start_matches('`').len();
        self.at += length;
        if self.no_ticks.0 <= self.at {
            let tail = &self.source[self.at..];
            let paragraph = tail.find("\n\n").unwrap_or(tail.len());
            self.no_ticks = (self.at + paragraph, Vec::new());
        }
        if self.no_ticks.1.contains(&length) {
            return;
        }
        let tail = &self.source[self.at..self.no_ticks.0];
        let mut at = 0;
        while let Some(open) = tail[at..].find('`') {
            let run = &tail[at + open..];
            let found = run.len() - run.trim_start_matches('`').len();
            at += open + found;
            if found == length {
                self.at += at;
                return;
            }
        }
        self.no_ticks.1.push(length);
    }

    fn expression(&mut self) {
        let start = self.at;
        self.at += 1;
        if self.is_unbalanced {
            return;
        }
        let Some(end) = expression_end(self.source, start) else {
            self.is_unbalanced = true;
            return;
        };
        let inner = &self.source[start + 1..end - 1];
        let kind = match (comment(inner), one_text(inner)) {
            (Some((from, length)), _) => {
                MarkKind::Comment(SourceSpan::new(start + 1 + from, start + 1 + from + length))
            }
            (None, Some((from, length))) => {
                MarkKind::Text(SourceSpan::new(start + 1 + from, start + 1 + from + length))
            }
            _ => MarkKind::Expression,
        };
        self.mark(start, end, kind);
        self.at = end;
    }

    fn tag(&mut self) {
        let start = self.at;
        self.at += 1;
        let rest = &self.source[start..];
        if rest.starts_with("<!--") {
            if self.is_comment_open {
                return;
            }
            match rest.find("-->") {
                Some(length) => {
                    let inner = SourceSpan::new(start + 4, (start + length).max(start + 4));
                    self.at = start + length + 3;
                    self.mark(start, self.at, MarkKind::Comment(inner));
                }
                None => self.is_comment_open = true,
            }
            return;
        }
        if let Some(end) = self.tag_end(start) {
            self.mark(start, end, MarkKind::Tag);
            self.at = end;
        }
    }

    /// Where the tag ends that begins at byte `start`, if it is one.
    fn tag_end(&mut self, start: usize) -> Option<usize> {
        let rest = &self.source[start + 1..];
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let length = name
            .find(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_')))
            .unwrap_or(name.len());
        let after = &name[length..];
        let is_fragment = length == 0 && after.starts_with('>');
        let is_name = name.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && !after.starts_with("://")
            && !after.starts_with('@');
        if !is_fragment && !is_name {
            return None;
        }
        let mut at = self.source.len() - after.len();
        while let Some(length) = self.source[at..].find(['>', '<', '"', '\'', '{']) {
            at += length;
            match self.source.as_bytes()[at] {
                b'>' => return Some(at + 1),
                b'<' => return None,
                b'{' => {
                    if self.is_unbalanced {
                        return None;
                    }
                    let Some(end) = expression_end(self.source, at) else {
                        self.is_unbalanced = true;
                        return None;
                    };
                    at = end;
                }
                quote => {
                    let inner = &self.source[at + 1..];
                    at += inner.find(char::from(quote))? + 2;
                }
            }
        }
        None
    }

    /// Where the module lines end that begin with the line that ends at `end`: at an empty line.
    fn module_end(&self, mut end: usize) -> usize {
        while end < self.source.len() {
            let next = line_end(self.source, end);
            if self.source[end..next].trim().is_empty() {
                break;
            }
            end = next;
        }
        end
    }

    fn mark(&mut self, start: usize, end: usize, kind: MarkKind) {
        self.marks.push(Mark {
            span: SourceSpan::new(start, end),
            kind,
            fills_lines: kind == MarkKind::Nothing,
        });
    }
}

/// Finds the marks that fill their lines, alone or with others.
fn fill_lines(source: &str, marks: &mut [Mark]) {
    let is_blank = |from: usize, to: usize| {
        let between = &source[from..to];
        let tail = between.rfind('\n').map_or(between, |at| &between[at + 1..]);
        tail.chars()
            .all(|letter| matches!(letter, ' ' | '\t' | '>'))
    };
    let mut from = 0;
    while from < marks.len() {
        // Marks with nothing but white space between them on a line go together.
        let mut to = from + 1;
        while to < marks.len() {
            let between = &source[marks[to - 1].span.end..marks[to].span.start];
            if between.contains('\n') || !between.trim_ascii().is_empty() {
                break;
            }
            to += 1;
        }
        let line_start = if from == 0 {
            0
        } else {
            marks[from - 1].span.end
        };
        let has_break =
            source[line_start..marks[from].span.start].contains('\n') || line_start == 0;
        let last = marks[to - 1].span.end;
        let after = source[last..].trim_start_matches([' ', '\t', '\r']);
        let ends = after.is_empty() || after.starts_with('\n') || source[..last].ends_with('\n');
        let shows = |mark: &Mark| matches!(mark.kind, MarkKind::Text(_));
        let fills = has_break
            && ends
            && is_blank(line_start, marks[from].span.start)
            && !marks[from..to].iter().any(shows);
        for mark in &mut marks[from..to] {
            mark.fills_lines |= fills;
        }
        from = to;
    }
}

/// Where the expression ends that begins with the brace at byte `start`.
pub(super) fn expression_end(source: &str, start: usize) -> Option<usize> {
    let bytes = source.as_bytes();
    let mut depth = 0_usize;
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at += source[at..].find("*/")? + 1;
            }
            // An apostrophe in a text of JSX opens no string: a string ends on its line.
            quote @ (b'"' | b'\'') => {
                let line = &source[at + 1..];
                let line = &line[..line.find('\n').unwrap_or(line.len())];
                if let Some(length) = string_length(line, quote) {
                    at += length;
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// How many bytes of `text` come up to and with the closing `quote`.
fn string_length(text: &str, quote: u8) -> Option<usize> {
    let mut is_escaped = false;
    text.bytes()
        .position(|byte| {
            let ends = byte == quote && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            ends
        })
        .map(|at| at + 1)
}

/// Where in an expression its only text stands, if it is nothing but one text without escapes.
pub(super) fn one_text(inner: &str) -> Option<(usize, usize)> {
    let words = inner.trim();
    let quote = words
        .chars()
        .next()
        .filter(|mark| matches!(mark, '"' | '\'' | '`'))?;
    let text = words.get(1..)?.strip_suffix(quote)?;
    let is_plain = !text.contains([quote, '\\', '$', '\n', '"']);
    let from = inner.len() - inner.trim_start().len() + 1;
    is_plain.then_some((from, text.len()))
}

/// Where in an expression its comment stands, if it is nothing else.
fn comment(inner: &str) -> Option<(usize, usize)> {
    let words = inner.trim();
    let text = words.strip_prefix("/*")?.strip_suffix("*/")?;
    let from = inner.len() - inner.trim_start().len() + 2;
    Some((from, text.len()))
}

/// The fence that a line begins with.
fn fence_of(line: &str) -> Option<&str> {
    let mark = line
        .chars()
        .next()
        .filter(|mark| matches!(mark, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(mark).len();
    (length >= 3).then(|| &line[..length])
}

fn is_module_line(line: &str) -> bool {
    const EXPORTS: [&str; 9] = [
        "const ",
        "let ",
        "var ",
        "function ",
        "default ",
        "async ",
        "class ",
        "{",
        "* ",
    ];
    if let Some(rest) = line.strip_prefix("export ") {
        return EXPORTS.iter().any(|export| rest.starts_with(export));
    }
    line.strip_prefix("import ").is_some_and(|rest| {
        rest.starts_with(['{', '*', '"', '\''])
            || line.contains(" from ") && line.contains(['"', '\''])
    })
}

/// Where the line ends that holds byte `at`, its line feed included.
fn line_end(source: &str, at: usize) -> usize {
    source[at..]
        .find('\n')
        .map_or(source.len(), |length| at + length + 1)
}
