//! What is copy in Markdown, and where it stands.

use crate::document::testing::{blocks, document, mapped};
use crate::document::{BlockKind, Format, InlineKind};

#[track_caller]
fn reads(source: &str, expected: &[&str]) {
    assert_eq!(blocks(Format::Markdown, source), expected, "{source:?}");
}

#[track_caller]
fn maps(source: &str, words: &str, expected: &str) {
    assert_eq!(
        mapped(Format::Markdown, source, words),
        expected,
        "{source:?}"
    );
}

#[test]
fn blocks_of_all_kinds() {
    reads(
        "# One\n\ntwo\nthree\n\nFour\n====\n",
        &["One", "two\nthree", "Four"],
    );
    reads("- a\n- b\n  - c\n\n  d\n- e", &["a", "b", "c", "d", "e"]);
    reads("1. a\n2. b", &["a", "b"]);
    reads("> a\n> b\n>\n> c", &["a\nb", "c"]);
    reads("a\n\n***\n\nb", &["a", "b"]);
    reads("Term\n: Meaning\n  more", &["Term", "Meaning\nmore"]);
    reads("- [ ] todo\n- [x] done", &["todo", "done"]);
    reads("> [!NOTE]\n> enables access", &["enables access"]);
    reads("a[^1]\n\n[^1]: note\n", &["a", "note"]);
    reads("---\nenables access\n---\n", &["enables access"]);
}

#[test]
fn markup_hides_nothing() {
    reads("**enables** access", &["enables access"]);
    reads("en**ab**les [access](x)", &["enables access"]);
    reads("a ***b** c* _d_", &["a b c d"]);
    reads("a&nbsp;b &amp; c\\*d", &["a\u{a0}b & c*d"]);
    reads("a  \nb\\\nc", &["a\nb\nc"]);
    reads("[a][r] [r] [r][]\n\n[r]: http://x", &["a r r"]);
    reads("[unknown] [^x]", &["[unknown] [^x]"]);
}

#[test]
fn what_is_not_copy() {
    reads("a `b` c", &["a \u{FFFC} c"]);
    reads("```\nb\n```\n\n    c\n\nd", &["d"]);
    reads("a <https://b.c> d <e@f.g>", &["a \u{FFFC} d \u{FFFC}"]);
    reads("a ~~b~~ c ~~d **e** ![f](g)~~", &["a  c "]);
    reads("a $x^2$ b $$y$$", &["a \u{FFFC} b \u{FFFC}"]);
    reads(
        "from $5 a month, or $9 a month",
        &["from $5 a month, or $9 a month"],
    );
    reads(
        "US$5 enables access to US$9",
        &["US$5 enables access to US$9"],
    );
    reads("[r]: http://x \"enables access\"\n", &[]);
    reads("`a`", &[]);
    reads(
        "# Title {#enables-access}\n\n# T {a b}",
        &["Title", "T {a b}"],
    );
}

#[test]
fn texts_of_pictures_and_titles_are_blocks_of_their_own() {
    reads(
        "a ![b **c** `d`](e \"f\") g",
        &["a \u{FFFC} g", "b c \u{FFFC}", "f"],
    );
    reads("[a](b 'c \\' &amp; d') e", &["a e", "c ' & d"]);
    reads("[a](b (c\nd))", &["a", "c\nd"]);
    reads("> [a](b \"c\n> d\")", &["a", "c\nd"]);
    reads(
        "[a][r] and [b][r]\n\n[r]: http://x \"the title\"\n\n[s]: y \"unused\"",
        &["a and b", "the title"],
    );
    reads("[![alt](i)](l)", &["alt"]);
    let document = document(Format::Markdown, "x ![a](b \"c\")");
    let kinds: Vec<_> = document.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [BlockKind::Body, BlockKind::Alt, BlockKind::Label]);
}

