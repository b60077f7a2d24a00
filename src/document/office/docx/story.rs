//! What there is in a story of a text document: its body, a header, its notes, its comments.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::review;
use super::super::text::Paragraph;
use super::styles::Rank;

/// What a walk finds.
#[derive(Debug, Default)]
pub(super) struct Story {
    /// In the order of the text.
    pub found: Vec<Found>,
}

/// Something in a story.
#[derive(Debug)]
pub(super) struct Found {
    /// What.
    pub what: What,
    /// The text box, picture or frame that it stands in.
    pub shape: Option<Arc<str>>,
    /// The table that it stands in, 1-based; tables count in the order in which they begin.
    pub table: Option<usize>,
    /// The id of the note or comment that it stands in, and which one of the part it is, 1-based.
    pub note: Option<(Arc<str>, usize)>,
}

/// What can be found.
#[derive(Debug)]
pub(super) enum What {
    /// A paragraph, with what its style says, and whether it is text that is not shown.
    Paragraph(Paragraph, Option<Rank>, bool),
    /// A chart, by the id of its relation.
    Chart(String),
    /// A diagram, by the id of its data's relation.
    Diagram(String),
}

impl Story {
    /// Leaves out the comments that copydesk wrote into the part `xml`.
    pub(super) fn without_own_comments(&mut self, xml: &str) {
        let number = |found: &Found| found.note.as_ref().map(|(_, number)| *number);
        let mut last: BTreeMap<usize, String> = BTreeMap::new();
        for found in &self.found {
            if let (Some(comment), What::Paragraph(said, ..)) = (number(found), &found.what) {
                last.insert(comment, said.words(xml));
            }
        }
        last.retain(|_, words| review::is_own(words));
        self.found
            .retain(|found| number(found).is_none_or(|comment| !last.contains_key(&comment)));
    }
}
