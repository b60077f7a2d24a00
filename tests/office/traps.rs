//! Decks that are written in ways that few programs use and all programs accept: each is read as a
//! viewer shows it, every paragraph once.

use copydesk::document::Document;
use copydesk::document::office::{OfficeFormat, OfficeOptions, read};
use copydesk::document::source::Unread;

use super::pptx::{deck, run, shape, slide};
use super::{package, relations, repacked, said, with_part};

const LINKS: &str = "ppt/slides/_rels/slide1.xml.rels";

fn open(bytes: Vec<u8>) -> Document {
    with(bytes, &OfficeOptions::default()).unwrap()
}

fn with(bytes: Vec<u8>, options: &OfficeOptions) -> Result<Document, Unread> {
    read(OfficeFormat::Presentation, bytes, options)
}

fn words(document: &Document) -> Vec<String> {
    said(document).into_iter().map(|(_, words)| words).collect()
}

fn notices(document: &Document) -> Vec<String> {
    let said = |notice: &copydesk::document::Notice| format!("{}: {}", notice.place, notice.what);
    document.notices.iter().map(said).collect()
}

fn text(words: &str) -> String {
    shape("Text", "", &format!("<a:p>{}</a:p>", run(words)))
}

fn frame(inside: &str) -> String {
    format!(
        "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"7\" name=\"Frame 7\"/></p:nvGraphicFramePr>{inside}</p:graphicFrame>"
    )
}

fn also(document: &Document, wanted: &str) -> Vec<String> {
    let at = words(document).iter().position(|words| words == wanted);
    let place = document.place_of(at.unwrap()).unwrap();
    place.also.iter().map(ToString::to_string).collect()
}

#[test]
fn of_alternatives_the_first_that_says_something_is_read() {
    let both = |choice: &str, fallback: &str| {
        format!(
            "<mc:AlternateContent><mc:Choice Requires=\"a\">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
        )
    };
    let picture = "<p:pic><p:nvPicPr><p:cNvPr id=\"4\" name=\"\"/></p:nvPicPr></p:pic>";
    let inner = both(&text("new inside"), &text("old inside"));
    let inline = format!(
        "<a:p>{}{}</a:p>",
        run("sum "),
        both(
            "<a14:m><m:oMath><m:t>x</m:t></m:oMath></a14:m>",
            &run("x squared")
        )
    );
    let page = both(&text("new"), &text("old"))
        + &both(picture, &text("only the fallback speaks"))
        + &both(&inner, &text("old outside"))
        + &shape("Sum", "", &inline);
    assert_eq!(
        words(&open(deck(&[&slide(&page)], &[]))),
        [
            "new",
            "only the fallback speaks",
            "new inside",
            "sum \u{fffc}"
        ]
    );
}

#[test]
fn prefixes_and_namespaces_are_the_files_own() {
    let page = "<ns0:sld xmlns:ns0=\"http://purl.oclc.org/ooxml/presentationml/main\" xmlns=\"http://purl.oclc.org/ooxml/drawingml/main\"><ns0:cSld><ns0:spTree><ns0:sp><ns0:nvSpPr><ns0:cNvPr id=\"2\" name=\"T\" descr=\"alt\"/></ns0:nvSpPr><ns0:txBody><p><r><t>strict</t></r></p></ns0:txBody></ns0:sp></ns0:spTree></ns0:cSld></ns0:sld>";
    let strict = |xml: String| {
        xml.replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
    };
    let bytes = deck(&[page], &[]);
    let bytes = repacked(&bytes, "_rels/.rels", strict);
    let bytes = repacked(&bytes, "ppt/_rels/presentation.xml.rels", strict);
    assert_eq!(words(&open(bytes)), ["alt", "strict"]);
}

#[test]
fn parts_are_found_however_their_names_are_written() {
    let page = slide(&text("found"));
    for target in [
        "/ppt/slides/slide1.xml",
        "slides\\slide1.xml",
        "Slides/SLIDE1.xml",
        "../ppt/./slides/slide1.xml",
        "slides/slide%31.xml",
    ] {
        let bytes = repacked(
            &deck(&[&page], &[]),
            "ppt/_rels/presentation.xml.rels",
            |links| links.replace("slides/slide1.xml", target),
        );
        assert_eq!(words(&open(bytes)), ["found"], "{target}");
    }
}

