//! Waivers as they are read, held and written.

use std::path::Path;

use super::*;

const FILE: &str = "# Ours.\nwaivers:\n  - rule: a/b   # why\n    path: ./press/x.md\n    text: enables access\n    reason: Quoted.\n    by: legal@example.com\n    until: 2026-12-31\n";

fn entry(text: &str) -> Entry {
    Entry {
        rule: "a/b".to_owned(),
        path: "docs/a b.md".to_owned(),
        text: text.to_owned(),
        reason: "Said: “no”, # and all".to_owned(),
        by: "legal@example.com".to_owned(),
        ticket: Some("4123".to_owned()),
        until: Day {
            year: 2027,
            month: 1,
            day: 31,
        },
    }
}

fn understood(text: &str) -> Result<Waivers, Vec<Problem>> {
    let source = Source::from_text(text.to_owned());
    understand(source, Path::new("w/copydesk.waivers.yaml"))
}

#[test]
fn what_is_written_is_read_again_and_the_rest_stays() {
    for existing in [
        "",
        "# A head.\n",
        "waivers:\n",
        "waivers: []\n# tail\n",
        FILE,
        &FILE.replace("  - ", "- ").replace("    ", "  "),
        &FILE.replace('\n', "\r\n"),
        FILE.trim_end(),
    ] {
        let text = appended(existing, &[entry("the best: ever"), entry("no")]).unwrap();
        let read = understood(&text).unwrap();
        let last = read.entries.last().unwrap();
        assert_eq!(last.text.value, "no", "{text}");
        assert_eq!(last.ticket.as_deref(), Some("4123"));
        if existing.contains("Ours") {
            assert!(text.starts_with(existing.trim_end()), "{text}");
        }
    }
    let brackets =
        "waivers: [{rule: a/b, path: x, text: best, reason: said, by: us, until: 2026-12-31}]";
    assert!(matches!(
        appended(brackets, &[entry("x")]),
        Err(WriteError::Brackets)
    ));
}

#[test]
fn every_mistake_is_told_at_once() {
    let problems =
        understood("waivers:\n  - rule: b\n    until: soon\n  - {ruel: a/b}\n").unwrap_err();
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    for part in [
        "has no path",
        "has no text",
        "until is a day",
        "no key “ruel”",
    ] {
        assert!(
            told.iter().any(|told| told.contains(part)),
            "{part}: {told:?}"
        );
    }
}

#[test]
fn a_path_starts_from_the_file_and_is_one_path_however_it_is_given() {
    let waivers = understood(FILE).unwrap();
    for given in ["w/press/x.md", "./w/press/../press/x.md"] {
        assert_eq!(waivers.of(Path::new(given)), [0], "{given}");
    }
    assert!(waivers.of(Path::new("press/x.md")).is_empty());
    let on = |day| Day {
        day,
        ..entry("").until
    };
    assert!(
        waivers
            .held(
                Path::new("w/press/x.md"),
                Day {
                    year: 2026,
                    month: 12,
                    day: 31
                }
            )
            .is_some()
    );
    assert!(waivers.held(Path::new("w/press/x.md"), on(1)).is_none());
}
