//! What stands around the words of a part: its text elements and runs, and the stretches in which a
//! program may not write.
//!
//! Readers need none of this to read. It is asked for when a rewrite is offered or a comment is set,
//! and then once a part.

use std::ops::Range;

use super::xml::{Node, Nodes, Tag};

/// The structure of a part, in bytes of its XML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Skeleton {
    /// The local name of its root: `sld`, `document`, `chartSpace`.
    pub root: String,
    /// Its runs, in the order of their start tags.
    pub runs: Vec<Run>,
    /// Its text elements, in the order of the part.
    pub texts: Vec<Text>,
    /// Stretches with a reason to keep out, in the order in which they end.
    regions: Vec<Region>,
}

/// A run: `a:r`, `w:r`, `r` of a shared string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// All of it.
    pub range: Range<usize>,
    /// Its start tag.
    pub tag: Range<usize>,
    /// Its properties (`rPr`), if it has any.
    pub properties: Option<Range<usize>>,
    /// How many elements it holds beside its properties.
    pub children: usize,
    /// Whether it stands right in a paragraph, and not in a link or another element.
    pub in_paragraph: bool,
}

/// A text element: `a:t`, `w:t`, `t`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Its start tag.
    pub tag: Range<usize>,
    /// What stands between its tags.
    pub content: Range<usize>,
    /// Index into [`Skeleton::runs`]; none for the words of a plain string.
    pub run: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Region {
    why: Why,
    range: Range<usize>,
}

/// Why a program may not write in a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    /// An insertion, deletion or move that nobody has accepted yet.
    Revision,
    /// A content control: nothing may be written over its edge.
    Control,
    /// A content control that takes its words from elsewhere, or is locked.
    Bound,
    /// Written twice, once for programs that do not know the newer way.
    Twice,
    /// The instruction or the result of a field.
    Field,
}

impl Skeleton {
    /// Reads the structure of `xml`, a part that was read before.
    #[must_use]
    pub fn read(xml: &str) -> Self {
        let mut walk = Walk {
            xml,
            done: Self::default(),
            open: Vec::new(),
            changes: Vec::new(),
            fields: Vec::new(),
        };
        // What is below the limits for reading was checked when it was read.
        let mut nodes = Nodes::lenient(xml, usize::MAX);
        while let Ok(Some(node)) = nodes.next() {
            match node {
                Node::Start(tag) => walk.start(&tag),
                Node::End(_, at) => walk.end(at),
                Node::Text(_) | Node::Reference(..) => {}
            }
        }
        walk.done
    }

    /// The text element that holds `range`.
    #[must_use]
    pub fn text_at(&self, range: &Range<usize>) -> Option<usize> {
        let after = self
            .texts
            .partition_point(|text| text.content.start <= range.start);
        let at = after.checked_sub(1)?;
        (range.end <= self.texts[at].content.end).then_some(at)
    }

    /// Why nothing may be written in `range`, for people.
    #[must_use]
    pub fn keeps_out(&self, range: &Range<usize>) -> Option<&'static str> {
        self.regions.iter().find_map(|region| {
            let (from, to) = (&region.range.start, &region.range.end);
            let cut = |edge: &usize| range.start < *edge && *edge < range.end;
            let overlaps = *from < range.end && range.start < *to;
            match region.why {
                Why::Control if cut(from) || cut(to) => {
                    Some("crosses the edge of a content control")
                }
                Why::Control => None,
                _ if !overlaps => None,
                Why::Revision => Some("touches a tracked change: accept or reject it first"),
                Why::Bound => {
                    Some("stands in a content control that is locked or filled from elsewhere")
                }
                Why::Twice => Some("is written twice in the file, once for older programs"),
                Why::Field => Some("stands in a field, which is filled anew by the program"),
            }
        })
    }
}

