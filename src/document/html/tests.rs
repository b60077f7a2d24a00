//! What is copy in HTML, and where it stands.

use crate::document::testing::{blocks, document, mapped};
use crate::document::{BlockKind, Format, InlineKind};

#[track_caller]
fn reads(source: &str, expected: &[&str]) {
    assert_eq!(blocks(Format::Html, source), expected, "{source:?}");
}

#[test]
fn elements_on_lines_of_their_own_end_blocks() {
    reads("<p>a<p>b</p>c<div>d</div>", &["a", "b", "c", "d"]);
    reads("<ul>\n <li>a\n <li>b <b>c</b>\n</ul>", &["a", "b c"]);
    reads("<h1>a</h1>b<hr>c", &["a", "b", "c"]);
    reads(
        "<body class='x y'>\n<p>x enables&#32;access",
        &["x enables access"],
    );
    reads("a<my-element>b</my-element>", &["ab"]);
}

#[test]
fn white_space_is_what_a_browser_shows() {
    reads("<p> a \n  b </p>", &["a b"]);
    reads("<p>a <b> b</b> c</p>", &["a b c"]);
    reads("<p>a\nb\tc\r\nd\re</p>", &["a\nb c d e"]);
    reads("<p>a <br/> b<wbr>c<br><br>d</p>", &["a\nbc\nd"]);
    reads(
        "<p>a&nbsp;&shy;b &lt;c&gt; &#x1F680; &bogus; AT&T</p>",
        &["a\u{a0}\u{ad}b <c> 🚀 &bogus; AT&T"],
    );
}

#[test]
fn what_is_not_copy() {
    reads(
        "a <code>b</code> c <kbd>d</kbd>",
        &["a \u{FFFC} c \u{FFFC}"],
    );
    reads("a<pre>b <b>c</b></pre>d", &["a", "d"]);
    reads("a <del>b</del><s>c</s> d", &["a d"]);
    reads(
        "a<script>b('<p>')</script><style>c</style><template><p>d</p></template>e",
        &["ae"],
    );
    reads("a <!-- b --> c", &["a c"]);
    reads("<p class='a' data-x=b onclick=\"c\" href=d>e", &["e"]);
    reads("<p>x <a href='y'>z</a>", &["x z"]);
}

#[test]
fn what_is_never_closed_hides_nothing() {
    reads("a <del>b", &["a b"]);
    reads("a <code>b <p>c", &["a b", "c"]);
    reads("<title>a <p>b", &["a", "b"]);
    reads("<script>a", &["a"]);
    reads("a <b", &["a <b"]);
    reads("a </b> </p> </nope> b", &["a", "b"]);
    reads("a < b > c & d", &["a < b > c & d"]);
    reads("<table><td>a<tr>b</table></td>c", &["a", "b", "c"]);
}

#[test]
fn attributes_that_are_read_are_blocks_of_their_own() {
    reads(
        "<p>a <img alt='b &amp; c' title=d> e <input placeholder=\"f\n g\"></p>",
        &["a \u{FFFC} e", "b & c", "d", "f g"],
    );
    reads(
        "<head><title>a</title><meta name=description content='b c'><meta name=viewport content=d></head><svg><title>e</title><text>f</text></svg>",
        &["a", "b c", "e", "f"],
    );
    let document = document(
        Format::Html,
        "<title>a</title><figure><img alt=b><figcaption>c</figcaption></figure><a aria-label=d></a>",
    );
    let kinds: Vec<_> = document.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(
        kinds,
        [
            BlockKind::Meta,
            BlockKind::Alt,
            BlockKind::Caption,
            BlockKind::Label
        ]
    );
}

#[test]
fn every_place_is_exact() {
    let maps = |source: &str, words: &str, expected: &str| {
        assert_eq!(mapped(Format::Html, source, words), expected, "{source:?}");
    };
    maps(
        "<p>x <b>enables</b>\n  access</p>",
        "enables access",
        "enables</b>\n  access",
    );
    maps("<p>é\r\nb&amp;c</p>", "& c".trim_end_matches(" c"), "&amp;");
    maps("<img alt='a &lt;b'>", "<b", "&lt;b");
    maps("<p>a<br>\r\nb", "a\nb", "a<br>\r\nb");
}

#[test]
fn marks_end_the_word_before_them() {
    reads("Acme<sup>TM</sup> Cloud<sup>(r)</sup>", &["Acme™ Cloud®"]);
    reads("access<sup>12</sup> H<sub>2</sub>O", &["access¹² H₂O"]);
    reads(
        "access<sup>a,b</sup> <sup>[<a href='#1'>1</a>]</sup>",
        &["access† ¹"],
    );
    reads(
        "<sub>Enables access to all.</sub>",
        &["Enables access to all."],
    );
}

#[test]
fn tables_know_their_cells() {
    let source = "<table><caption>t</caption><tr><th>a<th colspan=2>b<tr><td><p>c</p><p>d</p><td>e<td>f<table><tr><td>g</table>h</table>i";
    let document = document(Format::Html, source);
    let found: Vec<_> = document
        .blocks
        .iter()
        .map(|block| {
            let cell = block
                .cell
                .map(|cell| (cell.table, cell.row, cell.column, cell.header));
            (document.words(block.text), cell)
        })
        .collect();
    assert_eq!(
        found,
        [
            ("t", None),
            ("a", Some((0, 0, 0, true))),
            ("b", Some((0, 0, 1, true))),
            ("c", Some((0, 1, 0, false))),
            ("d", Some((0, 1, 0, false))),
            ("e", Some((0, 1, 1, false))),
            ("f", Some((0, 1, 2, false))),
            ("g", Some((1, 0, 0, false))),
            ("h", Some((0, 1, 2, false))),
            ("i", None),
        ]
    );
}

#[test]
fn inlines_keep_their_edges() {
    let source = "<p>say <q>a <em>b</em></q> <a href='http://c'>d</a><br><span>e</span></p>";
    let document = document(Format::Html, source);
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
            (InlineKind::Quote, "a b", "<q>a <em>b</em></q>"),
            (InlineKind::Emphasis, "b", "<em>b</em>"),
            (
                InlineKind::Link("http://c".into()),
                "d",
                "<a href='http://c'>d</a>"
            ),
            (InlineKind::Other, "e", "<span>e</span>"),
        ]
    );
}

#[test]
fn headings_make_sections_and_comments_address_the_tool() {
    let source = "a<h1>b <i>c</i></h1><!-- copydesk-ignore x/y: why --><p>d<h2>e<p>f <!--copydesk-ignore-end--></p>";
    let document = document(Format::Html, source);
    let found: Vec<_> = document
        .blocks
        .iter()
        .map(|block| (document.words(block.text), block.kind, block.section))
        .collect();
    assert_eq!(
        found,
        [
            ("a", BlockKind::Body, 0),
            ("b c", BlockKind::Heading, 1),
            ("d", BlockKind::Body, 1),
            ("e", BlockKind::Heading, 2),
            ("f", BlockKind::Body, 2),
        ]
    );
    let directives: Vec<_> = document
        .directives
        .iter()
        .map(|directive| (directive.words.as_str(), directive.inside))
        .collect();
    assert_eq!(
        directives,
        [
            ("copydesk-ignore x/y: why", None),
            ("copydesk-ignore-end", Some(4))
        ]
    );
}

#[test]
fn markdown_in_a_page_is_read_as_such() {
    reads("<div markdown='1'>*a* [b](c) d</div>", &["a b d"]);
}
