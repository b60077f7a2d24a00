//! Changes of a text document as a reviewer makes them: what goes is marked as deleted, what comes as
//! inserted, with a name and a day, and nothing is lost until somebody accepts it.

use super::edits::{Edits, has_space_at_edges};
use crate::document::office::Author;
use crate::document::office::gap::Gap;
use crate::document::office::skeleton::{Skeleton, Text};

/// `edits` of the words of `xml` as tracked changes; those that stand in no run are made as they are.
pub(super) fn tracked(xml: &str, skeleton: &Skeleton, edits: &Edits, author: &Author) -> Edits {
    let mut next = last_id(xml) + 1;
    let mut made = Edits::default();
    for (span, new) in edits.iter() {
        let at = skeleton.text_at(&span);
        let gaps = at.and_then(|at| {
            let from = skeleton.gap(xml, at, span.start)?;
            // Nothing goes: both sides are the same place.
            let to = if span.is_empty() {
                from.clone()
            } else {
                skeleton.gap(xml, at, span.end)?
            };
            Some((at, from, to))
        });
        let Some((at, from, to)) = gaps else {
            // Words of an attribute, which Word does not track. Edits are apart, so this one fits.
            let _ = made.add(span, new);
            continue;
        };
        let text = &skeleton.texts[at];
        let mut change = Change {
            xml,
            skeleton,
            text,
            author,
            next,
        };
        let put = change.put(&xml[span], new);
        next = change.next;
        keep_space(&mut made, xml, skeleton, at, &from);
        let put = format!("{}{put}{}", from.before, to.after);
        // Where two changes touch, the first one's end is the second one's start.
        let _ = made.add(from.at..to.at, &put);
    }
    made
}

/// The words before a gap keep their last space.
fn keep_space(made: &mut Edits, xml: &str, skeleton: &Skeleton, text: usize, gap: &Gap) {
    let start = skeleton.texts[text].content.start;
    if gap.at > start && has_space_at_edges(&xml[start..gap.at]) {
        made.preserve(xml, skeleton, text);
    }
}

struct Change<'a> {
    xml: &'a str,
    skeleton: &'a Skeleton,
    text: &'a Text,
    author: &'a Author,
    next: u64,
}

impl Change<'_> {
    /// `old` marked as deleted and `new` as inserted; both are XML text.
    fn put(&mut self, old: &str, new: &str) -> String {
        let mut said = String::new();
        for (what, words, kind) in [("del", old, "delText"), ("ins", new, "t")] {
            if words.is_empty() {
                continue;
            }
            let (p, properties) = (self.prefix(), self.properties());
            let (id, date) = (self.next, &self.author.date);
            let author = quick_xml::escape::escape(&self.author.name);
            said.extend([
                format!("<{p}{what} {p}id=\"{id}\" {p}author=\"{author}\" {p}date=\"{date}\">"),
                format!("<{p}r>{properties}<{p}{kind} xml:space=\"preserve\">{words}</{p}{kind}>"),
                format!("</{p}r></{p}{what}>"),
            ]);
            self.next += 1;
        }
        said
    }

    /// The prefix of the part's own elements, with its colon.
    fn prefix(&self) -> &str {
        let name = self.xml[self.text.tag.clone()].trim_start_matches('<');
        let end = name.find(|letter: char| !letter.is_alphanumeric());
        match end {
            Some(end) if name[end..].starts_with(':') => &name[..=end],
            _ => "",
        }
    }

    fn properties(&self) -> &str {
        let run = self.text.run.map(|run| &self.skeleton.runs[run]);
        run.and_then(|run| run.properties.clone())
            .map_or("", |range| &self.xml[range])
    }
}

/// The largest number that the part uses as an id.
fn last_id(xml: &str) -> u64 {
    let ids = xml.split("id=\"").skip(1);
    let numbers = ids.filter_map(|rest| rest.split('"').next()?.parse::<u32>().ok());
    numbers.max().map_or(0, u64::from)
}
