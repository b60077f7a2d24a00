//! What is copy in MDX, and where it stands.

use crate::document::testing::{blocks, document, mapped};
use crate::document::{BlockKind, Format};

#[track_caller]
fn reads(source: &str, expected: &[&str]) {
    assert_eq!(blocks(Format::Mdx, source), expected, "{source:?}");
}

#[test]
fn what_is_not_markdown_is_not_copy() {
    reads(
        "import A from 'a'\nexport const b = {\n  c: 'd'\n}\n\ne",
        &["e"],
    );
    reads(
        "import enables access\n\nexports more",
        &["import enables access", "exports more"],
    );
    reads("a {b.c} d{' '}e {\"f g\"} h", &["a \u{FFFC} d e f g h"]);
    reads("a {/* b */} c {x ? '}' : {y: 1}} d", &["a  c \u{FFFC} d"]);
    reads("```js\n<A>{b}\n```\n`{c}` d", &["\u{FFFC} d"]);
    reads("a \\{b\\} \\<c", &["a {b} <c"]);
    reads("a {b\n\nc <d\n\ne <f g={", &["a {b", "c <d", "e <f g={"]);
}

#[test]
fn text_in_elements_is_markdown() {
    reads(
        "<Note>\nThis **enables** access\n</Note>",
        &["This enables access"],
    );
    reads(
        "<Card title=\"enables access\" {...p} icon={<I a={1}/>}>\n\ntext\n\n</Card>",
        &["enables access", "text"],
    );
    reads("a <B c={d > e} title={'f g'}>_h_</B> i", &["a h i", "f g"]);
    reads(
        "<Tabs>\n    <Tab>\n        Enables *access*\n    </Tab>\n</Tabs>",
        &["Enables access"],
    );
    reads(
        "enables <Link to='x'>access</Link> <>now</>",
        &["enables access now"],
    );
    reads(
        "a <del>b</del> <code>c</code> Acme<sup>TM</sup>",
        &["a  \u{FFFC} Acme™"],
    );
    reads(
        "<Template>a</Template>\n<img alt='b' />\n\n> <A>\n> c\n> </A>",
        &["a", "b", "c"],
    );
    reads(
        "- a\n- <B>c</B>\n\n| <A>x</A> | {y} |\n|---|---|\n",
        &["a", "c", "x"],
    );
}

#[test]
fn places_and_comments_are_exact() {
    let source =
        "---\ntitle: T\n---\n\n{/* copydesk-ignore a/b: c */}\n\nx <B>enables</B>\n{y} access\n";
    assert_eq!(mapped(Format::Mdx, source, "enables\n"), "enables</B>\n");
    let document = document(Format::Mdx, source);
    assert_eq!(document.blocks[0].kind, BlockKind::Meta);
    assert_eq!(
        document.words(document.blocks[1].text),
        "x enables\n\u{FFFC} access"
    );
    let directive = &document.directives[0];
    assert_eq!(directive.words, "copydesk-ignore a/b: c");
    assert_eq!(
        &source[directive.source.range()],
        "{/* copydesk-ignore a/b: c */}"
    );
}
