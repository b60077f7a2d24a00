//! The text of a list: read from a file, or a part of the tool, of which no copy is made.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// A text that is shared.
#[derive(Clone)]
pub enum Text {
    /// A part of the tool.
    Own(&'static str),
    /// Read.
    Read(Arc<str>),
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Own(text) => text,
            Self::Read(text) => text,
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::Read(text.into())
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Text {}

impl fmt::Debug for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(out)
    }
}
