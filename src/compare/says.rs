//! What rules, names, verbs and changes say, by the keys of the YAML.
//!
//! What a list says for all its rules is said of each, so that a new default is seen where it counts.
//! Every field of the types is named, so that a new one cannot be forgotten here.

use std::collections::BTreeMap;

use super::Says;
use crate::wordlist::model::{
    At, Change, Day, Effective, Examples, Instead, Name, Near, Rule, Severity, Source, Unless,
    VerbForms, Wordlist,
};

/// The keys in the order in which people ask for them.
const KEYS: &[&str] = &[
    "version",
    "title",
    "verdict",
    "severity",
    "status",
    "off",
    "phrases",
    "when",
    "at",
    "within",
    "near",
    "near within",
    "unless",
    "in",
    "exact",
    "instead",
    "apply",
    "message",
    "advice",
    "because",
    "source",
    "owner",
    "effective",
    "audience",
    "channel",
    "market",
    "review-by",
    "locked",
    "any",
    "misspelt",
    "not",
];

/// The place of a key among the others.
pub(super) fn rank(key: &str) -> usize {
    KEYS.iter()
        .position(|known| *known == key)
        .unwrap_or(KEYS.len())
}

/// Takes down what is said; what is not said leaves no trace.
#[derive(Default)]
struct Taken(Says);

impl Taken {
    fn all(&mut self, key: &'static str, said: impl IntoIterator<Item = String>) {
        let said: Vec<String> = said.into_iter().collect();
        if !said.is_empty() {
            self.0.insert(key, said);
        }
    }

    fn texts(&mut self, key: &'static str, said: &[At<String>]) {
        self.all(key, said.iter().map(|text| text.value.clone()));
    }

    fn text(&mut self, key: &'static str, said: Option<&String>) {
        self.all(key, said.cloned());
    }

    fn reasons(
        &mut self,
        advice: Option<&String>,
        message: Option<&String>,
        because: Option<&String>,
    ) {
        self.text("advice", advice);
        self.text("message", message);
        self.text("because", because);
    }

    fn flag(&mut self, key: &'static str, value: &str, is_set: bool) {
        self.all(key, is_set.then(|| value.to_owned()));
    }

    fn day(&mut self, key: &'static str, said: Option<&At<Day>>) {
        self.all(key, said.map(|day| day.value.to_string()));
    }

    fn effective(&mut self, said: Option<&Effective>) {
        let Some(Effective {
            from,
            enforced,
            until,
        }) = said
        else {
            return;
        };
        let days = [("from", from), ("enforced", enforced), ("until", until)];
        let days = days.into_iter();
        self.all(
            "effective",
            days.filter_map(|(word, day)| Some(format!("{word} {}", (*day)?))),
        );
    }
}

/// What is said of the list as a whole.
pub(super) fn of_list(list: &Wordlist) -> Says {
    let Wordlist {
        name: _,
        title,
        version,
        language,
        market,
        notice,
        // What these say is said of each rule or source.
        defaults: _,
        seen_in: _,
        sources: _,
        names: _,
        verbs: _,
        rules: _,
        changes: _,
    } = list;
    let mut said = Taken::default();
    said.text("title", title.as_ref());
    said.text("version", version.as_ref());
    said.text("language", language.as_ref());
    said.text("market", market.as_ref());
    said.text("notice", notice.as_ref());
    said.0
}

/// The rules by their ids.
pub(super) fn rules(list: &Wordlist) -> BTreeMap<String, Says> {
    let rules = list.rules.iter();
    rules
        .map(|found| (found.id.clone(), rule(found, list)))
        .collect()
}

fn rule(rule: &Rule, list: &Wordlist) -> Says {
    let Rule {
        id: _,
        verdict,
        at: _,
        phrases,
        when,
        first_only,
        within,
        near,
        unless,
        places,
        instead,
        apply_never,
        advice,
        message,
        because,
        // The list's own people read it there.
        note: _,
        source,
        owner,
        severity,
        draft,
        effective,
        audience,
        channel,
        market,
        review_by,
        locked,
        exact,
        examples,
    } = rule;
    let defaults = &list.defaults;
    let or_default = |own: &Vec<At<String>>, default: &Vec<At<String>>| {
        if own.is_empty() {
            default.clone()
        } else {
            own.clone()
        }
    };
    let mut said = Taken::default();
    said.all("verdict", [verdict.word().to_owned()]);
    let severity = severity.or(defaults.severity).unwrap_or(Severity::Error);
    said.all("severity", [severity.word().to_owned()]);
    said.texts("phrases", phrases);
    said.texts("when", when);
    said.flag("at", "first", *first_only);
    said.all("within", within.map(|within| within.word().to_owned()));
    if let Some(near) = near {
        said.all("near", near_words(near));
        let within = near.within.iter();
        said.all("near within", within.map(|within| within.word().to_owned()));
    }
    said.all("unless", unless.iter().flat_map(unless_words));
    said.all("in", places.iter().map(|place| place.word().to_owned()));
    said.all("instead", instead.iter().map(instead_words));
    said.flag("apply", "never", *apply_never);
    said.reasons(advice.as_ref(), message.as_ref(), because.as_ref());
    said.text("owner", owner.as_ref().or(defaults.owner.as_ref()));
    let source = source.as_ref().or(defaults.source.as_ref());
    said.all("source", source.map(|source| source.value.clone()));
    said.flag("status", "draft", *draft);
    said.effective(effective.as_ref().or(defaults.effective.as_ref()));
    said.texts("audience", &or_default(audience, &defaults.audience));
    said.texts("channel", &or_default(channel, &defaults.channel));
    said.texts("market", &or_default(market, &defaults.market));
    said.day(
        "review-by",
        review_by.as_ref().or(defaults.review_by.as_ref()),
    );
    said.flag("locked", "yes", *locked);
    said.flag("exact", "yes", *exact);
    said.all("examples", examples_words(examples));
    said.0
}

