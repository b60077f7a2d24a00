//! What is underlined while copy, lists and configs are typed.

use std::fs;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::editor::{Editor, LIST, read_back};

#[test]
fn a_finding_after_emoji_is_read_back_in_every_unit() {
    let text = "One.\n\n🚀🚀 This enables access to it.\n";
    for units in ["utf-16", "utf-8"] {
        let mut editor = Editor::new(&json!({
            "textDocument": {"diagnostic": {}}, "general": {"positionEncodings": [units]},
        }));
        editor.open("a.md", text);
        let found = editor.pull("a.md");
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(read_back(text, &found[0]["range"], units), "enables access");
        assert_eq!(found[0]["code"], "list/enables-access");
    }
}

#[test]
fn a_client_that_cannot_pull_is_pushed_to_and_a_closed_file_has_nothing() {
    let mut editor = Editor::new(&json!({}));
    editor.open("a.md", "It enables access.\n");
    assert_eq!(editor.pushed("a.md").len(), 1);
    editor.change("a.md", 2, &json!([{"text": "It is fine.\n"}]));
    assert_eq!(editor.pushed("a.md").len(), 0);
    editor.change("a.md", 3, &json!([{"text": "It enables access.\n"}]));
    assert_eq!(editor.pushed("a.md").len(), 1);
    editor.tell(
        "textDocument/didClose",
        json!({"textDocument": {"uri": editor.uri("a.md")}}),
    );
    assert_eq!(editor.pushed("a.md").len(), 0);
}

#[test]
fn a_saved_list_counts_at_once_and_a_broken_one_leaves_the_last_good_one() {
    let mut editor = Editor::pulling();
    editor.open("a.md", "It enables access and is shiny.\n");
    assert_eq!(editor.pull("a.md").len(), 1);
    let list = editor.folder.path().join("list.yaml");
    let saved = json!({"textDocument": {"uri": editor.uri("list.yaml")}});
    fs::write(&list, format!("{LIST}  - shiny\n")).unwrap();
    editor.tell("textDocument/didSave", saved.clone());
    assert_eq!(editor.pull("a.md").len(), 2);
    fs::write(&list, "forbid:\n  - {enable} access\n").unwrap();
    editor.tell("textDocument/didSave", saved.clone());
    assert_eq!(editor.pull("a.md").len(), 2);
    assert_eq!(editor.pushed("list.yaml")[0]["range"]["start"]["line"], 1);
    fs::write(&list, LIST).unwrap();
    editor.tell("textDocument/didSave", saved);
    assert_eq!(editor.pull("a.md").len(), 1);
    assert_eq!(editor.pushed("list.yaml").len(), 0);
}

#[test]
fn of_more_findings_than_an_editor_can_show_the_gravest_are_sent_and_the_others_counted() {
    let mut editor = Editor::pulling();
    editor.write(
        "list.yaml",
        "forbid:\n  - calls on\n  - {phrase: enables access, severity: warning}\n",
    );
    editor.open("a.md", &"It enables access and calls on.\n\n".repeat(9_990));
    let found = editor.pull("a.md");
    assert_eq!(found.len(), 10_001);
    let weighs = |severity| {
        found
            .iter()
            .filter(|one| one["severity"] == severity)
            .count()
    };
    assert_eq!((weighs(1), weighs(2)), (9_990, 10 + 1));
    assert_eq!(found[0]["code"], "more");
    let said = found[0]["message"].as_str().unwrap();
    assert!(
        said.starts_with("9980 more findings are not shown here"),
        "{said}"
    );
    let lines = found[1..]
        .iter()
        .map(|one| one["range"]["start"]["line"].as_u64());
    assert!(lines.is_sorted(), "in the order of the text");
}

