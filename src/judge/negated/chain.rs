//! Whether a negation reaches over the words between it and the hit.

use super::vocabulary::{
    Negation, carries, denies_what_it_says, helps, is_adverb, is_clause_start, is_wrong,
    leads_away, lets, negation, passes_on, refutes, takes_object, takes_to,
};
use crate::judge::context::Context;
use crate::judge::words::Word;
use crate::wordlist::phrase::VerbForm;

/// How many words may stand between a denial and the verb of saying that it denies.
const WORDS_OF_FRAME: usize = 8;
/// How many words a subject that denies may have.
const WORDS_OF_SUBJECT: usize = 5;

/// How a hit begins.
#[derive(Debug, Clone)]
pub(super) enum Form {
    /// With a verb in one of these forms.
    Verb(Vec<VerbForm>),
    /// With this word, of which nothing is known.
    Unknown(String),
}

/// The words before a hit, and how it begins.
pub(super) struct Chain<'c, 'a> {
    pub(super) cx: &'c Context<'a>,
    pub(super) all: &'c [Word],
    /// First byte of the hit.
    pub(super) hit: usize,
    pub(super) form: Form,
}

impl Chain<'_, '_> {
    /// Whether what stands right after the word at `at` ends its clause. Commas do not: see
    /// [`Self::reaches`].
    pub(super) fn is_broken_after(&self, at: usize) -> bool {
        let between = self.after(at);
        between.contains([
            ';', ':', '.', '!', '?', '(', ')', '—', '[', ']', '|', '•', '→',
        ]) || between.contains(" – ")
            || between.contains(" - ")
    }

    /// Whether the word at `at` begins a clause that a negation before it does not reach into.
    pub(super) fn starts_clause(&self, at: usize) -> bool {
        let word = self.all[at].text.as_str();
        // *not yet enabled* is one clause, *not old, yet enabled* two.
        let conjunction = matches!(word, "yet" | "so")
            && at
                .checked_sub(1)
                .is_some_and(|before| self.after(before).contains(','));
        conjunction || (is_clause_start(word) && !self.is_object(at))
    }

    /// Whether the word at `at` is no subject but what something is done with: *use **it** to*,
    /// *call **it***.
    fn is_object(&self, at: usize) -> bool {
        let pronoun = matches!(self.all[at].text.as_str(), "it" | "you" | "they" | "them");
        let before = at
            .checked_sub(1)
            .map(|before| self.all[before].text.as_str());
        let after = self.all.get(at + 1).map(|after| after.text.as_str());
        pronoun && (after == Some("to") || before.is_some_and(takes_object))
    }

    /// Whether the negation at `at` denies the hit.
    pub(super) fn reaches(&self, at: usize, found: Negation) -> bool {
        let between = &self.all[at + 1..];
        let texts: Vec<&str> = between.iter().map(|word| word.text.as_str()).collect();
        let only_adverbs = texts.iter().all(|word| is_adverb(word));
        let commas = self.commas_after(at);
        if only_adverbs {
            // A lone comma begins something new: *do not wait, enable access*.
            return (commas != 1 || self.is_second_of_two(at)) && self.fits(found, false);
        }
        if self.is_parenthesis(at) {
            return texts.len() <= 6 && self.fits(found, false);
        }
        if commas > 0 && !self.is_list(at, &texts) {
            return false;
        }
        if self.is_relative(at) {
            return false;
        }
        let coordinated = texts.iter().any(|word| is_joint(word));
        match found {
            Negation::Without | Negation::Instead => {
                coordinated && texts.len() <= 4 && self.is_ing()
            }
            Negation::Subject => Self::subject_reaches(&texts),
            Negation::Bare | Negation::Not | Negation::Never => {
                if texts.first().is_some_and(|word| denies_what_it_says(word)) {
                    return true;
                }
                if !self.fits(found, coordinated) {
                    return false;
                }
                self.verb_reaches(&texts, coordinated)
            }
        }
    }