#[test]
fn parts_in_utf_16_are_read() {
    let page = slide(&text("wide ünits"));
    for (mark, big) in [(true, false), (true, true), (false, false), (false, true)] {
        let units = std::iter::repeat_n(0xfeff, usize::from(mark)).chain(page.encode_utf16());
        let bytes: Vec<u8> = units
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect();
        // The slide itself is not there yet: the deck only points at it.
        let parts = deck(&["<x/>"], &[]);
        let parts = repacked(&parts, "ppt/_rels/presentation.xml.rels", |links| {
            links.replace("slide1.xml", "wide.xml")
        });
        let document = open(with_part(parts, "ppt/slides/wide.xml", &bytes));
        assert_eq!(words(&document), ["wide ünits"], "{mark} {big}");
    }
}

#[test]
fn charts_old_and_new_are_read_once_with_what_is_drawn_on_them() {
    let old = "<c:chartSpace><c:title><c:tx><c:rich><a:p><a:r><a:t>Growth </a:t></a:r><a:r><a:t>of us</a:t></a:r></a:p></c:rich></c:tx></c:title><c:ser><c:tx><c:strRef><c:f>S!B1</c:f><c:strCache>\n <c:pt idx=\"0\">\n <c:v>Sales</c:v>\n </c:pt></c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache><c:pt><c:v>North</c:v></c:pt><c:pt><c:v>Sales</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:formatCode>General</c:formatCode><c:pt><c:v>4</c:v></c:pt></c:numCache></c:numRef></c:val><c:dLbls><a:p><a:fld type=\"VALUE\"><a:t>[VALUE]</a:t></a:fld></a:p><a:p><a:fld type=\"TXLINK\"><a:t>from a cell</a:t></a:fld></a:p></c:dLbls></c:ser></c:chartSpace>";
    let new = "<cx:chartSpace><cx:data><cx:strDim type=\"cat\"><cx:lvl><cx:pt idx=\"0\">Leads</cx:pt></cx:lvl></cx:strDim><cx:numDim type=\"val\"><cx:lvl><cx:pt idx=\"0\">7</cx:pt></cx:lvl></cx:numDim></cx:data><cx:series><cx:tx><cx:txData><cx:v>Funnel</cx:v></cx:txData></cx:tx></cx:series></cx:chartSpace>";
    let drawn = "<c:userShapes><cdr:sp><cdr:nvSpPr><cdr:cNvPr id=\"2\" name=\"T\"/></cdr:nvSpPr><cdr:txBody><a:p><a:r><a:t>drawn on it</a:t></a:r></a:p></cdr:txBody></cdr:sp></c:userShapes>";
    let grouped = format!(
        "<p:grpSp><p:nvGrpSpPr><p:cNvPr id=\"3\" name=\"Group 3\"/></p:nvGrpSpPr>{}</p:grpSp>",
        frame("<c:chart r:id=\"rId1\"/>")
    );
    let page = slide(&(grouped + &frame("<cx:chart r:id=\"rId2\"/>")));
    let links = relations(&[
        ("rId1", "chart", "../charts/chart1.xml"),
        ("rId2", "chartEx", "../charts/chartEx1.xml"),
    ]);
    let drawings = relations(&[("rId1", "chartUserShapes", "../drawings/drawing1.xml")]);
    let more = [
        (LINKS, links.as_str()),
        ("ppt/charts/chart1.xml", old),
        ("ppt/charts/_rels/chart1.xml.rels", drawings.as_str()),
        ("ppt/charts/chartEx1.xml", new),
        ("ppt/drawings/drawing1.xml", drawn),
    ];
    let found = said(&open(deck(&[&page], &more)));
    let expected = [
        ("slide 1 > Group 3 > Frame 7", "Growth of us"),
        ("slide 1 > Group 3 > Frame 7", "Sales"),
        ("slide 1 > Group 3 > Frame 7", "North"),
        ("slide 1 > Group 3 > Frame 7", "from a cell"),
        ("slide 1 > Group 3 > Frame 7", "drawn on it"),
        ("slide 1 > Frame 7", "Leads"),
        ("slide 1 > Frame 7", "Funnel"),
    ];
    let expected = expected.map(|(place, words)| (place.to_owned(), words.to_owned()));
    assert_eq!(found, expected);
}

