//! Where findings are: the same forbidden phrase in every dress that a page can give it.
//!
//! Each case is a text in which `⟦…⟧` stands around every place where the phrase must be found,
//! and nowhere else; the marks are taken out before the file is written. All cases go through one
//! run of the real command, and its JSON is held against the marks: line and column in characters,
//! bytes on disk, and the words themselves.
#![cfg(test)]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

const LIST: &str = "forbid:\n  - enables access -> integrates with\n";

/// (file name, text with marks)
const CASES: &[(&str, &str)] = &[
    ("plain.md", "It ⟦enables access⟧ to it."),
    ("soft-break.md", "It ⟦enables\naccess⟧ to it."),
    ("soft-break-indented.md", "It ⟦enables\n   access⟧ to it."),
    (
        "hard-break.md",
        "It ⟦enables\\\naccess⟧ and ⟦enables  \naccess⟧.",
    ),
    (
        "bold.md",
        "It **⟦enables access⟧** and **⟦enables** access⟧ and ⟦en**abl**es access⟧.",
    ),
    (
        "link.md",
        "See [⟦enables access⟧](http://e.example) and ⟦enables [access⟧](x.html).",
    ),
    (
        "link-over-lines.md",
        "See [it ⟦enables\naccess⟧](http://e.example).",
    ),
    ("quote.md", "> It ⟦enables\n> access⟧ to it."),
    ("nested-quote.md", "> > It ⟦enables\n> > access⟧ to it."),
    ("lazy-quote.md", "> It ⟦enables\naccess⟧ to it."),
    (
        "list.md",
        "- It ⟦enables\n  access⟧\n- [ ] ⟦enables access⟧\n\n1. ⟦enables access⟧",
    ),
    (
        "nbsp.md",
        "⟦enables\u{a0}access⟧ ⟦enables&nbsp;access⟧ ⟦enables&#32;access⟧ ⟦enables\u{202f}access⟧",
    ),
    (
        "soft-hyphen.md",
        "It ⟦en\u{ad}ables access⟧, ⟦en&shy;ables access⟧.",
    ),
    (
        "zero-width.md",
        "It ⟦enables\u{200b} access⟧, ⟦enables \u{200b}access⟧, ⟦en\u{200b}ables access⟧, ⟦enables\u{2060}\u{a0}access⟧.",
    ),
    (
        "spaces.md",
        "It ⟦enables  access⟧, ⟦enables\taccess⟧, ⟦enables   \t access⟧.",
    ),
    (
        "capitals.md",
        "⟦Enables Access⟧, ⟦ENABLES ACCESS⟧, ⟦eNaBlEs aCcEsS⟧.",
    ),
    (
        "emoji.md",
        "🚀🚀 café naïve 👩‍👩‍👧 ⟦enables access⟧ 🚀 ⟦enables access⟧.",
    ),
    (
        "crlf.md",
        "One\r\ntwo ⟦enables\r\naccess⟧\r\n\r\nthree ⟦enables access⟧\r\n",
    ),
    (
        "cr.md",
        "One\rtwo ⟦enables\raccess⟧\r\rthree ⟦enables access⟧\r",
    ),
    (
        "bom.md",
        "\u{feff}⟦enables access⟧ here.\n\nAnd ⟦enables access⟧.",
    ),
    (
        "marks.md",
        "⟦enables access⟧™ ⟦enables access⟧® ⟦enables access⟧¹ ⟦enables access⟧<sup>1</sup> ⟦enables access⟧(TM) ⟦enables access⟧†",
    ),
    (
        "marks-between.md",
        "It ⟦enables™ access⟧, ⟦enables<sup>2</sup> access⟧, ⟦enables® access⟧.",
    ),
    (
        "possessive.md",
        "Its ⟦enables access⟧'s and ⟦enables access⟧’s end.",
    ),
    (
        "hyphen.md",
        "It ⟦enables-access⟧, ⟦enables\u{2011}access⟧, ⟦enables\u{2010}access⟧, ⟦enables–access⟧.",
    ),
    (
        "quotes.md",
        "It “⟦enables” access⟧, \"⟦enables access⟧\", ⟦enables “access⟧”.",
    ),
    (
        "table.md",
        "| a | ⟦enables access⟧ |\n|---|---|\n| enables | access |\n| ⟦enables access⟧ | x |",
    ),
    (
        "headings.md",
        "# It ⟦enables access⟧\n\nSetext ⟦enables access⟧\n=====\n\n### ⟦enables access⟧ ###\n",
    ),
    (
        "footnote.md",
        "Text.[^1]\n\n[^1]: It ⟦enables access⟧\n    and ⟦enables\n    access⟧.",
    ),
    (
        "alt.md",
        "![It ⟦enables access⟧](a.png) and ![⟦enables **access**⟧](b.png)",
    ),
    (
        "titles.md",
        "[a](b.html \"⟦enables access⟧\") ![c](d.png '⟦enables access⟧')\n\n[used]\n\n[used]: http://e.example \"⟦enables access⟧\"\n[unused]: http://e.example \"enables access\"\n",
    ),
    (
        "html-inline.md",
        "It <b>⟦enables</b> access⟧, ⟦enables <!-- no --> access⟧, ⟦ena<wbr>bles access⟧, <span>⟦enables\naccess⟧</span>.",
    ),
    (
        "html-block.md",
        "<div class=\"enables access\">\n<p>It ⟦enables access⟧</p>\n</div>\n\n⟦enables access⟧",
    ),
    (
        "front.md",
        "---\ntitle: It ⟦enables access⟧\ndescription: \"⟦enables access⟧ \\u00e9\"\nslug: enables access\nsummary: >\n  It ⟦enables\n  access⟧.\n---\n\nBody.\n",
    ),
    (
        "front-toml.md",
        "+++\ntitle = \"⟦enables access⟧\"\nslug = \"enables access\"\n+++\n\nBody.\n",
    ),
    (
        "definition.md",
        "Term ⟦enables access⟧\n: Means ⟦enables access⟧.\n",
    ),
    (
        "entities.md",
        "It ⟦&#101;nables access⟧, ⟦enables&#x20;access⟧, ⟦enables&ensp;access⟧ &amp; ⟦enables access⟧.",
    ),
    (
        "escapes.md",
        "It ⟦enables\\\n access⟧ \\* \\_ ⟦enables access⟧\\!",
    ),
    ("full-width.md", "It ⟦ｅｎａｂｌｅｓ　ａｃｃｅｓｓ⟧."),
    (
        "not-copy.md",
        "`enables access` ``enables access``\n\n```\nenables access\n```\n\n    enables access\n\n~~enables access~~ <https://e.example/enables-access> https://e.example/enables-access\nenables-access@e.example ./docs/enables-access.md /usr/enables-access\n\n<del>enables access</del> <code>enables access</code> <kbd>enables access</kbd>\n\n<!-- enables access -->\n\n<script>\nenables access\n</script>\n\n<style>\n.enables access {}\n</style>\n\n[x](http://e.example/enables-access \"t\") $x^2$\n",
    ),
    (
        "apart.md",
        "It enables\n\naccess. It enables.\nAccess is. It enables, access; enables (access) enables — access\n\n- enables\n- access\n\nit reenables access, enables accessories, enables_access, enables.access, enables/access\n",
    ),
    (
        "again.md",
        "`enables access` and [ref]: ⟦enables access⟧\n\n~~enables access~~ then ⟦enables access⟧\n\n[r]: http://e.example \"enables access\"\n\n<div data-x=\"enables access\">\n\n**⟦enables access⟧**\n\n</div>\n",
    ),
    ("struck-between.md", "It ⟦enables ~~no~~ access⟧."),
    (
        "plain.txt",
        "It ⟦enables\naccess⟧ to it.\n\nIt enables\n\naccess. ⟦Enables access⟧!",
    ),
    (
        "page.html",
        "<!doctype html><html><head><title>It ⟦enables access⟧</title><meta name=\"description\" content=\"⟦enables access⟧\"><meta name=\"keywords\" content=\"enables access\"><style>enables access</style><script>enables access</script></head>\n<body class=\"enables access\"><p>x ⟦enables&#32;access⟧</p><p>⟦<b>enables</b>\n access⟧</p><p>enables</p><p>access</p>\n<table><tr><td>enables</td><td>access</td></tr><tr><td>⟦enables access⟧</td></tr></table>\n<img alt=\"⟦enables access⟧\" src=\"enables access.png\"><a title='⟦enables&nbsp;access⟧' href=\"enables access\">x</a><input placeholder=\"⟦enables access⟧\" value=\"enables access\"><button aria-label=\"⟦enables access⟧\">x</button>\n<figure><figcaption>⟦enables access⟧</figcaption></figure><pre>enables access</pre><template>enables access</template><s>enables access</s><!-- enables access --> <p>⟦ena<wbr>bles access⟧ ⟦enables<!-- c --> access⟧ ⟦enables<br>access⟧ <q>⟦enables access⟧</q> ⟦enables access⟧<sup>1</sup></p></body></html>",
    ),
    (
        "component.mdx",
        "import X from 'enables access'\nexport const a = 'enables access'\n\n# It ⟦enables access⟧\n\n<X label={'enables access'}>\n\nIt ⟦enables\naccess⟧ {/* enables access */} {enables.access}\n\n</X>\n",
    ),
];