#[test]
fn lists_and_configs_are_checked_while_they_are_typed() {
    let mut editor = Editor::pulling();
    editor.open("list.yaml", "forbid:\n  - phrase: x\n    severty: error\n");
    let found = editor.pull("list.yaml");
    assert_eq!(found[0]["range"]["start"]["line"], 2, "{found:?}");
    editor.open("copydesk.yaml", "wordlist: [a]\n");
    assert_eq!(editor.pull("copydesk.yaml").len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn edits_give_what_a_fresh_open_gives(edits in proptest::collection::vec(
        (0u32..4, 0u32..30, 0u32..4, 0u32..30, "(enables| |access|🚀|\n|\r\n|é|calls on|<!--|`){0,4}"), 1..12,
    )) {
        let mut editor = Editor::pulling();
        let mut text = "It enables access.\n\n🚀 calls on\n".to_owned();
        editor.open("a.md", &text);
        for (version, (line, character, end_line, end_character, new)) in edits.into_iter().enumerate() {
            let range = json!({
                "start": {"line": line, "character": character},
                "end": {"line": end_line.max(line), "character": if end_line > line { end_character } else { end_character.max(character) }},
            });
            text = naive(&text, &range, &new);
            editor.change("a.md", i32::try_from(version).unwrap() + 2, &json!([{"range": range, "text": new}]));
        }
        let edited = editor.pull("a.md");
        editor.tell("textDocument/didClose", json!({"textDocument": {"uri": editor.uri("a.md")}}));
        editor.open("a.md", &text);
        prop_assert_eq!(edited, editor.pull("a.md"));
    }
}

/// The edit done the slow way, on UTF-16 units of lines.
fn naive(text: &str, range: &Value, new: &str) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut starts = vec![0];
    for (at, unit) in units.iter().enumerate() {
        let ends = *unit == 10 || (*unit == 13 && units.get(at + 1) != Some(&10));
        if ends {
            starts.push(at + 1);
        }
    }
    let at = |end: &str| {
        let line = usize::try_from(range[end]["line"].as_u64().unwrap()).unwrap();
        let character = usize::try_from(range[end]["character"].as_u64().unwrap()).unwrap();
        let Some(start) = starts.get(line) else {
            return units.len();
        };
        let mut last = starts.get(line + 1).copied().unwrap_or(units.len());
        while last > *start && [10, 13].contains(&units[last - 1]) {
            last -= 1;
        }
        let at = (start + character).min(last);
        // Not between the halves of a pair.
        if at < units.len() && (0xDC00..0xE000).contains(&units[at]) {
            at - 1
        } else {
            at
        }
    };
    let (start, end) = (at("start"), at("end"));
    let mut after = units[..start].to_vec();
    after.extend(new.encode_utf16());
    after.extend(&units[end.max(start)..]);
    String::from_utf16(&after).unwrap()
}

const FULL: &str = r#"sources:
  memo: {title: The memo, date: 2026-03, clause: "§ 4", url: "https://example.com/memo"}
defaults: {source: memo, owner: Brand Legal}
names: {us: {any: [Acme]}}
forbid:
  - id: enable
    phrases: enables access
    instead: [integrates with, works with]
    because: It promises too much.
    effective: {from: 2020-01-01, until: 2990-12-31}
    review-by: 2990-06-30
approve:
  - powered by @us
"#;

#[test]
fn a_diagnostic_says_everything_that_an_editor_can_show() {
    let mut editor = Editor::pulling();
    editor.write("list.yaml", FULL);
    editor.open("a.md", "It enables access.\n");
    let found = editor.pull("a.md");
    let found = &found[0];
    assert_eq!(found["code"], "list/enable");
    assert_eq!(found["source"], "copydesk");
    assert_eq!(found["severity"], 1);
    assert_eq!(found["codeDescription"]["href"], "https://example.com/memo");
    assert_eq!(found["data"]["rule"], "list/enable");
    let message = found["message"].as_str().unwrap();
    assert!(message.contains("enables access") && message.contains("It promises too much."));
    let related = found["relatedInformation"].as_array().unwrap();
    let read: Vec<String> = related
        .iter()
        .map(|place| {
            assert_eq!(place["location"]["uri"], editor.uri("list.yaml"));
            read_back(FULL, &place["location"]["range"], "utf-16")
        })
        .collect();
    assert_eq!(read.len(), 2, "{related:?}");
    assert!(read[0].contains("id: enable"), "{read:?}");
    assert!(read[1].starts_with("The memo"), "{read:?}");
    // What is no address would make an editor refuse the whole answer.
    editor.write(
        "list.yaml",
        FULL.replace("https://example.com/memo", "see the wiki"),
    );
    editor.open("b.md", "It enables access.\n");
    let told = json!({"changes": [{"uri": editor.uri("list.yaml"), "type": 2}]});
    editor.tell("workspace/didChangeWatchedFiles", told);
    assert_eq!(editor.pull("b.md")[0]["codeDescription"], Value::Null);
}

