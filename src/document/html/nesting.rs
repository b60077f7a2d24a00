//! What the elements of a page open and close: inlines, cells, headings, parts in Markdown.

use std::sync::Arc;

use super::elements::{Element, Role};
use super::flow::{Flow, Inline};
use super::raised;
use super::tokens::{Attribute, StartTag};
use crate::document::InlineKind;
use crate::document::builder::Builder;
use crate::position::SourceSpan;

/// More than this many open inline elements are not told apart.
const DEEPEST: usize = 64;

impl Flow<'_> {
    pub(super) fn open_inline(&mut self, builder: &Builder, element: Element, tag: &StartTag) {
        if tag.closes_itself || self.inlines.len() == DEEPEST {
            return;
        }
        let kind = match element.role {
            Role::Raised => None,
            Role::Emphasis => Some(InlineKind::Emphasis),
            Role::Quote => Some(InlineKind::Quote),
            Role::Link => match tag.value(Attribute::Href) {
                Some(value) => Some(InlineKind::Link(Arc::from(&self.source[value.range()]))),
                None => Some(InlineKind::Other),
            },
            _ => Some(InlineKind::Other),
        };
        // The space that waits will stand before it.
        let length = builder.open_len();
        let waits = length > 0 && self.pending.is_some();
        self.inlines.push(Inline {
            name: element.name,
            kind,
            from: length + usize::from(waits),
            start: tag.span.start,
            fresh: builder.is_open(),
        });
    }

    pub(super) fn close_inline(
        &mut self,
        builder: &mut Builder,
        element: Element,
        span: SourceSpan,
    ) {
        let is_it = |inline: &Inline| inline.name == element.name;
        let Some(at) = self.inlines.iter().rposition(is_it) else {
            return;
        };
        let inline = self.inlines.remove(at);
        if !builder.is_open() {
            return;
        }
        let source = SourceSpan::new(inline.start, span.end);
        if let Some(kind) = inline.kind {
            builder.inline(kind, inline.from, source);
            return;
        }
        raised::raise(builder, inline.from, source, element.name == "sub");
        // What is inside it is part of what the mark stands for.
        for inner in self.inlines.iter_mut().skip(at) {
            inner.from = inner.from.max(builder.open_len());
        }
        self.pending = self
            .pending
            .take()
            .filter(|pending| pending.source.start < source.start);
    }

    pub(super) fn open_context(&mut self, element: Element, tag: &StartTag) {
        // A page may leave the end tags of its headings out; whatever cannot stand in one ends it.
        if matches!(
            element.name,
            "p" | "ul" | "ol" | "table" | "section" | "article"
        ) {
            self.contexts.close_heading();
        }
        if tag.closes_itself || self.inside.is_some() {
            return;
        }
        match element.role {
            Role::Heading(level) => self.contexts.open_heading(level),
            Role::Caption => self.contexts.open_caption(),
            Role::Title => self.contexts.open_title(),
            Role::Drawing => self.contexts.open_drawing(),
            Role::Table => self.contexts.open_table(),
            Role::Row => self.contexts.open_row(),
            Role::Cell | Role::HeaderCell => {
                let columns = tag
                    .value(Attribute::ColumnSpan)
                    .and_then(|value| self.source[value.range()].trim().parse().ok())
                    .map_or(1, |columns: usize| columns.clamp(1, 1000));
                self.contexts
                    .open_cell(element.role == Role::HeaderCell, columns);
            }
            _ => {}
        }
    }

    pub(super) fn close_context(&mut self, element: Element) {
        if self.inside.is_some() {
            return;
        }
        match element.role {
            Role::Heading(_) => self.contexts.close_heading(),
            Role::Caption => self.contexts.close_caption(),
            Role::Title => self.contexts.close_title(),
            Role::Drawing => self.contexts.close_drawing(),
            Role::Table => self.contexts.close_table(),
            Role::Row | Role::Cell | Role::HeaderCell => self.contexts.close_cell(),
            _ => {}
        }
    }

    pub(super) fn open_markdown(&mut self, element: Element, tag: &StartTag) {
        match &mut self.markdown {
            Some((name, depth)) if *name == element.name => *depth += 1,
            None if self.inside.is_none() && tag.value(Attribute::Markdown).is_some() => {
                self.markdown = Some((element.name, 1));
            }
            _ => {}
        }
    }

    pub(super) fn close_markdown(&mut self, element: Element) {
        if let Some((name, depth)) = &mut self.markdown
            && *name == element.name
        {
            *depth -= 1;
            if *depth == 0 {
                self.markdown = None;
            }
        }
    }
}
