//! Attributes that a reader meets, as blocks of their own.

use super::flow::Flow;
use super::space;
use super::tokens::{Attribute, StartTag};
use crate::document::BlockKind;
use crate::document::builder::Builder;
use crate::position::SourceSpan;

impl Flow<'_> {
    /// Adds the attributes that are copy as blocks of their own.
    pub(super) fn attributes(&self, builder: &mut Builder, tag: &StartTag) {
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
        space::push(builder, &self.source()[value.range()], value.start);
        builder.close();
    }

    pub(super) fn meta(&self, builder: &mut Builder, tag: &StartTag) {
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
            .map_or("", |value| self.source()[value.range()].trim());
        if COPY.iter().any(|copy| tells.eq_ignore_ascii_case(copy))
            && let Some(content) = tag.value(Attribute::Content)
        {
            self.attribute(builder, BlockKind::Meta, content);
        }
    }
}
