//! What is open at a place in HTML, and what becomes of the text there.
//!
//! In a page it opens and closes the blocks itself; inside a block of Markdown ([`Flow::inside`]) it
//! only sees to the markup between the texts, which the reader of Markdown adds.

use std::sync::Arc;

use super::closers::Closers;
use super::contexts::Contexts;
use super::elements::{Element, Role};
use super::space::{self, Run};
use super::tokens::{StartTag, Token, Tokens};
use crate::document::builder::Builder;
use crate::document::{BlockKind, Cell, InlineKind, OPAQUE, directive, markdown};
use crate::position::SourceSpan;

/// The state of reading HTML.
#[derive(Debug)]
pub(in crate::document) struct Flow<'s> {
    /// The whole source.
    pub(super) source: &'s str,
    closers: Closers<'s>,
    pub(super) contexts: Contexts,
    pub(super) inlines: Vec<Inline>,
    hidden: Option<Hidden>,
    /// White space or a line break that no text has followed yet.
    pub(super) pending: Option<Pending>,
    /// Where the markup before the next block begins.
    lead: Option<usize>,
    /// Up to where a block of Markdown reaches, inside one.
    pub(super) inside: Option<usize>,
    /// The element whose text is Markdown, and how many of its name are open.
    pub(super) markdown: Option<(&'static str, usize)>,
    footnote: Option<Arc<str>>,
}

/// An open inline element.
#[derive(Debug)]
pub(super) struct Inline {
    pub(super) name: &'static str,
    /// None for what is set above or below the line.
    pub(super) kind: Option<InlineKind>,
    /// The byte of the block's text where it begins.
    pub(super) from: usize,
    /// Where its start tag begins.
    pub(super) start: usize,
    /// Whether it was opened in the block that is open.
    pub(super) fresh: bool,
}

/// The open element whose text is not copy.
#[derive(Debug)]
struct Hidden {
    name: &'static str,
    start: usize,
    is_word: bool,
    /// Whether it ends with the block of Markdown that it stands in.
    inside: bool,
}

/// What was open before a block inside another.
#[derive(Debug)]
pub(in crate::document) struct Aside(Vec<Inline>);

/// White space or a line break that no text has followed yet.
#[derive(Debug, Clone, Copy)]
pub(in crate::document) struct Pending {
    pub(in crate::document) source: SourceSpan,
    is_line: bool,
}

impl<'s> Flow<'s> {
    pub(in crate::document) fn new(source: &'s str) -> Self {
        Self {
            source,
            closers: Closers::new(source),
            contexts: Contexts::default(),
            inlines: Vec::new(),
            hidden: None,
            pending: None,
            lead: None,
            inside: None,
            markdown: None,
            footnote: None,
        }
    }

    /// Reads `text`, which stands at `base` of the source: all of it, or a piece with markup of its own.
    pub(in crate::document) fn read(&mut self, builder: &mut Builder, text: &str, base: usize) {
        let mut tokens = Tokens::new(text, base);
        let mut at = base;
        while let Some(token) = tokens.next() {
            let span = token.span();
            self.text(builder, &text[at - base..span.start.max(at) - base], at);
            at = span.end.max(at);
            if let Token::Start(tag) = &token
                && let Some(element) = tag.element
                && let Some(state) = element.content()
                && !tag.closes_itself
                && self.closers.has(element.name, at, usize::MAX)
            {
                tokens.set_state(state);
            }
            self.token(builder, &token);
        }
        self.text(builder, &text[at - base..], at);
    }

    /// Reads the markup in `text`, a piece of a block of Markdown that reaches up to byte `limit`.
    pub(in crate::document) fn inside(
        &mut self,
        builder: &mut Builder,
        text: &str,
        base: usize,
        limit: usize,
    ) {
        self.inside = Some(limit);
        self.markup(builder, text, base);
        self.inside = None;
    }

    /// Reads the markup in `text`, and not what stands between.
    pub(in crate::document) fn markup(&mut self, builder: &mut Builder, text: &str, base: usize) {
        for token in Tokens::new(text, base) {
            self.token(builder, &token);
        }
    }

