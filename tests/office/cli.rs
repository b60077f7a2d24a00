//! What the command line says of decks: places, pictures, limits, comments.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use super::pptx::{deck, run, shape, slide};
use super::relations;

/// Checks `deck.pptx` of these bytes with a list that forbids “leading”.
fn check(bytes: &[u8], config: &str, arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("house.yaml", b"forbid: [leading -> good]\n");
    write(
        "copydesk.yaml",
        format!("wordlists: [house.yaml]\n{config}").as_bytes(),
    );
    write("deck.pptx", bytes);
    checked(folder.path(), arguments)
}

fn checked(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .current_dir(folder)
        .args(["check", "deck.pptx"])
        .args(arguments)
        .output()
        .unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn words(name: &str, words: &str) -> String {
    shape(name, "", &format!("<a:p>{}</a:p>", run(words)))
}

fn picture() -> String {
    "<p:pic><p:nvPicPr><p:cNvPr id=\"4\" name=\"Picture 4\"/></p:nvPicPr><p:blipFill><a:blip/></p:blipFill></p:pic>".to_owned()
}

#[test]
fn a_slide_that_is_only_a_picture_says_so() {
    let footer = shape("Footer", "ftr", &format!("<a:p>{}</a:p>", run("Acme")));
    let pictures = slide(&(picture() + &picture() + &footer));
    let bytes = deck(&[&slide(&words("Text", "fine")), &pictures], &[]);
    let human = check(&bytes, "", &[]);
    let said = String::from_utf8(human.stdout).unwrap();
    assert!(
        said.contains("not seen     deck.pptx: slide 2: no text, 2 pictures"),
        "{said}"
    );
    assert_eq!(human.status.code(), Some(0));
    let machine = check(&bytes, "", &["--format", "json"]);
    let notices = &json(&machine)["files"]["notices"];
    assert_eq!(notices[0]["location"], "slide 2");
    assert_eq!(notices[0]["place"]["number"], 2);
    assert_eq!(notices[0]["what"], "no text, 2 pictures");
    let aside = String::from_utf8(machine.stderr).unwrap();
    assert!(
        aside.contains("deck.pptx: slide 2: no text, 2 pictures"),
        "{aside}"
    );
}

#[test]
fn a_finding_is_placed_in_fields() {
    let group = format!(
        "<p:grpSp><p:nvGrpSpPr><p:cNvPr id=\"3\" name=\"Group 3\"/></p:nvGrpSpPr>{}</p:grpSp>",
        words("Box 4", "a lea</a:t></a:r><a:r><a:t>ding gate")
    );
    let page =
        slide(&(shape("Title 1", "title", &format!("<a:p>{}</a:p>", run("Why us"))) + &group));
    let page = page.replace("<p:sld ", "<p:sld show=\"0\" ");
    let found = json(&check(&deck(&[&page], &[]), "", &["--format", "json"]));
    let finding = &found["findings"][0];
    assert_eq!(
        finding["location"],
        "slide 1 \"Why us\" (hidden) > Group 3 > Box 4"
    );
    let place = &finding["place"];
    assert_eq!(place["part"], "ppt/slides/slide1.xml");
    assert_eq!((&place["number"], &place["id"]), (&1.into(), &"256".into()));
    assert_eq!(place["hidden"], true);
    assert_eq!(place["shape"], serde_json::json!(["Group 3", "Box 4"]));
    // The words in the part itself, run by run.
    let spans: Vec<&str> = place["spans"]
        .as_array()
        .unwrap()
        .iter()
        .map(|span| {
            let at = |end: &str| usize::try_from(span[end].as_u64().unwrap()).unwrap();
            &page[at("start")..at("end")]
        })
        .collect();
    assert_eq!(spans, ["lea", "ding"]);
}

#[test]
fn fingerprints_stay_when_slides_are_moved() {
    let first = slide(&words("Text", "our leading gate"));
    let second = slide(&words("Text", "our leading gate"));
    let prints = |slides: [&str; 2], ids: [&str; 2]| {
        let bytes = deck(&slides, &[]);
        let bytes = super::repacked(&bytes, "ppt/presentation.xml", |xml| {
            xml.replace("id=\"256\"", &format!("id=\"{}\"", ids[0]))
                .replace("id=\"257\"", &format!("id=\"{}\"", ids[1]))
        });
        let found = json(&check(&bytes, "", &["--format", "json"]));
        let mut prints: Vec<(String, String)> = found["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| {
                (
                    finding["place"]["id"].to_string(),
                    finding["fingerprint"].to_string(),
                )
            })
            .collect();
        prints.sort();
        prints
    };
    let before = prints([&first, &second], ["300", "301"]);
    assert_eq!(before.len(), 2);
    assert_ne!(before[0].1, before[1].1);
    assert_eq!(prints([&second, &first], ["301", "300"]), before);
}