#[test]
fn diagrams_are_read_from_their_data_alone() {
    let data = "<dgm:dataModel><dgm:ptLst><dgm:pt><dgm:t><a:bodyPr/>\n<a:p>\n<a:r><a:t>Plan</a:t></a:r></a:p></dgm:t><dgm:extLst><a:ext><dgm14:cNvPr descr=\"the plan, drawn\"/></a:ext></dgm:extLst></dgm:pt></dgm:ptLst></dgm:dataModel>";
    let copy = "<dsp:drawing><dsp:spTree><dsp:sp><dsp:txBody><a:p><a:r><a:t>Plan</a:t></a:r></a:p></dsp:txBody></dsp:sp></dsp:spTree></dsp:drawing>";
    let page = slide(&frame("<dgm:relIds r:dm=\"rId1\" r:lo=\"rId2\"/>"));
    let links = relations(&[
        ("rId1", "diagramData", "../diagrams/data1.xml"),
        ("rId3", "diagramDrawing", "../diagrams/drawing1.xml"),
    ]);
    let more = [
        (LINKS, links.as_str()),
        ("ppt/diagrams/data1.xml", data),
        ("ppt/diagrams/drawing1.xml", copy),
    ];
    assert_eq!(
        words(&open(deck(&[&page], &more))),
        ["Plan", "the plan, drawn"]
    );
}

#[test]
fn tooltips_alternative_texts_and_odd_letters_are_read() {
    let page = "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Box\" descr=\"described\" title=\"titled\"><a:hlinkClick r:id=\"\" tooltip=\"click me\"/></p:cNvPr></p:nvSpPr><p:txBody><a:p><a:pPr><a:tabLst><a:tab pos=\"1\"/></a:tabLst></a:pPr><a:r><a:rPr><a:hlinkMouseOver r:id=\"\" tooltip=\"over me\"/></a:rPr><a:t>one_x000B_two</a:t></a:r><a:r><a:t> &#x2014; _x005F_x000B_ &amp;amp;</a:t></a:r></a:p></p:txBody></p:sp><p:contentPart><p14:nvContentPartPr><p14:cNvPr id=\"9\" name=\"Ink\" descr=\"a drawn arrow\"/></p14:nvContentPartPr></p:contentPart>";
    assert_eq!(
        words(&open(deck(&[&slide(page)], &[]))),
        [
            "described",
            "titled",
            "click me",
            "over me",
            "one two \u{2014} _x000B_ &amp;",
            "a drawn arrow"
        ]
    );
}

#[test]
fn a_part_that_several_slides_point_at_is_read_once() {
    let page = slide(&frame("<c:chart r:id=\"rId1\"/>"));
    let notes = slide(&text("say it")).replace("p:sld", "p:notes");
    let links = relations(&[
        ("rId1", "chart", "../charts/chart1.xml"),
        ("rId2", "notesSlide", "../notesSlides/n1.xml"),
        // Neither of these is a page of notes.
        ("rId3", "notesSlide", "slide1.xml"),
        ("rId4", "notesSlide", "NULL"),
    ]);
    let more = [
        (LINKS, links.as_str()),
        ("ppt/slides/_rels/slide2.xml.rels", links.as_str()),
        (
            "ppt/charts/chart1.xml",
            "<c:chartSpace><c:v>Sales</c:v></c:chartSpace>",
        ),
        ("ppt/notesSlides/n1.xml", notes.as_str()),
    ];
    let bytes = deck(&[&page, &page], &more);
    let document = open(bytes.clone());
    assert_eq!(words(&document), ["Sales", "say it"]);
    assert_eq!(also(&document, "Sales"), ["slide 2"]);
    // The same slide twice.
    let twice = repacked(&bytes, "ppt/_rels/presentation.xml.rels", |links| {
        links.replace("slide2.xml", "slide1.xml")
    });
    let document = open(twice);
    assert_eq!(words(&document), ["Sales", "say it"]);
    assert_eq!(also(&document, "say it"), ["slide 2"]);
}