    /// The denial in a clause that only introduces the hit's: *does not mean that*, *nothing here
    /// should be read as saying that*, *it would be wrong to claim that*.
    pub(super) fn denied_above(&self, start: usize) -> Option<usize> {
        let word = |at: usize| self.all[at].text.as_str();
        if !matches!(word(start), "that" | "it" | "we" | "you" | "they") {
            return None;
        }
        let from = start.saturating_sub(4);
        let verb = (from..start)
            .rev()
            .find(|&at| denies_what_it_says(word(at)) || refutes(word(at)))?;
        // *tell customers that*: whom it is said to may stand between.
        let clean = verb + 1 == start || word(start) == "that" || word(start - 1) == "that";
        if !clean || self.commas_after(verb) > 0 {
            return None;
        }
        if refutes(word(verb)) {
            return (word(start) == "that").then_some(verb);
        }
        self.denied_frame(verb)
    }

    /// The denial of a verb of saying, over the words that only carry it: *should not be taken to*.
    fn denied_frame(&self, verb: usize) -> Option<usize> {
        let word = |at: usize| self.all[at].text.as_str();
        let mut helped = false;
        for at in (verb.saturating_sub(WORDS_OF_FRAME)..verb).rev() {
            if self.is_broken_after(at) {
                return None;
            }
            if negation(self.all, at).is_some() || (word(at + 1) == "to" && is_wrong(word(at))) {
                return Some(at);
            }
            helped |= helps(word(at));
            if !(carries(word(at)) || helps(word(at)) || is_adverb(word(at))) {
                // What stands before the helping verb is its subject: *no statement here should*.
                let subject = (at.saturating_sub(WORDS_OF_SUBJECT)..at).rev();
                let mut subject = subject.take_while(|&at| !self.is_broken_after(at));
                let denied =
                    subject.find(|&at| negation(self.all, at) == Some(Negation::Subject))?;
                return (helped && self.commas_after(denied) == 0).then_some(denied);
            }
        }
        None
    }

    fn verb_reaches(&self, texts: &[&str], coordinated: bool) -> bool {
        let last = texts.last().copied().unwrap_or_default();
        if last == "to" {
            let verbs = &texts[..texts.len() - 1];
            return verbs
                .iter()
                .rev()
                .find(|word| !is_adverb(word))
                .is_some_and(|verb| takes_to(verb))
                || verbs.iter().any(|verb| passes_on(verb));
        }
        if coordinated {
            let joint = texts.iter().rposition(|word| is_joint(word)).unwrap_or(0);
            let (first, second) = (&texts[..joint], &texts[joint + 1..]);
            // *do not store your data and enable access*: *and* may well begin a new claim.
            let reach = if texts[joint] == "and" { 1 } else { 6 };
            return (first.len() <= reach || second.iter().any(|word| negates(word)))
                && second.iter().all(|word| is_adverb(word) || negates(word));
        }
        if texts.first().is_some_and(|verb| lets(verb)) {
            return texts.len() <= 4 && matches!(self.form, Form::Verb(_));
        }
        match &self.form {
            // *do not store data enable access*: the verb after the negation is another one.
            Form::Verb(forms) => {
                forms.contains(&VerbForm::Ing)
                    && texts.len() <= 2
                    && !texts.iter().any(|word| leads_away(word))
            }
            Form::Unknown(_) => texts.len() <= 5 && !texts.iter().any(|word| leads_away(word)),
        }
    }

    /// After *no*, *none of*, *neither*: the subject stands between it and the verb.
    fn subject_reaches(texts: &[&str]) -> bool {
        if texts.last() == Some(&"to") {
            return texts
                .iter()
                .rev()
                .skip(1)
                .take(2)
                .any(|word| takes_to(word));
        }
        let finite = |word: &&&str| matches!(**word, "is" | "are" | "was" | "were");
        let another_verb = texts.iter().filter(|word| finite(word)).count() > 1;
        texts.len() <= 9 && !another_verb
    }

