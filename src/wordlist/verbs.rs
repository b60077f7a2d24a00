//! The forms of English verbs: made from the base form, never guessed back from a text.
//!
//! Stemming would take *integrity* for *integrate*, so the forms are generated: four spelling
//! rules, a table of the verbs that do not follow them, and whatever a list says of its own verbs.
//! British doubled consonants (*labelling*) are recognised beside the American spelling but never
//! written.

mod tables;
#[cfg(test)]
mod tests;

use super::model::VerbForms;
use super::phrase::VerbForm;
use tables::{ALSO, IRREGULAR, Irregular, STRESSED_AT_END};

/// All forms, in the order in which a paradigm is written.
pub const FORMS: [VerbForm; 5] = [
    VerbForm::Base,
    VerbForm::S,
    VerbForm::Past,
    VerbForm::Done,
    VerbForm::Ing,
];

/// One spelling of a verb and the forms that it can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    /// The words, the first one inflected.
    pub words: Vec<String>,
    /// The forms, in the order of [`FORMS`]; *enabled* is past and participle.
    pub forms: Vec<VerbForm>,
}

/// Every spelling of the verb whose base form is `base` (one or more words, the first inflects).
/// `given` overrides the built-in forms.
#[must_use]
pub fn spellings(base: &[String], given: Option<&VerbForms>) -> Vec<Spelling> {
    let Some((head, tail)) = base.split_first() else {
        return Vec::new();
    };
    let verb = Verb::new(head, given);
    let mut found: Vec<Spelling> = Vec::with_capacity(5);
    for form in FORMS {
        let mut texts = vec![verb.inflected(form)];
        if verb.given(form).is_none() {
            texts.extend(verb.variants(form));
        }
        for text in texts {
            let words: Vec<String> = text
                .split_whitespace()
                .map(String::from)
                .chain(tail.iter().cloned())
                .collect();
            match found.iter_mut().find(|spelling| spelling.words == words) {
                Some(spelling) => spelling.forms.push(form),
                None => found.push(Spelling {
                    words,
                    forms: vec![form],
                }),
            }
        }
    }
    found
}

/// Whether `given` says of the one word `base` what is known of it anyway.
#[must_use]
pub fn is_known(base: &str, given: &VerbForms) -> bool {
    let words = [base.to_owned()];
    !base.contains(char::is_whitespace) && spellings(&words, Some(given)) == spellings(&words, None)
}

/// The verb `base` in `form`, as it is to be written: *roll out* becomes *rolled out*.
#[must_use]
pub fn inflect(base: &[String], form: VerbForm, given: Option<&VerbForms>) -> String {
    let Some((head, tail)) = base.split_first() else {
        return String::new();
    };
    let mut text = Verb::new(head, given).inflected(form);
    for word in tail {
        text.push(' ');
        text.push_str(word);
    }
    text
}

/// A verb of one word, and what is known of it.
struct Verb<'v> {
    base: &'v str,
    /// The forms that a list gave.
    given: Option<&'v VerbForms>,
    /// The irregular verb that it is, with the prefix before that: looked up once for all forms.
    irregular: Option<(&'v str, &'static Irregular)>,
}

impl<'v> Verb<'v> {
    fn new(base: &'v str, given: Option<&'v VerbForms>) -> Self {
        Self {
            base,
            given,
            irregular: irregular(base),
        }
    }

    /// The form as a list gave it.
    fn given(&self, form: VerbForm) -> Option<&'v str> {
        let given = self.given?;
        let text = match form {
            VerbForm::Base => None,
            VerbForm::S => given.s.as_deref(),
            VerbForm::Past => given.past.as_deref(),
            // A regular verb's participle is its past, so one given form speaks for both.
            VerbForm::Done => given.done.as_deref().or(given.past.as_deref()),
            VerbForm::Ing => given.ing.as_deref(),
        };
        text.filter(|text| !text.trim().is_empty())
    }

    /// The form as it is to be written.
    fn inflected(&self, form: VerbForm) -> String {
        if let Some(text) = self.given(form) {
            return text.to_lowercase();
        }
        if let Some((prefix, irregular)) = self.irregular {
            let text = match form {
                VerbForm::Base => irregular.0,
                VerbForm::S => irregular.1,
                VerbForm::Past => irregular.2,
                VerbForm::Done => irregular.3,
                VerbForm::Ing => irregular.4,
            };
            if !text.is_empty() {
                return format!("{prefix}{text}");
            }
        }
        match form {
            VerbForm::Base => self.base.to_owned(),
            VerbForm::S => third_person(self.base),
            VerbForm::Past | VerbForm::Done => past(self.base),
            VerbForm::Ing => participle(self.base),
        }
    }

    /// Spellings that are recognised beside the one that is written.
    fn variants(&self, form: VerbForm) -> Vec<String> {
        let base = self.base;
        let suffix = match form {
            VerbForm::Past | VerbForm::Done => Some("ed"),
            VerbForm::Ing => Some("ing"),
            VerbForm::Base | VerbForm::S => None,
        };
        let mut found = Vec::new();
        if let Some(suffix) = suffix
            && self.irregular.is_none()
            && may_double(base)
            && !doubles(base)
        {
            let last = base.chars().last();
            found.extend(last.map(|last| format!("{base}{last}{suffix}")));
        }
        let listed = ALSO.iter().filter(|also| also.0 == base && also.1 == form);
        found.extend(listed.flat_map(|also| also.2.iter().map(|text| (*text).to_owned())));
        found
    }
}

