//! Before and after, through the real lists, readers and judge.

use std::sync::Arc;

use super::*;
use crate::document::source::Source;
use crate::document::{self, Format, ReadOptions};
use crate::finding::Edit;
use crate::judge::judge;
use crate::wordlist::load::{Origin, load};
use crate::wordlist::model::Day;
use crate::wordlist::ruleset::Ruleset;

const LIST: &str = r#"
wordlist: house
names:
  openai: {any: [OpenAI, ChatGPT, "GPT-<num>"]}
approve:
  - thermal gap pad
forbid:
  - id: enable-access
    phrases: "{enable} ~4 access"
    near: "@openai"
    instead:
      - {replace: "{enable} access to @openai", with: "{integrate} with @openai"}
      - {replace: "{enable} ~4 access to @openai", with: "{integrate} with @openai"}
  - {id: give, phrases: "{give} (you|customers)? access", near: "@openai", instead: {replace: "{give} (you|customers)? access to @openai", with: "{integrate} with @openai"}}
  - gap pad -> thermal gap pad
  - Acme Cloud -> Acme Platform
  - {id: exact, phrases: Github, exact: true, instead: GitHub}
  - enabling tool -> platform
  - orange box -> crate
  - {id: utilize, phrases: "{utilize}", instead: "{use}"}
  - {id: ascertain, phrases: "{ascertain}", instead: "{find out}"}
  - {id: soc, phrases: SOC 2 certified, instead: {replace: "is SOC 2 certified", with: has a SOC 2 report}}
  - {id: candidates, phrases: leverage, instead: [use, employ]}
  - {id: never, phrases: world-class, instead: good, apply: never}
  - {id: circle, phrases: cutting edge, instead: cutting edge new}
  - {id: call, phrases: "{call} (on|upon) @openai", instead: "{rely} (on|upon) @openai"}
  - {id: powered, phrases: "@openai powered", instead: powered by @openai}
  - {id: chars, phrases: research and development, instead: R&D <lab>}
  - {id: very, phrases: very unique, instead: unique}
  - Chat GPT -> ChatGPT
  - in order to -> to
  - {id: able, phrases: "(has|have) the ability to", instead: can}
  - {id: bedone, phrases: "{provide:v} help", instead: "{give:v} help"}
"#;

fn engine() -> Engine {
    let loaded = load(LIST, Origin::Path("house.yaml")).unwrap_or_else(|problems| {
        panic!(
            "{:?}",
            problems.iter().map(ToString::to_string).collect::<Vec<_>>()
        )
    });
    let set = Ruleset::build(&[&loaded], &[]).unwrap_or_else(|problems| {
        panic!(
            "{:?}",
            problems.iter().map(ToString::to_string).collect::<Vec<_>>()
        )
    });
    Engine::new(Arc::new(set))
}

fn policy() -> Policy {
    Policy::new(Day {
        year: 2026,
        month: 11,
        day: 23,
    })
}

fn apply(source: &str, edits: &[Edit]) -> String {
    let mut said = source.to_owned();
    for edit in edits.iter().rev() {
        said.replace_range(edit.span.range(), &edit.text);
    }
    said
}

