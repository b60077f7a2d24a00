//! The pieces of text right before and right after an anchor.
//!
//! Most phrases are plain words in a row, and so are most alternatives: *at no extra cost*. There the words
//! next to the anchor refuse nearly every place where it stands, before anything of the phrase is looked at.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use super::compile::Node;
use super::table::{self, Hash};

/// What must stand right before and right after an anchor: what is kept of the piece's hash, or 0 where
/// anything may.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wanted {
    before: u16,
    after: u16,
}

/// The one of the pieces that must stand beside an anchor by which its uses are looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(u32);

impl Key {
    /// Anything may stand beside it.
    pub(super) const ANY: Self = Self(0);

    /// This piece must stand right before it.
    fn before(piece: u16) -> Self {
        Self(1 << 16 | u32::from(piece))
    }

    /// This piece must stand right after it.
    fn after(piece: u16) -> Self {
        Self(2 << 16 | u32::from(piece))
    }
}

/// What stands right before and right after an anchor in a text; none where that cannot be told.
#[derive(Debug, Clone, Copy)]
pub(super) struct NextTo {
    before: Option<u16>,
    after: Option<u16>,
}

impl Wanted {
    /// What must stand beside step `step` of `nodes`.
    pub(super) fn of(nodes: &[Node], step: usize) -> Self {
        let literal = |step: usize| match nodes.get(step) {
            Some(Node::Literal(literal)) => Some(&*literal.text),
            _ => None,
        };
        let before = step.checked_sub(1).and_then(literal);
        // After a prefix its own word goes on.
        let after = literal(step).and_then(|_| literal(step + 1));
        Self {
            before: before.map_or(0, |text| edges(text).1),
            after: after.map_or(0, |text| edges(text).0),
        }
    }

    /// The same for an anchor that is looked for by the first piece of its `text`.
    pub(super) fn beside_head(self, text: &str) -> Self {
        let rest = &text[table::head(text).len()..];
        match edges(rest).0 {
            0 => self,
            after => Self { after, ..self },
        }
    }

    /// What the use that wants it is looked up by.
    pub(super) fn key(self) -> Key {
        match (self.before, self.after) {
            (0, 0) => Key::ANY,
            (before, 0) => Key::before(before),
            (_, after) => Key::after(after),
        }
    }

    /// Whether that is what stands there, as far as it can be told.
    pub(super) fn may_be(self, found: NextTo) -> bool {
        let may_be =
            |wanted, found: Option<u16>| wanted == 0 || found.is_none_or(|it| it == wanted);
        may_be(self.before, found.before) && may_be(self.after, found.after)
    }
}

impl From<(u16, u16)> for Wanted {
    fn from((before, after): (u16, u16)) -> Self {
        Self { before, after }
    }
}

impl From<Wanted> for (u16, u16) {
    fn from(wanted: Wanted) -> Self {
        (wanted.before, wanted.after)
    }
}

impl NextTo {
    /// These pieces, none where there is none; `goes_on` says on which sides there may be one then.
    pub(super) fn new(
        (before, after): (Option<Hash>, Option<Hash>),
        goes_on: (bool, bool),
    ) -> Self {
        Self {
            before: told(before, goes_on.0),
            after: told(after, goes_on.1),
        }
    }

    /// The keys other than [`Key::ANY`] of what may be used here: first those of the piece before.
    pub(super) fn keys(self) -> [RangeInclusive<Key>; 2] {
        let of = |found: Option<u16>, key: fn(u16) -> Key| match found {
            Some(piece) => key(piece)..=key(piece),
            None => key(0)..=key(u16::MAX),
        };
        [of(self.before, Key::before), of(self.after, Key::after)]
    }
}

/// What is kept of a piece beside an anchor; 0 if there is none, and none if that says nothing of the words
/// there: a mark may stand between two.
fn told(piece: Option<Hash>, goes_on: bool) -> Option<u16> {
    match piece {
        Some(piece) => (!is_mark(piece)).then(|| piece.small().0),
        None => (!goes_on).then_some(0),
    }
}

/// Whether this may be the mark of a name in brackets, which may stand between two words of a phrase.
pub(super) fn is_mark(piece: Hash) -> bool {
    static MARKS: LazyLock<[Hash; 3]> = LazyLock::new(|| ["tm", "r", "sm"].map(table::hash));
    MARKS.contains(&piece)
}

/// What is kept of the first and the last piece of a literal; 0 if it has none.
fn edges(text: &str) -> (u16, u16) {
    let mut found = None;
    table::pieces(text, 0..text.len(), |_, piece| {
        let own = piece.small().0;
        found = Some((found.map_or(own, |(first, _)| first), own));
    });
    found.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next_to(before: Option<&str>, after: Option<&str>, goes_on: bool) -> NextTo {
        let pieces = (before.map(table::hash), after.map(table::hash));
        NextTo::new(pieces, (goes_on, goes_on))
    }

    fn wanted(before: &str, after: &str) -> Wanted {
        Wanted {
            before: edges(before).1,
            after: edges(after).0,
        }
    }

    #[test]
    fn what_stands_beside_an_anchor_is_what_is_wanted_or_cannot_be_told() {
        let own = wanted("at no", "cost");
        assert!(own.may_be(next_to(Some("no"), Some("cost"), false)));
        assert!(!own.may_be(next_to(Some("no"), Some("costs"), false)));
        assert!(!own.may_be(next_to(Some("any"), Some("cost"), false)));
        assert!(!own.may_be(next_to(Some("no"), None, false)));
        assert!(own.may_be(next_to(Some("no"), None, true)));
        assert!(own.may_be(next_to(Some("tm"), Some("cost"), false)));
        assert!(Wanted::default().may_be(next_to(None, Some("any"), false)));
    }

    #[test]
    fn a_literal_that_is_looked_for_by_its_first_piece_wants_its_second_one_next() {
        assert_eq!(wanted("no", "know").beside_head("don't"), wanted("no", "t"));
        assert_eq!(wanted("no", "know").beside_head("do"), wanted("no", "know"));
        assert_eq!(wanted("a", "b").beside_head("100%"), wanted("a", "b"));
    }
}