#[test]
fn every_place_is_exact() {
    maps(
        "> enables\n>   access",
        "enables\naccess",
        "enables\n>   access",
    );
    maps("enables&#32;access", "enables access", "enables&#32;access");
    maps("x enables&nbsp;access", "enables", "enables");
    maps(
        "**enables**\naccess",
        "enables\naccess",
        "enables**\naccess",
    );
    maps("[a](b \"c &amp; d\")", "c & d", "c &amp; d");
    maps("[a](b \"c &amp; d\")", "& d", "&amp; d");
    maps("x\r\ny", "x\ny", "x\r\ny");
    maps(
        "[r]: x \"enables access\"\n\n**enables access** [r]",
        "enables access r",
        "enables access** [r",
    );
    maps("a  \r\n> b", "a", "a");
}

#[test]
fn segments_hold_the_words_alone() {
    let source = "> **enables** \n> [access](x)";
    let document = document(Format::Markdown, source);
    let found: Vec<_> = document
        .segments(document.blocks[0].text)
        .into_iter()
        .map(|span| &source[span.range()])
        .collect();
    assert_eq!(found, ["enables", "\n", "access"]);
}

#[test]
fn tables_know_their_cells() {
    let source = "| a | b |\n|---|---|\n| c | `d` |\n| e \\| f | g |\n\n| h |\n|---|\n";
    let document = document(Format::Markdown, source);
    let cells: Vec<_> = document
        .blocks
        .iter()
        .map(|block| {
            let cell = block.cell.unwrap();
            let words = document.words(block.text);
            (words, cell.table, cell.row, cell.column, cell.header)
        })
        .collect();
    assert_eq!(
        cells,
        [
            ("a", 0, 0, 0, true),
            ("b", 0, 0, 1, true),
            ("c", 0, 1, 0, false),
            ("e | f", 0, 2, 0, false),
            ("g", 0, 2, 1, false),
            ("h", 1, 0, 0, true),
        ]
    );
}