/// The changes to rules of other lists, by the full ids of these.
pub(super) fn overrides(list: &Wordlist) -> BTreeMap<String, Says> {
    let changes = list.changes.iter();
    changes
        .map(|found| (found.rule.value.clone(), change(found)))
        .collect()
}

fn change(change: &Change) -> Says {
    let Change {
        rule: _,
        off,
        phrases,
        unless,
        instead,
        apply_never,
        advice,
        message,
        because,
        owner,
        severity,
        draft,
        effective,
        audience,
        channel,
        market,
        places,
        review_by,
    } = change;
    let yes_no = |flag: bool| if flag { "yes" } else { "no" }.to_owned();
    let mut said = Taken::default();
    said.all("off", off.map(yes_no));
    said.all(
        "severity",
        severity.map(|severity| severity.word().to_owned()),
    );
    said.all(
        "status",
        draft.map(|draft| if draft { "draft" } else { "active" }.to_owned()),
    );
    said.texts("phrases", phrases);
    said.all("unless", unless.iter().flat_map(unless_words));
    said.all("in", places.iter().map(|place| place.word().to_owned()));
    said.all("instead", instead.iter().map(instead_words));
    said.all(
        "apply",
        apply_never.map(|never| if never { "never" } else { "safe" }.to_owned()),
    );
    said.reasons(advice.as_ref(), message.as_ref(), because.as_ref());
    said.text("owner", owner.as_ref());
    said.effective(effective.as_ref());
    said.texts("audience", audience);
    said.texts("channel", channel);
    said.texts("market", market);
    said.day("review-by", review_by.as_ref());
    said.0
}

/// The names by their short names.
pub(super) fn names(list: &Wordlist) -> BTreeMap<String, Says> {
    let names = list.names.iter();
    names
        .map(|(id, found)| (format!("@{id}"), name(&found.value)))
        .collect()
}

fn name(name: &Name) -> Says {
    let Name {
        any,
        exact,
        misspelt,
        not,
    } = name;
    let mut said = Taken::default();
    said.texts("any", any);
    said.texts("exact", exact);
    let misspelt = misspelt.iter();
    said.all(
        "misspelt",
        misspelt.map(|(wrong, right)| format!("{} for {}", wrong.value, right.value)),
    );
    said.texts("not", not);
    said.0
}

/// The sources by their ids.
pub(super) fn sources(list: &Wordlist) -> BTreeMap<String, Says> {
    let sources = list.sources.iter();
    sources
        .map(|(id, found)| (id.clone(), source(found)))
        .collect()
}

fn source(source: &Source) -> Says {
    let Source {
        title,
        publisher,
        kind,
        date,
        clause,
        url,
        seen_in,
    } = source;
    let mut said = Taken::default();
    said.all("title", [title.clone()]);
    said.text("publisher", publisher.as_ref());
    said.text("kind", kind.as_ref());
    said.text("date", date.as_ref());
    said.text("clause", clause.as_ref());
    said.text("url", url.as_ref());
    said.text("seen-in", seen_in.as_ref().map(|seen| &seen.title));
    said.0
}

/// The verbs by their base forms.
pub(super) fn verbs(list: &Wordlist) -> BTreeMap<String, Says> {
    let forms = |forms: &VerbForms| {
        let VerbForms { s, past, done, ing } = forms;
        let mut said = Taken::default();
        for (key, form) in [("s", s), ("past", past), ("done", done), ("ing", ing)] {
            said.text(key, form.as_ref());
        }
        said.0
    };
    let verbs = list.verbs.iter();
    verbs
        .map(|(base, found)| (base.clone(), forms(found)))
        .collect()
}

/// Each phrase, and beside it that all of them must be there, if so.
fn near_words(near: &Near) -> Vec<String> {
    let with = if near.all && near.phrases.len() > 1 {
        " (and the others)"
    } else {
        ""
    };
    let phrases = near.phrases.iter();
    phrases
        .map(|phrase| format!("{}{with}", phrase.value))
        .collect()
}

fn unless_words(unless: &Unless) -> Vec<String> {
    match unless {
        Unless::Mentioned => vec!["mentioned".to_owned()],
        Unless::Negated => vec!["negated".to_owned()],
        Unless::Cited => vec!["cited".to_owned()],
        Unless::Asked => vec!["asked".to_owned()],
        Unless::Phrase(phrases) => {
            let phrases = phrases.iter();
            phrases
                .map(|phrase| format!("part of {}", phrase.value))
                .collect()
        }
        Unless::Near(near) => {
            let within: Vec<&str> = near.within.iter().map(|within| within.word()).collect();
            let within = if within.is_empty() {
                String::new()
            } else {
                format!(" within {}", within.join(", "))
            };
            let words = near_words(near).into_iter();
            words
                .map(|phrase| format!("near {phrase}{within}"))
                .collect()
        }
    }
}

fn instead_words(instead: &Instead) -> String {
    match &instead.replace {
        None => instead.with.value.clone(),
        Some(replace) => format!("{} for {}", instead.with.value, replace.value),
    }
}

fn examples_words(examples: &Examples) -> Vec<String> {
    let Examples {
        flags,
        allows,
        rewrites,
    } = examples;
    let flags = flags.iter().map(|text| format!("flags {}", text.value));
    let allows = allows.iter().map(|text| format!("allows {}", text.value));
    let rewrites = rewrites.iter();
    let rewrites = rewrites.map(|(from, to)| format!("rewrites {} to {}", from.value, to.value));
    flags.chain(allows).chain(rewrites).collect()
}
