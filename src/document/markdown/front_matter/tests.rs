//! What is copy in front matter, and where it stands.

use crate::document::testing::{blocks, document, mapped};
use crate::document::{BlockKind, Format};

#[track_caller]
fn reads(source: &str, expected: &[&str]) {
    assert_eq!(blocks(Format::Markdown, source), expected, "{source:?}");
}

#[test]
fn yaml_in_all_its_spellings() {
    let page = |value: &str| {
        format!("---\nlayout: enables access\ntitle:{value}\ntags: [x]\n---\n\nbody\n")
    };
    let cases: [(&str, &[&str]); 16] = [
        (" a b # c", &["a b"]),
        (" a: b", &["a: b"]),
        (" \"a \\\"b\\\" \\u2019 c\"", &["a \"b\" ’ c"]),
        (" 'it''s #1'", &["it's #1"]),
        (" >\n  a\n  b\n\n  c", &["a\nb", "c"]),
        (" |-\n  a\n  b", &["a\nb"]),
        (" a\n  b\n  c", &["a\nb\nc"]),
        (" \"a\n  b\"", &["a\nb"]),
        ("\n  - a\n  - \"b c\"\n  - d\n    e", &["a", "b c", "d\ne"]),
        ("\n- a\n- b", &["a", "b"]),
        (" [a, \"b, c\", 'd']", &["a", "b, c", "d"]),
        ("\n  x: a\n  y: b", &[]),
        ("\n  - x: a", &[]),
        ("", &[]),
        (" \"never closed", &[]),
        (" {a: b}", &[]),
    ];
    for (value, expected) in cases {
        let expected = [expected, &["body"]].concat();
        reads(&page(value), &expected);
        reads(&page(value).replace('\n', "\r\n"), &expected);
    }
}

#[test]
fn toml_in_all_its_spellings() {
    let page = |value: &str| {
        format!("+++\nx = 1\ntitle = {value}\n[params]\ndescription = \"no\"\n+++\nbody\n")
    };
    let cases: [(&str, &[&str]); 5] = [
        ("\"a \\\"b\\\"\" # c", &["a \"b\""]),
        ("'a \\ b'", &["a \\ b"]),
        ("\"\"\"\na\nb \\\n  c\"\"\"", &["\na\nb c"]),
        ("[\"a\", 'b']", &["a", "b"]),
        ("[\n  \"a\",\n  \"b\"\n]", &["a", "b"]),
    ];
    for (value, expected) in cases {
        reads(&page(value), &[expected, &["body"]].concat());
    }
}

#[test]
fn only_front_matter_is_front_matter() {
    reads("---\nenables access\n---\nb", &["enables access", "b"]);
    reads("---\n\nenables access: x\n\nb", &["enables access: x", "b"]);
    reads("a\n\n---\ntitle: b\n---\n", &["a", "title: b"]);
    reads("---\ntitle: a\n...\nb", &["a", "b"]);
    reads("---\n---\nb", &["b"]);
}

#[test]
fn values_are_known_and_mapped() {
    let source = "---\ntitle: \"A \\\"b\\\" c\"\naudience: internal\nsummary: >-\n  enables\n  access\n---\n";
    let document = document(Format::Markdown, source);
    assert_eq!(
        document.meta,
        [
            ("title".to_owned(), "A \"b\" c".to_owned()),
            ("audience".to_owned(), "internal".to_owned()),
            ("summary".to_owned(), "enables\naccess".to_owned()),
        ]
    );
    assert!(
        document
            .blocks
            .iter()
            .all(|block| block.kind == BlockKind::Meta)
    );
    let maps = |words: &str| mapped(Format::Markdown, source, words);
    assert_eq!(maps("enables\naccess"), "enables\n  access");
    assert_eq!(maps("\"b"), "\\\"b");
}
