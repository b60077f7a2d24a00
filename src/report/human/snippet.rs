//! The lines shown of a file, cut around the words of a finding.
//!
//! miette looks lines up in the source it is given by reading it from the start. A large file with
//! many findings would be read once for each, so miette gets only the few lines of one finding,
//! already cut to the width of a card and made safe to print, and is told which lines they are.

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use unicode_width::UnicodeWidthChar;

use super::WIDTH;
use crate::finding::{Finding, Location};
use crate::position::LineIndex;
use crate::position::SourceSpan as Bytes;
use crate::report::FileReport;
use crate::report::visible::{is_unsafe, push_visible, visible};

/// Lines before or after the words that may be shown for the sake of a word nearby.
const LINES_AROUND: usize = 2;
/// The most lines of one finding.
const LINES: usize = 6;
/// Columns left of the text: the line number and the rule beside it.
const GUTTER: usize = 8;
/// Columns shown before the first underlined word of a line that is cut.
const LEAD: usize = 24;

/// A few lines of a file, as miette reads them.
#[derive(Debug)]
pub(super) struct Snippet {
    name: String,
    data: String,
    /// 0-based line of the file that the data begins with.
    first_line: usize,
    /// 0-based place of the finding, as the heading of the card says it.
    at: (usize, usize),
    labels: Vec<Label>,
}

#[derive(Debug, Clone)]
struct Label {
    /// In the source until the lines are cut, then in the data.
    start: usize,
    end: usize,
    text: Option<String>,
    primary: bool,
}

impl Snippet {
    /// Cuts the lines of `finding` out of its file, or, where there are no lines, out of the text
    /// of the shape or paragraph that it stands in.
    pub(super) fn new(file: &FileReport, lines: &LineIndex, finding: &Finding) -> Self {
        match &finding.location {
            Some(location) => Self::of_block(file, location, finding),
            None => Self::of_lines(&visible(&file.path), &file.source.text, lines, finding),
        }
    }

    fn of_block(file: &FileReport, location: &Location, finding: &Finding) -> Self {
        let lines = LineIndex::new(&location.block);
        let bytes = |range: &std::ops::Range<usize>| Bytes::new(range.start, range.end);
        let words = |range: &std::ops::Range<usize>| {
            (location.block[range.clone()].to_owned(), bytes(range))
        };
        let in_block = Finding {
            span: bytes(&location.hit),
            segments: vec![bytes(&location.hit)],
            evidence: location.evidence.iter().map(words).collect(),
            ..finding.clone()
        };
        let name = visible(&format!("{}: {location}", file.path)).into_owned();
        Self::of_lines(&name, &location.block, &lines, &in_block)
    }

    fn of_lines(name: &str, source: &str, lines: &LineIndex, finding: &Finding) -> Self {
        let mut wanted = wanted(source, finding);
        let hit_first = lines.line_of(finding.span.start);
        let hit_last = lines
            .line_of(finding.span.end.max(finding.span.start + 1) - 1)
            .min(hit_first + LINES - 1);
        wanted.retain(|label| {
            let line = lines.line_of(label.start);
            label.primary && line <= hit_last
                || line + LINES_AROUND >= hit_first && line <= hit_last + LINES_AROUND
        });
        let line_of = |label: &Label| lines.line_of(label.start);
        let first_line = wanted
            .iter()
            .map(line_of)
            .min()
            .unwrap_or(hit_first)
            .min(hit_first);
        let last_line = wanted
            .iter()
            .map(line_of)
            .max()
            .unwrap_or(hit_last)
            .max(hit_last);
        let mut snippet = Self {
            name: name.to_owned(),
            data: String::new(),
            first_line,
            at: (finding.start.line.get() - 1, finding.start.column.get() - 1),
            labels: Vec::new(),
        };
        for line in first_line..=last_line {
            let start = lines.start_of(line, source);
            let text = lines.line(line, source);
            let on_line = split_to_line(&wanted, start, start + text.len());
            snippet.push_line(text, start, &on_line);
        }
        snippet
    }