#[test]
fn what_a_master_shows_is_said_of_the_slides_that_show_it() {
    let layout = slide(&text("on the layout")).replace("p:sld", "p:sldLayout");
    let picture = "<p:pic><p:nvPicPr><p:cNvPr id=\"4\" name=\"P\" descr=\"put a picture here\"/><p:nvPr><p:ph type=\"pic\"/></p:nvPr></p:nvPicPr></p:pic>";
    let master = slide(&(text("on the master") + picture)).replace("p:sld", "p:sldMaster");
    let first = slide(&text("one"));
    let without = slide(&text("two")).replace("<p:sld ", "<p:sld showMasterSp=\"0\" ");
    let links = relations(&[("rId1", "slideLayout", "../slideLayouts/l1.xml")]);
    let up = relations(&[("rId1", "slideMaster", "../slideMasters/m1.xml")]);
    let more = [
        (LINKS, links.as_str()),
        ("ppt/slides/_rels/slide2.xml.rels", links.as_str()),
        ("ppt/slideLayouts/l1.xml", layout.as_str()),
        ("ppt/slideLayouts/_rels/l1.xml.rels", up.as_str()),
        ("ppt/slideMasters/m1.xml", master.as_str()),
    ];
    // The first slide is the second file.
    let bytes = deck(&[&first, &without], &more);
    let document = open(bytes.clone());
    assert_eq!(
        words(&document),
        ["one", "two", "on the layout", "on the master"]
    );
    assert_eq!(also(&document, "on the master"), ["slide 1"]);
    // A layout may hide what its master shows.
    let hides = repacked(&bytes, "ppt/slideLayouts/l1.xml", |xml| {
        xml.replace("<p:sldLayout ", "<p:sldLayout showMasterSp=\"0\" ")
    });
    assert_eq!(words(&open(hides)), ["one", "two", "on the layout"]);
    // Prompts, and what stands in their place, are copy where they are asked for.
    let options = OfficeOptions {
        prompts: true,
        ..OfficeOptions::default()
    };
    let prompted = with(bytes, &options).unwrap();
    assert!(words(&prompted).contains(&"put a picture here".to_owned()));
    // A template has no slides, and shows its masters on each that is made of it.
    let down = relations(&[("rId1", "slideLayout", "../slideLayouts/l1.xml")]);
    let mut template = deck(&[], &more[2..]);
    template = with_part(
        template,
        "ppt/slideMasters/_rels/m1.xml.rels",
        down.as_bytes(),
    );
    let template = repacked(&template, "ppt/_rels/presentation.xml.rels", |_| {
        relations(&[("rId1", "slideMaster", "slideMasters/m1.xml")])
    });
    assert_eq!(words(&open(template)), ["on the layout", "on the master"]);
}

#[test]
fn comments_of_both_kinds_and_notes_are_read() {
    let modern = "<p188:cmLst><p188:cm><p188:replyLst><p188:reply><p188:txBody><a:p><a:r><a:t>a reply</a:t></a:r></a:p></p188:txBody></p188:reply></p188:replyLst><p188:txBody><a:p><a:r><a:t>a comment</a:t></a:r></a:p></p188:txBody></p188:cm></p188:cmLst>";
    let legacy = "<cmLst><cm><pos/><text>an older one</text></cm></cmLst>";
    let table = frame(
        "<a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>noted</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl>",
    );
    let notes = slide(&table).replace("p:sld", "p:notes");
    let links = relations(&[
        ("rId1", "comments", "../comments/modern.xml"),
        ("rId2", "comments", "../comments/legacy.xml"),
        ("rId3", "notesSlide", "../notesSlides/n1.xml"),
    ]);
    let more = [
        (LINKS, links.as_str()),
        ("ppt/comments/modern.xml", modern),
        ("ppt/comments/legacy.xml", legacy),
        ("ppt/notesSlides/n1.xml", notes.as_str()),
    ];
    let options = OfficeOptions {
        comments: true,
        ..OfficeOptions::default()
    };
    let document = with(deck(&[&slide(&text("x"))], &more), &options).unwrap();
    let expected = [
        ("slide 1 > Text", "x"),
        ("slide 1 > comment", "a reply"),
        ("slide 1 > comment", "a comment"),
        ("slide 1 > comment", "an older one"),
        ("slide 1 > notes > row 1, column 1", "noted"),
    ];
    let expected = expected.map(|(place, words)| (place.to_owned(), words.to_owned()));
    assert_eq!(said(&document), expected);
}

