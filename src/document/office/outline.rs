//! Where a paragraph of running text stands: the headings above it and its number under them.

use std::sync::Arc;

/// The headings above the present paragraph.
#[derive(Debug, Default)]
pub(in crate::document) struct Outline {
    /// Levels and words, the outermost first.
    headings: Vec<(u8, String)>,
    paragraphs: usize,
    /// Their words together.
    path: Option<Arc<str>>,
}

impl Outline {
    /// A heading of `level` (1 is the outermost) begins what comes.
    pub(in crate::document) fn heading(&mut self, level: u8, words: &str) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        self.headings.retain(|(above, _)| *above < level);
        self.headings.push((level, words));
        self.paragraphs = 0;
        let above: Vec<&str> = self.headings.iter().map(|(_, words)| &**words).collect();
        self.path = Some(above.join(" > ").into());
    }

    /// Counts a paragraph: its number under the last heading, 1-based.
    pub(in crate::document) fn paragraph(&mut self) -> usize {
        self.paragraphs += 1;
        self.paragraphs
    }

    /// The headings above, `Pricing > Plans`; none before the first.
    pub(in crate::document) fn path(&self) -> Option<Arc<str>> {
        self.path.clone()
    }
}
