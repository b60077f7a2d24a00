//! Wordlists: what a company says may and may not be said.
//!
//! YAML becomes a [`model::Wordlist`] (checked, with every place kept), phrases become
//! [`phrase::Phrase`]s, and the lists of a run, stacked with its config, become one
//! [`ruleset::Ruleset`], which is all that matching and judging know of them.

pub mod ahead;
pub mod alike;
pub mod builtin;
pub mod edit;
pub mod fields;
pub mod import;
pub mod index;
pub mod keys;
pub mod late;
pub mod literals;
pub mod load;
pub mod model;
pub mod parse;
pub mod phrase;
pub mod place;
pub mod plain;
pub mod problem;
pub mod rarity;
pub mod ready;
pub mod render;
pub mod ruleset;
pub mod schema;
pub mod show;
mod show_words;
pub mod signs;
pub mod stack;
pub mod text;
pub mod traps;
pub mod verbs;
pub mod words;
pub mod yaml;
