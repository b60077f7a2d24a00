//! The phrase language: what a pattern over words is made of.
//!
//! Only its shape stands here; reading it is the parser's work and finding it in a text the
//! matcher's.

use serde::{Deserialize, Serialize};

use super::plain::Plain;

/// A phrase, parsed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// As written in the list.
    pub written: String,
    /// What it is.
    pub body: Body,
    /// For a regular expression: groups of literals, the rarest first; of each group one stands in
    /// every match, whatever its case. None if they cannot be told.
    pub needs: Vec<Group>,
    /// For a regular expression: what it says of plain texts.
    pub plain: Plain,
}

/// Literals of which one stands in every match of an expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Whether each stands there as a word: ASCII letters, digits and underscores between other bytes.
    pub are_words: bool,
    /// The literals, in lower case and without white space.
    pub literals: Vec<String>,
}

impl Phrase {
    /// Calls `visit` with each of its elements, those inside groups too, in their order.
    pub fn each<'p>(&'p self, visit: &mut impl FnMut(&'p Element)) {
        if let Body::Words(elements) = &self.body {
            walk(elements, visit);
        }
    }
}

/// Calls `visit` with each of `elements` and of what is inside their groups, in order.
pub fn walk<'e>(elements: &'e [Element], visit: &mut impl FnMut(&'e Element)) {
    for element in elements {
        visit(element);
        if let Element::Group { options, .. } = element {
            for option in options {
                walk(option, visit);
            }
        }
    }
}

/// The two kinds of phrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Body {
    /// Elements in their order.
    Words(Vec<Element>),
    /// `/…/`: a regular expression over the folded text of a block.
    Regex(String),
}

/// One element of a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Element {
    /// A word or a literal such as `#1` or `24/7`, as written. `endings` are the `(s)` that may follow it.
    Word {
        /// As written, escapes resolved; not yet folded.
        text: String,
        /// The ending that may be there.
        ending: Option<String>,
    },
    /// `indicat*`: any word that begins so.
    Prefix(String),
    /// `{roll out}`: every form of the verb; the first word inflects.
    Verb {
        /// Base form, one or more words.
        base: Vec<String>,
        /// `v` in `{enable:v}`.
        label: Option<String>,
    },
    /// `~4`: up to that many words.
    Gap(usize),
    /// `(on|upon)`, `(the|our)?`, `word?`.
    Group {
        /// The alternatives.
        options: Vec<Vec<Element>>,
        /// Whether it may be absent.
        optional: bool,
        /// Which group of the phrase, counted by its opening bracket, 0-based; none for `word?`.
        number: Option<usize>,
    },
    /// `<word>`.
    AnyWord,
    /// `<num>`: a word with a digit.
    Number,
    /// `@openai`.
    Name(String),
    /// `™`: asks for the mark.
    Mark(char),
}

/// A form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VerbForm {
    /// *enable*
    Base,
    /// *enables*
    S,
    /// *enabled*, past.
    Past,
    /// *enabled*, participle.
    Done,
    /// *enabling*
    Ing,
}
