//! Where a package may be written: what stands in the way of a rewrite there, for people.
//!
//! A rewrite puts words in the place of words and leaves every element as it is, so it keeps out of
//! whatever would be filled, accepted, shown or signed apart from those words.

use super::skeleton::Skeleton;
use crate::document::{Document, InlineKind, PartSpan};
use crate::place::Unit;
use crate::position::{SourceSpan, TextSpan};

impl PartSpan {
    /// What stands around the words of the part, whose document has the source `source`.
    #[must_use]
    pub fn skeleton(&self, source: &str) -> &Skeleton {
        let xml = &source[self.source.range()];
        self.skeleton.get_or_init(|| Skeleton::read(xml))
    }
}

impl Document {
    /// See [`Document::keeps_out`].
    pub(crate) fn package_keeps_out(&self, hull: TextSpan, edits: &[SourceSpan]) -> Option<String> {
        if let Some(sealed) = self.sealed {
            return Some(sealed.to_owned());
        }
        let (first, last) = (edits.first()?, edits.last()?);
        let Some((part, inside)) = self.in_part(SourceSpan::new(first.start, last.end)) else {
            return Some("stands in more than one part of the file".to_owned());
        };
        if part.name.contains('!') {
            return Some("stands in a file inside this one".to_owned());
        }
        let skeleton = part.skeleton(&self.source.text);
        let unit = self
            .block_at(hull.start)
            .and_then(|block| self.place_of(block));
        let unit = unit.map(|place| place.unit);
        self.in_the_way(hull)
            .or_else(|| kept_part(&skeleton.root, unit).map(str::to_owned))
            .or_else(|| skeleton.keeps_out(&inside.range()).map(str::to_owned))
            .or_else(|| {
                let is_markup = |edit: &&SourceSpan| self.source.text[edit.range()].contains('<');
                edits
                    .iter()
                    .find(is_markup)
                    .map(|_| "crosses other markup".to_owned())
            })
    }

    /// Breaks, tabs and other elements that stand for text in `hull`, edges of links, and fields.
    fn in_the_way(&self, hull: TextSpan) -> Option<String> {
        for (_, piece) in self.map.parts(hull) {
            let source = &self.source.text[piece.source..piece.source + piece.source_len];
            if !piece.verbatim && source.starts_with('<') {
                let name = source
                    .trim_start_matches('<')
                    .split([' ', '/', '>'])
                    .next()?;
                return Some(element(name).to_owned());
            }
        }
        self.inlines_in(hull).find_map(|inline| match inline.kind {
            InlineKind::Link(_) if self.cuts(inline, hull) => {
                Some("crosses the edge of a link".to_owned())
            }
            InlineKind::Field
                if inline.text.start < hull.end && hull.start < inline.text.end
                    || inline.text.contains(&hull) =>
            {
                Some("stands in a field or formula, which is filled anew by the program".to_owned())
            }
            _ => None,
        })
    }
}

/// What is said of an element between or in the words of a rewrite.
fn element(name: &str) -> &'static str {
    match name.rsplit(':').next() {
        Some("br" | "cr" | "line-break") => "crosses a line break",
        Some("tab" | "ptab") => "crosses a tab",
        Some("noBreakHyphen" | "softHyphen") => "holds a special hyphen",
        Some("oMath" | "oMathPara" | "math") => "crosses a formula",
        Some("sym") => "holds a symbol",
        _ => "crosses other markup",
    }
}

/// Why nothing is written into a part whose root is `root`, for people.
fn kept_part(root: &str, unit: Option<Unit>) -> Option<&'static str> {
    match root {
        _ if unit == Some(Unit::Comment) => Some("stands in a reviewer's comment"),
        "sld" | "notes" | "sldLayout" | "sldMaster" | "handoutMaster" | "document" | "hdr"
        | "ftr" | "footnotes" | "endnotes" | "sst" | "worksheet" | "wsDr" | "coreProperties"
        | "Properties" => None,
        "document-content" | "document-styles" | "document-meta" => (unit == Some(Unit::Sheet))
            .then_some("stands in an OpenDocument sheet, which copydesk does not write"),
        "chartSpace" | "userShapes" => {
            Some("stands in a chart, whose workbook would bring the old words back")
        }
        "dataModel" => Some("stands in a diagram (SmartArt), which is drawn from two copies"),
        "workbook" => Some("is the name of a sheet, which formulas use"),
        _ => Some("stands in a part of the file that copydesk does not write"),
    }
}
