//! Checkstyle and `JUnit`: well-formed whatever the copy holds, with the attributes that readers read.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::Repository;

/// The elements of a document in order, with their attributes. Fails where XML 1.0 does.
fn elements(xml: &str) -> Vec<(String, Vec<(String, String)>)> {
    let allowed = |letter| matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    assert!(xml.chars().all(allowed), "{xml:?}");
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut found = Vec::new();
    let mut open = 0_usize;
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            event @ (Event::Start(_) | Event::Empty(_)) => {
                let (Event::Start(tag) | Event::Empty(tag)) = &event else {
                    unreachable!("matched above")
                };
                open += usize::from(matches!(event, Event::Start(_)));
                let attributes = tag.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    let value = quick_xml::escape::unescape(&attribute.value)
                        .unwrap()
                        .into_owned();
                    (attribute.key.as_ref().to_owned(), value)
                });
                found.push((tag.name().as_ref().to_owned(), attributes.collect()));
            }
            Event::End(_) => open -= 1,
            _ => {}
        }
    }
    assert_eq!(open, 0, "an element was left open");
    found
}

fn attribute<'e>(element: &'e (String, Vec<(String, String)>), name: &str) -> Option<&'e str> {
    let mut attributes = element.1.iter();
    attributes
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}

fn repository_with_bad_characters() -> Repository {
    let repository = Repository::new();
    repository.write(
        "list.yaml",
        "forbid: [{id: any, phrases: '/begin.*end/', because: 'a < b & \"c\"'}]\n",
    );
    repository.write(
        "a&b<c>\"d\".txt",
        "🚀 é begin <x> & ]]> \u{1} \u{b} \u{1b}[31m \u{fffe}\u{ffff}\u{85} end\n",
    );
    repository.write("clean.txt", "Fine.\n");
    repository.write("unread.txt", b"\xff\xff");
    repository
}

#[test]
fn checkstyle_is_well_formed_and_says_file_line_column_and_rule() {
    let elements = elements(&repository_with_bad_characters().printed(".", "checkstyle"));
    let names: Vec<&str> = elements.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["checkstyle", "file", "error", "file", "error"]);
    assert_eq!(attribute(&elements[1], "name"), Some("a&b<c>\"d\".txt"));
    let error = &elements[2];
    let said: Vec<_> = ["line", "column", "severity", "source"]
        .map(|name| attribute(error, name))
        .into();
    assert_eq!(
        said,
        [Some("1"), Some("5"), Some("error"), Some("list/any")]
    );
    let message = attribute(error, "message").unwrap();
    assert!(message.starts_with("“begin <x> & ]]> \\u{1} "), "{message}");
    assert!(
        message.contains("\\u{1b}[31m \\u{fffe}\\u{ffff}"),
        "{message}"
    );
    assert_eq!(
        attribute(&elements[4], "message"),
        Some("not read: not UTF-8 (first bad byte at 0); save it as UTF-8")
    );
}

#[test]
fn junit_counts_a_clean_file_a_finding_and_an_unread_file_apart() {
    let elements = elements(&repository_with_bad_characters().printed(".", "junit"));
    let suites: Vec<_> = elements
        .iter()
        .filter(|(name, _)| name == "testsuite")
        .collect();
    let counts = ["name", "tests", "failures", "errors"];
    let counts: Vec<_> = suites
        .iter()
        .map(|suite| counts.map(|name| attribute(suite, name).unwrap()))
        .collect();
    assert_eq!(
        counts,
        [
            ["a&b<c>\"d\".txt", "1", "1", "0"],
            ["clean.txt", "1", "0", "0"],
            ["unread.txt", "1", "0", "1"],
        ]
    );
    let cases = elements.iter().filter(|(name, _)| name == "testcase");
    for case in cases {
        assert!(attribute(case, "name").is_some() && attribute(case, "classname").is_some());
    }
    let failure = elements.iter().find(|(name, _)| name == "failure").unwrap();
    assert_eq!(attribute(failure, "type"), Some("error"));
}

#[cfg(feature = "office")]
#[test]
fn a_document_without_lines_says_its_place_in_words() {
    let repository = Repository::new();
    repository.write("deck.docx", super::document("We leverage it."));
    let checkstyle = elements(&repository.printed(".", "checkstyle"));
    assert_eq!(attribute(&checkstyle[2], "line"), Some("1"));
    assert_eq!(attribute(&checkstyle[2], "column"), None);
    assert!(
        attribute(&checkstyle[2], "message")
            .unwrap()
            .starts_with("paragraph 1: ")
    );
    let junit = elements(&repository.printed(".", "junit"));
    assert_eq!(
        attribute(&junit[2], "name"),
        Some("list/leverage at paragraph 1")
    );
}
