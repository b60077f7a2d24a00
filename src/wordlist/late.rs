//! Values that are made when they are first looked at.
//!
//! A run names lists of thousands of phrases and meets few of them. What is stored of the others is
//! left as it is.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::OnceLock;

/// What a value can be made from.
pub trait Make<T> {
    /// The value.
    fn make(&self) -> T;
}

/// A value, or what it is made from when it is first looked at.
#[derive(Clone)]
pub enum Late<T, M> {
    /// The value.
    Made(Box<T>),
    /// What it is made from, and the value once it was made.
    Stored(M, OnceLock<Box<T>>),
}

impl<T, M: Make<T>> Late<T, M> {
    /// A value that is made from `from`.
    pub const fn new(from: M) -> Self {
        Self::Stored(from, OnceLock::new())
    }

    /// What the value is made from, if it is still the same as that.
    pub const fn stored(&self) -> Option<&M> {
        match self {
            Self::Made(_) => None,
            Self::Stored(from, _) => Some(from),
        }
    }
}

impl<T, M> From<T> for Late<T, M> {
    fn from(value: T) -> Self {
        Self::Made(Box::new(value))
    }
}

impl<T, M: Make<T>> Deref for Late<T, M> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::Made(value) => value,
            Self::Stored(from, made) => made.get_or_init(|| Box::new(from.make())),
        }
    }
}

impl<T, M: Make<T>> DerefMut for Late<T, M> {
    /// The value, to be changed: it is no longer what was stored.
    fn deref_mut(&mut self) -> &mut T {
        loop {
            match self {
                Self::Made(value) => return value,
                Self::Stored(from, made) => {
                    let value = made.take().unwrap_or_else(|| Box::new(from.make()));
                    *self = Self::Made(value);
                }
            }
        }
    }
}

impl<T: fmt::Debug, M: Make<T>> fmt::Debug for Late<T, M> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(out)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    struct Counted<'c>(&'c Cell<usize>);

    impl Make<usize> for Counted<'_> {
        fn make(&self) -> usize {
            self.0.set(self.0.get() + 1);
            7
        }
    }

    #[test]
    fn a_value_is_made_once_and_only_if_it_is_looked_at() {
        let made = Cell::new(0);
        let mut late = Late::new(Counted(&made));
        assert!(late.stored().is_some() && made.get() == 0);
        assert_eq!((*late, *late, made.get()), (7, 7, 1));
        *late += 1;
        assert_eq!((*late, made.get()), (8, 1));
        assert!(late.stored().is_none(), "it is no longer what was stored");
    }
}
