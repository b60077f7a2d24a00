//! The words that deny, and those that only look like it.

use crate::judge::words::Word;

/// How a negation works on what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Negation {
    /// After a helping verb that wants the bare verb: *does not*, *cannot*, *won't*.
    Bare,
    /// After a form of *be* or *have*, or by itself: *is not*, *not*.
    Not,
    /// *never*, *no longer*: before any form.
    Never,
    /// *without*: before the -ing form, right there.
    Without,
    /// *instead of*, *rather than*: right there.
    Instead,
    /// *no*, *none of*, *neither*, *nobody*: in the subject or before a noun.
    Subject,
}

/// Whether the word at `at` negates, and how.
pub(super) fn negation(all: &[Word], at: usize) -> Option<Negation> {
    let text = |at: usize| all.get(at).map_or("", |word: &Word| word.text.as_str());
    let before = at.checked_sub(1).map_or("", text);
    Some(match text(at) {
        "cannot" | "cant" | "dont" | "doesnt" | "wont" => Negation::Bare,
        "isn't" | "aren't" | "wasn't" | "weren't" | "hasn't" | "haven't" | "hadn't" | "ain't" => {
            Negation::Not
        }
        word if word.ends_with("n't") => Negation::Bare,
        "not" if takes_bare_verb(before) => Negation::Bare,
        "not" => Negation::Not,
        "never" => Negation::Never,
        "longer" if before == "no" => Negation::Never,
        "to" if before == "unable" => Negation::Never,
        "without" => Negation::Without,
        "of" if before == "instead" => Negation::Instead,
        "than" if before == "rather" => Negation::Instead,
        "no" | "none" | "neither" | "nor" | "nobody" | "nothing" | "nowhere" => Negation::Subject,
        _ => return None,
    })
}

/// Negations that deny nothing here: *not only*, *no doubt*, *can't wait to*, *never before*,
/// *not all*, *no other*.
pub(super) fn is_not_denial(all: &[Word], at: usize, found: Negation) -> bool {
    let after = all.get(at + 1).map_or("", |word| word.text.as_str());
    let before = at
        .checked_sub(1)
        .map_or("", |before| all[before].text.as_str());
    match found {
        Negation::Bare | Negation::Not => {
            matches!(
                after,
                "only"
                    | "just"
                    | "merely"
                    | "simply"
                    | "solely"
                    | "alone"
                    | "wait"
                    | "hesitate"
                    | "help"
                    | "all"
                    | "every"
                    | "forget"
                    | "miss"
                    | "until"
                    | "surprisingly"
            ) || before == "why"
                || before == "if"
                || before == "or"
        }
        Negation::Never => matches!(after, "before" | "fails" | "fail" | "misses" | "been"),
        Negation::Without => matches!(after, "a" | "doubt" | "question" | "fail"),
        Negation::Instead => false,
        Negation::Subject => {
            matches!(
                after,
                "doubt"
                    | "matter"
                    | "wonder"
                    | "question"
                    | "other"
                    | "one"
                    | "but"
                    | "else"
                    | "wait"
                    | "less"
                    | "short"
                    | "further"
                    | "farther"
            ) && !(after == "one" && all.get(at + 2).is_some_and(|word| word.text != "else"))
        }
    }
}

/// Words that deny something of everybody or everything.
pub(super) fn denies_all(word: &str) -> bool {
    matches!(word, "no" | "none" | "nobody" | "nothing" | "nowhere")
}

/// Words between the two sides of a comparison.
pub(super) fn compares(word: &str) -> bool {
    matches!(word, "than" | "like")
}

/// Words by which a text means its own side.
pub(super) fn is_own(word: &str) -> bool {
    matches!(
        word,
        "we" | "us" | "our" | "ours" | "this" | "these" | "here" | "ourselves"
    )
}

/// Helping verbs after which *not* is followed by the bare verb.
fn takes_bare_verb(word: &str) -> bool {
    matches!(
        word,
        "do" | "does"
            | "did"
            | "can"
            | "could"
            | "will"
            | "would"
            | "shall"
            | "should"
            | "may"
            | "might"
            | "must"
    )
}

/// Words that may stand between a negation and its verb and change nothing.
pub(super) fn is_adverb(word: &str) -> bool {
    (word.len() > 4 && word.ends_with("ly") && !matches!(word, "supply" | "apply" | "rely"))
        || matches!(
            word,
            "ever"
                | "yet"
                | "also"
                | "even"
                | "itself"
                | "themselves"
                | "ourselves"
                | "always"
                | "now"
                | "today"
                | "still"
                | "at"
                | "present"
                | "in"
                | "any"
                | "way"
                | "by"
                | "itself,"
                | "again"
                | "really"
                | "necessarily"
                | "thereby"
                | "so"
                | "far"
                | "a"
                | "an"
                | "the"
                | "as"
                | "yourself"
                | "all"
                | "being"
                | "be"
                | "been"
                | "have"
                | "has"
                | "had"
                | "do"
                | "does"
                | "is"
                | "are"
        )
}

/// Words with which something else begins: the negation before them belongs there.
pub(super) fn is_clause_start(word: &str) -> bool {
    matches!(
        word,
        "but"
            | "however"
            | "although"
            | "though"
            | "while"
            | "whereas"
            | "because"
            | "since"
            | "when"
            | "whenever"
            | "if"
            | "once"
            | "until"
            | "unless"
            | "before"
            | "after"
            | "that"
            | "which"
            | "who"
            | "where"
            | "then"
            | "it"
            | "we"
            | "they"
            | "you"
            | "he"
            | "she"
            | "i"
            | "instead"
            | "except"
            | "plus"
            | "thus"
            | "therefore"
    )
}