#[test]
fn every_dress_is_found_in_its_place_and_nothing_else_is() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("list.yaml"), LIST).unwrap();
    let mut expected = Vec::new();
    for (name, marked) in CASES {
        let (text, spans) = unmark(marked);
        std::fs::write(folder.path().join(name), &text).unwrap();
        expected.extend(spans.into_iter().map(|span| place(name, &text, span)));
    }
    let found = found(folder.path());
    let (mut expected, mut found_places) = (
        expected,
        found
            .iter()
            .map(|(place, _)| place.clone())
            .collect::<Vec<_>>(),
    );
    expected.sort();
    found_places.sort();
    let missed: Vec<_> = expected
        .iter()
        .filter(|place| !found_places.contains(place))
        .collect();
    let extra: Vec<_> = found_places
        .iter()
        .filter(|place| !expected.contains(place))
        .collect();
    assert!(
        missed.is_empty() && extra.is_empty(),
        "missed: {missed:#?}\nfound but not marked: {extra:#?}"
    );
    assert!(found.len() > 100, "the cases themselves went missing");
}

#[test]
fn utf_16_is_found_in_its_bytes_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("list.yaml"), LIST).unwrap();
    let text = "🚀 é\r\nIt enables access.";
    for (name, big) in [("le.md", false), ("be.md", true)] {
        let mut bytes = if big {
            vec![0xfe, 0xff]
        } else {
            vec![0xff, 0xfe]
        };
        for unit in text.encode_utf16() {
            bytes.extend(if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            });
        }
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let before = "🚀 é\r\nIt ".encode_utf16().count() * 2 + 2;
    let length = "enables access".len() * 2;
    for (place, _) in found(folder.path()) {
        assert_eq!(
            (place.line, place.column, place.start, place.end),
            (2, 4, before, before + length),
            "{}",
            place.path
        );
    }
    assert_eq!(found(folder.path()).len(), 2);
}