fn third_person(base: &str) -> String {
    if ["s", "x", "z", "ch", "sh", "o"]
        .iter()
        .any(|end| base.ends_with(end))
        && !base.ends_with("oo")
    {
        return format!("{base}es");
    }
    match consonant_y(base) {
        Some(stem) => format!("{stem}ies"),
        None => format!("{base}s"),
    }
}

fn past(base: &str) -> String {
    if base.ends_with('e') {
        return format!("{base}d");
    }
    if let Some(stem) = consonant_y(base) {
        return format!("{stem}ied");
    }
    with_suffix(base, "ed")
}

fn participle(base: &str) -> String {
    if let Some(stem) = base.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    if let Some(stem) = base.strip_suffix('e') {
        let keeps = ["ee", "oe", "ye"].iter().any(|end| base.ends_with(end))
            || ["singe", "binge", "tinge"].contains(&base);
        if !keeps {
            return format!("{stem}ing");
        }
        return format!("{base}ing");
    }
    with_suffix(base, "ing")
}

fn with_suffix(base: &str, suffix: &str) -> String {
    // *panicked*, *trafficking*, but *synced*.
    if base.ends_with("ic") || base.ends_with("ac") {
        return format!("{base}k{suffix}");
    }
    match base.chars().last() {
        Some(last) if doubles(base) => format!("{base}{last}{suffix}"),
        _ => format!("{base}{suffix}"),
    }
}

fn consonant_y(base: &str) -> Option<&str> {
    let stem = base.strip_suffix('y')?;
    let before = stem.chars().last()?;
    (!is_vowel(before)).then_some(stem)
}

const fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Whether the word ends in one vowel and one consonant that English can double.
fn may_double(base: &str) -> bool {
    let mut back = base.chars().rev();
    let (Some(last), Some(vowel)) = (back.next(), back.next()) else {
        return false;
    };
    let before = back.next();
    let single = match before {
        // *quit*, *equip*: the u belongs to the q.
        Some('u') => back.next() == Some('q'),
        Some(before) => !is_vowel(before),
        None => true,
    };
    matches!(
        last,
        'b' | 'd' | 'f' | 'g' | 'k' | 'l' | 'm' | 'n' | 'p' | 'r' | 's' | 't' | 'v' | 'z'
    ) && is_vowel(vowel)
        && single
}

/// Whether American spelling doubles the last consonant: in words of one syllable, and in longer
/// ones whose last syllable is stressed, which only a table can know.
fn doubles(base: &str) -> bool {
    if !may_double(base) || base.ends_with('s') && base.len() > 3 {
        return false;
    }
    syllables(base) == 1
        || STRESSED_AT_END
            .iter()
            .any(|stressed| ends_in_whole(base, stressed))
}

/// Whether `base` is `word`, or `word` after a prefix (*re-commit*, *recommit*, *resubmit*).
fn ends_in_whole(base: &str, word: &str) -> bool {
    base.strip_suffix(word)
        .is_some_and(|prefix| prefix.is_empty() || is_prefix(prefix))
}

fn is_prefix(prefix: &str) -> bool {
    prefix.ends_with('-')
        || [
            "re", "un", "over", "under", "out", "mis", "pre", "fore", "up", "off", "with", "inter",
            "auto", "back", "down", "hot", "by", "hand", "side",
        ]
        .contains(&prefix)
}

fn syllables(word: &str) -> usize {
    let mut count = 0;
    let mut before = ' ';
    let mut in_vowels = false;
    for letter in word.chars() {
        let vowel = (is_vowel(letter) && !(letter == 'u' && before == 'q'))
            || letter == 'y' && before != ' ';
        count += usize::from(vowel && !in_vowels);
        in_vowels = vowel;
        before = letter;
    }
    count
}

/// The irregular verb that `base` is, or ends in after a prefix (*resell*, *offset*).
fn irregular(base: &str) -> Option<(&str, &'static Irregular)> {
    let whole = IRREGULAR.iter().find(|verb| verb.0 == base);
    if let Some(verb) = whole {
        return Some(("", verb));
    }
    IRREGULAR
        .iter()
        .filter(|verb| verb.0.len() > 2)
        .find_map(|verb| {
            let prefix = base.strip_suffix(verb.0)?;
            is_prefix(prefix).then_some((prefix, verb))
        })
}
