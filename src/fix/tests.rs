//! Whole files rewritten: again and again, in every encoding, and as patches that git takes.

use std::fs;
use std::process::Command;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::check::check;
use crate::document::source::Source;
use crate::document::{self, Document, Format, ReadOptions};
use crate::judge::Policy;
use crate::matching::Engine;
use crate::wordlist::load::{Origin, load};
use crate::wordlist::model::Day;
use crate::wordlist::ruleset::Ruleset;

const LIST: &str = r#"
wordlist: house
names: {openai: [OpenAI, ChatGPT]}
approve: [thermal gap pad]
forbid:
  - {id: enable-access, phrases: "{enable} access", near: "@openai", instead: {replace: "{enable} access to @openai", with: "{integrate} with @openai"}}
  - gap pad -> thermal gap pad
  - {id: far, phrases: "{integrate} with", near: {all: [competitor], within: document}}
  - utilize -> use
  - an orange box -> one orange crate
  - very very good -> very good
  - very good -> good
  - ping -> pong
  - pong -> ping
"#;

fn engine() -> Engine {
    let loaded = load(LIST, Origin::Path("house.yaml")).unwrap();
    Engine::new(Arc::new(Ruleset::build(&[&loaded], &[]).unwrap()))
}

fn policy() -> Policy {
    Policy::new(Day {
        year: 2026,
        month: 11,
        day: 23,
    })
}

fn read(format: Format) -> impl Fn(Source) -> Document {
    move |source| document::read(format, source, &ReadOptions::default())
}

fn fixed(engine: &Engine, format: Format, text: &str, also_unsafe: bool) -> Fixed {
    let read = read(format);
    let remake = super::text(&read);
    let fixer = Fixer {
        engine,
        policy: &policy(),
        remake: &remake,
        also_unsafe,
    };
    fixer.fix(read(Source::from_text(text.to_owned())))
}

#[test]
fn what_would_be_found_again_is_taken_back() {
    let engine = engine();
    let text = "It enables access to ChatGPT. Use a gap pad.\n\nA competitor.\n";
    let done = fixed(&engine, Format::Markdown, text, false);
    assert_eq!(
        done.document.source.text,
        "It enables access to ChatGPT. Use a thermal gap pad.\n\nA competitor.\n"
    );
    let [left] = done.left.as_slice() else {
        panic!("{:?}", done.left)
    };
    assert_eq!(left.refused.as_deref(), Some("would be found by house/far"));
    assert_eq!((done.found, done.applied.len()), (2, 1));
}

#[test]
fn rewrites_never_run_in_a_circle() {
    let engine = engine();
    let text = "very good, very very good, ping and pong";
    let done = fixed(&engine, Format::Markdown, text, true);
    assert_eq!(
        done.document.source.text,
        "good, very very good, ping and pong"
    );
    assert_eq!((done.found, done.left.len()), (4, 3));
}

#[test]
fn places_are_those_of_before_and_after() {
    let engine = engine();
    let text = "utilize\n\nutilize it and ping\n";
    let done = fixed(&engine, Format::Markdown, text, false);
    assert_eq!(done.document.source.text, "use\n\nuse it and ping\n");
    let at: Vec<usize> = done.applied.iter().map(|done| done.at).collect();
    assert_eq!(at, [0, 5]);
    assert_eq!(done.left[0].before, text.find("ping").unwrap());
}

