//! Comments in text documents: a range around the words of the finding, and the comment in a part of
//! its own.
//!
//! Word allows comments in the body alone, outside of text boxes: what stands elsewhere is commented at
//! the note's reference, at the text box, or at the first words of the body.

use std::collections::BTreeMap;

use super::AnnotateError;
use super::edits::{DECLARATION, Parts, attribute, before_end, namespace, root_prefix};
use super::note::Note;
use crate::document::office::Author;
use crate::document::office::gap::Gap;
use crate::document::office::skeleton::Skeleton;
use crate::document::office::xml::{Node, Nodes};
use crate::place::Unit;

/// Adds the comments that are not there yet; how many.
pub(super) fn add(
    parts: &mut Parts,
    notes: &[Note],
    reviewer: &Author,
) -> Result<usize, AnnotateError> {
    let main = parts.main("word/document.xml")?;
    let Some(xml) = parts.get(&main)? else {
        return Err(AnnotateError::NoPlace);
    };
    let relations = parts.relations(&main)?;
    let known = relations.into_iter().find(|known| known.kind == "comments");
    let prefix = root_prefix(&xml);
    let space = namespace(&xml, &prefix).unwrap_or_default();
    let old = match &known {
        Some(part) => parts.get(&part.target)?.unwrap_or_default(),
        None => format!("{DECLARATION}<w:comments xmlns:w=\"{space}\"></w:comments>"),
    };
    let body = Body {
        xml: &xml,
        skeleton: Skeleton::read(&xml),
        main: &main,
        prefix: &prefix,
    };
    let mut marks = Marks::default();
    let mut new = old.clone();
    let fresh = notes.iter().filter(|note| !old.contains(&note.key));
    let mut added = 0;
    for (id, note) in (next_id(&old)..).zip(fresh) {
        let (from, to) = body.range(note).ok_or(AnnotateError::NoPlace)?;
        marks.put(&body, from, to, id);
        new = before_end(&new, &comment(note, reviewer, &space, id));
        added += 1;
    }
    if added == 0 {
        return Ok(0);
    }
    let marked = marks.made(&xml);
    parts.set(&main, marked);
    if let Some(part) = known {
        parts.set(&part.target, new);
    } else {
        let name = parts.free("word/comments", ".xml");
        let kind = format!("{}/comments", parts.office()?);
        let content = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
        parts.make(&main, &kind, &name, content, new)?;
    }
    Ok(added)
}

fn comment(note: &Note, reviewer: &Author, space: &str, id: u64) -> String {
    let paragraphs = note.each_line(|line| {
        format!("<w:p><w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>")
    });
    format!(
        "<w:comment xmlns:w=\"{space}\" w:id=\"{id}\" w:author=\"{}\" w:date=\"{}\" w:initials=\"cd\">{paragraphs}</w:comment>",
        attribute(&reviewer.name),
        reviewer.date
    )
}

/// One more than the largest id of a comment.
fn next_id(comments: &str) -> u64 {
    let mut nodes = Nodes::lenient(comments, usize::MAX);
    let mut next = 0;
    while let Ok(Some(node)) = nodes.next() {
        if let Node::Start(tag) = node
            && tag.name == "comment"
        {
            let id = tag.attribute("id").and_then(|id| id.parse::<u64>().ok());
            next = next.max(id.map_or(0, |id| id + 1));
        }
    }
    next
}

/// A place for a mark, with the text element that is parted there, if one is.
type Place = (Gap, Option<usize>);

struct Body<'x> {
    xml: &'x str,
    skeleton: Skeleton,
    main: &'x str,
    prefix: &'x str,
}