    /// Whether the hit's first word has the form that the negation asks for.
    fn fits(&self, found: Negation, coordinated: bool) -> bool {
        match (found, &self.form) {
            (Negation::Bare, Form::Verb(forms)) => forms.contains(&VerbForm::Base) || self.helped(),
            (Negation::Not, Form::Verb(forms)) => {
                !(coordinated && forms.as_slice() == [VerbForm::S])
            }
            (Negation::Never, Form::Verb(forms)) => {
                !coordinated || self.joined_by_or() || !forms.contains(&VerbForm::S)
            }
            (Negation::Without | Negation::Instead, Form::Verb(_)) => self.is_ing(),
            (Negation::Without, Form::Unknown(word)) => word.ends_with("ing") || !coordinated,
            (_, Form::Unknown(_) | Form::Verb(_)) => true,
        }
    }

    /// Whether a helping verb stands right before the hit: *will not be enabled*.
    fn helped(&self) -> bool {
        let words = self.all.iter().rev();
        let mut helping = words.skip_while(|word| word.text.ends_with("ly"));
        helping.next().is_some_and(|word| {
            matches!(
                word.text.as_str(),
                "be" | "been" | "being" | "have" | "get" | "let" | "help" | "to"
            )
        })
    }

    fn joined_by_or(&self) -> bool {
        let tail = self.all.iter().rev().take(3);
        tail.into_iter()
            .any(|word| matches!(word.text.as_str(), "or" | "nor"))
    }

    fn is_ing(&self) -> bool {
        match &self.form {
            Form::Verb(forms) => forms.contains(&VerbForm::Ing),
            Form::Unknown(word) => word.ends_with("ing"),
        }
    }

    /// *sell, resell, or*: a word or two between commas, and a joint before the hit.
    fn is_list(&self, at: usize, texts: &[&str]) -> bool {
        let joint = texts.iter().rev().take(3).any(|word| is_joint(word));
        let mut run = 0;
        let short = (at + 1..self.all.len()).all(|word| {
            run = if self.after(word - 1).contains(',') {
                1
            } else {
                run + 1
            };
            run <= 3
        });
        joint && short
    }

    /// *does not, as of today, enable*: the negation and the hit both touch a comma, and a
    /// preposition or adverb stands first between them.
    fn is_parenthesis(&self, at: usize) -> bool {
        let opens = self.after(at).contains(',');
        let closes = self.after(self.all.len() - 1).contains(',');
        opens && closes && self.commas_after(at) == 2
    }

    /// *does not, and will **not**, enable*: the comma after it closes what one before it opened.
    fn is_second_of_two(&self, at: usize) -> bool {
        let from = at.saturating_sub(3);
        let mut before = (from..at).rev();
        self.after(at).contains(',')
            && before.any(|word| {
                is_joint(&self.all[word].text)
                    && word.checked_sub(1).is_some_and(|first| {
                        self.after(first).contains(',') && negates(&self.all[first].text)
                    })
            })
    }

    /// Whether the negation stands in a relative clause of its own: *services that don't sleep*.
    fn is_relative(&self, at: usize) -> bool {
        let before = self.all[..at].iter().rev().take(2);
        before
            .into_iter()
            .any(|word| matches!(word.text.as_str(), "that" | "which" | "who"))
    }

    fn commas_after(&self, at: usize) -> usize {
        let from = self.all[at].span.end;
        self.cx.text()[from..self.hit].matches(',').count()
    }

    fn after(&self, at: usize) -> &str {
        let from = self.all[at].span.end;
        let to = self
            .all
            .get(at + 1)
            .map_or(self.hit, |next| next.span.start);
        &self.cx.text()[from..to]
    }
}

fn is_joint(word: &str) -> bool {
    matches!(word, "or" | "nor" | "and")
}

fn negates(word: &str) -> bool {
    matches!(word, "not" | "never" | "cannot") || word.ends_with("n't")
}
