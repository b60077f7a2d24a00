//! SARIF: valid by its schema, true by its regions, and as code scanning wants it.

use serde_json::{Value, json};

use super::{PAGE, Repository, WORDS, offset};

const PATH: &str = "docs/%C3%BCn%C3%AF%20%231%25.md";

/// The one run of a file that its schema takes.
fn valid(log: &Value) -> &Value {
    let schema = include_str!("../schemas/sarif-2.1.0.json");
    let schema = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    let faults: Vec<_> = validator
        .iter_errors(log)
        .map(|fault| fault.to_string())
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
    assert_eq!(log["runs"].as_array().unwrap().len(), 1);
    &log["runs"][0]
}

fn results(run: &Value) -> &Vec<Value> {
    run["results"].as_array().unwrap()
}

/// The words of `text` in a region, whose columns count UTF-16 code units.
fn words<'t>(text: &'t str, region: &Value) -> &'t str {
    let number = |name: &str| region[name].as_u64().unwrap();
    let at = |line, column| offset(text, number(line), number(column), char::len_utf16);
    &text[at("startLine", "startColumn")..at("endLine", "endColumn")]
}

#[test]
fn regions_lead_to_the_words_in_utf_16() {
    let log = Repository::with_page().json(".", "sarif");
    let run = valid(&log);
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    let found: Vec<&str> = results(run)
        .iter()
        .map(|result| {
            let place = &result["locations"][0]["physicalLocation"];
            assert_eq!(
                place["artifactLocation"],
                json!({"uri": PATH, "uriBaseId": "SRCROOT"})
            );
            let found = words(PAGE, &place["region"]);
            assert_eq!(place["region"]["snippet"]["text"], found);
            found
        })
        .collect();
    assert_eq!(
        found,
        [
            "enables\naccess",
            "leverage",
            "Tidepool",
            "seamless",
            WORDS[4]
        ]
    );
}

#[test]
fn fixes_write_what_fix_writes() {
    let repository = Repository::new();
    let page = "🚀🚀 It **enables\naccess** to OpenAI.\n";
    repository.write("page.md", page);
    let log = repository.json(".", "sarif");
    let fix = &results(valid(&log))[0]["fixes"][0]["artifactChanges"][0];
    let mut text = page.to_owned();
    for edit in fix["replacements"].as_array().unwrap().iter().rev() {
        let old = words(page, &edit["deletedRegion"]);
        let at = old.as_ptr() as usize - page.as_ptr() as usize;
        let new = edit["insertedContent"]["text"].as_str().unwrap();
        text.replace_range(at..at + old.len(), new);
    }
    assert_eq!(text, "🚀🚀 It **integrates\nwith** OpenAI.\n");
}

#[test]
fn paths_are_the_same_from_any_folder() {
    let repository = Repository::with_page();
    repository.write("docs/deep/x.txt", "");
    let whole = repository.path("docs/ünï #1%.md");
    let whole = whole.to_str().unwrap();
    for (folder, path) in [
        ("docs", "."),
        ("docs", "./ünï #1%.md"),
        ("docs/deep", "../ünï #1%.md"),
        (".", whole),
        ("docs/deep", whole),
    ] {
        let output = repository.check(folder, &["--format", "sarif", path]);
        let log = serde_json::from_slice(&output.stdout).unwrap();
        let run = valid(&log);
        assert_eq!(results(run).len(), WORDS.len());
        for result in results(run) {
            let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
            assert_eq!(uri, PATH, "{path} in {folder}");
        }
    }
}

#[test]
fn rules_are_described_three_times_within_the_limits() {
    let repository = Repository::with_page();
    let long = "🚀 because ".repeat(300);
    repository.write(
        "list.yaml",
        super::LIST.replace("Suggests *resale* of <b>models</b>.", &long),
    );
    let log = repository.json(".", "sarif");
    let run = valid(&log);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for rule in rules {
        for text in ["shortDescription", "fullDescription"] {
            let text = rule[text]["text"].as_str().unwrap();
            assert!(!text.is_empty() && text.encode_utf16().count() <= 1_024);
        }
        for form in ["text", "markdown"] {
            assert!(!rule["help"][form].as_str().unwrap().is_empty());
        }
        let name = rule["name"].as_str().unwrap_or_default();
        assert!(name.encode_utf16().count() <= 255 && name != rule["id"]);
        assert!(rule["properties"]["tags"].as_array().unwrap().len() <= 10);
    }
    let enable = &rules[0];
    assert_eq!(enable["id"], "list/enable");
    assert_eq!(enable["helpUri"], "https://example.com/a%20b?x=%5B1%5D");
    let markdown = enable["help"]["markdown"].as_str().unwrap();
    let link = "[Memo \\[draft\\] \\<b\\> of March 2026](https://example.com/a%20b?x=%5B1%5D)";
    assert!(markdown.contains(link), "{markdown}");
    // “see the wiki” is no address.
    assert_eq!(rules[1]["helpUri"], Value::Null);
    for result in results(run) {
        let at = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(
            rules[at]["id"], result["ruleId"],
            "also of what is in no list"
        );
    }
}

#[test]
fn fingerprints_stay_when_text_moves_and_no_two_are_one() {
    let repository = Repository::with_page();
    let prints = |log: &Value| -> Vec<String> {
        let prints = results(valid(log)).iter();
        prints
            .map(|result| result["partialFingerprints"]["primaryLocationLineHash"].to_string())
            .collect()
    };
    let before = prints(&repository.json(".", "sarif"));
    repository.write("docs/ünï #1%.md", format!("New.\n\n{PAGE}"));
    assert_eq!(prints(&repository.json(".", "sarif")), before);
    let mut distinct = before.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), WORDS.len());
}

#[test]
fn what_was_not_read_is_no_success() {
    let repository = Repository::with_page();
    repository.write("bad.md", b"\xff\xff");
    let output = repository.check(".", &["--format", "sarif", ".", "missing.md"]);
    assert_eq!(output.status.code(), Some(2));
    let log = serde_json::from_slice(&output.stdout).unwrap();
    let invocation = &valid(&log)["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notices = invocation["toolExecutionNotifications"].to_string();
    assert!(
        notices.contains("bad.md was not read: not UTF-8"),
        "{notices}"
    );
    assert!(notices.contains("missing.md"), "{notices}");
}

#[cfg(feature = "office")]
#[test]
fn a_document_without_lines_has_a_place_of_its_own() {
    let repository = Repository::new();
    repository.write("deck.docx", super::document("We leverage it."));
    let log = repository.json(".", "sarif");
    let place = &results(valid(&log))[0]["locations"][0];
    assert_eq!(place["physicalLocation"]["region"], Value::Null);
    assert_eq!(
        place["physicalLocation"]["artifactLocation"]["uri"],
        "deck.docx"
    );
    assert_eq!(
        place["logicalLocations"][0]["fullyQualifiedName"],
        "paragraph 1"
    );
}
