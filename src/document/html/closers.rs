//! Where the end tags are, for elements whose text is not copy.
//!
//! An element that is never closed would hide all that follows. So it counts only if its end tag
//! exists, and looking for it must not cost more than one pass over the source for each name.

/// Finds end tags.
#[derive(Debug)]
pub(super) struct Closers<'s> {
    source: &'s str,
    /// For each name: from where it was looked for, and where the first end tag was.
    found: Vec<(&'static str, usize, Option<usize>)>,
}

impl<'s> Closers<'s> {
    pub(super) const fn new(source: &'s str) -> Self {
        Self {
            source,
            found: Vec::new(),
        }
    }

    /// Whether `</name` stands in the source from byte `from` up to byte `limit`.
    pub(super) fn has(&mut self, name: &'static str, from: usize, limit: usize) -> bool {
        let index = self.found.iter().position(|(known, ..)| *known == name);
        if let Some(index) = index {
            let (_, searched, place) = self.found[index];
            if searched <= from && place.is_none_or(|place| place >= from) {
                return place.is_some_and(|place| place < limit);
            }
        }
        let place = self.find(name, from);
        match index {
            Some(index) => self.found[index] = (name, from, place),
            None => self.found.push((name, from, place)),
        }
        place.is_some_and(|place| place < limit)
    }

    fn find(&self, name: &str, from: usize) -> Option<usize> {
        let tail = self.source.get(from..)?;
        let at = tail.match_indices("</").find(|(at, _)| {
            let after = &tail.as_bytes()[at + 2..];
            let is_name = after
                .get(..name.len())
                .is_some_and(|written| written.eq_ignore_ascii_case(name.as_bytes()));
            is_name && !after.get(name.len()).is_some_and(u8::is_ascii_alphanumeric)
        });
        at.map(|(at, _)| from + at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_next_one_only() {
        let mut closers = Closers::new("<s>a</S> <s>b</strike >");
        assert!(closers.has("s", 3, 99));
        assert!(!closers.has("s", 3, 4));
        assert!(!closers.has("s", 9, 99));
        assert!(closers.has("s", 0, 99));
        assert!(closers.has("strike", 9, 99));
    }
}
