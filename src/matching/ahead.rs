//! What the phrases of a built-in list are found by, told when the tool is built.
//!
//! The build script calls this; the tool itself only reads what was stored.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::anchors::Chooser;
use super::found::{found_by, phrases_of_rules};
use super::library::Library;
use crate::wordlist::ahead::Stored;
use crate::wordlist::phrase::Element;
use crate::wordlist::ruleset::Ruleset;

/// What the phrases of the rules of one list are found by, by what was written, each encoded as
/// [`Stored`].
///
/// # Errors
/// That something cannot be encoded.
pub(crate) fn encoded(rules: Ruleset) -> Result<BTreeMap<String, Vec<u8>>, postcard::Error> {
    let library = Library::new(Arc::new(rules));
    let rules = &library.rules;
    let phrases = phrases_of_rules(rules);
    let chooser = Chooser::among(&library, &phrases);
    let mut found = BTreeMap::new();
    for id in phrases {
        let pattern = rules.pattern(id);
        let mut verbs = Vec::new();
        pattern.phrase.each(&mut |element| {
            if let Element::Verb { base, .. } = element {
                verbs.push(base.join(" "));
                verbs.extend(base.first().cloned());
            }
        });
        verbs.dedup();
        let stored = Stored {
            exact: pattern.exact,
            of_names: !pattern.names.is_empty(),
            verbs: verbs.iter().map(String::as_str).collect(),
            found_by: found_by(&library, id, &chooser),
        };
        found.insert(
            pattern.phrase.written.clone(),
            postcard::to_stdvec(&stored)?,
        );
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wordlist::builtin;
    use crate::wordlist::load::{self, Origin};
    use crate::wordlist::model::VerbForms;

    #[test]
    fn what_was_stored_is_what_is_told_now() {
        for list in builtin::ALL {
            let read = load::load(list.yaml, Origin::BuiltIn(list.name)).unwrap();
            let told = encoded(Ruleset::build(&[&read], &[]).unwrap()).unwrap();
            let rules = Ruleset::build(&[&list.load().unwrap()], &[]).unwrap();
            let of_rules = phrases_of_rules(&rules);
            assert!(!of_rules.is_empty(), "{}", list.name);
            for id in of_rules {
                let pattern = rules.pattern(id);
                let written = &pattern.phrase.written;
                assert_eq!(pattern.found_by, told[written], "{}: {written}", list.name);
            }
        }
    }

    #[test]
    fn what_was_stored_holds_only_where_nothing_changed_that_it_depends_on() {
        let read = |yaml: &str| {
            let loaded = load::load(yaml, Origin::Path("list.yaml")).unwrap();
            Ruleset::build(&[&loaded], &[]).unwrap()
        };
        let list = "names: {acme: [Acme Cloud]}\nforbid:\n  - \"{roll out} @acme\"\n";
        let stored = encoded(read(list)).unwrap();
        let bytes = &stored["{roll out} @acme"];
        let holds = |exact, names_added, verbs: &[&str]| {
            let forms = |verb: &&str| ((*verb).to_owned(), VerbForms::default());
            let given = verbs.iter().map(forms).collect();
            Stored::of(bytes, exact, names_added, &given).is_some()
        };
        assert!(holds(false, false, &["offset"]));
        assert!(!holds(true, false, &[]), "capitals count now");
        assert!(!holds(false, true, &[]), "the name has more spellings");
        assert!(!holds(false, false, &["roll"]), "the verb has other forms");
        assert!(
            !holds(false, false, &["roll out"]),
            "the verb has other forms"
        );
    }
}
