//! Places between runs: a run that stands over one is parted there, and both halves keep its
//! formatting.

use super::skeleton::Skeleton;

/// A place at which elements may be put beside runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The byte of the part.
    pub at: usize,
    /// Ends the run before it; empty where a run ends there anyway.
    pub before: String,
    /// Begins the run after it, with the same properties.
    pub after: String,
}

impl Skeleton {
    /// The gap at byte `at` of the part `xml`, which stands in the words of text element `text`; none
    /// if they are in no run.
    #[must_use]
    pub fn gap(&self, xml: &str, text: usize, at: usize) -> Option<Gap> {
        let text = self.texts.get(text)?;
        let run = &self.runs[text.run?];
        let first = run.properties.as_ref().map_or(run.tag.end, |own| own.end);
        if at == text.content.start && text.tag.start == first {
            return Some(Gap::between(run.range.start));
        }
        let name = |tag: &str| {
            let name = tag.trim_start_matches('<');
            name.split([' ', '\t', '\r', '\n', '/', '>'])
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        let (open_run, open_text) = (&xml[run.tag.clone()], &xml[text.tag.clone()]);
        let (run_name, text_name) = (name(open_run), name(open_text));
        let ends = format!("</{text_name}></{run_name}>");
        if at == text.content.end && text.content.end + ends.len() == run.range.end {
            return Some(Gap::between(run.range.end));
        }
        let properties = run.properties.clone().map_or("", |own| &xml[own]);
        Some(Gap {
            at,
            before: ends,
            after: format!("{open_run}{properties}<{text_name} xml:space=\"preserve\">"),
        })
    }

    /// What makes the text element `text` keep the white space at its edges: where to put it, and what;
    /// none if it does so already.
    #[must_use]
    pub fn preserving(&self, xml: &str, text: usize) -> Option<(usize, &'static str)> {
        let tag = &self.texts.get(text)?.tag;
        let keeps = xml[tag.clone()].contains("xml:space");
        // Before the bracket that ends it; an empty element has no words to keep.
        (!keeps).then_some((tag.end - 1, " xml:space=\"preserve\""))
    }
}

impl Gap {
    /// At byte `at`, where no run stands over it.
    #[must_use]
    pub const fn between(at: usize) -> Self {
        Self {
            at,
            before: String::new(),
            after: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_parted_only_where_it_must_be() {
        let xml = "<w:p><w:r w:x=\"1\"><w:rPr><w:b/></w:rPr><w:t>one two</w:t></w:r></w:p>";
        let skeleton = Skeleton::read(xml);
        let at = |words: &str| xml.find(words).unwrap();
        let start = skeleton.gap(xml, 0, at("one")).unwrap();
        assert_eq!(start, Gap::between(at("<w:r ")));
        let end = skeleton.gap(xml, 0, at("two") + 3).unwrap();
        assert_eq!(end, Gap::between(at("</w:p>")));
        let inside = skeleton.gap(xml, 0, at("two")).unwrap();
        assert_eq!(inside.before, "</w:t></w:r>");
        assert_eq!(
            inside.after,
            "<w:r w:x=\"1\"><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">"
        );
        let (at, what) = skeleton.preserving(xml, 0).unwrap();
        assert_eq!(
            format!("{}{what}{}", &xml[at - 4..at], &xml[at..=at]),
            "<w:t xml:space=\"preserve\">"
        );
    }
}
