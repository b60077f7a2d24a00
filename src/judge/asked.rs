//! `unless: asked`: whether words are asked about, not claimed.
//!
//! *Is any investment risk-free?* claims nothing, and *Is it endorsed by them? No.* denies it. But
//! copy asks in order to sell as well: *Looking for the best bank?*, *Want guaranteed returns?*, *Is
//! it the best? Yes.* So a question counts where its form asks for something that may be false, and
//! the words that follow do not affirm it. *Check whether it is certified* asks without a question
//! mark. *Where else is it free?* and *Isn't it free?* know their answer. In doubt it is a claim.

use super::context::{Context, Place};
use super::words::{Word, window, words};
use crate::position::TextSpan;

/// How many bytes of a question, and of its answer, are read.
const REACH: usize = 240;
/// How many sentences of questions may follow each other before the answer.
const QUESTIONS: usize = 4;
/// How many words a bare answer has at most: *Acme does.*
const BARE_ANSWER: usize = 4;

/// Verbs that put a question after them: *check **whether***.
#[rustfmt::skip]
const ASKS: &[&str] = &[
    "ask", "asks", "asked", "asking", "check", "checks", "checked", "wonder", "wondered", "out", "question",
    "questioned", "verify", "determine", "decide", "test", "tested", "see", "know", "doubt", "doubts",
    "unclear", "say", "tell", "examine", "assess", "consider", "matter",
];
/// How many words may stand between such a verb and its *whether*: *ask a supplier whether*.
const ASKED: usize = 3;

/// What opens a question that can be answered with no.
#[rustfmt::skip]
const CLOSED: &[&str] = &[
    "is", "are", "was", "were", "does", "do", "did", "can", "has", "have", "will", "should", "may",
];
/// What opens a question that asks for a thing.
const OPEN: &[&str] = &["what", "which", "how", "when", "where", "who"];
/// Before what these ask for, the reader is being offered it.
#[rustfmt::skip]
const OFFERS: &[&str] = &[
    "want", "wants", "need", "needs", "looking", "ready", "tired", "searching", "dreaming", "dreamed", "dreamt",
    "know", "knew", "hear", "heard", "imagine", "wish", "deserve", "deserves", "like", "love", "afford", "miss",
    "seeking", "after", "interested", "hoping", "wondering", "fancy", "time", "try", "tried", "met", "seen",
    "if", "about", "makes", "made", "settle",
];
/// Asked of these, only a denial shows that the question is meant: *are **we** the best?*
const OWN: &[&str] = &["we", "our", "ours", "us"];
/// So with these as the subject: *is **this** the best?*
const AT_HAND: &[&str] = &["this", "it", "these", "that"];
/// Words with which an answer affirms.
#[rustfmt::skip]
const YES: &[&str] = &[
    "yes", "yep", "sure", "absolutely", "definitely", "certainly", "indeed", "of", "exactly", "totally", "now",
    "with", "meet", "introducing", "try", "here", "here's", "always", "look", "say", "that's", "it's",
    "they're", "we're",
];
/// Words with which an answer denies.
#[rustfmt::skip]
const NO: &[&str] = &[
    "no", "not", "never", "nobody", "none", "nothing", "neither", "hardly", "unfortunately", "only", "nope",
    "cannot", "rarely", "partly",
];
/// Verbs that may end a bare answer, or stand second in one that affirms: *it does*.
const HELPING: &[&str] = &[
    "is", "are", "does", "do", "did", "can", "has", "have", "will", "was",
];
/// Subjects of an answer that takes up the question.
#[rustfmt::skip]
const TAKES_UP: &[&str] = &[
    "it", "they", "we", "there", "you", "ours", "this", "these", "she", "he",
];

/// What an answer makes of its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Affirms,
    Denies,
    Other,
}

/// The word that opens the question in which the words stand; none if they are claimed.
pub(super) fn asked(cx: &Context<'_>, place: Place) -> Option<TextSpan> {
    let sentence = cx.sentence(place);
    if is_question(cx, sentence) {
        return in_question(cx, place, sentence);
    }
    indirectly(cx, place, sentence)
}

/// Whether `denial` opens a question that expects a yes: ***Isn't** it the best?* An answer that
/// denies takes it at its word.
pub(super) fn leads(cx: &Context<'_>, block: usize, sentence: TextSpan, denial: TextSpan) -> bool {
    let opens = cx.text()[sentence.start..denial.start]
        .chars()
        .all(|letter| !letter.is_alphanumeric());
    opens
        && contracts_not(&cx.text()[denial.range()])
        && is_question(cx, sentence)
        && answer(cx, block, sentence) != Answer::Denies
}

