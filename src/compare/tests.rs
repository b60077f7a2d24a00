//! Every kind of difference, and none where there is none.

use super::*;
use crate::wordlist::load::{Origin, load};

fn list(yaml: &str) -> Wordlist {
    (*load(yaml, Origin::Path("a.yaml")).unwrap().list).clone()
}

const OLD: &str = "\
title: Ours
version: \"1\"
defaults: {severity: warning, owner: Brand}
sources: {memo: {title: Memo, date: 2026-03}}
names: {us: [Acme]}
verbs: {offset: {past: offset}}
forbid:
  - {id: kept, phrases: [a b, c d], note: for us, because: So.}
  - {id: gone, phrases: x y}
  - {id: order, phrases: m n, instead: [o, p]}
rules: {other/x: off}
";

const NEW: &str = "\
# Comments and order mean nothing.
version: \"2\"
title: Ours
defaults: {severity: error, owner: Brand}
sources: {memo: {title: Memo, date: 2026-04}}
names: {us: [Acme, Acme Inc]}
verbs: {offset: {past: offsetted}}
forbid:
  - {id: new, phrases: x z, severity: warning}
  - {id: order, phrases: m n, instead: [p, o], severity: warning}
  - id: kept
    because: So.
    phrases: [c d, \"{be} e\"]
    note: for us too
    effective: {from: 2026-01-01}
    near: {any: [f], within: block}
    locked: true
rules: {other/x: error}
";

fn ids(things: &[Thing]) -> Vec<&str> {
    things.iter().map(|thing| thing.id.as_str()).collect()
}

fn said(changes: &[Change]) -> Vec<String> {
    let changes = changes.iter();
    let said = |change: &Change| {
        let (removed, added) = (change.removed.join("|"), change.added.join("|"));
        format!("{}: {removed} -> {added}", change.key)
    };
    changes.map(said).collect()
}

#[test]
fn what_is_different_is_said_and_nothing_else() {
    let compared = Comparison::new(&list(OLD), &list(NEW));
    assert_eq!(said(&compared.list), ["version: 1 -> 2"]);
    let rules = &compared.rules;
    assert_eq!(ids(&rules.added), ["new"]);
    assert_eq!(ids(&rules.removed), ["gone"]);
    assert_eq!(ids(&rules.changed), ["kept", "order"]);
    assert_eq!(
        said(&rules.changed[0].changes),
        [
            "severity: warning -> error",
            "phrases: a b -> {be} e",
            "near:  -> f",
            "near within:  -> block",
            "effective:  -> from 2026-01-01",
            "locked:  -> yes",
        ]
    );
    assert_eq!(said(&rules.changed[1].changes), ["instead: o|p -> p|o"]);
    assert_eq!(
        said(&compared.names.changed[0].changes),
        ["any:  -> Acme Inc"]
    );
    assert_eq!(
        said(&compared.sources.changed[0].changes),
        ["date: 2026-03 -> 2026-04"]
    );
    assert_eq!(
        said(&compared.verbs.changed[0].changes),
        ["past: offset -> offsetted"]
    );
    assert_eq!(
        said(&compared.overrides.changed[0].changes),
        ["severity:  -> error", "off: yes -> "]
    );
}

#[test]
fn a_list_is_like_itself() {
    for built_in in crate::wordlist::builtin::ALL {
        let list = built_in.load().unwrap().list;
        assert!(
            Comparison::new(&list, &list).is_empty(),
            "{}",
            built_in.name
        );
        let nothing = Comparison::new(&Wordlist::default(), &list);
        assert_eq!(nothing.rules.added.len(), list.rules.len());
    }
}