/// Verbs whose denial denies what they introduce: *does not mean that*, *we don't claim*.
#[rustfmt::skip]
pub(super) fn denies_what_it_says(word: &str) -> bool {
    matches!(
        word,
        "mean" | "means" | "meant" | "claim" | "claims" | "claimed" | "claiming" | "say" | "says" | "said" | "saying" |
        "imply" | "implies" | "implied" | "implying" | "suggest" | "suggests" | "suggested" | "suggesting" | "state" |
        "states" | "stated" | "stating" | "believe" | "think" | "guarantee" | "indicate" | "indicates" |
        "indicating" | "true" | "correct" | "accurate" | "write" | "tell" | "promise" | "promised" | "assert" |
        "asserting" | "hint" | "hinting" | "signal"
    )
}

/// Verbs and nouns that deny what they introduce by themselves: *we deny that*, *the myth that*.
pub(super) fn refutes(word: &str) -> bool {
    matches!(
        word,
        "deny" | "denies" | "denied" | "denying" | "refute" | "refutes" | "refuted" | "myth"
    )
}

/// What carries a denial to a verb of saying: *should not be **taken to** mean*.
#[rustfmt::skip]
pub(super) fn carries(word: &str) -> bool {
    matches!(
        word,
        "as" | "to" | "read" | "taken" | "understood" | "construed" | "interpreted" | "seen" | "viewed" | "treated" |
        "meant" | "intended" | "designed" | "supposed" | "want" | "wish" | "intend" | "trying" | "try" | "quoted" | "ever"
    )
}

/// Helping verbs that may stand between a subject and its verb.
#[rustfmt::skip]
pub(super) fn helps(word: &str) -> bool {
    matches!(
        word,
        "should" | "may" | "can" | "must" | "could" | "shall" | "will" | "would" | "is" | "are" | "was" | "were" | "be" |
        "been" | "has" | "have" | "does" | "do"
    )
}

/// What makes it wrong to say something: *it would be **misleading** to suggest that*.
#[rustfmt::skip]
pub(super) fn is_wrong(word: &str) -> bool {
    matches!(
        word,
        "wrong" | "false" | "untrue" | "incorrect" | "inaccurate" | "misleading" | "mistaken" | "untruthful" | "unlawful" |
        "dishonest" | "baseless" | "unfounded" | "forbidden"
    )
}

/// Words that tie a verb to the one before it with *to*: *does not **aim** to*.
pub(super) fn takes_to(word: &str) -> bool {
    matches!(
        word,
        "aim"
            | "aims"
            | "intend"
            | "intended"
            | "seek"
            | "try"
            | "claim"
            | "purport"
            | "want"
            | "plan"
            | "able"
            | "going"
            | "need"
            | "have"
            | "allowed"
            | "permitted"
            | "used"
            | "designed"
            | "meant"
            | "supposed"
            | "authorized"
            | "authorised"
            | "licensed"
            | "entitled"
            | "plans"
            | "intention"
            | "right"
            | "permission"
            | "reason"
            | "license"
            | "authority"
            | "construed"
            | "known"
            | "expected"
            | "likely"
            | "promise"
            | "guaranteed"
            | "way"
            | "possible"
            | "use"
            | "using"
    )
}

/// Verbs that let something else do the hit's verb: *does not **let** you enable*.
pub(super) fn lets(word: &str) -> bool {
    matches!(
        word,
        "let" | "lets" | "make" | "makes" | "help" | "have" | "see" | "letting"
    )
}

/// Verbs that pass the deed on: *does not **allow** you to enable*, *do not **use** it to*.
pub(super) fn passes_on(word: &str) -> bool {
    matches!(
        word,
        "allow" | "permit" | "enable" | "entitle" | "use" | "using" | "used"
    )
}

/// Verbs that name what their object is: *do not **call** it the best*.
pub(super) fn takes_object(word: &str) -> bool {
    matches!(
        word,
        "call" | "consider" | "name" | "brand" | "label" | "deem" | "make"
    )
}

/// Prepositions that lead away from the verb to something else.
pub(super) fn leads_away(word: &str) -> bool {
    matches!(
        word,
        "for"
            | "on"
            | "with"
            | "from"
            | "about"
            | "to"
            | "under"
            | "over"
            | "through"
            | "via"
            | "during"
            | "into"
            | "like"
    )
}

/// Forms of *be* that a thing can be denied with.
pub(super) fn is_form_of_be(word: &str) -> bool {
    matches!(
        word,
        "is" | "are" | "was" | "were" | "isn't" | "aren't" | "wasn't" | "weren't"
    )
}

/// Words that deny the thing itself after *is not*: *supported*, *possible*; *is not hard* does not.
pub(super) fn rules_out(word: &str) -> bool {
    matches!(
        word,
        "supported"
            | "allowed"
            | "permitted"
            | "possible"
            | "available"
            | "offered"
            | "planned"
            | "something"
            | "part"
            | "what"
            | "included"
            | "provided"
            | "approved"
            | "intended"
            | "longer"
    )
}

/// Nouns for what somebody says that may be false: *the **rumour** that*.
#[rustfmt::skip]
pub(super) fn is_claim(word: &str) -> bool {
    matches!(
        word,
        "claim" | "claims" | "rumour" | "rumours" | "rumor" | "rumors" | "report" | "reports" | "idea" | "notion" |
        "suggestion" | "belief" | "statement" | "assertion" | "impression" | "assumption" | "story"
    )
}