#[test]
fn inlines_and_footnotes_are_known() {
    let source = "say *a* and [b](http://c) <http://d>[^n]\n\n[^n]: see **e**\n";
    let document = document(Format::Markdown, source);
    let found: Vec<_> = document
        .inlines
        .iter()
        .map(|inline| {
            (
                inline.kind.clone(),
                document.words(inline.text),
                &source[inline.source.range()],
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (InlineKind::Emphasis, "a", "*a*"),
            (InlineKind::Link("http://c".into()), "b", "[b](http://c)"),
            (
                InlineKind::Link("http://d".into()),
                "\u{FFFC}",
                "<http://d>"
            ),
            (InlineKind::FootnoteReference("n".into()), "", "[^n]"),
            (InlineKind::Emphasis, "e", "**e**"),
        ]
    );
    assert_eq!(document.blocks[0].footnote, None);
    assert_eq!(document.blocks[1].footnote.as_deref(), Some("n"));
}

#[test]
fn headings_make_sections() {
    let document = document(Format::Markdown, "a\n\n# B\n\nc\n\n## D\n\ne\n\n# F\n");
    let sections: Vec<_> = document.blocks.iter().map(|block| block.section).collect();
    assert_eq!(sections, [0, 1, 1, 2, 2, 3]);
    assert_eq!(document.sections[2].parent, Some(1));
    assert_eq!(document.sections[3].parent, Some(0));
}

#[test]
fn html_in_a_line_hides_nothing() {
    reads("<b>enables</b> access", &["enables access"]);
    reads("enables <!-- x --> access", &["enables  access"]);
    reads(
        "en<wbr>ables<br>access<br/>\nnow",
        &["enables\naccess\nnow"],
    );
    reads("a <del>b **c** ![d](e)</del> f <s>g</s>", &["a  f "]);
    reads(
        "a <code>b *c*</code> d <kbd>e</kbd>",
        &["a \u{FFFC} d \u{FFFC}"],
    );
    reads("a <del>b\n\nc", &["a b", "c"]);
    reads("a <code>b\n\nc</code> d", &["a b", "c d"]);
    reads(
        "Acme<sup>TM</sup> H<sub>2</sub>O x<sup>[1](y)</sup>",
        &["Acme™ H₂O x¹"],
    );
    reads("a <img alt=\"b &amp; c\"> d", &["a \u{FFFC} d", "b & c"]);
    reads(
        "| a |\n|---|\n| <ul><li>b</li><li>c</li></ul> |",
        &["a", "b", "c"],
    );
    reads("> a <b\n> title='x y'>b</b>\n> c", &["a b\nc", "x y"]);
    reads("- <b>a</b>\n- <br>b", &["a", "b"]);
    reads("a <script>b</script> c", &["a  c"]);
    maps(
        "> enables <b\n> x='y'>\n> access</b>",
        "enables \naccess",
        "enables <b\n> x='y'>\n> access",
    );
}

#[test]
fn blocks_of_html_are_read() {
    reads(
        "<details>\n<summary>a &amp; <b>b</b></summary>\n\n*c*\n\n</details>\n",
        &["a & b", "c"],
    );
    reads(
        "<div align=center>\n  <img alt='a'>\n  <p>b\n  c</p>\n</div>",
        &["a", "b c"],
    );
    reads("> <p>enables\n> access</p>\n", &["enables access"]);
    reads("<!-- a --> b\n\n<pre>\nc\n\nd</pre>\n\ne", &["b", "e"]);
    reads(
        "<table><tr><td>\n\n**a**\n\n</td><td>b</td></tr></table>\n\nc",
        &["a", "b", "c"],
    );
    reads("<del>\n\nstruck\n\n</del>\n\na", &["a"]);
    reads("<del>\n\nnot struck", &["not struck"]);
    reads(
        "<div markdown>\n*a* [b](c) d\n</div>\n\n<div>*a*</div>",
        &["a b d", "*a*"],
    );
    reads(
        "<style>\na\n</style>\n<script>\nb\n\nc</script>\n\nd",
        &["d"],
    );
    maps(
        "> <p>enables\r\n> access</p>",
        "enables access",
        "enables\r\n> access",
    );
    let source = "<table><tr><td>\n\n**a**\n\n</td><td>b</td></tr></table>\n\nc";
    let document = document(Format::Markdown, source);
    let cells: Vec<_> = document
        .blocks
        .iter()
        .map(|block| block.cell.map(|cell| cell.column))
        .collect();
    assert_eq!(cells, [Some(0), Some(1), None]);
}

#[test]
fn comments_address_the_tool() {
    let source = "<!-- copydesk-ignore a/b: c -->\n\nx <!-- copydesk-ignore-start d --> y\n\n- z <!-- copydesk-ignore-end -->\n";
    let document = document(Format::Markdown, source);
    let found: Vec<_> = document
        .directives
        .iter()
        .map(|directive| {
            let written = &source[directive.source.range()];
            assert!(written.starts_with("<!--") && written.ends_with("-->"));
            (directive.words.as_str(), directive.inside)
        })
        .collect();
    assert_eq!(
        found,
        [
            ("copydesk-ignore a/b: c", None),
            ("copydesk-ignore-start d", Some(0)),
            ("copydesk-ignore-end", Some(1)),
        ]
    );
}

#[test]
fn every_line_end_is_known() {
    for end in ["\n", "\r\n", "\r"] {
        let source = "# A\n\nb\nc\n\n> d\n> e\n\n- f\n- g\n\n<p>\nh\n</p>\n\n| i |\n|---|\n| j |\n\n```\nk\n```\n\n![l\nm](n)\n".replace('\n', end);
        let found = blocks(Format::Markdown, &source)
            .join("|")
            .replace('\r', "\n");
        assert_eq!(found, "A|b\nc|d\ne|f|g|h|i|j|l\nm", "{end:?}");
    }
}