/// The text after the first rewrite of each finding, and why the first is not safe.
fn rewritten(engine: &Engine, format: Format, source: &str) -> (String, Option<String>) {
    let document = document::read(
        format,
        Source::from_text(source.to_owned()),
        &ReadOptions::default(),
    );
    let scan = engine.scan(&document);
    let verdicts = judge(&scan, engine, &policy());
    let mut edits = Vec::new();
    let mut because = None;
    for found in &verdicts.findings {
        let all = suggest(found, &scan, engine, &policy());
        let Some(first) = all.first() else { continue };
        assert_eq!(first.safe, first.because.is_none());
        because = because.or(first.because.clone());
        edits.extend(first.edits.clone());
    }
    edits.sort_by_key(|edit| edit.span.start);
    (apply(source, &edits), because)
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table, one case a line")]
fn words_change_and_everything_else_stays() {
    let rows = [
        (
            "It enables access to ChatGPT.",
            "It integrates with ChatGPT.",
        ),
        (
            "It enabled access to ChatGPT.",
            "It integrated with ChatGPT.",
        ),
        (
            "Enabling access to GPT-5 is fun.",
            "Integrating with GPT-5 is fun.",
        ),
        ("ENABLES ACCESS TO ChatGPT", "INTEGRATES WITH ChatGPT"),
        (
            "# It Enables Access to ChatGPT",
            "# It Integrates with ChatGPT",
        ),
        ("# Enables Access To ChatGPT", "# Integrates With ChatGPT"),
        ("Enables access to ChatGPT.", "Integrates with ChatGPT."),
        (
            "It **enables**\naccess to ChatGPT.",
            "It **integrates**\nwith ChatGPT.",
        ),
        (
            "The **enables access** to ChatGPT way",
            "The **integrates with** ChatGPT way",
        ),
        (
            "> it **enabled\n> access** to OpenAI’s models",
            "> it **integrated\n> with** OpenAI’s models",
        ),
        (
            "> it enables access\n> to ChatGPT",
            "> it integrates with\n> ChatGPT",
        ),
        (
            "> it enables\n> access\n> to\n> ChatGPT",
            "> it integrates\n> with\n> ChatGPT",
        ),
        (
            "It enables access to [ChatGPT](https://a.b).",
            "It integrates with [ChatGPT](https://a.b).",
        ),
        (
            "It [enables access to ChatGPT](https://a.b).",
            "It [integrates with ChatGPT](https://a.b).",
        ),
        (
            "It enables access *to* ChatGPT.",
            "It integrates with ChatGPT.",
        ),
        (
            "It enables access ***to*** ChatGPT.",
            "It integrates with ChatGPT.",
        ),
        (
            "It en**abl**es access to ChatGPT.",
            "It integrates with ChatGPT.",
        ),
        (
            "It enables&nbsp;access&#32;to ChatGPT.",
            "It integrates&nbsp;with ChatGPT.",
        ),
        (
            "It enables\u{a0}access to  ChatGPT.",
            "It integrates\u{a0}with  ChatGPT.",
        ),
        (
            "It en\u{ad}ables access to ChatGPT.",
            "It integrates with ChatGPT.",
        ),
        (
            "| a | it enables access to ChatGPT |\n|---|---|\n| b | c |",
            "| a | it integrates with ChatGPT |\n|---|---|\n| b | c |",
        ),
        (
            "![it enables access to ChatGPT](a.png)",
            "![it integrates with ChatGPT](a.png)",
        ),
        (
            "We said “it enables access to ChatGPT”.",
            "We said “it integrates with ChatGPT”.",
        ),
        (
            "It enables <!-- so -->access to ChatGPT.",
            "It integrates <!-- so -->with ChatGPT.",
        ),
        ("the gap pad", "the thermal gap pad"),
        ("Gap pad here", "Thermal gap pad here"),
        ("GAP PAD here", "THERMAL GAP PAD here"),
        ("a gap-pad", "a thermal gap-pad"),
        ("a thermal gap pad", "a thermal gap pad"),
        ("**gap** pad", "**thermal gap** pad"),
        ("[gap pad](x)", "[thermal gap pad](x)"),
        (
            "Acme Cloud and ACME CLOUD",
            "Acme Platform and ACME PLATFORM",
        ),
        ("acme cloud", "Acme Platform"),
        ("Github is up", "GitHub is up"),
        ("an enabling tool", "a platform"),
        ("An *enabling tool*", "A *platform*"),
        ("an orange box", "a crate"),
        ("AN ORANGE BOX", "A CRATE"),
        (
            "We utilize it and utilized that.",
            "We use it and used that.",
        ),
        ("Utilizing it", "Using it"),
        ("is utilized by all", "is used by all"),
        ("They ascertained it.", "They found out it."),
        ("It is SOC 2 certified.", "It has a SOC 2 report."),
        ("It calls upon ChatGPT.", "It relies upon ChatGPT."),
        ("OpenAI powered search", "Powered by OpenAI search"),
        ("the OpenAI powered search", "the powered by OpenAI search"),
        ("a very unique offer", "a unique offer"),
        ("**very** unique", "unique"),
        (
            "It provided help; it has provided help.",
            "It gave help; it has given help.",
        ),
        ("Ask Chat GPT now.", "Ask ChatGPT now."),
        ("Ask Chat GPT.", "Ask ChatGPT."),
        (
            "Ask Chat GPT about your bill.",
            "Ask ChatGPT about your bill.",
        ),
        ("**Chat** GPT", "**ChatGPT**"),
        ("You have the ability to go.", "You can go."),
        ("**3.2** In order to go", "**3.2** To go"),
    ];
    let engine = engine();
    for (before, after) in rows {
        let (said, because) = rewritten(&engine, Format::Markdown, before);
        assert_eq!((said.as_str(), because), (after, None), "from {before:?}");
    }
}

#[test]
fn html_and_text_are_written_as_they_are() {
    let engine = engine();
    let rows = [
        (
            Format::Html,
            "<p>It <b>enables</b>\r\n access to ChatGPT</p>",
            "<p>It <b>integrates</b>\r\n with ChatGPT</p>",
        ),
        (
            Format::Html,
            "<img alt=\"research and development\">",
            "<img alt=\"R&amp;D &lt;lab&gt;\">",
        ),
        (
            Format::Html,
            "<p>Ena<wbr>bles access&nbsp;to ChatGPT",
            "<p>Integrates<wbr> with ChatGPT",
        ),
        (Format::Text, "research and\ndevelopment", "R&D\n<lab>"),
        (
            Format::Markdown,
            "research and\ndevelopment",
            "R\\&D\n\\<lab\\>",
        ),
        (
            Format::Text,
            "it enables\r\naccess to\r\nChatGPT\r\n",
            "it integrates\r\nwith\r\nChatGPT\r\n",
        ),
    ];
    for (format, before, after) in rows {
        let (said, because) = rewritten(&engine, format, before);
        assert_eq!((said.as_str(), because), (after, None), "from {before:?}");
    }
}

#[test]
fn what_needs_a_person_says_why() {
    let rows = [
        (
            "It [enables access](x) to ChatGPT.",
            "crosses a link: “[enables access](x)”",
        ),
        (
            "**We enable** access to ChatGPT.",
            "cuts through “**We enable**”",
        ),
        ("It enables direct access to ChatGPT.", "loses “direct”"),
        ("It enables “access” to ChatGPT.", "holds a quotation mark"),
        (
            "It enables access[^1] to ChatGPT.\n\n[^1]: x",
            "holds a footnote",
        ),
        ("Acme Cloud™ here", "stands beside ™"),
        ("Acme® Cloud here", "holds ®"),
        (
            "You will have the ability to go.",
            "does not fit after “will”",
        ),
        ("We leverage it", "more than one candidate"),
        ("world-class", "is left to a person by its list"),
        ("the cutting edge", "would be found by house/circle"),
        (
            "Customers are given access to ChatGPT",
            "changes a passive sentence",
        ),
    ];
    let engine = engine();
    for (before, why) in rows {
        let (_, because) = rewritten(&engine, Format::Markdown, before);
        assert_eq!(because.as_deref(), Some(why), "for {before:?}");
    }
}
