//! The phrase language: what a pattern over words is made of.
//!
//! Only its shape stands here; reading it is the parser's work and finding it in a text the
//! matcher's.

use serde::{Deserialize, Serialize};

use super::plain::Plain;
use super::signs::Signs;

/// A phrase, parsed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// As written in the list.
    pub written: String,
    /// What it is.
    pub body: Body,
    /// For a regular expression: what stands in every match.
    pub needs: Needed,
    /// For a regular expression: what it says of plain texts.
    pub plain: Plain,
}

/// What stands in every match of an expression, whatever its case, as far as it can be told.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Needed {
    /// By which it is found; none if nothing is met so rarely that it is worth looking for.
    pub found_by: Option<Group>,
    /// Of each of these groups one stands in it too.
    pub also: Vec<Group>,
    /// And of each of these sets one character.
    pub signs: Vec<Signs>,
}

/// Literals of which one stands in every match of an expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The literals.
    pub literals: Vec<Literal>,
    /// What stands before each of them that is a word.
    pub before: Beside,
    /// What stands after it.
    pub after: Beside,
}

/// What an expression needs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Literal {
    /// In lower case and without white space.
    pub text: String,
    /// What stands right before it.
    pub before: Edge,
    /// What stands right after it.
    pub after: Edge,
}

/// What stands next to a literal. Words are ASCII letters, digits and underscores between other
/// characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Edge {
    /// Nothing that is of a word.
    Apart,
    /// What is of a word, or is not ASCII.
    Joined,
    /// That depends.
    Unknown,
}

/// What stands on one side of a word.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// The words of which one is the next, in order; none if they cannot be told.
    pub words: Vec<String>,
    /// How many words stand there at most up to the end of the text; none if any number.
    pub most: Option<usize>,
}

impl Group {
    /// A literal that may stand anywhere.
    #[must_use]
    pub fn anywhere(text: &str) -> Self {
        Self {
            literals: vec![Literal {
                text: text.to_owned(),
                before: Edge::Unknown,
                after: Edge::Unknown,
            }],
            before: Beside::default(),
            after: Beside::default(),
        }
    }
}

impl Edge {
    /// What is known of something that is this or `other`.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if self == other { self } else { Self::Unknown }
    }
}

impl Literal {
    /// Tells what is true of both this and `other` if that has the same text; and whether it has.
    pub fn unite(&mut self, other: &Self) -> bool {
        self.text == other.text && {
            self.before = self.before.or(other.before);
            self.after = self.after.or(other.after);
            true
        }
    }

    /// Whether it is a whole word.
    #[must_use]
    pub fn is_word(&self) -> bool {
        (self.before, self.after) == (Edge::Apart, Edge::Apart)
    }
}

impl Beside {
    /// Tells what is true of both this and `other`.
    pub fn unite(&mut self, other: Self) {
        if self.words.is_empty() || other.words.is_empty() {
            self.words.clear();
        } else {
            self.words.extend(other.words);
            self.words.sort();
            self.words.dedup();
        }
        let both = self.most.zip(other.most);
        self.most = both.map(|(own, others)| own.max(others));
    }
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