#[test]
fn a_comment_that_does_nothing_is_drawn_as_unneeded() {
    let mut editor = Editor::pulling();
    editor.open(
        "a.md",
        "<!-- copydesk-ignore list/calls-on: why -->\n\nFine.\n",
    );
    let found = editor.pull("a.md");
    assert_eq!(found[0]["tags"], json!([1]), "{found:?}");
}

#[test]
fn a_list_or_a_config_that_changes_on_disk_is_noticed_without_a_word() {
    let mut editor = Editor::new(&json!({}));
    editor.open("a.md", "It enables access and is shiny.\n");
    assert_eq!(editor.pushed("a.md").len(), 1);
    editor.write("list.yaml", format!("{LIST}  - shiny\n"));
    assert_eq!(editor.pushed("a.md").len(), 2);
    editor.write("other.yaml", "forbid: [nothing like it]\n");
    editor.write("copydesk.yaml", "wordlists: [other.yaml]\n");
    assert_eq!(editor.pushed("a.md").len(), 0);
}

#[test]
fn what_is_too_long_is_not_called_clean() {
    let mut editor = Editor::pulling();
    let text = "It enables access.\n\n".repeat(50 * 1024 * 1024 / 20);
    editor.open("long.md", &text);
    editor.open("a.md", "It enables access.\n");
    assert_eq!(editor.pull("a.md").len(), 1);
    let found = editor.pull("long.md");
    let message = found[0]["message"].as_str().unwrap();
    assert!(message.contains("was not checked"), "{message}");
    editor.change("long.md", 2, &json!([{"text": "It enables access.\n"}]));
    assert_eq!(editor.pull("long.md").len(), 1);
    assert_eq!(editor.pull("long.md")[0]["code"], "list/enables-access");
}

#[test]
fn a_broken_list_is_told_at_its_place_and_other_folders_go_on() {
    let mut editor = Editor::pulling();
    for folder in ["one", "two"] {
        editor.write(
            &format!("{folder}/copydesk.yaml"),
            "wordlists: [own.yaml]\n",
        );
        editor.write(
            &format!("{folder}/own.yaml"),
            format!("forbid: [shiny {folder}]\n"),
        );
        editor.open(&format!("{folder}/a.md"), &format!("A shiny {folder}.\n"));
        assert_eq!(editor.pull(&format!("{folder}/a.md")).len(), 1);
    }
    let save = |editor: &Editor, name: &str| {
        let saved = json!({"textDocument": {"uri": editor.uri(name)}});
        editor.tell("textDocument/didSave", saved);
    };
    editor.write("one/own.yaml", "forbid: [{\n");
    save(&editor, "one/own.yaml");
    assert_eq!(editor.pushed("one/own.yaml").len(), 1);
    // The one that stays broken must not keep the other from being renewed, nor the reverse.
    editor.write("two/own.yaml", "forbid: [a shiny two, nothing]\n");
    save(&editor, "two/own.yaml");
    assert_eq!(editor.pull("two/a.md")[0]["code"], "own/a-shiny-two");
    editor.write("two/own.yaml", "forbid: 3: 4\n");
    save(&editor, "two/own.yaml");
    assert_eq!(editor.pull("two/a.md")[0]["code"], "own/a-shiny-two");
    assert_eq!(editor.pull("one/a.md")[0]["code"], "own/shiny-one");
}

#[test]
fn a_closed_file_has_no_diagnostics_left() {
    let mut editor = Editor::pulling();
    editor.open("a.md", "It enables access.\n");
    assert_eq!(editor.pull("a.md").len(), 1);
    editor.tell(
        "textDocument/didClose",
        json!({"textDocument": {"uri": editor.uri("a.md")}}),
    );
    assert!(editor.pull("a.md").is_empty());
}
