//! Tables of spreadsheets become lists.

use super::*;
use crate::wordlist::load::{Origin, load};
use crate::wordlist::ruleset::Ruleset;

#[test]
fn a_table_becomes_a_list_that_loads() {
    let table = "Term;Verdict;Use Instead;Why;Source;Owner;Colour\n\
        enables access;forbidden;integrates with;\"Says \"\"sold\"\"\";AWS memo;Legal;red\n\
        powered by OpenAI;Approved;;;AWS memo;;\n\
        #1: the {best}?;avoid;;;;;\n\
        C:\\temp (beta);caution;;;;;\n\
        no;no;\"yes: 'really'\";;;;\n\
        a -> b;no;;;;;\n\
        maybe;perhaps;;;;;\n\
        ;no;;;;;\n\
        enables access;no;;;;;\n";
    let imported = import(table.as_bytes(), "Terms: 2026").unwrap();
    assert_eq!(imported.rules, 7);
    let left: Vec<(u64, &str)> = imported
        .left
        .iter()
        .map(|left| (left.line, left.reason.as_str()))
        .collect();
    assert_eq!(
        left,
        [
            (1, "the column “Colour” means nothing to copydesk"),
            (8, "“perhaps” is neither approved nor forbidden"),
            (9, "it has no wording"),
            (
                10,
                "“enables access” stood in the table before; here it became enables-access-2"
            ),
        ]
    );
    let list = load(&imported.yaml, Origin::Path("terms.yaml")).unwrap();
    let set = Ruleset::build(&[&list], &[]).unwrap();
    assert_eq!(set.rules.len(), 7);
    assert_eq!(set.rules[1].source.title, "AWS memo");
    assert_eq!(set.rules[1].because.as_deref(), Some("Says \"sold\""));
    assert_eq!(list.list.title.as_deref(), Some("Terms: 2026"));
}

#[test]
fn a_table_without_terms_says_what_it_has() {
    let error = import(b"a,b\n1,2\n", "x").unwrap_err();
    assert!(error.to_string().contains("it has: a, b"), "{error}");
    assert!(import(&[0xff, 0xfe, 0x00], "x").is_err());
}
