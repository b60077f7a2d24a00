//! Where shapes lie on their slides, in English Metric Units: groups that move and scale, placeholders
//! that stand where their layout or master has them.

use copydesk::document::office::{OfficeFormat, OfficeOptions, read};
use copydesk::place::{Bounds, Place};

use super::pptx::{deck, run, slide};
use super::relations;

/// `<x y width height>` as a transform, with the group's own units if there are any.
fn transform(name: &str, lengths: &[i64]) -> String {
    let box_of = |prefix: &str, at: &[i64]| {
        let (offset, extent) = match prefix {
            "" => ("off", "ext"),
            _ => ("chOff", "chExt"),
        };
        format!(
            "<a:{offset} x=\"{}\" y=\"{}\"/><a:{extent} cx=\"{}\" cy=\"{}\"/>",
            at[0], at[1], at[2], at[3]
        )
    };
    let own = box_of("", lengths);
    let inside = lengths.get(4..).filter(|rest| !rest.is_empty());
    let inside = inside.map_or(String::new(), |rest| box_of("ch", rest));
    format!("<p:{name}><a:xfrm>{own}{inside}</a:xfrm></p:{name}>")
}

fn shape(name: &str, placeholder: &str, transform: &str) -> String {
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"{name}\"/><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr>{transform}<p:txBody><a:p>{}</a:p></p:txBody></p:sp>",
        run(name)
    )
}

fn group(transform: &str, shapes: &str) -> String {
    format!(
        "<p:grpSp><p:nvGrpSpPr><p:cNvPr id=\"3\" name=\"Group\"/></p:nvGrpSpPr>{transform}{shapes}</p:grpSp>"
    )
}

/// The place of each shape's words, in order.
fn places(bytes: &[u8]) -> Vec<(String, Place)> {
    let sized = super::repacked(bytes, "ppt/presentation.xml", |xml| {
        xml.replace(
            "</p:presentation>",
            "<p:sldSz cx=\"9144000\" cy=\"6858000\"/></p:presentation>",
        )
    });
    let options = OfficeOptions::default();
    let document = read(OfficeFormat::Presentation, sized, &options).unwrap();
    let place = |at: usize| {
        let words = document.words(document.blocks[at].text).to_owned();
        (words, document.place_of(at).unwrap().clone())
    };
    (0..document.blocks.len()).map(place).collect()
}

fn lengths(bounds: Bounds) -> [i64; 4] {
    [bounds.x, bounds.y, bounds.width, bounds.height]
}

#[test]
fn groups_move_and_scale_what_is_in_them() {
    let leaf = shape("leaf", "", &transform("spPr", &[150, 100, 50, 20]));
    let inner = group(
        &transform("grpSpPr", &[0, 0, 200, 200, 100, 100, 100, 100]),
        &(leaf + &shape("bare", "", "")),
    );
    let outer = group(
        &transform("grpSpPr", &[1000, 2000, 400, 100, 0, 0, 200, 200]),
        &inner,
    );
    let plain = shape("plain", "", &transform("spPr", &[7, 8, 9, 10]));
    let picture = format!(
        "<p:pic><p:nvPicPr><p:cNvPr id=\"4\" name=\"\"/></p:nvPicPr>{}</p:pic>",
        transform("spPr", &[1, 2, 3, 4])
    );
    let found = places(&deck(&[&slide(&(outer + &plain + &picture))], &[]));
    let of = |words: &str| {
        let found = found.iter().find(|(known, _)| known == words).unwrap();
        lengths(found.1.bounds.unwrap())
    };
    // Twice as large by the inner group, then twice as wide and half as high by the outer.
    assert_eq!(of("leaf"), [1200, 2000, 200, 20]);
    // What has no box stands somewhere in its group.
    assert_eq!(of("bare"), [1000, 2000, 400, 100]);
    assert_eq!(of("plain"), [7, 8, 9, 10]);
    let canvas = found[0].1.canvas.as_ref().unwrap();
    assert_eq!((canvas.width, canvas.height), (9_144_000, 6_858_000));
    // Groups are no shapes; pictures are.
    let drawn: Vec<_> = canvas.shapes.iter().map(|own| lengths(*own)).collect();
    assert_eq!(drawn, [[1200, 2000, 200, 20], [7, 8, 9, 10], [1, 2, 3, 4]]);
}

#[test]
fn a_placeholder_without_a_box_stands_where_its_layout_or_master_has_it() {
    let own = transform("spPr", &[5, 5, 5, 5]);
    let page = slide(
        &[
            shape("heading", "<p:ph type=\"ctrTitle\"/>", ""),
            shape("left", "<p:ph idx=\"1\"/>", ""),
            shape("right", "<p:ph idx=\"14\"/>", ""),
            shape("moved", "<p:ph idx=\"1\"/>", &own),
            shape("footer", "<p:ph type=\"ftr\" idx=\"11\"/>", ""),
            shape("nowhere", "<p:ph type=\"hdr\"/>", ""),
        ]
        .concat(),
    );
    let layout = slide(
        &[
            shape("a", "<p:ph idx=\"1\"/>", &transform("spPr", &[1, 1, 1, 1])),
            shape("b", "<p:ph idx=\"14\"/>", &transform("spPr", &[2, 2, 2, 2])),
            shape("c", "<p:ph type=\"title\"/>", ""),
        ]
        .concat(),
    );
    let master = slide(
        &[
            shape(
                "d",
                "<p:ph type=\"title\"/>",
                &transform("spPr", &[3, 3, 3, 3]),
            ),
            shape(
                "e",
                "<p:ph type=\"ftr\" idx=\"3\"/>",
                &transform("spPr", &[4, 4, 4, 4]),
            ),
        ]
        .concat(),
    );
    let to_layout = relations(&[("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml")]);
    let to_master = relations(&[("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")]);
    let bytes = deck(
        &[&page],
        &[
            ("ppt/slides/_rels/slide1.xml.rels", &to_layout),
            ("ppt/slideLayouts/slideLayout1.xml", &layout),
            ("ppt/slideLayouts/_rels/slideLayout1.xml.rels", &to_master),
            ("ppt/slideMasters/slideMaster1.xml", &master),
        ],
    );
    let found = places(&bytes);
    let boxes: Vec<(&str, Option<i64>)> = found
        .iter()
        .map(|(words, place)| (words.as_str(), place.bounds.map(|bounds| bounds.x)))
        .collect();
    let expected = [
        ("heading", Some(3)),
        ("left", Some(1)),
        ("right", Some(2)),
        ("moved", Some(5)),
        ("footer", Some(4)),
        ("nowhere", None),
    ];
    assert_eq!(boxes, expected);
}
