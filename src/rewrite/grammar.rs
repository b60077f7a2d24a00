//! The little grammar that a rewrite needs: past or participle, *is* or *are*, *a* or *an*.
//!
//! It looks a few words back in the sentence and no further; where it cannot know, it takes the form
//! that stands most often in such a place.

use super::tokens::{Fresh, plain};
use crate::position::TextSpan;
use crate::wordlist::model::VerbForms;
use crate::wordlist::phrase::VerbForm;
use crate::wordlist::verbs;

const BE: &[&str] = &[
    "be", "am", "is", "are", "was", "were", "been", "being", "get", "gets", "got", "gotten",
    "getting", "become", "becomes", "became", "isn't", "aren't", "wasn't", "weren't",
];
const HAVE: &[&str] = &[
    "have", "has", "had", "having", "haven't", "hasn't", "hadn't",
];
const BEFORE_BASE: &[&str] = &[
    "to", "will", "would", "can", "could", "may", "might", "must", "shall", "should", "do", "does",
    "did", "don't", "doesn't", "didn't", "cannot", "can't", "won't", "let", "lets", "let's",
    "help", "helps",
];
const BETWEEN: &[&str] = &[
    "not", "never", "already", "now", "also", "just", "always", "still", "only", "ever", "even",
    "often", "soon", "both", "since", "once", "again", "then", "thus", "today",
];
const SEVERAL: &[&str] = &[
    "we", "you", "they", "these", "those", "both", "many", "people", "teams",
];

/// The sentence in which something is rewritten, up to its first word.
pub(super) struct Context {
    /// Where it begins in the rendered text.
    pub sentence: usize,
}

/// What the words before a verb make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Governor {
    Be,
    Have,
    Base,
    None,
}

impl Context {
    /// Which of `forms` the verb at `verb` has, and whether it is a passive.
    pub(super) fn form(&self, text: &str, verb: TextSpan, forms: &[VerbForm]) -> (VerbForm, bool) {
        let governor = self.governor(text, verb.start);
        let passive = governor == Governor::Be && forms.contains(&VerbForm::Done);
        let wanted: &[VerbForm] = match governor {
            Governor::Be | Governor::Have => &[VerbForm::Done],
            Governor::Base => &[VerbForm::Base],
            Governor::None if self.reads_as_participle(text, verb) => {
                &[VerbForm::Done, VerbForm::Past]
            }
            Governor::None if self.is_several(text, verb.start) => {
                &[VerbForm::Base, VerbForm::Past]
            }
            Governor::None => &[VerbForm::S, VerbForm::Past, VerbForm::Base],
        };
        let form = wanted
            .iter()
            .copied()
            .find(|form| forms.contains(form))
            .or(forms.first().copied())
            .unwrap_or(VerbForm::Base);
        (form, passive)
    }

    /// The verb `base` in `form`, at the place of the verb at `verb`; *be* agrees with its subject.
    pub(super) fn inflect(
        &self,
        text: &str,
        verb: TextSpan,
        base: &[String],
        form: VerbForm,
        given: Option<&VerbForms>,
    ) -> String {
        let written = verbs::inflect(base, form, given);
        let Some(tail) = base.split_first().filter(|(head, _)| *head == "be") else {
            return written;
        };
        let before = self.before(text, verb.start);
        let subject = before.first().map_or("", String::as_str);
        let head = match form {
            VerbForm::Base if subject == "i" => "am",
            VerbForm::Base
                if self.governor(text, verb.start) != Governor::Base && !subject.is_empty() =>
            {
                "are"
            }
            VerbForm::Past if self.is_several(text, verb.start) => "were",
            _ => return written,
        };
        let mut said = head.to_owned();
        for word in tail.1 {
            said.push(' ');
            said.push_str(word);
        }
        said
    }

    /// The word before byte `at` after which `new` cannot stand: *will can*.
    pub(super) fn clash(&self, text: &str, at: usize, new: &str) -> Option<String> {
        let finite = [
            "can", "may", "must", "will", "shall", "should", "could", "might", "would",
        ];
        if !finite.contains(&&*plain(new)) || self.governor(text, at) == Governor::None {
            return None;
        }
        self.before(text, at).into_iter().next()
    }

    /// The words before byte `at`, the nearest first, adverbs left out.
    fn before(&self, text: &str, at: usize) -> Vec<String> {
        let from = floor(text, self.sentence.max(at.saturating_sub(200)));
        text[from..at]
            .split_whitespace()
            .rev()
            .map(|word| plain(word.trim_matches(|letter: char| !letter.is_alphanumeric())))
            .filter(|word| !word.is_empty())
            .filter(|word| !(BETWEEN.contains(&&**word) || word.len() > 4 && word.ends_with("ly")))
            .take(4)
            .collect()
    }

