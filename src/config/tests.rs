//! Configs as they are written, and their mistakes at their places.

use std::path::Path;

use super::*;
use crate::wordlist::problem::Problem;
use crate::wordlist::ruleset::Ruleset;

const DESIGN: &str = r#"wordlists: [aws-openai, wording/house.yaml]
audience: external
fail-on: warning
exclude: ["vendor/**"]
front-matter: [title, description, summary]      # keys whose text is copy
names: {us: [Acme]}                              # adds to a name of a list
rules: {superlatives/best: off, aws-openai/calls-on: {severity: warning}}
overrides:
  - files: ["decks/**"]
    channel: deck
    wordlists: [aws-openai, superlatives]
"#;

fn config(text: &str) -> Config {
    let folder = Path::new("/site");
    Config {
        path: folder.join(NAME),
        parts: vec![read::read(text, NAME, folder).unwrap()],
    }
}

fn refuse(text: &str) -> Vec<Problem> {
    read::read(text, NAME, Path::new("/site")).unwrap_err()
}

fn lists(effective: &Effective) -> Vec<&str> {
    let names = effective.wordlists.iter();
    names.map(|list| list.written.as_str()).collect()
}

#[test]
fn the_designs_config_holds_for_paths() {
    let config = config(DESIGN);
    let page = config.for_path(Path::new("/site/docs/a.md"));
    assert_eq!(lists(&page), ["aws-openai", "wording/house.yaml"]);
    assert_eq!(page.audience.as_ref().unwrap().value, "external");
    assert_eq!(page.fail_on, Some(FailOn::From(Severity::Warning)));
    assert!(page.channel.is_none());
    assert_eq!(page.layers[0].changes.len(), 2);
    assert_eq!(page.layers[0].changes[0].off, Some(true));
    assert_eq!(
        page.wordlists[1].path(),
        Some(Path::new("/site/wording/house.yaml"))
    );
    let deck = config.for_path(Path::new("/site/decks/q3/x.pptx"));
    assert_eq!(lists(&deck), ["aws-openai", "superlatives"]);
    assert_eq!(deck.channel.as_ref().unwrap().value, "deck");
    assert_ne!(page.key, deck.key);
    assert_eq!(page.key, config.for_path(Path::new("/site/b.md")).key);
    assert!(config.excludes(Path::new("/site/vendor/a/b.md")));
    assert!(!config.excludes(Path::new("/site/docs/vendor.md")));
    assert!(!config.excludes(Path::new("/elsewhere/vendor/b.md")));
}

#[test]
fn patterns_are_read_as_people_mean_them() {
    let config = config("exclude: [drafts, \"*.gen.md\", ./legal/, \"/top.md\"]\n");
    for inside in [
        "drafts/a.md",
        "x/drafts/a.md",
        "y/z.gen.md",
        "legal/a/b.md",
        "top.md",
    ] {
        assert!(
            config.excludes(&Path::new("/site").join(inside)),
            "{inside}"
        );
    }
    for outside in ["draft/a.md", "z.md", "x/top.md"] {
        assert!(
            !config.excludes(&Path::new("/site").join(outside)),
            "{outside}"
        );
    }
}

#[test]
fn mistakes_are_all_said_at_their_places() {
    let text = "wordlist: [a]\nfail-on: wraning\nexclude: [\"a{b\"]\noverrides:\n  - channel: deck\nrules: {best: off}\n";
    let said: Vec<String> = refuse(text).iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 5, "{said:#?}");
    assert!(
        said[0].starts_with(
            "copydesk.yaml:1:1: error: a config has no key “wordlist”: did you mean “wordlists”?"
        ),
        "{}",
        said[0]
    );
    assert!(
        said.iter()
            .any(|line| line.contains("did you mean “warning”?"))
    );
    assert!(
        said.iter()
            .any(|line| line.contains("this pattern of files cannot be read"))
    );
    assert!(
        said.iter()
            .any(|line| line.contains("this override names no files"))
    );
    assert!(
        said.iter()
            .any(|line| line.contains("write   LIST/best: …"))
    );
}

#[test]
fn an_audience_that_no_list_knows_is_an_error() {
    use crate::wordlist::load::{Origin, load};
    let list = load(
        "forbid:\n  - {phrase: a, audience: external}\n  - {phrase: b, audience: [internal, external]}\n  - c\n",
        Origin::Path("l.yaml"),
    )
    .unwrap();
    let set = Ruleset::build(&[&list], &[]).unwrap();
    let effective = config("audience: externl\n").for_path(Path::new("/site/a.md"));
    let problem = values::unknown(
        values::Dimension::Audience,
        effective.audience.as_ref().unwrap(),
        &[&set],
    )
    .unwrap();
    assert_eq!(
        problem.to_string(),
        "copydesk.yaml:1:11: error: no list knows the audience “externl”: did you mean “external”? \
         (with it 2 rules would never apply. Known: external, internal.)"
    );
    assert!(values::unknown_word(values::Dimension::Audience, "internal", &[&set]).is_none());
}

#[test]
fn configs_that_extend_each_other_are_joined() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    std::fs::create_dir(folder.path().join("site")).unwrap();
    write(
        "base.yaml",
        "wordlists: [plain-words, house.yaml]\naudience: external\nexclude: [old]\n",
    );
    write(
        "site/copydesk.yaml",
        "extends: ../base.yaml\nwordlists: [superlatives, ../house.yaml]\nmarket: DE\n",
    );
    let page = folder.path().join("site/docs/a.md");
    let path = nearest(&page).unwrap();
    let config = load(&path).unwrap();
    let effective = config.for_path(&page);
    assert_eq!(
        lists(&effective),
        ["plain-words", "house.yaml", "superlatives"]
    );
    assert_eq!(effective.audience.unwrap().value, "external");
    assert_eq!(effective.market.unwrap().value, "DE");
    assert!(config.excludes(&folder.path().join("site/old/a.md")));

    write("base.yaml", "extends: site/copydesk.yaml\n");
    let problems = load(&path).unwrap_err();
    assert!(problems[0].message.contains("extends itself"));
}
