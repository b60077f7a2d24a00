//! The words that speak of wording.

/// Verbs that speak of wording when they instruct.
pub(super) const INSTRUCT: &[&str] = &["say", "write", "saying", "writing"];

/// What stands before such a verb when it instructs; so does the start of a clause.
#[rustfmt::skip]
pub(super) const INSTRUCTED: &[&str] = &[
    "not", "never", "don't", "do", "to", "may", "can", "cannot", "can't", "should", "shouldn't", "must", "mustn't",
    "please", "always", "or", "and", "instead", "could", "doesn't", "didn't", "stop", "stopped", "avoid", "without",
    "than", "of", "won't",
];

/// What follows such a verb when it speaks of something else: *say hello to*, *write to*.
pub(super) const ELSEWHERE: &[&str] = &[
    "hello", "hi", "goodbye", "bye", "yes", "no", "to", "for", "about", "code",
];

/// Verbs that speak of wording when they forbid.
#[rustfmt::skip]
pub(super) const USE: &[&str] = &[
    "use", "using", "call", "describe", "claim", "print", "publish", "type", "put", "quote", "refer", "speak", "used",
];

/// Verbs of the red pencil; they speak of wording where they begin a clause and the words follow at
/// once: *Cut “world-class”*, not *We cut costs with “world-class” tools*.
pub(super) const PENCIL: &[&str] = &[
    "cut", "scrap", "omit", "skip", "ditch", "scrub", "trim", "weed", "axe", "lose",
];

/// What forbids.
#[rustfmt::skip]
pub(super) const NEGATIVE: &[&str] = &[
    "not", "never", "don't", "cannot", "can't", "shouldn't", "mustn't", "doesn't", "didn't", "avoid", "stop", "without",
    "won't", "nor",
];

/// Cues of one word that need only stand close.
#[rustfmt::skip]
pub(super) const CUES: &[&str] = &[
    "avoid", "avoids", "avoiding", "avoided", "never", "forbid", "forbids", "forbidden", "ban", "bans", "banned",
    "prohibits", "replace", "replaces", "drop", "remove", "delete", "strike", "retire", "reject", "rejects",
    "dropped", "removed", "deleted", "struck", "retired", "replaced", "rejected",
];

/// Cues of two words that need only stand close.
#[rustfmt::skip]
pub(super) const PAIRS: &[(&str, &str)] = &[("instead", "of"), ("rather", "than"), ("place", "of"), ("do", "not")];

/// How many words may stand between a close cue and the words.
pub(super) const CLOSE: usize = 4;

/// Nouns that name wording; they are a cue right before the words.
#[rustfmt::skip]
pub(super) const NOUNS: &[&str] = &[
    "term", "terms", "phrase", "phrases", "word", "words", "wording", "expression", "expressions", "verb", "verbs",
    "phrasing", "formulation", "formulations", "adjective", "adjectives", "claim", "claims",
];

/// Nouns for what copy is made of. They name the thing itself as well (*our title is “…”*), so they
/// are a cue only where examples of it follow: *titles such as “…”*.
#[rustfmt::skip]
pub(super) const KINDS: &[&str] = &[
    "name", "names", "title", "titles", "label", "labels", "slogan", "slogans", "tagline", "taglines", "headline",
    "headlines", "spelling", "spellings", "buzzword", "buzzwords", "cliché", "clichés", "cliche", "cliches",
    "catchphrase", "catchphrases", "superlative", "superlatives", "wordings", "jargon", "promise", "promises",
    "statement", "statements", "badge", "badges",
];

/// What introduces examples: *such as*, *like*.
pub(super) const EXAMPLES: &[&str] = &["like", "such", "as", "e.g", "including"];

/// What may stand between a noun that names wording and the words.
pub(super) const AFTER_NOUN: &[&str] = &["like", "such", "as", "e.g", "including", "that", "say"];

/// Verbs that begin a verdict after the words.
#[rustfmt::skip]
pub(super) const VERDICT_VERBS: &[&str] = &[
    "is", "are", "was", "were", "isn't", "aren't", "wasn't", "should", "shouldn't", "must", "mustn't", "may", "might",
    "can", "cannot", "can't", "has", "have", "needs", "says", "sounds",
];

/// Words that are a verdict when they stand right after the words.
#[rustfmt::skip]
pub(super) const SPEAKS_OF: &[&str] = &[
    "suggests", "suggest", "implies", "imply", "means", "mean", "becomes", "allowed", "forbidden", "banned", "approved",
    "not", "never", "don't", "avoid",
];

/// Words that make a verdict of what follows the verb.
#[rustfmt::skip]
pub(super) const VERDICTS: &[&str] = &[
    "not", "never", "avoid", "avoided", "forbidden", "banned", "prohibited", "disallowed", "unapproved", "approved",
    "retired", "deprecated", "off", "out", "wrong", "incorrect", "misleading", "term", "phrase", "wording", "word",
    "expression", "replaced", "isn't", "aren't", "shouldn't", "mustn't", "cannot", "can't", "wasn't", "outdated",
    "dropped", "inaccurate", "reserved", "allowed",
];

/// Verbs with which somebody refuses the words: *and the regulator banned it*.
#[rustfmt::skip]
pub(super) const REFUSE: &[&str] = &[
    "ban", "bans", "banned", "forbid", "forbids", "forbade", "prohibit", "prohibits", "prohibited", "outlaw",
    "outlaws", "outlawed", "reject", "rejects", "rejected", "strike", "strikes", "struck", "rule", "rules", "ruled",
    "disallow", "disallows", "disallowed",
];

/// Verbs that ask for other words in place of those.
#[rustfmt::skip]
pub(super) const REWRITE: &[&str] = &["change", "rewrite", "replace", "correct", "delete", "remove", "fix", "reword"];