/// *Isn't*, with an apostrophe of either kind.
fn contracts_not(word: &str) -> bool {
    word.ends_with("n't") || word.ends_with("n’t")
}

/// *Ask whether*: the word, if the hit stands in the clause that it opens.
fn indirectly(cx: &Context<'_>, place: Place, sentence: TextSpan) -> Option<TextSpan> {
    let at_hit = TextSpan::new(place.text.start, place.text.start);
    let before = TextSpan::new(sentence.start, place.text.start);
    let all = words(cx.text(), window(cx.text(), before, at_hit, REACH));
    let whether = all.iter().rposition(|word| word.text == "whether")?;
    let clause = &cx.text()[all[whether].span.end..place.text.start];
    let from = whether.saturating_sub(ASKED);
    let asks = all[from..whether]
        .iter()
        .any(|word| ASKS.contains(&word.text.as_str()));
    (asks && !clause.contains([',', ';', ':', '—'])).then_some(all[whether].span)
}

fn in_question(cx: &Context<'_>, place: Place, sentence: TextSpan) -> Option<TextSpan> {
    let start = TextSpan::new(sentence.start, sentence.start);
    let all = words(cx.text(), window(cx.text(), sentence, start, REACH));
    let from = all.iter().rposition(|word| {
        let before = cx.text()[sentence.start..word.span.start].trim_end();
        before.ends_with(':') && word.span.start <= place.text.start
    });
    let all = &all[from.unwrap_or(0)..];
    let opening = all.first()?;
    let before = |word: &&Word| word.span.start < place.text.start;
    let has = |known: &[&str]| {
        let mut words = all.iter().skip(1).take_while(before);
        words.any(|word| known.contains(&word.text.as_str()))
    };
    let leading = contracts_not(&opening.text);
    let genuine =
        leading || CLOSED.contains(&opening.text.as_str()) || OPEN.contains(&opening.text.as_str());
    let subject = all.get(1).map_or("", |word| word.text.as_str());
    // *Where else* asks for nothing: it says that there is no other place.
    if !genuine || has(OFFERS) || subject == "else" {
        return None;
    }
    let answer = answer(cx, place.block, sentence);
    let own = has(OWN) || AT_HAND.contains(&subject) || opening.text == "who";
    let meant = answer == Answer::Denies || (answer == Answer::Other && !own && !leading);
    meant.then_some(opening.span)
}

fn is_question(cx: &Context<'_>, sentence: TextSpan) -> bool {
    cx.text()[sentence.range()]
        .trim_end_matches(|letter: char| letter.is_whitespace() || "”\"’')»*".contains(letter))
        .ends_with('?')
}

/// What follows the question, in its block or in the one after it.
fn answer(cx: &Context<'_>, block: usize, question: TextSpan) -> Answer {
    let here = sentences_after(cx, block, question.end);
    let next = if block + 1 < cx.document.blocks.len() {
        sentences_after(cx, block + 1, 0)
    } else {
        Vec::new()
    };
    let mut following = here.into_iter().chain(next).take(QUESTIONS);
    let answer = following.find(|sentence| !is_question(cx, *sentence));
    answer.map_or(Answer::Other, |sentence| read(cx, sentence))
}

/// The first sentences of a block that start at `from` or later.
fn sentences_after(cx: &Context<'_>, block: usize, from: usize) -> Vec<TextSpan> {
    let texture = cx.texture(block);
    let sentences = texture.sentences();
    let first = sentences.partition_point(|sentence| sentence.start < from);
    let sentences = sentences[first..].iter().take(QUESTIONS);
    sentences.copied().collect()
}

fn read(cx: &Context<'_>, answer: TextSpan) -> Answer {
    let start = TextSpan::new(answer.start, answer.start);
    let all = words(cx.text(), window(cx.text(), answer, start, REACH));
    let texts: Vec<&str> = all.iter().map(|word| word.text.as_str()).collect();
    let denies = |word: &&str| NO.contains(word) || word.ends_with("n't");
    let Some(first) = texts.first() else {
        return Answer::Other;
    };
    if texts.iter().take(BARE_ANSWER).any(denies) {
        return Answer::Denies;
    }
    let takes_up =
        TAKES_UP.contains(first) && texts.get(1).is_some_and(|verb| HELPING.contains(verb));
    let bare =
        texts.len() <= BARE_ANSWER && texts.last().is_some_and(|verb| HELPING.contains(verb));
    if YES.contains(first) || takes_up || bare {
        return Answer::Affirms;
    }
    Answer::Other
}