#[test]
fn the_source_at_the_segments_is_the_text() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("list.yaml"), LIST).unwrap();
    for (name, marked) in CASES
        .iter()
        .filter(|(name, _)| !name.starts_with("entities"))
    {
        std::fs::write(folder.path().join(name), unmark(marked).0).unwrap();
    }
    for (place, finding) in found(folder.path()) {
        let bytes = std::fs::read(folder.path().join(&place.path)).unwrap();
        let mut joined = String::new();
        for segment in finding["segments"].as_array().unwrap() {
            let at = |key: &str| usize::try_from(segment[key].as_u64().unwrap()).unwrap();
            joined.push_str(std::str::from_utf8(&bytes[at("start")..at("end")]).unwrap());
        }
        assert_eq!(letters(&joined), "enablesaccess", "{place:?}: {joined:?}");
        assert_eq!(
            letters(finding["text"].as_str().unwrap()),
            "enablesaccess",
            "{place:?}"
        );
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    path: String,
    line: usize,
    column: usize,
    start: usize,
    end: usize,
}

/// Takes the marks out, and says which bytes stood between them.
fn unmark(marked: &str) -> (String, Vec<(usize, usize)>) {
    let (mut text, mut spans, mut start) = (String::new(), Vec::new(), 0);
    for letter in marked.chars() {
        match letter {
            '⟦' => start = text.len(),
            '⟧' => spans.push((start, text.len())),
            letter => text.push(letter),
        }
    }
    // A mark may stand outside a tag or emphasis for the eye; the hull begins and ends with words.
    let tight = |(mut start, mut end): (usize, usize)| {
        for tag in ["<b>", "**"] {
            if text[start..].starts_with(tag) {
                start += tag.len();
            }
            if text[..end].ends_with(tag) {
                end -= tag.len();
            }
        }
        (start, end)
    };
    let spans = spans.into_iter().map(tight).collect();
    (text, spans)
}

fn place(name: &str, text: &str, (start, end): (usize, usize)) -> Place {
    let before = text[..start]
        .trim_start_matches('\u{feff}')
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    Place {
        path: name.to_owned(),
        line,
        column,
        start,
        end,
    }
}

fn found(folder: &Path) -> Vec<(Place, Value)> {
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["check", "--wordlist", "list.yaml", "--format", "json", "."])
        .current_dir(folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let report: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {said}"));
    assert_eq!(report["files"]["unread"], serde_json::json!([]), "{said}");
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let findings = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            let place = Place {
                path: finding["path"].as_str().unwrap().to_owned(),
                line: number(&finding["start"]["line"]),
                column: number(&finding["start"]["column"]),
                start: number(&finding["span"]["start"]),
                end: number(&finding["span"]["end"]),
            };
            (place, finding.clone())
        });
    findings.collect()
}

/// The letters of a piece of source: full width made plain, entities of the cases decoded, the rest dropped.
fn letters(text: &str) -> String {
    let decoded = text
        .replace("&nbsp;", " ")
        .replace("&shy;", "")
        .replace("&#32;", " ")
        .replace("&ensp;", " ");
    let plain = decoded.chars().map(|letter| match u32::from(letter) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(letter),
        _ => letter,
    });
    plain
        .filter(char::is_ascii_alphabetic)
        .collect::<String>()
        .to_lowercase()
}