#[test]
fn a_baseline_and_a_waiver_hold_while_slides_move() {
    let same = slide(&words("Text", "our leading gate"));
    let other = slide(&words("Text", "a leading lock"));
    let new = slide(&words("Text", "their leading key"));
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("copydesk.yaml", b"wordlists: [house.yaml]\n");
    write("house.yaml", b"forbid: [leading -> good]\n");
    let found = |slides: &[&str], arguments: &[&str]| {
        write("deck.pptx", &deck(slides, &[]));
        let output = checked(folder.path(), arguments);
        assert!(output.status.code() < Some(2), "{output:?}");
        let shown = String::from_utf8(output.stdout).unwrap();
        shown.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let before = [same.as_str(), &same, &other];
    found(&before, &["--write-baseline", "old.json"]);
    let arguments = ["--baseline", "old.json", "--format", "line"];
    let after = found(&[&other, &same, &new, &same], &arguments);
    assert_eq!(after.len(), 1, "{after:?}");
    assert!(after[0].starts_with("deck.pptx: slide 3"), "{after:?}");

    // A slide has no lines: it is named by its number.
    found(&before, &[]);
    let waived = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .current_dir(folder.path())
        .args(["waive", "deck.pptx:3", "--reason", "A quotation."])
        .args(["--until", "2999-12-31", "--by", "legal@example.com"])
        .output()
        .unwrap();
    assert_eq!(waived.status.code(), Some(0), "{waived:?}");
    // It holds for these words on any slide of the deck, and for no others.
    let after = found(&[&other, &new], &["--format", "line"]);
    assert_eq!(after.len(), 1, "{after:?}");
    assert!(after[0].starts_with("deck.pptx: slide 2"), "{after:?}");
}

#[test]
fn comments_are_copy_where_asked_for() {
    let links = relations(&[("rId1", "comments", "../comments/c1.xml")]);
    let more = [
        ("ppt/slides/_rels/slide1.xml.rels", links.as_str()),
        (
            "ppt/comments/c1.xml",
            "<p:cmLst><p:cm><p:text>a leading gate?</p:text></p:cm></p:cmLst>",
        ),
    ];
    let bytes = deck(&[&slide(&words("Text", "fine"))], &more);
    assert_eq!(check(&bytes, "", &[]).status.code(), Some(0));
    for (config, arguments) in [
        ("include: comments\n", &[][..]),
        (
            "overrides: [{files: deck.pptx, include: [prompts, comments]}]\n",
            &[],
        ),
        ("", &["--include", "prompts,comments"]),
    ] {
        let output = check(&bytes, config, arguments);
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains("slide 1 > comment"), "{said}");
        assert_eq!(output.status.code(), Some(1));
    }
    // A flag replaces what the config says.
    let output = check(&bytes, "include: comments\n", &["--include", "prompts"]);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_limit_is_named_by_what_breaks_it_and_can_be_set() {
    let long = "word ".repeat(300_000);
    let bytes = deck(&[&slide(&words("Text", &long))], &[]);
    let output = check(&bytes, "limits: {ratio: 2000}\n", &[]);
    assert_eq!(output.status.code(), Some(0));
    for (limits, named) in [
        ("ratio: 2", "(ratio)"),
        ("part: 1, ratio: 2000", "(part)"),
        ("entries: 2", "(entries)"),
        ("depth: 3, ratio: 2000", "(depth)"),
    ] {
        let output = check(&bytes, &format!("limits: {{{limits}}}\n"), &[]);
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains(named), "{limits}: {said}");
        assert_eq!(output.status.code(), Some(2));
    }
    let output = check(&bytes, "limits: {ratio: many}\n", &[]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("ratio is a whole number"), "{said}");
}

#[test]
fn a_card_names_the_other_places_of_the_same_words() {
    let footer = shape(
        "Footer",
        "ftr",
        &format!("<a:p>{}</a:p>", run("a leading gate")),
    );
    let page = slide(&footer);
    let pages: Vec<&str> = std::iter::repeat_n(page.as_str(), 9).collect();
    let output = check(&deck(&pages, &[]), "", &[]);
    let said = String::from_utf8(output.stdout).unwrap();
    let named = "also on slides 2, 3, 4, 5, 6 and 3 more (same text, same shape)";
    assert!(said.contains(named), "{said}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn what_slides_repeat_in_one_shape_is_one_card() {
    let page = |name: &str| slide(&words(name, "a leading gate"));
    let pages = [page("Strip"), page("Strip"), page("Other"), page("Strip")];
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    let said = String::from_utf8(check(&deck(&pages, &[]), "", &[]).stdout).unwrap();
    assert!(
        said.contains("also on slides 2 and 4 (same text, same shape)"),
        "{said}"
    );
    assert_eq!(said.matches("“leading”").count(), 2, "{said}");
    assert!(said.contains("4 errors in 1 of 1 file"), "{said}");
    let machine = json(&check(&deck(&pages, &[]), "", &["--format", "json"]));
    assert_eq!(machine["findings"].as_array().unwrap().len(), 4);
}

#[test]
fn what_copydesk_itself_said_in_a_comment_is_no_copy() {
    let own = "“leading” is not approved wording\nWrite: “good”\nRule: house/leading #0123456789ab";
    let thread = |comment: &str, reply: &str| {
        let body = |words: &str| {
            let each = words
                .lines()
                .map(|line| format!("<a:p>{}</a:p>", run(line)));
            format!("<p188:txBody>{}</p188:txBody>", each.collect::<String>())
        };
        format!(
            "<p188:cmLst><p188:cm><p188:replyLst><p188:reply>{}</p188:reply></p188:replyLst>{}</p188:cm></p188:cmLst>",
            body(reply),
            body(comment)
        )
    };
    let links = relations(&[("rId1", "comments", "../comments/c1.xml")]);
    let legacy = |words: &str| format!("<p:cmLst><p:cm><p:text>{words}</p:text></p:cm></p:cmLst>");
    let found = |comments: &str| {
        let more = [
            ("ppt/slides/_rels/slide1.xml.rels", links.as_str()),
            ("ppt/comments/c1.xml", comments),
        ];
        let bytes = deck(&[&slide(&words("Text", "fine"))], &more);
        check(&bytes, "", &["--include", "comments"]).status.code()
    };
    assert_eq!(found(&legacy(own)), Some(0));
    assert_eq!(found(&legacy("a leading gate #0123456789ab")), Some(1));
    assert_eq!(found(&thread(own, "we did that")), Some(0));
    // What somebody answers is theirs.
    assert_eq!(found(&thread(own, "but it is a leading gate")), Some(1));
}
