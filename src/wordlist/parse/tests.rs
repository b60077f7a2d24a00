//! The phrase language, row by row, and its mistakes at their places.

use super::{Piece, escape, parse, template};
use crate::wordlist::phrase::{Body, Element};

fn words(written: &str) -> Vec<Element> {
    match parse(written).unwrap().body {
        Body::Words(elements) => elements,
        Body::Regex(source) => panic!("a regular expression: {source}"),
    }
}

fn word(text: &str) -> Element {
    Element::Word {
        text: text.into(),
        ending: None,
    }
}

#[test]
fn every_row_of_the_table_is_read() {
    let group = |options: &[&str], optional, number| Element::Group {
        options: options
            .iter()
            .map(|option| option.split(' ').map(word).collect())
            .collect(),
        optional,
        number,
    };
    let rows: Vec<(&str, Vec<Element>)> = vec![
        ("enables access", vec![word("enables"), word("access")]),
        (
            "{roll out:v} ~4 it",
            vec![
                Element::Verb {
                    base: vec!["roll".into(), "out".into()],
                    label: Some("v".into()),
                },
                Element::Gap(4),
                word("it"),
            ],
        ),
        (
            "call (on|upon) (the most|our)? it?",
            vec![
                word("call"),
                group(&["on", "upon"], false, Some(0)),
                group(&["the most", "our"], true, Some(1)),
                group(&["it"], true, None),
            ],
        ),
        (
            "model(s) <word> <num>% indicat*",
            vec![
                Element::Word {
                    text: "model".into(),
                    ending: Some("s".into()),
                },
                Element::AnyWord,
                Element::Number,
                word("%"),
                Element::Prefix("indicat".into()),
            ],
        ),
        (
            "@openai Acme Cloud™ GPT-<num>",
            vec![
                Element::Name("openai".into()),
                word("Acme"),
                word("Cloud"),
                Element::Mark('™'),
                word("GPT-"),
                Element::Number,
            ],
        ),
        (
            r"\(beta\) why\? #1 24/7 C++ .NET R&D",
            ["(beta)", "why?", "#1", "24/7", "C++", ".NET", "R&D"]
                .map(word)
                .to_vec(),
        ),
    ];
    for (written, elements) in rows {
        assert_eq!(words(written), elements, "{written}");
    }
    assert_eq!(parse("/a+b/").unwrap().body, Body::Regex("a+b".into()));
}

#[test]
fn mistakes_are_shown_where_they_are() {
    let rows = [
        ("", "", "empty"),
        ("(a|b", "(", "never closed"),
        ("a) b", ")", "never opened"),
        ("a | b", "|", "brackets"),
        ("a (|b)", "|", "empty"),
        ("{enable access", "{", "never closed"),
        ("{} access", "{}", "no verb"),
        ("{enable|allow} access", "{enable|allow}", "one verb"),
        ("a ~4", "~4", "nothing on one side"),
        ("(the)? ~4 a", "~4", "nothing on one side"),
        ("a ~ b", "~", "number"),
        ("a ~0 b", "~0", "wide"),
        ("a <nub> b", "<nub>", "no slot"),
        ("the? (our)?", "the? (our)?", "optional"),
        ("a * b", "*", "no word"),
        ("in*t", "in*", "rest of a word"),
        ("/a*/", "a*", "nothing at all"),
        ("/a(b/", "(", "regular expression"),
    ];
    for (written, at, says) in rows {
        let error = parse(written).unwrap_err();
        assert_eq!(&written[error.at.clone()], at, "{written}: {error}");
        assert!(error.message.contains(says), "{written}: {error}");
        assert!(error.hint.is_some(), "{written}");
    }
}

#[test]
fn an_escaped_text_means_itself() {
    for text in ["a (b) | {c}?", "<word> ~4 @x *", "/a/", r"back\slash"] {
        let joined: Vec<String> = words(&escape(text))
            .into_iter()
            .map(|element| match element {
                Element::Word { text, ending: None } => text,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(joined.join(" "), text);
    }
}

#[test]
fn a_rewrite_keeps_its_text() {
    let pieces = template("{integrate:v} with @openai's API (v2), 100%?").unwrap();
    assert_eq!(
        pieces[1..],
        [
            Piece::Text(" with ".into()),
            Piece::Slot(Element::Name("openai".into())),
            Piece::Text("'s API (v2), 100%?".into()),
        ]
    );
}
