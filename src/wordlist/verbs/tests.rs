//! The forms of verbs, right and wrong.

use super::*;

fn paradigm(base: &str) -> String {
    let words: Vec<String> = base.split(' ').map(String::from).collect();
    FORMS[1..]
        .iter()
        .map(|form| inflect(&words, *form, None))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn the_verbs_of_product_copy_are_right() {
    for line in include_str!("forms.txt").lines() {
        let (base, forms) = line.split_once(": ").unwrap();
        assert_eq!(paradigm(base), forms, "{base}");
    }
}

#[test]
fn only_the_first_of_several_words_inflects() {
    assert_eq!(
        paradigm("roll out"),
        "rolls out rolled out rolled out rolling out"
    );
    assert_eq!(
        paradigm("sign in"),
        "signs in signed in signed in signing in"
    );
}

#[test]
fn a_spelling_knows_all_forms_it_can_be() {
    let found = spellings(&["enable".to_owned()], None);
    let enabled = found.iter().find(|one| one.words == ["enabled"]).unwrap();
    assert_eq!(enabled.forms, [VerbForm::Past, VerbForm::Done]);
    assert_eq!(found.len(), 4);
}

#[test]
fn british_doubling_is_recognised_but_not_written() {
    let label = ["label".to_owned()];
    assert_eq!(inflect(&label, VerbForm::Ing, None), "labeling");
    let found = spellings(&label, None);
    assert!(found.iter().any(|one| one.words == ["labelling"]));
}

#[test]
fn a_list_has_the_last_word() {
    let given = VerbForms {
        s: None,
        past: Some("shone".into()),
        done: None,
        ing: Some("Shoning".into()),
    };
    let words = ["beam".to_owned()];
    assert!(!is_known("beam", &given));
    let offset = VerbForms {
        past: Some("offset".into()),
        ..VerbForms::default()
    };
    assert!(is_known("offset", &offset));
    assert_eq!(inflect(&words, VerbForm::Done, Some(&given)), "shone");
    assert_eq!(inflect(&words, VerbForm::Ing, Some(&given)), "shoning");
    assert_eq!(inflect(&words, VerbForm::S, Some(&given)), "beams");
}
