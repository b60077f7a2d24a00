//! What the phrases of a built-in list are found by, told when the tool is built.
//!
//! The build script calls this; the tool itself only reads what was stored.

use std::sync::Arc;

use regex_automata::dfa::{self, dense};

use super::anchors::Chooser;
use super::found::{found_by, phrases_of_rules};
use super::library::Library;
use crate::wordlist::ahead::{Depends, Outline, Stored};
use crate::wordlist::phrase::Element;
use crate::wordlist::ready::Told;
use crate::wordlist::ruleset::{NameId, PhraseId, Ruleset};

/// Machines of more bytes than this are not stored: to read one costs about as much as to compile the
/// expression.
const LARGE: usize = 64 * 1024;
/// Nor are they made if that takes more memory than this, in bytes.
const MOST: usize = 1024 * 1024;

/// The machines that find the expression `plain` in plain texts, for a processor that is `big_endian`;
/// none if they are large.
fn machines(plain: &str, big_endian: bool) -> Option<(Vec<u8>, Vec<u8>)> {
    let config = dense::Config::new()
        .minimize(true)
        .dfa_size_limit(Some(MOST))
        .determinize_size_limit(Some(MOST));
    let both = dfa::regex::Builder::new().dense(config).build(plain).ok()?;
    let encoded = |machine: &dense::DFA<Vec<u32>>| {
        let machine = machine.to_sparse().ok()?;
        let bytes = if big_endian {
            machine.to_bytes_big_endian()
        } else {
            machine.to_bytes_little_endian()
        };
        (bytes.len() <= LARGE).then_some(bytes)
    };
    Some((encoded(both.forward())?, encoded(both.reverse())?))
}

/// What is told of each phrase of one list, in their order, for a processor that is `big_endian`.
///
/// # Errors
/// That something cannot be encoded.
pub(crate) fn told(rules: &Arc<Ruleset>, big_endian: bool) -> Result<Vec<Told>, postcard::Error> {
    let library = Library::new(Arc::clone(rules));
    // The phrases of rules are looked for together, all others each by itself.
    let together = Chooser::among(&library, &phrases_of_rules(rules));
    let alone = Chooser::new(&library);
    let all = (0..).map(PhraseId).zip(&rules.phrases);
    all.map(|(id, pattern)| {
        let mut verbs = Vec::new();
        pattern.phrase.each(&mut |element| {
            if let Element::Verb { base, .. } = element {
                verbs.push(base.join(" "));
                verbs.extend(base.first().cloned());
            }
        });
        verbs.dedup();
        let is_of_rule = !rules.uses().of(id).is_empty();
        let chooser = if is_of_rule { &together } else { &alone };
        let found_by = found_by(&library, id, chooser);
        let (reach, needs, opening) = (
            postcard::to_stdvec(&library.reach(id))?,
            postcard::to_stdvec(library.needs(id))?,
            postcard::to_stdvec(library.opening(id))?,
        );
        let stored = Stored {
            depends: Depends {
                on_names: !pattern.names.is_empty(),
                on_verbs: verbs.iter().map(String::as_str).collect(),
            },
            outline: Outline {
                reach: &reach,
                needs: &needs,
                opening: &opening,
            },
            found_by,
        };
        let plain = pattern.phrase.plain.of_case(pattern.exact);
        Ok(Told {
            phrase: postcard::to_stdvec(&stored)?,
            machines: plain.and_then(|plain| machines(&plain.written, big_endian)),
        })
    })
    .collect()
}

/// How each name of one list is spelt, in their order.
///
/// # Errors
/// That something cannot be encoded.
pub(crate) fn spelt(rules: &Arc<Ruleset>) -> Result<Vec<Vec<u8>>, postcard::Error> {
    let library = Library::new(Arc::clone(rules));
    let all = (0..).map(NameId).take(rules.names.len());
    all.map(|name| postcard::to_stdvec(library.name(name)))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::wordlist::ahead::{self, FoundBy};
    use crate::wordlist::builtin;
    use crate::wordlist::load::{self, Origin};
    use crate::wordlist::model::VerbForms;

    #[test]
    fn what_was_stored_is_what_is_told_now() {
        for list in builtin::ALL {
            let read = load::load(list.yaml, Origin::BuiltIn(list.name)).unwrap();
            let parsed = Arc::new(Ruleset::build(&[&read], &[]).unwrap());
            let told = told(&parsed, cfg!(target_endian = "big")).unwrap();
            let rules = Ruleset::build(&[&list.load().unwrap()], &[]).unwrap();
            assert_eq!(rules.phrases.len(), told.len(), "{}", list.name);
            for (id, told) in (0..).map(PhraseId).zip(&told) {
                let own: Stored<'_> = postcard::from_bytes(&told.phrase).unwrap();
                let written = &rules.pattern(id).phrase.written;
                let (stored, machines) = (rules.found_by(id), rules.machines(id));
                assert_eq!(stored, Some(own.found_by), "{}: {written}", list.name);
                assert_eq!(
                    rules.outline(id),
                    Some(own.outline),
                    "{}: {written}",
                    list.name
                );
                let machines = machines.map(|(ends, begins)| (ends.to_vec(), begins.to_vec()));
                assert_eq!(machines, told.machines, "{}: {written}", list.name);
            }
            for (id, own) in (0..).map(NameId).zip(spelt(&parsed).unwrap()) {
                assert_eq!(rules.spelt(id), Some(&*own), "{}: {id:?}", list.name);
            }
        }
    }

    #[test]
    fn what_was_stored_holds_only_where_nothing_changed_that_it_depends_on() {
        let read = |yaml: &str| {
            let loaded = load::load(yaml, Origin::Path("list.yaml")).unwrap();
            Ruleset::build(&[&loaded], &[]).unwrap()
        };
        let list = "names: {acme: [Acme Cloud]}\nforbid:\n  - \"{roll out} @acme\"\n  - \"{roll out} cloud\"\n";
        let stored = told(&Arc::new(read(list)), false).unwrap();
        let mut rules = read(list);
        let (with_name, without) = (rules.rules[0].phrases[0], rules.rules[1].phrases[0]);
        let mut holds = |phrase: PhraseId, names_added, verbs: &[&str]| {
            rules.names_added = names_added;
            let forms = |verb: &&str| ((*verb).to_owned(), VerbForms::default());
            rules.verbs = verbs.iter().map(forms).collect();
            let stored = &stored[phrase.0 as usize].phrase;
            let told = ahead::holding(stored, &BTreeMap::new(), &rules);
            let read = |told| Outline::of(told).is_some() && FoundBy::of(told).is_some();
            assert!(told.is_none_or(read));
            told.is_some()
        };
        assert!(holds(with_name, false, &[]) && holds(without, true, &["offset"]));
        assert!(!holds(with_name, true, &[]), "the name has more spellings");
        assert!(
            !holds(with_name, false, &["offset"]),
            "the name may be spelt with the verb"
        );
        for verb in ["roll", "roll out"] {
            assert!(!holds(without, false, &[verb]), "the verb has other forms");
        }
    }
}