/// Elements of `OpenDocument` texts that hold or part what somebody wrote.
const WRITTEN: [&str; 21] = [
    "p",
    "h",
    "span",
    "a",
    "s",
    "tab",
    "line-break",
    "soft-page-break",
    "bookmark",
    "bookmark-start",
    "bookmark-end",
    "note",
    "note-body",
    "list",
    "list-item",
    "list-header",
    "section",
    "numbered-paragraph",
    "tracked-changes",
    "change-start",
    "change-end",
];

/// An element that has not ended.
struct Open {
    start: usize,
    what: What,
}

/// What is remembered of an open element.
enum What {
    Other,
    Paragraph,
    Run(usize),
    Properties,
    Text {
        tag: Range<usize>,
        run: Option<usize>,
    },
    Revision,
    Control {
        bound: bool,
    },
    Alternatives {
        fallback: bool,
    },
    SimpleField,
}

struct Walk<'x> {
    xml: &'x str,
    done: Skeleton,
    open: Vec<Open>,
    /// Where the changes of an `OpenDocument` text that have not ended begin.
    changes: Vec<usize>,
    /// Where the fields that have not ended begin.
    fields: Vec<usize>,
}

impl Walk<'_> {
    fn start(&mut self, tag: &Tag<'_>) {
        if self.open.is_empty() && self.done.root.is_empty() {
            tag.name.clone_into(&mut self.done.root);
        }
        let run = match self.open.last() {
            Some(Open {
                what: What::Run(run),
                ..
            }) => Some(*run),
            _ => None,
        };
        let what = match tag.name {
            "p" | "si" | "is" => What::Paragraph,
            "r" if run.is_none() => self.run(tag),
            "rPr" if run.is_some() => What::Properties,
            "t" => What::Text {
                tag: tag.start..tag.end,
                run,
            },
            "ins" | "del" | "moveFrom" | "moveTo" => What::Revision,
            "sdt" => What::Control { bound: false },
            "dataBinding" => self.bind(),
            "lock"
                if tag
                    .attribute("val")
                    .is_some_and(|lock| lock.contains("ontentLocked")) =>
            {
                self.bind()
            }
            "AlternateContent" => What::Alternatives { fallback: false },
            "Fallback" => self.fall_back(),
            "fldSimple" | "fld" => What::SimpleField,
            "fldChar" => self.field(tag),
            // OpenDocument: an element in a paragraph that is not one of these is filled by the program.
            "change-start" => {
                self.changes.push(tag.start);
                What::Other
            }
            "change-end" => {
                let start = self.changes.pop();
                self.region(Why::Revision, start.map(|start| start..tag.end));
                What::Other
            }
            "change" if tag.prefix == "text" => What::Revision,
            name if tag.prefix == "text" && !WRITTEN.contains(&name) => What::SimpleField,
            _ => What::Other,
        };
        if let Some(run) = run.filter(|_| !matches!(what, What::Properties)) {
            self.done.runs[run].children += 1;
        }
        self.open.push(Open {
            start: tag.start,
            what,
        });
    }

    fn run(&mut self, tag: &Tag<'_>) -> What {
        let parent = self.open.last();
        self.done.runs.push(Run {
            range: tag.start..tag.end,
            tag: tag.start..tag.end,
            properties: None,
            children: 0,
            in_paragraph: parent.is_some_and(|open| matches!(open.what, What::Paragraph)),
        });
        What::Run(self.done.runs.len() - 1)
    }

    fn bind(&mut self) -> What {
        for open in self.open.iter_mut().rev() {
            if let What::Control { bound } = &mut open.what {
                *bound = true;
                break;
            }
        }
        What::Other
    }

    fn fall_back(&mut self) -> What {
        if let Some(Open {
            what: What::Alternatives { fallback },
            ..
        }) = self.open.last_mut()
        {
            *fallback = true;
        }
        What::Other
    }

    fn field(&mut self, tag: &Tag<'_>) -> What {
        match tag.attribute("fldCharType").as_deref() {
            Some("begin") => self.fields.push(tag.start),
            Some("end") => {
                let start = self.fields.pop();
                self.region(Why::Field, start.map(|start| start..tag.end));
            }
            _ => {}
        }
        What::Other
    }

    fn end(&mut self, at: usize) {
        let Some(open) = self.open.pop() else { return };
        let range = open.start..at;
        match open.what {
            What::Other | What::Paragraph => {}
            What::Run(run) => self.done.runs[run].range = range,
            What::Properties => {
                if let Some(Open {
                    what: What::Run(run),
                    ..
                }) = self.open.last()
                {
                    self.done.runs[*run].properties = Some(range);
                }
            }
            What::Text { tag, run } => {
                let closing = self.xml[..at].rfind("</").unwrap_or(at);
                // An empty element has no end tag.
                let content = tag.end..closing.max(tag.end);
                self.done.texts.push(Text { tag, content, run });
            }
            What::Revision => self.region(Why::Revision, Some(range)),
            What::Control { bound } => {
                let why = if bound { Why::Bound } else { Why::Control };
                self.region(why, Some(range));
            }
            What::Alternatives { fallback } => {
                self.region(Why::Twice, Some(range).filter(|_| fallback));
            }
            What::SimpleField => self.region(Why::Field, Some(range)),
        }
    }

    fn region(&mut self, why: Why, range: Option<Range<usize>>) {
        self.done
            .regions
            .extend(range.map(|range| Region { why, range }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_runs_are_known_with_their_bytes() {
        let xml = "<w:document><w:p><w:r w:x=\"1\"><w:rPr><w:b/></w:rPr><w:t>one</w:t><w:tab/></w:r><w:hyperlink><w:r><w:t>t&amp;o</w:t></w:r></w:hyperlink><w:r><w:t/></w:r></w:p></w:document>";
        let found = Skeleton::read(xml);
        assert_eq!(found.root, "document");
        let contents: Vec<&str> = found
            .texts
            .iter()
            .map(|text| &xml[text.content.clone()])
            .collect();
        assert_eq!(contents, ["one", "t&amp;o", ""]);
        assert_eq!(&xml[found.texts[0].tag.clone()], "<w:t>");
        let first = &found.runs[0];
        assert_eq!((first.children, first.in_paragraph), (2, true));
        assert_eq!(
            &xml[first.properties.clone().unwrap()],
            "<w:rPr><w:b/></w:rPr>"
        );
        assert_eq!(
            (found.runs[1].children, found.runs[1].in_paragraph),
            (1, false)
        );
        let inside = xml.find("&amp;").unwrap();
        assert_eq!(found.text_at(&(inside..inside + 5)), Some(1));
        assert_eq!(found.text_at(&(inside..inside + 30)), None);
    }

    #[test]
    fn stretches_keep_out() {
        let said = |xml: &str, words: &str| {
            let start = xml.find(words).unwrap();
            Skeleton::read(xml).keeps_out(&(start..start + words.len()))
        };
        let control = "<w:p><w:r><w:t>a</w:t></w:r><w:sdt><w:sdtContent><w:t>b</w:t></w:sdtContent></w:sdt></w:p>";
        assert_eq!(said(control, "b"), None);
        assert!(said(control, "a</w:t></w:r><w:sdt><w:sdtContent><w:t>b").is_some());
        let bound = "<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:t>b</w:t></w:sdt>";
        assert!(said(bound, "<w:t>b").is_some());
        let field = "<w:p><w:fldChar w:fldCharType=\"begin\"/><w:t>f</w:t><w:fldChar w:fldCharType=\"end\"/><w:t>after</w:t></w:p>";
        assert!(said(field, "f</w:t>").is_some());
        assert_eq!(said(field, "after"), None);
        let twice = "<a><mc:AlternateContent><mc:Choice><t>b</t></mc:Choice><mc:Fallback/></mc:AlternateContent></a>";
        assert!(said(twice, "<t>b").is_some());
        let moved = "<w:p><w:t>a</w:t><w:del><w:delText>x</w:delText></w:del><w:t>b</w:t></w:p>";
        assert!(
            said(
                moved,
                "a</w:t><w:del><w:delText>x</w:delText></w:del><w:t>b"
            )
            .is_some()
        );
    }
}
