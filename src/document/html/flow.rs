//! What is open at a place in HTML, and what becomes of the text there.
//!
//! In a page it opens and closes the blocks itself; inside a block of Markdown ([`Flow::inside`]) it
//! only sees to the markup between the texts, which the reader of Markdown adds.

use std::sync::Arc;

use super::closers::Closers;
use super::contexts::Contexts;
use super::elements::{Element, Role};
use super::space::{self, Run};
use super::tokens::{Attribute, StartTag, Token, Tokens};
use crate::document::builder::Builder;
use crate::document::{BlockKind, Cell, InlineKind, OPAQUE, directive, markdown};
use crate::position::SourceSpan;

/// More than this many open inline elements are not told apart.
const DEEPEST: usize = 64;
/// What is set above the line is a mark if it is no longer than this, in characters.
const LONGEST_MARK: usize = 8;

/// The state of reading HTML.
#[derive(Debug)]
pub(in crate::document) struct Flow<'s> {
    /// The whole source.
    source: &'s str,
    closers: Closers<'s>,
    contexts: Contexts,
    inlines: Vec<Inline>,
    hidden: Option<Hidden>,
    /// White space or a line break that no text has followed yet.
    pending: Option<Pending>,
    /// Where the markup before the next block begins.
    lead: Option<usize>,
    /// Up to where a block of Markdown reaches, inside one.
    inside: Option<usize>,
    /// The element whose text is Markdown, and how many of its name are open.
    markdown: Option<(&'static str, usize)>,
    footnote: Option<Arc<str>>,
}

/// An open inline element.
#[derive(Debug)]
struct Inline {
    name: &'static str,
    /// None for what is set above or below the line.
    kind: Option<InlineKind>,
    /// The byte of the block's text where it begins.
    from: usize,
    /// Where its start tag begins.
    start: usize,
    /// Whether it was opened in the block that is open.
    fresh: bool,
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

    fn open_inline(&mut self, builder: &Builder, element: Element, tag: &StartTag) {
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

    fn close_inline(&mut self, builder: &mut Builder, element: Element, span: SourceSpan) {
        let is_it = |inline: &Inline| inline.name == element.name;
        let Some(at) = self.inlines.iter().rposition(is_it) else {
            return;
        };
        let inline = self.inlines.remove(at);
        if !builder.is_open() {
            return;
        }
        let source = SourceSpan::new(inline.start, span.end);
        match inline.kind {
            Some(kind) => builder.inline(kind, inline.from, source),
            None => {
                raise(builder, inline.from, source, element.name == "sub");
                // What is inside it is part of what the mark stands for.
                for inner in self.inlines.iter_mut().skip(at) {
                    inner.from = inner.from.max(builder.open_len());
                }
                self.pending = self
                    .pending
                    .take()
                    .filter(|pending| pending.source.start < source.start);
            }
        }
    }

    fn open_context(&mut self, element: Element, tag: &StartTag) {
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

    fn close_context(&mut self, element: Element) {
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

    fn open_markdown(&mut self, element: Element, tag: &StartTag) {
        match &mut self.markdown {
            Some((name, depth)) if *name == element.name => *depth += 1,
            None if self.inside.is_none() && tag.value(Attribute::Markdown).is_some() => {
                self.markdown = Some((element.name, 1));
            }
            _ => {}
        }
    }

    fn close_markdown(&mut self, element: Element) {
        if let Some((name, depth)) = &mut self.markdown
            && *name == element.name
        {
            *depth -= 1;
            if *depth == 0 {
                self.markdown = None;
            }
        }
    }

    /// Adds the attributes that are copy as blocks of their own.
    fn attributes(&self, builder: &mut Builder, tag: &StartTag) {
        for &(attribute, value) in &tag.attributes {
            match attribute {
                Attribute::Alt => self.attribute(builder, BlockKind::Alt, value),
                Attribute::Label => self.attribute(builder, BlockKind::Label, value),
                _ => {}
            }
        }
    }

    fn attribute(&self, builder: &mut Builder, kind: BlockKind, value: SourceSpan) {
        builder.open(kind, value);
        space::push(builder, &self.source[value.range()], value.start);
        builder.close();
    }

    fn meta(&self, builder: &mut Builder, tag: &StartTag) {
        const COPY: [&str; 6] = [
            "description",
            "og:description",
            "og:title",
            "twitter:description",
            "twitter:title",
            "title",
        ];
        let tells = tag
            .value(Attribute::Tells)
            .map_or("", |value| self.source[value.range()].trim());
        if COPY.iter().any(|copy| tells.eq_ignore_ascii_case(copy))
            && let Some(content) = tag.value(Attribute::Content)
        {
            self.attribute(builder, BlockKind::Meta, content);
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

/// Turns the open block's text from byte `from` on into a mark, if it is short enough to be one.
fn raise(builder: &mut Builder, from: usize, source: SourceSpan, is_below: bool) {
    let text = builder.open_text();
    let from = from.min(text.len());
    let (before, raised) = text.split_at(from);
    let follows_a_word = before.ends_with(|letter: char| !letter.is_whitespace());
    if let Some(mark) = mark_of(raised.trim(), follows_a_word, is_below) {
        builder.take_back(from);
        builder.replaced(&mark, source);
    }
}

/// What is set above or below the line, as marks that end the word before them and are passed over.
fn mark_of(raised: &str, follows_a_word: bool, is_below: bool) -> Option<String> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    const LOWERED: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
    if raised.is_empty()
        || raised.contains(|letter: char| letter.is_whitespace() || letter == OPAQUE)
        || raised.chars().count() > LONGEST_MARK
    {
        return None;
    }
    let bare = raised.trim_matches(['(', ')', '[', ']', '{', '}']);
    let digits: Option<Vec<usize>> = bare
        .chars()
        .map(|letter| letter.to_digit(10).map(|digit| digit as usize))
        .collect();
    if let Some(digits) = digits.filter(|digits| !digits.is_empty()) {
        let marks = if is_below { LOWERED } else { RAISED };
        return Some(digits.into_iter().map(|digit| marks[digit]).collect());
    }
    let mark = match bare.to_ascii_uppercase().as_str() {
        "TM" | "™" => "™",
        "R" | "®" => "®",
        "SM" | "℠" => "℠",
        "C" | "©" => "©",
        _ if follows_a_word || !raised.contains(char::is_alphabetic) => "†",
        _ => return None,
    };
    Some(mark.to_owned())
}