impl Body<'_> {
    /// Between which gaps the comment stands.
    fn range(&self, note: &Note) -> Option<(Place, Place)> {
        let own = (*note.place.part == *self.main).then(|| self.own(note));
        own.flatten()
            .or_else(|| self.reference(note))
            .or_else(|| self.first())
    }

    /// Around the words themselves, or around the text box that they stand in.
    fn own(&self, note: &Note) -> Option<(Place, Place)> {
        let (first, last) = (note.place.spans.first()?, note.place.spans.last()?);
        if self.is_in_box(first.start) {
            return self.around_run(first.start);
        }
        let from = self.skeleton.text_at(&(first.start..first.start))?;
        let to = self.skeleton.text_at(&(last.end..last.end))?;
        Some((
            (self.skeleton.gap(self.xml, from, first.start)?, Some(from)),
            (self.skeleton.gap(self.xml, to, last.end)?, Some(to)),
        ))
    }

    /// Around the reference to the footnote or endnote that the words stand in.
    fn reference(&self, note: &Note) -> Option<(Place, Place)> {
        let name = match note.place.unit {
            Unit::Note => "footnoteReference",
            Unit::Endnote => "endnoteReference",
            _ => return None,
        };
        let wanted = note.place.id.as_deref()?;
        let mut nodes = Nodes::lenient(self.xml, usize::MAX);
        while let Ok(Some(node)) = nodes.next() {
            if let Node::Start(tag) = node
                && tag.name == name
                && tag.attribute("id").as_deref() == Some(wanted)
            {
                return self.around_run(tag.start);
            }
        }
        None
    }

    /// Around the first words of the body.
    fn first(&self) -> Option<(Place, Place)> {
        let mut texts = self.skeleton.texts.iter();
        let text = texts.find(|text| {
            text.run.is_some() && !text.content.is_empty() && !self.is_in_box(text.tag.start)
        })?;
        self.around_run(text.tag.start)
    }

    /// Around the outermost run that holds byte `at`.
    fn around_run(&self, at: usize) -> Option<(Place, Place)> {
        let mut runs = self.skeleton.runs.iter();
        let run = runs.find(|run| run.range.contains(&at))?;
        let between = |at| (Gap::between(at), None);
        Some((between(run.range.start), between(run.range.end)))
    }

    /// Whether byte `at` stands in a text box.
    fn is_in_box(&self, at: usize) -> bool {
        let tag = format!("{}:txbxContent", self.prefix);
        let last = self.xml[..at].rfind(&tag);
        last.is_some_and(|last| !self.xml[..last].ends_with('/'))
    }
}

/// What is put into the body, by its place.
#[derive(Default)]
struct Marks {
    all: BTreeMap<usize, Mark>,
}

#[derive(Default)]
struct Mark {
    /// Ends the run, and begins it again.
    before: String,
    after: String,
    /// Ends of comments come before beginnings.
    ends: String,
    starts: String,
}

impl Marks {
    fn put(&mut self, body: &Body<'_>, from: Place, to: Place, id: u64) {
        let p = body.prefix;
        let p = if p.is_empty() {
            String::new()
        } else {
            format!("{p}:")
        };
        let start = format!("<{p}commentRangeStart {p}id=\"{id}\"/>");
        self.at(body, from).starts.push_str(&start);
        let end = format!(
            "<{p}commentRangeEnd {p}id=\"{id}\"/><{p}r><{p}commentReference {p}id=\"{id}\"/></{p}r>"
        );
        self.at(body, to).ends.push_str(&end);
    }

    fn at(&mut self, body: &Body<'_>, (gap, text): Place) -> &mut Mark {
        if let Some(text) = text.filter(|_| !gap.before.is_empty()) {
            // The first half may end with a space now.
            if let Some((at, keep)) = body.skeleton.preserving(body.xml, text) {
                keep.clone_into(&mut self.all.entry(at).or_default().before);
            }
        }
        let mark = self.all.entry(gap.at).or_default();
        (mark.before, mark.after) = (gap.before, gap.after);
        mark
    }

    fn made(self, xml: &str) -> String {
        let mut said = String::with_capacity(xml.len());
        let mut done = 0;
        for (at, mark) in self.all {
            said.push_str(&xml[done..at]);
            for put in [&mark.before, &mark.ends, &mark.starts, &mark.after] {
                said.push_str(put);
            }
            done = at;
        }
        said.push_str(&xml[done..]);
        said
    }
}