#[test]
fn a_package_that_is_not_what_its_name_says_is_never_empty() {
    let reason = |bytes: Vec<u8>| {
        with(bytes, &OfficeOptions::default())
            .unwrap_err()
            .to_string()
    };
    let root = relations(&[("rId1", "officeDocument", "word/document.xml")]);
    let writing = package(&[
        ("_rels/.rels", &root),
        ("word/document.xml", "<w:document/>"),
    ]);
    assert!(reason(writing).contains("it is a text document. Name it .docx"));
    let none = repacked(
        &deck(&[&slide("")], &[]),
        "ppt/_rels/presentation.xml.rels",
        |_| relations(&[]),
    );
    assert_eq!(reason(none), "damaged: none of its slides is in it");
    // A relation that leads nowhere, while the part stands where such parts stand.
    let still = text("still");
    let lost = repacked(&deck(&[&slide(&still)], &[]), "_rels/.rels", |_| {
        relations(&[("rId1", "officeDocument", "NULL")])
    });
    assert_eq!(words(&open(lost)), ["still"]);
    let page = slide(&frame("<c:chart r:id=\"rId9\"/>"));
    let document = open(deck(&[&page], &[]));
    assert_eq!(
        notices(&document),
        ["slide 1 > Frame 7: a chart is named, but missing from the file"]
    );
}

#[test]
fn embedded_files_are_told_by_what_they_hold_and_go_no_deeper_than_the_limit() {
    let page = slide(&text("outside"));
    let links = |target: &str| relations(&[("rId1", "package", target)]);
    let wrapped = |inner: &[u8]| {
        let outer = deck(&[&page], &[(LINKS, &links("../embeddings/object1"))]);
        with_part(outer, "ppt/embeddings/object1", inner)
    };
    let innermost = deck(&[&slide(&text("inside"))], &[]);
    let once = wrapped(&innermost);
    assert_eq!(words(&open(once.clone())), ["outside", "inside"]);
    let document = open(wrapped(&wrapped(&once)));
    assert_eq!(words(&document), ["outside", "outside", "outside"]);
    assert!(
        notices(&document)[0].contains("(embedded)"),
        "{:?}",
        notices(&document)
    );
}

#[test]
fn what_is_typed_at_the_edges_of_slides_and_notes_is_read_once() {
    let edges = [
        ("Date 1", "dt", "Spring edition"),
        ("Number 2", "sldNum", "Page "),
        ("Footer 3", "ftr", "All rights kept"),
    ];
    let text = |(name, kind, words): &(&str, &str, &str)| {
        let number = "<a:fld type=\"slidenum\"><a:t>7</a:t></a:fld>";
        shape(name, kind, &format!("<a:p>{}{number}</a:p>", run(words)))
    };
    let page = slide(&edges.iter().map(text).collect::<String>());
    let header = ("Header 1", "hdr", "For speakers only");
    let notes = slide(
        &[header, edges[0], edges[2]]
            .iter()
            .map(text)
            .collect::<String>(),
    );
    let notes = notes.replace("p:sld", "p:notes");
    let own = |number: usize| {
        relations(&[(
            "rId1",
            "notesSlide",
            &format!("../notesSlides/n{number}.xml"),
        )])
    };
    let (one, two) = (own(1), own(2));
    let more = [
        ("ppt/slides/_rels/slide1.xml.rels", one.as_str()),
        ("ppt/slides/_rels/slide2.xml.rels", two.as_str()),
        ("ppt/notesSlides/n1.xml", notes.as_str()),
        ("ppt/notesSlides/n2.xml", notes.as_str()),
    ];
    let document = open(deck(&[&page, &page], &more));
    assert_eq!(
        words(&document),
        [
            "Spring edition",
            "Page ",
            "All rights kept",
            "For speakers only",
            "Spring edition",
            "All rights kept"
        ]
    );
    assert_eq!(also(&document, "For speakers only"), ["slide 2"]);
}

#[test]
fn a_formula_is_one_sign_and_its_words_are_read_beside_it() {
    let formula = "<a14:m><m:oMathPara><m:oMath><m:r><m:rPr><m:nor/></m:rPr><m:t>best value</m:t></m:r><m:r><m:t>=x</m:t></m:r></m:oMath></m:oMathPara></a14:m>";
    let page = shape("Sum", "", &format!("<a:p>{}{formula}</a:p>", run("so ")));
    assert_eq!(
        words(&open(deck(&[&slide(&page)], &[]))),
        ["best value=x", "so \u{fffc}"]
    );
}