    /// The whole source.
    pub(in crate::document) const fn source(&self) -> &'s str {
        self.source
    }

    /// Whether what stands here is not copy.
    pub(in crate::document) const fn is_hidden(&self) -> bool {
        self.hidden.is_some()
    }

    /// The line break that no text has followed yet.
    pub(in crate::document) fn pending(&mut self) -> &mut Option<Pending> {
        &mut self.pending
    }

    /// Says to which footnote the blocks from here on belong.
    pub(in crate::document) fn set_footnote(&mut self, label: Option<Arc<str>>) {
        self.footnote = label;
    }

    /// The number of a table that begins now, 0-based.
    pub(in crate::document) fn next_table(&mut self) -> usize {
        self.contexts.next_table()
    }

    /// Opens a block of Markdown: one of `kind`, unless the page around it says otherwise.
    pub(in crate::document) fn open_block(
        &mut self,
        builder: &mut Builder,
        kind: BlockKind,
        cell: Option<Cell>,
        source: SourceSpan,
    ) {
        let (around, outer_cell) = self.contexts.kind();
        let kind = match (kind, around) {
            (BlockKind::Body, BlockKind::Cell | BlockKind::Caption) => around,
            _ => kind,
        };
        builder.open(kind, source);
        if let Some(cell) = cell.or(outer_cell) {
            builder.set_cell(cell);
        }
        if let Some(label) = &self.footnote {
            builder.set_footnote(Arc::clone(label));
        }
    }

    /// Forgets what was open inside a block of Markdown that ends.
    pub(in crate::document) fn leave_block(&mut self) {
        self.pending = None;
        self.inlines.clear();
        if self.hidden.as_ref().is_some_and(|hidden| hidden.inside) {
            self.hidden = None;
        }
    }

    /// Sets aside what is open while a block inside the open one is read.
    pub(in crate::document) fn enter(&mut self) -> Aside {
        self.pending = None;
        Aside(std::mem::take(&mut self.inlines))
    }

    /// Takes up again what was open before the inner block.
    pub(in crate::document) fn leave(&mut self, aside: Aside) {
        self.leave_block();
        self.inlines = aside.0;
    }

    /// Ends the open block, if there is one, at byte `at` of the source.
    pub(in crate::document) fn end_block(&mut self, builder: &mut Builder, at: usize) {
        self.pending = None;
        self.lead = None;
        self.inlines.retain(|inline| inline.kind.is_some()); // a mark does not reach over an edge
        if !builder.is_open() {
            return;
        }
        for inline in &self.inlines {
            if let Some(kind) = &inline.kind {
                let source = SourceSpan::new(inline.start, at.max(inline.start));
                builder.inline(kind.clone(), inline.from, source);
            }
        }
        self.inlines.retain(|inline| !inline.fresh);
        for inline in &mut self.inlines {
            inline.from = 0;
        }
        builder.set_source_end(at);
        match self.contexts.begin_section() {
            Some(level) => builder.close_heading(level),
            None => builder.close(),
        }
    }

    fn token(&mut self, builder: &mut Builder, token: &Token) {
        match token {
            Token::Start(tag) => self.start(builder, tag),
            Token::End(Some(element), span) => self.end(builder, *element, *span),
            Token::Comment(span) => {
                let comment = &self.source[span.range()];
                let words = comment.strip_prefix("<!--").unwrap_or(comment);
                directive::read(builder, words.strip_suffix("-->").unwrap_or(words), *span);
            }
            Token::End(None, _) | Token::Other(_) => {}
        }
    }

    fn text(&mut self, builder: &mut Builder, text: &str, start: usize) {
        if self.is_hidden() || text.is_empty() {
            return;
        }
        if self.markdown.is_some() && text.contains(['*', '_', '`', '[', '~']) {
            self.end_block(builder, start);
            markdown::read_piece(builder, self.source, start..start + text.len());
            return;
        }
        space::runs(text, start, |run| match run {
            Run::Words(words, at) => {
                self.reach(builder, at);
                builder.verbatim(words, at);
            }
            Run::Space(span) => self.wait(span, false),
            Run::Reference(decoded, span) => {
                self.reach(builder, span.start);
                builder.replaced(&decoded, span);
            }
        });
    }

    /// Remembers white space or a line break until text follows it.
    fn wait(&mut self, source: SourceSpan, is_line: bool) {
        match &mut self.pending {
            Some(pending) => {
                if is_line || pending.source.end == source.start {
                    pending.source.end = source.end;
                }
                pending.is_line |= is_line;
            }
            None => self.pending = Some(Pending { source, is_line }),
        }
    }

    /// Sees to it that a block is open for what stands at byte `at`, and that the white space before it is in it.
    fn reach(&mut self, builder: &mut Builder, at: usize) {
        if self.inside.is_some() {
            return;
        }
        if !builder.is_open() {
            let start = self.lead.take().unwrap_or(at);
            let (kind, cell) = self.contexts.kind();
            self.open_block(builder, kind, cell, SourceSpan::new(start, at));
        }
        let Some(Pending { source, is_line }) = self.pending.take() else {
            return;
        };
        if builder.open_len() == 0 {
            return;
        }
        let written = &self.source[source.range()];
        if !is_line && matches!(written, " " | "\n") {
            builder.verbatim(written, source.start);
        } else {
            builder.replaced(if is_line { "\n" } else { " " }, source);
        }
    }

    fn start(&mut self, builder: &mut Builder, tag: &StartTag) {
        if self.is_hidden() {
            return;
        }
        if self.inside.is_none() {
            self.lead.get_or_insert(tag.span.start);
        }
        let Some(element) = tag.element else {
            return self.attributes(builder, tag);
        };
        self.open_markdown(element, tag);
        match element.role {
            Role::Inline | Role::Emphasis | Role::Quote | Role::Raised | Role::Link => {
                self.open_inline(builder, element, tag);
            }
            Role::Picture => self.word(builder, tag.span),
            Role::Break => self.wait(tag.span, true),
            Role::Hidden | Role::Opaque => self.hide(element, tag),
            Role::HiddenBlock => {
                self.edge(builder, tag.span, true);
                self.hide(element, tag);
            }
            Role::Meta => self.meta(builder, tag),
            _ => {
                self.edge(builder, tag.span, true);
                self.open_context(element, tag);
            }
        }
        self.attributes(builder, tag);
    }

    fn end(&mut self, builder: &mut Builder, element: Element, span: SourceSpan) {
        if let Some(hidden) = &self.hidden {
            if hidden.name == element.name {
                let all = SourceSpan::new(hidden.start, span.end);
                // What began before the block of Markdown is no word of it.
                let is_word = hidden.is_word && hidden.inside == self.inside.is_some();
                self.hidden = None;
                if is_word {
                    self.word(builder, all);
                }
            }
            return;
        }
        self.close_markdown(element);
        match element.role {
            Role::Inline | Role::Emphasis | Role::Quote | Role::Raised | Role::Link => {
                self.close_inline(builder, element, span);
            }
            Role::Break | Role::Picture | Role::Hidden | Role::Opaque | Role::Meta => {}
            _ => {
                self.edge(builder, span, false);
                self.close_context(element);
            }
        }
    }

    /// A block ends at the tag `tag`; if that is a start tag, the next block begins with it.
    fn edge(&mut self, builder: &mut Builder, tag: SourceSpan, is_start: bool) {
        let at = if is_start { tag.start } else { tag.end };
        if self.inside.is_none() {
            self.end_block(builder, at);
            self.lead = is_start.then_some(at);
        } else if builder.open_kind() == Some(BlockKind::Heading) {
            self.wait(tag, true);
        } else if builder.open_len() > 0 {
            builder.split(at);
            self.pending = None;
            self.inlines.clear();
        }
    }

    /// Adds a word of which only its place matters.
    fn word(&mut self, builder: &mut Builder, source: SourceSpan) {
        self.reach(builder, source.start);
        builder.replaced(OPAQUE.encode_utf8(&mut [0; 4]), source);
    }

    fn hide(&mut self, element: Element, tag: &StartTag) {
        let limit = self.inside.unwrap_or(usize::MAX);
        if !tag.closes_itself && self.closers.has(element.name, tag.span.end, limit) {
            self.hidden = Some(Hidden {
                name: element.name,
                start: tag.span.start,
                is_word: element.role == Role::Opaque,
                inside: self.inside.is_some(),
            });
        }
    }
}

impl Token {
    const fn span(&self) -> SourceSpan {
        match self {
            Self::Start(tag) => tag.span,
            Self::End(_, span) | Self::Comment(span) | Self::Other(span) => *span,
        }
    }
}

impl Pending {
    /// A line break of Markdown that begins at byte `start`.
    pub(in crate::document) const fn line(start: usize) -> Self {
        Self {
            source: SourceSpan::new(start, start),
            is_line: true,
        }
    }
}
