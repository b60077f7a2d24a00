//! The fields that are open while a story is read, which may nest: first comes what the program is to do,
//! then what came of it.

use super::super::xml::Tag;

/// A field that has not ended: whether its result has begun, and where the field begins.
#[derive(Debug, Clone, Copy)]
struct Field {
    result: bool,
    start: usize,
}

/// The fields that have not ended, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// Whether what stands among their instructions is read.
    with_instructions: bool,
}

/// What happens at a mark of a field, beside its beginning.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    /// Its result begins; the field itself began at this byte.
    Result(usize),
    /// It ends, and it had a result.
    End,
}

impl Fields {
    /// None are open. `with_instructions`: what stands among their instructions is read too.
    pub(super) const fn new(with_instructions: bool) -> Self {
        Self {
            open: Vec::new(),
            with_instructions,
        }
    }

    /// Whether words that stand here are no text.
    pub(super) fn hide(&self) -> bool {
        !self.with_instructions && self.open.iter().any(|field| !field.result)
    }

    /// Takes note of a mark of a field.
    pub(super) fn note(&mut self, tag: &Tag<'_>) -> Option<Step> {
        match tag.attribute("fldCharType").as_deref()? {
            "begin" => {
                self.open.push(Field {
                    result: false,
                    start: tag.start,
                });
                None
            }
            "separate" => {
                let field = self.open.last_mut()?;
                field.result = true;
                Some(Step::Result(field.start))
            }
            "end" => {
                let field = self.open.pop()?;
                field.result.then_some(Step::End)
            }
            _ => None,
        }
    }
}