    /// What miette underlines.
    pub(super) fn labels(&self) -> impl Iterator<Item = LabeledSpan> + '_ {
        self.labels.iter().map(|label| {
            let span = (label.start, label.end - label.start);
            if label.primary && label.text.is_some() {
                LabeledSpan::new_primary_with_span(label.text.clone(), span)
            } else {
                LabeledSpan::new_with_span(label.text.clone(), span)
            }
        })
    }

    /// Adds one line, cut to the width of a card around its labels, which are in source bytes.
    fn push_line(&mut self, text: &str, start: usize, labels: &[Label]) {
        let room = WIDTH - GUTTER;
        let first = labels
            .iter()
            .map(|label| label.start - start)
            .min()
            .unwrap_or(0);
        let from = cut_start(text, first, room);
        let offset = |at: usize| at.saturating_sub(start);
        let mut placed: Vec<(usize, usize)> = labels.iter().map(|_| (usize::MAX, 0)).collect();
        let mut width = 0;
        if from > 0 {
            self.data.push('…');
            width += 1;
        }
        let mut cut = false;
        for (at, letter) in text[from..]
            .char_indices()
            .map(|(at, letter)| (from + at, letter))
        {
            width += if is_unsafe(letter) {
                8
            } else {
                letter.width().unwrap_or(0)
            };
            if width > room {
                cut = true;
                break;
            }
            let before = self.data.len();
            if letter == '\t' {
                self.data.push(' ');
            } else {
                push_visible(&mut self.data, letter);
            }
            for (label, place) in labels.iter().zip(&mut placed) {
                if at >= offset(label.start) && at < offset(label.end) {
                    *place = (place.0.min(before), self.data.len());
                }
            }
        }
        if cut {
            self.data.push('…');
        }
        self.data.push('\n');
        for (label, (start, end)) in labels.iter().zip(placed) {
            if start < end {
                self.labels.push(Label {
                    start,
                    end,
                    ..label.clone()
                });
            }
        }
    }
}

/// The words to underline, in source bytes; at most two carry a text.
fn wanted(source: &str, finding: &Finding) -> Vec<Label> {
    let mut labels = Vec::new();
    let text = super::super::wording::remedy(finding).filter(|_| !finding.suggestions.is_empty());
    for (at, segment) in finding
        .segments
        .iter()
        .flat_map(|segment| pieces(source, *segment))
        .enumerate()
    {
        let text = if at == 0 { text.clone() } else { None };
        labels.push(Label {
            start: segment.start,
            end: segment.end,
            text,
            primary: true,
        });
    }
    let mut named = false;
    for (words, span) in &finding.evidence {
        if finding
            .segments
            .iter()
            .any(|segment| segment.overlaps(span))
        {
            continue;
        }
        for piece in pieces(source, *span) {
            let text = (!named).then(|| format!("{} is named here", visible(words)));
            named = true;
            labels.push(Label {
                start: piece.start,
                end: piece.end,
                text,
                primary: false,
            });
        }
    }
    labels
}

/// `span` cut at line ends, without the white space at the edges of each piece.
fn pieces(source: &str, span: Bytes) -> Vec<Bytes> {
    let mut found = Vec::new();
    let mut at = span.start;
    for part in source[span.range()].split_inclusive(['\n', '\r']) {
        let lead = part.len() - part.trim_start().len();
        let length = part.trim().len();
        if length > 0 {
            found.push(Bytes::new(at + lead, at + lead + length));
        }
        at += part.len();
    }
    found
}

fn split_to_line(labels: &[Label], start: usize, end: usize) -> Vec<Label> {
    labels
        .iter()
        .filter(|label| start <= label.start && label.start < end.max(start + 1))
        .cloned()
        .collect()
}

/// The byte from which a line is shown, so that byte `first` of it can be seen.
fn cut_start(text: &str, first: usize, room: usize) -> usize {
    // Only what stands before the first label counts, and of that no more than could be shown.
    let mut at = first.min(text.len());
    let mut width = 0;
    for (index, letter) in text[..at].char_indices().rev() {
        width += letter.width().unwrap_or(0);
        if width > room / 2 {
            break;
        }
        at = index;
    }
    if at == 0 {
        return 0;
    }
    // Cut: show less before the words, so that more can be shown after them.
    let mut at = first.min(text.len());
    for (shown, (index, _)) in text[..at].char_indices().rev().enumerate() {
        if shown >= LEAD {
            break;
        }
        at = index;
    }
    at
}

impl SourceCode for Snippet {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        context_lines_before: usize,
        context_lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let all = SourceSpan::from((0, self.data.len()));
        // Without context miette asks for the place to print above the card; with context, for lines.
        let (line, column) = if context_lines_before + context_lines_after == 0 {
            self.at
        } else {
            (self.first_line, 0)
        };
        if span.offset() + span.len() > self.data.len() {
            return Err(MietteError::OutOfBounds);
        }
        let lines = self.data.lines().count();
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            self.data.as_bytes(),
            all,
            line,
            column,
            lines,
        )))
    }
}
