//! Tags and comments with their places, from the tokenizer's events.
//!
//! Text is not among the tokens: it is what stands between two of them, so that none can be lost.

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Span, State, StringReader, Tokenizer};

use super::elements::Element;
use crate::position::SourceSpan;

/// A piece of markup.
#[derive(Debug)]
pub(in crate::document) enum Token {
    Start(StartTag),
    End(Option<Element>, SourceSpan),
    Comment(SourceSpan),
    /// A document type.
    Other(SourceSpan),
}

/// A start tag with those of its attributes that matter.
#[derive(Debug)]
pub(in crate::document) struct StartTag {
    pub(super) element: Option<Element>,
    /// All of it.
    pub(super) span: SourceSpan,
    /// Whether it ends in `/>`.
    pub(super) closes_itself: bool,
    /// The attributes and their values as written, without quotation marks.
    pub(super) attributes: Vec<(Attribute, SourceSpan)>,
}

/// The attributes that matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attribute {
    Alt,
    /// `title`, `aria-label`, `placeholder`.
    Label,
    Href,
    Content,
    /// `name` or `property`: what a `meta` tells.
    Tells,
    ColumnSpan,
    /// Says that what is in the element is Markdown.
    Markdown,
}

impl StartTag {
    /// The value of an attribute, as written.
    pub(super) fn value(&self, wanted: Attribute) -> Option<SourceSpan> {
        self.attributes
            .iter()
            .find(|(attribute, _)| *attribute == wanted)
            .map(|&(_, value)| value)
    }
}

impl Attribute {
    fn of_name(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"alt" => Self::Alt,
            b"title" | b"aria-label" | b"placeholder" => Self::Label,
            b"href" => Self::Href,
            b"content" => Self::Content,
            b"name" | b"property" => Self::Tells,
            b"colspan" => Self::ColumnSpan,
            b"markdown" => Self::Markdown,
            _ => return None,
        })
    }
}

/// The markup of a text, in order. Spans count from the start of the text plus `base`.
pub(in crate::document) struct Tokens<'t> {
    tokenizer: Tokenizer<StringReader<'t>, CallbackEmitter<Collector, Token, usize>>,
}

impl<'t> Tokens<'t> {
    /// `text` holds no carriage return: the tokenizer does not count them.
    pub(in crate::document) fn new(text: &'t str, base: usize) -> Self {
        let collector = Collector {
            base,
            ..Collector::default()
        };
        Self {
            tokenizer: Tokenizer::new_with_emitter(text, CallbackEmitter::new(collector)),
        }
    }

    /// Says how what follows the last start tag is to be read.
    pub(super) fn set_state(&mut self, state: State) {
        self.tokenizer.set_state(state);
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        // Reading from a string cannot fail.
        self.tokenizer.next()?.ok()
    }
}

/// Puts the tokenizer's events together.
#[derive(Debug, Default)]
struct Collector {
    base: usize,
    element: Option<Element>,
    start: usize,
    attributes: Vec<(Attribute, SourceSpan)>,
    attribute: Option<Attribute>,
}

impl Collector {
    fn span(&self, span: Span<usize>) -> SourceSpan {
        let start = self.base + span.start;
        SourceSpan::new(start, (self.base + span.end).max(start))
    }
}

impl Callback<Token, usize> for Collector {
    fn handle_event(&mut self, event: CallbackEvent<'_>, span: Span<usize>) -> Option<Token> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.element = Element::of_name(name);
                self.start = span.start;
                self.attributes.clear();
                self.attribute = None;
                None
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute = Attribute::of_name(name);
                if self.attribute == Some(Attribute::Markdown) {
                    let here = self.span(Span {
                        start: span.end,
                        end: span.end,
                    });
                    self.attributes.push((Attribute::Markdown, here));
                }
                None
            }
            CallbackEvent::AttributeValue { .. } => {
                if let Some(attribute) = self.attribute.take() {
                    self.attributes.push((attribute, self.span(span)));
                }
                None
            }
            CallbackEvent::CloseStartTag { self_closing } => Some(Token::Start(StartTag {
                element: self.element,
                span: self.span(Span {
                    start: self.start,
                    end: span.end,
                }),
                closes_itself: self_closing,
                attributes: std::mem::take(&mut self.attributes),
            })),
            CallbackEvent::EndTag { name } => {
                Some(Token::End(Element::of_name(name), self.span(span)))
            }
            CallbackEvent::Comment { .. } => Some(Token::Comment(self.span(span))),
            CallbackEvent::Doctype { .. } => Some(Token::Other(self.span(span))),
            CallbackEvent::String { .. } | CallbackEvent::Error(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<String> {
        let show = |span: SourceSpan| text[span.start - 7..span.end - 7].to_owned();
        Tokens::new(text, 7)
            .map(|token| match token {
                Token::Start(tag) => {
                    let values: Vec<_> = tag
                        .attributes
                        .iter()
                        .map(|&(_, value)| show(value))
                        .collect();
                    format!("{} {values:?}", show(tag.span))
                }
                Token::End(_, span) | Token::Comment(span) | Token::Other(span) => show(span),
            })
            .collect()
    }

    #[test]
    fn every_span_is_exact() {
        assert_eq!(
            tokens(
                "<!DOCTYPE html>é&amp;<A title='é &amp; b' x=1 alt=c>t&lt;</a ><!-- é --><br/><?php x?></ x>z</>"
            ),
            [
                "<!DOCTYPE html>",
                "<A title='é &amp; b' x=1 alt=c> [\"é &amp; b\", \"c\"]",
                "</a >",
                "<!-- é -->",
                "<br/> []",
                "<?php x?>",
                "</ x>",
            ]
        );
        assert_eq!(tokens("a < b <!-- d"), ["<!-- d"]);
        assert_eq!(
            tokens("<p alt=\"a &notit; &\" title=b&amp;c>"),
            ["<p alt=\"a &notit; &\" title=b&amp;c> [\"a &notit; &\", \"b&amp;c\"]"]
        );
    }
}
