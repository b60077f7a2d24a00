//! A phrase in plain words: “enable access”, in any form, with up to 4 words between.

use std::collections::BTreeMap;

use crate::report::wording;
use crate::wordlist::phrase::{Body, Element, Phrase};
use crate::wordlist::ruleset::{NameId, PhraseId, Ruleset};

/// The phrase of `id`, for people.
pub(super) fn described(id: PhraseId, rules: &Ruleset) -> String {
    let pattern = rules.pattern(id);
    let mut said = in_words(&pattern.phrase, &pattern.names, rules);
    if pattern.exact {
        said.push_str(", with these capitals");
    }
    said
}

/// `phrase`, for people.
pub(super) fn in_words(
    phrase: &Phrase,
    names: &BTreeMap<String, NameId>,
    rules: &Ruleset,
) -> String {
    let elements = match &phrase.body {
        Body::Regex(_) => return format!("what {} finds", phrase.written),
        Body::Words(elements) => elements,
    };
    let mut traits = Traits::default();
    let words = sequence(elements, names, rules, &mut traits);
    let mut said = format!("“{words}”");
    if traits.inflects {
        said.push_str(", in any form");
    }
    if let Some(gap) = traits.gap {
        let words = if gap == 1 { "word" } else { "words" };
        let place = if traits.gaps == 1 {
            "between"
        } else {
            "at each …"
        };
        said = format!("{said}, with up to {gap} {words} {place}");
    }
    said
}

/// How wide the words of a phrase may be where it is only named.
const BRIEF: usize = 40;

/// The phrase of `id` where it is only named: its words, cut where they are many.
pub(super) fn brief(id: PhraseId, rules: &Ruleset) -> String {
    let pattern = rules.pattern(id);
    let words = rewrite(&pattern.phrase, &pattern.names, rules);
    match words.char_indices().nth(BRIEF) {
        Some((end, _)) => format!("“{}…”", words[..end].trim_end()),
        None => format!("“{words}”"),
    }
}

/// `phrase` as a rewrite names it: its words only.
pub(super) fn rewrite(
    phrase: &Phrase,
    names: &BTreeMap<String, NameId>,
    rules: &Ruleset,
) -> String {
    match &phrase.body {
        Body::Regex(_) => phrase.written.clone(),
        Body::Words(elements) => sequence(elements, names, rules, &mut Traits::default()),
    }
}

#[derive(Default)]
struct Traits {
    inflects: bool,
    /// How many gaps there are.
    gaps: usize,
    /// The words that the widest takes.
    gap: Option<usize>,
}

fn sequence(
    elements: &[Element],
    names: &BTreeMap<String, NameId>,
    rules: &Ruleset,
    traits: &mut Traits,
) -> String {
    let mut said = String::new();
    for element in elements {
        let one = one(element, names, rules, traits);
        // A mark stands against its word.
        if !said.is_empty() && !matches!(element, Element::Mark(_)) {
            said.push(' ');
        }
        said.push_str(&one);
    }
    said
}

fn one(
    element: &Element,
    names: &BTreeMap<String, NameId>,
    rules: &Ruleset,
    traits: &mut Traits,
) -> String {
    match element {
        Element::Word { text, ending } => match ending {
            Some(ending) => format!("{text}({ending})"),
            None => text.clone(),
        },
        Element::Prefix(start) => format!("{start}…"),
        Element::Verb { base, .. } => {
            traits.inflects = true;
            base.join(" ")
        }
        Element::Gap(words) => {
            traits.gaps += 1;
            traits.gap = Some(traits.gap.map_or(*words, |most| most.max(*words)));
            "…".to_owned()
        }
        Element::Group {
            options, optional, ..
        } => {
            let options: Vec<_> = options
                .iter()
                .map(|option| sequence(option, names, rules, traits))
                .collect();
            let said = wording::some(&options, 5, "/");
            if *optional { format!("({said})") } else { said }
        }
        Element::AnyWord => "<any word>".to_owned(),
        Element::Number => "<number>".to_owned(),
        Element::Name(name) => names
            .get(name)
            .map_or_else(|| name.clone(), |id| rules.name(*id).spelling.clone()),
        Element::Mark(mark) => mark.to_string(),
    }
}