#[test]
fn git_takes_the_patch() {
    let engine = engine();
    let crlf = "one\r\ntwo\r\nWe utilize\r\nit\r\nfour\r\n";
    let cases = [
        (
            "a.md",
            "x\n\n\nWe utilize it.\n\n\ny\n\n\n\nA gap pad\nhere",
        ),
        ("with space.md", crlf),
        ("sub/tab\tand \"quote\".md", "utilize"),
        ("ümlaut.md", "\u{feff}utilize it\nb\nc\n"),
        ("last.md", "a\nb\nc\nutilize\n"),
        ("cr.md", "a\rutilize\rb\r"),
        ("joined.md", "It enables\naccess\nto\nChatGPT and utilize\n"),
    ];
    for (path, text) in cases {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, text).unwrap();
        let body = text.trim_start_matches('\u{feff}');
        let skip = text.len() - body.len();
        let done = fixed(&engine, Format::Markdown, body, false);
        let new = format!("{}{}", &text[..skip], done.document.source.text);
        assert_ne!(new, text);
        let patch = diff::unified(path, text, &new, skip, &done.applied);
        fs::write(folder.path().join("fix.patch"), &patch).unwrap();
        let git = |arguments: &[&str]| {
            let said = Command::new("git")
                .args(["-c", "core.autocrlf=false"])
                .args(arguments)
                .env("GIT_CEILING_DIRECTORIES", folder.path().parent().unwrap())
                .current_dir(folder.path())
                .output()
                .unwrap();
            let error = String::from_utf8_lossy(&said.stderr).into_owned();
            assert!(said.status.success(), "{path}: {error}\n{patch}");
        };
        git(&["init", "-q"]);
        git(&["apply", "--check", "fix.patch"]);
        git(&["apply", "fix.patch"]);
        assert_eq!(fs::read_to_string(&file).unwrap(), new, "{path}");
    }
}

#[test]
fn the_rule_stands_where_git_puts_the_function() {
    let engine = engine();
    let text = "a\n\nWe utilize it.\n\nb\nc\nd\nA gap pad\n";
    let done = fixed(&engine, Format::Markdown, text, false);
    let patch = diff::unified("a.md", text, &done.document.source.text, 0, &done.applied);
    assert_eq!(
        patch,
        "--- a/a.md\n+++ b/a.md\n@@ -2,3 +2,3 @@ house/utilize\n \n-We utilize it.\n+We use it.\n \n\
         @@ -7,2 +7,2 @@ house/gap-pad\n d\n-A gap pad\n+A thermal gap pad\n"
    );
}

const WORDS: &[&str] = &[
    "enables",
    "enabled",
    "Enabling",
    "ENABLES",
    "access",
    "ACCESS",
    "to",
    "ChatGPT",
    "[ChatGPT](x)",
    "OpenAI’s",
    "gap",
    "pad",
    "gap pad",
    "thermal",
    "utilize",
    "Utilize",
    "*gap*",
    "**very",
    "good**",
    "very",
    "good",
    "an",
    "orange",
    "box",
    "ping",
    "pong",
    "competitor",
    "`code`",
    "&nbsp;",
    "<b>gap",
    "pad</b>",
    "™",
    "and",
    "“gap",
    "pad”",
    "[gap pad](y)",
    "<!-- x -->",
    "~~gap~~",
    "[^1]",
];
const SPACES: &[&str] = &[
    " ", " ", " ", "\n", "\r\n", "\n> ", "\n\n", "  ", "\u{a0}", "-", ". ", "", "\n- ", "\n# ",
];

fn page() -> impl Strategy<Value = String> {
    let word = (prop::sample::select(WORDS), prop::sample::select(SPACES));
    prop::collection::vec(word, 1..30).prop_map(|words| {
        words
            .into_iter()
            .flat_map(|(word, space)| [word, space])
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_second_run_changes_nothing_and_nothing_new_is_found(
        text in page(),
        also_unsafe in any::<bool>(),
        html in any::<bool>(),
    ) {
        let engine = engine();
        let format = if html { Format::Html } else { Format::Markdown };
        let once = fixed(&engine, format, &text, also_unsafe);
        let result = once.document.source.text.clone();
        let again = fixed(&engine, format, &result, also_unsafe);
        prop_assert_eq!(&again.document.source.text, &result);
        prop_assert!(once.left.len() <= once.found);
        prop_assert_eq!(once.left.len() + once.applied.len() >= once.found, true);
        prop_assert!(result.matches("thermal thermal").count() <= text.matches("thermal thermal").count()
            + text.matches("thermal").count());
        prop_assert!(!result.contains("thermal thermal gap pad") || text.contains("thermal"));
        let document = read(format)(Source::from_text(result));
        let report = check(&document, &engine, &policy());
        prop_assert_eq!(report.findings().len(), once.left.len());
    }
}
