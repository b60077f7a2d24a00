//! What could not be read of files that were checked: a line for each file and each reason, however
//! many slides or pages there are; of a folder with very many, a line for each reason.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Summary, wording};

/// How many places of a file are named before it is said how many more there are.
const NAMED: usize = 5;

/// How many lines about files are read; if there are more, reasons get one each.
const LINES: usize = 20;
/// How many files such a line names.
const FILES_NAMED: usize = 3;

/// One line for each file and reason, in the order of the files; if these are too many, one for each
/// reason, the most frequent first.
#[must_use]
pub fn unseen(summary: &Summary) -> Vec<String> {
    let lines = by_file(summary);
    if lines.len() > LINES {
        by_reason(summary)
    } else {
        lines
    }
}

fn by_reason(summary: &Summary) -> Vec<String> {
    let mut reasons: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for (path, notice) in &summary.notices {
        let (places, files) = reasons.entry(&notice.what).or_default();
        *places += 1;
        files.insert(path);
    }
    let mut reasons: Vec<_> = reasons.into_iter().collect();
    reasons.sort_by_key(|(_, (places, _))| Reverse(*places));
    let line = |(what, (places, files)): (&str, (usize, BTreeSet<&str>))| {
        let (places, number) = (
            wording::count(places, "place"),
            wording::count(files.len(), "file"),
        );
        let files: Vec<String> = files.into_iter().map(str::to_owned).collect();
        let named = wording::some(&files, FILES_NAMED, ", ");
        format!("{places} in {number}: {what} ({named})")
    };
    reasons.into_iter().map(line).collect()
}

fn by_file(summary: &Summary) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = summary.notices.as_slice();
    while let Some((path, _)) = rest.first() {
        let of_file = rest.iter().take_while(|(other, _)| other == path).count();
        let mut places: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (_, notice) in &rest[..of_file] {
            let said = places.entry(&notice.what).or_default();
            said.push(notice.place.to_string());
        }
        for (what, places) in places {
            let more = match places.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let named = places[..places.len().min(NAMED)].join(", ");
            lines.push(format!("{path}: {named}{more}: {what}"));
        }
        rest = &rest[of_file..];
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Notice;
    use crate::place::Place;

    #[test]
    fn a_file_has_one_line_for_each_reason() {
        let slide = |number| Notice {
            place: Place {
                number: Some(number),
                ..Place::default()
            },
            what: "no text, 1 picture".to_owned(),
        };
        let mut summary = Summary::default();
        for number in 1..8 {
            summary.notices.push(("a.pptx".to_owned(), slide(number)));
        }
        summary.notices.push(("b.pptx".to_owned(), slide(4)));
        assert_eq!(
            unseen(&summary),
            [
                "a.pptx: slide 1, slide 2, slide 3, slide 4, slide 5 and 2 more: no text, 1 picture",
                "b.pptx: slide 4: no text, 1 picture",
            ]
        );
        for number in 0..30 {
            let path = format!("c{number:02}.pptx");
            summary.notices.push((path, slide(1)));
        }
        assert_eq!(
            unseen(&summary),
            ["38 places in 32 files: no text, 1 picture (a.pptx, b.pptx, c00.pptx … and 29 more)"]
        );
    }
}
