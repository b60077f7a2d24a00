//! `line` and `csv`: one finding a line or a row, whatever the copy holds.

use super::{PAGE, Repository, WORDS, offset};

#[test]
fn a_line_leads_to_the_words_in_characters() {
    let printed = Repository::with_page().printed(".", "line");
    for (line, words) in printed.lines().zip(WORDS) {
        let mut parts = line
            .split(':')
            .skip(1)
            .map(|part| part.parse::<u64>().unwrap());
        let at = offset(PAGE, parts.next().unwrap(), parts.next().unwrap(), |_| 1);
        assert!(PAGE[at..].starts_with(words), "{line}");
        let rule = line.rsplit('[').next().unwrap();
        assert!(rule.ends_with(']') && rule.contains('/'), "{line}");
    }
    assert_eq!(printed.lines().count(), WORDS.len());
}

#[test]
fn a_line_is_not_driven_by_what_it_shows_nor_longer_than_can_be_read() {
    let repository = Repository::new();
    repository.write(
        "list.yaml",
        "forbid: [{id: any, phrases: '/begin.*end/'}]\n",
    );
    repository.write(
        "a\u{202e}b.txt",
        format!(
            "begin {} \u{1b}[31m\u{202e}\u{2066}\u{200f} end\n",
            "x".repeat(9_000)
        ),
    );
    let printed = repository.printed(".", "line");
    assert_eq!(printed.lines().count(), 1);
    assert!(
        printed
            .chars()
            .all(|letter| letter == '\n' || !copydesk::report::visible::is_unsafe(letter))
    );
    assert!(
        printed.starts_with("a\\u{202e}b.txt:1:1: error: “begin xxx"),
        "{printed}"
    );
    assert!(printed.contains("\\u{1b}[31m end”"), "{printed}");
    assert!(printed.chars().count() < 600);
}

#[test]
fn a_row_is_no_formula_and_holds_what_the_finding_says() {
    let repository = Repository::new();
    repository.write(
        "list.yaml",
        "forbid: [{id: any, phrases: '/[=@+-].*end/', because: \"a, \\\"b\\\"\\nc\"}]\n",
    );
    repository.write("page.txt", "=cmd|' /C calc'!A0, end\n");
    let printed = repository.printed(".", "csv");
    let mut rows = csv::Reader::from_reader(printed.trim_start_matches('\u{feff}').as_bytes());
    let head = rows.headers().unwrap().clone();
    let row = rows.records().next().unwrap().unwrap();
    let cell = |name: &str| {
        let at = head.iter().position(|column| column == name).unwrap();
        row.get(at).unwrap()
    };
    assert_eq!(cell("text"), "'=cmd|' /C calc'!A0, end");
    assert_eq!(
        (cell("path"), cell("line"), cell("column")),
        ("page.txt", "1", "1")
    );
    assert_eq!(cell("because"), "a, \"b\"\\nc", "a row stays one line");
    assert_eq!(row.len(), head.len());
}