    fn governor(&self, text: &str, at: usize) -> Governor {
        let before = self.before(text, at);
        let mut words = before.iter().map(String::as_str).peekable();
        // *has tested and enabled*: the verb before shares what governs it.
        if words
            .peek()
            .is_some_and(|word| ["and", "or"].contains(word))
        {
            words.next();
            if words.peek().is_some_and(|word| word.ends_with("ed")) {
                words.next();
            }
        }
        let Some(word) = words.next() else {
            return Governor::None;
        };
        let of = |word: &str| {
            if HAVE.contains(&word) || word.ends_with("'ve") {
                Governor::Have
            } else if BE.contains(&word) || word.ends_with("'re") || word.ends_with("'m") {
                Governor::Be
            } else if BEFORE_BASE.contains(&word) || word.ends_with("'ll") || word.ends_with("'d") {
                Governor::Base
            } else {
                Governor::None
            }
        };
        match of(word) {
            // *Has it enabled*, *did you enable*.
            Governor::None if ["it", "you", "we", "they", "he", "she"].contains(&word) => {
                words.next().map_or(Governor::None, of)
            }
            found => found,
        }
    }

    /// *Access provided by us*, *Provided by us*: a verb without a subject before it.
    fn reads_as_participle(&self, text: &str, verb: TextSpan) -> bool {
        let next = text[verb.end..].split_whitespace().next().map(plain);
        next.as_deref() == Some("by") || self.before(text, verb.start).is_empty()
    }

    fn is_several(&self, text: &str, at: usize) -> bool {
        self.before(text, at).first().is_some_and(|word| {
            SEVERAL.contains(&word.as_str())
                || word.len() > 3
                    && word.ends_with('s')
                    && !["ss", "us", "is", "'s"]
                        .iter()
                        .any(|end| word.ends_with(end))
        })
    }
}

/// The start of the character that holds byte `at`.
pub(super) fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The article before the word that begins at byte `at`, back to byte `from`, if there is one.
pub(super) fn article_before(text: &str, from: usize, at: usize) -> Option<TextSpan> {
    let before = text[from..at].trim_end_matches(char::is_whitespace);
    if before.len() == at - from {
        return None;
    }
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, letter)| {
            letter.is_alphanumeric() || matches!(letter, '\'' | '’' | '-' | '.')
        })
        .last()
        .map(|(at, _)| from + at)?;
    let word = TextSpan::new(start, from + before.len());
    is_article(&text[word.range()]).then_some(word)
}

fn is_article(word: &str) -> bool {
    word.eq_ignore_ascii_case("a") || word.eq_ignore_ascii_case("an")
}

/// The article as it must be before `new`, where it agreed with `old`; none if it may stay.
pub(super) fn article(written: &str, old: &str, new: &str) -> Option<String> {
    let (was_an, is_an) = (written.len() == 2, takes_an(new));
    if takes_an(old) != was_an || is_an == was_an {
        return None;
    }
    let capital = written.starts_with('A');
    let shouted = written == "AN" || written == "A" && is_shouted(old);
    Some(
        match (is_an, capital, shouted) {
            (true, true, true) => "AN",
            (true, true, false) => "An",
            (true, false, _) => "an",
            (false, true, _) => "A",
            (false, false, _) => "a",
        }
        .to_owned(),
    )
}

/// Makes the articles that a rewrite writes itself agree with what its slots were filled with.
pub(super) fn articles_inside(words: &mut [Fresh]) {
    for at in 1..words.len() {
        let (before, rest) = words.split_at_mut(at);
        let (Some(article), Some(next)) = (before.last_mut(), rest.first()) else {
            continue;
        };
        if article.from.is_some() || !is_article(&article.text) || next.hyphen {
            continue;
        }
        let capital = article.text.starts_with('A');
        let agreed = match (takes_an(&next.text), capital) {
            (true, true) => "An",
            (true, false) => "an",
            (false, true) => "A",
            (false, false) => "a",
        };
        agreed.clone_into(&mut article.text);
    }
}

pub(super) fn is_shouted(word: &str) -> bool {
    let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
    letters.clone().count() > 1 && letters.all(char::is_uppercase)
}

/// Whether `word` is spoken with a vowel first.
fn takes_an(word: &str) -> bool {
    let bare: String = word
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect();
    let small = bare.to_lowercase();
    let Some(first) = small.chars().next() else {
        return false;
    };
    if first.is_numeric() {
        return first == '8' || ["11", "18"].contains(&&*small);
    }
    let is_vowel = |letter: char| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u');
    if is_shouted(&bare) && bare.len() <= 5 {
        let spelt_out = !bare
            .chars()
            .nth(1)
            .is_some_and(|second| is_vowel(second.to_ascii_lowercase()));
        return match first {
            'a' | 'e' | 'i' | 'o' => true,
            // *an LLM*, *a SOC report*.
            'f' | 'h' | 'l' | 'm' | 'n' | 'r' | 's' | 'x' => spelt_out,
            _ => false,
        };
    }
    let begins = |starts: &[&str]| starts.iter().any(|start| small.starts_with(start));
    if begins(&["hour", "honest", "honor", "honour", "heir"]) {
        return true;
    }
    let like_you = begins(&[
        "uni", "use", "usa", "usu", "uti", "ubi", "eu", "ewe", "one", "once", "ura", "ufo",
    ]) && !begins(&["unim", "unin", "unid", "unil"]);
    is_vowel(first) && !like_you
}
